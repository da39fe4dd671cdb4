"""The goods sold by tiles, in the order their tiles stand: this morning's first, then what is sold most often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pkkmart.consignment.queries import first_delivered
from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import stands
from pkkmart.pricing.queries import pakets
from pkkmart.products.queries import ProductRow, tiles

_DAYS: Final = 28
"""How many days back sales are counted: every weekday four times."""


@dataclass(frozen=True, slots=True)
class TileGoods:
    """The products on tiles in order, the ids of those that were delivered on the day, and the categories in theirs.

    A product without a category is in the last, `(None, "")`. `pakets` are the pakets among the products, each with the
    owner of every part, "" for the co-op.
    """

    products: tuple[ProductRow, ...]
    morning: tuple[int, ...]
    categories: tuple[tuple[int | None, str], ...]
    pakets: Mapping[int, tuple[str, ...]]


def tile_goods(day: date, opened_at: str) -> TileGoods:
    """The tiles of a day, as they stood when the shift was opened (UTC); what came later stands behind.

    First what had been delivered by then, then the others; among equals what more receipts list, then by name.
    """
    came = first_delivered(day)
    sold = _receipts(day, opened_at)
    early = {product_id for product_id, at in came.items() if at <= opened_at}
    listed = tiles()
    categories = dict.fromkeys((row.category_id, row.category) for row in listed)
    rows = sorted(listed, key=lambda row: (row.id not in early, -sold.get(row.id, 0), row.name.casefold()))
    shown = {row.id for row in rows}
    late = [product_id for product_id in came if product_id in shown and product_id not in early]
    return TileGoods(
        tuple(rows),
        (*(row.id for row in rows if row.id in early), *late),
        tuple(sorted(categories, key=lambda category: category[0] is None)),
        {one.product_id: tuple(part.owner for part in one.parts) for one in pakets() if one.product_id in shown},
    )


def _receipts(day: date, before: str) -> dict[int, int]:
    """On how many lines of receipts each product on tiles stands, of the weeks up to a moment."""
    return dict(
        fetch(
            "SELECT l.product_id, count(*) FROM sale s JOIN sale_line l ON l.sale_id = s.id"
            " JOIN product p ON p.id = l.product_id AND p.on_tiles"
            f" WHERE s.business_date >= ? AND s.recorded_at <= ? AND {stands('sale', 's')} GROUP BY l.product_id",
            ((day - timedelta(days=_DAYS)).isoformat(), before),
        )
    )
