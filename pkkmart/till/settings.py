"""The drawer's settings."""

from __future__ import annotations

from pkkmart.core.settings import Setting

CASH_ROUNDING_IDR = Setting("till.cash_rounding_idr", 100, "pembulatan tunai, rupiah (1 = tidak dibulatkan)")
"""Permendag 35/2013 lets a price be rounded when its fraction is not in circulation and the buyer is told."""

DIFFERENCE_TOLERANCE_IDR = Setting("till.difference_tolerance_idr", 2_000, "selisih laci tanpa alasan, rupiah")
DIFFERENCE_PIN_IDR = Setting("till.difference_pin_idr", 2_000, "selisih laci tanpa PIN kedua, rupiah")
SHORTAGE_TO_CASHIER = Setting("till.shortage_to_cashier", False, "kekurangan laci ditanggung kasir yang memegang sif")
OPENING_FLOAT_IDR = Setting("till.opening_float_idr", 200_000, "modal laci yang disarankan, rupiah")
MOST_FLOAT_IDR = Setting("till.most_float_idr", 2_000_000, "modal dari brankas yang boleh diambil kasir, rupiah")

SAFE_TWO_NAMES_IDR = Setting(
    "till.safe_two_names_idr", 5_000_000, "pembayaran dari brankas di atas ini perlu dua nama, rupiah"
)
