"""Reads of goods rung up under a wrong owner: the products they may really have been."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.consignment.queries import delivered_on
from pkkmart.core.db import fetch, fetch_one
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.queries.standing import StandingLine, StandingSale
from pkkmart.stock.queries import levels


@dataclass(frozen=True, slots=True)
class Candidate:
    """Goods of another owner at the price that was paid; thousandths of a unit brought that day and on the shelf."""

    product: ProductRow
    delivered_milli: int
    shelf_milli: int


_LISTED: Final = (
    "SELECT p.id, p.unit, p.owner_id, CASE WHEN :member AND coalesce(p.member_price_idr, 0) <> 0"
    " THEN p.member_price_idr ELSE p.selling_price_idr END AS price_idr FROM product p WHERE p.active"
    " AND p.id <> :unlisted AND NOT EXISTS (SELECT 1 FROM kit_part k WHERE k.kit_product_id = p.id)"
)
"""SQL: what may be sold under its own name, no paket, at its price to a member (`:member`) or to anybody."""


def candidates(sale: StandingSale, line: StandingLine) -> list[Candidate]:
    """Goods a line may have been instead: another's, same unit and price to this buyer; what came that day first."""
    rows = fetch(
        f"SELECT p.id FROM ({_LISTED}) p WHERE p.owner_id IS DISTINCT FROM :owner AND p.unit = :unit"
        " AND p.price_idr = :price",
        {**_asked(sale), "owner": line.owner_id, "unit": line.unit, "price": line.price_idr},
    )
    products = by_ids(row[0] for row in rows)
    brought, shelves = delivered_on(sale.business_date), levels(products)
    found = [
        Candidate(product, brought.get(product.id, 0), shelves[product.id].qty_milli if product.id in shelves else 0)
        for product in products.values()
    ]
    same = line.name.casefold()  # another consignor's cake of the same name is the neighbouring tile
    return sorted(
        found,
        key=lambda one: (
            not one.delivered_milli,
            one.product.name.casefold() != same,
            one.shelf_milli <= 0,
            one.product.name,
            one.product.id,
        ),
    )


def may_be_anothers(sale: StandingSale) -> frozenset[int]:
    """The lines (`StandingLine.id`) whose owner can have been mistaken: another's goods cost this buyer the same.

    What was sold by a promotion or in a paket has no price of its own, so its owner is not corrected but returned.
    """
    lines = [one for one in sale.lines if one.left_milli and not one.kit_name and not one.has_promotion]
    if not lines:
        return frozenset()
    prices = {f"price{place}": line.price_idr for place, line in enumerate(lines)}
    rows = fetch(
        f"SELECT DISTINCT p.unit, p.price_idr, p.owner_id FROM ({_LISTED}) p"
        f" WHERE p.price_idr IN ({', '.join(f':{name}' for name in prices)})",
        {**_asked(sale), **prices},
    )
    return frozenset(
        line.id
        for line in lines
        if any(row[:2] == (line.unit, line.price_idr) and row[2] != line.owner_id for row in rows)
    )


def _asked(sale: StandingSale) -> dict[str, object]:
    return {"member": sale.buyer_is_member, "unlisted": UNLISTED_ID.get()}


def is_paket(product_id: int) -> bool:
    """Whether a product is, or was, a paket: it is sold as its parts."""
    return fetch_one("SELECT 1 FROM kit_part WHERE kit_product_id = ? LIMIT 1", (product_id,)) is not None
