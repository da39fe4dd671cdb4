"""Reads of QRIS on its way to the bank: what is still open of each day, and what of it is for consignors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pkkmart.cashbook.settings import CLEARING_LATE_DAYS
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.money import allocate
from pkkmart.ledger.cancelled import join_cancelling, stands
from pkkmart.ledger.chart import INCOME_CODES, Account, CashFlow


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day of QRIS that is not all in the bank: what is open of it, and all of that day, rupiah.

    Negative where payments were corrected and the shop gave back more QRIS than it received.
    """

    day: date
    open_idr: int
    total_idr: int
    age_days: int

    @property
    def is_late(self) -> bool:
        """Whether the provider's payment is overdue."""
        return self.age_days > CLEARING_LATE_DAYS.get()


WAITING_QRIS: Final = "QRIS"
"""What a Door to the cash book names to open the days of QRIS that wait for the bank."""

_OTHERS = (
    "posting p JOIN journal_entry e ON e.id = p.entry_id"
    f" {join_cancelling('e')}"
    " WHERE coalesce(v.origin_kind, e.origin_kind) <> 'clearing'"
)
"""SQL of all postings but those of the provider's payments and their cancellations."""


_EVER = "9999-12-31"
"""After every day the books can hold."""


def open_clearing(until: date | None = None) -> list[OpenDay]:
    """The days whose QRIS is not all in the bank, the oldest first: the day on 1121, less what was settled.

    A void or a swap of payment counts on its own day, as the books have it. `until` tells it as the books stood at the
    end of that day, ages too; without it now.
    """
    end = until or clock.today()
    last = _EVER if until is None else until.isoformat()
    rows = fetch(
        "SELECT day, sum(brought) - sum(settled), sum(brought) FROM ("
        f"SELECT e.business_date AS day, p.amount_idr AS brought, 0 AS settled FROM {_OTHERS}"
        " AND p.account_id = :account AND e.business_date <= :until"
        " UNION ALL SELECT l.day, 0, l.amount_idr FROM clearing_line l JOIN clearing c ON c.id = l.clearing_id"
        f" WHERE c.business_date <= :until AND {stands('clearing', 'l', key='clearing_id', until=':until')}"
        ") GROUP BY day HAVING sum(brought) <> sum(settled) ORDER BY day",
        {"account": int(Account.CLEARING), "until": last},
    )
    days = ((date.fromisoformat(day), open_idr, total_idr) for day, open_idr, total_idr in rows)
    return [OpenDay(day, open_idr, total_idr, (end - day).days) for day, open_idr, total_idr in days]


def cleared_by(day: date) -> str:
    """The number of the last payment that settled QRIS of a day, "" while none did."""
    row = fetch_one(
        "SELECT max(c.number) FROM clearing c JOIN clearing_line l ON l.clearing_id = c.id WHERE l.day = ?"
        f" AND {stands('clearing', 'c')}",
        (day.isoformat(),),
    )
    return str(row[0]) if row and row[0] else ""


def cleared_days(clearing_id: int) -> list[tuple[date, int]]:
    """The days a payment of the provider settled, each with its rupiah, the oldest first."""
    rows = fetch("SELECT day, amount_idr FROM clearing_line WHERE clearing_id = ? ORDER BY day", (clearing_id,))
    return [(date.fromisoformat(day), amount_idr) for day, amount_idr in rows]


def for_consignors_idr(settled: Mapping[date, int]) -> int:
    """What of the QRIS settled, day by day in rupiah, belongs to consignors: for the cash flow statement.

    Read from the ledger, since sales lie above this room: in a sale's entry it is what is owed to consignors (2102,
    2103) of all it earned. An entry that corrected a payment tells it by the cash flow of the money it moved; an
    entry without either, such as an opening balance, is the shop's own.
    """
    parts = 0
    for day, (total, shared) in _parts_of_consignors(settled).items():
        weights = [abs(total - shared), abs(shared)]
        parts += allocate(settled[day], weights)[1] if any(weights) else 0
    return parts


def _parts_of_consignors(days: Mapping[date, int]) -> dict[date, tuple[int, int]]:
    """By day: all QRIS, and what of it is for consignors; rupiah."""
    marks = ",".join("?" * len(days))
    rows = fetch(
        "SELECT e.business_date, sum(CASE WHEN p.account_id = ? THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.account_id IN (?, ?) THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.account_id BETWEEN ? AND ? THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.cash_flow = ? THEN p.amount_idr ELSE 0 END)"
        f" FROM {_OTHERS} AND e.business_date IN ({marks})"
        " AND EXISTS (SELECT 1 FROM posting q WHERE q.account_id = ? AND q.entry_id = e.id) GROUP BY e.id",
        (
            int(Account.CLEARING),
            int(Account.MEMBER_CONSIGNOR_PAYABLE),
            int(Account.OTHER_CONSIGNOR_PAYABLE),
            INCOME_CODES[0],
            INCOME_CODES[-1],
            CashFlow.FOR_CONSIGNORS.value,
            *(day.isoformat() for day in days),
            int(Account.CLEARING),
        ),
    )
    found: dict[date, tuple[int, int]] = {}
    for day_text, total, owed, earned, tagged in rows:
        day = date.fromisoformat(day_text)
        shared = total * owed // (owed + earned) if owed and owed + earned else tagged
        limited = max(min(shared, total), 0) if total > 0 else min(max(shared, total), 0)
        before = found.get(day, (0, 0))
        found[day] = (before[0] + total, before[1] + limited)
    return found
