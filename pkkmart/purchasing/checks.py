"""Proof of purchases: what was bought is what the ledger says of each document."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure


def documents_are_posted() -> Check:
    """Each purchase's total left the safe or became a debt to its supplier."""
    rows = fetch(
        "SELECT p.id FROM purchase p LEFT JOIN journal_entry e ON e.origin_kind = 'purchase' AND e.origin_id = p.id"
        " AND e.kind = 'NORMAL' LEFT JOIN posting g ON g.entry_id = e.id AND g.account_id IN (1103, 2101)"
        " GROUP BY p.id HAVING p.total_idr + coalesce(sum(g.amount_idr), 0) <> 0"
    )
    total = fetch_one("SELECT coalesce(sum(total_idr), 0) FROM purchase") or (0,)
    text = _("pembelian {total}, {wrong} tidak cocok").format(total=figure(total[0]), wrong=len(rows))
    return Check(_("Pembelian sama dengan jurnalnya"), text, not rows)


CHECKS = (documents_are_posted,)
