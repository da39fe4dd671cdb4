"""Discounts by hand: the share they lower, the permit they need, and the parts that sum up."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.consignment.rules import Bearer
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.sales.allowed import by_hand_bp, seen_bp
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind, DiscountUnfit, PriceUnfit
from pkkmart.sales.operations import PermitMissing, checkout, permit_discount, permit_price, save_draft
from pkkmart.sales.operations.permits import ReasonMissing
from pkkmart.sales.queries import draft
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.sales.test_cart import goods


def off(amount: int, reason: str = "kemasan rusak") -> Discount:
    return Discount(DiscountKind.AMOUNT, amount, reason)


def percent(points: int, reason: str = "beli banyak") -> Discount:
    return Discount(DiscountKind.PERCENT, points, reason)


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.mark.worked_entry("15")
def test_a_discount_the_shop_bears(rina: Actor) -> None:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina)
    cart = make.cart((cake, 10)).with_line_discount(0, off(1_000))
    sold = checkout(rina, cart, 19_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 19.000 / 2102(Bu Sari) K 16.000 / 4103 K 3.000"


@pytest.mark.parametrize(
    ("bearer", "entry"),
    [
        (Bearer.CONSIGNOR, "1101 D 19.000 / 2102(Bu Sari) K 15.000 / 4103 K 4.000"),
        (Bearer.SHARED, "1101 D 19.000 / 2102(Bu Sari) K 15.200 / 4103 K 3.800"),
    ],
)
@pytest.mark.worked_entry("discount-consignor")
def test_a_discount_follows_the_agreement(rina: Actor, bearer: Bearer, entry: str) -> None:
    sari = make.consignor(fixed_idr=1_600, is_member=True, bearer=bearer)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina)
    sold = checkout(rina, make.cart((cake, 10)).with_line_discount(0, off(1_000)), 19_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == entry


@pytest.mark.worked_entry("discount-consignor-percent")
def test_a_discount_of_a_percentage_s_consignor_paid_by_qris(rina: Actor) -> None:
    batik = make.consignor("Griya Batik", percent_bp=1_500, bearer=Bearer.CONSIGNOR)
    cloth = make.product("Batik", 100_000, owner_id=batik)
    make.delivered(batik, cloth, 1)
    make.shift(rina)
    cart = make.cart((cloth, 1)).with_line_discount(0, off(10_000))
    sold = checkout(rina, cart, 0, others=[Paid(Tender.QRIS, 90_000)], till_id=1)
    assert entry_of("sale", sold.sale.id) == "1121 D 90.000 / 2103(Griya Batik) K 75.000 / 4113 K 15.000"


@pytest.mark.worked_entry("discount-owned")
def test_owned_goods_keep_price_and_discount_apart(rina: Actor) -> None:
    sugar = make.product(price_idr=50_000)
    make.shift(rina)
    sold = checkout(
        rina, make.cart((sugar, 1), buyer=make.member()).with_line_discount(0, percent(1_000)), 45_000, till_id=1
    )
    assert entry_of("sale", sold.sale.id) == "1101 D 45.000 / 4102 D 5.000 / 4101 K 50.000"
    assert fetch("SELECT gross_idr, discount_idr, net_idr, discount_reason FROM sale_line") == [
        (50_000, 5_000, 45_000, "beli banyak")
    ]
    assert fetch("SELECT total_idr, discount_idr FROM sale") == [(45_000, 5_000)]
    assert sold.sale.saved_idr == 5_000
    assert all(check.ok for check in verify())


def test_the_cart_s_discount_is_spread_over_the_lines(rina: Actor) -> None:
    sari = make.consignor(percent_bp=1_500)
    cloth = make.product("Batik", 100_000, owner_id=sari)
    sugar = make.product(price_idr=20_000)
    make.shift(rina)
    cart = make.cart((cloth, 1), (sugar, 1)).with_discount(off(12_000))
    sold = checkout(rina, cart, 108_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 108.000 / 4112 D 2.000 / 2103(Bu Sari) K 85.000 / 4111 K 20.000 / 4113 K 5.000"
    )
    assert fetch("SELECT discount_idr FROM sale_line ORDER BY id") == [(10_000,), (2_000,)]


def test_above_the_cashier_s_limit_a_second_person_approves(rina: Actor, endang: Actor) -> None:
    sugar = make.product(price_idr=50_000)
    make.shift(rina)
    cart = make.cart((sugar, 1))
    assert permit_discount(rina, cart, 0, percent(1_000)).total_idr == 45_000
    with pytest.raises(NotPermitted, match="memberi diskon di atas batas kasir"):
        permit_discount(rina, cart, 0, percent(2_000))
    sneaked = cart.with_line_discount(0, percent(2_000))
    with pytest.raises(PermitMissing) as told:
        checkout(rina, sneaked, 40_000, till_id=1)
    assert str(told.value).startswith("Gula Pasir 1 kg belum disetujui kepala toko")
    allowed = permit_discount(rina, cart, 0, percent(2_000), approval=Approval(endang, "barang pajangan"))
    assert checkout(rina, allowed, 40_000, till_id=1).sale.total_idr == 40_000
    assert fetch("SELECT actor, approver, reason FROM audit WHERE approver <> ''") == [
        ("Bu Rina", "Bu Endang", "barang pajangan")
    ]


def test_a_permit_is_for_its_cart_its_goods_and_its_figure(rina: Actor, endang: Actor) -> None:
    sugar, rice = make.product(price_idr=50_000), make.product("Beras", 70_000)
    make.shift(rina)
    approval = Approval(endang, "janji pengurus")
    cart = make.cart((sugar, 1), (rice, 1))
    permit_discount(rina, cart, 0, percent(3_000), approval=approval)
    for other in (
        cart.with_line_discount(1, percent(3_000)),
        cart.with_line_discount(0, percent(4_000)),
        cart.with_discount(percent(3_000)),
        make.cart((sugar, 1)).with_line_discount(0, percent(3_000)),
    ):
        with pytest.raises(PermitMissing):
            checkout(rina, other, 200_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_a_permit_ends_at_the_quantity_or_the_amount_it_was_given_for(rina: Actor, endang: Actor) -> None:
    soap = make.product("Sabun", 20_000)
    make.shift(rina)
    approval = Approval(endang, "janji pengurus")
    five = permit_discount(rina, make.cart((soap, 5)), 0, off(19_000), approval=approval)
    whole = permit_discount(rina, make.cart((soap, 5)), None, off(19_000), approval=approval)
    one = permit_price(rina, make.cart((soap, 1)), 0, 5_000, "salah label", approval=approval)
    half = permit_discount(rina, make.cart((soap, 1)), 0, percent(5_000), approval=approval)
    of_cart = permit_discount(rina, make.cart((soap, 1)), None, percent(5_000), approval=approval)
    for outlived in (
        five.with_quantity(0, ONE), whole.with_quantity(0, ONE), one.with_quantity(0, 40 * ONE),
        half.with_quantity(0, 40 * ONE), of_cart.with_quantity(0, 40 * ONE),
        replace(one, lines=one.lines * 2), replace(half, lines=half.lines * 2),
    ):  # fmt: skip
        with pytest.raises(PermitMissing, match="disetujui untuk jumlah yang lain"):
            checkout(rina, outlived, 1_000_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    assert checkout(rina, five.with_quantity(0, 6 * ONE), 101_000, till_id=1).sale.total_idr == 101_000, (
        "more goods, no more off"
    )
    assert checkout(rina, whole, 81_000, till_id=1).sale.total_idr == 81_000
    again = permit_discount(rina, half.with_quantity(0, 2 * ONE), 0, percent(5_000), approval=approval)
    assert checkout(rina, again, 20_000, till_id=1).sale.total_idr == 20_000, "asked again for two"
    again = permit_discount(rina, of_cart.with_quantity(0, 2 * ONE), None, percent(5_000), approval=approval)
    assert checkout(rina, again.with_quantity(0, ONE), 10_000, till_id=1).sale.total_idr == 10_000


def test_a_permit_of_an_older_program_holds_for_any_quantity(rina: Actor) -> None:
    soap = make.product("Sabun", 20_000)
    make.shift(rina)
    cart = make.cart((soap, 4)).with_price(0, 15_000, "salah label").with_discount(percent(2_000))
    for product_id, allowed in ((soap, "15000"), (None, '{"kind": "PERCENT", "reason": "beli banyak", "value": 2000}')):
        db.execute_sql(
            "INSERT INTO cart_permit (cart_id, product_id, allowed, recorded_at) VALUES (?, ?, ?, '')",
            (cart.id, product_id, allowed),
        )
    assert checkout(rina, cart, 48_000, till_id=1).sale.total_idr == 48_000


def test_the_cashier_s_limit_is_for_what_all_hands_take_off_a_line(rina: Actor, endang: Actor) -> None:
    soap = make.product("Sabun", 20_000, member_price_idr=17_000)
    make.shift(rina)
    approval = Approval(endang, "langganan lama")
    line = permit_discount(rina, make.cart((soap, 1), buyer=make.member()), 0, percent(1_000))
    with pytest.raises(NotPermitted, match="memberi diskon di atas batas kasir"):
        permit_discount(rina, line, None, percent(1_000))
    with pytest.raises(PermitMissing) as told:
        checkout(rina, line.with_discount(percent(1_000)), 100_000, till_id=1)
    assert str(told.value).startswith("Sabun belum disetujui")
    cart = permit_discount(rina, make.cart((soap, 1)), None, percent(1_000))
    with pytest.raises(NotPermitted):
        permit_discount(rina, cart, 0, percent(1_000))
    both = permit_discount(rina, cart, 0, percent(1_000), approval=approval)
    assert checkout(rina, both, 16_200, till_id=1).sale.total_idr == 16_200
    both = permit_discount(rina, line, None, percent(1_000), approval=approval)
    assert checkout(rina, both, 13_800, till_id=1).sale.total_idr == 13_770


def test_what_was_let_through_is_no_room_for_more(rina: Actor, endang: Actor) -> None:
    soap = make.product("Sabun", 20_000)
    make.shift(rina)
    approval = Approval(endang, "langganan lama")
    seen = permit_discount(rina, make.cart((soap, 1)), 0, percent(3_000), approval=approval)
    with pytest.raises(PermitMissing):
        checkout(rina, seen.with_discount(percent(1_000)), 100_000, till_id=1)
    seen = permit_discount(rina, make.cart((soap, 1)), None, percent(3_000), approval=approval)
    with pytest.raises(PermitMissing):
        checkout(rina, seen.with_line_discount(0, percent(1_000)), 100_000, till_id=1)


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(100, 90_000)), min_size=1, max_size=8), st.integers(1, 10_000))
def test_a_cart_s_discount_within_the_limit_is_within_it_on_every_line(
    lines: list[tuple[int, int]], points: int
) -> None:
    cart = Cart.new()
    for number, (pieces, price) in enumerate(lines):
        cart = cart.add(goods(number + 1, price), pieces * ONE)
    taken = percent(min(points, 9_999)).of(cart.total_idr)
    cart = cart.with_discount(off(taken)) if taken else cart
    limit = -(-taken * 10_000 // cart.before_discount_idr)
    assert all(by_hand_bp(one) <= limit <= max(seen_bp(one), limit) for one in cart.priced)


def test_nothing_is_taken_off_without_a_word_why(rina: Actor, endang: Actor) -> None:
    soap = make.product("Sabun", 20_000)
    make.shift(rina)
    cart = make.cart((soap, 1))
    for silent in (cart.with_line_discount(0, off(500, " ")), cart.with_discount(off(500, "")), cart.with_price(0, 1)):
        for actor in (rina, endang):
            with pytest.raises(ReasonMissing):
                checkout(actor, silent, 20_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_another_price_needs_its_permission_and_a_reason(rina: Actor, endang: Actor) -> None:
    sugar = make.product(price_idr=50_000)
    make.shift(rina)
    cart = make.cart((sugar, 2))
    with pytest.raises(NotPermitted, match="mengubah harga di kasir"):
        permit_price(rina, cart, 0, 40_000, "salah label")
    with pytest.raises(ReasonMissing):
        permit_price(endang, cart, 0, 40_000, " ")
    with pytest.raises(PriceUnfit):
        permit_price(endang, cart, 0, 0, "salah label")
    with pytest.raises(PermitMissing):
        checkout(rina, cart.with_price(0, 40_000, "salah label"), 80_000, till_id=1)
    changed = permit_price(rina, cart, 0, 40_000, "salah label", approval=Approval(endang, "label rak lama"))
    sold = checkout(rina, changed, 80_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 80.000 / 4111 K 80.000"
    assert fetch("SELECT list_price_idr, price_idr, discount_reason FROM sale_line") == [
        (50_000, 40_000, "salah label")
    ]


@pytest.mark.parametrize("wrong", [off(0), off(17_500), off(-1), percent(0), percent(10_000)])
def test_nothing_and_everything_is_no_discount(wrong: Discount) -> None:
    cart = Cart.new().add(goods(price=17_500))
    with pytest.raises(DiscountUnfit):
        cart.with_line_discount(0, wrong)
    with pytest.raises(DiscountUnfit):
        cart.with_discount(wrong)


@given(
    st.lists(st.tuples(st.integers(1, 30), st.integers(2, 90_000), st.integers(0, 9_999)), min_size=1, max_size=6),
    st.integers(1, 9_999),
    st.booleans(),
)
def test_parts_sum_to_the_whole(lines: list[tuple[int, int, int]], cart_points: int, on_cart: bool) -> None:
    cart = Cart.new()
    for number, (pieces, price, points) in enumerate(lines):
        cart = cart.add(goods(number + 1, price), pieces * ONE)
        if points and percent(points).of(pieces * price):
            cart = cart.with_line_discount(number, percent(points))
    before = cart.total_idr
    taken = percent(cart_points).of(before)
    if on_cart and taken:
        cart = cart.with_discount(percent(cart_points))
        assert cart.total_idr == before - taken
    assert all(0 <= one.discount_idr <= one.gross_idr for one in cart.priced)
    assert cart.total_idr == sum(one.gross_idr - one.discount_idr for one in cart.priced) > 0
    assert Cart.from_json(cart.to_json()) == cart


def test_a_discount_survives_a_power_cut(rina: Actor) -> None:
    sugar = make.product(price_idr=50_000)
    cart = make.cart((sugar, 2)).with_line_discount(0, off(1_000)).with_discount(percent(500))
    save_draft(cart, till_id=1)
    assert draft(1) == cart
