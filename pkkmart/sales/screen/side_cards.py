"""The cards at the right of the counter: the buyer, the acts on a cart, the last sale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout

from pkkmart.core import clock
from pkkmart.core.i18n import _, rupiah, time_short
from pkkmart.sales.queries import HeldCartRow, SaleView
from pkkmart.ui.buttons import Button, IconButton, SecondaryButton
from pkkmart.ui.cards import Avatar, BigFigure, Card, Elided, restyle
from pkkmart.ui.layout import boxed, column, row, wide

LEAST: Final = 60
"""Pixels a button may be squeezed to: its key goes first."""

Act = Callable[[], object]


class Note(Elided):
    """A muted line in the longest of its wordings that fits: half a figure would be read as another."""

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

    def __init__(self, on_pick: Act, on_clear: Act) -> None:
        super().__init__(padding=14)
        self.avatar = Avatar()
        self.name = Elided("", "strong")
        self.note = Note()
        self.pick: Button = SecondaryButton(_("Anggota"), "F2", icon="id-card", on_click=on_pick)
        self.clear_button = IconButton("x", _("Bukan anggota"), on_click=on_clear)
        words = column(self.name, self.note, spacing=0)
        self._buyer = boxed(row(self.avatar, wide(words), self.clear_button, spacing=8))
        self.add(self._buyer, self.pick)
        self.show_member("", "", ())

    def show_member(self, name: str, number: str, note: Sequence[str]) -> None:
        """Show a member with a note; an empty name shows the button instead."""
        self._buyer.setVisible(bool(name))
        self.pick.setVisible(not name)
        self.avatar.set_name(name)
        self.name.setText(f"{name} · {number}")
        self.note.say(note)


class ActsCard(Card):
    """A cart put aside, one called back, a discount, all receipts: each a button with its key."""

    def __init__(self, on_hold: Act, on_recall: Act, on_discount: Act, on_receipts: Act) -> None:
        super().__init__(padding=12, spacing=6)
        self.hold = SecondaryButton(_("Tahan"), "F6", on_click=on_hold, left=True)
        self.hold.setToolTip(_("Langsung ditahan; F6 untuk memberi nama sendiri"))
        self.recall = SecondaryButton(_("Panggil"), "F7", on_click=on_recall, left=True)
        self.discount = SecondaryButton(_("Diskon"), "F5", on_click=on_discount, left=True)
        self.receipts = SecondaryButton(_("Struk"), "Ctrl+R", on_click=on_receipts, left=True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, button in enumerate((self.hold, self.recall, self.discount, self.receipts)):
            button.setProperty("tight", "true")
            button.setMinimumWidth(LEAST)
            grid.addWidget(button, place // 2, place % 2)
            grid.setColumnStretch(place % 2, 1)
        self.names = Note()
        self._named = True
        self.add(boxed(grid, plain=True), self.names)
        self.show_waiting(())

    def allow(self, *, hold: bool, discount: bool, recall: bool) -> None:
        """What can be done with the cart as it is."""
        self.hold.setEnabled(hold)
        self.discount.setEnabled(discount)
        self.recall.setEnabled(recall)

    def show_waiting(self, held: Sequence[HeldCartRow]) -> None:
        """How many carts wait, the newest named first; with none the button is like any other."""
        count = len(held)
        self.recall.set_words(_("Panggil · {count}").format(count=count) if count else _("Panggil"))
        restyle(self.recall, lit="true" if count else "")
        told = [f"{one.name} {time_short(clock.local(clock.from_text(one.held_at)))}" for one in reversed(held)]
        self.names.say([_waiting_words(told, shown) for shown in range(count, 0, -1)])
        self.recall.setToolTip(self.names.toolTip())
        self.show_names(self._named)

    def show_names(self, shown: bool) -> None:
        """Whether there is room for who the waiting carts are of."""
        self._named = shown
        self.names.setVisible(shown and bool(self.names.wordings))


def _waiting_words(told: Sequence[str], shown: int) -> str:
    names = " · ".join(told[:shown])
    if shown < len(told):
        names = _("{names} dan {count} lagi").format(names=names, count=len(told) - shown)
    return _("ditahan: {names}").format(names=names)


class LastSaleCard(Card):
    """The last sale: its number, its change, and what is done with it most."""

    def __init__(self, on_print: Act, on_correct: Act, on_open: Act) -> None:
        super().__init__(padding=16, spacing=6)
        self.number = Note()
        self.change = BigFigure("", step="large", tone="plain")
        self.copy = SecondaryButton(_("Cetak"), on_click=on_print)
        self.correct = SecondaryButton(_("Betulkan bayar"), on_click=on_correct)
        self.receipt = SecondaryButton(_("Buka struk"), on_click=on_open)
        self.copy.setAccessibleName(_("Cetak ulang struk terakhir"))
        self.correct.setAccessibleName(_("Betulkan pembayaran transaksi terakhir"))
        self.receipt.setAccessibleName(_("Buka struk terakhir: cetak, retur, betulkan"))
        for button in (self.copy, self.correct, self.receipt):
            button.setProperty("tight", "close")
            button.setMinimumWidth(LEAST)
        self._buttons = boxed(row(self.copy, wide(self.correct), self.receipt, spacing=6), plain=True)
        self.add(column(self.number, self.change, spacing=0), self._buttons)

    def show_sale(self, sale: SaleView) -> None:
        """One sale as it is known now."""
        told = _("{number} · {void}") if sale.voided_by else _("Transaksi terakhir · {number}")
        self.number.say([told.format(number=sale.number, void=sale.voided_by), sale.number])
        change = _("Kembali {amount}").format(amount=rupiah(sale.change_idr))
        self.change.setText(_("BATAL") if sale.voided_by else change)
        self.change.set_tone("danger" if sale.voided_by else "plain")
        self.correct.setEnabled(not sale.voided_by)

    def set_large(self, large: bool) -> None:
        """Whether the change is the one figure to look at: after a sale, while tiles leave no room for another."""
        self.change.set_step("money" if large else "large")

    def show_buttons(self, shown: bool) -> None:
        """Whether there is room for the buttons; all receipts stay one key away."""
        self._buttons.setVisible(shown)
