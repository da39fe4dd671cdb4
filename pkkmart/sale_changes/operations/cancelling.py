"""What is undone as if it had not been, in the shift that did it: a whole sale, or a return of goods."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from pkkmart.cashbook.queries.clearing import cleared_by, open_clearing
from pkkmart.consignment.operations.goods import negate_lines
from pkkmart.consignment.queries import settled_in
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import current_act, operation, part, require
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.operations import AlreadyVoided
from pkkmart.ledger.posting import Origin
from pkkmart.printing.slip import Element
from pkkmart.printing.spool import queue
from pkkmart.receivables import operations as receivables
from pkkmart.sale_changes.change import ChangeKind
from pkkmart.sale_changes.operations.limits import require_still_out
from pkkmart.sale_changes.operations.returns import CHANGES_A_SALE
from pkkmart.sale_changes.queries.returns import ReturnView, corrected_since, return_view, returned_since
from pkkmart.sale_changes.queries.standing import StandingSale, standing_sale
from pkkmart.sale_changes.slip import cancelled_return_elements, void_elements
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.savings import operations as savings
from pkkmart.stock.operations import reverse_moves
from pkkmart.till.operations import cancel_document
from pkkmart.till.queries import open_shift


class OtherShift(UserError):
    template = N_("{number} bukan dari sif yang terbuka sekarang, jadi tidak bisa dibatalkan. Terima sebagai retur.")


class SoldSettled(UserError):
    template = N_("{number} tidak bisa dibatalkan: titipannya sudah dihitung di {settlement}. Terima sebagai retur.")


class PartlyReturned(UserError):
    template = N_("{number} tidak bisa dibatalkan: sebagian sudah diretur di {change}. Retur sisanya.")


class PaymentCorrectedSince(UserError):
    template = N_("{number} tidak bisa dibatalkan: cara bayarnya sudah dibetulkan di {change}. Terima sebagai retur.")


class OwnerCorrectedSince(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: barangnya sudah dipindah ke ibu lain di {change}. Terima sebagai retur."
    )


class QrisInBank(UserError):
    template = N_("{number} tidak bisa dibatalkan: QRIS hari itu sudah masuk bank di {clearing}. Terima sebagai retur.")


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


class CorrectedSinceReturn(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: sisa {name} di struknya sudah dipindah ke ibu lain di {change}. "
        "Jual lagi barangnya dengan struk baru."
    )


_STANDS_IN_THE_WAY = (
    (ChangeKind.RETURN, PartlyReturned),
    (ChangeKind.PAYMENT, PaymentCorrectedSince),
    (ChangeKind.OWNER, OwnerCorrectedSince),
)


@operation(Permission.VOID_SALES, changes=CHANGES_A_SALE)
def void_sale(actor: Actor, sale_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None) -> str:
    """Cancel a whole sale in its own shift: the exact negation of its entry; returns the cancellation's number.

    The till is the one of that shift. Raises NotPermitted, OtherShift, SoldSettled, PartlyReturned,
    PaymentCorrectedSince, OwnerCorrectedSince, QrisInBank, BackAlready, ReasonMissing, AlreadyVoided, GoodsGone,
    DrawerSpentSince, ChargeRepaid, SavingsUsedSince, NoShift, PeriodClosed.
    """
    sale = standing_sale(sale_id)
    day = require_cancellable(sale, till_id)
    _require_qris_open(sale, day)
    require_still_out(((line.product_id, line.qty_milli, line.whole.net_idr) for line in sale.lines), sale.member_id)

    def slip(number: str, _recorded_at: str) -> list[Element]:
        return void_elements(sale_as_paid(sale_id), number, reason.strip(), actor.name)

    origin = Origin("sale", sale_id)
    return _undo(origin, sale.number, reason, day, till_id, "sale_void", slip)


@operation(Permission.VOID_SALES, changes=CHANGES_A_SALE)
def cancel_return(
    actor: Actor, return_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Cancel a return, with or without a receipt: the buyer has the goods again; returns the cancellation's number.

    The receipt is as it was before, so what came after the return on it comes first: parts of a line and their money
    are cumulative. What was sent by bank takes PAY_FROM_SAFE, for whoever sees the account says that it is back.

    Raises NotPermitted, ReturnOfOtherShift, ReturnSettled, ReturnedSince, CorrectedSinceReturn, ReasonMissing,
    AlreadyVoided, GoodsGone, ValueMixed, SavingsUsedSince, PeriodClosed.
    """
    done = return_view(return_id)
    day = _require_return_cancellable(done, till_id)
    if done.bank_idr:
        require(actor, Permission.PAY_FROM_SAFE, approval)

    def slip(number: str, recorded_at: str) -> list[Element]:
        return cancelled_return_elements(done, number, recorded_at, reason.strip(), actor.name)

    origin = Origin("sale_change", return_id)
    return _undo(origin, done.number, reason, day, till_id, "return_void", slip)


def require_cancellable(sale: StandingSale, till_id: int | None) -> date:
    """The day of a sale's shift, which must be the till's open one; the sale stands as it was sold and is unsettled.

    Raises AlreadyVoided, OtherShift, PartlyReturned, PaymentCorrectedSince, OwnerCorrectedSince, SoldSettled.
    """
    if sale.voided_by:
        raise AlreadyVoided(number=sale.voided_by)
    shift = open_shift(till_id)
    if shift is None or shift.id != sale.shift_id:
        raise OtherShift(number=sale.number)
    _require_unchanged(sale)
    settlement = settled_in("sale", sale.id)
    if settlement:
        raise SoldSettled(number=sale.number, settlement=settlement)
    return shift.business_date


def _require_unchanged(sale: StandingSale) -> None:
    """Raise the refusal that names the newest standing change of a sale, if there is one.

    Another amount handed over books nothing, so it stands in nobody's way.
    """
    for kind, refusal in _STANDS_IN_THE_WAY:
        row = fetch_one(
            f"SELECT c.number FROM sale_change c WHERE c.sale_id = ? AND c.kind = ? AND {stands('sale_change', 'c')}"
            " AND (c.kind <> 'PAYMENT' OR EXISTS (SELECT 1 FROM sale_change_tender y WHERE y.sale_change_id = c.id))"
            " ORDER BY c.id DESC LIMIT 1",
            (sale.id, kind),
        )
        if row is not None:
            raise refusal(number=sale.number, change=row[0])


def _require_return_cancellable(done: ReturnView, till_id: int | None) -> date:
    """The day of a return's shift, the till's open one; the return stands, is unsettled, nothing followed it."""
    if done.voided_by:
        raise AlreadyVoided(number=done.voided_by)
    shift = open_shift(till_id)
    if shift is None or shift.id != done.shift_id:
        raise ReturnOfOtherShift(number=done.number)
    settlement = settled_in("sale_change", done.id)
    if settlement:
        raise ReturnSettled(number=done.number, settlement=settlement)
    later = returned_since(done.id)
    if later:
        raise ReturnedSince(number=done.number, later=later)
    name, change = corrected_since(done.id)
    if change:
        raise CorrectedSinceReturn(number=done.number, name=name, change=change)
    return shift.business_date


@part
def _require_qris_open(sale: StandingSale, day: date) -> None:
    """Raise QrisInBank where the provider has already paid out what this sale took by QRIS."""
    row = fetch_one("SELECT sum(amount_idr) FROM payment WHERE sale_id = ? AND tender = 'QRIS'", (sale.id,))
    taken = int(row[0]) if row and row[0] else 0
    clearing = cleared_by(day) if taken else ""
    if clearing and taken > sum(one.open_idr for one in open_clearing() if one.day == day):
        raise QrisInBank(number=sale.number, clearing=clearing)


@part
def _undo(
    origin: Origin, number: str, reason: str, day: date, till_id: int | None, job: str,
    slip: Callable[[str, str], list[Element]],
) -> str:  # fmt: skip
    """Negate all that a document wrote and queue the slip of it; returns the cancellation's number."""
    void = cancel_document(origin, reason=reason, day=day, till_id=till_id)
    reverse_moves(origin, number, void=void, business_date=day)
    negate_lines(origin, void, day)
    savings.undo(origin, void, day=day)
    receivables.undo(origin, void, day=day)
    void_number, recorded_at = fetch("SELECT number, recorded_at FROM voided_document WHERE id = ?", (void.id,))[0]
    queue(job, void_number, slip(void_number, recorded_at), void.kind, void.id)
    current_act().subject = number
    return str(void_number)
