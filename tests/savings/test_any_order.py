"""Deposits, withdrawals and cancellations in any order: no savings go below 0."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.savings.operations import cancel_savings_slip, deposit, withdraw
from pkkmart.savings.queries import balances, passbook
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from tests import make
from tests.conftest import memory_shop
from tests.scenarios.proofs import failures

PLACES = st.sampled_from([CashPlace.DRAWER, CashPlace.SAFE, CashPlace.BANK])
AMOUNTS = st.integers(1, 9).map(lambda tens: tens * 10_000)
DAYS = st.integers(20, 24).map(lambda day: date(2026, 11, day))
MEMBERS = st.integers(0, 1)
ACTS = st.one_of(
    st.tuples(st.just("in"), MEMBERS, st.sampled_from(SavingsKind), AMOUNTS, PLACES, DAYS),
    st.tuples(st.just("in"), MEMBERS, st.just(SavingsKind.VOLUNTARY), AMOUNTS, PLACES, DAYS),
    st.tuples(st.just("out"), MEMBERS, st.sampled_from(SavingsKind), AMOUNTS, PLACES, DAYS),
    st.tuples(st.just("out"), MEMBERS, st.just(SavingsKind.VOLUNTARY), AMOUNTS, PLACES, DAYS),
    st.tuples(st.just("back"), MEMBERS, st.just(SavingsKind.VOLUNTARY), st.integers(1, 12), PLACES, DAYS),
)
WRITTEN = "SELECT (SELECT count(*) FROM savings_slip), (SELECT count(*) FROM journal_entry)"
Act = tuple[str, int, SavingsKind, int, CashPlace, date]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=14))
def test_balances_are_postings_and_never_negative(template: sqlite3.Connection, acts: list[Act]) -> None:
    with clock.using(lambda: datetime(2026, 11, 24, 4, 0, tzinfo=UTC)), memory_shop(template):
        shift = make.shift(make.cashier(), 0)
        members = [make.member("Siti").person_id, make.member("Lina").person_id]
        for act in acts:
            _booked_or_refused(members, act)
        for member in members:
            _agrees(member)
        assert expected_idr(shift.id) >= 0
        assert failures() == []


def _booked_or_refused(members: list[int], act: Act) -> None:
    """Booked whole, or refused with nothing written."""
    before = fetch(WRITTEN)
    try:
        _do(members, act)
    except UserError:
        assert fetch(WRITTEN) == before
    except LookupError:
        assert act[0] == "back"


def _do(members: list[int], act: Act) -> None:
    name, who, kind, amount, place, day = act
    if name == "in":
        deposit(SYSTEM, members[who], kind, amount, place, day=day, till_id=1)
    elif name == "out":
        withdraw(SYSTEM, members[who], amount, place, kind=kind, day=day, till_id=1)
    else:
        cancel_savings_slip(SYSTEM, amount, "salah", till_id=1)


def _agrees(member: int) -> None:
    """The slips that count, the postings and the passbook tell the same balance, and no line is below 0."""
    slips = dict(
        fetch(
            "SELECT l.kind, sum(l.amount_idr) FROM savings_slip s JOIN savings_slip_line l ON l.savings_slip_id = s.id"
            " WHERE member_id = ? AND NOT EXISTS (SELECT 1 FROM voided_document v"
            " WHERE v.origin_kind = 'savings_slip' AND v.origin_id = s.id) GROUP BY l.kind",
            (member,),
        )
    )
    lines, now = passbook(member), balances(member)
    for kind in SavingsKind:
        mine = [line.balance_idr for line in lines if line.kind is kind]
        assert now.of(kind) == slips.get(kind, 0) == (mine[-1] if mine else 0)
        assert all(balance >= 0 for balance in mine)
