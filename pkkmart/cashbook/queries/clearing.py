"""Reads of QRIS on its way to the bank: what still stands open of each day, and whose money it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pkkmart.cashbook.settings import CLEARING_LATE_DAYS
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.money import allocate
from pkkmart.ledger.cancelled import join_cancelling, stands
from pkkmart.ledger.chart import INCOME_CODES, Account, CashFlow


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day's QRIS the bank has not seen: what is open of it, what was taken that day in all, rupiah.

    Less than nothing where a payment was put right and the shop gave back more QRIS than it took.
    """

    day: date
    open_idr: int
    taken_idr: int
    age_days: int

    @property
    def is_late(self) -> bool:
        """Whether the provider should have paid long ago."""
        return self.age_days > CLEARING_LATE_DAYS.get()


_TAKEN = (
    "posting p JOIN journal_entry e ON e.id = p.entry_id"
    f" {join_cancelling('e')}"
    " WHERE coalesce(v.origin_kind, e.origin_kind) <> 'clearing'"
)
"""Postings but those of a payment of the provider's, and of its cancellation."""


def open_clearing() -> list[OpenDay]:
    """The days whose QRIS is not all in the bank, the oldest first: what 1121 took on the day, less what was settled.

    A void or a swap of payment counts on its own day, as the books have it.
    """
    rows = fetch(
        "SELECT day, sum(taken) - sum(settled), sum(taken) FROM ("
        f"SELECT e.business_date AS day, p.amount_idr AS taken, 0 AS settled FROM {_TAKEN} AND p.account_id = ?"
        " UNION ALL SELECT l.day, 0, l.amount_idr FROM clearing_line l"
        f" WHERE {stands('clearing', 'l', key='clearing_id')}"
        ") GROUP BY day HAVING sum(taken) <> sum(settled) ORDER BY day",
        (int(Account.CLEARING),),
    )
    today = clock.today()
    days = ((date.fromisoformat(day), open_idr, taken_idr) for day, open_idr, taken_idr in rows)
    return [OpenDay(day, open_idr, taken_idr, (today - day).days) for day, open_idr, taken_idr in days]


def cleared_by(day: date) -> str:
    """The number of the last payment that settled QRIS of a day, "" while none did."""
    row = fetch_one(
        "SELECT max(c.number) FROM clearing c JOIN clearing_line l ON l.clearing_id = c.id WHERE l.day = ?"
        f" AND {stands('clearing', 'c')}",
        (day.isoformat(),),
    )
    return str(row[0]) if row and row[0] else ""


def for_consignors_idr(settled: Mapping[date, int]) -> int:
    """What of the QRIS settled, day by day in rupiah, belongs to consignors: for the cash flow statement.

    Read from the ledger, since sales lie above this room: in a sale's entry it is what was owed to its makers
    (2102, 2103) of all it earned. An entry that moved a sale from one tender to another tells it by the tag of the
    money it moved; one that tells nothing, such as an opening balance, is the shop's own.
    """
    parts = 0
    for day, (taken, theirs) in _parts_of_consignors(settled).items():
        weights = [abs(taken - theirs), abs(theirs)]
        parts += allocate(settled[day], weights)[1] if any(weights) else 0
    return parts


def _parts_of_consignors(days: Mapping[date, int]) -> dict[date, tuple[int, int]]:
    """By day: QRIS taken, and what of it is the consignors'."""
    marks = ",".join("?" * len(days))
    rows = fetch(
        "SELECT e.business_date, sum(CASE WHEN p.account_id = ? THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.account_id IN (?, ?) THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.account_id BETWEEN ? AND ? THEN p.amount_idr ELSE 0 END),"
        " -sum(CASE WHEN p.cash_flow = ? THEN p.amount_idr ELSE 0 END)"
        f" FROM {_TAKEN} AND e.business_date IN ({marks})"
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
    for day_text, taken, owed, kept, tagged in rows:
        day = date.fromisoformat(day_text)
        theirs = taken * owed // (owed + kept) if owed and owed + kept else tagged
        limited = max(min(theirs, taken), 0) if taken > 0 else min(max(theirs, taken), 0)
        before = found.get(day, (0, 0))
        found[day] = (before[0] + taken, before[1] + limited)
    return found
