"""Struk where there is little room: while goods come back their lines have it, and the list waits behind F3."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.goods import _STATE
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.screens.after_sale import Hand


@pytest.fixture(params=[(1_024, 600, 100), (1_366, 768, 150)], ids=str)
def hand(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> Iterator[Hand]:
    """Five lines on the newest of two receipts, in a window with little room."""
    width, height, scale = request.param
    apply_theme(qapp, scale_percent=scale)
    actor = make.cashier("Bu Wati", "7788", Role.TREASURER)
    make.shift(actor, 100_000)
    goods = [make.product(f"Keripik Singkong Balado {place}", 11_500) for place in range(5)]
    make.sell(actor, (goods[0], 1))
    make.sell(actor, *((one, 3) for one in goods))
    window.resize(width, height)
    window.unlock(actor)
    window.open(Door("receipts"))
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    yield Hand(page, window.messages)
    apply_theme(qapp)


def whole_lines(hand: Hand) -> int:
    """How many lines of the receipt are seen whole."""
    QApplication.processEvents()
    goods = hand.goods
    seen = goods.viewport().visibleRegion().boundingRect()
    places = (goods.visualRect(goods.model_of_rows.index(place, 0)) for place in range(len(goods.rows)))
    return sum(seen.top() <= one.top() and one.bottom() <= seen.bottom() for one in places)


def test_the_lines_have_the_room_while_goods_come_back(hand: Hand) -> None:
    assert hand.page.list.isVisible()
    hand.press("F3", "+")
    assert hand.back() == [("Keripik Singkong Balado 0", ONE, "ke rak")]
    assert not hand.page.list.isVisible()
    assert hand.goods.hasFocus(), "the hand is not left in a field that went"
    assert whole_lines(hand) >= 4
    assert not hand.goods.isColumnHidden(_STATE)
    hand.click(hand.button("Struk lain"))
    assert hand.page.search.hasFocus()
    hand.press("Down")
    assert hand.view.number.text() == "PM-26-000001"
    assert hand.page.list.isVisible()
    hand.press("F3", "Up", "Enter")
    assert not hand.page.list.isVisible(), "back on the goods that wait"
    hand.press("-")
    assert hand.page.list.isVisible(), "nothing is chosen any more"
    assert not hand.visible("Struk lain")


def test_how_it_was_paid_stays_in_sight_below_five_lines_and_above_the_missing_reason(hand: Hand) -> None:
    def seen() -> list[bool]:
        QApplication.processEvents()
        parts = (hand.view.paid.words, hand.view.paid.button, hand.view.give_button)
        return [part.visibleRegion().boundingRect() == part.rect() for part in parts]

    told = "Tunai Rp 172.500 · diterima Rp 172.600, kembali Rp 100"
    assert (hand.view.paid.words.text(), seen()) == (told, [True] * 3)
    hand.press("F3", "+", "F12")
    assert "Tulis atau pilih alasannya." in [label.text() for label in hand.view.reason.findChildren(QLabel)]
    words = hand.view.paid.words
    assert (seen(), words.height() >= words.heightForWidth(words.width())) == ([True] * 3, True)
    assert whole_lines(hand) >= 3
