"""What goes below its cost by somebody's hand is asked once, where it is done; what the shop decided before is not."""

from __future__ import annotations

import pytest

from pkkmart.closing.verify import verify
from pkkmart.consignment.rules import Bearer
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.products.operations import change_price
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.operations import BelowCost, checkout, permit_discount, permit_price
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of

YES = frozenset({"below_cost"})


def off(amount: int) -> Discount:
    return Discount(DiscountKind.AMOUNT, amount, "kemasan rusak")


@pytest.fixture
def rina(shop: object) -> Actor:
    rina = make.cashier()
    make.shift(rina)
    return rina


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def seen(endang: Actor) -> Approval:
    return Approval(endang, "kemasan rusak")


@pytest.fixture
def sugar(rina: Actor) -> int:
    """Sold at 17.500, bought at 15.000 and at 16.000: 15.500 on average."""
    sugar = make.product(price_idr=17_500)
    make.bought(sugar, 10, 150_000)
    make.bought(sugar, 10, 160_000)
    return sugar


def lemper(bearer: Bearer = Bearer.SHOP) -> int:
    sari = make.consignor(fixed_idr=1_600, is_member=True, bearer=bearer)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    return cake


def shown(cart: Cart) -> Cart:
    return cart.priced_by(price_book(clock.today()), clock.now())


def permits() -> list[str]:
    return [row[0] for row in fetch("SELECT allowed FROM cart_permit WHERE allowed LIKE '%below_cost%'")]


def test_a_discount_below_the_average_cost_asks_and_is_asked_once(rina: Actor, sugar: int) -> None:
    cart = make.cart((sugar, 2))
    fair = permit_discount(rina, cart, 0, off(3_500))
    assert fair.total_idr == 31_500, "10 % off two is still above 31.000"
    make.bought(sugar, 10, 175_000)
    with pytest.raises(BelowCost) as told:
        permit_discount(rina, cart, 0, off(3_500))
    assert str(told.value) == "Dijual di bawah modal: Gula Pasir 1 kg. Tetap jual?"
    assert permits() == []
    changed = permit_discount(rina, cart, 0, off(3_500), confirmed=YES)
    assert permits() == ['{"below_cost": 15750}']
    sold = checkout(rina, changed, 31_500, till_id=1)
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 31.500 / 4112 D 3.500 / 5111 D 32.333 / 1141 K 32.333 / 4111 K 35.000"
    )
    assert all(check.ok for check in verify())


def test_the_checkout_asks_for_what_nobody_said_yes_to(rina: Actor, sugar: int, endang: Actor) -> None:
    sneaked = make.cart((sugar, 1)).with_price(0, 15_000, "salah label")
    with pytest.raises(BelowCost) as told:
        checkout(endang, sneaked, 15_000, till_id=1)
    assert str(told.value) == "Dijual di bawah modal: Gula Pasir 1 kg 15.000, modalnya 15.500. Tetap jual?"
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    sold = checkout(endang, sneaked, 15_000, confirmed=YES, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 15.000 / 5111 D 15.500 / 1141 K 15.500 / 4111 K 15.000"


def test_another_price_asks_too_and_only_who_keeps_products_sees_the_cost(
    rina: Actor, sugar: int, endang: Actor, seen: Approval
) -> None:
    cart = make.cart((sugar, 1))
    assert permit_price(endang, cart, 0, 15_500, "salah label").total_idr == 15_500
    with pytest.raises(BelowCost, match=r"Gula Pasir 1 kg 15\.499, modalnya 15\.500"):
        permit_price(endang, cart, 0, 15_499, "salah label")
    with pytest.raises(BelowCost, match=r"modal: Gula Pasir 1 kg\. Tetap"):
        permit_price(rina, cart, 0, 15_000, "salah label", approval=seen)
    changed = permit_price(rina, cart, 0, 15_000, "salah label", approval=seen, confirmed=YES)
    assert checkout(rina, changed, 15_000, till_id=1).sale.total_idr == 15_000


def test_a_yes_holds_down_to_its_price_and_for_its_cart(rina: Actor, sugar: int, seen: Approval) -> None:
    cart = make.cart((sugar, 2))
    changed = permit_discount(rina, cart, 0, off(5_000), approval=seen, confirmed=YES)
    assert permit_discount(rina, changed, 0, off(4_500), approval=seen).total_idr == 30_500, "less is no new question"
    with pytest.raises(BelowCost):
        permit_discount(rina, changed, 0, off(6_000), approval=seen)
    fewer = permit_discount(rina, changed, 0, off(5_000), approval=seen).with_quantity(0, ONE)
    with pytest.raises(BelowCost):
        checkout(seen.by, fewer, 12_500, till_id=1)
    with pytest.raises(BelowCost):
        checkout(seen.by, make.cart((sugar, 2)).with_line_discount(0, off(5_000)), 30_000, till_id=1)
    assert checkout(rina, changed, 30_000, till_id=1).sale.total_idr == 30_000


def test_the_cart_s_discount_asks_and_a_line_more_is_no_new_question(rina: Actor, sugar: int, seen: Approval) -> None:
    rice = make.product("Beras", 70_000)
    make.bought(rice, 10, 500_000)
    percent = Discount(DiscountKind.PERCENT, 1_300, "beli banyak")
    cart = make.cart((sugar, 3), (rice, 1))
    with pytest.raises(BelowCost, match=r"modal: Gula Pasir 1 kg\. Tetap"):
        permit_discount(rina, cart, None, percent, approval=seen)
    changed = permit_discount(rina, cart, None, percent, approval=seen, confirmed=YES)
    more = permit_discount(rina, changed.with_quantity(1, 3 * ONE), None, percent, approval=seen)
    assert checkout(rina, more, more.total_idr + 100, till_id=1).sale.total_idr == more.total_idr


def test_the_shop_s_discount_above_its_commission_is_told(rina: Actor, endang: Actor, seen: Approval) -> None:
    cart = make.cart((lemper(), 1))
    with pytest.raises(BelowCost) as told:
        permit_discount(endang, cart, 0, off(500))
    assert str(told.value) == "Dijual di bawah modal: Lemper 1.500, hak ibunya 1.600. Tetap jual?"
    assert permit_discount(rina, cart, 0, off(400), approval=seen).total_idr == 1_600
    changed = permit_discount(rina, cart, 0, off(500), approval=seen, confirmed=YES)
    sold = checkout(rina, changed, 1_500, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 1.500 / 4103 D 100 / 2102(Bu Sari) K 1.600"


def test_a_consignor_who_bears_it_is_told_of_only_where_the_consignor_would_pay(endang: Actor) -> None:
    cart = make.cart((lemper(Bearer.CONSIGNOR), 1))
    assert permit_discount(endang, cart, 0, off(1_600)).total_idr == 400
    with pytest.raises(BelowCost, match=r"Lemper \(penitip malah membayar 100\)"):
        permit_discount(endang, cart, 0, off(1_700))


def test_what_the_shop_set_before_is_never_asked(rina: Actor, sugar: int) -> None:
    cake = lemper()
    paket = make.product("Paket", 12_000)
    set_paket(SYSTEM, paket, [PaketPart(sugar, ONE)])
    set_tiers(SYSTEM, sugar, [Tier(5 * ONE, 15_000)])
    add_promotion(
        SYSTEM,
        PromotionDetails(name="Gebyar", kind=Kind.AMOUNT, amount_idr=900, starts_on=clock.today(),
                         product_ids=frozenset({cake})),
    )  # fmt: skip
    cart = shown(make.cart((sugar, 5), (cake, 2), (paket, 1)))
    assert cart.total_idr == 75_000 + 2_200 + 12_000
    assert checkout(rina, cart, 89_200, till_id=1).sale.total_idr == 89_200
    change_price(SYSTEM, sugar, 14_000, None, "cuci gudang")
    assert checkout(rina, shown(make.cart((sugar, 1))), 14_000, till_id=1).sale.total_idr == 14_000
    assert permits() == []


def test_a_paket_is_weighed_whole_and_by_hand_only(endang: Actor, sugar: int) -> None:
    cake = lemper()
    paket = make.product("Paket", 20_000)
    set_paket(SYSTEM, paket, [PaketPart(sugar, ONE), PaketPart(cake, ONE)])
    cart = shown(make.cart((paket, 1)))
    assert permit_discount(endang, cart, 0, off(2_900)).total_idr == 17_100
    with pytest.raises(BelowCost, match=r"Paket 17\.000, modalnya 17\.100"):
        permit_discount(endang, cart, 0, off(3_000))
    agreed = permit_discount(endang, cart, 0, off(3_000), confirmed=YES)
    assert checkout(endang, agreed, 17_000, till_id=1).sale.total_idr == 17_000


def test_goods_of_unknown_cost_and_a_price_raised_by_hand_ask_nothing(endang: Actor, sugar: int) -> None:
    salt = make.product("Garam", 2_000)
    assert permit_price(endang, make.cart((salt, 1)), 0, 1, "sisa").total_idr == 1
    change_price(SYSTEM, sugar, 14_000, None, "cuci gudang")
    assert permit_price(endang, make.cart((sugar, 1)), 0, 15_000, "salah label").total_idr == 15_000


def test_an_ordinary_sale_asks_the_database_nothing_more(rina: Actor, sugar: int) -> None:
    cart = make.cart((sugar, 2))
    asked: list[str] = []
    db.connection().set_trace_callback(asked.append)
    checkout(rina, cart, 35_000, till_id=1)
    db.connection().set_trace_callback(None)
    assert not [sql for sql in asked if "cart_permit" in sql]
    assert len([sql for sql in asked if "FROM stock_level" in sql]) == 1, "once for every check and to take out"


def test_cost_that_rose_above_the_price_is_told_after_the_sale_to_who_keeps_products(
    rina: Actor, sugar: int, endang: Actor
) -> None:
    make.bought(sugar, 60, 1_200_000)
    salt = make.product("Garam", 2_000)
    make.bought(salt, 10, 10_000)
    cart = make.cart((sugar, 2), (salt, 1))
    assert checkout(rina, cart, 37_000, till_id=1).below_cost == ""
    asked: list[str] = []
    db.connection().set_trace_callback(asked.append)
    told = checkout(endang, make.cart((sugar, 2), (salt, 1)), 37_000, till_id=1).below_cost
    db.connection().set_trace_callback(None)
    assert told == "Gula Pasir 1 kg 17.500, modalnya 18.875"
    assert len([sql for sql in asked if "FROM stock_level" in sql]) == 1, "nothing is read for it"
    assert permits() == []


def test_a_promotion_and_a_hand_below_cost_are_not_told_of_again(rina: Actor, sugar: int, endang: Actor) -> None:
    add_promotion(
        SYSTEM, PromotionDetails(name="Gebyar", kind=Kind.AMOUNT, amount_idr=5_000, starts_on=clock.today(),
                                 product_ids=frozenset({sugar})),
    )  # fmt: skip
    assert checkout(endang, shown(make.cart((sugar, 1))), 12_500, till_id=1).below_cost == ""
    by_hand = make.cart((sugar, 1)).with_line_discount(0, off(5_000))
    assert checkout(endang, by_hand, 12_500, confirmed=YES, till_id=1).below_cost == ""


def test_a_paket_whose_parts_cost_more_by_now_is_told_whole(rina: Actor, sugar: int, endang: Actor) -> None:
    paket = make.product("Paket", 18_000)
    set_paket(SYSTEM, paket, [PaketPart(sugar, ONE), PaketPart(lemper(), ONE)])
    assert checkout(endang, shown(make.cart((paket, 1))), 18_000, till_id=1).below_cost == ""
    make.bought(sugar, 60, 1_200_000)
    told = checkout(endang, shown(make.cart((paket, 2))), 36_000, till_id=1).below_cost
    assert told == "Paket 18.000, modalnya 20.518"


def test_a_full_cart_names_three_and_counts_the_rest(endang: Actor) -> None:
    goods = [make.product(f"Barang {at}", 10_000) for at in range(5)]
    for one in goods:
        make.bought(one, 1, 9_500)
    cart = make.cart(*[(one, 1) for one in goods])
    with pytest.raises(BelowCost) as told:
        permit_discount(endang, cart, None, Discount(DiscountKind.PERCENT, 1_000, "borongan"))
    named = "; ".join(f"Barang {at} 9.000, modalnya 9.500" for at in range(3))
    assert str(told.value) == f"Dijual di bawah modal: {named}; dan 2 barang lain. Tetap jual?"
