"""Excel files in memory, as a shop's own programs write them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

Fill = Callable[[Any, Any], object]


def workbook(fill: Fill, *more: tuple[str, Fill], name: str = "Barang") -> bytes:
    """A workbook whose sheets `fill(book, sheet)` writes."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for title, one in ((name, fill), *more):
            one(book, book.add_worksheet(title))
    return content.getvalue()


def rows(*cells: Sequence[object]) -> Fill:
    """Write rows from the first cell on."""

    def fill(_book: Any, sheet: Any) -> None:
        for line, row in enumerate(cells):
            sheet.write_row(line, 0, row)

    return fill


def file_of(folder: Path, name: str, *cells: Sequence[object]) -> Path:
    """An Excel file of these rows on disk."""
    path = folder / name
    path.write_bytes(workbook(rows(*cells)))
    return path


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one of its parts replaced, as a hostile or broken program writes it."""
    copy = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return copy.getvalue()
