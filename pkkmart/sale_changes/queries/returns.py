"""Reads of returns: one as its slip shows it, those of a shift, and what came after one on its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import cancelled_by, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sale_changes.returns import Fault


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A line of a return; thousandths of a unit and rupiah, above 0. `owner` is "" for the co-op's own goods."""

    name: str
    unit: str
    qty_milli: int
    net_idr: int
    owner: str
    back_on_shelf: bool
    fault: Fault | None
    reason: str


@dataclass(frozen=True, slots=True)
class ReturnView:
    """One return, frozen, as its slip and the lists show it; rupiah above 0, refunds by tender.

    Without a receipt `sale_id` is None and `buyer` is who signed; `bank_reference` is that of a refund by bank.
    """

    id: int
    number: str
    sale_id: int | None
    sale_number: str
    shift_id: int
    business_date: date
    recorded_at: str
    cashier: str
    member: str
    buyer: str
    reason: str
    total_idr: int
    rounding_idr: int
    voided_by: str
    lines: tuple[ReturnedLine, ...]
    refunds: tuple[tuple[str, int], ...]
    bank_reference: str

    @property
    def cash_idr(self) -> int:
        """What was counted into the buyer's hand."""
        return dict(self.refunds).get("CASH", 0)

    @property
    def bank_idr(self) -> int:
        return dict(self.refunds).get("TRANSFER", 0)

    @property
    def goods(self) -> str:
        """The names of what came back."""
        return ", ".join(line.name for line in self.lines)


_HEAD: Final = (
    "SELECT r.id, r.number, r.sale_id, coalesce(s.number, ''), r.shift_id, r.business_date, r.recorded_at,"
    f" coalesce(u.name, ''), coalesce({DISPLAY_NAME_SQL.format('m')}, ''), r.buyer, r.reason, -r.total_idr,"
    f" r.rounding_idr, {cancelled_by('sale_change', 'r')} FROM sale_change r"
    " LEFT JOIN sale s ON s.id = r.sale_id LEFT JOIN user u ON u.id = r.user_id"
    " LEFT JOIN person m ON m.id = coalesce(s.member_id, r.member_id) WHERE r.kind = 'RETURN' AND "
)


def return_view(return_id: int) -> ReturnView:
    """A return with or without a receipt; raises LookupError for an unknown id."""
    found = _views(f"{_HEAD} r.id = ?", (return_id,))
    if not found:
        raise LookupError(f"no return {return_id}")
    return found[0]


def standing_returns(shift_id: int) -> list[ReturnView]:
    """The returns a shift took that stand, the newest first."""
    return _views(f"{_HEAD} r.shift_id = ? AND {stands('sale_change', 'r')} ORDER BY r.id DESC", (shift_id,))


def returns_of(sale_id: int) -> list[ReturnView]:
    """The returns of a receipt, cancelled ones too, in the order they came."""
    return _views(f"{_HEAD} r.sale_id = ? ORDER BY r.id", (sale_id,))


def _views(sql: str, params: tuple[object, ...]) -> list[ReturnView]:
    heads = fetch(sql, params)
    ids = [head[0] for head in heads]
    marks = ",".join("?" * len(ids))
    goods = fetch(
        "SELECT b.sale_change_id, b.name, b.unit, -b.qty_milli, -b.net_idr,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), b.back_on_shelf, b.fault, b.reason FROM sale_change_line b"
        f" LEFT JOIN person o ON o.id = b.owner_id WHERE b.sale_change_id IN ({marks}) ORDER BY b.line_no",
        ids,
    )
    ways = fetch(
        "SELECT sale_change_id, tender, -amount_idr, reference FROM sale_change_tender"
        f" WHERE sale_change_id IN ({marks}) ORDER BY tender = 'CASH', tender = 'TRANSFER', line_no",
        ids,
    )
    return [
        _view(head, [row[1:] for row in goods if row[0] == head[0]], [row[1:] for row in ways if row[0] == head[0]])
        for head in heads
    ]


def _view(head: tuple[Any, ...], goods: list[tuple[Any, ...]], ways: list[tuple[Any, ...]]) -> ReturnView:
    lines = tuple(ReturnedLine(*(*row[:5], bool(row[5]), Fault(row[6]) if row[6] else None, row[7])) for row in goods)
    refunds = tuple((row[0], row[1]) for row in ways)
    reference = "".join(row[2] for row in ways)
    return ReturnView(*(*head[:5], date.fromisoformat(head[5]), *head[6:], lines, refunds, reference))


def returned_since(return_id: int) -> str:
    """The number of the newest standing return that came after a return on its receipt, "" when there is none."""
    row = fetch_one(
        "SELECT r.number FROM sale_change r JOIN sale_change o ON o.id = ? AND r.sale_id = o.sale_id"
        f" WHERE r.id > o.id AND r.kind = 'RETURN' AND {stands('sale_change', 'r')} ORDER BY r.id DESC LIMIT 1",
        (return_id,),
    )
    return str(row[0]) if row else ""


def corrected_since(return_id: int) -> tuple[str, str]:
    """Goods of a return whose rest was corrected to another owner since, and by which change; both "" if none was."""
    row = fetch_one(
        "SELECT b.name, m.number FROM sale_change_line b JOIN sale_change_line x ON x.sale_line_id = b.sale_line_id"
        " AND coalesce(x.source_id, 0) = coalesce(b.source_id, 0) AND x.qty_milli < 0"
        " JOIN sale_change m ON m.id = x.sale_change_id AND m.kind = 'OWNER' AND m.id > b.sale_change_id"
        f" WHERE b.sale_change_id = ? AND {stands('sale_change', 'm')} ORDER BY m.id DESC LIMIT 1",
        (return_id,),
    )
    return (str(row[0]), str(row[1])) if row else ("", "")
