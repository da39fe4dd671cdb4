"""By keys alone: after a corrected payment and after a cancelling the counter shows what is true, and so do copies."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.shell.window import MainWindow
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person

SUGAR, TEA = "8999990000032", "8999990000049"


@pytest.fixture
def sold(window: MainWindow) -> MainWindow:
    """Sugar for 12.000, of 20.000 as it was typed."""
    wati = make.cashier("Bu Wati", "7788", Role.SUPERVISOR)
    make.product("Gula", 12_000, code=SUGAR)
    make.product("Teh", 9_000, code=TEA)
    make.shift(wati, 100_000)
    window.unlock(wati)
    scan(window, SUGAR)
    press(window, "F12")
    type_as_person(window, "20000")
    press(window, "Enter")
    assert counter(window).board.done.change.text() == "Rp 8.000"
    return window


def counter(window: MainWindow) -> CounterPage:
    page = window.page()
    assert isinstance(page, CounterPage)
    return page


def receipts(window: MainWindow) -> ReceiptsPage:
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    return page


def inside(window: MainWindow, kind: type[QWidget]) -> QWidget:
    panel = window.messages.panel()
    assert panel is not None
    found = panel.findChild(kind)
    assert isinstance(found, kind)
    return found


def copy(window: MainWindow) -> list[str]:
    """The lines of the copy that Ctrl+P shows where there is no printer."""
    press(window, "Ctrl+P")
    paper = inside(window, ReceiptPaper)
    assert isinstance(paper, ReceiptPaper)
    return [" ".join(line.split()) for line in paper.text.text().splitlines()]


def test_the_change_and_the_copy_are_of_the_corrected_payment(sold: MainWindow) -> None:
    seen: list[object] = []
    sold.context.buyer_sees.connect(seen.append)
    press(sold, "Ctrl+G")
    assert receipts(sold).view.number.text() == "PM-26-000001"
    type_as_person(sold, "50000")
    press(sold, "Enter")
    assert sold.messages.history[-1].text == "PM-26-000001 dibetulkan. Kembalian yang benar:"
    press(sold, "Enter")
    assert isinstance(seen[-1], SaleView)
    assert seen[-1].change_idr == 38_000, "the buyer's own screen hears it"
    press(sold, "Esc")
    done, side = counter(sold).board.done, counter(sold).board.side
    assert done.isVisible()
    assert done.change.text() == side.last_change.text().removeprefix("Kembali ") == "Rp 38.000"
    assert "pembayaran dibetulkan" in done.paper.text.text()
    told = copy(sold)
    assert told[:3] == ["SALINAN ke-1", "pembayaran dibetulkan", "TB-26-000001"]
    assert {"Tunai 50.000", "Kembali 38.000"} <= set(told)


def test_a_cancelled_sale_says_so_where_its_change_stood(sold: MainWindow) -> None:
    press(sold, "Ctrl+R")
    press(sold, "F8")
    type_as_person(sold, "dobel")
    press(sold, "Enter")
    press(sold, "Enter")
    assert copy(sold)[:3] == ["SALINAN ke-1", "BATAL", "dibatalkan dengan BT-26-000001"]
    press(sold, "Enter")
    press(sold, "Esc")
    board = counter(sold).board
    assert board.done.isVisible()
    assert board.done.change.text() == "BATAL"
    assert (board.side.last_number.text(), board.side.last_change.text()) == ("PM-26-000001 · BT-26-000001", "BATAL")
    assert copy(sold)[:3] == ["SALINAN ke-2", "BATAL", "dibatalkan dengan BT-26-000001"]


def test_the_cart_waits_untouched_while_the_page_is_open(sold: MainWindow) -> None:
    scan(sold, TEA)
    cart = counter(sold).open_cart.cart
    assert counter(sold).board.side.total.text() == "Rp 9.000"
    press(sold, "Ctrl+R")
    press(sold, "Enter")
    press(sold, "+")
    press(sold, "F12")
    press(sold, "Down")
    press(sold, "F12")
    press(sold, "Enter")
    scan(sold, SUGAR)
    press(sold, "Esc")
    press(sold, "Esc")
    assert counter(sold).open_cart.cart == cart
    assert counter(sold).board.side.total.text() == "Rp 9.000"
    assert counter(sold).search.hasFocus()


@pytest.mark.parametrize(("key", "title"), [("Ctrl+G", "Betulkan pembayaran PM-26-000001"), ("Ctrl+M", "")])
def test_the_old_keys_lead_to_the_last_receipt(sold: MainWindow, key: str, title: str) -> None:
    press(sold, key)
    assert receipts(sold).view.number.text() == "PM-26-000001"
    panel = sold.messages.panel()
    assert (panel.accessibleName() if panel is not None else "") == title


def test_the_card_of_the_last_sale_opens_its_receipt(sold: MainWindow) -> None:
    counter(sold).board.side.receipt.click()
    assert receipts(sold).view.number.text() == "PM-26-000001"
    assert receipts(sold).view.goods.hasFocus()
