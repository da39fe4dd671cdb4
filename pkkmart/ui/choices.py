"""One of a few, and yes or no: fields one picks from instead of typing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyledItemDelegate, QWidget

from pkkmart.ui.buttons import PillButton
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.icons import pixmap
from pkkmart.ui.theme import TARGET, current

T = TypeVar("T")
CHIPS = 5
"""Choices that are all in sight as chips; more drop down from a list."""
_STEPS: dict[int, int] = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_EDGES = 12
"""Pixels around the rows of an open list: border and padding."""
_ROWS = 8
"""Rows an open list shows at most; as many fit under or over a field of a window 600 pixels high."""


class ChoiceField(QComboBox, Generic[T]):
    """One of a few values, each with its words.

    Up and Down choose without opening the list; Space, F4 or a click opens it. There Up, Down and Enter choose, Tab
    chooses and goes on to the next field, Esc leaves the choice as it was.
    """

    chosen = Signal(object)

    def __init__(self, name: str, options: Sequence[tuple[T, str]] = ()) -> None:
        super().__init__()
        self._values: list[T] = []
        self.setAccessibleName(name)
        self.setMinimumHeight(TARGET)
        self.setItemDelegate(QStyledItemDelegate(self))  # the style's own delegate knows no height of a row
        self.setMaxVisibleItems(_ROWS)
        self.view().installEventFilter(self)
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

    def showPopup(self) -> None:
        """Drop the list down, wide enough for its longest words."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        wanted = max(self.width(), view.sizeHintForColumn(0) + bar + _EDGES)
        view.setMinimumWidth(min(wanted, self.screen().availableGeometry().width() - 2 * _EDGES))
        super().showPopup()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Tab in the open list: choose, and on to the next field."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(target, event)
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return super().eventFilter(target, event)
        place = self.view().currentIndex().row()
        self.hidePopup()
        if place >= 0:
            self.setCurrentIndex(place)
            self.activated.emit(place)
        self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        image = pixmap("chevron-down", 18, current().tokens.muted, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - 30, (self.height() - 18) // 2, image)


class ChipField(QWidget, Generic[T]):
    """One of a few values, each with its words on a chip, all in sight; the arrows choose, Tab goes on.

    It speaks as a `ChoiceField` does, so that a form need not know which of the two it shows.
    """

    chosen = Signal(object)
    activated = Signal(int)
    currentIndexChanged = Signal(int)

    def __init__(self, name: str, options: Sequence[tuple[T, str]] = ()) -> None:
        super().__init__()
        self._values: list[T] = []
        self.chips: list[PillButton] = []
        self._flow = FlowLayout(self, spacing=6)
        self._flow.setContentsMargins(3, 0, 3, 0)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[T, str]]) -> None:
        """Offer these values with these words; the first is chosen."""
        self._flow.clear()
        self._values = [value for value, _words in options]
        self.chips = [PillButton(words, on_click=partial(self._pick, at)) for at, (_one, words) in enumerate(options)]
        for chip in self.chips:
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._flow.addWidget(chip)
            chip.show()
        self.setCurrentIndex(0)

    def count(self) -> int:
        """How many values there are."""
        return len(self._values)

    def itemText(self, place: int) -> str:
        """The words of a value."""
        return self.chips[place].accessibleName()

    def currentIndex(self) -> int:
        """The place of the chosen value, -1 only while there is nothing to choose."""
        return next((place for place, chip in enumerate(self.chips) if chip.isChecked()), -1)

    def setCurrentIndex(self, place: int) -> None:
        """Choose the value at a place."""
        if 0 <= place < len(self.chips):
            self.chips[place].setChecked(True)
            self.update()
            self.currentIndexChanged.emit(place)

    def value(self) -> T | None:
        """The chosen value; None only while there is nothing to choose."""
        return self._values[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, value: T) -> None:
        """Choose a value; one that is not offered changes nothing."""
        if value in self._values:
            self.setCurrentIndex(self._values.index(value))

    def _pick(self, place: int) -> None:
        self.setCurrentIndex(place)
        self.activated.emit(place)
        self.chosen.emit(self._values[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(event.key())
        if step is None or not self.chips:
            super().keyPressEvent(event)
        else:
            self._pick((self.currentIndex() + step) % len(self.chips))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A ring around the chosen chip while the keys are here."""
        if not self.hasFocus() or self.currentIndex() < 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color("focus"), 2))
        ring = QRectF(self.chips[self.currentIndex()].geometry()).adjusted(-2, 2, 2, -2)
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)


def choice_field(name: str, options: Sequence[tuple[T, str]]) -> ChipField[T] | ChoiceField[T]:
    """One of the shop's own few values: chips while they are few, a list that drops down where they grow beyond."""
    return ChipField(name, options) if len(options) <= CHIPS else ChoiceField(name, options)


class CheckField(QCheckBox):
    """A tick with its words, big enough for a finger."""

    def __init__(self, words: str, *, checked: bool = False) -> None:
        super().__init__(words)
        self.setChecked(checked)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Room for the box and all its words."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(current().px(22) + 20 + words, max(TARGET, super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

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
