"""The column at the right of a step of closing: a figure, a number pad, and the buttons that lead on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.layout import STRETCH, boxed, column, wide
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.theme import current

_LOW = 560
"""Below this height the column has no room for the pad and the other buttons, pixels at 100 % text."""


class PadSide(QWidget):
    """A figure above the pad, the button that goes on below it, and `others`, which the row of keys has too.

    On a low screen the pad takes the place of the others.
    """

    def __init__(
        self, figure: QWidget, pad: NumberPad, go_on: PrimaryButton, others: Sequence[SecondaryButton]
    ) -> None:
        super().__init__()
        self._pad, self._others, self._has_pad = pad, boxed(column(*others, spacing=10)), True
        column(figure, wide(pad), STRETCH, go_on, self._others, spacing=10, on=self)

    def show_pad(self, shown: bool) -> None:
        """Show the number pad, or not."""
        self._has_pad = shown
        self._pad.setVisible(shown)
        self._others.setVisible(not shown or self.height() >= current().px(_LOW))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.show_pad(self._has_pad)
