"""The payment view: the field of cash, ready amounts, every other tender on one key, the change in large figures."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure, rupiah
from pkkmart.sales.notes import handed_over_idr
from pkkmart.sales.screen.change import ChangeCard, stand
from pkkmart.sales.screen.received import ReceivedCard
from pkkmart.sales.screen.tender_rows import FittingRow, MemberFunds, amount_of, done_words, no_limit_words
from pkkmart.sales.tenders import Bill, MemberNeeded, Paid, Tender, require_fit, small_change
from pkkmart.ui.buttons import PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, SectionTitle, Words
from pkkmart.ui.keys import KeyAction, Shortcuts
from pkkmart.ui.theme import current, side_width

WHOLE_CHANGE_IDR = 1_000
"""Change below a thousand is coins: what a first press of F2 puts into savings."""

TENDER_KEYS = {
    Tender.CASH: ("F12", "banknote"),
    Tender.QRIS: ("F9", "qr-code"),
    Tender.TRANSFER: ("F8", "landmark"),
    Tender.SAVINGS: ("F10", "piggy-bank"),
    Tender.RECEIVABLE: ("F11", "notebook-tabs"),
}
"""The key and the icon of each tender."""


class Saving(Enum):
    """How much of the change goes into the member's savings."""

    NONE = auto()
    COINS = auto()
    ALL = auto()


class AmountMissing(UserError):
    template = N_("Isi jumlah {tender} dulu, lalu tekan Enter. Esc untuk kembali.")


class PayView(QWidget):
    """The view in place of the cart while the buyer pays. `finished(received)` and `left` are its ways out."""

    finished = Signal(object)
    """The rupiah received in cash; an object, because a Signal(int) holds 32 bits."""
    left = Signal()
    refused = Signal(object)
    """A UserError: what was typed can't be; nothing was changed."""
    asked = Signal(object, object)
    """A tender and an amount that must be confirmed first; `accept` takes them."""
    chosen = Signal(object)
    """The tender that is typed now, with what is still to be paid by it."""
    drop_wished = Signal(object)
    """A tender that paid its part shall be taken out again; `take_out` does it."""
    lock_wished = Signal()
    help_wished = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bill = Bill(0)
        self.tender = Tender.CASH
        self.funds: MemberFunds | None = None
        self._saving = Saving.NONE
        self._cash_idr = 0
        """Cash typed before another tender was chosen to pay the rest; 0 when all of it was in the field."""
        self.reference = ""
        self.due = BigFigure("", step="total")
        self.rounding = Words("", tone="muted")
        self.paid = Words("", tone="good")
        self.card = ReceivedCard(self.drop)
        self.received, self.code, self.drop_button = self.card.field, self.card.code, self.card.drop_button
        self.received.changed.connect(self._show_change)
        self.received.entered.connect(self.finish)
        self.change_card = ChangeCard(self.save_change)
        self.change, self.change_caption = self.change_card.figure, self.change_card.caption
        self.done = PrimaryButton(_("Selesai, cetak struk"), "Enter", on_click=self.finish, big=True)
        self.back = SecondaryButton(_("Kembali ke keranjang"), "Esc", on_click=self.leave)
        self.tenders = {
            tender: FittingRow(icon, _(tender.label), key, on_click=partial(self.choose, tender))
            for tender, (key, icon) in TENDER_KEYS.items()
        }
        self._other_keys = [
            KeyAction(
                TENDER_KEYS[tender][0],
                _(tender.label),
                partial(self.choose, tender),
                partial(self._why_not, tender),
                shown=False,
                group=_("Cara bayar"),
            )
            for tender in self.tenders
        ]
        self._save_key = KeyAction("F2", _("Kembalian ke simpanan"), self.save_change)
        self.actions_shown: tuple[KeyAction, ...] = ()
        # Enter belongs to the field and to the focused button, Ctrl+L to the page; only the others are shortcuts.
        help_key = KeyAction("F1", _("Bantuan"), self.help_wished.emit)
        self._page_keys = [help_key, KeyAction("Ctrl+L", _("Kunci"), self.lock_wished.emit)]
        own = [KeyAction("Esc", _("Kembali"), self.leave), KeyAction("Del", _("Hapus"), self.drop), self._save_key]
        self._shortcuts = Shortcuts(self, [*own, help_key, *self._other_keys])
        self.received.installEventFilter(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(14)
        layout.addLayout(self._left(), 1)
        layout.addWidget(self._right())

    def _left(self) -> QVBoxLayout:
        head = self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column = QVBoxLayout()
        column.addWidget(Caption(_("Harus dibayar")))
        column.addWidget(self.due)
        column.addStretch(1)
        notes = QVBoxLayout()
        notes.setSpacing(2)
        notes.addWidget(self.paid)
        notes.addWidget(self.rounding)
        head.addLayout(column, 1)
        head.addLayout(notes)
        self._top = QHBoxLayout()
        self._top.setSpacing(12)
        self._due_card = Card(padding=22).add(head)
        self._top.addWidget(self._due_card, 1)
        self._column = QVBoxLayout()
        self._column.setSpacing(12)
        self._column.addLayout(self._top)
        self._column.addWidget(self.card)
        self._column.addWidget(self.change_card)
        self._column.addStretch()
        return self._column

    def minimumSizeHint(self) -> QSize:
        """As low as it can be laid out for a low screen, however it stands now."""
        return QSize(super().minimumSizeHint().width(), 400)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen what is due and the change stand side by side, each with its words under it.

        On a screen enlarged to half as much again there is less room still: figures and air shrink.
        """
        self._side.setFixedWidth(side_width(self.width()))
        self._stand()
        super().resizeEvent(event)

    def _stand(self) -> None:
        low, least = self.height() < current().px(560), self.height() < current().px(430)
        # A QRIS code next to the pad needs the height that the change takes below it on a screen of 768.
        together = low or (self.card.code.has_code and self.height() < current().px(700))
        for figures in (self.due, self.change):
            figures.set_step("money" if least else "total")
        for box in (self._column, self._top):
            box.setSpacing(6 if least else 12)
        self.card.stand(low=low, least=least)
        if together != (self._top.count() == 2):
            if together:
                self._top.addWidget(self.change_card, 1)
            else:
                self._column.insertWidget(2, self.change_card)
            stand(self._head, low=together)
            self.change_card.stand(low=together)
        air = (16, 3, 16, 3) if least else (16, 10, 16, 8) if together else (22, 22, 22, 22)
        for card in (self._due_card, self.change_card):
            card.body.setContentsMargins(*air)

    def _right(self) -> QWidget:
        side = QWidget()
        self._side = side
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        card = Card(spacing=8).add(SectionTitle(_("Cara bayar")))
        for row in self.tenders.values():
            card.add(row)
        layout.addWidget(card)
        layout.addStretch(1)
        layout.addWidget(self.done)
        layout.addWidget(self.back)
        return side

    # the bill

    def start(
        self, total_idr: int, rounding_unit_idr: int, funds: MemberFunds | None = None, tender: Tender = Tender.CASH,
        reference: str = "", others: tuple[Paid, ...] = (),
    ) -> None:  # fmt: skip
        """Ask for a total; the exact cash is filled in, so F12 and Enter sell for exact money.

        `others` is money that came before the cart was left; it must fit the bill.
        """
        self.bill, self.funds = Bill(total_idr, others, rounding_unit_idr=rounding_unit_idr), funds
        self.reference = reference
        self._saving = Saving.NONE
        self.tender, self._cash_idr = Tender.CASH, 0
        self.received.set_value(None)
        for one, row in self.tenders.items():
            row.setVisible(not one.facts.is_members or funds is not None)
        if funds is not None:
            self.tenders[Tender.RECEIVABLE].setVisible(funds.room_idr is not None)
        self.choose(tender if not self.tenders[tender].isHidden() else Tender.CASH)

    def choose(self, tender: Tender) -> None:
        """Type the amount of a tender; it stands at what it paid, or at all that is still to be paid."""
        if self.tenders[tender].isHidden():
            return
        if self.tender is Tender.CASH:
            cash, wanted = self.received.value() or 0, self._wanted_idr()
            self._cash_idr = cash if cash < wanted and tender is not Tender.CASH else 0
        self.tender = tender
        for one, row in self.tenders.items():
            row.setChecked(one is tender)
        if tender is not Tender.CASH:
            self._saving = Saving.NONE
        title = (
            _("Uang diterima") if tender is Tender.CASH else _("Dibayar dengan {tender}").format(tender=_(tender.label))
        )
        self.card.title.setText(title)
        self.received.setAccessibleName(title)
        self._show_bill()
        self.received.set_value(self._ready_idr())
        self.card.focus()
        self._show_change(self.received.value())
        self.chosen.emit(tender)

    @property
    def _paid_idr(self) -> int:
        """What the chosen tender paid already; cash is taken last, so it has paid nothing."""
        return 0 if self.tender is Tender.CASH else self.bill.of(self.tender)

    def _wanted_idr(self) -> int:
        """What the chosen tender would pay if it paid all that is left."""
        bill = self.bill.without(self.tender)
        if self.tender is Tender.CASH:
            return bill.saving(0).drawer_idr
        most = bill.left_idr
        if self.tender is Tender.SAVINGS and self.funds is not None:
            most = min(most, self.funds.savings_idr)
        if self.tender is Tender.RECEIVABLE and self.funds is not None:
            most = min(most, self.funds.room_idr or 0)
        return max(most, 0)

    def _ready_idr(self) -> int:
        """What stands in the field when a tender is chosen: cash typed first is kept, another tender pays the rest."""
        wanted = self._wanted_idr()
        if self.tender is Tender.CASH:
            return self._cash_idr if 0 < self._cash_idr < wanted else wanted
        left = self.bill.without(self.tender).left_idr - self._cash_idr
        return self._paid_idr or (min(wanted, left) if self._cash_idr and left > 0 else wanted)

    def _show_bill(self) -> None:
        bill = self.bill
        rounding_idr = bill.rounding_idr if self.tender is Tender.CASH else 0
        self.due.setText(rupiah(bill.total_idr + rounding_idr))
        paid = [
            _("{tender} {amount}").format(tender=_(one.tender.label), amount=rupiah(one.amount_idr))
            for one in bill.others
        ]
        self.paid.setText("\n".join(paid))
        self.paid.setVisible(bool(paid))
        left = _("sisa tunai {amount}").format(amount=rupiah(bill.left_idr)) if paid else ""
        if rounding_idr:
            left = _("belanja {total}, pembulatan tunai {rounding}").format(
                total=rupiah(bill.total_idr), rounding=figure(rounding_idr)
            )
        self.rounding.setText(left)
        self.rounding.setVisible(bool(left))
        for tender, row in self.tenders.items():
            row.show_amount(*amount_of(bill, tender, self.funds))
        self.back.set_words(self._back_words())
        wanted = self._wanted_idr()
        ready = handed_over_idr(wanted) if self.tender is Tender.CASH else [wanted]
        self.card.show_amounts(self.tender, ready, self._paid_idr)
        self.actions_shown = tuple(self._keys())

    def _keys(self) -> list[KeyAction]:
        keys = [KeyAction("Enter", done_words(self.tender), self.finish)]
        keys.append(KeyAction("+", _("Tiga nol")))
        keys.append(KeyAction("F8–F12", _("Cara bayar lain")))
        if self.funds is not None and self.tender is Tender.CASH:
            keys.append(self._save_key)
        if self._paid_idr:
            keys.append(KeyAction("Del", _("Hapus {tender}").format(tender=_(self.tender.label)), self.drop))
        keys.append(KeyAction("Esc", self._back_words(), self.leave))
        keys += self._page_keys  # last: where the row is short they wait behind "…", and Esc does not
        return [*keys, *self._other_keys]

    def _why_not(self, tender: Tender) -> str:
        """Why a tender can't be chosen: it belongs to members, or nobody gave this member a bon."""
        if not self.tenders[tender].isHidden():
            return ""
        if self.funds is None:
            return str(MemberNeeded(tender=_(tender.label)))
        return no_limit_words(self.funds.name)

    def _back_words(self) -> str:
        """What Esc does: from another tender that leaves something for cash it goes to cash first."""
        return _("Kembali ke keranjang") if self._leaves() else _("Kembali ke tunai")

    def _leaves(self) -> bool:
        return self.tender is Tender.CASH or not self.bill.left_idr

    # what is typed

    def finish(self) -> None:
        """Enter: the cash pays the rest, or another tender its part; too little is told by the sale itself."""
        if not self.isVisible():
            return
        amount = self.received.value()
        if amount is None:
            self.refused.emit(AmountMissing(tender=_(self.tender.label)))
        elif self.tender is Tender.CASH:
            self.finished.emit(amount)
        elif not amount and self._paid_idr:
            self.drop()
        else:
            self._offer(Paid(self.tender, amount))

    def _offer(self, paid: Paid) -> None:
        try:
            require_fit(self.bill.without(paid.tender).with_paid(paid), has_member=self.funds is not None)
        except UserError as error:
            self.refused.emit(error)
            return
        self.asked.emit(paid.tender, paid.amount_idr)

    def accept(self, paid: Paid) -> None:
        """A tender pays its part; when nothing is left the sale is done."""
        self.bill = self.bill.with_paid(paid)
        if self.bill.left_idr:
            self.choose(Tender.CASH)
        else:
            self.finished.emit(0)

    def drop(self) -> None:
        """Del: the chosen tender shall not have paid its part after all."""
        if self._paid_idr:
            self.drop_wished.emit(self.tender)

    def take_out(self, tender: Tender) -> None:
        """Take a tender out of the bill again; cash pays its part."""
        self.bill = self.bill.without(tender)
        self.choose(Tender.CASH)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """Del belongs to the field while there is nothing to take out."""
        deletes = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete
        if deletes and event.type() == QEvent.Type.KeyPress and self._paid_idr:
            self.drop()
            return True
        return False

    def leave(self) -> None:
        """Esc: from another tender back to cash, from cash back to the cart."""
        if self._leaves():
            self.left.emit()
        else:
            self.choose(Tender.CASH)

    def save_change(self) -> None:
        """F2: the coins of the change into sukarela, then all of it, then none."""
        if self.funds is None or self.tender is not Tender.CASH:
            return
        steps = [Saving.NONE, Saving.COINS, Saving.ALL]
        received = self.received.value() or 0
        for _again in steps:
            self._saving = steps[(steps.index(self._saving) + 1) % len(steps)]
            if self._saving is Saving.NONE or self._to_savings(received):
                break
        self._show_change(received)

    def _to_savings(self, received_idr: int) -> int:
        plain = self.bill.saving(0)
        if self._saving is Saving.COINS:
            return small_change(plain, received_idr, WHOLE_CHANGE_IDR)
        return max(received_idr - plain.left_idr, 0) if self._saving is Saving.ALL else 0

    def _show_change(self, amount: int | None) -> None:
        cash = self.tender is Tender.CASH
        self.bill = self.bill.saving(self._to_savings(amount or 0) if cash else 0)
        self._show_bill()
        change = self.bill.change_idr(amount or 0) if cash else self.bill.without(self.tender).left_idr - (amount or 0)
        short = change < 0
        words = (_("Kurang") if short else _("Kembali")) if cash else (_("Lebih") if short else _("Sisa tunai"))
        self.change_caption.set_text(words)
        self.change.setText(rupiah(abs(change)))
        self.change.set_tone("danger" if short else "plain")
        self.done.set_words(done_words(self.tender))
        self.done.setEnabled(amount is not None and not short and (cash or bool(amount or self._paid_idr)))
        self._show_saved()
        asked = self.tender is Tender.QRIS and not short
        self.card.show_code((amount or 0) - self._paid_idr if asked else 0, self.reference)
        self._stand()

    def _show_saved(self) -> None:
        saved, funds = self.bill.to_savings_idr, self.funds
        self.change_card.offer(funds is not None and self.tender is Tender.CASH)
        if funds is None or not saved:
            self.change_card.show_saved("", "")
            return
        then = funds.savings_idr - self.bill.of(Tender.SAVINGS) + saved
        self.change_card.show_saved(
            _("{amount} masuk simpanan sukarela").format(amount=rupiah(saved)),
            _("{name} · saldo menjadi {amount}").format(name=funds.name, amount=rupiah(then)),
        )
