"""Registering a member at the counter: F2, the name, four times Enter, and the prices change."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.sales.screen import CounterPage
from pkkmart.savings.dialogs import NewcomerForm
from pkkmart.savings.operations import choose_consent
from pkkmart.savings.queries import balances
from pkkmart.savings.settings import CASHIER_REGISTERS, Consent
from pkkmart.shell.operations import save_rules
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def dewi(rina: Actor) -> Actor:
    return make.cashier("Bu Dewi", "2345", Role.SUPERVISOR)


@pytest.fixture
def counter(show: Show[CounterPage], dewi: Actor) -> Shown[CounterPage]:
    """Somebody who may register, one thing on the counter that members get for less."""
    gula = make.product(member_price_idr=17_000)
    make.shift(dewi)
    shown = show(CounterPage, dewi)
    shown.page.open_cart.put(make.cart((gula, 1)))
    return shown


def form(counter: Shown[CounterPage]) -> NewcomerForm:
    forms = [one for one in counter.window.findChildren(NewcomerForm) if one.isVisible()]
    assert len(forms) == 1
    return forms[0]


def words(counter: Shown[CounterPage]) -> str:
    panel = counter.messages.panel()
    assert panel is not None
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def button(counter: Shown[CounterPage]) -> str:
    """What the primary button says Enter does."""
    panel = counter.messages.panel()
    assert panel is not None
    assert panel.primary is not None
    return panel.primary.accessibleName()


def total(counter: Shown[CounterPage]) -> str:
    return counter.page.board.side.total.text()


def test_no_hand_leaves_the_keys(counter: Shown[CounterPage], qtbot: QtBot) -> None:
    assert total(counter) == "Rp 17.500"
    press(counter.page, "F2")
    type_as_person(counter.page, "rahma dewi")
    qtbot.waitUntil(lambda: button(counter) == "Daftarkan")
    press(counter.page, "Enter")
    new = form(counter)
    assert button(counter) == "Lanjut"
    assert (new.name.text(), new.phone.hasFocus()) == ("Rahma Dewi", True)
    type_as_person(counter.page, "081211112222")
    press(counter.page, "Enter")
    type_as_person(counter.page, "pondok")
    assert "Pondok Aren, kec. Pondok Aren · 1 dari 17 (↓)" in words(counter)
    type_as_person(counter.page, " bet")
    assert "Pondok Betung, kec. Pondok Aren" in words(counter)
    press(counter.page, "Enter")
    assert (new.village.text.text(), new.principal.hasFocus()) == ("Pondok Betung", True)
    type_as_person(counter.page, "100+")
    assert button(counter) == "Daftarkan"
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.said() == (
        "Rahma Dewi jadi anggota A-0001; harganya sudah harga anggota. Pokok Rp 100.000 masuk laci, slip SP-26-000001."
    )
    member = counter.page.open_cart.cart.member
    assert member is not None
    assert (member.name, member.number, total(counter)) == ("Rahma Dewi", "A-0001", "Rp 17.000")
    assert entry_of("savings_slip", 1) == "1101 D 100.000 / 3101(Rahma Dewi) K 100.000"
    assert fetch(
        "SELECT p.phone, a.name, p.consent_on FROM person p JOIN area a ON a.id = p.area_id WHERE p.id = ?",
        (member.person_id,),
    ) == [("081211112222", "Pondok Betung", "2026-11-24")]
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 17.000 / 4101 K 17.000"


def test_only_the_name_and_pokok_later(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F2")
    press(counter.page, "F4")
    assert form(counter).name.hasFocus()
    type_as_person(counter.page, "Rahma")
    for _field in range(4):
        press(counter.page, "Enter")
    assert counter.said() == "Rahma jadi anggota A-0001; harganya sudah harga anggota."
    assert fetch("SELECT count(*) FROM savings_slip") == [(0,)]
    assert counter.page.board.search.hasFocus()


def test_a_number_searched_in_vain_is_the_phone_and_pokok_is_the_shops(counter: Shown[CounterPage]) -> None:
    choose_consent(SYSTEM, Consent.CONFIRM, 150_000)
    press(counter.page, "F2")
    type_as_person(counter.page, "081211112222")
    press(counter.page, "Enter")
    new = form(counter)
    assert (new.name.text(), new.phone.text(), new.principal.value()) == ("", "081211112222", 150_000)
    press(counter.page, "Esc")
    assert counter.window.findChildren(Question) == [] or not words(counter).startswith("Buang")
    assert "Anggota yang berbelanja" in words(counter)


def test_a_cashier_gets_a_second_pin_and_the_reason_is_written(
    show: Show[CounterPage], rina: Actor, dewi: Actor
) -> None:
    make.shift(rina)
    counter = show(CounterPage, rina)
    press(counter.page, "F2")
    type_as_person(counter.page, "Rahma")
    for _field in range(4):
        press(counter.page, "Enter")
    assert "mendaftarkan anggota dan UMKM" in words(counter)
    type_as_person(counter.page, "2345")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    member = counter.page.open_cart.cart.member
    assert member is not None
    assert member.number == "A-0001"
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'join'") == [
        ("Bu Rina", "Bu Dewi", "anggota baru Rahma")
    ]


def test_a_cashier_registers_alone_where_the_shop_lets_cashiers(show: Show[CounterPage], rina: Actor) -> None:
    save_rules(SYSTEM, {CASHIER_REGISTERS.key: True})
    make.shift(rina)
    counter = show(CounterPage, rina)
    press(counter.page, "F2")
    type_as_person(counter.page, "Rahma")
    for _field in range(4):
        press(counter.page, "Enter")
    assert counter.messages.panel() is None
    member = counter.page.open_cart.cart.member
    assert member is not None
    assert member.name == "Rahma"
    assert fetch("SELECT actor, approver FROM audit WHERE act = 'join'") == [("Bu Rina", "")]


def test_who_is_known_is_named_before_any_pin(show: Show[CounterPage], rina: Actor, dewi: Actor) -> None:
    make.member()
    make.shift(rina)
    counter = show(CounterPage, rina)
    press(counter.page, "F2")
    press(counter.page, "F4")
    type_as_person(counter.page, "Siti  Wahyuni")
    for _field in range(4):
        press(counter.page, "Enter")
    assert "Sudah ada Siti Wahyuni (A-0001), namanya sama. Apakah dia orangnya?" in words(counter)
    press(counter.page, "Esc")
    assert form(counter).name.text() == "Siti  Wahyuni"
    press(counter.page, "Enter")
    press(counter.page, "F4")
    type_as_person(counter.page, "2345")
    press(counter.page, "Enter")
    assert fetch("SELECT number FROM capacity ORDER BY id") == [("A-0001",), ("A-0002",)]


def test_who_is_a_member_already_is_simply_taken(show: Show[CounterPage], rina: Actor, dewi: Actor) -> None:
    """A member without a card number, under a misheard name: nothing is written, no PIN is asked."""
    siti = make.member()
    make.shift(rina)
    counter = show(CounterPage, rina)
    press(counter.page, "F2")
    press(counter.page, "F4")
    type_as_person(counter.page, "Ibu Wahyuni Siti")
    for _field in range(4):
        press(counter.page, "Enter")
    assert button(counter) == "Ya, dia orangnya: pilih dia"
    assert "Ia sudah anggota: tidak ada yang dicatat atau diterima." in words(counter)
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert (counter.page.open_cart.cart.member, counter.said()) == (siti, "Siti Wahyuni sudah anggota A-0001.")
    assert fetch("SELECT count(*) FROM audit WHERE act = 'join'") == [(0,)]


def test_a_consignor_becomes_a_member_by_one_more_enter(counter: Shown[CounterPage], qtbot: QtBot) -> None:
    sari = make.consignor("Sari Lestari", percent_bp=1_000)
    press(counter.page, "F2")
    type_as_person(counter.page, "sari lestari")
    qtbot.waitUntil(lambda: button(counter) == "Daftarkan")
    press(counter.page, "Enter")
    type_as_person(counter.page, "081211112222")
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    type_as_person(counter.page, "100+")
    press(counter.page, "Enter")
    assert "Sudah ada Sari Lestari (P-0001), namanya sama. Apakah dia orangnya?" in words(counter)
    assert button(counter) == "Ya, dia orangnya: jadikan anggota"
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.said() == (
        "Sari Lestari jadi anggota A-0001; harganya sudah harga anggota. "
        "Pokok Rp 100.000 masuk laci, slip SP-26-000001."
    )
    member = counter.page.open_cart.cart.member
    assert member is not None
    assert (member.person_id, member.number, total(counter)) == (sari, "A-0001", "Rp 17.000")
    assert entry_of("savings_slip", 1) == "1101 D 100.000 / 3101(Sari Lestari) K 100.000"
    assert fetch("SELECT id, phone FROM person WHERE name = 'Sari Lestari'") == [(sari, "081211112222")]


def test_a_cashier_makes_a_consignor_a_member_with_a_second_pin(
    show: Show[CounterPage], rina: Actor, dewi: Actor
) -> None:
    sari = make.consignor("Sari Lestari")
    make.shift(rina)
    counter = show(CounterPage, rina)
    press(counter.page, "F2")
    press(counter.page, "F4")
    type_as_person(counter.page, "Sari Lestari")
    for _field in range(5):
        press(counter.page, "Enter")
    type_as_person(counter.page, "2345")
    press(counter.page, "Enter")
    member = counter.page.open_cart.cart.member
    assert member is not None
    assert member.person_id == sari
    assert fetch("SELECT approver, reason FROM audit WHERE act = 'join'") == [("Bu Dewi", "anggota baru Sari Lestari")]


def test_what_is_wrong_stands_under_its_field(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F2")
    press(counter.page, "F4")
    for _field in range(4):
        press(counter.page, "Enter")
    assert "Nama belum diisi." in words(counter)
    assert form(counter).name.hasFocus()
    type_as_person(counter.page, "Rahma")
    press(counter.page, "Enter")
    type_as_person(counter.page, "123")
    press(counter.page, "Enter")
    type_as_person(counter.page, "xyz")
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    assert "Tidak ada kelurahan “xyz”." in words(counter)
    form(counter).village.text.clear()
    form(counter).village.text.textEdited.emit("")
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    assert "“123” bukan nomor HP." in words(counter)
    assert fetch("SELECT count(*) FROM capacity") == [(0,)]


def test_tab_goes_the_same_way_and_a_click_does_what_the_button_says(counter: Shown[CounterPage], qtbot: QtBot) -> None:
    press(counter.page, "F2")
    press(counter.page, "F4")
    new = form(counter)
    type_as_person(counter.page, "Rahma")
    visited = []
    for _field in range(4):
        visited.append(next(place for place, field in enumerate(new.fields) if field.hasFocus()))
        press(counter.page, Qt.Key.Key_Tab)
    assert visited == [0, 1, 2, 3]
    new.village.text.setFocus()
    panel = counter.messages.panel()
    assert panel is not None
    assert panel.primary is not None
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert (new.principal.hasFocus(), button(counter)) == (True, "Daftarkan")
    qtbot.mouseClick(panel.primary, Qt.MouseButton.LeftButton)
    assert counter.said() == "Rahma jadi anggota A-0001; harganya sudah harga anggota."


def test_pokok_needs_no_more_than_the_arrows_for_the_kelurahan(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F2")
    press(counter.page, "F4")
    type_as_person(counter.page, "Rahma")
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    type_as_person(counter.page, "pamulang b")
    first = form(counter).village.chosen()
    press(counter.page, "Down")
    second = form(counter).village.chosen()
    press(counter.page, "Up")
    assert first is not None
    assert second is not None
    assert first.code != second.code
    assert form(counter).village.chosen() == first


def test_esc_leaves_the_search_and_the_cart_as_they_were(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F2")
    type_as_person(counter.page, "Rahma")
    press(counter.page, "Enter")
    scan(counter.page, "8999990000032")
    assert form(counter).phone.text() == ""
    press(counter.page, "Esc")
    assert "Anggota yang berbelanja" in words(counter)
    press(counter.page, "Esc")
    press(counter.page, "Esc")
    assert counter.page.open_cart.cart.member is None
    assert fetch("SELECT count(*) FROM capacity") == [(0,)]


def test_a_member_found_is_taken_as_before(counter: Shown[CounterPage]) -> None:
    siti = make.member()
    press(counter.page, "F2")
    type_as_person(counter.page, "siti")
    press(counter.page, "Enter")
    assert counter.page.open_cart.cart.member == siti
    assert balances(siti.person_id).total_idr == 0
