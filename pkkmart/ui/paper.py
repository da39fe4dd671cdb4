"""A slip on screen as it comes out of a printer: letters of one width on white."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea

from pkkmart.ui.layout import aligned, boxed, row
from pkkmart.ui.theme import current


class Paper(QScrollArea):
    """Lines of equal letters; `name` is told to screen readers. With `keys` it takes the focus and scrolls by key."""

    def __init__(self, name: str, *, keys: bool = False) -> None:
        super().__init__()
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setProperty("look", "mono")
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.text.setAccessibleName(name)
        holder = boxed(row(aligned(self.text, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)), plain=True)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if keys else Qt.FocusPolicy.NoFocus)

    def show_text(self, text: str) -> None:
        """Show a slip that is laid out already, line by line."""
        font = current().font("small")
        font.setFamily("JetBrains Mono")
        self.text.setFont(font)
        self.text.setText(text)
