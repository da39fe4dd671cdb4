"""The work of a page at the left, its figures and buttons in a narrow column at the right."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.ui.layout import row, wide
from pkkmart.ui.theme import side_width


class _Columns(QWidget):
    """A page with a column at the right that never takes more than a third."""

    side: QWidget

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.width()))
        super().resizeEvent(event)


def two_columns(main: QWidget, side: QVBoxLayout) -> QWidget:
    """The two in a row."""
    holder, right = _Columns(), QWidget()
    holder.side = right
    right.setLayout(side)
    side.setContentsMargins(0, 0, 0, 0)
    row(wide(main), right, spacing=14, on=holder)
    return holder
