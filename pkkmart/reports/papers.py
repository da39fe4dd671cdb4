"""The one list of the papers of a month: a row each in `REPORTS`, and how each reads and draws its figures.

To add a paper, write a function that reads its figures (a query) and one that draws them (a function of
`tables.py`, or here when it needs a setting), and add a row. The page, its preview, saving and printing, the
set of a closing and the command line all go by this list.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, Final, Generic, TypeVar

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.printing.paper import Block, Note
from pkkmart.reports import tables
from pkkmart.reports.months import (
    day_words,
    first_day,
    last_day,
    month_before,
    period_words,
    same_month_last_year,
    year_before,
)
from pkkmart.reports.queries import (
    ConsignedStock,
    MonthBalance,
    books_begun,
    consigned_stock,
    consignment_recap,
    sales_recap,
)
from pkkmart.reports.settings import ACCOUNTING_STANDARD
from pkkmart.reports.statements import BalanceSheet, IncomeStatement, folded, income_statement

F = TypeVar("F")


class Period(Enum):
    """What time a paper speaks of; the value is the line under its title."""

    AT_THE_END = N_("Per {day}")
    THE_MONTH = N_("Periode {span}")

    def words(self, until: date) -> str:
        """`Per 31 Oktober 2026`, or `Periode 1 s.d. 31 Oktober 2026`."""
        return _(self.value).format(day=day_words(until), span=period_words(until))


@dataclass(frozen=True, slots=True)
class MonthBooks:
    """What every paper of a month starts from, read in one look at the books; `until` is the day they speak of."""

    month: str
    until: date
    closed: bool
    balances: list[MonthBalance]
    position: BalanceSheet


@dataclass(frozen=True, slots=True)
class Report(Generic[F]):
    """One paper of a month."""

    key: str
    """Its name in code."""
    title: str
    about: str
    """What it tells, in a few words under its title on the page."""
    file: str
    """Its file's name after the month; the number puts a set in order."""
    period: Period
    read: Callable[[MonthBooks], F]
    """Its figures, read from the same look at the books as the balances."""
    draw: Callable[[MonthBooks, F], tuple[Block, ...]]
    """Its figures as tables and notes."""
    landscape: bool = False
    permission: Permission = Permission.KEEP_BOOKS
    """What it takes to see it."""

    def blocks(self, books: MonthBooks) -> tuple[Block, ...]:
        """What the paper says of a month, without its head and its signatures."""
        return self.draw(books, self.read(books))

    def file_name(self, month: str) -> str:
        """`2026-10-1-posisi-keuangan.pdf`."""
        return f"{month}-{self.file}.pdf"


class ReportUnknown(UserError):
    template = N_("Laporan “{key}” tidak dikenal. Yang ada: {known}.")


def report_of(key: str) -> Report[Any]:
    """The paper of this key; raises ReportUnknown."""
    for report in REPORTS:
        if report.key == key:
            return report
    raise ReportUnknown(key=key, known=", ".join(report.key for report in REPORTS))


def reports_for(actor: Actor) -> tuple[Report[Any], ...]:
    """The papers that someone may see, in their order."""
    return tuple(report for report in REPORTS if actor.may(report.permission))


def _with_last_month(recap: Callable[[str], F]) -> Callable[[MonthBooks], tuple[F, F]]:
    """A recap of the month, and of the month before it."""
    return lambda books: (recap(books.month), recap(month_before(books.month)))


def _position(books: MonthBooks, consigned: ConsignedStock) -> tuple[Block, ...]:
    """The position, last month's and last year's next to it; in January these ended on one day, shown once."""
    last_year = last_day(year_before(books.month))
    ends = dict.fromkeys((books.until, last_day(month_before(books.month)), last_year))
    return (
        tables.statement_table(folded(books.position.lines), [day_words(day) for day in ends]),
        tables.consigned_note(consigned),
        _about(last_year, _("Pos yang nihil di semua kolom tidak dicetak.")),
    )


def _result(books: MonthBooks, result: IncomeStatement) -> tuple[Block, ...]:
    """The month next to the one before, the year to its end next to last year to the same month's end."""
    year_ago = same_month_last_year(books.month)
    heads = (
        _("Bulan ini"),
        _("Bulan lalu"),
        _("S.d. bulan ini"),
        _("S.d. bulan yang sama {year}").format(year=year_ago[:4]),
    )
    return tables.statement_table(result.lines, heads), _about(date(int(year_ago[:4]), 1, 1))


def _about(since: date, left_out: str = "") -> Note:
    """What a reader must know: the standard, what is left out, and that the books are younger than what is compared."""
    told = [_("Disusun berdasarkan {standard}.").format(standard=ACCOUNTING_STANDARD.get()), left_out]
    begun = books_begun()
    if begun and since < begun:
        told.append(_("Buku dimulai {day}; angka sebelum hari itu tidak ada di sini.").format(day=day_words(begun)))
    return Note(" ".join(part for part in told if part))


REPORTS: Final[tuple[Report[Any], ...]] = (
    Report(
        key="balance_sheet",
        title=N_("Laporan Posisi Keuangan"),
        about=N_("aset, utang dan modal"),
        file="1-posisi-keuangan",
        period=Period.AT_THE_END,
        read=lambda books: consigned_stock(books.month),
        draw=_position,
    ),
    Report(
        key="income_statement",
        title=N_("Perhitungan Hasil Usaha"),
        about=N_("SHU, anggota dan non-anggota"),
        file="2-perhitungan-hasil-usaha",
        period=Period.THE_MONTH,
        read=lambda books: income_statement(books.balances),
        draw=_result,
    ),
    Report(
        key="trial_balance",
        title=N_("Neraca Saldo"),
        about=N_("saldo setiap akun"),
        file="3-neraca-saldo",
        period=Period.THE_MONTH,
        read=lambda books: books.balances,
        draw=lambda books, balances: tables.trial_blocks(balances, first_day(books.month).year),
        landscape=True,
    ),
    Report(
        key="sales_recap",
        title=N_("Rekap Penjualan"),
        about=N_("hari, kategori, kasir, cara bayar"),
        file="4-rekap-penjualan",
        period=Period.THE_MONTH,
        read=_with_last_month(sales_recap),
        draw=lambda _books, recaps: tables.sales_blocks(*recaps),
    ),
    Report(
        key="consignment_recap",
        title=N_("Rekap Titipan per Penitip"),
        about=N_("laku, hak dan utang tiap penitip"),
        file="5-rekap-titipan",
        period=Period.THE_MONTH,
        read=_with_last_month(consignment_recap),
        draw=lambda _books, recaps: tables.consignment_blocks(*recaps),
        landscape=True,
    ),
)
"""The papers of a month, in their order."""
