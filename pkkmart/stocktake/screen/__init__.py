"""The page that counts stock with a scanner while the shop sells, and books what differs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.operations import Recorded
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import CodeHit, by_ids, find_sold, search
from pkkmart.sales.screen.open_cart import split_quantity, typed_quantity
from pkkmart.stocktake.operations import add_counted, begin_count, book_count, recount, uncount, undo_last
from pkkmart.stocktake.queries import (
    CountHead,
    CountRow,
    ScopeRow,
    count_head,
    counted_rows,
    draft_minutes,
    is_in_count,
    open_counts,
    uncounted_rows,
)
from pkkmart.stocktake.screen.board import Board, Part
from pkkmart.stocktake.screen.choosing import Choosing
from pkkmart.stocktake.screen.columns import choice_columns, count_columns, result_words
from pkkmart.stocktake.screen.sheets import (
    book_question,
    discard_sheet,
    history_panel,
    quantity_sheet,
    save_minutes,
    stocktake_panel,
)
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column
from pkkmart.ui.listing import Listing
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run, run_confirmed, succeeds


class StocktakePage(Page):
    """Choose what to count, scan it, count again what differs, F12 books it. Every scan is saved at once."""

    title = N_("Hitung stok")
    shows = frozenset({Changed.STOCK, Changed.PRODUCTS, Changed.CONSIGNMENT})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        may = context.actor.may
        self._may_book = may(Permission.KEEP_BOOKS)
        self._sees_book = may(Permission.KEEP_PRODUCTS)
        self.head: CountHead | None = None
        self.choosing, self.board = Choosing(), Board(may_book=self._may_book, sees_book=self._sees_book)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choosing)
        self.stack.addWidget(self.board)
        column(self.stack, on=self)
        self.choosing.chosen.connect(self._chosen)
        self.choosing.history_wished.connect(self.show_history)
        board = self.board
        board.search.entered.connect(self.take_typed)
        board.table.opened.connect(lambda _row: self.ask_quantity())
        board.filtered.connect(self.filter_by)
        board.search_wished.connect(self.focus_search)
        board.register_wished.connect(self.register)
        board.recount_wished.connect(lambda: self.press("F7"))
        board.minutes_wished.connect(lambda: self.press("Ctrl+P"))
        board.book_wished.connect(lambda: self.press("F12"))
        self._offer_keys()

    @property
    def home(self) -> QLineEdit | None:
        return self.board.search if self.head is not None else self.choosing.search

    def _offer_keys(self) -> None:
        self.set_actions(self._counting_keys() if self.head is not None else self._choosing_keys())

    def _choosing_keys(self) -> list[KeyAction]:
        return [
            KeyAction("F3", _("Cari"), self.focus_search),
            KeyAction("Enter", _("Pilih")),
            KeyAction("F8", _("Riwayat"), self.show_history),
            KeyAction("F12", _("Mulai"), self.choosing.take),
        ]

    def _counting_keys(self) -> list[KeyAction]:
        may = self.context.actor.may
        register = [KeyAction("Ctrl+B", _("Daftarkan barang"), self.register, self._no_code, shown=False)]
        discard = [KeyAction("F9", _("Buang hitungan"), self.discard)]
        paper = [KeyAction("Ctrl+P", _("Berita acara"), self.show_minutes)]
        return [
            KeyAction("F3", _("Cari"), self.focus_search),
            KeyAction("Enter", _("Isi jumlah")),
            KeyAction("F5", _("Saringan"), self._next_part),
            KeyAction("F7", _("Hitung ulang"), self.recount),
            *(discard if may(Permission.KEEP_PRODUCTS) else []),
            *(paper if self._sees_book else []),
            KeyAction("F12", _("Bukukan"), self.book, self._no_booking),
            KeyAction("F4", _("Jumlah"), self.ask_quantity, self._no_row, shown=False),
            KeyAction("Del", _("Tarik hitungan barang ini"), self.uncount, self._no_row, shown=False),
            KeyAction("Ctrl+Z", _("Tarik pindaian terakhir"), self.undo, shown=False),
            KeyAction("F6", _("Hitungan lain"), self.choose_another),
            KeyAction("F8", _("Riwayat"), self.show_history, shown=False),
            *(register if may(Permission.KEEP_PRODUCTS) else []),
        ]

    def _no_booking(self) -> str:
        return "" if self._may_book else _("Selisih dibukukan bendahara. Minta bendahara masuk dengan PIN-nya.")

    def _no_row(self) -> str:
        return "" if self.board.table.current_row() is not None else _("Pilih barangnya dulu.")

    def _no_code(self) -> str:
        return "" if self.board.unknown.code else _("Tidak ada kode yang belum dikenal.")

    # showing

    def enter(self) -> None:
        """Go on with the count that is under way, or choose one."""
        self._settle_count()
        super().enter()
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.choosing.fit(self.width())

    def _settle_count(self) -> None:
        """Stay with a count while it is under way; else go on with the only one there is."""
        under_way = run(self.context.messages, open_counts) or []
        if self.head is not None and self.head.id in {one.id for one in under_way}:
            return
        self._show_count(under_way[0] if len(under_way) == 1 else None)

    def _show_count(self, head: CountHead | None) -> None:
        self.head = head
        self.board.part, self.board.only = Part.ALL, frozenset()
        self.board.search.clear()
        self.board.unknown.clear()
        self.stack.setCurrentIndex(0 if head is None else 1)
        self._offer_keys()

    def reload(self) -> None:
        """Read the count again, or the list of what can be counted."""
        if self.head is None:
            self.choosing.reload()
            return
        count_id = self.head.id
        head = run(self.context.messages, count_head, count_id)
        if head is None or not head.is_open:
            self._show_count(None)
            self.choosing.reload()
            return
        self.head = head
        counted = run(self.context.messages, counted_rows, count_id, sees_book=self._sees_book) or []
        left = run(self.context.messages, uncounted_rows, count_id) or []
        self._show_rows([*counted, *left])

    def _show_rows(self, rows: list[CountRow]) -> None:
        assert self.head is not None
        self.board.show_count(self.head, sorted(rows, key=_place))

    def _reread(self, product_id: int) -> None:
        """Read one product again: a scan must not read the whole count."""
        assert self.head is not None
        known = {one.product_id: one for one in self.board.rows}
        counted = counted_rows(self.head.id, sees_book=self._sees_book, product_id=product_id)
        now = counted or uncounted_rows(self.head.id, product_id)
        if product_id not in known or not now:
            self.reload()
            return
        was_counted = known[product_id].counted_milli is not None
        self.head = replace(self.head, counted=self.head.counted + bool(counted) - was_counted)
        known[product_id] = now[0]
        self._show_rows(list(known.values()))

    def listing(self) -> Listing[Any]:
        if self.head is None:
            return Listing(self.title, choice_columns(), self.choosing.model.rows)
        return Listing(self.title, count_columns(), self.board.model.rows)

    def filter_by(self, part: Part) -> None:
        """List one part of the goods."""
        self.board.part, self.board.only = part, frozenset()
        if self.head is not None:
            self.board.show_count(self.head, self.board.rows)

    def _next_part(self) -> None:
        parts = list(Part)
        self.filter_by(parts[(parts.index(self.board.part) + 1) % len(parts)])

    def show_item(self, door: Door) -> None:
        """Show one booked count."""
        assert door.id is not None
        stocktake_panel(self.context, door.id)

    def show_history(self) -> None:
        """Show the booked counts."""
        history_panel(self.context)

    # choosing

    def _chosen(self, row: CountHead | ScopeRow) -> None:
        if isinstance(row, ScopeRow):
            count_id = run(self.context.messages, begin_count, self.context.actor, row.scope, row.key)
            if count_id is None:
                return
            head = count_head(count_id)
        else:
            head = row
        self.choosing.search.clear()
        self._show_count(head)
        self.reload()
        self.focus_search()

    def choose_another(self) -> None:
        """Back to the list of counts, on this one, which stays as it is."""
        left = self.head
        self._show_count(None)
        self.reload()
        self.choosing.stand_on(left.id if left is not None else None)
        self.focus_search()

    # counting

    def scanned(self, code: str) -> None:
        """Count what a code stands for, times the quantity typed before it."""
        if self.head is None:
            QApplication.beep()
            self.context.messages.attention(_("Pilih dulu apa yang dihitung, lalu pindai barangnya."), stays=True)
            return
        quantity = run(self.context.messages, typed_quantity, self.board.search.text())
        if quantity is None:
            QApplication.beep()
            return
        self._count_code(code, quantity)

    def take_typed(self) -> None:
        """Enter in the search field: a code, with its quantity where one is typed, or the chosen row."""
        text = self.board.search.text().strip()
        split = run(self.context.messages, split_quantity, text)
        if split is None:
            return
        quantity, wanted = split
        hits: list[CodeHit] | None = run(self.context.messages, find_sold, wanted) if wanted else []
        if hits is None:
            return
        if hits or (wanted.isdigit() and len(wanted) >= 6):
            self._count_code(wanted, quantity)
            return
        self.board.only = self.board.only if not wanted else frozenset()
        self.board.list_rows()
        chosen = self.board.table.current_row()
        if chosen is not None and "*" in text:
            self.board.search.clear()
            self._count(chosen.product_id, quantity)
        elif chosen is not None:
            self.ask_quantity()
        elif wanted:
            self._take_elsewhere(wanted)

    def _take_elsewhere(self, wanted: str) -> None:
        """A name that no goods of the count answer to may be of goods outside it."""
        found = run(self.context.messages, search, wanted, 1)
        if not found:
            told = _("Tidak ada barang bernama “{text}”. Periksa ejaannya, atau pindai barangnya.")
            self.context.messages.attention(told.format(text=wanted), stays=True)
            return
        product = found[0]
        outside = CountRow(product.id, product.name, product.unit, product.owner_id, product.owner_name, "", 1)
        quantity_sheet(self.context, outside, lambda counted: self._count(product.id, counted, instead=True))

    def _count_code(self, code: str, quantity: int) -> None:
        self.board.search.clear()
        self.board.unknown.clear()
        self.board.only = frozenset()
        hits = run(self.context.messages, find_sold, code)
        if hits is None:
            QApplication.beep()
            return
        assert self.head is not None
        hits = [hit for hit in hits if is_in_count(self.head.id, hit.product.id)] or hits
        if not hits:
            QApplication.beep()
            self.board.unknown.show_code(code, may_register=self.context.actor.may(Permission.KEEP_PRODUCTS))
        elif len(hits) > 1:
            self.board.only = frozenset(hit.product.id for hit in hits)
            self.board.list_rows()
            self.board.table.setFocus()
            told = _("Kode ini dipakai {count} barang. Pilih barangnya, lalu Enter.")
            self.context.messages.attention(told.format(count=len(hits)))
        else:
            self._count(hits[0].product.id, quantity * hits[0].pack_milli // ONE)

    def _count(self, product_id: int, qty_milli: int, *, instead: bool = False) -> None:
        assert self.head is not None
        count_id = self.head.id

        def write(known: frozenset[str]) -> bool:
            add_counted(self.context.actor, count_id, product_id, qty_milli, instead=instead, confirmed=known)
            return True

        run_confirmed(
            self.context.messages, write, lambda _done: self._counted(product_id, typed=instead), yes=_("Tambahkan"),
        )  # fmt: skip

    def _counted(self, product_id: int, *, typed: bool) -> None:
        if not typed:
            self.board.part = Part.ALL
        self.board.only = frozenset()
        self.board.search.clear()
        self._reread(product_id)
        self.board.list_rows(product_id)
        row = next((one for one in self.board.rows if one.product_id == product_id), None)
        if row is not None:
            told = _("{name}: {qty} {unit}").format(
                name=row.name, qty=quantity_text(row.counted_milli or 0), unit=row.unit
            )
            self.context.messages.good(told)

    def ask_quantity(self) -> None:
        """Ask how many there are of the chosen product."""
        chosen = self.board.table.current_row()
        if isinstance(chosen, CountRow):
            self.board.search.clear()
            quantity_sheet(self.context, chosen, lambda counted: self._count(chosen.product_id, counted, instead=True))

    def uncount(self) -> None:
        """Withdraw what was counted of the chosen product."""
        chosen = self.board.table.current_row()
        if isinstance(chosen, CountRow) and self.head is not None:
            product_id = chosen.product_id
            if succeeds(self.context.messages, uncount, self.context.actor, self.head.id, product_id):
                self._reread(product_id)
                self.context.messages.good(_("{name} ditarik, belum dihitung.").format(name=chosen.name))

    def undo(self) -> None:
        """Withdraw what this person counted last."""
        if self.head is None:
            return
        product_id = run(self.context.messages, undo_last, self.context.actor, self.head.id)
        if product_id is not None:
            self._reread(product_id)
            self.board.list_rows(product_id)
            name = by_ids([product_id])[product_id].name
            self.context.messages.good(_("Pindaian terakhir ditarik: {name}.").format(name=name))

    def register(self) -> None:
        """Register the product of an unknown code."""
        if self.board.unknown.code:
            product_sheet(self.context, code=self.board.unknown.code, on_done=self._registered)

    def _registered(self, product_id: int) -> None:
        self.board.unknown.clear()
        if self.head is not None:
            self._count(product_id, ONE)

    # ending

    def recount(self) -> None:
        """Count again what differs: the figures are hidden until they are counted anew."""
        if self.head is None:
            return
        many = run(self.context.messages, recount, self.context.actor, self.head.id)
        if many is not None:
            self.filter_by(Part.UNCOUNTED)
            self.focus_search()
            told = _("{count} barang dihitung ulang; angkanya tampil lagi sesudah dihitung.")
            self.context.messages.good(told.format(count=figure(many)))

    def show_minutes(self) -> None:
        """The minutes as they stand, as a draft."""
        told = run(self.context.messages, draft_minutes, self.head.id) if self.head is not None else None
        if told is not None:
            save_minutes(self.context, told)

    def discard(self) -> None:
        """Give the count up, for a reason."""
        if self.head is not None:
            goods = self.head.goods
            discard_sheet(
                self.context, self.head, lambda: self._ended(_("Hitungan {goods} dibuang.").format(goods=goods))
            )

    def book(self) -> None:
        """Show the totals, then book the differences."""
        told = run(self.context.messages, draft_minutes, self.head.id) if self.head is not None else None
        if told is None:
            return
        actor, count_id = self.context.actor, told.count_id

        def go_on() -> None:
            run_confirmed(
                self.context.messages,
                lambda known: book_count(actor, count_id, confirmed=known),
                self._booked,
                yes=_("Tetap bukukan"),
                no=_("Hitung ulang dulu"),
            )

        if not told.rows or any(one.is_unclear for one in told.rows):
            go_on()  # what refuses it is said at once, not after a question
        else:
            book_question(self.context, told, go_on)

    def _booked(self, done: Recorded) -> None:
        self._ended(
            _("{number} dibukukan, selisih {amount}. Berita acaranya di Riwayat (F8).").format(
                number=done.number, amount=result_words(done.amount_idr)
            )
        )

    def _ended(self, sentence: str) -> None:
        self._show_count(None)
        self.reload()
        self.focus_search()
        self.context.messages.good(sentence)


def _place(row: CountRow) -> tuple[bool, str, str, int]:
    """By shelf, those without one last, then by name."""
    return row.shelf == "", row.shelf, row.name.lower(), row.product_id
