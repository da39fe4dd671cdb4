"""Why owned goods are adjusted, which way they go, and the account that bears it. Pure."""

from __future__ import annotations

from enum import StrEnum

from pkkmart.core.i18n import N_
from pkkmart.ledger.chart import Account


class AdjustReason(StrEnum):
    """Found and missing come from counting; spoiled went bad on the shelf; own use is what the shop consumed."""

    MISSING = "MISSING"
    FOUND = "FOUND"
    SPOILED = "SPOILED"
    OWN_USE = "OWN_USE"

    @property
    def sign(self) -> int:
        """+1 when goods come in, -1 when they leave."""
        return 1 if self is AdjustReason.FOUND else -1

    @property
    def account(self) -> Account:
        """Where the value goes, or comes from."""
        return _ACCOUNTS[self]

    @property
    def words(self) -> str:
        """What people call it; translate where it is shown."""
        return _WORDS[self]


_ACCOUNTS = {
    AdjustReason.MISSING: Account.INVENTORY_DIFFERENCE,
    AdjustReason.FOUND: Account.INVENTORY_DIFFERENCE,
    AdjustReason.SPOILED: Account.SPOILAGE,
    AdjustReason.OWN_USE: Account.SUPPLIES,
}

_WORDS = {
    AdjustReason.MISSING: N_("Hilang / kurang saat dihitung"),
    AdjustReason.FOUND: N_("Lebih saat dihitung"),
    AdjustReason.SPOILED: N_("Rusak / kedaluwarsa"),
    AdjustReason.OWN_USE: N_("Dipakai toko"),
}
