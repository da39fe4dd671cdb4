"""Writes of owned goods: a purchase in cash from the safe, or on credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import DateInFuture, post
from pkkmart.ledger.posting import Line, Origin, credit
from pkkmart.products.queries import by_ids
from pkkmart.purchasing.models import Purchase, PurchaseLine
from pkkmart.stock.operations import In, receive


class PaidFrom(StrEnum):
    """Where the money of a purchase comes from."""

    SAFE = "SAFE"
    CREDIT = "CREDIT"


class NothingReceived(UserError):
    template = "Belum ada barang yang diisi. Pindai atau pilih barang, lalu isi jumlahnya."


class QuantityUnfit(UserError):
    template = "Jumlah {name} harus lebih dari 0."


class CostUnfit(UserError):
    template = "Harga beli {name} tidak mungkin: {cost}."


class NotOwned(UserError):
    template = "{name} adalah titipan {owner}. Terima lewat Titipan, bukan pembelian."


class SupplierNeeded(UserError):
    template = "Pembelian kredit perlu nama pemasok. Pilih pemasoknya, atau bayar tunai."


@dataclass(frozen=True, slots=True)
class PurchaseItem:
    """Goods on a supplier's invoice: thousandths of a unit, and the cost of the whole line in rupiah."""

    product_id: int
    qty_milli: int
    cost_idr: int


@operation(Permission.RECEIVE_GOODS, changes=frozenset({Changed.STOCK, Changed.LEDGER}))
def record_purchase(
    actor: Actor,
    items: Sequence[PurchaseItem],
    *,
    paid_from: PaidFrom,
    supplier_id: int | None = None,
    business_date: date | None = None,
    invoice_number: str = "",
    approval: Approval | None = None,
) -> str:
    """Receive owned goods and owe or pay for them (rows 1 and 2a); returns the document number.

    Cash needs PAY_FROM_SAFE. Raises NotPermitted, NothingReceived, QuantityUnfit,
    CostUnfit, NotOwned, SupplierNeeded, DateInFuture, PeriodClosed.
    """
    if paid_from is PaidFrom.SAFE:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    _require_fit(items, paid_from, supplier_id)
    day = business_date or clock.today()
    if day > clock.today():
        raise DateInFuture(day=date_short(day))
    purchase_id, number = next_id(Purchase), next_number(Purchase, "PB", day.year)
    total = sum(item.cost_idr for item in items)
    head: dict[str, object] = {
        "id": purchase_id,
        "number": number,
        "supplier_id": supplier_id,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "paid_from": paid_from,
        "invoice_number": invoice_number.strip(),
        "total_idr": total,
    }
    insert_rows(Purchase, [head])
    insert_rows(
        PurchaseLine,
        [
            {
                "id": None,
                "purchase_id": purchase_id,
                "line_no": line_no,
                "product_id": item.product_id,
                "qty_milli": item.qty_milli,
                "cost_idr": item.cost_idr,
            }
            for line_no, item in enumerate(items, 1)
        ],
    )
    origin = Origin("purchase", purchase_id)
    difference = receive(
        [In(item.product_id, item.qty_milli, item.cost_idr) for item in items],
        reason="PURCHASE",
        origin=origin,
        business_date=day,
    )
    lines = [
        Line(Account.INVENTORY, total - difference),
        Line(Account.INVENTORY_DIFFERENCE, difference),
        credit(Account.SAFE, total, cash_flow=CashFlow.SUPPLIERS)
        if paid_from is PaidFrom.SAFE
        else credit(Account.SUPPLIER_PAYABLE, total, person=supplier_id),
    ]
    post(lines, origin=origin, business_date=day, memo=number)
    current_act().subject = number
    return number


def _require_fit(items: Sequence[PurchaseItem], paid_from: PaidFrom, supplier_id: int | None) -> None:
    if not items:
        raise NothingReceived
    if paid_from is PaidFrom.CREDIT and supplier_id is None:
        raise SupplierNeeded
    products = by_ids(item.product_id for item in items)
    for item in items:
        product = products[item.product_id]
        if product.owner_id is not None:
            raise NotOwned(name=product.name, owner=product.owner_name)
        if item.qty_milli <= 0:
            raise QuantityUnfit(name=product.name)
        if not 0 <= item.cost_idr <= 10_000_000_000:
            raise CostUnfit(name=product.name, cost=figure(item.cost_idr))
