"""Reads of the slips of what was done after a sale: a return's, a cancellation's, as they were printed."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch_one
from pkkmart.ledger.cancelled import cancelled_by
from pkkmart.printing import queries as printing


@dataclass(frozen=True, slots=True)
class ChangeSlip:
    """The slip of a return or a cancellation; `sale_id` is the sale it belongs to, None without one.

    `return_id` is None for a cancellation; `voided_by` is the number of a return's cancellation, "" while it stands.
    """

    slip: printing.Slip
    sale_id: int | None
    sale_number: str
    return_id: int | None
    voided_by: str


def change_slip(number: str) -> ChangeSlip | None:
    """The slip of a return or of a cancelled sale or return, by its number; None for what has no slip."""
    row = fetch_one(
        f"SELECT 'sale_change', c.id, c.sale_id, c.id, {cancelled_by('sale_change', 'c')} FROM sale_change c"
        " WHERE c.number = :number AND c.kind = 'RETURN' UNION ALL"
        " SELECT 'void', v.id, CASE v.origin_kind WHEN 'sale' THEN v.origin_id ELSE (SELECT c.sale_id"
        " FROM sale_change c WHERE c.id = v.origin_id) END, NULL, '' FROM voided_document v"
        " WHERE v.number = :number AND v.origin_kind IN ('sale', 'sale_change')",
        {"number": number},
    )
    slip = printing.slip_of(row[0], row[1]) if row is not None else None
    if row is None or slip is None:
        return None
    sale = fetch_one("SELECT number FROM sale WHERE id = ?", (row[2],))
    return ChangeSlip(
        slip=slip,
        sale_id=row[2],
        sale_number=str(sale[0]) if sale else "",
        return_id=row[3],
        voided_by=row[4],
    )
