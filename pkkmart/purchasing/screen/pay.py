"""The sheet that pays a supplier: how much, from which place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.ledger.queries import balance_idr
from pkkmart.purchasing.operations import Paid, pay_supplier
from pkkmart.purchasing.queries import OwedRow
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import PlacedMoneyForm, money_sheet
from pkkmart.ui.cards import Words
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet


class PayForm(PlacedMoneyForm[Paid]):
    """The payment of a supplier: all that is owed, from the first place that has as much; a part may be typed."""

    def __init__(self, context: Context, owed: OwedRow, places: Sequence[CashPlace]) -> None:
        self._owed = owed
        super().__init__(
            context,
            places,
            _("Dibayar dari"),
            amount=_("Jumlah"),
            note=_("Keterangan (boleh kosong)"),
            amount_idr=owed.owed_idr,
        )
        self.discount = MoneyField(_("Potongan"))
        self.discount_named = Labeled(_("Potongan pemasok"), self.discount, hint=_("boleh kosong"))
        self.discount.changed.connect(lambda _amount: self._discounted())
        self._off = 0
        enough = [place for place in places if balance_idr(place.account) >= owed.owed_idr]
        self.rest = Words("", "caption", tone="muted")
        self.left = Words("", "caption", tone="muted")
        self.grid.addWidget(self.amount_named, 0, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.place_named, 0, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.rest, 1, 0)
        self.grid.addWidget(self.left, 1, 1)
        self.grid.addWidget(self.discount_named, 2, 0)
        self.grid.addWidget(self.day_named, 2, 1, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.note_named, 3, 0, 1, 2)
        self.place.choose(enough[0] if enough else places[0])
        self.show_figures()

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> Paid:
        return pay_supplier(
            self._context.actor, self._owed.supplier_id, amount_idr, self.source(),
            day=day, note=self.note.text(), discount_idr=self.discount.value() or 0, approval=approval,
            till_id=self._context.till_id,
        )  # fmt: skip

    def _discounted(self) -> None:
        """Who pays all that is owed pays so much less; an amount somebody typed stays."""
        off, owed = self.discount.value() or 0, self._owed.owed_idr
        if self.amount.value() == owed - self._off and off < owed:
            self.amount.set_value(owed - off)
        self._off = off
        self.show_figures()

    def is_dirty(self) -> bool:
        return super().is_dirty() or bool(self.discount.text())

    def show_figures(self) -> None:
        super().show_figures()
        settled = (self.amount.value() or 0) + (self.discount.value() or 0)
        amount, owed, held = self.amount.value() or 0, self._owed.owed_idr, balance_idr(self.source().account)
        self.left.setText(_("Isinya {held} → {left}").format(held=rupiah(held), left=rupiah(held - amount)))
        self.left.set_tone("danger" if amount > held else "muted")
        self.rest.setText(_("Utang {owed}, sesudah ini {rest}").format(owed=rupiah(owed), rest=rupiah(owed - settled)))
        self.rest.set_tone("danger" if settled > owed else "muted")
        self.amount_named.set_error(_("Melebihi utangnya.") if settled > owed else "")


def pay_sheet(context: Context, owed: OwedRow, places: Sequence[CashPlace], on_done: Callable[[Paid], object]) -> Sheet:
    """Show the form over the page; `on_done(paid)` is called once it is booked."""
    form = PayForm(context, owed, places)
    return money_sheet(context, _("Bayar {name}").format(name=owed.supplier), form, _("Bayar"), on_done)
