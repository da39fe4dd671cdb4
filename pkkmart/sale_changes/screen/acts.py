"""The acts that change a receipt: money given back, all of it cancelled, its payment or an owner corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.sale_changes.operations import Returned, return_goods
from pkkmart.sale_changes.operations.without_receipt import ReceiptNeeded
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.queries.standing import StandingSale
from pkkmart.sale_changes.screen.cancelling import cancel_receipt, cancel_return_sheet, tell_paid_back
from pkkmart.sale_changes.screen.goods import Chosen
from pkkmart.sale_changes.screen.owner import owner_sheet
from pkkmart.sale_changes.screen.payment import payment_sheet
from pkkmart.sale_changes.screen.receipt import ReceiptView
from pkkmart.sale_changes.screen.without_receipt import without_receipt_sheet
from pkkmart.sale_changes.settings import takes_without_receipt
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.till.queries import ShiftRow
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.users.dialogs import run_approved


@dataclass(frozen=True, slots=True)
class PageWays:
    """What the acts ask of their page: the open shift, the shown receipt, and to read anew what was done."""

    shift: Callable[[], ShiftRow | None]
    sale: Callable[[], StandingSale | None]
    changed: Callable[[int], object]
    reload: Callable[[], object]
    find: Callable[[], object]


class AfterSale:
    """Asks what each act needs and does it; what can't be done is said."""

    def __init__(self, context: Context, view: ReceiptView, page: PageWays) -> None:
        self.context, self.view, self._page = context, view, page

    def _with_shift(self, told: str) -> ShiftRow | None:
        shift = self._page.shift()
        if shift is None:
            self.context.messages.attention(told)
        return shift

    def give_back(self) -> None:
        """F12: take the goods back and pay for them."""
        sale = self._page.sale()
        shift = self._with_shift(_("Buka sif dulu di kasir: uang retur keluar dari laci.")) if sale else None
        if sale is None or shift is None or self._is_cancelled(sale) or not self.view.filled():
            return
        view, items = self.view, [row.item for row in self.view.goods.back]

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Returned:
            return return_goods(
                self.context.actor, sale.id, items, till_id=self.context.till_id, to_savings=view.to_savings,
                by_bank=view.by_bank, reference=view.reference.text(), approval=approval,
            )  # fmt: skip

        to_savings = view.to_savings
        run_approved(
            self.context, act, lambda done: self._paid_back(sale.id, done, to_savings=to_savings),
            reason=view.reasons(), what=view.words(),
        )  # fmt: skip

    def _paid_back(self, sale_id: int, done: Returned, *, to_savings: bool) -> None:
        paid = done.refund
        ways = [(paid.bank_idr, _("{amount} sudah lewat bank. "))]
        if to_savings:
            ways.append((paid.cash_idr, _("{amount} masuk simpanan. ")))
        sent = "".join(words.format(amount=rupiah(amount)) for amount, words in ways if amount)
        self._page.changed(sale_id)
        tell_paid_back(self.context, done.number, 0 if to_savings else paid.cash_idr, self._page.find, sent)

    def _is_cancelled(self, sale: StandingSale) -> bool:
        if sale.voided_by:
            told = _("{number} sudah dibatalkan dengan {void}.")
            self.context.messages.attention(told.format(number=sale.number, void=sale.voided_by))
        return bool(sale.voided_by)

    def cancel_all(self) -> None:
        """F8: the whole receipt counts no more."""
        sale = self._page.sale()
        if sale is not None and not self._is_cancelled(sale):
            cancel_receipt(self.context, sale, lambda: self._unsold(sale.id))

    def _unsold(self, sale_id: int) -> None:
        self.context.buyer_sees.emit(None)
        self._page.changed(sale_id)

    def cancel_return(self, return_id: int) -> None:
        """A return of this shift was wrong: the buyer has the goods again."""
        done = run(self.context.messages, return_view, return_id)
        if done is not None:
            cancel_return_sheet(self.context, done, self._page.reload)

    def correct_payment(self) -> None:
        """F6: how the receipt was really paid."""
        sale = self._page.sale()
        shift = self._with_shift(_("Buka sif dulu di kasir, baru betulkan cara bayarnya.")) if sale else None
        if sale is not None and shift is not None:
            payment_sheet(self.context, sale, lambda: self._repaid(sale.id))

    def _repaid(self, sale_id: int) -> None:
        paid = run(self.context.messages, sale_as_paid, sale_id)
        if paid is not None:
            self.context.buyer_sees.emit(paid)
        self._page.changed(sale_id)

    def correct_owner(self) -> None:
        """F7: the chosen line was another owner's."""
        sale = self._page.sale()
        shift = self._with_shift(_("Buka sif dulu di kasir, baru pindahkan ke ibu yang benar.")) if sale else None
        if sale is None or shift is None or self._is_cancelled(sale):
            return
        row = self._line_of_another(sale)
        if row is not None:
            owner_sheet(self.context, sale, row.line, lambda: self._page.changed(sale.id))

    def _line_of_another(self, sale: StandingSale) -> Chosen | None:
        """The chosen line, or the only one with an owner that can have been mistaken; why there is none is said."""
        rows = [row for row in self.view.goods.rows if row.line.left_milli]
        able = [row for row in rows if row.other_owner]
        row = self.view.goods.chosen
        if not rows:
            told = _("Semua barang {number} sudah diretur. Pilih struk lain.").format(number=sale.number)
        elif row in able:
            return row
        elif len(able) == 1 and not self.view.goods.hasFocus():
            return able[0]
        elif able:
            told = _("Pilih barang yang salah ibu dengan ↑↓, lalu tekan F7.")
        else:
            told = _("Tidak ada barang ibu lain dengan harga itu. Terima yang salah sebagai retur, lalu jual lagi.")
        self.context.messages.attention(told)
        return None

    def without_receipt(self) -> None:
        """F9: goods come back and there is no receipt."""
        if not takes_without_receipt():
            self.context.messages.attention(str(ReceiptNeeded()))
            return
        shift = self._with_shift(_("Buka sif dulu di kasir: uang retur keluar dari laci."))
        if shift is not None:
            without_receipt_sheet(self.context, shift, self._page.reload)
