"""The shelf's settings."""

from __future__ import annotations

from pkkmart.core.settings import Setting

BELOW_STOCK_POLICY = Setting("stock.below_stock", "ask", "jual melebihi stok tercatat: allow, ask atau refuse")
NEAR_EXPIRY_DAYS = Setting("stock.near_expiry_days", 3, "hari sebelum kedaluwarsa barang diingatkan")
