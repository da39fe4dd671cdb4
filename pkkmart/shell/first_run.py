"""The form that founds a shop: its name and letterhead, its chair, its treasurer, its cashier."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from pkkmart.core.actor import SYSTEM
from pkkmart.core.i18n import _
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, Elided, Words, Wrapped
from pkkmart.ui.fields import Labeled, PinField, TextField
from pkkmart.ui.files import Wish, ask_path
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, row, wide
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, tell
from pkkmart.ui.theme import current
from pkkmart.users.operations import PinUnfit, ShopFacts, UserNameExists, found_shop
from pkkmart.users.roles import Role


class Newcomer:
    """One of the first people: the role and its words, the sentence for a missing name, the fields of name and PIN."""

    def __init__(self, role: Role, office: str, told: str) -> None:
        self.role, self.office, self.told = role, office, told
        self.name = TextField(_("Nama {office}").format(office=office.lower()), placeholder=_("Bu …"))
        self.pin = PinField(_("PIN {office}").format(office=office.lower()))


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
        self.coop_number, self.nib, self.tax_number = (
            TextField(name, limit=40) for name in (_("NIK koperasi"), _("NIB"), _("NPWP"))
        )
        self.people = (
            Newcomer(Role.ADMIN, _("Ketua"), _("Nama ketua belum diisi. Ketua menambah pengguna dan menyetujui.")),
            Newcomer(Role.TREASURER, _("Bendahara"), _("Nama bendahara belum diisi.")),
            Newcomer(Role.CASHIER, _("Kasir"), ""),
        )
        self.chair, self.treasurer, self.cashier = self.people
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
        for place in range(6):
            grid.setColumnStretch(place, 1)
        grid.addWidget(Labeled(_("Nama toko, seperti di struk"), self.shop), 0, 0, 1, 2)
        grid.addWidget(Labeled(_("Alamat"), self.address), 0, 2, 1, 2)
        grid.addWidget(Labeled(_("Logo"), logo), 0, 4, 1, 2)
        grid.addWidget(Labeled(_("Nama badan hukum"), self.legal_name), 1, 0, 1, 3)
        grid.addWidget(Labeled(_("Nomor badan hukum (AHU)"), self.legal_number), 1, 3, 1, 3)
        for place, field in enumerate((self.coop_number, self.nib, self.tax_number)):
            grid.addWidget(Labeled(field.accessibleName(), field), 2, 2 * place, 1, 2)
        for place, person in enumerate(self.people):
            grid.addWidget(Labeled(person.office, person.name), 3, 2 * place, 1, 2)
            grid.addWidget(
                Labeled(_("PIN {office} (4–8 angka)").format(office=person.office), person.pin), 4, 2 * place, 1, 2
            )
        grid.addWidget(self.answer, 5, 0, 1, 6)
        words = _("Yang wajib: nama toko, ketua, dan bendahara, masing-masing dengan PIN-nya. Sisanya bisa menyusul.")
        card = Card(padding=24, spacing=8).add(
            Words(_("Selamat datang di PKK Mart"), "title"), Words(words, tone="muted", wrap=True), grid, self.button
        )
        card.setFixedWidth(current().px(880))
        return card

    def fields(self) -> list[TextField]:
        """The fields in the order Enter visits them."""
        return [
            self.shop,
            self.address,
            self.legal_name,
            self.legal_number,
            self.coop_number,
            self.nib,
            self.tax_number,
            *(field for person in self.people for field in (person.name, person.pin)),
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
        ask_path(self, Wish.OPEN, _("Pilih gambar logo"), self.take_logo, kinds=[_("Gambar (*.png *.jpg *.jpeg)")])

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
        must += [(person.name, person.told) for person in (self.chair, self.treasurer)]
        if self.cashier.pin.text():
            must.append((self.cashier.name, _("Nama kasir belum diisi, padahal PIN-nya ada.")))
        return next(((sentence, field) for field, sentence in must if not field.text().strip()), None)

    def _coming(self) -> list[Newcomer]:
        """Who was named, in the order of the form."""
        return [person for person in self.people if person.name.text().strip()]

    def _unfit_pin(self) -> tuple[str, TextField]:
        """The sentence about the PIN the shop refuses, and the field it was typed in."""
        coming = self._coming()
        person = next((one for one in coming if not _looks_fit(one.pin)), coming[-1])
        told = _("PIN {name} ({office}) harus 4 sampai 8 angka, dan bukan angka yang sama semua.")
        name = " ".join(person.name.text().split())
        return told.format(name=name, office=person.office.lower()), person.pin

    def _same_name(self) -> TextField:
        """The field of the second of two people with one name."""
        seen: set[str] = set()
        for person in self._coming():
            key = " ".join(person.name.text().split()).casefold()
            if key in seen:
                return person.name
            seen.add(key)
        return self.chair.name

    def _found_shop(self) -> None:
        self._refuse("")
        missing = self._missing()
        if missing is not None:
            self._refuse(*missing)
            return
        coming = self._coming()
        facts = ShopFacts(
            name=self.shop.text(),
            address=self.address.text(),
            legal_name=self.legal_name.text(),
            legal_number=self.legal_number.text(),
            coop_number=self.coop_number.text(),
            nib=self.nib.text(),
            tax_number=self.tax_number.text(),
            logo=self.logo,
        )
        try:
            ids = found_shop(SYSTEM, facts, [(one.name.text(), one.pin.text(), one.role) for one in coming])
        except PinUnfit:
            self._refuse(*self._unfit_pin())
        except UserNameExists as error:
            self._refuse(str(error), self._same_name())
        except Exception as error:
            tell(self.context.messages, error)
        else:
            self.founded.emit(ids[coming.index(self.treasurer)])


def _looks_fit(pin: PinField) -> bool:
    """Whether a PIN is not the one that was refused: long enough, and of different digits."""
    return pin.pin() is not None and len(set(pin.text())) > 1
