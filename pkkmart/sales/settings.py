"""The counter's settings."""

from __future__ import annotations

from pkkmart.core.settings import Setting

CASHIER_DISCOUNT_BP = Setting("sales.cashier_discount_bp", 1_000, "diskon yang boleh diberi kasir sendiri, per 10.000")

QRIS_TEXT = Setting("sales.qris_text", "", "teks QRIS statis toko, seperti tercetak di stikernya")
QRIS_ON = Setting("sales.qris_on", False, "QRIS di layar sudah bernominal")
"""Off unless the shop agreed: issuing codes belongs to its payment provider, and a code proves no payment."""

LOOSE_RETURNS = Setting(
    "sales.loose_returns", "approve", "retur tanpa struk: refuse (ditolak) atau approve (dengan PIN)"
)
LOOSE_MOST_IDR = Setting("sales.loose_most_idr", 100_000, "retur tanpa struk paling banyak per kali, rupiah")
LOOSE_DAYS = Setting("sales.loose_days", 30, "retur tanpa struk hanya untuk yang terjual sekian hari terakhir, hari")


def takes_loose_returns() -> bool:
    """Whether the shop takes goods back without their receipt, by its policy of now."""
    return LOOSE_RETURNS.get() == "approve"


def shop_qris() -> str:
    """The static code to fill amounts into, "" while the shop does not want that."""
    return QRIS_TEXT.get() if QRIS_ON.get() else ""
