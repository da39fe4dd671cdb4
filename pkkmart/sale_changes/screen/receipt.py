"""One receipt as it stands: its goods and what comes back of them, how it was paid, what was done with it since."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from pkkmart.core import clock
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, rupiah, time_short
from pkkmart.sale_changes.operations import planned_refund
from pkkmart.sale_changes.operations.returns import NothingReturned
from pkkmart.sale_changes.queries.history import ChangeRow
from pkkmart.sale_changes.queries.standing import StandingSale
from pkkmart.sale_changes.returns import RETURN_REASONS, Refund, reason_of
from pkkmart.sale_changes.screen.goods import Chosen, GoodsTable
from pkkmart.sale_changes.screen.history import History, PaidRow
from pkkmart.sale_changes.screen.work import Work
from pkkmart.sales.queries import SaleView
from pkkmart.sales.tenders import ELECTRONIC, Tender
from pkkmart.till.queries import drawer_words
from pkkmart.ui.buttons import GhostButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import BigFigure, Caption, Card, Elided, Words, Wrapped
from pkkmart.ui.fields import Labeled, TextField
from pkkmart.ui.page import Context
from pkkmart.ui.reasons import ReasonField, tells_why
from pkkmart.ui.theme import TARGET, current

WIDE: Final = 700
"""Pixels at 100 % text that a receipt needs to show all its columns."""

_LOW: Final = 540
"""Below this height lines and gaps are smaller, pixels at 100 % text: goods, payment, reason and money all stay."""

_ROW, _LOW_ROW = 54, 48
"""The height of a line of goods, and on a low window."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as the page shows it: as it stands, as it was paid, its changes, and which owners can be mistaken.

    `unit_idr` is what cash is rounded to; `why_not_cancelled` and `why_not_repaid` are why the whole of it can't be
    cancelled and its payment not corrected any more, "" while they can.
    """

    standing: StandingSale
    paid: SaleView
    changes: Sequence[ChangeRow]
    anothers: frozenset[int]
    unit_idr: int
    shift_id: int | None
    why_not_cancelled: str
    why_not_repaid: str

    @property
    def why_void(self) -> str:
        """That the whole of it was cancelled, "" while it stands."""
        if not self.standing.voided_by:
            return ""
        told = _("{number} sudah dibatalkan dengan {void}.")
        return told.format(number=self.standing.number, void=self.standing.voided_by)

    @property
    def why_not_back(self) -> str:
        """Why no goods of it can come back now, "" when they can: it stands, and a shift is open."""
        no_shift = _("Buka sif dulu di kasir: uang retur keluar dari laci.") if self.shift_id is None else ""
        return self.why_void or no_shift

    @property
    def ways(self) -> list[Tender]:
        """The ways money can go back: cash, by bank what was paid so, into the savings of a member."""
        by_bank = any(self.standing.paid.get(tender, 0) for tender in ELECTRONIC)
        return [
            Tender.CASH,
            *([Tender.TRANSFER] if by_bank else []),
            *([Tender.SAVINGS] if self.standing.member_id is not None else []),
        ]


@dataclass(frozen=True, slots=True)
class ReceiptActs:
    """What the buttons on a receipt do; the page decides."""

    find: Callable[[], object]
    copy: Callable[[], object]
    nota: Callable[[], object]
    text: Callable[[], object]
    correct_payment: Callable[[], object]
    correct_owner: Callable[[], object]
    show_slip: Callable[[str], object]
    cancel_return: Callable[[int], object]
    cancel_all: Callable[[], object]
    give_back: Callable[[], object]


class ReceiptView(Card):
    """Draws one receipt and keeps what is chosen on it."""

    changed = Signal()
    """Another receipt or line is chosen, or something else of it."""

    def __init__(self, context: Context, acts: ReceiptActs) -> None:
        super().__init__(padding=16, spacing=8)
        self.context, self.acts = context, acts
        self.receipt: Receipt | None = None
        self.work = Work("")
        self.number = Words("", "title")
        self.about = Elided("", "caption")
        self.goods = GoodsTable(context)
        self.paid = PaidRow(acts.correct_payment)
        self.history = History(acts.show_slip, acts.cancel_return)
        self.reason = ReasonField("", [_(reason) for reason in RETURN_REASONS], flat=True)
        self.reference = TextField(_("Nomor referensi transfer"), limit=60)
        self.referred = Labeled(_("Nomor referensi transfer ke pembeli"), self.reference)
        self.back = BigFigure(rupiah(0), step="money")
        self.how = Wrapped("", "caption", tone="muted")
        self.change_way = GhostButton(_("ganti"), "F5", on_click=self.turn_way)
        self.cancel_button = SecondaryButton(_("Batalkan seluruh struk"), "F8", on_click=acts.cancel_all)
        self.give_button = PrimaryButton(_("Kembalikan uang"), "F12", on_click=acts.give_back)
        self._lay_out()
        self.goods.changed.connect(self._goods_changed)
        self.goods.selected.connect(lambda _row: self._stood())
        self.goods.owner_wished.connect(lambda _row: acts.correct_owner())
        self.reason.changed.connect(self.goods.give_reason)
        self.reference.textEdited.connect(self._reference_typed)

    # laying out

    def _lay_out(self) -> None:
        self.add(self._head(), self._body(), self.paid, self.reason, self.referred, _line(), self._foot())
        self.body.setStretch(1, 1)

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.number)
        words.addWidget(self.about)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addLayout(words, 1)
        self.others = SecondaryButton(_("Struk lain"), "F3", on_click=self.acts.find)
        self.others.hide()
        head.addWidget(self.others, 0, Qt.AlignmentFlag.AlignTop)
        self.copies = [
            SecondaryButton(_("Cetak salinan"), "Ctrl+P", on_click=self.acts.copy),
            SecondaryButton(_("Nota A5"), on_click=self.acts.nota),
            SecondaryButton(_("Teks WA"), on_click=self.acts.text),
        ]
        for button in self.copies:
            button.setMinimumWidth(TARGET + 30)  # where room is scarce the key on it goes first
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def _body(self) -> QScrollArea:
        self._inside = inside = QWidget()
        inside.setProperty("look", "plain")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self.goods, self.history):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.viewport().setAutoFillBackground(False)
        self.area.setWidget(inside)
        inside.setAutoFillBackground(False)
        return self.area

    def _foot(self) -> QBoxLayout:
        told = QHBoxLayout()
        told.setSpacing(8)
        told.addWidget(self.how)
        told.addWidget(self.change_way, 0, Qt.AlignmentFlag.AlignVCenter)
        told.addStretch(1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        self.caption = Caption(_("Dikembalikan"))
        figures.addWidget(self.caption)
        money = QHBoxLayout()
        money.setSpacing(10)
        money.addWidget(self.back)
        money.addLayout(told, 1)
        figures.addLayout(money)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        for button in (self.cancel_button, self.give_button):
            buttons.addWidget(button)
        self.foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.foot.setSpacing(10)
        self.foot.addLayout(figures, 1)
        self.foot.addLayout(buttons)
        return self.foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, low = self.width() < current().px(WIDE), self.height() < current().px(_LOW)
        self.goods.set_short(narrow)
        self.goods.set_row_height(_LOW_ROW if low else _ROW)
        self.goods.fit()
        self.body.setSpacing(4 if low else 8)
        self.caption.setVisible(not narrow and not low)
        self.foot.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    # showing

    def show_receipt(self, receipt: Receipt, work: Work) -> None:
        """Show a receipt with what was chosen on it before."""
        self.receipt, self.work = receipt, work
        sale, standing = receipt.paid, receipt.standing
        self.number.setText(sale.number)
        self.about.setText(" · ".join(part for part in (_moment(sale), sale.cashier, _buyer(sale)) if part))
        chosen = {row.line.id: row for row in work.rows}
        rows = [_row(receipt, line.id, chosen) for line in standing.lines]
        work.rows = rows
        self.goods.show_rows(rows, work.at, why_not=receipt.why_not_back)
        self.paid.show_sale(sale, may_correct=not receipt.why_not_repaid)
        self.history.show_changes(standing.voided_by, receipt.changes, receipt.shift_id)
        self.reference.setText(work.reference)
        self.cancel_button.setVisible(not receipt.why_not_cancelled)
        self.give_button.setEnabled(not standing.voided_by)
        self._show_way()
        self._stood()

    def _goods_changed(self) -> None:
        self.work.rows = list(self.goods.rows)
        self._show_refund()
        self._show_reason()
        self.changed.emit()

    def _stood(self) -> None:
        self.work.at = max(self.goods.currentIndex().row(), 0)
        self._show_reason()
        self.changed.emit()
        spot = self.goods.visualRect(self.goods.currentIndex())
        if spot.isValid():
            middle = self.goods.viewport().mapTo(self._inside, spot.center())
            self.area.ensureVisible(middle.x(), middle.y(), 0, spot.height())

    def _show_reason(self) -> None:
        row = self.goods.chosen
        shown = row is not None and row.qty_milli > 0
        self.reason.setVisible(shown)
        if row is None or not shown:
            return
        unsaid = reason_of(self.reason.text()) != row.state.reason
        if unsaid or self._asked != row.line.id or not self.reason.field.hasFocus():
            self._asked = row.line.id
            self.reason.set(
                _("Alasan · {name}").format(name=row.line.name), _(row.state.reason) if row.state.reason else ""
            )

    _asked: int | None = None
    """The line of which the reason is asked for now."""

    # the way money goes back

    def turn_way(self) -> None:
        """F5: cash, by bank what was paid by QRIS or transfer, or into the buyer's savings."""
        if self.receipt is None:
            return
        ways = self.receipt.ways
        if len(ways) < 2:
            told = _("{number} dibayar tunai oleh bukan anggota, jadi uangnya kembali tunai.")
            self.context.messages.attention(told.format(number=self.receipt.standing.number))
            return
        self.work.way = ways[(ways.index(self.work.way) + 1) % len(ways)]
        self._show_way()
        (self.reference if self.by_bank else self.goods).setFocus()
        self.changed.emit()

    @property
    def by_bank(self) -> bool:
        return self.work.way is Tender.TRANSFER

    @property
    def to_savings(self) -> bool:
        return self.work.way is Tender.SAVINGS

    def _reference_typed(self, text: str) -> None:
        self.work.reference = text
        self.referred.set_error("")

    def _show_way(self) -> None:
        self.referred.setVisible(self.by_bank)
        self.change_way.setVisible(self.receipt is not None and len(self.receipt.ways) > 1)
        self._show_refund()

    def plan(self) -> Refund | None:
        """What would be paid back now, None while nothing comes back or it may not; why not is said."""
        if self.receipt is None:
            return None
        unit = 1 if self.to_savings else self.receipt.unit_idr
        items = [row.item for row in self.goods.back]
        try:
            return planned_refund(self.receipt.standing, items, unit, by_bank=self.by_bank)
        except NothingReturned:
            self.how.setText(
                _("+ atau Enter: satu kembali; Shift+Enter: semua di baris itu.") if self.receipt.standing.lines else ""
            )
        except UserError as refused:
            self.how.setText(str(refused))
        return None

    def _show_refund(self) -> None:
        plan = self.plan()
        self.back.setText(rupiah(plan.cash_idr + plan.bank_idr if plan else 0))
        self.back.setMinimumWidth(min(self.back.sizeHint().width(), current().px(240)))
        self.back.set_tone("primary" if plan else "muted")
        if plan is not None:
            self.how.setText(self._ways_told(plan, _("laci")))

    def _ways_told(self, plan: Refund, drawer: str) -> str:
        """By which ways the money goes back; `drawer` is the word for where cash comes from."""
        told = [_("tunai dari {drawer}").format(drawer=drawer)]
        if self.to_savings:
            told = [_("ke simpanan sukarela, bukan dari laci")]
        elif plan.bank_idr and plan.cash_idr:
            told = [_("{amount} lewat bank").format(amount=rupiah(plan.bank_idr))]
            told.append(_("{amount} tunai dari {drawer}").format(amount=rupiah(plan.cash_idr), drawer=drawer))
        elif plan.bank_idr:
            told = [_("lewat bank, bukan dari laci")]
        if plan.savings_idr:
            told.append(_("{amount} kembali ke simpanan").format(amount=rupiah(plan.savings_idr)))
        if plan.bon_idr:
            told.append(_("{amount} mengurangi bonnya").format(amount=rupiah(plan.bon_idr)))
        return ", ".join(told)

    # what is missing

    def filled(self) -> bool:
        """Whether goods, each with its reason, and the reference of a transfer are there; what is missing is said."""
        if not self.goods.back:
            self.context.messages.attention(
                _("Pilih barangnya dulu: + atau Enter untuk satu, Shift+Enter untuk semua di baris itu.")
            )
            self.goods.setFocus()
            return False
        missing = self.by_bank and not self.reference.text().strip()
        self.referred.set_error(_("Salin nomornya dari bukti transfer.") if missing else "")
        if missing:
            self.reference.setFocus()
            return False
        silent = next(
            (place for place, row in enumerate(self.goods.rows) if row.qty_milli and not tells_why(row.state.reason)),
            -1,
        )
        if silent >= 0:
            self.goods.select(silent)
            self._show_reason()
            return self.reason.require(_("Tulis atau pilih alasannya."))
        return True

    def words(self) -> str:
        """What a second person stands behind: the receipt, the goods, the money."""
        plan, told = self.plan(), _("Retur {number}: {goods}. Kembali {amount}, {how}.")
        how = self._ways_told(plan, drawer_words(self.context.till_id)) if plan is not None else self.how.text()
        return told.format(number=self.number.text(), goods=self.goods.words(), amount=self.back.text(), how=how)

    def reasons(self) -> str:
        """All reasons that were given, each once."""
        return "; ".join(dict.fromkeys(_(row.state.reason) for row in self.goods.back))


def _row(receipt: Receipt, line_id: int, chosen: dict[int, Chosen]) -> Chosen:
    """A line as it stands now, with as much of what was chosen as can still come back."""
    line = next(one for one in receipt.standing.lines if one.id == line_id)
    known = chosen.get(line_id, Chosen(line))
    voided = bool(receipt.standing.voided_by)
    quantity = 0 if voided else min(known.qty_milli, line.left_milli)
    return Chosen(line, not voided and line_id in receipt.anothers, quantity, known.state)


def _line() -> QFrame:
    line = QFrame()
    line.setProperty("look", "separator")
    return line


def _moment(sale: SaleView) -> str:
    local = clock.local(clock.from_text(sale.recorded_at))
    return f"{local:%d/%m} {time_short(local)}"


def _buyer(sale: SaleView) -> str:
    return f"{sale.member} {sale.member_number}".strip() if sale.member_id is not None else ""
