"""Reads of what sales bring the consignors: what every screen and report calls "untuk keluarga UMKM"."""

from __future__ import annotations

from datetime import date
from typing import Any

from pkkmart.core.db import fetch
from pkkmart.ledger.cancelled import join_cancelled

OF_SALES = (
    "({0}.kind IN ('SOLD', 'RETURNED') OR {0}.kind = 'ADJUSTED' AND {0}.origin_kind = 'void' AND EXISTS"
    " (SELECT 1 FROM consignment_line r WHERE r.id = {0}.origin_line_id AND r.kind IN ('SOLD', 'RETURNED')))"
)
"""SQL: a sale, a return or a move wrote the consignment line, or the cancellation of one; `{0}` is its alias."""


_SPOILT = (
    "SELECT b.owner_id, {day}, {sign} b.share_idr FROM sale_change_line b JOIN sale_change h"
    " ON h.id = b.sale_change_id {void} WHERE b.fault = 'SHOP'"
)
"""SQL: shares the consignor keeps of goods that came back spoilt by the shop: they pay a loss, no sale."""

_SHARES = (
    "SELECT c.person_id, c.business_date AS day, c.amount_idr AS share_idr FROM consignment_line c"
    f" WHERE {OF_SALES.format('c')} UNION ALL {_SPOILT.format(day='h.business_date', sign='', void='')} UNION ALL "
    + _SPOILT.format(
        day="v.business_date",
        sign="-",
        void=join_cancelled("sale_change", "h"),
    )
)
"""SQL: consignor, day and rupiah, one row a change; what Rekap Titipan sums to "hak penitip"."""


def shares_by_person(since: date, until: date) -> dict[int, int]:
    """Each consignor's shares of what was sold less what was cancelled or came back, rupiah; both days included."""
    return _shares("person_id", since, until)


def shares_by_month(since: date, until: date) -> dict[str, int]:
    """The consignors' shares of each month that had any (`2026-10` → rupiah), counted as by person."""
    return _shares("substr(day, 1, 7)", since, until)


def _shares(group: str, since: date, until: date) -> dict[Any, int]:
    return dict(
        fetch(
            f"SELECT {group}, sum(share_idr) FROM ({_SHARES}) WHERE day BETWEEN ? AND ? GROUP BY 1 ORDER BY 1",
            (since.isoformat(), until.isoformat()),
        )
    )
