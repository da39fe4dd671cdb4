"""Lines and promotions in one breath, for the tests of the pure rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from pkkmart.core.quantity import ONE, times_price
from pkkmart.pricing.promotions import Kind, Promotion
from pkkmart.pricing.rules import PriceBook, Reduction, Wanted

DAY = date(2026, 11, 24)
"""A Tuesday."""

MORNING = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
"""10.42 in Jakarta."""


def wanted(
    product_id: int,
    pieces: int = 1,
    price_idr: int = 10_000,
    *,
    member_idr: int | None = None,
    milli: int | None = None,
    category: int | None = None,
    owned: bool = True,
) -> Wanted:
    """A line of whole pieces, or of so many thousandths."""
    qty_milli = pieces * ONE if milli is None else milli
    return Wanted(product_id, category, owned, qty_milli, price_idr, member_idr or price_idr)


def promotion(number: int = 1, kind: Kind = Kind.PERCENT, **values: Any) -> Promotion:
    """A promotion on everything, all year, unless told."""
    told = "product_ids" in values or "category_ids" in values
    values = {"name": f"P{number}", "starts_on": DAY, "on_everything": not told, **values}
    return Promotion(id=number, kind=kind, **values)


def book(*promotions: Promotion, **values: Any) -> PriceBook:
    return PriceBook(promotions=promotions, **values)


def gross(lines: list[Wanted], reductions: tuple[Reduction, ...]) -> list[int]:
    """What each line costs after tiers."""
    return [times_price(one.qty_milli, cut.price_idr) for one, cut in zip(lines, reductions, strict=True)]


def total(prices: PriceBook, lines: list[Wanted], at: datetime = MORNING) -> int:
    """What is paid for all lines."""
    cuts = prices.reduce(lines, at)
    return sum(gross(lines, cuts)) - sum(cut.discount_idr for cut in cuts)
