"""The real window on the bench shop: a scan until its row is painted, with the cart growing to 20 lines."""

from __future__ import annotations

import random
import time
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from pkkmart.app import dress
from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.pricing.rules import PriceBook
from pkkmart.sales.cart import Cart
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import load_fonts
from pkkmart.users.queries import active_users, actor_of
from tests.bench.data import all_members
from tests.bench.offers import Offers, full_cart
from tests.bench.table import Times

CART_LINES = 20
FULL = 40
WARM_UP = 20
MISS = "8990000000000"


class PaintCount(QObject):
    """How often a widget was painted."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class CounterBench:
    """A cashier at work in the open database; nothing but the scanner's keys is left out."""

    def __init__(self, folder: Path) -> None:
        app = QApplication.instance() or QApplication([])
        assert isinstance(app, QApplication)
        load_fonts()
        pc = PcFile(folder / "pc.json")
        dress(app, pc)
        self.window = MainWindow(pc, ScanFilter(app))
        self.window.resize(1_366, 768)
        self.window.show()
        self.window.unlock(actor_of(active_users()[0].id))
        page = self.window.page()
        assert isinstance(page, CounterPage)
        self.page = page
        self.buyer = all_members()[0]
        self.paints = PaintCount()
        page.board.cart.table.viewport().installEventFilter(self.paints)
        self._shown_at = 0.0
        # Connected after the page's own slot, which paints at once; the draft is kept after both.
        page.open_cart.changed.connect(self._note_shown)
        self._settle()

    def _note_shown(self) -> None:
        self._shown_at = time.perf_counter()

    def _settle(self) -> None:
        for _ in range(5):
            QApplication.processEvents()

    def scans(self, count: int) -> tuple[Times, Times, Times]:
        """Until the row is painted; until its draft is kept too; and until the window has nothing left to paint.

        Every second cart is a member's, whose purchases of the year are shown next to it.
        """
        codes = [row[0] for row in fetch("SELECT code FROM barcode WHERE id <= ?", (count * 20,))]
        painted, saved, idle = Times(), Times(), Times()
        for at, code in enumerate(random.Random(5).sample(codes, count)):
            if at % CART_LINES == 0:
                self.page.open_cart.put(Cart.new().with_member(self.buyer if at // CART_LINES % 2 else None))
                self._settle()
            before, lines = self.paints.count, len(self.page.open_cart.cart.lines)
            began = time.perf_counter()
            self.page.scanned(code)
            saved.add(time.perf_counter() - began)
            painted.add(self._shown_at - began)
            if self.paints.count == before or len(self.page.open_cart.cart.lines) != lines + 1:
                raise RuntimeError("the scanned row was not painted")
            QApplication.processEvents()
            idle.add(time.perf_counter() - began)
        return painted, saved, idle

    def full_scans(self, count: int, offers: Offers) -> tuple[Times, Times, Times]:
        """The fortieth line onto a cart of goods with offers: until it is painted, and until its draft is kept.

        Third, until the first line of a cart is painted where nothing is on offer: measured in turns, so that
        whatever else the machine does meets both.
        """
        rng = random.Random(23)
        first, painted, saved = Times(), Times(), Times()
        codes = dict(fetch("SELECT product_id, code FROM barcode"))
        page, rules = self.page.open_cart, self.page.open_cart.book
        for at in range(count + WARM_UP):
            cart = full_cart(rng, offers, [self.buyer], FULL - 1)
            page._book = PriceBook.empty()
            shown, _kept = self._scan_onto(Cart.new().with_member(cart.member), codes[rng.choice(offers.busy)])
            page._book = rules
            there = {line.product_id for line in cart.lines}
            full, kept = self._scan_onto(cart, codes[rng.choice([one for one in offers.busy if one not in there])])
            if not page.cart.saved_idr:
                raise RuntimeError("the last row was painted without its offers")
            if at >= WARM_UP:
                first.add(shown)
                painted.add(full)
                saved.add(kept)
        return painted, saved, first

    def _scan_onto(self, cart: Cart, code: str) -> tuple[float, float]:
        """Seconds from the scan of one more product onto a cart until it is painted, and until its draft is kept."""
        self.page.open_cart.put(cart)
        self._settle()
        before = self.paints.count
        began = time.perf_counter()
        self.page.scanned(code)
        now = time.perf_counter()
        if self.paints.count == before or len(self.page.open_cart.cart.lines) != len(cart.lines) + 1:
            raise RuntimeError("the scanned row was not painted")
        self._settle()
        return self._shown_at - began, now - began

    def misses(self, count: int) -> Times:
        """A code nobody knows, until the strip that says so is painted."""
        times = Times()
        for _ in range(count):
            began = time.perf_counter()
            self.page.scanned(MISS)
            self.page.board.unknown.repaint()
            times.add(time.perf_counter() - began)
            QApplication.processEvents()
        return times

    def searches(self, typed: list[str]) -> Times:
        """What is typed, from the end of the rest to the painted list."""
        times = Times()
        table = self.page.board.results.table
        for text in typed:
            began = time.perf_counter()
            self.page.search.searched.emit(text)
            table.viewport().repaint()
            times.add(time.perf_counter() - began)
        self.page.search.searched.emit("")
        return times

    def close(self) -> None:
        self.page.open_cart.put(Cart.new())
        self.window.close_for_good()
        self.window.deleteLater()
        QApplication.processEvents()
