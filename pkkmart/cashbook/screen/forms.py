"""The two forms of the cash book: a cost with its kind, and money carried along a named route."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt

from pkkmart.cashbook.kinds import EXPENSE_KINDS
from pkkmart.cashbook.operations import record_expense, transfer
from pkkmart.cashbook.queries import place_balance_idr
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Recorded
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import MoneyForm
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import ChoiceField, choice_field
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace


@dataclass(frozen=True, slots=True)
class Route:
    """A way money goes between places; the label is translated where it is shown."""

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


class _CashForm(MoneyForm[Recorded]):
    """A form that shows, while typing, what is left at the place the money leaves."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, amount=_("Jumlah"), note=_("Keterangan (boleh kosong)"))
        self.left = Words("", "caption", tone="muted", wrap=True)

    def show_figures(self) -> None:
        super().show_figures()
        place, amount = self.source(), self.amount.value() or 0
        balance = place_balance_idr(place)
        left = rupiah(balance - amount) if amount else "…"
        self.left.setText(_("{place}: {held} → {left}").format(place=_(place.label), held=rupiah(balance), left=left))
        self.left.set_tone("danger" if amount > balance else "muted")


class ExpenseForm(_CashForm):
    """The form of a cost: what was paid, how much, from where, to whom."""

    def __init__(self, context: Context, places: Sequence[CashPlace], chosen: CashPlace) -> None:
        super().__init__(context)
        self.kind = ChoiceField[Account](_("Jenis biaya"), [(kind.account, _(kind.words)) for kind in EXPENSE_KINDS])
        self.place = choice_field(_("Dibayar dari"), [(place, _(place.label)) for place in places])
        self.place.choose(chosen)
        self.payee = TextField(_("Dibayar kepada"), limit=60)
        self.grid.addWidget(Labeled(_("Jenis biaya"), self.kind), 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(Labeled(_("Dibayar dari"), self.place), 1, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.left, 2, 0, 1, 2)
        self.grid.addWidget(Labeled(_("Dibayar kepada (boleh kosong)"), self.payee), 3, 0)
        self.grid.addWidget(self.note_named, 3, 1)
        self.grid.addWidget(self.day_named, 4, 0)
        self.place.currentIndexChanged.connect(lambda _index: self.show_figures())
        self.show_figures()

    def source(self) -> CashPlace:
        place = self.place.value()
        assert place is not None, "the sheet is only laid where there is a place"
        return place

    def is_dirty(self) -> bool:
        return super().is_dirty() or bool(self.payee.text())

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> Recorded:
        account = self.kind.value()
        assert account is not None, "there are always kinds"
        return record_expense(
            self._context.actor, account, amount_idr, self.source(),
            payee=self.payee.text(), note=self.note.text(), day=day, approval=approval, till_id=self._context.till_id,
            confirmed=confirmed,
        )  # fmt: skip


class TransferForm(_CashForm):
    """The form of a transfer: which way, and how much."""

    def __init__(self, context: Context, routes: Sequence[Route]) -> None:
        super().__init__(context)
        self.route = ChoiceField[Route](_("Dari mana ke mana"), [(route, _(route.words)) for route in routes])
        self._offered = 0
        self.grid.addWidget(Labeled(_("Dari mana ke mana"), self.route), 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0, Qt.AlignmentFlag.AlignTop)
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

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> Recorded:
        way = self._way()
        return transfer(
            self._context.actor, way.source, way.target, amount_idr,
            note=self.note.text(), day=day, approval=approval, till_id=self._context.till_id
        )  # fmt: skip

    def _turned(self) -> None:
        """Offer the whole sum in transit, which is confirmed at once; another route clears the offer."""
        if (self.amount.value() or 0) == self._offered:
            self._offered = place_balance_idr(TRANSIT) if self.source() is TRANSIT else 0
            self.amount.set_value(self._offered or None)
        self.show_figures()


def routes_for(*, may_safe: bool, drawer_open: bool, transit_idr: int, place: CashPlace) -> list[Route]:
    """The routes the user may send money on now; those from the selected place come first."""
    fit = [
        route
        for route in ROUTES
        if (drawer_open or DRAWER not in (route.source, route.target))
        and (transit_idr or route.source is not TRANSIT)
        and (may_safe or (route.source, route.target) == (DRAWER, SAFE))
    ]
    return sorted(fit, key=lambda route: route.source is not place)


def said_words(document: Recorded) -> str:
    """`BK-26-000001 tersimpan: 35.000.`"""
    return _("{number} tersimpan: {amount}.").format(number=document.number, amount=figure(document.amount_idr))
