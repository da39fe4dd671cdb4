"""Reads of stock: how much of what is on the shelf."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pkkmart.core.db import fetch
from pkkmart.stock.valuation import Level


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A line of a stock card; quantities in thousandths, `balance_milli` after the move."""

    id: int
    business_date: str
    reason: str
    qty_milli: int
    value_idr: int
    balance_milli: int
    origin_kind: str
    origin_id: int


def levels(product_ids: Iterable[int], location_id: int = 1) -> dict[int, Level]:
    """The levels of products; one that never moved is left out."""
    wanted = list(dict.fromkeys(product_ids))
    found: dict[int, Level] = {}
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        rows = fetch(
            "SELECT product_id, qty_milli, value_idr, unit_cost_micro, ever_received FROM stock_level"
            f" WHERE location_id = ? AND product_id IN ({','.join('?' * len(chunk))})",
            [location_id, *chunk],
        )
        found.update((row[0], Level(row[1], row[2], row[3], bool(row[4]))) for row in rows)
    return found


def stock_card(product_id: int, location_id: int = 1) -> list[MoveRow]:
    """Every move of a product with its running balance, oldest first."""
    rows = fetch(
        "SELECT id, business_date, reason, qty_milli, value_idr, sum(qty_milli) OVER (ORDER BY id), origin_kind,"
        " origin_id FROM stock_move WHERE product_id = ? AND location_id = ? ORDER BY id",
        (product_id, location_id),
    )
    return [MoveRow(*row) for row in rows]
