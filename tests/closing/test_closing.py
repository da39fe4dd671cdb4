"""A month is closed once, in order, with its balances; the guard holds; two people may open the last one again."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, date, datetime

import pytest

from pkkmart.closing.checks import CHECKS, months_close_in_order, stored_balances_hold
from pkkmart.closing.operations import (
    MonthNotOver,
    NeedsTwoPeople,
    NothingClosed,
    NotLastClosed,
    ReopenReasonMissing,
    ShiftStillOpen,
    close_month,
    reopen_month,
)
from pkkmart.closing.queries import (
    balances_at,
    closings_in_force,
    history,
    next_to_close,
    open_months,
    stored_balances,
    unclosed_before,
)
from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import MonthOutOfOrder, PeriodClosed, lock_month
from pkkmart.ledger.posting import Line
from pkkmart.ledger.queries import closed_through, trial_balance
from pkkmart.reports.months import MonthUnreadable, last_day, months_between, next_month
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.queries import DENOMINATIONS_IDR, carried_idr, expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.make import post_opening


@pytest.fixture
def books(shop: FrozenClock) -> Actor:
    """The treasurer of a shop that sold in September, October and November."""
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shop.at = datetime(2026, 9, 10, 3, 0, tzinfo=UTC)
    make.bought(make.product(), 1_000, 15_000_000)
    for month in (9, 10, 11):
        shop.at = datetime(2026, month, 12, 3, 0, tzinfo=UTC)
        a_day(endang, month)
    shop.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    return endang


def a_day(actor: Actor, quantity: int) -> None:
    shift = make.shift(actor, carried_idr(1))
    make.sell(actor, (1, quantity))
    count_off(actor, shift.id)


def count_off(actor: Actor, shift_id: int) -> None:
    left, units = expected_idr(shift_id), {}
    for note in DENOMINATIONS_IDR:
        units[note], left = divmod(left, note)
    count_drawer(actor, shift_id, units)
    close_shift(actor, shift_id)


def ketua() -> Actor:
    return make.cashier("Bu Ketua", "9876", Role.ADMIN)


def backdated(day: date) -> int:
    lines = [Line(Account.SAFE, 1_000), Line(Account.GRANT, -1_000)]
    return post_opening(SYSTEM, lines, day)


def test_a_closing_stores_the_trial_balance_and_locks_the_month(books: Actor) -> None:
    event = close_month(books, "2026-09", "tutup buku September")
    rows = trial_balance(date(2026, 1, 1), date(2026, 9, 30))
    assert stored_balances(event) == {row.code: row.closing_idr for row in rows}
    assert stored_balances(event)[Account.DRAWER] == 9 * 17_500
    assert sum(stored_balances(event).values()) == 0
    assert closed_through() == "2026-09"
    with pytest.raises(PeriodClosed, match=r"Bulan September 2026 sudah ditutup\."):
        backdated(date(2026, 9, 30))
    stranger = sqlite3.connect(":memory:")
    db.connection().backup(stranger)
    stranger.execute("INSERT INTO posting VALUES (NULL, 99, 1, 3104, -5, NULL, NULL)")
    stranger.execute("INSERT INTO posting VALUES (NULL, 99, 2, 6107, 5, NULL, NULL)")
    with pytest.raises(sqlite3.IntegrityError, match="bulan sudah ditutup"):
        stranger.execute(
            "INSERT INTO journal_entry VALUES (99, 'NORMAL', '2026-09-30', 'x', 'x', 1, NULL, NULL, NULL, '')"
        )
    stranger.close()
    backdated(date(2026, 10, 1))


def test_the_next_closing_builds_on_the_stored_balances(books: Actor) -> None:
    close_month(books, "2026-09")
    event = close_month(books, "2026-10")
    rows = trial_balance(date(2026, 1, 1), date(2026, 10, 31))
    assert stored_balances(event) == {row.code: row.closing_idr for row in rows}
    assert stored_balances(event) == balances_at("2026-10")
    assert all(check.ok for check in verify())
    assert stored_balances_hold().figure == "2 bulan tertutup, 12 saldo, 0 berbeda"
    assert months_close_in_order().figure == "tertutup sampai 2026-10, 0 bulan terlewat"


def test_a_closing_leaves_its_mark(books: Actor) -> None:
    close_month(books, "2026-09", " semua beres ")
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.subject, row.actor) == ("close_month", "2026-09", "Bu Endang")
    details = json.loads(row.details)
    assert (details["accounts"], details["reason"]) == (6, "semua beres")
    assert len(details["balances_sha256"]) == 64
    assert [(mark.month, mark.kind, mark.user_name, mark.reason) for mark in history()] == [
        ("2026-09", "CLOSED", "Bu Endang", "semua beres")
    ]


def test_months_close_in_order(books: Actor) -> None:
    assert (next_to_close(), open_months()) == ("2026-09", ["2026-09", "2026-10", "2026-11"])
    assert unclosed_before("2026-11") == ["2026-09", "2026-10"]
    with pytest.raises(MonthOutOfOrder, match=r"Oktober 2026 belum bisa ditutup: tutup dulu September 2026\."):
        close_month(books, "2026-10")
    assert fetch("SELECT count(*) FROM period_balance") == [(0,)]
    close_month(books, "2026-09")
    assert (next_to_close(), open_months()) == ("2026-10", ["2026-10", "2026-11"])
    with pytest.raises(PeriodClosed):
        close_month(books, "2026-09")


def test_a_month_that_is_not_over_stays_open(books: Actor, shop: FrozenClock) -> None:
    close_month(books, "2026-09")
    close_month(books, "2026-10")
    for month in ("2026-11", "2026-12", "2027-01"):
        with pytest.raises(MonthNotOver):
            close_month(books, month)
    with pytest.raises(
        MonthNotOver, match=r"November 2026 belum selesai\. Bisa ditutup mulai Selasa, 1 Desember 2026\."
    ):
        close_month(books, "2026-11")
    shop.at = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)  # 23.59 in Jakarta
    with pytest.raises(MonthNotOver):
        close_month(books, "2026-11")
    shop.pass_(minutes=2)
    close_month(books, "2026-11")


@pytest.mark.parametrize("text", ["", "Oktober", "2026-13", "2026-00", "0000-10", "2026-1", "2026-10-01", "²026-10"])
def test_a_month_is_written_with_year_and_number(books: Actor, text: str) -> None:
    with pytest.raises(MonthUnreadable, match="bukan bulan"):
        close_month(books, text)


def test_an_open_shift_of_the_month_holds_it_open(shop: FrozenClock) -> None:
    books = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shop.at = datetime(2026, 10, 31, 3, 0, tzinfo=UTC)
    make.bought(make.product(), 1_000, 15_000_000)
    shift = make.shift(books)
    shop.at = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    sentence = (
        f"Oktober 2026 belum bisa ditutup: sif {shift.id} tanggal 31/10/2026 atas nama Bu Endang masih terbuka. "
        "Hitung lacinya dan tutup sif itu dulu."
    )
    with pytest.raises(ShiftStillOpen) as told:
        close_month(books, "2026-10")
    assert str(told.value) == sentence
    count_off(books, shift.id)
    later = make.shift(books)
    close_month(books, "2026-10")
    assert later.business_date == date(2026, 11, 1)
    make.sell(books, (1, 1))


def test_a_month_without_entries_is_passed_over(books: Actor, shop: FrozenClock) -> None:
    close_month(books, "2026-09")
    close_month(books, "2026-10")
    close_month_at(shop, books, "2026-11", datetime(2027, 2, 3, tzinfo=UTC))
    assert open_months() == ["2026-12", "2027-01", "2027-02"]
    close_month(books, "2027-01")
    assert closed_through() == "2027-01"
    with pytest.raises(PeriodClosed):
        backdated(date(2026, 12, 24))
    assert all(check().ok for check in CHECKS)


def close_month_at(shop: FrozenClock, actor: Actor, month: str, at: datetime) -> None:
    shop.at = at
    close_month(actor, month)


def test_two_people_open_the_last_month_again(books: Actor) -> None:
    close_month(books, "2026-09")
    first = close_month(books, "2026-10")
    chair = ketua()
    event = reopen_month(books, "2026-10", "nota listrik tertinggal", approval=Approval(chair, "setuju"))
    assert closed_through() == "2026-09"
    assert "2026-10" not in closings_in_force()
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.act, row.subject, row.actor, row.approver) == ("reopen_month", "2026-10", "Bu Endang", "Bu Ketua")
    backdated(date(2026, 10, 30))
    again = close_month(books, "2026-10")
    assert first < event < again
    assert stored_balances(again)[Account.SAFE] == stored_balances(first)[Account.SAFE] + 1_000
    assert all(check.ok for check in verify())
    assert [(mark.month, mark.kind) for mark in history(2)] == [("2026-10", "CLOSED"), ("2026-10", "REOPENED")]


def test_reopening_is_refused_where_it_must_be(books: Actor) -> None:
    chair, rina = ketua(), make.cashier()
    with pytest.raises(NothingClosed):
        reopen_month(books, "2026-09", "x", approval=Approval(chair, ""))
    close_month(books, "2026-09")
    close_month(books, "2026-10")
    with pytest.raises(NeedsTwoPeople, match="perlu dua orang"):
        reopen_month(books, "2026-10", "x")
    with pytest.raises(NeedsTwoPeople):
        reopen_month(books, "2026-10", "x", approval=Approval(books, ""))
    with pytest.raises(NotPermitted, match="Bu Rina belum berwenang"):
        reopen_month(books, "2026-10", "x", approval=Approval(rina, ""))
    with pytest.raises(NotPermitted, match="Bu Rina belum berwenang"):
        reopen_month(rina, "2026-10", "x", approval=Approval(chair, ""))
    with pytest.raises(ReopenReasonMissing):
        reopen_month(books, "2026-10", "  ", approval=Approval(chair, ""))
    with pytest.raises(NotLastClosed, match=r"hanya bulan terakhir yang ditutup \(Oktober 2026\)"):
        reopen_month(books, "2026-09", "x", approval=Approval(chair, ""))
    with pytest.raises(NotPermitted):
        close_month(rina, "2026-11")
    assert closed_through() == "2026-10"


def test_opened_to_the_first_month_and_closed_anew(books: Actor) -> None:
    chair = Approval(ketua(), "")
    for month in ("2026-09", "2026-10"):
        close_month(books, month)
    for month in ("2026-10", "2026-09"):
        reopen_month(books, month, "salah catat", approval=chair)
    assert (closed_through(), next_to_close()) == (None, "2026-09")
    with pytest.raises(NothingClosed):
        reopen_month(books, "2026-09", "lagi", approval=chair)
    backdated(date(2026, 9, 11))
    for month in ("2026-09", "2026-10"):
        close_month(books, month)
    assert all(check.ok for check in verify())


def test_a_lock_without_balances_is_found_and_not_built_upon(books: Actor) -> None:
    from tests.ledger.test_books import lock

    lock(SYSTEM, "2026-09")
    assert not stored_balances_hold().ok
    event = close_month(books, "2026-10")
    rows = trial_balance(date(2026, 1, 1), date(2026, 10, 31))
    assert stored_balances(event) == {row.code: row.closing_idr for row in rows}


def test_a_changed_balance_is_found(books: Actor) -> None:
    close_month(books, "2026-09")
    for name in ("period_balance_no_update", "period_event_no_delete"):
        db.execute_sql(f"DROP TRIGGER {name}")
    db.execute_sql("UPDATE period_balance SET amount_idr = amount_idr + 1 WHERE account_id = 1101")
    assert not stored_balances_hold().ok
    assert stored_balances_hold().figure.endswith("1 berbeda")


def test_a_hole_in_the_calendar_is_found(books: Actor) -> None:
    close_month(books, "2026-09")
    close_month(books, "2026-10")
    db.execute_sql("DROP TRIGGER period_event_reopen_last")
    db.execute_sql("INSERT INTO period_event VALUES (NULL, '2026-09', 'REOPENED', 'x', NULL, 'diam-diam')")
    assert not months_close_in_order().ok


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE period_balance SET amount_idr = 0",
        "DELETE FROM period_balance",
        "REPLACE INTO period_balance SELECT * FROM period_balance LIMIT 1",
        "UPDATE period_event SET month = '2020-01'",
        "DELETE FROM period_event",
        "REPLACE INTO period_event SELECT * FROM period_event LIMIT 1",
    ],
)
def test_a_stranger_changes_no_closing(books: Actor, attack: str) -> None:
    close_month(books, "2026-09")
    stranger = sqlite3.connect(":memory:")
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(attack)
    stranger.close()


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert next_month("2026-12") == "2027-01"
    assert last_day("2028-02") == date(2028, 2, 29)
    assert months_between("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months_between("2026-11", "2026-10") == []


def test_the_lock_itself_is_only_a_part() -> None:
    with pytest.raises(RuntimeError):
        lock_month("2026-10")
