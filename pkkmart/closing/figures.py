"""Figures of the shop this morning: sales, cash, what consignors are owed. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.queries.ages import oldest_unpaid
from pkkmart.consignment.queries.shares import shares_by_person
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import CONSIGNOR_ACCOUNTS
from pkkmart.ledger.queries import balances_by_person
from pkkmart.reports.months import first_day, last_day
from pkkmart.till.places import CashPlace


@dataclass(frozen=True, slots=True)
class DaySales:
    """Receipts of a day and their rupiah; cancelled ones are left out."""

    receipts: int = 0
    total_idr: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """What the shop owes consignors: rupiah, how many of them, the day of the oldest part still owed."""

    total_idr: int
    people: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class Families:
    """What a month's sales brought consignors: rupiah, and how many single consignors and groups."""

    total_idr: int
    people: int
    groups: int


_NET_SALES = (
    "SELECT business_date AS day, recorded_at, 1 AS receipts, total_idr FROM sale s"
    f" WHERE {stands('sale', 's')} UNION ALL SELECT business_date, recorded_at, 0, total_idr FROM sale_change c"
    f" WHERE {stands('sale_change', 'c')} AND c.total_idr <> 0"
)
"""SQL: sales that stand, and returns on the day they came."""


def sales_by_day(since: date, until: date) -> dict[date, DaySales]:
    """Sales of each day that had any, less returns, both days included."""
    rows = fetch(
        f"SELECT day, sum(receipts), sum(total_idr) FROM ({_NET_SALES}) WHERE day BETWEEN ? AND ? GROUP BY day",
        (since.isoformat(), until.isoformat()),
    )
    return {date.fromisoformat(row[0]): DaySales(row[1], row[2]) for row in rows}


def sales_until(day: date, moment: str) -> int:
    """Rupiah sold on a day up to a stored moment, so that a morning is compared with a morning."""
    row = fetch_one(
        f"SELECT coalesce(sum(total_idr), 0) FROM ({_NET_SALES}) WHERE day = ? AND recorded_at <= ?",
        (day.isoformat(), moment),
    )
    return int(row[0]) if row else 0


def owed_to_consignors() -> Owed:
    """What accounts 2102, 2103 and 1133 say is owed; the documents tell its oldest part, first in, first out."""
    balances = balances_by_person(*CONSIGNOR_ACCOUNTS)
    owed = {person: -balance for person, balance in balances.items() if balance < 0}
    days = [day for person, amount in owed.items() if (day := oldest_unpaid(person, amount)) is not None]
    return Owed(sum(owed.values()), len(owed), min(days, default=None))


def cash_at(until: date | None = None) -> dict[CashPlace, int]:
    """What the books say lies in each place, rupiah, up to and including a day (now unless told)."""
    accounts = [int(place.account) for place in CashPlace]
    marks = ",".join("?" * len(accounts))
    if until is None:
        sql, params = f"SELECT account_id, sum(amount_idr) FROM posting WHERE account_id IN ({marks})", accounts
    else:
        sql = (
            "SELECT p.account_id, sum(p.amount_idr) FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
            f" WHERE p.account_id IN ({marks}) AND e.business_date <= ?"
        )
        params = [*accounts, until.isoformat()]  # type: ignore[list-item]
    sums = dict(fetch(f"{sql} GROUP BY 1", params))
    return {place: sums.get(int(place.account), 0) for place in CashPlace}


def for_families(month: str) -> Families:
    """The consignors' shares of a month's sales, less cancellations and returns; whoever got some counts."""
    shares = shares_by_person(first_day(month), last_day(month))
    groups = {row[0] for row in fetch("SELECT id FROM person WHERE kind = 'GROUP'")}
    got = [person for person, share in shares.items() if share > 0]
    together = sum(person in groups for person in got)
    return Families(sum(shares.values()), len(got) - together, together)


def below_zero() -> int:
    """How many products have a stock below zero."""
    row = fetch_one("SELECT count(*) FROM stock_level WHERE qty_milli < 0")
    return int(row[0]) if row else 0
