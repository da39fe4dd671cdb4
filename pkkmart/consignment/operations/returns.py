"""Writes of the nota retur: unsold goods go home, nothing is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ReturnNote, ReturnNoteLine
from pkkmart.consignment.operations.goods import require_on_shelf, require_owned_by
from pkkmart.consignment.queries import goods_note
from pkkmart.consignment.rules import ReturnReason
from pkkmart.consignment.slip import goods_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.ledger.operations import Recorded, write_document, write_lines
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue
from pkkmart.stock.operations import Out, issue, reverse_moves
from pkkmart.till.operations import booking_day, cancel_document


class NothingReturned(UserError):
    template = N_("Belum ada barang yang diisi. Isi jumlah yang dibawa pulang, paling sedikit satu barang.")


class ReturnQuantityUnfit(UserError):
    template = N_("Jumlah retur {name} harus lebih dari 0.")


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """Goods a consignor takes home: thousandths of a unit, and why."""

    product_id: int
    qty_milli: int
    reason: ReturnReason = ReturnReason.UNSOLD


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.PRINT_JOBS}))
def record_return(
    actor: Actor, consignor_id: int, items: Sequence[ReturnItem], *, day: date | None = None, note: str = ""
) -> Recorded:
    """Give a consignor unsold goods back: nothing is posted, its slip is queued.

    Raises NothingReturned, ReturnQuantityUnfit, QuantityTooLarge, NotOfConsignor, MoreThanShelf, NotThereThen (on the
    day they leave, or since), DateInFuture, PeriodClosed.
    """
    chosen = booking_day(day)
    wanted = [(item.product_id, item.qty_milli) for item in items]
    products = require_owned_by(consignor_id, wanted, NothingReturned, ReturnQuantityUnfit)
    require_on_shelf(wanted, products, chosen)
    written = write_document(ReturnNote, chosen, consignor_id=consignor_id, note=note.strip())
    note_id, number = written.id, written.number
    rows = [{"product_id": item.product_id, "qty_milli": item.qty_milli, "reason": item.reason} for item in items]
    write_lines(ReturnNoteLine, written, rows)
    issue(
        [Out(item.product_id, item.qty_milli, owned=False) for item in items],
        reason="DELIVERY_RETURN",
        origin=written.origin,
        business_date=chosen,
    )
    queue("return_note", number, goods_slip(goods_note("return_note", note_id), actor.name), "return_note", note_id)
    return Recorded(note_id, number)


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT}))
def cancel_return(
    actor: Actor, return_note_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel a nota retur: its goods are on the shelf again.

    Raises ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    note = goods_note("return_note", return_note_id)
    current_act().subject = note.number
    chosen = booking_day(day)
    void = cancel_document(Origin("return_note", return_note_id), reason=reason, till_id=None, day=chosen)
    reverse_moves(Origin("return_note", return_note_id), note.number, void=void, business_date=chosen)
