"""The counter's widgets: the search field, the lists and tiles under it, the figures at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QWidget

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
from pkkmart.ui.layout import boxed, column, row, wide
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import current, side_width

_UNDER, _SIDE_BY_SIDE = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
_CART, _RESULTS, _DONE, _CLOSED, _EMPTY = range(5)
_GAP: Final = 10
"""Pixels between the search field and the cart; with tiles in between there is less air."""

_LOW_GAP: Final = 6
_CART_ROWS: Final = (3, 2)
"""Whole lines of the cart that are seen under the tiles at least: fewer where only one row of tiles had room."""

_CART_SHARE: Final = 0.36
"""Part of the room under the search field that the cart has at least."""


class _Lists(QStackedWidget):
    """Takes the room it is given: else the highest of its pages would press on the tiles."""

    def hasHeightForWidth(self) -> bool:
        return False


class _WholeRows(QWidget):
    """Gives a table the room of whole rows, so that none is cut; what is over stays empty under it."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table
        table.setParent(self)
        self.setMinimumHeight(60)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    def place(self) -> None:
        """Lay the table anew: its rows or its head may have another height."""
        head = self._table.horizontalHeader()
        above = 0 if head.isHidden() else head.sizeHint().height()
        tall = self._table.verticalHeader().defaultSectionSize()
        rows = max(1, (self.height() - above) // tall)
        self._table.setGeometry(0, 0, self.width(), above + rows * tall)


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
        self._rows = _WholeRows(self.cart.table)
        self.lists = _Lists()
        for widget in (self._cart_column(), self.results.table, self.done, self.closed, self.empty):
            self.lists.addWidget(widget)
        self.lists.setMinimumSize(200, 60)
        self._build()

    def _cart_column(self) -> QWidget:
        self._feet = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._feet.setSpacing(0)
        self._feet.addWidget(self.off, 1)
        self._feet.addWidget(self._foot(self.foot_left, self.foot_right), 1)
        return boxed(column(wide(self._rows), self._feet, spacing=0))

    def _foot(self, left: Words, right: Words) -> QWidget:
        holder = QWidget()
        foot = QHBoxLayout(holder)
        foot.setContentsMargins(8, 0, 8, 0)
        foot.setSpacing(8)
        foot.addWidget(left, 1)
        foot.addWidget(right)
        return holder

    def _build(self) -> None:
        self.side.last_shown.connect(self.done.see_again)
        self._sheet = Card(padding=8, spacing=4).add(self.lists)
        self._left = column(self.search, self.unknown, self.tiles, wide(self._sheet), spacing=_GAP)
        row(wide(self._left), self.side, spacing=14, on=self)
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
        """Whole rows of tiles, and enough left under them for three lines of the cart."""
        self._place_change()
        low = self.tiles_shown
        gap = _LOW_GAP if low else _GAP
        self._left.setSpacing(gap)
        self._sheet.body.setContentsMargins(8, 2 if low else 6, 8, 2 if low else 6)
        self._feet.setDirection(_SIDE_BY_SIDE if low else _UNDER)
        above = self.search.sizeHint().height() + gap
        if not self.unknown.isHidden():
            above += self.unknown.sizeHint().height() + gap
        room = self.height() - above - gap
        foot = self.foot_left.sizeHint().height() + 8
        share, line = round(room * _CART_SHARE), current().px(CartTable.LOW)
        for rows in _CART_ROWS:
            if self.tiles.fit(room, max(rows * line + foot, share if rows == _CART_ROWS[0] else 0)) > 1:
                break
        width = self.width() - side_width(self.width()) - 14 - 16
        self.cart.stand(low=low, width=width)
        self._rows.place()
        self._show_foot()

    def _place_change(self) -> None:
        """Under the tiles the change is in the card of the last sale, where there is room for that card."""
        self.done.set_low(self.tiles_shown and self.side.shows_last)

    def _show_foot(self) -> None:
        """Next to a discount of the whole cart there is no room for how many lines it has."""
        self.foot_left.setVisible(self.off.isHidden() or not self.tiles_shown)

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
        self.side.show_cart(cart, member_note)
        self.tiles.set_member(cart.for_member)
        self.foot_left.setText(
            _("{lines} baris · {pieces} barang").format(lines=len(cart.lines), pieces=quantity_text(cart.units_milli))
        )
        off_idr = cart.before_discount_idr - cart.total_idr
        self.off.setVisible(cart.discount is not None and off_idr > 0)
        self._show_foot()
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
        self._place_change()

    def set_tiles(self, shown: bool) -> None:
        """Sell by tiles, or by scanning alone; the page has read the tiles."""
        self.tiles_shown = shown
        hint = _("Ketuk ubin, pindai barang, atau ketik namanya.")
        if not shown:
            hint = _("Pindai barang, ketik namanya, atau tekan Ctrl+T untuk ubin.")
        self.empty.sentence.setText(hint)
        self.side.last_card.set_large(shown and self.lists.currentIndex() == _DONE)
        self._fit()
        self._place_tiles()

    def focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
