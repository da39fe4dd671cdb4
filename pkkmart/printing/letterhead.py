"""Who the shop is, as every slip and document says at its head. Facts of the shop, kept in the database."""

from __future__ import annotations

from pkkmart.core.settings import Setting

SHOP_NAME = Setting("shop.name", "PKK Mart", "nama toko di struk dan surat")
SHOP_LEGAL_NAME = Setting("shop.legal_name", "", "nama badan hukum koperasi")
SHOP_ADDRESS = Setting("shop.address", "", "alamat toko")
SHOP_PHONE = Setting("shop.phone", "", "telepon toko")
SHOP_LEGAL_NUMBER = Setting("shop.legal_number", "", "nomor badan hukum koperasi (AHU)")
SHOP_LOGO = Setting("shop.logo", "", "gambar logo untuk kop surat: PNG atau JPEG, base64")
"""Kept as text among the facts of the shop, so that a backup is one file; at most 200 KB of picture."""

LOGO_BYTES = 200 * 1024

RECEIPT_HEADER = Setting("receipt.header", "", "kalimat di kepala struk, di bawah alamat")
RECEIPT_POLICY = Setting(
    "receipt.policy", "Barang dapat ditukar hari ini juga dengan struk ini.", "aturan tukar barang di kaki struk"
)
RECEIPT_FOOTER = Setting("receipt.footer", "Terima kasih. Belanja di sini menghidupi keluarga UMKM.", "kaki struk")
