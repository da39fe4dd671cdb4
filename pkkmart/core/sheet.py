"""Rows as a file a spreadsheet opens: CSV for Indonesian Excel, and XLSX with true numbers and days.

No text becomes a formula there, whatever a name begins with
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Final

Value = int | Decimal | date | str | None
"""What one cell holds; None leaves it empty."""

EXACT: Final = 10**15
"""From here on a spreadsheet rounds whole numbers, so they are written as texts."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A text of a CSV that begins so would be read as a formula, also in full-width letters."""

LONGEST: Final = 32_767
"""Letters a cell of XLSX holds, counted as Windows does; a longer text would make a file no program opens."""


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """UTF-8 with its mark, `;` between cells, `0,25` and `24/11/2026`, as Indonesian Excel reads them."""
    written = StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(title) for title in head])
    writer.writerows([[_csv_cell(value) for value in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def _csv_cell(value: Value) -> str:
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value).replace(".", ",")


def _harmless(text: str) -> str:
    """A text of a CSV that becomes no formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def pasted(texts: Iterable[str]) -> str:
    """A row of the clipboard, as it is pasted into the cells of a spreadsheet."""
    return "\t".join(_harmless(" ".join(text.split())) for text in texts)


def _cut(text: str) -> str:
    """The text as far as a cell of XLSX holds it; what was cut ends in `…`."""
    counted = text.encode("utf-16-le", "surrogatepass")
    if len(counted) <= 2 * LONGEST:
        return text
    return counted[: 2 * (LONGEST - 1)].decode("utf-16-le", "ignore") + "…"


def xlsx_bytes(name: str, head: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """One sheet with its titles frozen and repeated on every page; columns are as wide as what they hold."""
    from xlsxwriter import Workbook  # imported late: no start needs it

    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("".join(letter for letter in name if letter not in "[]:*?/\\'")[:31])
        title, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "dd/mm/yyyy"})
        figure = book.add_format({"num_format": "#,##0.###"})
        whole = book.add_format({"num_format": "#,##0"})
        for place, words in enumerate(head):
            sheet.write_string(0, place, _cut(words), title)
        for line, row in enumerate(rows, 1):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(line, place, value, day)
                elif isinstance(value, str) or (isinstance(value, int) and abs(value) >= EXACT):
                    sheet.write_string(line, place, _cut(str(value)))
                elif value is not None:
                    sheet.write_number(line, place, value, whole if isinstance(value, int) else figure)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofit()
    return content.getvalue()
