"""Money that came before its cart was sold: in words, and as a chip that stays on the cart."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.i18n import _, rupiah
from pkkmart.sales.queries import SaleView
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.ui.cards import Elided


def told(paid: Sequence[Paid]) -> str:
    """Money by its tender: `QRIS Rp 50.000, Transfer Rp 20.000`."""
    return ", ".join(f"{_(one.tender.label)} {rupiah(one.amount_idr)}" for one in paid)


def came(paid: Sequence[Paid]) -> str:
    """`QRIS Rp 50.000 sudah diterima`; "" where nothing came."""
    return _("{paid} sudah diterima").format(paid=told(paid)) if paid else ""


def split(sale: SaleView) -> str:
    """What each tender paid of a sale, `QRIS Rp 5.000, Tunai Rp 7.000`; "" where all of it was cash."""
    if all(one.tender == Tender.CASH for one in sale.payments):
        return ""
    return told([Paid(Tender(one.tender), one.amount_idr) for one in sale.payments])


class PaidChip(Elided):
    """What the buyer paid already by QRIS or transfer; hidden while nothing waits."""

    def __init__(self) -> None:
        super().__init__("", "chip", tone="good")
        self.hide()

    def show_paid(self, paid: Sequence[Paid]) -> None:
        """Show money that waits for the rest of its cart."""
        self.setText(came(paid))
        self.setVisible(bool(paid))
