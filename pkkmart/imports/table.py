"""Bytes of a list somebody else's program wrote, read as a heading and rows with their line numbers. Pure.

Spreadsheets in Indonesia write `;`, `,` or tabs, in UTF-8, UTF-16 or Windows-1252; nobody should have
to know which. An Excel file (XLSX) is read by `imports.workbook`.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.sheet import FORMULA_STARTS
from pkkmart.imports.workbook import is_workbook, read_sheet

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_ROWS: Final = 200_000
MOST_BREAKS: Final = 20
"""More line breaks than this inside one cell mean a quotation mark that was never closed."""

SEPARATORS: Final = (";", "\t", ",")
_SEPARATOR_WORDS: Final = {";": N_("titik koma (;)"), ",": N_("koma (,)"), "\t": N_("tab")}
_END: Final = "\x1eend"
_HEADING_WITHIN: Final = 10


class FileMissing(UserError):
    template = N_("Berkas {path} tidak ditemukan. Periksa nama dan foldernya.")


class FileUnreadable(UserError):
    template = N_("Berkas {path} tidak bisa dibaca ({why}). Tutup dulu di program lain, lalu ulangi.")


class FileEmpty(UserError):
    template = N_("Berkas {name} kosong.")


class FileTooBig(UserError):
    template = N_("Berkas {name} berukuran {size} MB; paling besar {most} MB. Bagi menjadi beberapa berkas.")


class TooManyRows(UserError):
    template = N_("Berkas {name} berisi lebih dari {most} baris. Bagi menjadi beberapa berkas.")


class FileIsOldSpreadsheet(UserError):
    template = N_(
        "Berkas {name} adalah berkas Excel lama (XLS) atau berkata sandi. "
        "Buka di Excel, pilih Simpan Sebagai, jenis XLSX tanpa kata sandi, lalu ulangi."
    )


class FileIsBinary(UserError):
    template = N_("Berkas {name} bukan daftar (CSV atau XLSX). Simpan daftarnya sebagai XLSX atau CSV.")


class QuoteOpen(UserError):
    template = N_('Tanda kutip (") yang dibuka di baris {line} tidak ditutup. Perbaiki baris itu, lalu ulangi.')


class HeadingMissing(UserError):
    template = N_(
        "Baris pertama berkas {name} tidak berisi judul kolom. "
        "Tambahkan satu baris di atas, misalnya: Kode;Nama Barang;Kategori;Harga Jual."
    )


class NoRows(UserError):
    template = N_("Berkas {name} hanya berisi judul kolom, belum ada isinya.")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row of data; `line` is where it begins in the file, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file as understood: every row that is not blank, as wide as the heading or wider.

    `encoding` and `separator` are "" for an Excel file, `sheet` is "" for any other; `notes` are sentences about what
    was read otherwise than it looks (formulas, merged cells).
    """

    name: str
    encoding: str
    separator: str
    heading: tuple[str, ...]
    rows: tuple[TableRow, ...]
    sheet: str = ""
    notes: tuple[str, ...] = ()

    @property
    def written_words(self) -> str:
        """How it is written, for people to read: `UTF-8, pemisah koma (,)`, `Excel, lembar Barang`."""
        if self.sheet:
            return _("Excel, lembar {sheet}").format(sheet=self.sheet)
        return _("{encoding}, pemisah {separator}").format(
            encoding=self.encoding, separator=_(_SEPARATOR_WORDS[self.separator])
        )


def read_table(path: Path, is_heading: Callable[[Sequence[str]], bool]) -> Table:
    """Read a file from disk. Raises FileMissing, FileUnreadable, and what `parse_table` raises."""
    try:
        size = path.stat().st_size
        if path.is_file() and size > MOST_BYTES:
            raise FileTooBig(name=path.name, size=size // (1024 * 1024), most=MOST_BYTES // (1024 * 1024))
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FileMissing(path=path) from error
    except (OSError, ValueError) as error:
        raise FileUnreadable(path=path, why=getattr(error, "strerror", "") or error) from error
    return parse_table(content, path.name, is_heading)


def parse_table(content: bytes, name: str, is_heading: Callable[[Sequence[str]], bool]) -> Table:
    """Understand the bytes of a list, CSV or XLSX.

    The heading is the first of the first ten rows that `is_heading` accepts (a title may stand above
    it). Raises FileEmpty, FileTooBig, FileIsOldSpreadsheet, FileIsBinary, QuoteOpen, TooManyRows,
    HeadingMissing, NoRows, and the sentences of `imports.workbook`.
    """
    if len(content) > MOST_BYTES:
        raise FileTooBig(name=name, size=len(content) // (1024 * 1024), most=MOST_BYTES // (1024 * 1024))
    if is_workbook(content):
        return _from_workbook(content, name, is_heading)
    text, encoding = _decode(content, name)
    text, told = _told_separator(text)
    separator = told or _separator_of(text, is_heading)
    heading, rows = _cut(_rows(text, separator, first_line=2 if told else 1), is_heading, name)
    return Table(name, encoding, separator, heading, rows)


def _from_workbook(content: bytes, name: str, is_heading: Callable[[Sequence[str]], bool]) -> Table:
    sheet = read_sheet(
        content, name, lambda rows: any(map(is_heading, rows[:_HEADING_WITHIN])), MOST_ROWS + _HEADING_WITHIN
    )
    numbered = (TableRow(line, cells) for line, cells in enumerate(sheet.rows, 1))
    heading, rows = _cut(numbered, is_heading, name)
    return Table(name, "", "", heading, rows, sheet.name, sheet.notes)


def _cut(
    read: Iterable[TableRow], is_heading: Callable[[Sequence[str]], bool], name: str
) -> tuple[tuple[str, ...], tuple[TableRow, ...]]:
    """The heading and the rows under it, each as wide as the heading or wider."""
    all_rows = []
    for row in read:
        if any(row.cells):
            all_rows.append(row)
        if len(all_rows) > MOST_ROWS + _HEADING_WITHIN:
            raise TooManyRows(name=name, most=figure(MOST_ROWS))
    if not all_rows:
        raise FileEmpty(name=name)
    place = _heading_place(all_rows, is_heading, name)
    heading, rows = all_rows[place].cells, all_rows[place + 1 :]
    if not rows:
        raise NoRows(name=name)
    if len(rows) > MOST_ROWS:
        raise TooManyRows(name=name, most=figure(MOST_ROWS))
    width = len(heading)
    return heading, tuple(TableRow(row.line, row.cells + ("",) * (width - len(row.cells))) for row in rows)


def _decode(content: bytes, name: str) -> tuple[str, str]:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileIsOldSpreadsheet(name=name)
    for mark, encoding, label in (
        (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
        (b"\xff\xfe", "utf-16", "UTF-16"),
        (b"\xfe\xff", "utf-16", "UTF-16"),
    ):
        if content.startswith(mark):
            return _checked(content.decode(encoding, errors="replace"), name), label
    try:
        return _checked(content.decode("utf-8"), name), "UTF-8"
    except UnicodeDecodeError:
        return _checked(content.decode("cp1252", errors="replace"), name), "Windows-1252"


def _checked(text: str, name: str) -> str:
    """The text, unless it is no text: no null character, hardly any control characters."""
    strange = sum(text.count(chr(code)) for code in range(32) if chr(code) not in "\t\r\n\f\x0b")
    if "\0" in text or text.startswith("%PDF") or strange * 50 > len(text):
        raise FileIsBinary(name=name)
    if not text.strip():
        raise FileEmpty(name=name)
    return text


def _told_separator(text: str) -> tuple[str, str]:
    """Excel's own first line `sep=;` names the separator; it is removed."""
    first, line_end, rest = text.partition("\n")
    told = first.strip().lower()
    if told.startswith("sep=") and told[4:5] in SEPARATORS and line_end:
        return rest, told[4:5]
    return text, ""


def _separator_of(text: str, is_heading: Callable[[Sequence[str]], bool]) -> str:
    """The character under which a heading is seen, and which cuts the rows most evenly into columns."""

    def evenness(separator: str) -> tuple[bool, int, int]:
        reader = csv.reader(io.StringIO(text[:60_000], newline=""), delimiter=separator)
        rows = [row for row, _place in zip(reader, range(60), strict=False) if any(row)]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, alike = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return any(map(is_heading, rows[:_HEADING_WITHIN])), 2 * alike - len(rows), width

    return max(SEPARATORS, key=evenness)


def _rows(text: str, separator: str, first_line: int) -> Iterator[TableRow]:
    """Every row with its first line; a last line of our own tells whether all quotations were closed."""
    whole = text if text.endswith(("\n", "\r")) else text + "\n"
    reader = csv.reader(io.StringIO(whole + _END, newline=""), delimiter=separator)
    line, before = first_line, 0
    try:
        for cells in reader:
            if cells == [_END]:
                return
            if any(cell.count("\n") > MOST_BREAKS for cell in cells) or (cells and cells[-1].endswith(_END)):
                raise QuoteOpen(line=line)
            yield TableRow(line, tuple(_bare(" ".join(cell.split())) for cell in cells))
            line, before = line + reader.line_num - before, reader.line_num
    except csv.Error as error:  # a cell longer than the csv module's bound
        raise QuoteOpen(line=line) from error


def _bare(cell: str) -> str:
    """The cell without the `'` that keeps a text of a list from becoming a formula (see `core.sheet`)."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in FORMULA_STARTS and len(cell) > 1 else cell


def _heading_place(rows: Sequence[TableRow], is_heading: Callable[[Sequence[str]], bool], name: str) -> int:
    for place, row in enumerate(rows[:_HEADING_WITHIN]):
        if is_heading(row.cells):
            return place
    if any(any(char.isdigit() for char in cell) for cell in rows[0].cells):
        raise HeadingMissing(name=name)
    return 0
