"""The shape of a proof: a name, the figure it found, and whether it holds."""

from __future__ import annotations

from typing import NamedTuple


class Check(NamedTuple):
    """One line of `verify`. The figure is words and numbers a treasurer can read."""

    name: str
    figure: str
    ok: bool
