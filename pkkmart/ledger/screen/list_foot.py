"""A list that is cut says so, and every older document can be reached: by a day, by one key, or by its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Signal
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
    """The foot of a list: how much of it is shown, the day it ends on, and the way to what is older."""

    grown = Signal()
    """More of the same list is wanted; the person keeps standing where she stood."""
    moved = Signal()
    """The list of another day is wanted, from its first row."""
    finished = Signal()
    """Enter in the day: the person wants the list now."""

    def __init__(self, step: int, *, dated: bool = True) -> None:
        super().__init__()
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
        """What is to be shown; one more is asked for, to know whether something is left out."""
        found = read(self._day, self.limit + 1)
        self.is_cut = len(found) > self.limit
        self.older_button.setVisible(self.is_cut)
        return found[: self.limit]

    def go_back(self) -> bool:
        """Show as many more; False when everything is shown already."""
        if self.is_cut:
            self.limit += self.step
            self.grown.emit()
            return True
        return False

    def back_to(self, day: date, read: Read[T], is_it: Callable[[T], bool]) -> bool:
        """ListFoot a row of a day, however old: among the newest, else in a list that ends on its day.

        False when the list does not hold it at all.
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
    """The row meant is none: who stood on nothing goes on doing so when the list is read again."""
    return False


def select_match(table: Table, rows: list[T], is_it: Callable[[T], bool] | None) -> bool:
    """Stand on the row meant: the first one when none is, and on no row when it isn't there.

    Never on another: Del takes back what one stands on.
    """
    places = [0] if is_it is None else [place for place, row in enumerate(rows) if is_it(row)]
    if rows and places:
        table.select(places[0])
        return True
    table.clearSelection()
    table.setCurrentIndex(QModelIndex())
    return False
