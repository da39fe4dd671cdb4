"""The first minutes of a new shop: its name and letterhead, who keeps the money, who sells."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pkkmart.core.actor import SYSTEM
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.ui.theme import current
from pkkmart.users.operations import ShopFacts, found_shop
from pkkmart.users.roles import Role


class FirstRunView(QWidget):
    """One form; Enter goes on to the next field. `founded(user_id)` of the treasurer when the shop exists."""

    founded = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.logo = b""
        self._dialog: QFileDialog | None = None
        self.shop = TextField(_("Nama toko"), placeholder="PKK Mart …")
        self.address = TextField(_("Alamat toko"), limit=160)
        self.legal_name = TextField(_("Nama badan hukum koperasi"), placeholder=_("Koperasi Konsumen …"))
        self.legal_number = TextField(_("Nomor badan hukum (AHU)"))
        self.treasurer, self.cashier = (
            TextField(name, placeholder="Bu …") for name in (_("Nama bendahara"), _("Nama kasir"))
        )
        self.treasurer_pin, self.cashier_pin = PinField(_("PIN bendahara")), PinField(_("PIN kasir"))
        self.logo_button = SecondaryButton(_("Pilih logo"), icon="image", on_click=self._choose_logo)
        self.logo_name = Elided(_("boleh nanti"), "caption", tone="muted")
        self.button = PrimaryButton(_("Buka toko"), "Enter", on_click=self._found, big=True)
        self._card = self._form()
        holder = QWidget()
        holder.setProperty("look", "plain")
        centre = QVBoxLayout(holder)
        centre.addStretch(1)
        centre.addWidget(self._card, 0, Qt.AlignmentFlag.AlignHCenter)
        centre.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        fields = self.fields()
        for field, after in zip(fields, [*fields[1:], None], strict=True):
            field.entered.connect(self._found if after is None else after.setFocus)

    def _form(self) -> Card:
        logo = QHBoxLayout()
        logo.addWidget(self.logo_button)
        logo.addWidget(self.logo_name, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(Labeled(_("Nama toko, seperti di struk"), self.shop), 0, 0, 1, 2)
        grid.addWidget(Labeled(_("Alamat"), self.address), 1, 0, 1, 2)
        grid.addWidget(Labeled(_("Nama badan hukum"), self.legal_name), 2, 0)
        grid.addWidget(Labeled(_("Nomor badan hukum (AHU)"), self.legal_number), 2, 1)
        grid.addLayout(logo, 3, 0, 1, 2)
        grid.addWidget(Labeled(_("Bendahara"), self.treasurer), 4, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.treasurer_pin), 4, 1)
        grid.addWidget(Labeled(_("Kasir"), self.cashier), 5, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.cashier_pin), 5, 1)
        words = _("Yang wajib hanya nama toko dan bendahara dengan PIN-nya; sisanya bisa diisi kapan saja.")
        card = Card(padding=28, spacing=10).add(
            Words(_("Selamat datang di PKK Mart"), "title"), Words(words, tone="muted", wrap=True), grid, self.button
        )
        card.setFixedWidth(current().px(640))
        return card

    def fields(self) -> list[TextField]:
        """The fields in the order Enter visits them."""
        return [
            self.shop,
            self.address,
            self.legal_name,
            self.legal_number,
            self.treasurer,
            self.treasurer_pin,
            self.cashier,
            self.cashier_pin,
        ]

    def enter(self) -> None:
        self.shop.setFocus()

    def take_logo(self, path: Path) -> None:
        """Read a picture file for the letterhead."""
        content = run(self.context.messages, path.read_bytes)
        if content is not None:
            self.logo = content
            self.logo_name.setText(path.name)

    def _choose_logo(self) -> None:
        dialog = QFileDialog(self, _("Pilih gambar logo"), "", _("Gambar (*.png *.jpg *.jpeg)"))
        dialog.fileSelected.connect(lambda name: self.take_logo(Path(name)))
        self._dialog = dialog
        dialog.open()

    def _found(self) -> None:
        people = [(self.treasurer.text(), self.treasurer_pin.text(), Role.ADMIN)]
        if self.cashier.text().strip():
            people.append((self.cashier.text(), self.cashier_pin.text(), Role.CASHIER))
        facts = ShopFacts(
            name=self.shop.text(),
            address=self.address.text(),
            legal_name=self.legal_name.text(),
            legal_number=self.legal_number.text(),
            logo=self.logo,
        )
        ids = run(self.context.messages, found_shop, SYSTEM, facts, people)
        if ids is not None:
            self.founded.emit(ids[0])
