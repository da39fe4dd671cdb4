"""The evening of titip kue: choose a consignor, type what is left, decide gaps, pay or keep."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from pkkmart.consignment.message import tomorrow_words
from pkkmart.consignment.operations import Evening, close_evening
from pkkmart.consignment.queries import (
    Counted,
    first_notes,
    suggestions,
    terms_of,
)
from pkkmart.consignment.rules import GapDecision
from pkkmart.consignment.screen.consignor_list import ConsignorList
from pkkmart.consignment.screen.daily.book import EveningBook
from pkkmart.consignment.screen.daily.cards import DueCard, GapCard
from pkkmart.consignment.screen.daily.drafts import EveningDraft, RowDraft
from pkkmart.consignment.screen.daily.papers import copy_message, show_left, show_strip
from pkkmart.consignment.screen.daily.questions import Answers, has_question, note_words, questions
from pkkmart.consignment.screen.daily.rows import CountRows
from pkkmart.consignment.screen.paying import pay_sheet
from pkkmart.consignment.screen.terms import terms_words
from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, rupiah, time_short
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.ledger.operations import Recorded
from pkkmart.ledger.screen.slip import tell_booked
from pkkmart.printing.queries import slip_of
from pkkmart.products.queries import find_by_code
from pkkmart.till.queries import open_shift
from pkkmart.ui.buttons import PillButton, SecondaryButton
from pkkmart.ui.cards import Card, Elided, EmptyState, SectionTitle, Words
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row, wide
from pkkmart.ui.pad import WHOLE, NumberPad, read_pad
from pkkmart.ui.page import Context, Page
from pkkmart.ui.theme import GAP, TARGET, current
from pkkmart.users.dialogs import run_approved

_PAD: Final = 212
"""Pixels the number pad takes at the right, where there is room for it."""


class EveningPage(Page):
    """The consignors of the day at the left, the count of the chosen one at the right; what is typed stays typed."""

    title = N_("Titip kue")
    shows = frozenset({Changed.CONSIGNMENT, Changed.PEOPLE, Changed.PRODUCTS, Changed.STOCK, Changed.SHIFT})
    morning_wished = Signal(int)
    """The morning is wanted for a consignor whose delivery was not written."""

    def __init__(self, context: Context, switch: QWidget, turn: KeyAction) -> None:
        super().__init__(context)
        self._turn = turn
        self.book = EveningBook()
        self._shown: int | None = None
        self._pad_fits = False
        self._asking: RowDraft | None = None
        """The row that the card asks about."""
        self.switch = switch
        self.today = Words("", "caption", tone="muted")
        self.consignors = ConsignorList(self.book.card)
        self.waiting = SecondaryButton("", icon="wallet", on_click=self.show_waiting)
        self.name, self.about, self.note = SectionTitle(""), Elided("", "caption"), Elided("", "caption")
        self.rows = CountRows()
        self.home_pill = PillButton(_("Sisa pulang"), checked=True, on_click=lambda: self._keep_leftovers(False))
        self.shelf_pill = PillButton(_("Sisa di rak"), on_click=lambda: self._keep_leftovers(True))
        self.less = _nudge("−", _("Kurangi"), lambda: self._nudge(-1))
        self.more = _nudge("+", _("Tambah"), lambda: self._nudge(1))
        self.gaps = GapCard()
        self._answers = Answers(
            self._decide, self._blame, self._mend,
            morning=lambda: self.morning_wished.emit(self._shown), receipts=lambda: context.open(Door("receipts")),
        )  # fmt: skip
        self.due = DueCard(self.pay, self.keep, self.copy_text, self.show_strip)
        self.pad = NumberPad(None, WHOLE)
        self._lay()
        self.consignors.chosen.connect(self.choose)
        self.rows.changed.connect(self._typed)
        self.rows.reached.connect(self._ask)
        self.rows.stepped.connect(self._step)
        self.rows.finished.connect(self._after_last)
        self.set_actions(self._actions())

    def _lay(self) -> None:
        left = column(self.switch, self.today, wide(self.consignors), self.waiting, spacing=GAP - 4)
        self._left = boxed(left, plain=True)
        pills = (self.home_pill, self.shelf_pill, self.less, self.more)
        self._choices = boxed(row(*pills, spacing=6), plain=True)
        head = row(self.name, wide(self.about), self.note, self._choices, margins=(14, 0, 8, 0), spacing=12)
        counting = boxed(column(self.rows.head, wide(self.rows), spacing=0), plain=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(counting)
        words = _("Kue yang diterima pagi muncul di sini sampai sisanya dihitung.")
        self.stack.addWidget(EmptyState("cake-slice", _("Belum ada kue untuk dihitung"), words))
        card = Card(padding=8, spacing=2).add(head, wide(self.stack))
        below = row(wide(column(STRETCH, self.gaps, self.due, spacing=GAP)), self.pad, spacing=GAP)
        row(self._left, wide(column(wide(card), below, spacing=GAP)), spacing=GAP + 2, on=self)

    def _actions(self) -> list[KeyAction]:
        closing = _("Sore")
        return [
            KeyAction("F1", _("Bantuan"), self.show_all_acts),
            KeyAction("↑↓", _("Pindah ibu")),
            KeyAction("Tab", _("Kolom berikut")),
            self._turn,
            KeyAction("PgDown", _("Ibu berikut"), lambda: self._step(1), shown=False),
            KeyAction("PgUp", _("Ibu sebelum"), lambda: self._step(-1), shown=False),
            KeyAction("F4", _("Sisa pulang, di rak"), lambda: self._keep_leftovers(None), shown=False, group=closing),
            KeyAction("F5", _("Catat selisih sebagai terjual"), lambda: self._decide(GapDecision.UNRUNG), shown=False,
                      group=closing),
            KeyAction("F6", _("Selisih diganti toko"), lambda: self._decide(GapDecision.REPLACED), shown=False,
                      group=closing),
            KeyAction("F7", _("Rusak: dari ibu, di toko"), lambda: self._blame(None), shown=False, group=closing),
            KeyAction("F8", _("Bayar sekarang"), self.pay, group=closing),
            KeyAction("F9", _("Simpan untuk ibu"), self.keep, group=closing),
            KeyAction("Ctrl+P", _("Strip"), self.show_strip, group=closing),
            KeyAction("Ctrl+W", _("Salin untuk WA"), self.copy_text, shown=False, group=closing),
            KeyAction("F12", _("Semua selesai"), self.show_left),
            KeyAction("Esc", _("Kosongkan"), self._clear_asked, shown=False),
        ]  # fmt: skip

    # what is read

    @property
    def day(self) -> date:
        """The day that is counted: the open shift's, else today."""
        shift = open_shift(self.context.till_id)
        return shift.business_date if shift is not None else clock.today()

    @property
    def home(self) -> QLineEdit | None:
        opened = [one.left for one, draft in zip(self.rows.rows, self.rows.drafts, strict=False)
                  if draft.left_milli is None]  # fmt: skip
        return opened[0] if opened else self.rows.rows[0].left if self.rows.drafts and self.rows.rows else None

    def enter(self) -> None:
        super().enter()
        self.reload()
        self._stand()

    def reload(self) -> None:
        """Read goods, sales and counts again; the chosen consignor and what is typed stay."""
        book = self.book
        book.read(self.day)
        self.consignors.show_consignors(list(book.people.values()), ())
        self.today.setText(
            _("{done} dari {all} ibu selesai · {goods} kue masuk").format(
                done=len(book.closed), all=len(book.people), goods=quantity_text(book.brought_milli)
            )
        )
        self.waiting.set_words(_("Belum diambil · {count}").format(count=len(book.waiting)))
        self.waiting.setVisible(bool(book.waiting))
        if self._shown not in book.people:
            self._shown = next(iter([*book.open, *book.people]), None)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = current().px
        self._left.setFixedWidth(min(px(330), self.width() * 34 // 100))
        low = self.height() < px(560)
        self._pad_fits = read_pad(self.context.pc) and self.width() > px(1_080) and not low
        self.pad.setVisible(self._pad_fits and self.draft() is not None)
        self.pad.setFixedWidth(_PAD)
        self.due.set_flat(low or self.width() < px(1_000))
        roomy = self.width() > px(1_080)
        self.note.setVisible(roomy)
        self.about.setVisible(self.width() > px(860))
        for one in (self.less, self.more):
            one.setVisible(not self._pad_fits)

    # one consignor

    def choose(self, consignor_id: int) -> None:
        """Serve a consignor; what was typed for the one before is remembered."""
        self._shown = consignor_id
        self._show()
        self._stand()

    def scanned(self, code: str) -> None:
        """Choose the consignor of a scanned product."""
        owners = {hit.product.owner_id for hit in find_by_code(code)} & self.book.people.keys()
        if len(owners) == 1:
            self.choose(owners.pop())  # type: ignore[arg-type]
        else:
            super().scanned(code)

    def draft(self) -> EveningDraft | None:
        """What is typed for the chosen consignor, None once the evening is closed."""
        return None if self._shown is None else self.book.draft(self._shown)

    def count(self) -> Counted | None:
        """The chosen consignor's evening, closed or as it is typed."""
        return None if self._shown is None else self.book.evening(self._shown)

    def _stand(self) -> None:
        if self.rows.drafts:
            self.rows.stand_on_open()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        self.stack.setCurrentIndex(0 if self._shown is not None else 1)
        self._choices.setVisible(self._shown is not None)
        self.due.setVisible(self._shown is not None)
        if self._shown is None:
            self.name.setText(_("Titip kue sore"))
            self.about.setText("")
            self.note.setText("")
            self.gaps.show_asked(())
            return
        person, terms = self.book.people[self._shown], terms_of(self._shown, self.book.day)
        self.name.setText(person.name)
        self.about.setText(" · ".join(part for part in (person.area, terms_words(terms) if terms else "") if part))
        note = first_notes(self.book.day).get(self._shown)
        told = _("nota titip {number} · {time}")
        self.note.setText(told.format(number=note[0], time=time_short(clock.local(note[1]))) if note else "")
        self.consignors.stand_on(self._shown)
        draft = self.draft()
        if draft is None:
            self.rows.show_counted(self.book.closed[self._shown])
        else:
            self.rows.show_drafts(draft.rows)
        self._tell()
        self.actions_changed.emit()  # the field that typing should reach is another one now

    def _typed(self) -> None:
        self._tell()
        self.consignors.redress()

    def _tell(self) -> None:
        """Say what the count comes to: cards, questions, what is due."""
        count, draft = self.count(), self.draft()
        if count is None:
            return
        self._choices.setVisible(draft is not None)
        self.pad.setVisible(self._pad_fits and draft is not None)
        if draft is not None:
            (self.shelf_pill if draft.kept else self.home_pill).setChecked(True)
        self._ask()
        until = _("Hak {name} sampai hari ini") if count.others_idr else _("Hak {name} hari ini")
        self.due.caption.set_text(until.format(name=count.consignor))
        self.due.figure.setText(rupiah(count.due_idr))
        self.due.figure.set_tone("primary" if count.due_idr > 0 else "muted")
        ready = draft is None or draft.complete
        wanted = tomorrow_words(count, suggestions(count.lines, count.business_date)) if ready else ""
        self.due.tell(note_words(count), wanted)
        closed, unpaid = draft is None, count.unpaid_idr
        self.due.pay.set_words(_("Selesai") if not closed and count.due_idr <= 0 else _("Bayar tunai"))
        self.due.pay.setVisible(not closed or unpaid > 0)
        self.due.keep.setVisible(not closed and count.due_idr > 0)
        self.due.strip.setVisible(closed)

    def _ask(self) -> None:
        """Ask about the row with the focus, else about the row before while there is something left to decide."""
        draft = self.draft()
        rows = draft.rows if draft is not None else []
        place = self.rows.place()
        standing = [rows[place]] if 0 <= place < len(rows) else []
        before = [self._asking] if self._asking in rows else []
        trouble = [draft.troubled] if draft is not None and draft.troubled is not None else []
        wanted = [*standing, *(one for one in before if one is not None and one.undecided), *trouble, *before]
        self._asking = next((one for one in wanted if one is not None and has_question(one)), None)
        asked = questions(self._asking, self.book.day, self._answers) if self._asking is not None else ()
        self.gaps.show_asked(asked)

    def _decide(self, decision: GapDecision) -> None:
        row = self._asking
        if row is None or row.refusal or row.gap_milli <= 0:
            self.context.messages.attention(_("Tidak ada selisih yang perlu diputuskan di sini."))
            self._tell()
            return
        row.decision = decision
        self._redraw()
        draft = self.draft()
        if draft is not None and draft.troubled is not None:
            self.rows.stand_on(draft.rows.index(draft.troubled))

    def _blame(self, by_shop: bool | None) -> None:
        row = self._asking
        if row is None or not row.damaged_milli:
            self.context.messages.attention(_("Isi dulu jumlah yang rusak."))
            return
        row.by_shop = not row.by_shop if by_shop is None else by_shop
        self._redraw()

    def _mend(self) -> None:
        row, draft = self._asking, self.draft()
        if row is not None and draft is not None:
            row.decision = None
            self._redraw()
            self.rows.stand_on(draft.rows.index(row))

    def _redraw(self) -> None:
        draft = self.draft()
        if draft is not None:
            self.rows.show_drafts(draft.rows)
            self._typed()

    def _keep_leftovers(self, kept: bool | None) -> None:
        draft = self.draft()
        if draft is not None:
            draft.kept = not draft.kept if kept is None else kept
            self._redraw()

    def _nudge(self, by: int) -> None:
        field = self.rows.field()
        if field is None:
            self._stand()
            field = self.rows.field()
        if field is not None:
            field.add(by * ONE)

    def _step(self, by: int) -> None:
        neighbour = self.consignors.neighbour(by)
        if neighbour is not None and neighbour != self._shown:
            self.choose(neighbour)

    def _after_last(self) -> None:
        draft = self.draft()
        if draft is None:
            return
        lacking = [place for place, row in enumerate(draft.rows) if row.left_milli is None]
        if lacking:
            self.rows.stand_on(lacking[0])
        elif draft.complete:
            self.due.pay.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._tell()

    # closing

    def pay(self) -> None:
        """Close the day and pay from the drawer; a closed one that waits is paid by the house's sheet."""
        count, draft = self.count(), self.draft()
        if count is None:
            return
        if draft is None:
            if count.unpaid_idr and count.settlement_id is not None:
                pay_sheet(self.context, count.settlement_id, self._paid)
            else:
                self.context.messages.attention(_("{name} sudah selesai.").format(name=count.consignor))
            return
        self._close(draft, pay=count.due_idr > 0)

    def keep(self) -> None:
        """Close the day and keep the money for the consignor."""
        draft = self.draft()
        if draft is None:
            self.context.messages.attention(_("{name} sudah selesai.").format(name=self.name.text()))
            return
        self._close(draft, pay=False)

    def _close(self, draft: EveningDraft, *, pay: bool) -> None:
        trouble = draft.troubled

        def act(approval: Approval | None, confirmed: frozenset[str]) -> Evening:
            return close_evening(
                self.context.actor, draft.consignor_id, draft.items(), till_id=self.context.till_id, pay=pay,
                day=self.book.day, approval=approval, confirmed=confirmed,
            )  # fmt: skip

        lost = sum(row.share_idr - row.goods.earned_idr for row in draft.rows if row.by_shop or row.decision)
        what = _("{name}: barang diganti toko {amount}").format(name=self.name.text(), amount=rupiah(lost))
        run_approved(self.context, act, partial(self._closed, draft.consignor_id), reason=_("Diganti toko"), what=what)
        if trouble is not None and self.context.messages.panel() is None:  # it was refused
            self.rows.stand_on(draft.rows.index(trouble))
            self._tell()

    def _closed(self, consignor_id: int, done: Evening) -> None:
        name = self.book.people[consignor_id].name
        self.book.forget(consignor_id)
        self.reload()
        shown = list(self.consignors.cards)
        left = [one for one in shown if one in self.book.open]
        later = [one for one in left if consignor_id in shown and shown.index(one) > shown.index(consignor_id)]
        if left:
            self.choose((later or left)[0])
        if done.payout:
            sentence = _("{number}: {amount} dibayar kepada {name}. Minta tanda tangan di kuitansinya.")
        elif done.count.amount_idr:
            sentence = _("{number}: {amount} disimpan untuk {name}.")
        else:
            sentence = _("{number}: {name} selesai, tidak ada yang dibayar.")
        said = sentence.format(number=done.count.number, amount=rupiah(done.count.amount_idr), name=name)
        self._say(said, "evening_count", done.count.id)

    def _say(self, sentence: str, kind: str, document_id: int) -> None:
        """Say that a paper was booked; under a slip that lies over the page the next leftover waits for its number."""
        tell_booked(self.context, sentence, slip_of(kind, document_id))
        panel = self.context.messages.panel()
        if panel is not None:
            panel.closed.connect(self._stand)

    def _paid(self, paid: Recorded) -> None:
        self.reload()
        sentence = _("{number}: {amount} dibayar. Minta tanda tangan di kuitansinya.")
        said = sentence.format(number=paid.number, amount=rupiah(paid.amount_idr))
        self._say(said, "payout", paid.id)

    def show_strip(self) -> None:
        """Show the strip of the chosen consignor, once the evening is closed."""
        show_strip(self.context, self.count())

    def copy_text(self) -> None:
        """Put the evening as a message on the clipboard."""
        count = self.count()
        if count is not None:
            copy_message(self.context, count)

    def show_waiting(self) -> None:
        """Show whose money waits to be collected, on the page of consignors."""
        self.context.open(Door("consignors", act="WAITING"))

    def show_left(self) -> None:
        """Say who is not counted yet; when nobody is left, offer all strips."""
        show_left(self.context, self.book)

    # leaving

    def unfinished(self) -> str:
        names = ", ".join(self.book.begun)
        return _("Buang hitungan sore yang sudah diketik untuk {name}?").format(name=names) if names else ""

    def _clear_asked(self) -> None:
        draft = self.draft()
        if draft is None or not draft.begun:
            return
        sentence = _("Buang hitungan sore yang sudah diketik untuk {name}?").format(name=self.name.text())
        self.context.messages.ask_to_discard(sentence, self._clear)

    def _clear(self) -> None:
        if self._shown is not None:
            self.book.forget(self._shown)
            self.reload()
            self._stand()


def _nudge(sign: str, name: str, act: object) -> SecondaryButton:
    button = SecondaryButton(sign, on_click=act)  # type: ignore[arg-type]
    button.setAccessibleName(name)
    button.setFixedWidth(TARGET)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setAutoRepeat(True)
    return button
