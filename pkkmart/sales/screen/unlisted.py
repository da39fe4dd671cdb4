"""A thing no list knows, sold under a typed name and price, with somebody standing behind it."""

from __future__ import annotations

from pkkmart.core.actor import Approval
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import UNLISTED_MOST_IDR, UnlistedNameUnfit, require_unlisted
from pkkmart.sales.operations import permit_unlisted
from pkkmart.sales.screen.desk import Desk
from pkkmart.ui.cards import Wrapped
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet, column
from pkkmart.users.dialogs import run_approved


def unlisted_sheet(context: Context, desk: Desk) -> Sheet:
    """Ask name, price of one piece and how many; a line of the cart once somebody with the permission lets it.

    What she lets through is so many: more of it are asked for again. The counter opens it while a shift is open. A scan
    while it is open is no name and no price.
    """
    name = TextField(_("Nama barang"), placeholder=_("misalnya pita kado"), limit=40)
    price = MoneyField(_("Harga satu buah"), big=True)
    pieces = QuantityField(_("Jumlah"), whole=True, value=ONE)
    named, priced = Labeled(_("Nama barang"), name), Labeled(_("Harga satu buah"), price)
    told = _(
        "Hanya barang milik koperasi yang belum ada di daftar, paling mahal {most}. Titipan tidak boleh dijual begini: "
        "bagian ibunya akan hilang. Daftarkan dulu titipannya."
    )
    form = column(
        named,
        priced,
        Labeled(_("Jumlah"), pieces),
        Wrapped(told.format(most=figure(UNLISTED_MOST_IDR)), "caption", tone="muted"),
    )

    def accept() -> bool:
        named.set_error("")
        priced.set_error("")
        if name.hasFocus() and price.value() is None and name.text().strip():
            price.setFocus()
            return False
        try:
            require_unlisted(name.text(), price.value() or 0)
        except UserError as error:
            wrong = named if isinstance(error, UnlistedNameUnfit) else priced
            wrong.set_error(str(error))
            wrong.field.setFocus()
            return False

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Cart:
            return permit_unlisted(
                context.actor, desk.cart, name.text(), price.value() or 0, pieces.value() or 0, approval=approval
            )

        taken: list[Cart] = []

        def take(cart: Cart) -> None:
            taken.append(cart)
            desk.put(cart)
            sheet.close_panel()

        words = " ".join(name.text().split())
        what = _("Menjual barang umum {name}: {count} × {price}").format(
            name=words, count=quantity_text(pieces.value() or 0), price=figure(price.value() or 0)
        )
        run_approved(context, act, take, reason=_("barang umum {name}").format(name=words), what=what)
        return bool(taken)

    sheet = context.messages.sheet(
        _("Barang umum"), form, yes=_("Masukkan"), on_yes=accept, is_dirty=lambda: bool(name.text() or price.text())
    )
    sheet.scanned.connect(
        lambda _code: context.messages.attention(_("Barang umum tidak dipindai. Esc dulu, lalu pindai barangnya."))
    )
    return sheet
