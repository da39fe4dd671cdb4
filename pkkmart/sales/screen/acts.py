"""The acts on an open cart: discounts, another price, putting it aside and calling one back."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core import clock
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import draft
from pkkmart.sales.screen.discounts import discount_sheet, price_sheet
from pkkmart.sales.screen.hold_sheets import hold_at_once, hold_sheet, recall_sheet
from pkkmart.sales.screen.open_cart import OpenCart
from pkkmart.sales.screen.paid_chip import came, told
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


class CartActs:
    """The acts on the open cart, each with its sheet; `home` puts the focus back into the search field."""

    def __init__(self, context: Context, open_cart: OpenCart, home: Callable[[], object]) -> None:
        self.context, self.open_cart, self.home = context, open_cart, home

    def discount_line(self) -> None:
        """F5: a discount for the selected line."""
        discount_sheet(self.context, self.open_cart.cart, self.open_cart.cart.selected, self._discounted)

    def discount_cart(self) -> None:
        """Shift+F5: a discount for the whole cart."""
        discount_sheet(self.context, self.open_cart.cart, None, self.open_cart.put)

    def change_price(self) -> None:
        """Ctrl+H: another price for the selected line."""
        price_sheet(self.context, self.open_cart.cart, self.open_cart.cart.selected, self.open_cart.put)

    def hold(self) -> None:
        """F6: put the cart aside under a name."""
        hold_sheet(self.context, self.open_cart.cart, self._emptied)

    def hold_at_once(self) -> None:
        """The button: put the cart aside under the name that F6 would offer."""
        hold_at_once(self.context, self.open_cart.cart, self._emptied)

    def recall(self) -> None:
        """F7: call one of the carts that wait; the counter must be free."""
        recall_sheet(self.context, self._called)

    def offer_draft(self) -> None:
        """Offer the draft that a power cut left."""
        waiting = run(self.context.messages, draft, self.context.till_id)
        if waiting is None or not (waiting.lines or waiting.paid):
            return
        waiting = waiting.priced_by(self.open_cart.book, clock.now())  # as it will stand on the counter
        found = _("Ada keranjang yang belum dibayar: {count} baris, {total}.")
        asked = [found.format(count=len(waiting.lines), total=rupiah(waiting.total_idr))]
        asked += [f"{came(waiting.paid)}."] if waiting.paid else []
        self.context.messages.ask(
            " ".join([*asked, _("Lanjutkan?")]),
            yes=_("Lanjutkan"),
            no=_("Kosongkan"),
            on_yes=lambda: self.open_cart.put(waiting),
            on_no=lambda: self._ask_empty(waiting),
        )

    def _ask_empty(self, waiting: Cart) -> None:
        """Ask once more before the draft is emptied: Esc pressed by reflex must not lose a cart."""
        asked = _("Kosongkan keranjang {count} baris itu?").format(count=len(waiting.lines))
        if waiting.paid:
            asked += " " + _("{paid} sudah dicatat diterima: kembalikan dulu uangnya.").format(paid=told(waiting.paid))
        self.context.messages.ask(
            asked,
            yes=_("Kosongkan"),
            yes_key="Del",
            no=_("Jangan, lanjutkan"),
            on_yes=lambda: self.open_cart.give_up(waiting),
            on_no=lambda: self.open_cart.put(waiting),
            tone="danger",
        )

    def _discounted(self, cart: Cart) -> None:
        """Put the cart with a discount by hand, and tell which promotion the discount replaces."""
        index = cart.selected
        lost = self.open_cart.cart.priced[index].promoted
        self.open_cart.put(cart)
        if lost.discount_idr and cart.priced[index].manual_idr:
            words = _("Diskon {discount} menggantikan promo {promotion}. Totalnya {total}; sebutkan ke pembeli.")
            self.context.messages.attention(
                words.format(
                    discount=figure(cart.priced[index].manual_idr),
                    promotion=lost.promotion_name,
                    total=rupiah(cart.total_idr),
                )
            )

    def _emptied(self) -> None:
        self.open_cart.put(Cart.new())
        self.home()

    def _called(self, cart: Cart) -> None:
        """Open a cart put aside at the prices of now, and tell what was removed and what costs otherwise."""
        self.open_cart.put(cart)
        before = self.open_cart.cart
        self.open_cart.reprice()
        self.home()
        told = _moved_on(before, self.open_cart.cart)
        if told:
            self.context.messages.attention(told, stays=True)


def _moved_on(before: Cart, now: Cart) -> str:
    """What changed in a cart since it was put aside, for the buyer; "" when all is as it was."""
    sold = {line.product_id for line in now.lines}
    gone = [line.name for line in before.lines if line.product_id not in sold]
    sold_still = [line for line in before.lines if line.product_id in sold]
    prices = [
        (new.name, old.price_idr(for_member=now.for_member), new.price_idr(for_member=now.for_member))
        for old, new in zip(sold_still, now.lines, strict=True)
    ]
    other = [
        _("{name} {old} menjadi {new}").format(name=name, old=figure(old), new=figure(new))
        for name, old, new in dict.fromkeys(prices)
        if old != new
    ]
    told = []
    if gone:
        told.append(
            _("Tidak dijual lagi dan dikeluarkan: {goods}.").format(goods=_first_few(list(dict.fromkeys(gone))))
        )
    if other:
        told.append(_("Harga berubah: {goods}.").format(goods=_first_few(other)))
    if not told and before.total_idr != now.total_idr:
        told.append(_("Harga berubah sejak ditahan."))
    if told:
        told.append(_("Total {total}; sebutkan ke pembeli.").format(total=rupiah(now.total_idr)))
    return " ".join(told)


def _first_few(names: list[str]) -> str:
    rest = len(names) - 2
    if rest <= 0:
        return ", ".join(names)
    return _("{names} dan {count} lagi").format(names=", ".join(names[:2]), count=rest)
