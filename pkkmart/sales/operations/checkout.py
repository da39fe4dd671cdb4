"""The sale of a cart, as one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, fetch_one
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, operation, part
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import CapacityKind, has_capacity
from pkkmart.pricing.queries import price_book_of
from pkkmart.printing.spool import queue
from pkkmart.products.queries import ProductRow
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import require_unlisted
from pkkmart.sales.operations.below_cost import priced_below_cost, require_above_cost, weigh
from pkkmart.sales.operations.expired import require_unexpired
from pkkmart.sales.operations.goods import (
    CartGoods,
    SoldGoods,
    goods_lines,
    owe_consignors,
    read_goods,
    sold_goods,
    write_lines,
    write_sale,
)
from pkkmart.sales.operations.labels import require_labels
from pkkmart.sales.operations.money import money_lines, write_payments
from pkkmart.sales.operations.permits import require_permits
from pkkmart.sales.queries import SaleView, sale_of_cart, sale_view
from pkkmart.sales.receipt import receipt_elements
from pkkmart.sales.tenders import Bill, Paid, Tender, require_enough, require_fit
from pkkmart.savings.operations import require_consent
from pkkmart.stock.operations import Out, issue
from pkkmart.stock.settings import BELOW_STOCK_POLICY
from pkkmart.stock.valuation import Level
from pkkmart.till.operations import require_shift
from pkkmart.till.settings import CASH_ROUNDING_IDR


class CartEmpty(UserError):
    template = N_("Keranjang masih kosong. Pindai atau pilih barang dulu.")


class NotMember(UserError):
    template = N_("{name} tidak tercatat sebagai anggota pada hari ini. Lepas namanya dari keranjang, lalu bayar.")


class PriceChanged(UserError):
    template = N_(
        "Harga {name} berubah dari {old} menjadi {new}. Keranjang disesuaikan; sebutkan ke pembeli, lalu bayar."
    )


class ProductGone(UserError):
    template = N_("{name} sudah tidak dijual dan dikeluarkan dari keranjang. Periksa lagi, lalu bayar.")


class BelowStock(NeedsConfirmation):
    key = "below_stock"
    template = N_("Stok {name} tercatat {stock}, diminta {wanted}{others}. Enter = tetap jual, Esc = ubah jumlah.")


class StockRefused(UserError):
    template = N_("Stok {name} tercatat {stock}, diminta {wanted}{others}. Kurangi jumlahnya.")


@dataclass(frozen=True, slots=True)
class CheckoutResult:
    """What the cashier sees after Enter. `repeated` says the same cart had been sold already.

    `below_cost` tells who keeps the products which goods cost more by now than their price; "" for everybody else.
    """

    sale: SaleView
    job_id: int
    repeated: bool = False
    below_cost: str = ""


def ask_before_payment(actor: Actor, cart: Cart, day: date, confirmed: frozenset[str] = frozenset()) -> None:
    """Ask about the goods before money is asked for: what `checkout` would raise of prices, cost and stock.

    Writes nothing; `checkout` stays the guard. Raises PriceChanged, ProductGone, NoAgreement, UnlistedNameUnfit,
    UnlistedPriceUnfit, BelowCost (confirm `below_cost`), BelowStock (confirm `below_stock`), StockRefused.
    """
    goods, known = _goods_of(cart, day)
    weigh(actor, cart, goods, known.levels, confirmed)
    _require_stock(goods, known.levels, confirmed)


@operation(
    Permission.SELL,
    changes=frozenset({Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.PRINT_JOBS}),
)
def checkout(
    actor: Actor, cart: Cart, received_idr: int, *, others: Sequence[Paid] = (), to_savings_idr: int = 0,
    till_id: int | None, confirmed: frozenset[str] = frozenset(),
) -> CheckoutResult:  # fmt: skip
    """Sell a cart: one entry, stock out, shares owed, tenders, drawer, receipt queued.

    `received_idr` is the cash handed over; `others` pay the rest exactly, and of the change `to_savings_idr` goes into
    the buyer's simpanan sukarela. The same cart sold again returns the first sale. Raises NoShift, CartEmpty,
    NotMember, PriceChanged, ProductGone, BelowStock (confirm `below_stock`), StockRefused, ExpiredUnapproved,
    NoAgreement, PermitMissing, ReasonMissing, LabelUntrue, BelowCost (confirm `below_cost`), UnlistedNameUnfit,
    UnlistedPriceUnfit, the refusals of tenders (TenderUnfit, TenderTwice, OverpaidByTender, MemberNeeded,
    PaidTooLittle, ReceivedUnfit, NoChangeToSave), ConsentMissing, PeriodClosed.
    """
    sold = sale_of_cart(cart.id)
    if sold is not None:
        return CheckoutResult(sale_view(sold), _job_of(sold), repeated=True)
    shift = require_shift(till_id)
    if not cart.lines:
        raise CartEmpty
    if cart.member is not None and not has_capacity(cart.member.person_id, CapacityKind.MEMBER, shift.business_date):
        raise NotMember(name=cart.member.name)
    goods, known = _goods_of(cart, shift.business_date)
    require_permits(cart, actor)
    require_labels(cart)
    require_above_cost(actor, cart, goods, known.levels, confirmed)
    _require_stock(goods, known.levels, confirmed)
    require_unexpired(cart.id, known.products, shift.business_date)
    bill = Bill(
        sum(one.net_idr for one in goods), tuple(others), to_savings_idr, CASH_ROUNDING_IDR.get(shift.business_date)
    )
    require_fit(bill, has_member=cart.member is not None)
    require_enough(bill, received_idr)
    if cart.member is not None:
        require_consent(cart.id, cart.member.person_id, bill.of(Tender.SAVINGS))
    written = write_sale(cart, shift, goods, bill.rounding_idr)
    sale_id, origin = written.id, written.origin
    costs = _take_out(goods, known.levels, origin, shift.business_date)
    first_line = write_lines(sale_id, goods, costs)
    write_payments(sale_id, bill, received_idr)
    lines = [
        *money_lines(bill, goods, shift, cart.member, origin),
        *goods_lines(goods, costs, buyer_is_member=cart.for_member),
        *owe_consignors(goods, first_line, origin, shift.business_date),
        Line(Account.CASH_ROUNDING, -bill.rounding_idr),
    ]
    post(lines, origin=origin, business_date=shift.business_date, till_id=till_id)
    db.execute_sql("DELETE FROM cart_draft WHERE till_id = ?", (till_id,))
    sale = sale_view(sale_id)
    job_id = queue("receipt", written.number, receipt_elements(sale, kick=bill.cash_idr > 0), "sale", sale_id)
    return CheckoutResult(sale, job_id, below_cost=priced_below_cost(actor, cart.priced, goods, costs))


def _goods_of(cart: Cart, day: date) -> tuple[list[SoldGoods], CartGoods]:
    """What is sold, at the prices the buyer was told, and what the books say of it."""
    categories = [line.category_id for line in cart.lines if line.category_id is not None]
    book = price_book_of(clock.today(), [line.product_id for line in cart.lines], categories)
    known = read_goods(cart, book, day)
    _require_same_prices(cart, known.products)
    _require_same_offers(cart, cart.priced_by(book, clock.now()))
    return sold_goods(cart.priced, known), known


def _require_same_prices(cart: Cart, products: Mapping[int, ProductRow]) -> None:
    for line in cart.lines:
        if line.unlisted and line.product_id == UNLISTED_ID.get():
            require_unlisted(line.name, line.list_price_idr)
            continue
        product = products.get(line.product_id)
        if product is None or not product.active or line.unlisted:
            raise ProductGone(name=line.name)
        old, new = line.seen_price_idr(for_member=cart.for_member), product.price_idr(for_member=cart.for_member)
        if old == new:
            old, new = line.list_price_idr, product.selling_price_idr
        if old != new:
            raise PriceChanged(name=line.name, old=figure(old), new=figure(new))


def _require_same_offers(shown: Cart, now: Cart) -> None:
    """A promotion that began or ended since the cart was shown changes what the buyer was told."""
    for old, new in zip(shown.priced, now.priced, strict=True):
        # None at all and one on other goods only tell the buyer the same, so the promotions are not compared whole.
        told, holds = ((one.price_idr, one.promoted.discount_idr, one.promoted.promotion_id) for one in (old, new))
        if told != holds:
            raise PriceChanged(
                name=old.line.name,
                old=figure(old.gross_idr - old.promoted.discount_idr),
                new=figure(new.gross_idr - new.promoted.discount_idr),
            )


def _require_stock(goods: Sequence[SoldGoods], known: Mapping[int, Level], confirmed: frozenset[str]) -> None:
    policy = BELOW_STOCK_POLICY.get()
    if policy == "allow" or (policy == "ask" and BelowStock.key in confirmed):
        return
    wanted_of: dict[int, int] = {}
    for one in goods:
        wanted_of[one.line.product_id] = wanted_of.get(one.line.product_id, 0) + one.line.qty_milli
    short: dict[int, tuple[str, int, int]] = {}
    for one in goods:
        product_id = one.line.product_id
        level, wanted = known.get(product_id), wanted_of[product_id]
        if level is not None and level.ever_received and wanted > level.qty_milli:
            short[product_id] = (one.line.name, level.qty_milli, wanted)
    if short:
        (name, stock, wanted), *more = short.values()
        others = _(", juga {names}").format(names=", ".join(one[0] for one in more)) if more else ""
        refusal = StockRefused if policy == "refuse" else BelowStock
        raise refusal(name=name, stock=quantity_text(stock), wanted=quantity_text(wanted), others=others)


@part
def _take_out(goods: Sequence[SoldGoods], known: Mapping[int, Level], origin: Origin, day: date) -> list[int]:
    """Take the goods off the shelf; the cost of each. What no list knows was never on it, and costs nothing."""
    listed = [one for one in goods if not one.line.unlisted]
    costs = iter(
        issue(
            [Out(one.line.product_id, one.line.qty_milli, one.terms is None) for one in listed],
            reason="SALE",
            origin=origin,
            business_date=day,
            known=known,
        )
    )
    return [0 if one.line.unlisted else next(costs) for one in goods]


def _job_of(sale_id: int) -> int:
    row = fetch_one(
        "SELECT min(id) FROM print_job WHERE origin_kind = 'sale' AND origin_id = ? AND kind = 'receipt'", (sale_id,)
    )
    return int(row[0]) if row and row[0] else 0
