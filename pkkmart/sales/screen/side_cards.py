"""The cards at the right of the counter: the buyer, the acts on a cart, the last sale."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout

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
        if wordings == self.wordings:
            return
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


class SideCard(Card):
    """A card at the right of the counter, which can do without air around it and without its frame."""

    def __init__(self, padding: int, spacing: int) -> None:
        super().__init__(padding=padding, spacing=spacing)
        self._roomy = padding
        self._framed = True
        self._around = (padding, padding - 2)

    def show_frame(self, framed: bool) -> None:
        """Whether it is drawn as a card; without, its buttons stand on the ground."""
        if framed != self._framed:
            self._framed = framed
            restyle(self, look="card" if framed else "plain")
            self._lay()

    def give_air(self, most: int) -> None:
        """At most so many pixels above and below, and half the air everywhere where that is little."""
        above = min(self._roomy - 2, most)
        self._around = (self._roomy if above == self._roomy - 2 else 12, above)
        self._lay()

    def _lay(self) -> None:
        side, above = self._around if self._framed else (0, 0)
        self.body.setContentsMargins(side, above, side, above)


class MemberCard(SideCard):
    """The buyer, or the invitation to show a card, which is a button without a frame around it."""

    def __init__(self, on_pick: Act, on_clear: Act) -> None:
        super().__init__(padding=14, spacing=8)
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
        self.show_frame(bool(name))
        self.avatar.set_name(name)
        self.name.setText(f"{name} · {number}")
        self.note.say(note)


class ActsCard(SideCard):
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
        self.waiting = ""
        """The carts that wait, in words; "" when none does."""
        self.show_waiting(())

    def show_waiting(self, held: Sequence[HeldCartRow]) -> None:
        """How many carts wait, the newest named first; with none the button is like any other."""
        count = len(held)
        self.recall.set_words(_("Panggil · {count}").format(count=count) if count else _("Panggil"))
        restyle(self.recall, lit="true" if count else "")
        told = [f"{one.name} {time_short(clock.local(clock.from_text(one.held_at)))}" for one in reversed(held)]
        wordings = [_waiting_words(told, shown) for shown in range(count, 0, -1)]
        self.waiting = _waiting_words(told, min(count, 3)) if count else ""
        self.names.say(wordings)
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


class LastSaleCard(SideCard):
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
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(0)
        self._words.addWidget(self.number)
        self._words.addWidget(self.change, 1)
        self._wordings: Sequence[str] = ()
        self._flat = self._large = self._small = False
        self.add(self._words, self._buttons)

    def show_sale(self, sale: SaleView) -> None:
        """One sale as it is known now."""
        told = _("{number} · {void}") if sale.voided_by else _("Transaksi terakhir · {number}")
        self._wordings = [told.format(number=sale.number, void=sale.voided_by), sale.number]
        self._say_number()
        change = _("Kembali {amount}").format(amount=rupiah(sale.change_idr))
        self.change.setText(_("BATAL") if sale.voided_by else change)
        self.change.set_tone("danger" if sale.voided_by else "plain")
        self.correct.setEnabled(not sale.voided_by)

    def set_large(self, large: bool) -> None:
        """Whether the change is the one figure to look at: after a sale, while tiles leave no room for another."""
        self._large = large
        self._say_number()

    def set_flat(self, flat: bool, *, small: bool) -> None:
        """Whether the number stands next to the change, not above it: in short, and not while the change is large.

        `small` leaves no room for a large change.
        """
        self._flat, self._small = flat, small
        self._words.setDirection(QBoxLayout.Direction.RightToLeft if flat else QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(8 if flat else 0)
        self._say_number()

    def _say_number(self) -> None:
        self.change.set_step("money" if self._large and not self._small else "large")
        self.number.say(self._wordings[1:] if self._flat else self._wordings)
        self.number.setVisible(not (self._flat and self._large))

    def show_buttons(self, shown: bool) -> None:
        """Whether there is room for the buttons; all receipts stay one key away."""
        self._buttons.setVisible(shown)
