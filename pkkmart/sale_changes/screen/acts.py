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
    """What the acts ask of their page: the open shift, the shown receipt, and to read anew what was done.

    `no_sale` is why no receipt is chosen, "" when one is.
    """

    shift: Callable[[], ShiftRow | None]
    sale: Callable[[], StandingSale | None]
    no_sale: Callable[[], str]
    changed: Callable[[int], object]
    reload: Callable[[], object]
    find: Callable[[], object]


class AfterSale:
    """Asks what each act needs and does it. `why_not_…` is the sentence why an act can't be done now, "" if it can."""

    def __init__(self, context: Context, view: ReceiptView, page: PageWays) -> None:
        self.context, self.view, self._page = context, view, page

    def _no_shift(self, told: str) -> str:
        return told if self._page.shift() is None else ""

    def why_not_back(self) -> str:
        """Why no goods of the shown receipt can come back."""
        refusal, receipt = self._page.no_sale(), self.view.receipt
        return refusal or (receipt.why_not_back if receipt is not None else "")

    def why_not_turned(self) -> str:
        """F4: why no goods can become anything else."""
        return self.why_not_back() or self.view.goods.why_not_turned()

    def give_back(self) -> None:
        """F12: take the goods back and pay for them."""
        sale = self._page.sale()
        if sale is None or not self.view.filled():
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

    def why_not_cancelled(self) -> str:
        """F8: why the whole receipt can't be cancelled."""
        refusal, receipt = self._page.no_sale(), self.view.receipt
        return refusal or (receipt.why_void or receipt.why_not_cancelled if receipt is not None else "")

    def cancel_all(self) -> None:
        """F8: the whole receipt counts no more."""
        sale = self._page.sale()
        if sale is not None:
            cancel_receipt(self.context, sale, lambda: self._unsold(sale.id))

    def _unsold(self, sale_id: int) -> None:
        self.context.buyer_sees.emit(None)
        self._page.changed(sale_id)

    def cancel_return(self, return_id: int) -> None:
        """A return of this shift was wrong: the buyer has the goods again."""
        done = run(self.context.messages, return_view, return_id)
        if done is not None:
            cancel_return_sheet(self.context, done, self._page.reload)

    def why_not_repaid(self) -> str:
        """F6: why the payment of the receipt can't be corrected."""
        refusal = self._page.no_sale() or self._no_shift(_("Buka sif dulu di kasir, baru betulkan cara bayarnya."))
        return refusal or (self.view.receipt.why_not_repaid if self.view.receipt is not None else "")

    def correct_payment(self) -> None:
        """F6: how the receipt was really paid."""
        sale = self._page.sale()
        if sale is not None:
            payment_sheet(self.context, sale, lambda: self._repaid(sale.id))

    def _repaid(self, sale_id: int) -> None:
        paid = run(self.context.messages, sale_as_paid, sale_id)
        if paid is not None:
            self.context.buyer_sees.emit(paid)
        self._page.changed(sale_id)

    def why_not_anothers(self) -> str:
        """F7: why no line can have been another owner's."""
        refusal = self._page.no_sale() or self._no_shift(_("Buka sif dulu di kasir, baru pindahkan ke ibu yang benar."))
        if refusal or self.view.receipt is None:
            return refusal
        line = self.view.receipt.why_void or self._line_of_another()
        return line if isinstance(line, str) else ""

    def correct_owner(self) -> None:
        """F7: the chosen line was another owner's."""
        sale, row = self._page.sale(), self._line_of_another()
        if sale is not None and isinstance(row, Chosen):
            owner_sheet(self.context, sale, row.line, lambda: self._page.changed(sale.id))

    def _line_of_another(self) -> Chosen | str:
        """The chosen line, or the only one with an owner that can have been mistaken, or why there is none."""
        rows = [row for row in self.view.goods.rows if row.line.left_milli]
        able = [row for row in rows if row.other_owner]
        row = self.view.goods.chosen
        if not rows:
            return _("Semua barang {number} sudah diretur. Pilih struk lain.").format(number=self.view.number.text())
        if row is not None and row in able:
            return row
        if len(able) == 1 and not self.view.goods.hasFocus():
            return able[0]
        if able:
            return _("Pilih barang milik ibu lain dengan ↑↓, lalu tekan F7.")
        return _("Tidak ada barang ibu lain dengan harga itu. Terima yang salah sebagai retur, lalu jual lagi.")

    def why_not_without_receipt(self) -> str:
        """F9: why no goods come back without a receipt."""
        if not takes_without_receipt():
            return str(ReceiptNeeded())
        return self._no_shift(_("Buka sif dulu di kasir: uang retur keluar dari laci."))

    def without_receipt(self) -> None:
        """F9: goods come back and there is no receipt."""
        shift = self._page.shift()
        if shift is not None:
            without_receipt_sheet(self.context, shift, self._page.reload)
