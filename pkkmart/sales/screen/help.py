"""F1 at the counter: its keys, and the guide behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.guide import Guide
from pkkmart.ui.keybar import key_list
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.theme import current

_TALL: Final = 400
"""How high the pages are where the window has room, pixels at 100 % text."""

_LEAST: Final = 120
"""How high they are however low the window is, pixels."""

_EDGES: Final = 32
"""What a panel leaves free above and below it, pixels."""


class Help(QWidget):
    """Two pages: the keys as they are bound now, and the cashier's guide. In a low window each scrolls by itself."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.pages = QStackedWidget()
        self.keys = _scrolled(key_list(keys))
        self.pages.addWidget(self.keys)
        self.guide = Guide("kasir")
        self.pages.addWidget(self.guide)
        self.pages.setFixedHeight(current().px(_TALL))
        self.tabs = [
            PillButton(words, on_click=partial(self.turn, place))
            for place, words in enumerate((_("Tombol"), _("Panduan · F1")))
        ]
        row = QHBoxLayout()
        row.setSpacing(8)
        for tab in self.tabs:
            row.addWidget(tab)
        row.addStretch(1)
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(10)
        self.rows.addLayout(row)
        self.rows.addWidget(self.pages, 1)
        self.turn(0)

    def turn(self, place: int) -> None:
        """Show the keys (0) or the guide (1)."""
        self.pages.setCurrentIndex(place)
        for at, tab in enumerate(self.tabs):
            tab.setChecked(at == place)
        (self.guide if place else self.keys).setFocus()

    def turn_over(self) -> None:
        """F1 again: the other page."""
        self.turn(1 - self.pages.currentIndex())


class HelpSheet(Sheet):
    """The pages are as high as the window lets them be, so that the button under them is never cut."""

    def __init__(self, host: QWidget, page: Help, on_yes: Callable[[], bool]) -> None:
        super().__init__(host, _("Bantuan kasir"), page, yes=_("Mengerti"), on_yes=on_yes, width=820)
        self._page = page
        self.secondary.hide()
        self.keys.append(KeyAction("F1", _("Panduan"), page.turn_over))

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if target is self._host and event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(target, event)

    def fit(self) -> None:
        """Give the pages what the title and the button leave of the window."""
        pages = self._page.pages
        self._page.rows.activate()  # or the card still counts with the height of before
        others = self.card.body.totalMinimumSize().height() - pages.minimumHeight()
        pages.setFixedHeight(max(_LEAST, min(current().px(_TALL), self._host.height() - _EDGES - others)))


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(inside)
    inside.setAutoFillBackground(False)
    area.setAccessibleName(_("Tombol"))
    return area


def help_sheet(
    context: Context, actions: Sequence[KeyAction], home: Callable[[], object], *, at_the_counter: bool = True
) -> Sheet:
    """Lay the keys of a page over it, those of the counter with its ways to type; F1 once more turns to the guide."""
    keys = [(action.key, action.label) for action in actions if action.key != "F1"]
    if at_the_counter:
        keys += [(_("3*kode"), _("Tiga barang sekaligus")), (_("0,25*kode"), _("Seperempat kilo"))]
    page = Help(keys)

    def close() -> bool:
        home()
        return True

    sheet = HelpSheet(context.messages.host, page, close)
    sheet.fit()
    sheet.open()
    return sheet
