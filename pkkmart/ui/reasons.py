"""Why something is done: a line to write, and short reasons to pick from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import Button, PillButton, SecondaryButton
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.theme import TARGET, current

_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


def tells_why(words: str) -> bool:
    """Whether words can be a reason: not nothing, and no bare number, which may be a PIN in the wrong field."""
    return bool(words.strip()) and not words.strip().isdigit()


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
    """One line of words that must not stay empty; a pick or Down writes it there, any other may be typed.

    `flat` puts the ready reasons before the line in one row, and the chosen one stands out among them.
    """

    picked = Signal()
    changed = Signal(str)
    """What is written now, after a hand wrote or picked it."""

    def __init__(
        self, label: str, reasons: Sequence[str] = (), *, value: str = "", limit: int = 120, flat: bool = False
    ) -> None:
        super().__init__()
        self._reasons, self._flat, self._picked = tuple(reasons), flat, ""
        self.picks: list[Button] = []
        self.field = _ReasonLine(
            _("Alasan"), placeholder=_("Tulis, atau ↓ untuk memilih") if reasons else "", limit=limit
        )
        self.field.setText(value)
        self.field.stepped.connect(self._step)
        self.field.textEdited.connect(lambda _text: self._typed())
        self._box = Labeled(label, self._flat_row(self.field) if flat else self.field)
        self.setFocusProxy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._box)
        if reasons and not flat:
            layout.addWidget(self._picks())

    def _picks(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(holder)
        for words in self._reasons:
            pill = PillButton(words, on_click=partial(self._pick, words))
            pill.setAutoExclusive(False)
            pill.setCheckable(False)
            row.addWidget(pill)
            self.picks.append(pill)
        return holder

    def _flat_row(self, field: TextField) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for words in self._reasons:
            chip = SecondaryButton(words, on_click=partial(self._pick, words))
            chip.setProperty("tight", "true")
            chip.setCheckable(True)
            chip.setMinimumWidth(TARGET)
            row.addWidget(chip)
            self.picks.append(chip)
        field.setPlaceholderText(_("tulis …"))
        field.setMinimumWidth(80)
        field.setMaximumWidth(current().px(240))
        row.addWidget(field, 1)
        return holder

    def set(self, label: str, value: str) -> None:
        """Ask for another thing's reason, of which so much is known."""
        self._box.set_label(label)
        self._box.set_error("")
        self.field.set_wrong(False)
        self._picked = value if self._flat and value in self._reasons else ""
        self.field.setText("" if self._picked else value)
        self._mark()

    def _mark(self) -> None:
        for words, button in zip(self._reasons, self.picks, strict=True):
            button.setChecked(button.isCheckable() and words == self.text())

    def _tell(self) -> None:
        self._box.set_error("")
        self.field.set_wrong(False)
        self._mark()
        self.changed.emit(self.text())

    def _typed(self) -> None:
        self._picked = ""
        self._tell()

    def _pick(self, words: str) -> None:
        self._picked = words if self._flat else ""
        self.field.setText("" if self._flat else words)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()
        self.picked.emit()

    def _step(self, by: int) -> None:
        if not self._reasons:
            return
        written = self.text()
        place = self._reasons.index(written) + by if written in self._reasons else (0 if by > 0 else -1)
        self._pick(self._reasons[place % len(self._reasons)])

    def text(self) -> str:
        """What was written or picked, without the space around it."""
        return self.field.text().strip() or self._picked

    def require(self, sentence: str) -> bool:
        """Whether a reason is written; if not, `sentence` is said there and the field takes the focus.

        A bare number is cleared at once: it may be a PIN.
        """
        good = tells_why(self.text())
        if self.text() and not good:
            sentence = _("Alasan ditulis dengan kata, bukan angka saja.")
            self.field.clear()
            self.changed.emit("")
        self._box.set_error("" if good else sentence)
        self.field.set_wrong(not good)
        if not good:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return good
