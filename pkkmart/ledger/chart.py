"""The chart of accounts: feature code names keys, the books show codes and names."""

from __future__ import annotations

from enum import Flag, IntEnum, StrEnum
from typing import Self

from pkkmart.core.i18n import N_
from pkkmart.core.named import Named


class Statement(StrEnum):
    """Line items of the statements, in the order of Permenkop UKM 2/2024."""

    CASH = "CASH"
    MEMBER_RECEIVABLES = "MEMBER_RECEIVABLES"
    OTHER_RECEIVABLES = "OTHER_RECEIVABLES"
    INVENTORIES = "INVENTORIES"
    PREPAYMENTS = "PREPAYMENTS"
    INVESTMENTS = "INVESTMENTS"
    FIXED_ASSETS = "FIXED_ASSETS"
    INTANGIBLES = "INTANGIBLES"
    MEMBER_DEPOSITS = "MEMBER_DEPOSITS"
    TRADE_PAYABLES = "TRADE_PAYABLES"
    CONSIGNOR_PAYABLES = "CONSIGNOR_PAYABLES"
    ACCRUALS = "ACCRUALS"
    TAXES_PAYABLE = "TAXES_PAYABLE"
    SHU_FUNDS = "SHU_FUNDS"
    OTHER_PAYABLES = "OTHER_PAYABLES"
    BANK_DEBT = "BANK_DEBT"
    BENEFITS = "BENEFITS"
    PRINCIPAL = "PRINCIPAL"
    MANDATORY = "MANDATORY"
    SPECIAL = "SPECIAL"
    GRANTS = "GRANTS"
    GENERAL_RESERVES = "GENERAL_RESERVES"
    RISK_RESERVES = "RISK_RESERVES"
    RESULT = "RESULT"
    OTHER_EQUITY = "OTHER_EQUITY"
    MEMBER_NET_SALES = "MEMBER_NET_SALES"
    MEMBER_COST_OF_SALES = "MEMBER_COST_OF_SALES"
    MEMBER_COMMISSIONS = "MEMBER_COMMISSIONS"
    OTHER_NET_SALES = "OTHER_NET_SALES"
    OTHER_COST_OF_SALES = "OTHER_COST_OF_SALES"
    OTHER_COMMISSIONS = "OTHER_COMMISSIONS"
    STAFF_EXPENSES = "STAFF_EXPENSES"
    SELLING_EXPENSES = "SELLING_EXPENSES"
    GENERAL_EXPENSES = "GENERAL_EXPENSES"
    SAVINGS_EXPENSES = "SAVINGS_EXPENSES"
    DEPRECIATIONS = "DEPRECIATIONS"
    STOCK_LOSSES = "STOCK_LOSSES"
    COOPERATIVE_EXPENSES = "COOPERATIVE_EXPENSES"
    INVESTMENT_RESULTS = "INVESTMENT_RESULTS"
    OTHER_RESULTS = "OTHER_RESULTS"
    INCOME_TAXES = "INCOME_TAXES"


class Is(Flag):
    """What an account is besides its line of the statements."""

    NOTHING = 0
    CASH = 1
    """Postings here, and only here, carry a cash-flow line."""
    PERSON = 2
    """Sub-ledgers are a dimension: postings here must name a person."""
    DOCUMENT = 4
    """Changed only together with its documents, which `verify` holds against it: no entry by hand touches it."""
    CONSIGNOR = 8 | PERSON | DOCUMENT
    """Owed to a consignor, or by one."""
    CONTRA = 16
    OWN_CAPITAL = 32


class Account(IntEnum):
    """The accounts by their keys: the code printed in the books, the name, the line of the statements, what else."""

    words: str
    statement: Statement
    kinds: Is

    # All but the code have a default, since `Account(1101)` looks an account up.
    def __new__(cls, code: int, words: str = "", statement: Statement = Statement.CASH, kinds: Is = Is.NOTHING) -> Self:
        account = int.__new__(cls, code)
        account._value_ = code
        account.words, account.statement, account.kinds = words, statement, kinds
        return account

    @property
    def normal_side(self) -> str:
        """`D` or `K`: assets and costs are debit, the rest credit; a contra account turns round.

        Class 7 mixes income and cost; its accounts are credit unless named here.
        """
        debit = self // 1000 in (1, 5, 6, 8) or self in (Account.INTEREST_EXPENSE, Account.OTHER_COST_ITEMS)
        return "D" if debit != (Is.CONTRA in self.kinds) else "K"

    DRAWER = 1101, N_("Kas Laci Kasir"), Statement.CASH, Is.CASH | Is.DOCUMENT
    PETTY_CASH = 1102, N_("Kas Kecil"), Statement.CASH, Is.CASH
    SAFE = 1103, N_("Kas Bendahara (brankas)"), Statement.CASH, Is.CASH
    BANK_IN_TRANSIT = 1104, N_("Setoran Bank dalam Perjalanan"), Statement.CASH, Is.CASH
    BANK = 1111, N_("Bank Operasional"), Statement.CASH, Is.CASH
    CLEARING = 1121, N_("Piutang Penyelesaian QRIS/EDC"), Statement.OTHER_RECEIVABLES
    MEMBER_RECEIVABLE = 1131, N_("Piutang Anggota - Bon Belanja"), Statement.MEMBER_RECEIVABLES, Is.PERSON
    OTHER_RECEIVABLE = 1132, N_("Piutang Non-Anggota"), Statement.OTHER_RECEIVABLES, Is.PERSON
    CONSIGNOR_RECEIVABLE = 1133, N_("Piutang Penitip"), Statement.OTHER_RECEIVABLES, Is.CONSIGNOR
    STAFF_RECEIVABLE = 1134, N_("Piutang Selisih Kas/Karyawan"), Statement.OTHER_RECEIVABLES, Is.PERSON
    RECEIVABLE_ALLOWANCE = 1139, N_("Penyisihan Kerugian Piutang"), Statement.MEMBER_RECEIVABLES, Is.CONTRA
    INVENTORY = 1141, N_("Persediaan Barang Dagang"), Statement.INVENTORIES, Is.DOCUMENT
    SHOP_SUPPLIES = 1142, N_("Persediaan Perlengkapan Toko"), Statement.INVENTORIES
    PREPAID = 1151, N_("Beban Dibayar di Muka"), Statement.PREPAYMENTS
    PURCHASE_ADVANCE = 1152, N_("Uang Muka Pembelian"), Statement.PREPAYMENTS
    VAT_IN = 1153, N_("PPN Masukan"), Statement.PREPAYMENTS
    INVESTMENT = 1201, N_("Penyertaan pada Koperasi Lain"), Statement.INVESTMENTS
    BUILDING = 1211, N_("Tanah dan Bangunan"), Statement.FIXED_ASSETS
    EQUIPMENT = 1212, N_("Peralatan dan Inventaris Toko"), Statement.FIXED_ASSETS
    COMPUTERS = 1213, N_("Komputer dan Perangkat Kasir"), Statement.FIXED_ASSETS
    BUILDING_DEPRECIATION = 1221, N_("Akum. Penyusutan Bangunan"), Statement.FIXED_ASSETS, Is.CONTRA
    EQUIPMENT_DEPRECIATION = 1222, N_("Akum. Penyusutan Peralatan"), Statement.FIXED_ASSETS, Is.CONTRA
    COMPUTERS_DEPRECIATION = 1223, N_("Akum. Penyusutan Komputer"), Statement.FIXED_ASSETS, Is.CONTRA
    INTANGIBLE = 1231, N_("Aset Takberwujud"), Statement.INTANGIBLES
    INTANGIBLE_AMORTISATION = 1232, N_("Akum. Amortisasi"), Statement.INTANGIBLES, Is.CONTRA
    SUPPLIER_PAYABLE = 2101, N_("Utang Pemasok"), Statement.TRADE_PAYABLES, Is.PERSON
    MEMBER_CONSIGNOR_PAYABLE = 2102, N_("Utang Penitip Anggota"), Statement.CONSIGNOR_PAYABLES, Is.CONSIGNOR
    OTHER_CONSIGNOR_PAYABLE = 2103, N_("Utang Penitip Non-Anggota"), Statement.CONSIGNOR_PAYABLES, Is.CONSIGNOR
    VOLUNTARY_SAVINGS = 2111, N_("Simpanan Sukarela Anggota"), Statement.MEMBER_DEPOSITS, Is.PERSON
    INTEREST_PAYABLE = 2112, N_("Jasa Simpanan Terutang"), Statement.ACCRUALS, Is.PERSON
    LEAVER_PAYABLE = 2113, N_("Simpanan Anggota Keluar Terutang"), Statement.OTHER_PAYABLES, Is.PERSON
    TERM_SAVINGS = 2114, N_("Simpanan Berjangka"), Statement.MEMBER_DEPOSITS, Is.PERSON
    INTEREST_TAX = 2121, N_("Utang PPh Final Jasa Simpanan"), Statement.TAXES_PAYABLE
    INCOME_TAX_PAYABLE = 2122, N_("Utang PPh Usaha"), Statement.TAXES_PAYABLE
    VAT_OUT = 2123, N_("PPN Keluaran"), Statement.TAXES_PAYABLE
    ACCRUED = 2131, N_("Beban Masih Harus Dibayar"), Statement.ACCRUALS
    CUSTOMER_ADVANCE = 2132, N_("Uang Muka Pesanan Pelanggan"), Statement.OTHER_PAYABLES, Is.PERSON
    OTHER_ENTRUSTED = 2133, N_("Titipan Lain (donasi, arisan)"), Statement.OTHER_PAYABLES
    GALLON_DEPOSIT = 2134, N_("Uang Jaminan (galon)"), Statement.OTHER_PAYABLES
    SHU_PAYABLE = 2141, N_("SHU Anggota Terutang"), Statement.SHU_FUNDS, Is.PERSON
    BOARD_FUND = 2142, N_("Dana Pengurus dan Pengawas"), Statement.SHU_FUNDS
    STAFF_FUND = 2143, N_("Dana Karyawan"), Statement.SHU_FUNDS
    EDUCATION_FUND = 2144, N_("Dana Pendidikan"), Statement.SHU_FUNDS
    SOCIAL_FUND = 2145, N_("Dana Sosial"), Statement.SHU_FUNDS
    REGION_FUND = 2146, N_("Dana Pembangunan Daerah Kerja"), Statement.SHU_FUNDS
    BANK_LOAN = 2201, N_("Utang Bank/LPDB"), Statement.BANK_DEBT
    EMPLOYEE_BENEFITS = 2202, N_("Liabilitas Imbalan Kerja"), Statement.BENEFITS
    PRINCIPAL_SAVINGS = 3101, N_("Simpanan Pokok"), Statement.PRINCIPAL, Is.OWN_CAPITAL | Is.PERSON
    MANDATORY_SAVINGS = 3102, N_("Simpanan Wajib"), Statement.MANDATORY, Is.OWN_CAPITAL | Is.PERSON
    SPECIAL_SAVINGS = 3103, N_("Simpanan Khusus (sifat wajib)"), Statement.SPECIAL, Is.OWN_CAPITAL | Is.PERSON
    GRANT = 3104, N_("Hibah"), Statement.GRANTS, Is.OWN_CAPITAL
    GENERAL_RESERVE = 3105, N_("Cadangan Umum"), Statement.GENERAL_RESERVES, Is.OWN_CAPITAL
    RISK_RESERVE = 3106, N_("Cadangan Risiko"), Statement.RISK_RESERVES, Is.OWN_CAPITAL
    PARTICIPATION_CAPITAL = 3107, N_("Modal Penyertaan"), Statement.OTHER_EQUITY
    UNDIVIDED_SHU = 3108, N_("SHU Belum Dibagi (menunggu RAT)"), Statement.RESULT
    SHU_OF_YEAR = 3109, N_("SHU Tahun Berjalan"), Statement.RESULT
    OPENING_BALANCE = 3199, N_("Penyeimbang Saldo Awal"), Statement.OTHER_EQUITY
    MEMBER_SALES = 4101, N_("Penjualan - Anggota"), Statement.MEMBER_NET_SALES
    MEMBER_RETURNS = 4102, N_("Retur/Potongan - Anggota"), Statement.MEMBER_NET_SALES, Is.CONTRA
    MEMBER_COMMISSION = 4103, N_("Komisi Konsinyasi - Penitip Anggota"), Statement.MEMBER_COMMISSIONS
    OTHER_SALES = 4111, N_("Penjualan - Non-Anggota"), Statement.OTHER_NET_SALES
    OTHER_RETURNS = 4112, N_("Retur/Potongan - Non-Anggota"), Statement.OTHER_NET_SALES, Is.CONTRA
    OTHER_COMMISSION = 4113, N_("Komisi Konsinyasi - Penitip Non-Anggota"), Statement.OTHER_COMMISSIONS
    MEMBER_COST = 5101, N_("Beban Pokok - Anggota"), Statement.MEMBER_COST_OF_SALES
    OTHER_COST = 5111, N_("Beban Pokok - Non-Anggota"), Statement.OTHER_COST_OF_SALES
    INVENTORY_DIFFERENCE = 5121, N_("Selisih Persediaan dan Harga Pokok"), Statement.STOCK_LOSSES
    SPOILAGE = 5122, N_("Kerugian Kedaluwarsa/Rusak"), Statement.STOCK_LOSSES
    CONSIGNED_LOSS = 5123, N_("Penggantian Barang Titipan"), Statement.STOCK_LOSSES
    WAGES = 6101, N_("Honor dan Gaji Karyawan"), Statement.STAFF_EXPENSES
    UTILITIES = 6102, N_("Listrik, Air, Internet"), Statement.GENERAL_EXPENSES
    RENT = 6103, N_("Sewa"), Statement.GENERAL_EXPENSES
    SUPPLIES = 6104, N_("Perlengkapan dan Kemasan"), Statement.SELLING_EXPENSES
    CLEARING_FEE = 6105, N_("Biaya QRIS/EDC (MDR)"), Statement.SELLING_EXPENSES
    BANK_FEE = 6106, N_("Administrasi Bank"), Statement.GENERAL_EXPENSES
    DEPRECIATION = 6107, N_("Penyusutan"), Statement.DEPRECIATIONS
    BAD_DEBT = 6108, N_("Kerugian Piutang"), Statement.GENERAL_EXPENSES
    SAVINGS_INTEREST = 6109, N_("Jasa Simpanan Anggota"), Statement.SAVINGS_EXPENSES
    OTHER_EXPENSE = 6119, N_("Beban Umum Lain"), Statement.GENERAL_EXPENSES
    ANNUAL_MEETING = 6201, N_("Rapat Anggota/RAT"), Statement.COOPERATIVE_EXPENSES
    BOARD_HONORARIUM = 6202, N_("Honor Pengurus dan Pengawas"), Statement.COOPERATIVE_EXPENSES
    MEMBER_EDUCATION = 6203, N_("Pendidikan dan Pembinaan Anggota"), Statement.COOPERATIVE_EXPENSES
    OTHER_INCOME = 7101, N_("Bunga Bank dan Pendapatan Lain"), Statement.OTHER_RESULTS
    CASH_ROUNDING = 7102, N_("Selisih Pembulatan Kas"), Statement.OTHER_RESULTS
    CASH_DIFFERENCE = 7103, N_("Selisih Kas Lebih/Kurang"), Statement.OTHER_RESULTS
    DISPOSAL_RESULT = 7104, N_("Laba/Rugi Pelepasan Aset"), Statement.OTHER_RESULTS
    INVESTMENT_INCOME = 7105, N_("Hasil Investasi"), Statement.INVESTMENT_RESULTS
    INTEREST_EXPENSE = 7106, N_("Beban Bunga"), Statement.OTHER_RESULTS
    OTHER_COST_ITEMS = 7109, N_("Beban Lain"), Statement.OTHER_RESULTS
    INCOME_TAX = 8101, N_("Beban Pajak Penghasilan"), Statement.INCOME_TAXES


def _those(kind: Is) -> tuple[Account, ...]:
    """The accounts of one kind, in the order of the chart."""
    return tuple(account for account in Account if kind in account.kinds)


CASH_ACCOUNTS = frozenset(_those(Is.CASH))
PERSON_ACCOUNTS = frozenset(_those(Is.PERSON))
DOCUMENT_ACCOUNTS = frozenset(_those(Is.DOCUMENT))
CONSIGNOR_ACCOUNTS = _those(Is.CONSIGNOR)
"""What is owed to a consignor, or by one, is the sum of these."""

OWNED_RETURNS = (Account.MEMBER_RETURNS, Account.OTHER_RETURNS)
OWNED_SALES = (Account.MEMBER_SALES, Account.OTHER_SALES, *OWNED_RETURNS)
"""Net sales of the shop's own goods: what was sold less discounts and returns."""

COST_OF_SALES = (Account.MEMBER_COST, Account.OTHER_COST)
COMMISSIONS = (Account.MEMBER_COMMISSION, Account.OTHER_COMMISSION)
SHU_ACCOUNTS = (Account.UNDIVIDED_SHU, Account.SHU_OF_YEAR)
"""Where the result of closed years stands until the members' meeting divides it."""

INCOME_CODES = range(4000, 5000)
"""Codes of what sales earned."""

FIRST_RESULT_CODE = 4000
"""From this code on accounts hold the result of a year, and a year's closing empties them."""


def codes(*accounts: Account) -> str:
    """The accounts as the list of an SQL `IN (…)`: `2102, 2103`."""
    return ", ".join(str(int(account)) for account in accounts)


def sum_on(*accounts: Account) -> str:
    """SQL for what the postings `p` of a group put on these accounts, rupiah, debit positive; 0 for none."""
    return f"coalesce(sum(CASE WHEN p.account_id IN ({codes(*accounts)}) THEN p.amount_idr END), 0)"


class CashFlow(Named):
    """The line of the cash flow statement a cash posting belongs to."""

    CUSTOMERS = "CUSTOMERS", N_("dari pelanggan")
    FOR_CONSIGNORS = "FOR_CONSIGNORS", N_("diterima untuk penitip")
    TO_CONSIGNORS = "TO_CONSIGNORS", N_("dibayar ke penitip")
    SUPPLIERS = "SUPPLIERS", N_("pemasok")
    EXPENSES = "EXPENSES", N_("biaya")
    OTHER_OPERATING = "OTHER_OPERATING", N_("operasi lain")
    INVESTING = "INVESTING", N_("investasi")
    MEMBER_CAPITAL = "MEMBER_CAPITAL", N_("simpanan pokok dan wajib")
    MEMBER_SAVINGS = "MEMBER_SAVINGS", N_("simpanan sukarela")
    SHU_PAID = "SHU_PAID", N_("SHU dibayar")
    OTHER_FINANCING = "OTHER_FINANCING", N_("pendanaan lain")
    TRANSFER = "TRANSFER", N_("pindah tempat")
    OPENING = "OPENING", N_("saldo awal")
