"""A member pays from sukarela by PIN, and chooses that PIN on the page of savings: by keys, by pad, never by scan."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.sales.cart import Member
from pkkmart.sales.screen import CounterPage
from pkkmart.savings.operations import choose_consent, consent_by_pin, deposit, set_member_pin
from pkkmart.savings.queries import balances, pin_state
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen import SavingsPage
from pkkmart.savings.settings import Consent
from pkkmart.till.places import CashPlace
from pkkmart.ui.fields import PinField
from pkkmart.ui.pad import NumberPad
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def siti(rina: Actor) -> Member:
    """A member with 100.000 of sukarela and the PIN 2580, in a shop that asks for it."""
    siti = make.member()
    make.shift(rina)
    deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, 100_000, CashPlace.DRAWER, till_id=1)
    choose_consent(SYSTEM, Consent.PIN, 0)
    set_member_pin(SYSTEM, siti.person_id, "2580")
    return siti


@pytest.fixture
def counter(show: Show[CounterPage], rina: Actor, siti: Member) -> Shown[CounterPage]:
    """A cart of one product for 17.500, of that member, to be paid from savings."""
    gula = make.product()
    shown = show(CounterPage, rina)
    shown.page.open_cart.put(make.cart((gula, 1), buyer=siti))
    press(shown.page, "F10")
    return shown


def words(shown: Shown[CounterPage] | Shown[SavingsPage]) -> str:
    panel = shown.messages.panel()
    assert panel is not None
    return " ".join(one.text() for one in panel.findChildren(QLabel) if one.isVisible())


def pin_field(shown: Shown[CounterPage] | Shown[SavingsPage]) -> PinField:
    panel = shown.messages.panel()
    assert panel is not None
    fields = [field for field in panel.findChildren(PinField) if field.isVisible()]
    assert len(fields) == 1
    return fields[0]


def test_f10_enter_four_digits_enter(counter: Shown[CounterPage], siti: Member) -> None:
    press(counter.page, "Enter")
    assert "Siti Wahyuni, setuju?" in words(counter)
    assert "Rp 17.500 diambil dari simpanan sukarela. Saldo 100.000, sesudahnya 82.500." in words(counter)
    field = pin_field(counter)
    assert (field.echoMode(), field.hasFocus()) == (QLineEdit.EchoMode.Password, True)
    type_as_person(counter.page, "2580")
    assert "2580" not in words(counter) + field.displayText()
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert entry_of("sale", 1) == "2111(Siti Wahyuni) D 17.500 / 4101 K 17.500"
    assert balances(siti.person_id).voluntary_idr == 82_500


def test_by_the_pad_alone(counter: Shown[CounterPage], qtbot: QtBot) -> None:
    press(counter.page, "Enter")
    panel = counter.messages.panel()
    assert panel is not None
    keys = {button.text().strip(): button for button in panel.findChildren(NumberPad)[0].buttons}
    for digit in ("2", "5", "8", "0", "OK"):
        qtbot.mouseClick(keys[digit], Qt.MouseButton.LeftButton)
    assert entry_of("sale", 1) == "2111(Siti Wahyuni) D 17.500 / 4101 K 17.500"


def test_a_part_from_savings_and_the_rest_in_cash(counter: Shown[CounterPage]) -> None:
    type_as_person(counter.page, "10000")
    press(counter.page, "Enter")
    type_as_person(counter.page, "2580")
    press(counter.page, "Enter")
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 7.500 / 2111(Siti Wahyuni) D 10.000 / 4101 K 17.500"


def test_wrong_ones_are_counted_and_cash_is_still_there(counter: Shown[CounterPage]) -> None:
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    assert "Ketik PIN-nya, 4 sampai 6 angka." in words(counter)
    for said in ("Masih 4 kali lagi.", "Masih 3 kali lagi.", "Masih 2 kali lagi.", "Masih 1 kali lagi."):
        type_as_person(counter.page, "9999")
        press(counter.page, "Enter")
        assert said in words(counter)
        assert pin_field(counter).text() == ""
    type_as_person(counter.page, "9999")
    press(counter.page, "Enter")
    assert "PIN salah lima kali. Coba lagi 15 menit lagi, atau pakai cara bayar lain (Esc)." in words(counter)
    press(counter.page, "Esc")
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 17.500 / 4101 K 17.500"


def test_a_card_is_no_pin(counter: Shown[CounterPage]) -> None:
    set_member_pin(SYSTEM, fetch("SELECT id FROM person WHERE name = 'Siti Wahyuni'")[0][0], "258014")
    press(counter.page, "Enter")
    scan(counter.page, "258014")
    assert "PIN diketik, tidak dipindai." in words(counter)
    assert pin_field(counter).text() == ""
    assert fetch("SELECT (SELECT count(*) FROM sale), (SELECT count(*) FROM member_pin_attempt)") == [(0, 0)]


def test_who_has_no_pin_is_sent_to_where_it_is_made(show: Show[CounterPage], rina: Actor, siti: Member) -> None:
    lina = make.member("Lina Marliana")
    deposit(rina, lina.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.DRAWER, till_id=1)
    counter = show(CounterPage, rina)
    counter.page.open_cart.put(make.cart((make.product(), 1), buyer=lina))
    press(counter.page, "F10")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.said().startswith("Lina Marliana belum punya PIN. Buatkan di Simpanan (F6 di halamannya)")
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 17.500 / 4101 K 17.500"


def test_a_shop_that_only_asks_still_asks(counter: Shown[CounterPage]) -> None:
    choose_consent(SYSTEM, Consent.CONFIRM, 0)
    press(counter.page, "Enter")
    assert counter.said() == "Siti Wahyuni setuju Rp 17.500 diambil dari simpanan sukarelanya?"
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "2111(Siti Wahyuni) D 17.500 / 4101 K 17.500"
    assert fetch("SELECT actor, act FROM audit ORDER BY id DESC LIMIT 2")[1] == ("Bu Rina", "consent_by_word")


def test_f6_asks_the_new_pin_twice(show: Show[SavingsPage], siti: Member, shop: FrozenClock, qtbot: QtBot) -> None:
    dewi = make.cashier("Bu Dewi", "2345", Role.SUPERVISOR)
    shown = show(SavingsPage, dewi)
    shown.page.show_member(siti.person_id)
    assert shown.page.view.count.text() == "1 baris · PIN dibuat 24/11/2026"
    shop.pass_(days=2)
    press(shown.window, "F6")
    assert "PIN yang dibuat 24/11/2026 tidak berlaku lagi." in words(shown)
    type_as_person(shown.window, "1111")
    press(shown.window, "Enter")
    assert "PIN anggota harus 4 sampai 6 angka, dan bukan angka yang sama semua." in words(shown)
    assert "1 dari 2 · PIN baru" in words(shown)
    type_as_person(shown.window, "314159")
    press(shown.window, "Enter")
    assert "2 dari 2 · ketik sekali lagi" in words(shown)
    type_as_person(shown.window, "314158")
    press(shown.window, "Enter")
    assert "Tidak sama dengan yang pertama. Ketik lagi dari awal." in words(shown)
    for _twice in range(2):
        type_as_person(shown.window, "314159")
        press(shown.window, "Enter")
    assert shown.said() == "PIN Siti Wahyuni tersimpan."
    assert shown.messages.panel() is None
    qtbot.waitUntil(lambda: "PIN dibuat 26/11/2026" in shown.page.view.count.text())
    assert consent_by_pin(SYSTEM, "cart", siti.person_id, 1_000, "314159").agreed
    assert "314159" not in str(shown.messages.history)


def test_a_cashier_needs_a_second_pin_and_giving_up_changes_nothing(
    show: Show[SavingsPage], rina: Actor, siti: Member
) -> None:
    make.cashier("Bu Dewi", "2345", Role.SUPERVISOR)
    before = pin_state(siti.person_id)
    shown = show(SavingsPage, rina)
    shown.page.show_member(siti.person_id)
    press(shown.window, "F6")
    for _twice in range(2):
        type_as_person(shown.window, "8520")
        press(shown.window, "Enter")
    assert "mendaftarkan anggota dan UMKM" in words(shown)
    press(shown.window, "Esc")
    assert pin_state(siti.person_id) == before
    for _twice in range(2):
        type_as_person(shown.window, "8520")
        press(shown.window, "Enter")
    type_as_person(shown.window, "2345")
    press(shown.window, "Enter")
    assert shown.said() == "PIN Siti Wahyuni tersimpan."
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'set_member_pin' ORDER BY id DESC LIMIT 1") == [
        ("Bu Rina", "Bu Dewi", "PIN baru Siti Wahyuni")
    ]
