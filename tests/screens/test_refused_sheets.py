"""A sheet at the counter that was refused stays: nothing typed or scanned next may sell anything behind it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from pkkmart.core.actor import Actor
from pkkmart.sales.screen import CounterPage
from pkkmart.till.dialogs import start_shift_sheet
from pkkmart.till.queries import open_shift
from pkkmart.ui.fields import MoneyField, TextField
from pkkmart.ui.page import Page
from pkkmart.ui.panels import Question, Sheet
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

SUGAR, TEA = "8999990000032", "8999990000049"


@pytest.fixture
def endang(shop: object) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def counter(show: Show[CounterPage], endang: Actor) -> Shown[CounterPage]:
    """A cashier with sugar of 17.500 (bought at 16.000) in the cart, and tea on the shelf."""
    rina = make.cashier()
    make.bought(make.product("Gula Pasir 1 kg", 17_500, code=SUGAR), 10, 160_000)
    make.product("Teh Celup", 6_000, code=TEA)
    make.shift(rina, 100_000)
    shown = show(CounterPage, rina)
    scan(shown.page, SUGAR)
    return shown


def total(counter: Shown[CounterPage]) -> str:
    return counter.page.board.side.total.text()


def sheet(shown: Shown[CounterPage] | Shown[Page]) -> Sheet:
    panel = shown.messages.panel()
    assert isinstance(panel, Sheet)
    return panel


def words(shown: Shown[CounterPage] | Shown[Page]) -> list[str]:
    return [label.text() for label in sheet(shown).findChildren(QLabel) if label.isVisible()]


def enter(shown: Shown[CounterPage] | Shown[Page], text: str) -> None:
    type_as_person(shown.page, text)
    press(shown.page, "Enter")


def test_another_price_goes_in_with_the_pin_of_who_may(counter: Shown[CounterPage]) -> None:
    press(counter.page, "Ctrl+H")
    enter(counter, "17000")
    enter(counter, "4321")
    assert counter.messages.panel() is None
    assert (total(counter), counter.page.open_cart.cart.lines[0].override_reason) == (
        "Rp 17.000",
        "mendekati kedaluwarsa",
    )


def test_another_price_below_the_cost_is_asked_about_after_the_pin(counter: Shown[CounterPage]) -> None:
    press(counter.page, "Ctrl+H")
    enter(counter, "15000")
    enter(counter, "4321")
    assert isinstance(counter.messages.panel(), Question)
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert total(counter) == "Rp 15.000"


@pytest.mark.parametrize("key", ["F5", "Shift+F5"])
@pytest.mark.parametrize("unfit", ["100%", "-5%", "17500"])
def test_a_refused_discount_keeps_its_sheet_and_sells_nothing(
    counter: Shown[CounterPage], key: str, unfit: str
) -> None:
    press(counter.page, key)
    enter(counter, unfit)
    [field] = [one for one in sheet(counter).findChildren(TextField) if one.hasFocus()]
    assert field.selectedText() == unfit, "what is typed now takes its place"
    enter(counter, "500")
    assert counter.messages.panel() is None
    assert (total(counter), len(counter.page.open_cart.cart.lines)) == ("Rp 17.000", 1)


@pytest.mark.parametrize(("key", "typed"), [("F5", "25%"), ("Shift+F5", "25%"), ("Ctrl+H", "17000")])
def test_a_pin_given_up_goes_back_to_the_sheet(counter: Shown[CounterPage], key: str, typed: str) -> None:
    press(counter.page, key)
    asked = sheet(counter)
    enter(counter, typed)
    assert sheet(counter) is not asked, "the PIN lies over it"
    press(counter.page, "Esc")
    assert sheet(counter) is asked
    [field] = [one for one in asked.findChildren(QLineEdit) if one.hasFocus()]
    assert field.selectedText() == field.text() != "", "what is typed now takes its place"
    enter(counter, "teh")
    assert (len(counter.page.open_cart.cart.lines), counter.page.search.text()) == (1, "")


@pytest.mark.parametrize(
    ("key", "typed", "told"),
    [
        ("F5", "25%", "Diskon 25 % (4.375) untuk Gula Pasir 1 kg"),
        ("F5", "5000", "Diskon 5.000 untuk Gula Pasir 1 kg"),
        ("Shift+F5", "25%", "Diskon 25 % (4.375) untuk seluruh keranjang"),
        ("Ctrl+H", "17000", "Harga 17.000 untuk Gula Pasir 1 kg, di daftar 17.500; jumlah 1"),
    ],
)
def test_the_second_person_reads_what_she_lets_through(
    counter: Shown[CounterPage], key: str, typed: str, told: str
) -> None:
    press(counter.page, key)
    enter(counter, typed)
    assert told in words(counter)


def test_the_second_person_reads_the_float(show: Show[Page], endang: Actor) -> None:
    make.funded(4_000_000)
    shown = show(Page, make.cashier())
    start_shift_sheet(shown.page.context, lambda: None)
    enter(shown, "3000000")
    assert "Buka sif dengan Rp 3.000.000 di laci" in words(shown)


def test_a_float_not_lent_goes_back_to_the_sheet(show: Show[Page], endang: Actor) -> None:
    make.funded(4_000_000)
    shown = show(Page, make.cashier())
    start_shift_sheet(shown.page.context, lambda: None)
    enter(shown, "3000000")
    press(shown.page, "Esc")
    field = sheet(shown).findChild(MoneyField)
    assert isinstance(field, MoneyField)
    assert (field.value(), field.hasFocus(), open_shift(1)) == (3_000_000, True, None)
    enter(shown, "300000")
    shift = open_shift(1)
    assert (shown.messages.panel(), shift is not None and shift.opening_float_idr) == (None, 300_000)


@pytest.mark.parametrize("key", ["F5", "Shift+F5", "Ctrl+H", "F6", "Ctrl+K"])
def test_a_scan_over_a_sheet_that_takes_none_is_told_to_wait(counter: Shown[CounterPage], key: str) -> None:
    press(counter.page, key)
    asked = sheet(counter)
    scan(counter.page, TEA)
    assert counter.said() == "Selesaikan isian ini dulu, baru pindai barang."
    assert counter.messages.text == counter.said()
    assert (sheet(counter), len(counter.page.open_cart.cart.lines)) == (asked, 1)


def test_a_scan_over_a_question_is_told_too(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F5")
    enter(counter, "1600")
    assert isinstance(counter.messages.panel(), Question)
    scan(counter.page, TEA)
    assert counter.said() == "Jawab pertanyaan ini dulu, baru pindai barang."


def test_a_sheet_that_has_its_own_word_for_a_scan_says_only_that(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F4")
    scan(counter.page, TEA)
    assert counter.said() == "Simpan jumlah dulu, baru pindai barang berikutnya."
