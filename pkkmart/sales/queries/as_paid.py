"""Reads of a sale as it was really paid, for papers that are made after the payment was corrected."""

from __future__ import annotations

from dataclasses import replace

from pkkmart.core.db import fetch_one
from pkkmart.sales.queries import ReceiptPayment, SaleView, sale_view
from pkkmart.sales.queries.accounts import account_notes
from pkkmart.sales.tenders import Tender


def saved_idr(sale_id: int) -> int:
    """The part of a sale's change that went into simpanan sukarela, rupiah; no correction touches it."""
    row = fetch_one("SELECT coalesce(sum(to_savings_idr), 0) FROM payment WHERE sale_id = ?", (sale_id,))
    return int(row[0]) if row else 0


def sale_as_paid(sale_id: int) -> SaleView:
    """A sale as it was really paid, the change that was saved within; raises LookupError for an unknown id.

    The change of a correction is what lies in the buyer's hand, so what of it was saved is told apart from it.
    """
    sale = sale_view(sale_id)
    saved = saved_idr(sale_id) - sale.to_savings_idr
    if not saved:
        return sale
    payments = tuple(_with_saved(one, saved) if one.tender == Tender.CASH else one for one in sale.payments)
    told = {one.tender: one.to_savings_idr for one in payments}
    notes = account_notes(sale_id, sale.member_id, sale.business_date, told)
    return replace(sale, payments=payments, notes=notes)


def _with_saved(cash: ReceiptPayment, saved: int) -> ReceiptPayment:
    return replace(cash, change_idr=cash.change_idr + saved, to_savings_idr=saved)
