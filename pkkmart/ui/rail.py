"""The doors of the program at the left edge, each with a word, a picture and a key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractButton, QFrame

from pkkmart.ui.icons import pixmap
from pkkmart.ui.keys import open_trap
from pkkmart.ui.theme import TARGET, current

LOW = 600
"""A window lower than this shows icons only."""


@dataclass(frozen=True, slots=True)
class RailItem:
    """One door: its name in code, its icon, its words (two lines with a newline), its number for Alt."""

    key: str
    icon: str
    words: str
    number: int | None = None
    below: bool = False


class RailButton(QAbstractButton):
    """One door of the rail."""

    def __init__(self, item: RailItem) -> None:
        super().__init__()
        self.item = item
        self.icons_only = False
        name = item.words.replace("\n", " ")
        self.setAccessibleName(name)
        self.setToolTip(name if item.number is None else f"{name}  Alt+{item.number}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def needed_height(self) -> int:
        """Pixels for the icon and the words."""
        lines = self.item.words.count("\n") + 1
        return round(40 + lines * QFontMetricsF(current().font("small")).height())

    def sizeHint(self) -> QSize:
        return QSize(92, self.needed_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        block = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            fill = theme.color("rail_active")
            fill.setAlpha(255 if self.isChecked() else 110)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill)
            painter.drawRoundedRect(block, 14, 14)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("rail_text"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(block.adjusted(1, 1, -1, -1), 13, 13)
        self._paint_inside(painter, block)

    def _paint_inside(self, painter: QPainter, block: QRectF) -> None:
        theme = current()
        size = 22
        image = pixmap(self.item.icon, size, theme.tokens.rail_text, self.devicePixelRatioF())
        lines = 0 if self.icons_only else self.item.words.count("\n") + 1
        font = theme.font("small")
        words_height = lines * QFontMetricsF(font).height()
        top = block.top() + (block.height() - size - (6 + words_height if lines else 0)) / 2
        painter.drawPixmap(round(block.center().x() - size / 2), round(top), image)
        if lines:
            painter.setFont(font)
            painter.setPen(theme.color("rail_text"))
            area = QRectF(0, top + size + 6, self.width(), words_height + 2)
            painter.drawText(area, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop), self.item.words)


class Rail(QFrame):
    """The column of doors. `chosen(key)` when one is pressed, by hand or by Alt and its number."""

    chosen = Signal(str)
    refused = Signal(str)
    """Alt and the number of a door that is not shown."""

    def __init__(self, items: Sequence[RailItem] = ()) -> None:
        super().__init__()
        self.setProperty("look", "rail")
        self.buttons: list[RailButton] = []
        self._shortcuts: list[QShortcut] = []
        self._current = ""
        self.set_items(items)

    def set_items(self, items: Sequence[RailItem], shut: Sequence[RailItem] = ()) -> None:
        """Show these doors, those a role may open, in order; of the `shut` ones only the keys are known."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [self._button(item) for item in items]
        told = [(item, self._choose) for item in items] + [(item, self.refused.emit) for item in shut]
        self._shortcuts = [self._shortcut(item, tell) for item, tell in told if item.number is not None]
        self.set_current(self._current)
        self._arrange()

    def set_current(self, key: str) -> None:
        """Mark the door that is open."""
        self._current = key
        for button in self.buttons:
            button.setChecked(button.item.key == key)

    def _button(self, item: RailItem) -> RailButton:
        button = RailButton(item)
        button.setParent(self)
        button.clicked.connect(lambda: self._choose(item.key))
        button.show()
        return button

    def _shortcut(self, item: RailItem, tell: Callable[[str], object]) -> QShortcut:
        shortcut = QShortcut(QKeySequence(f"Alt+{item.number}"), self)
        shortcut.activated.connect(lambda: tell(item.key) if open_trap(self) is None else None)
        return shortcut

    def _choose(self, key: str) -> None:
        self.set_current(self._current)
        self.chosen.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "buttons"):
            self._arrange()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), 400)

    def _arrange(self) -> None:
        words = max((button.needed_height() for button in self.buttons), default=TARGET)
        room = self.height() - 20
        needed = sum(button.needed_height() for button in self.buttons) + 4 * len(self.buttons)
        icons_only = self.height() < LOW or needed > room
        gap = 4 if icons_only or room - needed < 8 * len(self.buttons) else 6
        self.setFixedWidth(64 if icons_only else max(92, current().px(78) + 14))
        top, bottom = 12, self.height() - 12
        for button in self.buttons:
            button.icons_only = icons_only
            height = TARGET if icons_only else button.needed_height() + (8 if room - needed > 90 else 0)
            height = max(height, TARGET, min(64, words) if not icons_only else 0)
            if button.item.below:
                bottom -= height
                button.setGeometry(0, bottom, self.width(), height)
                bottom -= gap
            else:
                button.setGeometry(0, top, self.width(), height)
                top += height + gap
            button.update()
