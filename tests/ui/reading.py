"""Whether a person can read all of it: texts that are drawn with less room than they need."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from pkkmart.ui.cards import BigFigure, Picture
from pkkmart.ui.tiles import DoorRow


def cut_texts(widget: QWidget) -> list[str]:
    """Every visible text below a widget of which a part is not shown, in no order."""
    found = [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and _is_cut(label)]
    rows = [row for row in widget.findChildren(DoorRow) if row.isVisible()]
    found += [row.accessibleName() for row in rows if row.height() < row.heightForWidth(row.width())]
    return found


def _is_cut(label: QLabel) -> bool:
    if isinstance(label, Picture) or not label.text():
        return False
    area = label.contentsRect()
    if isinstance(label, BigFigure):
        font = label.figure_font(label.width() - 2)
        return QFontMetricsF(font).horizontalAdvance(label.text()) > label.width()
    metrics = QFontMetricsF(label.font())
    if label.wordWrap():
        return label.height() < label.heightForWidth(label.width())
    return metrics.horizontalAdvance(label.text()) > area.width() + 1 or metrics.height() > area.height() + 1
