"""The words and figures of Struk: what was paid, the rounding of cash, and why each of the goods came back."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from pkkmart.cashbook.operations import transfer
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.operations import ReturnItem, correct_payment, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.places import CashPlace
from tests import make
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


@pytest.fixture
def rina(shop: object) -> Actor:
    rina = make.cashier()
    make.shift(rina, 100_000)
    return rina


def opened(show: Show[ReceiptsPage], actor: Actor) -> Hand:
    shown = show(ReceiptsPage, actor)
    return Hand(shown.page, shown.messages)


def history(hand: Hand) -> list[str]:
    """What the history of the receipt says, line by line."""
    return [label.text() for label in hand.view.history.findChildren(QLabel) if label.isVisible()]


def test_the_list_and_the_page_tell_what_the_buyer_paid(show: Show[ReceiptsPage], rina: Actor) -> None:
    siti = make.member()
    make.sell(rina, (make.product("Gula", 9_400, member_price_idr=8_962), 1), buyer=siti, received_idr=10_000)
    hand = opened(show, rina)
    (row,) = hand.page.list.model.rows
    assert (row.paid_idr, hand.page.list.model.columns[1].text(row)) == (9_000, "9.000")
    assert hand.view.paid.words.text().split("\n") == [
        "Tunai Rp 9.000 · diterima Rp 10.000, kembali Rp 1.000",
        "Pembulatan tunai +38 dari belanja Rp 8.962",
    ]
    for amount in ("9000", "8962"):
        hand.page.search.setText(amount)
        hand.page.search.searched.emit(amount)
        assert hand.numbers() == ["PM-26-000001"], "found by either"
    correct_payment(SYSTEM, 1, 0, "QRIS", others=[Paid(Tender.QRIS, 8_962)], till_id=1)
    hand.page.reload()
    assert hand.page.list.model.rows[0].paid_idr == 8_962
    assert hand.view.paid.words.text() == "QRIS Rp 8.962", "nothing is rounded that was not paid in cash"


def test_reasons_that_differ_stand_with_their_goods(show: Show[ReceiptsPage], rina: Actor) -> None:
    make.sell(rina, (make.product("Lemper", 2_000), 2), (make.product("Gula", 17_500), 1), received_idr=21_500)
    cake, sugar = standing_sale(1).lines
    items = [ReturnItem(cake.id, ONE, reason="basi"), ReturnItem(sugar.id, ONE, reason="salah ambil")]
    return_goods(SYSTEM, 1, items, till_id=1)
    return_goods(SYSTEM, 1, [ReturnItem(cake.id, ONE, reason="basi")], till_id=1)
    said = history(opened(show, rina))
    assert "Retur: 1 Lemper (basi), 1 Gula (salah ambil) · Tunai -19.500" in said
    assert "Retur: 1 Lemper · Tunai -2.000 · basi" in said


def test_money_back_by_bank_is_called_so_everywhere(show: Show[ReceiptsPage], rina: Actor) -> None:
    make.funded(500_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 500_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 500_000, till_id=1)
    make.sell(rina, (make.product("Gula", 12_000), 1), others=[Paid(Tender.QRIS, 12_000)], received_idr=0)
    item = ReturnItem(standing_sale(1).lines[0].id, ONE)
    return_goods(SYSTEM, 1, [item], "batal", till_id=1, by_bank=True, reference="BCA 77")
    assert "Retur: 1 Gula · Lewat bank -12.000 · batal" in history(opened(show, rina))
