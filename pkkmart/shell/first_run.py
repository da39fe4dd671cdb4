"""The form that founds a shop: its name and letterhead, its treasurer, its cashier."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from pkkmart.core.actor import SYSTEM
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words, Wrapped
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.file_dialog import ask_file
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, tell
from pkkmart.ui.theme import current
from pkkmart.users.operations import PinUnfit, ShopFacts, UserNameExists, found_shop
from pkkmart.users.roles import Role


class FirstRunView(QWidget):
    """One form; Enter goes on to the next field. `founded(user_id)` of the treasurer when the shop exists."""

    founded = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.logo = b""
        self.shop = TextField(_("Nama toko"), placeholder=_("PKK Mart …"))
        self.address = TextField(_("Alamat toko"), limit=160)
        self.legal_name = TextField(_("Nama badan hukum koperasi"), placeholder=_("Koperasi Konsumen …"))
        self.legal_number = TextField(_("Nomor badan hukum (AHU)"))
        self.treasurer, self.cashier = (
            TextField(name, placeholder=_("Bu …")) for name in (_("Nama bendahara"), _("Nama kasir"))
        )
        self.treasurer_pin, self.cashier_pin = PinField(_("PIN bendahara")), PinField(_("PIN kasir"))
        self.logo_button = SecondaryButton(_("Pilih logo"), icon="image", on_click=self._choose_logo)
        self.logo_name = Elided(_("boleh nanti"), "caption", tone="muted")
        self.answer = Wrapped("", "small", tone="danger")
        self.answer.hide()
        self.button = PrimaryButton(_("Buka toko"), "Enter", on_click=self._found_shop, big=True)
        self._card = self._form()
        holder = boxed(
            column(STRETCH, aligned(self._card, Qt.AlignmentFlag.AlignHCenter), STRETCH, margins=(0, 8, 0, 8)),
            plain=True,
        )
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(holder)
        column(scroll, on=self)
        fields = self.fields()
        for field, after in zip(fields, [*fields[1:], None], strict=True):
            field.entered.connect(self._found_shop if after is None else after.setFocus)
            field.textEdited.connect(lambda _text: self._refuse(""))

    def _form(self) -> Card:
        logo = boxed(row(self.logo_button, wide(self.logo_name), spacing=12))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.addWidget(Labeled(_("Nama toko, seperti di struk"), self.shop), 0, 0, 1, 2)
        grid.addWidget(Labeled(_("Alamat"), self.address), 1, 0)
        grid.addWidget(Labeled(_("Logo"), logo), 1, 1)
        grid.addWidget(Labeled(_("Nama badan hukum"), self.legal_name), 2, 0)
        grid.addWidget(Labeled(_("Nomor badan hukum (AHU)"), self.legal_number), 2, 1)
        grid.addWidget(Labeled(_("Bendahara"), self.treasurer), 3, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.treasurer_pin), 3, 1)
        grid.addWidget(Labeled(_("Kasir"), self.cashier), 4, 0)
        grid.addWidget(Labeled(_("PIN (4–8 angka)"), self.cashier_pin), 4, 1)
        grid.addWidget(self.answer, 5, 0, 1, 2)
        words = _("Yang wajib hanya nama toko dan bendahara dengan PIN-nya; sisanya bisa diisi kapan saja.")
        card = Card(padding=24, spacing=8).add(
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
        ask_file(self, _("Pilih gambar logo"), _("Gambar (*.png *.jpg *.jpeg)"), self.take_logo)

    def _refuse(self, sentence: str, field: TextField | None = None) -> None:
        """Say under the fields what must be mended and go there; an empty sentence takes it back."""
        for each in self.fields():
            each.set_wrong(each is field)
        self.answer.setText(sentence)
        self.answer.setAccessibleName(sentence)
        self.answer.setVisible(bool(sentence))
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def _missing(self) -> tuple[str, TextField] | None:
        """The first field that must be filled in and is not, and the sentence that names it."""
        must = [(self.shop, _("Nama toko belum diisi. Nama ini tercetak di setiap struk."))]
        must.append((self.treasurer, _("Nama bendahara belum diisi.")))
        if self.cashier_pin.text():
            must.append((self.cashier, _("Nama kasir belum diisi, padahal PIN-nya ada.")))
        return next(((sentence, field) for field, sentence in must if not field.text().strip()), None)

    def _unfit_pin(self) -> tuple[str, TextField]:
        """The sentence about the PIN the shop refuses, and the field it was typed in."""
        field, office, name = self.treasurer_pin, _("bendahara"), self.treasurer.text()
        if _looks_fit(field) and self.cashier.text().strip():
            field, office, name = self.cashier_pin, _("kasir"), self.cashier.text()
        told = _("PIN {name} ({office}) harus 4 sampai 8 angka, dan bukan angka yang sama semua.")
        return told.format(name=" ".join(name.split()), office=office), field

    def _found_shop(self) -> None:
        self._refuse("")
        missing = self._missing()
        if missing is not None:
            self._refuse(*missing)
            return
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
        try:
            ids = found_shop(SYSTEM, facts, people)
        except PinUnfit:
            self._refuse(*self._unfit_pin())
        except UserNameExists as error:
            self._refuse(str(error), self.cashier)
        except Exception as error:
            tell(self.context.messages, error)
        else:
            self.founded.emit(ids[0])


def _looks_fit(pin: PinField) -> bool:
    """Whether a PIN is not the one that was refused: long enough, and of different digits."""
    return pin.pin() is not None and len(set(pin.text())) > 1
