"""The plain data an entry is made of: lines, debit positive, and the document they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pkkmart.ledger.chart import Account, CashFlow


class EntryKind(StrEnum):
    NORMAL = "NORMAL"
    REVERSAL = "REVERSAL"
    OPENING = "OPENING"
    CLOSING = "CLOSING"


@dataclass(frozen=True, slots=True)
class Line:
    """One side of an entry: rupiah, debit positive. Person and cash flow as the account demands."""

    account: Account
    amount_idr: int
    person_id: int | None = None
    cash_flow: CashFlow | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The document behind an entry, a stock move or a print job: its table and its id."""

    kind: str
    id: int


def debit(account: Account, amount_idr: int, *, person: int | None = None, cash_flow: CashFlow | None = None) -> Line:
    """A debit of a positive amount (zero is allowed and vanishes when posted)."""
    if amount_idr < 0:
        raise ValueError(f"debit of {amount_idr}: amounts are positive, turn the side round")
    return Line(account, amount_idr, person, cash_flow)


def credit(account: Account, amount_idr: int, *, person: int | None = None, cash_flow: CashFlow | None = None) -> Line:
    """A credit of a positive amount (zero is allowed and vanishes when posted)."""
    if amount_idr < 0:
        raise ValueError(f"credit of {amount_idr}: amounts are positive, turn the side round")
    return Line(account, -amount_idr, person, cash_flow)


def merged(lines: Iterable[Line]) -> list[Line]:
    """Lines of the same account, person and cash flow added up, in order of first appearance; zeros gone."""
    sums: dict[tuple[Account, int | None, CashFlow | None], int] = {}
    for line in lines:
        key = (line.account, line.person_id, line.cash_flow)
        sums[key] = sums.get(key, 0) + line.amount_idr
    return [Line(account, amount, person, flow) for (account, person, flow), amount in sums.items() if amount]


def entry_digest(entry_id: int, head: Sequence[object], lines: Iterable[Sequence[object]]) -> str:
    """SHA-256 of an entry as the audit keeps it, so that a changed posting, day or origin shows.

    `head` is kind, business date, origin kind and id, reversed entry; a line is account, amount, person,
    cash flow. Values are taken as stored, so that the proof also reads what no enum knows.
    """
    text = ";".join([",".join(["" if value is None else str(value) for value in row]) for row in (head, *lines)])
    return f"{entry_id}:{hashlib.sha256(text.encode()).hexdigest()}"
