"""Reads of the books' calendar: what is closed, what comes next, the balances a closing stored."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.months import first_day, last_day, month_of, months_between, next_month


@dataclass(frozen=True, slots=True)
class PeriodMark:
    """A closing or a reopening, as the page tells its history."""

    id: int
    month: str
    kind: str
    recorded_at: str
    user_name: str
    reason: str


def closings_in_force() -> dict[str, int]:
    """Every closed month with the event that keeps it closed, oldest first."""
    return dict(
        fetch(
            "SELECT c.month, max(c.id) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS"
            " (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)"
            " GROUP BY c.month ORDER BY c.month"
        )
    )


def stored_balances(event_id: int) -> dict[int, int]:
    """What a closing stored: account code → rupiah, debit positive; empty for a closing of an older version."""
    return dict(
        fetch("SELECT account_id, amount_idr FROM period_balance WHERE period_event_id = ? ORDER BY 1", (event_id,))
    )


def balances_sha256(balances: dict[int, int]) -> str:
    """What the audit keeps of the balances a closing stored, so that a changed one shows."""
    text = ";".join(f"{account},{amount}" for account, amount in sorted(balances.items()))
    return hashlib.sha256(text.encode()).hexdigest()


def balances_at(month: str) -> dict[int, int]:
    """Every account that ever moved, at the end of a month: the last closing before it and what came since."""
    base: dict[int, int] = {}
    since = ""
    for closed, event_id in closings_in_force().items():
        if closed < month and (stored := stored_balances(event_id)):
            base, since = stored, last_day(closed).isoformat()
    for account, amount in fetch(
        "SELECT p.account_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.business_date > ? AND e.business_date <= ? GROUP BY p.account_id",
        (since, last_day(month).isoformat()),
    ):
        base[account] = base.get(account, 0) + amount
    return dict(sorted(base.items()))


def first_month() -> str | None:
    """The month of the oldest entry, None in empty books."""
    row = fetch_one("SELECT min(business_date) FROM journal_entry")
    return row[0][:7] if row and row[0] else None


def next_to_close() -> str | None:
    """The oldest month that is not closed and has entries on or after it, None in empty books.

    It may be the running month; then it is not over yet.
    """
    closed, first = closed_through(), first_month()
    if first is None:
        return None
    return first if closed is None else max(first, next_month(closed))


def open_months() -> list[str]:
    """Every month from the oldest open one to the running one, oldest first."""
    first = next_to_close()
    today = month_of(clock.today())
    return months_between(first, today) if first else [today]


def unclosed_before(month: str) -> list[str]:
    """The open months with entries before a month, oldest first."""
    return [
        row[0]
        for row in fetch(
            "SELECT DISTINCT substr(business_date, 1, 7) FROM journal_entry WHERE business_date < ?"
            " AND substr(business_date, 1, 7) > ? ORDER BY 1",
            (first_day(month).isoformat(), closed_through() or ""),
        )
    ]


def history(limit: int = 24) -> list[PeriodMark]:
    """The newest closings and reopenings first."""
    rows = fetch(
        "SELECT e.id, e.month, e.kind, e.recorded_at, coalesce(u.name, ''), e.reason FROM period_event e"
        " LEFT JOIN app_user u ON u.id = e.user_id ORDER BY e.id DESC LIMIT ?",
        (limit,),
    )
    return [PeriodMark(*row) for row in rows]
