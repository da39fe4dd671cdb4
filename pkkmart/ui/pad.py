"""The number pad on screen: digits for a finger, typed into a field as the keyboard would type them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile
from pkkmart.ui.buttons import Button, PrimaryButton, SecondaryButton
from pkkmart.ui.theme import TARGET, current

_PAD: Final = "ui.number_pad"

DIGITS: Final = ("1 2 3", "4 5 6", "7 8 9", "< 0 OK")
"""The keys of a PIN or of a count of notes, row by row: `<` takes the last one back, OK is Enter."""

MONEY: Final = ("1 2 3 <", "4 5 6 C", "7 8 9 00", "0 0 0 000")
"""The keys of rupiah: `C` empties the field; a key named twice is twice as wide."""

WHOLE: Final = ("1 2 3", "4 5 6", "7 8 9", "C 0 <")
"""The keys of a count."""

WEIGHT: Final = ("1 2 3 <", "4 5 6 C", "7 8 9 ,", "0 0 0 0")
"""The keys of a quantity with decimals."""

DISCOUNT: Final = ("1 2 3 <", "4 5 6 %", "7 8 9 ,", "C 0 00 000")
"""The keys of `10%`, `2,5 %` or `5.000`."""

_GAP: Final = 6
_TALLEST: Final = 60


def read_pad(pc: PcFile) -> bool:
    """Whether this PC shows number pads; the one of a PIN is always there."""
    return pc.get(_PAD, True)


def write_pad(pc: PcFile, shown: bool) -> None:
    """Show number pads on this PC, or not."""
    pc.set(_PAD, shown)


class NumberPad(QWidget):
    """Buttons in rows of `keys`; they type into `target`, without one into the field that has the focus."""

    def __init__(self, target: QLineEdit | None = None, keys: Sequence[str] = DIGITS) -> None:
        super().__init__()
        self._target = target
        self._rows = len(keys)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        self.buttons: list[QPushButton] = []
        for row, names in enumerate(keys):
            column = 0
            for key, same in groupby(names.split()):
                span = len(list(same))
                grid.addWidget(self._button(key), row, column, 1, span)
                column += span
        for place in range(grid.columnCount()):
            grid.setColumnStretch(place, 1)
        self.setMinimumHeight(self._rows * (TARGET + _GAP) - _GAP)

    def button(self, key: str) -> QPushButton:
        """The button of a key, as it is named in the rows."""
        return next(one for one in self.buttons if one.property("key") == key)

    def _button(self, key: str) -> Button:
        button: Button
        if key == "OK":
            button = PrimaryButton(_("OK"))
        elif key == "<":
            button = SecondaryButton("", icon="delete")
            button.setAccessibleName(_("Hapus angka terakhir"))
        else:
            button = SecondaryButton(key)
            if key == "C":
                button.setAccessibleName(_("Kosongkan"))
        button.setProperty("key", key)
        button.setProperty("tight", "sign")
        button.clicked.connect(lambda: self.tap(key))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setMinimumSize(TARGET, TARGET)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.buttons.append(button)
        return button

    def tap(self, key: str) -> None:
        """Type a key into the field, which takes the focus."""
        field = self._field()
        if field is None:
            return
        if not field.hasFocus():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if key == "C":
            field.selectAll()
        code = {"OK": Qt.Key.Key_Return, "<": Qt.Key.Key_Backspace, "C": Qt.Key.Key_Backspace}.get(key)
        if code is not None:
            _type(field, code, "\r" if key == "OK" else "")
            return
        for letter in key:
            _type(field, Qt.Key(ord(letter)), letter)

    def _field(self) -> QLineEdit | None:
        if self._target is not None:
            return self._target if self._target.isVisible() else None
        focused = QApplication.focusWidget()
        return focused if isinstance(focused, QLineEdit) and focused.window() is self.window() else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        tall = (self.height() + _GAP) // self._rows - _GAP
        for button in self.buttons:
            button.setMaximumHeight(max(TARGET, min(current().px(_TALLEST), tall)))


def _type(field: QLineEdit, key: Qt.Key, text: str) -> None:
    """One key into a field, with no time of its own: a finger on a pad is never taken for a scanner."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(field, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def pad_of(pc: PcFile, target: QLineEdit | None, keys: Sequence[str]) -> NumberPad | None:
    """A pad for a field, or for whichever has the focus; None where this PC shows none."""
    return NumberPad(target, keys) if read_pad(pc) else None
