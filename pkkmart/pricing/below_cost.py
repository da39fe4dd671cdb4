"""What a price costs whoever bears it: goods sold below what they cost, told before the price is in force. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pkkmart.core.money import BASIS_POINTS, divide_half_up
from pkkmart.core.quantity import times_price
from pkkmart.pricing.promotions import Kind, PromotionDetails


@dataclass(frozen=True, slots=True)
class Floor:
    """What one unit costs the shop: the cost of owned goods, the consignor's share of consigned ones at list price.

    `bearer` says who bears a lower price by the agreement; SHOP for owned goods.
    """

    idr: int
    owned: bool = True
    bearer: str = "SHOP"


Floors = Callable[[Sequence[int]], Mapping[int, Floor]]
"""What one unit of these products costs; goods of unknown cost are left out. Who wires the page knows it."""


@dataclass(frozen=True, slots=True)
class PricedGoods:
    """A product as a promotion meets it; the lower of its selling and member price."""

    product_id: int
    name: str
    price_idr: int


class BelowCostKind(StrEnum):
    """BELOW_COST, BELOW_SHARE: the shop loses on each. ABOVE_SHARE: the consignor would pay to have it sold."""

    BELOW_COST = "BELOW_COST"
    BELOW_SHARE = "BELOW_SHARE"
    ABOVE_SHARE = "ABOVE_SHARE"


@dataclass(frozen=True, slots=True)
class BelowCost:
    """Goods priced below what they cost; rupiah per unit: the price they come to, and what they cost."""

    kind: BelowCostKind
    name: str
    price_idr: int
    floor_idr: int


def lowest_idr(details: PromotionDetails, price_idr: int) -> int:
    """What a unit of this price comes to, over all pieces a promotion needs together."""
    if details.kind is Kind.PERCENT:
        return price_idr - divide_half_up(price_idr * details.percent_bp, BASIS_POINTS)
    if details.kind is Kind.AMOUNT:
        return max(price_idr - details.amount_idr, 0)
    if details.kind is Kind.BUY_N_GET_M:
        return divide_half_up(price_idr * details.pieces, details.pieces + details.free_pieces)
    return min(divide_half_up(details.amount_idr, details.pieces), price_idr)


def promotion_below_cost(
    details: PromotionDetails, goods: Sequence[PricedGoods], floors: Mapping[int, Floor]
) -> list[BelowCost]:
    """The goods a promotion puts below what they cost, in their order; goods of unknown cost are left out."""
    found = [
        _below_cost(one.name, one.price_idr, lowest_idr(details, one.price_idr), floors[one.product_id], details.bearer)
        for one in goods
        if one.product_id in floors
    ]
    return [below for below in found if below is not None]


def price_below_cost(name: str, price_idr: int, floor: Floor) -> BelowCost | None:
    """Whether the shop loses on goods at a tier price; not where the agreement lets the consignor bear it."""
    return _below_cost(name, price_idr, price_idr, floor, floor.bearer) if floor.bearer == "SHOP" else None


def paket_below_cost(name: str, price_idr: int, parts: Sequence[tuple[int, Floor]]) -> BelowCost | None:
    """Whether the shop loses on a paket of (thousandths of a unit, floor)."""
    floor_idr = sum(times_price(qty_milli, floor.idr) for qty_milli, floor in parts if floor.bearer == "SHOP")
    return BelowCost(BelowCostKind.BELOW_COST, name, price_idr, floor_idr) if price_idr < floor_idr else None


def _below_cost(name: str, before_idr: int, price_idr: int, floor: Floor, bearer: str) -> BelowCost | None:
    if floor.owned:
        return BelowCost(BelowCostKind.BELOW_COST, name, price_idr, floor.idr) if price_idr < floor.idr else None
    if bearer == "CONSIGNOR" and before_idr - price_idr > floor.idr:
        return BelowCost(BelowCostKind.ABOVE_SHARE, name, before_idr - price_idr, floor.idr)
    if bearer == "SHOP" and price_idr < floor.idr:
        return BelowCost(BelowCostKind.BELOW_SHARE, name, price_idr, floor.idr)
    return None
