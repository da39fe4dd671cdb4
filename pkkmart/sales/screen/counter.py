"""The counter: scan, search or tap; pay; the next scan starts the next sale."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout

from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, date_long
from pkkmart.core.operation import Changed
from pkkmart.printing.settings import read_printer
from pkkmart.sales.cart import Member
from pkkmart.sales.queries import held_carts, member_purchases_idr
from pkkmart.sales.screen.acts import CartActs
from pkkmart.sales.screen.board import Board
from pkkmart.sales.screen.copies import print_copy, show_receipt
from pkkmart.sales.screen.counter_keys import WhyNot, counter_keys
from pkkmart.sales.screen.drawer_acts import DrawerActs, member_note, show_buyer
from pkkmart.sales.screen.goods_entry import GoodsEntry
from pkkmart.sales.screen.help import help_sheet
from pkkmart.sales.screen.hold_sheets import waiting_words
from pkkmart.sales.screen.member import pick_member
from pkkmart.sales.screen.open_cart import OpenCart
from pkkmart.sales.screen.payment import Payment, funds_of
from pkkmart.sales.screen.sidebar import BoardActs
from pkkmart.sales.tenders import Tender
from pkkmart.stock.queries import recorded_milli
from pkkmart.till.dialogs import quantity_sheet, start_shift_sheet
from pkkmart.till.queries import ShiftRow, open_shift
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run

_TILES = "counter.tiles"


class CounterPage(Page):
    """The cashier's page, usable with scanner and keys alone."""

    title = N_("Kasir")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.open_cart = OpenCart(context)
        self.payment = Payment(context, self.open_cart)
        self.shift: ShiftRow | None = None
        self._offered = False
        self.board = Board(
            BoardActs(
                pay=self.start_pay,
                pay_with=self.start_pay,
                member=self.pick_member,
                no_member=self._no_member,
                hold=lambda: self.acts.hold_at_once(),
                recall=lambda: self.press("F7"),
                discount=lambda: self.press("F5"),
                receipts=lambda: self.press("Ctrl+R"),
                print_last=lambda: self.press("Ctrl+P"),
                correct_last=lambda: self.press("Ctrl+G"),
                open_last=lambda: self.drawer.open_last(),
                preview_last=lambda: self._preview(),
                set_quantity=self._set_quantity,
                register=lambda: self.goods_entry.register(),
            )
        )
        self.search = self.board.search
        self.views = QStackedWidget()
        self.views.addWidget(self.board)
        self.views.addWidget(self.payment.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.views)
        self.goods_entry = GoodsEntry(
            context, self.open_cart, self.board, lambda: self.shift is not None, self._show_cart
        )
        self.acts = CartActs(context, self.open_cart, self.board.focus_search)
        self.drawer = DrawerActs(context, lambda: self.shift, self.board.focus_search)
        self._connect()
        self._held_of = ""
        self._keyed = frozenset(button.key for button in self.board.side.keyed)
        self._refusals: dict[str, str] = {}
        self.board.set_tiles(context.pc.get(_TILES, False))
        self.set_actions(counter_keys(self))

    def _connect(self) -> None:
        board = self.board
        self.open_cart.changed.connect(self._show_cart)
        self.search.stepped.connect(self._step)
        board.cart.table.clicked.connect(lambda index: self.open_cart.select(index.row()))
        self.payment.opened.connect(self._show_payment)
        self.payment.view.chosen.connect(lambda _tender: self._tender_chosen())
        self.payment.view.received.changed.connect(lambda _amount: self._show_buyer())
        self.payment.closed.connect(self._show_counter)
        self.payment.sold.connect(self._show_done)

    # coming and going

    @property
    def home(self) -> QLineEdit | None:
        return self.payment.view.received if self.is_paying else self.search

    @property
    def is_paying(self) -> bool:
        return self.views.currentWidget() is self.payment.view

    def enter(self) -> None:
        self.payment.leave()
        self.shift = run(self.context.messages, open_shift, self.context.till_id)
        self._load_tiles()
        self._held_of = ""
        self.set_actions(counter_keys(self))
        self.board.side.show_last(self.drawer.last_sale())
        self._show_cart()
        self.board.focus_search()
        if self.shift is not None and self.shift.business_date < clock.today():
            told = _("Sif ini dibuka {day} dan belum ditutup. Tutup dulu (Ctrl+E) bila itu sif kemarin.")
            self.context.messages.attention(told.format(day=date_long(self.shift.business_date)), stays=True)
        if self.shift is not None and not self._offered:
            self._offered = True
            self.acts.offer_draft()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if Changed.SHIFT in changes:
            self.shift = run(self.context.messages, open_shift, self.context.till_id)
            self._load_tiles()
            self._show_cart()
        if Changed.PRODUCTS in changes:
            self.open_cart.forget_book()
        if Changed.PRODUCTS in changes or (Changed.CONSIGNMENT in changes and Changed.SALES not in changes):
            self._load_tiles()
        elif changes & {Changed.CONSIGNMENT, Changed.STOCK} and self.board.tiles_shown:
            self.board.tiles.refresh_left()

    # showing

    def _load_tiles(self) -> None:
        if self.board.tiles_shown:
            self.board.tiles.load(self.shift)

    def _show_cart(self) -> None:
        cart = self.open_cart.cart
        self.board.show_cart(cart, self._member_note(), is_open=self.shift is not None)
        self.context.buyer_sees.emit(cart)
        if cart.id != self._held_of:  # another cart is open: one was put aside, called back, or sold
            self._held_of = cart.id
            self.board.side.show_waiting(run(self.context.messages, held_carts, self.context.till_id) or [])
        self._show_refusals()

    def _show_refusals(self) -> None:
        """Dim what can't be done now, on the buttons and in the row of keys, where that changed since it was shown."""
        if self.is_paying:
            return
        refusals = {one.key: one.refusal() for one in self.actions_shown if one.shown or one.key in self._keyed}
        refusals["F12"] = WhyNot(self).no_pay(Tender.CASH)  # the key opens the drawer too; the button only sells
        if refusals != self._refusals:
            self._refusals = refusals
            self.board.side.show_refusals(refusals, self._tell_refusal)
            self.actions_changed.emit()

    def _tell_refusal(self, sentence: str) -> None:
        """A dim button was pressed: the next scan or letter belongs to the search field all the same."""
        self.context.messages.attention(sentence)
        self.board.focus_search()

    def _member_note(self) -> tuple[str, ...]:
        member = self.open_cart.cart.member
        if member is None or self.shift is None:
            return ()
        day = self.shift.business_date
        funds = run(self.context.messages, funds_of, member, day)
        bought = run(self.context.messages, member_purchases_idr, member.person_id, day) or 0
        return member_note(funds.savings_idr, funds.room_idr, bought) if funds else ()

    def scanned(self, code: str) -> None:
        """A scan, whatever had the focus."""
        if self.is_paying:
            QApplication.beep()
            self.context.messages.attention(_("Selesaikan pembayaran dulu, baru pindai barang berikutnya."))
            return
        self.goods_entry.scanned(code)

    # editing

    def _step(self, by: int) -> None:
        table = self.board.results.table if self.board.shows_results else self.board.cart.table
        table.step(by)
        if table is self.board.cart.table:
            self.open_cart.select(table.currentIndex().row())

    def _set_quantity(self, qty_milli: int) -> None:
        self.open_cart.set_quantity(qty_milli)
        self.board.focus_search()

    def ask_quantity(self) -> None:
        """F4: the quantity of the selected line."""
        cart = self.open_cart.cart
        if 0 <= cart.selected < len(cart.lines):
            line = cart.lines[cart.selected]
            quantity_sheet(
                self.context,
                line.name,
                line.unit,
                line.qty_milli,
                self.open_cart.set_quantity,
                whole=not line.sold_by_weight,
                stock_milli=recorded_milli(line.product_id),
            )

    def remove_line(self) -> None:
        """Del: the selected line goes out of the cart."""
        self._removed(self.open_cart.remove(self.open_cart.cart.selected))

    def remove_last(self) -> None:
        """Ctrl+Z: the last line goes out of the cart."""
        self._removed(self.open_cart.remove(len(self.open_cart.cart.lines) - 1))

    def _removed(self, name: str) -> None:
        if name:
            self.context.messages.good(_("{name} dihapus dari keranjang.").format(name=name))

    def pick_member(self) -> None:
        """F2: who buys."""
        if self.shift is not None and not self.is_paying:
            pick_member(self.context.messages, self._set_member, self.context)

    def _set_member(self, member: Member) -> None:
        self.open_cart.put(self.open_cart.cart.with_member(member))

    def _no_member(self) -> None:
        self.open_cart.put(self.open_cart.cart.with_member(None))
        self.board.focus_search()

    # paying

    def start_pay(self, tender: Tender = Tender.CASH) -> None:
        """F12: open the shift when it is closed, else ask for the cash; F8 to F11 for another tender first."""
        if self.shift is None:
            self._start_shift()
        elif not self.is_paying:
            self.payment.start(self.shift.business_date, tender)

    def _tender_chosen(self) -> None:
        if self.is_paying:
            self.actions_changed.emit()
            self._show_buyer()

    def _show_buyer(self) -> None:
        if self.is_paying:
            show_buyer(self.context, self.open_cart.cart, self.payment.view)

    def _show_payment(self) -> None:
        self.views.setCurrentWidget(self.payment.view)
        self._show_buyer()
        self.set_actions([])
        self.payment.view.received.setFocus()
        self.payment.view.received.selectAll()
        self.actions_changed.emit()

    @property
    def actions_shown(self) -> tuple[KeyAction, ...]:
        return self.payment.view.actions_shown if self.is_paying else super().actions_shown

    def _show_counter(self) -> None:
        self.views.setCurrentIndex(0)
        self.set_actions(counter_keys(self))
        self._show_cart()
        self.board.focus_search()

    def _show_done(self, result: object) -> None:
        self.context.messages.clear()
        self.board.done.set_columns(read_printer(self.context.pc).columns)
        self.board.show_done(self.payment.sale, self.payment.elements, self.payment.printer_note)
        self.context.buyer_sees.emit(self.payment.sale)
        self._show_counter()

    def reprint(self) -> None:
        """Ctrl+P: the receipt of the last sale once more."""
        last = self.drawer.last_id()
        if last:
            print_copy(self.context, last)

    # the rest

    def _start_shift(self) -> None:
        if self.context.actor.may(Permission.RUN_SHIFT):
            start_shift_sheet(self.context, self.enter)

    def close_shift(self) -> None:
        """Ctrl+E: on to the count of the drawer, told which carts still wait."""
        waiting = waiting_words(run(self.context.messages, held_carts, self.context.till_id) or [])
        self.context.open(Door("close_shift", self.shift.id if self.shift else None))
        if waiting:
            self.context.messages.attention(waiting)

    def _preview(self) -> None:
        done = self.board.done
        if done.seen is not None:
            show_receipt(self.context, done.seen.number, done.elements)

    def toggle_tiles(self) -> None:
        """Ctrl+T: between scanning and tiles; this PC remembers it."""
        shown = not self.board.tiles_shown
        self.board.set_tiles(shown)
        self._load_tiles()
        run(self.context.messages, self.context.pc.set, _TILES, shown)

    def help(self) -> None:
        """F1: the keys and the guide."""
        help_sheet(self.context, super().actions_shown, self.board.focus_search)
