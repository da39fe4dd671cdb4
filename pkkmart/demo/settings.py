"""What marks a shop as played, so that nobody takes its figures for a real shop's."""

from __future__ import annotations

from pkkmart.core.settings import Setting

DEMO_SHOP = Setting("demo.shop", False, "toko contoh: orang, barang dan angkanya karangan")
