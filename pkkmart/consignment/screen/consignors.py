"""The page of consignors: what each is owed, with their goods and documents, and how they are paid."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial

from PySide6.QtGui import QResizeEvent

from pkkmart.consignment.queries import (
    DOCUMENT_KINDS,
    ConsignorRow,
    all_advances_idr,
    all_owed_idr,
    all_unpaid_idr,
    consignors,
    document_head,
    last_payout,
    settlements,
)
from pkkmart.consignment.screen.account import account_sheet
from pkkmart.consignment.screen.advances import advance_sheet
from pkkmart.consignment.screen.arrangement import arrangement_sheet
from pkkmart.consignment.screen.columns import consignor_columns
from pkkmart.consignment.screen.details import ConsignorDetails
from pkkmart.consignment.screen.documents import cancelling, show_document, show_slip_of
from pkkmart.consignment.screen.paying import pay_sheet
from pkkmart.consignment.screen.removal import removal_sheet
from pkkmart.consignment.screen.statement import statement_sheet
from pkkmart.consignment.slip import document_slip
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.operations import Recorded
from pkkmart.ledger.screen.cancelling import cancel_sheet, stands
from pkkmart.ledger.screen.people_list import PeopleList
from pkkmart.ledger.screen.slip import tell_booked
from pkkmart.products.queries import find_by_code
from pkkmart.products.search import has_words, words_of
from pkkmart.ui.buttons import PillButton
from pkkmart.ui.doors import Door
from pkkmart.ui.fields import SearchField
from pkkmart.ui.flow import flowing
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import row, wide
from pkkmart.ui.list_total import ListTotal, Total
from pkkmart.ui.page import Context, Page
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import GAP, current


class ConsignorFilter(StrEnum):
    """Which consignors the list shows."""

    ALL = "ALL"
    OWED = "OWED"
    WAITING = "WAITING"
    DUE = "DUE"


class ConsignorsPage(Page):
    """The list of consignors and the details of the chosen one; F12 settles and pays, in two Enters."""

    title = N_("Titipan")
    shows = frozenset({Changed.CONSIGNMENT, Changed.PEOPLE, Changed.PRODUCTS, Changed.STOCK})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rows: list[ConsignorRow] = []
        self._filter = ConsignorFilter.ALL
        self.search = SearchField(_("Cari penitip"), _("Cari nama ibu, kelompok, kelurahan …"))
        self.pills = {chosen: PillButton("", on_click=partial(self.filter_by, chosen)) for chosen in ConsignorFilter}
        empty_text = _("Tidak ada penitip yang cocok.")
        self.people = PeopleList(
            self.search,
            consignor_columns(),
            _("Penitip"),
            empty_text,
            ListTotal(
                context.messages,
                Total(_("Terutang kepada penitip"), all_owed_idr, lambda row: row.owed_idr),
                Total(_("di antaranya sudah dihitung, belum diambil"), all_unpaid_idr, lambda row: row.unpaid_idr),
                Total(_("sesudah dikurangi uang muka"), all_advances_idr, lambda row: row.advance_idr),
            ),
            flowing(self.pills.values()),
        )
        self.model, self.table, self.count = self.people.model, self.people.table, self.people.count
        self.details = ConsignorDetails(self.settle, self.give_back, self.replace_lost, self.pay_waiting)
        row(wide(self.people, 42), wide(self.details, 58), spacing=GAP + 2, on=self)
        self.search.searched.connect(lambda _text: self._show_rows())
        self.search.entered.connect(self._entered)
        self.table.selected.connect(self._chosen)
        self.table.opened.connect(lambda _row: self.details.show_documents(True))
        self.details.documents.opened.connect(lambda _row: self.look())
        self.details.shelf_table.opened.connect(lambda row: self.context.open(Door("product", row.product_id)))

    def lists(self) -> Sequence[Table]:
        return self.table, self.details.shelf_table, self.details.documents

    def _actions(self) -> list[KeyAction]:
        may = self.context.actor.may
        money = [
            KeyAction("F12", _("Hitung & bayar"), self.settle),
            KeyAction("F8", _("Bayar tertunda"), self.pay_waiting),
            KeyAction("F11", _("Uang muka"), self.advance),
        ]
        goods = [KeyAction("F6", _("Retur"), self.give_back)]
        lost = [KeyAction("F7", _("Hilang, rusak"), self.replace_lost)]
        return [
            KeyAction("F3", _("Cari ibu"), self.people.search_again),
            KeyAction("↑↓", _("Pilih ibu")),
            KeyAction("F4", _("Surat, rak"), self._turn),
            KeyAction("F5", _("Saringan"), self._next_filter),
            *(money if may(Permission.RUN_SHIFT) else []),
            *(goods if may(Permission.RECEIVE_GOODS) else []),
            *(lost if may(Permission.KEEP_BOOKS) else []),
            *([KeyAction("Ctrl+K", _("Cara hitung"), self.arrange)] if may(Permission.KEEP_PEOPLE) else []),
            KeyAction("Ctrl+R", _("Rekening"), self.show_statement),
            KeyAction("Ctrl+P", _("Slip"), self.show_slip),
            KeyAction("Del", _("Batalkan surat"), self.cancel),
            KeyAction("F9", _("Surat lebih lama"), self.show_older),
            KeyAction("F10", _("Surat sampai tanggal"), self._find_day),
            KeyAction("Esc", _("Kembali"), self._back, shown=False),
        ]

    def enter(self) -> None:
        super().enter()
        self.set_actions(self._actions())
        may = self.context.actor.may
        self.details.settle_button.setVisible(may(Permission.RUN_SHIFT))
        self.details.pay_button.setVisible(may(Permission.RUN_SHIFT))
        self.details.return_button.setVisible(may(Permission.RECEIVE_GOODS))
        self.details.loss_button.setVisible(may(Permission.KEEP_BOOKS))
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.people.setMaximumWidth(current().px(500))
        self.table.setColumnHidden(1, self.width() * 42 // 100 < current().px(420))

    def scanned(self, code: str) -> None:
        """Choose the consignor of a scanned product."""
        owners = {hit.product.owner_id for hit in find_by_code(code)}
        known = [row.id for row in self._rows if row.id in owners]
        if len(known) == 1:
            self._choose(known[0])
        else:
            super().scanned(code)

    def show_item(self, door: Door) -> None:
        """Show one consignor, one document (`payout`, …) of any age in the consignor's list, or whom `act` names."""
        if door.act:
            self.search.clear()
            self.filter_by(ConsignorFilter(door.act))
            return
        assert door.id is not None
        if door.kind not in DOCUMENT_KINDS:
            self._choose(door.id)
            return
        head = document_head(door.kind, door.id)
        if self._choose(head.consignor_id) and self.details.show_document(door.kind, door.id, head.business_date):
            return
        sentence = _("{number} adalah surat {name}, yang tidak ada lagi di daftar penitip.")
        self.context.messages.attention(sentence.format(number=head.number, name=head.consignor), stays=True)

    def _choose(self, consignor_id: int) -> bool:
        """Choose a consignor, whatever was searched; nobody, and False, when the list hasn't that consignor."""
        self.search.clear()
        self.filter_by(ConsignorFilter.ALL)
        chosen = self.table.stand_on(lambda row: row.id == consignor_id)
        self._chosen(self.consignor())
        return chosen

    def show_older(self) -> None:
        """Show older documents of the consignor."""
        self.details.show_documents(True)
        if not self.details.list_foot.go_back():
            self.context.messages.attention(_("Sudah sampai surat yang pertama."))

    def _find_day(self) -> None:
        self.details.show_documents(True)
        self.details.list_foot.find_day()

    def reload(self) -> None:
        """Read all consignors again; the chosen one stays chosen."""
        self._rows = consignors()
        owed, waiting = sum(row.owed_idr > 0 for row in self._rows), sum(row.unpaid_idr > 0 for row in self._rows)
        for chosen, words, count in (
            (ConsignorFilter.ALL, _("Semua"), len(self._rows)),
            (ConsignorFilter.OWED, _("Terutang"), owed),
            (ConsignorFilter.WAITING, _("Belum diambil"), waiting),
            (ConsignorFilter.DUE, _("Jatuh tempo"), sum(row.due_on is not None for row in self._rows)),
        ):
            self.pills[chosen].set_words(f"{words} · {count}")
            self.pills[chosen].setChecked(chosen is self._filter)
        due = any(row.due_on is not None for row in self._rows)
        self.pills[ConsignorFilter.DUE].setVisible(due or self._filter is ConsignorFilter.DUE)
        self._show_rows()

    def filter_by(self, chosen: ConsignorFilter) -> None:
        """Show one part of the list."""
        self._filter = chosen
        self.reload()

    def consignor(self) -> ConsignorRow | None:
        """The chosen consignor."""
        row = self.table.current_row()
        return row if isinstance(row, ConsignorRow) else None

    def settle(self) -> None:
        """Settle the chosen consignor's account and pay it, or pay what is settled already."""
        row = self.consignor()
        if row is None:
            return
        if not row.unsettled_idr and row.unpaid_idr:
            self.pay_waiting()
            return
        if row.earned_idr <= 0:
            self.context.messages.attention(
                _("Belum ada hasil titipan {name} yang perlu dibayar.").format(name=row.name)
            )
            return
        account_sheet(self.context, row.id, row.name, lambda settled: self._pay(settled.id))

    def pay_waiting(self) -> None:
        """Pay an unpaid settlement: the chosen one among the documents, or the oldest."""
        row, document = self.consignor(), self.details.document()
        if row is None:
            return
        waiting = [one.id for one in settlements(row.id) if one.unpaid_idr]
        if not waiting:
            sentence = _("Tidak ada perhitungan {name} yang menunggu dibayar.")
            self.context.messages.attention(sentence.format(name=row.name))
            return
        chosen = document.id if document and document.kind == "settlement" and document.id in waiting else waiting[-1]
        self._pay(chosen)

    def advance(self) -> None:
        """Give the chosen consignor uang muka, or take it back."""
        row = self.consignor()
        if row is None:
            self.context.messages.attention(_("Pilih ibunya dulu."))
            return
        advance_sheet(self.context, row, self._advanced)

    def arrange(self) -> None:
        """Write down how the chosen consignor is settled and paid."""
        row = self.consignor()
        if row is None:
            self.context.messages.attention(_("Pilih ibunya dulu."))
            return
        arrangement_sheet(self.context, row.id, row.name, self.reload)

    def show_statement(self) -> None:
        """Show the chosen consignor's statement over a span of days."""
        row = self.consignor()
        if row is None:
            self.context.messages.attention(_("Pilih ibunya dulu."))
            return
        statement_sheet(self.context, row.id, row.name)

    def _advanced(self, done: Recorded) -> None:
        self.details.list_foot.reset()
        self.reload()
        sentence = _("{number}: uang muka {amount} tercatat. Minta tanda tangan di slipnya.")
        said = sentence.format(number=done.number, amount=rupiah(done.amount_idr))
        tell_booked(self.context, said, document_slip("advance", done.id))

    def give_back(self) -> None:
        """Return unsold goods to the consignor."""
        self._take(lost=False)

    def replace_lost(self) -> None:
        """Replace goods that were lost or broken in the shop."""
        self._take(lost=True)

    def show_slip(self) -> None:
        """Show the slip of the chosen document, or the last kuitansi while the goods are shown."""
        row, document = self.consignor(), self.details.document() if self.details.shows_documents() else None
        if document is None and row is not None:
            document = last_payout(row.id)
        if document is None:
            self.context.messages.attention(_("Belum ada kuitansi atau nota."))
        elif not show_slip_of(self.context, document):
            self.context.messages.attention(_("{number} tidak punya slip.").format(number=document.number))

    def cancel(self) -> None:
        """Cancel the chosen document."""
        if self.consignor() is None:
            self.context.messages.attention(_("Pilih ibunya dulu."))
            return
        document = self.details.document()
        if not self.details.shows_documents() or document is None:
            self.details.show_documents(True)
            self.context.messages.attention(_("Pilih suratnya dengan ↑↓, lalu tekan Del lagi."))
            return
        if stands(self.context, document.number, document.cancelled_by):
            cancel_sheet(self.context, cancelling(document, self.context.till_id), lambda _void: self.reload())

    def look(self) -> None:
        """Show the chosen document over the page."""
        document = self.details.document()
        if document is not None:
            show_document(self.context, document)

    def _pay(self, settlement_id: int) -> None:
        pay_sheet(self.context, settlement_id, self._paid)

    def _paid(self, paid: Recorded) -> None:
        row = self.consignor()
        self.details.list_foot.reset()
        self.reload()
        sentence = _("{number}: {amount} dibayar kepada {name}. Minta tanda tangan di kuitansinya.").format(
            number=paid.number, amount=rupiah(paid.amount_idr), name=row.name if row else ""
        )
        tell_booked(self.context, sentence, document_slip("payout", paid.id))

    def _take(self, *, lost: bool) -> None:
        row = self.consignor()
        if row is None:
            return
        if not any(item.qty_milli > 0 for item in self.details.shelf_model.rows):
            self.context.messages.attention(_("Tidak ada barang {name} di rak.").format(name=row.name))
            return

        def done(recorded: Recorded) -> None:
            if lost:
                sentence = _("{number}: hak {name} bertambah {amount} sebagai ganti.")
            else:
                sentence = _("{number} tersimpan: barang dibawa pulang {name}.")
            self.details.list_foot.reset()
            self.reload()
            said = sentence.format(number=recorded.number, name=row.name, amount=rupiah(recorded.amount_idr))
            tell_booked(self.context, said, document_slip("loss" if lost else "return_note", recorded.id))

        removal_sheet(self.context, row.id, row.name, done, lost=lost)

    def _entered(self) -> None:
        """Enter right after typing a name means that name: the list is searched first."""
        self._show_rows()
        self.details.show_documents(True)

    def _shown(self) -> list[ConsignorRow]:
        wanted = words_of(self.search.text())
        return [row for row in self._rows if _passes(row, self._filter) and has_words(f"{row.name} {row.area}", wanted)]

    def _show_rows(self) -> None:
        stood = self.consignor()
        rows = self._shown()
        self.model.replace(rows)
        if stood is None or not self.table.stand_on(lambda row: row.id == stood.id):
            self.table.stand_on(None)
        self._chosen(self.consignor())
        self.count.setText(_("{count} UMKM").format(count=figure(len(rows))))
        self.people.total.show_sums(rows, filtered=len(rows) < len(self._rows))

    def _chosen(self, row: object) -> None:
        self.details.setVisible(isinstance(row, ConsignorRow))
        if isinstance(row, ConsignorRow):
            self.details.show_consignor(row)

    def _turn(self) -> None:
        self.details.show_documents(not self.details.shows_documents())
        if not self.details.shows_documents():
            self.search.setFocus()

    def _next_filter(self) -> None:
        choices = list(ConsignorFilter)
        self.filter_by(choices[(choices.index(self._filter) + 1) % len(choices)])

    def _back(self) -> None:
        self.search.clear()
        self.details.show_documents(False)
        self.people.search_again()


def _passes(row: ConsignorRow, chosen: ConsignorFilter) -> bool:
    return {
        ConsignorFilter.ALL: True,
        ConsignorFilter.OWED: row.owed_idr > 0,
        ConsignorFilter.WAITING: row.unpaid_idr > 0,
        ConsignorFilter.DUE: row.due_on is not None,
    }[chosen]
