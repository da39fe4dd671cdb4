"""Reads of what sales bring the makers: the one meaning of "untuk keluarga UMKM"."""

from __future__ import annotations

from datetime import date
from typing import Any

from pkkmart.core.db import fetch

OF_SALES = (
    "({0}.kind IN ('SOLD', 'RETURNED') OR {0}.kind = 'ADJUSTED' AND {0}.origin_kind = 'void' AND EXISTS"
    " (SELECT 1 FROM consignment_line r WHERE r.id = {0}.origin_line_id AND r.kind IN ('SOLD', 'RETURNED')))"
)
"""SQL: a sale, a return or a move wrote the consignment line, or the cancellation of one; `{0}` is its alias."""


def shares_by_person(since: date, until: date) -> dict[int, int]:
    """Each maker's shares of what was sold less what was cancelled or came back, rupiah; both days included."""
    return _shares("c.person_id", since, until)


def shares_by_month(since: date, until: date) -> dict[str, int]:
    """The makers' shares of each month that had any (`2026-10` → rupiah), counted as by person."""
    return _shares("substr(c.business_date, 1, 7)", since, until)


def _shares(group: str, since: date, until: date) -> dict[Any, int]:
    return dict(
        fetch(
            f"SELECT {group}, sum(c.amount_idr) FROM consignment_line c WHERE {OF_SALES.format('c')}"
            " AND c.business_date BETWEEN ? AND ? GROUP BY 1 ORDER BY 1",
            (since.isoformat(), until.isoformat()),
        )
    )
