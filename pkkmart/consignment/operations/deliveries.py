"""Writes of the nota titip: goods come to the shelf, nothing is owed yet and nothing is posted (row 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import Delivery, DeliveryLine
from pkkmart.consignment.operations.goods import require_hers, require_terms
from pkkmart.consignment.queries import goods_note
from pkkmart.consignment.slip import goods_slip
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue
from pkkmart.stock.operations import In, Out, issue, receive, require_there_since
from pkkmart.stock.queries import levels
from pkkmart.till.operations import booking_day, cancel_document


class NothingDelivered(UserError):
    template = "Belum ada barang titipan yang diisi. Isi jumlah paling sedikit satu barang."


class DeliveryQuantityUnfit(UserError):
    template = "Jumlah {name} harus lebih dari 0."


class DeliveryMoved(UserError):
    template = (
        "Nota {number} membawa {brought} {name}, tetapi di rak tinggal {stock}: sebagian sudah laku atau diambil. "
        "Catat sisanya lewat nota retur."
    )


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """Goods a mother brought: thousandths of a unit, and the day they expire (ISO) if known."""

    product_id: int
    qty_milli: int
    expires_on: str | None = None


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.PRINT_JOBS}))
def record_delivery(
    actor: Actor, consignor_id: int, items: Sequence[DeliveryItem], *, business_date: date | None = None, note: str = ""
) -> str:
    """Take a mother's goods onto the shelf (row 4: nothing is posted); returns the nota's number, its slip queued.

    Raises NothingDelivered, DeliveryQuantityUnfit, QuantityTooLarge, NotHers, NoAgreement, DateInFuture, PeriodClosed.
    """
    day = booking_day(business_date)
    wanted = [(item.product_id, item.qty_milli) for item in items]
    require_terms(require_hers(consignor_id, wanted, NothingDelivered, DeliveryQuantityUnfit), day)
    delivery_id, number = next_id(Delivery), next_number(Delivery, "NT", day.year)
    head: dict[str, object] = {
        "id": delivery_id,
        "number": number,
        "consignor_id": consignor_id,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "note": note.strip(),
    }
    insert_rows(Delivery, [head])
    insert_rows(
        DeliveryLine,
        [
            {
                "id": None,
                "delivery_id": delivery_id,
                "line_no": line_no,
                "product_id": item.product_id,
                "qty_milli": item.qty_milli,
                "expires_on": item.expires_on,
            }
            for line_no, item in enumerate(items, 1)
        ],
    )
    receive(
        [In(item.product_id, item.qty_milli) for item in items],
        reason="DELIVERY",
        origin=Origin("delivery", delivery_id),
        business_date=day,
    )
    queue("delivery", number, goods_slip(goods_note("delivery", delivery_id), actor.name), "delivery", delivery_id)
    current_act().subject = number
    return number


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT}))
def cancel_delivery(actor: Actor, delivery_id: int, reason: str, *, day: date | None = None) -> None:
    """Cancel a nota titip: its goods leave the shelf again.

    Raises DeliveryMoved when less is on the shelf than it brought, NotThereThen when it was on some day since,
    ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    note = goods_note("delivery", delivery_id)
    current_act().subject = note.number
    chosen = booking_day(day)
    void = cancel_document(Origin("delivery", delivery_id), reason=reason, till_id=None, day=chosen)
    brought = note.by_product()
    known = levels(brought)
    for product_id, qty_milli in brought.items():
        stock = known[product_id].qty_milli if product_id in known else 0
        if stock < qty_milli:
            raise DeliveryMoved(
                number=note.number,
                brought=quantity_text(qty_milli),
                name=note.name_of(product_id),
                stock=quantity_text(stock),
            )
    require_there_since(brought, chosen)
    issue(
        [Out(product_id, qty_milli, owned=False) for product_id, qty_milli in brought.items()],
        reason="VOID",
        origin=void,
        business_date=chosen,
    )
