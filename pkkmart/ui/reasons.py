"""Why something is done: a line to write, and short reasons to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.flow import FlowLayout

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class _ReasonLine(TextField):
    """The line itself: Down and Up write one reason after the other, so that no hand leaves the keys."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)


class ReasonField(QWidget):
    """One line of words that must not stay empty; a pick or Down writes it there, any other may be typed."""

    picked = Signal()

    def __init__(self, label: str, reasons: Sequence[str] = (), *, value: str = "", limit: int = 120) -> None:
        super().__init__()
        self._reasons = tuple(reasons)
        placeholder = _("Tulis, atau ↓ untuk memilih") if reasons else ""
        self.field = _ReasonLine(_("Alasan"), placeholder=placeholder, limit=limit)
        self.field.setText(value)
        self.field.stepped.connect(self._step)
        self.field.textChanged.connect(lambda _text: self._written())
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

    def _written(self) -> None:
        """What was missing is there now."""
        if self.text():
            self._box.set_error("")

    def _step(self, by: int) -> None:
        if not self._reasons:
            return
        written = self.text()
        place = self._reasons.index(written) + by if written in self._reasons else (0 if by > 0 else -1)
        self._pick(self._reasons[place % len(self._reasons)])

    def text(self) -> str:
        """What was written, without the space around it."""
        return self.field.text().strip()

    def require(self, sentence: str) -> bool:
        """Whether something is written; if not, `sentence` is said there and the field takes the focus."""
        self._box.set_error("" if self.text() else sentence)
        if not self.text():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.text())
