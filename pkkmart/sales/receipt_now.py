"""A receipt as it has to read today: cancelled, or with its payment put right, and said so before anything else."""

from __future__ import annotations

from pkkmart.core.i18n import _
from pkkmart.printing.slip import Element, Rule, Text
from pkkmart.sales.queries import SaleView
from pkkmart.sales.receipt import receipt_elements
from pkkmart.sales.return_slip import voided_mark


def receipt_now(sale: SaleView, swap: str, original: list[Element]) -> list[Element]:
    """The paper of a sale as it was really paid; what was never put right stays as it came out at first."""
    paper = [*put_right_mark(swap), *receipt_elements(sale)] if swap else original
    return [*(voided_mark(sale.voided_by) if sale.voided_by else []), *paper]


def put_right_mark(number: str) -> list[Element]:
    """What stands above every copy of a receipt whose payment was put right."""
    return [Text(_("pembayaran dibetulkan {number}").format(number=number), align="center", bold=True), Rule()]
