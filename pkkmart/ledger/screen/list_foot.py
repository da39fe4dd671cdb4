"""The foot of a list cut to its newest rows: says that it is cut, and shows older ones by a key or from a day.

A list sorted by a column is not cut. A door to a document selects that document or no row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, date_short, figure
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Elided, Words
from pkkmart.ui.fields import DateField
from pkkmart.ui.layout import row, wide
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import current

T = TypeVar("T")
Read = Callable[[date | None, int], list[T]]
"""Rows up to and including a day (None is today), the newest first, at most so many."""


class ListFoot(QWidget):
    """How much of a list is shown, the day it ends on, and the button for older rows."""

    grown = Signal()
    """More of the same list is wanted; the selected row stays selected."""
    moved = Signal()
    """The list of another day is wanted, from its first row."""
    finished = Signal()
    """Enter in the day: the focus goes to the list."""

    def __init__(self, step: int, table: Table, *, dated: bool = True) -> None:
        super().__init__()
        self._table = table
        self.step, self.limit, self.is_cut = step, step, False
        self._dated = dated
        self._day: date | None = None
        self.words = Elided("", "caption", tone="muted")
        self.until = DateField(_("Sampai tanggal"))
        self.until.setPlaceholderText(_("hari ini"))
        self._until_words = Words(_("s.d."), "caption", tone="muted")
        self.older_button = SecondaryButton(_("Lebih lama"), "F9", on_click=self.go_back)
        row(wide(self.words), self._until_words, self.until, self.older_button, spacing=8, on=self)
        for widget in (self._until_words, self.until):
            widget.setVisible(dated)
        self.older_button.hide()
        table.stale.connect(self.grown)
        self.until.editingFinished.connect(self._typed)
        self.until.entered.connect(self._entered)

    @property
    def day(self) -> date | None:
        """The day the list ends on, None for today."""
        return self._day

    def reset(self, day: date | None = None) -> None:
        """Begin again at the newest, or at a day; the page reads the list."""
        self._day, self.limit = day, self.step
        self.until.set_value(day)
        self.until.set_wrong(False)

    def rows(self, read: Read[T]) -> list[T]:
        """The rows to show; one more is read, to know whether something is left out."""
        limit = self._table.most(self.limit)
        found = read(self._day, limit + 1)
        self.is_cut = len(found) > limit
        self.older_button.setVisible(self.is_cut)
        return found[:limit]

    def go_back(self) -> bool:
        """Show as many more; False when everything is shown already."""
        if self.is_cut:
            self.limit += self.step
            self.grown.emit()
            return True
        return False

    def back_to(self, day: date, read: Read[T], is_it: Callable[[T], bool]) -> bool:
        """Find a row of a day, however old: among the newest, else in a list that ends on its day.

        False when it is not in the list at all.
        """
        self.reset()
        if any(is_it(row) for row in self.rows(read)):
            return True
        self.reset(day)
        while not any(is_it(row) for row in self.rows(read)):
            if not self.is_cut:
                self.reset()
                return False
            self.limit *= 2
        return True

    def tell(self, shown: int, oldest: date | None, counted: str) -> None:
        """Say how far back the list goes; `counted` is what to say when nothing is left out."""
        if self.is_cut and oldest is not None:
            newest = _("{shown} terbaru sejak {day}") if self._day is None else _("{shown} baris sejak {day}")
            counted = newest.format(shown=figure(shown), day=date_short(oldest))
        if self._day is not None and not self._dated:
            counted += " " + _("sampai {day}").format(day=date_short(self._day))
        self.words.setText(counted)

    def find_day(self) -> None:
        """Let a day be typed."""
        self.until.setFocus()
        self.until.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.until.setFixedWidth(current().px(128))

    def _typed(self) -> None:
        day = self.until.value()
        wrong = day is None and bool(self.until.text().strip())
        self.until.set_wrong(wrong)
        if not wrong and day != self._day:
            self._day, self.limit = day, self.step
            self.moved.emit()

    def _entered(self) -> None:
        self._typed()
        if self.until.property("wrong") != "true":
            self.finished.emit()


def no_match(_row: object) -> bool:
    """False for every row: a list without a selected row is read again without one."""
    return False
