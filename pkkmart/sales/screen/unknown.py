"""The strip of an unknown code, with two ways on and one out; the cart is untouched."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import IconButton, SecondaryButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.keys import KeyAction, Shortcuts


class UnknownCode(Card):
    """A banner, not a dialog: the next scan simply goes on. `shown` comes when it appears and when it goes."""

    shown = Signal()

    def __init__(self, on_search: Callable[[], object], on_register: Callable[[], object]) -> None:
        super().__init__(tone="attention", padding=12)
        self.code = ""
        self.words = Words("", "strong", tone="attention", wrap=True)
        self.search = SecondaryButton(_("Cari nama"), "F3", on_click=on_search)
        self.register = SecondaryButton(_("Daftarkan barang"), "Ctrl+B", on_click=on_register)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.search)
        row.addWidget(self.register)
        row.addWidget(IconButton("x", _("Tutup pemberitahuan"), on_click=self.clear))
        self.add(row)
        self._keys = Shortcuts(self, [KeyAction("Esc", _("Tutup pemberitahuan"), self.clear)])
        self.hide()

    def show_code(self, code: str, *, may_register: bool) -> None:
        """Name the code and offer what this person may do."""
        self.code = code
        self.words.setText(_("Kode {code} belum terdaftar.").format(code=code))
        self.register.setVisible(may_register)
        self.show()
        self.shown.emit()

    def clear(self) -> None:
        self.code = ""
        if not self.isHidden():
            self.hide()
            self.shown.emit()
