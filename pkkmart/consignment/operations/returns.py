"""Writes of the nota retur: unsold goods go home, nothing is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ReturnNote, ReturnNoteLine
from pkkmart.consignment.operations.goods import require_no_count, require_on_shelf, require_owned_by
from pkkmart.consignment.queries import goods_note
from pkkmart.consignment.rules import ReturnReason
from pkkmart.consignment.slip import goods_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.ledger.operations import Recorded, Written, write_document, write_lines
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
    written = write_return(consignor_id, items, booking_day(day), note=note)
    slip = goods_slip(goods_note("return_note", written.id), actor.name)
    queue("return_note", written.number, slip, "return_note", written.id)
    return Recorded(written.id, written.number)


@part
def write_return(consignor_id: int, items: Sequence[ReturnItem], day: date, *, note: str = "") -> Written:
    """Write a nota retur and take its goods off the shelf; the caller prints a paper. Raises what record_return does
    for its goods."""
    wanted = [(item.product_id, item.qty_milli) for item in items]
    products = require_owned_by(consignor_id, wanted, NothingReturned, ReturnQuantityUnfit)
    require_on_shelf(wanted, products, day)
    written = write_document(ReturnNote, day, consignor_id=consignor_id, note=note.strip())
    rows = [{"product_id": item.product_id, "qty_milli": item.qty_milli, "reason": item.reason} for item in items]
    write_lines(ReturnNoteLine, written, rows)
    outs = [Out(item.product_id, item.qty_milli, owned=False) for item in items]
    issue(outs, reason="DELIVERY_RETURN", origin=written.origin, business_date=day)
    return written


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT}))
def cancel_return(
    actor: Actor, return_note_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel a nota retur: its goods are on the shelf again.

    Raises OfCount while the evening count it belongs to stands, ReasonMissing, AlreadyVoided, VoidedTooEarly,
    PeriodClosed.
    """
    require_no_count("return_note", return_note_id)
    current_act().subject = goods_note("return_note", return_note_id).number
    void_return(return_note_id, reason, booking_day(day))


@part
def void_return(return_note_id: int, reason: str, day: date) -> None:
    """Cancel a nota retur inside another act."""
    origin, number = Origin("return_note", return_note_id), goods_note("return_note", return_note_id).number
    void = cancel_document(origin, reason=reason, till_id=None, day=day)
    reverse_moves(origin, number, void=void, business_date=day)
