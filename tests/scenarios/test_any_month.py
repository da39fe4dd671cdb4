"""Cashier and treasurer at work across months, in any order; `months` plays them."""

from __future__ import annotations

import sqlite3

from tests.scenarios.months import run_months, stocked_shop


def test_any_order_across_months_keeps_every_proof_green(template: sqlite3.Connection) -> None:
    with stocked_shop(template) as base:
        done = run_months(base, examples=25, steps=45)
    acts = {"sell", "record_return", "settle", "pay_settlement", "settle_clearing", "close_shift", "transfer"}
    assert acts | {"close_month"} <= done
