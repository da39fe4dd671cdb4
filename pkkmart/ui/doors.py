"""Going up as a value: a screen says where it wants to go, the shell alone knows what stands there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Door:
    """A place in the program: a kind such as `sale`, `member`, `settings`, and which one of them."""

    kind: str
    id: int | None = None
