"""The card of the amount: its field, the ready amounts, the number pad, and the shop's QRIS code in their place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout

from pkkmart.core.i18n import _, figure
from pkkmart.sales.screen.qris_code import QrisCode
from pkkmart.sales.settings import shop_qris
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle
from pkkmart.ui.fields import MoneyField
from pkkmart.ui.layout import boxed, column, row, wide
from pkkmart.ui.pad import MONEY, NumberPad
from pkkmart.ui.theme import current

_PAD_WIDTH = 320
"""How wide the pad is at most, pixels at 100 % text."""


class ReceivedCard(Card):
    """What the buyer hands over, or another tender pays. `on_drop` takes out what the tender paid already."""

    def __init__(self, on_drop: Callable[[], object]) -> None:
        super().__init__(padding=22, spacing=10)
        self.title = SectionTitle(_("Uang diterima"))
        self.field = MoneyField(_("Uang diterima"), big=True)
        self.drop_button = SecondaryButton("", "Del", on_click=on_drop, big=True)
        self.code = QrisCode()
        self.code.hide()
        self.pad = NumberPad(self.field, MONEY)
        self._amounts: Sequence[int] = ()
        self._has_pad, self._low, self._least = True, False, False
        self.notes = [SecondaryButton("", big=True) for _place in range(6)]
        for place, button in enumerate(self.notes):
            button.setProperty("tight", "true")
            button.clicked.connect(lambda _checked=False, place=place: self._hand_over(place))
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self._ways = boxed(column(self._grid, wide(self.code), spacing=8), plain=True)
        self._body = row(wide(self._ways), self.pad, spacing=14)
        self.add(self.title, self.field, self._body)
        self.show_pad(True)

    def show_pad(self, shown: bool) -> None:
        """Show the number pad, the ready amounts at its left; or only these, across the card."""
        self._has_pad = shown
        across = 2 if shown else 3
        for place, button in enumerate(self.notes):
            at = place + 1 if shown and place else place  # next to the pad the exact amount has a row of its own
            self._grid.addWidget(button, at // across, at % across, 1, 2 if shown and not place else 1)
        self._grid.addWidget(self.drop_button, *((1, 0, 1, 2) if shown else (0, 1, 1, 1)))
        for place in range(3):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
        self._fit()

    def stand(self, *, low: bool, least: bool) -> None:
        """Less air on a low screen, where a QRIS code stands in the place of the pad and of the title.

        On the lowest the title goes too: the chosen tender is marked next to it.
        """
        if (low, least) == (self._low, self._least):
            return
        self._low, self._least = low, least
        edge, above = 12 if low else 22, 6 if least else 12 if low else 22
        self.body.setContentsMargins(edge, above, edge, above)
        self.body.setSpacing(6 if least else 10)
        for button in (*self.notes, self.drop_button):
            button.set_big(not low)
        self._fit()

    def _fit(self) -> None:
        code = not self.code.isHidden()
        self.title.setVisible(not (self._least or (self._low and code)))
        self.pad.setVisible(self._has_pad and not (self._low and code))
        self.pad.setFixedWidth(
            min(current().px(_PAD_WIDTH), max(self.pad.minimumSizeHint().width(), self.width() // 2))
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_amounts(self, tender: Tender, amounts: Sequence[int], paid_idr: int) -> None:
        """The amounts that a press fills in; a tender that paid something already can be taken out."""
        self._amounts = amounts
        for place, button in enumerate(self.notes):
            button.setVisible(place < len(amounts))
            if place < len(amounts):
                words = figure(amounts[place])
                exact = _("Uang pas {amount}") if tender is Tender.CASH else _("Semua {amount}")
                button.set_words(exact.format(amount=words) if place == 0 else words)
        self.drop_button.setVisible(bool(paid_idr))
        self.drop_button.set_words(_("Hapus {tender}").format(tender=_(tender.label)))

    def show_code(self, amount_idr: int, reference: str) -> None:
        """The shop's own code with the amount in it, where it agreed to that; it proves no payment."""
        shown = amount_idr > 0 and bool(shop_qris())
        if shown:
            self.code.show_amount(amount_idr, reference)
        else:
            self.code.clear()
        self.code.setVisible(shown)
        self.notes[0].setHidden(shown)  # all of it stands in the field already, and a low screen has no room for both
        self._fit()

    def focus(self) -> None:
        """Put the hand on the amount, so that typing replaces it."""
        self.field.setFocus()
        self.field.selectAll()

    def _hand_over(self, place: int) -> None:
        self.field.set_value(self._amounts[place])
        QTimer.singleShot(0, self, self.focus)
