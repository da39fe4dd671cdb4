"""Deactivating users, who may not be, and changing the own PIN."""

from __future__ import annotations

import json

import pytest

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.audit import Audit
from pkkmart.core.errors import NotPermitted
from pkkmart.users.operations import (
    LastAdmin,
    NotOneself,
    OldPinWrong,
    PinUnfit,
    UserUnknown,
    activate_user,
    change_own_pin,
    change_pin,
    deactivate_user,
    log_in,
)
from pkkmart.users.queries import active_users, all_users
from pkkmart.users.roles import Role
from tests import make


@pytest.fixture
def chair(shop: object) -> Actor:
    return make.cashier("Bu Ketua", "9876", Role.ADMIN)


def test_one_who_was_let_go_stays_by_name_and_may_come_back(chair: Actor) -> None:
    rina = make.cashier().id or 0
    deactivate_user(chair, rina)
    assert log_in(rina, "1234").actor is None
    assert [(user.name, user.active) for user in all_users()] == [("Bu Ketua", True), ("Bu Rina", False)]
    assert [user.name for user in active_users()] == ["Bu Ketua"]
    activate_user(chair, rina)
    assert log_in(rina, "1234").actor is not None
    acts = [(row.act, row.subject) for row in Audit.select().order_by(Audit.id)]
    assert ("deactivate_user", f"user {rina} Bu Rina") in acts
    assert ("activate_user", f"user {rina} Bu Rina") in acts


def test_nobody_locks_the_shop_out(chair: Actor) -> None:
    with pytest.raises(NotOneself, match="masuk sebagai Bu Ketua"):
        deactivate_user(chair, chair.id or 0)
    with pytest.raises(LastAdmin, match="Bu Ketua pengurus terakhir"):
        deactivate_user(SYSTEM, chair.id or 0)
    second = make.cashier("Bu Wakil", "2468", Role.ADMIN)
    deactivate_user(second, chair.id or 0)
    with pytest.raises(LastAdmin):
        deactivate_user(SYSTEM, second.id or 0)


def test_only_pengurus_let_people_go(chair: Actor) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    rina = make.cashier()
    for act in (deactivate_user, activate_user):
        with pytest.raises(NotPermitted):
            act(endang, rina.id or 0)
        with pytest.raises(UserUnknown, match="Pengguna nomor 99 tidak ada"):
            act(chair, 99)
    with pytest.raises(UserUnknown):
        change_pin(chair, 99, "4567")


def test_a_user_changes_the_own_pin_with_the_old_one(chair: Actor) -> None:
    rina = make.cashier()
    with pytest.raises(OldPinWrong):
        change_own_pin(rina, "0000", "5678")
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert json.loads(row.details) == {"refused": "wrong PIN"}
    with pytest.raises(PinUnfit):
        change_own_pin(rina, "1234", "1111")
    change_own_pin(rina, "1234", "5678")
    assert log_in(rina.id or 0, "1234").actor is None
    assert log_in(rina.id or 0, "5678").actor is not None


def test_guessing_the_old_pin_is_paused_like_logging_in(chair: Actor) -> None:
    rina = make.cashier()
    for _again in range(5):
        with pytest.raises(OldPinWrong):
            change_own_pin(rina, "0000", "5678")
    with pytest.raises(OldPinWrong):
        change_own_pin(rina, "1234", "5678")
    assert log_in(rina.id or 0, "1234").wait_s == 30
