"""Reads of uang muka: what a consignor got before it was earned, less what payouts netted and she paid back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.rules import AdvanceDirection
from pkkmart.core.db import fetch, fetch_one
from pkkmart.ledger.cancelled import join_cancellation, join_cancelled, stands
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.till.places import CashPlace

_SIGNED = "CASE a.direction WHEN 'GIVEN' THEN a.amount_idr ELSE -a.amount_idr END"
_OPEN = (
    f"SELECT a.consignor_id, a.business_date, {_SIGNED} AS amount_idr FROM advance a WHERE {stands('advance', 'a')}"
    " UNION ALL SELECT k.consignor_id, k.business_date, -w.amount_idr FROM payout k JOIN payout_part w"
    f" ON w.payout_id = k.id AND w.way = 'ADVANCE' WHERE {stands('payout', 'k')}"
)
"""SQL: what gave an advance (+) and what settled it (-), of documents that stand."""

PAID = (
    "SELECT k.consignor_id, k.business_date, k.number, w.way, w.amount_idr FROM payout k"
    " JOIN payout_part w ON w.payout_id = k.id AND w.way <> 'ADVANCE'"
    " UNION ALL SELECT k.consignor_id, v.business_date, k.number, w.way, -w.amount_idr FROM payout k"
    " JOIN payout_part w ON w.payout_id = k.id AND w.way <> 'ADVANCE'"
    f" {join_cancelled('payout', 'k')}"
    f" UNION ALL SELECT a.consignor_id, a.business_date, a.number, a.place, {_SIGNED} FROM advance a"
    f" UNION ALL SELECT a.consignor_id, v.business_date, a.number, a.place, -({_SIGNED}) FROM advance a"
    f" {join_cancelled('advance', 'a')}"
)
"""SQL: consignor, day, number, way and rupiah of all that lowered a debt to a consignor; back on a cancellation's day.

An advance counts on the day it was given, so that what a payout nets of it is not paid again.
"""


@dataclass(frozen=True, slots=True)
class AdvanceRow:
    """An uang muka, or money paid back on one, as its slip tells it; `user` wrote it."""

    id: int
    number: str
    business_date: date
    consignor_id: int
    consignor: str
    direction: AdvanceDirection
    amount_idr: int
    place: CashPlace
    note: str
    user: str
    cancelled_by: str


def advances_by_person() -> dict[int, int]:
    """The open uang muka of each consignor, rupiah; zeros left out."""
    return dict(fetch(f"SELECT consignor_id, sum(amount_idr) FROM ({_OPEN}) o GROUP BY 1 HAVING sum(amount_idr) <> 0"))


def advance_idr(consignor_id: int, until: date | None = None) -> int:
    """The open uang muka of a consignor, rupiah, at the end of a day where told."""
    row = fetch_one(
        f"SELECT coalesce(sum(amount_idr), 0) FROM ({_OPEN}) o WHERE consignor_id = ? AND business_date <= ?",
        (consignor_id, (until or date.max).isoformat()),
    )
    return int(row[0]) if row else 0


def advance_row(advance_id: int) -> AdvanceRow:
    """One uang muka; raises LookupError when there is none."""
    row = fetch_one(
        f"SELECT a.id, a.number, a.business_date, a.consignor_id, {DISPLAY_NAME_SQL.format('p')}, a.direction,"
        " a.amount_idr, a.place, a.note, coalesce(u.name, ''), coalesce(v.number, '') FROM advance a"
        " JOIN person p ON p.id = a.consignor_id LEFT JOIN app_user u ON u.id = a.user_id"
        f" {join_cancellation('advance', 'a')} WHERE a.id = ?",
        (advance_id,),
    )
    if row is None:
        raise LookupError(f"no advance {advance_id}")
    id, number, day, who, name, direction, amount, place, note, user, void = row
    return AdvanceRow(
        id, number, date.fromisoformat(day), who, name, AdvanceDirection(direction), amount, CashPlace(place), note,
        user, void,
    )  # fmt: skip
