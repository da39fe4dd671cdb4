"""What a new shop does next: try the printer, bring its list and its balances, or look at the demo first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent

from pkkmart.core.i18n import N_, _
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, scrolled
from pkkmart.ui.page import Context, Page
from pkkmart.ui.theme import current
from pkkmart.ui.tiles import DoorRow


class WelcomePage(Page):
    """Five ways on; each can be taken later from the rail as well."""

    title = N_("Selamat datang")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        ways = (
            ("settings", "printer", _("Pasang printer dan coba cetak"), _("jaringan, kabel, atau tanpa printer dulu")),
            ("import", "import", _("Impor daftar barang"), _("dari Excel atau program lama, sebagai CSV")),
            ("opening", "scale", _("Isi saldo awal"), _("kas, stok, simpanan, utang penitip; harus seimbang")),
            ("counter", "store", _("Mulai menjual"), _("toko masih kosong; barang didaftarkan sambil jalan")),
            ("demo", "eye", _("Lihat toko contoh dulu"), _("data contoh di folder sendiri, toko ini tidak berubah")),
        )
        self.rows = [
            DoorRow(icon, words, note, on_click=partial(context.open, Door(kind))) for kind, icon, words, note in ways
        ]
        head = column(
            Words(_("Toko sudah dibuka. Apa yang dikerjakan dulu?"), "title", wrap=True),
            Words(_("Semua ini juga ada di tombol sebelah kiri, kapan saja."), tone="muted", wrap=True),
            margins=(DoorRow.INSET, 0, DoorRow.INSET, 8),
            spacing=4,
        )
        self._card = Card(padding=20, spacing=6).add(head, *self.rows)
        holder = boxed(column(aligned(self._card, Qt.AlignmentFlag.AlignLeft), STRETCH), plain=True)
        column(scrolled(holder), on=self)
        self.set_actions([KeyAction("↑↓", _("Pilih")), KeyAction("Enter", _("Buka"))])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.setFixedWidth(min(current().px(660), self.width() - 16))

    def enter(self) -> None:
        self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
