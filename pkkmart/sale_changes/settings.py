"""The shop's rules for goods that come back without a receipt."""

from __future__ import annotations

from pkkmart.core.settings import Setting

WITHOUT_RECEIPT = Setting(
    "returns.without_receipt", "approve", "retur tanpa struk: refuse (ditolak) atau approve (dengan PIN)"
)
MOST_WITHOUT_RECEIPT_IDR = Setting(
    "returns.without_receipt_most_idr", 100_000, "retur tanpa struk paling banyak per kali, rupiah"
)
DAYS_WITHOUT_RECEIPT = Setting(
    "returns.without_receipt_days", 30, "retur tanpa struk hanya untuk yang terjual sekian hari terakhir, hari"
)


def takes_without_receipt() -> bool:
    """Whether the shop takes goods back without their receipt, by its policy of now."""
    return WITHOUT_RECEIPT.get() == "approve"
