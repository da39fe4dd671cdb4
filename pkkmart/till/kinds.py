"""The kinds of cash into and out of the drawer between sales. Pure."""

from __future__ import annotations

from typing import Self, TypeAlias

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named
from pkkmart.till.places import CashPlace


class _CashKind(Named):
    """Cash between the drawer and another place."""

    place: CashPlace

    def __new__(cls, key: str, label: str = "", place: CashPlace = CashPlace.SAFE) -> Self:
        kind = str.__new__(cls, key)
        kind._value_, kind.label, kind.place = key, label, place
        return kind


class CashIn(_CashKind):
    """Cash into the drawer, by the place it comes from."""

    FROM_SAFE = "FROM_SAFE", N_("Tambah uang kecil dari brankas"), CashPlace.SAFE
    FROM_PETTY = "FROM_PETTY", N_("Dari kas kecil"), CashPlace.PETTY


class CashOut(_CashKind):
    """Cash out of the drawer, by the place it goes to. Costs are paid through Biaya, not here."""

    TO_SAFE = "TO_SAFE", N_("Setor ke brankas"), CashPlace.SAFE
    TO_PETTY = "TO_PETTY", N_("Isi kas kecil"), CashPlace.PETTY


CashKind: TypeAlias = CashIn | CashOut


def kind_of(stored: str) -> CashKind:
    """The kind of a stored word; ValueError for any other word."""
    return CashIn(stored) if stored in tuple(CashIn) else CashOut(stored)
