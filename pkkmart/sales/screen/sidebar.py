"""The right side of the counter: who buys, how much, the one button, the acts on a cart, the last change given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import HeldCartRow, SaleView
from pkkmart.sales.screen.paid_chip import PaidChip
from pkkmart.sales.screen.pay import TENDER_KEYS
from pkkmart.sales.screen.side_cards import LEAST, ActsCard, LastSaleCard, MemberCard
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided
from pkkmart.ui.layout import STRETCH, boxed, column

_AIRY, _SNUG, _TIGHT, _NO_NAMES, _NO_LAST_BUTTONS, _BARE, _SMALL, _LEAST = range(8)
"""What gives way where there is no room, one after the other."""


@dataclass(frozen=True, slots=True)
class BoardActs:
    """What the buttons on the board do; the page decides."""

    pay: Callable[[], object]
    pay_with: Callable[[Tender], object]
    member: Callable[[], object]
    no_member: Callable[[], object]
    hold: Callable[[], object]
    recall: Callable[[], object]
    discount: Callable[[], object]
    receipts: Callable[[], object]
    print_last: Callable[[], object]
    correct_last: Callable[[], object]
    open_last: Callable[[], object]
    preview_last: Callable[[], object]
    set_quantity: Callable[[int], object]
    """The selected line's new quantity, in thousandths."""
    register: Callable[[], object]


class Sidebar(QWidget):
    """Member, total, pay, acts, last sale; 340 px wide at 100 %. `last_shown` tells the last sale as it is known now.

    In a low window, or with large text, what is worth less gives way: air, the names of the carts put aside, the
    buttons of the last sale, the words around the total, its size, the last sale's number. Nothing is cut.
    """

    last_shown = Signal(object)

    def __init__(self, acts: BoardActs) -> None:
        super().__init__()
        self.member = MemberCard(acts.member, acts.no_member)
        self.total = BigFigure(rupiah(0), step="total")
        self._caption = Caption(_("Total"))
        self.consigned = Elided("", "caption", tone="muted")
        self.paid = PaidChip()
        self._total_card = Card().add(self._caption, self.total, self.consigned, self.paid)
        self.pay = PrimaryButton(_("Bayar tunai"), "F12", on_click=acts.pay, big=True)
        self.others = {
            tender: SecondaryButton(_(tender.label), key, icon=icon, on_click=partial(acts.pay_with, tender), left=True)
            for tender, (key, icon) in TENDER_KEYS.items()
            if tender is not Tender.CASH
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        for place, button in enumerate(self.others.values()):
            button.setMinimumWidth(LEAST)
            grid.setColumnStretch(place % 2, 1)
            grid.addWidget(button, place // 2, place % 2)
        self.acts = ActsCard(acts.hold, acts.recall, acts.discount, acts.receipts)
        self.last_card = LastSaleCard(acts.print_last, acts.correct_last, acts.open_last)
        self.receipt = self.last_card.receipt
        self.last_number, self.last_change = self.last_card.number, self.last_card.change
        cards = (self.member, self._total_card, self.pay, boxed(grid, plain=True), self.acts, STRETCH, self.last_card)
        self._column = column(*cards, spacing=10, on=self)
        self.last_card.hide()

    def minimumSizeHint(self) -> QSize:
        """Any height: the cards give way."""
        return QSize(super().minimumSizeHint().width(), 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Give way to the room there is, no further than is needed."""
        for level in range(_LEAST + 1):
            self._give_way(level)
            if self._column.totalMinimumSize().height() <= self.height():
                return

    def _give_way(self, level: int) -> None:
        most = {_AIRY: 18, _SNUG: 10}.get(level, 5)
        for card, padding in ((self.member, 14), (self._total_card, 18), (self.acts, 12), (self.last_card, 16)):
            above = min(padding - 2, most)
            side = padding if level == _AIRY else 12
            card.body.setContentsMargins(side, above, side, above)
            card.body.setSpacing(6 if level == _AIRY else 2)
        self._column.setSpacing({_AIRY: 10, _SNUG: 8, _SMALL: 4, _LEAST: 4}.get(level, 6))
        self.acts.show_names(level < _NO_NAMES)
        self.last_card.show_buttons(level < _NO_LAST_BUTTONS)
        self.last_number.setVisible(level < _LEAST)
        self._caption.setVisible(level < _BARE)
        self.consigned.setVisible(level < _BARE)
        self.total.set_step("money" if level >= _SMALL else "total")
        for card in (self.member, self._total_card, self.acts, self.last_card):
            card.body.activate()
            card.updateGeometry()
        self._column.invalidate()

    def show_cart(self, cart: Cart, member_note: Sequence[str], *, is_open: bool) -> None:
        """The figures of a cart, and what can be done with it."""
        self.total.setText(rupiah(cart.total_idr))
        consigned = cart.consigned_idr
        self.consigned.setText(
            _("termasuk {amount} barang titipan UMKM").format(amount=rupiah(consigned)) if consigned else " "
        )
        self.paid.show_paid(cart.paid)
        sells = bool(cart.lines) and is_open
        self.pay.setEnabled(sells)
        for tender, button in self.others.items():
            button.setEnabled(bool(cart.lines) and (cart.member is not None or not tender.facts.is_members))
        self.acts.allow(hold=sells, discount=sells, recall=is_open)
        buyer = cart.member
        self.member.show_member(buyer.name if buyer else "", buyer.number if buyer else "", member_note)
        if cart.lines:
            self.last_card.set_large(False)

    def show_waiting(self, held: Sequence[HeldCartRow]) -> None:
        """The carts put aside on this till."""
        self.acts.show_waiting(held)
        self.fit()

    def show_last(self, sale: SaleView | None) -> None:
        """The last sale of this shift, for the buyer who asks again."""
        self.last_card.setVisible(sale is not None)
        if sale is not None:
            self.last_card.show_sale(sale)
            self.last_shown.emit(sale)
        self.fit()
