"""The sheet that sells an unlisted thing under a typed name and price, with approval."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import UNLISTED_MOST_IDR, UnlistedNameUnfit, require_unlisted
from pkkmart.sales.operations import permit_unlisted
from pkkmart.sales.screen.open_cart import OpenCart
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField, TextField, focus_whole
from pkkmart.ui.pad import MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, stacked
from pkkmart.users.dialogs import run_approved


class UnlistedForm(QWidget):
    """Name, price of one piece and how many; what can't be is said at its field."""

    def __init__(self) -> None:
        super().__init__()
        self.name = TextField(_("Nama barang"), placeholder=_("misalnya pita kado"), limit=40)
        self.price = MoneyField(_("Harga satu buah"), big=True)
        self.pieces = QuantityField(_("Jumlah buah"), whole=True, value=ONE)
        self._counted = Labeled(_("Jumlah"), self.pieces)
        self._named = Labeled(_("Nama barang"), self.name)
        self._priced = Labeled(_("Harga satu buah"), self.price)
        told = _(
            "Hanya barang milik koperasi yang belum ada di daftar, paling mahal {most}. Titipan tidak boleh dijual "
            "begini: bagian ibunya akan hilang. Daftarkan dulu titipannya."
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(
            stacked(
                self._named,
                self._priced,
                self._counted,
                Wrapped(told.format(most=figure(UNLISTED_MOST_IDR)), "caption", tone="muted"),
            )
        )

    def is_dirty(self) -> bool:
        """Whether a name or a price was typed."""
        return bool(self.name.text() or self.price.text())

    def filled(self) -> bool:
        """Whether it may be sold so; Enter after the name goes on to the price."""
        self._named.set_error("")
        self._priced.set_error("")
        self._counted.set_error("")
        if self.name.hasFocus() and self.price.value() is None and self.name.text().strip():
            self.price.setFocus()
            return False
        try:
            require_unlisted(self.name.text(), self.price.value() or 0)
        except UserError as error:
            wrong = self._named if isinstance(error, UnlistedNameUnfit) else self._priced
            wrong.set_error(str(error))
            wrong.field.setFocus()
            return False
        if self.pieces.value() is None:
            self._counted.set_error(self.pieces.unfit_words() or _("Ketik jumlahnya, misalnya 3."))
            focus_whole(self.pieces)
            return False
        return True


def unlisted_sheet(context: Context, open_cart: OpenCart) -> Sheet:
    """Ask name, price of one piece and how many; a line of the cart once somebody with the permission lets it.

    A supervisor lets so many through: more are asked for again. The counter opens it while a shift is open. A scan
    while it is open is no name and no price.
    """
    form = UnlistedForm()

    def accept() -> bool:
        if not form.filled():
            return False
        name, price, pieces = form.name.text(), form.price.value() or 0, form.pieces.value() or 0

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Cart:
            return permit_unlisted(context.actor, open_cart.cart, name, price, pieces, approval=approval)

        done: list[Cart] = []

        def take(cart: Cart) -> None:
            done.append(cart)
            open_cart.put(cart)
            sheet.close_panel()

        words = " ".join(name.split())
        what = _("Menjual barang umum {name}: {count} × {price}").format(
            name=words, count=quantity_text(pieces), price=figure(price)
        )
        run_approved(context, act, take, reason=_("barang umum {name}").format(name=words), what=what)
        return bool(done)

    pad = pad_of(context.pc, None, MONEY)
    sheet = context.messages.sheet(
        _("Barang umum"), form, yes=_("Masukkan"), on_yes=accept, is_dirty=form.is_dirty, pad=pad
    )
    sheet.scanned.connect(
        lambda _code: context.messages.attention(_("Barang umum tidak dipindai. Esc dulu, lalu pindai barangnya."))
    )
    return sheet
