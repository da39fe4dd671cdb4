"""Reads of the books: balances, the trial balance, an entry with its lines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.chart import Account


@dataclass(frozen=True, slots=True)
class TrialRow:
    """An account over a span of days; rupiah, debit positive."""

    code: int
    name: str
    opening_idr: int
    debit_idr: int
    credit_idr: int

    @property
    def closing_idr(self) -> int:
        return self.opening_idr + self.debit_idr - self.credit_idr


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A posting as people read it; rupiah, debit positive."""

    code: int
    account_name: str
    amount_idr: int
    person_id: int | None
    person_name: str
    cash_flow: str | None


def closed_through() -> str | None:
    """The last closed month (`2026-10`), None while no month is closed."""
    row = fetch_one(
        "SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS"
        " (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)"
    )
    return row[0] if row else None


def balance_idr(account: Account, person_id: int | None = None, until: date | None = None) -> int:
    """The balance of an account (of one person where told), debit positive, up to and including a day."""
    sql = "SELECT coalesce(sum(p.amount_idr), 0) FROM posting p"
    where, params = ["p.account_id = ?"], [int(account)]
    if until is not None:
        sql += " JOIN journal_entry e ON e.id = p.entry_id"
        where.append("e.business_date <= ?")
        params.append(until.isoformat())  # type: ignore[arg-type]
    if person_id is not None:
        where.append("p.person_id = ?")
        params.append(person_id)
    row = fetch_one(f"{sql} WHERE {' AND '.join(where)}", params)
    return int(row[0]) if row else 0


def balances_by_person(*accounts: Account) -> dict[int, int]:
    """The balance of each person over some accounts, debit positive, zeros left out."""
    marks = ",".join("?" * len(accounts))
    rows = fetch(
        f"SELECT person_id, sum(amount_idr) FROM posting WHERE account_id IN ({marks}) AND person_id IS NOT NULL"
        " GROUP BY person_id HAVING sum(amount_idr) <> 0",
        [int(account) for account in accounts],
    )
    return {row[0]: row[1] for row in rows}


def trial_balance(since: date, until: date) -> list[TrialRow]:
    """Every account that moved or carries a balance: opening before `since`, turnover to `until` inclusive."""
    rows = fetch(
        "SELECT a.id, a.name, coalesce(sum(CASE WHEN e.business_date < :since THEN p.amount_idr END), 0),"
        " coalesce(sum(CASE WHEN e.business_date >= :since AND p.amount_idr > 0 THEN p.amount_idr END), 0),"
        " -coalesce(sum(CASE WHEN e.business_date >= :since AND p.amount_idr < 0 THEN p.amount_idr END), 0)"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id JOIN account a ON a.id = p.account_id"
        " WHERE e.business_date <= :until GROUP BY a.id ORDER BY a.id",
        {"since": since.isoformat(), "until": until.isoformat()},
    )
    return [TrialRow(*row) for row in rows]


def entry_lines(entry_id: int) -> list[EntryLine]:
    """The lines of one entry in their order."""
    rows = fetch(
        "SELECT p.account_id, a.name, p.amount_idr, p.person_id, coalesce(w.name, ''), p.cash_flow FROM posting p"
        " JOIN account a ON a.id = p.account_id LEFT JOIN person w ON w.id = p.person_id"
        " WHERE p.entry_id = ? ORDER BY p.line_no",
        (entry_id,),
    )
    return [EntryLine(*row) for row in rows]


def voided(kind: str) -> dict[int, str]:
    """The cancelled documents of a kind: id → number of the cancellation."""
    return dict(fetch("SELECT origin_id, number FROM voided_document WHERE origin_kind = ?", (kind,)))


def is_voided(kind: str, document_id: int) -> bool:
    """Whether a document was cancelled."""
    return (
        fetch_one("SELECT 1 FROM voided_document WHERE origin_kind = ? AND origin_id = ?", (kind, document_id))
        is not None
    )


def entries_of(origin_kind: str, origin_id: int) -> list[int]:
    """The entries a document made, oldest first."""
    rows = fetch(
        "SELECT id FROM journal_entry WHERE origin_kind = ? AND origin_id = ? ORDER BY id", (origin_kind, origin_id)
    )
    return [int(row[0]) for row in rows]
