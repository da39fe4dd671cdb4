"""A receipt as it reads today: a cancellation or a corrected payment is said above everything else."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.printing.slip import Element, Rule, Text
from pkkmart.sales.queries import SaleView
from pkkmart.sales.receipt import receipt_elements


def receipt_now(sale: SaleView, correction: str, original: list[Element]) -> list[Element]:
    """The receipt of a sale as it was really paid; one never corrected stays as it was first printed."""
    paper = [*corrected_mark(correction), *receipt_elements(sale)] if correction else original
    return [*(voided_mark(sale.voided_by) if sale.voided_by else []), *paper]


def corrected_mark(number: str) -> list[Element]:
    """The note above every copy of a receipt with a corrected payment."""
    return [Text(_("pembayaran dibetulkan {number}").format(number=number), align="center", bold=True), Rule()]


def voided_mark(number: str) -> list[Element]:
    """What stands above every copy of a receipt that was cancelled."""
    return [
        Text(_("BATAL"), align="center", bold=True, size=2),
        Text(_("dibatalkan dengan {number}").format(number=number), align="center", bold=True),
        Rule(),
    ]
