"""Whatever is sold, bought, lost or found while a count is under way, booking it makes the book what was seen."""

from __future__ import annotations

import sqlite3

from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.quantity import ONE
from pkkmart.stock.queries import levels
from pkkmart.stocktake.operations import add_counted, begin_count, book_count, cancel_stocktake
from pkkmart.stocktake.queries import counted_rows, totals
from pkkmart.stocktake.rules import Scope
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock, memory_shop
from tests.scenarios.proofs import failures

EVENTS = st.tuples(
    st.sampled_from(["sell", "bring", "vanish", "appear", "count"]), st.integers(0, 1), st.integers(1, 6)
)


@settings(max_examples=25, deadline=None)
@given(st.lists(EVENTS, max_size=14))
def test_the_book_is_what_was_seen(template: sqlite3.Connection, events: list[tuple[str, int, int]]) -> None:
    """`there` is what really stands on the shelf; `wanted` is what the book must say once the count is booked."""
    with clock.using(FrozenClock()), memory_shop(template):
        actor = make.cashier(role=Role.TREASURER)
        sari = make.consignor(fixed_idr=1_600, is_member=True)
        goods = [make.product("Beras", 18_000), make.product("Kue", 2_000, owner_id=sari)]
        make.bought(goods[0], 12, 180_001)
        make.delivered(sari, goods[1], 12)
        make.shift(actor)
        count_id = begin_count(actor, Scope.ALL)
        there, book, wanted = [12, 12], [12, 12], [12, 12]
        seen: set[int] = set()
        for event, which, quantity in events:
            if event == "count":
                add_counted(actor, count_id, goods[which], there[which] * ONE, instead=True)
                wanted[which] = there[which]
                seen.add(which)
                continue
            moved = min(quantity, there[which]) if event in ("sell", "vanish") else quantity
            if not moved:
                continue
            there[which] += -moved if event in ("sell", "vanish") else moved
            if event == "sell":
                make.sell(actor, (goods[which], moved))
            elif event == "bring" and which == 0:
                make.bought(goods[0], moved, moved * 15_500)
            elif event == "bring":
                make.delivered(sari, goods[1], moved)
            if event in ("sell", "bring"):
                step = -moved if event == "sell" else moved
                book[which], wanted[which] = book[which] + step, wanted[which] + step
        if not seen:
            return
        told = totals(counted_rows(count_id, sees_book=True))
        done = book_count(actor, count_id)
        known = levels(goods)
        assert [known[one].qty_milli // ONE for one in goods] == wanted
        assert done.amount_idr == told.result_idr
        assert failures() == []
        if all(wanted[which] >= 0 and book[which] >= 0 for which in (0, 1)):
            cancel_stocktake(actor, done.id, "salah rak")
            known = levels(goods)
            assert [known[one].qty_milli // ONE for one in goods] == book
            assert failures() == []
