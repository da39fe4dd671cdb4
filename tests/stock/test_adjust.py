"""Adjustments of stock as text: owned goods missing, found, spoiled or used, and taking it back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import lock_month
from pkkmart.ledger.queries import trial_balance
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, cancel_purchase, record_purchase
from pkkmart.stock.checks import adjustments_are_moved
from pkkmart.stock.operations import AdjustItem, adjust, cancel_adjustment
from pkkmart.stock.queries import levels, recent_adjustments, stock_card
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.valuation import Level, found_cost, issued, received, undone
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

MISSING, FOUND, SPOILED, OWN_USE = AdjustReason
MICRO = 1_000_000


@pytest.fixture
def user(shop: FrozenClock) -> Actor:
    return make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)


@pytest.fixture
def rice(user: Actor) -> int:
    """Twenty bags at 15.000."""
    product_id = make.product("Beras 1 kg", 18_000)
    make.bought(product_id, 20, 300_000)
    return product_id


def refused(act: Callable[[], object]) -> str:
    """The sentence of a refusal that wrote nothing."""
    count = "SELECT (SELECT count(*) FROM adjustment), (SELECT count(*) FROM stock_move), (SELECT count(*) FROM audit)"
    before = fetch(count), entry_count()
    with pytest.raises(UserError) as told:
        act()
    assert (fetch(count), entry_count()) == before
    return str(told.value)


def books() -> dict[int, int]:
    rows = trial_balance(date(2026, 1, 1), date(2026, 12, 31))
    return {row.code: row.closing_idr for row in rows if row.closing_idr}


@pytest.mark.parametrize(
    ("reason", "quantity", "text", "left", "move"),
    [
        (MISSING, 2, "5121 D 30.000 / 1141 K 30.000", 18, "ADJUST"),
        (FOUND, 1, "1141 D 15.000 / 5121 K 15.000", 21, "ADJUST"),
        (SPOILED, 3, "5122 D 45.000 / 1141 K 45.000", 17, "SPOILED"),
        (OWN_USE, 1, "6104 D 15.000 / 1141 K 15.000", 19, "ADJUST"),
    ],
    ids=["23a", "23b", "24", "own use"],
)
@pytest.mark.worked_entry("23a", "23b", "24")
def test_missing_found_spoiled_and_used(
    user: Actor, rice: int, reason: AdjustReason, quantity: int, text: str, left: int, move: str
) -> None:
    done = adjust(user, [AdjustItem(rice, quantity * ONE)], reason, note="hitung rak")
    assert done.number == "PS-26-000001"
    assert entry_of("adjustment", done.id) == text
    assert levels([rice])[rice].qty_milli == left * ONE
    assert stock_card(rice)[-1].reason == move
    (row,) = recent_adjustments()
    assert (row.number, row.goods, row.value_idr, row.note) == (done.number, "Beras 1 kg", done.value_idr, "hitung rak")
    assert failures() == []


@pytest.mark.worked_entry("23b")
def test_found_tea_comes_in_at_its_average(user: Actor) -> None:
    tea = make.product("Teh celup", 9_500)
    make.bought(tea, 10, 60_000)
    adjust(user, [AdjustItem(tea, 2 * ONE)], FOUND)
    assert entry_of("adjustment", 1) == "1141 D 12.000 / 5121 K 12.000"


def test_found_on_an_empty_shelf_comes_in_at_the_last_known_cost(user: Actor, rice: int) -> None:
    adjust(user, [AdjustItem(rice, 20 * ONE)], MISSING)
    assert adjust(user, [AdjustItem(rice, 4 * ONE)], FOUND).value_idr == 60_000
    assert levels([rice])[rice] == Level(4 * ONE, 60_000, 15_000 * MICRO, True)
    assert failures() == []


def test_found_of_what_never_came_in_is_worth_nothing_and_posts_nothing(user: Actor) -> None:
    soap = make.product("Sabun", 3_000)
    before = entry_count()
    assert adjust(user, [AdjustItem(soap, ONE)], FOUND).value_idr == 0
    assert (entry_count(), levels([soap])[soap].qty_milli) == (before, ONE)
    cancel_adjustment(user, 1, "salah barang")
    assert levels([soap])[soap].qty_milli == 0
    assert failures() == []


@pytest.mark.worked_entry("sold-below-stock")
def test_found_after_selling_below_zero(user: Actor, rice: int) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (rice, 22))
    assert levels([rice])[rice].value_idr == -30_000
    adjust(user, [AdjustItem(rice, 5 * ONE)], FOUND)
    assert levels([rice])[rice] == Level(3 * ONE, 45_000, 15_000 * MICRO, True)
    assert failures() == []


def test_several_goods_are_one_document_and_the_same_twice_is_one_line(user: Actor, rice: int) -> None:
    tea = make.product("Teh celup", 9_500)
    make.bought(tea, 10, 60_000)
    adjust(user, [AdjustItem(rice, ONE), AdjustItem(tea, ONE), AdjustItem(rice, ONE)], SPOILED)
    assert entry_of("adjustment", 1) == "5122 D 36.000 / 1141 K 36.000"
    assert fetch("SELECT line_no, product_id, qty_milli, value_idr FROM adjustment_line") == [
        (1, rice, -2_000, -30_000), (2, tea, -1_000, -6_000)
    ]  # fmt: skip
    assert failures() == []


def test_what_cannot_be_adjusted_has_its_sentence(user: Actor, rice: int) -> None:
    cake = make.product("Lemper", 2_000, owner_id=make.consignor(percent_bp=2_000))
    assert refused(lambda: adjust(user, [], MISSING)).startswith("Belum ada barang yang disesuaikan.")
    assert refused(lambda: adjust(user, [AdjustItem(cake, ONE)], MISSING)) == (
        "Lemper adalah titipan Bu Sari. Catat lewat Titipan, bagian rusak atau hilang."
    )
    assert refused(lambda: adjust(user, [AdjustItem(rice, 0)], FOUND)) == (
        "Jumlah penyesuaian Beras 1 kg harus lebih dari 0."
    )
    assert refused(lambda: adjust(user, [AdjustItem(rice, 21 * ONE)], SPOILED)) == (
        "Di rak tercatat 20 Beras 1 kg, dicatat keluar 21. Hitung lagi; paling banyak 20."
    )
    tomorrow = date(2026, 11, 25)
    assert refused(lambda: adjust(user, [AdjustItem(rice, ONE)], MISSING, day=tomorrow)).startswith(
        "Tanggal 25/11/2026 belum tiba."
    )
    with pytest.raises(NotPermitted):
        adjust(make.cashier(), [AdjustItem(rice, ONE)], MISSING)


def test_a_closed_month_takes_nothing(user: Actor, rice: int) -> None:
    @operation(Permission.KEEP_BOOKS)
    def close_november(actor: Actor) -> None:
        lock_month("2026-11")

    adjust(user, [AdjustItem(rice, ONE)], MISSING)
    close_november(SYSTEM)
    for act in (
        lambda: adjust(user, [AdjustItem(rice, ONE)], MISSING),
        lambda: cancel_adjustment(user, 1, "salah"),
    ):
        assert refused(act).startswith("Bulan November 2026 sudah ditutup.")


def test_goods_leave_only_on_a_day_they_were_there(user: Actor, rice: int, shop: FrozenClock) -> None:
    assert refused(lambda: adjust(user, [AdjustItem(rice, ONE)], MISSING, day=date(2026, 11, 23))) == (
        "Pada 23/11/2026 di rak tercatat 0 Beras 1 kg, belum cukup untuk 1; baru cukup mulai 24/11/2026. "
        "Pakai tanggal itu atau sesudahnya."
    )
    adjust(user, [AdjustItem(rice, ONE)], FOUND, day=date(2026, 11, 23))
    shop.pass_(days=1)
    adjust(user, [AdjustItem(rice, 21 * ONE)], MISSING, day=date(2026, 11, 24))


def test_what_nobody_counts_or_pays_is_refused_in_words(user: Actor, rice: int) -> None:
    for reason in AdjustReason:
        for qty in (1_000_000 * ONE, 10**30):
            sentence = refused(lambda qty=qty, reason=reason: adjust(user, [AdjustItem(rice, qty)], reason))
            assert "untuk Beras 1 kg terlalu besar; paling banyak 999.999." in sentence
    gold = make.product("Emas", 20_000_000_000)
    supplier = register_person(SYSTEM, PersonDetails(name="Tambang"), [CapacityKind.SUPPLIER], since=make.START)
    items = [PurchaseItem(gold, ONE, 10_000_000_000)]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.CREDIT, supplier_id=supplier)
    assert refused(lambda: adjust(user, [AdjustItem(gold, 999_999 * ONE)], FOUND)) == (
        "Nilai Emas tidak mungkin: 9.999.990.000.000.000 untuk 999.999. Periksa jumlah dan harganya."
    )


@pytest.mark.parametrize("reason", list(AdjustReason))
def test_cancelling_restores_books_and_shelf(user: Actor, rice: int, reason: AdjustReason) -> None:
    before, shelf = books(), levels([rice])
    adjust(user, [AdjustItem(rice, 3 * ONE)], reason)
    cancel_adjustment(user, 1, "salah hitung")
    assert (books(), levels([rice])) == (before, shelf)
    assert refused(lambda: cancel_adjustment(user, 1, "lagi")).startswith("Dokumen ini sudah dibatalkan")
    assert recent_adjustments()[0].cancelled_by == "BT-26-000001"
    assert failures() == []


def test_a_cancellation_asks_the_booking_day(user: Actor, rice: int, shop: FrozenClock) -> None:
    """A clock behind the newest shift dates no cancellation; a day that is told is one of an open month, not ahead."""
    make.shift(make.cashier())
    adjust(user, [AdjustItem(rice, ONE)], MISSING)
    shop.pass_(days=-30)
    assert refused(lambda: cancel_adjustment(user, 1, "salah")).startswith(
        "Jam komputer menunjukkan 25/10/2026, padahal sif terakhir 24/11/2026."
    )
    assert refused(lambda: cancel_purchase(SYSTEM, 1, "salah")).startswith("Jam komputer menunjukkan 25/10/2026")
    shop.pass_(days=31)
    assert refused(lambda: cancel_adjustment(user, 1, "salah", day=date(2026, 11, 23))).startswith(
        "PS-26-000001 bertanggal 24/11/2026, jadi tidak bisa dibatalkan per 23/11/2026."
    )
    assert "belum tiba" in refused(lambda: cancel_adjustment(user, 1, "salah", day=date(2026, 11, 26)))
    cancel_adjustment(user, 1, "salah", day=date(2026, 11, 24))
    assert levels([rice])[rice].qty_milli == 20 * ONE
    assert failures() == []


def test_found_goods_that_were_sold_cannot_be_unfound(user: Actor, rice: int) -> None:
    adjust(user, [AdjustItem(rice, 5 * ONE)], FOUND)
    adjust(user, [AdjustItem(rice, 24 * ONE)], OWN_USE)
    assert refused(lambda: cancel_adjustment(user, 1, "salah")) == (
        "PS-26-000001 tidak bisa dibatalkan: 5 Beras 1 kg harus keluar lagi, di rak tercatat 1. "
        "Hitung barangnya, atau sesuaikan stoknya."
    )
    assert refused(lambda: cancel_adjustment(user, 2, "")).startswith("Tulis alasannya dulu")


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE adjustment SET reason = 'FOUND'",
        "DELETE FROM adjustment_line",
        "INSERT OR REPLACE INTO adjustment SELECT id, number, business_date, recorded_at, user_id, 'FOUND', note"
        " FROM adjustment",
    ],
)
def test_raw_sql_is_refused(user: Actor, rice: int, attack: str) -> None:
    adjust(user, [AdjustItem(rice, ONE)], MISSING)
    with pytest.raises(sqlite3.IntegrityError):
        db.connection().execute(attack)


def test_the_check_sees_goods_that_did_not_move(user: Actor, rice: int) -> None:
    adjust(user, [AdjustItem(rice, ONE)], MISSING)
    assert adjustments_are_moved().ok
    db.execute_sql(
        "INSERT INTO adjustment_line (adjustment_id, line_no, product_id, qty_milli, value_idr) VALUES (1, 2, ?, 5, 7)",
        (rice,),
    )
    assert adjustments_are_moved().figure == "1 dokumen, 1 beda barang, 1 beda jurnal"
    assert not adjustments_are_moved().ok


_WHOLE = st.integers(1, 60_000)


@settings(max_examples=200, deadline=None)
@given(_WHOLE, st.integers(0, 10**9), _WHOLE, st.integers(0, 10**9), st.integers(0, 120_000))
def test_taking_back_never_leaves_nonsense(qty: int, cost: int, more: int, dearer: int, left: int) -> None:
    level, _difference = received(Level(), qty, cost)
    level, _difference = received(level, more, dearer)
    level, _gone = issued(level, left)
    after = undone(level, -more, -dearer, 0)
    if after is None:
        assert left
    else:
        assert after.qty_milli * after.value_idr >= 0
        assert after.qty_milli or not after.value_idr
        assert (after.qty_milli, after.value_idr) == (level.qty_milli - more, level.value_idr - dearer)


@given(_WHOLE, st.integers(1, 10**9), _WHOLE)
def test_found_goods_come_in_at_the_average(qty: int, cost: int, found: int) -> None:
    level, _difference = received(Level(), qty, cost)
    assert abs(found_cost(level, found) * qty - cost * found) <= qty / 2
