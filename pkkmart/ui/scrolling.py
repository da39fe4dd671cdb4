"""A list that scrolls downwards, and a row of one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from pkkmart.ui.layout import boxed
from pkkmart.ui.theme import current


class ListRow(QFrame):
    """One of the things in a list, with a thin line below; `measure` says how wide its parts are."""

    def measure(self) -> None:
        """Set the widths of the parts: called when the row or the size of the text changes."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self.measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, current().color("line"))


class ScrollList(QScrollArea):
    """Things under each other, as wide as the list, on the background of what is behind; it takes no focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def fill(self, layout: QLayout) -> QWidget:
        """Show a layout instead of what was shown; returns the widget that has it."""
        holder = boxed(layout, plain=True)
        self.setWidget(holder)
        holder.setAutoFillBackground(False)
        return holder
