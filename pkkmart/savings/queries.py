"""Reads of savings: balances per kind, the passbook, a slip. Everything is summed from postings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.db import fetch, fetch_one
from pkkmart.people.queries import CapacityKind, find_people, member_number
from pkkmart.savings.rules import KIND_OF, Direction, SavingsKind
from pkkmart.till.places import CashPlace

_ACCOUNTS = ",".join(str(code) for code in sorted(KIND_OF))


@dataclass(frozen=True, slots=True)
class Balances:
    """What a member has saved, rupiah per kind."""

    principal_idr: int = 0
    mandatory_idr: int = 0
    voluntary_idr: int = 0
    special_idr: int = 0

    def of(self, kind: SavingsKind) -> int:
        """The balance of one kind."""
        return {
            SavingsKind.PRINCIPAL: self.principal_idr,
            SavingsKind.MANDATORY: self.mandatory_idr,
            SavingsKind.VOLUNTARY: self.voluntary_idr,
            SavingsKind.SPECIAL: self.special_idr,
        }[kind]

    @property
    def total_idr(self) -> int:
        return self.principal_idr + self.mandatory_idr + self.voluntary_idr + self.special_idr


@dataclass(frozen=True, slots=True)
class SaverRow:
    """A member in the list: under her own name, since savings are hers and not her business's."""

    id: int
    number: str
    name: str
    area: str
    balances: Balances


@dataclass(frozen=True, slots=True)
class PassbookLine:
    """One line of a passbook; rupiah, the balance is that of its kind after the line.

    `number` is the document's where it is one of ours ("" otherwise), `memo` what the entry says of
    itself. `slip_id` is set on a slip's own line, `cancelled_by` once it was cancelled, `cancels` on
    the line that cancelled one.
    """

    entry_id: int
    business_date: date
    number: str
    memo: str
    kind: SavingsKind
    in_idr: int
    out_idr: int
    balance_idr: int
    is_opening: bool = False
    slip_id: int | None = None
    direction: Direction | None = None
    cancelled_by: str = ""
    cancels: str = ""


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A deposit or a withdrawal as it was recorded."""

    id: int
    number: str
    member_id: int
    member: str
    member_number: str
    kind: SavingsKind
    direction: Direction
    amount_idr: int
    place: CashPlace
    business_date: date
    recorded_at: str
    keeper: str
    note: str


def balances(member_id: int) -> Balances:
    """What one member has saved."""
    return _balances([member_id]).get(member_id, Balances())


def _balances(member_ids: list[int]) -> dict[int, Balances]:
    marks = ",".join("?" * len(member_ids))
    sums: dict[int, dict[SavingsKind, int]] = {}
    for person_id, account, amount in fetch(
        f"SELECT person_id, account_id, -sum(amount_idr) FROM posting WHERE person_id IN ({marks})"
        f" AND account_id IN ({_ACCOUNTS}) GROUP BY person_id, account_id",
        member_ids,
    ):
        sums.setdefault(person_id, {})[KIND_OF[account]] = amount
    return {person_id: Balances(*(of.get(kind, 0) for kind in SavingsKind)) for person_id, of in sums.items()}


def members_with_balances(text: str = "", limit: int = 100) -> list[SaverRow]:
    """Today's members whose number is the text, or whose names hold every fragment of it, with their savings."""
    found = find_people(CapacityKind.MEMBER, text, limit)
    saved = _balances([person.id for person in found])
    rows = [
        SaverRow(person.id, person.number, person.name, person.area, saved.get(person.id, Balances()))
        for person in found
    ]
    return sorted(rows, key=lambda row: row.name.casefold())


def lowest_idr(member_id: int, kind: SavingsKind, since: date) -> int:
    """The lowest balance of a kind from the end of a day on: more than this cannot leave on that day."""
    row = fetch_one(
        "WITH line AS (SELECT e.business_date AS day, e.id AS entry_id,"
        " -sum(sum(p.amount_idr)) OVER (ORDER BY e.business_date, e.id) AS balance_idr"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " WHERE p.person_id = :person AND p.account_id = :account GROUP BY e.id)"
        " SELECT coalesce((SELECT balance_idr FROM line WHERE day <= :day"
        " ORDER BY day DESC, entry_id DESC LIMIT 1), 0), (SELECT min(balance_idr) FROM line WHERE day > :day)",
        {"person": member_id, "account": int(kind.account), "day": since.isoformat()},
    )
    assert row is not None
    return int(row[0] if row[1] is None else min(row))


def passbook(member_id: int) -> list[PassbookLine]:
    """Every line of a member's savings, oldest first."""
    rows = fetch(
        "SELECT e.id, e.business_date, coalesce(s.number, b.number, ''), e.memo, p.account_id, -sum(p.amount_idr),"
        " e.kind = 'OPENING', s.id, s.direction, coalesce(v.number, ''), coalesce(c.number, '')"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " LEFT JOIN savings_slip s ON e.origin_kind = 'savings_slip' AND s.id = e.origin_id"
        " LEFT JOIN voided_document v ON v.origin_kind = 'savings_slip' AND v.origin_id = s.id"
        " LEFT JOIN voided_document b ON e.origin_kind = 'void' AND b.id = e.origin_id"
        " LEFT JOIN savings_slip c ON b.origin_kind = 'savings_slip' AND c.id = b.origin_id"
        f" WHERE p.person_id = ? AND p.account_id IN ({_ACCOUNTS})"
        " GROUP BY e.id, p.account_id ORDER BY e.business_date, e.id, p.account_id",
        (member_id,),
    )
    running: dict[SavingsKind, int] = {}
    lines: list[PassbookLine] = []
    for entry_id, day, number, memo, account, amount, opening, slip_id, direction, cancelled_by, cancels in rows:
        kind = KIND_OF[account]
        running[kind] = running.get(kind, 0) + amount
        lines.append(
            PassbookLine(
                entry_id,
                date.fromisoformat(day),
                number,
                memo,
                kind,
                max(amount, 0),
                max(-amount, 0),
                running[kind],
                bool(opening),
                slip_id,
                Direction(direction) if direction else None,
                cancelled_by,
                cancels,
            )
        )
    return lines


def slip(slip_id: int) -> SlipRow:
    """One slip; raises LookupError when there is none."""
    row = fetch_one(
        "SELECT s.id, s.number, s.member_id, p.name, s.kind, s.direction, s.amount_idr, s.place, s.business_date,"
        " s.recorded_at, coalesce(u.name, ''), s.note FROM savings_slip s JOIN person p ON p.id = s.member_id"
        " LEFT JOIN user u ON u.id = s.user_id WHERE s.id = ?",
        (slip_id,),
    )
    if row is None:
        raise LookupError(f"no savings slip {slip_id}")
    slip_id, number, member_id, member, kind, direction, amount, place, day, recorded_at, keeper, note = row
    return SlipRow(
        slip_id,
        number,
        member_id,
        member,
        member_number(member_id),
        SavingsKind(kind),
        Direction(direction),
        amount,
        CashPlace(place),
        date.fromisoformat(day),
        recorded_at,
        keeper,
        note,
    )
