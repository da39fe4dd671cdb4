"""The kinds of savings: where each is booked, and which may be withdrawn during membership. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from pkkmart.core.i18n import N_
from pkkmart.ledger.chart import Account, CashFlow


class SavingsKind(StrEnum):
    """A kind of a member's savings, in the order of the books."""

    PRINCIPAL = "PRINCIPAL"
    MANDATORY = "MANDATORY"
    VOLUNTARY = "VOLUNTARY"
    SPECIAL = "SPECIAL"

    @property
    def account(self) -> Account:
        """The account: own capital for pokok, wajib and khusus, a liability for sukarela (UU 25/1992 ps. 41)."""
        return _ACCOUNTS[self]

    @property
    def label(self) -> str:
        """`Simpanan wajib`; translate where it is shown."""
        return _LABELS[self]

    @property
    def word(self) -> str:
        """`wajib`, inside a sentence; translate where it is shown."""
        return _WORDS[self]

    @property
    def withdrawable(self) -> bool:
        """Whether it may be withdrawn during membership; pokok, wajib and khusus are paid out when it ends."""
        return self is SavingsKind.VOLUNTARY

    @property
    def cash_flow(self) -> CashFlow:
        """The line of the cash flow statement: sukarela and own capital have one each, both financing."""
        return CashFlow.MEMBER_SAVINGS if self is SavingsKind.VOLUNTARY else CashFlow.MEMBER_CAPITAL


class Direction(StrEnum):
    """Which way the money of a slip goes."""

    DEPOSIT = "DEPOSIT"
    WITHDRAWAL = "WITHDRAWAL"


_ACCOUNTS: Final = {
    SavingsKind.PRINCIPAL: Account.PRINCIPAL_SAVINGS,
    SavingsKind.MANDATORY: Account.MANDATORY_SAVINGS,
    SavingsKind.VOLUNTARY: Account.VOLUNTARY_SAVINGS,
    SavingsKind.SPECIAL: Account.SPECIAL_SAVINGS,
}
_LABELS: Final = {
    SavingsKind.PRINCIPAL: N_("Simpanan pokok"),
    SavingsKind.MANDATORY: N_("Simpanan wajib"),
    SavingsKind.VOLUNTARY: N_("Simpanan sukarela"),
    SavingsKind.SPECIAL: N_("Simpanan khusus"),
}
_WORDS: Final = {
    SavingsKind.PRINCIPAL: N_("pokok"),
    SavingsKind.MANDATORY: N_("wajib"),
    SavingsKind.VOLUNTARY: N_("sukarela"),
    SavingsKind.SPECIAL: N_("khusus"),
}

KIND_OF: Final = {int(account): kind for kind, account in _ACCOUNTS.items()}
"""The kind booked on an account, by the account's code."""

MOST_IDR: Final = 1_000_000_000
"""The largest slip, rupiah: more is a typing error in a co-op of this size."""
