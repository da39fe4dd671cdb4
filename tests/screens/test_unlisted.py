"""Barang umum as a cashier meets it: name, price, the PIN of who may, and a line of its own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.unlisted import unlisted_sheet
from pkkmart.ui.panels import Sheet
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def counter(show: Show[CounterPage], rina: Actor, endang: Actor) -> Shown[CounterPage]:
    make.product("Gula Pasir 1 kg", 17_500, code="8999990000032")
    make.shift(rina, 100_000)
    return show(CounterPage, rina)


def ask(counter: Shown[CounterPage]) -> None:
    unlisted_sheet(counter.page.context, counter.page.open_cart)


def words(counter: Shown[CounterPage]) -> str:
    panel = counter.messages.panel()
    assert panel is not None
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def test_name_price_pin_and_it_lies_in_the_cart(counter: Shown[CounterPage], rina: Actor) -> None:
    ask(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4000")
    press(counter.page, "Enter")
    assert "Menjual barang umum Pita kado: 1 × 4.000" in words(counter)
    type_as_person(counter.page, "4321")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert [(line.name, line.list_price_idr) for line in counter.page.open_cart.cart.lines] == [("Pita kado", 4_000)]
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 4.000 / 4111 K 4.000"
    assert fetch("SELECT approver, reason FROM audit WHERE approver <> ''") == [("Bu Endang", "barang umum Pita kado")]


def test_half_a_thing_is_named_and_nothing_is_sold(counter: Shown[CounterPage]) -> None:
    ask(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4000")
    press(counter.page, "Tab")
    type_as_person(counter.page, "1.5")
    press(counter.page, "Enter")
    assert counter.said() == "“1.5” bukan jumlah buah. Ketik angka bulat tanpa titik atau koma, misalnya 12."
    assert counter.page.open_cart.cart.lines == ()


def test_three_of_it_are_let_through_at_once_and_a_fourth_is_asked_for(counter: Shown[CounterPage]) -> None:
    ask(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4000")
    press(counter.page, "Tab")
    type_as_person(counter.page, "3")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4321")
    press(counter.page, "Enter")
    open_cart = counter.page.open_cart
    assert open_cart.cart.total_idr == 12_000
    open_cart.set_quantity(4 * ONE)
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert "disetujui untuk jumlah yang lain" in counter.said()
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_without_the_pin_what_was_typed_is_kept(counter: Shown[CounterPage]) -> None:
    ask(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4000")
    press(counter.page, "Enter")
    press(counter.page, "Esc")
    assert "Titipan tidak boleh dijual begini" in words(counter)
    assert [field.text() for field in counter.messages.panel().findChildren(QLineEdit)] == ["Pita kado", "4.000", "1"]
    assert counter.page.open_cart.cart.lines == ()


def test_who_may_needs_no_second_person(show: Show[CounterPage], rina: Actor, endang: Actor) -> None:
    make.shift(rina)
    counter = show(CounterPage, endang)
    ask(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4000")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.page.board.side.total.text() == "Rp 4.000"


def test_what_is_wrong_stands_under_its_field(counter: Shown[CounterPage]) -> None:
    ask(counter)
    assert "Titipan tidak boleh dijual begini" in words(counter)
    press(counter.page, "Enter")
    assert "Tulis sedikitnya 3 huruf" in words(counter)
    type_as_person(counter.page, "Pita kado")
    press(counter.page, "Enter")
    type_as_person(counter.page, "1000001")
    press(counter.page, "Enter")
    assert "Harga 1.000.001 tidak bisa untuk barang umum Pita kado." in words(counter)
    assert "Tulis sedikitnya 3 huruf" not in words(counter)
    assert fetch("SELECT count(*) FROM cart_permit") == [(0,)]


def test_a_scan_is_no_name_and_esc_asks_before_it_throws_away(counter: Shown[CounterPage]) -> None:
    ask(counter)
    scan(counter.page, "8999990000032")
    assert counter.said() == "Barang umum tidak dipindai. Esc dulu, lalu pindai barangnya."
    assert counter.page.open_cart.cart.lines == ()
    type_as_person(counter.page, "Pita")
    press(counter.page, "Esc")
    assert counter.said() != ""
    panel = counter.messages.panel()
    assert panel is not None
    assert not isinstance(panel, Sheet)
    press(counter.page, "Enter")
    assert isinstance(counter.messages.panel(), Sheet)
    press(counter.page, "Esc")
    press(counter.page, "Del")
    assert counter.messages.panel() is None
