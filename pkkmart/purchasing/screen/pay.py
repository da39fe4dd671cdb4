"""Paying a supplier who stands in the shop with her bill: how much, from where."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.i18n import _, rupiah
from pkkmart.ledger.queries import balance_idr
from pkkmart.purchasing.operations import Paid, pay_supplier
from pkkmart.purchasing.queries import OwedRow
from pkkmart.till.places import CashPlace
from pkkmart.ui.cards import Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet
from pkkmart.users.dialogs import book_approved


class PayForm(QWidget):
    """All that is owed is offered, from the first place that holds as much; a part may be typed."""

    def __init__(self, context: Context, owed: OwedRow, places: Sequence[CashPlace]) -> None:
        super().__init__()
        self._context, self._owed = context, owed
        self.paid: Paid | None = None
        self.amount = MoneyField(_("Jumlah"), big=True, value=owed.owed_idr)
        self._amount_named = Labeled(_("Jumlah"), self.amount)
        self.place = ChoiceField[CashPlace](_("Dibayar dari"), [(place, _(place.label)) for place in places])
        enough = [place for place in places if balance_idr(place.account) >= owed.owed_idr]
        self.place.choose(enough[0] if enough else places[0])
        self.rest = Words("", "caption", tone="muted")
        self.left = Words("", "caption", tone="muted")
        self.day = DateField(_("Tanggal"), value=clock.today())
        self._day_named = Labeled(_("Tanggal"), self.day)
        self.note = TextField(_("Keterangan"), limit=80)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._amount_named, 0, 0)
        grid.addWidget(Labeled(_("Dibayar dari"), self.place), 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.rest, 1, 0)
        grid.addWidget(self.left, 1, 1)
        grid.addWidget(Labeled(_("Keterangan (boleh kosong)"), self.note), 2, 0)
        grid.addWidget(self._day_named, 2, 1)
        self.amount.changed.connect(lambda _value: self._show())
        self.place.currentIndexChanged.connect(lambda _index: self._show())
        self._show()

    def is_dirty(self) -> bool:
        """Whether something else than what was offered is typed."""
        return self.amount.value() != self._owed.owed_idr or bool(self.note.text())

    def save(self) -> bool:
        """Book it; False keeps the sheet open and says why."""
        amount, place = self.amount.value(), self.place.value()
        if not amount:
            self._amount_named.set_error(_("Jumlah belum diisi."))
            self.amount.setFocus()
            return False
        assert place is not None, "the sheet is only laid where there is a place"
        day = None if place is CashPlace.DRAWER else self.day.value()
        if day is None and place is not CashPlace.DRAWER:
            self._day_named.set_error(_("Tulis tanggalnya, misalnya 24/11/2026."))
            self.day.setFocus()
            return False
        return book_approved(
            self._context,
            self,
            lambda approval, _known: pay_supplier(
                self._context.actor, self._owed.supplier_id, amount, place,
                day=day, note=self.note.text(), approval=approval, till_id=self._context.till_id
            ),
            self._keep,
        )  # fmt: skip

    def _keep(self, paid: Paid) -> None:
        self.paid = paid

    def _show(self) -> None:
        amount, place = self.amount.value() or 0, self.place.value()
        assert place is not None, "the sheet is only laid where there is a place"
        rest, held = self._owed.owed_idr - amount, balance_idr(place.account)
        self.left.setText(_("Isinya {held} → {left}").format(held=rupiah(held), left=rupiah(held - amount)))
        self.left.set_tone("danger" if amount > held else "muted")
        self.rest.setText(
            _("Utang {owed}, sesudah ini {rest}").format(owed=rupiah(self._owed.owed_idr), rest=rupiah(rest))
        )
        self.rest.set_tone("danger" if rest < 0 else "muted")
        self._day_named.setVisible(place is not CashPlace.DRAWER)
        self._amount_named.set_error(_("Melebihi utangnya.") if rest < 0 else "")


def pay_sheet(context: Context, owed: OwedRow, places: Sequence[CashPlace], on_done: Callable[[Paid], object]) -> Sheet:
    """Lay the form over the page; `on_done(paid)` comes after it was booked."""
    form = PayForm(context, owed, places)
    title = _("Bayar {name}").format(name=owed.supplier)
    sheet = context.messages.sheet(title, form, yes=_("Bayar"), on_yes=form.save, is_dirty=form.is_dirty, width=600)
    sheet.closed.connect(lambda: None if form.paid is None else on_done(form.paid))
    return sheet
