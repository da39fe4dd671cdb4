"""The places of the shop's money, and the account of each. Pure."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.i18n import N_
from pkkmart.ledger.chart import Account


class CashPlace(StrEnum):
    """A place of the shop's money; money on its way to the bank is in TRANSIT."""

    DRAWER = "DRAWER"
    PETTY = "PETTY"
    SAFE = "SAFE"
    TRANSIT = "TRANSIT"
    BANK = "BANK"

    @property
    def account(self) -> Account:
        return _ACCOUNTS[self]

    @property
    def label(self) -> str:
        """The name on screen; translate where it is shown."""
        return _LABELS[self]


_ACCOUNTS = {
    CashPlace.DRAWER: Account.DRAWER,
    CashPlace.PETTY: Account.PETTY_CASH,
    CashPlace.SAFE: Account.SAFE,
    CashPlace.TRANSIT: Account.BANK_IN_TRANSIT,
    CashPlace.BANK: Account.BANK,
}

_LABELS = {
    CashPlace.DRAWER: N_("Laci kasir"),
    CashPlace.PETTY: N_("Kas kecil"),
    CashPlace.SAFE: N_("Brankas"),
    CashPlace.TRANSIT: N_("Dalam perjalanan ke bank"),
    CashPlace.BANK: N_("Bank"),
}


def account_sql(column: str) -> str:
    """SQL: the code of the account of the place a column names."""
    return f"CASE {column} " + " ".join(f"WHEN '{place}' THEN {int(place.account)}" for place in CashPlace) + " END"
