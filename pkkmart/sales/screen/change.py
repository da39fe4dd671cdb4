"""The card of the change: its amount, and how much of it goes into the member's savings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided


def stand(box: QBoxLayout, *, low: bool) -> None:
    """Words under the figure on a low screen, where two cards share the width; right of it elsewhere."""
    box.setDirection(QBoxLayout.Direction.TopToBottom if low else QBoxLayout.Direction.LeftToRight)
    box.setSpacing(2 if low else 14)


class ChangeCard(Card):
    """The change, what is saved of it, and the key that saves it."""

    def __init__(self, on_save: Callable[[], object]) -> None:
        super().__init__(padding=22, spacing=0)
        self._low = False
        self.caption = Caption(_("Kembali"))
        self.figure = BigFigure("", step="total", tone="plain")
        self.saved = Elided("", "strong", tone="primary")
        self.saved_note = Elided("", "caption", tone="muted")
        self.save = SecondaryButton(_("Ke simpanan"), "F2", icon="piggy-bank", on_click=on_save)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addWidget(self.caption)
        figures.addWidget(self.figure)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.saved)
        words.addWidget(self.saved_note)
        words.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(14)
        self._row.addLayout(figures, 3)
        self._row.addLayout(words, 4)
        self._row.addWidget(self.save, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(self._row)

    def stand(self, *, low: bool) -> None:
        """Lay the card out for a low screen, or for any other."""
        self._low = low
        stand(self._row, low=low)
        self._show_words()

    def offer(self, may_save: bool) -> None:
        """Whether change may go into savings here; the place of its words is free where it may not."""
        self.save.setVisible(may_save)

    def show_saved(self, words: str, note: str) -> None:
        """What goes into savings, and the balance after it; nothing where none does."""
        self.saved.setText(words)
        self.saved_note.setText(note)
        self._show_words()

    def _show_words(self) -> None:
        """On a low screen there is no room for the balance, nor for a line that says nothing."""
        self.saved.setVisible(bool(self.saved.text()))
        self.saved_note.setVisible(bool(self.saved_note.text()) and not self._low)
