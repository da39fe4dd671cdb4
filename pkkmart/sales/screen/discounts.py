"""The sheets of discounts by hand and of another price for a line, with their reason and approval."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from pkkmart.core.actor import Approval
from pkkmart.core.errors import UnreadableNumber, UserError
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.core.money import parse_rupiah
from pkkmart.core.quantity import parse_quantity, quantity_text
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine, Discount, DiscountKind
from pkkmart.sales.operations import permit_discount, permit_price
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, MoneyField, TextField
from pkkmart.ui.pad import DISCOUNT, MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.panels import stacked
from pkkmart.users.dialogs import run_approved

REASONS: Final = (
    N_("mendekati kedaluwarsa"),
    N_("kemasan rusak"),
    N_("beli banyak"),
    N_("janji pengurus"),
    N_("alasan lain"),
)
_PERCENT: Final = re.compile(r"^\s*([\d.,]+)\s*%\s*$")

Put = Callable[[Cart], object]


class PercentUnfit(UserError):
    template = N_("Diskon {text} tidak terbaca. Tulis misalnya 10% atau 5.000.")


def read_discount(text: str, reason: str) -> Discount:
    """`10%`, `2,5 %` or `5.000` as a discount. Raises PercentUnfit."""
    percent = _PERCENT.match(text)
    try:
        if percent is None:
            return Discount(DiscountKind.AMOUNT, parse_rupiah(text), reason)
        points, rest = divmod(parse_quantity(percent[1]), 10)
    except UnreadableNumber as error:
        raise PercentUnfit(text=text.strip() or "-") from error
    if rest:
        raise PercentUnfit(text=text.strip())
    return Discount(DiscountKind.PERCENT, points, reason)


def discount_words(discount: Discount, amount_idr: int, name: str) -> str:
    """`Diskon 25 % (6.750) untuk Basreng Pedas 150 g`: what a second person lets through."""
    off = figure(discount.of(amount_idr))
    words = f"{discount.words} ({off})" if discount.kind is DiscountKind.PERCENT else off
    return _("Diskon {discount} untuk {name}").format(discount=words, name=name)


def price_words(line: CartLine, price_idr: int) -> str:
    """`Harga 16.000 untuk Gula Pasir 1 kg, di daftar 17.500; jumlah 1`: what a second person lets through."""
    told = _("Harga {price} untuk {name}, di daftar {listed}; jumlah {quantity}")
    return told.format(
        price=figure(price_idr),
        name=line.name,
        listed=figure(line.list_price_idr),
        quantity=quantity_text(line.qty_milli),
    )


class _Why:
    """A reason from a short list, or in the cashier's own words."""

    def __init__(self) -> None:
        self.choice = choice_field(_("Alasan"), [(_(reason), _(reason).capitalize()) for reason in REASONS])
        self.own = TextField(_("Alasan lain"), placeholder=_("Tulis singkat"))
        self.own.setVisible(False)
        self.choice.chosen.connect(lambda reason: self.own.setVisible(reason == _(REASONS[-1])))

    def words(self) -> str:
        chosen = self.choice.value() or ""
        return self.own.text().strip() if chosen == _(REASONS[-1]) else chosen


def discount_sheet(context: Context, cart: Cart, index: int | None, put: Put) -> None:
    """Ask what is taken off one line, or off the whole cart (index None); nothing typed takes it back.

    What is refused, or given up at the PIN, keeps the sheet: what is typed next mends it and is no search.
    """
    line = None if index is None else cart.lines[index]
    given = cart.discount if line is None else line.discount
    amount = cart.before_discount_idr if index is None else cart.priced[index].gross_idr
    field = TextField(_("Diskon"), placeholder=_("10% atau 5.000"))
    field.setText(given.words if given else "")
    why = _Why()
    title = _("Diskon keranjang") if line is None else _("Diskon {name}").format(name=line.name)
    form = stacked(
        Labeled(_("Diskon dari {amount}").format(amount=rupiah(amount)), field),
        Labeled(_("Alasan"), why.choice),
        why.own,
        Words(_("Kosongkan untuk menghapus diskon."), "caption", tone="muted"),
    )

    def accept() -> bool:
        if not field.text().strip():
            put(cart.with_discount(None) if index is None else cart.with_line_discount(index, None))
            return True
        field.selectAll()  # what is typed after a refusal takes its place
        reason = why.words()
        try:
            discount = read_discount(field.text(), reason)
        except UserError as error:
            context.messages.attention(str(error))
            return False

        def act(approval: Approval | None, confirmed: frozenset[str]) -> Cart:
            return permit_discount(context.actor, cart, index, discount, approval=approval, confirmed=confirmed)

        what = discount_words(discount, amount, line.name if line else _("seluruh keranjang"))
        run_approved(context, act, went, reason=reason, yes=_("Tetap jual"), what=what, on_no=field.selectAll)
        return False

    def went(changed: Cart) -> None:
        sheet.close_panel()
        put(changed)

    pad = pad_of(context.pc, field, DISCOUNT)
    sheet = context.messages.sheet(title, form, yes=_("Beri diskon"), on_yes=accept, pad=pad)
    field.setFocus()
    field.selectAll()


def price_sheet(context: Context, cart: Cart, index: int, put: Put) -> None:
    """Ask another price for one line; nothing typed gives it the list's again. What is refused keeps the sheet."""
    line = cart.lines[index]
    field = MoneyField(_("Harga"), big=True, value=line.override_idr)
    why = _Why()
    form = stacked(
        Labeled(_("Harga per {unit}, daftar {price}").format(unit=line.unit, price=figure(line.list_price_idr)), field),
        Labeled(_("Alasan"), why.choice),
        why.own,
        Words(_("Kosongkan untuk memakai harga daftar."), "caption", tone="muted"),
    )

    def accept() -> bool:
        price = field.value()
        if not price:
            put(cart.with_price(index, None))
            return True
        field.selectAll()
        reason = why.words()

        def act(approval: Approval | None, confirmed: frozenset[str]) -> Cart:
            return permit_price(context.actor, cart, index, price, reason, approval=approval, confirmed=confirmed)

        what = price_words(line, price)
        run_approved(context, act, went, reason=reason, yes=_("Tetap jual"), what=what, on_no=field.selectAll)
        return False

    def went(changed: Cart) -> None:
        sheet.close_panel()
        put(changed)

    title = _("Ubah harga {name}").format(name=line.name)
    pad = pad_of(context.pc, field, MONEY)
    sheet = context.messages.sheet(title, form, yes=_("Pakai harga ini"), on_yes=accept, pad=pad)
    field.setFocus()
    field.selectAll()
