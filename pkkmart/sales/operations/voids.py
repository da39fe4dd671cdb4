"""A sale taken back whole, in the shift that made it: the exact negation of its entry (decision 13)."""

from __future__ import annotations

from datetime import date

from pkkmart.cashbook.queries.clearing import cleared_by, open_clearing
from pkkmart.consignment.operations.goods import owe_no_more
from pkkmart.consignment.queries import settled_in
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue
from pkkmart.receivables import operations as receivables
from pkkmart.sales.operations.still_out import require_still_out
from pkkmart.sales.queries import sale_view
from pkkmart.sales.queries.moved import moved_in
from pkkmart.sales.queries.returned import returnable
from pkkmart.sales.return_slip import void_elements
from pkkmart.savings import operations as savings
from pkkmart.stock.operations import take_back
from pkkmart.till.operations import cancel_document
from pkkmart.till.queries import open_shift

_TAKES_BACK = frozenset(
    {Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}
)


class OtherShift(UserError):
    template = N_("{number} bukan dari sif yang terbuka sekarang, jadi tidak bisa dibatalkan. Terima sebagai retur.")


class SoldSettled(UserError):
    template = N_("{number} tidak bisa dibatalkan: titipannya sudah dihitung di {settlement}. Terima sebagai retur.")


class PartlyReturned(UserError):
    template = N_("{number} tidak bisa dibatalkan: sebagian sudah diretur di {returned}. Retur sisanya.")


class PaymentSwapped(UserError):
    template = N_("{number} tidak bisa dibatalkan: cara bayarnya sudah dibetulkan di {swap}. Terima sebagai retur.")


class LineMoved(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: barangnya sudah dipindah ke ibu lain di {move}. Terima sebagai retur."
    )


class QrisInBank(UserError):
    template = N_("{number} tidak bisa dibatalkan: QRIS hari itu sudah masuk bank di {clearing}. Terima sebagai retur.")


@operation(Permission.VOID_SALES, changes=_TAKES_BACK)
def void_sale(actor: Actor, sale_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None) -> str:
    """Take a sale back in its own shift: goods, shares, tenders and drawer as if it had not been; returns BT's number.

    The till is the one of that shift. Raises NotPermitted, OtherShift, SoldSettled, PartlyReturned, PaymentSwapped,
    LineMoved, QrisInBank, BackAlready, ReasonMissing, AlreadyVoided, GoodsGone, DrawerMovedOn, ChargeRepaid,
    PutUsedSince, NoShift, PeriodClosed.
    """
    number, shift_id = fetch("SELECT number, shift_id FROM sale WHERE id = ?", (sale_id,))[0]
    origin, shift = Origin("sale", sale_id), open_shift(till_id)
    if shift is None or shift.id != shift_id:
        raise OtherShift(number=number)
    returned = fetch_one(
        "SELECT r.number FROM sale_return r WHERE r.sale_id = ? AND NOT EXISTS (SELECT 1 FROM voided_document v"
        " WHERE v.origin_kind = 'sale_return' AND v.origin_id = r.id) LIMIT 1",
        (sale_id,),
    )
    if returned is not None:
        raise PartlyReturned(number=number, returned=returned[0])
    swap = fetch_one("SELECT max(number) FROM tender_swap WHERE sale_id = ?", (sale_id,))
    if swap is not None and swap[0]:
        raise PaymentSwapped(number=number, swap=swap[0])
    move = moved_in(sale_id)
    if move:
        raise LineMoved(number=number, move=move)
    settlement = settled_in("sale", sale_id)
    if settlement:
        raise SoldSettled(number=number, settlement=settlement)
    _require_qris_open(number, sale_id, shift.business_date)
    require_still_out((line.product_id, line.qty_milli) for line in returnable(sale_id).lines)
    void = cancel_document(origin, reason=reason, day=shift.business_date, till_id=till_id)
    day = shift.business_date
    take_back(origin, number, void=void, business_date=day)
    owe_no_more(origin, void, day)
    savings.undo(origin, void, day=day)
    receivables.undo(origin, void, day=day)
    (void_number,) = fetch("SELECT number FROM voided_document WHERE id = ?", (void.id,))[0]
    elements = void_elements(sale_view(sale_id), void_number, reason.strip(), actor.name)
    queue("sale_void", void_number, elements, void.kind, void.id)
    current_act().subject = number
    return str(void_number)


@part
def _require_qris_open(number: str, sale_id: int, day: date) -> None:
    """Raise QrisInBank where the provider has already paid out what this sale took by QRIS."""
    row = fetch_one("SELECT sum(amount_idr) FROM payment WHERE sale_id = ? AND tender = 'QRIS'", (sale_id,))
    taken = int(row[0]) if row and row[0] else 0
    clearing = cleared_by(day) if taken else ""
    if clearing and taken > sum(one.open_idr for one in open_clearing() if one.day == day):
        raise QrisInBank(number=number, clearing=clearing)
