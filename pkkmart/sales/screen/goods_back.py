"""What returns with and without a receipt share at the counter: why, and the money counted into the buyer's hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pkkmart.core.i18n import N_, _, rupiah
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.page import Context

REASONS: Final = (N_("rusak atau basi"), N_("salah barang"), N_("tidak jadi beli"), N_("salah hitung"))


def tell_paid_back(
    context: Context, number: str, cash_idr: int, on_done: Callable[[], object], *, bank_idr: int = 0
) -> None:
    """What she counts into the buyer's hand, large, until she has; what was sent by bank is told beside it."""
    sent = _("{amount} sudah lewat bank. ").format(amount=rupiah(bank_idr)) if bank_idr else ""
    if not cash_idr:
        context.messages.good(
            _("{number} tercatat. {sent}Tidak ada uang dari laci; slipnya dicetak.").format(number=number, sent=sent)
        )
        on_done()
        return
    context.messages.ask(
        _("{number} tercatat. {sent}Slipnya dicetak.").format(number=number, sent=sent),
        title=_("Uang kembali ke pembeli"),
        yes=_("Sudah diserahkan"),
        on_yes=on_done,
        content=BigFigure(rupiah(cash_idr), step="total"),
        only_yes=True,
    )
