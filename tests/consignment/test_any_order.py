"""Any order of bringing, selling, refunding, expiring, losing, settling, paying and cancelling keeps every proof."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pkkmart.consignment.checks import CHECKS
from pkkmart.consignment.operations import (
    CountItem,
    DeliveryItem,
    LossItem,
    ReturnItem,
    cancel_delivery,
    cancel_evening,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
    close_evening,
    pay_settlement,
    record_delivery,
    record_loss,
    record_return,
    settle,
)
from pkkmart.consignment.queries import (
    consignors,
    owed_by_person,
    settlement_view,
    settlements,
    statement,
    unsettled_lines,
)
from pkkmart.consignment.rules import GapDecision, ReturnReason
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.sale_changes.checks import CHECKS as CHANGE_CHECKS
from pkkmart.sale_changes.operations import ReturnItem as Back
from pkkmart.sale_changes.operations import return_goods
from pkkmart.sale_changes.returns import Fault
from pkkmart.sales.checks import CHECKS as SALES_CHECKS
from pkkmart.stock.checks import CHECKS as STOCK_CHECKS
from pkkmart.stock.queries import expiring, levels
from pkkmart.till.checks import CHECKS as TILL_CHECKS
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import FrozenClock, memory_shop

_CANCEL = {
    "delivery": cancel_delivery,
    "return_note": cancel_return,
    "loss": cancel_loss,
    "settlement": cancel_settlement,
    "payout": partial(cancel_payout, till_id=1),
    "evening_count": partial(cancel_evening, till_id=1),
}


class Titipan(RuleBasedStateMachine):
    """Two consignors, one of whom joins the co-op some day; refusals are answers too."""

    template: sqlite3.Connection

    def __init__(self) -> None:
        super().__init__()
        self.clock = FrozenClock()
        self.using = clock.using(self.clock)
        self.using.__enter__()
        self.shop = memory_shop(self.template)
        self.shop.__enter__()
        self.rina = make.cashier()
        self.goods: list[tuple[int, int]] = []
        for name, terms in (("Bu Sari", {"fixed_idr": 1_601}), ("Bu Ani", {"percent_bp": 1_333})):
            person = make.consignor(name, **terms)
            self.goods.append((person, make.product(f"Kue {name}", 1_999, owner_id=person)))
        make.shift(self.rina, 20_000)
        self.frozen: dict[int, object] = {}

    def teardown(self) -> None:
        self.shop.__exit__()
        self.using.__exit__(None, None, None)

    def try_(self, function: object, *args: object, **kwargs: object) -> None:
        self.clock.pass_(seconds=1)
        with suppress(UserError):
            function(*args, **kwargs)  # type: ignore[operator]

    @rule(who=st.integers(0, 1), quantity=st.integers(1, 30), keeps=st.one_of(st.none(), st.integers(0, 3)))
    def deliver(self, who: int, quantity: int, keeps: int | None) -> None:
        person, product = self.goods[who]
        expires = None if keeps is None else clock.today() + timedelta(days=keeps)
        record_delivery(SYSTEM, person, [DeliveryItem(product, quantity * ONE, expires_on=expires)])

    @rule(who=st.integers(0, 1), quantity=st.integers(1, 9))
    def sell(self, who: int, quantity: int) -> None:
        self.try_(make.sell, self.rina, (self.goods[who][1], quantity))

    @rule()
    def pull_expired(self) -> None:
        owner = {product: person for person, product in self.goods}
        for row in expiring(clock.today() - timedelta(days=1)):
            item = ReturnItem(row.product_id, row.qty_milli, ReturnReason.EXPIRED)
            self.try_(record_return, SYSTEM, owner[row.product_id], [item])

    @precondition(lambda self: fetch("SELECT 1 FROM sale"))
    @rule(data=st.data(), back_on_shelf=st.booleans(), fault=st.sampled_from(Fault))
    def refund(self, data: st.DataObject, back_on_shelf: bool, fault: Fault) -> None:
        sale, line = data.draw(st.sampled_from(fetch("SELECT sale_id, id FROM sale_line")))
        item = Back(line, ONE, back_on_shelf, fault)
        self.try_(return_goods, SYSTEM, sale, [item], "tidak jadi", till_id=1)

    @rule(who=st.integers(0, 1), quantity=st.integers(1, 9))
    def give_back(self, who: int, quantity: int) -> None:
        person, product = self.goods[who]
        self.try_(record_return, SYSTEM, person, [ReturnItem(product, quantity * ONE)])

    @rule(who=st.integers(0, 1), quantity=st.integers(1, 3))
    def lose(self, who: int, quantity: int) -> None:
        person, product = self.goods[who]
        self.try_(record_loss, SYSTEM, person, [LossItem(product, quantity * ONE)])

    @rule(
        who=st.integers(0, 1), gap=st.integers(0, 2), damaged=st.integers(0, 2), kept=st.booleans(),
        by_shop=st.booleans(), decision=st.sampled_from(GapDecision), pay=st.booleans(),
    )  # fmt: skip
    def count_evening(
        self, who: int, gap: int, damaged: int, kept: bool, by_shop: bool, decision: GapDecision, pay: bool
    ) -> None:
        person, product = self.goods[who]
        level = levels([product]).get(product)
        left = max((level.qty_milli if level else 0) - (gap + damaged) * ONE, 0)
        item = CountItem(product, left, damaged * ONE, kept, by_shop, decision)
        self.try_(close_evening, SYSTEM, person, [item], till_id=1, pay=pay)

    @rule(who=st.integers(0, 1), days_ago=st.integers(0, 1))
    def settle(self, who: int, days_ago: int) -> None:
        self.try_(settle, SYSTEM, self.goods[who][0], clock.today() - timedelta(days=days_ago))

    @precondition(lambda self: fetch("SELECT 1 FROM settlement"))
    @rule(data=st.data(), place=st.sampled_from([CashPlace.DRAWER, CashPlace.SAFE]), all_of_it=st.booleans())
    def pay(self, data: st.DataObject, place: CashPlace, all_of_it: bool) -> None:
        settlement = data.draw(st.sampled_from([row[0] for row in fetch("SELECT id FROM settlement")]))
        amount = None if all_of_it else data.draw(st.integers(1, 20_000))
        self.try_(pay_settlement, SYSTEM, settlement, place, amount_idr=amount, till_id=1)

    @rule(data=st.data(), kind=st.sampled_from(sorted(_CANCEL)))
    def cancel(self, data: st.DataObject, kind: str) -> None:
        known = [row[0] for row in fetch(f"SELECT id FROM {kind}")]
        if known:
            self.try_(_CANCEL[kind], SYSTEM, data.draw(st.sampled_from(known)), "percobaan")

    @rule()
    def sleep(self) -> None:
        self.clock.pass_(days=1)

    @rule()
    def join(self) -> None:
        self.try_(grant_capacity, SYSTEM, self.goods[0][0], CapacityKind.MEMBER, since=clock.today())

    @invariant()
    def proofs_hold(self) -> None:
        checks = [check() for check in (*CHECKS, *STOCK_CHECKS, *TILL_CHECKS, *SALES_CHECKS, *CHANGE_CHECKS)]
        assert [f"{check.name}: {check.figure}" for check in checks if not check.ok] == []

    @invariant()
    def reads_agree(self) -> None:
        owed = owed_by_person()
        for row in consignors():
            lines = unsettled_lines(row.id, clock.today())
            assert row.unsettled_idr == sum(line.share_idr for line in lines)
            assert row.unpaid_idr == sum(one.unpaid_idr for one in settlements(row.id))
            assert all(line.gross_idr - line.commission_idr == line.share_idr for line in lines if line.kind == "SOLD")
            assert statement(row.id, clock.today(), clock.today()).closing_idr == owed.get(row.id, 0)
        for (settlement,) in fetch("SELECT id FROM settlement"):
            view = settlement_view(settlement)
            assert view.total_idr == sum(line.share_idr for line in view.lines)
            assert view.total_idr == sum(account.share_idr for account in view.accounts)
            assert view.lines == self.frozen.setdefault(settlement, view.lines)


def test_any_order_keeps_every_proof(template: sqlite3.Connection) -> None:
    Titipan.template = template
    run_state_machine_as_test(
        Titipan,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET id = id + 1", "DELETE FROM {table}",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "table",
    ["return_note", "return_note_line", "loss", "loss_line", "settlement", "settlement_line", "payout",
     "evening_count", "evening_count_line"],
)  # fmt: skip
def test_a_stranger_changes_no_paper(shop: object, table: str, sql: str) -> None:
    rina, sari = make.cashier(), make.consignor(fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 10)
    make.shift(rina)
    make.sell(rina, (lemper, 2), received_idr=4_000)
    record_return(rina, sari, [ReturnItem(lemper, ONE)])
    record_loss(SYSTEM, sari, [LossItem(lemper, ONE)])
    settle(rina, sari, clock.today())
    pay_settlement(rina, 1, CashPlace.DRAWER, amount_idr=1_000, till_id=1)
    close_evening(rina, sari, [CountItem(lemper, 6 * ONE, kept=True)], till_id=1, pay=False)
    with pytest.raises(Exception, match=f"^{table}: (tercatat|sudah ada|sudah dihitung)"):
        fetch(sql.format(table=table))
