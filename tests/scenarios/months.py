"""A shop across months: whatever its people do, in whatever order, every proof and every statement holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from pkkmart.cashbook.kinds import EXPENSE_KINDS
from pkkmart.cashbook.operations import (
    FeeHigh,
    cancel_clearing,
    cancel_expense,
    cancel_transfer,
    record_expense,
    settle_clearing,
    transfer,
)
from pkkmart.cashbook.queries import open_clearing
from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.closing.queries import balances_at, closings_in_force, next_to_close, stored_balances
from pkkmart.consignment.operations import (
    DeliveryItem,
    LossItem,
    ReturnItem,
    cancel_delivery,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
    pay_settlement,
    record_delivery,
    record_loss,
    record_return,
    settle,
)
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.imports.opening import OpeningDraft, OpeningKind, OpeningLine
from pkkmart.imports.operations import cancel_opening, record_opening
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DAYS_BEFORE
from pkkmart.ledger.queries import opened_on, recorded_since, trial_balance
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
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import cancel_savings_slip, deposit, withdraw
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.operations import AdjustItem, adjust, cancel_adjustment
from pkkmart.stock.queries import shelf_ends
from pkkmart.stock.rules import AdjustReason
from pkkmart.till.operations import FloatShort, FloatUnfunded, FloatUnusual, close_shift, count_drawer, start_shift
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
DAYS_AGO = st.one_of(st.just(0), st.just(0), st.integers(0, 20), st.integers(0, 400))
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
TAKEN_BACK_EARLY = (
    "SELECT r.id FROM journal_entry r JOIN journal_entry o ON o.id = r.reverses_id"
    " WHERE r.business_date < o.business_date"
)
PAID_EARLY = (
    "SELECT p.id FROM payout p JOIN settlement s ON s.id = p.settlement_id WHERE p.business_date < s.business_date"
)
HELD_TWICE = (
    "SELECT d.origin_kind, d.origin_id FROM (SELECT origin_kind, origin_id, business_date FROM journal_entry"
    " UNION ALL SELECT origin_kind, origin_id, business_date FROM stock_move) d WHERE d.business_date <= ?"
    " AND d.origin_kind NOT IN ('opening', 'void') AND NOT EXISTS (SELECT 1 FROM voided_document v"
    " WHERE v.origin_kind = d.origin_kind AND v.origin_id = d.origin_id)"
)
CANCELS: dict[str, Callable[..., object]] = {
    "opening": cancel_opening,
    "delivery": cancel_delivery,
    "loss": cancel_loss,
    "purchase": cancel_purchase,
    "adjustment": cancel_adjustment,
    "return_note": cancel_return,
    "settlement": cancel_settlement,
    "payout": cancel_payout,
    "savings_slip": cancel_savings_slip,
    "expense": cancel_expense,
    "transfer": cancel_transfer,
    "clearing": cancel_clearing,
    "supplier_payment": cancel_supplier_payment,
}
AT_TILL = frozenset({"payout", "savings_slip", "expense", "transfer", "supplier_payment"})
"""What may have moved a drawer, so that its cancellation names a till."""
DATED_CANCELS = frozenset({"delivery", "loss", "return_note", "settlement", "payout"})


@contextmanager
def stocked_shop(template: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A shop with a member, a consignor who is one too, a supplier, owned and consigned goods and money in the safe."""
    with clock.using(lambda: FIRST), memory_shop(template):
        assert make.cashier().id == RINA
        assert make.cashier("Bu Ketua", "9876", Role.ADMIN).id == KETUA
        assert make.consignor(percent_bp=1_333, is_member=True) == SARI
        assert make.member().person_id == SITI
        assert register_person(SYSTEM, PersonDetails(name="Grosir"), [CapacityKind.SUPPLIER], since=make.START) == TOKO
        assert make.product(price_idr=17_530) == SUGAR
        assert make.product("Lemper", 1_999, owner_id=SARI) == LEMPER
        deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 3_000_000, CashPlace.SAFE, till_id=1)
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

    def do(self, act: Callable[..., object], *args: object, **kwargs: object) -> bool:
        self.at += timedelta(seconds=1)
        before = fetch(WRITTEN)
        try:
            act(*args, **kwargs)
            self.told.add(act.__name__)
        except UserError:
            assert fetch(WRITTEN) == before
            return False
        return True

    def go(self, product_id: int, act: Callable[..., object], *args: object, day: date) -> None:
        """Goods leave on a day: from then on the shelf never held less than nothing."""
        if self.do(act, *args, day=day):
            assert min(end.qty_milli for end in shelf_ends(product_id, day)) >= 0

    @rule(days=st.integers(1, 20))
    def days_pass(self, days: int) -> None:
        self.at += timedelta(days=days)

    @rule(amount=st.integers(0, 200_000), sure=st.booleans())
    def a_shift_opens(self, amount: int, sure: bool = True) -> None:
        confirmed = frozenset({FloatShort.key, FloatUnusual.key, *([FloatUnfunded.key] if sure else [])})
        self.do(start_shift, self.rina, amount, confirmed=confirmed, till_id=1)

    @rule(share=st.integers(0, 100), off=st.integers(-50, 50))
    def the_shift_closes(self, share: int, off: int) -> None:
        shift = open_shift(1)
        if shift is not None:
            self.do(count_drawer, self.rina, shift.id, {100: max(expected_idr(shift.id) // 100 + off, 0)})
            counted = counts_of(shift.id)[-1].total_idr
            self.do(
                close_shift, self.rina, shift.id, hand_over_idr=counted * share // 100, reason="uji", approval=make.SEEN
            )
            if open_shift(1) is None:
                assert carried_idr(1) == counted - counted * share // 100

    @rule(quantity=st.integers(1, 30), days_ago=DAYS_AGO)
    def a_consignor_delivers(self, quantity: int, days_ago: int = 0) -> None:
        day = clock.today() - timedelta(days=days_ago)
        self.do(record_delivery, SYSTEM, SARI, [DeliveryItem(LEMPER, quantity * ONE)], business_date=day)

    @rule(quantity=st.integers(1, 30), days_ago=DAYS_AGO)
    def a_consignor_takes_back(self, quantity: int, days_ago: int = 0) -> None:
        day = clock.today() - timedelta(days=days_ago)
        self.go(LEMPER, record_return, SYSTEM, SARI, [ReturnItem(LEMPER, quantity * ONE)], day=day)

    @rule(quantity=st.integers(1, 5), days_ago=DAYS_AGO)
    def consigned_goods_are_lost(self, quantity: int, days_ago: int) -> None:
        day = clock.today() - timedelta(days=days_ago)
        self.go(LEMPER, record_loss, SYSTEM, SARI, [LossItem(LEMPER, quantity * ONE)], day=day)

    @rule(amount=RUPIAH, days_ago=DAYS_AGO)
    def the_books_begin_with_balances(self, amount: int, days_ago: int) -> None:
        safe = OpeningDraft(OpeningKind.CASH, "Brankas", amount)
        grant = OpeningDraft(OpeningKind.ACCOUNT, "3104 Hibah", amount, 0, "K")
        sheet = [OpeningLine(safe, Account.SAFE, True), OpeningLine(grant, Account.GRANT, False)]
        self.do(record_opening, SYSTEM, sheet, clock.today() - timedelta(days=days_ago))

    @rule(
        goods=st.lists(st.tuples(st.sampled_from([SUGAR, LEMPER]), st.integers(1, 9)), min_size=1, max_size=3),
        member=st.booleans(),
    )
    def someone_buys(self, goods: list[tuple[int, int]], member: bool) -> None:
        buyer = make.Member(SITI, "Siti Wahyuni", "A-0001") if member else None
        self.do(make.sell, self.rina, *goods, buyer=buyer)

    @rule(quantity=st.integers(1, 9), product=st.sampled_from([SUGAR, LEMPER]))
    def someone_pays_by_telephone(self, quantity: int, product: int) -> None:
        total = make.cart((product, quantity)).total_idr
        self.do(make.sell, self.rina, (product, quantity), others=[Paid(Tender.QRIS, total, "123456789012")])

    @rule(days=st.integers(1, 4), kept_bp=st.integers(-10, 200), days_ago=st.integers(0, 3), sure=st.booleans())
    def the_provider_pays(self, days: int, kept_bp: int, days_ago: int, sure: bool) -> None:
        waiting = [(one.day, one.open_idr) for one in open_clearing()[:days]]
        total = sum(amount for _day, amount in waiting)
        confirmed = frozenset({FeeHigh.key} if sure else ())
        day = clock.today() - timedelta(days=days_ago)
        self.do(settle_clearing, SYSTEM, waiting, total - total * kept_bp // 10_000, day, confirmed=confirmed)

    @rule(quantity=st.integers(1, 20), share=st.integers(0, 100))
    def a_good_day(self, quantity: int, share: int) -> None:
        """The common order of a day, so that each run knows it: rare orders are for the other rules."""
        self.a_shift_opens(50_000)
        self.a_consignor_delivers(quantity)
        self.someone_buys([(LEMPER, quantity)], member=True)
        self.she_is_settled(0)
        self.she_is_paid(CashPlace.SAFE, None)
        self.a_consignor_takes_back(1)
        self.someone_pays_by_telephone(2, SUGAR)
        self.the_provider_pays(4, 70, 0, True)
        self.money_is_carried(CashPlace.SAFE, CashPlace.BANK, 1_000, 0)
        self.the_shift_closes(share, 0)

    @rule(quantity=st.integers(1, 40), cost=st.integers(0, 600_000), credit=st.booleans(), days_ago=DAYS_AGO)
    def goods_are_bought(self, quantity: int, cost: int, credit: bool, days_ago: int) -> None:
        paid, supplier = (PaidFrom.CREDIT, TOKO) if credit else (PaidFrom.SAFE, None)
        items = [PurchaseItem(SUGAR, quantity * ONE, cost)]
        day = clock.today() - timedelta(days=days_ago)
        self.do(record_purchase, SYSTEM, items, paid_from=paid, supplier_id=supplier, business_date=day)

    @rule(amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def the_supplier_is_paid(self, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(pay_supplier, SYSTEM, TOKO, amount, place, day=clock.today() - timedelta(days=days_ago), till_id=1)

    @rule(quantity=st.integers(1, 5), reason=st.sampled_from(AdjustReason), days_ago=DAYS_AGO)
    def stock_is_adjusted(self, quantity: int, reason: AdjustReason, days_ago: int) -> None:
        day = clock.today() - timedelta(days=days_ago)
        items = [AdjustItem(SUGAR, quantity * ONE)]
        if reason is AdjustReason.FOUND:
            self.do(adjust, SYSTEM, items, reason, day=day)
        else:
            self.go(SUGAR, adjust, SYSTEM, items, reason, day=day)

    @rule(days_ago=st.integers(0, 3))
    def she_is_settled(self, days_ago: int) -> None:
        self.do(settle, SYSTEM, SARI, clock.today() - timedelta(days=days_ago))

    @rule(place=PLACES, amount=st.one_of(st.none(), RUPIAH), days_ago=DAYS_AGO)
    def she_is_paid(self, place: CashPlace, amount: int | None, days_ago: int = 0) -> None:
        day = clock.today() - timedelta(days=days_ago)
        for (settlement,) in fetch("SELECT max(id) FROM settlement HAVING max(id) IS NOT NULL"):
            self.do(pay_settlement, SYSTEM, settlement, place, amount_idr=amount, day=day, till_id=1)

    @rule(kind=KINDS, amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def she_saves(self, kind: SavingsKind, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(deposit, SYSTEM, SITI, kind, amount, place, day=clock.today() - timedelta(days=days_ago), till_id=1)

    @rule(kind=KINDS, amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def she_withdraws(self, kind: SavingsKind, amount: int, place: CashPlace, days_ago: int) -> None:
        self.do(
            withdraw, SYSTEM, SITI, amount, place, kind=kind, day=clock.today() - timedelta(days=days_ago), till_id=1
        )

    @rule(kind=st.sampled_from(EXPENSE_KINDS), amount=RUPIAH, place=PLACES, days_ago=DAYS_AGO)
    def a_cost_is_paid(self, kind: object, amount: int, place: CashPlace, days_ago: int) -> None:
        day = clock.today() - timedelta(days=days_ago)
        self.do(record_expense, SYSTEM, kind.account, amount, place, day=day, till_id=1)  # type: ignore[attr-defined]

    @rule(source=PLACES, goal=PLACES, amount=RUPIAH, days_ago=DAYS_AGO)
    def money_is_carried(self, source: CashPlace, goal: CashPlace, amount: int, days_ago: int) -> None:
        self.do(transfer, SYSTEM, source, goal, amount, day=clock.today() - timedelta(days=days_ago), till_id=1)

    @rule(kind=st.sampled_from(sorted(CANCELS)), back=st.integers(0, 2))
    def a_document_is_cancelled(self, kind: str, back: int, **chosen: date) -> None:
        for (document,) in fetch(f"SELECT id FROM {kind} ORDER BY id DESC LIMIT 1 OFFSET ?", (back,)):
            till = {"till_id": 1} if kind in AT_TILL else {}
            self.do(CANCELS[kind], SYSTEM, document, "uji", **chosen, **till)

    @rule(kind=st.sampled_from(sorted(DATED_CANCELS)), days_ago=DAYS_AGO)
    def a_document_is_cancelled_on_a_day(self, kind: str, days_ago: int) -> None:
        self.a_document_is_cancelled(kind, 0, day=clock.today() - timedelta(days=days_ago))

    @rule(written=st.integers(0, 20), undone=st.integers(0, 20))
    def a_return_is_regretted(self, written: int, undone: int) -> None:
        """Written on one day and taken back on another, as each run must know it."""
        self.a_consignor_delivers(9, written)
        self.a_consignor_takes_back(3, written)
        self.a_document_is_cancelled_on_a_day("return_note", undone)

    @rule()
    def the_oldest_month_is_closed(self) -> None:
        month = next_to_close()
        if month is not None:
            self.do(close_month, SYSTEM, month)

    @rule(share=st.integers(0, 100))
    def a_month_ends(self, share: int) -> None:
        """The common order of its last evening: the drawer is counted, the next month comes, the old one is closed."""
        self.the_shift_closes(share, 0)
        self.days_pass(20)
        self.days_pass(11)
        self.the_oldest_month_is_closed()

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
    def every_paper_bears_a_day_it_can(self) -> None:
        if not hasattr(self, "shop"):
            return
        assert (fetch(TAKEN_BACK_EARLY), fetch(PAID_EARLY)) == ([], [])
        assert fetch(
            " UNION ALL ".join(
                f"SELECT v.number FROM voided_document v JOIN {kind} d ON d.id = v.origin_id"
                f" WHERE v.origin_kind = '{kind}' AND v.business_date < d.business_date" for kind in CANCELS
            )
        ) == []  # fmt: skip
        opened = opened_on()
        if opened is not None:
            assert fetch(HELD_TWICE, (opened.isoformat(),)) == []
        elif not fetch("SELECT 1 FROM opening LIMIT 1"):
            earliest = (recorded_since() - timedelta(days=DAYS_BEFORE)).isoformat()
            assert fetch("SELECT 1 FROM journal_entry WHERE business_date < ? LIMIT 1", (earliest,)) == []

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
