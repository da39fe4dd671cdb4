"""The two statements and the trial balance, built from a month's balances. Pure.

Order and labels follow Permenkop UKM 2/2024; every column adds down, costs being negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pkkmart.core.i18n import N_, _
from pkkmart.ledger.chart import FIRST_RESULT_CODE, SHU_ACCOUNTS, Account, Statement
from pkkmart.reports.queries import MonthBalance

S = Statement


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One printed line, rupiah in the columns of its paper. Level 0 is a heading, 1 an item, 2 a detail counted above.

    Position: this month's end, last month's, last year's. Result: this month, last month, the year to this month's
    end, last year to the end of the same month. A heading has no figures.
    """

    label: str
    level: int
    figures_idr: tuple[int, ...] = ()
    is_total: bool = False
    accounts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BalanceSheet:
    """Laporan Posisi Keuangan."""

    lines: tuple[StatementLine, ...]
    assets: StatementLine
    claims: StatementLine
    shu_lines: tuple[StatementLine, ...]

    @property
    def shu_of_year(self) -> StatementLine:
        """SHU of the year to the day of each column: what Perhitungan Hasil Usaha tells of it."""
        return self.shu_lines[-1]

    @property
    def balances(self) -> bool:
        """Whether assets are liabilities and equity, in every column."""
        return self.assets.figures_idr == self.claims.figures_idr


@dataclass(frozen=True, slots=True)
class IncomeStatement:
    """Perhitungan Hasil Usaha."""

    lines: tuple[StatementLine, ...]
    shu: StatementLine

    @property
    def year_idr(self) -> int:
        """SISA HASIL USAHA since 1 January."""
        return self.shu.figures_idr[2]


@dataclass(frozen=True, slots=True)
class TrialLine:
    """An account of Neraca Saldo: opening, turnover and closing in rupiah, each debit and credit."""

    code: int
    name: str
    figures: tuple[int, int, int, int, int, int]


Measure = Callable[[MonthBalance], tuple[int, ...]]
"""An account's figure in every column of a statement."""


class _Sheet:
    """Lines as they are drawn up; every item remembers which accounts it took."""

    def __init__(self, rows: Sequence[MonthBalance], measure: Measure) -> None:
        self.rows = rows
        self.measure = measure
        self.lines: list[StatementLine] = []
        self._none = (0,) * len(measure(MonthBalance(0, "", "")))

    def head(self, label: str) -> None:
        self.lines.append(StatementLine(_(label), 0))

    def item(self, label: str, *kinds: Statement, level: int = 1) -> StatementLine:
        found = [row for row in self.rows if row.statement in kinds]
        return self.of(label, found, level=level)

    def of(self, label: str, found: Iterable[MonthBalance], *, level: int = 1) -> StatementLine:
        found = list(found)
        figures = self._sum(self.measure(row) for row in found)
        line = StatementLine(_(label), level, figures, accounts=tuple(row.code for row in found))
        self.lines.append(line)
        return line

    def total(self, label: str, *parts: StatementLine, level: int = 1) -> StatementLine:
        line = StatementLine(
            _(label),
            level,
            self._sum(part.figures_idr for part in parts),
            True,
            tuple(code for part in parts for code in part.accounts),
        )
        self.lines.append(line)
        return line

    def detail(self, label: str, figures: tuple[int, ...]) -> StatementLine:
        """A part of the line above, counted there."""
        line = StatementLine(_(label), 2, figures)
        self.lines.append(line)
        return line

    def _sum(self, columns: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
        return tuple(map(sum, zip(*columns, strict=True))) or self._none

    def block(self, head: str, items: Sequence[tuple[str, tuple[Statement, ...]]], total: str) -> StatementLine:
        self.head(head)
        return self.total(total, *[self.item(label, *kinds) for label, kinds in items])


_ITEMS = tuple[tuple[str, tuple[Statement, ...]], ...]

_CURRENT_ASSETS: Final[_ITEMS] = (
    (N_("Kas dan setara kas"), (S.CASH,)),
    (N_("Piutang anggota (neto)"), (S.MEMBER_RECEIVABLES,)),
    (N_("Piutang non-anggota/lain (neto)"), (S.OTHER_RECEIVABLES,)),
    (N_("Persediaan"), (S.INVENTORIES,)),
    (N_("Biaya dibayar di muka dan uang muka"), (S.PREPAYMENTS,)),
)
_FIXED_ASSETS: Final[_ITEMS] = (
    (N_("Investasi/penyertaan"), (S.INVESTMENTS,)),
    (N_("Aset tetap (neto)"), (S.FIXED_ASSETS,)),
    (N_("Aset takberwujud (neto)"), (S.INTANGIBLES,)),
)
_SHORT_DEBTS: Final[_ITEMS] = (
    (N_("Simpanan anggota (sukarela)"), (S.MEMBER_DEPOSITS,)),
    (N_("Utang usaha"), (S.TRADE_PAYABLES,)),
    (N_("Utang penitip"), (S.CONSIGNOR_PAYABLES,)),
    (N_("Biaya masih harus dibayar"), (S.ACCRUALS,)),
    (N_("Utang pajak"), (S.TAXES_PAYABLE,)),
    (N_("Dana-dana SHU dan SHU anggota terutang"), (S.SHU_FUNDS,)),
    (N_("Utang lain-lain"), (S.OTHER_PAYABLES,)),
    (N_("Bagian jatuh tempo utang jangka panjang"), ()),
)
_LONG_DEBTS: Final[_ITEMS] = (
    (N_("Utang bank/LPDB"), (S.BANK_DEBT,)),
    (N_("Liabilitas imbalan kerja"), (S.BENEFITS,)),
)
_EQUITY: Final[_ITEMS] = (
    (N_("Simpanan pokok"), (S.PRINCIPAL,)),
    (N_("Simpanan wajib"), (S.MANDATORY,)),
    (N_("Simpanan khusus"), (S.SPECIAL,)),
    (N_("Hibah"), (S.GRANTS,)),
    (N_("Cadangan umum"), (S.GENERAL_RESERVES,)),
    (N_("Cadangan risiko"), (S.RISK_RESERVES,)),
)


def balance_sheet(rows: Sequence[MonthBalance]) -> BalanceSheet:
    """Laporan Posisi Keuangan at the ends of the month, the month before and the year before; `balances` tells."""
    assets = _Sheet(rows, lambda row: (row.closing_idr, row.opening_idr, row.year_start_idr))
    now = assets.block(N_("ASET LANCAR"), _CURRENT_ASSETS, N_("Jumlah aset lancar"))
    fixed = assets.block(N_("ASET TIDAK LANCAR"), _FIXED_ASSETS, N_("Jumlah aset tidak lancar"))
    all_assets = assets.total(N_("JUMLAH ASET"), now, fixed, level=0)
    claims = _Sheet(rows, lambda row: (-row.closing_idr, -row.opening_idr, -row.year_start_idr))
    short = claims.block(N_("LIABILITAS JANGKA PENDEK"), _SHORT_DEBTS, N_("Jumlah liabilitas jangka pendek"))
    long = claims.block(N_("LIABILITAS JANGKA PANJANG"), _LONG_DEBTS, N_("Jumlah liabilitas jangka panjang"))
    claims.head(N_("EKUITAS"))
    parts = [claims.item(label, *kinds) for label, kinds in _EQUITY]
    undivided, earlier, year = zip(*(_shu_on(rows, column) for column in _POSITION_COLUMNS), strict=True)
    of_shu = [row for row in rows if row.code in SHU_ACCOUNTS or row.code >= FIRST_RESULT_CODE]
    parts.append(claims.of(N_("Sisa hasil usaha"), of_shu))
    shu = (
        claims.detail(N_("SHU belum dibagi (menunggu RAT)"), undivided),
        claims.detail(N_("SHU tahun lalu (belum ditutup/dibagi)"), earlier),
        claims.detail(N_("SHU tahun berjalan"), year),
    )
    parts.append(claims.item(N_("Ekuitas lain"), S.OTHER_EQUITY))
    equity = claims.total(N_("Jumlah ekuitas"), *parts)
    all_claims = claims.total(N_("JUMLAH LIABILITAS DAN EKUITAS"), short, long, equity, level=0)
    return BalanceSheet((*assets.lines, *claims.lines), all_assets, all_claims, shu)


_POSITION_COLUMNS: Final[tuple[Measure, ...]] = (
    lambda row: (row.closing_idr, row.year_start_idr, row.year_result_idr),
    lambda row: (row.opening_idr, row.opening_year_start_idr, row.opening_year_result_idr),
    lambda row: (row.year_start_idr, row.last_year_start_idr, row.whole_last_year_idr),
)
"""An account on the day of each column: what it stands at, stood at when that day's year began, the year's result."""


def _shu_on(rows: Sequence[MonthBalance], column: Measure) -> tuple[int, int, int]:
    """SHU on the day of a column: not divided yet, of earlier years, of the year to that day.

    The year's is what Perhitungan Hasil Usaha tells, whether its accounts are closed or not; what else 3109 and
    classes 4 to 8 hold is of earlier years. A closing that left nothing of the year on 3109 brought it to 3108,
    where it is not told twice.
    """
    undivided = -sum(column(row)[0] for row in rows if row.code == Account.UNDIVIDED_SHU)
    on_account = -sum(column(row)[0] for row in rows if row.code == Account.SHU_OF_YEAR)
    results = [column(row) for row in rows if row.code >= FIRST_RESULT_CODE]
    standing = on_account - sum(stands for stands, _began, _result in results)
    year = -sum(result for _stands, _began, result in results)
    closed = -sum(result - stands for stands, began, result in results if stands != began + result)
    carried = 0 if on_account else closed
    return undivided - carried, standing - year + carried, year


def folded(lines: Iterable[StatementLine]) -> tuple[StatementLine, ...]:
    """Lines without the items that are nil in every column, and without headings over nothing; totals stay."""
    shown: list[StatementLine] = []
    for line in lines:
        if line.figures_idr and not line.is_total and not any(line.figures_idr):
            continue
        if line.is_total and shown and not shown[-1].figures_idr:
            shown.pop()
        shown.append(line)
    return tuple(shown)


def income_statement(rows: Sequence[MonthBalance]) -> IncomeStatement:
    """Perhitungan Hasil Usaha: a month and a year next to those before; CLOSING entries are left out."""
    sheet = _Sheet([row for row in rows if row.code >= FIRST_RESULT_CODE], _results)
    sheet.head(N_("1. PARTISIPASI ANGGOTA"))
    member = sheet.total(
        N_("Partisipasi neto penjualan"),
        sheet.item(N_("Penjualan neto kepada anggota"), S.MEMBER_NET_SALES),
        sheet.item(N_("Beban pokok"), S.MEMBER_COST_OF_SALES),
    )
    member_commission = sheet.item(N_("Komisi konsinyasi penitip anggota"), S.MEMBER_COMMISSIONS)
    members = sheet.total(N_("Jumlah partisipasi neto anggota"), member, member_commission)
    sheet.head(N_("2. NON-ANGGOTA"))
    other = sheet.total(
        N_("Laba kotor"),
        sheet.item(N_("Penjualan neto"), S.OTHER_NET_SALES),
        sheet.item(N_("Beban pokok"), S.OTHER_COST_OF_SALES),
    )
    other_commission = sheet.item(N_("Komisi penitip non-anggota"), S.OTHER_COMMISSIONS)
    others = sheet.total(N_("Jumlah non-anggota"), other, other_commission)
    gross = sheet.total(N_("3. SHU KOTOR (1 + 2)"), members, others, level=0)
    running = sheet.total(N_("5. SHU BRUTO (3 - 4)"), gross, _expenses(sheet), level=0)
    investment = sheet.item(N_("6. Hasil investasi"), S.INVESTMENT_RESULTS, level=0)
    cooperative = sheet.item(
        N_("7. Beban perkoperasian (RAT, pengurus, pendidikan anggota)"), S.COOPERATIVE_EXPENSES, level=0
    )
    results = sheet.item(N_("8. Pendapatan dan beban lain"), S.OTHER_RESULTS, level=0)
    before_tax = sheet.total(N_("9. SHU SEBELUM PAJAK"), running, investment, cooperative, results, level=0)
    tax = sheet.item(N_("10. Beban pajak penghasilan"), S.INCOME_TAXES, level=0)
    shu = sheet.total(N_("11. SISA HASIL USAHA"), before_tax, tax, level=0)
    comprehensive = sheet.item(N_("12. Penghasilan komprehensif lain"), level=0)
    sheet.total(N_("13. PENGHASILAN KOMPREHENSIF"), shu, comprehensive, level=0)
    return IncomeStatement(tuple(sheet.lines), shu)


def _results(row: MonthBalance) -> tuple[int, ...]:
    """Revenue positive, costs negative."""
    return (-row.result_idr, -row.last_result_idr, -row.year_result_idr, -row.last_year_result_idr)


_EXPENSES: Final[_ITEMS] = (
    (N_("Kepegawaian"), (S.STAFF_EXPENSES,)),
    (N_("Penjualan"), (S.SELLING_EXPENSES,)),
    (N_("Administrasi dan umum"), (S.GENERAL_EXPENSES,)),
    (N_("Jasa simpanan"), (S.SAVINGS_EXPENSES,)),
    (N_("Penyusutan"), (S.DEPRECIATIONS,)),
    (N_("Selisih/kerusakan persediaan"), (S.STOCK_LOSSES,)),
)


def _expenses(sheet: _Sheet) -> StatementLine:
    """Operating costs; a cost account of a line we don't know is still counted, under "lainnya"."""
    sheet.head(N_("4. BEBAN USAHA"))
    known = set(Statement)
    parts = [sheet.item(label, *kinds) for label, kinds in _EXPENSES]
    parts.append(sheet.of(N_("Lainnya"), [row for row in sheet.rows if row.statement not in known]))
    return sheet.total(N_("Jumlah beban usaha"), *parts)


def trial_lines(rows: Sequence[MonthBalance]) -> tuple[TrialLine, ...]:
    """Neraca Saldo: every account that moved or carries a balance, each figure on its side.

    Opening balances booked in the month stand with the opening, so that what moved of classes 4 to 8 is its result.
    """
    return tuple(
        TrialLine(row.code, row.name, (*_sides(opening), row.debit_idr, row.credit_idr, *_sides(row.closing_idr)))
        for row in rows
        if (opening := row.opening_idr + row.brought_idr) or row.debit_idr or row.credit_idr
    )


def _sides(balance_idr: int) -> tuple[int, int]:
    """A balance as debit and credit."""
    return max(balance_idr, 0), max(-balance_idr, 0)


def earlier_years(rows: Sequence[MonthBalance]) -> tuple[int | None, int | None]:
    """SHU of earlier years that classes 4 to 8 still hold when the month begins and when it ends; None: not a figure.

    An account lets go of them when a CLOSING entry empties it.
    """
    results = [row for row in rows if row.code >= FIRST_RESULT_CODE and row.year_start_idr]
    begin = [row.year_start_idr for row in results if row.opening_idr == row.year_start_idr + _before(row)]
    end = [row.year_start_idr for row in results if row.closing_idr == row.year_start_idr + row.year_result_idr]
    return (-sum(begin) if begin else None), (-sum(end) if end else None)


def _before(row: MonthBalance) -> int:
    """The year's result until the month began."""
    return row.year_result_idr - row.result_idr - row.brought_idr


def trial_totals(lines: Sequence[TrialLine]) -> tuple[int, ...]:
    """The six sums under Neraca Saldo; each pair of them is equal."""
    return tuple(map(sum, zip(*(line.figures for line in lines), strict=True))) or (0,) * 6
