"""The papers of a month as documents with head and signatures, and the set of them written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pkkmart.core import clock, files
from pkkmart.core.errors import EnvironmentFault, UserError
from pkkmart.core.i18n import N_, _, date_short, time_short
from pkkmart.printing.paper import Block, Document, Paper, Signatures, letterhead
from pkkmart.printing.pdf import to_pdf
from pkkmart.reports.months import day_words, first_day, month_of, month_words
from pkkmart.reports.papers import REPORTS, MonthBooks, Report, report_of
from pkkmart.reports.queries import as_of, is_closed, month_balances, report_months, snapshot
from pkkmart.reports.settings import CHAIR, PAPER, PLACE, SECRETARY, TREASURER
from pkkmart.reports.statements import balance_sheet

Progress = Callable[[int, int, str], object]


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
    """The bodies of some papers of a month by their keys, all from one state of the books."""

    books: MonthBooks
    bodies: dict[str, tuple[Block, ...]]


def document(key: str, month: str) -> Document:
    """One paper of a month.

    Raises ReportUnknown, MonthUnreadable, MonthNotCome, BooksNotBegun, BooksUnbalanced.
    """
    report = report_of(key)
    return _document(report, _read(month, (report,)))


def render(key: str, month: str) -> bytes:
    """One paper of a month as PDF; raises what `document` does."""
    return to_pdf(document(key, month), _paper())


def month_set(
    month: str, out_dir: Path, progress: Progress | None = None, reports: Sequence[Report[Any]] = REPORTS
) -> list[Path]:
    """Write the papers of a month into a folder, all or none; returns them in order.

    Raises MonthUnreadable, MonthNotCome, BooksNotBegun, BooksUnbalanced, ReportUnwritable, ReportDiskFull, and what
    `progress` raises to stop.
    """
    told = progress or (lambda *_told: None)
    read = _read(month, reports)
    pages: dict[Path, bytes] = {}
    for done, report in enumerate(reports):
        told(done, len(reports), _(report.title))
        pages[out_dir / report.file_name(read.books.month)] = to_pdf(_document(report, read), _paper())
    write_whole(pages)
    told(len(reports), len(reports), "")
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


def _read(month: str, reports: Sequence[Report[Any]]) -> _Set:
    """All figures in one look at the books, so that the papers tie while the counter sells on."""
    month = _of_the_books(month)
    with snapshot():
        balances = month_balances(month)
        position = balance_sheet(balances)
        if not position.balances:
            raise BooksUnbalanced(month=month_words(month))
        books = MonthBooks(month, as_of(month), is_closed(month), balances, position)
        return _Set(books, {report.key: report.blocks(books) for report in reports})


def _of_the_books(month: str) -> str:
    """A month there is something to tell of, as the books write it."""
    month = month_of(first_day(month))
    begun = report_months()[-1]
    if first_day(month) > clock.today():
        raise MonthNotCome(month=month_words(month))
    if month < begun:
        raise BooksNotBegun(month=month_words(month), first=month_words(begun))
    return month


def _document(report: Report[Any], read: _Set) -> Document:
    moment, books = clock.local(clock.now()), read.books
    unit = _("(dalam Rupiah)")
    if not books.closed:
        unit += _(" · SEMENTARA: bulan belum ditutup")
    return Document(
        head=letterhead(),
        title=_(report.title),
        period=report.period.words(books.until),
        unit=unit,
        blocks=(*read.bodies[report.key], _signatures(books.until)),
        footer=_("dicetak {day} {time}").format(day=date_short(moment.date()), time=time_short(moment)),
        landscape=report.landscape,
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
