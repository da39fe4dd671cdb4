"""The page of stock: what is on the shelf, who owns it and what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed
from pkkmart.products.dialogs import price_sheet, product_sheet, shelf_sheet
from pkkmart.products.operations import make_code
from pkkmart.products.queries import by_ids, find_by_code
from pkkmart.stock.operations import Adjusted
from pkkmart.stock.queries import StockFilter, StockRow, stock_counts, stock_list, stock_value_idr, unit_cost_idr
from pkkmart.stock.screen.adjust import adjust_sheet
from pkkmart.stock.screen.card import open_card
from pkkmart.stock.screen.columns import stock_columns
from pkkmart.stock.screen.history import history_panel
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.cards import Card, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.list_total import ListTotal, Total
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP

SHOWN = 200


class StockPage(Page):
    """Search and filter; Enter opens the stock card of the chosen product."""

    title = N_("Stok")
    shows = frozenset({Changed.STOCK, Changed.PRODUCTS, Changed.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._filter = StockFilter.ALL
        self.pills = {chosen: PillButton("", on_click=partial(self.filter_by, chosen)) for chosen in StockFilter}
        self.model = RowsModel(stock_columns())
        self.table = styled_table(self.model, _("Stok"), two_lines=True, empty_text=_("Tidak ada barang yang cocok."))
        self.table.opened.connect(lambda _row: self.open_card())
        self.table.stale.connect(self.reload)
        self.table.read_all = lambda: self._read(ALL_ROWS)[0]
        self.search = SearchField(_("Cari barang"), _("Cari nama barang, kategori, penitip, atau pindai barcode …"))
        self.search.searched.connect(lambda _text: self.reload())
        self.search.stepped.connect(lambda by: self.table.step(by))
        self.search.entered.connect(lambda: self.open_card())
        self.count = Words("", "caption")
        self.total: ListTotal[StockRow] = ListTotal(
            context.messages, Total(_("Nilai persediaan"), stock_value_idr, lambda row: row.value_idr)
        )
        self._lay()
        self.set_actions(self._actions())

    def _lay(self) -> None:
        card = Card(padding=8, spacing=4)
        foot = row(wide(self.count), self.total, margins=(10, 4, 10, 4), spacing=GAP)
        card.add(wide(self.table), foot)
        column(self.search, flowing(self.pills.values()), wide(card), spacing=GAP - 4, on=self)

    def _actions(self) -> list[KeyAction]:
        may = self.context.actor.may(Permission.KEEP_PRODUCTS)
        label = self.context.actor.may(Permission.RECEIVE_GOODS)
        new = [
            KeyAction("F2", _("Ubah harga"), self.change_price),
            KeyAction("Ctrl+N", _("Barang baru"), self.new_product),
        ]
        shelf = [
            KeyAction("F7", _("Sesuaikan"), self.adjust),
            KeyAction("F8", _("Riwayat sesuaikan"), self.show_adjustments),
            KeyAction("F9", _("Rak"), self.change_shelf),
        ]
        return [
            KeyAction("F3", _("Cari"), self.focus_search),
            KeyAction("Enter", _("Kartu stok")),
            *(new if may else []),
            *(shelf if may else []),
            *([KeyAction("F4", _("Label"), self.print_label)] if label else []),
            *([KeyAction("Ctrl+B", _("Buat kode"), self.make_code, shown=False)] if may else []),
            KeyAction("F5", _("Saringan"), self._next_filter),
        ]

    def enter(self) -> None:
        super().enter()
        self.total.setVisible(self.context.actor.may(Permission.KEEP_BOOKS))
        self.reload()

    def scanned(self, code: str) -> None:
        """Show the product of a code and nothing else; an unknown one may be registered."""
        if find_by_code(code):
            self.filter_by(StockFilter.ALL)
            self.search.setText(code)
            self.reload()
            self.table.select(0)
            return
        QApplication.beep()
        sentence = _("Kode {code} belum dikenal.").format(code=code)
        if not self.context.actor.may(Permission.KEEP_PRODUCTS):
            self.context.messages.attention(sentence + " " + _("Cari namanya di atas."), stays=True)
            return
        self.context.messages.ask(
            sentence, yes=_("Daftarkan barang"), on_yes=lambda: self.new_product(code), no=_("Cari nama")
        )

    def reload(self) -> None:
        """Read the list again; the chosen product stays chosen."""
        stood = self.table.current_row()
        rows, total = self._read(self.table.most(SHOWN))
        self.model.replace(rows)
        if stood is None or not self.table.stand_on(partial(_is, stood.product_id)):
            self.table.stand_on(None)
        self.count.setText(_counted(len(rows), total))
        is_filtered = bool(self.search.text().strip()) or self._filter is not StockFilter.ALL
        self.total.show_sums(rows, filtered=is_filtered)
        counts = stock_counts()
        for chosen, pill in self.pills.items():
            pill.set_words(f"{_filter_words(chosen)} · {figure(counts[chosen])}")
            pill.setChecked(chosen is self._filter)
        self.pills[StockFilter.MINUS].setVisible(counts[StockFilter.MINUS] > 0 or self._filter is StockFilter.MINUS)

    def _read(self, limit: int) -> tuple[list[StockRow], int]:
        """The first rows of the list as it is searched and filtered, and how many there are in all."""
        return stock_list(self.search.text(), self._filter, limit)

    def lists(self) -> Sequence[Table]:
        return (self.table,)

    def filter_by(self, chosen: StockFilter) -> None:
        """Show one part of the list."""
        self._filter = chosen
        self.reload()

    def open_card(self) -> None:
        """Show the stock card of the chosen product over the page."""
        row = self.table.current_row()
        if row is not None:
            open_card(self.context, row)

    def change_price(self) -> None:
        """Ask the new price of the chosen product."""
        row = self.table.current_row()
        if row is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu tekan F2."))
            return
        product = by_ids([row.product_id])[row.product_id]
        done = _("Harga {name} sudah diubah.").format(name=row.name)
        if self.context.actor.may(Permission.RECEIVE_GOODS):
            done += " " + _("F4 mencetak labelnya.")
        price_sheet(self.context, product, lambda: self._said(done), cost_idr=unit_cost_idr(row.product_id))

    def change_shelf(self) -> None:
        """Ask on which shelf the chosen product stands."""
        row = self.table.current_row()
        if row is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu tekan F9."))
            return
        done = _("Rak {name} sudah diubah.").format(name=row.name)
        shelf_sheet(self.context, by_ids([row.product_id])[row.product_id], lambda: self._said(done))

    def print_label(self) -> None:
        """Go to the page of labels with the chosen product on its list."""
        row = self.table.current_row()
        if row is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu tekan F4."))
        else:
            self.context.open(Door("label", row.product_id))

    def make_code(self) -> None:
        """Make a barcode of the shop's own for the chosen product."""
        row = self.table.current_row()
        if row is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu buat kodenya."))
            return
        code = run(self.context.messages, make_code, self.context.actor, row.product_id)
        if code is not None:
            self._said(_("{name} sekarang punya kode {code}. F4 mencetak labelnya.").format(name=row.name, code=code))

    def adjust(self) -> None:
        """Adjust the stock of the chosen product; a consignor's goods are returned or replaced instead."""
        row = self.table.current_row()
        if row is None:
            self.context.messages.attention(_("Pilih barangnya dulu, lalu tekan F7."))
        elif row.owner:
            sentence = _("{name} adalah titipan {owner}. Catat lewat Titipan, bagian rusak atau hilang.")
            self.context.messages.attention(sentence.format(name=row.name, owner=row.owner))
        else:
            adjust_sheet(self.context, row, self._adjusted)

    def show_adjustments(self) -> None:
        """Show the adjustments over the list, to cancel one."""
        history_panel(self.context)

    def show_item(self, door: Door) -> None:
        """Show one adjustment, of any age, one product (`product`) alone, or the part of the list `act` names."""
        if door.act:
            self.search.clear()
            self.filter_by(StockFilter(door.act))
            self.table.setFocus()
            return
        assert door.id is not None
        if door.kind == "adjustment":
            history_panel(self.context, door.id)
            return
        product = by_ids([door.id])[door.id]
        self.filter_by(StockFilter.ALL)
        self.search.setText(product.name)
        self.reload()
        self.table.stand_on(partial(_is, door.id))

    def _adjusted(self, done: Adjusted) -> None:
        words = _("{number} tersimpan, nilai stok bertambah {value}.")
        if done.value_idr < 0:
            words = _("{number} tersimpan, nilai stok berkurang {value}.")
        self.context.messages.good(words.format(number=done.number, value=figure(abs(done.value_idr))))

    def new_product(self, code: str = "") -> None:
        """Register a product; a search without results becomes its name."""
        name = self.search.text().strip() if not self.model.rows and not code else ""
        name = "" if name.isdigit() else name
        product_sheet(self.context, code=code, name=name, on_done=self._registered)

    def _registered(self, product_id: int) -> None:
        product = by_ids([product_id])[product_id]
        self.filter_by(StockFilter.ALL)
        self.search.setText(product.name)
        self._said(_("{name} sudah terdaftar.").format(name=product.name))
        self.table.stand_on(partial(_is, product_id))

    def _said(self, sentence: str) -> None:
        self.reload()
        self.context.messages.good(sentence)

    def _next_filter(self) -> None:
        choices = list(StockFilter)
        self.filter_by(choices[(choices.index(self._filter) + 1) % len(choices)])


def _is(product_id: int, row: StockRow) -> bool:
    return row.product_id == product_id


def _filter_words(chosen: StockFilter) -> str:
    return {
        StockFilter.ALL: _("Semua"),
        StockFilter.LOW: _("Menipis"),
        StockFilter.OUT: _("Habis"),
        StockFilter.CONSIGNED: _("Titipan"),
        StockFilter.OWNED: _("Milik koperasi"),
        StockFilter.MINUS: _("Minus"),
        StockFilter.NOT_HALAL: _("Belum halal"),
    }[chosen]


def _counted(shown: int, total: int) -> str:
    if shown < total:
        counted = _("menampilkan {shown} dari {total}").format(shown=figure(shown), total=figure(total))
        return counted + " · " + _("ketik nama untuk mempersempit")
    return _("{total} barang").format(total=figure(total))
