"""The daily keys of a screen at its bottom: each says what it does, and a finger can press it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGraphicsOpacityEffect, QGridLayout, QPushButton, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import KeyCap
from pkkmart.ui.cards import Words
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import row
from pkkmart.ui.theme import TARGET

DAILY: Final = 8
"""How many keys the row shows at most, where it has the room."""

_DIM: Final = 0.4
"""How much is seen of a key that can't be pressed now."""


class KeyHint(QPushButton):
    """A key cap and its word; pressing it does what the key does."""

    def __init__(self, key: str, word: str) -> None:
        super().__init__()
        self.setProperty("look", "key")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{word} {key}".strip())
        self._row = row(KeyCap(key), spacing=6, on=self)
        if word:
            self._row.addWidget(Words(word, "caption", tone="muted"))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_refusal(self, sentence: str) -> None:
        """Dim it while there is a reason not to do it now; pressed, it tells the reason."""
        if bool(sentence) != (self.graphicsEffect() is not None):
            dim = QGraphicsOpacityEffect(self)
            dim.setOpacity(_DIM)
            self.setGraphicsEffect(dim if sentence else None)  # type: ignore[arg-type]
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)

    @property
    def is_dim(self) -> bool:
        """Whether it is drawn as one that can't be done now."""
        return self.graphicsEffect() is not None

    def sizeHint(self) -> QSize:
        return QSize(self._row.totalSizeHint().width(), TARGET)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class KeyBar(QWidget):
    """One row of the first keys of a screen; “…” at its end wishes for the sheet of everything it can do."""

    SPACING = 12
    all_wished = Signal()

    def __init__(self, actions: Sequence[KeyAction] = ()) -> None:
        super().__init__()
        self.setFixedHeight(TARGET)
        self.setAccessibleName(_("Tombol layar ini"))
        self._hints: list[tuple[KeyAction, KeyHint]] = []
        self.more = KeyHint("…", _("Semua tindakan"))
        self.more.setParent(self)
        self.more.clicked.connect(self.all_wished)
        self.set_actions(actions)

    @property
    def hints(self) -> list[KeyHint]:
        """The buttons of the row, in order."""
        return [hint for _action, hint in self._hints]

    def set_actions(self, actions: Sequence[KeyAction]) -> None:
        """Show the keys of a screen (those with `shown`); of the same keys only which can be pressed now."""
        same = [one for one in actions if one.shown][:DAILY]
        if len(same) == len(self._hints) and all(
            one is known for one, (known, _hint) in zip(same, self._hints, strict=True)
        ):
            self._dim()
            return
        for _action, hint in self._hints:
            hint.hide()
            hint.deleteLater()
        self._hints = []
        for action in same:
            hint = KeyHint(action.key, action.label)
            hint.setParent(self)
            hint.clicked.connect(_pressing(action))
            self._hints.append((action, hint))
        self._dim()
        self._arrange()

    def _dim(self) -> None:
        for action, hint in self._hints:
            hint.set_refusal(action.refusal())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, TARGET)

    def _arrange(self) -> None:
        x, full = 0, False
        room = self.width() - self.more.sizeHint().width() - self.SPACING
        for _action, hint in self._hints:
            width = hint.sizeHint().width()
            full = full or x + width > room
            hint.setVisible(not full)
            if not full:
                hint.setGeometry(x, 0, width, TARGET)
                x += width + self.SPACING
        self.more.setGeometry(x, 0, self.more.sizeHint().width(), TARGET)


def _pressing(action: KeyAction) -> Callable[[], None]:
    """A slot that holds its action: Qt keeps a bound method weakly, which an object with slots does not allow."""
    return lambda: action.trigger()


def key_list(keys: Sequence[tuple[str, str]]) -> QWidget:
    """Keys and what they do, in two columns, for a help panel."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 4, 0, 4)
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(8)
    half = (len(keys) + 1) // 2
    for place, (key, words) in enumerate(keys):
        row, column = place % half, place // half * 2
        grid.addWidget(KeyCap(key), row, column, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Words(words), row, column + 1)
    grid.setColumnStretch(1, 1)
    grid.setColumnStretch(3, 1)
    return holder
