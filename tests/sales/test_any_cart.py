"""Whatever is in the cart, however it is paid and in whatever order it comes back: the books hold, all back is zero."""

from __future__ import annotations

import sqlite3
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.stock.queries import levels
from tests.conftest import FrozenClock, memory_shop
from tests.sales.any_counter import UNBALANCED, WRONG_LINES, AnyCounter
from tests.sales.any_shop import any_shop
from tests.scenarios.proofs import failures


def play(template: sqlite3.Connection, dice: Random, acts: int) -> AnyCounter:
    """Some acts at a counter drawn by dice, then everything comes back; every proof holds at both moments."""
    time = FrozenClock()
    with clock.using(time), memory_shop(template):
        shop = any_shop(dice)
        shelf = levels(shop.shelf)
        counter = AnyCounter(dice, shop, time)
        counter.opens(1_000_000)
        counter.sells()
        for _act in range(acts):
            counter.anything()
        assert failures() == []
        counter.everything_back(counter.standing)
        counter.the_drawer_is_its_account()
        counter.shelf_is(shelf)
        assert (fetch(UNBALANCED), fetch(WRONG_LINES)) == ([], [])
        assert failures() == []
        return counter


DICE = st.one_of(st.randoms(use_true_random=False), st.integers(0, 2**32).map(Random))
"""Dice that fall simply, whose failure shrinks, and dice that fall as in a shop: each finds what the other does not."""


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DICE, st.integers(0, 12))
def test_any_carts_paid_and_brought_back_in_any_way_end_at_zero(
    template: sqlite3.Connection, dice: Random, acts: int
) -> None:
    play(template, dice, acts)
