"""A return on the wrong line is cancelled on its receipt: a reason, a PIN, the money told."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.operations import ReturnItem, UnreceiptedItem, return_goods, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


@pytest.fixture
def rina(shop: object) -> Actor:
    """A cashier, a supervisor to stand behind, and two receipts of lemper and sugar."""
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
    line = standing_sale(1).lines[at]
    return_goods(SYSTEM, 1, [ReturnItem(line.id, line.left_milli)], "salah barang", till_id=1)


def shown(show: Show[ReceiptsPage], actor: Actor) -> Hand:
    stage = show(ReceiptsPage, actor)
    return Hand(stage.page, stage.messages)


def test_the_receipt_tells_its_returns_and_cancels_one(show: Show[ReceiptsPage], rina: Actor) -> None:
    back(0)
    back(1)
    hand = shown(show, rina)
    hand.scan("PM-26-000001")
    assert [button.accessibleName() for button in hand.view.history.buttons] == [
        "Batalkan RJ-26-000002",
        "Batalkan RJ-26-000001",
    ]
    hand.press("Del")
    assert (
        "Retur dari PM-26-000001: Gula. Barangnya dibawa pembeli lagi. Rp 17.500 tunai kembali ke laci Kasir 1."
    ) in hand.panel_words()
    hand.press("Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "why is asked first"
    hand.type("salah baris")
    hand.press("Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "a supervisor stands behind it"
    hand.type("7788")
    hand.press("Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert hand.money() == "Rp 17.500"
    assert hand.said() == "RJ-26-000002 dibatalkan dengan BT-26-000001. Tanpa printer: slip tidak dicetak."
    hand.press("Enter")
    assert hand.closed
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'cancel_return'") == [
        ("Bu Rina", "Bu Ani", "salah baris")
    ]


def test_once_all_returns_are_cancelled_the_receipt_is_whole_again(show: Show[ReceiptsPage], rina: Actor) -> None:
    back(0)
    back(1)
    hand = shown(show, SYSTEM)
    hand.scan("PM-26-000001")
    assert not hand.visible("Batalkan seluruh struk")
    for left in (["Batalkan RJ-26-000001"], []):
        hand.press("Del")
        hand.type("salah struk")
        hand.press("Enter", "Enter")
        assert [button.accessibleName() for button in hand.view.history.buttons] == left
    gone = fetch("SELECT origin_kind, origin_id FROM voided_document ORDER BY id")
    assert gone == [("sale_change", 2), ("sale_change", 1)]
    assert [line.left_milli for line in standing_sale(1).lines] == [3 * ONE, ONE]
    assert hand.visible("Batalkan seluruh struk")
    hand.press("Del")
    assert hand.closed, "there is nothing left to cancel"


def test_a_return_without_receipt_is_cancelled_where_it_is_taken(show: Show[ReceiptsPage], rina: Actor) -> None:
    return_without_receipt(SYSTEM, [UnreceiptedItem(2, ONE)], "Bu Tini", "rusak", till_id=1)
    hand = shown(show, SYSTEM)
    hand.press("F9")
    hand.click(hand.button("Batalkan RT-26-000001"))
    assert (
        "Retur tanpa struk: Gula. Barangnya dibawa pembeli lagi. Rp 17.500 tunai kembali ke laci Kasir 1."
    ) in hand.panel_words()
    hand.type("salah barang")
    hand.press("Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert hand.said() == "RT-26-000001 dibatalkan dengan BT-26-000001. Tanpa printer: slip tidak dicetak."
    hand.press("Enter")
    assert hand.panel_words()[0] == "Retur tanpa struk", "its sheet is still there"
    assert not any("RT-26-000001" in words for words in hand.panel_words())


def test_a_return_without_receipt_found_by_its_number_shows_its_slip(show: Show[ReceiptsPage], rina: Actor) -> None:
    return_without_receipt(SYSTEM, [UnreceiptedItem(2, ONE)], "Bu Tini", "rusak", till_id=1)
    hand = shown(show, SYSTEM)
    hand.type("rt-26-000001")
    hand.page.search.searched.emit("rt-26-000001")
    (row,) = hand.page.list.model.rows
    assert (row.number, row.paid_idr, row.member, row.goods) == ("RT-26-000001", -17_500, "Bu Tini", "Gula")
    assert hand.page.list.model.columns[0].second(row) == "retur tanpa struk · Bu Tini · Gula"  # type: ignore[misc]
    assert hand.page.search.hasFocus(), "the hand that types goes on typing"
    hand.press("Enter")
    assert hand.page.slip.hasFocus()
    assert "RETUR TANPA STRUK" in hand.page.slip.paper.text.text()
    hand.press("Del")
    hand.type("salah barang")
    hand.press("Enter", "Enter")
    assert hand.page.slip.state.text() == "Sudah dibatalkan dengan BT-26-000001."
    hand.press("Del")
    assert hand.closed, "there is nothing left to cancel"
    assert hand.page.list.model.rows[0].voided_by == "BT-26-000001"
    hand.press("F3", "Ctrl+A", "Backspace")
    hand.page.search.searched.emit("")
    assert hand.view.number.text() == "PM-26-000002"


@pytest.mark.parametrize("number", ["RJ-26-000001", "BT-26-000001"])
def test_the_number_of_a_return_or_a_cancellation_finds_its_receipt(
    show: Show[ReceiptsPage], rina: Actor, number: str
) -> None:
    back(0)
    hand = shown(show, SYSTEM)
    hand.scan("PM-26-000001")
    hand.press("Del")
    hand.type("salah")
    hand.press("Enter", "Enter")
    hand.scan("PM-26-000002")
    hand.scan(number)
    assert hand.view.number.text() == "PM-26-000001"
    hand.scan("PM-26-000002")
    hand.page.search.setText(number)
    hand.page.search.searched.emit(number)
    assert (hand.numbers(), hand.view.number.text()) == (["PM-26-000001"], "PM-26-000001"), "typed, it is listed"


def test_a_door_to_a_change_stands_on_its_receipt(show: Show[ReceiptsPage], rina: Actor) -> None:
    back(0)
    hand = shown(show, SYSTEM)
    hand.page.show_item(Door("sale_change", 1))
    assert hand.view.number.text() == "PM-26-000001"
    assert hand.goods.hasFocus()
