"""What a new shop does next: try the printer, bring its list and its balances, or look at the demo first."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QGridLayout

from pkkmart.core.i18n import _
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.page import Context, Page
from pkkmart.ui.tiles import DoorRow


class WelcomePage(Page):
    """Five ways on; each can be taken later from the rail as well."""

    title = "Selamat datang"

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
        card = Card(padding=28, spacing=6).add(
            Words(_("Toko sudah dibuka. Apa yang dikerjakan dulu?"), "title"),
            Words(_("Semua ini juga ada di tombol sebelah kiri, kapan saja."), tone="muted", wrap=True),
            *self.rows,
        )
        card.setMaximumWidth(760)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card, 0, 0)
        layout.setRowStretch(1, 1)
        layout.setColumnStretch(1, 1)

    def enter(self) -> None:
        self.rows[0].setFocus()
