"""The sheet that pays a settlement: how much of it, by which ways, and who received it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from pkkmart.consignment.operations import pay_settlement
from pkkmart.consignment.queries import SettlementView, advance_idr, arrangement_of, settlement_view
from pkkmart.consignment.rules import PayoutWay
from pkkmart.consignment.screen.account import left_words
from pkkmart.core import clock
from pkkmart.core.actor import Approval, Permission
from pkkmart.core.i18n import _, figure, inside, rupiah
from pkkmart.ledger.operations import Recorded
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.receivables.queries import owed_idr
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import open_shift
from pkkmart.till.screen.money_form import PlacedMoneyForm, money_sheet
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.keys import KeyAction
from pkkmart.ui.layout import boxed
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.ui.run import run


class PayForm(PlacedMoneyForm[Recorded]):
    """The payment of a settlement: how much, from which place, and who received it.

    What goes another way (an advance netted, bon, savings, a second place) is folded away until it is wanted; an open
    advance is offered at once. The place chosen above pays what is left.
    """

    def __init__(self, context: Context, view: SettlementView, places: list[CashPlace]) -> None:
        super().__init__(
            context,
            places,
            _("Diambil dari"),
            amount=_("Dibayar sekarang"),
            note=_("Diterima oleh"),
            amount_idr=view.unpaid_idr,
            hint=_("Hak {name}: {about}").format(name=view.consignor, about=left_words(view)),
        )
        self._view = view
        self.note.setText(view.consignor)
        self.grid.addWidget(self.amount_named, 0, 0, 1, 2)
        self.grid.addWidget(self.place_named, 1, 0, 1, 2)
        self.grid.addWidget(self.note_named, 2, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.day_named, 2, 1, Qt.AlignmentFlag.AlignTop)
        advance = advance_idr(view.consignor_id)
        self._offered = self._agreed(advance)
        self.parts = {
            way: MoneyField(_(way.label), value=self._offered.get(way)) for way in self._ways(advance, places)
        }
        hints = {
            PayoutWay.ADVANCE: _("belum lunas {left}").format(left=figure(advance)),
            PayoutWay.BON: _("bonnya {left}").format(left=figure(owed_idr(view.consignor_id))),
        }
        self._named = {way: Labeled(_words(way), field, hint=hints.get(way, "")) for way, field in self.parts.items()}
        self._rows = QGridLayout()
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(16)
        self._rows.setVerticalSpacing(6)
        self.grid.setVerticalSpacing(8)
        self._others = boxed(self._rows)
        self.split_button = SecondaryButton(_("Bagi: potongan, simpanan, tempat lain"), "F6", on_click=self.split)
        self.handed = Words("", "strong", wrap=True)
        self.grid.addWidget(self.split_button, 3, 0, 1, 2)
        self.grid.addWidget(self._others, 4, 0, 1, 2)
        self.grid.addWidget(self.handed, 5, 0, 1, 2)
        for field in self.parts.values():
            field.changed.connect(lambda _value: self.show_figures())
        self._show_parts(bool(self._offered))
        self.show_figures()

    def _ways(self, advance_idr: int, places: list[CashPlace]) -> list[PayoutWay]:
        """The ways besides the chosen place that this consignor has."""
        who, today = self._view.consignor_id, clock.today()
        member = has_capacity(who, CapacityKind.MEMBER, today)
        has = {
            PayoutWay.ADVANCE: advance_idr > 0,
            PayoutWay.BON: owed_idr(who) > 0,
            PayoutWay.MANDATORY: member,
            PayoutWay.SAVINGS: member,
        }
        others = [way for way in PayoutWay if way.place in places and len(places) > 1]
        return [*(way for way in PayoutWay if has.get(way)), *others]

    def _agreed(self, advance_idr: int) -> dict[PayoutWay, int]:
        """What is offered to be deducted: the open advance, then the bon where she agreed to it."""
        who, left = self._view.consignor_id, self._view.unpaid_idr
        bon = owed_idr(who) if arrangement_of(who, clock.today()).bon else 0
        offered = {}
        for way, owing in ((PayoutWay.ADVANCE, advance_idr), (PayoutWay.BON, bon)):
            if (part := min(owing, left)) > 0:
                offered[way] = part
                left -= part
        return offered

    def split(self) -> None:
        """Show the other ways, and write in the first of them."""
        if self.parts:
            self._show_parts(True)
            next(field for field in self.parts.values() if field.isVisible()).setFocus()

    def _show_parts(self, shown: bool) -> None:
        self._others.setVisible(shown)
        self.split_button.setVisible(bool(self.parts) and not shown)

    def others(self) -> dict[PayoutWay, int]:
        """What is to go another way than the chosen place, rupiah."""
        return {way: amount for way, field in self.parts.items() if (amount := field.value())}

    def rest_idr(self) -> int:
        """What the chosen place pays, below 0 where the other parts are more than all."""
        return (self.amount.value() or 0) - sum(self.others().values())

    def at_drawer(self) -> bool:
        return PayoutWay.DRAWER in self.others() or (super().at_drawer() and (self.rest_idr() > 0 or not self.others()))

    def show_figures(self) -> None:
        super().show_figures()
        self._lay_parts()
        rest, others = self.rest_idr(), self.others()
        self.handed.setVisible(bool(others))
        self.handed.set_tone("primary" if rest >= 0 else "danger")
        money = rest + sum(amount for way, amount in others.items() if way.place is not None)
        place = inside(_(self.source().label))
        if rest < 0:
            self.handed.setText(_("Bagian lain melebihi yang dibayar, lebih {over}.").format(over=rupiah(-rest)))
        elif money == rest:
            self.handed.setText(_("Diserahkan {money} dari {place}").format(money=rupiah(money), place=place))
        else:
            told = _("Diserahkan {money}, {rest} di antaranya dari {place}")
            self.handed.setText(told.format(money=rupiah(money), rest=rupiah(rest), place=place))

    def _lay_parts(self) -> None:
        """The other ways two in a row; the place chosen above, which pays the rest, is left out and holds nothing."""
        at = 0
        for way, named in self._named.items():
            fits = way.place is None or way.place is not self.source()
            self._rows.addWidget(named, at // 2, at % 2, Qt.AlignmentFlag.AlignTop)
            named.setVisible(fits)
            at += fits
            if not fits and self.parts[way].value():
                self.parts[way].set_value(None)

    def is_dirty(self) -> bool:
        """Whether anything differs from paying all of it to the consignor."""
        as_offered = self.others() == self._offered and self.note.text() == self._view.consignor
        return self.amount.value() != self._view.unpaid_idr or not as_offered

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> Recorded:
        return pay_settlement(
            self._context.actor, self._view.id, self.source(),
            amount_idr=amount_idr, others=self.others(), received_by=self.note.text(), day=day,
            approval=approval, till_id=self._context.till_id, confirmed=confirmed,
        )  # fmt: skip


def _words(way: PayoutWay) -> str:
    return _("Dari {place}").format(place=inside(_(way.label))) if way.place is not None else _(way.label)


def payable_from(context: Context) -> list[CashPlace]:
    """The places the person here may pay from: the drawer of an open shift first, the others with the right."""
    may_drawer = open_shift(context.till_id) is not None and context.actor.may(Permission.RUN_SHIFT)
    others = [CashPlace.SAFE, CashPlace.BANK, CashPlace.PETTY] if context.actor.may(Permission.PAY_FROM_SAFE) else []
    return [*([CashPlace.DRAWER] if may_drawer else []), *others]


def pay_sheet(context: Context, settlement_id: int, on_paid: Callable[[Recorded], object]) -> Sheet | None:
    """Pay a settlement; when nobody here may take money from anywhere, says what to do instead."""
    places = payable_from(context)
    view = run(context.messages, settlement_view, settlement_id)
    if view is None:
        return None
    later = _("{number} belum dibayar: {amount}. F8 untuk membayarnya nanti.").format(
        number=view.number, amount=rupiah(view.unpaid_idr)
    )
    if not places:
        advice = _("Buka sif untuk membayar dari laci, atau minta bendahara membayar dari brankas.")
        context.messages.attention(f"{later} {advice}", stays=True)
        return None
    title = _("Bayar {name} · {number}").format(name=view.consignor, number=view.number)
    form = PayForm(context, view, places)
    sheet = money_sheet(
        context,
        title,
        form,
        _("Bayar"),
        on_paid,
        no=_("Nanti"),
        on_no=lambda: context.messages.attention(later),
    )
    sheet.keys.append(KeyAction("F6", _("Bagi"), form.split))
    return sheet
