"""Reads of purchases."""

from __future__ import annotations

from dataclasses import dataclass

from pkkmart.core.db import fetch
from pkkmart.people.queries import DISPLAY_NAME_SQL


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """A purchase as the list shows it; rupiah."""

    id: int
    number: str
    business_date: str
    supplier: str
    paid_from: str
    total_idr: int


def recent_purchases(limit: int = 50) -> list[PurchaseRow]:
    """The newest purchases first."""
    rows = fetch(
        f"SELECT p.id, p.number, p.business_date, coalesce({DISPLAY_NAME_SQL.format('s')}, ''),"
        " p.paid_from, p.total_idr"
        " FROM purchase p LEFT JOIN person s ON s.id = p.supplier_id ORDER BY p.id DESC LIMIT ?",
        (limit,),
    )
    return [PurchaseRow(*row) for row in rows]
