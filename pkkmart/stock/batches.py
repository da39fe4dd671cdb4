"""Which batches goods leave from and come into: first expired, first out. Pure.

A barcode doesn't know its batch, so the books assume that what expires first is sold first. Goods without an expiry day
belong to no batch (`NO_BATCH`) and leave last. What stands in batches is never more than what is on the shelf.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

NO_BATCH: Final = None
"""Where goods are that nobody told an expiry day of."""


@dataclass(frozen=True, slots=True)
class BatchLeft:
    """What is left of a batch, in thousandths of a unit; more than nothing."""

    id: int
    expires_on: date
    qty_milli: int


def first_expired(
    batches: Sequence[BatchLeft], qty_milli: int, first: int | None = NO_BATCH
) -> list[tuple[int | None, int]]:
    """From which batches a quantity leaves, and how much from each; `first` is a batch that goes before all others.

    With 3 left till Tuesday and 5 till Friday, 4 leave as 3 and 1; 9 leave as 3, 5 and 1 of no batch.
    """
    parts: list[tuple[int | None, int]] = []
    for batch in sorted(batches, key=lambda one: (one.id != first, one.expires_on, one.id)):
        part = min(batch.qty_milli, qty_milli)
        if part:
            parts.append((batch.id, part))
            qty_milli -= part
    return [*parts, (NO_BATCH, qty_milli)] if qty_milli or not parts else parts


def put(batch: int | None, qty_milli: int, missing_milli: int) -> list[tuple[int | None, int]]:
    """How much of what comes in goes into its batch; what left before anything was there (`missing_milli`) is gone.

    Of 20 that arrive where the shelf stood at -3, 17 are in the batch and 3 in none.
    """
    gone = min(max(missing_milli, 0), qty_milli) if batch is not NO_BATCH else 0
    parts = [(NO_BATCH, gone), (batch, qty_milli - gone)]
    return [part for part in parts if part[1]] or [(batch, qty_milli)]


def after(batches: Sequence[BatchLeft], parts: Sequence[tuple[int | None, int]]) -> list[BatchLeft]:
    """What is left of the batches once the parts left (+)."""
    left = dict(parts)
    changed = [replace(one, qty_milli=one.qty_milli - left.get(one.id, 0)) for one in batches]
    return [one for one in changed if one.qty_milli]
