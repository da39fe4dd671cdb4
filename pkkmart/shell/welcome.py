"""What a new shop does next: try the printer, bring its list and its balances, or look at the demo first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from pkkmart.core.i18n import N_, _
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
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
        head = QVBoxLayout()
        head.setContentsMargins(DoorRow.INSET, 0, DoorRow.INSET, 8)
        head.setSpacing(4)
        head.addWidget(Words(_("Toko sudah dibuka. Apa yang dikerjakan dulu?"), "title", wrap=True))
        head.addWidget(Words(_("Semua ini juga ada di tombol sebelah kiri, kapan saja."), tone="muted", wrap=True))
        self._card = Card(padding=20, spacing=6).add(head, *self.rows)
        holder = QWidget()
        holder.setProperty("look", "plain")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(holder)
        holder.setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        self.set_actions([KeyAction("↑↓", _("Pilih")), KeyAction("Enter", _("Buka"))])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._card.setFixedWidth(min(current().px(660), self.width() - 16))

    def enter(self) -> None:
        self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)
