"""The first minutes of a new shop: its name, who keeps the money, who sells."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import SYSTEM
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.run import succeeds
from pkkmart.users.operations import found_shop
from pkkmart.users.roles import Role


class FirstRunView(QWidget):
    """One form; Enter goes on to the next field. `founded` when the shop exists."""

    founded = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shop = TextField(_("Nama toko"), placeholder="PKK Mart …")
        self.treasurer, self.treasurer_pin = (
            TextField(_("Nama bendahara"), placeholder="Bu …"),
            PinField(_("PIN bendahara")),
        )
        self.cashier, self.cashier_pin = TextField(_("Nama kasir"), placeholder="Bu …"), PinField(_("PIN kasir"))
        self.button = PrimaryButton(_("Buka toko"), "Enter", on_click=self._found, big=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.addWidget(Labeled(_("Nama toko, seperti di struk"), self.shop), 0, 0, 1, 2)
        grid.addWidget(Labeled(_("Bendahara"), self.treasurer), 1, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.treasurer_pin), 1, 1)
        grid.addWidget(Labeled(_("Kasir"), self.cashier), 2, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.cashier_pin), 2, 1)
        words = _("Tiga hal saja untuk mulai. Alamat, printer dan daftar barang diisi sesudahnya, kapan saja.")
        card = Card(padding=32, spacing=12).add(
            Words(_("Selamat datang di PKK Mart"), "title"), Words(words, tone="muted", wrap=True), grid, self.button
        )
        card.setFixedWidth(640)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(1)
        fields = self._fields()
        for field, after in zip(fields, [*fields[1:], None], strict=True):
            field.entered.connect(self._found if after is None else after.setFocus)

    def _fields(self) -> list[TextField]:
        return [self.shop, self.treasurer, self.treasurer_pin, self.cashier, self.cashier_pin]

    def enter(self) -> None:
        self.shop.setFocus()

    def _found(self) -> None:
        people = [(self.treasurer.text(), self.treasurer_pin.text(), Role.ADMIN)]
        if self.cashier.text().strip():
            people.append((self.cashier.text(), self.cashier_pin.text(), Role.CASHIER))
        if succeeds(self.context.messages, found_shop, SYSTEM, self.shop.text(), people):
            self.founded.emit()
