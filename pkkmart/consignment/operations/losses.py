"""Writes of goods lost or broken in our care: the shop replaces the consignor's share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ConsignmentLine, Loss, LossLine
from pkkmart.consignment.operations.goods import (
    negate_lines,
    owed_row,
    payable_account,
    require_no_count,
    require_on_shelf,
    require_owned_by,
    require_terms,
)
from pkkmart.consignment.queries import goods_note, settled_in, terms_for
from pkkmart.consignment.rules import consignor_share_idr
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.core.quantity import times_price
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.products.queries import ProductRow
from pkkmart.stock.operations import Out, issue, reverse_moves
from pkkmart.till.operations import booking_day, cancel_document


class NothingLost(UserError):
    template = N_("Belum ada barang yang diisi. Isi jumlah yang hilang atau rusak, paling sedikit satu barang.")


class LossQuantityUnfit(UserError):
    template = N_("Jumlah {name} yang hilang harus lebih dari 0.")


class LossSettled(UserError):
    template = N_("{number} sudah masuk perhitungan {settlement}. Batalkan dulu perhitungan itu.")


@dataclass(frozen=True, slots=True)
class LossItem:
    """Goods lost or broken in our care: thousandths of a unit."""

    product_id: int
    qty_milli: int


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER}))
def record_loss(
    actor: Actor,
    consignor_id: int,
    items: Sequence[LossItem],
    *,
    day: date | None = None,
    note: str = "",
    approval: Approval | None = None,
) -> Recorded:
    """Replace lost goods at the consignor's share: D 5123 / K 2102 or 2103; returns it with the share in rupiah.

    Raises NothingLost, LossQuantityUnfit, QuantityTooLarge, NotOfConsignor, NoAgreement, MoreThanShelf, NotThereThen,
    DateInFuture, PeriodClosed.
    """
    return write_loss(consignor_id, items, booking_day(day), note=note)


@part
def write_loss(consignor_id: int, items: Sequence[LossItem], day: date, *, note: str = "") -> Recorded:
    """Write a replacement, take its goods off the shelf and owe the consignor's share, as record_loss does."""
    wanted = [(item.product_id, item.qty_milli) for item in items]
    products = require_owned_by(consignor_id, wanted, NothingLost, LossQuantityUnfit)
    shares = _shares(wanted, products, day)
    require_on_shelf(wanted, products, day)
    written = write_document(Loss, day, consignor_id=consignor_id, note=note.strip())
    first, origin = next_id(LossLine), written.origin
    rows = [
        {"id": first + at, "product_id": item.product_id, "qty_milli": item.qty_milli, "share_idr": share}
        for at, (item, share) in enumerate(zip(items, shares, strict=True))
    ]
    write_lines(LossLine, written, rows)
    outs = [Out(item.product_id, item.qty_milli, owned=False) for item in items]
    issue(outs, reason="COUNT", origin=origin, business_date=day)
    account = payable_account(has_capacity(consignor_id, CapacityKind.MEMBER, day))
    write_rows(
        ConsignmentLine,
        [
            owed_row("LOST", consignor_id, account, share, goods, origin, first + at, day)
            for at, (goods, share) in enumerate(zip(wanted, shares, strict=True))
        ],
    )
    total = sum(shares)
    lines = [debit(Account.CONSIGNED_LOSS, total), credit(account, total, person=consignor_id)]
    post(lines, origin=origin, business_date=day, till_id=None)
    current_act().details["amount"] = total
    return Recorded(written.id, written.number, total)


def _shares(items: Sequence[tuple[int, int]], products: Mapping[int, ProductRow], day: date) -> list[int]:
    """The consignor's full share of each (product, thousandths), as if it had been sold at its price without a
    discount. Raises NoAgreement."""
    require_terms(products, day)
    terms, shares = terms_for(products, day), []
    for product_id, qty_milli in items:
        price = products[product_id].selling_price_idr
        net = times_price(qty_milli, price)
        shares.append(consignor_share_idr(terms[product_id], qty_milli=qty_milli, list_price_idr=price, net_idr=net))
    return shares


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER}))
def cancel_loss(
    actor: Actor, loss_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel a replacement: its goods are on the shelf again and nothing is owed for them.

    Raises OfCount while the evening count it belongs to stands, LossSettled once it is in a settlement that stands,
    ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    require_no_count("loss", loss_id)
    current_act().subject = goods_note("loss", loss_id).number
    void_loss(loss_id, reason, booking_day(day))


@part
def void_loss(loss_id: int, reason: str, day: date) -> None:
    """Cancel a replacement inside another act. Raises LossSettled."""
    number, origin = goods_note("loss", loss_id).number, Origin("loss", loss_id)
    void = cancel_document(origin, reason=reason, till_id=None, day=day)
    settlement = settled_in("loss", loss_id)
    if settlement:
        raise LossSettled(number=number, settlement=settlement)
    negate_lines(origin, void, day)
    reverse_moves(origin, number, void=void, business_date=day)
