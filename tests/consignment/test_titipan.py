"""Agreements over dates, deliveries that post nothing, and what a sale makes the shop owe."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.consignment.checks import CHECKS
from pkkmart.consignment.operations import (
    DeliveryItem,
    DeliveryQuantityUnfit,
    NoAgreement,
    NothingDelivered,
    NotOfConsignor,
    TermsUnfit,
    agree_terms,
    record_delivery,
)
from pkkmart.consignment.queries import delivered_on, owed_by_person, recent_deliveries, terms_for
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DateInFuture, PeriodClosed, lock_month
from pkkmart.ledger.queries import balance_idr
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.sales.checks import CHECKS as SALES_CHECKS
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock, memory_shop

TODAY = date(2026, 11, 24)


def percent(rate_bp: int, bearer: Bearer = Bearer.SHOP) -> Terms:
    return Terms(TermsModel.PERCENT, rate_bp, None, bearer)


def fixed(share_idr: int) -> Terms:
    return Terms(TermsModel.FIXED, None, share_idr, Bearer.SHOP)


def in_force(product_id: int, on: date = TODAY) -> Terms:
    return terms_for([product_id], on)[product_id]


def test_the_most_specific_agreement_wins_then_the_newest(shop: object) -> None:
    sari = make.consignor(percent_bp=1_000)
    cake = make.product("Lemper", 2_000, owner_id=sari, category="Kue")
    drink = make.product("Es Teh", 3_000, owner_id=sari, category="Minum")
    category_id = fetch("SELECT id FROM category WHERE name = 'Kue'")[0][0]
    agree_terms(SYSTEM, sari, percent(2_000), valid_from=date(2026, 11, 1), category_id=category_id)
    assert (in_force(cake), in_force(drink)) == (percent(2_000), percent(1_000))
    agree_terms(SYSTEM, sari, fixed(1_600), valid_from=date(2026, 6, 1), product_id=cake)
    assert in_force(cake) == fixed(1_600)
    agree_terms(SYSTEM, sari, fixed(1_650), valid_from=date(2026, 6, 1), product_id=cake)
    assert in_force(cake) == fixed(1_650), "the later word of the same day"
    agree_terms(SYSTEM, sari, percent(500))
    assert (in_force(cake), in_force(drink)) == (fixed(1_650), percent(500))


def test_terms_hold_from_their_day(shop: object) -> None:
    sari = make.consignor(percent_bp=1_000)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    agree_terms(SYSTEM, sari, percent(2_000), valid_from=date(2026, 11, 25))
    assert in_force(cake) == percent(1_000)
    assert in_force(cake, date(2026, 11, 25)) == percent(2_000)
    assert terms_for([cake], date(2025, 12, 31)) == {}
    assert terms_for([], TODAY) == {}


def test_terms_of_one_consignor_are_not_anothers(shop: object) -> None:
    make.consignor(percent_bp=1_000)
    ani = make.consignor("Bu Ani")
    assert terms_for([make.product("Bolu", 5_000, owner_id=ani), make.product()], TODAY) == {}


@pytest.mark.parametrize(
    "terms",
    [
        percent(-1), percent(10_001), fixed(-1), fixed(10**30), Terms(TermsModel.PERCENT, None, 1_600, Bearer.SHOP),
        Terms(TermsModel.FIXED, 1_000, None, Bearer.SHOP), Terms(TermsModel.PERCENT, 1_000, 1_600, Bearer.SHOP),
        Terms(TermsModel.FIXED, 1_000, 1_600, Bearer.SHOP),
    ],
)  # fmt: skip
def test_terms_that_make_no_sense_are_refused(shop: object, terms: Terms) -> None:
    with pytest.raises(TermsUnfit) as refused:
        agree_terms(SYSTEM, make.consignor(), terms)
    assert str(refused.value) == "Komisi harus 0 sampai 100 persen, dan harga setor 0 sampai 1.000.000.000 rupiah."


@pytest.mark.worked_entry("4")
def test_a_delivery_fills_the_shelf_and_posts_nothing(shop: object) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake, pie = make.product("Lemper", 2_000, owner_id=sari), make.product("Pastel", 2_500, owner_id=sari)
    items = [DeliveryItem(cake, 50 * ONE), DeliveryItem(pie, 20 * ONE, date(2026, 11, 25))]
    assert record_delivery(SYSTEM, sari, items, note=" pagi ") == "NT-26-000001"
    make.delivered(sari, cake, 10)
    assert entry_count() == 0
    assert owed_by_person() == {}
    assert delivered_on(TODAY) == {cake: 60 * ONE, pie: 20 * ONE}
    second, first = recent_deliveries()
    assert (first.number, first.consignor, first.lines, first.qty_milli) == ("NT-26-000001", "Bu Sari", 2, 70 * ONE)
    assert second.number == "NT-26-000002"


def test_a_delivery_that_cannot_be_has_its_sentence_and_fills_nothing(shop: object) -> None:
    sari, ani = make.consignor(fixed_idr=1_600), make.consignor("Bu Ani")
    cake, bolu = make.product("Lemper", 2_000, owner_id=sari), make.product("Bolu", 5_000, owner_id=ani)
    good = DeliveryItem(cake, ONE)
    for owner, items, error, sentence in [
        (sari, [], NothingDelivered, "Belum ada barang titipan yang diisi. Isi jumlah paling sedikit satu barang."),
        (sari, [good, DeliveryItem(cake, 0)], DeliveryQuantityUnfit, "Jumlah Lemper harus lebih dari 0."),
        (sari, [good, DeliveryItem(bolu, ONE)], NotOfConsignor,
         "Bolu bukan titipan Bu Sari, tetapi titipan Bu Ani. Periksa nama penitipnya."),
        (ani, [good], NotOfConsignor,
         "Lemper bukan titipan Bu Ani, tetapi titipan Bu Sari. Periksa nama penitipnya."),
        (ani, [DeliveryItem(bolu, ONE)], NoAgreement,
         "Belum ada perjanjian titip jual untuk Bolu (Bu Ani). Isi komisi atau harga setornya dulu."),
    ]:  # fmt: skip
        with pytest.raises(error) as refused:
            record_delivery(SYSTEM, owner, items)
        assert str(refused.value) == sentence
    with pytest.raises(DateInFuture):
        record_delivery(SYSTEM, sari, [good], business_date=date(2026, 11, 25))
    assert fetch("SELECT (SELECT count(*) FROM delivery), (SELECT count(*) FROM stock_move)") == [(0, 0)]


def test_the_shops_own_goods_are_no_titipan(shop: object) -> None:
    with pytest.raises(NotOfConsignor) as refused:
        record_delivery(SYSTEM, make.consignor(), [DeliveryItem(make.product(), ONE)])
    assert str(refused.value) == "Gula Pasir 1 kg bukan titipan Bu Sari, tetapi milik toko. Periksa nama penitipnya."


def test_a_closed_month_takes_no_delivery(shop: object) -> None:
    @operation(Permission.KEEP_BOOKS)
    def lock(actor: Actor) -> None:
        lock_month("2026-10")

    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    lock(SYSTEM)
    with pytest.raises(PeriodClosed):
        record_delivery(SYSTEM, sari, [DeliveryItem(cake, ONE)], business_date=date(2026, 10, 31))


def test_goods_without_terms_cannot_be_sold(shop: object) -> None:
    rina, sari = make.cashier(), make.consignor()
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.shift(rina)
    with pytest.raises(NoAgreement) as refused:
        make.sell(rina, (cake, 1))
    assert "Lemper (Bu Sari)" in str(refused.value)
    assert entry_count() == 0


def test_the_account_is_that_of_the_day_of_the_sale(shop: FrozenClock) -> None:
    rina, sari = make.cashier(), make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.shift(rina)
    make.sell(rina, (cake, 1), received_idr=2_000)
    grant_capacity(SYSTEM, sari, CapacityKind.MEMBER, since=TODAY)
    make.sell(rina, (cake, 1), received_idr=2_000)
    assert entry_of("sale", 1) == "1101 D 2.000 / 2103(Bu Sari) K 1.600 / 4113 K 400"
    assert entry_of("sale", 2) == "1101 D 2.000 / 2102(Bu Sari) K 1.600 / 4103 K 400"
    assert owed_by_person() == {sari: 3_200}
    assert balance_idr(Account.MEMBER_CONSIGNOR_PAYABLE, sari) == -1_600
    assert [check() for check in CHECKS if not check().ok] == []


def test_what_was_sold_keeps_its_terms_when_they_change(shop: object) -> None:
    rina, sari = make.cashier(), make.consignor(percent_bp=1_000)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.shift(rina)
    make.sell(rina, (cake, 1))
    agree_terms(SYSTEM, sari, percent(5_000))
    make.sell(rina, (cake, 1))
    assert fetch("SELECT commission_bp, share_idr, commission_idr FROM sale_line ORDER BY id") == [
        (1_000, 1_800, 200),
        (5_000, 1_000, 1_000),
    ]


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from(Bearer),
    st.one_of(st.integers(0, 10_000).map(percent), st.integers(0, 3_000).map(fixed)),
    st.integers(1, 3_000),
    st.integers(1, 3_000),
    st.integers(1, 30),
)
def test_share_and_commission_are_the_net_whatever_was_agreed(
    template: sqlite3.Connection, bearer: Bearer, terms: Terms, price: int, member_price: int, quantity: int
) -> None:
    with memory_shop(template):
        rina, sari = make.cashier(), make.consignor()
        agree_terms(
            SYSTEM, sari, Terms(terms.model, terms.commission_bp, terms.unit_share_idr, bearer), valid_from=make.START
        )
        cake = make.product("Lemper", price, owner_id=sari, member_price_idr=min(price, member_price))
        make.shift(rina)
        make.sell(rina, (cake, quantity), buyer=make.member())
        make.sell(rina, (cake, quantity))
        for share, commission, net in fetch("SELECT share_idr, commission_idr, net_idr FROM sale_line"):
            assert share + commission == net
        assert [check().figure for check in (*CHECKS, *SALES_CHECKS) if not check().ok] == []
