"""The settings of buying."""

from __future__ import annotations

from pkkmart.core.settings import Setting

DUE_DAYS = Setting("purchasing.due_days", 30, "hari sampai pembelian kredit jatuh tempo")
