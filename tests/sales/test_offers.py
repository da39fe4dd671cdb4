"""Tiers, promotions and pakets at the counter: who bears them, and that what was told is what is sold."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion, end_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, Promotion, PromotionDetails
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import PaketPart, PriceBook, Tier
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.products.queries import categories
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind, PromotionBetter
from pkkmart.sales.operations import CheckoutResult, PriceChanged, checkout, permit_discount
from pkkmart.stock.queries import levels
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.sales.test_cart import goods

TODAY = date(2026, 11, 24)


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


def shown(cart: Cart) -> Cart:
    """The cart as the counter shows it now."""
    return cart.priced_by(price_book(clock.today()), clock.now())


def sold(actor: Actor, cart: Cart) -> CheckoutResult:
    return checkout(actor, cart, cart.total_idr + 100, confirmed=frozenset({"below_stock"}), till_id=1)


def promotion(**facts: object) -> int:
    """A promotion that runs from today on everything, unless told otherwise."""
    plain = PromotionDetails(name="Promo", kind=Kind.PERCENT, percent_bp=1_000, starts_on=TODAY, on_everything=True)
    return add_promotion(SYSTEM, replace(plain, **facts))  # type: ignore[arg-type]


def test_a_tier_is_a_price_and_goes_when_the_quantity_drops(rina: Actor) -> None:
    sugar = make.product(price_idr=17_500)
    set_tiers(SYSTEM, sugar, [Tier(10 * ONE, 16_500)])
    make.shift(rina)
    cart = shown(make.cart((sugar, 10)))
    assert cart.total_idr == 165_000
    assert cart.with_quantity(0, 9 * ONE).total_idr == 9 * 17_500
    assert entry_of("sale", sold(rina, cart).sale.id) == "1101 D 165.000 / 4111 K 165.000"


@pytest.mark.parametrize(
    ("bearer", "entry"),
    [
        ("SHOP", "1101 D 18.000 / 2102(Bu Sari) K 16.000 / 4103 K 2.000"),
        ("CONSIGNOR", "1101 D 18.000 / 2102(Bu Sari) K 14.000 / 4103 K 4.000"),
        ("SHARED", "1101 D 18.000 / 2102(Bu Sari) K 14.400 / 4103 K 3.600"),
    ],
)
def test_a_promotion_is_borne_as_it_says_whatever_the_agreement(rina: Actor, bearer: str, entry: str) -> None:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    promotion(name="Kue sore", bearer=bearer)
    make.shift(rina)
    done = sold(rina, shown(make.cart((cake, 10))))
    assert entry_of("sale", done.sale.id) == entry
    assert fetch("SELECT bearer, promotion_id, discount_idr, discount_reason FROM sale_line") == [
        (bearer, 1, 2_000, "Kue sore")
    ]
    assert all(check.ok for check in verify())


@pytest.mark.worked_entry("discount-above-commission")
def test_the_shop_s_discount_above_its_commission_is_a_loss_of_the_shop(rina: Actor) -> None:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 5)
    promotion(kind=Kind.AMOUNT, percent_bp=0, amount_idr=500, on_everything=False, product_ids=frozenset({cake}))
    make.shift(rina)
    done = sold(rina, shown(make.cart((cake, 1))))
    assert entry_of("sale", done.sale.id) == "1101 D 1.500 / 4103 D 100 / 2102(Bu Sari) K 1.600"


def test_owned_goods_book_a_promotion_apart_from_the_price(rina: Actor) -> None:
    sugar = make.product(price_idr=20_000)
    promotion()
    make.shift(rina)
    done = sold(rina, shown(make.cart((sugar, 2))))
    assert entry_of("sale", done.sale.id) == "1101 D 36.000 / 4112 D 4.000 / 4111 K 40.000"
    assert done.sale.saved_idr == 4_000


def test_happy_hour_that_ended_is_told_before_anything_is_sold(rina: Actor, shop: FrozenClock) -> None:
    cake = make.product("Lemper", 2_000)
    promotion(name="Sore", from_minute=10 * 60, until_minute=11 * 60)
    make.shift(rina)
    cart = shown(make.cart((cake, 10)))
    assert cart.total_idr == 18_000
    shop.pass_(minutes=30)
    with pytest.raises(PriceChanged) as told:
        checkout(rina, cart, 18_000, till_id=1)
    assert str(told.value).startswith("Harga Lemper berubah dari 18.000 menjadi 20.000.")
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    assert sold(rina, shown(cart)).sale.total_idr == 20_000


def test_a_first_promotion_on_other_goods_changes_nothing_for_who_stands_there(rina: Actor) -> None:
    cake, tea = make.product("Lemper", 2_000), make.product("Teh", 5_000)
    make.shift(rina)
    cart = shown(make.cart((cake, 10)))
    promotion(on_everything=False, product_ids=frozenset({tea}))
    assert sold(rina, cart).sale.total_idr == 20_000


def test_by_hand_and_promotion_are_not_stacked_and_the_larger_holds(rina: Actor) -> None:
    sugar = make.product(price_idr=20_000)
    promotion(percent_bp=500)
    smaller = Discount(DiscountKind.AMOUNT, 500, "penyok")
    cart = shown(make.cart((sugar, 1)).with_line_discount(0, smaller))
    assert (cart.total_idr, cart.priced[0].promoted.discount_idr, cart.priced[0].manual_idr) == (19_000, 1_000, 0)
    plain = cart.with_line_discount(0, None)
    larger = plain.with_line_discount(0, Discount(DiscountKind.AMOUNT, 2_000, "penyok"))
    assert (larger.total_idr, larger.priced[0].promoted.discount_idr, larger.priced[0].manual_idr) == (18_000, 0, 2_000)
    make.shift(rina)
    assert entry_of("sale", sold(rina, larger).sale.id) == "1101 D 18.000 / 4112 D 2.000 / 4111 K 20.000"


def test_a_hand_discount_never_makes_dear_what_a_promotion_made_cheap(rina: Actor) -> None:
    ice = make.product("Es Lilin", 2_000)
    promotion(name="Beli 3 gratis 1", kind=Kind.BUY_N_GET_M, percent_bp=0, pieces=3, free_pieces=1)
    cart = shown(make.cart((ice, 4)))
    assert cart.total_idr == 6_000
    for amount in (500, 2_000):
        with pytest.raises(PromotionBetter) as told:
            permit_discount(rina, cart, 0, Discount(DiscountKind.AMOUNT, amount, "langganan"))
        assert str(told.value).startswith("Promo Beli 3 gratis 1 sudah memotong 2.000, tidak kurang dari diskon ")
    assert fetch("SELECT count(*) FROM cart_permit") == [(0,)]
    few = shown(make.cart((ice, 1))).with_line_discount(0, Discount(DiscountKind.AMOUNT, 100, "langganan"))
    assert few.total_idr == 1_900
    assert few.with_quantity(0, 4 * ONE).total_idr == 6_000, "more of it earns the promotion after all"


def test_a_hand_discount_that_breaks_a_bundle_is_weighed_against_all_of_it(rina: Actor) -> None:
    """2.500 off one line of a bundle is more than its share of the 4.000, and still makes the cart dearer."""
    tea, coffee = make.product("Teh", 6_000), make.product("Kopi", 6_000)
    promotion(name="Dua 8.000", kind=Kind.BUNDLE, percent_bp=0, pieces=2, amount_idr=8_000)
    cart = shown(make.cart((tea, 1), (coffee, 1)))
    assert cart.total_idr == 8_000
    with pytest.raises(PromotionBetter, match=r"sudah memotong 4\.000, tidak kurang dari diskon 2\.500"):
        cart.with_line_discount(0, Discount(DiscountKind.AMOUNT, 2_500, "langganan"))
    assert cart.with_line_discount(0, Discount(DiscountKind.AMOUNT, 4_500, "langganan")).total_idr == 7_500


def test_a_promotion_of_other_goods_that_ends_is_nothing_to_this_buyer(rina: Actor) -> None:
    cake, tea = make.product("Lemper", 2_000), make.product("Teh", 5_000)
    only = promotion(on_everything=False, product_ids=frozenset({tea}))
    make.shift(rina)
    cart = shown(make.cart((cake, 10)))
    assert cart.total_idr == 20_000
    end_promotion(SYSTEM, only, "habis")
    assert checkout(rina, cart, 20_000, till_id=1).sale.total_idr == 20_000


@pytest.fixture
def hamper(rina: Actor) -> tuple[int, int, int, int]:
    """A paket at 90.000 of two keripik of Bu Sari (20.000), a sambal of Dapur Ani (30.000) and sugar (30.000)."""
    sari, ani = make.consignor(percent_bp=1_500), make.consignor("Dapur Ani", fixed_idr=25_000, is_member=True)
    chips = make.product("Keripik", 20_000, owner_id=sari)
    sambal = make.product("Sambal", 30_000, owner_id=ani)
    sugar = make.product("Gula", 30_000)
    make.delivered(sari, chips, 20)
    make.delivered(ani, sambal, 10)
    make.bought(sugar, 10, 200_000)
    paket = make.product("Hampers Lebaran", 90_000, code="8999990001114")
    set_paket(SYSTEM, paket, [PaketPart(chips, 2 * ONE), PaketPart(sambal, ONE), PaketPart(sugar, ONE)])
    make.shift(rina, 200_000)
    return paket, chips, sambal, sugar


def test_a_paket_is_sold_as_its_parts_each_consignor_paid_by_own_terms(
    rina: Actor, hamper: tuple[int, int, int, int]
) -> None:
    paket, chips, sambal, sugar = hamper
    done = sold(rina, shown(make.cart((paket, 2))))
    # 90.000 over 40.000, 30.000, 30.000: 36.000, 27.000, 27.000; the shop bears what is off, by their agreements.
    assert entry_of("sale", done.sale.id) == (
        "1101 D 180.000 / 5111 D 40.000 / 1141 K 40.000 / 2102(Dapur Ani) K 50.000 / 2103(Bu Sari) K 68.000"
        " / 4103 K 4.000 / 4111 K 54.000 / 4113 K 4.000"
    )
    assert fetch("SELECT name, qty_milli, net_idr, kit_name, kit_line_id FROM sale_line ORDER BY line_no") == [
        ("Keripik", 4_000, 72_000, "Hampers Lebaran", 1),
        ("Sambal", 2_000, 54_000, "Hampers Lebaran", 1),
        ("Gula", 2_000, 54_000, "Hampers Lebaran", 1),
    ]
    left = levels([paket, chips, sambal, sugar])
    assert (left[chips].qty_milli, left[sambal].qty_milli, left[sugar].qty_milli) == (16_000, 8_000, 8_000)
    assert paket not in left or left[paket].qty_milli == 0
    assert all(check.ok for check in verify())


@pytest.mark.parametrize(
    ("bearer", "entry"),
    [
        (
            "SHOP",
            "1101 D 162.000 / 4103 D 1.400 / 4112 D 5.400 / 4113 D 3.200 / 5111 D 40.000 / 1141 K 40.000"
            " / 2102(Dapur Ani) K 50.000 / 2103(Bu Sari) K 68.000 / 4111 K 54.000",
        ),
        (
            "CONSIGNOR",
            "1101 D 162.000 / 4112 D 5.400 / 5111 D 40.000 / 1141 K 40.000 / 2102(Dapur Ani) K 44.600"
            " / 2103(Bu Sari) K 60.800 / 4103 K 4.000 / 4111 K 54.000 / 4113 K 4.000",
        ),
        (
            "SHARED",
            "1101 D 162.000 / 4112 D 5.400 / 5111 D 40.000 / 1141 K 40.000 / 2102(Dapur Ani) K 45.500"
            " / 2103(Bu Sari) K 61.880 / 4103 K 3.100 / 4111 K 54.000 / 4113 K 2.920",
        ),
    ],
)
def test_a_promotion_on_a_paket_is_borne_by_each_consignor_for_own_goods(
    rina: Actor, hamper: tuple[int, int, int, int], bearer: str, entry: str
) -> None:
    """10 % off 180.000: 7.200 falls on Bu Sari's 72.000, 5.400 on Dapur Ani's 54.000; that the paket is cheaper than
    its parts stays the shop's, by their agreements."""
    paket, *_parts = hamper
    promotion(bearer=bearer, on_everything=False, product_ids=frozenset({paket}))
    done = sold(rina, shown(make.cart((paket, 2))))
    assert entry_of("sale", done.sale.id) == entry
    assert fetch("SELECT discount_idr, bearer FROM sale_line ORDER BY line_no") == [
        (7_200, bearer), (5_400, bearer), (5_400, None),
    ]  # fmt: skip
    while left := [line for line in standing_sale(done.sale.id).lines if line.left_milli]:
        return_goods(SYSTEM, done.sale.id, [ReturnItem(left[-1].id, ONE)], "tidak jadi", till_id=1)
    shares = fetch(
        "SELECT account_id, sum(amount_idr) FROM posting WHERE account_id IN (2102, 2103, 4103, 4113) GROUP BY 1"
    )
    assert all(amount == 0 for _account, amount in shares)
    assert len(shares) == 4
    assert all(check.ok for check in verify())


def test_no_part_of_a_paket_gives_more_than_it_has(rina: Actor) -> None:
    """A price of 10 with 7 off: each split by worth, the smallest part of nothing would have given 1."""
    tea, milk, salt = (make.product(name, price) for name, price in (("Teh", 1), ("Susu", 8), ("Garam", 8)))
    paket = make.product("Paket Obral", 10)
    set_paket(SYSTEM, paket, [PaketPart(tea, ONE), PaketPart(milk, ONE), PaketPart(salt, ONE)])
    make.shift(rina)
    ani = make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    for off in range(1, 10):
        cart = shown(make.cart((paket, 1))).with_discount(Discount(DiscountKind.AMOUNT, off, "obral"))
        sold(ani, cart)
    rows = fetch("SELECT sale_id, min(net_idr), min(discount_idr), sum(net_idr) FROM sale_line GROUP BY sale_id")
    assert [row[3] for row in rows] == [10 - off for off in range(1, 10)]
    assert min(min(row[1:3]) for row in rows) == 0


def test_a_paket_comes_back_by_its_parts(rina: Actor, hamper: tuple[int, int, int, int]) -> None:
    paket, *_parts = hamper
    done = sold(rina, shown(make.cart((paket, 1))))
    items = [ReturnItem(line.id, line.left_milli) for line in standing_sale(done.sale.id).lines]
    back = return_goods(SYSTEM, done.sale.id, items, "tidak jadi", till_id=1)
    assert back.refund.cash_idr == 90_000
    assert all(check.ok for check in verify())


def test_two_pakets_of_one_receipt_keep_apart(rina: Actor, hamper: tuple[int, int, int, int]) -> None:
    paket, chips, _sambal, sugar = hamper
    small = make.product("Paket Teh", 45_000)
    set_paket(SYSTEM, small, [PaketPart(chips, ONE), PaketPart(sugar, ONE)])
    done = sold(rina, shown(make.cart((sugar, 1), (paket, 1), (small, 1))))
    rows = fetch("SELECT name, kit_name, kit_line_id FROM sale_line ORDER BY line_no")
    assert rows == [
        ("Gula", "", None),
        ("Keripik", "Hampers Lebaran", 2), ("Sambal", "Hampers Lebaran", 2), ("Gula", "Hampers Lebaran", 2),
        ("Keripik", "Paket Teh", 5), ("Gula", "Paket Teh", 5),
    ]  # fmt: skip
    assert done.sale.total_idr == 30_000 + 90_000 + 45_000


def test_the_receipt_shows_a_paket_once_with_what_is_in_it(rina: Actor, hamper: tuple[int, int, int, int]) -> None:
    paket, *_parts = hamper
    done = sold(rina, shown(make.cart((paket, 1))))
    lines = [line.strip() for line in as_text(elements_of(done.job_id), 32).splitlines()]
    at = lines.index("Hampers Lebaran")
    assert lines[at + 1].split() == ["90.000"]
    assert [line.split("  ")[0] for line in lines[at + 2 : at + 5]] == ["2 Keripik *", "1 Sambal *", "1 Gula"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 5), st.integers(1, 30), st.integers(2, 50_000)), min_size=1, max_size=6),
    st.sampled_from(list(Kind)), st.integers(1, 9_999), st.integers(1, 40_000), st.integers(1, 4), st.integers(0, 3),
    st.integers(1, 20_000),
)  # fmt: skip
def test_no_promotion_takes_a_line_below_one_rupiah(
    lines: list[tuple[int, int, int]], kind: Kind, points: int, amount: int, pieces: int, by_hand: int, off: int
) -> None:
    running = Promotion(
        id=1, name="P", kind=kind, bearer="SHOP", percent_bp=points, amount_idr=amount, pieces=pieces, free_pieces=1,
        starts_on=TODAY, ends_on=None, weekdays=127, from_minute=0, until_minute=1_440, on_everything=True,
    )  # fmt: skip
    cart = Cart.new().priced_by(PriceBook(promotions=(running,)), clock.now())
    for number, count, price in lines:
        cart = cart.add(goods(number, price), count * ONE)
    if by_hand < len(cart.lines) and cart.priced[by_hand].gross_idr > off:
        before = cart.total_idr
        with suppress(PromotionBetter):
            cart = cart.with_line_discount(by_hand, Discount(DiscountKind.AMOUNT, off, "x"))
        assert cart.total_idr <= before
    assert all(0 < one.net_idr <= one.gross_idr for one in cart.priced)
    assert cart.total_idr == sum(one.gross_idr - one.discount_idr for one in cart.priced)


def test_categories_of_the_tiles_are_those_of_promotions(rina: Actor) -> None:
    make.product("Lemper", 2_000, category="Kue basah")
    (category,) = categories()
    promotion(on_everything=False, category_ids=frozenset({category[0]}))
    cart = shown(make.cart((1, 1)))
    assert cart.total_idr == 1_800
