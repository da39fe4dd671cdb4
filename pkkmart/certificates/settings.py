"""The law's dates for certificates."""

from __future__ import annotations

from datetime import date

from pkkmart.core.settings import Setting

HALAL_FROM = Setting(
    "certificates.halal_from", "2026-10-17", "hari pertama makanan dan minuman UMK wajib bersertifikat halal"
)
"""Moved more than once; each move is a row that holds from the day it was recorded."""


def halal_from() -> date:
    """The first day on which food and drink of small producers must have a halal certificate."""
    return date.fromisoformat(HALAL_FROM.get())
