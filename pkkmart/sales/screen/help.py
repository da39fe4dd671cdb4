"""F1 at the counter: its keys, and the guide behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.guide import Guide
from pkkmart.ui.keybar import key_list
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.theme import current


class Help(QWidget):
    """Two pages: the keys as they are bound now, and the cashier's guide."""

    def __init__(self, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.pages = QStackedWidget()
        self.pages.addWidget(key_list(keys))
        self.guide = Guide("kasir")
        self.pages.addWidget(self.guide)
        self.pages.setMinimumHeight(current().px(400))
        self.tabs = [
            PillButton(words, on_click=partial(self.turn, place))
            for place, words in enumerate((_("Tombol"), _("Panduan · F1")))
        ]
        row = QHBoxLayout()
        row.setSpacing(8)
        for tab in self.tabs:
            row.addWidget(tab)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(row)
        layout.addWidget(self.pages, 1)
        self.turn(0)

    def turn(self, place: int) -> None:
        """Show the keys (0) or the guide (1)."""
        self.pages.setCurrentIndex(place)
        for at, tab in enumerate(self.tabs):
            tab.setChecked(at == place)
        if place:
            self.guide.setFocus()

    def turn_over(self) -> None:
        """F1 again: the other page."""
        self.turn(1 - self.pages.currentIndex())


def help_sheet(context: Context, actions: Sequence[KeyAction], home: Callable[[], object]) -> Sheet:
    """Lay the keys of the counter over it; F1 once more turns to the guide."""
    keys = [(action.key, action.label) for action in actions if action.key != "F1"]
    keys += [("3*kode", _("Tiga barang sekaligus")), ("0,25*kode", _("Seperempat kilo"))]
    page = Help(keys)

    def close() -> bool:
        home()
        return True

    sheet = Sheet(context.messages.host, _("Bantuan kasir"), page, yes=_("Mengerti"), on_yes=close, width=820)
    sheet.secondary.hide()
    sheet.keys.append(KeyAction("F1", _("Panduan"), page.turn_over))
    sheet.open()
    return sheet
