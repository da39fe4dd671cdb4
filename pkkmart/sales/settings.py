"""The counter's settings."""

from __future__ import annotations

from pkkmart.core.settings import Setting

CASHIER_DISCOUNT_BP = Setting("sales.cashier_discount_bp", 1_000, "diskon yang boleh diberi kasir sendiri, per 10.000")

QRIS_TEXT = Setting("sales.qris_text", "", "teks QRIS statis toko, seperti tercetak di stikernya")
QRIS_ON = Setting("sales.qris_on", False, "QRIS di layar sudah bernominal")
"""Off unless the shop agreed: issuing codes belongs to its payment provider, and a code proves no payment."""


def shop_qris() -> str:
    """The static code to fill amounts into, "" while the shop does not want that."""
    return QRIS_TEXT.get() if QRIS_ON.get() else ""
