"""Ten thousand sales at one counter with all that happens to them after, and thousands of shops drawn at random."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.core.settings import forget_cached
from pkkmart.pricing.operations import end_promotion
from pkkmart.pricing.queries import price_book
from pkkmart.products.queries import forget_vocabulary
from pkkmart.receivables.operations import repay
from pkkmart.receivables.queries import owed_idr
from pkkmart.savings.operations import deposit
from pkkmart.savings.queries import balances
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.queries import levels
from pkkmart.till.places import CashPlace
from tests.conftest import FrozenClock
from tests.sales.any_counter import UNBALANCED, WRONG_LINES, AnyCounter
from tests.sales.any_shop import AnyShop, any_promotion, any_shop, restock
from tests.sales.test_any_cart import DICE, play

SALES = 10_000
A_DAY = 100
FIGURES = (
    "SELECT (SELECT count(*) FROM sale), (SELECT count(*) FROM sale_change WHERE kind = 'RETURN' AND sale_id > 0),"
    " (SELECT count(*) FROM voided_document), (SELECT count(*) FROM sale_change WHERE kind = 'PAYMENT'),"
    " (SELECT count(*) FROM sale_change WHERE kind = 'OWNER'),"
    " (SELECT count(*) FROM sale_change WHERE sale_id IS NULL),"
    " (SELECT count(*) FROM clearing), (SELECT count(*) FROM shift), (SELECT count(*) FROM posting),"
    " (SELECT count(*) FROM sale_line WHERE kit_line_id IS NOT NULL),"
    " (SELECT count(*) FROM sale_line WHERE promotion_id IS NOT NULL),"
    " (SELECT count(*) FROM payment WHERE tender = 'RECEIVABLE'),"
    " (SELECT count(*) FROM payment WHERE to_savings_idr > 0), (SELECT sum(total_idr) FROM sale)"
)
WORDS = (
    "sales", "returns", "voids", "payments corrected", "owners corrected", "returns without a receipt",
    "payments of QRIS", "shifts", "postings", "lines of pakets", "lines with a promotion", "on bon",
    "with change saved", "rupiah sold",
)  # fmt: skip
EVERYTHING = {
    "checkout", "return_goods", "void_sale", "correct_payment", "correct_owner", "return_without_receipt",
    "settle_clearing", "repay", "settle",
}  # fmt: skip


def test_ten_thousand_sales_verify(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    began, dice, now = time.perf_counter(), Random(10_000), FrozenClock()
    open_database(tmp_path / "toko.db", synchronous="off")
    forget_cached()
    forget_vocabulary()
    try:
        with clock.using(now):
            counter = AnyCounter(dice, any_shop(dice, pieces=2_000), now)
            counter.opens(1_000_000)
            for day in range(SALES // A_DAY):
                _morning(dice, counter.shop)
                _a_day(counter, until=(day + 1) * A_DAY)
                counter.the_shift_changes()
            counter.everything_back(counter.standing[-500:])
            counter.the_drawer_is_its_account()
            assert (fetch(UNBALANCED), fetch(WRONG_LINES)) == ([], [])
            sold = time.perf_counter() - began
            assert [f"{check.name}: {check.figure}" for check in verify() if not check.ok] == []
            told = [f"{count:,} {word}" for word, count in zip(WORDS, fetch(FIGURES)[0], strict=True)]
            whole = f"{len(counter.over):,} sales came back whole"
            took = f"{sold:.0f} s, verified in {time.perf_counter() - began - sold:.1f} s"
            record_property("figures", ", ".join([*told, whole, took]))
            assert set(counter.done) >= EVERYTHING
    finally:
        close_database()
        forget_cached()
        forget_vocabulary()


def _a_day(counter: AnyCounter, *, until: int) -> None:
    """Sales until there are so many, and as much else as there are sales."""
    while fetch("SELECT count(*) FROM sale")[0][0] < until:
        counter.sells()
        counter.anything()


def _morning(dice: Random, shop: AnyShop) -> None:
    """Empty shelves are filled, members pay what they owe and save, a promotion ends and another begins."""
    if min(level.qty_milli for level in levels(shop.shelf).values()) < 500_000:
        restock(dice, shop, 2_000)
    for member in shop.members:
        owed, saved = owed_idr(member.person_id), balances(member.person_id).voluntary_idr
        if owed > 1_000_000:
            repay(SYSTEM, member.person_id, owed - 100_000, CashPlace.SAFE, till_id=1)
        if saved < 1_000_000:
            deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 3_000_000, CashPlace.SAFE, till_id=1)
    running = price_book(clock.today()).promotions
    if len(running) > 3:
        end_promotion(SYSTEM, dice.choice(running).id)
    any_promotion(dice, shop)


@settings(max_examples=3_000, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(DICE, st.integers(0, 25))
def test_thousands_of_any_carts_end_at_zero(template: sqlite3.Connection, dice: Random, acts: int) -> None:
    play(template, dice, acts)
