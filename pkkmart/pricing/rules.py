"""What goods cost today: tier prices, the best promotion of each line, and kits split over their parts. Pure.

A tier price is a price; what a promotion takes off is a discount, borne by whom the promotion says.
Nothing is stacked: a line has one promotion, the one that takes most off, the oldest where two take the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

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
class KitPart:
    """So many thousandths of a product in one kit."""

    product_id: int
    qty_milli: int


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Tiers and kits by product, and the promotions that run or are to come."""

    tiers: Mapping[int, tuple[Tier, ...]] = field(default_factory=dict)
    promotions: tuple[Promotion, ...] = ()
    kits: Mapping[int, tuple[KitPart, ...]] = field(default_factory=dict)
    _promotions_of: dict[tuple[int, int | None, bool], tuple[Promotion, ...]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

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
        plain = tuple(Reduction(price, 0, None, "", None) for price in prices)
        if not self.promotions:
            return plain
        goods = [
            _Goods(place, one, price, times_price(one.qty_milli, price), one.owned and one.product_id not in self.kits)
            for place, (one, price) in enumerate(zip(wanted, prices, strict=True))
        ]
        taken = _best(self._covered(sorted(goods, key=_Goods.order), clock.local(at)))
        return tuple(
            Reduction(one.price_idr, off, promotion.id, promotion.name, promotion.bearer)
            if (off := taken.get(place, _UNTOUCHED)[0]) and (promotion := taken[place][1])
            else one
            for place, one in enumerate(plain)
        )

    def _covered(self, goods: Sequence[_Goods], wall: datetime) -> list[_Covered]:
        """The promotions that run at a moment on these goods, the oldest first, each with its goods in their order."""
        runs: dict[int, bool] = {}
        covered: dict[int, _Covered] = {}
        for one in goods:
            for promotion in self._on(one.wanted.product_id, one.wanted.category_id, owned=one.owned):
                if promotion.id not in runs:
                    runs[promotion.id] = promotion.runs_at(wall)
                if runs[promotion.id]:
                    covered.setdefault(promotion.id, (promotion, []))[1].append(one)
        return [covered[promotion_id] for promotion_id in sorted(covered)]

    def _on(self, product_id: int, category_id: int | None, *, owned: bool) -> tuple[Promotion, ...]:
        """The promotions on a product at any hour, found once: a full cart asks for the same goods at every scan."""
        key = (product_id, category_id, owned)
        if key not in self._promotions_of:
            self._promotions_of[key] = tuple(
                one for one in self.promotions if one.covers(product_id, category_id, owned=owned)
            )
        return self._promotions_of[key]

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
            min(
                (
                    tier.price_idr
                    for tier in self.tiers.get(one.product_id, ())
                    if tier.min_qty_milli <= totals[one.product_id]
                    and tier.price_idr < one.price_idr
                    and times_price(one.qty_milli, tier.price_idr)
                ),
                default=one.price_idr,
            )
            for one in wanted
        ]


@dataclass(frozen=True, slots=True)
class _Goods:
    """A line at its price after tiers; `owned` is the co-op's own, but no kit of goods of several owners."""

    place: int
    wanted: Wanted
    price_idr: int
    gross_idr: int
    owned: bool

    @property
    def pieces(self) -> int:
        """Whole units; a rest of something weighed makes no piece."""
        return self.wanted.qty_milli // ONE

    def order(self) -> tuple[int, ...]:
        """The dearest first; what is equal in all of this is the same line twice."""
        one = self.wanted
        return (-self.price_idr, one.product_id, one.qty_milli, one.category_id or 0, one.owned)

    def keep_one(self, off_idr: int) -> int:
        return max(min(off_idr, self.gross_idr - 1), 0)


_Taken = tuple[int, Promotion | None]
"""Rupiah off a line, and the promotion that takes them."""

_UNTOUCHED: _Taken = (0, None)

_Covered = tuple[Promotion, list[_Goods]]
"""A promotion and the lines it is on, the dearest first."""

_Offer = tuple[int, Mapping[int, int]]
"""Rupiah a promotion of several pieces would add to what is taken off already, and what it takes off by place."""


def _best(covered: Sequence[_Covered]) -> dict[int, _Taken]:
    """By place, what is taken off. Promotions of several pieces go first where they give more than single ones would.

    Each is tried on all it covers, and on what has no promotion of its own; the one that adds most is made, then
    those that shared lines with it are tried anew on what is left.
    """
    taken: dict[int, _Taken] = {}
    for promotion, lines in covered:
        if not promotion.kind.is_grouped:
            for one in lines:
                off = one.keep_one(_single(promotion, one))
                if off > taken.get(one.place, _UNTOUCHED)[0]:
                    taken[one.place] = (off, promotion)
    groups = {promotion.id: (promotion, lines) for promotion, lines in covered if promotion.kind.is_grouped}
    offers = {key: _offer(promotion, lines, taken) for key, (promotion, lines) in groups.items()}
    while offers:
        chosen = max(offers, key=lambda key: offers[key][0])  # the oldest of those that add the same
        more, made = offers.pop(chosen)
        if more <= 0:
            break
        promotion, _lines = groups.pop(chosen)
        taken.update({place: (off, promotion) for place, off in made.items()})
        for key, (other, lines) in groups.items():
            left = [one for one in lines if one.place not in made]
            if len(left) < len(lines):
                groups[key] = (other, left)
                offers[key] = _offer(other, left, taken)
    return taken


def _offer(promotion: Promotion, lines: Sequence[_Goods], taken: Mapping[int, _Taken]) -> _Offer:
    """The better of a promotion of several pieces on all these lines, and on those nothing is taken off of yet."""
    best: _Offer = (0, {})
    if sum(one.pieces for one in lines) < promotion.pieces:
        return best
    free = [one for one in lines if not taken.get(one.place, _UNTOUCHED)[0]]
    for some in (lines,) if len(free) == len(lines) else (lines, free):
        offs = _grouped(promotion, some)
        more = sum(off - taken.get(place, _UNTOUCHED)[0] for place, off in offs.items())
        if more > best[0]:
            best = (more, offs)
    return best


def _single(promotion: Promotion, one: _Goods) -> int:
    if promotion.kind is Kind.PERCENT:
        return divide_half_up(one.gross_idr * promotion.percent_bp, BASIS_POINTS)
    return times_price(one.wanted.qty_milli, promotion.amount_idr)


def _grouped(promotion: Promotion, lines: Sequence[_Goods]) -> dict[int, int]:
    """By place, what a promotion of several pieces takes off: shared by all lines whose pieces it needs."""
    runs = [(one.price_idr, one.pieces) for one in lines]
    if promotion.kind is Kind.BUNDLE:
        off, used = bundled(runs, promotion.pieces, promotion.amount_idr)
    else:
        off, used = free_of(runs, promotion.pieces, promotion.free_pieces)
    if not off:
        return {}
    parts = allocate(off, [one.price_idr * pieces for one, pieces in zip(lines, used, strict=True)])
    return {one.place: one.keep_one(part) for one, part, pieces in zip(lines, parts, used, strict=True) if pieces}


def split_kit(price_idr: int, parts: Sequence[tuple[int, int]]) -> tuple[int, ...]:
    """A kit's price over its parts by what each would cost alone: (list price per unit, thousandths of a unit).

    The sum is exactly the price and no part is below 0. Raises ValueError without parts.
    """
    return tuple(allocate(price_idr, [list_price_idr * qty_milli for list_price_idr, qty_milli in parts]))
