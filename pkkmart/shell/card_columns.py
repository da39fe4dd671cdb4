"""Cards side by side where there is room, below each other where there isn't, and a way to scroll to the last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from pkkmart.ui.cards import Card
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.theme import GAP, current

_COLUMN: int = 380
"""The least width of a column at 100 % text, pixels."""


class CardColumns(QScrollArea):
    """Up to three columns; `places` says for each number of columns in which one each card stands.

    There are never more columns than the largest number it knows.
    """

    def __init__(self, cards: Sequence[Card], places: Mapping[int, Sequence[int]]) -> None:
        super().__init__()
        self._cards, self._places = tuple(cards), {1: (0,) * len(cards), **places}
        holder = QWidget()
        holder.setProperty("look", "plain")
        self._columns = [column(spacing=GAP) for _place in range(3)]
        self._grid = row(*map(wide, self._columns), margins=(0, 0, 4, 0), spacing=GAP, on=holder)
        self._shown = 0
        self._arrange(max(self._places))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(max(1, min(max(self._places), self.width() // current().px(_COLUMN))))

    def _arrange(self, count: int) -> None:
        if count == self._shown:
            return
        self._shown = count
        for one in self._columns:
            for card in self._cards:  # a card taken out by takeAt would keep its height of today for ever
                one.removeWidget(card)
            while one.count():
                one.takeAt(0)
        for card, place in zip(self._cards, self._places[count], strict=True):
            self._columns[place].addWidget(card)
        for place, one in enumerate(self._columns):
            one.addStretch(1)
            self._grid.setStretch(place, 1 if place < count else 0)
        self._grid.setSpacing(GAP if count > 1 else 0)
