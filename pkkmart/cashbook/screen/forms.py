"""The two sheets of the cash book: a cost with its kind, and money carried along a route people know by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.cashbook.kinds import EXPENSE_KINDS
from pkkmart.cashbook.operations import Recorded, record_expense, transfer
from pkkmart.cashbook.queries import place_balance_idr
from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.ledger.chart import Account
from pkkmart.till.places import CashPlace
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import book_approved

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace


@dataclass(frozen=True, slots=True)
class Route:
    """A way money goes, as people say it (translate where it is shown)."""

    source: CashPlace
    target: CashPlace
    words: str


ROUTES: Final = (
    Route(DRAWER, SAFE, N_("Laci → brankas (setoran kasir)")),
    Route(SAFE, TRANSIT, N_("Brankas → dibawa ke bank")),
    Route(TRANSIT, BANK, N_("Bank sudah menerima setoran")),
    Route(SAFE, DRAWER, N_("Brankas → laci (uang kecil)")),
    Route(SAFE, PETTY, N_("Brankas → kas kecil")),
    Route(BANK, SAFE, N_("Bank → brankas (tarik tunai)")),
    Route(SAFE, BANK, N_("Brankas → bank, langsung masuk")),
    Route(PETTY, SAFE, N_("Kas kecil → brankas")),
    Route(TRANSIT, SAFE, N_("Batal ke bank, kembali ke brankas")),
)


class _MoneyForm(QWidget):
    """An amount, a day and a note; what is left where it leaves is told while one types."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.saved: Recorded | None = None
        self.amount = MoneyField(_("Jumlah"), big=True)
        self.amount_named = Labeled(_("Jumlah"), self.amount)
        self.left = Words("", "caption", tone="muted", wrap=True)
        self.day = DateField(_("Tanggal"), value=clock.today())
        self.day_named = Labeled(_("Tanggal"), self.day)
        self.note = TextField(_("Keterangan"), limit=80)
        self.note_named = Labeled(_("Keterangan (boleh kosong)"), self.note)
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(16)
        self.grid.setVerticalSpacing(10)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.amount.changed.connect(lambda _value: self.show_left())

    def source(self) -> CashPlace:
        """Where the money leaves."""
        raise NotImplementedError

    def at_drawer(self) -> bool:
        """Whether the drawer has a part in it: then the day is its shift's."""
        return self.source() is DRAWER

    def book(self, amount_idr: int, day: date | None, approval: Approval | None) -> Recorded:
        """Write it; raises what the operation raises."""
        raise NotImplementedError

    def _keep(self, saved: Recorded) -> None:
        self.saved = saved

    def show_left(self) -> None:
        """Tell what stays where the money leaves."""
        place, amount = self.source(), self.amount.value() or 0
        held = place_balance_idr(place)
        self.left.setText(
            _("{place}: {held} → {left}").format(
                place=_(place.label), held=rupiah(held), left=rupiah(held - amount) if amount else "…"
            )
        )
        self.left.set_tone("danger" if amount > held else "muted")
        self.day_named.setVisible(not self.at_drawer())
        self.amount_named.set_error("")

    def is_dirty(self) -> bool:
        """Whether something was typed that a careless Esc would lose."""
        return bool(self.amount.value() or self.note.text())

    def save(self) -> bool:
        """Book it; False keeps the sheet open and says why, or a second person's PIN is asked over it."""
        amount = self.amount.value()
        if not amount:
            self.amount_named.set_error(_("Jumlah belum diisi."))
            self.amount.setFocus()
            return False
        day = None if self.at_drawer() else self.day.value()
        if day is None and not self.at_drawer():
            self.day_named.set_error(_("Tulis tanggalnya, misalnya 24/11/2026."))
            self.day.setFocus()
            return False
        return book_approved(self._context, self, lambda approval, _known: self.book(amount, day, approval), self._keep)


class ExpenseForm(_MoneyForm):
    """What was paid, how much, from where, to whom."""

    def __init__(self, context: Context, places: Sequence[CashPlace], chosen: CashPlace) -> None:
        super().__init__(context)
        self.kind = ChoiceField[Account](_("Jenis biaya"), [(kind.account, _(kind.words)) for kind in EXPENSE_KINDS])
        self.place = ChoiceField[CashPlace](_("Dibayar dari"), [(place, _(place.label)) for place in places])
        self.place.choose(chosen)
        self.payee = TextField(_("Dibayar kepada"), limit=60)
        self.grid.addWidget(Labeled(_("Jenis biaya"), self.kind), 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0)
        self.grid.addWidget(Labeled(_("Dibayar dari"), self.place), 1, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.left, 2, 0, 1, 2)
        self.grid.addWidget(Labeled(_("Dibayar kepada (boleh kosong)"), self.payee), 3, 0)
        self.grid.addWidget(self.note_named, 3, 1)
        self.grid.addWidget(self.day_named, 4, 0)
        self.place.currentIndexChanged.connect(lambda _index: self.show_left())
        self.show_left()

    def source(self) -> CashPlace:
        place = self.place.value()
        assert place is not None, "the sheet is only laid where there is a place"
        return place

    def is_dirty(self) -> bool:
        return super().is_dirty() or bool(self.payee.text())

    def book(self, amount_idr: int, day: date | None, approval: Approval | None) -> Recorded:
        account = self.kind.value()
        assert account is not None, "there are always kinds"
        return record_expense(
            self._context.actor, account, amount_idr, self.source(),
            payee=self.payee.text(), note=self.note.text(), day=day, approval=approval, till_id=self._context.till_id
        )  # fmt: skip


class TransferForm(_MoneyForm):
    """Which way, and how much."""

    def __init__(self, context: Context, routes: Sequence[Route]) -> None:
        super().__init__(context)
        self.route = ChoiceField[Route](_("Dari mana ke mana"), [(route, _(route.words)) for route in routes])
        self._offered = 0
        self.grid.addWidget(Labeled(_("Dari mana ke mana"), self.route), 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0)
        self.grid.addWidget(self.day_named, 1, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.left, 2, 0, 1, 2)
        self.grid.addWidget(self.note_named, 3, 0, 1, 2)
        self.route.currentIndexChanged.connect(lambda _index: self._turned())
        self._turned()

    def _way(self) -> Route:
        route = self.route.value()
        assert route is not None, "the sheet is only laid where there is a way"
        return route

    def source(self) -> CashPlace:
        return self._way().source

    def at_drawer(self) -> bool:
        return DRAWER in (self._way().source, self._way().target)

    def is_dirty(self) -> bool:
        return bool(self.note.text()) or (self.amount.value() or 0) != self._offered

    def book(self, amount_idr: int, day: date | None, approval: Approval | None) -> Recorded:
        way = self._way()
        return transfer(
            self._context.actor, way.source, way.target, amount_idr,
            note=self.note.text(), day=day, approval=approval, till_id=self._context.till_id
        )  # fmt: skip

    def _turned(self) -> None:
        """What is on its way is confirmed whole: offer its sum; an offer never outlives its route."""
        if (self.amount.value() or 0) == self._offered:
            self._offered = place_balance_idr(TRANSIT) if self.source() is TRANSIT else 0
            self.amount.set_value(self._offered or None)
        self.show_left()


def routes_for(*, may_safe: bool, drawer_open: bool, transit_idr: int, place: CashPlace) -> list[Route]:
    """The ways this person may send money now; those that begin where she stands come first."""
    fit = [
        route
        for route in ROUTES
        if (drawer_open or DRAWER not in (route.source, route.target))
        and (transit_idr or route.source is not TRANSIT)
        and (may_safe or (route.source, route.target) == (DRAWER, SAFE))
    ]
    return sorted(fit, key=lambda route: route.source is not place)


def money_sheet(
    context: Context, title: str, form: _MoneyForm, yes: str, on_done: Callable[[Recorded], object]
) -> Sheet:
    """Lay a form over the page; `on_done(document)` comes after it was booked."""
    sheet = context.messages.sheet(title, form, yes=yes, on_yes=form.save, is_dirty=form.is_dirty, width=620)
    sheet.closed.connect(lambda: None if form.saved is None else on_done(form.saved))
    return sheet


def said_words(document: Recorded) -> str:
    """`BK-26-000001 tersimpan: 35.000.`"""
    return _("{number} tersimpan: {amount}.").format(number=document.number, amount=figure(document.amount_idr))
