"""The change that stays large after a sale is that of the sale as it is known by now."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import Actor
from pkkmart.sale_changes.operations import correct_payment, void_sale
from pkkmart.sales.queries import SaleView, sale_view
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

SUGAR = "8999990000032"


@pytest.fixture
def wati(shop: object) -> Actor:
    wati = make.cashier("Bu Wati", "7788", Role.SUPERVISOR)
    make.product("Gula", 12_000, code=SUGAR)
    make.shift(wati, 100_000)
    return wati


def sold(show: Show[CounterPage], wati: Actor) -> Shown[CounterPage]:
    """Sugar for 12.000, of which 5.000 by QRIS; 10.000 was typed for the rest."""
    shown = show(CounterPage, wati)
    scan(shown.page, SUGAR)
    press(shown.page, "F12")
    press(shown.page, "F9")
    type_as_person(shown.page, "5000")
    press(shown.page, "Enter")
    type_as_person(shown.page, "10000")
    press(shown.page, "Enter")
    return shown


def told(shown: Shown[CounterPage]) -> tuple[str, str, str]:
    """The caption, the big figure and the words under it."""
    done = shown.page.board.done
    assert done.isVisible()
    return done.caption.text(), done.change.text(), done.paid.text()


def paper(shown: Shown[CounterPage]) -> list[str]:
    return [" ".join(line.split()) for line in shown.page.board.done.paper.text.text().splitlines()]


def test_the_big_figure_and_the_paper_are_of_the_payment_put_right(show: Show[CounterPage], wati: Actor) -> None:
    shown = sold(show, wati)
    assert told(shown)[:2] == ("KEMBALI", "Rp 3.000")
    correct_payment(wati, 1, 20_000, "", others=[Paid(Tender.QRIS, 5_000)], till_id=1)
    shown.page.board.done.see_again(sale_view(1))
    assert told(shown) == (
        "KEMBALI",
        "Rp 13.000",
        "PM-26-000001 · harus dibayar Rp 12.000 · QRIS Rp 5.000, Tunai Rp 7.000"
        " · uang diterima Rp 20.000 · pembayaran dibetulkan TB-26-000001",
    )
    assert paper(shown)[:2] == ["pembayaran dibetulkan", "TB-26-000001"]
    assert {"QRIS 5.000", "Tunai 20.000", "Kembali 13.000"} <= set(paper(shown))


def test_a_cancelled_sale_says_so_where_its_change_stood(show: Show[CounterPage], wati: Actor) -> None:
    shown = sold(show, wati)
    void_sale(wati, 1, "dobel", till_id=1)
    shown.page.board.done.see_again(sale_view(1))
    assert told(shown) == ("STRUK TERAKHIR", "BATAL", "PM-26-000001 dibatalkan dengan BT-26-000001.")
    assert paper(shown)[:2] == ["BATAL", "dibatalkan dengan BT-26-000001"]
    press(shown.page, "Esc")
    scan(shown.page, SUGAR)
    press(shown.page, "F12")
    press(shown.page, "Enter")
    assert told(shown)[:2] == ("KEMBALI", "Rp 0")


def test_another_sale_does_not_take_its_place(show: Show[CounterPage], wati: Actor) -> None:
    shown = sold(show, wati)
    other = make.sell(wati, (1, 1), received_idr=50_000).sale
    shown.page.board.done.see_again(other)
    assert told(shown)[1] == "Rp 3.000"


def test_the_last_sale_is_told_as_it_is_known_now(show: Show[CounterPage], wati: Actor) -> None:
    shown = sold(show, wati)
    heard: list[SaleView] = []
    shown.page.board.side.last_shown.connect(heard.append)
    correct_payment(wati, 1, 20_000, "", others=[Paid(Tender.QRIS, 5_000)], till_id=1)
    shown.page.enter()
    assert [(sale.number, sale.change_idr) for sale in heard] == [("PM-26-000001", 13_000)]
