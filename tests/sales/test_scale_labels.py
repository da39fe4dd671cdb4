"""A packet with a scale's label is sold for what is printed on it, is a line of its own, and comes back for that."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import UserError
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion, set_tiers
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import Tier
from pkkmart.products.operations import change_price, use_scale
from pkkmart.products.queries import by_ids
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.operations import PriceChanged, checkout, save_draft
from pkkmart.sales.operations.labels import LabelUntrue
from pkkmart.sales.queries import draft
from pkkmart.sales.receipt import receipt_elements
from tests import make
from tests.books import entry_of
from tests.products.test_scale import label
from tests.sales.test_cart import goods
from tests.sales.test_receipt import as_text


@pytest.fixture
def rina(shop: object) -> Actor:
    rina = make.cashier()
    make.shift(rina)
    use_scale(SYSTEM, "21", "22")
    return rina


def packet(cart: Cart, product_id: int, qty_milli: int, label_idr: int | None) -> Cart:
    code = label("22", "12345", 7_015)
    return cart.add(by_ids([product_id])[product_id], qty_milli, code, apart=True, label_idr=label_idr)


def test_a_packet_costs_what_its_label_says_to_the_rupiah(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg", member_price_idr=27_000)
    make.bought(eggs, 10, 250_000)
    cart = packet(Cart.new(), eggs, 251, 7_015)
    assert (cart.total_idr, cart.saved_idr) == (7_015, 0)
    sold = checkout(rina, cart, 7_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == ("1101 D 7.000 / 5111 D 6.275 / 7102 D 15 / 1141 K 6.275 / 4111 K 7.015")
    assert fetch("SELECT qty_milli, list_price_idr, price_idr, gross_idr, net_idr FROM sale_line") == [
        (251, 28_000, 28_000, 7_015, 7_015)
    ]
    paper = as_text(receipt_elements(sold.sale), 32)
    assert "  0,251 kg x 28.000        7.015" in paper
    assert "HEMAT" not in paper
    assert all(check.ok for check in verify())


def test_the_label_wins_over_member_price_tier_and_promotion(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg", member_price_idr=27_000)
    set_tiers(SYSTEM, eggs, [Tier(200, 20_000)])
    add_promotion(
        SYSTEM, PromotionDetails(name="Gebyar", kind=Kind.PERCENT, percent_bp=1_000, starts_on=clock.today(),
                                 on_everything=True)
    )  # fmt: skip
    cart = packet(Cart.new().with_member(make.member()), eggs, 251, 7_015)
    cart = cart.priced_by(price_book(clock.today()), clock.now())
    assert (cart.total_idr, cart.saved_idr) == (7_015, 0)
    assert checkout(rina, cart, 10_000, till_id=1).sale.total_idr == 7_015
    plain = cart.with_quantity(0, 251)
    assert plain.total_idr == 4_518, "without the label all of them hold again"


def test_a_label_ends_where_quantity_or_price_are_typed_and_not_where_a_discount_is(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    cart = packet(Cart.new(), eggs, 251, 7_015)
    assert cart.with_quantity(0, 500).total_idr == 14_000
    assert cart.with_price(0, 20_000, "salah label").total_idr == 5_020
    assert cart.with_price(0, None).total_idr == 7_015
    cheaper = cart.with_line_discount(0, Discount(DiscountKind.AMOUNT, 515, "pecah satu"))
    assert (cheaper.total_idr, cheaper.saved_idr) == (6_500, 515)
    sold = checkout(rina, cheaper, 6_500, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 6.500 / 4112 D 515 / 4111 K 7.015"
    assert sold.sale.saved_idr == 515


def test_two_packets_are_two_lines_and_take_no_more(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    product = by_ids([eggs])[eggs]
    cart = packet(packet(Cart.new(), eggs, 251, 7_015), eggs, 251, 7_015)
    cart = packet(packet(cart, eggs, 250, None), eggs, 250, None).add(product, 250).add(product, 250)
    assert [line.qty_milli for line in cart.lines] == [251, 251, 250, 250, 500]
    assert cart.total_idr == 7_015 * 2 + 7_000 * 2 + 14_000
    save_draft(cart, till_id=1)
    assert draft(1) == cart


def test_a_draft_of_an_older_program_has_no_labels() -> None:
    cart = Cart.new().add(goods())
    text = cart.to_json()
    for name in ("label_idr", "apart", "unlisted"):
        text = text.replace(f', "{name}": null', "").replace(f', "{name}": false', "")
    assert "apart" not in text
    assert Cart.from_json(text) == cart


def test_a_new_list_price_is_told_and_the_packet_still_costs_its_label(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    cart = packet(Cart.new(), eggs, 251, 7_015)
    change_price(SYSTEM, eggs, 30_000, None, "")
    with pytest.raises(PriceChanged):
        checkout(rina, cart, 10_000, till_id=1)
    anew = cart.repriced(by_ids([eggs]).values())
    assert (anew.total_idr, anew.lines[0].list_price_idr) == (7_015, 30_000)
    assert checkout(rina, anew, 10_000, till_id=1).sale.total_idr == 7_015


def test_a_consignor_s_packet_comes_back_in_parts_for_exactly_its_label(rina: Actor) -> None:
    sari = make.consignor(percent_bp=1_500, is_member=True)
    chips = make.product("Keripik curah", 47_000, code="12345", by_weight=True, unit="kg", owner_id=sari)
    make.delivered(sari, chips, 5)
    sold = checkout(rina, packet(Cart.new(), chips, 149, 7_015), 7_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 7.000 / 7102 D 15 / 2102(Bu Sari) K 5.953 / 4103 K 1.062"
    (line,) = standing_sale(sold.sale.id).lines
    for milli in (49, 100):
        return_goods(SYSTEM, sold.sale.id, [ReturnItem(line.id, milli)], "tidak jadi", till_id=1)
    assert fetch("SELECT sum(net_idr), sum(gross_idr), sum(share_idr) FROM sale_change_line") == [
        (-7_015, -7_015, -5_953)
    ]  # fmt: skip
    assert all(check.ok for check in verify())


def test_a_packet_is_not_cheaper_than_its_label_says(rina: Actor) -> None:
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    soap = make.product("Sabun", 4_000, code="12346")
    told = packet(Cart.new(), eggs, 251, 7_015)
    (line,) = told.lines
    forged = (
        replace(line, label_idr=100),
        replace(line, qty_milli=5_000),
        replace(line, code=""),
        replace(line, code=label("22", "12346", 7_015)),
        replace(line, code=label("21", "12345", 251)),
        replace(line, code=line.code[:-1] + "x"),
    )
    for one in forged:
        with pytest.raises(UserError):
            checkout(rina, replace(told, lines=(one,)), 10_000, till_id=1)
    with pytest.raises(LabelUntrue) as refused:
        checkout(rina, replace(told, lines=(forged[0],)), 10_000, till_id=1)
    assert str(refused.value) == (
        "Harga 100 untuk Telur ayam tidak sesuai dengan label timbangannya. "
        "Hapus baris itu, lalu pindai labelnya lagi atau ketik beratnya."
    )
    with pytest.raises(LabelUntrue):
        checkout(rina, Cart.new().add(by_ids([soap])[soap], ONE, "12346", label_idr=100), 10_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    twice = replace(told, lines=(replace(line, qty_milli=502, label_idr=14_030),))
    assert checkout(rina, twice, 14_000, till_id=1).sale.total_idr == 14_030
    use_scale(SYSTEM, "21", "")
    with pytest.raises(LabelUntrue):
        checkout(rina, packet(Cart.new(), eggs, 251, 7_015), 10_000, till_id=1)


def test_a_cart_without_labels_reads_no_codes(rina: Actor) -> None:
    sugar = make.product()
    asked: list[str] = []
    db.connection().set_trace_callback(asked.append)
    checkout(rina, make.cart((sugar, 1)), 17_500, till_id=1)
    db.connection().set_trace_callback(None)
    assert asked
    assert not [sql for sql in asked if "barcode" in sql or "price_change" in sql]


@given(st.integers(100, 99_999), st.integers(100, 200_000), st.booleans())
def test_any_packet_costs_its_label(label_idr: int, price_idr: int, member: bool) -> None:
    milli = divide_half_up(label_idr * ONE, price_idr)
    if not milli:
        return
    cart = Cart.new().add(goods(price=price_idr, by_weight=True), milli, apart=True, label_idr=label_idr)
    assert (cart.total_idr, cart.saved_idr) == (label_idr, 0)
    assert Cart.from_json(cart.to_json()) == cart
