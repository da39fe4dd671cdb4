"""The page that receives goods the co-op buys, and the page of suppliers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.screen.slip import show_slip
from pkkmart.people.dialogs import person_sheet
from pkkmart.people.queries import CapacityKind
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import ProductRow, by_ids, find_by_code, search
from pkkmart.purchasing.operations import NotOwned, PaidFrom, SupplierNeeded, record_purchase
from pkkmart.purchasing.queries import SupplierDocument, recent_purchases
from pkkmart.purchasing.screen.days import days_sheet
from pkkmart.purchasing.screen.lines import HeadRow, InvoiceFoot, Lines
from pkkmart.purchasing.screen.payment import PaymentCard
from pkkmart.purchasing.screen.suppliers import SuppliersPage as SuppliersPage
from pkkmart.purchasing.slip import purchase_slip
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.cards import Card, EmptyState, SectionTitle, StatCard
from pkkmart.ui.fields import SearchField, focus_whole, refuse_unfit
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import boxed, column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP, current
from pkkmart.users.dialogs import run_approved


class ReceivePage(Page):
    """Scan or search, quantity, Enter, cost, Enter; F12 books it."""

    title = N_("Terima barang")

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.search = SearchField(_("Cari barang"), _("Pindai barcode, atau ketik nama barang …"))
        self.lines = Lines()
        self.foot = InvoiceFoot()
        self.found = RowsModel(_found_columns())
        self.results = styled_table(
            self.found,
            _("Hasil pencarian"),
            two_lines=True,
            empty_text=_("Tidak ada barang koperasi yang cocok."),
            ordered=True,
        )
        self.empty = EmptyState(
            "truck", _("Belum ada barang"), _("Pindai barang satu per satu, lalu isi jumlah dan harga belinya.")
        )
        self.payment = PaymentCard(context)
        self.total = StatCard(_("Total faktur"), rupiah(0), step="money")
        self.save_button = PrimaryButton(_("Simpan"), "F12", big=True, on_click=self.save)
        self.recent = RowsModel(_recent_columns())
        self._recent_card = Card(padding=12, spacing=4)
        self._lay()
        self._connect()
        self.set_actions(self._actions())
        self._lines_changed()

    def _lay(self) -> None:
        self.stack = QStackedWidget()
        listed = boxed(column(HeadRow(), wide(self.lines), self.foot, spacing=0))
        for widget in (self.empty, listed, self.results):
            self.stack.addWidget(widget)
        card = Card(padding=6)
        card.add(self.stack)
        left = column(self.search, wide(card), spacing=GAP - 4)
        self.recent_table = styled_table(
            self.recent, _("Pembelian terakhir"), two_lines=True, empty_text=_("Belum ada.")
        )
        self.recent_table.stale.connect(self._show_recent)
        self.recent_table.read_all = lambda: recent_purchases(ALL_ROWS)
        self._recent_card.add(SectionTitle(_("Pembelian terakhir")), self.recent_table)
        self._side = QWidget()
        right = column(
            self.payment, self.total, self.save_button, wide(self._recent_card), spacing=GAP - 2, on=self._side
        )
        right.addStretch(0)
        row(wide(left), self._side, spacing=GAP + 2, on=self)

    def _connect(self) -> None:
        self.search.searched.connect(self._searched)
        self.search.stepped.connect(lambda by: self.results.step(by))
        self.search.entered.connect(self._search_entered)
        self.results.opened.connect(lambda product: self.add(product, ONE))
        self.recent_table.opened.connect(lambda _row: self.show_slip())
        self.lines.changed.connect(self._lines_changed)
        self.lines.finished.connect(self.focus_search)
        self.foot.changed.connect(self._lines_changed)
        self.foot.finished.connect(self.save_button.setFocus)
        self.payment.new_supplier.clicked.connect(self.new_supplier)

    def lists(self) -> Sequence[Table]:
        return (self.recent_table,)

    def _actions(self) -> list[KeyAction]:
        may = self.context.actor.may
        product = [KeyAction("Ctrl+N", _("Barang baru"), lambda: self.new_product(""))]
        supplier = [KeyAction("F4", _("Pemasok baru"), self.new_supplier)]
        return [
            KeyAction("F3", _("Cari barang"), self.focus_search),
            *(product if may(Permission.KEEP_PRODUCTS) else []),
            KeyAction("F8", _("Kredit"), lambda: self.payment.pay_from(PaidFrom.CREDIT), shown=False),
            KeyAction("F7", _("Brankas"), lambda: self.payment.pay_from(PaidFrom.SAFE), shown=False),
            KeyAction("F6", _("Kedaluwarsa"), self.tell_days),
            KeyAction("F10", _("Ongkir, potongan"), self._stand_on_foot, shown=False),
            *(supplier if may(Permission.KEEP_PEOPLE) else []),
            KeyAction("F9", _("Hapus baris"), self._remove_line),
            KeyAction("F12", _("Simpan"), self.save),
            KeyAction("Ctrl+P", _("Slip pembelian"), self.show_slip, shown=False),
            KeyAction("Esc", _("Kosongkan"), self._clear_asked),
        ]

    def show_slip(self) -> None:
        """Show the slip of the chosen purchase, or of the last one."""
        row = self.recent_table.current_row() or next(iter(recent_purchases(1)), None)
        slip = run(self.context.messages, purchase_slip, row.id) if row is not None else None
        if row is None or slip is None:
            self.context.messages.attention(_("Belum ada pembelian."))
        else:
            show_slip(self.context, slip, cancelled_by=row.cancelled_by)

    def enter(self) -> None:
        super().enter()
        self.payment.reload()
        self._show_recent()

    def _show_recent(self) -> None:
        """Show the newest purchases; the chosen one stays chosen."""
        stood = self.recent_table.current_row()
        self.recent.replace(recent_purchases(self.recent_table.most(20)))
        self.recent_table.stand_on(lambda row: stood is not None and row.id == stood.id)

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.STOCK, Changed.LEDGER}:
            self._show_recent()
        if changes & {Changed.PEOPLE, Changed.SHIFT}:
            self.payment.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(current().px(330), self.width() * 35 // 100))
        low = self.height() < current().px(450)  # room for the sentence about a missing supplier
        self.total.caption.setVisible(not low)
        self.total.note.setVisible(not low)
        used = self.payment.sizeHint().height() + self.total.sizeHint().height() + self.save_button.sizeHint().height()
        self._recent_card.setVisible(self.height() - used > current().px(180))

    def scanned(self, code: str) -> None:
        """Add one of a scanned product and put the focus in its quantity."""
        hits = find_by_code(code)
        owned = [hit for hit in hits if hit.product.owner_id is None]
        if len(owned) == 1:
            self.add(owned[0].product, owned[0].pack_milli)
        elif owned:
            self._show_found([hit.product for hit in owned])
            self.context.messages.attention(
                _("Kode {code} dipakai beberapa barang. Pilih barangnya.").format(code=code)
            )
        elif hits:
            QApplication.beep()
            product = hits[0].product
            self.context.messages.attention(str(NotOwned(name=product.name, owner=product.owner_name)), stays=True)
        else:
            self._unknown(code)

    def add(self, product: ProductRow, qty_milli: int) -> None:
        """Put a product on the invoice; consigned goods are refused with the way to the right page."""
        if product.owner_id is not None:
            self.context.messages.attention(str(NotOwned(name=product.name, owner=product.owner_name)), stays=True)
            return
        self.search.clear()
        self.stack.setCurrentIndex(1)
        if not refuse_unfit(self.lines, self.context.messages.attention):
            self.lines.add(product, qty_milli)

    def save(self) -> None:
        """Book the invoice; what is missing is marked and said."""
        missing = self.lines.unfit()
        if missing:
            self.context.messages.attention(missing, stays=True)
            return
        way, supplier = self.payment.paid_from, self.payment.supplier.value()
        if self.lines.rows and way is PaidFrom.CREDIT and supplier is None:
            self.payment.set_error(str(SupplierNeeded()))
            self.payment.supplier.setFocus()
            return
        if way is not PaidFrom.DRAWER and not self.payment.day.require():
            return
        day = None if way is PaidFrom.DRAWER else self.payment.day.booked()
        run_approved(
            self.context,
            lambda approval, known: record_purchase(
                self.context.actor,
                self.lines.items(),
                paid_from=way,
                supplier_id=supplier,
                business_date=day,
                invoice_number=self.payment.invoice.text(),
                freight_idr=self.foot.freight.value() or 0,
                discount_idr=self.foot.discount.value() or 0,
                till_id=self.context.till_id,
                approval=approval,
                confirmed=known,
            ),
            lambda number: self._saved(number, way, day),
            yes=_("Tetap simpan"),
        )

    def _saved(self, number: str, way: PaidFrom, day: date | None) -> None:
        total = self._total_idr()
        self._clear()
        place = way.place
        paid = _("dibayar dari {place}").format(place=_(place.label).lower()) if place else _("dicatat sebagai utang")
        said = _("{number} tersimpan: {total} {paid}.") if day is None else _("{number} per {day}: {total} {paid}.")
        self.context.messages.good(
            said.format(number=number, day=date_short(day) if day else "", total=rupiah(total), paid=paid)
        )

    def tell_days(self) -> None:
        """Ask when the goods of the line with the focus expire, and when they were made."""
        row = self.lines.current()
        if row is None:
            self.context.messages.attention(_("Pindai atau pilih barangnya dulu, lalu tekan F6."))
        else:
            days_sheet(self.context, row.product.name, row.days, row.bear)

    def _stand_on_foot(self) -> None:
        if self.lines.rows:
            self.stack.setCurrentIndex(1)
            focus_whole(self.foot.freight)

    def _total_idr(self) -> int:
        """The lines with freight and less discount, as typed so far."""
        return self.lines.total_idr() + self.foot.added_idr()

    def new_product(self, code: str) -> None:
        """Register a new product, then put it on the invoice."""
        name = self.search.text().strip() if not code else ""
        product_sheet(
            self.context,
            code=code,
            name=name,
            on_done=lambda product_id: self.add(by_ids([product_id])[product_id], ONE),
        )

    def new_supplier(self) -> None:
        """Register a supplier and choose the new one."""
        person_sheet(self.context, [CapacityKind.SUPPLIER], self._supplier_registered)

    def _supplier_registered(self, person_id: int) -> None:
        self.payment.reload()
        self.payment.supplier.choose(person_id)
        self.payment.set_error("")

    def _unknown(self, code: str) -> None:
        QApplication.beep()
        sentence = _("Kode {code} belum dikenal.").format(code=code)
        if not self.context.actor.may(Permission.KEEP_PRODUCTS):
            advice = _("Cari namanya, atau minta pengurus mendaftarkan barangnya.")
            self.context.messages.attention(f"{sentence} {advice}", stays=True)
            self.focus_search()
            return
        self.context.messages.ask(
            sentence,
            yes=_("Daftarkan barang"),
            on_yes=lambda: self.new_product(code),
            no=_("Cari nama"),
            on_no=self.focus_search,
        )

    def _searched(self, text: str) -> None:
        if text:
            self._show_found([product for product in search(text, 60) if product.owner_id is None])
        else:
            self.stack.setCurrentIndex(1 if self.lines.rows else 0)

    def _show_found(self, products: list[ProductRow]) -> None:
        self.found.replace(products)
        self.stack.setCurrentIndex(2)
        self.results.select(0)

    def _search_entered(self) -> None:
        text = self.search.text().strip()
        if not text:
            if self.lines.rows:
                self.save_button.setFocus()
            return
        if find_by_code(text):
            self.scanned(text)
            return
        self._searched(text)
        product = self.results.current_row()
        if product is not None:
            self.add(product, ONE)
        elif text.isdigit() and len(text) >= 6:
            self._unknown(text)

    def _lines_changed(self) -> None:
        rows = self.lines.rows
        total = sum(row.quantity.value() or 0 for row in rows)
        note = _("{kinds} macam · {quantity} satuan").format(kinds=len(rows), quantity=quantity_text(total))
        self.total.set(rupiah(self._total_idr()), note if rows else _("belum ada barang"))
        if self.stack.currentIndex() != 2:
            self.stack.setCurrentIndex(1 if rows else 0)

    def _remove_line(self) -> None:
        row = self.lines.current()
        if row is None:
            return
        name = row.product.name
        self.lines.remove(row)
        self.focus_search()
        self.context.messages.good(_("{name} dihapus dari faktur.").format(name=name))

    def _clear_asked(self) -> None:
        if self.search.text():
            self.search.clear()
            self.focus_search()
            return
        told = self.unfinished()
        if told:
            self.context.messages.ask_to_discard(told, self._clear)

    def unfinished(self) -> str:
        written = self.payment.written() + self.foot.written()
        if not self.lines.rows and not written:
            return ""
        told = [_("{count} baris barang").format(count=len(self.lines.rows))] if self.lines.rows else []
        return _("Buang {what}?").format(what=", ".join(told + written))

    def _clear(self) -> None:
        self.lines.clear()
        self.foot.clear()
        self.payment.clear()
        self.search.clear()
        self.stack.setCurrentIndex(0)
        self.search.setFocus()


def _found_columns() -> list[Column[ProductRow]]:
    return [
        Column(_("Barang"), lambda row: row.name, second=lambda row: row.category or row.unit),
        Column(_("Harga jual"), lambda row: figure(row.selling_price_idr), 120, "right"),
    ]


def _recent_columns() -> list[Column[SupplierDocument]]:
    return [
        Column(
            _("Nota"),
            lambda row: row.number,
            second=lambda row: " · ".join((date_short(date.fromisoformat(row.business_date)), _supplier_words(row))),
        ),
        Column(_("Jumlah"), lambda row: figure(row.total_idr), 100, "right", weight=600),
    ]


def _supplier_words(row: SupplierDocument) -> str:
    return row.supplier or _(PaidFrom(row.paid_from).label).lower()
