"""Reads of savings: balances per kind, the passbook, a slip, a member's PIN and the tries at it.

Balances are summed from postings. Where another document moved savings, the passbook reads its lines instead
of its entry: they say what was taken and what was put in even where one entry nets the two.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, join_cancelling, stands
from pkkmart.ledger.queries import balance_idr, document_numbers
from pkkmart.people.queries import CapacityKind, find_people, member_card, member_number, person_name
from pkkmart.savings.rules import KIND_OF, Direction, SavingsKind
from pkkmart.till.places import CashPlace

_ACCOUNTS = ",".join(str(code) for code in sorted(KIND_OF))
_KIND_SQL = "CASE p.account_id " + " ".join(f"WHEN {code} THEN '{kind}'" for code, kind in KIND_OF.items()) + " END"
_WITHOUT_LINES = (
    "NOT EXISTS (SELECT 1 FROM savings_line l WHERE l.origin_kind = e.origin_kind AND l.origin_id = e.origin_id"
    f" AND l.member_id = p.person_id AND l.kind = {_KIND_SQL})"
)
_LINE_ENTRY = (
    "coalesce((SELECT min(x.id) FROM journal_entry x WHERE x.origin_kind = l.origin_kind"
    " AND x.origin_id = l.origin_id), (SELECT max(x.id) + 1 FROM journal_entry x))"
)
"""SQL of the entry of a line's document; before it is posted, the next entry."""

WRONG_PINS_BEFORE_PAUSE: Final = 5
PIN_PAUSE: Final = timedelta(minutes=15)
"""How long nobody may try a member's PIN after so many wrong ones in a row."""


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
    """A member in the list, under the own name: savings belong to the person, not to a business."""

    id: int
    number: str
    name: str
    area: str
    balances: Balances


@dataclass(frozen=True, slots=True)
class PassbookLine:
    """One line of a passbook; rupiah, the balance is that of its kind after the line.

    `number` is the document's ("" for an entry without one), `memo` what the entry says of
    itself. `slip_id` is set on a slip's own line, `cancelled_by` once it was cancelled, `cancels` on
    the line that cancelled one. `origin_kind` and `origin_id` name another room's document behind the line
    ("" and None otherwise): what a sale took or put in.
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
    origin_kind: str = ""
    origin_id: int | None = None


@dataclass(frozen=True, slots=True)
class MemberSlip:
    """Money a member brought or was paid, as it was recorded on a slip; rupiah, `recorded_at` in UTC as text."""

    id: int
    number: str
    member_id: int
    member: str
    member_number: str
    amount_idr: int
    place: CashPlace
    business_date: date
    recorded_at: str
    user: str
    note: str


@dataclass(frozen=True, slots=True)
class SlipRow(MemberSlip):
    """A deposit or a withdrawal as it was recorded."""

    kind: SavingsKind
    direction: Direction


def saved_idr(kind: SavingsKind) -> int:
    """What is saved of a kind by everybody, also by who is no member any more, rupiah."""
    return -balance_idr(kind.account)


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
    """Today's members whose number is the text, or whose names contain every fragment of it, with their savings."""
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
        "WITH moved AS (SELECT e.business_date AS day, e.id AS entry_id, -p.amount_idr AS amount_idr"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        f" WHERE p.person_id = :person AND p.account_id = :account AND {_WITHOUT_LINES}"
        f" UNION ALL SELECT l.business_date, {_LINE_ENTRY}, l.amount_idr FROM savings_line l"
        " WHERE l.member_id = :person AND l.kind = :kind),"
        " line AS (SELECT day, entry_id, sum(sum(amount_idr)) OVER (ORDER BY day, entry_id) AS balance_idr"
        " FROM moved GROUP BY day, entry_id)"
        " SELECT coalesce((SELECT balance_idr FROM line WHERE day <= :day"
        " ORDER BY day DESC, entry_id DESC LIMIT 1), 0), (SELECT min(balance_idr) FROM line WHERE day > :day)",
        {"person": member_id, "account": int(kind.account), "kind": kind, "day": since.isoformat()},
    )
    assert row is not None
    return int(row[0] if row[1] is None else min(row))


def own_name(member_id: int) -> str:
    """A member's own name, not the business's: savings belong to the person."""
    card = member_card(member_id)
    return card.name if card is not None else person_name(member_id)


def passbook(member_id: int) -> list[PassbookLine]:
    """Every line of a member's savings, oldest first."""
    lines = sorted(
        [*_entry_lines(member_id), *_document_lines(member_id)],
        key=lambda line: (line.business_date, line.entry_id, int(line.kind.account)),
    )
    running: dict[SavingsKind, int] = {}
    for place, line in enumerate(lines):
        running[line.kind] = running.get(line.kind, 0) + line.in_idr - line.out_idr
        lines[place] = replace(line, balance_idr=running[line.kind])
    return lines


def _entry_lines(member_id: int) -> list[PassbookLine]:
    """The lines known from entries alone: slips, what cancelled them, opening balances, other entries."""
    rows = fetch(
        "SELECT e.id, e.business_date, coalesce(s.number, b.number, ''), e.memo, p.account_id, -sum(p.amount_idr),"
        " e.kind = 'OPENING', s.id, s.direction, coalesce(v.number, ''), coalesce(c.number, '')"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " LEFT JOIN savings_slip s ON e.origin_kind = 'savings_slip' AND s.id = e.origin_id"
        f" {join_cancellation('savings_slip', 's')}"
        f" {join_cancelling('e', 'b')}"
        " LEFT JOIN savings_slip c ON b.origin_kind = 'savings_slip' AND c.id = b.origin_id"
        f" WHERE p.person_id = ? AND p.account_id IN ({_ACCOUNTS}) AND {_WITHOUT_LINES}"
        " GROUP BY e.id, p.account_id",
        (member_id,),
    )
    return [
        PassbookLine(
            entry_id,
            date.fromisoformat(day),
            number,
            memo,
            KIND_OF[account],
            max(amount, 0),
            max(-amount, 0),
            0,
            bool(opening),
            slip_id,
            Direction(direction) if direction else None,
            cancelled_by,
            cancels,
        )
        for entry_id, day, number, memo, account, amount, opening, slip_id, direction, cancelled_by, cancels in rows
    ]


def _document_lines(member_id: int) -> list[PassbookLine]:
    """The lines other documents wrote: what a sale took or put in, and what undid it."""
    rows = fetch(
        f"SELECT {_LINE_ENTRY}, l.business_date, l.kind, l.amount_idr, l.origin_kind, l.origin_id, l.undoes_id IS NULL,"
        " coalesce(w.origin_kind, l.origin_kind), coalesce(w.origin_id, l.origin_id), coalesce(v.number, '')"
        " FROM savings_line l LEFT JOIN savings_line w ON w.id = l.undoes_id"
        " LEFT JOIN savings_line u ON u.undoes_id = l.id"
        f" {join_cancelling('u')}"
        " WHERE l.member_id = ? ORDER BY l.id",
        (member_id,),
    )
    numbers = document_numbers([*((row[4], row[5]) for row in rows), *((row[7], row[8]) for row in rows)])
    return [
        PassbookLine(
            entry_id,
            date.fromisoformat(day),
            numbers.get((by_kind, by_id), ""),
            numbers.get((by_kind, by_id), ""),
            SavingsKind(kind),
            max(amount, 0),
            max(-amount, 0),
            0,
            cancelled_by=cancelled_by,
            cancels="" if own else numbers.get((origin_kind, origin_id), ""),
            origin_kind=origin_kind,
            origin_id=origin_id,
        )
        for entry_id, day, kind, amount, by_kind, by_id, own, origin_kind, origin_id, cancelled_by in rows
    ]


def slip(slip_id: int) -> SlipRow:
    """One deposit or withdrawal; raises LookupError when there is none."""
    fields = slip_fields("savings_slip", slip_id)
    kind, direction = fetch(
        "SELECT l.kind, s.direction FROM savings_slip s JOIN savings_slip_line l ON l.savings_slip_id = s.id"
        " AND l.line_no = 1 WHERE s.id = ?",
        (slip_id,),
    )[0]
    return SlipRow(*[*fields, SavingsKind(kind), Direction(direction)])


def slip_fields(table: str, slip_id: int) -> tuple[Any, ...]:
    """The fields of a MemberSlip, read from the table of its documents; raises LookupError when there is none."""
    row = fetch_one(
        "SELECT s.id, s.number, s.member_id, p.name, s.amount_idr, s.place, s.business_date, s.recorded_at,"
        f" coalesce(u.name, ''), s.note FROM {table} s JOIN person p ON p.id = s.member_id"
        " LEFT JOIN app_user u ON u.id = s.user_id WHERE s.id = ?",
        (slip_id,),
    )
    if row is None:
        raise LookupError(f"no {table} {slip_id}")
    *head, member_id, member, amount, place, day, recorded_at, user, note = row
    named = (member_id, member, member_number(member_id))
    return (*head, *named, amount, CashPlace(place), date.fromisoformat(day), recorded_at, user, note)


@dataclass(frozen=True, slots=True)
class PinState:
    """The PIN of a member that counts now; `set_at` is a moment in UTC, as text."""

    id: int
    pin_hash: str
    set_at: str


@dataclass(frozen=True, slots=True)
class PinPause:
    """Wrong tries at a PIN since the last right one, and the minutes until the next may be made (0 = now)."""

    wrong_in_a_row: int
    wait_minutes: int


def pin_state(member_id: int) -> PinState | None:
    """The latest PIN of a member, None while there is none."""
    row = fetch_one(
        "SELECT id, pin_hash, set_at FROM member_pin WHERE person_id = ? ORDER BY id DESC LIMIT 1", (member_id,)
    )
    return None if row is None else PinState(*row)


def pin_pause(pin_id: int) -> PinPause:
    """The wrong tries at a PIN lately, and the wait. Tries dated in the future, by a wrong clock, don't count."""
    now = clock.now()
    wrong, last = fetch(
        "SELECT count(*), max(recorded_at) FROM member_pin_attempt WHERE member_pin_id = :pin AND id > coalesce("
        "(SELECT max(id) FROM member_pin_attempt WHERE member_pin_id = :pin AND succeeded), 0) AND recorded_at <= :now",
        {"pin": pin_id, "now": clock.to_text(now)},
    )[0]
    if wrong < WRONG_PINS_BEFORE_PAUSE:
        return PinPause(wrong, 0)
    left = clock.from_text(last) + PIN_PAUSE - now
    return PinPause(wrong, max(-(-left // timedelta(minutes=1)), 0))


def usual_deposit_idr(member_id: int, kind: SavingsKind) -> int:
    """A member's last deposit of a kind, else the largest of any member, 0 while there is none; rupiah."""
    rows = fetch(
        "SELECT s.amount_idr FROM savings_slip s JOIN savings_slip_line l ON l.savings_slip_id = s.id"
        f" WHERE l.kind = ? AND s.direction = ? AND {stands('savings_slip', 's')}"
        " ORDER BY s.member_id = ? DESC, CASE WHEN s.member_id = ? THEN s.id ELSE s.amount_idr END DESC LIMIT 1",
        (kind, Direction.DEPOSIT, member_id, member_id),
    )
    return int(rows[0][0]) if rows else 0
