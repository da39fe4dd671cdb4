"""What makes a function a write: permission, one transaction, one audit row, then the news."""

from __future__ import annotations

import json
import logging

import pytest

from pkkmart.core import audit
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.operation import Changed, current_act, on_change, operation, part
from pkkmart.products.models import Category

pytestmark = pytest.mark.usefixtures("shop")
NOBODY = Actor(None, "Tamu", frozenset())
CASHIER = Actor(None, "Bu Rina", frozenset({Permission.SELL}))
CHAIR = Actor(None, "Bu Ketua", frozenset({Permission.KEEP_PRODUCTS}))
PRODUCTS = frozenset({Changed.PRODUCTS})


class Refused(UserError):
    template = "Tidak bisa."


@part
def write(name: str) -> None:
    Category.create(name=name)


@operation(Permission.KEEP_PRODUCTS, changes=PRODUCTS)
def add(actor: Actor, name: str, *, approval: Approval | None = None, fail: Exception | None = None) -> str:
    write(name)
    act = current_act()
    act.subject, act.details["name"] = f"category {name}", name
    if fail is not None:
        raise fail
    return name.upper()


def names() -> list[str]:
    return [row[0] for row in fetch("SELECT name FROM category ORDER BY id")]


def test_an_act_writes_returns_and_leaves_one_audit_row() -> None:
    assert add(CHAIR, "Kue") == "KUE"
    assert names() == ["Kue"]
    (row,) = Audit.select()
    assert (row.act, row.actor, row.subject, row.approver) == ("add", "Bu Ketua", "category Kue", "")
    assert json.loads(row.details) == {"name": "Kue"}
    assert row.recorded_at == "2026-11-24T03:42:07.000000Z"


@pytest.mark.parametrize("error", [Refused(), KeyError("bug")])
def test_a_failure_leaves_nothing_and_no_news(error: Exception) -> None:
    heard: list[object] = []
    stop = on_change(heard.append)
    try:
        with pytest.raises(type(error)):
            add(CHAIR, "Kue", fail=error)
    finally:
        stop()
    assert (names(), heard, fetch("SELECT count(*) FROM audit")) == ([], [], [(0,)])
    assert add(CHAIR, "Kue") == "KUE"


def test_who_may_not_is_refused_before_anything_happens() -> None:
    with pytest.raises(NotPermitted) as refused:
        add(CASHIER, "Kue")
    assert str(refused.value).startswith("Bu Rina belum berwenang: mengubah daftar barang.")
    assert (names(), fetch("SELECT count(*) FROM audit")) == ([], [(0,)])


def test_a_second_person_may_stand_behind_it_and_is_named() -> None:
    add(CASHIER, "Kue", approval=Approval(CHAIR, "barang baru"))
    (row,) = Audit.select()
    assert (row.actor, row.approver, row.reason) == ("Bu Rina", "Bu Ketua", "barang baru")
    with pytest.raises(NotPermitted):
        add(CASHIER, "Minum", approval=Approval(NOBODY, "sendiri"))


def test_an_operation_is_a_door_not_a_step() -> None:
    @operation(Permission.KEEP_PRODUCTS)
    def outer(actor: Actor) -> None:
        write("Luar")
        add(actor, "Dalam")

    with pytest.raises(RuntimeError, match="inside another"):
        outer(CHAIR)
    with db.atomic(), pytest.raises(RuntimeError, match="inside another"):
        add(CHAIR, "Kue")
    assert names() == []
    add(CHAIR, "Kue")


def test_a_part_needs_an_operation_around_it() -> None:
    with pytest.raises(RuntimeError, match="outside an operation"):
        write("Kue")
    assert names() == []


def test_the_news_comes_after_the_commit_outside_the_transaction() -> None:
    heard: list[tuple[object, bool, list[str]]] = []
    stop = on_change(lambda changes: heard.append((changes, db.in_transaction(), names())))
    try:
        add(CHAIR, "Kue")
    finally:
        stop()
    add(CHAIR, "Minum")
    assert heard == [(PRODUCTS, False, ["Kue"])]


def test_a_listener_that_fails_is_logged_and_the_act_stands(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[object] = []

    def broken(_changes: object) -> None:
        raise ZeroDivisionError

    stops = [on_change(broken), on_change(heard.append)]
    try:
        with caplog.at_level(logging.ERROR, "pkkmart"):
            assert add(CHAIR, "Kue") == "KUE"
    finally:
        for stop in stops:
            stop()
    assert names() == ["Kue"]
    assert heard == [PRODUCTS]
    assert [record.getMessage() for record in caplog.records] == ["a listener failed after ['PRODUCTS']"]


def test_a_listener_may_act_itself() -> None:
    stops = []

    def again(_changes: object) -> None:
        stops.pop()()
        add(CHAIR, "Minum")

    stops.append(on_change(again))
    add(CHAIR, "Kue")
    assert names() == ["Kue", "Minum"]


def test_every_act_is_chained_to_the_one_before() -> None:
    for name in ("Kue", "Minum", "Sembako"):
        add(SYSTEM, name)
    assert audit.check_chain() == audit.ChainState(3, None)
    hashes = [row[0] for row in fetch("SELECT hash FROM audit ORDER BY id")]
    assert len(set(hashes)) == 3
    db.execute_sql("DROP TRIGGER audit_no_update")
    db.execute_sql("UPDATE audit SET subject = 'lain' WHERE id = 2")
    assert audit.check_chain().broken_at == 2


def test_the_same_words_in_other_columns_are_another_hash() -> None:
    add(CHAIR, "Kue", approval=Approval(CHAIR, "ab"))
    db.execute_sql("DROP TRIGGER audit_no_update")
    db.execute_sql("UPDATE audit SET approver = 'Bu ', reason = 'Ketuaab'")
    assert audit.check_chain().broken_at == 1


def test_an_empty_log_is_whole() -> None:
    assert audit.check_chain() == audit.ChainState(0, None)
    assert audit.last_recorded_at() == ""
