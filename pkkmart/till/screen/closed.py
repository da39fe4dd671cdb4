"""The last step of closing: the Z report of the shift, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pkkmart.core.i18n import _, date_long, rupiah
from pkkmart.ledger.screen.slip import SlipPaper
from pkkmart.printing.slip import Element
from pkkmart.till.queries import ShiftView
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Caption, Card, SectionTitle, Words
from pkkmart.ui.columns import two_columns
from pkkmart.ui.layout import STRETCH, column, wide


class ClosedStep(QWidget):
    """What was handed over and left, the report, and buttons for another copy and the counter."""

    def __init__(self, on_counter: Callable[[], object], on_reprint: Callable[[], object]) -> None:
        super().__init__()
        self.title = SectionTitle("")
        self.paper = SlipPaper(_("Laporan Z"), keys=True)
        card = Card(padding=24, spacing=12).add(self.title, wide(self.paper))
        self.handed, self.left = Words("", "strong"), Words("", "strong")
        money = Card(spacing=4).add(
            Caption(_("Setor ke brankas")), self.handed, Caption(_("Tinggal di laci")), self.left
        )
        side = column(
            money,
            STRETCH,
            PrimaryButton(_("Ke kasir"), "Enter", on_click=on_counter, big=True),
            SecondaryButton(_("Cetak ulang Z"), "Ctrl+P", on_click=on_reprint),
            spacing=10,
        )
        column(two_columns(card, side), on=self)

    def show_shift(self, shift: ShiftView, elements: list[Element], columns: int) -> None:
        """Show a closed shift and its report as its printer lays it out; without one the figures are still shown."""
        assert shift.end is not None
        self.title.setText(_("Sif {number} ditutup, {day}").format(number=shift.id, day=date_long(shift.business_date)))
        self.handed.setText(rupiah(shift.end.handed_over_idr))
        self.left.setText(rupiah(shift.end.float_left_idr))
        self.paper.columns = columns
        self.paper.show_elements(elements)
