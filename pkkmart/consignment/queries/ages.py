"""Reads of how old a debt to a consignor is, from its documents, since postings don't tell what they undo."""

from __future__ import annotations

from datetime import date

from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import stands

_PAGE = 200

_CAME_BACK = (
    "(SELECT coalesce(-sum(b.share_idr), 0) FROM sale_change_line b JOIN sale_change h ON h.id = b.sale_change_id"
    " WHERE {part} AND b.qty_milli < 0 AND b.fault IS DISTINCT FROM 'SHOP' AND h.business_date <= :until"
    f" AND {stands('sale_change', 'h', until=':until')})"
)
"""SQL: the share of what of a sold line, or of a part corrected to its owner, came back or was another's after all."""

_EARNED = (
    "SELECT c.id, c.business_date, c.recorded_at, c.amount_idr - CASE"
    " WHEN c.origin_kind = 'sale' THEN"
    f" {_CAME_BACK.format(part='b.sale_line_id = c.origin_line_id AND b.source_id IS NULL')}"
    f" WHEN c.origin_kind = 'sale_change' THEN {_CAME_BACK.format(part='b.source_id = c.origin_line_id')} ELSE 0 END"
    " FROM consignment_line c"
    " WHERE c.person_id = :person AND c.id < :before AND c.business_date <= :until"
    " AND c.kind NOT IN ('RETURNED', 'ADJUSTED') AND c.amount_idr > 0"
    f" AND {stands('c.origin_kind', 'c', key='origin_id', until=':until')}"
    f" ORDER BY c.id DESC LIMIT {_PAGE}"
)
"""SQL: what a consignor earned and nothing undid, the newest first."""


def oldest_unpaid(person_id: int, owed_idr: int, until: date | None = None) -> date | None:
    """The day of the oldest share among the newest ones that add up to what is owed; None when nothing was earned.

    Payments pay what was earned first, whatever account it waits in. Cancelling a sale or a replacement takes it out
    on its own day, a cancelled payout or settlement makes nothing young. Years that are long paid are not read: what
    was earned on a day or later was recorded then or later too. `until` tells it as it stood at the end of that day.
    """
    day = "9999-12-31" if until is None else until.isoformat()
    earned: list[tuple[str, int]] = []
    last_id, left, full = 2**62, owed_idr, False
    while not full:
        rows = fetch(_EARNED, {"person": person_id, "before": last_id, "until": day})
        new = [(row[1], row[3]) for row in rows if row[3] > 0]
        earned += new
        left -= sum(share for _day, share in new)
        full = len(rows) < _PAGE
        if left <= 0 and not full:
            begins = clock.day_begins(date.fromisoformat(_reached(earned, owed_idr)))
            full = bool(rows[-1][2] < clock.to_text(begins))
        last_id = rows[-1][0] if rows else 0
    return date.fromisoformat(_reached(earned, owed_idr)) if earned else None


def _reached(earned: list[tuple[str, int]], owed_idr: int) -> str:
    """The day down to which the newest shares add up to an amount, the oldest when they don't."""
    left, reached = owed_idr, ""
    for day, share in sorted(earned, reverse=True):
        left, reached = left - share, day
        if left <= 0:
            break
    return reached
