"""The places of the shop's money, and the account of each. Pure."""

from __future__ import annotations

from typing import Self

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named
from pkkmart.ledger.chart import Account


class CashPlace(Named):
    """A place of the shop's money; money on its way to the bank is in TRANSIT."""

    account: Account

    def __new__(cls, key: str, label: str = "", account: Account = Account.DRAWER) -> Self:
        place = str.__new__(cls, key)
        place._value_, place.label, place.account = key, label, account
        return place

    DRAWER = "DRAWER", N_("Laci kasir"), Account.DRAWER
    PETTY = "PETTY", N_("Kas kecil"), Account.PETTY_CASH
    SAFE = "SAFE", N_("Brankas"), Account.SAFE
    TRANSIT = "TRANSIT", N_("Dalam perjalanan ke bank"), Account.BANK_IN_TRANSIT
    BANK = "BANK", N_("Bank"), Account.BANK


def account_sql(column: str) -> str:
    """SQL: the code of the account of the place a column names."""
    return f"CASE {column} " + " ".join(f"WHEN '{place}' THEN {int(place.account)}" for place in CashPlace) + " END"
