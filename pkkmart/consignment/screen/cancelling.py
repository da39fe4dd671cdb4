"""What the cancellation of each document of titipan undoes, and the operation that does it."""

from __future__ import annotations

from functools import partial
from typing import Final

from pkkmart.consignment.operations import (
    cancel_delivery,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
)
from pkkmart.consignment.queries import DocumentRow
from pkkmart.consignment.screen.columns import kind_words, moved_words
from pkkmart.core.i18n import N_, _
from pkkmart.ledger.screen.cancelling import PERSON_REASONS, Cancel, Cancelling

_FOLLOWS: Final = {
    "delivery": N_("Barangnya keluar lagi dari rak."),
    "return_note": N_("Barangnya kembali ke rak."),
    "loss": N_("Barangnya kembali ke rak, penggantiannya batal."),
    "settlement": N_("Isinya bisa dihitung lagi."),
    "payout": N_("Uangnya harus kembali dulu."),
}


def cancelling(row: DocumentRow, till_id: int | None) -> Cancelling:
    """A consignor's document as the sheet of cancellations at a till asks about it."""
    cancels: dict[str, Cancel] = {
        "delivery": cancel_delivery,
        "return_note": cancel_return,
        "loss": cancel_loss,
        "settlement": cancel_settlement,
        "payout": partial(cancel_payout, till_id=till_id),
    }
    what = f"{kind_words(row.kind)} {moved_words(row)}. {_(_FOLLOWS[row.kind])}"
    return Cancelling(row.number, what, cancels[row.kind], row.id, PERSON_REASONS)
