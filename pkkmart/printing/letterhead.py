"""Who the shop is, as every slip and document says at its head. Facts of the shop, kept in the database."""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

from pkkmart.core.settings import Setting

SHOP_NAME = Setting("shop.name", "PKK Mart", "nama toko di struk dan surat")
SHOP_LEGAL_NAME = Setting("shop.legal_name", "", "nama badan hukum koperasi")
SHOP_ADDRESS = Setting("shop.address", "", "alamat toko")
SHOP_PHONE = Setting("shop.phone", "", "telepon toko")
SHOP_LEGAL_NUMBER = Setting("shop.legal_number", "", "nomor badan hukum koperasi (AHU)")
SHOP_COOP_NUMBER = Setting("shop.coop_number", "", "NIK koperasi (nomor induk koperasi)")
SHOP_NIB = Setting("shop.nib", "", "NIB, nomor induk berusaha")
SHOP_TAX_NUMBER = Setting("shop.tax_number", "", "NPWP koperasi")
SHOP_LOGO = Setting("shop.logo", "", "gambar logo untuk kop surat: PNG atau JPEG, base64")
"""Kept as text among the facts of the shop, so that a backup is one file; at most 200 KB of picture."""

PLACE = Setting("reports.place", "", "kota di baris tempat dan tanggal surat")
CHAIR = Setting("reports.chair", "", "nama ketua yang menandatangani laporan")
TREASURER = Setting("reports.treasurer", "", "nama bendahara yang menandatangani laporan")

LOGO_BYTES = 200 * 1024

RECEIPT_LOGO = Setting("receipt.logo", True, "logo toko dicetak di kepala struk")
RECEIPT_HEADER = Setting("receipt.header", "", "kalimat di kepala struk, di bawah alamat")
RECEIPT_POLICY = Setting(
    "receipt.policy", "Barang dapat ditukar hari ini juga dengan struk ini.", "aturan tukar barang di kaki struk"
)
RECEIPT_FOOTER = Setting("receipt.footer", "Terima kasih. Belanja di sini menghidupi keluarga UMKM.", "kaki struk")


def shop_logo() -> bytes:
    """The file of the shop's logo; b"" without one, or when what is kept is no base64."""
    return logo_of(SHOP_LOGO.get())


def logo_of(text: str) -> bytes:
    """The file kept as the text of a setting; b"" when it is no base64."""
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


@lru_cache(maxsize=4)
def logo_sha256(text: str) -> str:
    """What a slip calls the logo kept as this text; "" for none. Every receipt asks, so it is reckoned once."""
    file = logo_of(text)
    return hashlib.sha256(file).hexdigest() if file else ""
