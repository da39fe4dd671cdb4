"""Which mothers the list shows: all, who is owed, who waits to be paid; and whose name was typed."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.consignment.queries import ConsignorRow
from pkkmart.products.search import words_of


class Kept(StrEnum):
    """Which part of the list is wanted."""

    ALL = "ALL"
    OWED = "OWED"
    WAITING = "WAITING"


def is_kept(row: ConsignorRow, kept: Kept) -> bool:
    """Whether a mother belongs to that part."""
    return kept is Kept.ALL or (row.owed_idr > 0 if kept is Kept.OWED else row.unpaid_idr > 0)


def holds(row: ConsignorRow, wanted: list[str]) -> bool:
    """Whether her name or kelurahan begins with every word searched."""
    known = words_of(f"{row.name} {row.area}")
    return all(any(word.startswith(part) for word in known) for part in wanted)
