"""Things no list knows: let through by a supervisor, kept apart, sold and taken back without any stock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.printing.slip import as_text
from pkkmart.products.queries import page, product_count, products_of, search, tiles
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.operations import ReturnItem, return_goods, void_sale
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import UnlistedNameUnfit, UnlistedPriceUnfit
from pkkmart.sales.operations import PermitMissing, ProductGone, checkout, permit_price, permit_unlisted, save_draft
from pkkmart.sales.queries import draft
from pkkmart.sales.receipt import receipt_elements
from pkkmart.stock.queries import stock_counts, stock_list
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of


@pytest.fixture
def rina(shop: object) -> Actor:
    rina = make.cashier()
    make.shift(rina)
    return rina


@pytest.fixture
def seen(rina: Actor) -> Approval:
    return Approval(make.cashier("Bu Endang", "4321", Role.TREASURER), "stok bazar")


def test_it_is_sold_with_a_second_person_and_moves_no_stock(rina: Actor, seen: Approval) -> None:
    sugar = make.product(price_idr=17_500)
    make.bought(sugar, 10, 150_000)
    with pytest.raises(NotPermitted, match="menjual barang umum"):
        permit_unlisted(rina, Cart.new(), "Pita kado", 4_000)
    cart = permit_unlisted(rina, make.cart((sugar, 1)), "  pita   kado ", 4_000, 3 * ONE, approval=seen)
    sold = checkout(rina, cart, 29_500, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 29.500 / 5111 D 15.000 / 1141 K 15.000 / 4111 K 29.500"
    assert fetch(
        "SELECT name, unit, qty_milli, list_price_idr, price_idr, net_idr, cost_idr, owner_id FROM sale_line"
    ) == [
        ("Gula Pasir 1 kg", "pcs", ONE, 17_500, 17_500, 17_500, 15_000, None),
        ("Pita kado", "pcs", 3 * ONE, 4_000, 4_000, 12_000, 0, None),
    ]
    assert fetch("SELECT DISTINCT product_id FROM stock_move") == [(sugar,)]
    assert fetch("SELECT product_id FROM stock_level") == [(sugar,)]
    assert "Pita kado" in as_text(receipt_elements(sold.sale), 32)
    assert all(check.ok for check in verify())
    assert fetch("SELECT approver, reason FROM audit WHERE approver <> ''") == [("Bu Endang", "stok bazar")]


def test_it_stays_out_of_every_list(rina: Actor, seen: Approval) -> None:
    checkout(rina, permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, approval=seen), 4_000, till_id=1)
    checkout(rina, permit_unlisted(rina, Cart.new(), "Kertas kado", 3_000, approval=seen), 3_000, till_id=1)
    assert fetch("SELECT id, name, active, owner_id FROM product") == [(UNLISTED_ID.get(), "Barang umum", 0, None)]
    assert (page(), search("barang umum"), search("umum"), tiles(), products_of(None), product_count()) == (
        [], [], [], [], [], 0,
    )  # fmt: skip
    assert stock_list() == ([], 0)
    assert set(stock_counts().values()) == {0}


def test_each_is_a_line_of_its_own_and_survives_a_power_cut(rina: Actor, seen: Approval) -> None:
    cart = Cart.new()
    for name, price in (("Pita kado", 4_000), ("Kertas kado", 4_000), ("Pita kado", 4_000)):
        cart = permit_unlisted(rina, cart, name, price, approval=seen)
    assert [line.name for line in cart.lines] == ["Pita kado", "Kertas kado", "Pita kado"]
    save_draft(cart, till_id=1)
    kept = draft(1)
    assert kept == cart
    assert kept.repriced([]).lines == cart.lines, "no list can change it"
    assert checkout(rina, kept, 12_000, till_id=1).sale.total_idr == 12_000


def test_the_permit_is_for_its_cart_its_name_and_its_price(rina: Actor, seen: Approval) -> None:
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, approval=seen)
    (line,) = cart.lines
    for forged in (
        replace(cart, lines=(replace(line, list_price_idr=3_000),)),
        replace(cart, lines=(replace(line, name="Rokok"),)),
        replace(cart, id=Cart.new().id),
    ):
        with pytest.raises(PermitMissing):
            checkout(rina, forged, 4_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    assert checkout(seen.by, replace(cart, id=Cart.new().id), 4_000, till_id=1).sale.total_idr == 4_000, (
        "a supervisor may alone"
    )


def test_one_permit_is_for_one_line_and_its_quantity(rina: Actor, seen: Approval) -> None:
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, 3 * ONE, approval=seen)
    for more in (cart.with_quantity(0, 4 * ONE), replace(cart, lines=cart.lines * 2)):
        with pytest.raises(PermitMissing, match="disetujui untuk jumlah yang lain"):
            checkout(rina, more, 100_000, till_id=1)
    assert checkout(rina, cart.with_quantity(0, 2 * ONE), 8_000, till_id=1).sale.total_idr == 8_000
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, ONE, approval=seen)
    cart = permit_unlisted(rina, cart, "Pita kado", 4_000, 3 * ONE, approval=seen)
    assert checkout(rina, cart, 16_000, till_id=1).sale.total_idr == 16_000, "each of the two has its own"


def test_a_permit_of_an_older_program_still_holds(rina: Actor, seen: Approval) -> None:
    cart = permit_unlisted(SYSTEM, Cart.new(), "Pita kado", 4_000)
    cart = replace(cart, id=Cart.new().id).with_quantity(0, 2 * ONE)
    db.execute_sql(
        "INSERT INTO cart_permit (cart_id, product_id, allowed, recorded_at) VALUES (?, ?, ?, ?)",
        (cart.id, cart.lines[0].product_id, '{"unlisted": "Pita kado", "price": 4000}', clock.now_text()),
    )
    assert checkout(rina, cart, 8_000, till_id=1).sale.total_idr == 8_000


def test_listed_goods_cannot_pass_as_unlisted_nor_the_other_way(rina: Actor, seen: Approval) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, approval=seen)
    (line,) = cart.lines
    for forged in (
        replace(cart, lines=(replace(line, product_id=cake),)),
        replace(cart, lines=(replace(line, unlisted=False),)),
    ):
        with pytest.raises(ProductGone):
            checkout(SYSTEM, forged, 4_000, till_id=1)


@pytest.mark.parametrize("name", ["", "  ", "ab", "12345", "a 1 b"])
def test_a_name_says_what_it_is(rina: Actor, seen: Approval, name: str) -> None:
    with pytest.raises(UnlistedNameUnfit, match="Tulis sedikitnya 3 huruf"):
        permit_unlisted(rina, Cart.new(), name, 4_000, approval=seen)


@pytest.mark.parametrize("price", [0, -1, 1_000_001])
def test_a_price_has_its_limits(rina: Actor, seen: Approval, price: int) -> None:
    with pytest.raises(UnlistedPriceUnfit, match=r"Isi antara 1 dan 1\.000\.000 rupiah"):
        permit_unlisted(rina, Cart.new(), "Pita kado", price, approval=seen)
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 1_000_000, approval=seen)
    forged = replace(cart, lines=(replace(cart.lines[0], list_price_idr=price),))
    with pytest.raises(UnlistedPriceUnfit):
        checkout(seen.by, forged, 2_000_000, till_id=1)


def test_what_is_thrown_away_and_what_goes_back_touch_no_stock(rina: Actor, seen: Approval) -> None:
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, 2 * ONE, approval=seen)
    sold = checkout(rina, cart, 8_000, till_id=1)
    (line,) = standing_sale(sold.sale.id).lines
    assert line.name == "Pita kado"
    for on_shelf in (True, False):
        back = return_goods(seen.by, sold.sale.id, [ReturnItem(line.id, ONE, on_shelf)], "salah warna", till_id=1)
        assert entry_of("sale_change", back.id) == "4112 D 4.000 / 1101 K 4.000"
    assert fetch("SELECT count(*) FROM stock_move") == [(0,)]
    assert fetch("SELECT count(*) FROM stock_level") == [(0,)]
    assert all(check.ok for check in verify())


def test_a_void_takes_it_back_whole(rina: Actor, seen: Approval) -> None:
    sold = checkout(rina, permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, approval=seen), 4_000, till_id=1)
    void_sale(seen.by, sold.sale.id, "salah orang", till_id=1)
    assert all(check.ok for check in verify())


def test_another_price_by_hand_and_a_member(rina: Actor, seen: Approval) -> None:
    cart = permit_unlisted(rina, Cart.new().with_member(make.member()), "Pita kado", 4_000, approval=seen)
    cart = permit_price(rina, cart, 0, 3_500, "sisa satu", approval=seen)
    sold = checkout(rina, cart, 3_500, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 3.500 / 4101 K 3.500"


@given(st.text("abcdefghij Éü", min_size=3, max_size=30), st.integers(1, 1_000_000))
def test_any_name_and_price_come_back_from_a_draft(name: str, price: int) -> None:
    if sum(map(str.isalpha, name)) < 3:
        return
    cart = Cart.new().add_unlisted(7, name, price)
    assert Cart.from_json(cart.to_json()) == cart
    assert cart.total_idr == price
