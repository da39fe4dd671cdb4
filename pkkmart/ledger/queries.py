"""Reads of the books: balances, the trial balance, an entry with its lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.check import NAMED, first_of
from pkkmart.core.db import fetch, fetch_one, tables_with
from pkkmart.core.i18n import _
from pkkmart.ledger.cancelled import cancelled_by, join_cancelling, stands
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


def opened_on() -> date | None:
    """The day of the opening balances that stand, None without any; what was booked directly as one does not count."""
    row = fetch_one(f"SELECT max(o.business_date) FROM opening o WHERE {stands('opening', 'o')}")
    return date.fromisoformat(row[0]) if row and row[0] else None


def recorded_since() -> date:
    """The day the first entry was recorded, whatever day it bears; today while the books are empty."""
    row = fetch_one("SELECT recorded_at FROM journal_entry ORDER BY id LIMIT 1")
    return clock.local(clock.from_text(row[0])).date() if row else clock.today()


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


def balances_by_person(*accounts: Account, until: date | None = None) -> dict[int, int]:
    """The balance of each person over some accounts, debit positive, zeros left out; up to and including a day."""
    marks, params = ",".join("?" * len(accounts)), [int(account) for account in accounts]
    dated = ""
    if until is not None:
        dated = "AND p.entry_id IN (SELECT id FROM journal_entry WHERE business_date <= ?)"
        params.append(until.isoformat())  # type: ignore[arg-type]
    rows = fetch(
        f"SELECT p.person_id, sum(p.amount_idr) FROM posting p WHERE p.account_id IN ({marks})"
        f" AND p.person_id IS NOT NULL {dated} GROUP BY p.person_id HAVING sum(p.amount_idr) <> 0",
        params,
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


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An entry as the journal lists it; rupiah of one side.

    `origin_kind` and `origin_id` name the document to open: for a cancellation, what it cancelled. `number` is
    the entry's own paper ("" where it has none), `cancels` the number of the paper it takes back, `undoes`
    whether it takes one back at all; `cancelled_by` the number of the cancellation that took this one back, or "".
    """

    id: int
    business_date: date
    kind: str
    origin_kind: str
    origin_id: int
    number: str
    undoes: bool
    cancels: str
    cancelled_by: str
    user_name: str
    total_idr: int


def _numbered_tables() -> list[str]:
    """The tables of documents: origin kinds are table names, and papers have a number."""
    return [name for name in tables_with("number", "business_date") if name != "voided_document"]


def numbers_with_gap() -> list[str]:
    """The series of papers that miss a number, by kind and year, such as `PM-26-`."""
    tables = [*_numbered_tables(), "voided_document"]
    union = " UNION ALL ".join(f'SELECT number FROM "{table}"' for table in tables)
    rows = fetch(
        f"SELECT substr(number, 1, 6) FROM ({union}) GROUP BY substr(number, 1, 6)"
        " HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER)) ORDER BY 1"
    )
    return [row[0] for row in rows]


def document_numbers(documents: Iterable[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """The numbers of documents given by kind and id; one without a number is left out."""
    tables = set(_numbered_tables())
    wanted: dict[str, set[int]] = {}
    for kind, document_id in documents:
        table = "voided_document" if kind == "void" else kind
        if table in tables or kind == "void":
            wanted.setdefault(kind, set()).add(document_id)
    found: dict[tuple[str, int], str] = {}
    for kind, ids in wanted.items():
        table = "voided_document" if kind == "void" else kind
        marks = ",".join("?" * len(ids))
        rows = fetch(f'SELECT id, number FROM "{table}" WHERE id IN ({marks})', sorted(ids))
        found.update(((kind, row[0]), str(row[1])) for row in rows)
    return found


def document_name(kind: str, document_id: int) -> str:
    """A document's number, or "Dokumen ini" for one without: its name in a sentence that refuses something."""
    return document_numbers([(kind, document_id)]).get((kind, document_id), _("Dokumen ini"))


def first_documents(documents: Iterable[tuple[str, int]]) -> str:
    """The end of a figure that names the first wrong documents, given by kind and id; "" where there is none."""
    wrong = sorted(set(documents))[: NAMED + 1]
    numbers = document_numbers(wrong)
    return first_of([numbers.get(one) or f"{one[0]} {one[1]}" for one in wrong])


def dated(kind: str, document_id: int) -> date | None:
    """The day a document bears; None where it is no paper of its own (a shift, an entry booked directly)."""
    if kind not in _numbered_tables():
        return None
    row = fetch_one(f'SELECT business_date FROM "{kind}" WHERE id = ?', (document_id,))
    return date.fromisoformat(row[0]) if row else None


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _matching(text: str) -> tuple[str, dict[str, object]]:
    """The condition on entries `e` that a searched text sets: number, memo, person, account, amount.

    What is small is looked up first, so that each entry is asked little: a text nobody wrote is not found in a
    million postings in the time a person notices.
    """
    params: dict[str, object] = {"like": f"%{_escaped(text)}%", "number": -1}
    digits = text.replace(".", "").removeprefix("Rp").strip()
    if digits.isdigit() and len(digits) <= 15:
        params["number"] = int(digits)
    like = "LIKE :like ESCAPE '\\'"
    papers = " ".join(
        f"WHEN '{kind}' THEN e.origin_id IN (SELECT d.id FROM \"{table}\" d WHERE d.number {like})"
        for kind, table in [*((name, name) for name in _numbered_tables()), ("void", "voided_document")]
    )
    ways = [
        f"e.memo {like}",
        f"CASE e.origin_kind {papers} ELSE 0 END",
        "e.id IN (SELECT p.entry_id FROM posting p WHERE p.person_id IN"
        f" (SELECT w.id FROM person w WHERE w.name {like} OR w.trade_name {like}))",
    ]
    accounts = fetch(f"SELECT id FROM account WHERE id = :number OR name {like}", params)
    if accounts:
        codes = ",".join(str(row[0]) for row in accounts)
        ways.append(f"EXISTS (SELECT 1 FROM posting p WHERE p.account_id IN ({codes}) AND p.entry_id = e.id)")
    if params["number"] != -1:
        ways.append(
            "EXISTS (SELECT 1 FROM posting p WHERE p.entry_id = e.id AND abs(p.amount_idr) = :number) OR (SELECT"
            " sum(p.amount_idr) FROM posting p WHERE p.entry_id = e.id AND p.amount_idr > 0) = :number"
        )
    condition = f"({' OR '.join(ways)})"
    return condition, params


def journal(text: str = "", since: date | None = None, until: date | None = None, limit: int = 200) -> list[JournalRow]:
    """The entries of a span of days that hold a text, the newest first, at most `limit`.

    Searched are the number of the paper, the memo, a person's name, an account's code or name, and an amount
    (a line's, or the entry's total).
    """
    where = ["1"]
    params: dict[str, object] = {}
    if text.strip():
        condition, params = _matching(text.strip())
        where.append(condition)
    if since is not None:
        where.append("e.business_date >= :since")
    if until is not None:
        where.append("e.business_date <= :until")
    params |= {"since": since and since.isoformat(), "until": until and until.isoformat(), "limit": limit}
    rows = fetch(
        "SELECT e.id, e.business_date, e.kind, e.origin_kind, e.origin_id, v.origin_kind, v.origin_id,"
        f" {cancelled_by('e.origin_kind', 'e', key='origin_id')}, coalesce(u.name, ''),"
        " (SELECT sum(p.amount_idr) FROM posting p WHERE p.entry_id = e.id AND p.amount_idr > 0), e.memo"
        f" FROM journal_entry e {join_cancelling('e')}"
        f" LEFT JOIN app_user u ON u.id = e.user_id WHERE {' AND '.join(where)}"
        " ORDER BY e.business_date DESC, e.id DESC LIMIT :limit",
        params,
    )
    numbers = document_numbers([*((row[3], row[4]) for row in rows), *((row[5], row[6]) for row in rows if row[5])])
    return [
        JournalRow(
            row[0],
            date.fromisoformat(row[1]),
            row[2],
            row[5] or row[3],
            row[6] if row[5] else row[4],
            numbers.get((row[3], row[4]), row[10]),
            row[5] is not None,
            numbers.get((row[5], row[6]), "") if row[5] else "",
            row[7],
            row[8],
            row[9],
        )
        for row in rows
    ]
