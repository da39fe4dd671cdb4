"""The sheet of uang muka: money given to a consignor before it is earned, or taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt

from pkkmart.consignment.operations import give_advance, take_back_advance
from pkkmart.consignment.queries import ConsignorRow
from pkkmart.consignment.rules import AdvanceDirection
from pkkmart.consignment.screen.paying import payable_from
from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.operations import Recorded
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import PlacedMoneyForm, money_sheet
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled
from pkkmart.ui.page import Context
from pkkmart.ui.panels import Sheet


class AdvanceForm(PlacedMoneyForm[Recorded]):
    """How much uang muka, from which place; with some open, whether it is given or paid back."""

    def __init__(self, context: Context, row: ConsignorRow, places: list[CashPlace]) -> None:
        told = _("Hasil yang belum dibayar {earned}, uang muka sekarang {open}").format(
            earned=figure(row.earned_idr), open=figure(row.advance_idr)
        )
        super().__init__(context, places, "", amount=_("Jumlah"), note=_("Untuk apa"), hint=told)
        self._consignor_id = row.id
        directions = [(AdvanceDirection.GIVEN, _("Diberikan")), (AdvanceDirection.RETURNED, _("Dikembalikan"))]
        self.direction = choice_field(_("Uang mukanya"), directions)
        named = Labeled(_("Uang mukanya"), self.direction)
        self.grid.addWidget(named, 0, 0, 1, 2)
        self.grid.addWidget(self.amount_named, 1, 0, 1, 2)
        self.grid.addWidget(self.place_named, 2, 0, 1, 2)
        self.grid.addWidget(self.note_named, 3, 0, Qt.AlignmentFlag.AlignTop)
        self.grid.addWidget(self.day_named, 3, 1, Qt.AlignmentFlag.AlignTop)
        self.direction.currentIndexChanged.connect(lambda _index: self.show_figures())
        named.setVisible(row.advance_idr > 0)
        self.show_figures()

    def show_figures(self) -> None:
        super().show_figures()
        given = self.direction.value() is AdvanceDirection.GIVEN
        self.place_named.set_label(_("Diambil dari") if given else _("Masuk ke"))

    def book(self, amount_idr: int, day: date | None, approval: Approval | None, confirmed: frozenset[str]) -> Recorded:
        actor, till_id = self._context.actor, self._context.till_id
        if self.direction.value() is AdvanceDirection.RETURNED:
            return take_back_advance(
                actor, self._consignor_id, amount_idr, self.source(), till_id=till_id, day=day, note=self.note.text(),
                approval=approval,
            )  # fmt: skip
        return give_advance(
            actor, self._consignor_id, amount_idr, self.source(), till_id=till_id, day=day, note=self.note.text(),
            approval=approval, confirmed=confirmed,
        )  # fmt: skip


def advance_sheet(context: Context, row: ConsignorRow, on_done: Callable[[Recorded], object]) -> Sheet | None:
    """Give a consignor uang muka or take it back; says what to do where nobody here may move money."""
    places = payable_from(context)
    if not places:
        advice = _("Buka sif untuk memberi uang muka dari laci, atau minta bendahara memberinya dari brankas.")
        context.messages.attention(advice)
        return None
    title = _("Uang muka {name}").format(name=row.name)
    return money_sheet(context, title, AdvanceForm(context, row, places), _("Simpan"), on_done)
