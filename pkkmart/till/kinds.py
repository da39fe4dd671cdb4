"""The kinds of cash into and out of the drawer between sales. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, TypeAlias

from pkkmart.core.i18n import N_
from pkkmart.till.places import CashPlace


class CashIn(StrEnum):
    """Cash into the drawer, by the place it comes from."""

    FROM_SAFE = "FROM_SAFE"
    FROM_PETTY = "FROM_PETTY"

    @property
    def place(self) -> CashPlace:
        return _PLACES[self]

    @property
    def label(self) -> str:
        """The name on screen; translate where it is shown."""
        return _LABELS[self]


class CashOut(StrEnum):
    """Cash out of the drawer, by the place it goes to. Costs are paid through Biaya, not here."""

    TO_SAFE = "TO_SAFE"
    TO_PETTY = "TO_PETTY"

    @property
    def place(self) -> CashPlace:
        return _PLACES[self]

    @property
    def label(self) -> str:
        """The name on screen; translate where it is shown."""
        return _LABELS[self]


CashKind: TypeAlias = CashIn | CashOut

_PLACES: Final[dict[CashKind, CashPlace]] = {
    CashIn.FROM_SAFE: CashPlace.SAFE,
    CashIn.FROM_PETTY: CashPlace.PETTY,
    CashOut.TO_SAFE: CashPlace.SAFE,
    CashOut.TO_PETTY: CashPlace.PETTY,
}

_LABELS: Final[dict[CashKind, str]] = {
    CashIn.FROM_SAFE: N_("Tambah uang kecil dari brankas"),
    CashIn.FROM_PETTY: N_("Dari kas kecil"),
    CashOut.TO_SAFE: N_("Setor ke brankas"),
    CashOut.TO_PETTY: N_("Isi kas kecil"),
}


def kind_of(stored: str) -> CashKind:
    """The kind of a stored word; ValueError for any other word."""
    return CashIn(stored) if stored in tuple(CashIn) else CashOut(stored)
