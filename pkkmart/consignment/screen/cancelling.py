"""What the cancellation of each document of titipan undoes, and the operation that does it."""

from __future__ import annotations

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

_CANCELS: Final[dict[str, tuple[Cancel, str]]] = {
    "delivery": (cancel_delivery, N_("Barangnya keluar lagi dari rak.")),
    "return_note": (cancel_return, N_("Barangnya kembali ke rak.")),
    "loss": (cancel_loss, N_("Barangnya kembali ke rak, penggantiannya batal.")),
    "settlement": (cancel_settlement, N_("Isinya bisa dihitung lagi.")),
    "payout": (cancel_payout, N_("Uangnya harus kembali dulu.")),
}


def cancelling(row: DocumentRow) -> Cancelling:
    """A consignor's document as the sheet of cancellations asks about it."""
    cancel, follows = _CANCELS[row.kind]
    what = f"{kind_words(row.kind)} {moved_words(row)}. {_(follows)}"
    return Cancelling(row.number, what, cancel, row.id, PERSON_REASONS)
