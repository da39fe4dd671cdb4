"""The page of suppliers: what the shop owes each, and every invoice and payment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, date_short, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.screen.cancelling import Cancel, Cancelling, cancel_sheet, stands
from pkkmart.ledger.screen.columns import balance_column, document_column
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.ledger.screen.slip import show_slip
from pkkmart.ledger.screen.words import document_words
from pkkmart.products.search import has_words, words_of
from pkkmart.purchasing.operations import (
    Paid,
    PaidFrom,
    cancel_purchase,
    cancel_purchase_return,
    cancel_supplier_payment,
)
from pkkmart.purchasing.queries import (
    OwedRow,
    SupplierDocument,
    all_owed_idr,
    owed_to_suppliers,
    supplier_document,
    supplier_documents,
)
from pkkmart.purchasing.screen.pay import pay_sheet
from pkkmart.purchasing.screen.sending_back import return_sheet
from pkkmart.purchasing.slip import payment_slip, purchase_slip, return_slip
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.ui.buttons import PillButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, column, row, wide
from pkkmart.ui.list_total import ListTotal, Total
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP

SHOWN = 200
_SLIPS = {"purchase": purchase_slip, "supplier_payment": payment_slip, "purchase_return": return_slip}


class SuppliersPage(Page):
    """Who is owed how much at the left; invoices and payments, the newest first, at the right."""

    title = N_("Pemasok")
    shows = frozenset({Changed.LEDGER, Changed.STOCK, Changed.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.owed_model: RowsModel[OwedRow] = RowsModel(_owed_columns())
        self.owed = styled_table(
            self.owed_model, _("Utang pemasok"), two_lines=True, empty_text=_("Tidak ada utang kepada pemasok.")
        )
        self.total: ListTotal[OwedRow] = ListTotal(
            context.messages, Total(_("Jumlah utang"), all_owed_idr, lambda row: row.owed_idr)
        )
        self.model: RowsModel[SupplierDocument] = RowsModel(_columns())
        self.table = styled_table(
            self.model, _("Nota pemasok"), two_lines=True, empty_text=_("Belum ada pembelian atau pembayaran.")
        )
        self.table.read_all = lambda: self._read(self.list_foot.day, ALL_ROWS)
        self.list_foot = ListFoot(SHOWN, self.table)
        self.only_overdue = False
        self.overdue_pill = PillButton(_("Lewat jatuh tempo"), on_click=self._turn_overdue)
        self.search = SearchField(_("Cari pemasok"), _("Cari nama pemasok, nomor nota, nomor faktur …"))
        self.pay_button = PrimaryButton(_("Bayar"), "F12", on_click=self.pay)
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2", on_click=self.cancel)
        self.slip_button = SecondaryButton(_("Slip"), "Ctrl+P", icon="printer", on_click=self.show_slip)
        self._lay()
        self.table.opened.connect(lambda _row: self.show_slip())
        self.owed.opened.connect(lambda _row: self.pay())
        self.table.selected.connect(lambda _row: self._offer())
        self.search.searched.connect(lambda _text: self._search())
        self.search.stepped.connect(self.table.step)
        self.search.entered.connect(self._entered)
        self.list_foot.grown.connect(self.reload)
        self.list_foot.moved.connect(lambda: self._fill(None))
        self.list_foot.finished.connect(self.table.setFocus)
        self.set_actions(
            [
                KeyAction("F3", _("Cari"), self.focus_search),
                KeyAction("F12", _("Bayar pemasok"), self.pay),
                KeyAction("↑↓", _("Pilih")),
                KeyAction("F4", _("Utang / nota"), self._turn),
                KeyAction("F5", _("Lewat jatuh tempo"), self._turn_overdue, shown=False),
                KeyAction("F8", _("Retur barang"), self.send_back, shown=False),
                KeyAction("Ctrl+P", _("Slip"), self.show_slip),
                KeyAction("Del", _("Batalkan"), self.cancel),
                KeyAction("F9", _("Lebih lama"), self.show_older),
                KeyAction("F10", _("Sampai tanggal"), self.list_foot.find_day),
            ]
        )

    def _lay(self) -> None:
        left = Card(padding=8, spacing=4)
        head = row(wide(SectionTitle(_("Utang"))), self.pay_button, margins=(10, 4, 4, 0))
        below = row(wide(self.total), margins=(10, 4, 10, 4))
        left.add(head, row(self.overdue_pill, STRETCH, margins=(10, 0, 4, 0)), wide(self.owed), below)
        right = Card(padding=8, spacing=4)
        top = row(
            wide(SectionTitle(_("Nota dan pembayaran"))), self.slip_button, self.cancel_button, margins=(10, 4, 4, 0)
        )
        foot = column(self.list_foot, margins=(10, 4, 4, 2))
        right.add(top, wide(self.table), foot)
        both = row(wide(left, 38), wide(right, 62), spacing=GAP + 2)
        column(self.search, wide(both), spacing=GAP - 4, on=self)

    def lists(self) -> Sequence[Table]:
        return self.table, self.owed

    def enter(self) -> None:
        super().enter()
        self.list_foot.reset()
        self._fill(None)
        self._first()

    def show_overdue(self, only: bool) -> None:
        """List the debts that are past their day only, or all."""
        self.only_overdue = only
        self._fill(None)

    def _turn_overdue(self) -> None:
        self.show_overdue(not self.only_overdue)

    def show_item(self, door: Door) -> None:
        """Choose one invoice or payment, of any age, none when the list hasn't it; or list what is overdue."""
        if door.act:
            self.search.clear()
            self.show_overdue(True)
            self.owed.setFocus()
            return
        assert door.id is not None
        self.search.clear()
        self.table.stand_on(no_match)
        found = supplier_document(door.kind, door.id)
        is_it = partial(_is, door.kind, door.id)
        self.list_foot.back_to(date.fromisoformat(found.business_date), self._read, is_it)
        self._fill(is_it)
        self.table.setFocus()
        if self.table.current_row() is None:
            sentence = _("{number} tidak ada di daftar nota. Cari nomornya di Jurnal.")
            self.context.messages.attention(sentence.format(number=found.number), stays=True)

    def show_older(self) -> None:
        """Show older invoices and payments."""
        if not self.list_foot.go_back():
            self.context.messages.attention(_("Sudah sampai nota yang pertama."))

    def reload(self) -> None:
        """Read debts and documents again; the chosen document stays chosen, or none."""
        stood = self.table.current_row()
        self._fill(partial(_is, stood.kind, stood.id) if stood else no_match)

    def _read(self, until: date | None, limit: int) -> list[SupplierDocument]:
        return run(self.context.messages, supplier_documents, self.search.text(), limit, until) or []

    def _search(self) -> None:
        """Show what answers to the search, the first of it selected."""
        self.list_foot.reset()
        self._fill(None)

    def _entered(self) -> None:
        """Enter right after typing means what was typed: the lists are searched first."""
        self._search()
        self.table.setFocus()

    def _fill(self, stands_on: Callable[[SupplierDocument], bool] | None) -> None:
        owed_stood, wanted = self.owed.current_row(), words_of(self.search.text())
        owed = [
            one
            for one in run(self.context.messages, owed_to_suppliers, clock.today()) or []
            if has_words(one.supplier, wanted) and (one.overdue_idr or not self.only_overdue)
        ]
        self.overdue_pill.setChecked(self.only_overdue)
        self.owed_model.replace(owed)
        if owed_stood is None or not self.owed.stand_on(lambda row: row.supplier_id == owed_stood.supplier_id):
            self.owed.stand_on(None)
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        self.table.stand_on(stands_on)
        self.total.show_sums(owed, filtered=bool(wanted) or self.only_overdue)
        oldest = date.fromisoformat(rows[-1].business_date) if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} nota").format(count=figure(len(rows))))
        self._offer()

    def pay(self) -> None:
        """Pay the chosen supplier."""
        row = self.owed.current_row()
        if not isinstance(row, OwedRow) or row.owed_idr <= 0:
            self.context.messages.attention(_("Tidak ada utang yang bisa dibayar."))
            return
        drawer = [CashPlace.DRAWER] if open_shift(self.context.till_id) is not None else []
        may = self.context.actor.may(Permission.PAY_FROM_SAFE)
        places = [*([CashPlace.SAFE, CashPlace.BANK, CashPlace.PETTY] if may else []), *drawer]
        if not places:
            self.context.messages.attention(
                _("Belum ada sif terbuka, jadi tidak ada laci untuk membayar. Buka sif dulu, atau minta bendahara.")
            )
            return
        pay_sheet(self.context, row, places, lambda paid: self._paid(row, paid))

    def send_back(self) -> None:
        """Send goods of the chosen invoice back to its supplier."""
        row = self.table.current_row()
        if not isinstance(row, SupplierDocument) or row.kind != "purchase":
            self.context.messages.attention(_("Pilih nota pembeliannya dulu, lalu tekan F8."))
        elif stands(self.context, row.number, row.cancelled_by):
            return_sheet(self.context, row, self._sent_back)

    def _sent_back(self, paid: Paid) -> None:
        self.show_item(Door("purchase_return", paid.id))
        self.context.messages.good(_("{number} tersimpan. Barangnya keluar dari rak.").format(number=paid.number))

    def show_slip(self) -> None:
        """Show the slip of the chosen invoice or payment."""
        row = self.table.current_row()
        if not isinstance(row, SupplierDocument):
            self.context.messages.attention(_("Pilih notanya dulu, lalu tekan Ctrl+P."))
            return
        slip = run(self.context.messages, _SLIPS[row.kind], row.id)
        if slip is not None:
            show_slip(self.context, slip, cancelled_by=row.cancelled_by)

    def cancel(self) -> None:
        """Cancel the chosen invoice or payment."""
        row = self.table.current_row()
        if not isinstance(row, SupplierDocument):
            self.context.messages.attention(_("Pilih notanya dulu, lalu tekan Del."))
            return
        follows = {
            "purchase": _("Barangnya keluar lagi dari rak."),
            "purchase_return": _("Barangnya kembali ke rak."),
            "supplier_payment": _("Uangnya harus kembali dulu."),
        }[row.kind]
        supplier = row.supplier or _("tanpa nama")
        what = f"{_words(row)}, {supplier}, {rupiah(row.total_idr)}. {follows}"
        cancels: dict[str, Cancel] = {
            "purchase": partial(cancel_purchase, till_id=self.context.till_id),
            "purchase_return": partial(cancel_purchase_return, till_id=self.context.till_id),
            "supplier_payment": partial(cancel_supplier_payment, till_id=self.context.till_id),
        }
        if stands(self.context, row.number, row.cancelled_by):
            cancel_sheet(self.context, Cancelling(row.number, what, cancels[row.kind], row.id))

    def _paid(self, row: OwedRow, paid: Paid) -> None:
        """Choose what was just written, so that Del cancels this and nothing else."""
        self.show_item(Door("supplier_payment", paid.id))
        said = _("{number} tersimpan. Utang kepada {name} tinggal {owed}.")
        self.context.messages.good(said.format(number=paid.number, name=row.supplier, owed=rupiah(paid.owed_idr)))

    def _offer(self) -> None:
        row = self.table.current_row()
        self.slip_button.setVisible(isinstance(row, SupplierDocument))
        self.cancel_button.setVisible(isinstance(row, SupplierDocument) and not row.cancelled_by)
        self.pay_button.setVisible(bool(self.owed_model.rows))

    def _first(self) -> None:
        (self.owed if self.owed_model.rows else self.table).setFocus()

    def _turn(self) -> None:
        (self.table if self.owed.hasFocus() else self.owed).setFocus()


def _is(kind: str, document_id: int, row: SupplierDocument) -> bool:
    return (row.kind, row.id) == (kind, document_id)


def _words(row: SupplierDocument) -> str:
    return document_words(row.kind, row.id, row.number)


def _how(row: SupplierDocument) -> str:
    if row.cancelled_by:
        return _("dibatalkan dengan {number}").format(number=row.cancelled_by)
    way = _(PaidFrom(row.paid_from).label).lower()
    return " · ".join(part for part in (row.supplier, way, row.note) if part)


def _owed_columns() -> list[Column[OwedRow]]:
    return [
        Column(_("Pemasok"), lambda row: row.supplier, second=_last),
        balance_column(_("Utang"), lambda row: row.owed_idr, 120),
    ]


def _last(row: OwedRow) -> str:
    if row.overdue_idr:
        return _("{amount} lewat jatuh tempo").format(amount=rupiah(row.overdue_idr))
    if row.due_on is not None:
        return _("jatuh tempo {day}").format(day=date_short(row.due_on))
    if not row.last_purchase:
        return _("dari saldo awal")
    return _("belanja terakhir {day}").format(day=date_short(date.fromisoformat(row.last_purchase)))


def _columns() -> list[Column[SupplierDocument]]:
    return [
        Column(_("Tanggal"), lambda row: date_short(date.fromisoformat(row.business_date)), 110),
        document_column(_("Nota"), _words, _how, lambda row: row.cancelled_by),
        Column(_("Jumlah"), lambda row: figure(row.total_idr), 120, "right", weight=700),
    ]
