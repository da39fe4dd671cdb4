"""Goods in and out: what a purchase books, the moving average, and stock below zero."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.operations import close_month
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DateInFuture, PeriodClosed
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import balance_idr
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import (
    CostUnfit,
    NothingReceived,
    NotOwned,
    PaidFrom,
    PurchaseItem,
    QuantityUnfit,
    SafeShort,
    SupplierNeeded,
    record_purchase,
)
from pkkmart.purchasing.queries import recent_purchases
from pkkmart.stock.checks import CHECKS
from pkkmart.stock.operations import Out, QuantityTooLarge, ValueUnfit, issue
from pkkmart.stock.queries import levels, stock_card
from pkkmart.stock.valuation import Level, issued, received
from pkkmart.till.balances import PlaceShortThen
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock, memory_shop

DAY, LONG_AGO = date(2026, 11, 24), date(2026, 11, 2)


@pytest.fixture
def sugar(shop: object) -> int:
    """A product, and two million in the safe to buy it with."""
    make.funded(2_000_000)
    return make.product()


@operation(Permission.RECEIVE_GOODS)
def spoil(actor: Actor, product_id: int, quantity: int) -> int:
    """Take goods out as a later room will, to see what cost leaves."""
    (cost,) = issue(
        [Out(product_id, quantity * ONE, owned=True)], reason="SPOILED", origin=Origin("test", 1), business_date=DAY
    )
    return cost


def supplier(name: str = "Grosir Maju") -> int:
    return register_person(SYSTEM, PersonDetails(name=name), [CapacityKind.SUPPLIER], since=DAY)


@pytest.mark.worked_entry("1")
def test_bought_in_cash_from_the_treasurer(sugar: int) -> None:
    number = record_purchase(SYSTEM, [PurchaseItem(sugar, 40 * ONE, 600_000)], paid_from=PaidFrom.SAFE)
    assert number == "PB-26-000001"
    assert entry_of("purchase", 1) == "1141 D 600.000 / 1103 K 600.000"
    assert levels([sugar])[sugar] == Level(40 * ONE, 600_000, 15_000 * 1_000_000, True)


@pytest.mark.worked_entry("2a")
def test_bought_on_credit(sugar: int) -> None:
    record_purchase(
        SYSTEM, [PurchaseItem(sugar, 50 * ONE, 850_000)], paid_from=PaidFrom.CREDIT, supplier_id=supplier(),
        business_date=date(2026, 11, 20), invoice_number=" F-12 ",
    )  # fmt: skip
    assert entry_of("purchase", 1) == "1141 D 850.000 / 2101(Grosir Maju) K 850.000"
    assert fetch("SELECT business_date, invoice_number FROM purchase") == [("2026-11-20", "F-12")]
    (row,) = recent_purchases()
    assert (row.number, row.supplier, row.total_idr) == ("PB-26-000001", "Grosir Maju", 850_000)


@pytest.mark.worked_entry("discount-on-invoice")
def test_a_discount_on_the_invoice_makes_the_goods_cheaper(sugar: int) -> None:
    record_purchase(SYSTEM, [PurchaseItem(sugar, 40 * ONE, 570_000)], paid_from=PaidFrom.CREDIT, supplier_id=supplier())
    assert entry_of("purchase", 1) == "1141 D 570.000 / 2101(Grosir Maju) K 570.000"
    assert levels([sugar])[sugar] == Level(40 * ONE, 570_000, 14_250 * 1_000_000, True)


def test_several_lines_are_one_entry(sugar: int) -> None:
    oil = make.product("Minyak 1 L", 20_000)
    items = [PurchaseItem(sugar, 10 * ONE, 150_000), PurchaseItem(oil, 5 * ONE, 90_000), PurchaseItem(sugar, ONE, 0)]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.SAFE)
    assert entry_of("purchase", 1) == "1141 D 240.000 / 1103 K 240.000"
    assert levels([sugar])[sugar].qty_milli == 11 * ONE
    assert [(move.qty_milli, move.balance_milli) for move in stock_card(sugar)] == [(10_000, 10_000), (1_000, 11_000)]


def test_a_bonus_alone_posts_nothing(sugar: int) -> None:
    known = entry_count()
    record_purchase(SYSTEM, [PurchaseItem(sugar, ONE, 0)], paid_from=PaidFrom.SAFE)
    assert entry_count() == known
    assert levels([sugar])[sugar].qty_milli == ONE


def test_the_safe_buys_for_no_more_than_it_holds(sugar: int) -> None:
    item = PurchaseItem(sugar, 100 * ONE, 2_000_001)
    with pytest.raises(SafeShort) as told:
        record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE)
    assert str(told.value) == (
        "Brankas menurut buku tinggal 2.000.000, tidak cukup untuk 2.000.001. "
        "Catat saldo awal atau setoran dulu, atau beli sebagai utang."
    )
    with pytest.raises(PlaceShortThen) as told:
        record_purchase(SYSTEM, [PurchaseItem(sugar, ONE, 5_000)], paid_from=PaidFrom.SAFE, business_date=LONG_AGO)
    assert str(told.value) == (
        "Pada 02/11/2026 isi brankas tercatat 0, tidak cukup untuk 5.000; baru cukup mulai 24/11/2026. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )
    assert (balance_idr(Account.SAFE), fetch("SELECT count(*) FROM purchase")) == (2_000_000, [(0,)])
    items = [PurchaseItem(sugar, 100 * ONE, 2_000_000)]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.SAFE, confirmed=make.DEARER)
    assert balance_idr(Account.SAFE) == 0


def test_a_bonus_of_a_closed_month_is_refused_in_words(sugar: int) -> None:
    close_month(SYSTEM, "2026-10")
    with pytest.raises(PeriodClosed, match="Bulan Oktober 2026 sudah ditutup"):
        record_purchase(SYSTEM, [PurchaseItem(sugar, ONE, 0)], paid_from=PaidFrom.SAFE, business_date=date(2026, 10, 5))
    assert fetch("SELECT count(*) FROM stock_move") == [(0,)]


def test_what_cannot_be_bought_has_its_sentence_and_books_nothing(sugar: int) -> None:
    cake = make.product("Lemper", 2_000, owner_id=make.consignor())
    item = PurchaseItem(sugar, ONE, 15_000)
    for items, paid, error in [
        ([], PaidFrom.SAFE, NothingReceived),
        ([item], PaidFrom.CREDIT, SupplierNeeded),
        ([item, PurchaseItem(sugar, 0, 15_000)], PaidFrom.SAFE, QuantityUnfit),
        ([PurchaseItem(sugar, -ONE, 15_000)], PaidFrom.SAFE, QuantityUnfit),
        ([PurchaseItem(sugar, 1_000_000 * ONE, 15_000)], PaidFrom.SAFE, QuantityTooLarge),
        ([PurchaseItem(sugar, 10**30, 15_000)], PaidFrom.SAFE, QuantityTooLarge),
        ([PurchaseItem(sugar, ONE, -1)], PaidFrom.SAFE, CostUnfit),
        ([PurchaseItem(sugar, ONE, 10**30)], PaidFrom.SAFE, CostUnfit),
        ([PurchaseItem(sugar, 1, 10_000_000_000)], PaidFrom.SAFE, ValueUnfit),
        ([PurchaseItem(sugar, ONE, 8_992_741_905_442)], PaidFrom.SAFE, CostUnfit),
        ([item, PurchaseItem(cake, ONE, 1_600)], PaidFrom.SAFE, NotOwned),
    ]:
        with pytest.raises(error) as refused:
            record_purchase(SYSTEM, items, paid_from=paid, confirmed=frozenset({"cost_unusual"}))
    assert str(refused.value) == "Lemper adalah titipan Bu Sari. Terima lewat Titipan, bukan pembelian."
    with pytest.raises(DateInFuture):
        record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE, business_date=date(2026, 11, 25))
    assert fetch("SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM stock_move)") == [(0, 0)]


def test_the_average_moves_and_the_last_unit_takes_the_rest(sugar: int) -> None:
    make.bought(sugar, 2, 20_000)
    make.bought(sugar, 1, 11_000)
    assert [spoil(SYSTEM, sugar, 1) for _piece in range(3)] == [10_333, 10_334, 10_333]
    assert (levels([sugar])[sugar].qty_milli, levels([sugar])[sugar].value_idr) == (0, 0)


@pytest.mark.worked_entry("sold-below-stock")
def test_below_zero_the_last_known_cost_leaves_and_the_receipt_books_the_difference(sugar: int) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.bought(sugar, 2, 20_000)
    sold = make.sell(rina, (sugar, 3), received_idr=52_500)
    assert entry_of("sale", sold.sale.id) == "1101 D 52.500 / 5111 D 30.000 / 1141 K 30.000 / 4111 K 52.500"
    assert levels([sugar])[sugar].value_idr == -10_000
    record_purchase(SYSTEM, [PurchaseItem(sugar, 10 * ONE, 110_000)], paid_from=PaidFrom.CREDIT, supplier_id=supplier())
    assert entry_of("purchase", 2) == "1141 D 109.000 / 5121 D 1.000 / 2101(Grosir Maju) K 110.000"
    after = levels([sugar])[sugar]
    assert (after.qty_milli, after.value_idr) == (9 * ONE, 99_000)
    assert [check() for check in CHECKS if not check().ok] == []


def test_a_receipt_that_does_not_fill_the_hole_pays_its_part(sugar: int) -> None:
    make.bought(sugar, 1, 10_000)
    spoil(SYSTEM, sugar, 5)
    record_purchase(SYSTEM, [PurchaseItem(sugar, 3 * ONE, 33_000)], paid_from=PaidFrom.SAFE)
    assert entry_of("purchase", 2) == "1141 D 30.000 / 5121 D 3.000 / 1103 K 33.000"
    assert (levels([sugar])[sugar].qty_milli, levels([sugar])[sugar].value_idr) == (-ONE, -10_000)


def test_a_cheaper_receipt_gives_back(sugar: int) -> None:
    make.bought(sugar, 1, 10_000)
    spoil(SYSTEM, sugar, 3)
    record_purchase(SYSTEM, [PurchaseItem(sugar, 2 * ONE, 18_000)], paid_from=PaidFrom.SAFE)
    assert entry_of("purchase", 2) == "1141 D 20.000 / 1103 K 18.000 / 5121 K 2.000"


def test_a_bonus_does_not_forget_what_was_last_paid(sugar: int) -> None:
    record_purchase(
        SYSTEM, [PurchaseItem(sugar, 10 * ONE, 110_000), PurchaseItem(sugar, ONE, 0)], paid_from=PaidFrom.SAFE
    )
    assert spoil(SYSTEM, sugar, 12) == 110_000 + 11_000


def test_consigned_goods_have_quantity_and_no_value(shop: object) -> None:
    rina, sari = make.cashier(), make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.shift(rina)
    make.delivered(sari, cake, 50)
    make.sell(rina, (cake, 10))
    make.sell(rina, (cake, 45))
    assert [(move.reason, move.qty_milli, move.value_idr, move.balance_milli) for move in stock_card(cake)] == [
        ("DELIVERY", 50_000, 0, 50_000),
        ("SALE", -10_000, 0, 40_000),
        ("SALE", -45_000, 0, -5_000),
    ]
    make.delivered(sari, cake, 5)
    assert levels([cake])[cake] == Level(0, 0, 0, True)
    assert balance_idr(Account.INVENTORY) == 0
    assert [check() for check in CHECKS if not check().ok] == []


MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("in"), st.integers(1, 50_000), st.integers(0, 5_000_000)),
        st.tuples(st.just("out"), st.integers(1, 50_000), st.just(0)),
    ),
    max_size=25,
)


@settings(max_examples=150)
@given(MOVES)
def test_any_order_of_moves_loses_no_rupiah(moves: list[tuple[str, int, int]]) -> None:
    level, bought, left, differences, quantity = Level(), 0, 0, 0, 0
    for kind, qty, cost in moves:
        if kind == "in":
            level, difference = received(level, qty, cost)
            bought, differences, quantity = bought + cost, differences + difference, quantity + qty
        else:
            level, cost_left = issued(level, qty)
            assert cost_left >= 0
            left, quantity = left + cost_left, quantity - qty
        assert level.qty_milli == quantity
        assert level.value_idr == bought - left - differences
        assert (level.value_idr >= 0) if quantity >= 0 else (level.value_idr <= 0)
        assert quantity or level.value_idr == 0


@settings(max_examples=100)
@given(st.integers(1, 100_000), st.integers(0, 10**8), st.lists(st.integers(1, 20_000), min_size=1, max_size=12))
def test_what_leaves_is_the_average_to_the_rupiah(qty: int, cost: int, outs: list[int]) -> None:
    level, _difference = received(Level(), qty, cost)
    for out in outs:
        if out > level.qty_milli:
            break
        average = level.value_idr * out / level.qty_milli
        level, left = issued(level, out)
        assert abs(left - average) <= 0.5 + 1e-6


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 9), st.integers(0, 99_999)), min_size=1, max_size=10))
def test_any_order_in_the_real_shop_keeps_levels_moves_and_books_together(
    template: sqlite3.Connection, moves: list[tuple[bool, int, int]]
) -> None:
    with memory_shop(template):
        product_id, rina = make.product(), SYSTEM
        expense: Callable[[], int] = lambda: balance_idr(Account.INVENTORY_DIFFERENCE)  # noqa: E731
        spoiled = 0
        for incoming, quantity, cost in moves:
            if incoming:
                make.bought(product_id, quantity, cost)
            else:
                spoiled += spoil(rina, product_id, quantity)
        total = sum(cost for incoming, _pieces, cost in moves if incoming)
        level = levels([product_id])[product_id]
        assert level.value_idr == total - spoiled - expense()
        assert fetch("SELECT sum(qty_milli), sum(value_idr) FROM stock_move") == [(level.qty_milli, level.value_idr)]
        assert balance_idr(Account.INVENTORY) == level.value_idr + spoiled
        assert CHECKS[0]().ok


def test_a_cashier_buys_on_credit_but_pays_from_the_safe_only_with_a_treasurer(shop: FrozenClock) -> None:
    rina = make.cashier()
    endang = make.cashier("Bu Endang", role=Role.TREASURER)
    items = [PurchaseItem(make.product(), ONE, 15_000)]
    make.funded(15_000)
    with pytest.raises(NotPermitted) as told:
        record_purchase(rina, items, paid_from=PaidFrom.SAFE)
    assert "membayar dari brankas" in str(told.value)
    record_purchase(rina, items, paid_from=PaidFrom.SAFE, approval=Approval(endang, "pemasok minta tunai"))
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'record_purchase'") == [
        ("Bu Rina", "Bu Endang", "pemasok minta tunai")
    ]
