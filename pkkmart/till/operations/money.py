"""Parts that move money into and out of the drawer and every other place, choose its day, and cancel it.

The drawer's cash changes only through `into_drawer` and `out_of_drawer`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.operation import part, require, write_row
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import DateInFuture, require_open, void_document
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.ledger.queries import document_name
from pkkmart.till.balances import (
    PlaceShort,
    require_balance,
    require_balance_left,
    require_two_names,
    require_two_names_back,
)
from pkkmart.till.models import CashMovement
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow, expected_idr, last_business_date, moved_by, moved_in_open_shift, open_shift


class NoShift(UserError):
    template = N_("Belum ada sif terbuka. Buka sif dulu, isi modal laci.")


class NoTill(NoShift):
    template = N_("PC ini belum tahu kasirnya. Buka Pengaturan, lalu pilih “Kasir PC ini” dulu.")


def require_till(till_id: int | None) -> int:
    """The till of an act that can't be done without one; raises NoTill."""
    if till_id is None:
        raise NoTill
    return till_id


def require_shift(till_id: int | None) -> ShiftRow:
    """The open shift of a till; raises NoTill, NoShift."""
    shift = open_shift(require_till(till_id))
    if shift is None:
        raise NoShift
    return shift


def shift_at(place: CashPlace, till_id: int | None) -> ShiftRow | None:
    """The shift that money at a place belongs to: the till's open one at the drawer, None anywhere else.

    Raises NoTill and NoShift for the drawer without one.
    """
    return require_shift(till_id) if place is CashPlace.DRAWER else None


@part
def into_drawer(shift_id: int, kind: str, amounts: Sequence[tuple[int, CashFlow]], origin: Origin) -> list[Line]:
    """Cash into the drawer: one movement, and the ledger lines that debit it by cash flow."""
    _move(shift_id, kind, sum(amount for amount, _flow in amounts), origin)
    return [debit(Account.DRAWER, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def out_of_drawer(shift_id: int, kind: str, amounts: Sequence[tuple[int, CashFlow]], origin: Origin) -> list[Line]:
    """Cash out of the drawer: one movement, and the ledger lines that credit it by cash flow."""
    _move(shift_id, kind, -sum(amount for amount, _flow in amounts), origin)
    return [credit(Account.DRAWER, amount, cash_flow=flow) for amount, flow in amounts if amount]


def _move(shift_id: int, kind: str, amount_idr: int, origin: Origin) -> None:
    if amount_idr:
        write_row(
            CashMovement, shift_id=shift_id, kind=kind, amount_idr=amount_idr, origin_kind=origin.kind,
            origin_id=origin.id,
        )  # fmt: skip


class DrawerShort(UserError):
    template = N_("Uang di laci tidak cukup untuk {amount}. Ambil dari brankas, atau bayar sebagian.")


class DrawerSpentSince(DrawerShort):
    template = N_(
        "{number} tidak bisa dibatalkan: uang di laci tidak cukup untuk {amount} yang harus kembali. "
        "Isi laci dari brankas dulu, atau batalkan dulu yang sesudahnya."
    )


class ClockBehind(UserError):
    template = N_(
        "Jam komputer menunjukkan {now}, padahal sif terakhir {last}. Betulkan tanggal komputer dulu; "
        "bila tanggalnya memang benar, buka sif baru untuk mengukuhkannya."
    )


def booking_day(day: date | None = None) -> date:
    """The day a document is booked on: the one chosen, else today. Raises DateInFuture, PeriodClosed."""
    chosen = day or today_or_refuse()
    if chosen > clock.today():
        raise DateInFuture(day=date_short(chosen))
    require_open(chosen)
    return chosen


def today_or_refuse() -> date:
    """Today, unless the clock stands before the newest shift's day: a wrong clock must not date documents."""
    last, today = last_business_date(), clock.today()
    if last is not None and today < last:
        raise ClockBehind(now=date_short(today), last=date_short(last))
    return today


@part
def business_day(place: CashPlace, day: date | None = None, *, till_id: int | None) -> date:
    """The day a movement of money is booked on: the drawer's is its shift's, any other the one chosen.

    Raises NoTill and NoShift for the drawer without one, DateInFuture, PeriodClosed.
    """
    shift = shift_at(place, till_id)
    if shift is None:
        return booking_day(day)
    require_open(shift.business_date)
    return shift.business_date


@part
def receive_money(
    place: CashPlace, amounts: Sequence[tuple[int, CashFlow]], origin: Origin, *, till_id: int | None,
    kind: str = "IN",
) -> list[Line]:  # fmt: skip
    """Money into a place; the drawer of a till also gets its movement. Returns the debit lines by cash flow."""
    shift = shift_at(place, till_id)
    if shift is not None:
        return into_drawer(shift.id, kind, amounts, origin)
    return [debit(place.account, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def pay_money(
    place: CashPlace, amounts: Sequence[tuple[int, CashFlow]], origin: Origin,
    *, day: date, till_id: int | None, kind: str = "OUT", refusal: type[PlaceShort] = PlaceShort,
) -> list[Line]:  # fmt: skip
    """Money out of a place on a day; never more than its balance. Returns the credit lines by cash flow.

    Much out of the safe takes two names. Raises NoShift, DrawerShort, the refusal (PlaceShort), PlaceShortThen,
    SecondNameNeeded.
    """
    wanted = sum(amount for amount, _flow in amounts)
    shift = shift_at(place, till_id)
    if shift is not None:
        if wanted > expected_idr(shift.id):
            raise DrawerShort(amount=figure(wanted))
        return out_of_drawer(shift.id, kind, amounts, origin)
    require_balance(place, wanted, day, refusal=refusal)
    require_two_names(place, wanted)
    return [credit(place.account, amount, cash_flow=flow) for amount, flow in amounts if amount]


@part
def cancel_document(origin: Origin, *, reason: str, till_id: int | None, day: date | None = None) -> Origin:
    """Cancel a document, of whatever kind: reverse its entries, and its cash movements in the till's open shift.

    The till is the one at which it is cancelled: its drawer pays back or is paid, whichever till wrote the document.
    Returns the origin of the cancellation, under which the caller undoes what else the
    document did. Much into or out of the safe takes two names, as the document did. Raises ReasonMissing,
    AlreadyVoided, NoShift (its cash was in the drawer), DrawerSpentSince and PlaceSpentSince (the money it brought was
    spent since), SecondNameNeeded, PeriodClosed.
    """
    moved = fetch(
        "SELECT coalesce(sum(amount_idr), 0) FROM cash_movement WHERE origin_kind = ? AND origin_id = ?",
        (origin.kind, origin.id),
    )[0][0]
    chosen = business_day(CashPlace.DRAWER if moved else CashPlace.SAFE, day, till_id=till_id)
    if moved > 0 and moved > expected_idr(require_shift(till_id).id):
        raise DrawerSpentSince(number=document_name(origin.kind, origin.id), amount=figure(moved))
    void = void_document(origin, reason=reason, business_date=chosen, till_id=till_id)
    if moved:
        _move(require_shift(till_id).id, "OUT" if moved > 0 else "IN", -moved, void)
    for place, amount in moved_by(origin):
        if amount > 0:
            require_balance_left(place, amount, chosen, document_name(origin.kind, origin.id))
            require_two_names(place, amount)
        elif place is CashPlace.SAFE:
            require_two_names_back(-amount, document_name(origin.kind, origin.id))
    return void


@dataclass(frozen=True, slots=True)
class Cancellation:
    """A cancellation as its paper tells it; `recorded_at` is a moment in UTC, as text."""

    origin: Origin
    number: str
    business_date: date
    recorded_at: str
    user: str
    reason: str


@part
def cancel_slip(
    actor: Actor, origin: Origin, reason: str, *, till_id: int | None, approval: Approval | None
) -> Cancellation:
    """Cancel a document as `cancel_document` does; one that is not of the till's open shift takes KEEP_BOOKS."""
    if not moved_in_open_shift(origin, till_id):
        require(actor, Permission.KEEP_BOOKS, approval)
    void = cancel_document(origin, reason=reason, till_id=till_id)
    number, day, recorded_at, said = fetch(
        "SELECT number, business_date, recorded_at, reason FROM voided_document WHERE id = ?", (void.id,)
    )[0]
    return Cancellation(void, number, date.fromisoformat(day), recorded_at, actor.name, said)


@part
def difference_lines(shift_id: int, difference_idr: int, origin: Origin, *, staff_id: int | None) -> list[Line]:
    """Book what a drawer has more or less than expected: on 7103, or as owed by a person of the staff."""
    flow = [(abs(difference_idr), CashFlow.OTHER_OPERATING)]
    if difference_idr >= 0:
        return [*into_drawer(shift_id, "DIFFERENCE", flow, origin), credit(Account.CASH_DIFFERENCE, difference_idr)]
    account = Account.CASH_DIFFERENCE if staff_id is None else Account.STAFF_RECEIVABLE
    return [debit(account, -difference_idr, person=staff_id), *out_of_drawer(shift_id, "DIFFERENCE", flow, origin)]
