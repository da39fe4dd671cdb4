"""Reads of the drawer: the open shift, its expected and counted cash; and the balance of any place on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from pkkmart.core.db import db, fetch, fetch_one
from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile
from pkkmart.ledger.cancelled import join_cancellation, join_cancelling, stands
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import balance_idr
from pkkmart.till.kinds import CashKind, kind_of
from pkkmart.till.places import CashPlace

DENOMINATIONS_IDR: Final = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
"""Notes and coins in circulation (BI, issues 2016 and 2022); the Rp1.000 note and coin are counted together."""

PC_TILL = "till.id"
"""The key of a PC's file that names the till it stands at."""


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """An open shift: its number, its cashier, the day its work is booked on."""

    id: int
    till_id: int
    user_id: int
    user_name: str
    business_date: date
    opened_at: str
    opening_float_idr: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """A count of the drawer at the end of a shift, only the first one blind. `last_movement_id` is the newest then."""

    id: int
    kind: str
    total_idr: int
    expected_idr: int
    last_movement_id: int
    recorded_at: str

    @property
    def difference_idr(self) -> int:
        return self.total_idr - self.expected_idr


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The balance of a place at the end of a day, rupiah."""

    day: date
    balance_idr: int


_OPEN_SHIFTS: Final = (
    "SELECT s.id, s.till_id, s.user_id, u.name, s.business_date, s.opened_at, s.opening_float_idr"
    " FROM shift s JOIN app_user u ON u.id = s.user_id"
    " WHERE NOT EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)"
)


def _shift(row: tuple[Any, ...]) -> ShiftRow:
    return ShiftRow(row[0], row[1], row[2], row[3], date.fromisoformat(row[4]), row[5], row[6])


def open_shifts(until: date = date.max) -> list[ShiftRow]:
    """The open shifts of every till dated on or before a day, oldest first."""
    rows = fetch(f"{_OPEN_SHIFTS} AND s.business_date <= ? ORDER BY s.business_date, s.id", (until.isoformat(),))
    return [_shift(row) for row in rows]


def open_shift(till_id: int | None) -> ShiftRow | None:
    """The open shift of a till, None when its drawer is closed; None too at a PC without a till (`till_id` None)."""
    row = fetch_one(f"{_OPEN_SHIFTS} AND s.till_id = ? ORDER BY s.id DESC LIMIT 1", (till_id,))
    return None if row is None else _shift(row)


@dataclass(frozen=True, slots=True)
class TillRow:
    """A till of the shop: the letter and the name it goes by."""

    id: int
    letter: str
    name: str


def tills() -> list[TillRow]:
    """The tills of the shop, in the order of their letters."""
    return [TillRow(*row) for row in fetch("SELECT id, letter, name FROM till ORDER BY letter")]


def drawer_words(till_id: int | None) -> str:
    """`laci Kasir 1`: the drawer of a till, where more than the word for any drawer must be told."""
    name = next((till.name for till in tills() if till.id == till_id), "")
    return _("laci {till}").format(till=name).rstrip()


def till_of_pc(pc: PcFile) -> int | None:
    """The till a PC stands at: the only one of the shop, else the one its file names; None when it names none."""
    ids = [till.id for till in tills()]
    if len(ids) == 1:
        return ids[0]
    chosen_id = pc.get(PC_TILL, 0)
    return chosen_id if chosen_id in ids else None


def shift_documents() -> list[str]:
    """The tables of what may move a drawer: a shift, and every paper with a number that names one."""
    columns = {table: {column.name for column in db.get_columns(table)} for table in db.get_tables()}
    return ["shift", *(table for table, names in columns.items() if {"shift_id", "number"} <= names)]


def carried_idr(till_id: int | None) -> int:
    """What the last closed shift left in the drawer of a till, rupiah; 0 at a PC without one."""
    row = fetch_one(
        "SELECT c.float_left_idr FROM shift_close c JOIN shift s ON s.id = c.shift_id WHERE s.till_id = ?"
        " ORDER BY s.id DESC LIMIT 1",
        (till_id,),
    )
    return int(row[0]) if row else 0


def last_float_idr(till_id: int | None) -> int | None:
    """The float that the last shift of a till was opened with, rupiah; None before its first, or without a till."""
    row = fetch_one("SELECT opening_float_idr FROM shift WHERE till_id = ? ORDER BY id DESC LIMIT 1", (till_id,))
    return int(row[0]) if row else None


def expected_idr(shift_id: int) -> int:
    """What should be in the drawer of an open shift: what the last one left, and every movement since."""
    row = fetch_one(
        "SELECT coalesce((SELECT c.float_left_idr FROM shift_close c JOIN shift b ON b.id = c.shift_id"
        " WHERE b.till_id = s.till_id AND b.id < s.id ORDER BY b.id DESC LIMIT 1), 0)"
        " + coalesce((SELECT sum(amount_idr) FROM cash_movement m WHERE m.shift_id = s.id), 0)"
        " FROM shift s WHERE s.id = ?",
        (shift_id,),
    )
    if row is None:
        raise LookupError(f"no shift {shift_id}")
    return int(row[0])


def counts_of(shift_id: int) -> list[CountRow]:
    """The closing counts of a shift that are not stale, oldest first: nothing moved in the drawer since."""
    row = fetch_one("SELECT coalesce(max(id), 0) FROM cash_movement WHERE shift_id = ?", (shift_id,))
    return [count for count in every_count(shift_id) if row is not None and count.last_movement_id == row[0]]


def every_count(shift_id: int) -> list[CountRow]:
    """All closing counts of a shift, oldest first, also the stale ones."""
    rows = fetch(
        "SELECT id, kind, total_idr, expected_idr, last_movement_id, recorded_at FROM cash_count"
        " WHERE shift_id = ? AND kind <> 'OPENING' ORDER BY id",
        (shift_id,),
    )
    return [CountRow(*row) for row in rows]


def total_idr(pieces: Mapping[int, int]) -> int:
    """The sum of a count: denomination → pieces."""
    return sum(denomination * count for denomination, count in pieces.items())


def last_business_date() -> date | None:
    """The day of the newest shift, None in a new shop.

    Not the latest day: a clock that once ran ahead would be asked about every morning until then.
    """
    row = fetch_one("SELECT business_date FROM shift ORDER BY id DESC LIMIT 1")
    return date.fromisoformat(row[0]) if row else None


def day_ends(place: CashPlace, since: date) -> list[DayEnd]:
    """The balances of a place at the end of a day and of every later day it moved on, oldest first.

    Counted back from the balance now over the entries since (by the index of their days), so it costs what
    happened since, not the shop's age. Never empty; the last one is the balance now.
    """
    moved = fetch(
        "SELECT e.business_date, sum(p.amount_idr) FROM journal_entry e CROSS JOIN posting p"
        " WHERE e.business_date > ? AND p.entry_id = e.id AND p.account_id = ? GROUP BY e.business_date"
        " ORDER BY e.business_date DESC",
        (since.isoformat(), int(place.account)),
    )
    balance, ends = balance_idr(place.account), []
    for day, amount in moved:
        ends.append(DayEnd(date.fromisoformat(day), balance))
        balance -= amount
    return [DayEnd(since, balance), *reversed(ends)]


def lowest_idr(place: CashPlace, since: date) -> int:
    """The lowest balance of a place at the end of a day or of any later one: the most that may leave on that day."""
    return min(end.balance_idr for end in day_ends(place, since))


def moved_by(origin: Origin) -> list[tuple[CashPlace, int]]:
    """The places but for the drawer that a document moved money at, with how much: in (+) or out (-), rupiah."""
    rows = dict(
        fetch(
            "SELECT p.account_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
            " WHERE e.origin_kind = ? AND e.origin_id = ? GROUP BY p.account_id",
            (origin.kind, origin.id),
        )
    )
    places = ((place, int(rows.get(int(place.account), 0))) for place in CashPlace if place is not CashPlace.DRAWER)
    return [(place, amount) for place, amount in places if amount]


def moved_in_open_shift(origin: Origin, till_id: int | None) -> bool:
    """Whether a document moved cash in the shift that is open at a till; False at a PC without a till."""
    shift = open_shift(till_id)
    return shift is not None and (
        fetch_one(
            "SELECT 1 FROM cash_movement WHERE origin_kind = ? AND origin_id = ? AND shift_id = ?",
            (origin.kind, origin.id, shift.id),
        )
        is not None
    )


def received_by(origin: Origin) -> list[tuple[CashPlace, int]]:
    """The places a document brought money into, but for the drawer, with how much; rupiah."""
    return [(place, amount) for place, amount in moved_by(origin) if amount > 0]


@dataclass(frozen=True, slots=True)
class CashSlipRow:
    """Cash carried into or out of the drawer, rupiah; `cancelled_by` is the number of its cancellation, or ""."""

    id: int
    number: str
    shift_id: int
    till_id: int
    kind: CashKind
    amount_idr: int
    business_date: date
    recorded_at: str
    cashier: str
    reason: str
    cancelled_by: str
    cancelled_at: str


_CASH_SLIPS = (
    "SELECT c.id, c.number, c.shift_id, s.till_id, c.kind, c.amount_idr, c.business_date, c.recorded_at,"
    " coalesce(u.name, ''), c.reason, coalesce(v.number, ''), coalesce(v.recorded_at, '') FROM cash_slip c"
    " JOIN shift s ON s.id = c.shift_id LEFT JOIN app_user u ON u.id = c.user_id"
    f" {join_cancellation('cash_slip', 'c')}"
)


def cash_slip(slip_id: int) -> CashSlipRow:
    """One slip of cash in or out; LookupError when there is none."""
    row = fetch_one(f"{_CASH_SLIPS} WHERE c.id = ?", (slip_id,))
    if row is None:
        raise LookupError(f"no cash slip {slip_id}")
    return _cash_slip(row)


def cash_slips(shift_id: int) -> list[CashSlipRow]:
    """The cash in and out of a shift, oldest first, cancelled ones too."""
    return [_cash_slip(row) for row in fetch(f"{_CASH_SLIPS} WHERE c.shift_id = ? ORDER BY c.id", (shift_id,))]


def _cash_slip(row: tuple[Any, ...]) -> CashSlipRow:
    slip_id, number, shift_id, till_id, kind, amount, day, *rest = row
    return CashSlipRow(
        slip_id, number, shift_id, till_id, kind_of(kind), amount, date.fromisoformat(day), *map(str, rest)
    )


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """The drawer opened without a sale: when, by whom, who approved it ("" when nobody had to), and why."""

    recorded_at: str
    cashier: str
    approver: str
    reason: str


def drawer_openings(shift_id: int) -> list[OpeningRow]:
    """The times the drawer was opened without a sale in a shift, oldest first."""
    rows = fetch(
        "SELECT o.recorded_at, coalesce(u.name, ''), coalesce(a.name, ''), o.reason FROM drawer_opening o"
        " LEFT JOIN app_user u ON u.id = o.user_id LEFT JOIN app_user a ON a.id = o.approver_id"
        " WHERE o.shift_id = ? ORDER BY o.id",
        (shift_id,),
    )
    return [OpeningRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class Moved:
    """What the documents of one kind did to a drawer, those that stand or those that were `cancelled`; rupiah."""

    kind: str
    cancelled: bool
    documents: int
    amount_idr: int


@dataclass(frozen=True, slots=True)
class ShiftEnd:
    """How a shift ended: three figures, where the cash went, who approved the difference ("" for nobody).

    `counted_idr` is the first count and `recounted_idr` the last of several; `counts` are all of them.
    """

    closed_at: str
    closed_by: str
    expected_idr: int
    counted_idr: int
    recounted_idr: int | None
    difference_idr: int
    charged_to_staff: bool
    handed_over_idr: int
    float_left_idr: int
    reason: str
    approver: str
    counts: tuple[CountRow, ...]


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift as its report shows it; `moved` leaves out its own float, difference and hand-over."""

    id: int
    till_name: str
    cashier: str
    business_date: date
    opened_at: str
    opening_float_idr: int
    moved: tuple[Moved, ...]
    slips: tuple[CashSlipRow, ...]
    openings: tuple[OpeningRow, ...]
    end: ShiftEnd | None


def shift_view(shift_id: int) -> ShiftView:
    """A shift, open or closed, with all that went through its drawer; LookupError for an unknown one."""
    head = fetch_one(
        "SELECT s.id, t.name, u.name, s.business_date, s.opened_at, s.opening_float_idr FROM shift s"
        " JOIN till t ON t.id = s.till_id JOIN app_user u ON u.id = s.user_id WHERE s.id = ?",
        (shift_id,),
    )
    if head is None:
        raise LookupError(f"no shift {shift_id}")
    moved = fetch(
        f"SELECT d.kind, NOT ({stands('d.kind', 'd')}) AS cancelled, count(DISTINCT d.id), sum(d.amount_idr) FROM"
        " (SELECT coalesce(v.origin_kind, m.origin_kind) AS kind, coalesce(v.origin_id, m.origin_id) AS id,"
        f" m.amount_idr FROM cash_movement m {join_cancelling('m')} WHERE m.shift_id = ? AND m.origin_kind <> 'shift')"
        " AS d GROUP BY d.kind, cancelled ORDER BY d.kind, cancelled",
        (shift_id,),
    )
    return ShiftView(
        id=head[0],
        till_name=head[1],
        cashier=head[2],
        business_date=date.fromisoformat(head[3]),
        opened_at=head[4],
        opening_float_idr=head[5],
        moved=tuple(Moved(row[0], bool(row[1]), row[2], row[3]) for row in moved),
        slips=tuple(cash_slips(shift_id)),
        openings=tuple(drawer_openings(shift_id)),
        end=_shift_end(shift_id),
    )


def _shift_end(shift_id: int) -> ShiftEnd | None:
    row = fetch_one(
        "SELECT c.closed_at, coalesce(u.name, ''), c.expected_idr, c.counted_idr, c.recounted_idr, c.difference_idr,"
        " c.charged_to_staff, c.handed_over_idr, c.float_left_idr, c.reason, coalesce(a.name, '') FROM shift_close c"
        " LEFT JOIN app_user u ON u.id = c.user_id LEFT JOIN app_user a ON a.id = c.approver_id WHERE c.shift_id = ?",
        (shift_id,),
    )
    if row is None:
        return None
    closed_at, closed_by, expected, counted, recounted, difference, charged, handed_over, left, reason, approver = row
    return ShiftEnd(
        closed_at, closed_by, expected, counted, recounted, difference, bool(charged), handed_over, left, reason,
        approver, tuple(every_count(shift_id)),
    )  # fmt: skip
