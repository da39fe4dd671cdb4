"""A slip as it comes out of a 58 mm printer, to read on screen; a low screen scrolls it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from pkkmart.core.i18n import _
from pkkmart.printing.slip import Element, as_text
from pkkmart.ui.cards import Words
from pkkmart.ui.theme import current

COLUMNS: Final = 32


def slip_paper(elements: list[Element], room: int) -> QScrollArea:
    """The paper; `room` is the height of the window in pixels, of which the buttons below keep their part."""
    words = Words(as_text(elements, COLUMNS).rstrip(), "mono")
    words.setAccessibleName(_("Pratinjau slip"))
    holder = QWidget()
    holder.setProperty("look", "plain")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
    paper = QScrollArea()
    paper.setFrameShape(QFrame.Shape.NoFrame)
    paper.setWidgetResizable(True)
    paper.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    paper.viewport().setAutoFillBackground(False)
    paper.setWidget(holder)
    holder.setAutoFillBackground(False)
    paper.setFixedHeight(max(160, min(words.sizeHint().height() + 4, room - current().px(210))))
    return paper
