"""A list of a page, whole: copied, or saved as a file for a spreadsheet, with what is shown of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core import clock
from pkkmart.core.files import write_whole
from pkkmart.core.i18n import _, figure
from pkkmart.core.sheet import Value, csv_bytes, xlsx_bytes
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import succeeds
from pkkmart.ui.table_model import Column

T = TypeVar("T")
_FIGURE = re.compile(r"([-−+]?)(?:Rp )?(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(?: \D+)?")
_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NOTHING = ("", "–", "-")

ALL_ROWS: Final = 1_000_000
"""The limit of a read that wants the whole list; a spreadsheet has no more lines."""


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """The name of a list, its columns, and every row of it, in the order of the screen."""

    name: str
    columns: Sequence[Column[T]]
    rows: Sequence[T]

    def head(self) -> list[str]:
        """The titles; a column with a second line below its text has a second title."""
        return [title for column in self.columns for title in _titles(column)]

    def cells(self) -> list[list[Value]]:
        """What stands in each row: figures as numbers, days as days, a second line in a cell of its own."""
        return [[value for column in self.columns for value in _values(column, row)] for row in self.rows]

    def text(self) -> str:
        """The list with tabs between its cells, as it is pasted into a spreadsheet."""
        shown = [[text for column in self.columns for text in column.texts(row)] for row in self.rows]
        return "\n".join("\t".join(line) for line in [self.head(), *shown])


def _titles(column: Column[Any]) -> list[str]:
    return [column.title, _("{title}: keterangan").format(title=column.title)] if column.second else [column.title]


def _values(column: Column[T], row: T) -> list[Value]:
    text, *second = column.texts(row)
    return [cell_value(text, is_figure=column.align == "right"), *second]


def cell_value(text: str, *, is_figure: bool) -> Value:
    """What a text of the screen is: a day anywhere, a number in a column of figures, its unit left out.

    `12.500` is 12500, `0,25 kg` is 0.25, `−3` is -3, `24/11/2026` a day, `–` nothing. A code stays a text.
    """
    if day := _DAY.fullmatch(text):
        return date(int(day[3]), int(day[2]), int(day[1]))
    if text in _NOTHING:
        return None
    if not is_figure or not (found := _FIGURE.fullmatch(text)):
        return text
    sign, whole = -1 if found[1] in ("-", "−") and found[1] else 1, found[2].replace(".", "")
    return sign * (Decimal(f"{whole}.{found[3]}") if found[3] else int(whole))


def copy_list(messages: Messages, listing: Listing[Any]) -> None:
    """Put the whole list on the clipboard."""
    QApplication.clipboard().setText(listing.text())
    messages.good(_("{count} baris {name} disalin.").format(count=figure(len(listing.rows)), name=listing.name))


def save_list(owner: QWidget, messages: Messages, read: Callable[[], Listing[Any]]) -> None:
    """Ask for a file, then write the list there, as CSV where its name ends so, else as XLSX."""

    def write(path: Path) -> None:
        listing = read()
        content = (
            csv_bytes(listing.head(), listing.cells())
            if path.suffix.lower() == ".csv"
            else xlsx_bytes(listing.name, listing.head(), listing.cells())
        )
        if succeeds(messages, write_whole, {path: content}):
            told = _("{count} baris disimpan ke {path}.")
            messages.good(told.format(count=figure(len(listing.rows)), path=path))

    name = read().name
    ask_path(
        owner,
        Wish.SAVE,
        _("Simpan {name}").format(name=name),
        write,
        kinds=[_("Lembar kerja Excel (*.xlsx)"), _("Berkas CSV (*.csv)")],
        name=f"{name.lower().replace(' ', '-')}-{clock.today():%Y-%m-%d}.xlsx",
        suffix="xlsx",
    )
