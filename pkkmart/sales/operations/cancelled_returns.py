"""A return taken back, in the shift that took it: a wrong line, a wrong receipt. The exact negation of its entry."""

from __future__ import annotations

from datetime import date

from pkkmart.consignment.operations.goods import owe_no_more
from pkkmart.consignment.queries import settled_in
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.operations import AlreadyVoided
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue
from pkkmart.receivables import operations as receivables
from pkkmart.sales.queries.loose import loose_view
from pkkmart.sales.queries.paid_back import PaidBack, moved_since, paid_back, returned_since
from pkkmart.sales.queries.returned import return_view
from pkkmart.sales.return_slip import cancelled_return_elements
from pkkmart.savings import operations as savings
from pkkmart.stock.operations import take_back
from pkkmart.till.operations import cancel_document
from pkkmart.till.queries import open_shift

_TAKES_BACK = frozenset(
    {Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}
)


class ReturnOfOtherShift(UserError):
    template = N_(
        "{number} bukan dari sif yang terbuka sekarang, jadi tidak bisa dibatalkan. "
        "Jual lagi barangnya dengan struk baru."
    )


class ReturnSettled(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: titipannya sudah dihitung di {settlement}. "
        "Jual lagi barangnya dengan struk baru."
    )


class ReturnedSince(UserError):
    template = N_("{number} tidak bisa dibatalkan: struknya diretur lagi dengan {later}. Batalkan {later} dulu.")


class MovedSinceReturn(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: sisa {name} di struknya sudah dipindah ke ibu lain di {move}. "
        "Jual lagi barangnya dengan struk baru."
    )


@operation(Permission.VOID_SALES, changes=_TAKES_BACK)
def cancel_return(
    actor: Actor, return_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Take a return back: the buyer has her goods again and gives the money back; returns BT's number.

    The receipt is as it was before, so what came after the return on it comes first: parts of a line and their money
    are cumulative (decision 30). What was sent by bank takes PAY_FROM_SAFE, for whoever sees the account says that
    it is back.

    Raises NotPermitted, ReturnOfOtherShift, ReturnSettled, ReturnedSince, MovedSinceReturn, ReasonMissing,
    AlreadyVoided, GoodsGone, ValueMixed, PutUsedSince, PeriodClosed.
    """
    done = paid_back("sale_return", return_id)
    day = _day(done, till_id)
    later = returned_since(return_id)
    if later:
        raise ReturnedSince(number=done.number, later=later)
    name, move = moved_since(return_id)
    if move:
        raise MovedSinceReturn(number=done.number, name=name, move=move)
    if done.bank_idr:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    return _cancel(done, day, till_id, reason, actor)


@operation(Permission.VOID_SALES, changes=_TAKES_BACK)
def cancel_loose_return(
    actor: Actor, return_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Take a return without a receipt back: the goods count as sold and still out again; returns BT's number.

    Raises NotPermitted, ReturnOfOtherShift, ReturnSettled, ReasonMissing, AlreadyVoided, GoodsGone, ValueMixed,
    PeriodClosed.
    """
    done = paid_back("loose_return", return_id)
    return _cancel(done, _day(done, till_id), till_id, reason, actor)


def _day(done: PaidBack, till_id: int | None) -> date:
    """The day of its shift, which must be the till's open one; it must stand, and none of it be in a settlement."""
    if done.voided_by:
        raise AlreadyVoided(number=done.voided_by)
    shift = open_shift(till_id)
    if shift is None or shift.id != done.shift_id:
        raise ReturnOfOtherShift(number=done.number)
    settlement = settled_in(done.kind, done.id)
    if settlement:
        raise ReturnSettled(number=done.number, settlement=settlement)
    return shift.business_date


@part
def _cancel(done: PaidBack, day: date, till_id: int | None, reason: str, actor: Actor) -> str:
    """Negate all that the return wrote and queue the slip of the money the buyer brings back."""
    origin = Origin(done.kind, done.id)
    void = cancel_document(origin, reason=reason, day=day, till_id=till_id)
    take_back(origin, done.number, void=void, business_date=day)
    owe_no_more(origin, void, day)
    savings.undo(origin, void, day=day)
    receivables.undo(origin, void, day=day)
    number, recorded_at = fetch("SELECT number, recorded_at FROM voided_document WHERE id = ?", (void.id,))[0]
    view = return_view(done.id) if done.kind == "sale_return" else loose_view(done.id)
    elements = cancelled_return_elements(view, number, recorded_at, reason.strip(), actor.name)
    queue("return_void", number, elements, void.kind, void.id)
    current_act().subject = done.number
    return str(number)
