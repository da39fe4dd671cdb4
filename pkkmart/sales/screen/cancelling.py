"""A whole receipt of this shift is cancelled: what was paid outside the drawer is asked about first."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core.actor import Approval
from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.operations import void_sale
from pkkmart.sales.queries import sale_view
from pkkmart.sales.queries.returned import ReturnableSale
from pkkmart.sales.screen.goods_back import tell_paid_back
from pkkmart.sales.tenders import Tender
from pkkmart.ui.page import Context
from pkkmart.ui.run import run
from pkkmart.users.dialogs import run_approved


def cancel_receipt(
    context: Context, sale: ReturnableSale, reason: str, close: Callable[[], object], on_done: Callable[[], object]
) -> None:
    """Cancel a receipt with a reason; `close` takes the sheet away once it is done, `on_done` when money was counted.

    QRIS and transfer are undone in their own apps, which the drawer can't: a receipt that can't be is returned.
    """

    def void() -> None:
        def act(approval: Approval | None, _confirmed: frozenset[str]) -> str:
            return void_sale(context.actor, sale.id, reason, approval=approval, till_id=context.till_id)

        what = _("Batalkan struk {number}, belanja {total}").format(number=sale.number, total=rupiah(sale.total_idr))
        run_approved(context, act, cancelled, reason=reason, what=what)

    def cancelled(number: str) -> None:
        close()
        voided = run(context.messages, sale_view, sale.id)
        if voided is not None:
            tell_paid_back(context, number, voided.cash_back_idr, on_done)

    outside = sum(sale.paid.get(tender, 0) for tender in (Tender.QRIS, Tender.TRANSFER))
    if not outside:
        void()
        return
    told = _(
        "{amount} dari struk ini dibayar QRIS atau transfer. Batalkan hanya bila pembayaran itu bisa dibatalkan di "
        "aplikasinya; kalau tidak, terima sebagai retur."
    )
    context.messages.ask(told.format(amount=rupiah(outside)), yes=_("Sudah dibatalkan"), no=_("Kembali"), on_yes=void)
