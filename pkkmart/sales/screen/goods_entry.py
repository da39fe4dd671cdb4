"""How goods get into the cart: scanned codes, searches, picked rows and tiles become lines."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _
from pkkmart.core.quantity import ONE
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import CodeHit, ProductRow, by_ids, find_by_code, search
from pkkmart.sales.screen.board import Board
from pkkmart.sales.screen.lines import Found, found_rows
from pkkmart.sales.screen.open_cart import OpenCart, split_quantity, typed_quantity
from pkkmart.sales.screen.price_check import price_check_sheet
from pkkmart.sales.screen.unlisted import unlisted_sheet
from pkkmart.stock.queries import levels
from pkkmart.ui.page import Context
from pkkmart.ui.run import run


class GoodsEntry:
    """Puts what the cashier scans, types, picks or taps into the open cart; nothing while no shift is open.

    `show_cart` brings the cart back in view when a search is empty again.
    """

    def __init__(
        self,
        context: Context,
        open_cart: OpenCart,
        board: Board,
        is_open: Callable[[], bool],
        show_cart: Callable[[], object],
    ) -> None:
        self.context, self.open_cart, self.board = context, open_cart, board
        self.is_open, self.show_cart = is_open, show_cart
        self._asked_milli = ONE
        open_cart.unknown.connect(self.show_unknown)
        open_cart.ambiguous.connect(self.show_choices)
        board.search.searched.connect(self.show_results)
        board.search.entered.connect(self.take_typed)
        board.results.table.opened.connect(self.take_found)
        board.results.table.clicked.connect(lambda _index: self.take_found(board.results.chosen()))
        board.tiles.picked.connect(self.tapped)

    # showing

    def show_unknown(self, code: str) -> None:
        """Nothing answers to a code: say so, and lose nothing."""
        QApplication.beep()
        self.board.unknown.show_code(code, may_register=self.context.actor.may(Permission.KEEP_PRODUCTS))

    def show_choices(self, hits: list[CodeHit], qty_milli: int) -> None:
        """Several consignors' goods answer to one code: the cashier picks."""
        known = run(self.context.messages, levels, [hit.product.id for hit in hits]) or {}
        rows = found_rows([hit.product for hit in hits], known, for_member=self.open_cart.cart.for_member)
        self._asked_milli = qty_milli
        self.board.show_results(rows)
        self.board.results.table.setFocus()
        self.context.messages.attention(_("Kode ini dipakai {count} barang. Pilih ibunya.").format(count=len(rows)))

    def show_results(self, text: str) -> None:
        """What answers to the words typed so far."""
        wanted = text.rpartition("*")[2].strip()
        if not wanted or not self.is_open():
            self.show_cart()
            return
        products = run(self.context.messages, search, wanted) or []
        known = run(self.context.messages, levels, [product.id for product in products]) or {}
        self.board.show_results(found_rows(products, known, for_member=self.open_cart.cart.for_member))

    # adding

    def scanned(self, code: str) -> None:
        """A scan, with the quantity that may stand in the search field before it."""
        if not self.is_open():
            QApplication.beep()
            self.context.messages.attention(_("Buka sif dulu (F12), baru pindai barang."))
            return
        quantity = run(self.context.messages, typed_quantity, self.board.search.text())
        if quantity is None:
            QApplication.beep()
            return
        self._read(code, quantity)

    def _read(self, code: str, qty_milli: int) -> None:
        self.board.unknown.clear()
        self.context.messages.clear()
        self.board.search.clear()
        self.open_cart.read_code(code, qty_milli)
        if not self.board.shows_results:
            self.board.focus_search()

    def take_typed(self) -> None:
        """Enter in the search field: a code as it stands, else the row that is chosen; without a shift it stays."""
        text = self.board.search.text().strip()
        if not text:
            return
        if not self.is_open():
            self.context.messages.attention(_("Laci belum dibuka. F12 membukanya; yang diketik tetap di sini."))
            return
        try:
            qty_milli, wanted = split_quantity(text)
        except UserError as error:
            self.context.messages.attention(str(error))
            return
        if not wanted:
            return
        if not self.board.shows_results:
            self.show_results(wanted)
        found = self.board.results.chosen() if self.board.results.model.rows else None
        hits = run(self.context.messages, find_by_code, wanted)
        if found is None or hits:
            self._read(wanted, qty_milli)
        else:
            self.take_found(found, qty_milli)

    def take_found(self, found: object, qty_milli: int | None = None) -> None:
        """A row of the results goes into the cart."""
        if not isinstance(found, Found):
            return
        if qty_milli is None:
            typed = self.board.search.text()
            wanted = run(self.context.messages, typed_quantity, typed) if "*" in typed else self._asked_milli
            if wanted is None:
                return
            qty_milli = wanted
        self._asked_milli = ONE
        self.board.search.clear()
        self.board.unknown.clear()
        self.board.leave_results()
        self.open_cart.add(found.product, qty_milli)
        self.board.focus_search()

    def tapped(self, product: ProductRow) -> None:
        """A tile goes into the cart."""
        if not self.is_open():
            self.context.messages.attention(_("Buka sif dulu (F12), baru jual."))
            return
        quantity = run(self.context.messages, typed_quantity, self.board.search.text())
        if quantity is None:
            return
        self.board.search.clear()
        self.board.unknown.clear()
        self.open_cart.add(product, quantity)
        self.board.focus_search()

    def check_price(self) -> None:
        """Ctrl+I: what something costs, without selling it."""
        price_check_sheet(self.context, self.open_cart)

    def sell_unlisted(self) -> None:
        """Ctrl+U: a thing no list knows, with its name and price typed."""
        unlisted_sheet(self.context, self.open_cart)

    def register(self) -> None:
        """Ctrl+B: an unknown code becomes a product, for who may keep them."""
        if self.context.actor.may(Permission.KEEP_PRODUCTS):
            product_sheet(self.context, code=self.board.unknown.code, on_done=self._registered)

    def _registered(self, product_id: int) -> None:
        self.board.unknown.clear()
        product = (run(self.context.messages, by_ids, [product_id]) or {}).get(product_id)
        if product is not None and self.is_open():
            self.open_cart.add(product)
