"""Writes of the nota titip: goods come to the shelf, nothing is owed yet and nothing is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pkkmart.consignment.models import Delivery, DeliveryLine
from pkkmart.consignment.operations.goods import require_owned_by, require_terms
from pkkmart.consignment.queries import goods_note, last_delivered
from pkkmart.consignment.slip import goods_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import TIMES_ASKED, Unusual, UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.core.quantity import MOST, ONE, quantity_text
from pkkmart.ledger.operations import write_document, write_lines
from pkkmart.ledger.posting import Origin
from pkkmart.printing.spool import queue
from pkkmart.products.queries import by_ids
from pkkmart.stock.operations import In, receive, require_there_since, reverse_moves
from pkkmart.stock.queries import levels
from pkkmart.till.operations import booking_day, cancel_document

FIRST_ASKED: Final = 500 * ONE
"""More of a kind than this is asked about when it comes for the first time, thousandths of a unit."""


class NothingDelivered(UserError):
    template = N_("Belum ada barang titipan yang diisi. Isi jumlah paling sedikit satu barang.")


class DeliveryQuantityUnfit(UserError):
    template = N_("Jumlah {name} harus lebih dari 0.")


class DeliveryUnusual(Unusual):
    key = "delivery_unusual"
    template = N_("Jauh lebih banyak dari biasanya: {goods}. Periksa jumlahnya.")


class DeliveryMoved(UserError):
    template = N_(
        "Nota {number} membawa {brought} {name}, tetapi di rak tinggal {stock}: sebagian sudah laku atau diambil. "
        "Catat sisanya lewat nota retur."
    )


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """Goods a consignor brought: thousandths of a unit, and the days they were made and expire, if known."""

    product_id: int
    qty_milli: int
    expires_on: date | None = None
    produced_on: date | None = None


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.PRINT_JOBS}))
def record_delivery(
    actor: Actor, consignor_id: int, items: Sequence[DeliveryItem],
    *, business_date: date | None = None, note: str = "", confirmed: frozenset[str] = frozenset(),
) -> str:  # fmt: skip
    """Take a consignor's goods onto the shelf: nothing is posted; returns the nota's number, its slip queued.

    Raises NothingDelivered, DeliveryQuantityUnfit, QuantityTooLarge, NotOfConsignor, NoAgreement, MadeAfterExpiry,
    DateInFuture, PeriodClosed, DeliveryUnusual (confirm `delivery_unusual`).
    """
    day = booking_day(business_date)
    wanted = [(item.product_id, item.qty_milli) for item in items]
    require_terms(require_owned_by(consignor_id, wanted, NothingDelivered, DeliveryQuantityUnfit), day)
    _ask_about(consignor_id, items, day, confirmed)
    written = write_document(Delivery, day, consignor_id=consignor_id, note=note.strip())
    delivery_id, number = written.id, written.number
    rows = [
        {
            "product_id": item.product_id,
            "qty_milli": item.qty_milli,
            "expires_on": item.expires_on.isoformat() if item.expires_on else None,
            "produced_on": item.produced_on.isoformat() if item.produced_on else None,
        }
        for item in items
    ]
    write_lines(DeliveryLine, written, rows)
    receive(
        [
            In(item.product_id, item.qty_milli, expires_on=item.expires_on, produced_on=item.produced_on)
            for item in items
        ],
        reason="DELIVERY",
        origin=written.origin,
        business_date=day,
    )
    queue("delivery", number, goods_slip(goods_note("delivery", delivery_id), actor.name), "delivery", delivery_id)
    return number


def _ask_about(consignor_id: int, items: Sequence[DeliveryItem], day: date, confirmed: frozenset[str]) -> None:
    """Ask about all goods of which ten times as many came as on the last earlier day, or very many the first time."""
    last = last_delivered(consignor_id, day)
    far = [
        item
        for item in items
        if (TIMES_ASKED * last.get(item.product_id, 0) or FIRST_ASKED) < item.qty_milli <= MOST  # more is refused later
    ]
    if not far:
        return
    products, goods = by_ids(item.product_id for item in far), list[str]()
    for item in far:
        before = last.get(item.product_id)
        told = _("{name} {brought}, terakhir {last}") if before else _("{name} {brought}, baru pertama kali diantar")
        goods.append(
            told.format(
                name=products[item.product_id].name,
                brought=quantity_text(item.qty_milli),
                last=quantity_text(before or 0),
            )
        )
    current_act().details[DeliveryUnusual.key] = goods
    if DeliveryUnusual.key not in confirmed:
        raise DeliveryUnusual(goods="; ".join(goods))


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT}))
def cancel_delivery(
    actor: Actor, delivery_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
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
    reverse_moves(Origin("delivery", delivery_id), note.number, void=void, business_date=chosen)
