"""The buyer's screen of this PC: whether there is one, and which monitor it is."""

from __future__ import annotations

from PySide6.QtCore import Signal

from pkkmart.core.i18n import _
from pkkmart.sales.screen.second_screen import DisplayChoice, other_screens, read_display, write_display
from pkkmart.ui.cards import Card, SectionTitle, Wrapped
from pkkmart.ui.choices import CheckField, ChoiceField
from pkkmart.ui.fields import Labeled
from pkkmart.ui.layout import STRETCH
from pkkmart.ui.page import Context
from pkkmart.ui.run import succeeds


class DisplayCard(Card):
    """A tick and, where several monitors are plugged in, a choice; both hold at once."""

    chosen = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.on = CheckField(_("Tampilkan ke pembeli"))
        self.monitor: ChoiceField[str] = ChoiceField(_("Layar"))
        self._named = Labeled(_("Layar"), self.monitor)
        self.found = Wrapped("", "caption", tone="muted")
        self.add(SectionTitle(_("Layar pembeli")), self.on, self._named, self.found, STRETCH)
        self.on.clicked.connect(self._keep)
        self.monitor.chosen.connect(lambda _name: self._keep())
        self.reload()

    def reload(self) -> None:
        """Show what this PC's file says and which monitors are there now."""
        choice, others = read_display(self.context.pc), other_screens(self.window())
        self.on.setChecked(choice.on)
        sizes = {screen.name(): f"{screen.size().width()}×{screen.size().height()}" for screen in others}
        self.monitor.set_options([(name, f"{name} · {size}") for name, size in sizes.items()])
        self.monitor.choose(choice.screen)
        self._named.setVisible(len(sizes) > 1)
        if not sizes:
            words = _("Belum ada layar kedua. Colokkan, lalu pilih “perluas layar” di komputer, bukan “gandakan”.")
        else:
            words = _("Layar kedua: {screen}. Pembeli melihat barang terakhir, total, QRIS dan kembaliannya.")
        self.found.setText(words.format(screen=", ".join(f"{name} ({size})" for name, size in sizes.items())))

    def _keep(self) -> None:
        choice = DisplayChoice(self.on.isChecked(), self.monitor.value() or read_display(self.context.pc).screen)
        if succeeds(self.context.messages, write_display, self.context.pc, choice):
            self.chosen.emit()
