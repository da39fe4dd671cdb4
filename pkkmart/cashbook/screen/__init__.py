"""The page of cash and bank: the balance of every place, what moved there, costs, transfers and QRIS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent

from pkkmart.cashbook.operations import Cleared, cancel_clearing, cancel_expense, cancel_transfer
from pkkmart.cashbook.queries import (
    WAITING_QRIS,
    Movement,
    OpenDay,
    PlaceBalance,
    cash_book,
    document,
    open_clearing,
    place_balances,
)
from pkkmart.cashbook.screen.clearing import age_words, cleared_words, clearing_sheet
from pkkmart.cashbook.screen.columns import document_of, movement_columns, place_words, what_moved
from pkkmart.cashbook.screen.forms import ExpenseForm, TransferForm, routes_for, said_words
from pkkmart.cashbook.slip import SLIPS, clearing_slip
from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.operations import Recorded
from pkkmart.ledger.screen.cancelling import Cancel, Cancelling, cancel_sheet
from pkkmart.ledger.screen.list_foot import ListFoot, no_match
from pkkmart.ledger.screen.slip import show_slip, tell_booked
from pkkmart.till.dialogs import offer_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.till.screen.money_form import money_sheet
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import column, row, wide
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import ALL_ROWS, RowsModel, Table, styled_table
from pkkmart.ui.theme import GAP, current
from pkkmart.ui.tiles import ListCard

SHOWN = 200


class CashPage(Page):
    """Places on top, each with its balance; the movements of the chosen one below."""

    title = N_("Kas & bank")
    shows = frozenset({Changed.LEDGER, Changed.SHIFT, Changed.PEOPLE})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.place = CashPlace.DRAWER
        self._chosen = False
        self._balances: list[PlaceBalance] = []
        self.cards = {
            place: ListCard(place_words(place), on_click=partial(self.show_place, place)) for place in CashPlace
        }
        self.waiting_card = ListCard("", on_click=self.clear)
        self.waiting_card.setCheckable(False)
        self.head = SectionTitle("")
        self.model: RowsModel[Movement] = RowsModel(movement_columns())
        self.table = styled_table(
            self.model, _("Gerak uang"), two_lines=True, ordered=True,
            empty_text=_("Belum ada uang masuk atau keluar di sini."),
        )  # fmt: skip
        self.list_foot = ListFoot(SHOWN, self.table)
        self.table.read_all = lambda: self._read(self.list_foot.day, ALL_ROWS)
        self.expense_button = PrimaryButton(_("Biaya"), "F12", on_click=self.spend)
        self.transfer_button = SecondaryButton(_("Setor / pindah"), "F6", on_click=self.carry)
        self.supplier_button = SecondaryButton(_("Bayar pemasok"), "F7", on_click=self.pay_supplier)
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2", on_click=self.cancel)
        self.open_button = SecondaryButton(_("Buka dokumen"), "Enter", icon="file-text", on_click=self.open_document)
        self._place_parts()
        self.table.selected.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self.open_document())
        self.list_foot.grown.connect(self.reload)
        self.list_foot.moved.connect(lambda: self._fill(None))
        self.list_foot.finished.connect(self.table.setFocus)

    def _place_parts(self) -> None:
        places = row(*(wide(card) for card in self.cards.values()), wide(self.waiting_card), spacing=GAP - 4)
        head = row(
            wide(self.head),
            self.supplier_button,
            self.transfer_button,
            self.expense_button,
            margins=(10, 4, 4, 0),
            spacing=8,
        )
        foot = row(wide(self.list_foot), self.open_button, self.cancel_button, margins=(10, 4, 4, 2), spacing=8)
        sheet = Card(padding=8, spacing=4)
        sheet.add(head, wide(self.table), foot)
        column(places, wide(sheet), spacing=GAP - 4, on=self)

    def _actions(self) -> list[KeyAction]:
        return [
            KeyAction("F12", _("Biaya"), self.spend),
            KeyAction("F6", _("Setor / pindah kas"), self.carry),
            KeyAction("F7", _("Bayar pemasok"), self.pay_supplier),
            KeyAction("F8", _("QRIS masuk bank"), self.clear),
            KeyAction("F5", _("Tempat lain"), self._next_place),
            KeyAction("↑↓", _("Pilih baris")),
            KeyAction("Enter", _("Buka dokumen")),
            KeyAction("Ctrl+P", _("Slip"), self.open_document, shown=False),
            KeyAction("Del", _("Batalkan"), self.cancel),
            KeyAction("F9", _("Lebih lama"), self.show_older),
            KeyAction("F10", _("Sampai tanggal"), self.list_foot.find_day),
        ]

    def enter(self) -> None:
        """Ask anew what the user may do, and the place: the page stays when another user logs in."""
        super().enter()
        self.set_actions(self._actions())
        if not self._chosen and open_shift(self.context.till_id) is None:
            self.place = CashPlace.SAFE
        self.show_place(self.place, chosen=self._chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.open_button.set_words(_("Buka dokumen") if self.width() > current().px(900) else _("Buka"))

    def show_item(self, door: Door) -> None:
        """Select a document of the cash book, of any age, or show what `act` names: a place, or QRIS that waits."""
        if door.act == WAITING_QRIS:
            self.show_place(CashPlace.BANK)
            self.clear()
            return
        if door.act:
            self.show_place(CashPlace(door.act))
            return
        assert door.id is not None
        self.table.stand_on(no_match)
        found = document(door.kind, door.id)
        self.place, self._chosen = found.place, True
        self.list_foot.back_to(found.business_date, self._read, partial(_is_of, door.kind, door.id))
        self._fill(partial(_is_of, door.kind, door.id))
        self.table.setFocus()
        if self.table.current_row() is None:
            sentence = _("{number} tidak ada di {place}. Cari nomornya di Jurnal.")
            self.context.messages.attention(
                sentence.format(number=found.number, place=_(found.place.label)), stays=True
            )

    def show_place(self, place: CashPlace, *, chosen: bool = True) -> None:
        """Show the movements of a place, the newest selected."""
        self.place, self._chosen = place, chosen
        self.list_foot.reset()
        self._fill(None)
        self.table.setFocus()

    def show_older(self) -> None:
        """Show older movements."""
        if not self.list_foot.go_back():
            self.context.messages.attention(_("Sudah sampai gerak yang pertama."))

    def reload(self) -> None:
        """Read places and movements anew; the same entry stays selected, or none."""
        stood = self.table.current_row()
        self._fill((lambda row: row.entry_id == stood.entry_id) if stood else no_match)

    def _read(self, until: date | None, limit: int) -> list[Movement]:
        return run(self.context.messages, cash_book, self.place, limit, until) or []

    def lists(self) -> Sequence[Table]:
        return (self.table,)

    def _fill(self, stands_on: Callable[[Movement], bool] | None) -> None:
        self._balances = run(self.context.messages, place_balances) or self._balances
        shift = open_shift(self.context.till_id)
        for balance in self._balances:
            self._show_balance(balance, shift.user_name if shift else "")
        self._show_waiting(run(self.context.messages, open_clearing) or [])
        rows = self.list_foot.rows(self._read)
        self.model.replace(rows)
        self.table.stand_on(stands_on)
        self.table.setAccessibleName(_(self.place.label))
        self.head.setText(_(self.place.label))
        oldest = rows[-1].business_date if rows else None
        self.list_foot.tell(len(rows), oldest, _("{count} gerak").format(count=figure(len(rows))))
        self._offer()

    def _show_balance(self, balance: PlaceBalance, cashier: str) -> None:
        card, second = self.cards[balance.place], ""
        if balance.place is CashPlace.DRAWER:
            second = cashier or _("sif belum dibuka")
        elif balance.place is CashPlace.TRANSIT:
            second = _("belum diterima") if balance.balance_idr else ""
        card.set(
            place_words(balance.place),
            second,
            figure=rupiah(balance.balance_idr),
            chip_text=_("minus") if balance.balance_idr < 0 else "",
            chip_tone="danger",
        )
        card.setChecked(balance.place is self.place)
        rare = balance.place in (CashPlace.TRANSIT, CashPlace.PETTY)
        card.setVisible(not rare or bool(balance.balance_idr) or balance.place is self.place)

    def _show_waiting(self, days: Sequence[OpenDay]) -> None:
        """Show the card of QRIS on its way to the bank, which leads to the sheet of its payments."""
        self.waiting_card.setVisible(bool(days))
        if days:
            oldest = max(days, key=lambda day: day.age_days)
            self.waiting_card.set(
                _("QRIS"),
                _("{count} hari menunggu").format(count=len(days)),
                figure=rupiah(sum(day.open_idr for day in days)),
                note="" if oldest.is_late else "F8",
                chip_text=age_words(oldest.age_days) if oldest.is_late else "",
                chip_tone="attention",
            )

    def spend(self) -> None:
        """Open the sheet of a cost."""
        places = self._places()
        if not places:
            offer_shift(self.context, self.spend)
            return
        chosen = self.place if self.place in places else places[0]
        form = ExpenseForm(self.context, places, chosen)
        money_sheet(self.context, _("Catat biaya"), form, _("Simpan biaya"), partial(self._booked, "expense"))

    def carry(self) -> None:
        """Open the sheet of a transfer."""
        transit = sum(balance.balance_idr for balance in self._balances if balance.place is CashPlace.TRANSIT)
        may = self.context.actor.may(Permission.PAY_FROM_SAFE)
        routes = routes_for(
            may_safe=may,
            drawer_open=open_shift(self.context.till_id) is not None,
            transit_idr=max(transit, 0),
            place=self.place,
        )
        if not routes:
            offer_shift(self.context, self.carry)
            return
        money_sheet(
            self.context,
            _("Setor / pindah kas"),
            TransferForm(self.context, routes),
            _("Simpan"),
            partial(self._booked, "transfer"),
        )

    def clear(self) -> None:
        """Open the sheet of a payment of the QRIS provider."""
        days = run(self.context.messages, open_clearing)
        if days:
            clearing_sheet(self.context, days, self._cleared)
        elif days is not None:
            self.context.messages.good(_("Semua QRIS sudah masuk bank."))

    def _cleared(self, saved: Cleared) -> None:
        self.show_item(Door("clearing", saved.id))
        tell_booked(self.context, cleared_words(saved), clearing_slip(saved.id))

    def pay_supplier(self) -> None:
        """Go to the page of suppliers and their bills."""
        self.context.open(Door("suppliers"))

    def open_document(self) -> None:
        """Open the document behind the movement: the slip of one that is cancelled here, others on their own page."""
        row = self._row()
        if row is None:
            return
        if row.origin_kind not in SLIPS:
            self.context.open(Door(row.origin_kind, row.origin_id))
            return
        slip = run(self.context.messages, SLIPS[row.origin_kind], row.origin_id)
        if slip is None:
            return

        def show_entry() -> None:
            question.close_panel()
            self.context.open(Door("journal_entry", row.entry_id))

        below = SecondaryButton(_("Lihat jurnalnya"), "Ctrl+J", on_click=show_entry)
        question = show_slip(self.context, slip, below)
        question.keys.append(KeyAction("Ctrl+J", _("Lihat jurnalnya"), show_entry))

    def cancel(self) -> None:
        """Cancel the selected document of the cash book; others are cancelled on their own pages."""
        row = self._row()
        if row is None:
            self.context.messages.attention(_("Pilih barisnya dulu, lalu tekan Del."))
        elif row.cancels or row.cancelled:
            sentence = _("{document} sudah dibatalkan.")
            self.context.messages.attention(sentence.format(document=document_of(row)))
        elif row.origin_kind not in SLIPS:
            sentence = _("{document} dibatalkan di halamannya sendiri. Tekan Enter untuk membukanya.")
            self.context.messages.attention(sentence.format(document=document_of(row)))
        else:
            sentence = _("{what}, {amount}. Uangnya harus kembali dulu.")
            if row.cleared is not None:
                sentence = _("QRIS {what}, {amount}. Hari-harinya akan menunggu lagi.")
            what = sentence.format(what=what_moved(row), amount=rupiah(abs(row.amount_idr)))
            till_id = self.context.till_id
            cancels: dict[str, Cancel] = {
                "expense": partial(cancel_expense, till_id=till_id),
                "transfer": partial(cancel_transfer, till_id=till_id),
                "clearing": cancel_clearing,
            }
            cancel_sheet(self.context, Cancelling(row.number, what, cancels[row.origin_kind], row.origin_id))

    def _places(self) -> list[CashPlace]:
        """The places the user may pay from; the drawer first while a shift is open."""
        drawer = [CashPlace.DRAWER] if open_shift(self.context.till_id) is not None else []
        rest = [CashPlace.SAFE, CashPlace.PETTY, CashPlace.BANK]
        return [*drawer, *(rest if self.context.actor.may(Permission.PAY_FROM_SAFE) else [])]

    def _booked(self, kind: str, saved: Recorded) -> None:
        """Select what was just recorded, so that Del cancels this and nothing else."""
        if any(row.number == saved.number for row in self.model.rows):
            self.table.stand_on(lambda row: row.number == saved.number)
        else:
            self.show_item(Door(kind, saved.id))
        tell_booked(self.context, said_words(saved), SLIPS[kind](saved.id))

    def _row(self) -> Movement | None:
        row = self.table.current_row()
        return row if isinstance(row, Movement) else None

    def _offer(self) -> None:
        """Offer only what can be done with the line."""
        row = self._row()
        self.open_button.setVisible(row is not None)
        self.cancel_button.setVisible(
            row is not None and row.origin_kind in SLIPS and not row.cancels and not row.cancelled
        )

    def _next_place(self) -> None:
        shown = [place for place, card in self.cards.items() if card.isVisibleTo(self)]
        self.show_place(shown[(shown.index(self.place) + 1) % len(shown)] if self.place in shown else shown[0])


def _is_of(kind: str, document_id: int, row: Movement) -> bool:
    """Whether a movement is a document's own, not that of its cancellation."""
    return (row.origin_kind, row.origin_id) == (kind, document_id) and not row.cancels
