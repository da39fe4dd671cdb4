"""What the shop says on its receipts besides the goods: its logo, its own words at the head and at the foot."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel

from pkkmart.core.i18n import _
from pkkmart.printing.letterhead import RECEIPT_FOOTER, RECEIPT_HEADER, RECEIPT_LOGO, RECEIPT_POLICY, shop_logo
from pkkmart.shell.operations import save_logo
from pkkmart.shell.settings_cards import FactsCard
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import CheckField
from pkkmart.ui.file_dialog import ask_file
from pkkmart.ui.layout import STRETCH, row
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, succeeds
from pkkmart.ui.theme import current


class ReceiptCard(FactsCard):
    """The words are kept with the page's own button; a logo that was picked holds at once."""

    def __init__(self, context: Context) -> None:
        super().__init__(
            _("Struk"),
            (
                (RECEIPT_HEADER, _("Kalimat di bawah alamat, misalnya jam buka")),
                (RECEIPT_POLICY, _("Aturan tukar barang")),
                (RECEIPT_FOOTER, _("Kalimat penutup")),
            ),
        )
        self.context = context
        self.picture = QLabel()
        self.picture.setAccessibleName(_("Logo toko"))
        self.no_logo = Words(_("belum ada logo"), "caption", tone="muted")
        self.pick = SecondaryButton(_("Pilih logo"), icon="image", on_click=self.choose)
        logo = row(self.pick, self.picture, self.no_logo, STRETCH, spacing=12)
        self.logo = CheckField(_("Cetak logo di kepala struk"))
        self.add(Words(_("Logo, juga untuk kop surat (PNG atau JPEG)"), "caption"), logo, self.logo)

    def reload(self) -> None:
        """Show what is recorded."""
        super().reload()
        self.logo.setChecked(RECEIPT_LOGO.get())
        self.show_logo()

    def show_logo(self) -> None:
        """Show the shop's logo; the tick about it only when there is one."""
        picture = QPixmap()
        known = picture.loadFromData(shop_logo())
        side = current().px(44)
        if known:
            self.picture.setPixmap(
                picture.scaled(
                    side * 3, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
            )
        self.picture.setVisible(known)
        self.no_logo.setVisible(not known)
        self.logo.setVisible(known)

    def facts(self) -> dict[str, str | bool]:
        """What is filled in, by setting key."""
        return {**self.values(), RECEIPT_LOGO.key: self.logo.isChecked()}

    def is_dirty(self) -> bool:
        return super().is_dirty() or self.logo.isChecked() != RECEIPT_LOGO.get()

    def choose(self) -> None:
        """Ask for a picture file."""
        ask_file(self, _("Pilih gambar logo"), _("Gambar (*.png *.jpg *.jpeg)"), self.take_logo)

    def take_logo(self, path: Path) -> None:
        """Keep a picture file as the shop's logo."""
        picture = run(self.context.messages, path.read_bytes)
        if picture is not None and succeeds(self.context.messages, save_logo, self.context.actor, picture):
            self.show_logo()
            self.context.messages.good(_("Logo tersimpan."))
