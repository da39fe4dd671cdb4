"""Reads of returns as they may be cancelled: which a shift took, what was paid back and how, what came after them."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch, fetch_one
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sales.queries.returned import RETURN_STANDS

RETURN_KINDS = ("sale_return", "loose_return")
"""What came back with its receipt, and without one."""

_ENTRY = "(SELECT min(e.id) FROM journal_entry e WHERE e.origin_kind = {0} AND e.origin_id = {1})"
"""SQL: the first entry of a document, which tells what came first: a clock may have been set back in between."""
_NEWEST = f"{_ENTRY.format('d.kind', 'd.id')} DESC, d.id DESC"
_MOVED_LATER = " > ".join((_ENTRY.format("'line_move'", "m.id"), _ENTRY.format("'sale_return'", "r.id")))
_REFUNDED = "coalesce((SELECT sum(y.amount_idr) FROM refund y WHERE y.sale_return_id = r.id AND y.tender = '{0}'), 0)"
_RETURNS = (
    "SELECT d.*, coalesce((SELECT v.number FROM voided_document v WHERE v.origin_kind = d.kind"
    " AND v.origin_id = d.id), '') AS voided_by FROM (SELECT 'sale_return' AS kind, r.id, r.number, r.recorded_at,"
    f" r.shift_id, r.sale_id, s.number AS sale_number, coalesce({DISPLAY_NAME_SQL.format('p')}, '') AS buyer,"
    " (SELECT group_concat(coalesce(m.name, l.name), ', ') FROM sale_return_line b JOIN sale_line l"
    " ON l.id = b.sale_line_id LEFT JOIN line_move m ON m.id = b.line_move_id WHERE b.sale_return_id = r.id) AS goods,"
    f" r.total_idr, {_REFUNDED.format('CASH')}, {_REFUNDED.format('SAVINGS')}, {_REFUNDED.format('RECEIVABLE')},"
    " coalesce((SELECT k.amount_idr FROM bank_refund k WHERE k.sale_return_id = r.id), 0)"
    " FROM sale_return r JOIN sale s ON s.id = r.sale_id LEFT JOIN person p ON p.id = s.member_id UNION ALL"
    " SELECT 'loose_return', o.id, o.number, o.recorded_at, o.shift_id, NULL, '', o.buyer,"
    " (SELECT group_concat(b.name, ', ') FROM loose_return_line b WHERE b.loose_return_id = o.id), o.total_idr,"
    " o.total_idr - o.rounding_idr, 0, 0, 0 FROM loose_return o) d"
)
"""SQL: returns with and without a receipt, in the order of PaidBack's fields."""


@dataclass(frozen=True, slots=True)
class PaidBack:
    """A return (`kind` of RETURN_KINDS) with what it paid back by which way, rupiah; without a receipt no sale."""

    kind: str
    id: int
    number: str
    recorded_at: str
    shift_id: int
    sale_id: int | None
    sale_number: str
    buyer: str
    goods: str
    total_idr: int
    cash_idr: int
    savings_idr: int
    bon_idr: int
    bank_idr: int
    voided_by: str


def paid_back(kind: str, return_id: int) -> PaidBack:
    """A return of any shift; raises LookupError for an unknown one."""
    row = fetch_one(f"{_RETURNS} WHERE d.kind = ? AND d.id = ?", (kind, return_id))
    if row is None:
        raise LookupError(f"no {kind} {return_id}")
    return PaidBack(*row)


def shift_paid_back(shift_id: int) -> list[PaidBack]:
    """The returns of a shift that stand, the newest first."""
    rows = fetch(f"{_RETURNS} WHERE d.shift_id = ? AND voided_by = '' ORDER BY {_NEWEST}", (shift_id,))
    return [PaidBack(*row) for row in rows]


def returned_since(return_id: int) -> str:
    """The number of the newest return that stands and came after this one on its receipt, "" when there is none."""
    row = fetch_one(
        "SELECT max(r.number) FROM sale_return r JOIN sale_return o ON o.id = ? AND r.sale_id = o.sale_id"
        f" WHERE r.id > o.id AND {RETURN_STANDS}",
        (return_id,),
    )
    return str(row[0]) if row and row[0] else ""


def moved_since(return_id: int) -> tuple[str, str]:
    """The goods of a return that were moved to another mother since, and by which move; both "" when none were."""
    row = fetch_one(
        "SELECT coalesce(f.name, l.name), m.number FROM sale_return r"
        " JOIN sale_return_line b ON b.sale_return_id = r.id JOIN sale_line l ON l.id = b.sale_line_id"
        " LEFT JOIN line_move f ON f.id = b.line_move_id JOIN line_move m ON m.sale_line_id = l.id"
        " AND m.from_move_id IS b.line_move_id"
        f" AND coalesce({_MOVED_LATER}, 1)"
        " WHERE r.id = ? ORDER BY m.id DESC LIMIT 1",
        (return_id,),
    )
    return (str(row[0]), str(row[1])) if row else ("", "")
