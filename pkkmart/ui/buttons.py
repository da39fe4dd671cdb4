"""Buttons that say their key: what the hand can press and what the finger can tap are one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen
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
        self._refusal = ""
        self._tell: Callable[[str], object] | None = None
        if on_click is not None:
            self.clicked.connect(lambda: self._press(on_click))

    def _press(self, on_click: Click) -> None:
        if self._refusal and self._tell is not None:
            self._tell(self._refusal)
        else:
            on_click()

    def set_refusal(self, sentence: str, tell: Callable[[str], object]) -> None:
        """Dim it while there is a reason not to do it now; pressed, it tells the reason."""
        was_dim, self._refusal, self._tell = self.is_dim, sentence, tell
        self.setAccessibleDescription(sentence)
        if was_dim != self.is_dim:
            self._restyle(dim="true" if sentence else "")

    @property
    def is_dim(self) -> bool:
        """Whether it is drawn as one that can't be done now."""
        return bool(self._refusal)

    def _restyle(self, **properties: str) -> None:
        for name, value in properties.items():
            self.setProperty(name, value)
        self.style().unpolish(self)
        self.style().polish(self)

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
        if big != bool(self.property("big")):
            self._restyle(big="true" if big else "")
            self.set_words(self._words)

    def set_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self._dress()
        self.set_words(self._words)

    def _dress(self) -> None:
        if not self._icon_name:
            self.setIcon(QIcon())
        else:
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
        room = self.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, self).width()
        room -= self.iconSize().width() + 4 if self._icon_name else 0
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
        return self.isEnabled() and not self.is_dim


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
