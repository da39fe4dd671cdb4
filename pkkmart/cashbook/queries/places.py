"""Reads of the cash book: the balance of each place, what moved there, and by which document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, join_cancelling, stands
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, document_numbers
from pkkmart.till.places import CashPlace


@dataclass(frozen=True, slots=True)
class PlaceBalance:
    """The balance of a place by the books, rupiah."""

    place: CashPlace
    balance_idr: int


@dataclass(frozen=True, slots=True)
class CashDocument:
    """An expense, a hand-over, or QRIS that reached the bank (`clearing`).

    `place` is where the money left, of QRIS where it came in; `to_place` where it went (hand-overs only).

    `account` is an expense's; `cancelled_by` the number of its cancellation, "" while it stands; `user` who wrote it.
    """

    kind: str
    id: int
    number: str
    business_date: date
    place: CashPlace
    to_place: CashPlace | None
    account: Account | None
    amount_idr: int
    payee: str
    note: str
    cancelled_by: str
    user: str


@dataclass(frozen=True, slots=True)
class ClearedDays:
    """The first and the last day of QRIS a payment settled, and the fee, rupiah."""

    first: date
    last: date
    fee_idr: int


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry did to a place: rupiah in (+) or out (-), and the balance after it.

    `origin_kind` and `origin_id` name the document; of a cancellation (`cancels`) they name what was cancelled,
    and so does `original`, its number.
    `account` is an expense's, `places` a hand-over's two, `cleared` the days of QRIS; `about` is who was paid and the
    note, or the one person an entry of another room names.
    """

    entry_id: int
    business_date: date
    number: str
    origin_kind: str
    origin_id: int
    original: str
    cancels: bool
    cancelled: bool
    account: Account | None
    places: tuple[CashPlace, CashPlace] | None
    cleared: ClearedDays | None
    about: str
    amount_idr: int
    balance_idr: int


def place_balance_idr(place: CashPlace) -> int:
    """The balance of a place by the books, rupiah."""
    return balance_idr(place.account)


def place_balances() -> list[PlaceBalance]:
    """Every place with its balance, in the order money travels."""
    codes = ",".join(str(int(place.account)) for place in CashPlace)
    sums = dict(fetch(f"SELECT account_id, sum(amount_idr) FROM posting WHERE account_id IN ({codes}) GROUP BY 1"))
    return [PlaceBalance(place, int(sums.get(int(place.account), 0))) for place in CashPlace]


_DOCUMENTS = (
    "SELECT d.kind, d.id, d.number, d.business_date, d.place, d.to_place, d.account_id, d.amount_idr, d.payee, d.note,"
    " coalesce(v.number, ''), u.name FROM (SELECT 'expense' AS kind, id, number, business_date, place,"
    " NULL AS to_place, account_id, amount_idr, payee, note, recorded_at, user_id FROM expense UNION ALL"
    " SELECT 'transfer', id, number, business_date, from_place, to_place, NULL, amount_idr, '', note, recorded_at,"
    " user_id FROM transfer UNION ALL SELECT 'clearing', id, number, business_date, 'BANK', NULL, NULL, received_idr,"
    " '', note, recorded_at, user_id FROM clearing) d LEFT JOIN app_user u ON u.id = d.user_id"
    f" {join_cancellation('d.kind', 'd')}"
)


def document(kind: str, document_id: int) -> CashDocument:
    """One `expense`, `transfer` or `clearing`; LookupError when there is none."""
    row = fetch_one(f"{_DOCUMENTS} WHERE d.kind = ? AND d.id = ?", (kind, document_id))
    if row is None:
        raise LookupError(f"no {kind} {document_id}")
    return _document(row)


def recent_documents(limit: int = 50) -> list[CashDocument]:
    """Expenses, hand-overs and QRIS that reached the bank, the newest first."""
    return [_document(row) for row in fetch(f"{_DOCUMENTS} ORDER BY d.recorded_at DESC, d.id DESC LIMIT ?", (limit,))]


def _document(row: tuple[object, ...]) -> CashDocument:
    kind, document_id, number, day, place, to_place, account, amount, payee, note, void, user = row
    return CashDocument(
        str(kind),
        int(str(document_id)),
        str(number),
        date.fromisoformat(str(day)),
        CashPlace(str(place)),
        CashPlace(str(to_place)) if to_place else None,
        Account(int(str(account))) if account else None,
        int(str(amount)),
        str(payee),
        str(note),
        str(void),
        str(user or ""),
    )


_MOVEMENTS = (
    "SELECT e.id, e.business_date, e.origin_kind, e.origin_id, v.origin_kind, v.origin_id,"
    f" NOT {stands('e.origin_kind', 'e', key='origin_id')},"
    " d.account_id, t.from_place, t.to_place, c.fee_idr,"
    " (SELECT min(l.day) FROM clearing_line l WHERE l.clearing_id = c.id),"
    " (SELECT max(l.day) FROM clearing_line l WHERE l.clearing_id = c.id),"
    " coalesce(d.payee, ''), coalesce(d.note, t.note, c.note, ''),"
    " coalesce((SELECT CASE WHEN count(DISTINCT q.person_id) = 1 THEN max(w.name) END"
    " FROM posting q JOIN person w ON w.id = q.person_id WHERE q.entry_id = e.id), ''),"
    " (SELECT sum(p.amount_idr) FROM posting p WHERE p.account_id = :account AND p.entry_id = e.id)"
    " FROM journal_entry e"
    f" {join_cancelling('e')}"
    " LEFT JOIN expense d ON coalesce(v.origin_kind, e.origin_kind) = 'expense'"
    " AND d.id = coalesce(v.origin_id, e.origin_id)"
    " LEFT JOIN transfer t ON coalesce(v.origin_kind, e.origin_kind) = 'transfer'"
    " AND t.id = coalesce(v.origin_id, e.origin_id)"
    " LEFT JOIN clearing c ON coalesce(v.origin_kind, e.origin_kind) = 'clearing'"
    " AND c.id = coalesce(v.origin_id, e.origin_id)"
    " WHERE EXISTS (SELECT 1 FROM posting p WHERE p.account_id = :account AND p.entry_id = e.id)"
    " AND e.business_date <= :until"
    " ORDER BY e.business_date DESC, e.id DESC LIMIT :limit"
)


def _moved_after_idr(place: CashPlace, day: date) -> int:
    """What came (+) and went (-) after a day; only the days since are read, not the years before."""
    row = fetch_one(
        "SELECT coalesce(sum(p.amount_idr), 0) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.business_date > ? AND p.account_id = ?",
        (day.isoformat(), int(place.account)),
    )
    return int(row[0]) if row else 0


def cash_book(place: CashPlace, limit: int = 200, until: date | None = None) -> list[Movement]:
    """The movements of a place with its running balance, the newest first, up to and including `until`."""
    last = (until or date.max).isoformat()
    rows = fetch(_MOVEMENTS, {"account": int(place.account), "limit": limit, "until": last})
    numbers = document_numbers([*((row[2], row[3]) for row in rows), *((row[4], row[5]) for row in rows if row[4])])
    balance, found = place_balance_idr(place) - (_moved_after_idr(place, until) if until else 0), []
    for entry_id, day, kind, origin_id, voided_kind, voided_id, cancelled, account, source, target, *rest in rows:
        fee, first, last_day, payee, note, person, amount = rest
        found.append(
            Movement(
                entry_id,
                date.fromisoformat(day),
                numbers.get((kind, origin_id), ""),
                voided_kind or kind,
                voided_id or origin_id,
                numbers.get((voided_kind or kind, voided_id or origin_id), ""),
                voided_kind is not None,
                bool(cancelled),
                Account(account) if account else None,
                (CashPlace(source), CashPlace(target)) if source else None,
                ClearedDays(date.fromisoformat(first), date.fromisoformat(last_day), fee) if first else None,
                " · ".join(part for part in (payee, note) if part) or person,
                amount,
                balance,
            )
        )
        balance -= amount
    return found


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """What a shift did to the cash, rupiah. While it is open, `closed_at` is "" and the figures of its end are 0."""

    id: int
    cashier: str
    business_date: date
    opened_at: str
    opening_float_idr: int
    closed_at: str
    expected_idr: int
    counted_idr: int
    difference_idr: int
    handed_over_idr: int
    float_left_idr: int
    reason: str


def shift_facts(shift_id: int) -> ShiftFacts:
    """One shift, open or closed; `counted_idr` is the last count. LookupError when there is none."""
    row = fetch_one(
        "SELECT s.id, u.name, s.business_date, s.opened_at, s.opening_float_idr, coalesce(c.closed_at, ''),"
        " coalesce(c.expected_idr, 0), coalesce(c.recounted_idr, c.counted_idr, 0), coalesce(c.difference_idr, 0),"
        " coalesce(c.handed_over_idr, 0), coalesce(c.float_left_idr, 0), coalesce(c.reason, '')"
        " FROM shift s JOIN app_user u ON u.id = s.user_id LEFT JOIN shift_close c ON c.shift_id = s.id WHERE s.id = ?",
        (shift_id,),
    )
    if row is None:
        raise LookupError(f"no shift {shift_id}")
    number, cashier, day, *rest = row
    return ShiftFacts(number, cashier, date.fromisoformat(day), *rest)


def largest_expense_idr(account: Account, since: date) -> int:
    """The largest standing cost of a kind from a day on, 0 while there is none; rupiah."""
    ((largest,),) = fetch(
        "SELECT coalesce(max(x.amount_idr), 0) FROM expense x WHERE x.account_id = ? AND x.business_date >= ?"
        f" AND {stands('expense', 'x')}",
        (int(account), since.isoformat()),
    )
    return int(largest)
