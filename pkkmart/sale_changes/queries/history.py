"""Reads of what was done with a sale since, each change as one line, and of documents found by their number."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import cancelled_by
from pkkmart.sale_changes.change import ChangeKind


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of a sale; when (UTC), by whom, why. `voided_by` is the number of its cancellation, "" while it stands.

    `leaving` and `coming` are the goods that left the sale and came into it, (name, thousandths of a unit) above 0;
    `reasons` are those of the goods that left, in their order, "" where only the change has one;
    `tenders` by how much each tender paid more (+) or was paid back (-), rupiah.
    """

    id: int
    kind: ChangeKind
    number: str
    shift_id: int
    recorded_at: str
    cashier: str
    reason: str
    voided_by: str
    leaving: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    coming: tuple[tuple[str, int], ...]
    tenders: tuple[tuple[str, int], ...]
    received_idr: int | None


def changes_of(sale_id: int) -> list[ChangeRow]:
    """All that was done with a sale since, cancelled changes too, in the order it was done."""
    heads = fetch(
        "SELECT c.id, c.kind, c.number, c.shift_id, c.recorded_at, coalesce(u.name, ''), c.reason,"
        f" {cancelled_by('sale_change', 'c')}, c.received_idr FROM sale_change c"
        " LEFT JOIN app_user u ON u.id = c.user_id WHERE c.sale_id = ? ORDER BY c.id",
        (sale_id,),
    )
    goods = fetch(
        "SELECT b.sale_change_id, b.name, b.qty_milli, b.reason FROM sale_change c JOIN sale_change_line b"
        " ON b.sale_change_id = c.id WHERE c.sale_id = ? ORDER BY b.sale_change_id, b.line_no",
        (sale_id,),
    )
    tenders = fetch(
        "SELECT t.sale_change_id, t.tender, t.amount_idr FROM sale_change c JOIN sale_change_tender t"
        " ON t.sale_change_id = c.id WHERE c.sale_id = ? ORDER BY t.sale_change_id, t.line_no",
        (sale_id,),
    )
    return [
        ChangeRow(
            id=head[0],
            kind=ChangeKind(head[1]),
            number=head[2],
            shift_id=head[3],
            recorded_at=head[4],
            cashier=head[5],
            reason=head[6],
            voided_by=head[7],
            leaving=tuple((name, -milli) for of, name, milli, _why in goods if of == head[0] and milli < 0),
            reasons=tuple(why or "" for of, _name, milli, why in goods if of == head[0] and milli < 0),
            coming=tuple((name, milli) for of, name, milli, _why in goods if of == head[0] and milli > 0),
            tenders=tuple((tender, amount) for of, tender, amount in tenders if of == head[0]),
            received_idr=head[8],
        )
        for head in heads
    ]


def sale_of_change(change_id: int) -> int | None:
    """The sale a change belongs to, None for goods that came back without a receipt."""
    row = fetch_one("SELECT sale_id FROM sale_change WHERE id = ?", (change_id,))
    return int(row[0]) if row and row[0] is not None else None


def document_of(number: str) -> tuple[str, int] | None:
    """What a number names, ('sale' or 'sale_change', id): a receipt, a change of one, or a cancellation of either."""
    wanted = number.strip().upper()
    row = fetch_one(
        "SELECT 'sale', id FROM sale WHERE number = :number UNION ALL"
        " SELECT 'sale_change', id FROM sale_change WHERE number = :number UNION ALL"
        " SELECT origin_kind, origin_id FROM voided_document WHERE number = :number"
        " AND origin_kind IN ('sale', 'sale_change') LIMIT 1",
        {"number": wanted},
    )
    return (str(row[0]), int(row[1])) if row else None
