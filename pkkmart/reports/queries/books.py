"""Reads of a month's books: every account's balances and result, at a cost that doesn't grow with age."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from pkkmart.core import clock
from pkkmart.core.db import db, fetch, fetch_one
from pkkmart.core.quantity import times_price
from pkkmart.ledger.chart import SHU_ACCOUNTS, codes
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.months import (
    first_day,
    last_day,
    month_before,
    month_of,
    months_between,
    same_month_last_year,
    year_before,
)

_IN_FORCE = (
    "c.kind = 'CLOSED' AND NOT EXISTS (SELECT 1 FROM period_event r WHERE r.month = c.month"
    " AND r.kind = 'REOPENED' AND r.id > c.id)"
)
"""SQL: the closing `c` holds; a later reopening of its month voids it."""

TRUE_KIND = "coalesce((SELECT o.kind FROM journal_entry o WHERE o.id = e.reverses_id), e.kind)"
"""SQL: the kind of an entry, a reversal being of the kind it reverses."""


@dataclass(frozen=True, slots=True)
class MonthBalance:
    """An account over a month and the months it is compared with; rupiah, debit positive.

    `opening_idr` and `year_start_idr` are what it stood at when the month before and the year before ended.
    `brought_idr` is what OPENING entries of the month brought; `debit_idr` and `credit_idr` are all else that moved.
    A result is what moved in a month or since 1 January, without CLOSING entries; opening balances
    belong to the year but to no month. `opening_year_…` is the year the month before lies in, told at its end:
    in January that is the whole last year, as `whole_last_year_idr` and `last_year_start_idr` always are.
    """

    code: int
    name: str
    statement: str
    opening_idr: int = 0
    brought_idr: int = 0
    debit_idr: int = 0
    credit_idr: int = 0
    result_idr: int = 0
    last_result_idr: int = 0
    year_result_idr: int = 0
    last_year_result_idr: int = 0
    year_start_idr: int = 0
    opening_year_start_idr: int = 0
    opening_year_result_idr: int = 0
    last_year_start_idr: int = 0
    whole_last_year_idr: int = 0

    @property
    def closing_idr(self) -> int:
        return self.opening_idr + self.brought_idr + self.debit_idr - self.credit_idr


@dataclass(frozen=True, slots=True)
class _Moved:
    """What moved on an account in a month; rupiah."""

    brought_idr: int = 0
    debit_idr: int = 0
    credit_idr: int = 0
    result_idr: int = 0


@dataclass(frozen=True, slots=True)
class ConsignedStock:
    """Goods of consignors on the shelf at the end of a month, at the selling price: never our inventory."""

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
    begun, today = books_begun(), month_of(clock.today())
    return months_between(min(month_of(begun), today) if begun else today, today)[::-1]


def books_begun() -> date | None:
    """The day of the oldest entry, None in empty books."""
    row = fetch_one("SELECT min(business_date) FROM journal_entry")
    return date.fromisoformat(row[0]) if row and row[0] else None


def balances_at_end(month: str) -> dict[int, int]:
    """Every account at the end of a month, debit positive: the newest closing's stored balances and what came since."""
    return balances_at_ends(month)[month]


def balances_at_ends(*months: str) -> dict[str, dict[int, int]]:
    """Every account at the end of each month; one is read on from the other where no closing lies between."""
    found: dict[str, dict[int, int]] = {}
    known, base = "", dict[int, int]()
    for month in sorted(set(months)):
        event = fetch_one(
            f"SELECT c.month, max(c.id) FROM period_event c WHERE c.month <= ? AND {_IN_FORCE}"
            " AND EXISTS (SELECT 1 FROM period_balance b WHERE b.period_event_id = c.id)"
            " GROUP BY c.month ORDER BY c.month DESC LIMIT 1",
            (month,),
        )
        if event and event[0] > known:
            known = event[0]
            base = dict(
                fetch("SELECT account_id, amount_idr FROM period_balance WHERE period_event_id = ?", (event[1],))
            )
        base = _read_on(base, known, month)
        known, found[month] = month, base
    return found


def _read_on(base: dict[int, int], known: str, month: str) -> dict[int, int]:
    """Balances at the end of a month from those of an earlier one, or from none."""
    read = dict(base)
    for account, amount in fetch(
        "SELECT p.account_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.business_date > ? AND e.business_date <= ? GROUP BY p.account_id",
        (last_day(known).isoformat() if known else "", last_day(month).isoformat()),
    ):
        read[account] = read.get(account, 0) + amount
    return read


def month_balances(month: str) -> list[MonthBalance]:
    """Every account that ever moved, by code. Raises MonthUnreadable."""
    before, year_ago = month_before(month), same_month_last_year(month)
    last_start, year_start = month_before(before), year_before(month)
    opening_start, last_year_start = year_before(before), year_before(year_start)
    ends = balances_at_ends(before, last_start, year_start, year_ago, last_year_start)
    moved = _moved(month)
    last_other = _openings_and_closings(before)
    closings = {end: _year_closings(end) for end in {month, before, year_start, year_ago}}
    rows = []
    for code, name, statement in fetch("SELECT id, name, statement FROM account ORDER BY id"):
        if code not in ends[before] and code not in moved:
            continue
        now = moved.get(code, _Moved())
        at = {end: balances.get(code, 0) for end, balances in ends.items()}
        closing = at[before] + now.brought_idr + now.debit_idr - now.credit_idr
        rows.append(
            MonthBalance(
                code=code,
                name=name,
                statement=statement,
                opening_idr=at[before],
                brought_idr=now.brought_idr,
                debit_idr=now.debit_idr,
                credit_idr=now.credit_idr,
                result_idr=now.result_idr,
                last_result_idr=at[before] - at[last_start] - last_other.get(code, 0),
                year_result_idr=closing - at[year_start] - closings[month].get(code, 0),
                last_year_result_idr=at[year_ago] - at[last_year_start] - closings[year_ago].get(code, 0),
                year_start_idr=at[year_start],
                opening_year_start_idr=at[opening_start],
                opening_year_result_idr=at[before] - at[opening_start] - closings[before].get(code, 0),
                last_year_start_idr=at[last_year_start],
                whole_last_year_idr=at[year_start] - at[last_year_start] - closings[year_start].get(code, 0),
            )
        )
    return rows


def _moved(month: str) -> dict[int, _Moved]:
    """What moved in a month, opening balances apart from all else."""
    return {
        row[0]: _Moved(*row[1:])
        for row in fetch(
            "SELECT account_id, sum(CASE WHEN kind = 'OPENING' THEN amount_idr ELSE 0 END),"
            " sum(CASE WHEN kind <> 'OPENING' AND amount_idr > 0 THEN amount_idr ELSE 0 END),"
            " -sum(CASE WHEN kind <> 'OPENING' AND amount_idr < 0 THEN amount_idr ELSE 0 END),"
            " sum(CASE WHEN kind NOT IN ('CLOSING', 'OPENING') THEN amount_idr ELSE 0 END) FROM"
            f" (SELECT p.account_id, p.amount_idr, {TRUE_KIND} AS kind FROM journal_entry e"
            " JOIN posting p ON p.entry_id = e.id WHERE e.business_date BETWEEN ? AND ?) GROUP BY account_id",
            (first_day(month).isoformat(), last_day(month).isoformat()),
        )
    }


def _openings_and_closings(month: str) -> dict[int, int]:
    """What OPENING and CLOSING entries moved in a month: all that is no result of it."""
    return dict(
        fetch(
            "SELECT p.account_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
            f" WHERE e.business_date BETWEEN ? AND ? AND {TRUE_KIND} IN ('OPENING', 'CLOSING') GROUP BY p.account_id",
            (first_day(month).isoformat(), last_day(month).isoformat()),
        )
    )


def _year_closings(month: str) -> dict[int, int]:
    """What CLOSING entries moved this year. They carry the year's result to 3108 or 3109, and are found there."""
    return dict(
        fetch(
            "SELECT p.account_id, sum(p.amount_idr) FROM posting p WHERE p.entry_id IN"
            " (SELECT e.id FROM posting s JOIN journal_entry e ON e.id = s.entry_id"
            f" WHERE s.account_id IN ({codes(*SHU_ACCOUNTS)})"
            f" AND e.business_date BETWEEN ? AND ? AND {TRUE_KIND} = 'CLOSING')"
            " GROUP BY p.account_id",
            (f"{first_day(month).year:04d}-01-01", last_day(month).isoformat()),
        )
    )


def consigned_stock(month: str) -> ConsignedStock:
    """What of the consignors' goods was on the shelf at the end of a month, from stock."""
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
    quantity = value = 0
    for product, owner, level, price in fetch(
        "SELECT p.id, p.owner_id, sum(s.qty_milli), coalesce((SELECT c.selling_price_idr FROM price_change c"
        " WHERE c.product_id = p.id AND c.recorded_at < ? ORDER BY c.id DESC LIMIT 1),"
        " p.selling_price_idr) FROM product p JOIN stock_level s ON s.product_id = p.id"
        " WHERE p.owner_id IS NOT NULL GROUP BY p.id",
        (clock.to_text(clock.day_begins(until + timedelta(days=1))),),
    ):
        qty_milli = level - after.get(product, 0)
        if qty_milli > 0:
            owners.add(owner)
            quantity += qty_milli
            value += times_price(qty_milli, price)
    return ConsignedStock(len(owners), quantity, value)


def as_of(month: str) -> date:
    """The day a month's report speaks of: its last, or today while it runs."""
    return min(last_day(month), clock.today())
