"""Reads of goods rung up under a wrong owner: the products they may really have been."""

from __future__ import annotations

from dataclasses import dataclass

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


def candidates(sale: StandingSale, line: StandingLine) -> list[Candidate]:
    """Goods a line may have been instead: another's, same unit and price to this buyer; what came that day first."""
    rows = fetch(
        "SELECT p.id FROM product p WHERE p.active AND p.owner_id IS DISTINCT FROM :owner AND p.unit = :unit"
        " AND p.id <> :unlisted AND CASE WHEN :member AND coalesce(p.member_price_idr, 0) <> 0 THEN p.member_price_idr"
        " ELSE p.selling_price_idr END = :price AND NOT EXISTS"
        " (SELECT 1 FROM kit_part k WHERE k.kit_product_id = p.id)",
        {
            "owner": line.owner_id,
            "unit": line.unit,
            "unlisted": UNLISTED_ID.get(),
            "member": sale.buyer_is_member,
            "price": line.price_idr,
        },
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
    """The lines (`StandingLine.id`) whose owner can have been mistaken: consigned goods, and such as cost the same.

    What was sold by a promotion or in a paket has no price of its own, so its owner is not corrected but returned.
    """
    open_lines = [one for one in sale.lines if one.left_milli and not one.kit_name and not one.has_promotion]
    consigned = {one.id for one in open_lines if one.owner_id is not None}
    prices = {(one.unit, one.price_idr) for one in open_lines if one.owner_id is None}
    if not prices:
        return frozenset(consigned)
    marks = " OR ".join("(p.unit = ? AND p.price_idr = ?)" for _one in prices)
    known = set(
        fetch(
            "SELECT DISTINCT p.unit, p.price_idr FROM (SELECT unit, CASE WHEN ? AND coalesce(member_price_idr, 0) <> 0"
            " THEN member_price_idr ELSE selling_price_idr END AS price_idr FROM product"
            f" WHERE active AND owner_id IS NOT NULL) p WHERE {marks}",
            [sale.buyer_is_member, *(part for price in prices for part in price)],
        )
    )
    mistakable = {one.id for one in open_lines if one.owner_id is None and (one.unit, one.price_idr) in known}
    return frozenset(consigned | mistakable)


def is_kit(product_id: int) -> bool:
    """Whether a product is, or was, a paket: it is sold as its parts."""
    return fetch_one("SELECT 1 FROM kit_part WHERE kit_product_id = ? LIMIT 1", (product_id,)) is not None
