"""Writes of titipan: terms, a delivery, and what a sale makes the shop owe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import Agreement, ConsignmentLine, Delivery, DeliveryLine
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, date_short
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DateInFuture, require_open
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import person_name
from pkkmart.products.queries import by_ids
from pkkmart.stock.operations import In, receive


class NoAgreement(UserError):
    template = "Belum ada perjanjian titip jual untuk {name} ({owner}). Isi komisi atau harga setornya dulu."


class TermsUnfit(UserError):
    template = "Komisi harus 0 sampai 100 persen, dan harga setor 0 atau lebih."


class NotHers(UserError):
    template = "{name} bukan titipan {consignor}, tetapi {whose}. Periksa nama penitipnya."


class NothingDelivered(UserError):
    template = "Belum ada barang titipan yang diisi. Isi jumlah paling sedikit satu barang."


class DeliveryQuantityUnfit(UserError):
    template = "Jumlah {name} harus lebih dari 0."


@dataclass(frozen=True, slots=True)
class DeliveryItem:
    """Goods a mother brought: thousandths of a unit, and the day they expire (ISO) if known."""

    product_id: int
    qty_milli: int
    expires_on: str | None = None


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A consigned line of a sale: whose, how much, her part in rupiah, whether she was a member that day."""

    sale_line_id: int
    person_id: int
    product_id: int
    qty_milli: int
    share_idr: int
    owner_is_member: bool


@part
def add_agreement(
    consignor_id: int, terms: Terms, valid_from: date, *, product_id: int | None = None, category_id: int | None = None
) -> int:
    """New terms from a day on; the old ones stay on record. Raises TermsUnfit."""
    rate, share = terms.commission_bp, terms.unit_share_idr
    percent_fits = terms.model is TermsModel.PERCENT and rate is not None and 0 <= rate <= 10_000 and share is None
    fixed_fits = terms.model is TermsModel.FIXED and share is not None and share >= 0 and rate is None
    if not (percent_fits or fixed_fits):
        raise TermsUnfit
    row = Agreement.create(
        consignor=consignor_id,
        product=product_id,
        category=category_id,
        valid_from=valid_from.isoformat(),
        model=terms.model,
        commission_bp=rate,
        unit_share_idr=share,
        bearer=terms.bearer,
        recorded_at=clock.now_text(),
        user_id=current_act().actor.id,
    )
    return int(row.id)


@operation(Permission.KEEP_PEOPLE, changes=frozenset({Changed.CONSIGNMENT}))
def agree_terms(
    actor: Actor,
    consignor_id: int,
    terms: Terms,
    *,
    valid_from: date | None = None,
    product_id: int | None = None,
    category_id: int | None = None,
) -> int:
    """Record what a consignor and the shop agreed; returns the agreement's id. Raises TermsUnfit."""
    current_act().subject = f"consignor {consignor_id} {terms.model}"
    return add_agreement(
        consignor_id, terms, valid_from or clock.today(), product_id=product_id, category_id=category_id
    )


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.CONSIGNMENT}))
def record_delivery(
    actor: Actor, consignor_id: int, items: Sequence[DeliveryItem], *, business_date: date | None = None, note: str = ""
) -> str:
    """Take a mother's goods onto the shelf (row 4: nothing is posted); returns the nota's number.

    Raises NothingDelivered, DeliveryQuantityUnfit, NotHers, NoAgreement, DateInFuture, PeriodClosed.
    """
    day = business_date or clock.today()
    if day > clock.today():
        raise DateInFuture(day=date_short(day))
    require_open(day)
    _require_fit(consignor_id, items, day)
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
    current_act().subject = number
    return number


def _require_fit(consignor_id: int, items: Sequence[DeliveryItem], day: date) -> None:
    if not items:
        raise NothingDelivered
    products = by_ids(item.product_id for item in items)
    terms = terms_for(products, day)
    for item in items:
        product = products[item.product_id]
        if product.owner_id != consignor_id:
            whose = _("titipan {name}").format(name=product.owner_name) if product.owner_id else _("milik toko")
            raise NotHers(name=product.name, consignor=person_name(consignor_id), whose=whose)
        if item.qty_milli <= 0:
            raise DeliveryQuantityUnfit(name=product.name)
        if item.product_id not in terms:
            raise NoAgreement(name=product.name, owner=product.owner_name)


def payable_account(owner_is_member: bool) -> Account:
    """Where a consignor's money waits: split by whether she was a member on the day of the sale."""
    return Account.MEMBER_CONSIGNOR_PAYABLE if owner_is_member else Account.OTHER_CONSIGNOR_PAYABLE


@part
def record_sold(lines: Sequence[SoldLine], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe each consignor her part of a sale; returns the ledger lines that say so."""
    now = clock.now_text()
    insert_rows(
        ConsignmentLine,
        [
            {
                "id": None,
                "kind": "SOLD",
                "person_id": line.person_id,
                "account_id": int(payable_account(line.owner_is_member)),
                "amount_idr": line.share_idr,
                "product_id": line.product_id,
                "qty_milli": line.qty_milli,
                "origin_kind": origin.kind,
                "origin_id": origin.id,
                "origin_line_id": line.sale_line_id,
                "business_date": business_date.isoformat(),
                "recorded_at": now,
            }
            for line in lines
        ],
    )
    return [Line(payable_account(line.owner_is_member), -line.share_idr, line.person_id) for line in lines]
