"""Fields that can only hold what they are for: rupiah, a quantity, a word to search, a PIN, a day."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import _, date_short, figure
from pkkmart.core.quantity import MOST, parse_quantity, quantity_text
from pkkmart.ui.choices import CheckField as CheckField
from pkkmart.ui.choices import ChoiceField as ChoiceField
from pkkmart.ui.layout import column
from pkkmart.ui.theme import TARGET

_DIGITS = 6
"""Digits a quantity has before its comma at most; a barcode has eight or more."""
_AMBIGUOUS = re.compile(r"^[1-9]\d{0,2}\.\d{3}$")
"""`1.500` is one and a half to one hand and fifteen hundred to another."""
_DATE = re.compile(r"^(\d{1,2})[/. -]?(\d{1,2})[/. -]?(\d{4}|\d{2})$")


class TextField(QLineEdit):
    """A line of words; selects what it holds when it is entered by keyboard."""

    entered = Signal()

    def __init__(self, name: str, *, placeholder: str = "", look: str = "", limit: int = 120) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setMaxLength(limit)
        self.setMinimumHeight(TARGET)
        self.setProperty("look", look)
        self.returnPressed.connect(self.entered)

    def set_wrong(self, wrong: bool) -> None:
        """Draw the border of a field that must be mended."""
        self.setProperty("wrong", "true" if wrong else "")
        self.style().unpolish(self)
        self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()


class _NumberField(TextField):
    changed = Signal(object)
    """The value (int or None) after every change."""

    def __init__(self, name: str, pattern: str, look: str) -> None:
        super().__init__(name, look=look, limit=20)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(pattern), self))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.textChanged.connect(lambda _text: self.changed.emit(self.value()))

    def value(self) -> int | None:
        raise NotImplementedError


class MoneyField(_NumberField):
    """Whole rupiah, grouped while it is typed (`50.000`); at most 12 digits. `+` writes three zeros: `50+`."""

    def __init__(self, name: str, *, big: bool = False, value: int | None = None) -> None:
        super().__init__(name, r"[\d.]*", "number-big" if big else "number")
        self._before = ""
        self.setPlaceholderText("0")
        self.textEdited.connect(self._group)
        self.textChanged.connect(lambda _text: self._remember())
        self.set_value(value)

    def value(self) -> int | None:
        """Rupiah, or None while the field is empty."""
        digits = self.text().replace(".", "")
        return int(digits) if digits else None

    def set_value(self, amount_idr: int | None) -> None:
        """Show an amount of rupiah (not negative), or nothing."""
        self.setText("" if amount_idr is None else figure(amount_idr))

    def _remember(self) -> None:
        self._before = self.text()

    def _group(self, text: str) -> None:
        behind = sum(letter.isdigit() for letter in text[self.cursorPosition() :])
        digits = text.replace(".", "")
        if len(digits) > 12:
            digits = self._before.replace(".", "")
        grouped = figure(int(digits)) if digits else ""
        self.blockSignals(True)
        self.setText(grouped)
        self.setCursorPosition(_place(grouped, behind))
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step over the dots: deleting one would only bring it back."""
        place, text = self.cursorPosition(), self.text()
        if event.text() == "+":
            self._thousands()
            return
        if not self.hasSelectedText():
            typed = event.text()
            if typed.isdigit() and len(text.replace(".", "")) >= 12:
                return
            if event.key() == Qt.Key.Key_Backspace and text[place - 1 : place] == ".":
                self.setCursorPosition(place - 1)
            elif event.key() == Qt.Key.Key_Delete and text[place : place + 1] == ".":
                self.setCursorPosition(place + 1)
        super().keyPressEvent(event)

    def _thousands(self) -> None:
        """Three zeros behind what stands there, as on a till: never over a selection, never past 12 digits."""
        if not self.hasSelectedText() and self.value() and len(self.text().replace(".", "")) <= 9:
            self.end(False)
            self.insert("000")


def _place(grouped: str, digits_behind: int) -> int:
    """The cursor position that leaves this many digits behind it."""
    place = len(grouped)
    while digits_behind and place:
        place -= 1
        digits_behind -= grouped[place].isdigit()
    return place - 1 if grouped[place - 1 : place] == "." else place


class QuantityField(_NumberField):
    """A quantity with up to three decimals (`0,25`), as thousandths; `whole=True` allows none.

    Every digit, dot and comma stays as it was typed. What can't be a quantity has no value, and `unfit_words` says why.
    """

    def __init__(self, name: str, *, whole: bool = False, value: int | None = None) -> None:
        super().__init__(name, r"[\d.,]*", "number")
        self._whole = whole
        self.textEdited.connect(lambda _text: self.set_wrong(False))
        self.set_value(value)

    def value(self) -> int | None:
        """Thousandths, or None while the field holds no number that can be a quantity."""
        text = self.text().rstrip(",")
        if (self._whole and not text.isdigit()) or _AMBIGUOUS.match(text):
            return None
        try:
            quantity = parse_quantity(text)
        except UnreadableNumber:
            return None
        return quantity if quantity <= MOST else None

    def set_value(self, qty_milli: int | None) -> None:
        """Show a quantity in thousandths (not negative), or nothing."""
        self.setText("" if qty_milli is None else quantity_text(qty_milli).replace(".", ""))

    def add(self, qty_milli: int) -> None:
        """So much more, or less down to nothing; what is typed and is no quantity stays as it is."""
        if not self.unfit_words():
            value = max(0, (self.value() or 0) + qty_milli)
            self.set_value(min(value, MOST) or None)

    def unfit_words(self) -> str:
        """Why what is typed is no quantity, and what to type instead; "" for a quantity and for nothing."""
        typed, name = self.text(), self.accessibleName()
        if not typed or self.value() is not None:
            return ""
        if sum(letter.isdigit() for letter in typed.partition(",")[0]) > _DIGITS:
            told = _("“{typed}” terlalu panjang untuk {name}. Itu mungkin barcode: ketik jumlahnya lagi.")
        elif self._whole:
            told = _("“{typed}” bukan {name}. Ketik angka bulat tanpa titik atau koma, misalnya 12.")
        elif _AMBIGUOUS.match(typed):
            told = _("“{typed}” bisa dibaca dua cara. Untuk {name} ketik {thousands} atau {decimals}.")
        else:
            told = _("“{typed}” bukan {name} yang bisa dibaca. Ketik misalnya 3 atau 0,25.")
        return told.format(
            typed=typed, name=name[:1].lower() + name[1:], thousands=typed.replace(".", ""),
            decimals=typed.replace(".", ","),
        )  # fmt: skip


class SearchField(TextField):
    """The one field of a screen that finds things: tells what is searched once the typing rests."""

    searched = Signal(str)
    stepped = Signal(int)
    """-1 or +1: the person wants the line above or below among what was found."""

    def __init__(self, name: str, placeholder: str, *, rest_ms: int = 120) -> None:
        super().__init__(name, placeholder=placeholder, look="search")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(rest_ms)
        self._rest.timeout.connect(self._tell)
        self._told = ""
        self.textChanged.connect(lambda _text: self._rest.start())

    def _tell(self) -> None:
        """A scan that passed through and was taken back is no search."""
        if self.text().strip() != self._told:
            self._told = self.text().strip()
            self.searched.emit(self._told)

    def event(self, event: QEvent) -> bool:
        """While it is empty, Del and Ctrl+Z belong to the page; while it is not, Esc belongs to it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape and self.text():
                event.accept()
                return True
            if not self.text() and not (event.text() and event.text().isprintable()):
                event.ignore()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class PinField(TextField):
    """A PIN of four to eight digits, shown as dots."""

    def __init__(self, name: str) -> None:
        super().__init__(name, look="pin", limit=8)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,8}"), self))

    def pin(self) -> str | None:
        """The digits, or None while there are fewer than four."""
        return self.text() if len(self.text()) >= 4 else None


class DateField(TextField):
    """A day as it is written here: `24/11/2026`, `24-11-26` or `24112026`."""

    def __init__(self, name: str, *, value: date | None = None) -> None:
        super().__init__(name, placeholder=_("tanggal/bulan/tahun"), limit=10)
        self.set_value(value)

    def value(self) -> date | None:
        """The day, or None while what is written is none."""
        found = _DATE.match(self.text().strip())
        if found is None:
            return None
        day, month, year = (int(part) for part in found.groups())
        try:
            return date(year if year > 99 else 2000 + year, month, day)
        except ValueError:
            return None

    def set_value(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText("" if day is None else date_short(day))


class Labeled(QWidget):
    """A field under its name, with a line for a hint or for what must be mended."""

    def __init__(self, label: str, field: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        self._name = QLabel(label)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setProperty("look", "caption")
        self._name.setBuddy(field)
        self._note = QLabel(hint)
        self._note.setWordWrap(True)
        self._note.setProperty("look", "caption")
        column(self._name, field, self._note, spacing=4, on=self)
        self._note.setVisible(bool(hint))
        if not field.accessibleName():
            field.setAccessibleName(label)

    def set_label(self, label: str) -> None:
        """Give the field another name."""
        self._name.setText(label.replace("&", "&&"))

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the field; an empty sentence takes it back."""
        self._note.setText(sentence or self._hint)
        self._note.setProperty("tone", "danger" if sentence else "")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setVisible(bool(sentence or self._hint))
        if isinstance(self.field, TextField):
            self.field.set_wrong(bool(sentence))


def refuse_unfit(holder: QWidget, tell: Callable[[str], object]) -> bool:
    """Whether a quantity that `holder` shows is none: it keeps what was typed, takes the focus, and `tell` says why."""
    for field in holder.findChildren(QuantityField):
        words = field.unfit_words()
        if words and field.isVisibleTo(holder):
            field.set_wrong(True)
            focus_whole(field)
            tell(words)
            return True
    return False


def focus_whole(field: QLineEdit) -> None:
    """Put the focus in a field with all its text selected, so that typing replaces it."""
    field.setFocus(Qt.FocusReason.TabFocusReason)
    field.selectAll()
