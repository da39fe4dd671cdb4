"""Going up as a value: a screen says where it wants to go, the shell alone knows what stands there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """A place in the program: a kind such as `sale`, `member`, `settings`, which one of them, and what to begin there.

    `act` is a word of the page that shows it (`payment`: correct how this sale was paid), "" only shows it.
    """

    kind: str
    id: int | None = None
    act: str = ""
