"""The question before goods go below what they cost: over the discount, after the PIN, and never twice."""

from __future__ import annotations

import pytest

from pkkmart.core.db import fetch
from pkkmart.sales.screen import CounterPage
from pkkmart.ui.panels import Question, Sheet
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

SUGAR = "8999990000032"


@pytest.fixture
def counter(show: Show[CounterPage]) -> Shown[CounterPage]:
    rina = make.cashier()
    make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.bought(make.product("Gula Pasir 1 kg", 17_500, code=SUGAR), 10, 160_000)
    make.shift(rina, 100_000)
    shown = show(CounterPage, rina)
    scan(shown.page, SUGAR)
    return shown


def test_a_cashier_s_own_discount_asks_before_it_is_in_the_cart(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F5")
    type_as_person(counter.page, "1600")
    press(counter.page, "Enter")
    question = counter.messages.panel()
    assert isinstance(question, Question)
    assert question.sentence == "Dijual di bawah modal: Gula Pasir 1 kg. Tetap jual?"
    press(counter.page, "Esc")
    assert isinstance(counter.messages.panel(), Sheet), "the discount can be mended"
    assert counter.page.board.side.total.text() == "Rp 17.500"
    press(counter.page, "Enter")
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.page.board.side.total.text() == "Rp 15.900"
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert entry_of("sale", 1) == "1101 D 15.900 / 4112 D 1.600 / 5111 D 16.000 / 1141 K 16.000 / 4111 K 17.500"


def test_cost_above_the_price_is_a_line_after_the_sale_and_only_for_who_keeps_products(
    counter: Shown[CounterPage], show: Show[CounterPage]
) -> None:
    make.bought(1, 10, 300_000)
    press(counter.page, "F12")
    press(counter.page, "Enter")
    assert fetch("SELECT count(*) FROM sale") == [(1,)]
    assert "modal" not in counter.said()
    treasurer = show(CounterPage, make.cashier("Bu Dewi", "8765", Role.TREASURER))
    scan(treasurer.page, SUGAR)
    press(treasurer.page, "F12")
    press(treasurer.page, "Enter")
    assert treasurer.said() == "Terjual di bawah modal: Gula Pasir 1 kg 17.500, modalnya 23.000. Ubah harganya di Stok."
    assert treasurer.messages.panel() is None
    assert fetch("SELECT count(*) FROM sale") == [(2,)]
    scan(treasurer.page, SUGAR)
    assert treasurer.page.open_cart.cart.total_idr == 17_500, "nothing waits for an answer"


def test_after_the_pin_of_who_may_it_is_asked_too(counter: Shown[CounterPage]) -> None:
    press(counter.page, "F5")
    type_as_person(counter.page, "20%")
    press(counter.page, "Enter")
    type_as_person(counter.page, "4321")
    press(counter.page, "Enter")
    assert isinstance(counter.messages.panel(), Question)
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert counter.page.board.side.total.text() == "Rp 14.000"
