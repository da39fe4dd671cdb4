"""Approval by a second user's PIN: one of the others who may, never told apart, paused after five wrong ones."""

from __future__ import annotations

import json

import pytest

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.users.operations import ApproverResult, find_approver, log_in
from pkkmart.users.queries import others_who_may
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock

OPEN_DRAWER = frozenset({Permission.OPEN_DRAWER})


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    """A cashier; there are a supervisor (4321) and a treasurer (2468) too."""
    make.cashier("Bu Endang", "4321", Role.SUPERVISOR)
    make.cashier("Bu Ketua", "2468", Role.TREASURER)
    return make.cashier()


def _last() -> tuple[str, dict[str, object]]:
    row = Audit.select().order_by(Audit.id.desc()).get()
    return row.subject, json.loads(row.details)


def test_an_approver_is_found_by_the_pin(rina: Actor) -> None:
    result = find_approver(rina, OPEN_DRAWER, "4321")
    assert result.approver is not None
    assert (result.approver.name, result.wait_s, result.shared) == ("Bu Endang", 0, False)
    assert _last() == (f"user {result.approver.id} Bu Endang", {"needed": ["open_drawer"]})
    assert fetch("SELECT user_id, approver_id FROM approval_attempt") == [(rina.id, result.approver.id)]


def test_only_who_may_all_that_is_needed_is_asked(rina: Actor) -> None:
    both = OPEN_DRAWER | {Permission.GRANT_CREDIT}
    assert [user.name for user in others_who_may(rina, OPEN_DRAWER)] == ["Bu Endang", "Bu Ketua"]
    assert [user.name for user in others_who_may(rina, both)] == ["Bu Ketua"]
    assert find_approver(rina, both, "4321") == ApproverResult(None)
    assert find_approver(rina, both, "2468").approver is not None


def test_neither_the_actor_nor_another_cashier_approves(rina: Actor) -> None:
    make.cashier("Bu Dewi", "2345")
    assert find_approver(rina, OPEN_DRAWER, "1234").approver is None
    assert find_approver(rina, OPEN_DRAWER, "2345").approver is None
    endang = make.cashier("Bu Wati", "8642", Role.SUPERVISOR)
    assert find_approver(endang, OPEN_DRAWER, "8642").approver is None


def test_a_deactivated_user_approves_nothing(rina: Actor) -> None:
    db.execute_sql("UPDATE app_user SET active = 0 WHERE name = 'Bu Endang'")
    assert find_approver(rina, OPEN_DRAWER, "4321").approver is None


def test_five_wrong_pins_pause_the_asking_for_half_a_minute(rina: Actor, shop: FrozenClock) -> None:
    for _again in range(4):
        assert find_approver(rina, OPEN_DRAWER, "0001") == ApproverResult(None)
    assert _last() == ("", {"needed": ["open_drawer"], "refused": "wrong PIN"})
    assert find_approver(rina, OPEN_DRAWER, "0001").wait_s == 30
    shop.pass_(seconds=10)
    assert find_approver(rina, OPEN_DRAWER, "4321") == ApproverResult(None, 20)
    assert _last()[1]["refused"] == "pause"
    assert log_in(rina.id or 0, "1234").actor is not None, "the own log-in is not paused"
    assert find_approver(make.cashier("Bu Dewi", "2345"), OPEN_DRAWER, "4321").approver is not None
    shop.pass_(seconds=20)
    assert find_approver(rina, OPEN_DRAWER, "4321").approver is not None
    assert find_approver(rina, OPEN_DRAWER, "0001") == ApproverResult(None), "a right one starts the count anew"


def test_a_pin_of_two_people_names_neither(rina: Actor) -> None:
    make.cashier("Bu Wati", "4321", Role.SUPERVISOR)
    assert find_approver(rina, OPEN_DRAWER, "4321") == ApproverResult(None, shared=True)
    assert _last() == ("", {"needed": ["open_drawer"], "refused": "shared PIN"})


def test_a_try_stays_on_record(rina: Actor) -> None:
    find_approver(rina, OPEN_DRAWER, "0001")
    for attack in (
        "DELETE FROM approval_attempt",
        "UPDATE approval_attempt SET approver_id = 1",
        "INSERT OR REPLACE INTO approval_attempt SELECT * FROM approval_attempt",
    ):
        with pytest.raises(Exception, match="approval_attempt: "):
            db.execute_sql(attack)
    assert "0001" not in "".join(str(row) for row in fetch("SELECT details, subject FROM audit"))
