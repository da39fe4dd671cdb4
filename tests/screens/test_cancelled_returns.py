"""A return on the wrong line is taken back at the counter: found by keys, a reason, a PIN, the money told."""

from __future__ import annotations

import pytest
from pkkmart.sales.operations.loose import LooseItem, return_loose
from pkkmart.sales.queries.paid_back import PaidBack
from pkkmart.sales.queries.returned import returnable

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sales.operations import ReturnItem, return_goods
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.returning import GoodsPicker, SalePicker
from pkkmart.ui.buttons import SecondaryButton
from pkkmart.ui.cards import BigFigure, Words
from pkkmart.ui.table_model import Table
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def rina(shop: object) -> Actor:
    """A cashier, a supervisor to stand behind her, and two receipts of lemper and sugar."""
    make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    rina = make.cashier()
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    cake, sugar = make.product("Lemper", 2_000, owner_id=sari), make.product("Gula", 17_500)
    make.delivered(sari, cake, 20)
    make.bought(sugar, 5, 75_000)
    make.shift(rina, 100_000)
    make.sell(rina, (cake, 3), (sugar, 1), received_idr=23_500)
    make.sell(rina, (cake, 1), received_idr=2_000)
    return rina


def back(at: int) -> None:
    """A line of the first receipt comes back."""
    line = returnable(1).lines[at]
    return_goods(SYSTEM, 1, [ReturnItem(line.id, line.left_milli)], "salah barang", till_id=1)


def keys(shown: Shown[CounterPage], *pressed: str) -> None:
    for key in pressed:
        press(shown.page, key)


def panel_words(shown: Shown[CounterPage]) -> list[str]:
    panel = shown.messages.panel()
    assert panel is not None
    return [label.text() for label in panel.findChildren(Words)]


def test_f6_lists_the_returns_of_the_shift_and_takes_one_back(show: Show[CounterPage], rina: Actor) -> None:
    back(0)
    back(1)
    shown = show(CounterPage, rina)
    keys(shown, "Ctrl+R", "F6")
    panel = shown.messages.panel()
    assert panel is not None
    (table,) = panel.findChildren(Table)
    rows = table.model().rows  # type: ignore[attr-defined]
    assert [(row.number, row.goods) for row in rows if isinstance(row, PaidBack)] == [
        ("RJ-26-000002", "Gula"),
        ("RJ-26-000001", "Lemper"),
    ]
    keys(shown, "Enter")
    assert (
        "Retur dari PM-26-000001: Gula. Barangnya dibawa pembeli lagi. Rp 17.500 tunai kembali ke laci."
    ) in panel_words(shown)
    keys(shown, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "why is asked first"
    type_as_person(shown.page, "salah baris")
    keys(shown, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "a supervisor stands behind it"
    type_as_person(shown.page, "7788")
    keys(shown, "Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    panel = shown.messages.panel()
    assert panel is not None
    money = panel.findChild(BigFigure)
    assert isinstance(money, BigFigure)
    assert money.text() == "Rp 17.500"
    assert shown.said() == "RJ-26-000002 dibatalkan dengan BT-26-000001. Slipnya dicetak."
    keys(shown, "Enter")
    assert shown.messages.panel() is None
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'cancel_return'") == [
        ("Bu Rina", "Bu Ani", "salah baris")
    ]


def test_a_return_without_receipt_is_taken_back_too(show: Show[CounterPage], rina: Actor) -> None:
    return_loose(SYSTEM, [LooseItem(2, ONE)], "Bu Tini", "rusak", till_id=1)
    shown = show(CounterPage, SYSTEM)
    keys(shown, "Ctrl+R", "F6", "Enter")
    assert "Retur tanpa struk: Gula. Barangnya dibawa pembeli lagi. Rp 17.500 tunai kembali ke laci." in panel_words(
        shown
    )
    type_as_person(shown.page, "salah barang")
    keys(shown, "Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert shown.said() == "RT-26-000001 dibatalkan dengan BT-26-000001. Slipnya dicetak."


def test_del_on_the_receipt_takes_its_last_return_back(show: Show[CounterPage], rina: Actor) -> None:
    back(0)
    back(1)
    shown = show(CounterPage, SYSTEM)
    keys(shown, "Ctrl+R", "Down", "Enter")
    panel = shown.messages.panel()
    assert panel is not None
    picker = panel.findChild(GoodsPicker)
    assert isinstance(picker, GoodsPicker)
    buttons = [button.text() for button in picker.findChildren(SecondaryButton) if not button.isHidden()]
    assert any("Batalkan RJ-26-000002" in text for text in buttons)
    assert not any("Batalkan seluruh struk" in text for text in buttons)
    keys(shown, "Del")
    type_as_person(shown.page, "salah struk")
    keys(shown, "Enter", "Enter")
    assert fetch("SELECT origin_kind, origin_id FROM voided_document") == [("sale_return", 2)]
    keys(shown, "Ctrl+R", "Down", "Enter", "Del")
    type_as_person(shown.page, "salah struk")
    keys(shown, "Enter", "Enter", "Ctrl+R", "Down", "Enter", "Del")
    assert [line.left_milli for line in returnable(1).lines] == [3 * ONE, ONE]
    picker = next(found for found in shown.window.findChildren(GoodsPicker) if found.isVisible())
    buttons = [button.text() for button in picker.findChildren(SecondaryButton) if not button.isHidden()]
    assert any("Batalkan seluruh struk" in text for text in buttons), "it is whole again"


def test_the_key_is_not_there_while_nothing_came_back(show: Show[CounterPage], rina: Actor) -> None:
    shown = show(CounterPage, SYSTEM)
    keys(shown, "Ctrl+R")
    panel = shown.messages.panel()
    assert panel is not None
    picker = panel.findChild(SalePicker)
    assert isinstance(picker, SalePicker)
    assert picker.cancels.isHidden()
    keys(shown, "F6")
    assert shown.messages.panel() is panel
