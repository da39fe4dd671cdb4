"""A dozen tiny builders, through the same public operations a screen calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from pkkmart.consignment.operations import DeliveryItem, agree_terms, record_delivery
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.operation import Changed, operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import CASH_ACCOUNTS, Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import EntryKind, Line, Origin, credit, debit
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.products.operations import ProductDetails, create_product
from pkkmart.products.queries import by_ids
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import CheckoutResult, checkout
from pkkmart.sales.tenders import Paid
from pkkmart.till.operations import start_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow, carried_idr, lowest_idr
from pkkmart.users.operations import add_user
from pkkmart.users.queries import actor_of
from pkkmart.users.roles import Role

START = date(2026, 1, 1)
SEEN = Approval(SYSTEM, "dihitung berdua")
"""Somebody who may stands behind a difference of the drawer."""
DEARER = frozenset({"cost_above_price", "cost_unusual"})
"""The yes to a purchase that costs more than its goods are sold for, or far from what they last cost."""


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER}))
def post_opening(actor: Actor, lines: Iterable[Line], business_date: date, memo: str = "") -> int:
    """Opening balances as one entry without a sheet, its cash with the flow OPENING; returns the entry's id."""
    booked = [replace(line, cash_flow=CashFlow.OPENING) if line.account in CASH_ACCOUNTS else line for line in lines]
    entry_id = post(
        booked,
        origin=Origin("opening", 1),
        business_date=business_date,
        kind=EntryKind.OPENING,
        memo=memo,
        till_id=None,
    )
    assert entry_id is not None
    return entry_id


def cashier(name: str = "Bu Rina", pin: str = "1234", role: Role = Role.CASHIER) -> Actor:
    return actor_of(add_user(SYSTEM, name, pin, role))


def member(name: str = "Siti Wahyuni") -> Member:
    person_id = register_person(SYSTEM, PersonDetails(name=name), [CapacityKind.MEMBER], since=START)
    return Member(person_id, name, "A-0001")


def consignor(
    name: str = "Bu Sari",
    *,
    percent_bp: int | None = None,
    fixed_idr: int | None = None,
    is_member: bool = False,
    bearer: Bearer = Bearer.SHOP,
) -> int:
    """A consignor with terms: percentage in basis points, or a harga setor per unit; none when neither is told."""
    kinds = [CapacityKind.CONSIGNOR] + ([CapacityKind.MEMBER] if is_member else [])
    person_id = register_person(SYSTEM, PersonDetails(name=name), kinds, since=START)
    if percent_bp is not None:
        agree_terms(SYSTEM, person_id, Terms(TermsModel.PERCENT, percent_bp, None, bearer), valid_from=START)
    if fixed_idr is not None:
        agree_terms(SYSTEM, person_id, Terms(TermsModel.FIXED, None, fixed_idr, bearer), valid_from=START)
    return person_id


def product(
    name: str = "Gula Pasir 1 kg",
    price_idr: int = 17_500,
    *,
    owner_id: int | None = None,
    code: str = "",
    member_price_idr: int | None = None,
    by_weight: bool = False,
    unit: str = "pcs",
    category: str = "",
) -> int:
    return create_product(
        SYSTEM,
        ProductDetails(
            name=name,
            selling_price_idr=price_idr,
            member_price_idr=member_price_idr,
            owner_id=owner_id,
            codes=(code,) if code else (),
            sold_by_weight=by_weight,
            unit=unit,
            category=category,
            on_tiles=not code,
        ),
    )


def funded(amount_idr: int) -> None:
    """At least so much in the safe: what it lacks is an opening balance, D 1103 / K 3104."""
    missing = amount_idr - lowest_idr(CashPlace.SAFE, clock.today())
    if missing > 0:
        post_opening(SYSTEM, [debit(Account.SAFE, missing), credit(Account.GRANT, missing)], clock.today())


def bought(product_id: int, quantity: int, cost_idr: int) -> None:
    """Stock of owned goods, paid from the safe, which is given the money; the cost is of the whole line."""
    funded(cost_idr)
    record_purchase(
        SYSTEM, [PurchaseItem(product_id, quantity * ONE, cost_idr)], paid_from=PaidFrom.SAFE, confirmed=DEARER
    )


def delivered(consignor_id: int, product_id: int, quantity: int) -> None:
    usual = frozenset({"delivery_unusual"})
    record_delivery(SYSTEM, consignor_id, [DeliveryItem(product_id, quantity * ONE)], confirmed=usual)


def shift(actor: Actor, float_idr: int = 0) -> ShiftRow:
    """An open shift; what its float adds to the last one's is in the safe."""
    funded(float_idr - carried_idr(1))
    return start_shift(actor, float_idr, confirmed=frozenset({"float_short", "float_unusual"}), till_id=1)


def cart(*goods: tuple[int, int], buyer: Member | None = None) -> Cart:
    """A cart of (product id, quantity)."""
    products = by_ids(product_id for product_id, _quantity in goods)
    made = Cart.new().with_member(buyer)
    for product_id, quantity in goods:
        made = made.add(products[product_id], quantity * ONE)
    return made


def sell(
    actor: Actor, *goods: tuple[int, int], received_idr: int | None = None, buyer: Member | None = None,
    others: Sequence[Paid] = (), to_savings_idr: int = 0,
) -> CheckoutResult:  # fmt: skip
    """Sell goods, exact and confirmed unless told: for cash, or with other tenders that leave cash the rest."""
    filled = cart(*goods, buyer=buyer)
    left = filled.total_idr - sum(paid.amount_idr for paid in others)
    received = (left + 100 if left else 0) if received_idr is None else received_idr
    return checkout(
        actor,
        filled,
        received,
        others=others,
        to_savings_idr=to_savings_idr,
        confirmed=frozenset({"below_stock"}),
        till_id=1,
    )
