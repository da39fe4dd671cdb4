"""Closing a drawer: who approves a difference, who bears it, and what is unfinished."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, entries_of
from pkkmart.sales.operations import hold, save_draft
from pkkmart.till.operations import (
    DifferenceUnapproved,
    ReasonNeeded,
    close_shift,
    count_drawer,
)
from pkkmart.till.queries import carried_idr, expected_idr, open_shift
from pkkmart.till.settings import DIFFERENCE_PIN_IDR, SHORTAGE_TO_CASHIER
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_text
from tests.conftest import FrozenClock, memory_shop
from tests.scenarios.proofs import failures


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def wati(rina: Actor) -> Actor:
    return make.cashier("Bu Wati", "8642", Role.SUPERVISOR)


@operation(Permission.KEEP_SETTINGS)
def _set(actor: Actor, charged: bool, pin_idr: int) -> None:
    write_setting(SHORTAGE_TO_CASHIER, charged)
    write_setting(DIFFERENCE_PIN_IDR, pin_idr)


def _counted(rina: Actor, float_idr: int, pieces: dict[int, int]) -> int:
    shift = make.shift(rina, float_idr)
    count_drawer(rina, shift.id, pieces)
    return shift.id


def test_above_the_tolerance_a_reason_and_a_second_pin_are_needed(rina: Actor, wati: Actor) -> None:
    shift_id = _counted(rina, 105_000, {100_000: 1})
    entries = entry_count()
    with pytest.raises(ReasonNeeded):
        close_shift(rina, shift_id, approval=Approval(wati, "sudah dihitung ulang"))
    with pytest.raises(DifferenceUnapproved) as told:
        close_shift(rina, shift_id, reason="salah kembalian")
    assert str(told.value) == (
        "Selisih -5.000 melebihi 2.000, jadi perlu disetujui. Minta kepala toko atau bendahara memasukkan PIN-nya; "
        "sampai itu sif tetap terbuka."
    )
    assert told.value.needed is Permission.APPROVE_DIFFERENCE
    with pytest.raises(DifferenceUnapproved):
        close_shift(rina, shift_id, reason="salah kembalian", approval=Approval(make.cashier("Bu Dewi"), "saya lihat"))
    assert (entry_count(), open_shift(1) is not None) == (entries, True)
    close_shift(rina, shift_id, reason="salah kembalian", approval=Approval(wati, "sudah dihitung ulang"))
    assert entry_text(entries_of("shift", shift_id)[-1]) == "7103 D 5.000 / 1101 K 5.000"
    assert fetch("SELECT reason, approver_id FROM shift_close") == [("salah kembalian", wati.id)]
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.actor, row.approver, row.reason) == (
        "close_shift", "Bu Rina", "Bu Wati", "sudah dihitung ulang"
    )  # fmt: skip
    assert failures() == []


def test_nobody_approves_the_difference_of_the_own_drawer(wati: Actor) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shift_id = _counted(wati, 105_000, {100_000: 1})
    for own in (None, Approval(wati, "saya sendiri")):
        with pytest.raises(DifferenceUnapproved):
            close_shift(wati, shift_id, reason="salah kembalian", approval=own)
    close_shift(wati, shift_id, reason="salah kembalian", approval=Approval(endang, "dihitung berdua"))
    assert fetch("SELECT user_id, approver_id FROM shift_close") == [(wati.id, endang.id)]


def test_an_approver_closes_alone_where_nobody_else_could(wati: Actor) -> None:
    shift_id = _counted(wati, 105_000, {100_000: 1})
    close_shift(wati, shift_id, reason="salah kembalian")
    assert fetch("SELECT approver_id FROM shift_close") == [(None,)]


def test_the_pin_is_asked_from_what_the_shop_says(rina: Actor) -> None:
    _set(SYSTEM, charged=False, pin_idr=10_000)
    shift_id = _counted(rina, 110_000, {100_000: 1})
    close_shift(rina, shift_id, reason="salah kembalian")
    shift_id = _counted(rina, 110_100, {100_000: 1})
    with pytest.raises(DifferenceUnapproved):
        close_shift(rina, shift_id, reason="salah kembalian")


def test_a_shortage_is_the_cashiers_where_the_shop_says_so(rina: Actor, wati: Actor) -> None:
    _set(SYSTEM, charged=True, pin_idr=10_000)
    shift_id = _counted(rina, 105_000, {100_000: 1})
    with pytest.raises(NotPermitted):
        close_shift(rina, shift_id, reason="salah kembalian", charge_to_staff=False)
    close_shift(rina, shift_id, reason="salah kembalian")
    assert entry_text(entries_of("shift", shift_id)[-1]) == "1134(Bu Rina) D 5.000 / 1101 K 5.000"
    shift_id = _counted(rina, 105_000, {100_000: 1})
    close_shift(rina, shift_id, reason="laci macet", charge_to_staff=False, approval=Approval(wati, "bukan salahnya"))
    assert entry_text(entries_of("shift", shift_id)[-1]) == "7103 D 5.000 / 1101 K 5.000"
    assert failures() == []


def test_where_the_shop_bears_it_charging_the_cashier_takes_approval(rina: Actor, wati: Actor) -> None:
    shift_id = _counted(rina, 101_000, {100_000: 1})
    with pytest.raises(NotPermitted):
        close_shift(rina, shift_id, charge_to_staff=True)
    close_shift(wati, shift_id, charge_to_staff=True)
    assert entry_text(entries_of("shift", shift_id)[-1]) == "1134(Bu Rina) D 1.000 / 1101 K 1.000"


def test_a_drawer_closes_with_failed_slips_and_open_carts(rina: Actor) -> None:
    """A failed slip, a cart on the counter and a held one do not stop the closing."""
    sugar = make.product(price_idr=17_500)
    shift = make.shift(rina, 100_000)
    make.sell(rina, (sugar, 1), received_idr=17_500)
    db.execute_sql("UPDATE print_job SET state = 'failed', attempts = 9, last_error = 'kertas macet'")
    hold(rina, make.cart((sugar, 2)), "Bu Siti", till_id=1)
    save_draft(make.cart((sugar, 1)), till_id=1)
    count_drawer(rina, shift.id, {100_000: 1, 10_000: 1, 5_000: 1, 2_000: 1, 500: 1})
    close_shift(rina, shift.id, hand_over_idr=17_500)
    assert (open_shift(1), carried_idr(1)) == (None, 100_000)
    assert fetch("SELECT (SELECT count(*) FROM cart_draft), (SELECT count(*) FROM held_cart)") == [(1, 1)]
    assert failures() == []


@pytest.mark.parametrize(
    "attack",
    [
        "INSERT INTO shift (till_id, user_id, business_date, opened_at, opening_float_idr)"
        " SELECT till_id, user_id, business_date, opened_at, 0 FROM shift",
        "INSERT OR REPLACE INTO shift SELECT 7, till_id, user_id, business_date, opened_at, 0 FROM shift",
        "INSERT OR IGNORE INTO shift SELECT 7, till_id, user_id, business_date, opened_at, 0 FROM shift",
        "REPLACE INTO shift SELECT * FROM shift",
        "UPDATE shift SET till_id = 1 WHERE till_id = 2",
        "DELETE FROM shift",
    ],
)
def test_two_shifts_never_stand_open_on_one_till(rina: Actor, attack: str) -> None:
    make.shift(rina, 0)
    db.execute_sql("INSERT INTO till VALUES (2, 'B', 'Kasir 2')")
    db.execute_sql("INSERT INTO shift SELECT 2, 2, user_id, business_date, opened_at, 0 FROM shift")
    stranger = sqlite3.connect(":memory:")
    db.connection().commit()
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.Error, match="shift: "):
        stranger.execute(attack)
    assert stranger.execute("SELECT till_id, count(*) FROM shift GROUP BY till_id").fetchall() == [(1, 1), (2, 1)]
    stranger.close()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    float_idr=st.integers(0, 300).map(lambda hundreds: hundreds * 1_000),
    off=st.integers(-100_000, 100_000),
    share=st.integers(0, 100),
    charged=st.sampled_from([True, False, None]),
)
def test_after_any_count_the_books_agree_with_it(
    template: sqlite3.Connection, float_idr: int, off: int, share: int, charged: bool | None
) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 4, 0, tzinfo=UTC)), memory_shop(template):
        rina = make.cashier()
        shift = make.shift(rina, float_idr)
        result = count_drawer(rina, shift.id, {100: max(float_idr + off, 0) // 100})
        counted, difference = result.counted_idr, result.difference_idr
        hand_over = counted * share // 100
        close_shift(rina, shift.id, hand_over_idr=hand_over, reason="uji", charge_to_staff=charged, approval=make.SEEN)
        charged_idr = -difference if charged and difference < 0 else 0
        assert balance_idr(Account.DRAWER) == carried_idr(1) == counted - hand_over
        assert balance_idr(Account.SAFE) == hand_over
        assert balance_idr(Account.STAFF_RECEIVABLE) == charged_idr
        assert balance_idr(Account.CASH_DIFFERENCE) == -difference - charged_idr
        assert expected_idr(shift.id) == counted - hand_over
        assert failures() == []
