"""An Excel file (XLSX) as rows of texts, read only after its size was proved small. Pure.

A workbook is a ZIP: a few kilobytes can unpack to gigabytes, and one cell in the last row of the last column makes a
reader lay out a billion cells. So its parts are unpacked here up to a bound, their outermost cells are looked for, and
the reader (python-calamine) gets a copy of what was looked at, never the file itself.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure

MOST_UNPACKED: Final = 96 * 1024 * 1024
MOST_COLUMNS: Final = 256
_NAMED_RANGES: Final = 3
_NEEDED: Final = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/sharedStrings\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_FILLED_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]{0,300}?\s)?r=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]{0,300}(?<!/)>"
)
_ROW_OF_NAMELESS: Final = re.compile(
    rb"<(?:\w+:)?row\s(?:[^>]{0,300}?\s)?r=[\"'](\d{1,7})[\"'][^>]{0,300}>\s*<(?:\w+:)?c(?:\s(?![^>]{0,300}r=)|>)"
)
"""A row whose cells don't name their places; some programs write so."""
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_EXACT: Final = 10**15
"""From here on Excel has lost the last digits of a number."""

Cell = int | float | str | bool | date | time | datetime | timedelta


class WorkbookBroken(UserError):
    template = N_("Berkas {name} rusak atau bukan XLSX. Buka di Excel, simpan lagi sebagai XLSX atau CSV, lalu ulangi.")


class WorkbookUnpacksTooBig(UserError):
    template = N_(
        "Isi berkas {name} setelah dibuka lebih dari {most} MB, jadi tidak dibaca. "
        "Salin daftarnya saja ke berkas baru, simpan, lalu ulangi."
    )


class WorkbookTooWide(UserError):
    template = N_(
        "Lembar berkas {name} terisi sampai sel {cell}; paling banyak {rows} baris dan {columns} kolom. "
        "Salin daftarnya saja ke lembar baru, simpan, lalu ulangi."
    )


class WorkbookEmpty(UserError):
    template = N_("Berkas {name} tidak punya lembar yang berisi.")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of texts from its first row on, and sentences about what was read otherwise than it looks."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are a ZIP, as XLSX is."""
    return content.startswith(b"PK\x03\x04")


def read_sheet(
    content: bytes, name: str, has_heading: Callable[[Sequence[Sequence[str]]], bool], most_rows: int
) -> Sheet:
    """The first visible sheet whose rows have a heading, else the first that holds anything.

    Raises WorkbookBroken, WorkbookUnpacksTooBig, WorkbookTooWide, WorkbookEmpty.
    """
    from python_calamine import CalamineError, SheetVisibleEnum, load_workbook  # imported late: no start needs it

    copy, formulas = _looked_at(content, name, most_rows)
    try:
        book = load_workbook(BytesIO(copy))
        visible = [sheet.name for sheet in book.sheets_metadata if sheet.visible is SheetVisibleEnum.Visible]
        filled: list[Sheet] = []
        for title in visible:
            sheet = book.get_sheet_by_name(title)
            rows = tuple(tuple(map(_text, row)) for row in sheet.to_python(skip_empty_area=False))
            if any(any(row) for row in rows):
                merged = [(start, end) for start, end in sheet.merged_cell_ranges or [] if start != end]
                filled.append(Sheet(title, rows, tuple(_notes(rows, merged))))
    except (CalamineError, ValueError, OverflowError) as error:
        raise WorkbookBroken(name=name) from error
    if not filled:
        raise WorkbookEmpty(name=name)
    chosen = next((sheet for sheet in filled if has_heading(sheet.rows)), filled[0])
    notes = [*_sheet_note(chosen, len(filled)), *_formula_note(formulas), *chosen.notes]
    return Sheet(chosen.name, chosen.rows, tuple(notes))


def _looked_at(content: bytes, name: str, most_rows: int) -> tuple[bytes, int]:
    """A workbook of the parts that are read, none larger than allowed, and how many formulas stand in them."""
    copy, left, formulas = BytesIO(), MOST_UNPACKED, 0
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as unpacked:
            wanted = [info for info in packed.infolist() if _NEEDED.fullmatch(info.filename)]
            for info in {info.filename: info for info in wanted}.values():
                with packed.open(info) as part:
                    bytes_of_part = part.read(left + 1)
                left -= len(bytes_of_part)
                if left < 0:
                    raise WorkbookUnpacksTooBig(name=name, most=MOST_UNPACKED // (1024 * 1024))
                if info.filename.lower().startswith("xl/worksheets/"):
                    _require_small(bytes_of_part, name, most_rows)
                    formulas += len(_FORMULA.findall(bytes_of_part))
                unpacked.writestr(info.filename, bytes_of_part)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise WorkbookBroken(name=name) from error
    return copy.getvalue(), formulas


def _require_small(sheet: bytes, name: str, most_rows: int) -> None:
    widest, lowest = b"A", 0
    for found in _FILLED_CELL.finditer(sheet):
        widest = max(widest, found[1], key=lambda letters: (len(letters), letters))
        lowest = max(lowest, int(found[2]))
    lowest = max([lowest, *(int(found[1]) for found in _ROW_OF_NAMELESS.finditer(sheet))])
    if _column_number(widest.decode()) > MOST_COLUMNS or lowest > most_rows:
        cell = f"{widest.decode()}{lowest}"
        raise WorkbookTooWide(name=name, cell=cell, rows=figure(most_rows), columns=MOST_COLUMNS)


def _text(value: Cell) -> str:
    """What a cell says, as a person types it; a number too long for Excel shows that its end is lost."""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, int | float):
        if abs(value) >= _EXACT:
            return f"{value:.14E}".replace(".", ",")
        return str(int(value)) if value == int(value) else f"{value:.12g}".replace(".", ",")
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return " ".join(str(value).split())


def _sheet_note(chosen: Sheet, count: int) -> Iterator[str]:
    if count > 1:
        yield _("Dari {count} lembar yang berisi, yang dibaca lembar {name}.").format(count=count, name=chosen.name)


def _formula_note(formulas: int) -> Iterator[str]:
    if formulas:
        sentence = _("{count} rumus dibaca sebagai nilai yang tersimpan; bila ragu, hitung ulang dan simpan di Excel.")
        yield sentence.format(count=figure(formulas))


def _notes(rows: Sequence[Sequence[str]], merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> Iterator[str]:
    """A sentence about merged cells that stand within the list; a title above it may be as wide as it likes."""
    inside = [
        (start, end) for start, end in merged if start[0] != end[0] or len(list(filter(None, rows[start[0]]))) > 1
    ]
    if not inside:
        return
    names = ", ".join(f"{_cell_name(start)}:{_cell_name(end)}" for start, end in inside[:_NAMED_RANGES])
    more = (
        _(" dan {count} lagi").format(count=figure(len(inside) - _NAMED_RANGES)) if len(inside) > _NAMED_RANGES else ""
    )
    sentence = _("Sel gabungan {cells}: isinya hanya dibaca di sel pertamanya; pisahkan bila barisnya kurang.")
    yield sentence.format(cells=names + more)


def _cell_name(place: tuple[int, int]) -> str:
    row, column = place
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
