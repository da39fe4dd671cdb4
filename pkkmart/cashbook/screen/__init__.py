"""The treasurer with the cash in front of her: what should lie where, what was paid, what goes to the bank."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pkkmart.cashbook.operations import Cleared, Recorded, cancel_clearing, cancel_expense, cancel_transfer
from pkkmart.cashbook.queries import Movement, OpenDay, PlaceBalance, cash_book, document, open_clearing, place_balances
from pkkmart.cashbook.screen.clearing import age_words, cleared_words, clearing_sheet
from pkkmart.cashbook.screen.columns import document_of, movement_columns, place_words, what_moved
from pkkmart.cashbook.screen.forms import ExpenseForm, TransferForm, money_sheet, routes_for, said_words
from pkkmart.core.actor import Approval, Permission
from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.operation import Changed
from pkkmart.ledger.screen.cancelling import lent_cancel_sheet
from pkkmart.ledger.screen.reach import Reach, nowhere, stand
from pkkmart.till.dialogs import start_shift_sheet
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run
from pkkmart.ui.table_model import RowsModel, styled_table
from pkkmart.ui.theme import GAP, current
from pkkmart.ui.tiles import ListCard

SHOWN = 200
_CANCEL = {"expense": cancel_expense, "transfer": cancel_transfer}
_OURS = frozenset({*_CANCEL, "clearing"})
"""The kinds of paper that are cancelled on this page."""


class CashPage(Page):
    """Places on top, each with what lies there; the movements of the chosen one below."""

    title = _("Kas & bank")

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
            self.model, _("Gerak uang"), two_lines=True, empty_text=_("Belum ada uang masuk atau keluar di sini.")
        )
        self.reach = Reach(SHOWN)
        self.expense_button = PrimaryButton(_("Biaya"), "F12", on_click=self.spend)
        self.transfer_button = SecondaryButton(_("Setor / pindah"), "F6", on_click=self.carry)
        self.supplier_button = SecondaryButton(_("Bayar pemasok"), "F7", on_click=self.pay_supplier)
        self.cancel_button = SecondaryButton(_("Batalkan"), "Del", icon="undo-2", on_click=self.cancel)
        self.open_button = SecondaryButton(_("Buka dokumen"), "Enter", icon="file-text", on_click=self.open_document)
        self._lay()
        self.table.selected.connect(lambda _row: self._offer())
        self.table.opened.connect(lambda _row: self.open_document())
        self.reach.grown.connect(self.reload)
        self.reach.moved.connect(lambda: self._fill(None))
        self.reach.finished.connect(self.table.setFocus)

    def _lay(self) -> None:
        places = QHBoxLayout()
        places.setSpacing(GAP - 4)
        for card in self.cards.values():
            places.addWidget(card, 1)
        places.addWidget(self.waiting_card, 1)
        head = QHBoxLayout()
        head.setContentsMargins(10, 4, 4, 0)
        head.setSpacing(8)
        head.addWidget(self.head, 1)
        for button in (self.supplier_button, self.transfer_button, self.expense_button):
            head.addWidget(button)
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 4, 4, 2)
        foot.setSpacing(8)
        foot.addWidget(self.reach, 1)
        foot.addWidget(self.open_button)
        foot.addWidget(self.cancel_button)
        sheet = Card(padding=8, spacing=4)
        sheet.add(head, self.table, foot)
        sheet.body.setStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP - 4)
        layout.addLayout(places)
        layout.addWidget(sheet, 1)

    def _actions(self) -> list[KeyAction]:
        return [
            KeyAction("F12", _("Biaya"), self.spend),
            KeyAction("F6", _("Setor / pindah kas"), self.carry),
            KeyAction("F7", _("Bayar pemasok"), self.pay_supplier),
            KeyAction("F8", _("QRIS masuk bank"), self.clear),
            KeyAction("F5", _("Tempat lain"), self._next_place),
            KeyAction("↑↓", _("Pilih baris")),
            KeyAction("Enter", _("Buka dokumen")),
            KeyAction("Del", _("Batalkan dokumen"), self.cancel),
            KeyAction("F9", _("Lebih lama"), self.show_older),
            KeyAction("F10", _("Sampai tanggal"), self.reach.find_day),
        ]

    def enter(self) -> None:
        """The page outlives a change of hands: what she may do, and where she stands, is asked each time."""
        super().enter()
        self.set_actions(self._actions())
        if not self._chosen and open_shift(self.context.till_id) is None:
            self.place = CashPlace.SAFE
        self.show_place(self.place, chosen=self._chosen)

    def refresh(self, changes: frozenset[Changed]) -> None:
        if changes & {Changed.LEDGER, Changed.SHIFT, Changed.PEOPLE}:
            self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.open_button.set_words(_("Buka dokumen") if self.width() > current().px(900) else _("Buka"))

    def show_item(self, door: Door) -> None:
        """Stand on a paper of the cash book, of whatever age; on nothing when its place does not hold it."""
        assert door.id is not None
        stand(self.table, [], nowhere)
        found = document(door.kind, door.id)
        self.place, self._chosen = found.place, True
        self.reach.back_to(found.business_date, self._read, partial(_is_of, door.kind, door.id))
        self._fill(partial(_is_of, door.kind, door.id))
        self.table.setFocus()
        if self.table.current_row() is None:
            sentence = _("{number} tidak ada di {place}. Cari nomornya di Jurnal.")
            self.context.messages.attention(
                sentence.format(number=found.number, place=_(found.place.label)), stays=True
            )

    def show_place(self, place: CashPlace, *, chosen: bool = True) -> None:
        """Show the movements of a place, standing on the newest."""
        self.place, self._chosen = place, chosen
        self.reach.reset()
        self._fill(None)
        self.table.setFocus()

    def show_older(self) -> None:
        """Show more of what moved before."""
        if not self.reach.go_back():
            self.context.messages.attention(_("Sudah sampai gerak yang pertama."))

    def reload(self) -> None:
        """Read places and movements anew; she keeps standing on the entry she stood on, or on none."""
        stood = self.table.current_row()
        self._fill((lambda row: row.entry_id == stood.entry_id) if stood else nowhere)

    def _read(self, until: date | None, limit: int) -> list[Movement]:
        return run(self.context.messages, cash_book, self.place, limit, until) or []

    def _fill(self, stands_on: Callable[[Movement], bool] | None) -> None:
        self._balances = run(self.context.messages, place_balances) or self._balances
        shift = open_shift(self.context.till_id)
        for held in self._balances:
            self._dress(held, shift.user_name if shift else "")
        self._dress_waiting(run(self.context.messages, open_clearing) or [])
        rows = self.reach.rows(self._read)
        self.model.replace(rows)
        stand(self.table, rows, stands_on)
        self.head.setText(_(self.place.label))
        oldest = rows[-1].business_date if rows else None
        self.reach.tell(len(rows), oldest, _("{count} gerak").format(count=figure(len(rows))))
        self._offer()

    def _dress(self, held: PlaceBalance, holder: str) -> None:
        card, second = self.cards[held.place], ""
        if held.place is CashPlace.DRAWER:
            second = holder or _("sif belum dibuka")
        elif held.place is CashPlace.TRANSIT:
            second = _("belum diterima") if held.balance_idr else ""
        card.set(
            place_words(held.place),
            second,
            figure=rupiah(held.balance_idr),
            chip_text=_("minus") if held.balance_idr < 0 else "",
            chip_tone="danger",
        )
        card.setChecked(held.place is self.place)
        rare = held.place in (CashPlace.TRANSIT, CashPlace.PETTY)
        card.setVisible(not rare or bool(held.balance_idr) or held.place is self.place)

    def _dress_waiting(self, days: Sequence[OpenDay]) -> None:
        """QRIS the bank has not seen: it lies nowhere yet, so its card leads to where it is matched."""
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
        """Write down a cost that was paid."""
        places = self._places()
        if not places:
            self._offer_shift(self.spend)
            return
        chosen = self.place if self.place in places else places[0]
        form = ExpenseForm(self.context, places, chosen)
        money_sheet(self.context, _("Catat biaya"), form, _("Simpan biaya"), partial(self._booked, "expense"))

    def carry(self) -> None:
        """Carry money from one place to another."""
        transit = sum(held.balance_idr for held in self._balances if held.place is CashPlace.TRANSIT)
        may = self.context.actor.may(Permission.PAY_FROM_SAFE)
        routes = routes_for(
            may_safe=may,
            drawer_open=open_shift(self.context.till_id) is not None,
            transit_idr=max(transit, 0),
            place=self.place,
        )
        if not routes:
            self._offer_shift(self.carry)
            return
        money_sheet(
            self.context,
            _("Setor / pindah kas"),
            TransferForm(self.context, routes),
            _("Simpan"),
            partial(self._booked, "transfer"),
        )

    def clear(self) -> None:
        """Match what the provider of QRIS paid with the days it pays."""
        days = run(self.context.messages, open_clearing)
        if days:
            clearing_sheet(self.context, days, self._cleared)
        elif days is not None:
            self.context.messages.good(_("Semua QRIS sudah masuk bank."))

    def _cleared(self, saved: Cleared) -> None:
        self.show_item(Door("clearing", saved.id))
        self.context.messages.good(cleared_words(saved))

    def pay_supplier(self) -> None:
        """Go to where suppliers and their bills are."""
        self.context.open(Door("suppliers"))

    def open_document(self) -> None:
        """Show the paper behind the movement; of our own there is nothing more to see than its line."""
        row = self._row()
        if row is None:
            return
        if row.origin_kind in _OURS:
            self.context.open(Door("journal_entry", row.entry_id))
        else:
            self.context.open(Door(row.origin_kind, row.origin_id))

    def cancel(self) -> None:
        """Take back the paper of the cash book she stands on; others are cancelled where they are at home."""
        row = self._row()
        if row is None:
            self.context.messages.attention(_("Pilih barisnya dulu, lalu tekan Del."))
        elif row.cancels or row.cancelled:
            sentence = _("{document} sudah dibatalkan.")
            self.context.messages.attention(sentence.format(document=document_of(row)))
        elif row.origin_kind not in _OURS:
            sentence = _("{document} dibatalkan di halamannya sendiri. Tekan Enter untuk membukanya.")
            self.context.messages.attention(sentence.format(document=document_of(row)))
        else:
            number, kind, document_id = row.number, row.origin_kind, row.origin_id
            sentence = _("{what}, {amount}. Uangnya harus kembali dulu.")
            if row.cleared is not None:
                sentence = _("QRIS {what}, {amount}. Hari-harinya akan menunggu lagi.")
            what = sentence.format(what=what_moved(row), amount=rupiah(abs(row.amount_idr)))

            def act(reason: str, approval: Approval | None) -> None:
                actor, till_id = self.context.actor, self.context.till_id
                if kind in _CANCEL:
                    _CANCEL[kind](actor, document_id, reason, till_id=till_id, approval=approval)
                else:
                    cancel_clearing(actor, document_id, reason, approval=approval)

            lent_cancel_sheet(self.context, number, what, act)

    def _places(self) -> list[CashPlace]:
        """Where this person may pay from; the drawer first while a shift is open."""
        drawer = [CashPlace.DRAWER] if open_shift(self.context.till_id) is not None else []
        rest = [CashPlace.SAFE, CashPlace.PETTY, CashPlace.BANK]
        return [*drawer, *(rest if self.context.actor.may(Permission.PAY_FROM_SAFE) else [])]

    def _offer_shift(self, then: Callable[[], object]) -> None:
        self.context.messages.ask(
            _("Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"),
            yes=_("Buka sif"),
            on_yes=lambda: start_shift_sheet(self.context, then),
        )

    def _booked(self, kind: str, saved: Recorded) -> None:
        """Stand on what was just written, so that Del takes back this and nothing else."""
        if any(row.number == saved.number for row in self.model.rows):
            stand(self.table, self.model.rows, lambda row: row.number == saved.number)
        else:
            self.show_item(Door(kind, saved.id))
        self.context.messages.good(said_words(saved))

    def _row(self) -> Movement | None:
        row = self.table.current_row()
        return row if isinstance(row, Movement) else None

    def _offer(self) -> None:
        """Only what can be done with the line."""
        row = self._row()
        self.open_button.setVisible(row is not None)
        self.cancel_button.setVisible(
            row is not None and row.origin_kind in _OURS and not row.cancels and not row.cancelled
        )

    def _next_place(self) -> None:
        shown = [place for place, card in self.cards.items() if card.isVisibleTo(self)]
        self.show_place(shown[(shown.index(self.place) + 1) % len(shown)] if self.place in shown else shown[0])


def _is_of(kind: str, document_id: int, row: Movement) -> bool:
    """Whether a movement is a document's own, not its cancellation's."""
    return (row.origin_kind, row.origin_id) == (kind, document_id) and not row.cancels
