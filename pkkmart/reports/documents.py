"""The five papers of a month: figures of the books as documents, and the set written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from pkkmart.core import clock, files
from pkkmart.core.errors import EnvironmentFault, UserError
from pkkmart.core.i18n import N_, _, date_short, time_short
from pkkmart.printing.paper import Block, Document, Note, Paper, Signatures, letterhead
from pkkmart.printing.pdf import to_pdf
from pkkmart.reports import tables
from pkkmart.reports.months import (
    day_words,
    first_day,
    last_day,
    month_before,
    month_of,
    month_words,
    period_words,
    same_month_last_year,
    year_before,
)
from pkkmart.reports.queries import (
    as_of,
    books_begun,
    consigned_stock,
    consignment_recap,
    is_closed,
    month_balances,
    report_months,
    sales_recap,
    snapshot,
)
from pkkmart.reports.settings import ACCOUNTING_STANDARD, CHAIR, PAPER, PLACE, SECRETARY, TREASURER
from pkkmart.reports.statements import (
    BalanceSheet,
    IncomeStatement,
    balance_sheet,
    folded,
    income_statement,
)

Progress = Callable[[int, int, str], object]

REPORTS: Final = {
    "balance_sheet": N_("Laporan Posisi Keuangan"),
    "income_statement": N_("Perhitungan Hasil Usaha"),
    "trial_balance": N_("Neraca Saldo"),
    "sales_recap": N_("Rekap Penjualan"),
    "consignment_recap": N_("Rekap Titipan per Penitip"),
}
"""The papers of a month, in their order: key → title."""

_FILES: Final = {
    "balance_sheet": "1-posisi-keuangan",
    "income_statement": "2-perhitungan-hasil-usaha",
    "trial_balance": "3-neraca-saldo",
    "sales_recap": "4-rekap-penjualan",
    "consignment_recap": "5-rekap-titipan",
}


class ReportUnknown(UserError):
    template = N_("Laporan “{key}” tidak dikenal. Yang ada: {known}.")


class ReportUnwritable(EnvironmentFault):
    template = N_("Laporan tidak bisa disimpan di {path} ({why}). Pilih folder lain; buku tidak berubah.")


class ReportDiskFull(EnvironmentFault):
    template = N_(
        "Disk penuh: laporan tidak jadi disimpan di {path}. Kosongkan ruang atau pilih disk lain; buku tidak berubah."
    )


class MonthNotCome(UserError):
    template = N_("{month} belum tiba. Pilih bulan ini atau sebelumnya.")


class BooksNotBegun(UserError):
    template = N_("Buku baru dimulai {first}, jadi {month} tidak punya laporan. Pilih {first} atau sesudahnya.")


class BooksUnbalanced(UserError):
    template = N_(
        "Laporan {month} tidak dicetak: jumlah aset tidak sama dengan liabilitas dan ekuitas. "
        "Jalankan pemeriksaan buku (verify) dan hubungi pengurus sistem."
    )


@dataclass(frozen=True, slots=True)
class _Set:
    """The bodies of some papers of a month, read from one state of the books; `until` is the day they speak of."""

    month: str
    until: date
    closed: bool
    bodies: dict[str, tuple[Block, ...]]


def file_name(key: str, month: str) -> str:
    """`2026-10-1-posisi-keuangan.pdf`."""
    return f"{month}-{_FILES[key]}.pdf"


def document(key: str, month: str) -> Document:
    """One paper of a month.

    Raises ReportUnknown, MonthUnreadable, MonthNotCome, BooksNotBegun, BooksUnbalanced.
    """
    if key not in REPORTS:
        raise ReportUnknown(key=key, known=", ".join(REPORTS))
    return _document(_read(month, (key,)), key)


def render(key: str, month: str) -> bytes:
    """One paper of a month as PDF; raises what `document` does."""
    return to_pdf(document(key, month), _paper())


def month_set(month: str, out_dir: Path, progress: Progress | None = None) -> list[Path]:
    """Write the five papers of a month into a folder, all or none; returns them in order.

    Raises MonthUnreadable, MonthNotCome, BooksNotBegun, BooksUnbalanced, ReportUnwritable, ReportDiskFull, and what
    `progress` raises to stop.
    """
    told = progress or (lambda *_told: None)
    read = _read(month, tuple(REPORTS))
    pages: dict[Path, bytes] = {}
    for done, (key, title) in enumerate(REPORTS.items()):
        told(done, len(REPORTS), _(title))
        pages[out_dir / file_name(key, read.month)] = to_pdf(_document(read, key), _paper())
    write_whole(pages)
    told(len(REPORTS), len(REPORTS), "")
    return list(pages)


def write_whole(pages: dict[Path, bytes]) -> None:
    """Put every paper in its place whole, or none. Raises ReportUnwritable, ReportDiskFull, NotAFile."""
    try:
        files.write_whole(pages, make_folders=True)
    except files.FolderFull as error:
        raise ReportDiskFull(**error.figures) from error
    except OSError as error:
        raise ReportUnwritable(path=error.filename, why=error.strerror or error) from error


def _paper() -> Paper:
    return Paper.__members__.get(PAPER.get(), Paper.A4)


def _read(month: str, keys: tuple[str, ...]) -> _Set:
    """All figures in one look at the books, so that the papers tie while the counter sells on."""
    month = _of_the_books(month)
    until = as_of(month)
    bodies: dict[str, tuple[Block, ...]] = {}
    with snapshot():
        rows = month_balances(month)
        position = balance_sheet(rows)
        if not position.balances:
            raise BooksUnbalanced(month=month_words(month))
        if "balance_sheet" in keys:
            bodies["balance_sheet"] = _position(month, until, position)
        if "income_statement" in keys:
            bodies["income_statement"] = _result(month, income_statement(rows))
        if "trial_balance" in keys:
            bodies["trial_balance"] = tables.trial_blocks(rows, first_day(month).year)
        if "sales_recap" in keys:
            bodies["sales_recap"] = tables.sales_blocks(sales_recap(month), sales_recap(month_before(month)))
        if "consignment_recap" in keys:
            last = consignment_recap(month_before(month))
            bodies["consignment_recap"] = tables.consignment_blocks(consignment_recap(month), last)
        closed = is_closed(month)
    return _Set(month, until, closed, bodies)


def _of_the_books(month: str) -> str:
    """A month there is something to tell of, as the books write it."""
    month = month_of(first_day(month))
    begun = report_months()[-1]
    if first_day(month) > clock.today():
        raise MonthNotCome(month=month_words(month))
    if month < begun:
        raise BooksNotBegun(month=month_words(month), first=month_words(begun))
    return month


def _position(month: str, until: date, position: BalanceSheet) -> tuple[Block, ...]:
    """The position beside last month's and last year's; in January these ended on one day, shown once."""
    ends = dict.fromkeys((until, last_day(month_before(month)), last_day(year_before(month))))
    return (
        tables.statement_table(folded(position.lines), [day_words(day) for day in ends]),
        tables.consigned_note(consigned_stock(month)),
        _about(last_day(year_before(month)), _("Pos yang nihil di semua kolom tidak dicetak.")),
    )


def _result(month: str, result: IncomeStatement) -> tuple[Block, ...]:
    """The month beside the one before, the year to its end beside last year to the same month's end."""
    year_ago = same_month_last_year(month)
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


def _document(read: _Set, key: str) -> Document:
    moment = clock.local(clock.now())
    period = (
        _("Per {day}").format(day=day_words(read.until))
        if key == "balance_sheet"
        else _("Periode {span}").format(span=period_words(read.until))
    )
    unit = _("(dalam Rupiah)")
    if not read.closed:
        unit += _(" · SEMENTARA: bulan belum ditutup")
    return Document(
        head=letterhead(),
        title=_(REPORTS[key]),
        period=period,
        unit=unit,
        blocks=(*read.bodies[key], _signatures(read.until)),
        footer=_("dicetak {day} {time}").format(day=date_short(moment.date()), time=time_short(moment)),
        landscape=key in ("trial_balance", "consignment_recap"),
    )


def _signatures(day: date) -> Signatures:
    place = PLACE.get().strip() or "." * 20
    return Signatures(
        f"{place}, {day_words(day)}",
        _("Pengurus {name}").format(name=letterhead().name),
        (
            (_("Ketua"), CHAIR.get().strip()),
            (_("Sekretaris"), SECRETARY.get().strip()),
            (_("Bendahara"), TREASURER.get().strip()),
        ),
    )
