"""Reads of the cash book: what lies where, what moved there, and by which document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.till.places import CashPlace


@dataclass(frozen=True, slots=True)
class PlaceBalance:
    """What lies in a place by the books, rupiah."""

    place: CashPlace
    balance_idr: int


@dataclass(frozen=True, slots=True)
class CashDocument:
    """An expense or a hand-over. `place` is where the money left, `to_place` where it went (hand-overs only).

    `account` is an expense's; `cancelled_by` the number of its cancellation, "" while it holds.
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


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry did to a place: rupiah in (+) or out (-), and what lay there after it.

    `origin_kind` and `origin_id` name the document; of a cancellation (`cancels`) they name what was cancelled.
    """

    entry_id: int
    business_date: date
    number: str
    origin_kind: str
    origin_id: int
    cancels: bool
    cancelled: bool
    amount_idr: int
    balance_idr: int


def place_balance_idr(place: CashPlace) -> int:
    """What lies in a place by the books, rupiah."""
    return balance_idr(place.account)


def place_balances() -> list[PlaceBalance]:
    """Every place with what lies there, in the order money travels."""
    codes = ",".join(str(int(place.account)) for place in CashPlace)
    sums = dict(fetch(f"SELECT account_id, sum(amount_idr) FROM posting WHERE account_id IN ({codes}) GROUP BY 1"))
    return [PlaceBalance(place, int(sums.get(int(place.account), 0))) for place in CashPlace]


_DOCUMENTS = (
    "SELECT d.kind, d.id, d.number, d.business_date, d.place, d.to_place, d.account_id, d.amount_idr, d.payee, d.note,"
    " coalesce(v.number, '') FROM (SELECT 'expense' AS kind, id, number, business_date, place, NULL AS to_place,"
    " account_id, amount_idr, payee, note, recorded_at FROM expense UNION ALL SELECT 'transfer', id, number,"
    " business_date, from_place, to_place, NULL, amount_idr, '', note, recorded_at FROM transfer) d"
    " LEFT JOIN voided_document v ON v.origin_kind = d.kind AND v.origin_id = d.id"
)


def document(kind: str, document_id: int) -> CashDocument:
    """One `expense` or `transfer`; LookupError when there is none."""
    row = fetch_one(f"{_DOCUMENTS} WHERE d.kind = ? AND d.id = ?", (kind, document_id))
    if row is None:
        raise LookupError(f"no {kind} {document_id}")
    return _document(row)


def recent_documents(limit: int = 50) -> list[CashDocument]:
    """Expenses and hand-overs, the newest first."""
    return [_document(row) for row in fetch(f"{_DOCUMENTS} ORDER BY d.recorded_at DESC, d.id DESC LIMIT ?", (limit,))]


def _document(row: tuple[object, ...]) -> CashDocument:
    kind, document_id, number, day, place, to_place, account, amount, payee, note, void = row
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
    )


def cash_book(place: CashPlace, limit: int = 200) -> list[Movement]:
    """The movements of a place with its running balance, the newest first."""
    rows = fetch(
        "SELECT e.id, e.business_date, e.memo, e.origin_kind, e.origin_id, sum(p.amount_idr), v.origin_kind,"
        " v.origin_id, EXISTS (SELECT 1 FROM voided_document x WHERE x.origin_kind = e.origin_kind"
        " AND x.origin_id = e.origin_id) FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " LEFT JOIN voided_document v ON e.origin_kind = 'void' AND v.id = e.origin_id"
        " WHERE p.account_id = ? GROUP BY e.id ORDER BY e.business_date DESC, e.id DESC LIMIT ?",
        (int(place.account), limit),
    )
    balance, found = place_balance_idr(place), []
    for entry_id, day, memo, kind, origin_id, amount, voided_kind, voided_id, cancelled in rows:
        found.append(
            Movement(
                entry_id,
                date.fromisoformat(day),
                memo,
                voided_kind or kind,
                voided_id or origin_id,
                voided_kind is not None,
                bool(cancelled),
                amount,
                balance,
            )
        )
        balance -= amount
    return found
