"""Ctrl+L locks from everywhere, and what was typed in an open sheet is there again for the same person only."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.users.queries import active_users, actor_of
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person

SUGAR = "8992741905442"


def enter(window: MainWindow, name: str) -> None:
    window.unlock(actor_of(next(user.id for user in active_users() if user.name == name)))
    QApplication.processEvents()


@pytest.fixture
def counter(window: MainWindow) -> CounterPage:
    """Bu Rina at the counter, two kilos of sugar in the cart, 25 typed for their number."""
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)
    rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
    make.shift(rina, 200_000)
    enter(window, "Bu Rina")
    page = window.page()
    assert isinstance(page, CounterPage)
    scan(window, SUGAR)
    scan(window, SUGAR)
    press(window, "F4")
    type_as_person(window, "25")
    return page


def test_a_sheet_is_there_again_as_it_was(window: MainWindow, counter: CounterPage) -> None:
    sheet = window.messages.panel()
    press(window, "Ctrl+L")
    assert (window.page(), window.messages.panel()) == (None, None)
    assert window.login.isVisible()
    assert window.login.pin.hasFocus()
    type_as_person(window, "1234")
    press(window, "Enter")
    assert window.page() is counter
    assert window.messages.panel() is sheet
    press(window, "Enter")
    assert [line.qty_milli for line in counter.open_cart.cart.lines] == [25_000]
    press(window, "F12")
    press(window, "Ctrl+L")
    assert window.page() is None


def test_another_person_finds_the_cart_but_no_sheet(window: MainWindow, counter: CounterPage) -> None:
    press(window, "Ctrl+L")
    enter(window, "Bu Endang")
    assert window.messages.panel() is None
    window.open(Door("counter"))
    assert [line.qty_milli for line in counter.open_cart.cart.lines] == [2_000]
    press(window, "F12")
    press(window, "Enter")
    assert entry_of("sale", 1) == "1101 D 35.000 / 4111 K 35.000"


def test_every_panel_over_another_comes_back(window: MainWindow, counter: CounterPage) -> None:
    press(window, "Esc")
    press(window, "Ctrl+K")
    press(window, "Tab")
    type_as_person(window, "5000")
    press(window, "Esc")
    question = window.messages.panel()
    assert question is not None
    press(window, "Ctrl+L")
    enter(window, "Bu Rina")
    assert window.messages.panel() is question
    press(window, "Esc")
    sheet = window.messages.panel()
    assert sheet is not None
    assert sheet.accessibleName() == "Kas masuk dan keluar laci"
