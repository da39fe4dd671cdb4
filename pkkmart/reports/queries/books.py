"""Reads of a month's books: every account's balances and result, at a cost that doesn't grow with age."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from pkkmart.core import clock
from pkkmart.core.db import db, fetch, fetch_one
from pkkmart.core.quantity import times_price
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.months import first_day, last_day, month_before, month_of, months_down, year_before

_IN_FORCE = (
    "c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month"
    " AND r.kind = 'REOPENED' AND r.id > c.id)"
)
"""SQL: the closing `c` holds; a later reopening of its month voids it."""

_TRUE_KIND = "coalesce((SELECT o.kind FROM journal_entry o WHERE o.id = e.reverses_id), e.kind)"
"""SQL: the kind of an entry, a reversal being of the kind it reverses."""


@dataclass(frozen=True, slots=True)
class MonthBalance:
    """An account over a month; rupiah, debit positive.

    `result_idr` is what moved in the month, `year_result_idr` since 1 January, both without CLOSING entries
    (decision 31); opening balances belong to the year but to no month.
    """

    code: int
    name: str
    statement: str
    opening_idr: int
    debit_idr: int
    credit_idr: int
    result_idr: int
    year_result_idr: int

    @property
    def closing_idr(self) -> int:
        return self.opening_idr + self.debit_idr - self.credit_idr


@dataclass(frozen=True, slots=True)
class ConsignedStock:
    """Goods of consignors held at the end of a month, at the selling price: never our inventory."""

    consignors: int
    qty_milli: int
    value_idr: int


@contextmanager
def snapshot() -> Iterator[None]:
    """One state of the books for everything read inside the block, whatever the counter sells meanwhile."""
    with db.atomic():
        yield


def is_closed(month: str) -> bool:
    """Whether a month is locked."""
    closed = closed_through()
    return closed is not None and month <= closed


def report_months() -> list[str]:
    """Every month one can report on, the newest first: from the oldest entry to the running month."""
    row = fetch_one("SELECT min(business_date) FROM journal_entry")
    today = month_of(clock.today())
    return months_down(min(row[0][:7], today) if row and row[0] else today, today)


def balances_at_end(month: str) -> dict[int, int]:
    """Every account at the end of a month, debit positive: the newest closing's stored balances and what came since."""
    base: dict[int, int] = {}
    since = ""
    event = fetch_one(
        f"SELECT c.month, max(c.id) FROM period_event c WHERE c.month <= ? AND {_IN_FORCE}"
        " AND EXISTS (SELECT 1 FROM period_balance b WHERE b.period_event_id = c.id)"
        " GROUP BY c.month ORDER BY c.month DESC LIMIT 1",
        (month,),
    )
    if event:
        since = last_day(event[0]).isoformat()
        base = dict(fetch("SELECT account_id, amount_idr FROM period_balance WHERE period_event_id = ?", (event[1],)))
    for account, amount in fetch(
        "SELECT p.account_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.business_date > ? AND e.business_date <= ? GROUP BY p.account_id",
        (since, last_day(month).isoformat()),
    ):
        base[account] = base.get(account, 0) + amount
    return base


def month_balances(month: str) -> list[MonthBalance]:
    """Every account that ever moved, by code. Raises MonthUnreadable."""
    opening, year_start = balances_at_end(month_before(month)), balances_at_end(year_before(month))
    moved = {
        row[0]: row[1:]
        for row in fetch(
            "SELECT account_id, sum(max(amount_idr, 0)), -sum(min(amount_idr, 0)),"
            " sum(CASE WHEN kind NOT IN ('CLOSING', 'OPENING') THEN amount_idr ELSE 0 END) FROM"
            f" (SELECT p.account_id, p.amount_idr, {_TRUE_KIND} AS kind FROM journal_entry e"
            " JOIN posting p ON p.entry_id = e.id WHERE e.business_date BETWEEN ? AND ?) GROUP BY account_id",
            (first_day(month).isoformat(), last_day(month).isoformat()),
        )
    }
    closings = _year_closings(month)
    rows = []
    for code, name, statement in fetch("SELECT id, name, statement FROM account ORDER BY id"):
        if code in opening or code in moved:
            debit, credit, result = moved.get(code, (0, 0, 0))
            before = opening.get(code, 0)
            year = before + debit - credit - year_start.get(code, 0) - closings.get(code, 0)
            rows.append(MonthBalance(code, name, statement, before, debit, credit, result, year))
    return rows


def _year_closings(month: str) -> dict[int, int]:
    """What CLOSING entries moved this year. They carry the year's result to 3108 or 3109, and are found there."""
    return dict(
        fetch(
            "SELECT p.account_id, sum(p.amount_idr) FROM posting p WHERE p.entry_id IN"
            " (SELECT e.id FROM posting s JOIN journal_entry e ON e.id = s.entry_id"
            f" WHERE s.account_id IN (3108, 3109) AND e.business_date BETWEEN ? AND ? AND {_TRUE_KIND} = 'CLOSING')"
            " GROUP BY p.account_id",
            (f"{first_day(month).year:04d}-01-01", last_day(month).isoformat()),
        )
    )


def consigned_stock(month: str) -> ConsignedStock:
    """What of the consignors' goods was on the shelf at the end of a month, from stock (decision 28)."""
    until = last_day(month)
    after: dict[int, int] = {}
    if until < clock.today():
        after = dict(
            fetch(
                "SELECT product_id, sum(qty_milli) FROM stock_move WHERE business_date > ? GROUP BY product_id",
                (until.isoformat(),),
            )
        )
    owners: set[int] = set()
    pieces = value = 0
    for product, owner, level, price in fetch(
        "SELECT p.id, p.owner_id, sum(s.qty_milli), coalesce((SELECT c.selling_price_idr FROM price_change c"
        " WHERE c.product_id = p.id AND c.recorded_at < ? ORDER BY c.id DESC LIMIT 1),"
        " p.selling_price_idr) FROM product p JOIN stock_level s ON s.product_id = p.id"
        " WHERE p.owner_id IS NOT NULL GROUP BY p.id",
        (clock.to_text(clock.day_begins(until + timedelta(days=1))),),
    ):
        held = level - after.get(product, 0)
        if held > 0:
            owners.add(owner)
            pieces += held
            value += times_price(held, price)
    return ConsignedStock(len(owners), pieces, value)


def as_of(month: str) -> date:
    """The day a month's report speaks of: its last, or today while it runs."""
    return min(last_day(month), clock.today())
