"""The kinds of cost a shop pays, each with its plain word and its account. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.core.i18n import N_
from pkkmart.ledger.chart import Account


@dataclass(frozen=True, slots=True)
class ExpenseKind:
    """A kind of cost: its account and its plain word (translate where it is shown)."""

    account: Account
    words: str


EXPENSE_KINDS: Final = (
    ExpenseKind(Account.UTILITIES, N_("Listrik, air, internet")),
    ExpenseKind(Account.SUPPLIES, N_("Plastik, kemasan, perlengkapan")),
    ExpenseKind(Account.WAGES, N_("Honor karyawan")),
    ExpenseKind(Account.RENT, N_("Sewa")),
    ExpenseKind(Account.OTHER_EXPENSE, N_("Beban umum lain")),
    ExpenseKind(Account.BANK_FEE, N_("Administrasi bank")),
    ExpenseKind(Account.CLEARING_FEE, N_("Biaya QRIS/EDC")),
    ExpenseKind(Account.ANNUAL_MEETING, N_("Rapat anggota (RAT)")),
    ExpenseKind(Account.BOARD_HONORARIUM, N_("Honor pengurus dan pengawas")),
    ExpenseKind(Account.MEMBER_EDUCATION, N_("Pendidikan anggota")),
    ExpenseKind(Account.INTEREST_EXPENSE, N_("Bunga pinjaman")),
    ExpenseKind(Account.INCOME_TAX, N_("Pajak penghasilan")),
    ExpenseKind(Account.OTHER_COST_ITEMS, N_("Beban lain di luar usaha")),
)
"""Costs that are paid at once; depreciation, allowances and interest on savings have their own documents."""

EXPENSE_WORDS: Final = {kind.account: kind.words for kind in EXPENSE_KINDS}
