"""A list of a page, whole: copied, or saved as a file for a spreadsheet, with what is shown of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.core import clock
from pkkmart.core.files import write_whole
from pkkmart.core.i18n import _, figure
from pkkmart.core.sheet import Value, csv_bytes, pasted, xlsx_bytes
from pkkmart.ui.cell import cell_value
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.messages import Messages
from pkkmart.ui.run import succeeds
from pkkmart.ui.table_model import Column, Table

T = TypeVar("T")


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
        return "\n".join(pasted(line) for line in [self.head(), *shown])


def _titles(column: Column[Any]) -> list[str]:
    return [column.title, _("{title}: keterangan").format(title=column.title)] if column.second else [column.title]


def _values(column: Column[T], row: T) -> list[Value]:
    text, *second = column.texts(row)
    return [cell_value(text, is_figure=column.align == "right"), *second]


def listing_of(table: Table) -> Listing[Any]:
    """The list of a table under the table's name, with every row it stands for, in the order that is shown."""
    model = table.rows_model
    return Listing(table.accessibleName(), model.columns, model.in_order(table.read_all()))


def list_actions(owner: QWidget, messages: Messages, table: Callable[[], Table]) -> list[KeyAction]:
    """The keys of every list of a page or a panel: `table()` is the one they mean."""
    acts = (
        ("Ctrl+S", _("Simpan daftar"), lambda: save_list(owner, messages, table())),
        ("Ctrl+Shift+C", _("Salin daftar"), lambda: copy_list(messages, table())),
        ("Ctrl+Shift+S", _("Urutkan daftar"), lambda: sort_list(messages, table())),
    )
    return [KeyAction(key, words, act, shown=False, group=_("Daftar")) for key, words, act in acts]


def sort_list(messages: Messages, table: Table) -> None:
    """Sort the list by the next column, or say why its order stays."""
    if table.ordered:
        told = _("Urutan {name} tidak diubah: tiap baris melanjutkan baris sebelumnya.")
        messages.attention(told.format(name=table.accessibleName()))
    else:
        table.turn_on()


def copy_list(messages: Messages, table: Table) -> None:
    """Put the whole list on the clipboard."""
    listing = listing_of(table)
    QApplication.clipboard().setText(listing.text())
    messages.good(_("{count} baris {name} disalin.").format(count=figure(len(listing.rows)), name=listing.name))


def save_list(owner: QWidget, messages: Messages, table: Table) -> None:
    """Ask for a file, then write the list there, as CSV where its name ends so, else as XLSX."""

    def write(path: Path) -> None:
        listing = listing_of(table)
        content = (
            csv_bytes(listing.head(), listing.cells())
            if path.suffix.lower() == ".csv"
            else xlsx_bytes(listing.name, listing.head(), listing.cells())
        )
        if succeeds(messages, write_whole, {path: content}):
            told = _("{count} baris disimpan ke {path}.")
            messages.good(told.format(count=figure(len(listing.rows)), path=path))

    name = table.accessibleName()
    ask_path(
        owner,
        Wish.SAVE,
        _("Simpan {name}").format(name=name),
        write,
        kinds=[_("Lembar kerja Excel (*.xlsx)"), _("Berkas CSV (*.csv)")],
        name=f"{name.lower().replace(' ', '-')}-{clock.today():%Y-%m-%d}.xlsx",
        suffix="xlsx",
    )
