"""What a cart costs: the price of each line, what was taken off it, and who bears that. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pkkmart.core.money import BASIS_POINTS, allocate
from pkkmart.core.quantity import times_price
from pkkmart.pricing.rules import PriceBook, Reduction, Wanted
from pkkmart.sales.lines import CartLine, Discount

_NOTHING = Reduction(0, 0, None, "", None)


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with everything its sale line snapshots of the price; rupiah, prices per base unit.

    What is taken off comes from a promotion, or by hand; `spread_idr` is its part of the cart's discount.
    """

    line: CartLine
    price_idr: int
    gross_idr: int
    promoted: Reduction = _NOTHING
    manual_idr: int = 0
    spread_idr: int = 0

    @property
    def discount_idr(self) -> int:
        return self.promoted.discount_idr + self.manual_idr + self.spread_idr

    @property
    def net_idr(self) -> int:
        return self.gross_idr - self.discount_idr

    @property
    def given_idr(self) -> int:
        """What somebody took off by hand: the line's discount, its part of the cart's, a price below the list's."""
        lowered = 0
        if self.line.override_idr is not None:
            lowered = max(times_price(self.line.qty_milli, self.line.list_price_idr) - self.gross_idr, 0)
        return self.manual_idr + self.spread_idr + lowered

    @property
    def reason(self) -> str:
        """Why it costs less than the list says, for who reads the receipt's line later; "" where it doesn't."""
        by_hand = self.line.discount.reason if self.line.discount else ""
        return self.promoted.promotion_name or by_hand or self.line.override_reason

    @property
    def saved_idr(self) -> int:
        """What the buyer saved against the list price; a price typed above it saves nothing."""
        if self.line.label_idr is not None:
            return self.discount_idr
        return max(times_price(self.line.qty_milli, self.line.list_price_idr) - self.net_idr, 0)


def price(
    lines: Sequence[CartLine], discount: Discount | None, *, for_member: bool, book: PriceBook, at: datetime | None
) -> tuple[PricedLine, ...]:
    """Every line with its price, what is taken off it, and its part of the cart's discount, spread by `allocate`.

    A price typed by hand knows no tier and no promotion; of a promotion and a discount by hand the larger one holds:
    the two are never stacked, and a hand never makes dear what a promotion made cheap.
    A scale's label wins over all of them but a discount by hand: the line costs what the packet says.
    """
    priced = [_at(line, line.price_idr(for_member=for_member)) for line in lines]
    if at is not None and (book.tiers or book.promotions):
        priced = _reduced(priced, book, at)
    whole = sum(one.net_idr for one in priced)
    if discount is None or whole <= 0:
        return tuple(priced)
    parts = allocate(discount.of(whole), [one.net_idr for one in priced])
    return tuple(replace(one, spread_idr=part) for one, part in zip(priced, parts, strict=True))


def _at(line: CartLine, price_idr: int) -> PricedLine:
    gross = times_price(line.qty_milli, price_idr) if line.label_idr is None else line.label_idr
    return PricedLine(line, price_idr, gross, manual_idr=line.discount.of(gross) if line.discount else 0)


def _reduced(priced: list[PricedLine], book: PriceBook, at: datetime) -> list[PricedLine]:
    """Each line at its tier, with its promotion, or with its discount by hand where that takes off no less."""
    wanted = {place: _wanted(one) for place, one in enumerate(priced) if one.line.has_list_price}
    prices = dict(zip(wanted, book.tier_prices(tuple(wanted.values())), strict=True))
    for place, price_idr in prices.items():
        if price_idr != priced[place].price_idr:
            priced[place] = _at(priced[place].line, price_idr)
    while True:
        found = dict(zip(wanted, book.promoted(tuple(wanted.values()), tuple(prices.values()), at), strict=True))
        by_hand = [
            place
            for place, reduction in found.items()
            if priced[place].line.discount is not None and priced[place].manual_idr >= reduction.discount_idr
        ]
        if not by_hand:
            break
        # A line with the better discount by hand leaves its group, so what that takes off the others is asked anew.
        for place in by_hand:
            del wanted[place], prices[place]
    for place, reduction in found.items():
        # A line nothing is taken off looks the same whether or not promotions of other goods run.
        if reduction.discount_idr:
            one = priced[place]
            priced[place] = PricedLine(one.line, one.price_idr, one.gross_idr, promoted=reduction)
    return priced


def _wanted(one: PricedLine) -> Wanted:
    line = one.line
    return Wanted(
        product_id=line.product_id,
        category_id=line.category_id,
        owned=line.owner_id is None,
        qty_milli=line.qty_milli,
        list_price_idr=line.list_price_idr,
        price_idr=one.price_idr,
    )


def is_above(discount_idr: int, amount_idr: int, limit_bp: int) -> bool:
    """Whether a discount is more than a role may give of an amount; the limit in basis points."""
    return discount_idr * BASIS_POINTS > limit_bp * amount_idr
