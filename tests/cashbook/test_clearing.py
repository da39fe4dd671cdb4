"""QRIS that reached the bank, matched to its days; what is refused; what stands open afterwards."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from pkkmart.cashbook.checks import clearing_is_its_open_days, clearings_are_posted
from pkkmart.cashbook.operations import (
    AmountUnfit,
    BeforeItsDay,
    DayNotOpen,
    FeeHigh,
    MoreThanOpen,
    NoDayChosen,
    NothingLeft,
    cancel_clearing,
    settle_clearing,
    transfer,
)
from pkkmart.cashbook.queries import cash_book, document, open_clearing
from pkkmart.closing.operations import close_month
from pkkmart.core.actor import Actor
from pkkmart.core.check import Check
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.ledger.chart import Account
from pkkmart.ledger.checks import every_series_without_gap
from pkkmart.ledger.operations import DateInFuture, PeriodClosed
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import balance_idr, entries_of
from pkkmart.sale_changes.operations import correct_payment, void_sale
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.balances import PlaceSpentSince
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of, refusal
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.scenarios.proofs import failures

FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2026, 11, day) for day in (20, 21, 22, 23))
TODAY = date(2026, 11, 24)


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    shop.at = shop.at.replace(month=10, day=1)
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    """The treasurer; the bank is empty."""
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


def qris(amount_idr: int) -> Paid:
    return Paid(Tender.QRIS, amount_idr, "123456789012")


class Counter:
    """Sells for QRIS on days of its own, each with its shift."""

    def __init__(self, actor: Actor, clock: FrozenClock) -> None:
        self.actor, self.clock, self.goods = actor, clock, 0
        self.shift_id = 0

    def day(self, day: date, *amounts: int) -> list[int]:
        """The sales of one day in a shift that is closed again; returns their ids."""
        self.open(day)
        sold = [self.sell(amount) for amount in amounts]
        self.close()
        return sold

    def open(self, day: date) -> None:
        self.clock.at = self.clock.at.replace(month=day.month, day=day.day)
        self.shift_id = make.shift(self.actor).id

    def close(self) -> None:
        count_drawer(self.actor, self.shift_id, {})
        close_shift(self.actor, self.shift_id, hand_over_idr=0)

    def sell(self, amount_idr: int, owner_id: int | None = None) -> int:
        self.goods += 1
        product = make.product(f"Barang {self.goods}", amount_idr, owner_id=owner_id)
        if owner_id:
            make.delivered(owner_id, product, 1)
        return make.sell(self.actor, (product, 1), others=[qris(amount_idr)]).sale.id


@pytest.fixture
def counter(rina: Actor, endang: Actor, shop: FrozenClock) -> Counter:
    return Counter(rina, shop)


def still_open() -> list[tuple[str, int]]:
    return [(one.day.isoformat()[8:], one.open_idr) for one in open_clearing()]


def refused(kind: type[UserError], act: Callable[[], object]) -> str:
    """The sentence of a refusal that wrote nothing."""
    return refusal(("clearing", "audit"), act, kind)


@pytest.mark.worked_entry("6c")
def test_the_fee_is_what_was_seen_to_be_missing(counter: Counter, endang: Actor, shop: FrozenClock) -> None:
    counter.day(MONDAY, 25_500)
    shop.pass_(days=1)
    (monday,) = open_clearing()
    assert (monday.day, monday.open_idr, monday.total_idr, monday.age_days) == (MONDAY, 25_500, 25_500, 1)
    done = settle_clearing(endang, [(MONDAY, 25_500)], 25_321)
    assert (done.number, done.received_idr, done.fee_idr) == ("CQ-26-000001", 25_321, 179)
    assert entry_of("clearing", done.id) == "1111 D 25.321 / 6105 D 179 / 1121 K 25.500"
    assert cash_flows(entries_of("clearing", done.id)[0]) == {"CUSTOMERS": 25_321}
    assert open_clearing() == []
    assert document("clearing", done.id).business_date == TODAY
    assert fetch("SELECT subject, details FROM audit ORDER BY id DESC LIMIT 1") == [
        ("CQ-26-000001", '{"days": {"2026-11-23": 25500}, "fee": 179, "received": 25321}')
    ]
    assert failures() == []


def test_a_weekend_comes_at_once_on_monday_and_without_a_fee(counter: Counter, endang: Actor) -> None:
    counter.day(FRIDAY, 40_000, 10_000)
    counter.day(SATURDAY, 30_000)
    counter.day(SUNDAY, 20_000)
    counter.day(MONDAY, 15_000)
    assert still_open() == [("20", 50_000), ("21", 30_000), ("22", 20_000), ("23", 15_000)]
    done = settle_clearing(endang, [(FRIDAY, 50_000), (SATURDAY, 30_000), (SUNDAY, 20_000)], 100_000, MONDAY)
    assert entry_of("clearing", done.id) == "1111 D 100.000 / 1121 K 100.000"
    assert fetch("SELECT day, amount_idr FROM clearing_line ORDER BY day") == [
        ("2026-11-20", 50_000), ("2026-11-21", 30_000), ("2026-11-22", 20_000)
    ]  # fmt: skip
    assert still_open() == [("23", 15_000)]
    assert failures() == []


def test_makers_get_their_part_whole_in_the_cash_flow_and_the_fee_is_ours(counter: Counter, endang: Actor) -> None:
    sari = make.consignor(percent_bp=1_500)
    counter.open(SUNDAY)
    counter.sell(100_000, sari)
    counter.sell(50_000)
    counter.close()
    done = settle_clearing(endang, [(SUNDAY, 150_000)], 148_950, SUNDAY)
    assert entry_of("clearing", done.id) == "1111 D 148.950 / 6105 D 1.050 / 1121 K 150.000"
    assert cash_flows(entries_of("clearing", done.id)[0]) == {"CUSTOMERS": 63_950, "FOR_CONSIGNORS": 85_000}
    assert failures() == []


def test_part_of_a_day_carries_its_part_of_what_is_the_makers(counter: Counter, endang: Actor) -> None:
    sari = make.consignor(percent_bp=1_500)
    counter.open(SUNDAY)
    counter.sell(100_000, sari)
    counter.sell(50_000)
    counter.close()
    first = settle_clearing(endang, [(SUNDAY, 90_000)], 90_000, SUNDAY)
    assert cash_flows(entries_of("clearing", first.id)[0]) == {"CUSTOMERS": 39_000, "FOR_CONSIGNORS": 51_000}
    assert still_open() == [("22", 60_000)]
    (left,) = open_clearing()
    assert left.total_idr == 150_000
    settle_clearing(endang, [(SUNDAY, 60_000)], 60_000, SUNDAY)
    assert open_clearing() == []
    assert failures() == []


def test_a_part_paid_in_notes_is_not_counted_for_the_makers_twice(counter: Counter, endang: Actor, rina: Actor) -> None:
    sari = make.consignor(percent_bp=1_500)
    lemper = make.product("Lemper", 100_000, owner_id=sari)
    counter.open(MONDAY)
    make.delivered(sari, lemper, 1)
    sold = make.sell(rina, (lemper, 1), others=[qris(60_000)], received_idr=40_000)
    assert cash_flows(entries_of("sale", sold.sale.id)[0]) == {"CUSTOMERS": 6_000, "FOR_CONSIGNORS": 34_000}
    done = settle_clearing(endang, [(MONDAY, 60_000)], 60_000, MONDAY)
    assert cash_flows(entries_of("clearing", done.id)[0]) == {"CUSTOMERS": 9_000, "FOR_CONSIGNORS": 51_000}
    assert failures() == []


def test_a_swap_after_the_settlement_leaves_a_remainder_on_its_day(
    counter: Counter, endang: Actor, rina: Actor, shop: FrozenClock
) -> None:
    sari = make.consignor(percent_bp=1_500)
    counter.open(MONDAY)
    sold = counter.sell(20_000, sari)
    counter.sell(30_000)
    settle_clearing(endang, [(MONDAY, 50_000)], 50_000, MONDAY)
    correct_payment(rina, sold, 20_000, "ternyata tunai", others=(), approval=make.SEEN, till_id=1)
    assert still_open() == [("23", -20_000)]
    assert balance_idr(Account.CLEARING) == -20_000
    assert failures() == []
    make.sell(rina, (make.product("Teh", 70_000), 1), others=[qris(70_000)])
    assert still_open() == [("23", 50_000)]
    done = settle_clearing(endang, [(MONDAY, 50_000)], 50_000, MONDAY)
    assert cash_flows(entries_of("clearing", done.id)[0])["CUSTOMERS"] > 0
    assert open_clearing() == []
    assert failures() == []


def test_a_day_that_only_gave_back_is_settled_together_with_another(
    counter: Counter, endang: Actor, rina: Actor, shop: FrozenClock
) -> None:
    """Booked by QRIS on Sunday, found on Monday to have been paid in notes: the provider pays Sunday without it."""
    first, _second = counter.day(SUNDAY, 20_000, 30_000)
    counter.open(MONDAY)
    correct_payment(rina, first, 20_000, "ternyata tunai", others=(), approval=make.SEEN, till_id=1)
    assert still_open() == [("22", 50_000), ("23", -20_000)]
    assert "berjumlah -20.000" in refused(NothingLeft, lambda: settle_clearing(endang, [(MONDAY, -20_000)], 1))
    done = settle_clearing(endang, [(SUNDAY, 50_000), (MONDAY, -20_000)], 30_000)
    assert entry_of("clearing", done.id) == "1111 D 30.000 / 1121 K 30.000"
    assert open_clearing() == []
    assert failures() == []


def test_a_sale_taken_back_is_not_waited_for(counter: Counter, endang: Actor, rina: Actor) -> None:
    counter.open(MONDAY)
    sold = counter.sell(20_000)
    counter.sell(30_000)
    void_sale(rina, sold, "salah pindai", approval=make.SEEN, till_id=1)
    assert still_open() == [("23", 30_000)]
    assert failures() == []


def test_what_is_refused_names_the_figures_and_the_way_out(counter: Counter, endang: Actor, rina: Actor) -> None:
    counter.day(SUNDAY, 50_000)
    counter.day(MONDAY, 30_000)

    def of_sunday(received: int, amount: int = 50_000, day: date | None = None) -> object:
        return settle_clearing(endang, [(SUNDAY, amount)], received, day)

    assert refused(MoreThanOpen, lambda: of_sunday(50_001)) == (
        "Yang masuk 50.001 lebih dari QRIS hari yang ditandai, 50.000. Tandai juga hari lain yang ikut dibayar. "
        "Bila penyedia mengembalikan biaya, catat bersama pembayarannya yang berikut: biayanya lalu berkurang."
    )
    assert "22/11/2026 yang belum masuk bank tercatat 50.000, jadi 50.001" in refused(
        DayNotOpen, lambda: of_sunday(50_000, 50_001)
    )
    refused(DayNotOpen, lambda: of_sunday(50_000, -50_000))
    refused(DayNotOpen, lambda: of_sunday(50_000, 0))
    refused(DayNotOpen, lambda: settle_clearing(endang, [(FRIDAY, 1_000)], 1_000))
    refused(DayNotOpen, lambda: settle_clearing(endang, [(SUNDAY, 30_000), (SUNDAY, 30_000)], 60_000))
    refused(NoDayChosen, lambda: settle_clearing(endang, [], 50_000))
    refused(AmountUnfit, lambda: of_sunday(0))
    refused(AmountUnfit, lambda: of_sunday(-1))
    refused(BeforeItsDay, lambda: of_sunday(50_000, day=SATURDAY))
    refused(DateInFuture, lambda: of_sunday(50_000, day=TODAY))
    with pytest.raises(NotPermitted):
        settle_clearing(rina, [(SUNDAY, 50_000)], 50_000)
    assert still_open() == [("22", 50_000), ("23", 30_000)]


def test_twice_is_refused(counter: Counter, endang: Actor) -> None:
    counter.day(MONDAY, 25_500)
    settle_clearing(endang, [(MONDAY, 25_500)], 25_321)
    assert "tercatat 0, jadi 25.500" in refused(DayNotOpen, lambda: settle_clearing(endang, [(MONDAY, 25_500)], 25_321))


def test_a_high_fee_is_asked_about(counter: Counter, endang: Actor) -> None:
    counter.day(MONDAY, 100_000)

    def settle(received_idr: int, *known: str) -> object:
        return settle_clearing(endang, [(MONDAY, 100_000)], received_idr, confirmed=frozenset(known))

    assert refused(FeeHigh, lambda: settle(98_499)) == (
        "Biaya 1.501 dari 100.000 adalah 1,5 %, lebih dari 1,5 %. Biasanya ada angka salah ketik, atau satu "
        "hari yang ditandai belum dibayar. Periksa lagi; catat bila memang begitu."
    )
    assert "90 %" in refused(FeeHigh, lambda: settle(10_000))
    settle(10_000, FeeHigh.key)
    assert entry_of("clearing", 1) == "1111 D 10.000 / 6105 D 90.000 / 1121 K 100.000"


def test_a_fee_at_the_limit_is_not_asked_about(counter: Counter, endang: Actor) -> None:
    counter.day(MONDAY, 100_000)
    assert settle_clearing(endang, [(MONDAY, 100_000)], 98_500).fee_idr == 1_500


def test_a_closed_month_takes_none_but_its_days_may_be_paid_later(
    counter: Counter, endang: Actor, shop: FrozenClock
) -> None:
    counter.day(date(2026, 10, 30), 40_000)
    shop.at = shop.at.replace(month=11, day=2)
    close_month(endang, "2026-10")
    last = date(2026, 10, 30)
    refused(PeriodClosed, lambda: settle_clearing(endang, [(last, 40_000)], 40_000, date(2026, 10, 31)))
    settle_clearing(endang, [(last, 40_000)], 40_000)
    assert failures() == []


def test_cancelled_its_days_stand_open_again(counter: Counter, endang: Actor, rina: Actor) -> None:
    counter.day(SUNDAY, 50_000)
    counter.day(MONDAY, 30_000)
    done = settle_clearing(endang, [(SUNDAY, 50_000), (MONDAY, 30_000)], 79_760)
    with pytest.raises(NotPermitted):
        cancel_clearing(rina, done.id, "salah hari")
    cancel_clearing(endang, done.id, "salah hari")
    assert entry_of("void", 1) == "1121 D 80.000 / 1111 K 79.760 / 6105 K 240"
    assert still_open() == [("22", 50_000), ("23", 30_000)]
    assert document("clearing", done.id).cancelled_by == "BT-26-000001"
    again = settle_clearing(endang, [(SUNDAY, 50_000)], 49_850)
    assert again.number == "CQ-26-000002"
    assert still_open() == [("23", 30_000)]
    assert failures() == []


def test_not_cancelled_once_the_bank_spent_it(counter: Counter, endang: Actor) -> None:
    counter.day(MONDAY, 80_000)
    done = settle_clearing(endang, [(MONDAY, 80_000)], 80_000)
    transfer(endang, CashPlace.BANK, CashPlace.SAFE, 10_000, till_id=1)
    assert "isi bank tinggal 70.000, padahal 80.000" in refused(
        PlaceSpentSince, lambda: cancel_clearing(endang, done.id, "salah hari")
    )
    assert open_clearing() == []


def test_the_book_of_the_bank_tells_which_days_came(counter: Counter, endang: Actor) -> None:
    counter.day(SUNDAY, 50_000)
    counter.day(MONDAY, 30_000)
    done = settle_clearing(endang, [(SUNDAY, 50_000), (MONDAY, 30_000)], 79_760, note="GoPay")
    cancel_clearing(endang, done.id, "salah hari")
    back, came = cash_book(CashPlace.BANK)
    assert (came.origin_kind, came.origin_id, came.number, came.amount_idr) == ("clearing", 1, "CQ-26-000001", 79_760)
    assert came.cleared is not None
    assert (came.cleared.first, came.cleared.last, came.cleared.fee_idr) == (SUNDAY, MONDAY, 240)
    assert (came.about, came.cancelled, back.cancels, back.cleared) == ("GoPay", True, True, came.cleared)


def test_qris_of_before_the_books_began_is_waited_for_too(endang: Actor, shop: FrozenClock) -> None:
    shop.at = shop.at.replace(month=11, day=24)
    began = date(2026, 11, 1)
    post_opening(endang, [debit(Account.CLEARING, 75_000), credit(Account.GRANT, 75_000)], began)
    (late,) = open_clearing()
    assert (late.day, late.open_idr, late.age_days, late.is_late) == (began, 75_000, 23, True)
    done = settle_clearing(endang, [(began, 75_000)], 75_000)
    assert cash_flows(entries_of("clearing", done.id)[0]) == {"CUSTOMERS": 75_000}
    assert failures() == []


def test_a_week_old_day_is_not_late_yet(counter: Counter, shop: FrozenClock) -> None:
    counter.day(MONDAY, 10_000)
    shop.pass_(days=7)
    assert [one.is_late for one in open_clearing()] == [False]
    shop.pass_(days=1)
    assert [one.is_late for one in open_clearing()] == [True]


@pytest.mark.parametrize(
    ("attack", "proof"),
    [
        ("UPDATE clearing SET received_idr = 25400", clearings_are_posted),
        ("UPDATE clearing SET fee_idr = 0", clearings_are_posted),
        ("UPDATE clearing SET business_date = '2026-11-22'", clearings_are_posted),
        ("UPDATE clearing_line SET amount_idr = 25000", clearings_are_posted),
        ("UPDATE clearing_line SET amount_idr = 25000", clearing_is_its_open_days),
        ("DELETE FROM clearing_line", clearings_are_posted),
        ("UPDATE clearing SET number = 'CQ-26-000003'", every_series_without_gap),
    ],
)
def test_the_proofs_see_what_a_stranger_did(
    counter: Counter, endang: Actor, attack: str, proof: Callable[[], Check]
) -> None:
    counter.day(MONDAY, 25_500)
    settle_clearing(endang, [(MONDAY, 25_500)], 25_321)
    assert proof().ok
    with pytest.raises(sqlite3.DatabaseError, match="tercatat"):
        db.connection().execute(attack)
    table = "clearing_line" if "clearing_line" in attack else "clearing"
    for kind in ("update", "delete"):
        db.connection().execute(f"DROP TRIGGER {table}_no_{kind}")
    db.connection().execute(attack)
    assert not proof().ok


def test_a_row_is_never_replaced(counter: Counter, endang: Actor) -> None:
    counter.day(MONDAY, 25_500)
    settle_clearing(endang, [(MONDAY, 25_500)], 25_321)
    for table in ("clearing", "clearing_line"):
        with pytest.raises(sqlite3.DatabaseError, match="sudah ada"):
            db.connection().execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
