"""Where the shop stands this morning, in the few figures a treasurer looks at first. Reads only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.closing.months import first_day, last_day
from pkkmart.core.db import fetch, fetch_one
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
    """What a month's sales brought the makers: rupiah, and how many single makers and groups."""

    total_idr: int
    people: int
    groups: int


def sales_by_day(since: date, until: date) -> dict[date, DaySales]:
    """Sales of each day that had any, both days included."""
    rows = fetch(
        "SELECT business_date, count(*), sum(total_idr) FROM sale s WHERE business_date BETWEEN ? AND ?"
        " AND NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = s.id)"
        " GROUP BY business_date",
        (since.isoformat(), until.isoformat()),
    )
    return {date.fromisoformat(row[0]): DaySales(row[1], row[2]) for row in rows}


def sales_until(day: date, moment: str) -> int:
    """Rupiah sold on a day up to a stored moment, so that a morning is held against a morning."""
    row = fetch_one(
        "SELECT coalesce(sum(total_idr), 0) FROM sale s WHERE business_date = ? AND recorded_at <= ?"
        " AND NOT EXISTS (SELECT 1 FROM voided_document v WHERE v.origin_kind = 'sale' AND v.origin_id = s.id)",
        (day.isoformat(), moment),
    )
    return int(row[0]) if row else 0


def owed_to_consignors() -> Owed:
    """What accounts 2102, 2103 and 1133 say is owed; the oldest part is told first in, first out."""
    rows = fetch(
        "WITH line AS (SELECT p.person_id, e.business_date, p.id, p.amount_idr FROM posting p"
        " JOIN journal_entry e ON e.id = p.entry_id WHERE p.account_id IN (1133, 2102, 2103)),"
        " paid AS (SELECT person_id, sum(max(amount_idr, 0)) AS debit_idr, -sum(amount_idr) AS owed_idr FROM line"
        " GROUP BY person_id HAVING sum(amount_idr) < 0),"
        " earned AS (SELECT person_id, business_date, sum(-amount_idr) OVER"
        " (PARTITION BY person_id ORDER BY business_date, id) AS so_far_idr FROM line WHERE amount_idr < 0)"
        " SELECT paid.person_id, paid.owed_idr, min(earned.business_date) FROM paid LEFT JOIN earned"
        " ON earned.person_id = paid.person_id AND earned.so_far_idr > paid.debit_idr GROUP BY paid.person_id"
    )
    oldest = min((row[2] for row in rows if row[2]), default=None)
    return Owed(sum(row[1] for row in rows), len(rows), date.fromisoformat(oldest) if oldest else None)


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
    """The makers' shares of what was sold in a month, less what came back."""
    rows = fetch(
        "SELECT w.kind = 'GROUP', sum(l.amount_idr) FROM consignment_line l JOIN person w ON w.id = l.person_id"
        " WHERE l.kind IN ('SOLD', 'RETURNED') AND l.business_date BETWEEN ? AND ?"
        " GROUP BY l.person_id HAVING sum(l.amount_idr) > 0",
        (first_day(month).isoformat(), last_day(month).isoformat()),
    )
    groups = sum(bool(row[0]) for row in rows)
    return Families(sum(row[1] for row in rows), len(rows) - groups, groups)


def families_by_month(since: date, until: date) -> dict[str, int]:
    """The makers' shares of each month that had any (`2026-10` → rupiah), both days included."""
    return dict(
        fetch(
            "SELECT substr(business_date, 1, 7), sum(amount_idr) FROM consignment_line"
            " WHERE kind IN ('SOLD', 'RETURNED') AND business_date BETWEEN ? AND ? GROUP BY 1 ORDER BY 1",
            (since.isoformat(), until.isoformat()),
        )
    )


def below_zero() -> int:
    """How many products stand below nothing on the shelf."""
    row = fetch_one("SELECT count(*) FROM stock_level WHERE qty_milli < 0")
    return int(row[0]) if row else 0
