"""What the journal and the cash book call a change of a sale: by the series of its number, as people know it."""

from __future__ import annotations

import pytest

from pkkmart.cashbook.queries import cash_book
from pkkmart.cashbook.screen.columns import document_of
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.ledger.queries import journal
from pkkmart.ledger.screen.columns import entry_columns, entry_words
from pkkmart.ledger.screen.words import document_words
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods
from pkkmart.sale_changes.operations.cancelling import cancel_return
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.places import CashPlace
from tests import make


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("RJ-26-000001", "Retur pembeli RJ-26-000001"),
        ("RT-26-000001", "Retur tanpa struk RT-26-000001"),
        ("TB-26-000001", "Tukar cara bayar TB-26-000001"),
        ("SI-26-000001", "Koreksi penitip SI-26-000001"),
    ],
)
def test_each_series_has_its_word(number: str, words: str) -> None:
    assert document_words("sale_change", 1, number) == words


@pytest.fixture
def changed(shop: object) -> int:
    """A sale paid in another way, of another owner, brought back; a return without a receipt that was cancelled."""
    rina = make.cashier()
    sari = make.consignor(fixed_idr=1_600)
    cake, water = make.product("Lemper", 2_000, owner_id=sari), make.product("Air minum", 2_000)
    make.delivered(sari, cake, 10)
    make.bought(water, 10, 12_000)
    make.shift(rina, 50_000)
    sale = make.sell(rina, (water, 3), received_idr=6_000).sale.id
    correct_payment(SYSTEM, sale, 0, "QRIS", others=[Paid(Tender.QRIS, 6_000)], till_id=1)
    correct_owner(SYSTEM, sale, standing_sale(sale).lines[0].id, cake, ONE, "salah tekan", till_id=1)
    return_goods(SYSTEM, sale, [ReturnItem(standing_sale(sale).lines[0].id, ONE)], "tidak jadi", till_id=1)
    done = return_without_receipt(SYSTEM, [UnreceiptedItem(water, ONE)], "Bu Yati", "tidak jadi", till_id=1)
    cancel_return(SYSTEM, done.id, "salah barang", till_id=1)
    return sale


def test_the_journal_tells_the_four_apart_and_what_was_cancelled(changed: int) -> None:
    rows = [row for row in journal() if row.origin_kind == "sale_change"]
    assert [entry_words(row) for row in rows] == [
        "Batal retur tanpa struk BT-26-000001",
        "Retur tanpa struk RT-26-000001",
        "Retur pembeli RJ-26-000001",
        "Koreksi penitip SI-26-000001",
        "Tukar cara bayar TB-26-000001",
    ]
    document = entry_columns()[1]
    assert [document.text(row) for row in rows] == [
        "Batal retur tanpa struk", "Retur tanpa struk", "Retur pembeli", "Koreksi penitip", "Tukar cara bayar"
    ]  # fmt: skip


def test_the_cash_book_tells_them_apart_too(changed: int) -> None:
    rows = [row for row in cash_book(CashPlace.DRAWER) if row.origin_kind == "sale_change"]
    assert [document_of(row) for row in rows] == [
        "Batal retur tanpa struk BT-26-000001",
        "Retur tanpa struk RT-26-000001",
        "Retur pembeli RJ-26-000001",
        "Tukar cara bayar TB-26-000001",
    ]
