"""The counter: scan, search or tap; pay; the next scan starts the next sale."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, rupiah
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import CodeHit, ProductRow, by_ids, search
from pkkmart.sales.cart import Member
from pkkmart.sales.queries import draft, last_sale_id, member_purchases_idr, sale_view
from pkkmart.sales.screen.desk import Desk, split_quantity, typed_quantity
from pkkmart.sales.screen.done import DoneView
from pkkmart.sales.screen.lines import CartTable, Found, ResultsTable, found_rows
from pkkmart.sales.screen.member import pick_member
from pkkmart.sales.screen.payment import Payment
from pkkmart.sales.screen.sidebar import Sidebar
from pkkmart.sales.screen.tiles import TilesPanel
from pkkmart.sales.screen.unknown import UnknownCode
from pkkmart.stock.queries import levels
from pkkmart.till.dialogs import quantity_sheet, start_shift_sheet
from pkkmart.till.queries import ShiftRow, open_shift
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, EmptyState, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run

_CART, _RESULTS, _DONE, _CLOSED, _EMPTY = range(5)


class CounterPage(Page):
    """The cashier's screen. The hand on the scanner never has to leave it."""

    title = "Kasir"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.desk = Desk(context)
        self.shift: ShiftRow | None = None
        self._offered = False
        self._asked_milli = ONE
        self.search = SearchField(_("Cari barang"), _("Pindai barcode, atau ketik nama barang, penitip, 3*kode …"))
        self.cart_table = CartTable()
        self.results = ResultsTable()
        self.done = DoneView()
        self.unknown = UnknownCode(self._focus_search, self._register)
        self.tiles = TilesPanel()
        self.side = Sidebar(
            on_pay=self.start_pay,
            on_member=self._pick_member,
            on_no_member=self._no_member,
            on_reprint=self._reprint,
        )
        self.side.setFixedWidth(340)
        self.payment = Payment(context, self.desk)
        self._build()
        self._connect()
        self._set_tiles(context.pc.get("counter.tiles", False), keep=False)
        self._set_counter_keys()

    # building

    def _build(self) -> None:
        self.lists = QStackedWidget()
        self.foot_left, self.foot_right = Words("", "caption", tone="muted"), Words("", "caption", tone="attention")
        foot = QHBoxLayout()
        foot.addWidget(self.foot_left)
        foot.addStretch(1)
        foot.addWidget(self.foot_right)
        cart = QWidget()
        column = QVBoxLayout(cart)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cart_table.table, 1)
        column.addLayout(foot)
        self.closed = EmptyState(
            "door-closed",
            _("Laci belum dibuka"),
            _("Hitung modal laci, lalu buka sif untuk mulai menjual."),
            PrimaryButton(_("Buka sif"), "F12", on_click=self._start_shift),
        )
        empty = EmptyState(
            "scan-barcode", _("Siap menjual"), _("Pindai barang, ketik namanya, atau tekan Ctrl+T untuk ubin.")
        )
        for widget in (cart, self.results.table, self.done, self.closed, empty):
            self.lists.addWidget(widget)
        self._list_card = Card(padding=8, spacing=4).add(self.lists)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._list_card, 10)
        body.addWidget(self.tiles, 10)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self.unknown)
        left.addLayout(body, 1)
        counter = QWidget()
        row = QHBoxLayout(counter)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addWidget(self.side)
        self.views = QStackedWidget()
        self.views.addWidget(counter)
        self.views.addWidget(self.payment.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.views)

    def _connect(self) -> None:
        self.desk.changed.connect(self._show_cart)
        self.desk.unknown.connect(self._show_unknown)
        self.desk.ambiguous.connect(self._show_choices)
        self.search.searched.connect(self._show_results)
        self.search.entered.connect(self._take_typed)
        self.search.stepped.connect(self._step)
        self.results.table.opened.connect(self._take_found)
        self.results.table.clicked.connect(lambda _index: self._take_found(self.results.chosen()))
        self.cart_table.table.clicked.connect(lambda index: self.desk.select(index.row()))
        self.tiles.picked.connect(self._tapped)
        self.payment.opened.connect(self._show_payment)
        self.payment.closed.connect(self._show_counter)
        self.payment.sold.connect(self._show_done)

    def _set_counter_keys(self) -> None:
        may_open = self.context.actor.may(Permission.RUN_SHIFT)
        keys = [
            KeyAction("F1", _("Bantuan"), self._help),
            KeyAction("F2", _("Anggota"), self._pick_member),
            KeyAction("F3", _("Cari"), self._focus_search),
            KeyAction("F4", _("Jumlah"), self._ask_quantity),
            KeyAction("Del", _("Hapus"), self._remove_line),
            KeyAction("Ctrl+Z", _("Batalkan baris"), self._remove_last),
            KeyAction("Ctrl+P", _("Cetak ulang"), self._reprint),
            KeyAction("Ctrl+T", _("Ubin"), self._toggle_tiles),
            KeyAction("Ctrl+L", _("Kunci"), self.context.lock_wished.emit),
            KeyAction("F12", _("Tunai"), self.start_pay, shown=False),
            KeyAction("Ctrl+B", _("Daftarkan barang"), self._register, shown=False),
        ]
        if may_open:
            keys.insert(8, KeyAction("Ctrl+E", _("Tutup sif"), self._close_shift))
        self.set_actions(keys)

    # coming and going

    @property
    def home(self) -> QLineEdit | None:
        return self.payment.view.received if self.is_paying else self.search

    @property
    def is_paying(self) -> bool:
        return self.views.currentWidget() is self.payment.view

    def enter(self) -> None:
        self.payment.leave()
        self.shift = run(self.context.messages, open_shift)
        self.tiles.load()
        self._set_counter_keys()
        last = run(self.context.messages, last_sale_id, self.shift.id) if self.shift else None
        self.side.show_last(run(self.context.messages, sale_view, last) if last else None)
        self._show_cart()
        self._focus_search()
        if self.shift is not None and not self._offered:
            self._offered = True
            self._offer_draft()

    def refresh(self, changes: frozenset[Changed]) -> None:
        if Changed.SHIFT in changes:
            self.shift = run(self.context.messages, open_shift)
            self._show_cart()
        if changes & {Changed.PRODUCTS, Changed.CONSIGNMENT, Changed.STOCK} and self.tiles.isVisible():
            self.tiles.refresh_left() if Changed.PRODUCTS not in changes else self.tiles.load()

    def _offer_draft(self) -> None:
        kept = run(self.context.messages, draft)
        if kept is None or not kept.lines:
            return
        self.context.messages.ask(
            _("Ada keranjang yang belum dibayar: {count} baris, {total}. Lanjutkan?").format(
                count=len(kept.lines), total=rupiah(kept.total_idr)
            ),
            yes=_("Lanjutkan"),
            no=_("Kosongkan"),
            on_yes=lambda: self.desk.put(kept),
            on_no=lambda: self.desk.give_up(kept),
        )

    # showing

    def _show_cart(self) -> None:
        cart = self.desk.cart
        self.cart_table.show(cart)
        self.side.show_cart(cart, self._member_note())
        self.side.pay.setEnabled(bool(cart.lines) and self.shift is not None)
        self.tiles.set_member(cart.for_member)
        self.foot_left.setText(
            _("{lines} baris · {pieces} barang").format(lines=len(cart.lines), pieces=quantity_text(cart.pieces_milli))
        )
        self.foot_right.setText(_("Hemat {saved}").format(saved=rupiah(cart.saved_idr)) if cart.saved_idr else "")
        if self.shift is None:
            self.lists.setCurrentIndex(_CLOSED)
        elif cart.lines or self.lists.currentIndex() != _DONE:
            self.lists.setCurrentIndex(_CART if cart.lines else _EMPTY)
        if cart.lines:
            self.cart_table.table.viewport().repaint()

    def _member_note(self) -> str:
        member = self.desk.cart.member
        if member is None or self.shift is None:
            return ""
        bought = run(self.context.messages, member_purchases_idr, member.person_id, self.shift.business_date) or 0
        return _("Belanja tahun ini {amount}").format(amount=rupiah(bought))

    def _show_unknown(self, code: str) -> None:
        QApplication.beep()
        self.unknown.show_code(code, may_register=self.context.actor.may(Permission.KEEP_PRODUCTS))

    def _show_choices(self, hits: list[CodeHit], qty_milli: int) -> None:
        known = run(self.context.messages, levels, [hit.product.id for hit in hits]) or {}
        rows = found_rows([hit.product for hit in hits], known, for_member=self.desk.cart.for_member)
        self._asked_milli = qty_milli
        self.results.show(rows)
        self.lists.setCurrentIndex(_RESULTS)
        self.results.table.setFocus()
        self.context.messages.attention(_("Kode ini dipakai {count} barang. Pilih ibunya.").format(count=len(rows)))

    def _show_results(self, text: str) -> None:
        wanted = text.rpartition("*")[2].strip()
        if not wanted or self.shift is None:
            self._show_cart()
            return
        products = run(self.context.messages, search, wanted) or []
        known = run(self.context.messages, levels, [product.id for product in products]) or {}
        self.results.show(found_rows(products, known, for_member=self.desk.cart.for_member))
        self.lists.setCurrentIndex(_RESULTS)

    # adding

    def scanned(self, code: str) -> None:
        """A scan, whatever had the focus."""
        if self.is_paying:
            QApplication.beep()
            self.context.messages.attention(_("Selesaikan pembayaran dulu, baru pindai barang berikutnya."))
            return
        if self.shift is None:
            QApplication.beep()
            self.context.messages.attention(_("Buka sif dulu (F12), baru pindai barang."))
            return
        quantity = typed_quantity(self.search.text())
        self._read(code, quantity)

    def _read(self, code: str, qty_milli: int) -> None:
        self.unknown.clear()
        self.context.messages.clear()
        self.search.clear()
        self.desk.read_code(code, qty_milli)
        if self.lists.currentIndex() != _RESULTS:
            self._focus_search()

    def _take_typed(self) -> None:
        text = self.search.text().strip()
        if not text or self.shift is None:
            return
        try:
            qty_milli, wanted = split_quantity(text)
        except UserError as error:
            self.context.messages.attention(str(error))
            return
        if not wanted:
            return
        if self.lists.currentIndex() == _RESULTS and not wanted.isdigit() and self.results.chosen() is not None:
            self._take_found(self.results.chosen(), qty_milli)
            return
        self._show_results(wanted)
        found = self.results.chosen() if self.results.model.rows else None
        if wanted.isdigit() or found is None:
            self._read(wanted, qty_milli)
        else:
            self._take_found(found, qty_milli)

    def _take_found(self, found: object, qty_milli: int | None = None) -> None:
        if not isinstance(found, Found):
            return
        if qty_milli is None:
            typed = self.search.text()
            qty_milli = typed_quantity(typed) if "*" in typed else self._asked_milli
        self._asked_milli = ONE
        self.search.clear()
        self.lists.setCurrentIndex(_CART)
        self.desk.add(found.product, qty_milli)
        self._focus_search()

    def _tapped(self, product: ProductRow) -> None:
        if self.shift is None:
            self.context.messages.attention(_("Buka sif dulu (F12), baru jual."))
            return
        quantity = typed_quantity(self.search.text())
        self.search.clear()
        self.unknown.clear()
        self.desk.add(product, quantity)
        self._focus_search()

    def _register(self) -> None:
        if self.context.actor.may(Permission.KEEP_PRODUCTS):
            product_sheet(self.context, code=self.unknown.code, on_done=self._registered)

    def _registered(self, product_id: int) -> None:
        self.unknown.clear()
        product = (run(self.context.messages, by_ids, [product_id]) or {}).get(product_id)
        if product is not None and self.shift is not None:
            self.desk.add(product)

    # editing

    def _step(self, by: int) -> None:
        table = self.results.table if self.lists.currentIndex() == _RESULTS else self.cart_table.table
        table.step(by)
        if table is self.cart_table.table:
            self.desk.select(table.currentIndex().row())

    def _ask_quantity(self) -> None:
        cart = self.desk.cart
        if 0 <= cart.selected < len(cart.lines):
            line = cart.lines[cart.selected]
            quantity_sheet(
                self.context,
                line.name,
                line.unit,
                line.qty_milli,
                self.desk.set_quantity,
                whole=not line.sold_by_weight,
            )

    def _remove_line(self) -> None:
        self._removed(self.desk.remove(self.desk.cart.selected))

    def _remove_last(self) -> None:
        self._removed(self.desk.remove(len(self.desk.cart.lines) - 1))

    def _removed(self, name: str) -> None:
        if name:
            self.context.messages.good(_("{name} dihapus dari keranjang.").format(name=name))

    def _pick_member(self) -> None:
        if self.shift is not None and not self.is_paying:
            pick_member(self.context.messages, self._set_member)

    def _set_member(self, member: Member) -> None:
        self.desk.put(self.desk.cart.with_member(member))

    def _no_member(self) -> None:
        self.desk.put(self.desk.cart.with_member(None))
        self._focus_search()

    # paying

    def start_pay(self) -> None:
        """F12: open the shift when it is closed, else ask for the cash."""
        if self.shift is None:
            self._start_shift()
        elif not self.is_paying:
            self.payment.start()

    def _show_payment(self) -> None:
        self.views.setCurrentWidget(self.payment.view)
        self.set_actions([])
        self.payment.view.received.setFocus()
        self.payment.view.received.selectAll()
        self.actions_changed.emit()

    @property
    def actions_shown(self) -> tuple[KeyAction, ...]:
        return self.payment.view.actions_shown if self.is_paying else super().actions_shown

    def _show_counter(self) -> None:
        self.views.setCurrentIndex(0)
        self._set_counter_keys()
        self._show_cart()
        self._focus_search()

    def _show_done(self, result: object) -> None:
        self.done.show_sale(self.payment.sale, self.payment.elements, self.payment.printer_note)
        self.lists.setCurrentIndex(_DONE)
        self._show_counter()
        self.side.show_last(self.payment.sale)

    def _reprint(self) -> None:
        last = run(self.context.messages, last_sale_id, self.shift.id) if self.shift else None
        if last:
            self.payment.reprint(last)

    # the rest

    def _start_shift(self) -> None:
        if self.context.actor.may(Permission.RUN_SHIFT):
            start_shift_sheet(self.context, self.enter)

    def _close_shift(self) -> None:
        if self.shift is None:
            self.context.messages.attention(_("Belum ada sif terbuka."))
        elif self.desk.cart.lines:
            self.context.messages.attention(_("Masih ada barang di keranjang. Selesaikan atau hapus dulu."))
        else:
            self.context.open(Door("close_shift", self.shift.id))

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _toggle_tiles(self) -> None:
        self._set_tiles(not self.tiles.isVisibleTo(self), keep=True)

    def _set_tiles(self, shown: bool, *, keep: bool) -> None:
        self.tiles.setVisible(shown)
        self.cart_table.narrow(shown)
        if shown:
            self.tiles.load()
        if keep:
            run(self.context.messages, self.context.pc.set, "counter.tiles", shown)

    def _help(self) -> None:
        lines = [f"{action.key}  {action.label}" for action in super().actions_shown if action.key != "F1"]
        lines += [_("3*kode  tiga barang sekaligus"), _("0,25*kode  seperempat kilo")]
        self.context.messages.ask(
            "\n".join(lines), title=_("Tombol kasir"), yes=_("Mengerti"), on_yes=self._focus_search, only_yes=True
        )
