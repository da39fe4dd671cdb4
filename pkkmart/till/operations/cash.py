"""Cash into and out of the drawer between sales, and the drawer opened without one."""

from __future__ import annotations

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require, write_row
from pkkmart.ledger.chart import CashFlow
from pkkmart.ledger.operations import post, write_document
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue, queue_drawer
from pkkmart.till.kinds import CashIn, CashKind, CashOut
from pkkmart.till.models import CashSlip, DrawerOpening
from pkkmart.till.operations.money import (
    NoShift,
    cancel_document,
    pay_money,
    receive_money,
    require_shift,
    require_till,
)
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import CashSlipRow, cash_slip, open_shift, open_shifts
from pkkmart.till.slip import cancelled_slip_elements, cash_slip_elements

MOST_IDR = 100_000_000
PRINTED = "cash_slip"
"""The kind of this file's print jobs."""

_CHANGES = frozenset({Changed.SHIFT, Changed.LEDGER, Changed.PRINT_JOBS})


class CashAmountUnfit(UserError):
    template = N_("Jumlah {amount} tidak mungkin. Isi antara 1 dan {most} rupiah.")


class CashReasonMissing(UserError):
    template = N_("Tulis alasannya dulu, misalnya: uang receh habis.")


class SlipShiftClosed(NoShift):
    template = N_(
        "{number} ditulis di sif {shift} yang sudah ditutup, jadi uangnya kembali lewat laci sif sesudahnya. "
        "Buka sif dulu, lalu batalkan lagi."
    )


class OpeningReasonMissing(UserError):
    template = N_("Tulis dulu untuk apa laci dibuka, misalnya: menukar uang.")


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cash_in(
    actor: Actor, kind: CashIn, amount_idr: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> CashSlipRow:
    """Put the shop's own cash into the drawer: D 1101 / K the place; its slip is queued. Takes PAY_FROM_SAFE.

    Raises NotPermitted, SecondNameNeeded, NoShift, CashAmountUnfit, CashReasonMissing, PlaceShort, PlaceShortThen,
    PeriodClosed.
    """
    require(actor, Permission.PAY_FROM_SAFE, approval)
    return _carry(kind, kind.place, CashPlace.DRAWER, amount_idr, reason, till_id)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cash_out(
    actor: Actor, kind: CashOut, amount_idr: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> CashSlipRow:
    """Take the shop's own cash out of the drawer: D the place / K 1101; its slip is queued.

    To the safe a cashier may alone, to petty cash it takes PAY_FROM_SAFE. Raises NotPermitted, NoShift,
    CashAmountUnfit, CashReasonMissing, DrawerShort, PeriodClosed.
    """
    if kind is not CashOut.TO_SAFE:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    return _carry(kind, CashPlace.DRAWER, kind.place, amount_idr, reason, till_id)


@part
def _carry(
    kind: CashKind, from_place: CashPlace, to_place: CashPlace, amount_idr: int, reason: str, till_id: int | None
) -> CashSlipRow:
    if not 0 < amount_idr <= MOST_IDR:
        raise CashAmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
    if not reason.strip():
        raise CashReasonMissing
    shift = require_shift(till_id)
    day, act = shift.business_date, current_act()
    written = write_document(
        CashSlip, day, shift_id=shift.id, kind=kind.value, amount_idr=amount_idr, reason=" ".join(reason.split())
    )
    slip_id, number, origin = written.id, written.number, written.origin
    carried = [(amount_idr, CashFlow.TRANSFER)]
    lines = [
        *receive_money(to_place, carried, origin, till_id=till_id),
        *pay_money(from_place, carried, origin, day=day, till_id=till_id),
    ]
    post(lines, origin=origin, business_date=day, till_id=till_id, memo=number)
    slip = cash_slip(slip_id)
    helper = act.approval.by.name if act.approval else ""
    queue(PRINTED, number, cash_slip_elements(slip, helper, kick=True), PRINTED, slip_id)
    act.details.update(kind=kind.value, amount=amount_idr, reason=slip.reason)
    return slip


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_cash_slip(
    actor: Actor, slip_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Cancel a slip of cash in or out at a till: the money goes back; returns the cancellation's number.

    In its own shift a cashier may cancel what came into the drawer; what went to the safe or to petty cash takes
    PAY_FROM_SAFE, a slip of another shift KEEP_BOOKS and an open one, for the money goes through its drawer. Raises
    NotPermitted, SecondNameNeeded, SlipShiftClosed, PlaceSpentSince, DrawerSpentSince, ReasonMissing, AlreadyVoided,
    PeriodClosed.
    """
    slip = cash_slip(slip_id)
    shift = open_shift(require_till(till_id))
    if shift is None or shift.id != slip.shift_id:
        require(actor, Permission.KEEP_BOOKS, approval)
    if shift is None and slip.shift_id in {other.id for other in open_shifts()}:
        raise NoShift
    if shift is None:
        raise SlipShiftClosed(number=slip.number, shift=slip.shift_id)
    if isinstance(slip.kind, CashOut):
        require(actor, Permission.PAY_FROM_SAFE, approval)
    act = current_act()
    act.subject = slip.number
    void = cancel_document(Origin("cash_slip", slip_id), reason=reason, till_id=till_id)
    cancelled = cash_slip(slip_id)
    elements = cancelled_slip_elements(cancelled, actor.name, " ".join(reason.split()))
    queue(PRINTED, cancelled.cancelled_by, elements, void.kind, void.id)
    return cancelled.cancelled_by


@operation(Permission.OPEN_DRAWER, changes=frozenset({Changed.SHIFT, Changed.PRINT_JOBS}))
def open_drawer(actor: Actor, reason: str, *, till_id: int | None, approval: Approval | None = None) -> int:
    """Open the drawer without a sale and record the reason; returns the id of the record.

    Raises NotPermitted, OpeningReasonMissing.
    """
    words = " ".join(reason.split())
    if not words:
        raise OpeningReasonMissing
    till = require_till(till_id)
    shift, opening_id = open_shift(till), next_id(DrawerOpening)
    shift_id, approver_id = shift.id if shift else None, approval.by.id if approval else None
    write_row(DrawerOpening, id=opening_id, till_id=till, shift_id=shift_id, approver_id=approver_id, reason=words)
    queue_drawer(words, "drawer_opening", opening_id)
    act = current_act()
    act.subject = f"shift {shift.id}" if shift else f"till {till}"
    act.details["reason"] = words
    return opening_id
