"""The chart of accounts: feature code names keys, the books show codes and names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pkkmart.core.i18n import N_


class Account(IntEnum):
    """Keys of the accounts the code posts to; the value is the code printed in the books."""

    DRAWER = 1101
    PETTY_CASH = 1102
    SAFE = 1103
    BANK_IN_TRANSIT = 1104
    BANK = 1111
    CLEARING = 1121
    MEMBER_RECEIVABLE = 1131
    OTHER_RECEIVABLE = 1132
    CONSIGNOR_RECEIVABLE = 1133
    STAFF_RECEIVABLE = 1134
    RECEIVABLE_ALLOWANCE = 1139
    INVENTORY = 1141
    SHOP_SUPPLIES = 1142
    PREPAID = 1151
    PURCHASE_ADVANCE = 1152
    VAT_IN = 1153
    INVESTMENT = 1201
    BUILDING = 1211
    EQUIPMENT = 1212
    COMPUTERS = 1213
    BUILDING_DEPRECIATION = 1221
    EQUIPMENT_DEPRECIATION = 1222
    COMPUTERS_DEPRECIATION = 1223
    INTANGIBLE = 1231
    INTANGIBLE_AMORTISATION = 1232
    SUPPLIER_PAYABLE = 2101
    MEMBER_CONSIGNOR_PAYABLE = 2102
    OTHER_CONSIGNOR_PAYABLE = 2103
    VOLUNTARY_SAVINGS = 2111
    INTEREST_PAYABLE = 2112
    LEAVER_PAYABLE = 2113
    TERM_SAVINGS = 2114
    INTEREST_TAX = 2121
    INCOME_TAX_PAYABLE = 2122
    VAT_OUT = 2123
    ACCRUED = 2131
    CUSTOMER_ADVANCE = 2132
    OTHER_ENTRUSTED = 2133
    GALLON_DEPOSIT = 2134
    SHU_PAYABLE = 2141
    BOARD_FUND = 2142
    STAFF_FUND = 2143
    EDUCATION_FUND = 2144
    SOCIAL_FUND = 2145
    REGION_FUND = 2146
    BANK_LOAN = 2201
    EMPLOYEE_BENEFITS = 2202
    PRINCIPAL_SAVINGS = 3101
    MANDATORY_SAVINGS = 3102
    SPECIAL_SAVINGS = 3103
    GRANT = 3104
    GENERAL_RESERVE = 3105
    RISK_RESERVE = 3106
    PARTICIPATION_CAPITAL = 3107
    UNDIVIDED_SHU = 3108
    SHU_OF_YEAR = 3109
    OPENING_BALANCE = 3199
    MEMBER_SALES = 4101
    MEMBER_RETURNS = 4102
    MEMBER_COMMISSION = 4103
    OTHER_SALES = 4111
    OTHER_RETURNS = 4112
    OTHER_COMMISSION = 4113
    MEMBER_COST = 5101
    OTHER_COST = 5111
    INVENTORY_DIFFERENCE = 5121
    SPOILAGE = 5122
    CONSIGNED_LOSS = 5123
    WAGES = 6101
    UTILITIES = 6102
    RENT = 6103
    SUPPLIES = 6104
    CLEARING_FEE = 6105
    BANK_FEE = 6106
    DEPRECIATION = 6107
    BAD_DEBT = 6108
    SAVINGS_INTEREST = 6109
    OTHER_EXPENSE = 6119
    ANNUAL_MEETING = 6201
    BOARD_HONORARIUM = 6202
    MEMBER_EDUCATION = 6203
    OTHER_INCOME = 7101
    CASH_ROUNDING = 7102
    CASH_DIFFERENCE = 7103
    DISPOSAL_RESULT = 7104
    INVESTMENT_INCOME = 7105
    INTEREST_EXPENSE = 7106
    OTHER_COST_ITEMS = 7109
    INCOME_TAX = 8101


class CashFlow(StrEnum):
    """The line of the cash flow statement a cash posting belongs to."""

    CUSTOMERS = "CUSTOMERS"
    FOR_CONSIGNORS = "FOR_CONSIGNORS"
    TO_CONSIGNORS = "TO_CONSIGNORS"
    SUPPLIERS = "SUPPLIERS"
    EXPENSES = "EXPENSES"
    OTHER_OPERATING = "OTHER_OPERATING"
    INVESTING = "INVESTING"
    MEMBER_CAPITAL = "MEMBER_CAPITAL"
    MEMBER_SAVINGS = "MEMBER_SAVINGS"
    SHU_PAID = "SHU_PAID"
    OTHER_FINANCING = "OTHER_FINANCING"
    TRANSFER = "TRANSFER"
    OPENING = "OPENING"


CASH_ACCOUNTS = frozenset({Account.DRAWER, Account.PETTY_CASH, Account.SAFE, Account.BANK_IN_TRANSIT, Account.BANK})
"""Postings here, and only here, carry a cash-flow line."""

PERSON_ACCOUNTS = frozenset(
    {
        Account.MEMBER_RECEIVABLE, Account.OTHER_RECEIVABLE, Account.CONSIGNOR_RECEIVABLE, Account.STAFF_RECEIVABLE,
        Account.SUPPLIER_PAYABLE, Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE,
        Account.VOLUNTARY_SAVINGS, Account.INTEREST_PAYABLE, Account.LEAVER_PAYABLE, Account.TERM_SAVINGS,
        Account.CUSTOMER_ADVANCE, Account.SHU_PAYABLE,
        Account.PRINCIPAL_SAVINGS, Account.MANDATORY_SAVINGS, Account.SPECIAL_SAVINGS,
    }
)  # fmt: skip
"""Sub-ledgers are a dimension: postings here must name a person."""


CONSIGNOR_ACCOUNTS = (Account.CONSIGNOR_RECEIVABLE, Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE)
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


DOCUMENT_ACCOUNTS = frozenset(
    {
        Account.DRAWER, Account.INVENTORY, Account.CONSIGNOR_RECEIVABLE,
        Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE,
    }
)  # fmt: skip
"""Changed only together with their documents, which `verify` holds against them: no entry by hand touches them."""


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


@dataclass(frozen=True, slots=True)
class AccountFact:
    """One line of the chart as it is sown into a new database."""

    account: Account
    name: str
    statement: Statement
    contra: bool = False
    own_capital: bool = False

    @property
    def normal_side(self) -> str:
        """`D` or `K`: assets and costs are debit, the rest credit; a contra account turns round.

        Class 7 mixes income and cost; its accounts are credit unless named here.
        """
        code = int(self.account)
        debit = code // 1000 in (1, 5, 6, 8) or self.account in (Account.INTEREST_EXPENSE, Account.OTHER_COST_ITEMS)
        return "D" if debit != self.contra else "K"


def _fact(account: Account, name: str, statement: Statement, *flags: str) -> AccountFact:
    return AccountFact(account, name, statement, "-" in flags, "own" in flags)


CHART: tuple[AccountFact, ...] = (
    _fact(Account.DRAWER, N_("Kas Laci Kasir"), Statement.CASH),
    _fact(Account.PETTY_CASH, N_("Kas Kecil"), Statement.CASH),
    _fact(Account.SAFE, N_("Kas Bendahara (brankas)"), Statement.CASH),
    _fact(Account.BANK_IN_TRANSIT, N_("Setoran Bank dalam Perjalanan"), Statement.CASH),
    _fact(Account.BANK, N_("Bank Operasional"), Statement.CASH),
    _fact(Account.CLEARING, N_("Piutang Penyelesaian QRIS/EDC"), Statement.OTHER_RECEIVABLES),
    _fact(Account.MEMBER_RECEIVABLE, N_("Piutang Anggota - Bon Belanja"), Statement.MEMBER_RECEIVABLES),
    _fact(Account.OTHER_RECEIVABLE, N_("Piutang Non-Anggota"), Statement.OTHER_RECEIVABLES),
    _fact(Account.CONSIGNOR_RECEIVABLE, N_("Piutang Penitip"), Statement.OTHER_RECEIVABLES),
    _fact(Account.STAFF_RECEIVABLE, N_("Piutang Selisih Kas/Karyawan"), Statement.OTHER_RECEIVABLES),
    _fact(Account.RECEIVABLE_ALLOWANCE, N_("Penyisihan Kerugian Piutang"), Statement.MEMBER_RECEIVABLES, "-"),
    _fact(Account.INVENTORY, N_("Persediaan Barang Dagang"), Statement.INVENTORIES),
    _fact(Account.SHOP_SUPPLIES, N_("Persediaan Perlengkapan Toko"), Statement.INVENTORIES),
    _fact(Account.PREPAID, N_("Beban Dibayar di Muka"), Statement.PREPAYMENTS),
    _fact(Account.PURCHASE_ADVANCE, N_("Uang Muka Pembelian"), Statement.PREPAYMENTS),
    _fact(Account.VAT_IN, N_("PPN Masukan"), Statement.PREPAYMENTS),
    _fact(Account.INVESTMENT, N_("Penyertaan pada Koperasi Lain"), Statement.INVESTMENTS),
    _fact(Account.BUILDING, N_("Tanah dan Bangunan"), Statement.FIXED_ASSETS),
    _fact(Account.EQUIPMENT, N_("Peralatan dan Inventaris Toko"), Statement.FIXED_ASSETS),
    _fact(Account.COMPUTERS, N_("Komputer dan Perangkat Kasir"), Statement.FIXED_ASSETS),
    _fact(Account.BUILDING_DEPRECIATION, N_("Akum. Penyusutan Bangunan"), Statement.FIXED_ASSETS, "-"),
    _fact(Account.EQUIPMENT_DEPRECIATION, N_("Akum. Penyusutan Peralatan"), Statement.FIXED_ASSETS, "-"),
    _fact(Account.COMPUTERS_DEPRECIATION, N_("Akum. Penyusutan Komputer"), Statement.FIXED_ASSETS, "-"),
    _fact(Account.INTANGIBLE, N_("Aset Takberwujud"), Statement.INTANGIBLES),
    _fact(Account.INTANGIBLE_AMORTISATION, N_("Akum. Amortisasi"), Statement.INTANGIBLES, "-"),
    _fact(Account.SUPPLIER_PAYABLE, N_("Utang Pemasok"), Statement.TRADE_PAYABLES),
    _fact(Account.MEMBER_CONSIGNOR_PAYABLE, N_("Utang Penitip Anggota"), Statement.CONSIGNOR_PAYABLES),
    _fact(Account.OTHER_CONSIGNOR_PAYABLE, N_("Utang Penitip Non-Anggota"), Statement.CONSIGNOR_PAYABLES),
    _fact(Account.VOLUNTARY_SAVINGS, N_("Simpanan Sukarela Anggota"), Statement.MEMBER_DEPOSITS),
    _fact(Account.INTEREST_PAYABLE, N_("Jasa Simpanan Terutang"), Statement.ACCRUALS),
    _fact(Account.LEAVER_PAYABLE, N_("Simpanan Anggota Keluar Terutang"), Statement.OTHER_PAYABLES),
    _fact(Account.TERM_SAVINGS, N_("Simpanan Berjangka"), Statement.MEMBER_DEPOSITS),
    _fact(Account.INTEREST_TAX, N_("Utang PPh Final Jasa Simpanan"), Statement.TAXES_PAYABLE),
    _fact(Account.INCOME_TAX_PAYABLE, N_("Utang PPh Usaha"), Statement.TAXES_PAYABLE),
    _fact(Account.VAT_OUT, N_("PPN Keluaran"), Statement.TAXES_PAYABLE),
    _fact(Account.ACCRUED, N_("Beban Masih Harus Dibayar"), Statement.ACCRUALS),
    _fact(Account.CUSTOMER_ADVANCE, N_("Uang Muka Pesanan Pelanggan"), Statement.OTHER_PAYABLES),
    _fact(Account.OTHER_ENTRUSTED, N_("Titipan Lain (donasi, arisan)"), Statement.OTHER_PAYABLES),
    _fact(Account.GALLON_DEPOSIT, N_("Uang Jaminan (galon)"), Statement.OTHER_PAYABLES),
    _fact(Account.SHU_PAYABLE, N_("SHU Anggota Terutang"), Statement.SHU_FUNDS),
    _fact(Account.BOARD_FUND, N_("Dana Pengurus dan Pengawas"), Statement.SHU_FUNDS),
    _fact(Account.STAFF_FUND, N_("Dana Karyawan"), Statement.SHU_FUNDS),
    _fact(Account.EDUCATION_FUND, N_("Dana Pendidikan"), Statement.SHU_FUNDS),
    _fact(Account.SOCIAL_FUND, N_("Dana Sosial"), Statement.SHU_FUNDS),
    _fact(Account.REGION_FUND, N_("Dana Pembangunan Daerah Kerja"), Statement.SHU_FUNDS),
    _fact(Account.BANK_LOAN, N_("Utang Bank/LPDB"), Statement.BANK_DEBT),
    _fact(Account.EMPLOYEE_BENEFITS, N_("Liabilitas Imbalan Kerja"), Statement.BENEFITS),
    _fact(Account.PRINCIPAL_SAVINGS, N_("Simpanan Pokok"), Statement.PRINCIPAL, "own"),
    _fact(Account.MANDATORY_SAVINGS, N_("Simpanan Wajib"), Statement.MANDATORY, "own"),
    _fact(Account.SPECIAL_SAVINGS, N_("Simpanan Khusus (sifat wajib)"), Statement.SPECIAL, "own"),
    _fact(Account.GRANT, N_("Hibah"), Statement.GRANTS, "own"),
    _fact(Account.GENERAL_RESERVE, N_("Cadangan Umum"), Statement.GENERAL_RESERVES, "own"),
    _fact(Account.RISK_RESERVE, N_("Cadangan Risiko"), Statement.RISK_RESERVES, "own"),
    _fact(Account.PARTICIPATION_CAPITAL, N_("Modal Penyertaan"), Statement.OTHER_EQUITY),
    _fact(Account.UNDIVIDED_SHU, N_("SHU Belum Dibagi (menunggu RAT)"), Statement.RESULT),
    _fact(Account.SHU_OF_YEAR, N_("SHU Tahun Berjalan"), Statement.RESULT),
    _fact(Account.OPENING_BALANCE, N_("Penyeimbang Saldo Awal"), Statement.OTHER_EQUITY),
    _fact(Account.MEMBER_SALES, N_("Penjualan - Anggota"), Statement.MEMBER_NET_SALES),
    _fact(Account.MEMBER_RETURNS, N_("Retur/Potongan - Anggota"), Statement.MEMBER_NET_SALES, "-"),
    _fact(Account.MEMBER_COMMISSION, N_("Komisi Konsinyasi - Penitip Anggota"), Statement.MEMBER_COMMISSIONS),
    _fact(Account.OTHER_SALES, N_("Penjualan - Non-Anggota"), Statement.OTHER_NET_SALES),
    _fact(Account.OTHER_RETURNS, N_("Retur/Potongan - Non-Anggota"), Statement.OTHER_NET_SALES, "-"),
    _fact(Account.OTHER_COMMISSION, N_("Komisi Konsinyasi - Penitip Non-Anggota"), Statement.OTHER_COMMISSIONS),
    _fact(Account.MEMBER_COST, N_("Beban Pokok - Anggota"), Statement.MEMBER_COST_OF_SALES),
    _fact(Account.OTHER_COST, N_("Beban Pokok - Non-Anggota"), Statement.OTHER_COST_OF_SALES),
    _fact(Account.INVENTORY_DIFFERENCE, N_("Selisih Persediaan dan Harga Pokok"), Statement.STOCK_LOSSES),
    _fact(Account.SPOILAGE, N_("Kerugian Kedaluwarsa/Rusak"), Statement.STOCK_LOSSES),
    _fact(Account.CONSIGNED_LOSS, N_("Penggantian Barang Titipan"), Statement.STOCK_LOSSES),
    _fact(Account.WAGES, N_("Honor dan Gaji Karyawan"), Statement.STAFF_EXPENSES),
    _fact(Account.UTILITIES, N_("Listrik, Air, Internet"), Statement.GENERAL_EXPENSES),
    _fact(Account.RENT, N_("Sewa"), Statement.GENERAL_EXPENSES),
    _fact(Account.SUPPLIES, N_("Perlengkapan dan Kemasan"), Statement.SELLING_EXPENSES),
    _fact(Account.CLEARING_FEE, N_("Biaya QRIS/EDC (MDR)"), Statement.SELLING_EXPENSES),
    _fact(Account.BANK_FEE, N_("Administrasi Bank"), Statement.GENERAL_EXPENSES),
    _fact(Account.DEPRECIATION, N_("Penyusutan"), Statement.DEPRECIATIONS),
    _fact(Account.BAD_DEBT, N_("Kerugian Piutang"), Statement.GENERAL_EXPENSES),
    _fact(Account.SAVINGS_INTEREST, N_("Jasa Simpanan Anggota"), Statement.SAVINGS_EXPENSES),
    _fact(Account.OTHER_EXPENSE, N_("Beban Umum Lain"), Statement.GENERAL_EXPENSES),
    _fact(Account.ANNUAL_MEETING, N_("Rapat Anggota/RAT"), Statement.COOPERATIVE_EXPENSES),
    _fact(Account.BOARD_HONORARIUM, N_("Honor Pengurus dan Pengawas"), Statement.COOPERATIVE_EXPENSES),
    _fact(Account.MEMBER_EDUCATION, N_("Pendidikan dan Pembinaan Anggota"), Statement.COOPERATIVE_EXPENSES),
    _fact(Account.OTHER_INCOME, N_("Bunga Bank dan Pendapatan Lain"), Statement.OTHER_RESULTS),
    _fact(Account.CASH_ROUNDING, N_("Selisih Pembulatan Kas"), Statement.OTHER_RESULTS),
    _fact(Account.CASH_DIFFERENCE, N_("Selisih Kas Lebih/Kurang"), Statement.OTHER_RESULTS),
    _fact(Account.DISPOSAL_RESULT, N_("Laba/Rugi Pelepasan Aset"), Statement.OTHER_RESULTS),
    _fact(Account.INVESTMENT_INCOME, N_("Hasil Investasi"), Statement.INVESTMENT_RESULTS),
    _fact(Account.INTEREST_EXPENSE, N_("Beban Bunga"), Statement.OTHER_RESULTS),
    _fact(Account.OTHER_COST_ITEMS, N_("Beban Lain"), Statement.OTHER_RESULTS),
    _fact(Account.INCOME_TAX, N_("Beban Pajak Penghasilan"), Statement.INCOME_TAXES),
)
