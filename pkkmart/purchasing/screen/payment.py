"""The card of an invoice's supplier and payment, at the right of the page that receives goods."""

from __future__ import annotations

from PySide6.QtCore import Qt

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import _, date_short
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.purchasing.operations import PaidFrom
from pkkmart.till.queries import open_shift
from pkkmart.till.screen.day import ChosenDay
from pkkmart.ui.buttons import IconButton
from pkkmart.ui.cards import Card
from pkkmart.ui.choices import ChipField, ChoiceField
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.layout import aligned, boxed, column, row, wide
from pkkmart.ui.page import Context


class PaymentCard(Card):
    """How the invoice is paid, the supplier, the invoice's number and day."""

    def __init__(self, context: Context) -> None:
        super().__init__(padding=16, spacing=8)
        self._till_id = context.till_id
        self.way = ChipField[PaidFrom](_("Cara bayar"))
        self.way.currentIndexChanged.connect(lambda _index: self._turned())
        self.supplier = ChoiceField[int | None](_("Pemasok"))
        self.new_supplier = IconButton("user-plus", _("Pemasok baru (F4)"))
        if not context.actor.may(Permission.KEEP_PEOPLE):
            self.new_supplier.hide()
        self._supplier_field = Labeled(_("Pemasok"), boxed(row(wide(self.supplier), self.new_supplier, spacing=4)))
        self.invoice = TextField(_("Nomor faktur"), placeholder=_("boleh kosong"), limit=40)
        self.day = ChosenDay()
        top = Qt.AlignmentFlag.AlignTop
        numbered = aligned(wide(Labeled(_("Nomor faktur"), self.invoice)), top)
        below = row(numbered, aligned(wide(self.day), top), spacing=8)
        self.add(self.way, column(self._supplier_field, below, spacing=8))
        self.supplier.activated.connect(lambda _index: self.set_error(""))
        self.reload()

    @property
    def paid_from(self) -> PaidFrom:
        """Where the money comes from."""
        return self.way.value() or PaidFrom.SAFE

    def pay_from(self, way: PaidFrom) -> None:
        """Choose where the money comes from."""
        self.way.choose(way)
        if way is PaidFrom.CREDIT and self.supplier.value() is None and self.isVisible():
            self.supplier.setFocus()

    def _turned(self) -> None:
        """What the drawer pays bears the day of its shift, so that no day is asked for it."""
        self.set_error("")
        self.day.setVisible(self.paid_from is not PaidFrom.DRAWER)

    def reload(self) -> None:
        """Read the suppliers and the open shift again; what was chosen stays chosen."""
        way, shift = self.paid_from, open_shift(self._till_id)
        ways = [one for one in PaidFrom if one is not PaidFrom.DRAWER or shift is not None]
        self.way.set_options([(one, _(one.label)) for one in ways])
        self.way.choose(way)
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
