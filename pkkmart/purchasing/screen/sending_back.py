"""The sheet that sends goods of an invoice back to the supplier: how many of each, and what the supplier agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import quantity_text
from pkkmart.products.queries import by_ids
from pkkmart.purchasing.operations import Paid, PaidFrom, return_purchase
from pkkmart.purchasing.queries import SupplierDocument, returnable
from pkkmart.till.queries import open_shift
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.cards import Elided, Words
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, MoneyField, QuantityField, refuse_unfit
from pkkmart.ui.layout import STRETCH, column, row, scrolled, wide
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Form, Sheet
from pkkmart.ui.theme import current
from pkkmart.users.dialogs import book_approved

_ROWS = 3
"""So many lines are in sight; more scroll."""


class ReturnForm(Form[Paid]):
    """A quantity for each line; the amount follows what the goods cost until somebody types another."""

    def __init__(self, context: Context, bought: SupplierDocument) -> None:
        super().__init__()
        self._context, self._bought, self._offered = context, bought, 0
        self._lines = returnable(bought.id)
        products = by_ids(line.product_id for line in self._lines)
        self.quantities = [
            QuantityField(_("Jumlah {name}").format(name=line.name), whole=not products[line.product_id].sold_by_weight)
            for line in self._lines
        ]
        ways = [way for way in PaidFrom if way is not PaidFrom.DRAWER or open_shift(context.till_id) is not None]
        if bought.supplier_id is None:
            ways.remove(PaidFrom.CREDIT)
        words = {way: _("Potong utang") if way is PaidFrom.CREDIT else _(way.label) for way in ways}
        self.way = choice_field(_("Uang kembali ke"), list(words.items()))
        self.way.choose(PaidFrom(bought.paid_from))
        self.amount = MoneyField(_("Disetujui pemasok"))
        self.day = ChosenDay()
        goods = QWidget()
        listed = column(spacing=4, on=goods)
        for line, field in zip(self._lines, self.quantities, strict=True):
            field.setFixedWidth(current().px(96))
            field.changed.connect(lambda *_typed: self._follow())
            most = quantity_text(line.qty_milli - line.returned_milli)
            note = _("dari {most} {unit}").format(most=most, unit=line.unit)
            listed.addLayout(row(wide(Elided(line.name, "medium")), Words(note, "caption"), field, spacing=10))
        area = scrolled(goods)
        area.setFixedHeight(min(len(self._lines), _ROWS) * 52 + 8)
        self.setFocusProxy(self.quantities[0])
        self.way.currentIndexChanged.connect(lambda _at: self.day.setHidden(self.way.value() is PaidFrom.DRAWER))
        amount = Labeled(_("Disetujui pemasok"), self.amount)
        column(area, Labeled(_("Uang kembali ke"), self.way), row(wide(amount), wide(self.day), spacing=12),
               STRETCH, spacing=8, on=self)  # fmt: skip

    def is_dirty(self) -> bool:
        return any(field.text() for field in self.quantities) or bool(self.amount.text())

    def save(self) -> bool:
        if refuse_unfit(self, self._context.messages.attention):
            return False
        way = self.way.value() or PaidFrom.CREDIT
        if way is not PaidFrom.DRAWER and not self.day.require():
            return False
        day: date | None = None if way is PaidFrom.DRAWER else self.day.booked()

        def book(approval: Approval | None, _confirmed: frozenset[str]) -> Paid:
            return return_purchase(
                self._context.actor, self._bought.id, self._typed(), self.amount.value() or 0, paid_to=way,
                till_id=self._context.till_id, day=day, approval=approval,
            )  # fmt: skip

        return book_approved(self._context, self, book, self._keep)

    def _typed(self) -> dict[int, int]:
        return {line.line_id: field.value() or 0 for line, field in zip(self._lines, self.quantities, strict=True)}

    def _follow(self) -> None:
        typed = self._typed()
        cost = sum(divide_half_up(one.value_idr * typed[one.line_id], one.qty_milli) for one in self._lines)
        if (self.amount.value() or 0) == self._offered:
            self.amount.set_value(cost)
            self._offered = cost

    def _keep(self, saved: Paid) -> None:
        self.saved = saved


def return_sheet(context: Context, bought: SupplierDocument, on_done: Callable[[Paid], object]) -> Sheet:
    """Show the form over the page; `on_done(returned)` is called once it is booked."""
    form = ReturnForm(context, bought)
    return context.messages.form(_("Retur {number}").format(number=bought.number), form, on_done, yes=_("Retur"))
