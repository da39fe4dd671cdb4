"""The page that receives consigned goods: on its own for whatever comes, and as the morning of titip kue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from pkkmart.consignment.operations import DeliveryItem, record_delivery
from pkkmart.consignment.queries import ConsignorToday, consignors_on, daily_consignors, terms_for, terms_of
from pkkmart.consignment.queries import documents as documents_of
from pkkmart.consignment.screen.consignor_list import ConsignorList
from pkkmart.consignment.screen.documents import show_slip_of
from pkkmart.consignment.screen.goods import Goods, HeadRow, Tally, goods_of
from pkkmart.consignment.screen.terms import terms_sheet, terms_words
from pkkmart.core import clock
from pkkmart.core.actor import Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, date_short
from pkkmart.core.operation import Changed
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.screen.slip import has_printer
from pkkmart.people.dialogs import person_sheet
from pkkmart.people.queries import CapacityKind
from pkkmart.products.dialogs import product_sheet
from pkkmart.products.queries import find_by_code
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, Elided, EmptyState, SectionTitle, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import SearchField, focus_whole, refuse_unfit
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import STRETCH, boxed, column, row, wide
from pkkmart.ui.pad import WHOLE, NumberPad, read_pad
from pkkmart.ui.page import Context, Page
from pkkmart.ui.run import run_confirmed
from pkkmart.ui.theme import GAP, current

_PAD: Final = 212
"""Pixels the number pad takes in the morning, where there is room for it."""


class DeliveryPage(Page):
    """Choose a consignor, type the quantities, F12; what is typed for one is remembered while another is served.

    With a `switch` (the way to the evening, with its key `turn`) it is the morning of titip kue: who brings cakes is
    listed, others are found by a search, what is on the tiles keeps till tonight, and the next consignor follows.
    """

    title = N_("Terima titipan")
    shows = frozenset({Changed.CONSIGNMENT, Changed.PEOPLE, Changed.PRODUCTS, Changed.STOCK})

    def __init__(self, context: Context, *, switch: QWidget | None = None, turn: KeyAction | None = None) -> None:
        super().__init__(context)
        self._switch, self._turn = switch, turn
        self._consignors: dict[int, ConsignorToday] = {}
        self._drafts: dict[int, dict[int, str]] = {}
        self._consignor: ConsignorToday | None = None
        self._filling = False
        self._usual: set[int] | None = None
        self.search = SearchField(_("Cari penitip"), _("Cari nama ibu atau kuenya …"))
        self.consignors = ConsignorList()
        self.goods = Goods()
        self.name = SectionTitle("")
        self.about = Elided("", "caption")
        self.terms_button = SecondaryButton(_("Perjanjian"), "F6", on_click=self.new_terms)
        self.new_button = SecondaryButton(_("Barang baru"), "Ctrl+N", on_click=lambda: self.new_product())
        self.today = Words("", "caption", tone="muted", wrap=True)
        self.head = HeadRow()
        self.tally = Tally(self.save, self._as_last_time)
        self.day = ChosenDay(bare=True)
        self._day = self.day.day()
        self.expiry = ChoiceField(
            _("Kedaluwarsa kue"),
            [(0, _("Untuk hari ini")), (1, _("Sampai besok")), (None, _("Tanpa tanggal"))],
        )
        if switch is None:
            self.expiry.hide()
        self.pad = NumberPad(None, WHOLE)
        self._lay()
        self._connect()
        self.set_actions(self._actions())

    def _lay(self) -> None:
        switch = () if self._switch is None else (self._switch,)
        when = row(wide(self.today), self.day, spacing=8)
        left = column(*switch, self.search, when, wide(self.consignors), spacing=GAP - 4)
        self._left = boxed(left, plain=True)
        buttons = (self.terms_button, self.new_button)
        about = wide(self.about, 1000)
        head = row(self.name, about, STRETCH, self.expiry, *buttons, margins=(12, 4, 8, 0), spacing=10)
        self.none = EmptyState("cake-slice", _("Belum ada barang"), _("Daftarkan kue atau barangnya dengan Ctrl+N."))
        self.stack = QStackedWidget()
        self.stack.addWidget(boxed(column(self.head, wide(self.goods), spacing=0)))
        self.stack.addWidget(self.none)
        card = Card(padding=8, spacing=4).add(head, self.stack)
        card.body.setStretch(1, 1)
        below = row(wide(column(STRETCH, self.tally)), self.pad, spacing=GAP)
        row(self._left, wide(column(wide(card), below, spacing=GAP)), spacing=GAP + 2, on=self)
        self.setTabOrder(self.tally.last_button, self.day.date)

    def _connect(self) -> None:
        self.search.searched.connect(self.consignors.search)
        self.search.stepped.connect(self._step_consignor)
        self.search.entered.connect(self._search_entered)
        self.consignors.chosen.connect(self.choose)
        self.goods.changed.connect(self._typed)
        self.goods.finished.connect(self.tally.save_button.setFocus)
        self.day.chosen.connect(lambda: self.turn_to_day(stand=False))
        self.day.date.entered.connect(lambda: self.goods.stand_on(0))

    def _actions(self) -> list[KeyAction]:
        may = self.context.actor.may
        product = [KeyAction("Ctrl+N", _("Barang baru"), lambda: self.new_product())]
        people = [
            KeyAction("F4", _("Ibu baru"), self.new_consignor),
            KeyAction("F6", _("Perjanjian"), self.new_terms),
        ]
        self.new_button.setVisible(may(Permission.KEEP_PRODUCTS))
        self.terms_button.setVisible(may(Permission.KEEP_PEOPLE))
        return [
            KeyAction("F3", _("Cari ibu"), self.focus_search),
            *([self._turn] if self._turn is not None else []),
            KeyAction("↑↓", _("Barang lain")),
            KeyAction("+ −", _("Tambah, kurangi")),
            KeyAction("PgDown", _("Ibu berikut"), lambda: self._step_consignor(1, stay=False)),
            KeyAction("PgUp", _("Ibu sebelum"), lambda: self._step_consignor(-1, stay=False), shown=False),
            KeyAction("F5", _("Seperti terakhir"), self._as_last_time),
            KeyAction("F7", _("Tanggal lain"), lambda: focus_whole(self.day.date), shown=False),
            *(people if may(Permission.KEEP_PEOPLE) else []),
            *(product if may(Permission.KEEP_PRODUCTS) else []),
            KeyAction("F12", _("Simpan"), self.save),
            KeyAction("Ctrl+P", _("Nota terakhir"), self.show_note, shown=False),
            KeyAction("Esc", _("Kosongkan"), self._clear_asked),
        ]

    def enter(self) -> None:
        super().enter()
        if not self._drafts:
            self.day.reset()
        self._day = self.day.day()
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._left.setFixedWidth(min(current().px(330), self.width() * 34 // 100))
        self.day.setFixedWidth(current().px(116))
        roomy = self.width() > current().px(1_000)
        self.about.setVisible(roomy)
        low = self.height() < current().px(520)
        self.tally.set_flat(low)
        morning = self._switch is not None and read_pad(self.context.pc)
        self.pad.setVisible(morning and self.width() > current().px(1_080) and not low)
        self.pad.setFixedWidth(_PAD)

    def reload(self) -> None:
        """Read consignors and goods again; the chosen consignor and what is typed stay."""
        consignors = consignors_on(self._day)
        self._consignors = {consignor.id: consignor for consignor in consignors}
        self._usual = None if self._switch is None else daily_consignors(clock.today())
        self.consignors.show_consignors(consignors, self._drafts, self._usual)
        came = [consignor for consignor in consignors if consignor.delivered_milli]
        total = sum(consignor.delivered_milli for consignor in came)
        is_today = self._day == clock.today()
        told = _("Hari ini {consignors} dari {all} ibu · {goods} barang")
        if not is_today:
            told = _("{day}: {consignors} dari {all} ibu · {goods} barang")
        self.today.setText(
            told.format(
                day=date_short(self._day), consignors=len(came), all=len(consignors), goods=quantity_text(total)
            )
        )
        self.today.set_tone("muted" if is_today else "attention")
        self.head.show_day(self._day)
        consignor = self._consignors.get(self._consignor.id) if self._consignor else None
        first = self.consignors.first()
        if consignor is None and first is not None:
            consignor = self._consignors[first]
        self._show_consignor(consignor)

    def turn_to_day(self, *, stand: bool = True) -> bool:
        """Show the consignors and terms of the day that is written; False where it can't be, with why below it."""
        if not self.day.require(stand=stand):
            return False
        day = self.day.day()
        if day == self._day:
            return True
        there = {consignor.id for consignor in consignors_on(day)}
        for consignor_id in self._drafts:
            if consignor_id not in there:
                told = _("{name} belum menitip pada {day}. Pakai tanggal sesudahnya.")
                self.day.refuse(told.format(name=self._consignors[consignor_id].name, day=date_short(day)), stand=stand)
                return False
        self._day = day
        self.reload()
        return True

    def choose(self, consignor_id: int, *, stand: bool = True) -> None:
        """Serve a consignor; what was typed for the one before is remembered."""
        self._show_consignor(self._consignors[consignor_id])
        if stand and self.goods.rows:
            self.goods.stand_on(0)

    def scanned(self, code: str) -> None:
        """Add one of the scanned product and choose its consignor."""
        hits = find_by_code(code)
        consigned = [hit for hit in hits if hit.product.owner_id in self._consignors]
        own = [hit for hit in consigned if self._consignor and hit.product.owner_id == self._consignor.id]
        hit = own[0] if own else consigned[0] if len(consigned) == 1 else None
        if hit is not None and hit.product.owner_id is not None:
            if self._consignor is None or hit.product.owner_id != self._consignor.id:
                self.choose(hit.product.owner_id, stand=False)
            if not refuse_unfit(self.goods, self.context.messages.attention):
                self.goods.add(hit.product.id, hit.pack_milli)
            return
        QApplication.beep()
        if consigned:
            names = ", ".join(known.product.owner_name for known in consigned)
            sentence = _("Kode {code} dipakai {names}. Pilih ibunya dulu, lalu pindai lagi.")
            self.context.messages.attention(sentence.format(code=code, names=names), stays=True)
        elif hits:
            sentence = _("{name} milik koperasi. Terima lewat Stok, Terima barang.")
            self.context.messages.attention(sentence.format(name=hits[0].product.name), stays=True)
        else:
            self._unknown(code)

    def save(self) -> None:
        """Record the goods brought and tell the nota's number."""
        unfit = refuse_unfit(self.goods, self.context.messages.attention)
        if unfit or not self.turn_to_day() or self._consignor is None:
            return
        consignor, typed, day = self._consignor, self.goods.typed(), self.day.booked()
        lacking = [row for row in self.goods.rows if row.product.id in typed]
        known = terms_for(typed, self._day)
        for row in lacking:
            if row.product.id not in known and self.context.actor.may(Permission.KEEP_PEOPLE):
                sentence = _("{name} belum punya perjanjian titip jual. Isi dulu, lalu simpan lagi.")
                self.context.messages.attention(sentence.format(name=consignor.name))
                terms_sheet(self.context, consignor.id, consignor.name, self.reload, valid_from=day)
                return
        tiles = {row.product.id for row in self.goods.rows if row.product.on_tiles}
        items = [
            DeliveryItem(product_id, qty_milli, self._expires() if product_id in tiles else None)
            for product_id, qty_milli in typed.items()
        ]

        def record(confirmed: frozenset[str]) -> str:
            try:
                return record_delivery(self.context.actor, consignor.id, items, business_date=day, confirmed=confirmed)
            except UserError:
                self.goods.stand_on(0)
                raise

        run_confirmed(self.context.messages, record, lambda number: self._saved(consignor, typed, number))

    def _saved(self, consignor: ConsignorToday, typed: dict[int, int], number: str) -> None:
        self._drafts.pop(consignor.id, None)
        self.reload()
        self.search.clear()
        self.search.setFocus()
        if self._switch is not None:
            self._serve_next()
        said = _("{number} tersimpan: {goods} barang dari {name}.")
        if self.day.booked() is not None:
            said = _("{number} per {day}: {goods} barang dari {name}.")
        goods, day = quantity_text(sum(typed.values())), date_short(self._day)
        said = said.format(number=number, day=day, goods=goods, name=consignor.name)
        seen = "" if has_printer(self.context) else " " + _("Tanpa printer: notanya di Ctrl+P.")
        self.context.messages.good(said + seen)

    def _expires(self) -> date | None:
        """The last day the cakes of the morning are good, as it is chosen; None where none is recorded."""
        days = self.expiry.value() if self._switch is not None else None
        return None if days is None else self._day + timedelta(days=days)

    def _serve_next(self) -> None:
        """Choose the next consignor who brought nothing yet."""
        waiting = [one for one in self.consignors.cards if not self._consignors[one].delivered_milli]
        shown = list(self.consignors.cards)
        here = shown.index(self._consignor.id) if self._consignor and self._consignor.id in shown else -1
        later = [one for one in waiting if shown.index(one) > here]
        if later or waiting:
            self.choose((later or waiting)[0])

    def show_note(self) -> None:
        """Show the last nota titip of the chosen consignor."""
        if self._consignor is None:
            return
        notes = [note for note in documents_of(self._consignor.id) if note.kind == "delivery"]
        if not notes:
            told = _("Belum ada nota titip {name}.")
            self.context.messages.attention(told.format(name=self._consignor.name))
            return
        show_slip_of(self.context, notes[0])

    def new_consignor(self) -> None:
        """Register a consignor, agree on terms, and choose the new consignor."""
        name = self.search.text().strip() if not self.consignors.cards else ""
        person_sheet(self.context, [CapacityKind.CONSIGNOR], self._registered, name=name)

    def new_terms(self) -> None:
        """Agree on terms with the chosen consignor."""
        if self._consignor is not None:
            terms_sheet(self.context, self._consignor.id, self._consignor.name, self.reload)

    def new_product(self, code: str = "") -> None:
        """Register a new product of the chosen consignor."""
        if self._consignor is None:
            self.context.messages.attention(_("Pilih ibunya dulu."))
            return
        product_sheet(self.context, code=code, owner_id=self._consignor.id, on_done=self._product_registered)

    def _registered(self, person_id: int) -> None:
        self.search.clear()
        self.consignors.search("")
        self.day.reset()  # who is registered today brought nothing before
        self._day = self.day.day()
        self.reload()
        self.choose(person_id)
        consignor = self._consignors[person_id]
        terms_sheet(self.context, consignor.id, consignor.name, self.reload)

    def _product_registered(self, product_id: int) -> None:
        self.reload()
        for place, row in enumerate(self.goods.rows):
            if row.product.id == product_id:
                self.goods.stand_on(place)

    def _unknown(self, code: str) -> None:
        sentence = _("Kode {code} belum dikenal.").format(code=code)
        if self._consignor is None or not self.context.actor.may(Permission.KEEP_PRODUCTS):
            advice = _("Pilih barangnya dari daftar, atau minta pengurus mendaftarkannya.")
            self.context.messages.attention(f"{sentence} {advice}", stays=True)
            return
        self.context.messages.ask(
            sentence,
            yes=_("Daftarkan untuk {name}").format(name=self._consignor.name),
            on_yes=lambda: self.new_product(code),
            no=_("Batal"),
        )

    def _show_consignor(self, consignor: ConsignorToday | None) -> None:
        self._consignor = consignor
        if consignor is None:
            self.name.setText(_("Belum ada penitip"))
            self.stack.setCurrentIndex(1)
            self._typed()
            return
        standing = [place for place, row in enumerate(self.goods.rows) if row.quantity.hasFocus()]
        rows = goods_of(consignor.id, self._day)
        self._filling = True
        self.goods.show_goods(rows, self._drafts.get(consignor.id, {}))
        self._filling = False
        self.stack.setCurrentIndex(0 if rows else 1)
        self.name.setText(consignor.name)
        self.about.setText(
            " · ".join(part for part in (consignor.area, terms_words(terms_of(consignor.id, self._day))) if part)
        )
        self.consignors.stand_on(consignor.id)
        if standing:
            self.goods.stand_on(standing[0])
        self._typed()

    def _typed(self) -> None:
        if self._filling:
            return
        typed = self.goods.typed() if self._consignor else {}
        if self._consignor is not None:
            had, written = self._consignor.id in self._drafts, self.goods.written()
            if written:
                self._drafts[self._consignor.id] = written
            else:
                self._drafts.pop(self._consignor.id, None)
            if had != bool(written):
                self.consignors.show_consignors(list(self._consignors.values()), self._drafts, self._usual)
        self.tally.show_typed(typed, self.goods.rows)

    def _step_consignor(self, by: int, *, stay: bool = True) -> None:
        neighbour = self.consignors.neighbour(by)
        if neighbour is not None:
            self.choose(neighbour, stand=not stay)

    def _search_entered(self) -> None:
        if self.search.text().strip():
            self.consignors.search(self.search.text())
            first = self.consignors.first()
            if first is None:
                return
            self.search.clear()
            self.consignors.search("")
            self.choose(first)
        elif self.goods.rows:
            self.goods.stand_on(0)

    def _as_last_time(self) -> None:
        if self.goods.as_last_time():
            self.goods.stand_on(0)
        elif self._consignor is not None:
            sentence = _("{name} belum pernah membawa barang sebelum hari ini.")
            self.context.messages.attention(sentence.format(name=self._consignor.name))

    def _clear_asked(self) -> None:
        if self.search.text():
            self.search.clear()
            self.focus_search()
        elif self._consignor is not None and self.goods.written():
            sentence = _("Buang jumlah yang sudah diketik untuk {name}?").format(name=self._consignor.name)
            self.context.messages.ask_to_discard(sentence, self._clear)
        else:
            self.focus_search()

    def unfinished(self) -> str:
        names = ", ".join(self._consignors[one].name for one in self._drafts)
        return _("Buang jumlah yang sudah diketik untuk {name}?").format(name=names) if names else ""

    def _clear(self) -> None:
        if self._consignor is not None:
            self._drafts.pop(self._consignor.id, None)
            self.reload()
            self.goods.stand_on(0)
