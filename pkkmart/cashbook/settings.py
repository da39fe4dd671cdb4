"""The cash book's settings."""

from __future__ import annotations

from pkkmart.core.settings import Setting

CLEARING_FEE_ASKED_BP = Setting(
    "cashbook.clearing_fee_asked_bp", 150, "biaya QRIS yang ditanyakan dulu bila melebihi ini, basis poin"
)
"""Bank Indonesia allows a fee of at most 0,7 % of a sale by QRIS; more is mostly a mistyped figure."""

CLEARING_LATE_DAYS = Setting(
    "cashbook.clearing_late_days", 7, "QRIS yang lebih lama dari ini ditagih ke penyedia, hari"
)
"""A provider pays on the next working day; a week leaves room for the longest holidays but Lebaran."""
