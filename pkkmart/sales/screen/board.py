"""The counter's widgets: the search field, the lists and tiles under it, the figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.quantity import quantity_text
from pkkmart.printing.slip import Element
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.done import DoneView
from pkkmart.sales.screen.lines import CartTable, Found, ResultsTable
from pkkmart.sales.screen.sidebar import BoardActs, Sidebar
from pkkmart.sales.screen.tiles import TilesPanel
from pkkmart.sales.screen.unknown import UnknownCode
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, Elided, EmptyState, Words
from pkkmart.ui.fields import SearchField
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.theme import current, side_width

_CART, _RESULTS, _DONE, _CLOSED, _EMPTY = range(5)
_GAP: Final = 10
_CART_LEAST: Final = 100
"""Pixels at 100 % text for the cart under the tiles: its lines, without what surrounds them."""

_CART_SHARE: Final = 0.3
"""Part of the room under the search field that the cart has at least."""


class _Lists(QStackedWidget):
    """Takes the room it is given: else the highest of its pages would press on the tiles."""

    def hasHeightForWidth(self) -> bool:
        return False


class Board(QWidget):
    """Draws the cart, what a search found, or the last sale; decides nothing."""

    def __init__(self, acts: BoardActs) -> None:
        super().__init__()
        self.search = SearchField(_("Cari barang"), _("Pindai barcode, atau ketik nama barang, penitip, 3*kode …"))
        self.unknown = UnknownCode(self.focus_search, acts.register)
        self.cart = CartTable(acts.set_quantity)
        self.results = ResultsTable()
        self.done = DoneView(acts.preview_last)
        self.tiles = TilesPanel()
        self.tiles_shown = False
        self.side = Sidebar(acts)
        self.closed = EmptyState(
            "door-closed",
            _("Laci belum dibuka"),
            _("Hitung modal laci, lalu buka sif untuk mulai menjual."),
            PrimaryButton(_("Buka sif"), "F12", on_click=acts.pay),
        )
        self.empty = EmptyState("scan-barcode", _("Siap menjual"), " ")
        self.foot_left, self.foot_right = Words("", "caption", tone="muted"), Words("", "caption", tone="attention")
        self.off_left, self.off_right = Elided("", "caption"), Words("", "caption", tone="attention")
        self.off = self._foot(self.off_left, self.off_right)
        self.lists = _Lists()
        for widget in (self._cart_column(), self.results.table, self.done, self.closed, self.empty):
            self.lists.addWidget(widget)
        self.lists.setMinimumSize(200, 60)
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
        self._sheet = Card(padding=8, spacing=4).add(self.lists)
        left = column(self.search, self.unknown, self.tiles, wide(self._sheet), spacing=_GAP)
        row(wide(left), self.side, spacing=14, on=self)
        self.unknown.shown.connect(self._fit)
        self.set_tiles(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.side.setFixedWidth(side_width(self.width()))
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_sheet"):
            self._fit()

    def _fit(self) -> None:
        """Whole rows of tiles, and enough left under them for two lines of the cart."""
        above = self.search.sizeHint().height() + _GAP
        if not self.unknown.isHidden():
            above += self.unknown.sizeHint().height() + _GAP
        room = self.height() - above - _GAP
        self.tiles.fit(room, max(current().px(_CART_LEAST) + 30, round(room * _CART_SHARE)))
        width = self.width() - side_width(self.width()) - 14 - 16
        self.cart.stand(low=self.tiles_shown, width=width)

    def _place_tiles(self) -> None:
        """The tiles stay, after a sale too; they give way to what a search found, and to a drawer not yet open."""
        self.tiles.setVisible(self.tiles_shown and self.lists.currentIndex() not in (_RESULTS, _CLOSED))

    def _turn(self, place: int) -> None:
        self.lists.setCurrentIndex(place)
        self._place_tiles()

    @property
    def shows_results(self) -> bool:
        return self.lists.currentIndex() == _RESULTS

    def show_cart(self, cart: Cart, member_note: Sequence[str], *, is_open: bool) -> None:
        """The cart, painted at once; the last change stays in view while the new cart is empty."""
        was = self.lists.currentIndex()
        self.cart.show(cart)
        self.side.show_cart(cart, member_note, is_open=is_open)
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
            self._turn(_CLOSED)
        elif cart.lines or was != _DONE:
            self._turn(_CART if cart.lines else _EMPTY)
        if cart.lines and was != _CART:  # out of sight, the table painted nothing above
            self.cart.table.viewport().repaint()

    def show_results(self, rows: Sequence[Found]) -> None:
        """What a search found, or nothing."""
        self.results.show(rows)
        self._turn(_RESULTS)

    def leave_results(self) -> None:
        self._turn(_CART)

    def show_done(self, sale: SaleView, elements: list[Element], printer_note: str) -> None:
        """The change of a finished sale, until the next scan."""
        self.unknown.clear()
        self.done.show_sale(sale, elements, printer_note)
        self._turn(_DONE)
        self.side.show_last(sale)
        self.side.last_card.set_large(self.tiles_shown)
        self.side.fit()

    def set_tiles(self, shown: bool) -> None:
        """Sell by tiles, or by scanning alone; the page has read the tiles."""
        self.tiles_shown = shown
        hint = _("Ketuk ubin, pindai barang, atau ketik namanya.")
        if not shown:
            hint = _("Pindai barang, ketik namanya, atau tekan Ctrl+T untuk ubin.")
        self.empty.sentence.setText(hint)
        self.done.set_low(shown)
        self.side.last_card.set_large(shown and self.lists.currentIndex() == _DONE)
        self._fit()
        self._place_tiles()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
