"""Buttons that say their key: what the hand can press and what the finger can tap are one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from pkkmart.ui.icons import icon
from pkkmart.ui.theme import TARGET, current

Click = Callable[[], object]


class KeyCap(QLabel):
    """A key as it is printed on the keyboard."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.setIndent(0)
        self.setProperty("look", "keycap")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Button(QPushButton):
    """Any button of the kit: words, then its key; an optional icon that follows the theme."""

    look = "secondary"
    icon_token = "primary"

    def __init__(
        self, words: str = "", key: str = "", *, icon: str = "", on_click: Click | None = None, big: bool = False
    ) -> None:
        super().__init__()
        self.key = key
        self._icon_name = icon
        self.setProperty("look", self.look)
        self.setProperty("big", "true" if big else "")
        self.setAutoDefault(False)
        self.setMinimumHeight(TARGET)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_words(words)
        self._dress()
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def set_words(self, words: str) -> None:
        """Change what it says; the key stays."""
        self._words = words
        space = " " * (6 if self.property("big") else 3)
        text = f"{words}{space}{self.key}" if self.key and words else words or self.key
        text = f" {text}" if self._icon_name and text else text
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(words)

    def set_big(self, big: bool) -> None:
        """As tall as at the till, or like any other."""
        self.setProperty("big", "true" if big else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.set_words(self._words)

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self._dress()

    def _dress(self) -> None:
        if self._icon_name:
            size = current().px(18)
            self.setIcon(icon(self._icon_name, getattr(current().tokens, self.icon_token), size))
            self.setIconSize(QSize(size, size))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._dress()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Where there is no room the key goes first, then the end of the words; nothing is cut in two."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = (
            self.width()
            - (14 if self.property("tight") else 24)
            - (self.iconSize().width() + 4 if self._icon_name else 0)
        )
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(option.text.replace("&&", "&")) > room:
            words = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, room)
            option.text = words.replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        if self.hasFocus() and self.is_filled():
            self._paint_ring(painter)

    def is_filled(self) -> bool:
        """Whether it is drawn in the colour of the focus, so that a border in it would not be seen."""
        return False

    def _paint_ring(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
        if self.look == "pill":
            area.adjust(0, 5, 0, -5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(current().color(self.icon_token), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = min(13 if self.look == "pill" else 9, area.height() / 2)
        painter.drawRoundedRect(area, radius, radius)


class PrimaryButton(Button):
    """The one thing to do on this screen: `Bayar tunai    F12`. `big=True` for the till."""

    look = "primary"
    icon_token = "on_primary"

    def is_filled(self) -> bool:
        return self.isEnabled()


class SecondaryButton(Button):
    """Another thing to do; with an icon, its words start at the left as in a list."""

    def __init__(
        self,
        words: str,
        key: str = "",
        *,
        icon: str = "",
        on_click: Click | None = None,
        big: bool = False,
        left: bool = False,
    ) -> None:
        super().__init__(words, key, icon=icon, on_click=on_click, big=big)
        self.setProperty("left", "true" if left else "")


class DangerButton(Button):
    """Something that can't be taken back."""

    look = "danger"
    icon_token = "on_danger"

    def is_filled(self) -> bool:
        return True


class GhostButton(Button):
    """A small way elsewhere, without a border."""

    look = "ghost"


class IconButton(Button):
    """An icon alone; its name is told to screen readers and shown when the mouse rests on it."""

    look = "ghost"

    def __init__(self, icon: str, name: str, *, on_click: Click | None = None) -> None:
        super().__init__("", icon=icon, on_click=on_click)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(TARGET)


class PillButton(Button):
    """One of a row of views or filters; the chosen one is filled."""

    look = "pill"
    icon_token = "on_primary"

    def __init__(self, words: str, *, checked: bool = False, on_click: Click | None = None) -> None:
        super().__init__(words, on_click=on_click)
        self.setCheckable(True)
        self.setChecked(checked)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def is_filled(self) -> bool:
        return self.isChecked()

    def hitButton(self, position: QPoint) -> bool:
        """The air above and below the drawn pill belongs to it: 34 pixels to see, 44 to touch."""
        return self.rect().contains(position)
