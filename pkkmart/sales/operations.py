"""The sale: one transaction that reads top to bottom, and the draft that outlives a power cut."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.operations import NoAgreement, SoldLine, record_sold
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Terms, consignor_share_idr
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, fetch_one, insert_rows, next_id, next_number
from pkkmart.core.errors import NeedsConfirmation, UserError, environment_fault
from pkkmart.core.i18n import _, figure
from pkkmart.core.money import allocate, round_cash
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.printing.spool import queue
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.sales.cart import Cart, CartLine
from pkkmart.sales.models import Payment, Sale, SaleLine
from pkkmart.sales.queries import SaleView, sale_of_cart, sale_view
from pkkmart.sales.receipt import receipt_elements
from pkkmart.stock.operations import Out, issue
from pkkmart.stock.queries import levels
from pkkmart.stock.settings import BELOW_STOCK_POLICY
from pkkmart.till.operations import NoShift, take
from pkkmart.till.queries import ShiftRow, open_shift
from pkkmart.till.settings import CASH_ROUNDING_IDR


class CartEmpty(UserError):
    template = "Keranjang masih kosong. Pindai atau pilih barang dulu."


class PaidTooLittle(UserError):
    template = "Uang {received} kurang {missing} dari {due}. Minta kurangnya, atau hapus barang."


class ReceivedUnfit(UserError):
    template = "Uang diterima {received} terlalu besar. Itu mungkin barcode; ketik lagi jumlah uangnya."


class NotMember(UserError):
    template = "{name} tidak tercatat sebagai anggota pada hari ini. Lepas namanya dari keranjang, lalu bayar."


class PriceChanged(UserError):
    template = "Harga {name} berubah dari {old} menjadi {new}. Keranjang disesuaikan; sebutkan ke pembeli, lalu bayar."


class ProductGone(UserError):
    template = "{name} sudah tidak dijual dan dikeluarkan dari keranjang. Periksa lagi, lalu bayar."


class BelowStock(NeedsConfirmation):
    key = "below_stock"
    template = "Stok {name} tercatat {stock}, diminta {wanted}{others}. Enter = tetap jual, Esc = ubah jumlah."


class StockRefused(UserError):
    template = "Stok {name} tercatat {stock}, diminta {wanted}{others}. Kurangi jumlahnya."


@dataclass(frozen=True, slots=True)
class CheckoutResult:
    """What the cashier sees after Enter. `repeated` says the same cart had been sold already."""

    sale: SaleView
    job_id: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Priced:
    """A cart line with everything its sale line snapshots."""

    line: CartLine
    price_idr: int
    net_idr: int
    terms: Terms | None
    share_idr: int | None
    owner_is_member: bool | None


@operation(
    Permission.SELL,
    changes=frozenset({Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.PRINT_JOBS}),
)
def checkout(
    actor: Actor, cart: Cart, received_idr: int, *, till_id: int = 1, confirmed: frozenset[str] = frozenset()
) -> CheckoutResult:
    """Sell a cart for cash: one entry, stock out, shares owed, drawer, receipt queued.

    The same cart sold again returns the first sale. Raises NoShift, CartEmpty, PriceChanged,
    ProductGone, BelowStock (confirm `below_stock`), StockRefused, NoAgreement, PaidTooLittle, PeriodClosed.
    """
    sold = sale_of_cart(cart.id)
    if sold is not None:
        return CheckoutResult(sale_view(sold), _job_of(sold), repeated=True)
    shift = open_shift(till_id)
    if shift is None:
        raise NoShift
    if not cart.lines:
        raise CartEmpty
    if cart.member is not None and not has_capacity(cart.member.person_id, CapacityKind.MEMBER, shift.business_date):
        raise NotMember(name=cart.member.name)
    products = by_ids(line.product_id for line in cart.lines)
    _require_same_prices(cart, products)
    _require_stock(cart, confirmed)
    priced = _price(cart, products, shift.business_date)
    total = sum(line.net_idr for line in priced)
    due = round_cash(total, CASH_ROUNDING_IDR.get(shift.business_date))
    _require_enough(received_idr, due)
    sale_id = next_id(Sale)
    origin = Origin("sale", sale_id)
    costs = issue(
        [Out(line.line.product_id, line.line.qty_milli, line.terms is None) for line in priced],
        reason="SALE",
        origin=origin,
        business_date=shift.business_date,
    )
    number = next_number(Sale, "PM", shift.business_date.year)
    first_line = _write_sale(sale_id, number, actor, cart, shift, priced, costs, due - total)
    _write_payment(sale_id, due, received_idr)
    lines = [
        *take(shift.id, "SALE", _cash_flows(due, priced), origin),
        *_goods_lines(priced, costs, buyer_is_member=cart.for_member),
        *record_sold(_sold_lines(priced, first_line), origin=origin, business_date=shift.business_date),
        Line(Account.CASH_ROUNDING, total - due),
    ]
    post(lines, origin=origin, business_date=shift.business_date, till_id=till_id)
    db.execute_sql("DELETE FROM cart_draft WHERE till_id = ?", (till_id,))
    sale = sale_view(sale_id)
    job_id = queue("receipt", number, receipt_elements(sale, kick=True), "sale", sale_id)
    current_act().subject = number
    return CheckoutResult(sale, job_id)


def _require_same_prices(cart: Cart, products: Mapping[int, ProductRow]) -> None:
    for line in cart.lines:
        product = products.get(line.product_id)
        if product is None or not product.active:
            raise ProductGone(name=line.name)
        old, new = line.price_idr(for_member=cart.for_member), product.price_idr(for_member=cart.for_member)
        if old == new:
            old, new = line.list_price_idr, product.selling_price_idr
        if old != new:
            raise PriceChanged(name=line.name, old=figure(old), new=figure(new))


def _require_stock(cart: Cart, confirmed: frozenset[str]) -> None:
    policy = BELOW_STOCK_POLICY.get()
    if policy == "allow" or (policy == "ask" and BelowStock.key in confirmed):
        return
    known = levels(line.product_id for line in cart.lines)
    short: dict[int, tuple[str, int, int]] = {}
    for line in cart.lines:
        level = known.get(line.product_id)
        wanted = sum(other.qty_milli for other in cart.lines if other.product_id == line.product_id)
        if level is not None and level.ever_received and wanted > level.qty_milli:
            short[line.product_id] = (line.name, level.qty_milli, wanted)
    if short:
        (name, stock, wanted), *more = short.values()
        others = _(", juga {names}").format(names=", ".join(one[0] for one in more)) if more else ""
        refusal = StockRefused if policy == "refuse" else BelowStock
        raise refusal(name=name, stock=quantity_text(stock), wanted=quantity_text(wanted), others=others)


def _require_enough(received_idr: int, due_idr: int) -> None:
    if received_idr < due_idr:
        raise PaidTooLittle(received=figure(received_idr), due=figure(due_idr), missing=figure(due_idr - received_idr))
    if received_idr > due_idr + 10_000_000:
        raise ReceivedUnfit(received=figure(received_idr))


def _price(cart: Cart, products: Mapping[int, ProductRow], day: date) -> list[_Priced]:
    consigned = [line for line in cart.lines if products[line.product_id].owner_id is not None]
    terms = terms_for([line.product_id for line in consigned], day) if consigned else {}
    members: dict[int, bool] = {}
    priced: list[_Priced] = []
    for line in cart.lines:
        owner_id = products[line.product_id].owner_id
        price = line.price_idr(for_member=cart.for_member)
        net = times_price(line.qty_milli, price)
        if owner_id is None:
            priced.append(_Priced(replace(line, owner_id=None), price, net, None, None, None))
            continue
        if line.product_id not in terms:
            raise NoAgreement(name=line.name, owner=line.owner_name)
        if owner_id not in members:
            members[owner_id] = has_capacity(owner_id, CapacityKind.MEMBER, day)
        agreed = terms[line.product_id]
        share = consignor_share_idr(agreed, qty_milli=line.qty_milli, list_price_idr=line.list_price_idr, net_idr=net)
        priced.append(_Priced(replace(line, owner_id=owner_id), price, net, agreed, share, members[owner_id]))
    return priced


@part
def _write_sale(
    sale_id: int,
    number: str,
    actor: Actor,
    cart: Cart,
    shift: ShiftRow,
    priced: Sequence[_Priced],
    costs: Sequence[int],
    rounding_idr: int,
) -> int:
    """The sale and its lines; returns the id of the first line (the others follow it)."""
    head: dict[str, object] = {
        "id": sale_id,
        "cart_id": cart.id,
        "number": number,
        "till_id": shift.till_id,
        "shift_id": shift.id,
        "business_date": shift.business_date.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "member_id": cart.member.person_id if cart.member else None,
        "buyer_is_member": cart.for_member,
        "total_idr": sum(line.net_idr for line in priced),
        "discount_idr": 0,
        "rounding_idr": rounding_idr,
    }
    insert_rows(Sale, [head])
    first = next_id(SaleLine)
    insert_rows(
        SaleLine,
        [
            _line_row(first + index, sale_id, index + 1, one, cost)
            for index, (one, cost) in enumerate(zip(priced, costs, strict=True))
        ],
    )
    return first


def _line_row(line_id: int, sale_id: int, line_no: int, priced: _Priced, cost_idr: int) -> dict[str, object]:
    line, terms = priced.line, priced.terms
    return {
        "id": line_id,
        "sale_id": sale_id,
        "line_no": line_no,
        "product_id": line.product_id,
        "name": line.name,
        "unit": line.unit,
        "code": line.code,
        "qty_milli": line.qty_milli,
        "list_price_idr": line.list_price_idr,
        "price_idr": priced.price_idr,
        "gross_idr": priced.net_idr,
        "discount_idr": 0,
        "net_idr": priced.net_idr,
        "bearer": terms.bearer if terms else None,
        "promotion_id": None,
        "discount_reason": "",
        "cost_idr": cost_idr,
        "owner_id": line.owner_id,
        "owner_is_member": priced.owner_is_member,
        "terms_model": terms.model if terms else None,
        "commission_bp": terms.commission_bp if terms else None,
        "unit_share_idr": terms.unit_share_idr if terms else None,
        "share_idr": priced.share_idr,
        "commission_idr": None if priced.share_idr is None else priced.net_idr - priced.share_idr,
        "batch_id": None,
        "kit_line_id": None,
    }


@part
def _write_payment(sale_id: int, due_idr: int, received_idr: int) -> None:
    row: dict[str, object] = {
        "id": None,
        "sale_id": sale_id,
        "line_no": 1,
        "tender": "CASH",
        "amount_idr": due_idr,
        "received_idr": received_idr,
        "change_idr": received_idr - due_idr,
        "reference": "",
    }
    insert_rows(Payment, [row])


def _cash_flows(due_idr: int, priced: Sequence[_Priced]) -> list[tuple[int, CashFlow]]:
    """Cash of a mixed sale split over what is ours and what is the consignors' (the cash flow statement shows both)."""
    for_consignors = max(sum(line.share_idr or 0 for line in priced), 0)
    ours = max(sum(line.net_idr for line in priced) - for_consignors, 0)
    if not for_consignors:
        return [(due_idr, CashFlow.CUSTOMERS)]
    own_part, their_part = allocate(due_idr, [ours, for_consignors])
    return [(own_part, CashFlow.CUSTOMERS), (their_part, CashFlow.FOR_CONSIGNORS)]


def _goods_lines(priced: Sequence[_Priced], costs: Sequence[int], *, buyer_is_member: bool) -> list[Line]:
    """Owned goods split by the buyer; commission by the consignor, since the agent's customer is the penitip."""
    sales, cost_account = (
        (Account.MEMBER_SALES, Account.MEMBER_COST) if buyer_is_member else (Account.OTHER_SALES, Account.OTHER_COST)
    )
    lines: list[Line] = []
    for one, cost in zip(priced, costs, strict=True):
        if one.share_idr is None:
            lines += [credit(sales, one.net_idr), debit(cost_account, cost), credit(Account.INVENTORY, cost)]
        else:
            commission = Account.MEMBER_COMMISSION if one.owner_is_member else Account.OTHER_COMMISSION
            lines.append(Line(commission, one.share_idr - one.net_idr))
    return lines


def _sold_lines(priced: Sequence[_Priced], first_line_id: int) -> list[SoldLine]:
    return [
        SoldLine(
            first_line_id + index,
            one.line.owner_id,
            one.line.product_id,
            one.line.qty_milli,
            one.share_idr,
            bool(one.owner_is_member),
        )
        for index, one in enumerate(priced)
        if one.line.owner_id is not None and one.share_idr is not None
    ]


def _job_of(sale_id: int) -> int:
    row = fetch_one(
        "SELECT min(id) FROM print_job WHERE origin_kind = 'sale' AND origin_id = ? AND kind = 'receipt'", (sale_id,)
    )
    return int(row[0]) if row and row[0] else 0


def save_draft(cart: Cart, till_id: int = 1) -> None:
    """Keep the cart against a power cut; an empty cart leaves none. Raises EnvironmentFault.

    Not an operation: a draft is no event, and every scan writes one.
    """
    try:
        with db.atomic("IMMEDIATE"):
            if cart.lines or cart.member:
                db.execute_sql(
                    "INSERT INTO cart_draft (till_id, content, saved_at) SELECT ?, ?, ?"
                    " WHERE NOT EXISTS (SELECT 1 FROM sale WHERE cart_id = ?) ON CONFLICT (till_id)"
                    " DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
                    (till_id, cart.to_json(), clock.now_text(), cart.id),
                )
            else:
                db.execute_sql("DELETE FROM cart_draft WHERE till_id = ?", (till_id,))
    except Exception as error:
        fault = environment_fault(error, str(db.database))
        if fault is not None:
            raise fault from error
        raise


@operation(Permission.SELL)
def note_line_removed(actor: Actor, cart: Cart, index: int) -> None:
    """Leave a mark of a line taken out of the cart before payment."""
    line = cart.lines[index]
    act = current_act()
    act.subject = f"cart {cart.id[:8]} {line.name}"
    act.details.update(product=line.product_id, qty_milli=line.qty_milli, price=line.list_price_idr)


@operation(Permission.SELL)
def note_cart_emptied(actor: Actor, cart: Cart) -> None:
    """Leave a mark of a whole cart given up before payment."""
    act = current_act()
    act.subject = f"cart {cart.id[:8]}"
    act.details.update(lines=len(cart.lines), total=cart.total_idr)
