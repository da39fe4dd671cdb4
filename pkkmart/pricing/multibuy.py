"""Promotions that need several pieces together: which pieces they take, and how much off. Pure.

Pieces come as runs of (price, how many) with the dearest first, never one by one: a run may be a sack of a million.
With the dearest first, one piece more never takes less off.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Run = tuple[int, int]
"""Rupiah per piece, and how many of them."""


def free_of(runs: Sequence[Run], pieces: int, free_pieces: int) -> tuple[int, list[int]]:
    """Rupiah off when of every `pieces` + `free_pieces` the cheapest are free; and the pieces used of each run."""
    size = pieces + free_pieces
    ends = _ends(runs)
    used = ends[-1] // size * size

    def free_before(place: int) -> int:
        return place // size * free_pieces + max(place % size - pieces, 0)

    off = sum(
        price * (free_before(min(end, used)) - free_before(min(begin, used)))
        for (price, _count), (begin, end) in zip(runs, pairwise(ends), strict=True)
    )
    return off, _used_of(ends, used)


def bundled(runs: Sequence[Run], pieces: int, price_idr: int) -> tuple[int, list[int]]:
    """Rupiah off when every `pieces` cost `price_idr` together; and the pieces used of each run.

    A bundle is only made where it is cheaper; later ones are worth less, so the last that is gets searched for.
    """
    ends = _ends(runs)

    def worth(place: int) -> int:
        return sum(
            price * (min(end, place) - begin)
            for (price, _count), (begin, end) in zip(runs, pairwise(ends), strict=True)
            if begin < place
        )

    made, too_many = 0, ends[-1] // pieces + 1
    while too_many - made > 1:
        middle = (made + too_many) // 2
        if worth(middle * pieces) - worth((middle - 1) * pieces) > price_idr:
            made = middle
        else:
            too_many = middle
    return worth(made * pieces) - made * price_idr, _used_of(ends, made * pieces)


def _ends(runs: Sequence[Run]) -> list[int]:
    """0, then where each run ends among all pieces."""
    ends = [0]
    for _price, count in runs:
        ends.append(ends[-1] + count)
    return ends


def _used_of(ends: Sequence[int], used: int) -> list[int]:
    return [min(end, used) - min(begin, used) for begin, end in pairwise(ends)]
