"""Writes of uang muka: money a consignor gets before it is earned, and what of it is paid back in money."""

from __future__ import annotations

from datetime import date

from pkkmart.consignment.models import Advance
from pkkmart.consignment.queries import advance_idr, advance_row, owed_by_person
from pkkmart.consignment.rules import AdvanceDirection
from pkkmart.consignment.slip import advance_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import Unusual, UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import Recorded, post, write_document
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.people.queries import CapacityKind, has_capacity, person_name
from pkkmart.printing.slip import DrawerKick
from pkkmart.printing.spool import queue
from pkkmart.till.operations import business_day, cancel_document, pay_money, receive_money, shift_at
from pkkmart.till.places import CashPlace

_CHANGES = frozenset({Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS})


class AdvanceAmountUnfit(UserError):
    template = N_("Jumlah uang muka harus lebih dari 0.")


class AdvancePlaceUnfit(UserError):
    template = N_("Uang muka tidak bisa lewat {place}. Pilih laci, kas kecil, brankas, atau bank.")


class NoConsignor(UserError):
    template = N_("{name} bukan penitip pada {day}. Uang muka hanya untuk penitip.")


class AdvanceLarge(Unusual):
    key = "advance_large"
    template = N_(
        "Uang muka {name} menjadi {after}, padahal hasil titipannya yang belum dibayar {earned}. Periksa angkanya."
    )


class NettedTooMuch(UserError):
    template = N_(
        "Uang muka {name} yang belum lunas pada {day} hanya {left}, jadi tidak bisa dipotong {amount}. "
        "Potong paling banyak {left}."
    )


class ReturnedTooMuch(NettedTooMuch):
    template = N_(
        "Uang muka {name} yang belum lunas pada {day} hanya {left}, jadi {amount} terlalu banyak. "
        "Terima paling banyak {left}."
    )


class AdvanceSettledSince(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: uang mukanya sudah dipotong atau dikembalikan. "
        "Batalkan dulu pembayaran atau pengembalian itu."
    )


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def give_advance(
    actor: Actor, consignor_id: int, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "", approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> Recorded:  # fmt: skip
    """Give a consignor uang muka: D 1133 / K the place; the next payout nets it.

    Money from anywhere but the drawer takes PAY_FROM_SAFE. More than is owed and unpaid is asked about (confirm
    `advance_large`). Raises AdvanceAmountUnfit, AdvancePlaceUnfit, NoConsignor, NoShift, DrawerShort, PlaceShort,
    PlaceShortThen, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    _require_fit(amount_idr, place)
    booked_on = business_day(place, day, till_id=till_id)
    if not has_capacity(consignor_id, CapacityKind.CONSIGNOR, booked_on):
        raise NoConsignor(name=person_name(consignor_id), day=date_short(booked_on))
    left = owed_by_person().get(consignor_id, 0)
    if amount_idr > left and AdvanceLarge.key not in confirmed:
        open_idr = advance_idr(consignor_id)
        raise AdvanceLarge(
            name=person_name(consignor_id), after=figure(open_idr + amount_idr), earned=figure(left + open_idr)
        )
    return _booked(consignor_id, AdvanceDirection.GIVEN, amount_idr, place, booked_on, till_id, note)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def take_back_advance(
    actor: Actor, consignor_id: int, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "", approval: Approval | None = None,
) -> Recorded:  # fmt: skip
    """Take uang muka back in money: D the place / K 1133; outside the drawer it takes KEEP_BOOKS.

    Raises AdvanceAmountUnfit, AdvancePlaceUnfit, ReturnedTooMuch, NoShift, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.KEEP_BOOKS, approval)
    _require_fit(amount_idr, place)
    booked_on = business_day(place, day, till_id=till_id)
    if amount_idr > (left := open_advance(consignor_id, booked_on)):
        raise ReturnedTooMuch(
            name=person_name(consignor_id), day=date_short(booked_on), left=figure(left), amount=figure(amount_idr)
        )
    return _booked(consignor_id, AdvanceDirection.RETURNED, amount_idr, place, booked_on, till_id, note)


@part
def _booked(
    consignor_id: int, direction: AdvanceDirection, amount_idr: int, place: CashPlace, day: date, till_id: int | None,
    note: str,
) -> Recorded:  # fmt: skip
    """Write the document, book it, and queue its slip."""
    shift = shift_at(place, till_id)
    written = write_document(
        Advance,
        day,
        consignor_id=consignor_id,
        direction=direction,
        amount_idr=amount_idr,
        place=place,
        shift_id=shift.id if shift else None,
        note=note.strip(),
    )
    origin, flows = written.origin, [(amount_idr, CashFlow.TO_CONSIGNORS)]
    if direction is AdvanceDirection.GIVEN:
        money = pay_money(place, flows, origin, day=day, till_id=till_id)
        lines = [debit(Account.CONSIGNOR_RECEIVABLE, amount_idr, person=consignor_id), *money]
    else:
        money = receive_money(place, flows, origin, till_id=till_id)
        lines = [*money, credit(Account.CONSIGNOR_RECEIVABLE, amount_idr, person=consignor_id)]
    post(lines, origin=origin, business_date=day, till_id=shift.till_id if shift else None, memo=written.number)
    kick = [DrawerKick()] if place is CashPlace.DRAWER else []
    queue("advance", written.number, [*kick, *advance_slip(written.id).elements], origin.kind, origin.id)
    return Recorded(written.id, written.number, amount_idr)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_advance(
    actor: Actor, advance_id: int, reason: str,
    *, till_id: int | None, day: date | None = None, approval: Approval | None = None,
) -> None:  # fmt: skip
    """Cancel an uang muka, or its return: the money goes back to where it lay.

    Raises AdvanceSettledSince, NoShift, DrawerSpentSince, PlaceSpentSince, ReasonMissing, AlreadyVoided,
    VoidedTooEarly, PeriodClosed.
    """
    row = advance_row(advance_id)
    if row.place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    cancel_document(Origin("advance", advance_id), reason=reason, till_id=till_id, day=day)
    if advance_idr(row.consignor_id) < 0:
        raise AdvanceSettledSince(number=row.number)
    current_act().subject = row.number


def open_advance(consignor_id: int, day: date) -> int:
    """The uang muka that can be netted or paid back on a day: what is open then and now, rupiah."""
    return max(min(advance_idr(consignor_id, day), advance_idr(consignor_id)), 0)


def _require_fit(amount_idr: int, place: CashPlace) -> None:
    if place is CashPlace.TRANSIT:
        raise AdvancePlaceUnfit(place=place.label.lower())
    if amount_idr <= 0:
        raise AdvanceAmountUnfit
