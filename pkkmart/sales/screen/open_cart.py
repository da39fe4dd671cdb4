"""The cart that is open at the counter: what a scan, a key or a tap does to it, and its draft on disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from pkkmart.core import clock
from pkkmart.core.i18n import _, date_short, rupiah
from pkkmart.core.quantity import ONE, parse_quantity, quantity_text
from pkkmart.people.queries import CapacityKind, find_people
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import PriceBook
from pkkmart.products.queries import CodeHit, ProductRow, by_ids, find_sold
from pkkmart.products.scale import LabelTimes
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import note_cart_emptied, note_line_removed, save_draft
from pkkmart.stock.queries import near_expiry, recorded_milli
from pkkmart.stock.settings import NEAR_EXPIRY_DAYS
from pkkmart.till.dialogs import MANY, require_usual
from pkkmart.ui.page import Context
from pkkmart.ui.run import run, run_confirmed, succeeds


class OpenCart(QObject):
    """The cart a cashier works on; a change is shown (`changed`), then written to disk against a power cut."""

    changed = Signal()
    unknown = Signal(str)
    ambiguous = Signal(object, int)
    """Several products answer to one code: the hits, and the quantity asked for."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.cart = Cart.new()
        self._book: PriceBook | None = None
        self._edge = QTimer(self)
        self._edge.setSingleShot(True)
        self._edge.timeout.connect(self.look_again)

    def put(self, cart: Cart) -> None:
        """Open another cart, at the prices of now."""
        self.cart = cart.priced_by(self.book, clock.now())
        self.changed.emit()
        succeeds(self.context.messages, save_draft, cart, till_id=self.context.till_id)

    @property
    def book(self) -> PriceBook:
        """The rules of today; read once, and anew when they changed or an hour of a promotion has come."""
        if self._book is None:
            self._book = run(self.context.messages, price_book, clock.today()) or PriceBook.empty()
            edge = self._book.changes_at(clock.now())
            if edge is not None:
                self._edge.start(max(int((edge - clock.now()).total_seconds() * 1_000), 0) + 500)
        return self._book

    def forget_book(self) -> None:
        """Prices or promotions changed: the next look reads them anew."""
        self._book = None

    def look_again(self) -> None:
        """Price the open cart anew when an hour of a promotion has come."""
        self.forget_book()
        if self.cart.lines:
            before = self.cart.total_idr
            self.put(self.cart)
            if self.cart.total_idr != before:
                told = _("Promo berubah pada jam ini: total {before} menjadi {now}. Sebutkan ke pembeli.")
                self.context.messages.attention(
                    told.format(before=rupiah(before), now=rupiah(self.cart.total_idr)), stays=True
                )

    def read_code(self, code: str, qty_milli: int = ONE) -> bool:
        """Act on a scanned code (a product, one of several, a member's card); False where nothing was done."""
        hits = run(self.context.messages, find_sold, code)
        if hits is None:
            return False
        if len(hits) == 1:
            return self.add_hit(hits[0], qty_milli)
        if hits:
            self.ambiguous.emit(hits, qty_milli)
            return True
        if self._is_member_card(code):
            return True
        self.unknown.emit(code)
        return False

    def _is_member_card(self, code: str) -> bool:
        if not code[:1].isalpha() or "-" not in code:
            return False
        found = run(self.context.messages, find_people, CapacityKind.MEMBER, code) or []
        exact = [row for row in found if row.number.upper() == code.upper()]
        if len(exact) == 1:
            self.put(self.cart.with_member(Member(exact[0].id, exact[0].name, exact[0].number)))
        return len(exact) == 1

    def add_hit(self, hit: CodeHit, qty_milli: int = ONE) -> bool:
        """A product by its code; a pack code stands for several, a scale's label for a packet of its own."""
        if not hit.labelled:
            quantity = qty_milli * hit.pack_milli // ONE
            return self._sure(hit.product, qty_milli, quantity, lambda: self.put_in(hit.product, quantity, hit.code))
        packets, rest = divmod(qty_milli, ONE)
        if rest or not packets:
            self.context.messages.attention(str(LabelTimes(name=hit.product.name)))
            return False
        label_idr, quantity = None if hit.label_idr is None else hit.label_idr * packets, hit.pack_milli * packets
        return self._sure(
            hit.product, qty_milli, quantity,
            lambda: self.put_in(hit.product, quantity, hit.code, apart=True, label_idr=label_idr),
        )  # fmt: skip

    def add(self, product: ProductRow, qty_milli: int = ONE) -> bool:
        """So much of a product that was picked; a quantity that is rarely meant is asked about first."""
        return self._sure(product, qty_milli, qty_milli, lambda: self.put_in(product, qty_milli))

    def _sure(self, product: ProductRow, typed_milli: int, qty_milli: int, put_in: Callable[[], bool]) -> bool:
        """Put it in, at once or after a yes where many were typed; False where nothing was done or asked."""
        if typed_milli <= MANY:
            return put_in()
        most, stock_milli, done = max(qty_milli, typed_milli), recorded_milli(product.id), list[bool]()

        def act(confirmed: frozenset[str]) -> bool:
            require_usual(product.name, product.unit, most, stock_milli, confirmed)
            return put_in()

        run_confirmed(self.context.messages, act, done.append, yes=_("Ya, betul"), no=_("Jangan"))
        return done != [False]

    def put_in(
        self,
        product: ProductRow,
        qty_milli: int = ONE,
        code: str = "",
        *,
        apart: bool = False,
        label_idr: int | None = None,
    ) -> bool:
        """So much of a product; `apart` and `label_idr` as the cart means them."""
        cart = run(self.context.messages, self.cart.add, product, qty_milli, code, apart=apart, label_idr=label_idr)
        if cart is not None:
            self.put(cart)
            self._warn_of_expiry(product)
        return cart is not None

    def _warn_of_expiry(self, product: ProductRow) -> None:
        """Say that some of the goods on the shelf have expired or soon will: a barcode doesn't know which these are."""
        today = clock.today()
        until = today + timedelta(days=NEAR_EXPIRY_DAYS.get())
        near = run(self.context.messages, near_expiry, product.id, today, until)
        if near is None:
            return
        told = _("{name}: {quantity} di rak kedaluwarsa {day}. Lihat tanggal di kemasannya.")
        if near.expires_on < today:
            told = _("{name}: {quantity} di rak sudah lewat tanggal {day}. Lihat tanggal di kemasannya.")
        quantity, day = quantity_text(near.qty_milli), date_short(near.expires_on)
        self.context.messages.attention(told.format(name=product.name, quantity=quantity, day=day))

    def set_quantity(self, qty_milli: int) -> bool:
        """Set the quantity of the selected line."""
        cart = run(self.context.messages, self.cart.with_quantity, self.cart.selected, qty_milli)
        if cart is not None:
            self.put(cart)
        return cart is not None

    def select(self, index: int) -> None:
        """Select a line; the draft stays as it is."""
        if 0 <= index < len(self.cart.lines):
            self.cart = self.cart.select(index)

    def remove(self, index: int) -> str:
        """Remove a line, with an entry in the audit; returns its name ("" when there was none)."""
        if not 0 <= index < len(self.cart.lines):
            return ""
        if not succeeds(self.context.messages, note_line_removed, self.context.actor, self.cart, index):
            return ""
        name = self.cart.lines[index].name
        self.put(self.cart.without(index))
        return name

    def give_up(self, cart: Cart) -> None:
        """Give up a cart that is not paid, with an entry in the audit."""
        if succeeds(self.context.messages, note_cart_emptied, self.context.actor, cart):
            self.put(Cart.new())

    def reprice(self) -> None:
        """Take today's prices and names into the cart."""
        self.forget_book()
        products = run(self.context.messages, by_ids, [line.product_id for line in self.cart.lines])
        if products is not None:
            self.put(self.cart.repriced(products.values()))


def split_quantity(text: str) -> tuple[int, str]:
    """`3*kode` as (3000, "kode"); without a star one unit. Raises UserError for an unreadable quantity."""
    before, star, rest = text.partition("*")
    return (parse_quantity(before), rest.strip()) if star else (ONE, text.strip())


def typed_quantity(text: str) -> int:
    """The quantity standing in the search field before a scan (`3*`), one unit when there is none.

    Raises UnreadableNumber: `-3*` before a scan must not sell one.
    """
    return split_quantity(text)[0] if "*" in text else ONE
