"""Leaving Struk: unfinished work is asked about by name, Enter keeps it, and Esc goes where one came from."""

from __future__ import annotations

import pytest

from pkkmart.core.quantity import ONE
from pkkmart.printing.letterhead import SHOP_NAME
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.payment import PaidForm
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.till.dialogs import cash_sheet
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.after_sale import Hand


@pytest.fixture
def hand(window: MainWindow) -> Hand:
    """The treasurer on Struk, reached from the counter; two sales of sugar and tea in an open shift."""
    actor = make.cashier("Bu Wati", "7788", Role.TREASURER)
    sugar, tea = make.product("Gula", 17_500), make.product("Teh", 9_000)
    make.shift(actor, 100_000)
    make.sell(actor, (sugar, 1), received_idr=17_500)
    make.sell(actor, (tea, 1), received_idr=9_000)
    window.unlock(actor)
    window.open(Door("counter"))
    press(window, "Ctrl+R")
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    return Hand(page, window.messages)


def place(window: MainWindow) -> str:
    page = window.page()
    assert page is not None
    return page.title


def test_enter_and_esc_keep_what_was_chosen_and_only_del_throws_it_away(window: MainWindow, hand: Hand) -> None:
    hand.press("Enter", "+")
    hand.scan("PM-26-000001")
    assert hand.back() == []
    hand.press("+", "F3", "Esc")
    assert hand.said() == "Uang Teh di PM-26-000002; Gula di PM-26-000001 belum dikembalikan. Buang isian ini?"
    assert hand.button("Kembali").hasFocus()
    hand.press("Enter")
    assert (hand.closed, place(window)) == (True, "Struk"), "Enter is the safe answer"
    hand.press("Esc", "Esc")
    assert (hand.closed, place(window)) == (True, "Struk")
    assert hand.back() == [("Gula", ONE, "ke rak")]
    hand.press("Esc", "Del")
    assert place(window) == "Kasir"
    press(window, "Ctrl+R")
    assert (hand.view.number.text(), hand.back()) == ("PM-26-000002", [])
    hand.press("Esc")
    assert (hand.closed, place(window)) == (True, "Kasir"), "nothing is left to ask about"


def test_the_rail_asks_the_same(window: MainWindow, hand: Hand) -> None:
    hand.press("Enter", "+")
    stock = next(button for button in window.rail.buttons if button.item.key == "stock")
    stock.click()
    assert hand.said() == "Uang Teh di PM-26-000002 belum dikembalikan. Buang isian ini?"
    hand.press("Enter")
    assert (place(window), hand.back()) == ("Struk", [("Teh", ONE, "ke rak")])
    assert [button.item.key for button in window.rail.buttons if button.isChecked()] == ["counter"]
    stock.click()
    hand.press("Del")
    assert place(window) == "Stok"
    assert hand.view.receipt is None


def test_esc_goes_back_to_the_page_one_came_from(window: MainWindow, hand: Hand) -> None:
    hand.press("Esc")
    assert place(window) == "Kasir"
    window.open(Door("journal"))
    window.open(Door("sale", 1))
    assert hand.view.number.text() == "PM-26-000001"
    hand.press("Esc")
    assert place(window) == "Jurnal"
    press(window, "Alt+1")
    press(window, "Ctrl+R")
    hand.press("Esc")
    assert place(window) == "Kasir", "the last page it was reached from"


def test_closing_the_window_asks_the_same(window: MainWindow, hand: Hand) -> None:
    hand.press("Enter", "+")
    asked = "Uang Teh di PM-26-000002 belum dikembalikan. Buang isian ini?"
    assert (window.close(), window.close(), hand.said()) == (False, False, asked)
    panel = window.messages.panel()
    hand.press("Enter")
    assert (panel is not None, hand.closed, hand.back()) == (True, True, [("Teh", ONE, "ke rak")]), "asked once"
    window.close()
    hand.press("Del")
    assert not window.isVisible()


def test_closing_the_window_names_what_waits_on_another_page(window: MainWindow) -> None:
    window.unlock(make.cashier("Bu Wati", "7788", Role.TREASURER))
    window.open(Door("settings"))
    page = window.page()
    assert isinstance(page, SettingsPage)
    page.shop.fields[SHOP_NAME].setText("Warung baru")
    window.open(Door("counter"))
    assert not window.close()
    assert (place(window), window.messages.history[-1].text) == ("Pengaturan", "Buang isian yang belum disimpan?")
    assert page.shop.fields[SHOP_NAME].text() == "Warung baru"
    press(window, "Enter")
    page.shop.fields[SHOP_NAME].setText("PKK Mart")
    assert window.close()


def test_a_locked_window_asks_without_showing_the_page(window: MainWindow, hand: Hand) -> None:
    hand.press("Enter", "+")
    window.lock()
    assert not window.close()
    assert (window.page(), hand.said()[:7]) == (None, "Uang Te")
    press(window, "Del")
    assert not window.isVisible()


def test_a_half_filled_sheet_asks_before_the_window_closes_and_then_the_page_does(
    window: MainWindow, hand: Hand
) -> None:
    hand.press("Enter", "+", "F6")
    hand.type("20000")
    asked = "Isian “Betulkan pembayaran PM-26-000002” belum dicatat. Buang?"
    assert (window.close(), window.close(), hand.said()) == (False, False, asked)
    hand.press("Enter")
    assert hand.inside(PaidForm).received.value() == 20_000, "Enter goes back to it"
    window.close()
    hand.press("Del")
    assert (window.isVisible(), hand.said()) == (True, "Uang Teh di PM-26-000002 belum dikembalikan. Buang isian ini?")
    hand.press("Del")
    assert not window.isVisible()


def test_a_half_filled_sheet_behind_the_lock_asks_too(window: MainWindow, hand: Hand) -> None:
    cash_sheet(hand.page.context, lambda: None)
    hand.press("Tab", "Tab")
    hand.type("uang receh")
    hand.press("Ctrl+L")
    assert not window.close()
    assert hand.said() == "Isian “Kas masuk dan keluar laci” belum dicatat. Buang?"
    press(window, "Del")
    assert not window.isVisible()
