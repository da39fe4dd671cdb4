"""The shop's facts about its goods: which barcodes its scale prints and which it makes, the product behind others."""

from __future__ import annotations

from pkkmart.core.settings import Setting

SCALE_WEIGHT_PREFIX = Setting(
    "products.scale_weight_prefix", "", "awalan barcode timbangan yang membawa berat dalam gram, misalnya 21"
)
SCALE_PRICE_PREFIX = Setting(
    "products.scale_price_prefix", "", "awalan barcode timbangan yang membawa harga dalam rupiah, misalnya 22"
)
"""Two digits that begin with 2, several with a space between; empty where the shop has no such scale."""

OWN_PREFIX = Setting(
    "products.own_prefix", "20", "awalan barcode yang dibuat toko sendiri, dua angka dari 20 sampai 29"
)
"""Never one that the scale prints."""

UNLISTED_ID = Setting("products.unlisted_id", 0, "barang yang berdiri di belakang barang umum, 0 sebelum yang pertama")
"""Written once, with the first sale of such goods; never set by hand."""
