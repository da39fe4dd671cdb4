"""Fields that can only hold what they are for: rupiah, a quantity, a word to search, a PIN, a choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QRectF, QRegularExpression, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import figure
from pkkmart.core.quantity import parse_quantity, quantity_text
from pkkmart.ui.icons import pixmap
from pkkmart.ui.theme import TARGET, current

T = TypeVar("T")


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
    """Whole rupiah, grouped while it is typed (`50.000`); at most 12 digits."""

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
        if not self.hasSelectedText():
            typed = event.text()
            if typed.isdigit() and len(text.replace(".", "")) >= 12:
                return
            if event.key() == Qt.Key.Key_Backspace and text[place - 1 : place] == ".":
                self.setCursorPosition(place - 1)
            elif event.key() == Qt.Key.Key_Delete and text[place : place + 1] == ".":
                self.setCursorPosition(place + 1)
        super().keyPressEvent(event)


def _place(grouped: str, digits_behind: int) -> int:
    """The cursor position that leaves this many digits behind it."""
    place = len(grouped)
    while digits_behind and place:
        place -= 1
        digits_behind -= grouped[place].isdigit()
    return place - 1 if grouped[place - 1 : place] == "." else place


class QuantityField(_NumberField):
    """A quantity with up to three decimals (`0,25`), as thousandths; `whole=True` allows none."""

    def __init__(self, name: str, *, whole: bool = False, value: int | None = None) -> None:
        super().__init__(name, r"\d{0,6}" if whole else r"\d{0,6}([.,]\d{0,3})?", "number")
        self.textEdited.connect(self._comma)
        self.set_value(value)

    def value(self) -> int | None:
        """Thousandths, or None while the field holds no number."""
        try:
            return parse_quantity(self.text().rstrip(","))
        except UnreadableNumber:
            return None

    def set_value(self, qty_milli: int | None) -> None:
        """Show a quantity in thousandths (not negative), or nothing."""
        self.setText("" if qty_milli is None else quantity_text(qty_milli).replace(".", ""))

    def _comma(self, text: str) -> None:
        if "." in text:
            place = self.cursorPosition()
            self.setText(text.replace(".", ","))
            self.setCursorPosition(place)


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


class ChoiceField(QComboBox, Generic[T]):
    """One of a few values, each with its words."""

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[T, str]] = ()) -> None:
        super().__init__()
        self._values: list[T] = []
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET)
        self.set_options(options)
        self.activated.connect(lambda index: self.chosen.emit(self._values[index]))

    def set_options(self, options: Sequence[tuple[T, str]]) -> None:
        """Offer these values with these words; the first is chosen."""
        self.clear()
        self._values = [value for value, _words in options]
        self.addItems([words for _value, words in options])

    def value(self) -> T | None:
        """The chosen value; None only while there is nothing to choose."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, value: T) -> None:
        """Choose a value; one that is not offered changes nothing."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        image = pixmap("chevron-down", 18, current().tokens.muted, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 30, (self.height() - 18) // 2, image)


class CheckField(QCheckBox):
    """A tick with its words, big enough for a finger."""

    def __init__(self, words: str, *, checked: bool = False) -> None:
        super().__init__(words)
        self.setChecked(checked)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hitButton(self, position: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(22)
        box = QRectF(2, (self.height() - side) / 2, side, side)
        name = "focus" if self.hasFocus() else "primary" if self.isChecked() else "border"
        pen = painter.pen()
        pen.setColor(theme.color(name))
        pen.setWidthF(2 if self.hasFocus() else 1.2)
        painter.setPen(pen)
        painter.setBrush(theme.color("primary" if self.isChecked() else "card"))
        painter.drawRoundedRect(box, 6, 6)
        if self.isChecked():
            tick = pixmap("check", side - 6, theme.tokens.on_primary, self.devicePixelRatioF())
            painter.drawPixmap(round(box.x()) + 3, round(box.y()) + 3, tick)
        painter.setPen(theme.color("ink" if self.isEnabled() else "muted"))
        words = self.rect().adjusted(side + 14, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic, self.text())


class Labeled(QWidget):
    """A field under its name, with a line for a hint or for what must be mended."""

    def __init__(self, label: str, field: QWidget, *, hint: str = "") -> None:
        super().__init__()
        self.field = field
        self._hint = hint
        name = QLabel(label)
        name.setProperty("look", "caption")
        name.setBuddy(field)
        self._note = QLabel(hint)
        self._note.setWordWrap(True)
        self._note.setProperty("look", "caption")
        self._note.setVisible(bool(hint))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (name, field, self._note):
            layout.addWidget(widget)
        if not field.accessibleName():
            field.setAccessibleName(label)

    def set_error(self, sentence: str) -> None:
        """Say what is wrong with the field; an empty sentence takes it back."""
        self._note.setText(sentence or self._hint)
        self._note.setProperty("tone", "danger" if sentence else "")
        self._note.style().unpolish(self._note)
        self._note.style().polish(self._note)
        self._note.setVisible(bool(sentence or self._hint))
        if isinstance(self.field, TextField):
            self.field.set_wrong(bool(sentence))
