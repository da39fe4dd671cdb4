"""A shop across months: whatever its people do, in whatever order, every proof and every statement holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pkkmart.cashbook.kinds import EXPENSE_KINDS
from pkkmart.cashbook.operations import cancel_expense, cancel_transfer, record_expense, transfer
from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.closing.queries import balances_at, closings_in_force, next_to_close, stored_balances
from pkkmart.consignment.operations import (
    ReturnItem,
    cancel_payout,
    cancel_return,
    cancel_settlement,
    pay_settlement,
    record_return,
    settle,
)
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.queries import trial_balance
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import (
    PaidFrom,
    PurchaseItem,
    cancel_purchase,
    cancel_supplier_payment,
    pay_supplier,
    record_purchase,
)
from pkkmart.reports.months import month_of
from pkkmart.reports.queries import month_balances
from pkkmart.reports.statements import balance_sheet
from pkkmart.savings.operations import cancel_savings_slip, deposit, withdraw
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.operations import AdjustItem, adjust, cancel_adjustment
from pkkmart.stock.rules import AdjustReason
from pkkmart.till.operations import FloatShort, FloatUnfunded, close_shift, count_drawer, start_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import carried_idr, counts_of, expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import memory_shop
from tests.scenarios.proofs import failures

RINA, KETUA = 1, 2
SARI, SITI, TOKO = 3, 4, 5
SUGAR, LEMPER = 1, 2
FIRST = datetime(2026, 9, 18, 3, 0, tzinfo=UTC)
RUPIAH = st.integers(1, 400_000)
PLACES = st.sampled_from([CashPlace.SAFE, *CashPlace])
DAYS_AGO = st.one_of(st.just(0), st.integers(0, 20))
KINDS = st.sampled_from([SavingsKind.VOLUNTARY, *SavingsKind])
WRITTEN = (
    "SELECT (SELECT count(*) FROM journal_entry), (SELECT count(*) FROM stock_move), (SELECT count(*) FROM audit),"
    " (SELECT count(*) FROM period_event), (SELECT count(*) FROM period_balance), (SELECT count(*) FROM print_job)"
)
BELOW_NOTHING = (
    "SELECT * FROM (SELECT p.account_id, e.business_date, sum(sum(p.amount_idr)) OVER"
    " (PARTITION BY p.account_id ORDER BY e.business_date) AS held FROM posting p JOIN journal_entry e"
    " ON e.id = p.entry_id WHERE p.account_id IN (1101, 1102, 1103, 1104, 1111) GROUP BY 1, 2) WHERE held < 0"
)
CANCELS: dict[str, Callable[[Actor, int, str], object]] = {
    "purchase": cancel_purchase,
    "adjustment": cancel_adjustment,
    "return_note": cancel_return,
    "settlement": cancel_settlement,
    "payout": cancel_payout,
    "savings_slip": cancel_savings_slip,
    "expense": cancel_expense,
    "transfer": cancel_transfer,
    "supplier_payment": cancel_supplier_payment,
}


@contextmanager
def stocked_shop(template: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A shop with a mother who is a member, a member, a supplier, owned and consigned goods and money in the safe."""
    with clock.using(lambda: FIRST), memory_shop(template):
        assert make.cashier().id == RINA
        assert make.cashier("Bu Ketua", "9876", Role.ADMIN).id == KETUA
        assert make.consignor(percent_bp=1_333, is_member=True) == SARI
        assert make.member().person_id == SITI
        assert register_person(SYSTEM, PersonDetails(name="Grosir"), [CapacityKind.SUPPLIER], since=make.START) == TOKO
        assert make.product(price_idr=17_530) == SUGAR
        assert make.product("Lemper", 1_999, owner_id=SARI) == LEMPER
        deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 3_000_000, CashPlace.SAFE)
        copy = sqlite3.connect(":memory:")
        db.connection().backup(copy)
    yield copy
    copy.close()


class Months(RuleBasedStateMachine):
    """The acts of cashier and treasurer over months; each is booked whole or refused with nothing written."""

    base: sqlite3.Connection
    told: set[str]

    @initialize()
    def opens(self) -> None:
        self.at = FIRST
        self.clock = clock.using(lambda: self.at)
        self.clock.__enter__()
        self.shop = memory_shop(self.base)
        self.shop.__enter__()
        self.rina = Actor(RINA, "Bu Rina", frozenset(Permission))
        self.ketua = Actor(KETUA, "Bu Ketua", frozenset(Permission))
        self.stored: dict[int, dict[int, int]] = {}

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.__exit__()
            self.clock.__exit__(None, None, None)

    def do(self, act: Callable[..., object], *args: object, **kwargs: object) -> None:
        self.at += timedelta(seconds=1)
        before = fetch(WRITTEN)
        try:
            act(*args, **kwargs)
            self.told.add(act.__name__)
        except UserError:
            assert fetch(WRITTEN) == before

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(amount=st.integers(0, 200_000), sure=st.booleans())
    def a_shift_opens(self, amount: int, sure: bool = True) -> None:
        confirmed = frozenset({FloatShort.key, *([FloatUnfunded.key] if sure else [])})
        self.do(start_shift, self.rina, amount, confirmed=confirmed)

    @rule(share=st.integers(0, 100), off=st.integers(-50, 50))
    def the_shift_closes(self, share: int, off: int) -> None:
        shift = open_shift()
        if shift is not None:
            self.do(count_drawer, self.rina, shift.id, {100: max(expected_idr(shift.id) // 100 + off, 0)})
            counted = counts_of(shift.id)[-1].total_idr
            self.do(
                close_shift, self.rina, shift.id, hand_over_idr=counted * share // 100, reason="uji", approval=make.SEEN
            )
            if open_shift() is None:
                assert carried_idr() == counted - counted * share // 100

    @rule(pieces=st.integers(1, 30))
    def she_delivers(self, pieces: int) -> None:
        make.delivered(SARI, LEMPER, pieces)

    @rule(pieces=st.integers(1, 30))
    def she_takes_back(self, pieces: int) -> None:
        self.do(record_return, SYSTEM, SARI, [ReturnItem(LEMPER, pieces * ONE)])

    @rule(
        goods=st.lists(st.tuples(st.sampled_from([SUGAR, LEMPER]), st.integers(1, 9)), min_size=1, max_size=3),
        member=st.booleans(),
    )
    def someone_buys(self, goods: list[tuple[int, int]], member: bool) -> None:
        buyer = make.Member(SITI, "Siti Wahyuni", "A-0001") if member else None
        self.do(make.sell, self.rina, *goods, buyer=buyer)

    @rule(pieces=st.integers(1, 20), share=st.integers(0, 100))
    def a_good_day(self, pieces: int, share: int) -> None:
        """The common order of a day, so that each run knows it: rare orders are for the other rules."""
        self.a_shift_opens(50_000)
        self.she_delivers(pieces)
        self.someone_buys([(LEMPER, pieces)], member=True)
        self.she_is_settled(0)
        self.she_is_paid(CashPlace.SAFE, None)
        self.she_takes_back(1)
        self.the_shift_closes(share, 0)

    @rule(pieces=st.integers(1, 40), cost=st.integers(0, 600_000), credit=st.booleans(), days_ago=DAYS_AGO)
    def goods_are_bought(self, pieces: int, cost: int, credit: bool, days_ago: int) -> None:
        paid, supplier = (PaidFrom.CREDIT, TOKO) if credit else (PaidFrom.SAFE, None)
        items = [PurchaseItem(SUGAR, pieces * ONE, cost)]
        day = clock.today() - timedelta(days=days_ago)
        self.do(record_purchase, SYSTEM, items, paid_from=paid, supplier_id=supplier, business_date=day)

    @rule(amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def the_supplier_is_paid(self, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(pay_supplier, SYSTEM, TOKO, amount, place, day=clock.today() - timedelta(days=days_ago))

    @rule(pieces=st.integers(1, 5), reason=st.sampled_from(AdjustReason))
    def stock_is_adjusted(self, pieces: int, reason: AdjustReason) -> None:
        self.do(adjust, SYSTEM, [AdjustItem(SUGAR, pieces * ONE)], reason)

    @rule(days_ago=st.integers(0, 3))
    def she_is_settled(self, days_ago: int) -> None:
        self.do(settle, SYSTEM, SARI, clock.today() - timedelta(days=days_ago))

    @rule(place=PLACES, amount=st.one_of(st.none(), RUPIAH), days_ago=DAYS_AGO)
    def she_is_paid(self, place: CashPlace, amount: int | None, days_ago: int = 0) -> None:
        day = clock.today() - timedelta(days=days_ago)
        for (settlement,) in fetch("SELECT max(id) FROM settlement HAVING max(id) IS NOT NULL"):
            self.do(pay_settlement, SYSTEM, settlement, place, amount_idr=amount, day=day)

    @rule(kind=KINDS, amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def she_saves(self, kind: SavingsKind, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(deposit, SYSTEM, SITI, kind, amount, place, day=clock.today() - timedelta(days=days_ago))

    @rule(kind=KINDS, amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def she_withdraws(self, kind: SavingsKind, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(withdraw, SYSTEM, SITI, amount, place, kind=kind, day=clock.today() - timedelta(days=days_ago))

    @rule(kind=st.sampled_from(EXPENSE_KINDS), amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def a_cost_is_paid(self, kind: object, amount: int, place: CashPlace, days_ago: int) -> None:
        day = clock.today() - timedelta(days=days_ago)
        self.do(record_expense, SYSTEM, kind.account, amount, place, day=day)  # type: ignore[attr-defined]

    @rule(source=PLACES, goal=PLACES, amount=RUPIAH, days_ago=DAYS_AGO)
    def money_is_carried(self, source: CashPlace, goal: CashPlace, amount: int, days_ago: int) -> None:
        self.do(transfer, SYSTEM, source, goal, amount, day=clock.today() - timedelta(days=days_ago))

    @rule(kind=st.sampled_from(sorted(CANCELS)), back=st.integers(0, 2))
    def a_document_is_cancelled(self, kind: str, back: int) -> None:
        for (document,) in fetch(f"SELECT id FROM {kind} ORDER BY id DESC LIMIT 1 OFFSET ?", (back,)):
            self.do(CANCELS[kind], SYSTEM, document, "uji")

    @rule()
    def the_oldest_month_is_closed(self) -> None:
        month = next_to_close()
        if month is not None:
            self.do(close_month, SYSTEM, month)

    @rule()
    def the_last_month_is_opened_again(self) -> None:
        for month in list(closings_in_force())[-1:]:
            self.do(reopen_month, self.rina, month, "uji", approval=Approval(self.ketua, "uji"))

    @invariant()
    def every_proof_is_green(self) -> None:
        if hasattr(self, "shop"):
            assert failures() == []

    @invariant()
    def no_place_ever_owed_money(self) -> None:
        if hasattr(self, "shop"):
            assert fetch(BELOW_NOTHING) == []

    @invariant()
    def statements_tie(self) -> None:
        if not hasattr(self, "shop"):
            return
        month = month_of(clock.today())
        assert balance_sheet(month_balances(month)).balances
        closing = {row.code: row.closing_idr for row in trial_balance(clock.today(), clock.today()) if row.closing_idr}
        assert closing == {code: amount for code, amount in balances_at(month).items() if amount}

    @invariant()
    def what_was_closed_stays(self) -> None:
        if hasattr(self, "shop"):
            for month, event in closings_in_force().items():
                now = stored_balances(event)
                assert now == self.stored.setdefault(event, now)
                assert now == balances_at(month)


def run_months(base: sqlite3.Connection, *, examples: int, steps: int) -> set[str]:
    """Let the machine play; returns the names of the operations that were booked at least once."""
    done: set[str] = set()
    run_state_machine_as_test(
        type("StockedMonths", (Months,), {"base": base, "told": done}),
        settings=settings(
            max_examples=examples, stateful_step_count=steps, deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
        ),
    )  # fmt: skip
    return done
