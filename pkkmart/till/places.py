"""Where the shop's money lies, and the account of each place. Pure."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.i18n import N_
from pkkmart.ledger.chart import Account


class CashPlace(StrEnum):
    """A place money can be taken from or put into. Money on its way to the bank is in transit."""

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
        """What people call it; translate where it is shown."""
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
