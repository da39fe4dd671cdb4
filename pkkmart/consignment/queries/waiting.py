"""Reads of what waits for a consignor's next settlement."""

from __future__ import annotations

from pkkmart.core.db import fetch_one


def waiting_idr(person_id: int, account_id: int) -> int:
    """What of hers lies on one account in no settlement, rupiah."""
    row = fetch_one(
        "SELECT coalesce(sum(c.amount_idr), 0) FROM consignment_line c WHERE c.person_id = ? AND c.account_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM settlement_line s WHERE s.consignment_line_id = c.id)",
        (person_id, int(account_id)),
    )
    return int(row[0]) if row else 0
