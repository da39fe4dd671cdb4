"""A buyer brings something back: the receipt found, the goods chosen by keys, a supervisor's PIN, the money told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.returning import GoodsPicker, SalePicker
from pkkmart.ui.cards import BigFigure
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@dataclass
class Counter:
    """A counter with a receipt of three lemper and one sugar, and one of a single lemper."""

    shown: Shown[CounterPage]

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.shown.page, key)

    def inside(self, kind: type[QWidget]) -> QWidget:
        panel = self.shown.messages.panel()
        assert panel is not None
        found = panel.findChild(kind)
        assert isinstance(found, kind)
        return found

    @property
    def goods(self) -> GoodsPicker:
        found = self.inside(GoodsPicker)
        assert isinstance(found, GoodsPicker)
        return found


def opened(show: Show[CounterPage], actor: Actor) -> Counter:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    sugar = make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    make.shift(actor, 100_000)
    make.sell(actor, (cake, 3), (sugar, 1), received_idr=23_500)
    make.sell(actor, (cake, 1), received_idr=2_000)
    return Counter(show(CounterPage, actor))


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


def test_a_part_comes_back_spoiled(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R")
    picker = counter.inside(SalePicker)
    assert isinstance(picker, SalePicker)
    assert [row.number for row in picker.model.rows] == ["PM-26-000002", "PM-26-000001"]
    counter.press("Down", "Enter")
    assert [row.line.name for row in counter.goods.model.rows] == ["Lemper", "Gula"]
    counter.press("F4")
    type_as_person(counter.shown.page, "2")
    counter.press("Enter", "F5")
    assert counter.goods.model.rows[0].words == "Bu Sari · rusak · tanggungan penitip"
    assert (counter.goods.back.text(), counter.goods.how.text()) == ("Rp 4.000", "tunai dari laci")
    counter.press("F12")
    assert fetch("SELECT count(*) FROM sale_return") == [(0,)], "why is asked first"
    type_as_person(counter.shown.page, "basi")
    counter.press("F12")
    assert entry_of("sale_return", 1) == "2103(Bu Sari) D 3.200 / 4113 D 800 / 1101 K 4.000"
    money = counter.inside(BigFigure)
    assert isinstance(money, BigFigure)
    assert money.text() == "Rp 4.000"
    counter.press("Enter")
    assert counter.shown.messages.panel() is None


def test_a_scanned_receipt_opens_at_once_and_enter_takes_the_line(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R")
    scan(counter.shown.page, "PM-26-000001")
    counter.press("Enter", "Down", "Enter")
    assert [row.taken for row in counter.goods.model.rows] == ["3", "1"]
    counter.press("Enter")
    assert [row.taken for row in counter.goods.model.rows] == ["3", "-"]
    assert counter.goods.back.text() == "Rp 6.000"
    counter.press("F6")
    assert counter.goods.model.rows[1].fault == "MAKER", "owned goods have no maker to bear them"


def test_a_receipt_of_this_shift_is_cancelled_whole(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R", "Enter")
    type_as_person(counter.shown.page, "dobel")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "dobel")
    counter.press("F8")
    assert fetch("SELECT number, reason FROM voided_document") == [("BT-26-000001", "dobel")]
    counter.press("Enter", "Ctrl+R", "Enter")
    assert counter.shown.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."


def test_a_cashier_has_a_supervisor_behind_her(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    counter.press("Ctrl+R", "Enter", "Enter")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "salah barang")
    counter.press("F12")
    assert fetch("SELECT count(*) FROM sale_return") == [(0,)]
    type_as_person(counter.shown.page, "7788")
    counter.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'return_goods'") == [
        ("Bu Rina", "Bu Ani", "salah barang")
    ]
