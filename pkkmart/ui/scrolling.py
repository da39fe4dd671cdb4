"""A list that scrolls downwards."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from pkkmart.ui.layout import boxed


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
