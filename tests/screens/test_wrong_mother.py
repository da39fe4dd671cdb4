"""Salah ibu at the counter: the line, the mother it was, the sentence that says what changes, a supervisor's PIN."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from pkkmart.sales.operations.voids import void_sale
from pkkmart.sales.queries.returned import returnable
from PySide6.QtWidgets import QLabel

from pkkmart.consignment.operations import settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sales.operations import ReturnItem, return_goods
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.returning import SalePicker
from pkkmart.sales.screen.wrong_mother import MotherPicker
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@dataclass
class Counter:
    """A counter where three lemper of Bu Sari and a bottle of the co-op's water were sold, and then one lemper."""

    shown: Shown[CounterPage]
    sari: int
    ani: int

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.shown.page, key)

    def type(self, text: str) -> None:
        type_as_person(self.shown.page, text)

    def open(self) -> None:
        self.press("Ctrl+M")

    @property
    def picker(self) -> MotherPicker:
        panel = self.shown.messages.panel()
        assert panel is not None
        found = panel.findChild(MotherPicker)
        assert isinstance(found, MotherPicker)
        return found

    @property
    def receipts(self) -> SalePicker:
        panel = self.shown.messages.panel()
        assert panel is not None
        found = panel.findChild(SalePicker)
        assert isinstance(found, SalePicker)
        return found


def opened(show: Show[CounterPage], actor: Actor) -> Counter:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    ani = make.consignor("Bu Ani", fixed_idr=1_700)
    tini = make.consignor("Bu Tini", fixed_idr=1_500)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.product("Bolu", 2_000, owner_id=tini)
    arem = make.product("Arem-arem", 2_000, owner_id=ani)
    make.product("Dadar", 2_500, owner_id=ani)
    water = make.product("Air minum", 2_000)
    make.delivered(sari, lemper, 20)
    make.delivered(ani, arem, 8)
    make.bought(water, 10, 12_000)
    make.shift(actor, 100_000)
    make.sell(actor, (lemper, 3), (water, 1), received_idr=8_000)
    make.sell(actor, (lemper, 1), received_idr=2_000)
    return Counter(show(CounterPage, actor), sari, ani)


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Wati", "7788", Role.SUPERVISOR)


def test_the_last_sale_is_moved_by_keys_alone(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.open()
    picker = counter.picker
    assert picker.search.hasFocus(), "one line leaves nothing to choose"
    assert [row.product.name for row in picker.found.rows] == ["Arem-arem", "Air minum", "Bolu"]
    assert picker.candidate is None, "of several nobody is taken for her"
    counter.press("Enter")
    assert counter.shown.said() == "Pilih barang siapa sebenarnya: ketik namanya, atau tekan ↓."
    counter.press("Down")
    assert picker.effect.text() == "Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    counter.press("Down")
    assert picker.effect.text() == (
        "Hak Bu Sari berkurang 1.600, penjualan toko bertambah 2.000; uang tidak berpindah."
    )
    counter.press("Up", "Enter")
    assert picker.reason.field.hasFocus(), "why is asked before anything is written"
    counter.press("Enter")
    assert fetch("SELECT count(*) FROM line_move") == [(0,)]
    counter.press("Down", "Enter")
    assert entry_of("line_move", 1) == "2103(Bu Sari) D 1.600 / 4113 D 100 / 2103(Bu Ani) K 1.700"
    assert fetch("SELECT reason FROM line_move") == [("salah tekan tombol",)]
    assert counter.shown.messages.panel() is None
    assert counter.shown.said() == (
        "SI-26-000001 tercatat. Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    )


def test_a_part_of_another_receipt_to_a_mother_found_by_name(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.open()
    counter.press("F3")
    assert counter.receipts.loose.isHidden()
    scan(counter.shown.page, "PM-26-000001")
    picker = counter.picker
    assert picker.table.hasFocus()
    counter.press("F4")
    counter.type("5")
    counter.press("Enter")
    assert counter.shown.said() == "Paling banyak 3 yang bisa dipindah."
    counter.press("Backspace")
    counter.type("2")
    counter.press("Enter")
    assert [row.amount for row in picker.rung.rows] == ["2 dari 3", "1"]
    counter.press("Enter")
    counter.type("tini")
    picker.search.searched.emit("tini")
    assert [row.product.name for row in picker.found.rows] == ["Bolu"]
    assert picker.effect.text() == "Hak Bu Sari berkurang 3.200, hak Bu Tini bertambah 3.000; uang tidak berpindah."
    counter.press("Enter")
    counter.type("ibunya bilang")
    counter.press("Enter")
    assert entry_of("line_move", 1) == "2103(Bu Sari) D 3.200 / 2103(Bu Tini) K 3.000 / 4113 K 200"


def test_the_co_op_s_own_line_and_the_line_chosen_by_keys(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.open()
    counter.press("F3", "Down", "Enter", "Down")
    picker = counter.picker
    assert picker.chosen is not None
    assert picker.chosen.line.name == "Air minum"
    assert [row.product.name for row in picker.found.rows] == ["Arem-arem", "Lemper", "Bolu"]
    counter.press("Enter", "Down")
    assert picker.effect.text() == ("Penjualan toko berkurang 2.000, hak Bu Ani bertambah 1.700; uang tidak berpindah.")


def test_what_is_settled_is_said(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    number = settle(SYSTEM, counter.sari, clock.today()).number
    counter.open()
    counter.press("Down")
    assert counter.picker.effect.text().endswith(
        f"Bagian Bu Sari sudah ada di {number}, jadi dipotong dari hitungan berikutnya."
    )


def test_a_cashier_has_a_supervisor_behind_her(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    counter.open()
    counter.press("Down", "Enter")
    counter.type("kue mirip")
    counter.press("Enter")
    assert fetch("SELECT count(*) FROM line_move") == [(0,)]
    panel = counter.shown.messages.panel()
    assert panel is not None
    words = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    assert words[1] == (
        "Salah ibu di PM-26-000002: 1 Lemper (Bu Sari · titipan) sebenarnya Arem-arem (Bu Ani · titipan). "
        "Hak Bu Sari berkurang 1.600, hak Bu Ani bertambah 1.700; uang tidak berpindah."
    )
    assert not any("membatalkan struk" in one for one in words)
    counter.type("7788")
    counter.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'move_line'") == [
        ("Bu Rina", "Bu Wati", "kue mirip")
    ]
    assert counter.shown.messages.panel() is None


def test_a_cancelled_receipt_asks_for_another(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    void_sale(SYSTEM, 2, "dobel", till_id=1)
    counter.open()
    assert counter.shown.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001. Pilih struk lain."
    counter.press("Down", "Enter")
    assert [row.line.name for row in counter.picker.rung.rows] == ["Lemper", "Air minum"]


def test_nothing_at_that_price_says_what_to_do(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    rare = make.product("Tumpeng", 150_000, owner_id=counter.ani)
    make.sell(supervisor, (rare, 1), received_idr=150_000)
    counter.open()
    assert counter.picker.found.rows == []
    counter.press("Enter")
    assert counter.shown.said() == "Tidak ada barang ibu lain dengan harga itu."
    assert fetch("SELECT count(*) FROM line_move") == [(0,)]


def test_a_receipt_that_came_back_whole_is_said_at_once(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    return_goods(SYSTEM, 2, [ReturnItem(returnable(2).lines[0].id, ONE)], "tidak jadi", till_id=1)
    counter.open()
    assert counter.shown.said() == "Semua barang PM-26-000002 sudah diretur. Pilih struk lain."
    assert counter.receipts.search.hasFocus()
