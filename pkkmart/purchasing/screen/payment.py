"""The card of an invoice's supplier and payment, at the right of the page that receives goods."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pkkmart.core.i18n import _, date_short
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.purchasing.operations import PaidFrom
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.buttons import IconButton, SecondaryButton
from pkkmart.ui.cards import Card
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.layout import aligned, boxed, column, row, wide


class PaymentCard(Card):
    """Cash from the safe or credit, the supplier, the invoice's number and day."""

    def __init__(self, *, may_register: bool) -> None:
        super().__init__(padding=16, spacing=8)
        self.safe = SecondaryButton(_("Tunai brankas"), "F7", on_click=lambda: self.pay_from(PaidFrom.SAFE))
        self.credit = SecondaryButton(_("Kredit"), "F8", on_click=lambda: self.pay_from(PaidFrom.CREDIT))
        for button in (self.safe, self.credit):
            button.setCheckable(True)
        self.supplier = ChoiceField[int | None](_("Pemasok"))
        self.new_supplier = IconButton("user-plus", _("Pemasok baru (F4)"))
        if not may_register:
            self.new_supplier.hide()
        self._supplier_field = Labeled(_("Pemasok"), boxed(row(wide(self.supplier), self.new_supplier, spacing=4)))
        self.invoice = TextField(_("Nomor faktur"), placeholder=_("boleh kosong"), limit=40)
        self.day = ChosenDay()
        top = Qt.AlignmentFlag.AlignTop
        numbered = aligned(wide(Labeled(_("Nomor faktur"), self.invoice)), top)
        below = row(numbered, aligned(wide(self.day), top), spacing=8)
        self.add(row(wide(self.safe), wide(self.credit), spacing=8), column(self._supplier_field, below, spacing=8))
        self.supplier.activated.connect(lambda _index: self.set_error(""))
        self.reload()
        self.pay_from(PaidFrom.SAFE)

    @property
    def paid_from(self) -> PaidFrom:
        """Where the money comes from."""
        return PaidFrom.CREDIT if self.credit.isChecked() else PaidFrom.SAFE

    def pay_from(self, way: PaidFrom) -> None:
        """Choose where the money comes from."""
        self.safe.setChecked(way is PaidFrom.SAFE)
        self.credit.setChecked(way is PaidFrom.CREDIT)
        self.set_error("")
        if way is PaidFrom.CREDIT and self.supplier.value() is None and self.isVisible():
            self.supplier.setFocus()

    def reload(self) -> None:
        """Read the suppliers again; the chosen one stays chosen."""
        chosen = self.supplier.value()
        people = [(person.id, person.display_name) for person in people_with(CapacityKind.SUPPLIER)]
        self.supplier.set_options([(None, _("tidak dicatat")), *people])
        self.supplier.choose(chosen)

    def set_error(self, sentence: str) -> None:
        """Say below the supplier what is missing."""
        self._supplier_field.set_error(sentence)

    def written(self) -> list[str]:
        """What of an invoice was filled in here, in words."""
        day, named = self.day.booked(), self.supplier.currentText() if self.supplier.value() is not None else ""
        return [
            *([_("pemasok {name}").format(name=named)] if named else []),
            *([_("nomor faktur {number}").format(number=self.invoice.text())] if self.invoice.text() else []),
            *([_("tanggal {day}").format(day=date_short(day))] if day is not None else []),
        ]

    def clear(self) -> None:
        """Begin a new invoice."""
        self.invoice.clear()
        self.day.reset()
        self.supplier.choose(None)
        self.pay_from(PaidFrom.SAFE)
