"""Any cart with packets and things no list knows among its lines: sold for what is shown, back to the rupiah."""

from __future__ import annotations

import sqlite3
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE
from pkkmart.pricing.queries import price_book
from pkkmart.products.operations import add_code, use_scale
from pkkmart.products.queries import by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import checkout, permit_unlisted
from tests import make
from tests.conftest import FrozenClock, memory_shop
from tests.products.test_scale import label
from tests.sales.any_shop import AnyShop, any_cart, any_shop

YES = frozenset({"below_stock", "below_cost"})


def _with_packets(dice: Random, shop: AnyShop, cart: Cart) -> Cart:
    """Up to three packets with the price on them, and up to two things no list knows, at any place."""
    weighed = by_ids(shop.weighed)
    for _packet in range(dice.randint(0, 3)):
        product = weighed[dice.choice(sorted(weighed))]
        label_idr = dice.randint(100, 99_999)
        milli = divide_half_up(label_idr * ONE, product.selling_price_idr)
        code = label("22", f"{product.id:05d}", label_idr)
        cart = cart.add(product, milli, code, apart=True, label_idr=label_idr)
    for name in ("Pita kado", "Kertas kado")[: dice.randint(0, 2)]:
        cart = permit_unlisted(shop.cashier, cart, name, dice.randint(1, 20_000))
        cart = cart.with_quantity(len(cart.lines) - 1, dice.randint(1, 3) * ONE)
    return cart.priced_by(price_book(clock.today()), clock.now())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_cart_with_packets_and_unlisted_things(template: sqlite3.Connection, seed: int) -> None:
    dice = Random(seed)
    with clock.using(FrozenClock()), memory_shop(template):
        shop = any_shop(dice, pieces=2_000)
        make.shift(shop.cashier, 5_000_000)
        use_scale(SYSTEM, "21", "22")
        for product_id in shop.weighed:
            add_code(SYSTEM, product_id, f"{product_id:05d}")
        cart = _with_packets(dice, shop, any_cart(dice, shop))
        for one in cart.priced:
            if one.line.label_idr is not None and cart.discount is None:
                assert one.net_idr == one.line.label_idr
        sold = checkout(shop.cashier, cart, cart.total_idr + 100, confirmed=YES, till_id=1).sale
        assert sold.total_idr == cart.total_idr
        lines = standing_sale(sold.id).lines
        while lines:
            line = dice.choice(lines)
            milli = line.left_milli if line.left_milli <= ONE else dice.choice((ONE, line.left_milli))
            return_goods(shop.cashier, sold.id, [ReturnItem(line.id, milli, dice.random() < 0.5)], "acak", till_id=1)
            lines = tuple(one for one in standing_sale(sold.id).lines if one.left_milli)
        assert fetch("SELECT -sum(net_idr) FROM sale_change_line") == [(sold.total_idr,)]
        assert fetch("SELECT count(*) FROM stock_move WHERE product_id = ?", (UNLISTED_ID.get(),)) == [(0,)]
        assert [check for check in verify() if not check.ok] == []
