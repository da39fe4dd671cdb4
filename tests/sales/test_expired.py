"""Goods that have expired, at the counter: asked about, refused without a permit, sold with one."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.sales.operations import ExpiredGoods, checkout, expired_words, permit_expired
from pkkmart.stock.queries import near_expiry
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock

TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
YES = frozenset({"expired"})


@pytest.fixture
def cashier(shop: FrozenClock) -> Actor:
    cashier = make.cashier()
    make.shift(cashier)
    return cashier


@pytest.fixture
def bread(cashier: Actor) -> int:
    """Two loaves good till yesterday."""
    product_id = make.product("Roti tawar", 15_000)
    make.funded(20_000)
    item = PurchaseItem(product_id, 2 * ONE, 20_000, expires_on=YESTERDAY)
    record_purchase(SYSTEM, [item], paid_from=PaidFrom.SAFE)
    return product_id


def test_expired_goods_are_refused_until_somebody_lets_them_through(cashier: Actor, bread: int) -> None:
    cart = make.cart((bread, 1))
    assert expired_words(cart, TODAY) == "Roti tawar"
    with pytest.raises(UserError) as told:
        checkout(cashier, cart, 15_000, till_id=1)
    assert str(told.value) == (
        "Semua Roti tawar di rak sudah lewat tanggal kedaluwarsa. Minta persetujuan, atau hapus dari keranjang."
    )
    assert fetch("SELECT count(*) FROM sale") == [(0,)]

    with pytest.raises(NotPermitted):
        permit_expired(cashier, cart, TODAY)
    head = make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)
    approval = Approval(head, "pembeli tahu, untuk ayam")
    with pytest.raises(ExpiredGoods, match=r"Roti tawar .* Tetap jual\?"):
        permit_expired(cashier, cart, TODAY, approval=approval)
    permit_expired(cashier, cart, TODAY, approval=approval, confirmed=YES)
    assert expired_words(cart, TODAY) == ""
    checkout(cashier, cart, 15_000, till_id=1)
    assert fetch("SELECT qty_milli FROM sale_line") == [(ONE,)]
    assert fetch("SELECT approver_id FROM cart_permit") == [(head.id,)]


def test_a_permit_is_for_one_cart(cashier: Actor, bread: int) -> None:
    head = make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)
    permit_expired(head, make.cart((bread, 1)), TODAY, confirmed=YES)
    with pytest.raises(UserError, match="lewat tanggal"):
        checkout(cashier, make.cart((bread, 1)), 15_000, till_id=1)


def test_one_good_piece_on_the_shelf_is_enough(cashier: Actor, bread: int) -> None:
    make.bought(bread, 1, 10_000)
    cart = make.cart((bread, 1))
    assert expired_words(cart, TODAY) == ""
    checkout(cashier, cart, 15_000, till_id=1)
    assert fetch("SELECT count(*) FROM sale") == [(1,)]


def test_the_counter_says_what_is_near_its_day_but_not_of_what_came_this_morning(
    shop: FrozenClock, cashier: Actor
) -> None:
    tea = make.product("Teh kotak", 5_000)
    make.funded(40_000)
    items = [PurchaseItem(tea, 3 * ONE, 9_000, TODAY), PurchaseItem(tea, 5 * ONE, 15_000, date(2026, 12, 24))]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.SAFE)
    until = date(2026, 11, 27)
    assert near_expiry(tea, TODAY, until) is None
    tomorrow = date(2026, 11, 25)
    left = near_expiry(tea, tomorrow, until)
    assert left is not None
    assert (left.expires_on, left.qty_milli) == (TODAY, 3 * ONE)
    assert near_expiry(make.product("Garam", 3_000), tomorrow, until) is None
