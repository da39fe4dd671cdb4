"""The cart's rows on the screen: a scan paints only what it changed, and never leaves an old picture there."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QImage, QPaintEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.quantity import ONE
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.screen.lines import CartTable
from pkkmart.ui.cards import Card
from pkkmart.ui.theme import apply_theme
from tests.sales.test_cart import goods

FITTING = 6
"""So many rows fit into the window."""

SITI = Member(1, "Siti", "A-0001")


class Painted(QObject):
    """The part of a widget that was painted since it was last asked for."""

    region = QRegion()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


class Shown:
    """The table in a window, and what stands on the screen of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.cart = CartTable()
        self.card = Card(padding=8).add(self.cart.table)
        qtbot.addWidget(self.card)
        self.card.resize(760, 420)
        self.card.show()
        qtbot.waitExposed(self.card)
        self.painted = Painted()
        self.cart.table.viewport().installEventFilter(self.painted)

    def show(self, cart: Cart) -> None:
        self.painted.region = QRegion()
        self.cart.show(cart)

    def stands_there(self) -> QImage:
        viewport = self.cart.table.viewport()
        where = QRect(viewport.mapTo(self.card, viewport.rect().topLeft()), viewport.size())
        return self.card.screen().grabWindow(self.card.winId()).toImage().copy(where)

    def painted_anew(self) -> QImage:
        return self.cart.table.viewport().grab().toImage().convertToFormat(self.stands_there().format())


@pytest.fixture
def shown(qtbot: QtBot, qapp: QApplication) -> Shown:
    apply_theme(qapp)
    return Shown(qtbot)


def of(lines: int) -> Cart:
    cart = Cart.new()
    for number in range(1, lines + 1):
        cart = cart.add(goods(number, 1_000 * number))
    return cart


@pytest.mark.parametrize("lines", [1, 4, FITTING, 20, 39])
def test_a_scan_paints_the_row_that_came_and_the_one_chosen_before(shown: Shown, qtbot: QtBot, lines: int) -> None:
    shown.show(of(lines))
    qtbot.wait(50)
    shown.show(of(lines + 1))
    rows = shown.painted.region.boundingRect().height() / shown.cart.table.rowHeight(0)
    assert rows <= 2
    if lines == FITTING:  # a scroll bar comes, and makes every row narrower a moment later
        qtbot.wait(50)
    assert shown.stands_there() == shown.painted_anew()


def acts(cart: Cart, chance: random.Random) -> list[Callable[[], Cart]]:
    """What a cashier may do to a cart, mostly a scan."""

    def scan() -> Cart:
        return cart.add(goods(chance.randint(1, 60), 1_000))

    if not cart.lines:
        return [scan]
    at = chance.randrange(len(cart.lines))
    return [
        *[scan] * 5,
        lambda: cart.with_quantity(at, chance.randint(1, 9) * ONE),
        lambda: cart.without(at),
        lambda: cart.select(at),
        lambda: cart.with_line_discount(at, Discount(DiscountKind.AMOUNT, 50, "penyok")),
        lambda: cart.with_member(SITI if cart.member is None else None),
    ]


def test_a_line_chosen_changed_or_removed_leaves_no_old_picture(shown: Shown) -> None:
    chance = random.Random(8)
    cart = Cart.new()
    for step in range(160):
        cart = Cart.new() if step % 50 == 49 else chance.choice(acts(cart, chance))()
        shown.show(cart)
        assert [row.line for row in shown.cart.model.rows] == list(cart.lines)
        if step % 3:
            QApplication.processEvents()
        if cart.lines:
            assert shown.stands_there() == shown.painted_anew(), f"step {step}"
