"""Batches as text: first expired, first out; what comes back, what is cancelled, what has expired."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.consignment.operations import DeliveryItem, cancel_delivery, record_delivery
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.people.queries import person_name
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.sale_changes.operations import ReturnItem, return_goods, void_sale
from pkkmart.stock.batches import BatchLeft, first_expired, put
from pkkmart.stock.checks import batches_are_moves
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.queries import batches_left, expired_whole, expiring, stock_card
from pkkmart.stock.rules import AdjustReason
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

TODAY = date(2026, 11, 24)
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


@pytest.fixture
def user(shop: FrozenClock) -> Actor:
    user = make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)
    make.shift(user)
    return user


@pytest.fixture
def milk(user: Actor) -> int:
    """Three cartons till Monday that cost 30.000, then two till Friday that cost 22.000."""
    product_id = make.product("Susu UHT 1 l", 18_000)
    for quantity, cost, expires in ((3, 30_000, MONDAY), (2, 22_000, FRIDAY)):
        make.funded(cost)
        item = PurchaseItem(product_id, quantity * ONE, cost, expires_on=expires)
        record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE)
    return product_id


def left(product_id: int) -> dict[date, int]:
    """Whole pieces left by the day they expire."""
    return {one.expires_on: one.qty_milli // ONE for one in batches_left([product_id]).get(product_id, [])}


def moves(product_id: int) -> list[tuple[int, int, date | None]]:
    """Pieces, rupiah and the day of expiry of each move."""
    rows = fetch(
        "SELECT m.qty_milli, m.value_idr, b.expires_on FROM stock_move m LEFT JOIN batch b ON b.id = m.batch_id"
        " WHERE m.product_id = ? ORDER BY m.id",
        (product_id,),
    )
    return [(qty // ONE, value, date.fromisoformat(day) if day else None) for qty, value, day in rows]


def line_of(sale_id: int) -> int:
    return int(fetch("SELECT id FROM sale_line WHERE sale_id = ?", (sale_id,))[0][0])


def proved() -> None:
    assert not failures()


def test_what_expires_first_is_sold_first(user: Actor, milk: int) -> None:
    make.sell(user, (milk, 3))
    assert left(milk) == {MONDAY: 2}
    assert moves(milk)[2:] == [(-2, -20_800, FRIDAY), (-1, -10_400, MONDAY)], "31.200 of 52.000, over two batches"
    proved()


def test_goods_of_no_batch_leave_last(user: Actor) -> None:
    tea = make.product("Teh celup", 9_000)
    make.bought(tea, 4, 20_000)
    make.funded(10_000)
    item = PurchaseItem(tea, 2 * ONE, 10_000, expires_on=MONDAY)
    record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE)
    make.sell(user, (tea, 3))
    assert left(tea) == {}
    assert moves(tea)[2:] == [(-2, -10_000, MONDAY), (-1, -5_000, None)]
    proved()


def test_what_was_sold_before_it_came_is_not_in_the_batch(user: Actor) -> None:
    egg = make.product("Telur asin", 4_000)
    make.bought(egg, 2, 4_000)
    make.sell(user, (egg, 5))
    make.funded(20_000)
    item = PurchaseItem(egg, 10 * ONE, 20_000, expires_on=FRIDAY)
    record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE)
    assert left(egg) == {FRIDAY: 7}
    make.sell(user, (egg, 8))
    assert left(egg) == {}
    proved()


def test_returned_goods_join_the_batch_they_left(user: Actor, milk: int) -> None:
    sale = make.sell(user, (milk, 3)).sale
    return_goods(user, sale.id, [ReturnItem(line_of(sale.id), ONE)], "tidak jadi", till_id=1)
    assert left(milk) == {FRIDAY: 1, MONDAY: 2}, "what expires first is sold first again"
    proved()


def test_a_cancelled_sale_leaves_the_batches_as_they_were(user: Actor, milk: int) -> None:
    sale = make.sell(user, (milk, 4)).sale
    void_sale(user, sale.id, "salah", till_id=1)
    assert left(milk) == {FRIDAY: 2, MONDAY: 3}
    proved()


def test_a_cancelled_delivery_takes_its_own_batch_and_then_others(user: Actor) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Kue lapis", 2_000, owner_id=sari)
    record_delivery(SYSTEM, sari, [DeliveryItem(cake, 5 * ONE, expires_on=MONDAY)])
    record_delivery(SYSTEM, sari, [DeliveryItem(cake, 5 * ONE, expires_on=FRIDAY)])
    make.sell(user, (cake, 4))
    newest = fetch("SELECT max(id) FROM delivery")[0][0]
    cancel_delivery(SYSTEM, newest, "salah nota")
    assert left(cake) == {MONDAY: 1}, "1 of the five till Friday was left, so four more leave"
    proved()


def test_a_batch_made_after_it_expires_is_refused(user: Actor) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Kue lapis", 2_000, owner_id=sari)
    item = DeliveryItem(cake, 5 * ONE, expires_on=FRIDAY, produced_on=MONDAY)
    with pytest.raises(UserError) as told:
        record_delivery(SYSTEM, sari, [item])
    assert str(told.value) == (
        "Kue lapis: kedaluwarsa 27/11/2026 mendahului tanggal buat 30/11/2026. Periksa kedua tanggalnya."
    )
    assert fetch("SELECT count(*) FROM batch") == [(0,)]


def test_what_expires_is_listed_with_its_value_and_owner(user: Actor, milk: int) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Kue lapis", 2_000, owner_id=sari)
    record_delivery(SYSTEM, sari, [DeliveryItem(cake, 5 * ONE, expires_on=TODAY)])
    rows = expiring(FRIDAY)
    assert [(row.name, row.owner, row.expires_on, row.qty_milli // ONE, row.value_idr) for row in rows] == [
        ("Kue lapis", person_name(sari), TODAY, 5, 0),
        ("Susu UHT 1 l", "", FRIDAY, 2, 20_800),
    ]


def test_a_product_has_expired_whole_when_no_piece_is_good(user: Actor, milk: int) -> None:
    assert expired_whole([milk], FRIDAY) == set(), "on its last day it is still good"
    assert expired_whole([milk], FRIDAY + timedelta(days=1)) == set(), "three are good till Monday"
    assert expired_whole([milk], MONDAY + timedelta(days=1)) == {milk}
    make.bought(milk, 1, 10_000)
    assert expired_whole([milk], MONDAY + timedelta(days=1)) == set(), "nobody told when the sixth expires"


def test_writing_off_what_expired_takes_the_expired(user: Actor, milk: int) -> None:
    adjust(user, [AdjustItem(milk, 2 * ONE)], AdjustReason.SPOILED)
    assert left(milk) == {MONDAY: 3}
    assert [row.balance_milli // ONE for row in stock_card(milk)] == [3, 5, 3]
    proved()


Left = st.lists(
    st.builds(
        BatchLeft,
        id=st.integers(1, 50),
        expires_on=st.dates(TODAY, TODAY + timedelta(days=40)),
        qty_milli=st.integers(1, 9_000),
    ),
    max_size=6,
    unique_by=lambda one: one.id,
)


@given(Left, st.integers(1, 60_000))
def test_taking_takes_exactly_the_quantity_and_never_skips_one_that_expires_sooner(
    batches: list[BatchLeft], qty_milli: int
) -> None:
    parts = first_expired(batches, qty_milli)
    assert sum(part for _batch, part in parts) == qty_milli
    by_id = {one.id: one for one in batches}
    days = [by_id[batch].expires_on for batch, _part in parts if batch is not None]
    assert days == sorted(days)
    emptied = [part == by_id[batch].qty_milli for batch, part in parts if batch is not None]
    assert all(emptied[:-1]), "only the last one touched keeps something"
    if any(batch is None for batch, _part in parts):
        assert qty_milli > sum(one.qty_milli for one in batches)


def test_taking_names_a_batch_that_goes_first() -> None:
    soon, late = BatchLeft(1, FRIDAY, 3_000), BatchLeft(2, MONDAY, 5_000)
    assert first_expired([soon, late], 6_000, first=2) == [(2, 5_000), (1, 1_000)]
    assert first_expired([], 6_000, first=2) == [(None, 6_000)]


def test_putting_fills_what_was_missing_first() -> None:
    assert put(7, 20_000, 3_000) == [(None, 3_000), (7, 17_000)]
    assert put(7, 2_000, 3_000) == [(None, 2_000)]
    assert put(7, 20_000, -4_000) == [(7, 20_000)], "nothing was missing"


@pytest.mark.parametrize("seed", range(4))
def test_batches_stay_the_sum_of_their_moves(user: Actor, seed: int) -> None:
    """Fifty acts by chance of buying, selling, taking back and cancelling, below nothing too."""
    import random

    chance = random.Random(seed)
    egg = make.product("Telur asin", 4_000)
    sold: list[int] = []
    for _act in range(50):
        act = chance.choice(["buy", "buy", "sell", "sell", "sell", "void", "return"])
        if act == "buy":
            make.funded(20_000)
            expires = chance.choice([None, TODAY + timedelta(days=chance.randrange(5))])
            item = PurchaseItem(egg, chance.randrange(1, 9) * ONE, 20_000, expires_on=expires)
            record_purchase(
                SYSTEM, [item], paid_from=PaidFrom.SAFE, confirmed=frozenset({"cost_above_price", "cost_unusual"})
            )
        elif act == "sell":
            sold.append(make.sell(user, (egg, chance.randrange(1, 6))).sale.id)
        elif sold and act == "void":
            void_sale(user, sold.pop(), "salah", till_id=1)
        elif sold:
            sale_id = sold.pop()
            return_goods(user, sale_id, [ReturnItem(line_of(sale_id), ONE)], "tidak jadi", till_id=1)
        assert batches_are_moves().ok, batches_are_moves()
    proved()
