"""Purchases on credit, repayments, returns and cancellations in any order: what is owed is 1131 and never below 0."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import balance_idr
from pkkmart.receivables.operations import cancel_repayment, repay, set_limit
from pkkmart.receivables.queries import limit_idr, open_debts, owed_by_member, owed_idr, owed_on_sale, statement
from pkkmart.savings.queries import balances, passbook
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import memory_shop
from tests.receivables.bare_sales import TODAY, proofs, return_sold, sell, void

MEMBERS = st.integers(0, 1)
AMOUNTS = st.integers(1, 9).map(lambda tens: tens * 10_000)
DAYS = st.integers(22, 24).map(lambda day: date(2026, 11, day))
WHICH = st.integers(1, 8)
ACTS = st.one_of(
    st.tuples(st.just("charge"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("mixed"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("repay"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("refund"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("void"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("unpay"), MEMBERS, AMOUNTS, WHICH, DAYS),
    st.tuples(st.just("limit"), MEMBERS, AMOUNTS, WHICH, DAYS),
)
Act = tuple[str, int, int, int, date]
WRITTEN = (
    "SELECT (SELECT count(*) FROM receivable_item), (SELECT count(*) FROM savings_line), count(*) FROM journal_entry"
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=16))
def test_owed_is_1131_and_never_below_zero(template: sqlite3.Connection, acts: list[Act]) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 4, 0, tzinfo=UTC)), memory_shop(template):
        make.shift(make.cashier(), 0)
        members = [make.member("Siti").person_id, make.member("Lina").person_id]
        for member in members:
            set_limit(SYSTEM, member, 150_000, "rapat", till_id=1)
        for act in acts:
            before = fetch(WRITTEN)
            try:
                _do(members, act)
            except UserError:
                assert fetch(WRITTEN) == before
            except LookupError:
                assert act[0] in ("refund", "void", "unpay")
            assert proofs() == []
        for member in members:
            _agrees(member)


def _do(members: list[int], act: Act) -> None:
    name, who, amount, which, day = act
    member = members[who]
    if name == "charge":
        sell(SYSTEM, member, bon=amount, day=TODAY)
    elif name == "mixed":
        sell(SYSTEM, member, bon=amount, saved=amount // 2, cash=amount, change=amount // 4)
    elif name == "repay":
        repay(SYSTEM, member, amount, CashPlace.SAFE if which % 2 else CashPlace.DRAWER, day=day, till_id=1)
    elif name == "refund":
        buyer, left = _bought(which)
        return_sold(SYSTEM, buyer, Origin("sale", which), min(amount, left))
    elif name == "void":
        void(SYSTEM, Origin("sale", which) if who else Origin("sale_change", (which + 1) // 2))
    elif name == "unpay":
        cancel_repayment(SYSTEM, which, "salah", till_id=1)
    else:
        set_limit(SYSTEM, member, amount, "rapat", till_id=1)


def _bought(sale_id: int) -> tuple[int, int]:
    """The member of a sale on credit and what of it is not returned; LookupError for another sale."""
    rows = fetch(
        "SELECT member_id, amount_idr + (SELECT coalesce(sum(amount_idr), 0) FROM receivable_item r"
        " WHERE r.debt_kind = 'sale' AND r.debt_id = c.debt_id AND r.kind = 'REFUND')"
        " FROM receivable_item c WHERE kind = 'CHARGE' AND debt_id = ?",
        (sale_id,),
    )
    if not rows or rows[0][1] <= 0:
        raise LookupError(sale_id)
    return rows[0]  # type: ignore[return-value]


def _agrees(member: int) -> None:
    """The debts, the statement and the books tell the same, and no line of either is below 0."""
    owed, lines, book = owed_idr(member), statement(member), passbook(member)
    assert owed == balance_idr(Account.MEMBER_RECEIVABLE, member) == owed_by_member().get(member, 0) >= 0
    assert owed == sum(debt.owed_idr for debt in open_debts(member)) == (lines[-1].balance_idr if lines else 0)
    assert all(owed_on_sale(debt.origin.id) == debt.owed_idr for debt in open_debts(member))
    assert balances(member).voluntary_idr == (book[-1].balance_idr if book else 0)
    assert all(line.balance_idr >= 0 for line in book)
    assert limit_idr(member, TODAY) > 0
