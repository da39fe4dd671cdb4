"""Putting right how a receipt was paid: another amount handed over, or another tender for one of those it has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.core.money import round_cash
from pkkmart.sale_changes.operations import PaymentCorrected, correct_payment
from pkkmart.sale_changes.operations.payments import CORRECTABLE, OwnAccount, require_unreturned
from pkkmart.sale_changes.queries.standing import StandingSale
from pkkmart.sale_changes.screen.history import paid_words
from pkkmart.sales.queries import SaleView
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.ui.cards import BigFigure, Words, Wrapped
from pkkmart.ui.choices import choice_field
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.pad import MONEY, pad_of
from pkkmart.ui.page import Context
from pkkmart.ui.reasons import ReasonField
from pkkmart.ui.run import run, succeeds
from pkkmart.users.dialogs import run_approved

_LIKELY = {Tender.CASH: Tender.QRIS, Tender.QRIS: Tender.CASH, Tender.TRANSFER: Tender.QRIS}
"""What a tender most likely was where it was chosen by mistake."""


class PaidForm(QWidget):
    """Every tender of a sale with its amount: which of them was another, and what was handed over in cash.

    It opens on the likely other tender, so that Enter alone is never "no change"; who types another amount of cash
    means that it was cash after all.
    """

    def __init__(self, sale: SaleView) -> None:
        super().__init__()
        self.sale = sale
        known = [Tender(one.tender) for one in sale.payments]
        self.own = sale.to_savings_idr > 0 or any(one.facts.is_members for one in known)
        may = sorted((one for one in known if one in CORRECTABLE), key=lambda one: one is not Tender.CASH)
        self.tenders = [Wrapped(paid_words(one), "medium") for one in sale.payments]
        self.wrong = choice_field(_("Yang keliru"), [(one, _(one.label)) for one in may])
        self.tender = choice_field(_("Dibayar dengan"), [(one, _(one.label)) for one in CORRECTABLE])
        self.received = MoneyField(_("Uang diterima (tunai)"), big=True, value=sale.received_idr)
        self.reason = ReasonField(
            _("Alasan, bila cara bayarnya berubah"), [_("salah tekan"), _("pembeli ganti cara bayar")]
        )
        self._received = Labeled(_("Uang diterima (tunai)"), self.received)
        self._typed = False
        self._lay_out(len(may) > 1)
        self.wrong.chosen.connect(self._begin)
        self.tender.chosen.connect(lambda _one: self._show())
        self.received.textEdited.connect(lambda _text: self._was_cash())
        self._begin(self.wrong.value() or Tender.CASH)

    def _lay_out(self, choose: bool) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(Words(_("Belanja {total}").format(total=rupiah(self.sale.total_idr)), tone="muted"))
        for words in self.tenders:
            layout.addWidget(words)
        if self.own:
            told = _("Simpanan dan bon tidak diubah di sini. Yang bisa dibetulkan hanya uang diterima.")
            layout.addWidget(Wrapped(told, tone="muted"))
        else:
            choices = QHBoxLayout()  # in one row: a low window keeps the buttons in sight
            choices.setSpacing(12)
            if choose:
                choices.addWidget(Labeled(_("Yang keliru"), self.wrong), 1)
            choices.addWidget(Labeled(_("Sebenarnya dibayar dengan"), self.tender), 1)
            layout.addLayout(choices)
        layout.addWidget(self._received)
        if not self.own:
            layout.addWidget(self.reason)

    def _begin(self, wrong: Tender) -> None:
        self.tender.choose(wrong if self.own else _LIKELY[wrong])
        self._show()
        self._received.setVisible(self._asks_cash)

    def _show(self) -> None:
        """The money is asked for while cash is part of it, at least what is left for cash; what was typed stays."""
        self._received.setVisible(self.pays_cash)
        cash = round_cash(self._paid().get(Tender.CASH, 0), CASH_ROUNDING_IDR.get(self.sale.business_date))
        if (self.received.value() or 0) < cash:
            self.received.set_value(cash)

    def is_dirty(self) -> bool:
        """Whether money or a reason was typed."""
        return self._typed or bool(self.reason.text())

    def _was_cash(self) -> None:
        self._typed = True
        if not self.pays_cash:
            self.tender.choose(Tender.CASH)

    @property
    def _asks_cash(self) -> bool:
        """Whether cash is part of what is chosen, or of what was rung up and may be put right."""
        return self.pays_cash or self.wrong.value() is Tender.CASH

    @property
    def pays_cash(self) -> bool:
        """Whether cash is part of what is chosen."""
        return Tender.CASH in self._paid()

    def _paid(self) -> dict[Tender, int]:
        """What each pays as chosen: those that stay keep what they paid; only cash is rounded."""
        wrong, true = self.wrong.value(), self.tender.value()
        paid = dict[Tender, int]()
        for one in self.sale.payments:
            known = Tender(one.tender)
            tender = true if known is wrong and true is not None and not self.own else known
            cash = known is Tender.CASH and tender is not Tender.CASH
            amount = one.amount_idr - (self.sale.rounding_idr if cash else 0)
            paid[tender] = paid.get(tender, 0) + amount
        return paid

    def others(self) -> tuple[Paid, ...]:
        """What is not cash, as chosen."""
        return tuple(Paid(tender, amount) for tender, amount in self._paid().items() if tender is not Tender.CASH)

    def words(self) -> str:
        """What a second person stands behind: `Betulkan pembayaran PM-26-000001: Tunai Rp 7.000 menjadi QRIS`."""
        wrong, true = self.wrong.value() or Tender.CASH, self.tender.value() or Tender.CASH
        amount = next((one.amount_idr for one in self.sale.payments if Tender(one.tender) is wrong), 0)
        told = _("Betulkan pembayaran {number}: {wrong} {amount} menjadi {true}")
        return told.format(number=self.sale.number, wrong=_(wrong.label), amount=rupiah(amount), true=_(true.label))

    def start(self) -> None:
        """Where the hand begins: the money that was handed over, or how it was paid where there is none."""
        if self._asks_cash:
            self.received.setFocus()
            self.received.selectAll()
        else:
            self.tender.setFocus()


def payment_sheet(context: Context, standing: StandingSale, on_done: Callable[[], object]) -> None:
    """Ask how a receipt was really paid: another amount in cash, or another tender for one of its own."""
    if not succeeds(context.messages, require_unreturned, standing):
        return
    sale = run(context.messages, sale_as_paid, standing.id)
    if sale is None:
        return
    form = PaidForm(sale)
    if form.own and not form.pays_cash:
        own = next(Tender(one.tender) for one in sale.payments if Tender(one.tender).facts.is_members)
        context.messages.attention(str(OwnAccount(number=sale.number, tender=_(own.label))))
        return

    def accept() -> bool:
        others = form.others()
        amount = (form.received.value() or 0) if form.pays_cash else 0

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> PaymentCorrected:
            return correct_payment(
                context.actor,
                sale.id,
                amount,
                form.reason.text(),
                till_id=context.till_id,
                others=others,
                approval=approval,
            )

        run_approved(context, act, corrected, reason=form.reason.text(), what=form.words())
        return False

    def corrected(done: PaymentCorrected) -> None:
        sheet.close_panel()
        context.messages.ask(
            _("{number} dibetulkan. Kembalian yang benar:").format(number=sale.number),
            yes=_("Mengerti"),
            on_yes=on_done,
            content=BigFigure(rupiah(done.change_idr), step="total"),
            only_yes=True,
        )

    sheet = context.messages.sheet(
        _("Betulkan pembayaran {number}").format(number=sale.number),
        form,
        yes=_("Betulkan"),
        on_yes=accept,
        is_dirty=form.is_dirty,
        pad=pad_of(context.pc, form.received, MONEY),
    )
    form.start()
