"""The keys of the counter, by group: what each does, and why it can't be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _
from pkkmart.sales.tenders import MemberNeeded, Tender
from pkkmart.ui.keys import KeyAction

if TYPE_CHECKING:
    from pkkmart.sales.screen.counter import CounterPage


def counter_keys(page: CounterPage) -> list[KeyAction]:
    """Every key of the counter for who stands there now; the first eight with `shown` are the daily ones."""
    why = WhyNot(page)
    return [
        KeyAction("F1", _("Bantuan"), page.help),
        KeyAction("F3", _("Cari"), page.board.focus_search),
        *_under(_("Barang ini"), _line_keys(page, why)),
        KeyAction("Ctrl+T", _("Pindai / ubin"), page.toggle_tiles),
        *_under(_("Struk"), _receipt_keys(page, why)),
        *_under(_("Laci dan sif"), _drawer_keys(page, why)),
        *_under(_("Barang lain"), _goods_keys(page, why)),
        *_under(_("Keranjang"), _cart_keys(page, why)),
        *_under(_("Bayar"), _pay_keys(page, why)),
        KeyAction("Ctrl+L", _("Kunci"), page.context.lock_wished.emit, shown=False),
    ]


def _under(group: str, keys: Sequence[KeyAction]) -> list[KeyAction]:
    return [replace(key, group=group) for key in keys]


def _line_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    return [
        KeyAction("F4", _("Jumlah"), page.ask_quantity, why.no_line),
        KeyAction("Del", _("Hapus"), page.remove_line, why.no_line),
        KeyAction("F5", _("Diskon"), page.acts.discount_line, why.no_line, shown=False),
        KeyAction("Ctrl+H", _("Ubah harga"), page.acts.change_price, why.no_line, shown=False),
        KeyAction("Ctrl+Z", _("Batalkan baris terakhir"), page.remove_last, why.no_cart, shown=False),
    ]


def _goods_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    return [
        KeyAction("Ctrl+I", _("Cek harga"), page.goods_entry.check_price, shown=False),
        KeyAction("Ctrl+U", _("Barang umum"), page.goods_entry.sell_unlisted, why.no_shift, shown=False),
        KeyAction("Ctrl+B", _("Daftarkan barang"), page.goods_entry.register, why.no_products, shown=False),
    ]


def _receipt_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    drawer = page.drawer
    return [
        KeyAction("Ctrl+R", _("Semua struk"), drawer.open_receipts, shown=False),
        KeyAction("Ctrl+P", _("Cetak ulang"), page.reprint, why.no_receipt, shown=False),
        KeyAction("Ctrl+G", _("Betulkan pembayaran"), drawer.correct_payment, shown=False),
        KeyAction("Ctrl+M", _("Ibu lain"), drawer.correct_owner, shown=False),
    ]


def _drawer_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    close = KeyAction("Ctrl+E", _("Tutup sif"), page.close_shift, why.no_close)
    return [
        KeyAction("Ctrl+D", _("Laci"), page.drawer.open_drawer, why.no_shift),
        *([close] if page.context.actor.may(Permission.RUN_SHIFT) else []),
        KeyAction("Ctrl+K", _("Kas masuk/keluar"), page.drawer.move_cash, why.no_shift, shown=False),
    ]


def _cart_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    return [
        KeyAction("F2", _("Anggota"), page.pick_member, why.no_shift, shown=False),
        KeyAction("F6", _("Tahan"), page.acts.hold, why.no_cart, shown=False),
        KeyAction("F7", _("Panggil"), page.acts.recall, why.no_recall, shown=False),
        KeyAction("Shift+F5", _("Diskon keranjang"), page.acts.discount_cart, why.no_cart, shown=False),
    ]


def _pay_keys(page: CounterPage, why: WhyNot) -> list[KeyAction]:
    others = {"F8": Tender.TRANSFER, "F9": Tender.QRIS, "F10": Tender.SAVINGS, "F11": Tender.RECEIVABLE}
    return [
        KeyAction("F12", _("Tunai"), page.start_pay, why.no_cash, shown=False),
        *(
            KeyAction(key, _(tender.label), partial(page.start_pay, tender), partial(why.no_pay, tender), shown=False)
            for key, tender in others.items()
        ),
    ]


class WhyNot:
    """Why an act of the counter can't be done now, as a sentence; "" when it can."""

    def __init__(self, page: CounterPage) -> None:
        self._page = page

    def no_shift(self) -> str:
        """Without an open shift nothing is sold and no cash moves."""
        return "" if self._page.shift is not None else _("Buka sif dulu (F12).")

    def no_line(self) -> str:
        """No line of the cart is selected."""
        cart = self._page.open_cart.cart
        return self.no_cart() or ("" if 0 <= cart.selected < len(cart.lines) else _("Pilih dulu barisnya."))

    def no_cart(self) -> str:
        """Nothing is in the cart."""
        has_lines = bool(self._page.open_cart.cart.lines)
        return "" if has_lines else _("Keranjang masih kosong. Pindai atau pilih barang dulu.")

    def no_receipt(self) -> str:
        """The shift has sold nothing yet."""
        if self._page.drawer.last_id() is not None:
            return ""
        return _("Belum ada struk di sif ini. Struk lama ada di Semua struk (Ctrl+R).")

    def no_products(self) -> str:
        """Another role registers goods."""
        if self._page.context.actor.may(Permission.KEEP_PRODUCTS):
            return ""
        return _("Barang baru didaftarkan kepala toko atau pengurus. Jual dulu sebagai barang umum (Ctrl+U).")

    def no_recall(self) -> str:
        """A cart that waits is only called back to a free counter."""
        if self._page.shift is None:
            return _("Buka sif dulu (F12), baru panggil keranjang.")
        if self._page.open_cart.cart.lines:
            return _("Keranjang ini belum kosong. Bayar atau tahan dulu (F6).")
        return ""

    def no_close(self) -> str:
        """The shift closes with an empty cart."""
        cart = self._page.open_cart.cart
        if self._page.shift is None:
            return _("Belum ada sif terbuka.")
        if cart.lines or cart.paid:
            return _("Masih ada barang atau uang di keranjang. Selesaikan atau hapus dulu.")
        return ""

    def no_cash(self) -> str:
        """F12 opens the shift too, so only an empty cart at an open one refuses it."""
        return "" if self._page.shift is None else self.no_cart()

    def no_pay(self, tender: Tender) -> str:
        """A member's own means need a member."""
        refusal = self.no_shift() or self.no_cart()
        if not refusal and tender.facts.is_members and self._page.open_cart.cart.member is None:
            return str(MemberNeeded(tender=_(tender.label)))
        return refusal
