"""The shape of a proof: a name, the figure it found, and whether it holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

NAMED: Final = 3
"""So many of what is wrong a figure names; the others are only counted."""


class Check(NamedTuple):
    """One line of `verify`. The figure is words and numbers a treasurer can read."""

    name: str
    figure: str
    ok: bool


def first_of(names: Sequence[str]) -> str:
    """The end of a figure that names what is wrong, the first three of it; "" where nothing is.

    >>> first_of(["PM-26-000012", "RJ-26-000003"]), first_of(list("abcd")), first_of([])
    (': PM-26-000012, RJ-26-000003', ': a, b, c …', '')
    """
    if not names:
        return ""
    return ": " + ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
