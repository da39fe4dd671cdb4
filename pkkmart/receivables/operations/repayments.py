"""Writes of repayments: money paid on a member's bon, the oldest purchase first, and its cancellation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post, write_document
from pkkmart.ledger.posting import Line, Origin, credit
from pkkmart.printing.spool import queue
from pkkmart.receivables.models import Repayment
from pkkmart.receivables.operations.items import moved, undo
from pkkmart.receivables.queries import open_debts, owed_idr, paid_on, payable_idr
from pkkmart.receivables.queries import repayment as repayment_row
from pkkmart.receivables.slip import cancellation_elements, repayment_elements
from pkkmart.savings.operations import AmountUnfit
from pkkmart.savings.queries import own_name
from pkkmart.savings.rules import MOST_IDR
from pkkmart.till.operations import business_day, cancel_slip, receive_money, shift_at
from pkkmart.till.places import CashPlace

_REPAID = frozenset({Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS})
PRINTED = "repayment"
"""The kind of this file's print jobs."""


class RepaymentPlaceUnfit(UserError):
    template = N_("Angsuran bon tidak bisa lewat {place}. Pilih laci, brankas, atau bank.")


class PaidMoreThanOwed(UserError):
    template = N_("Bon {name} tinggal {owed}, jadi {amount} terlalu banyak. Terima paling banyak {owed}.")


class NothingOwed(PaidMoreThanOwed):
    template = N_(
        "{name} tidak punya bon yang belum lunas. Periksa namanya; uangnya bisa disetor ke simpanan sukarela."
    )


class PaidMoreThanOwedThen(PaidMoreThanOwed):
    template = N_("Pada {day} bon {name} yang bisa diangsur hanya {owed}. Pakai tanggal lain, atau kurangi jumlahnya.")


@dataclass(frozen=True, slots=True)
class RepaidSlip:
    """What became of a repayment: its number, what the member still owes, and the slip queued."""

    id: int
    number: str
    owed_idr: int
    print_job_id: int


@operation(Permission.RUN_SHIFT, changes=_REPAID)
def repay(
    actor: Actor, member_id: int, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "", approval: Approval | None = None,
) -> RepaidSlip:  # fmt: skip
    """Take money on a member's bon, counted on the oldest purchase first.

    Outside the drawer it needs KEEP_BOOKS. Raises NotPermitted, AmountUnfit, RepaymentPlaceUnfit, NothingOwed,
    PaidMoreThanOwed, PaidMoreThanOwedThen, NoShift, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.KEEP_BOOKS, approval)
    if place is CashPlace.TRANSIT:
        raise RepaymentPlaceUnfit(place=_(place.label).lower())
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
    shift, booked_on = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    written = write_document(
        Repayment,
        booked_on,
        member_id=member_id,
        amount_idr=amount_idr,
        place=place,
        shift_id=shift.id if shift else None,
        note=note.strip(),
    )
    origin = written.origin
    owed = pay_off(member_id, amount_idr, origin, day=booked_on)
    money = receive_money(place, [(amount_idr, CashFlow.CUSTOMERS)], origin, till_id=till_id)
    post(
        [*money, *owed],
        origin=origin,
        business_date=booked_on,
        till_id=shift.till_id if shift else None,
        memo=written.number,
    )
    left = owed_idr(member_id)
    slip = repayment_row(origin.id)
    job_id = queue(PRINTED, slip.number, repayment_elements(slip, paid_on(slip.id), left), origin.kind, origin.id)
    return RepaidSlip(slip.id, slip.number, left, job_id)


@part
def pay_off(member_id: int, amount_idr: int, origin: Origin, *, day: date) -> list[Line]:
    """Count an amount of a document on a member's debts, the oldest first; returns the credit of 1131.

    Raises NothingOwed, PaidMoreThanOwed, PaidMoreThanOwedThen.
    """
    if not amount_idr:
        return []
    told = {"name": own_name(member_id), "amount": figure(amount_idr)}
    owed = owed_idr(member_id)
    if owed <= 0:
        raise NothingOwed(owed=figure(owed), **told)
    if amount_idr > owed:
        raise PaidMoreThanOwed(owed=figure(owed), **told)
    left = amount_idr
    for debt in open_debts(member_id):
        paid = min(left, max(payable_idr(member_id, debt.origin, day), 0))
        moved("REPAYMENT", member_id, -paid, debt.origin, origin, day)
        left -= paid
    if left:
        raise PaidMoreThanOwedThen(day=date_short(day), owed=figure(amount_idr - left), **told)
    return [credit(Account.MEMBER_RECEIVABLE, amount_idr, person=member_id)]


@operation(Permission.RUN_SHIFT, changes=_REPAID)
def cancel_repayment(
    actor: Actor, repayment_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Cancel a repayment and pay its money back: it is owed again. Returns the cancellation's number.

    One of the open shift may be cancelled at its drawer; any other needs KEEP_BOOKS. Raises NotPermitted,
    PlaceSpentSince, DrawerSpentSince, ReasonMissing, AlreadyVoided, NoShift, PeriodClosed.
    """
    row = repayment_row(repayment_id)
    origin = Origin("repayment", repayment_id)
    void = cancel_slip(actor, origin, reason, till_id=till_id, approval=approval)
    undo(origin, void.origin, day=void.business_date)
    elements = cancellation_elements(row, owed_idr(row.member_id), void)
    queue(PRINTED, void.number, elements, void.origin.kind, void.origin.id)
    current_act().subject = row.number
    return void.number
