"""A row of pills that stays one row however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pkkmart.ui.buttons import IconButton, PillButton
from pkkmart.ui.layout import STRETCH, add_to, row
from pkkmart.ui.theme import TARGET

_GAP = 6


class PillStrip(QWidget):
    """Pills of which one is chosen (`chosen(place)`); where not all have room, arrows turn to the others.

    A pill is shown whole or not at all.
    """

    chosen = Signal(int)

    def __init__(self, before: str, after: str) -> None:
        """`before` and `after` name the arrows to screen readers."""
        super().__init__()
        self.pills: list[PillButton] = []
        self._first = 0
        self.left = IconButton("chevron-left", before, on_click=self._turn_back)
        self.right = IconButton("chevron-right", after, on_click=self._turn_on)
        self._row = row(spacing=_GAP, on=self)

    def offer(self, words: Sequence[str], place: int) -> None:
        """Show other pills, one of them chosen."""
        while self._row.takeAt(0) is not None:
            pass
        for old in self.pills:
            old.hide()
            old.deleteLater()
        self.pills = [PillButton(told, on_click=partial(self.chosen.emit, at)) for at, told in enumerate(words)]
        add_to(self._row, self.left, *self.pills, self.right, STRETCH)
        for pill in self.pills:
            pill.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus in the search field
            pill.ensurePolished()
        if self.pills:
            self.pills[place].setChecked(True)
        self._first = min(self._first, max(0, len(self.pills) - 1))
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(TARGET, max([TARGET, *(pill.sizeHint().height() for pill in self.pills)]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _end(self, first: int, *, whole: bool) -> int:
        """The place after the last pill that has room when `first` is the first; `whole`: arrows take none."""
        room = self.width() - (0 if whole else self.right.sizeHint().width() + _GAP)
        room -= self.left.sizeHint().width() + _GAP if first else 0
        end = first
        while end < len(self.pills) and (room := room - self.pills[end].sizeHint().width()) >= 0:
            room -= _GAP
            end += 1
        return max(end, min(first + 1, len(self.pills)))

    def _last(self) -> int:
        """The place after the last pill shown."""
        end = self._end(self._first, whole=True)
        return end if end == len(self.pills) else self._end(self._first, whole=False)

    def _turn_on(self) -> None:
        self._first = min(self._last(), len(self.pills) - 1)
        self._fit()

    def _turn_back(self) -> None:
        end = self._first
        while self._first and self._end(self._first - 1, whole=False) >= end:
            self._first -= 1
        self._first = min(self._first, max(0, end - 1))
        self._fit()

    def _fit(self) -> None:
        if self._end(0, whole=True) == len(self.pills):
            self._first = 0
        end = self._last()
        for place, pill in enumerate(self.pills):
            pill.setVisible(self._first <= place < end)
        self.left.setVisible(self._first > 0)
        self.right.setVisible(end < len(self.pills))
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """A pill that says its size anew, dressed or in another text size, may have room or have it no more."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done
