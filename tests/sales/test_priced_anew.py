"""Whatever is done to a cart: what it costs, change by change, is what it costs computed from nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.pricing.promotions import DAY_MINUTES
from pkkmart.pricing.rules import PriceBook
from pkkmart.products.queries import ProductRow
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.lines import Discount, DiscountKind
from tests.pricing.goods import DAY
from tests.pricing.test_carts import books
from tests.sales.test_cart import goods

SITI = Member(1, "Siti", "A-0001")
PLACES, PIECES = st.integers(0, 7), st.integers(1, 12)
DISCOUNTS = st.builds(
    Discount, st.sampled_from(DiscountKind), st.one_of(st.integers(1, 900), st.integers(1, 9_999)), st.just("penyok")
)
CHANGES = st.one_of(
    st.tuples(st.just("add"), st.integers(1, 5), PIECES, st.booleans()),
    st.tuples(st.just("remove"), PLACES),
    st.tuples(st.just("quantity"), PLACES, PIECES),
    st.tuples(st.just("discount"), PLACES, st.none() | DISCOUNTS),
    st.tuples(st.just("price"), PLACES, st.none() | st.integers(1, 9_000)),
    st.tuples(st.just("cart discount"), st.none() | DISCOUNTS),
    st.tuples(st.just("buyer"), st.none() | st.just(SITI)),
    st.tuples(st.just("wait"), st.integers(1, DAY_MINUTES)),
)


def product(number: int) -> ProductRow:
    """One of five products, each at its price and member price, every second a consignor's."""
    plain = goods(number, 700 * number, owner=7 if number % 2 else None)
    return replace(plain, member_price_idr=650 * number, category_id=number % 3 + 1)


def changed(cart: Cart, change: tuple[object, ...]) -> Cart:
    """The cart after a change; a refused one, or one to a line that is not there, changes nothing."""
    match change:
        case ("add", int(number), int(pieces), bool(apart)):
            return cart.add(product(number), pieces * ONE, apart=apart)
        case ("buyer", member):
            return cart.with_member(member)  # type: ignore[arg-type]
        case ("cart discount", discount):
            return cart.with_discount(discount)  # type: ignore[arg-type]
        case (str(what), int(place), *more) if place < len(cart.lines):
            match what, *more:
                case ("remove",):
                    return cart.without(place)
                case ("quantity", int(pieces)):
                    return cart.with_quantity(place, pieces * ONE)
                case ("discount", discount):
                    return cart.with_line_discount(place, discount)  # type: ignore[arg-type]
                case ("price", price):
                    return cart.with_price(place, price, "penyok")  # type: ignore[arg-type]
    return cart


@settings(max_examples=300, deadline=None)
@given(books(), st.integers(0, DAY_MINUTES), st.lists(CHANGES, max_size=25))
def test_a_cart_costs_change_by_change_what_it_costs_from_nothing(
    book: PriceBook, minute: int, changes: list[tuple[object, ...]]
) -> None:
    at = clock.day_begins(DAY) + timedelta(minutes=minute)
    cart = Cart.new()
    for change in changes:
        at += timedelta(minutes=change[1] if change[0] == "wait" else 0)  # type: ignore[arg-type]
        with suppress(UserError):
            cart = changed(cart, change)
        cart = cart.priced_by(book, at)
        nothing_known = PriceBook(book.tiers, book.promotions, book.pakets)
        anew = Cart.from_json(cart.to_json()).priced_by(nothing_known, at)
        assert (cart.priced, cart.total_idr, cart.saved_idr) == (anew.priced, anew.total_idr, anew.saved_idr)
        assert cart.total_idr == sum(one.gross_idr - one.discount_idr for one in cart.priced)
