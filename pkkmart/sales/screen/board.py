"""The counter's widgets: the search field, the lists and tiles under it, the figures at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.slip import Element
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.done import DoneView
from pkkmart.sales.screen.lines import CartTable, Found, ResultsTable
from pkkmart.sales.screen.sidebar import Sidebar
from pkkmart.sales.screen.tiles import TilesPanel
from pkkmart.sales.screen.unknown import UnknownCode
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, Elided, EmptyState, Words
from pkkmart.ui.fields import SearchField
from pkkmart.ui.theme import side_width

_CART, _RESULTS, _DONE, _CLOSED, _EMPTY = range(5)


@dataclass(frozen=True, slots=True)
class BoardActs:
    """What the buttons on the board do; the page decides."""

    pay: Callable[[], object]
    pay_with: Callable[[Tender], object]
    member: Callable[[], object]
    no_member: Callable[[], object]
    last_receipt: Callable[[], object]
    register: Callable[[], object]


class Board(QWidget):
    """Draws the cart, what a search found, or the last sale; decides nothing."""

    def __init__(self, acts: BoardActs) -> None:
        super().__init__()
        self.search = SearchField(_("Cari barang"), _("Pindai barcode, atau ketik nama barang, penitip, 3*kode …"))
        self.unknown = UnknownCode(self.focus_search, acts.register)
        self.cart = CartTable()
        self.results = ResultsTable()
        self.done = DoneView()
        self.tiles = TilesPanel()
        self.tiles_shown = False
        self.side = Sidebar(
            on_pay=acts.pay,
            on_pay_with=acts.pay_with,
            on_member=acts.member,
            on_no_member=acts.no_member,
            on_last_receipt=acts.last_receipt,
        )
        self.closed = EmptyState(
            "door-closed",
            _("Laci belum dibuka"),
            _("Hitung modal laci, lalu buka sif untuk mulai menjual."),
            PrimaryButton(_("Buka sif"), "F12", on_click=acts.pay),
        )
        hint = _("Pindai barang, ketik namanya, atau tekan Ctrl+T untuk ubin.")
        self.empty = EmptyState("scan-barcode", _("Siap menjual"), hint)
        self.foot_left, self.foot_right = Words("", "caption", tone="muted"), Words("", "caption", tone="attention")
        self.off_left, self.off_right = Elided("", "caption"), Words("", "caption", tone="attention")
        self.off = self._foot(self.off_left, self.off_right)
        self.lists = QStackedWidget()
        for widget in (self._cart_column(), self.results.table, self.done, self.closed, self.empty):
            self.lists.addWidget(widget)
        self.lists.setMinimumWidth(200)
        self._build()

    def _cart_column(self) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cart.table, 1)
        column.addWidget(self.off)
        column.addWidget(self._foot(self.foot_left, self.foot_right))
        return holder

    def _foot(self, left: Words, right: Words) -> QWidget:
        holder = QWidget()
        foot = QHBoxLayout(holder)
        foot.setContentsMargins(8, 0, 8, 0)
        foot.addWidget(left, 1)
        foot.addWidget(right)
        return holder

    def _build(self) -> None:
        self.side.last_shown.connect(self.done.see_again)
        body = QHBoxLayout()
        body.setSpacing(12)
        body.addWidget(Card(padding=8, spacing=4).add(self.lists), 11)
        body.addWidget(self.tiles, 10)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self.unknown)
        left.addLayout(body, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addLayout(left, 1)
        row.addWidget(self.side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.width()))
        super().resizeEvent(event)

    @property
    def shows_results(self) -> bool:
        return self.lists.currentIndex() == _RESULTS

    def show_cart(self, cart: Cart, member_note: Sequence[str], *, is_open: bool) -> None:
        """The cart, painted at once; the last change stays in view while the new cart is empty."""
        was = self.lists.currentIndex()
        self.cart.show(cart)
        self.side.show_cart(cart, member_note)
        self.side.pay.setEnabled(bool(cart.lines) and is_open)
        self.tiles.set_member(cart.for_member)
        self.foot_left.setText(
            _("{lines} baris · {pieces} barang").format(lines=len(cart.lines), pieces=quantity_text(cart.units_milli))
        )
        off_idr = cart.before_discount_idr - cart.total_idr
        self.off.setVisible(cart.discount is not None and off_idr > 0)
        if cart.discount is not None:
            told = _("Jumlah {before} · diskon keranjang {discount}")
            self.off_left.setText(told.format(before=figure(cart.before_discount_idr), discount=cart.discount.words))
            self.off_right.setText(f"-{figure(off_idr)}")
        self.foot_right.setText(_("Hemat {saved}").format(saved=rupiah(cart.saved_idr)) if cart.saved_idr else "")
        if not is_open:
            self.lists.setCurrentIndex(_CLOSED)
        elif cart.lines or self.lists.currentIndex() != _DONE:
            self.lists.setCurrentIndex(_CART if cart.lines else _EMPTY)
            self.tiles.setVisible(self.tiles_shown)
        if cart.lines and was != _CART:  # out of sight, the table painted nothing above
            self.cart.table.viewport().repaint()

    def show_results(self, rows: Sequence[Found]) -> None:
        """What a search found, or nothing."""
        self.results.show(rows)
        self.lists.setCurrentIndex(_RESULTS)

    def leave_results(self) -> None:
        self.lists.setCurrentIndex(_CART)

    def show_done(self, sale: SaleView, elements: list[Element], printer_note: str) -> None:
        """The change of a finished sale, until the next scan."""
        self.unknown.clear()
        self.done.show_sale(sale, elements, printer_note)
        if printer_note:  # without a printer the receipt is shown to the buyer: tiles make room for it
            self.tiles.hide()
        self.lists.setCurrentIndex(_DONE)
        self.side.show_last(sale)

    def set_tiles(self, shown: bool) -> None:
        self.tiles_shown = shown
        self.tiles.setVisible(shown)
        self.cart.narrow(shown)
        if shown:
            self.tiles.load()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
