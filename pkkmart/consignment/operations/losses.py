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
from pkkmart.consignment.queries import Refound, goods_note, refound_in, settled_in, terms_for
from pkkmart.consignment.rules import full_share_idr
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import next_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, part, write_rows
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin, credit, debit
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


class LossRefound(UserError):
    template = N_("Barang dari {number} sudah ditemukan lagi menurut {find}. Batalkan dulu {find}.")


@dataclass(frozen=True, slots=True)
class Lost:
    """Goods of a consignor that were lost, the share owed for them, and the line of the document that says so."""

    consignor_id: int
    product_id: int
    qty_milli: int
    share_idr: int
    line_id: int


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
    shares = _shares(items, products, day)
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
    lost = [
        Lost(consignor_id, item.product_id, item.qty_milli, share, first + at)
        for at, (item, share) in enumerate(zip(items, shares, strict=True))
    ]
    post(replace_lost(lost, origin=origin, business_date=day), origin=origin, business_date=day, till_id=None)
    total = sum(shares)
    current_act().details["amount"] = total
    return Recorded(written.id, written.number, total)


def _shares(items: Sequence[LossItem], products: Mapping[int, ProductRow], day: date) -> list[int]:
    """The consignor's full share of each item, as if it had been sold at its price without a discount."""
    require_terms({item.product_id: products[item.product_id] for item in items}, day)
    terms = terms_for(products, day)
    return [
        full_share_idr(terms[item.product_id], item.qty_milli, products[item.product_id].selling_price_idr)
        for item in items
    ]


@part
def replace_lost(lost: Sequence[Lost], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe consignors the share of what was lost in our care; returns the ledger lines that say so (D 5123)."""
    consignors = dict.fromkeys(one.consignor_id for one in lost)
    accounts = {
        person: payable_account(has_capacity(person, CapacityKind.MEMBER, business_date)) for person in consignors
    }
    write_rows(
        ConsignmentLine,
        [
            owed_row(
                "LOST", one.consignor_id, accounts[one.consignor_id], one.share_idr, (one.product_id, one.qty_milli),
                origin, one.line_id, business_date,
            )
            for one in lost
        ],
    )  # fmt: skip
    owed = [credit(accounts[one.consignor_id], one.share_idr, person=one.consignor_id) for one in lost]
    return [debit(Account.CONSIGNED_LOSS, sum(one.share_idr for one in lost)), *owed]


@part
def take_back_refound(back: Sequence[Refound], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe consignors less for goods that were replaced and are back; returns the ledger lines that say so (K 5123)."""
    write_rows(
        ConsignmentLine,
        [
            owed_row(
                "FOUND", one.person_id, one.account, -one.share_idr, (one.product_id, -one.qty_milli),
                origin, one.lost_line_id, business_date,
            )
            for one in back
        ],
    )  # fmt: skip
    owed = [debit(one.account, one.share_idr, person=one.person_id) for one in back]
    return [*owed, credit(Account.CONSIGNED_LOSS, sum(one.share_idr for one in back))]


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER}))
def cancel_loss(
    actor: Actor, loss_id: int, reason: str, *, day: date | None = None, approval: Approval | None = None
) -> None:
    """Cancel a replacement: its goods are on the shelf again and nothing is owed for them.

    Raises OfCount while the evening count it belongs to stands, LossSettled once it is in a settlement that stands,
    LossRefound, ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    require_no_count("loss", loss_id)
    current_act().subject = goods_note("loss", loss_id).number
    void_loss(loss_id, reason, booking_day(day))


@part
def void_loss(loss_id: int, reason: str, day: date) -> None:
    """Cancel a replacement inside another act. Raises LossSettled, LossRefound."""
    cancel_replacement(Origin("loss", loss_id), goods_note("loss", loss_id).number, reason, day)


@part
def cancel_replacement(origin: Origin, number: str, reason: str, day: date) -> None:
    """Cancel a document that replaced lost goods, or took back what was found: goods and debt are as before it.

    Raises LossSettled, LossRefound, ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    void = cancel_document(origin, reason=reason, till_id=None, day=day)
    settlement, find = settled_in(origin.kind, origin.id), refound_in(origin.kind, origin.id)
    if settlement:
        raise LossSettled(number=number, settlement=settlement)
    if find:
        raise LossRefound(number=number, find=find)
    negate_lines(origin, void, day)
    reverse_moves(origin, number, void=void, business_date=day)
