"""Paying: one field, the notes people hand over, the change in large figures, one Enter."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.i18n import _, figure, rupiah
from pkkmart.core.money import round_cash
from pkkmart.sales.notes import handed_over_idr
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, SectionTitle, Words
from pkkmart.ui.fields import MoneyField
from pkkmart.ui.keys import KeyAction, Shortcuts
from pkkmart.ui.theme import current, side_width
from pkkmart.ui.tiles import TenderRow


class PayView(QWidget):
    """Takes the place of the cart while cash changes hands. `finished(received)` and `left` are its ways out."""

    finished = Signal(object)
    """The rupiah received; an object, because a Signal(int) holds 32 bits."""
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._due = 0
        self.due = BigFigure("", step="total")
        self.rounding = Words("", tone="muted")
        self.received = MoneyField(_("Uang diterima"), big=True)
        self.received.changed.connect(self._show_change)
        self.received.entered.connect(self.finish)
        self.notes: list[SecondaryButton] = []
        self.change_caption = Caption(_("Kembali"))
        self.change = BigFigure("", step="total", tone="plain")
        self.done = PrimaryButton(_("Selesai, cetak struk"), "Enter", on_click=self.finish, big=True)
        self.back = SecondaryButton(_("Kembali ke keranjang"), "Esc", on_click=self.left.emit)
        self.cash = TenderRow("banknote", _("Tunai"), "F12", on_click=self._focus_amount)
        self.cash.setChecked(True)
        self.actions_shown = (
            KeyAction("Enter", _("Selesai"), self.finish),
            KeyAction("Esc", _("Kembali ke keranjang"), self.left.emit),
            KeyAction("F12", _("Tunai"), self._focus_amount, shown=False),
        )
        # Enter belongs to the field and to the focused button; only the others are shortcuts.
        self._shortcuts = Shortcuts(self, self.actions_shown[1:])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(self._left(), 1)
        layout.addWidget(self._right())

    def _left(self) -> QVBoxLayout:
        head = QHBoxLayout()
        column = QVBoxLayout()
        column.addWidget(Caption(_("Harus dibayar")))
        column.addWidget(self.due)
        head.addLayout(column, 1)
        head.addWidget(self.rounding)
        grid = QGridLayout()
        grid.setSpacing(10)
        for place in range(6):
            button = SecondaryButton("", big=True)
            button.clicked.connect(lambda _checked=False, place=place: self._hand_over(place))
            self.notes.append(button)
            grid.addWidget(button, place // 3, place % 3)
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._top.addWidget(Card(padding=22).add(head), 1)
        self._change_card = Card(padding=22, spacing=0).add(self.change_caption, self.change)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addLayout(self._top)
        self._column.addWidget(Card(padding=22, spacing=10).add(SectionTitle(_("Uang diterima")), self.received, grid))
        self._column.addWidget(self._change_card)
        self._column.addStretch(1)
        return self._column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen what is due and the change stand side by side."""
        self._side.setFixedWidth(side_width(self.width()))
        low = self.height() < current().px(560)
        if low != (self._top.count() == 2):
            if low:
                self._top.addWidget(self._change_card, 1)
            else:
                self._column.insertWidget(2, self._change_card)
        super().resizeEvent(event)

    def _right(self) -> QWidget:
        side = QWidget()
        self._side = side
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Card().add(SectionTitle(_("Cara bayar")), self.cash))
        layout.addStretch(1)
        layout.addWidget(self.done)
        layout.addWidget(self.back)
        return side

    def start(self, total_idr: int, rounding_unit_idr: int) -> None:
        """Ask for a total; the exact cash is filled in, so F12 and Enter sell for exact money."""
        self._due = round_cash(total_idr, rounding_unit_idr)
        rounding = self._due - total_idr
        self.due.setText(rupiah(self._due))
        self.rounding.setText(
            _("belanja {total}, pembulatan tunai {rounding}").format(total=rupiah(total_idr), rounding=figure(rounding))
            if rounding
            else ""
        )
        self.cash.set_trailing(rupiah(self._due))
        self._amounts = handed_over_idr(self._due)
        for place, button in enumerate(self.notes):
            button.setVisible(place < len(self._amounts))
            if place < len(self._amounts):
                words = figure(self._amounts[place])
                button.set_words(_("Uang pas {amount}").format(amount=words) if place == 0 else words)
        self.received.set_value(self._due)
        self._focus_amount()
        self._show_change(self.received.value())

    def finish(self) -> None:
        """Take what is in the field; too little is told by the sale itself."""
        if not self.isVisible():
            return
        amount = self.received.value()
        if amount is not None:
            self.finished.emit(amount)

    def _hand_over(self, place: int) -> None:
        self.received.set_value(self._amounts[place])
        QTimer.singleShot(0, self, self._focus_amount)

    def _focus_amount(self) -> None:
        self.cash.setChecked(True)
        self.received.setFocus()
        self.received.selectAll()

    def _show_change(self, amount: int | None) -> None:
        change = (amount or 0) - self._due
        short = change < 0
        self.change_caption.set_text(_("Kurang") if short else _("Kembali"))
        self.change.setText(rupiah(abs(change)))
        self.change.set_tone("danger" if short else "plain")
        self.done.setEnabled(not short)
