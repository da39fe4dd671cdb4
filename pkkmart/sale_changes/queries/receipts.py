"""Reads of receipts to choose from: those of a day, or those of any day that answer to what is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pkkmart.core.db import fetch, listed
from pkkmart.ledger.cancelled import cancelled_by, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.sale_changes.queries.history import document_of, sale_of_change
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sales.queries.payments import CORRECTIONS


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt in the list: when (UTC), who bought what, what was paid, and what became of it; rupiah.

    `paid_idr` is as known now, the rounding of cash within. `tenders` are those it was rung with, by their names in
    the table.

    `voided_by` is the number of its cancellation and `corrected_by` that of its newest payment correction, "" where
    there is none; `returned_count` of `goods_count` came back, counted as on the receipt: by weight is one.

    `return_id` is that of goods that came back without a receipt: such a row has no sale (`id` 0), its buyer is the
    member's name, and what was paid is below 0.
    """

    id: int
    number: str
    recorded_at: str
    member: str
    tenders: tuple[str, ...]
    goods: str
    paid_idr: int
    goods_count: int
    returned_count: int
    corrected_by: str
    voided_by: str
    return_id: int | None = None


_GOODS_COUNT: Final = (
    "(SELECT sum(CASE WHEN l.qty_milli % 1000 = 0 THEN l.qty_milli / 1000 ELSE 1 END)"
    " FROM sale_line l WHERE l.sale_id = s.id)"
)
_RETURNED_COUNT: Final = (
    "(SELECT coalesce(sum(CASE WHEN l.qty_milli % 1000 = 0 THEN r.qty_milli / 1000 ELSE 1 END), 0)"
    " FROM (SELECT b.sale_line_id, -sum(b.qty_milli) AS qty_milli FROM sale_change c"
    " JOIN sale_change_line b ON b.sale_change_id = c.id WHERE c.sale_id = s.id AND c.kind = 'RETURN'"
    f" AND {stands('sale_change', 'c')} GROUP BY b.sale_line_id) r JOIN sale_line l ON l.id = r.sale_line_id)"
)
_PAID: Final = (
    "(s.total_idr + s.rounding_idr"
    f" + coalesce((SELECT sum(w.rounding_idr) FROM {CORRECTIONS} AND w.sale_id = s.id), 0))"
)
_CORRECTED_BY: Final = (
    "coalesce((SELECT max(c.number) FROM sale_change c WHERE c.sale_id = s.id AND c.kind = 'PAYMENT'"
    f" AND {stands('sale_change', 'c')}), '')"
)


def receipts(
    text: str = "", day: date | None = None, *, before_id: int | None = None, limit: int = 100
) -> list[ReceiptRow]:
    """Receipts of a day and of the days before, the newest first; of every day when something is searched.

    `text` is a receipt's number, or a part of it, a member's name, a sold product's name, the total, or the whole
    number of what was done with a receipt since, or of goods that came back without one. The list goes on below
    `before_id`.
    """
    wanted = " ".join(text.split())
    where = "s.business_date <= ?"
    params: list[object] = [day.isoformat() if day else "9999-12-31"]
    if wanted:
        digits, like = wanted.replace(".", ""), f"%{wanted}%"
        is_amount = digits.isdigit() and len(digits) < 16
        where = (
            "(s.number LIKE ? OR m.name LIKE ?"
            " OR EXISTS (SELECT 1 FROM sale_line g WHERE g.sale_id = s.id AND g.name LIKE ?)"
            + (f" OR s.total_idr = ? OR {_PAID} = ?)" if is_amount else ")")
        )
        params = [like, like, like, *([int(digits)] * 2 if is_amount else [])]
    found = _rows(where, params, before_id, limit)
    return found or (_named(wanted) if wanted and before_id is None else [])


def _named(number: str) -> list[ReceiptRow]:
    """What the number of a return, of a correction or of a cancellation belongs to: its receipt, or itself."""
    document = document_of(number)
    if document is None:
        return []
    sale_id = document[1] if document[0] == "sale" else sale_of_change(document[1])
    if sale_id is not None:
        return _rows("s.id = ?", [sale_id], None, 1)
    back = return_view(document[1])
    return [
        ReceiptRow(
            0, back.number, back.recorded_at, back.buyer, (), back.goods, -back.cash_idr, 0, 0, "", back.voided_by,
            return_id=back.id,
        )
    ]  # fmt: skip


def _rows(where: str, params: Sequence[object], before_id: int | None, limit: int) -> list[ReceiptRow]:
    rows = fetch(
        f"SELECT s.id, s.number, s.recorded_at, coalesce({DISPLAY_NAME_SQL.format('m')}, ''),"
        f" coalesce((SELECT {listed('p.tender')} FROM payment p WHERE p.sale_id = s.id), ''),"
        f" (SELECT {listed('l.name')} FROM sale_line l WHERE l.sale_id = s.id), {_PAID},"
        f" {_GOODS_COUNT}, {_RETURNED_COUNT}, {_CORRECTED_BY},"
        f" {cancelled_by('sale', 's')} FROM sale s LEFT JOIN person m ON m.id = s.member_id"
        f" WHERE {where} AND s.id < ? ORDER BY s.id DESC LIMIT ?",
        (*params, before_id or 2**62, limit),
    )
    return [_row(*row) for row in rows]


def _row(sale_id: int, number: str, recorded_at: str, member: str, tenders: str, *rest: Any) -> ReceiptRow:
    return ReceiptRow(sale_id, number, recorded_at, member, tuple(filter(None, tenders.split(", "))), *rest)


def receipt_count(day: date) -> int:
    """How many receipts a day has."""
    ((count,),) = fetch("SELECT count(*) FROM sale WHERE business_date = ?", (day.isoformat(),))
    return int(count)
