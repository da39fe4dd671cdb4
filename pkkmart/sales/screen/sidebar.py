"""The right side of the counter: who buys, how much, the one button, the acts on a cart, the last change given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import HeldCartRow, SaleView
from pkkmart.sales.screen.paid_chip import PaidChip
from pkkmart.sales.screen.pay import TENDER_KEYS
from pkkmart.sales.screen.side_cards import LEAST, ActsCard, LastSaleCard, MemberCard, Note, SideCard
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import Button, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, restyle
from pkkmart.ui.layout import STRETCH, boxed, column

_AIRY, _SNUG, _TIGHT, _FLAT, _NO_NAMES, _SMALL, _SMALLER, _NO_LAST_BUTTONS, _SQUEEZED, _NO_LAST = range(10)
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

    In a low window, or with large text, what is worth less gives way: air, frames and lines of their own, the names of
    the carts put aside (F7 tells them), the size of the total; below any screen a shop has, the last sale. Nothing is
    cut.
    """

    last_shown = Signal(object)

    def __init__(self, acts: BoardActs) -> None:
        super().__init__()
        self.member = MemberCard(acts.member, acts.no_member)
        self.total = BigFigure(rupiah(0), step="total")
        self._caption = Caption(_("Total"))
        self.consigned = Note()
        self.paid = PaidChip()
        self._total_card = SideCard(padding=18, spacing=8)
        self._figures = QGridLayout()
        self._figures.setSpacing(0)
        self._figures.setHorizontalSpacing(8)
        self._figures.setColumnStretch(1, 1)
        self._figures.addWidget(self._caption, 0, 0)
        self._figures.addWidget(self.total, 1, 0, 1, 2)
        self._total_card.add(self._figures)
        self.pay = PrimaryButton(_("Bayar tunai"), "F12", on_click=acts.pay, big=True)
        self.others = {
            tender: SecondaryButton(_(tender.label), key, icon=icon, on_click=partial(acts.pay_with, tender), left=True)
            for tender, (key, icon) in TENDER_KEYS.items()
            if tender is not Tender.CASH
        }
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, button in enumerate(self.others.values()):
            button.setMinimumWidth(LEAST)
            button.setProperty("tight", "true")
            grid.setColumnStretch(place % 2, 1)
            grid.addWidget(button, place // 2, place % 2)
        self.acts = ActsCard(acts.hold, acts.recall, acts.discount, acts.receipts)
        self.last_card = LastSaleCard(acts.print_last, acts.correct_last, acts.open_last)
        self.receipt = self.last_card.receipt
        self.last_number, self.last_change = self.last_card.number, self.last_card.change
        cards = (self.member, self._total_card, self.pay, boxed(grid, plain=True), self.acts, STRETCH, self.last_card)
        self._column = column(*cards, spacing=10, on=self)
        self._has_last = False
        self._shown = (False, True)
        self.last_card.hide()

    def minimumSizeHint(self) -> QSize:
        """Any height: the cards give way."""
        return QSize(super().minimumSizeHint().width(), 240)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_icons()
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._show_icons()
            self.fit()

    def fit(self) -> None:
        """Give way to the room there is, no further than is needed."""
        for level in range(_NO_LAST + 1):
            self._give_way(level)
            if self._column.totalMinimumSize().height() <= self.height():
                return

    def _give_way(self, level: int) -> None:
        cards = (self.member, self._total_card, self.acts, self.last_card)
        for card in cards:
            card.give_air({_AIRY: 18, _SNUG: 10}.get(level, 4 if level < _SQUEEZED else 2))
            card.body.setSpacing(6 if level == _AIRY else 3)
        self._column.setSpacing({_AIRY: 10, _SNUG: 8, _TIGHT: 6}.get(level, 4))
        self.pay.set_big(level < _SQUEEZED)
        self.acts.show_frame(level < _FLAT)
        self.acts.show_names(level < _NO_NAMES)
        self.last_card.set_flat(level >= _FLAT, small=level >= _SMALLER)
        self.last_card.show_buttons(level < _NO_LAST_BUTTONS)
        self.last_card.setVisible(self._has_last and level < _NO_LAST)
        flat, came = level >= _FLAT, not self.paid.isHidden()
        self._figures.addWidget(self.consigned, *((0, 1) if flat else (2, 0, 1, 2)))
        self._figures.addWidget(self.paid, *((0, 1) if flat else (3, 0, 1, 2)))
        self.consigned.setAlignment(Qt.AlignmentFlag.AlignRight if flat else Qt.AlignmentFlag.AlignLeft)
        self.consigned.setVisible(not (flat and came))  # waiting money takes the place next to the caption
        restyle(self.paid, tight="true" if flat else "")
        self.total.set_step({_SMALL: "money"}.get(level, "total" if level < _SMALL else "figure"))
        self._figures.invalidate()
        for card in cards:
            card.body.activate()
            card.updateGeometry()
        self._column.invalidate()

    @property
    def shows_last(self) -> bool:
        """Whether the last sale is seen: there is one, and room for it."""
        return not self.last_card.isHidden()

    @property
    def keyed(self) -> tuple[Button, ...]:
        """The buttons that do what a key does with the cart as it is."""
        return (self.pay, *self.others.values(), self.acts.hold, self.acts.recall, self.acts.discount)

    def show_refusals(self, refusals: Mapping[str, str], tell: Callable[[str], object]) -> None:
        """Why what a key does can't be done now: its button is dim and, pressed, tells it."""
        for button in self.keyed:
            button.set_refusal(refusals[button.key], tell)

    def _show_icons(self) -> None:
        """The icons of the tenders, where each has room next to its words and its key."""
        room = (self.width() - 6) // 2
        for icons in (True, False):
            for tender, button in self.others.items():
                button.set_icon(TENDER_KEYS[tender][1] if icons else "")
            if all(button.sizeHint().width() <= room for button in self.others.values()):
                return

    def show_cart(self, cart: Cart, member_note: Sequence[str]) -> None:
        """The figures of a cart and its buyer."""
        self.total.setText(rupiah(cart.total_idr))
        consigned = rupiah(cart.consigned_idr)
        told = [_("termasuk {amount} barang titipan UMKM"), _("termasuk {amount} titipan"), _("titipan {amount}")]
        self.consigned.say([words.format(amount=consigned) for words in told] if cart.consigned_idr else [" "])
        self.paid.show_paid(cart.paid)
        buyer = cart.member
        self.member.show_member(buyer.name if buyer else "", buyer.number if buyer else "", member_note)
        if (shown := (bool(cart.paid), buyer is None)) != self._shown:  # other lines and frames: another height
            self._shown = shown
            self.fit()
        if cart.lines:
            self.last_card.set_large(False)

    def show_waiting(self, held: Sequence[HeldCartRow]) -> None:
        """The carts put aside on this till."""
        self.acts.show_waiting(held)
        self.fit()

    def show_last(self, sale: SaleView | None) -> None:
        """The last sale of this shift, for the buyer who asks again."""
        self._has_last = sale is not None
        if sale is not None:
            self.last_card.show_sale(sale)
            self.last_shown.emit(sale)
        self.fit()
