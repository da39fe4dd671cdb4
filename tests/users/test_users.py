"""Who may log in, with which PIN, and what happens to a wrong one."""

from __future__ import annotations

import json

import pytest

from pkkmart.core.actor import SYSTEM, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.people.operations import NameMissing, PersonDetails, register_person
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.users.operations import (
    AlreadyFounded,
    PinUnfit,
    ShopFacts,
    UserNameExists,
    add_user,
    change_pin,
    found_shop,
    log_in,
)
from pkkmart.users.pins import use_cost
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.state import SHIPPED


@pytest.fixture
def rina(shop: FrozenClock) -> int:
    return make.cashier().id or 0


def wrong(user_id: int, times: int) -> None:
    for _again in range(times):
        assert log_in(user_id, "0000").actor is None


def test_a_right_pin_gives_the_actor_of_the_role(rina: int) -> None:
    result = log_in(rina, "1234")
    assert result.actor == actor_of(rina)
    assert result.actor is not None
    assert (result.actor.name, result.actor.permissions) == ("Bu Rina", Role.CASHIER.permissions)
    assert fetch("SELECT user_id, succeeded FROM login_attempt") == [(rina, 1)]


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "1111", "00000000", " 123", "12 34", "²³²³", "-123"])
def test_a_pin_is_four_to_eight_digits_not_all_the_same(shop: object, pin: str) -> None:
    with pytest.raises(PinUnfit):
        add_user(SYSTEM, "Bu Rina", pin, Role.CASHIER)
    assert active_users() == []


def test_a_pin_is_never_stored_as_it_is(shop: object) -> None:
    use_cost(SHIPPED)
    make.cashier()
    (stored,) = fetch("SELECT pin_hash FROM app_user")[0]
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "1234" not in "".join(str(row) for row in fetch("SELECT details, subject FROM audit"))


def test_a_wrong_pin_is_on_record(rina: int) -> None:
    assert log_in(rina, "4321").actor is None
    row = Audit.select().order_by(Audit.id.desc()).get()
    assert (row.subject, json.loads(row.details)) == (f"user {rina} Bu Rina", {"refused": "wrong PIN"})
    assert fetch("SELECT succeeded FROM login_attempt") == [(0,)]
    assert log_in(rina, "1234").actor is not None


def test_five_wrong_pins_pause_only_that_user_for_half_a_minute(rina: int, shop: FrozenClock) -> None:
    tuti = make.cashier("Bu Tuti", "5678").id or 0
    wrong(rina, 4)
    assert log_in(rina, "0000").wait_s == 30
    shop.pass_(seconds=10)
    result = log_in(rina, "1234")
    assert (result.actor, result.wait_s) == (None, 20)
    assert log_in(tuti, "5678").actor is not None
    assert fetch("SELECT count(*) FROM login_attempt WHERE user_id = ?", (rina,)) == [(5,)], "a pause is not a try"
    shop.pass_(seconds=20)
    assert log_in(rina, "1234").actor is not None
    wrong(rina, 4)
    assert log_in(rina, "1234").actor is not None, "a right one starts the count anew"


def test_a_clock_that_ran_ahead_locks_nobody_out(rina: int, shop: FrozenClock) -> None:
    shop.pass_(days=365)
    wrong(rina, 5)
    shop.pass_(days=-365)
    assert log_in(rina, "1234").actor is not None


def test_nobody_logs_in_as_a_stranger_or_as_one_who_left(rina: int) -> None:
    assert log_in(99, "1234").actor is None
    db.execute_sql("UPDATE app_user SET active = 0")
    assert log_in(rina, "1234").actor is None
    assert active_users() == []
    with pytest.raises(LookupError):
        actor_of(rina)


@pytest.mark.parametrize("name", ["Bu Rina", " Bu  Rina ", "bu rina"])
def test_the_same_name_is_refused(rina: int, name: str) -> None:
    with pytest.raises(UserNameExists):
        add_user(SYSTEM, name, "5678", Role.CASHIER)
    assert len(active_users()) == 1


def test_a_user_is_a_person_with_a_name(shop: object) -> None:
    siti = register_person(SYSTEM, PersonDetails(name="Siti"))
    add_user(SYSTEM, "Kasir Siti", "1234", Role.CASHIER, siti)
    add_user(SYSTEM, "Bu Ketua", "1234", Role.ADMIN)
    assert [(row.name, row.person_id) for row in active_users()] == [("Kasir Siti", siti), ("Bu Ketua", 2)]
    for person in (None, siti):
        with pytest.raises(NameMissing):
            add_user(SYSTEM, "  ", "1234", Role.CASHIER, person)


def test_a_new_shop_gets_its_name_and_users_all_or_none(shop: object) -> None:
    with pytest.raises(PinUnfit):
        found_shop(
            SYSTEM,
            ShopFacts(name="PKK Mart Melati"),
            [("Bu Ketua", "2468", Role.ADMIN), ("Bu Rina", "1", Role.CASHIER)],
        )
    assert (active_users(), SHOP_NAME.get()) == ([], SHOP_NAME.default)
    with pytest.raises(UserNameExists):
        found_shop(
            SYSTEM, ShopFacts(name="PKK Mart"), [("Bu Rina", "2468", Role.ADMIN), ("bu rina", "1357", Role.CASHIER)]
        )
    found_shop(
        SYSTEM,
        ShopFacts(name=" PKK  Mart Melati"),
        [("Bu Ketua", "2468", Role.ADMIN), ("Bu Rina", "1357", Role.CASHIER)],
    )
    assert ([row.name for row in active_users()], SHOP_NAME.get()) == (["Bu Rina", "Bu Ketua"], "PKK Mart Melati")
    with pytest.raises(AlreadyFounded):
        found_shop(SYSTEM, ShopFacts(name="Lain"), [("Bu Lain", "2468", Role.ADMIN)])


def test_a_pin_can_be_changed_by_who_keeps_users(rina: int) -> None:
    change_pin(SYSTEM, rina, "9876")
    assert log_in(rina, "1234").actor is None
    assert log_in(rina, "9876").actor is not None
    with pytest.raises(PinUnfit):
        change_pin(SYSTEM, rina, "9999")
    with pytest.raises(NotPermitted):
        change_pin(actor_of(rina), rina, "4567")


def test_roles_grow_and_only_pengurus_keep_users() -> None:
    assert Role.CASHIER.permissions < Role.SUPERVISOR.permissions < Role.ADMIN.permissions
    assert Role.CASHIER.permissions < Role.TREASURER.permissions < Role.ADMIN.permissions
    holders = [role for role in Role if Permission.KEEP_USERS in role.permissions]
    assert holders == [Role.ADMIN]
    assert Role.ADMIN.permissions == frozenset(Permission)
    assert all(role.label for role in Role)
    assert all(permission.label for permission in Permission)
