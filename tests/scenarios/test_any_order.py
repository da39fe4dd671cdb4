"""Whatever the shop does, and in whatever order, every proof stays green."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from pkkmart.consignment.operations import agree_terms
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import UserError
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import reverse
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import balance_idr, trial_balance
from pkkmart.products.operations import change_price
from pkkmart.products.queries import by_ids
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import checkout
from pkkmart.till.operations import FloatShort, FloatUnfunded, FloatUnusual, close_shift, count_drawer, start_shift
from pkkmart.till.queries import carried_idr, counts_of, expected_idr, open_shift
from tests import make
from tests.conftest import memory_shop
from tests.scenarios.proofs import failures

OWNED, TITIPAN, WEIGHED = 1, 2, 3
SIDE_EFFECTS = (
    "SELECT (SELECT count(*) FROM journal_entry), (SELECT count(*) FROM stock_move), (SELECT count(*) FROM audit)"
)


@pytest.fixture(scope="module")
def stocked(template: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A shop with a cashier, a consignor, a member, a supplier and three products, made once."""
    with clock.using(lambda: datetime(2026, 11, 24, 3, 42, 7, tzinfo=UTC)), memory_shop(template):
        make.cashier()
        sari = make.consignor(percent_bp=1_500)
        make.member()
        make.product("Gula", 17_530, member_price_idr=17_111)
        make.product("Lemper", 2_000, owner_id=sari, member_price_idr=1_950)
        make.product("Beras", 13_337, by_weight=True, unit="kg")
        make.funded(1_500_000)
        copy = sqlite3.connect(":memory:")
        db.connection().backup(copy)
    yield copy
    copy.close()


@operation(Permission.KEEP_BOOKS)
def undo_purchase_entry(actor: Actor, entry_id: int) -> None:
    """Reverse an entry and reverse the reversal, so that the documents still agree."""
    day = clock.today()
    back = reverse(entry_id, origin=Origin("test", entry_id), business_date=day, till_id=None)
    reverse(back, origin=Origin("test", entry_id), business_date=day, till_id=None)


class Shop(RuleBasedStateMachine):
    """The acts of a shop, each refused with a sentence or booked whole."""

    base: sqlite3.Connection

    @initialize()
    def opens(self) -> None:
        self.at = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
        self.clock = clock.using(lambda: self.at)
        self.clock.__enter__()
        self.shop = memory_shop(self.base)
        self.shop.__enter__()
        self.rina = Actor(1, "Bu Rina", frozenset(Permission))

    def teardown(self) -> None:
        if hasattr(self, "shop"):
            self.shop.__exit__()
            self.clock.__exit__(None, None, None)

    @rule(hours=st.integers(0, 30))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)

    @rule(quantity=st.integers(1, 40))
    def a_consignor_delivers(self, quantity: int) -> None:
        make.delivered(2, TITIPAN, quantity)

    @rule(
        product_id=st.sampled_from([OWNED, WEIGHED]),
        milli=st.integers(1, 40_000),
        cost=st.integers(0, 500_000),
        credit=st.booleans(),
    )
    def goods_are_bought(self, product_id: int, milli: int, cost: int, credit: bool) -> None:
        qty = milli if product_id == WEIGHED else -(-milli // ONE) * ONE
        paid, supplier = (PaidFrom.CREDIT, 3) if credit else (PaidFrom.SAFE, None)
        items = [PurchaseItem(product_id, qty, cost)]
        self.booked_or_refused(
            lambda: record_purchase(SYSTEM, items, paid_from=paid, supplier_id=supplier, confirmed=make.DEARER),
            refused=not credit and cost > balance_idr(Account.SAFE),
        )

    @rule(amount=st.integers(0, 300_000), sure=st.booleans())
    def a_shift_opens(self, amount: int, sure: bool) -> None:
        self.at += timedelta(minutes=1)
        added = amount - carried_idr(1)
        asked = added < 0 or added > balance_idr(Account.SAFE)
        confirmed = frozenset({FloatUnusual.key, *((FloatShort.key, FloatUnfunded.key) if sure else ())})
        self.booked_or_refused(
            lambda: start_shift(self.rina, amount, confirmed=confirmed, till_id=1),
            refused=open_shift(1) is not None or (asked and not sure),
        )

    @rule(
        goods=st.lists(st.tuples(st.sampled_from([OWNED, TITIPAN, WEIGHED]), st.integers(1, 9_999)), max_size=4),
        is_member=st.booleans(),
        paid=st.sampled_from([-1, 0, 13, 50_000]),
    )
    def someone_buys(self, goods: list[tuple[int, int]], is_member: bool, paid: int) -> None:
        products = by_ids([OWNED, TITIPAN, WEIGHED])
        cart = Cart.new().with_member(Member(3, "Siti Wahyuni", "A-0001") if is_member else None)
        for product_id, milli in goods:
            cart = cart.add(products[product_id], milli if product_id == WEIGHED else -(-milli // ONE) * ONE)
        due = (cart.total_idr + 49) // 100 * 100
        act = lambda: checkout(self.rina, cart, due + paid, confirmed=frozenset({"below_stock"}), till_id=1)  # noqa: E731
        self.booked_or_refused(act, refused=open_shift(1) is None or not goods or paid < 0)
        if goods and open_shift(1) and paid >= 0:
            before = fetch(SIDE_EFFECTS)[0][:2]
            assert act().repeated
            assert fetch(SIDE_EFFECTS)[0][:2] == before

    @precondition(lambda self: hasattr(self, "shop") and open_shift(1) is not None)
    @rule(off=st.integers(-7_000, 7_000).map(lambda amount: amount // 100 * 100))
    def the_drawer_is_counted(self, off: int) -> None:
        shift = open_shift(1)
        assert shift is not None
        units = {100: max(expected_idr(shift.id) + off, 0) // 100}
        self.booked_or_refused(lambda: count_drawer(self.rina, shift.id, units), refused=len(counts_of(shift.id)) >= 2)

    @precondition(lambda self: hasattr(self, "shop") and open_shift(1) is not None)
    @rule(share=st.integers(0, 120), staff=st.booleans())
    def the_shift_closes(self, share: int, staff: bool) -> None:
        shift = open_shift(1)
        assert shift is not None
        counts = counts_of(shift.id)
        counted = counts[-1].total_idr if counts else 0
        hand_over = counted * share // 100
        self.booked_or_refused(
            lambda: close_shift(
                self.rina, shift.id, hand_over_idr=hand_over, reason="uji", charge_to_staff=staff, approval=make.SEEN
            ),
            refused=not counts or hand_over > counted,
        )
        if open_shift(1) is None:
            assert carried_idr(1) == counted - hand_over

    @rule(price=st.integers(1, 50_000))
    def a_price_changes(self, price: int) -> None:
        change_price(SYSTEM, TITIPAN, price, None, "uji")

    @rule(
        terms=st.one_of(
            st.integers(0, 10_000).map(lambda rate: (TermsModel.PERCENT, rate, None)),
            st.integers(0, 5_000).map(lambda share: (TermsModel.FIXED, None, share)),
        ),
        bearer=st.sampled_from(Bearer),
    )
    def terms_are_agreed(self, terms: tuple[TermsModel, int | None, int | None], bearer: Bearer) -> None:
        agree_terms(SYSTEM, 2, Terms(*terms, bearer))

    @precondition(lambda self: hasattr(self, "shop") and fetch("SELECT 1 FROM purchase WHERE total_idr > 0"))
    @rule()
    def an_entry_is_taken_back_and_put_again(self) -> None:
        rows = fetch(
            "SELECT e.id FROM journal_entry e WHERE origin_kind = 'purchase'"
            " AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.reverses_id = e.id) LIMIT 1"
        )
        if rows:
            undo_purchase_entry(SYSTEM, rows[0][0])

    def booked_or_refused(self, act: object, *, refused: bool) -> None:
        """A refusal is a sentence that wrote nothing; anything else is booked."""
        before, said = fetch(SIDE_EFFECTS), ""
        try:
            act()  # type: ignore[operator]
        except UserError as error:
            said = str(error)
        assert bool(said) == refused, said
        assert not said or fetch(SIDE_EFFECTS) == before

    @invariant()
    def every_proof_is_green(self) -> None:
        if hasattr(self, "shop"):
            assert failures() == []
            rows = trial_balance(clock.today(), clock.today())
            assert sum(row.closing_idr for row in rows) == 0


def test_any_order_of_acts_keeps_every_proof_green(stocked: sqlite3.Connection) -> None:
    machine = type("StockedShop", (Shop,), {"base": stocked})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
