"""Who signs the reports, where, on which paper and by which standard: facts of the shop."""

from __future__ import annotations

from pkkmart.core.settings import Setting
from pkkmart.printing.letterhead import CHAIR as CHAIR
from pkkmart.printing.letterhead import PLACE as PLACE
from pkkmart.printing.letterhead import TREASURER as TREASURER

ACCOUNTING_STANDARD = Setting("reports.accounting_standard", "SAK EP", "standar akuntansi yang disebut di laporan")
"""Permenkop UKM 2/2024: a real-sector co-op reports by SAK EP from book year 2025 at the latest."""

SECRETARY = Setting("reports.secretary", "", "nama sekretaris yang menandatangani laporan")
PAPER = Setting("reports.paper", "A4", "ukuran kertas laporan: A4 atau F4")
