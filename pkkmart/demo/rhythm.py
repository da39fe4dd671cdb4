"""When people come and what they reach for: the morning's cakes, lunch, the way home. Pure but for its dice."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Final

from pkkmart.core.quantity import ONE
from pkkmart.demo.clock import moment
from pkkmart.demo.goods import Good, Shelf

SUNDAY: Final = 6

_RUSHES: Final = ((8 * 60 + 40, 32, 36), (12 * 60 + 5, 38, 26), (16 * 60 + 30, 45, 28), (13 * 60, 150, 10))
"""Minute of the day at its middle, spread in minutes, how many of a hundred come then."""

_FIRST, _LAST = 8 * 60 + 4, 17 * 60 + 55

_REACHES: Final = (
    # until which hour, then of a hundred hands: cake, snack, drink, staple, craft
    (10, (60, 8, 13, 18, 1)),
    (14, (46, 13, 17, 22, 2)),
    (24, (42, 14, 14, 27, 3)),
)
_LINES: Final = (32, 28, 19, 11, 6, 3, 1)
"""Of a hundred baskets, how many have one line, two, … seven."""

_PIECES: Final = {
    Shelf.CAKE: ((1, 2, 3, 4, 5, 6, 10), (16, 30, 20, 13, 13, 5, 3)),
    Shelf.SNACK: ((1, 2, 3), (80, 16, 4)),
    Shelf.DRINK: ((1, 2, 3, 4), (58, 28, 8, 6)),
    Shelf.STAPLE: ((1, 2, 3, 5), (74, 18, 5, 3)),
    Shelf.CRAFT: ((1, 2), (94, 6)),
}
_WEIGHTS_MILLI: Final = ((250, 500, 750, 1_000, 1_500, 2_000), (24, 30, 8, 28, 4, 6))


def arrivals(day: date, rng: random.Random) -> list[datetime]:
    """When each buyer of a day stands at the counter, in order; a Sunday brings half."""
    count = rng.randint(66, 98)
    if day.weekday() == SUNDAY:
        count //= 2
    shares = [share for _middle, _spread, share in _RUSHES]
    seconds: list[int] = []
    for middle, spread, _share in rng.choices(_RUSHES, shares, k=count):
        minute = min(max(rng.gauss(middle, spread), _FIRST + rng.random() * 30), _LAST - rng.random() * 30)
        seconds.append(round(minute * 60))
    return [moment(day, 0) + timedelta(seconds=second) for second in sorted(seconds)]


def shelves_of_basket(hour: int, rng: random.Random) -> list[Shelf]:
    """The shelves a basket is filled from, a line each."""
    odds = next(odds for until, odds in _REACHES if hour < until)
    lines = rng.choices(range(1, len(_LINES) + 1), _LINES)[0]
    return rng.choices(list(Shelf), odds, k=lines)


def quantity_milli(good: Good, rng: random.Random) -> int:
    """How much of a good one buyer takes, in thousandths of a unit."""
    if good.by_weight:
        return rng.choices(*_WEIGHTS_MILLI)[0]
    return rng.choices(*_PIECES[good.shelf])[0] * ONE
