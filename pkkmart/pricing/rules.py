"""What goods cost today: tier prices, the best promotion of each line, and pakets split over their parts. Pure.

A tier price is a price; what a promotion takes off is a discount, borne by whom the promotion says.
Nothing is stacked: a line has one promotion, the one that takes most off, the oldest where two take the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache

from pkkmart.core import clock
from pkkmart.core.money import BASIS_POINTS, allocate, divide_half_up
from pkkmart.core.quantity import ONE, times_price
from pkkmart.pricing.multibuy import bundled, free_of
from pkkmart.pricing.promotions import DAY_MINUTES, Kind, Promotion


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of goods; rupiah per base unit, `price_idr` is the list price or the member's."""

    product_id: int
    category_id: int | None
    owned: bool
    qty_milli: int
    list_price_idr: int
    price_idr: int


@dataclass(frozen=True, slots=True)
class Reduction:
    """What becomes of a line: its price per base unit after tiers, and what a promotion takes off the whole line.

    `bearer` is SHOP, CONSIGNOR or SHARED as the promotion says, None where nothing is taken off.
    """

    price_idr: int
    discount_idr: int
    promotion_id: int | None
    promotion_name: str
    bearer: str | None


@dataclass(frozen=True, slots=True)
class Tier:
    """From so many thousandths of a unit on, a unit costs so much."""

    min_qty_milli: int
    price_idr: int


@dataclass(frozen=True, slots=True)
class PaketPart:
    """So many thousandths of a product in one paket."""

    product_id: int
    qty_milli: int


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Tiers and pakets by product, and the promotions that run or are to come."""

    tiers: Mapping[int, tuple[Tier, ...]] = field(default_factory=dict)
    promotions: tuple[Promotion, ...] = ()
    pakets: Mapping[int, tuple[PaketPart, ...]] = field(default_factory=dict)
    _last: list[_Running] = field(default_factory=list, init=False, compare=False, repr=False)
    """The promotions that ran at the moment asked for last, with what was found about them; at most one."""

    @classmethod
    def empty(cls) -> PriceBook:
        return cls()

    def reduce(self, wanted: Sequence[Wanted], at: datetime) -> tuple[Reduction, ...]:
        """What becomes of each line at a moment, in their order; the order itself changes no total.

        0 <= discount < the line's gross, so every line keeps at least 1 rupiah.
        """
        return self.promoted(wanted, self.tier_prices(wanted), at)

    def promoted(self, wanted: Sequence[Wanted], prices: Sequence[int], at: datetime) -> tuple[Reduction, ...]:
        """What the promotions of a moment take off each line, at these prices per base unit after tiers."""
        if not self.promotions:
            return tuple(_reduction(price, 0, None) for price in prices)
        if not self._last or not self._last[0].lasts_at(at):
            self._last[:] = [_Running(self, at)]
        return self._last[0].reduce(wanted, prices)

    def changes_at(self, at: datetime) -> datetime | None:
        """When the answer may next be another (an hour of a promotion, midnight), in UTC; None when it never is."""
        wall = clock.local(at)
        day = wall.date()
        if not any(promotion.ends_on is None or promotion.ends_on >= day for promotion in self.promotions):
            return None
        today = [promotion for promotion in self.promotions if promotion.runs_on(day)]
        edges = {edge for promotion in today for edge in (promotion.from_minute, promotion.until_minute)}
        later = [edge for edge in edges if wall.hour * 60 + wall.minute < edge < DAY_MINUTES]
        if not later:
            return clock.day_begins(day + timedelta(days=1))
        hour, minute = divmod(min(later), 60)
        return wall.replace(hour=hour, minute=minute, second=0, microsecond=0).astimezone(UTC)

    def tier_prices(self, wanted: Sequence[Wanted]) -> list[int]:
        """The price of each line: the lowest tier its product reaches in all lines together, or what it was."""
        totals: dict[int, int] = {}
        for one in wanted:
            totals[one.product_id] = totals.get(one.product_id, 0) + one.qty_milli
        return [
            one.price_idr
            if one.product_id not in self.tiers
            else min(
                (
                    tier.price_idr
                    for tier in self.tiers[one.product_id]
                    if tier.min_qty_milli <= totals[one.product_id]
                    and tier.price_idr < one.price_idr
                    and times_price(one.qty_milli, tier.price_idr)
                ),
                default=one.price_idr,
            )
            for one in wanted
        ]


@dataclass(frozen=True, slots=True, eq=False)
class _Goods:
    """What promotions look at in a line: its figures after tiers, what it gets alone, and `order`, the dearest first.

    `groups` are the promotions of several pieces it may be part of, by their places among those that run. Made once
    for a line and a price, and compared as that one thing, which costs nothing.
    """

    price_idr: int
    gross_idr: int
    pieces: int
    order: tuple[int, ...]
    alone: Reduction
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    """Rupiah a promotion of several pieces adds to what its lines get alone, and what it takes off each by place."""

    more_idr: int
    offs: Mapping[int, int]


class _Running:
    """The promotions of a book that run at a moment, the oldest first, and what each takes off a cart's lines.

    `goods` and `offer` remember their last answers: a scan changes one line, and only that line and the promotions on
    it are computed anew.
    """

    def __init__(self, book: PriceBook, at: datetime) -> None:
        wall = clock.local(at)
        self.since, self.book = at, book
        self.promotions = sorted((one for one in book.promotions if one.runs_at(wall)), key=lambda one: one.id)
        self.goods = lru_cache(maxsize=1_024)(self._goods)
        self.offer = lru_cache(maxsize=1_024)(self._offer)

    @cached_property
    def until(self) -> datetime | None:
        """The first moment at which other promotions may run, None when none ever will.

        Computed when it is first asked for: a checkout prices its cart once and never asks.
        """
        return self.book.changes_at(self.since)

    def lasts_at(self, at: datetime) -> bool:
        """Whether the same promotions still run at a later moment."""
        return self.since <= at and (self.until is None or at < self.until)

    def reduce(self, wanted: Sequence[Wanted], prices: Sequence[int]) -> tuple[Reduction, ...]:
        """The price and the discount of each line, in the order of the lines.

        A line begins with its best promotion of single lines. Then the promotion of several pieces that takes off most
        beyond that is given, the oldest where two take the same; the others are computed anew on the lines left to
        them, until none takes off more. Teh at 5.000 with 10 % off, and "3 teh 12.000": two teh get 1.000 off, the
        10 %; three get 3.000 off, the bundle, since the 10 % would only be 1.500.
        """
        goods = [self.goods(one, price) for one, price in zip(wanted, prices, strict=True)]
        reduced = [one.alone for one in goods]
        groups: dict[int, list[int]] = {}
        for place in sorted(range(len(goods)), key=lambda place: goods[place].order):
            for number in goods[place].groups:
                groups.setdefault(number, []).append(place)
        offers = {number: self.offer(number, tuple(goods[at] for at in groups[number])) for number in sorted(groups)}
        while offers:
            chosen = max(offers, key=lambda number: offers[number].more_idr)
            offer, places = offers.pop(chosen), groups.pop(chosen)
            if not offer.more_idr:
                break
            made = {places[at]: off for at, off in offer.offs.items()}
            for place, off in made.items():
                reduced[place] = _reduction(goods[place].price_idr, off, self.promotions[chosen])
            for number in {number for place in made for number in goods[place].groups} & groups.keys():
                groups[number] = [place for place in groups[number] if place not in made]
                offers[number] = self.offer(number, tuple(goods[at] for at in groups[number]))
        return tuple(reduced)

    def _goods(self, wanted: Wanted, price_idr: int) -> _Goods:
        """What promotions look at in a line; a paket is not the co-op's own, since its parts may be consigned."""
        owned = wanted.owned and wanted.product_id not in self.book.pakets
        gross_idr = times_price(wanted.qty_milli, price_idr)
        alone, groups = _reduction(price_idr, 0, None), []
        for number, promotion in enumerate(self.promotions):
            if not promotion.covers(wanted.product_id, wanted.category_id, owned=owned):
                continue
            if promotion.kind.is_grouped:
                groups.append(number)
            elif (off := _single(promotion, wanted.qty_milli, gross_idr)) > alone.discount_idr:
                alone = _reduction(price_idr, off, promotion)
        # What is equal in all of this is the same line twice.
        order = (-price_idr, wanted.product_id, wanted.qty_milli, wanted.category_id or 0, owned)
        return _Goods(price_idr, gross_idr, wanted.qty_milli // ONE, order, alone, tuple(groups))

    def _offer(self, number: int, lines: tuple[_Goods, ...]) -> _Offer:
        """What promotion `number` takes off these lines: of all of them, or only of those without a discount alone.

        The way that takes off more beyond their single discounts is returned; `_Offer(0, {})` where neither does.
        """
        promotion, best = self.promotions[number], _Offer(0, {})
        free = [at for at, one in enumerate(lines) if not one.alone.discount_idr]
        for places in (range(len(lines)), free):
            offs = _grouped(promotion, {at: lines[at] for at in places})
            more = sum(off - lines[at].alone.discount_idr for at, off in offs.items())
            if more > best.more_idr:
                best = _Offer(more, offs)
        return best


def _reduction(price_idr: int, off_idr: int, promotion: Promotion | None) -> Reduction:
    if not off_idr or promotion is None:
        return Reduction(price_idr, 0, None, "", None)
    return Reduction(price_idr, off_idr, promotion.id, promotion.name, promotion.bearer)


def _keep_one(off_idr: int, gross_idr: int) -> int:
    return max(min(off_idr, gross_idr - 1), 0)


def _single(promotion: Promotion, qty_milli: int, gross_idr: int) -> int:
    """What a promotion of single lines takes off one."""
    if promotion.kind is Kind.PERCENT:
        return _keep_one(divide_half_up(gross_idr * promotion.percent_bp, BASIS_POINTS), gross_idr)
    return _keep_one(times_price(qty_milli, promotion.amount_idr), gross_idr)


def _grouped(promotion: Promotion, lines: Mapping[int, _Goods]) -> dict[int, int]:
    """By place, what a promotion of several pieces takes off: shared by all lines whose pieces it needs."""
    runs = [(one.price_idr, one.pieces) for one in lines.values()]
    if sum(count for _price, count in runs) < promotion.pieces:
        return {}
    if promotion.kind is Kind.BUNDLE:
        off, used = bundled(runs, promotion.pieces, promotion.amount_idr)
    else:
        off, used = free_of(runs, promotion.pieces, promotion.free_pieces)
    if not off:
        return {}
    parts = allocate(off, [price * count for (price, _all), count in zip(runs, used, strict=True)])
    return {
        place: _keep_one(part, one.gross_idr)
        for (place, one), part, count in zip(lines.items(), parts, used, strict=True)
        if count
    }


def split_paket(price_idr: int, parts: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """A paket's price over its parts by what each would cost alone: (list price per unit, thousandths of a unit).

    The sum is exactly the price and no part is below 0. Raises ValueError without parts.
    """
    return tuple(allocate(price_idr, [list_price_idr * qty_milli for list_price_idr, qty_milli in parts]))
