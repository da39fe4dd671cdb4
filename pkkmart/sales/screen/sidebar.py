"""The right side of the counter: who buys, how much, the one button, and the last change given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.paid_chip import PaidChip
from pkkmart.sales.screen.pay import TENDER_KEYS
from pkkmart.sales.tenders import Tender
from pkkmart.ui.buttons import Button, IconButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Avatar, BigFigure, Caption, Card, Elided


class Note(Elided):
    """A line about the buyer in the longest of its wordings that fits: half a figure would be read as another."""

    def __init__(self) -> None:
        super().__init__("", "caption", tone="muted")
        self.wordings: Sequence[str] = ()

    def say(self, wordings: Sequence[str]) -> None:
        """The same told ever shorter; none says nothing."""
        self.wordings = wordings
        self.setToolTip(wordings[0] if wordings else "")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.contentsRect().width()
        fitting = (words for words in self.wordings if self.fontMetrics().horizontalAdvance(words) <= room)
        self.setText(next(fitting, self.wordings[-1] if self.wordings else ""))


class MemberCard(Card):
    """The buyer, or the invitation to show a card."""

    def __init__(self, on_pick: Callable[[], object], on_clear: Callable[[], object]) -> None:
        super().__init__(padding=14)
        self.avatar = Avatar()
        self.name = Elided("", "strong")
        self.note = Note()
        self.pick: Button = SecondaryButton(_("Anggota"), "F2", icon="id-card", on_click=on_pick)
        self.clear_button = IconButton("x", _("Bukan anggota"), on_click=on_clear)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.note)
        self._buyer = QWidget()
        row = QHBoxLayout(self._buyer)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.avatar)
        row.addLayout(words, 1)
        row.addWidget(self.clear_button)
        self.add(self._buyer, self.pick)
        self.show_member("", "", ())

    def show_member(self, name: str, number: str, note: Sequence[str]) -> None:
        """Show a member with a note; an empty name shows the button instead."""
        self._buyer.setVisible(bool(name))
        self.pick.setVisible(not name)
        self.avatar.set_name(name)
        self.name.setText(f"{name} · {number}")
        self.note.say(note)


class Sidebar(QWidget):
    """Member, total, pay, last sale; 340 px wide at 100 %. `last_shown` tells the last sale as it is known now."""

    last_shown = Signal(object)

    def __init__(
        self,
        *,
        on_pay: Callable[[], object],
        on_pay_with: Callable[[Tender], object],
        on_member: Callable[[], object],
        on_no_member: Callable[[], object],
        on_last_receipt: Callable[[], object],
    ) -> None:
        super().__init__()
        self.member = MemberCard(on_member, on_no_member)
        self.total = BigFigure(rupiah(0), step="total")
        self.consigned = Elided("", "caption", tone="muted")
        self.paid = PaidChip()
        total_card = Card().add(Caption(_("Total")), self.total, self.consigned, self.paid)
        self.pay = PrimaryButton(_("Bayar tunai"), "F12", on_click=on_pay, big=True)
        self.others = {
            tender: SecondaryButton(_(tender.label), key, icon=icon, on_click=partial(on_pay_with, tender), left=True)
            for tender, (key, icon) in TENDER_KEYS.items()
            if tender is not Tender.CASH
        }
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, button in enumerate(self.others.values()):
            grid.addWidget(button, place // 2, place % 2)
        self.last_number = Note()
        self.last_change = BigFigure("", step="large", tone="plain")
        self.receipt = SecondaryButton(_("Struk"), icon="receipt", on_click=on_last_receipt)
        self.receipt.setAccessibleName(_("Buka struk terakhir: cetak, retur, betulkan"))
        self.last_card = self._last_card()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self.member, total_card, self.pay):
            layout.addWidget(widget)
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addWidget(self.last_card)
        self.last_card.hide()

    def _last_card(self) -> Card:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.last_number)
        words.addWidget(self.last_change)
        row = QHBoxLayout()
        row.addLayout(words, 1)
        row.addWidget(self.receipt, 0, Qt.AlignmentFlag.AlignBottom)
        return Card(padding=16).add(row)

    def show_cart(self, cart: Cart, member_note: Sequence[str]) -> None:
        """The figures of a cart."""
        self.total.setText(rupiah(cart.total_idr))
        consigned = cart.consigned_idr
        self.consigned.setText(
            _("termasuk {amount} barang titipan UMKM").format(amount=rupiah(consigned)) if consigned else " "
        )
        self.paid.show_paid(cart.paid)
        self.pay.setEnabled(bool(cart.lines))
        for tender, button in self.others.items():
            button.setEnabled(bool(cart.lines) and (cart.member is not None or not tender.facts.is_members))
        buyer = cart.member
        self.member.show_member(buyer.name if buyer else "", buyer.number if buyer else "", member_note)

    def show_last(self, sale: SaleView | None) -> None:
        """The last sale of this shift, for the buyer who asks again."""
        self.last_card.setVisible(sale is not None)
        if sale is not None:
            told = _("{number} · {void}") if sale.voided_by else _("Transaksi terakhir · {number}")
            self.last_number.say([told.format(number=sale.number, void=sale.voided_by), sale.number])
            change = _("Kembali {amount}").format(amount=rupiah(sale.change_idr))
            self.last_change.setText(_("BATAL") if sale.voided_by else change)
            self.last_change.set_tone("danger" if sale.voided_by else "plain")
            self.last_shown.emit(sale)
