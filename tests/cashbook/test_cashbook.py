"""Expenses and money carried between places, as text; what is refused, and what cancelling gives back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from functools import partial

import pytest

from pkkmart.cashbook.checks import expenses_are_posted, transfers_are_posted
from pkkmart.cashbook.kinds import EXPENSE_KINDS
from pkkmart.cashbook.operations import ExpenseUnusual, cancel_expense, cancel_transfer, record_expense, transfer
from pkkmart.cashbook.queries import cash_book, document, place_balances, recent_documents
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import Account
from pkkmart.ledger.checks import every_series_without_gap
from pkkmart.ledger.operations import lock_month
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import entries_of, trial_balance
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import DayEnd, day_ends, expected_idr, lowest_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of, refusal
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.scenarios.proofs import failures

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace
YESTERDAY = date(2026, 11, 23)


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    """The treasurer, with three million in the safe and one in the bank."""
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    lines = [debit(Account.SAFE, 3_000_000), debit(Account.BANK, 1_000_000), credit(Account.GRANT, 4_000_000)]
    post_opening(actor, lines, date(2026, 11, 1))
    return actor


refused = partial(refusal, ("expense", "transfer", "audit"))


def books() -> dict[int, int]:
    rows = trial_balance(date(2026, 1, 1), date(2026, 12, 31))
    return {row.code: row.closing_idr for row in rows if row.closing_idr}


@pytest.mark.worked_entry("26")
def test_a_hand_over_in_the_middle_of_a_shift(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 2_000_000)
    done = transfer(rina, DRAWER, SAFE, 1_500_000, note="setoran siang", till_id=1)
    assert (done.number, done.amount_idr) == ("PK-26-000001", 1_500_000)
    assert entry_of("transfer", 1) == "1103 D 1.500.000 / 1101 K 1.500.000"
    assert expected_idr(shift.id) == 500_000
    assert fetch("SELECT kind, amount_idr FROM cash_movement WHERE origin_kind = 'transfer'") == [
        ("HANDOVER", -1_500_000)
    ]
    assert failures() == []


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ([(SAFE, PETTY, 300_000)], "1102 D 300.000 / 1103 K 300.000"),
        ([(SAFE, TRANSIT, 1_000_000)], "1104 D 1.000.000 / 1103 K 1.000.000"),
        ([(SAFE, TRANSIT, 1_000_000), (TRANSIT, BANK, 1_000_000)], "1111 D 1.000.000 / 1104 K 1.000.000"),
    ],
    ids=["27a", "28a", "28b"],
)
@pytest.mark.worked_entry("27a", "28a", "28b")
def test_our_own_cash_is_carried_from_place_to_place(
    endang: Actor, steps: list[tuple[CashPlace, CashPlace, int]], text: str
) -> None:
    for from_place, to_place, amount in steps:
        last = transfer(endang, from_place, to_place, amount, day=YESTERDAY, till_id=1)
    assert entry_of("transfer", last.id) == text
    assert cash_flows(entries_of("transfer", last.id)[0]) == {"TRANSFER": 0}
    assert document("transfer", last.id).business_date == YESTERDAY
    assert failures() == []


@pytest.mark.worked_entry("27b")
def test_plastic_bags_from_petty_cash(endang: Actor) -> None:
    transfer(endang, SAFE, PETTY, 300_000, till_id=1)
    done = record_expense(endang, Account.SUPPLIES, 35_000, PETTY, payee="Toko Plastik", note="kantong", till_id=1)
    assert done.number == "BK-26-000001"
    assert entry_of("expense", 1) == "6104 D 35.000 / 1102 K 35.000"
    assert cash_flows(entries_of("expense", 1)[0]) == {"EXPENSES": -35_000}
    assert failures() == []


@pytest.mark.worked_entry("float")
def test_small_change_comes_from_the_safe_into_the_drawer(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 100_000)
    transfer(endang, SAFE, DRAWER, 50_000, till_id=1)
    assert entry_of("transfer", 1) == "1101 D 50.000 / 1103 K 50.000"
    assert expected_idr(shift.id) == 150_000
    assert fetch("SELECT kind FROM cash_movement WHERE origin_kind = 'transfer'") == [("IN",)]
    assert failures() == []


@pytest.mark.parametrize("kind", EXPENSE_KINDS, ids=lambda kind: str(int(kind.account)))
def test_every_kind_of_expense_has_an_account_of_the_chart(endang: Actor, kind: object) -> None:
    account = next(known.account for known in EXPENSE_KINDS if known is kind)
    record_expense(endang, account, 1_000, BANK, till_id=1)
    assert entry_of("expense", 1) == f"{int(account)} D 1.000 / 1111 K 1.000"
    assert account in Account


def test_the_drawers_expense_is_dated_by_its_shift(rina: Actor, endang: Actor, shop: FrozenClock) -> None:
    shift = make.shift(rina, 100_000)
    shop.pass_(days=1)
    record_expense(rina, Account.OTHER_EXPENSE, 15_000, DRAWER, payee="ojek", till_id=1)
    assert document("expense", 1).business_date == shift.business_date
    assert expected_idr(shift.id) == 85_000
    assert failures() == []


def test_refusals_are_sentences_and_write_nothing(rina: Actor, endang: Actor) -> None:
    def pay(amount: int, place: CashPlace, day: date | None = None, account: Account = Account.RENT) -> str:
        return refused(lambda: record_expense(endang, account, amount, place, day=day, till_id=1))

    assert pay(10_000, DRAWER) == "Belum ada sif terbuka. Buka sif dulu, isi modal laci."
    make.shift(rina, 100_000)
    assert pay(100_100, DRAWER).startswith("Uang di laci tidak cukup untuk 100.100.")
    assert pay(10_000, PETTY).startswith("Isi kas kecil tercatat 0, tidak cukup untuk 10.000.")
    assert pay(0, SAFE) == "Jumlah 0 tidak mungkin. Isi antara 1 dan 100.000.000.000 rupiah."
    assert pay(10_000, TRANSIT).startswith("Biaya tidak bisa dibayar dari dalam perjalanan ke bank.")
    assert pay(10_000, SAFE, date(2026, 11, 25)) == (
        "Tanggal 25/11/2026 belum tiba. Pakai tanggal hari ini atau sebelumnya."
    )
    assert pay(10_000, SAFE, account=Account.DEPRECIATION).startswith("Akun 6107 tidak dibayar lewat Biaya.")
    assert refused(lambda: transfer(endang, SAFE, SAFE, 1, till_id=1)) == (
        "Uang sudah ada di brankas. Pilih tempat tujuan yang lain."
    )
    assert refused(lambda: transfer(endang, TRANSIT, BANK, 1, till_id=1)).startswith(
        "Isi dalam perjalanan ke bank tercatat 0"
    )
    assert refused(lambda: transfer(rina, DRAWER, SAFE, 100_001, till_id=1)).startswith("Uang di laci tidak cukup")


def test_a_closed_month_takes_nothing_and_gives_nothing_back(endang: Actor) -> None:
    record_expense(endang, Account.RENT, 10_000, SAFE, day=YESTERDAY, till_id=1)

    @operation(Permission.KEEP_BOOKS)
    def close_november(actor: Actor) -> None:
        lock_month("2026-11")

    close_november(endang)
    closed = "Bulan November 2026 sudah ditutup."
    assert refused(lambda: record_expense(endang, Account.RENT, 1, SAFE, till_id=1)).startswith(closed)
    assert refused(lambda: transfer(endang, SAFE, BANK, 1, till_id=1)).startswith(closed)
    assert refused(lambda: cancel_expense(endang, 1, "salah", till_id=1)).startswith(closed)


def test_the_safe_is_not_the_cashiers(rina: Actor, endang: Actor) -> None:
    make.shift(rina, 100_000)
    acts: list[Callable[[], object]] = [
        lambda: record_expense(rina, Account.RENT, 1_000, SAFE, till_id=1),
        lambda: transfer(rina, SAFE, DRAWER, 1_000, till_id=1),
        lambda: transfer(rina, DRAWER, BANK, 1_000, till_id=1),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
    record_expense(rina, Account.RENT, 1_000, SAFE, approval=Approval(endang, "tukang menunggu"), till_id=1)
    record_expense(rina, Account.SUPPLIES, 5_000, DRAWER, till_id=1)
    cancel_expense(rina, 2, "salah jumlah", till_id=1)
    with pytest.raises(NotPermitted):
        cancel_expense(rina, 1, "salah jumlah", till_id=1)
    with pytest.raises(NotPermitted):
        cancel_transfer(rina, transfer(rina, DRAWER, SAFE, 1_000, till_id=1).id, "salah", till_id=1)


def test_cancelling_restores_the_books(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 500_000)
    before, expected = books(), expected_idr(shift.id)
    record_expense(rina, Account.SUPPLIES, 5_000, DRAWER, till_id=1)
    record_expense(endang, Account.RENT, 250_000, SAFE, day=YESTERDAY, till_id=1)
    transfer(rina, DRAWER, SAFE, 100_000, till_id=1)
    transfer(endang, SAFE, DRAWER, 20_000, till_id=1)
    transfer(endang, SAFE, TRANSIT, 1_000_000, till_id=1)
    transfer(endang, TRANSIT, BANK, 1_000_000, till_id=1)
    assert books() != before
    for number in (1, 2):
        cancel_expense(endang, number, "salah catat", till_id=1)
    for number in (4, 3, 2, 1):
        cancel_transfer(endang, number, "salah catat", till_id=1)
    assert (books(), expected_idr(shift.id)) == (before, expected)
    assert (
        refused(lambda: cancel_expense(endang, 1, "lagi", till_id=1))
        == "Dokumen ini sudah dibatalkan dengan BT-26-000001."
    )
    assert refused(lambda: cancel_transfer(endang, 1, "lagi", till_id=1)).startswith(
        "Dokumen ini sudah dibatalkan dengan"
    )
    assert {found.cancelled_by for found in recent_documents()} == {f"BT-26-{number:06}" for number in range(1, 7)}
    assert failures() == []


def test_a_hand_over_already_spent_is_not_cancelled(endang: Actor) -> None:
    transfer(endang, SAFE, TRANSIT, 1_000_000, till_id=1)
    transfer(endang, TRANSIT, BANK, 1_000_000, till_id=1)
    assert refused(lambda: cancel_transfer(endang, 1, "salah", till_id=1)) == (
        "PK-26-000001 tidak bisa dibatalkan: pada 24/11/2026 isi dalam perjalanan ke bank tinggal 0, padahal 1.000.000 "
        "harus kembali dari sana. Batalkan dulu yang sesudahnya."
    )
    assert refused(lambda: cancel_transfer(endang, 2, " ", till_id=1)).startswith("Tulis alasannya dulu")


def test_money_leaves_a_place_only_from_the_day_it_lay_there(endang: Actor) -> None:
    """Carried to petty cash on the 20th and spent on the 22nd: what was there in between is what may leave."""
    transfer(endang, SAFE, PETTY, 100_000, day=date(2026, 11, 20), till_id=1)
    record_expense(endang, Account.SUPPLIES, 60_000, PETTY, day=date(2026, 11, 22), till_id=1)
    transfer(endang, SAFE, PETTY, 500_000, till_id=1)

    def pay(amount: int, day: int) -> str:
        return refused(lambda: record_expense(endang, Account.RENT, amount, PETTY, day=date(2026, 11, day), till_id=1))

    assert pay(1, 2) == (
        "Pada 02/11/2026 isi kas kecil tercatat 0, tidak cukup untuk 1; baru cukup mulai 20/11/2026. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )
    assert pay(40_001, 20).startswith(
        "Pada 22/11/2026 isi kas kecil tercatat 40.000, tidak cukup untuk 40.001; baru cukup mulai 24/11/2026."
    )
    assert pay(540_001, 24).startswith("Isi kas kecil tercatat 540.000, tidak cukup untuk 540.001.")
    assert refused(lambda: transfer(endang, PETTY, BANK, 40_001, day=date(2026, 11, 21), till_id=1)).startswith(
        "Pada 22/11/2026"
    )
    record_expense(endang, Account.RENT, 40_000, PETTY, day=date(2026, 11, 20), till_id=1)
    record_expense(endang, Account.RENT, 500_000, PETTY, till_id=1, confirmed=frozenset({ExpenseUnusual.key}))
    assert day_ends(PETTY, date(2026, 11, 19)) == [
        DayEnd(date(2026, 11, 19), 0), DayEnd(date(2026, 11, 20), 60_000), DayEnd(date(2026, 11, 22), 0),
        DayEnd(date(2026, 11, 24), 0),
    ]  # fmt: skip
    assert lowest_idr(SAFE, date(2026, 11, 1)) == 2_400_000
    assert failures() == []


def test_a_hand_over_spent_on_the_day_it_would_go_back_to_stays(rina: Actor, endang: Actor, shop: FrozenClock) -> None:
    """A shift past midnight dates a cancellation on its own day, when the safe had already spent the money."""
    make.shift(rina, 500_000)
    transfer(rina, DRAWER, SAFE, 500_000, till_id=1)
    transfer(endang, SAFE, BANK, 3_000_000, till_id=1)
    shop.pass_(days=1)
    transfer(endang, BANK, SAFE, 4_000_000, till_id=1)
    assert refused(lambda: cancel_transfer(endang, 1, "salah", till_id=1)) == (
        "PK-26-000001 tidak bisa dibatalkan: pada 24/11/2026 isi brankas tinggal 0, padahal 500.000 "
        "harus kembali dari sana. Batalkan dulu yang sesudahnya."
    )
    assert failures() == []


def test_a_drawer_expense_of_an_earlier_shift_is_the_treasurers(rina: Actor, endang: Actor) -> None:
    shift = make.shift(rina, 100_000)
    record_expense(rina, Account.SUPPLIES, 5_000, DRAWER, till_id=1)
    count_drawer(rina, shift.id, {1_000: 95})
    close_shift(rina, shift.id)
    assert refused(lambda: cancel_expense(endang, 1, "salah", till_id=1)).startswith("Belum ada sif terbuka.")
    later = make.shift(rina, 95_000)
    with pytest.raises(NotPermitted):
        cancel_expense(rina, 1, "salah", till_id=1)
    cancel_expense(endang, 1, "salah", till_id=1)
    assert expected_idr(later.id) == 100_000
    assert failures() == []


def test_the_cash_book_runs_to_the_balance(rina: Actor, endang: Actor) -> None:
    transfer(endang, SAFE, PETTY, 300_000, day=date(2026, 11, 20), till_id=1)
    record_expense(endang, Account.RENT, 250_000, SAFE, till_id=1)
    cancel_expense(endang, 1, "salah", till_id=1)
    rows = cash_book(SAFE)
    assert [(row.amount_idr, row.balance_idr) for row in rows] == [
        (250_000, 2_700_000), (-250_000, 2_450_000), (-300_000, 2_700_000), (3_000_000, 3_000_000)
    ]  # fmt: skip
    assert [(row.number, row.cancels, row.cancelled) for row in rows[:3]] == [
        ("BT-26-000001", True, False), ("BK-26-000001", False, True), ("PK-26-000001", False, False)
    ]  # fmt: skip
    assert (rows[0].origin_kind, rows[0].origin_id) == ("expense", 1)
    assert [(row.place, row.balance_idr) for row in place_balances()] == [
        (DRAWER, 0), (PETTY, 300_000), (SAFE, 2_700_000), (TRANSIT, 0), (BANK, 1_000_000)
    ]  # fmt: skip
    assert cash_book(SAFE, limit=1) == rows[:1]


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE expense SET amount_idr = 1",
        "DELETE FROM expense",
        "INSERT OR REPLACE INTO expense SELECT id, number, account_id, place, shift_id, 1, business_date, recorded_at,"
        " user_id, payee, note FROM expense",
        "UPDATE transfer SET amount_idr = 1",
        "DELETE FROM transfer",
        "INSERT OR REPLACE INTO transfer SELECT id, number, from_place, to_place, shift_id, 1, business_date,"
        " recorded_at, user_id, note FROM transfer",
    ],
)
def test_raw_sql_is_refused(endang: Actor, attack: str) -> None:
    record_expense(endang, Account.RENT, 1_000, SAFE, till_id=1)
    transfer(endang, SAFE, PETTY, 1_000, till_id=1)
    with pytest.raises(sqlite3.IntegrityError):
        db.connection().execute(attack)
    assert failures() == []


def test_the_checks_see_a_document_without_its_entry(shop: FrozenClock) -> None:
    assert expenses_are_posted().ok
    assert transfers_are_posted().ok
    db.execute_sql(
        "INSERT INTO expense (id, number, account_id, place, amount_idr, business_date, recorded_at, payee, note)"
        " VALUES (1, 'BK-26-000002', 6103, 'SAFE', 5, '2026-11-24', '', '', '')"
    )
    db.execute_sql(
        "INSERT INTO transfer (id, number, from_place, to_place, amount_idr, business_date, recorded_at, note)"
        " VALUES (1, 'PK-26-000001', 'SAFE', 'BANK', 5, '2026-11-24', '', '')"
    )
    assert not expenses_are_posted().ok
    assert not transfers_are_posted().ok
    assert not every_series_without_gap().ok


def test_the_program_itself_may_spend(endang: Actor) -> None:
    assert record_expense(SYSTEM, Account.UTILITIES, 180_000, BANK, till_id=1).id == 1


def test_a_cost_far_above_the_largest_of_its_kind_is_asked(endang: Actor) -> None:
    record_expense(endang, Account.SUPPLIES, 1_000, SAFE, till_id=1)
    with pytest.raises(ExpenseUnusual) as asked:
        record_expense(endang, Account.SUPPLIES, 10_001, SAFE, till_id=1)
    assert "10.001, padahal yang terbesar setahun terakhir 1.000" in str(asked.value)
    record_expense(endang, Account.SUPPLIES, 10_001, SAFE, till_id=1, confirmed=frozenset({ExpenseUnusual.key}))
    record_expense(endang, Account.RENT, 20_000, SAFE, till_id=1)  # a kind of its own


def test_a_first_cost_of_its_kind_is_asked_about_when_it_is_large(endang: Actor) -> None:
    make.funded(900_000_000)
    with pytest.raises(ExpenseUnusual, match=r"10\.000\.001 adalah yang pertama setahun terakhir"):
        record_expense(endang, Account.RENT, 10_000_001, SAFE, till_id=1)
    record_expense(endang, Account.RENT, 5_000_000, SAFE, till_id=1)
