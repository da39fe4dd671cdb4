"""The goods of a sale: what the books say of them, their lines as sold, what consignors are owed, the ledger's side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.operations import NoAgreement, SoldLine, record_sold
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Bearer, Terms, consignor_share_idr
from pkkmart.core.db import insert_rows, next_id
from pkkmart.core.money import allocate, divide_half_up
from pkkmart.core.operation import part
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Written, write_document
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.people.queries import CapacityKind, having_capacity
from pkkmart.pricing.rules import PaketPart, PriceBook, Reduction, split_paket
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine
from pkkmart.sales.models import Sale, SaleLine
from pkkmart.sales.priced import PricedLine
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level
from pkkmart.till.queries import ShiftRow


@dataclass(frozen=True, slots=True)
class SoldGoods:
    """A priced line with everything its sale line snapshots; terms and share are None for owned goods.

    The parts of a paket carry its name and the place of the first of them in the sale (`paket`).
    """

    line: CartLine
    price_idr: int
    gross_idr: int
    discount_idr: int
    promoted: Reduction
    reason: str
    paket: int | None = None
    kit_name: str = ""
    terms: Terms | None = None
    share_idr: int | None = None
    owner_is_member: bool | None = None

    @property
    def net_idr(self) -> int:
        return self.gross_idr - self.discount_idr

    @property
    def bearer(self) -> str | None:
        """Who bears what was taken off consigned goods; None for owned goods."""
        if self.terms is None:
            return None
        return self.promoted.bearer or self.terms.bearer


@dataclass(frozen=True, slots=True)
class CartGoods:
    """What the books say of a cart's goods, the parts of its pakets among them: every table read once.

    By product: the list, the terms of the day (consigned goods with an agreement only) and the stock level (goods that
    ever moved only). `member_owners` are the consignors who are members on the day.
    """

    book: PriceBook
    products: Mapping[int, ProductRow]
    terms: Mapping[int, Terms]
    member_owners: frozenset[int]
    levels: Mapping[int, Level]


def read_goods(cart: Cart, book: PriceBook, day: date) -> CartGoods:
    """Read what the books say of a cart's goods on a day, by these rules of prices."""
    ids = {line.product_id for line in cart.lines}
    ids |= {part.product_id for product_id in ids for part in book.pakets.get(product_id, ())}
    products = by_ids(ids)
    owners = {product.id: product.owner_id for product in products.values() if product.owner_id is not None}
    members = having_capacity(owners.values(), CapacityKind.MEMBER, day)
    return CartGoods(book, products, terms_for(owners, day), members, levels(ids))


def sold_goods(priced: Sequence[PricedLine], known: CartGoods) -> list[SoldGoods]:
    """The lines as sold, a paket as its parts, each with the consignor's share by the terms. Raises NoAgreement."""
    plain: list[SoldGoods] = []
    for one in priced:
        parts = known.book.pakets.get(one.line.product_id)
        if parts is None:
            plain.append(SoldGoods(one.line, one.price_idr, one.gross_idr, one.discount_idr, one.promoted, one.reason))
        else:
            plain += _parts(one, parts, known.products, len(plain))
    return [_owed(one, known) for one in plain]


def _parts(
    one: PricedLine, parts: Sequence[PaketPart], products: Mapping[int, ProductRow], first: int
) -> list[SoldGoods]:
    """The parts of a paket, its price split by what each would cost alone; the sum is the price to the rupiah.

    A paket of 9.000 with parts of 6.000 and 4.000 is sold as 5.400 and 3.600. Its promotion is split the same way.
    """
    worth = [(products[part.product_id].selling_price_idr, part.qty_milli) for part in parts]
    gross = split_paket(one.gross_idr, worth)
    # By what each part costs in it, so that none gives more than it has.
    discount = allocate(one.discount_idr, gross)
    promoted = allocate(one.promoted.discount_idr, discount) if one.discount_idr else [0] * len(parts)
    goods: list[SoldGoods] = []
    for inside, gross_idr, discount_idr, promoted_idr in zip(parts, gross, discount, promoted, strict=True):
        product = products[inside.product_id]
        qty_milli = inside.qty_milli * one.line.qty_milli // ONE
        line = replace(
            one.line,
            product_id=product.id,
            name=product.name,
            unit=product.unit,
            owner_id=product.owner_id,
            owner_name=product.owner_name,
            qty_milli=qty_milli,
            list_price_idr=product.selling_price_idr,
            member_price_idr=product.member_price_idr,
        )
        price_idr = divide_half_up(gross_idr * ONE, qty_milli)
        off = replace(one.promoted, discount_idr=promoted_idr)
        goods.append(SoldGoods(line, price_idr, gross_idr, discount_idr, off, one.reason, first, one.line.name))
    return goods


def _owed(one: SoldGoods, known: CartGoods) -> SoldGoods:
    """A line with its consignor's share; as it is where the goods are the co-op's own."""
    owner_id = known.products[one.line.product_id].owner_id
    line = one.line if one.line.owner_id == owner_id else replace(one.line, owner_id=owner_id)
    if owner_id is None:
        return one if line is one.line else replace(one, line=line)
    agreed = known.terms.get(line.product_id)
    if agreed is None:
        raise NoAgreement(name=line.name, owner=line.owner_name)
    share = consignor_share_idr(
        agreed,
        qty_milli=line.qty_milli,
        list_price_idr=line.list_price_idr,
        net_idr=one.net_idr,
        promoted_idr=one.promoted.discount_idr,
        promotion_bearer=Bearer(one.promoted.bearer) if one.promoted.bearer else None,
    )
    return replace(one, line=line, terms=agreed, share_idr=share, owner_is_member=owner_id in known.member_owners)


@part
def write_sale(cart: Cart, shift: ShiftRow, goods: Sequence[SoldGoods], rounding_idr: int) -> Written:
    """Write the head of a sale of the cart's goods at the till of the shift."""
    return write_document(
        Sale,
        shift.business_date,
        cart_id=cart.id,
        till_id=shift.till_id,
        shift_id=shift.id,
        member_id=cart.member.person_id if cart.member else None,
        buyer_is_member=cart.for_member,
        total_idr=sum(one.net_idr for one in goods),
        discount_idr=sum(one.discount_idr for one in goods),
        rounding_idr=rounding_idr,
    )


@part
def write_lines(sale_id: int, goods: Sequence[SoldGoods], costs: Sequence[int]) -> int:
    """The lines of a sale; returns the id of the first (the others follow it)."""
    first = next_id(SaleLine)
    insert_rows(
        SaleLine,
        [
            _line_row(first, index, sale_id, one, cost)
            for index, (one, cost) in enumerate(zip(goods, costs, strict=True))
        ],
    )
    return first


def _line_row(first: int, index: int, sale_id: int, one: SoldGoods, cost_idr: int) -> dict[str, object]:
    line, terms = one.line, one.terms
    return {
        "id": first + index,
        "sale_id": sale_id,
        "line_no": index + 1,
        "product_id": line.product_id,
        "name": line.name,
        "unit": line.unit,
        "code": line.code,
        "qty_milli": line.qty_milli,
        "list_price_idr": line.list_price_idr,
        "price_idr": one.price_idr,
        "gross_idr": one.gross_idr,
        "discount_idr": one.discount_idr,
        "net_idr": one.net_idr,
        "bearer": one.bearer,
        "promotion_id": one.promoted.promotion_id,
        "discount_reason": one.reason,
        "cost_idr": cost_idr,
        "owner_id": line.owner_id,
        "owner_is_member": one.owner_is_member,
        "terms_model": terms.model if terms else None,
        "commission_bp": terms.commission_bp if terms else None,
        "unit_share_idr": terms.unit_share_idr if terms else None,
        "share_idr": one.share_idr,
        "commission_idr": None if one.share_idr is None else one.net_idr - one.share_idr,
        "kit_line_id": None if one.paket is None else first + one.paket,
        "kit_name": one.kit_name,
    }


def goods_lines(goods: Sequence[SoldGoods], costs: Sequence[int], *, buyer_is_member: bool) -> list[Line]:
    """The ledger's side: owned goods split by the buyer, their discounts apart from the price;
    commission by the consignor, since the agent's customer is the penitip."""
    if buyer_is_member:
        sales, off, cost_of = Account.MEMBER_SALES, Account.MEMBER_RETURNS, Account.MEMBER_COST
    else:
        sales, off, cost_of = Account.OTHER_SALES, Account.OTHER_RETURNS, Account.OTHER_COST
    lines: list[Line] = []
    for one, cost in zip(goods, costs, strict=True):
        if one.share_idr is None:
            lines += [
                credit(sales, one.gross_idr),
                debit(off, one.discount_idr),
                debit(cost_of, cost),
                credit(Account.INVENTORY, cost),
            ]
        else:
            commission = Account.MEMBER_COMMISSION if one.owner_is_member else Account.OTHER_COMMISSION
            lines.append(Line(commission, one.share_idr - one.net_idr))
    return lines


@part
def owe_consignors(goods: Sequence[SoldGoods], first_line_id: int, origin: Origin, day: date) -> list[Line]:
    """Owe each consignor the share of the goods sold; returns the ledger lines that say so."""
    sold = [
        SoldLine(
            first_line_id + index,
            one.line.owner_id,
            one.line.product_id,
            one.line.qty_milli,
            one.share_idr,
            bool(one.owner_is_member),
        )
        for index, one in enumerate(goods)
        if one.line.owner_id is not None and one.share_idr is not None
    ]
    return record_sold(sold, origin=origin, business_date=day)
