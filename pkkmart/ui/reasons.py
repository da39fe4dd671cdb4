"""Why something is done: a line to write, and short reasons to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.flow import FlowLayout


class ReasonField(QWidget):
    """One line of words that must not stay empty; a pick writes it there, any other may be typed."""

    picked = Signal()

    def __init__(self, label: str, reasons: Sequence[str] = (), *, value: str = "") -> None:
        super().__init__()
        self.field = TextField(_("Alasan"))
        self.field.setText(value)
        self._box = Labeled(label, self.field)
        self.setFocusProxy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        if reasons:
            layout.addWidget(self._picks(reasons))

    def _picks(self, reasons: Sequence[str]) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        for words in reasons:
            pill = PillButton(words, on_click=partial(self._pick, words))
            pill.setAutoExclusive(False)
            pill.setCheckable(False)
            row.addWidget(pill)
        return holder

    def _pick(self, words: str) -> None:
        self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit()

    def text(self) -> str:
        """What was written, without the space around it."""
        return self.field.text().strip()

    def require(self, sentence: str) -> bool:
        """Whether something is written; if not, `sentence` is said there and the field takes the focus."""
        self._box.set_error("" if self.text() else sentence)
        if not self.text():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.text())
