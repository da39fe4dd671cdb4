"""Putting right how the last receipt was paid, while its buyer still stands there."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.operations import Swapped, swap_tender
from pkkmart.sales.operations.swaps import SWAPPED
from pkkmart.sales.queries import SaleView
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.ui.cards import BigFigure, Words
from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import Labeled, MoneyField
from pkkmart.ui.page import Context
from pkkmart.ui.panels import column
from pkkmart.ui.reasons import ReasonField
from pkkmart.users.dialogs import run_approved


def swap_sheet(context: Context, sale: SaleView, on_done: Callable[[], object]) -> None:
    """Ask how it was really paid: another amount in cash, or another way altogether."""
    tender: ChoiceField[Tender] = ChoiceField(_("Dibayar dengan"), [(one, _(one.label)) for one in SWAPPED])
    paid = [Tender(one.tender) for one in sale.payments]
    tender.choose(paid[-1] if paid else Tender.CASH)
    received = MoneyField(_("Uang yang diterima"), big=True, value=sale.received_idr or sale.due_idr)
    box = Labeled(_("Uang yang diterima"), received)
    box.setVisible(tender.value() is Tender.CASH)
    tender.chosen.connect(lambda one: box.setVisible(one is Tender.CASH))
    reason = ReasonField(_("Alasan, bila cara bayarnya berubah"), [_("salah tekan"), _("pembeli ganti cara bayar")])
    form = column(
        Words(_("Belanja {total}").format(total=rupiah(sale.total_idr)), tone="muted"),
        Labeled(_("Dibayar dengan"), tender),
        box,
        reason,
    )

    def accept() -> bool:
        chosen = tender.value() or Tender.CASH
        others = () if chosen is Tender.CASH else (Paid(chosen, sale.total_idr),)
        amount = (received.value() or 0) if chosen is Tender.CASH else 0

        def act(approval: Approval | None, _confirmed: frozenset[str]) -> Swapped:
            return swap_tender(context.actor, sale.id, amount, reason.text(), others=others, approval=approval)

        run_approved(context, act, swapped, reason=reason.text())
        return False

    def swapped(done: Swapped) -> None:
        sheet.close_panel()
        context.messages.ask(
            _("{number} dibetulkan. Kembalian yang benar:").format(number=sale.number),
            yes=_("Mengerti"),
            on_yes=on_done,
            content=BigFigure(rupiah(done.change_idr), step="total"),
            only_yes=True,
        )

    sheet = context.messages.sheet(
        _("Betulkan pembayaran {number}").format(number=sale.number), form, yes=_("Betulkan"), on_yes=accept
    )
    received.setFocus()
    received.selectAll()
