"""By keys alone: after Ctrl+G and after a cancelling the counter shows what is true, and so does Ctrl+P."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.sales.screen.returning import GoodsPicker
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

SUGAR = "8999990000032"


@pytest.fixture
def sold(show: Show[CounterPage]) -> Shown[CounterPage]:
    """Sugar for 12.000, of 20.000 as it was typed."""
    wati = make.cashier("Bu Wati", "7788", Role.SUPERVISOR)
    make.product("Gula", 12_000, code=SUGAR)
    make.shift(wati, 100_000)
    shown = show(CounterPage, wati)
    scan(shown.page, SUGAR)
    press(shown.page, "F12")
    type_as_person(shown.page, "20000")
    press(shown.page, "Enter")
    assert shown.page.board.done.change.text() == "Rp 8.000"
    return shown


def inside(shown: Shown[CounterPage], kind: type[QWidget]) -> QWidget:
    panel = shown.messages.panel()
    assert panel is not None
    found = panel.findChild(kind)
    assert isinstance(found, kind)
    return found


def test_the_change_and_the_copy_are_of_the_payment_put_right(sold: Shown[CounterPage]) -> None:
    press(sold.page, "Ctrl+G")
    type_as_person(sold.page, "50000")
    press(sold.page, "Enter")
    press(sold.page, "Enter")
    done = sold.page.board.done
    assert done.isVisible()
    assert done.change.text() == sold.page.board.side.last_change.text().removeprefix("Kembali ") == "Rp 38.000"
    assert "pembayaran dibetulkan" in done.paper.text.text()
    press(sold.page, "Ctrl+P")
    paper = inside(sold, ReceiptPaper)
    assert isinstance(paper, ReceiptPaper)
    copy = [" ".join(line.split()) for line in paper.text.text().splitlines()]
    assert copy[:3] == ["SALINAN ke-1", "pembayaran dibetulkan", "TB-26-000001"]
    assert {"Tunai 50.000", "Kembali 38.000"} <= set(copy)


def test_a_cancelled_sale_says_so_where_its_change_stood(sold: Shown[CounterPage]) -> None:
    press(sold.page, "Ctrl+R")
    press(sold.page, "Enter")
    goods = inside(sold, GoodsPicker)
    assert isinstance(goods, GoodsPicker)
    goods.reason.field.setText("dobel")
    press(sold.page, "F8")
    press(sold.page, "Enter")
    assert sold.page.board.done.isVisible()
    assert sold.page.board.done.change.text() == "BATAL"
