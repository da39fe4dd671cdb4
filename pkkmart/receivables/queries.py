"""Reads of bon: what a member owes and on which purchases, how much more is allowed, and the statement.

What is owed comes from documents (`receivable_item`) and from the opening balances in the ledger.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, join_cancelling
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import document_numbers
from pkkmart.people.queries import CapacityKind, find_people, member_number
from pkkmart.savings.queries import MemberSlip, slip_fields

_ACCOUNT = int(Account.MEMBER_RECEIVABLE)
OPENED_SQL = (
    "SELECT p.person_id AS member_id, p.amount_idr, 'opening' AS debt_kind,"
    " coalesce(v.origin_id, e.origin_id) AS debt_id,  e.origin_kind, e.origin_id, e.business_date"
    " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
    f" {join_cancelling('e')}"
    f" WHERE p.account_id = {_ACCOUNT} AND (e.origin_kind = 'opening' OR v.origin_kind = 'opening')"
)
"""SQL of the bon a shop brought with it, as the ledger has it; a cancelled opening stands there twice."""

ALL_MOVED_SQL = (
    "SELECT member_id, amount_idr, debt_kind, debt_id, business_date FROM receivable_item"
    f" UNION ALL SELECT o.member_id, o.amount_idr, o.debt_kind, o.debt_id, o.business_date FROM ({OPENED_SQL}) o"
)
"""SQL of everything that moved a debt, of all members."""

_MOVED = (
    "SELECT member_id, amount_idr, debt_kind, debt_id, origin_kind, origin_id, business_date, id"
    f" FROM receivable_item WHERE member_id = :member UNION ALL SELECT o.*, 0 FROM ({OPENED_SQL}"
    " AND p.person_id = :member) o"
)


@dataclass(frozen=True, slots=True)
class Debt:
    """One purchase on credit (or an opening balance) and what is still owed on it; rupiah."""

    origin: Origin
    number: str
    since: date
    owed_idr: int


@dataclass(frozen=True, slots=True)
class DebtorRow:
    """A member who owes or may owe, under the own name; `oldest` is the day of the oldest unpaid purchase."""

    id: int
    number: str
    name: str
    owed_idr: int
    limit_idr: int
    oldest: date | None

    @property
    def room_idr(self) -> int:
        """How much more the member may owe, rupiah."""
        return max(self.limit_idr - self.owed_idr, 0)


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One document of a member's bon; rupiah, the balance is what is owed after it.

    `cancels` is the number of the document a cancellation took back, `cancelled_by` that of the cancellation
    which took this one back. For a cancellation the origin is the document it took back.
    """

    business_date: date
    origin: Origin
    number: str
    charged_idr: int
    paid_idr: int
    balance_idr: int
    cancels: str = ""
    cancelled_by: str = ""


@dataclass(frozen=True, slots=True)
class LimitRow:
    """A limit as it was set: rupiah, since which day, by whom and why."""

    limit_idr: int
    since: date
    user: str
    reason: str


def owed_idr(member_id: int) -> int:
    """What a member owes."""
    row = fetch_one(f"SELECT coalesce(sum(amount_idr), 0) FROM ({_MOVED})", {"member": member_id})
    return int(row[0]) if row else 0


def limit_idr(member_id: int, day: date) -> int:
    """How much a member may owe on a day, rupiah; 0 without a limit."""
    row = fetch_one(
        "SELECT limit_idr FROM credit_limit WHERE member_id = ? AND since <= ? ORDER BY since DESC, id DESC LIMIT 1",
        (member_id, day.isoformat()),
    )
    return int(row[0]) if row else 0


def limits(member_id: int) -> list[LimitRow]:
    """Every limit a member was ever given, the newest first."""
    return [
        LimitRow(amount, date.fromisoformat(since), user, reason)
        for amount, since, user, reason in fetch(
            "SELECT c.limit_idr, c.since, coalesce(u.name, ''), c.reason FROM credit_limit c"
            " LEFT JOIN app_user u ON u.id = c.user_id WHERE c.member_id = ? ORDER BY c.since DESC, c.id DESC",
            (member_id,),
        )
    ]


def room_idr(member_id: int, day: date) -> int:
    """How much more a member may owe on a day, never below 0."""
    return max(limit_idr(member_id, day) - owed_idr(member_id), 0)


def owed_on(debt: Origin) -> int:
    """What is still owed on the debt a document began."""
    row = fetch_one(
        f"SELECT coalesce(sum(amount_idr), 0) FROM ({ALL_MOVED_SQL}) WHERE debt_kind = ? AND debt_id = ?",
        (debt.kind, debt.id),
    )
    return int(row[0]) if row else 0


def owed_on_sale(sale_id: int) -> int:
    """What is still owed on one sale."""
    return owed_on(Origin("sale", sale_id))


def open_debts(member_id: int) -> list[Debt]:
    """What a member owes, the oldest purchase first."""
    rows = fetch(
        f"SELECT debt_kind, debt_id, min(business_date), sum(amount_idr) FROM ({_MOVED})"
        " GROUP BY debt_kind, debt_id HAVING sum(amount_idr) > 0 ORDER BY 3, min(id)",
        {"member": member_id},
    )
    numbers = document_numbers((row[0], row[1]) for row in rows)
    return [
        Debt(Origin(kind, debt_id), numbers.get((kind, debt_id), ""), date.fromisoformat(since), owed)
        for kind, debt_id, since, owed in rows
    ]


def payable_idr(member_id: int, debt: Origin, day: date) -> int:
    """How much of a debt may be paid on a day: the least it stood at, at the end of that day and of every later one."""
    row = fetch_one(
        "WITH day_end AS (SELECT business_date AS day, sum(sum(amount_idr)) OVER (ORDER BY business_date) AS owed_idr"
        f" FROM ({_MOVED}) WHERE debt_kind = :kind AND debt_id = :id GROUP BY business_date)"
        " SELECT coalesce((SELECT owed_idr FROM day_end WHERE day <= :day ORDER BY day DESC LIMIT 1), 0),"
        " (SELECT min(owed_idr) FROM day_end WHERE day > :day)",
        {"member": member_id, "kind": debt.kind, "id": debt.id, "day": day.isoformat()},
    )
    assert row is not None
    return int(row[0] if row[1] is None else min(row))


def all_owed_idr() -> int:
    """What all members owe together, rupiah."""
    return sum(owed_by_member().values())


def owed_by_member() -> dict[int, int]:
    """What each member owes, those who owe nothing left out."""
    rows = fetch(
        f"SELECT member_id, sum(amount_idr) FROM ({ALL_MOVED_SQL}) GROUP BY member_id HAVING sum(amount_idr) <> 0"
    )
    return dict(rows)


def debtors(text: str = "", limit: int = 200) -> list[DebtorRow]:
    """Members who owe, the oldest debt first, then those who may, by name; a text searches all of both."""
    today = clock.today().isoformat()
    owed = {
        member_id: (amount, oldest)
        for member_id, amount, oldest in fetch(
            "SELECT member_id, sum(owed_idr), min(CASE WHEN owed_idr > 0 THEN since END) FROM (SELECT member_id,"
            f" sum(amount_idr) AS owed_idr, min(business_date) AS since FROM ({ALL_MOVED_SQL})"
            " GROUP BY member_id, debt_kind, debt_id) GROUP BY member_id HAVING sum(owed_idr) <> 0"
        )
    }
    may_owe = dict(
        fetch(
            "SELECT c.member_id, c.limit_idr FROM credit_limit c WHERE c.limit_idr > 0 AND c.id = (SELECT n.id"
            " FROM credit_limit n WHERE n.member_id = c.member_id AND n.since <= ? ORDER BY n.since DESC, n.id DESC"
            " LIMIT 1)",
            (today,),
        )
    )
    known = owed.keys() | may_owe.keys()
    found = {person.id: person.name for person in find_people(CapacityKind.MEMBER, text, limit)} if text else {}
    names = {member_id: name for member_id, name in _names(known) if not text or text.casefold() in name.casefold()}
    rows = [
        DebtorRow(
            member_id,
            member_number(member_id),
            name,
            owed.get(member_id, (0, None))[0],
            may_owe.get(member_id, 0),
            date.fromisoformat(owed[member_id][1]) if owed.get(member_id, (0, None))[1] else None,
        )
        for member_id, name in (names | found).items()
    ]
    return sorted(rows, key=lambda row: (row.oldest or date.max, row.name.casefold()))[:limit]


def _names(member_ids: Collection[int]) -> list[tuple[int, str]]:
    marks = ",".join("?" * len(member_ids))
    return [(row[0], row[1]) for row in fetch(f"SELECT id, name FROM person WHERE id IN ({marks})", list(member_ids))]


def statement(member_id: int) -> list[StatementLine]:
    """Every document of a member's bon, oldest first."""
    rows = fetch(
        "SELECT m.business_date, m.origin_kind, m.origin_id, sum(m.amount_idr), coalesce(w.origin_kind, ''),"
        " coalesce(w.origin_id, 0), coalesce(v.number, '')"
        f" FROM ({_MOVED}) m {join_cancelling('m', 'w')}"
        f" {join_cancellation('m.origin_kind', 'm', key='origin_id')}"
        " GROUP BY m.business_date, m.origin_kind, m.origin_id"
        " ORDER BY m.business_date, min(m.id)",
        {"member": member_id},
    )
    numbers = document_numbers([*((row[1], row[2]) for row in rows), *((row[4], row[5]) for row in rows if row[4])])
    balance, lines = 0, []
    for day, by_kind, by_id, amount, kind, document_id, cancelled_by in rows:
        balance += amount
        lines.append(
            StatementLine(
                date.fromisoformat(day),
                Origin(kind, document_id) if kind else Origin(by_kind, by_id),
                numbers.get((by_kind, by_id), ""),
                max(amount, 0),
                max(-amount, 0),
                balance,
                numbers.get((kind, document_id), "") if kind else "",
                cancelled_by,
            )
        )
    return lines


def repayment(repayment_id: int) -> MemberSlip:
    """One repayment; raises LookupError when there is none."""
    return MemberSlip(*slip_fields("repayment", repayment_id))


def paid_on(repayment_id: int) -> list[tuple[str, int]]:
    """The debts a repayment was counted on, oldest first: number of the purchase and rupiah."""
    rows = fetch(
        "SELECT debt_kind, debt_id, -amount_idr FROM receivable_item WHERE origin_kind = 'repayment'"
        " AND origin_id = ? ORDER BY id",
        (repayment_id,),
    )
    numbers = document_numbers((row[0], row[1]) for row in rows)
    return [(numbers.get((kind, debt_id), ""), amount) for kind, debt_id, amount in rows]


def numbers_since(debt: Origin) -> list[str]:
    """The numbers of what was paid or refunded on a debt and still counts, the oldest first."""
    rows: Iterable[tuple[str, int]] = fetch(
        "SELECT i.origin_kind, i.origin_id FROM receivable_item i WHERE i.debt_kind = ? AND i.debt_id = ?"
        " AND i.kind NOT IN ('CHARGE', 'VOID')"
        " AND NOT EXISTS (SELECT 1 FROM receivable_item u WHERE u.undoes_id = i.id)"
        " GROUP BY i.origin_kind, i.origin_id ORDER BY min(i.id)",
        (debt.kind, debt.id),
    )
    origins = [(kind, origin_id) for kind, origin_id in rows]
    numbers = document_numbers(origins)
    return [numbers[origin] for origin in origins if origin in numbers]
