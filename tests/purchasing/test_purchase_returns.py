"""Goods that go back to the supplier: at average cost, for what was agreed, and undone again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.purchasing.operations import (
    PaidFrom,
    PurchaseItem,
    cancel_purchase,
    cancel_purchase_return,
    record_purchase,
    return_purchase,
)
from pkkmart.purchasing.queries import owed_idr
from pkkmart.purchasing.screen import SuppliersPage
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.queries import levels
from pkkmart.stock.rules import AdjustReason
from tests import make
from tests.books import entry_count, entry_of
from tests.keys import press, type_as_person
from tests.purchasing.test_payments import endang, grosir, sugar
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, show
from tests.screens.slips import slip_on_top

__all__ = ["endang", "grosir", "show", "sugar"]
CREDIT, SAFE = PaidFrom.CREDIT, PaidFrom.SAFE


def refused(act: Callable[[], object]) -> str:
    before = entry_count(), fetch("SELECT count(*) FROM stock_move"), fetch("SELECT count(*) FROM purchase_return")
    with pytest.raises(UserError) as told:
        act()
    after = entry_count(), fetch("SELECT count(*) FROM stock_move"), fetch("SELECT count(*) FROM purchase_return")
    assert before == after
    return str(told.value)


@pytest.fixture
def bought(endang: Actor, grosir: int, sugar: int) -> int:
    """Twenty bags at an average of 9.800: ten of them on credit at 10.000."""
    make.bought(sugar, 10, 96_000)
    item = PurchaseItem(sugar, 10 * ONE, 100_000)
    record_purchase(endang, [item], paid_from=CREDIT, supplier_id=grosir)
    return 2


@pytest.mark.worked_entry("return-at-average")
def test_goods_leave_at_average_and_the_debt_falls_by_what_was_agreed(
    endang: Actor, grosir: int, sugar: int, bought: int
) -> None:
    done = return_purchase(endang, bought, {2: 5 * ONE}, 50_000, paid_to=CREDIT, till_id=1)
    assert (done.number, done.owed_idr) == ("RB-26-000001", 50_000)
    assert entry_of("purchase_return", 1) == "2101(Grosir Maju) D 50.000 / 1141 K 49.000 / 5121 K 1.000"
    assert (levels([sugar])[sugar].qty_milli, levels([sugar])[sugar].value_idr) == (15 * ONE, 147_000)
    assert failures() == []
    assert refused(lambda: cancel_purchase(endang, bought, "salah")) == (
        "PB-26-000002 tidak bisa dibatalkan: sebagian barangnya sudah diretur. Batalkan dulu returnya."
    )
    cancel_purchase_return(endang, 1, "salah", till_id=1)
    assert (levels([sugar])[sugar].value_idr, owed_idr(grosir), failures()) == (196_000, 100_000, [])


@pytest.mark.worked_entry("3")
def test_still_unpaid_goods_go_back_at_what_they_cost(endang: Actor, grosir: int, sugar: int) -> None:
    record_purchase(endang, [PurchaseItem(sugar, 10 * ONE, 100_000)], paid_from=CREDIT, supplier_id=grosir)
    return_purchase(endang, 1, {1: 5 * ONE}, 50_000, paid_to=CREDIT, till_id=1)
    assert entry_of("purchase_return", 1) == "2101(Grosir Maju) D 50.000 / 1141 K 50.000"
    assert failures() == []


def test_money_comes_back_into_a_place(endang: Actor, bought: int) -> None:
    return_purchase(endang, bought, {2: 5 * ONE}, 48_000, paid_to=SAFE, till_id=1)
    assert entry_of("purchase_return", 1) == "1103 D 48.000 / 5121 D 1.000 / 1141 K 49.000"
    assert failures() == []


def test_no_more_goes_back_than_was_bought_is_there_or_is_owed(endang: Actor, sugar: int, bought: int) -> None:
    def back(pieces: int, amount: int = 100, paid_to: PaidFrom = CREDIT) -> str:
        return refused(lambda: return_purchase(endang, bought, {2: pieces * ONE}, amount, paid_to=paid_to, till_id=1))

    assert back(11) == (
        "Dari PB-26-000002 paling banyak 10 Gula Pasir 1 kg bisa diretur, diisi 11. Betulkan jumlahnya."
    )
    assert back(0) == "Belum ada barang yang diretur. Isi jumlahnya."
    assert back(5, 0) == "Jumlah yang disetujui pemasok tidak mungkin: 0. Isi lebih dari 0."
    assert back(5, 100_001) == (
        "Utang untuk PB-26-000002 tinggal 100.000, tidak bisa dipotong 100.001. Pilih tempat uang kembali dari pemasok."
    )
    return_purchase(endang, bought, {2: 4 * ONE}, 40_000, paid_to=CREDIT, till_id=1)
    assert back(7).startswith("Dari PB-26-000002 paling banyak 6 Gula Pasir 1 kg")
    adjust(endang, [AdjustItem(sugar, 13 * ONE)], AdjustReason.MISSING)
    assert back(5).startswith("Di rak tercatat 3 Gula Pasir 1 kg, dicatat keluar 5.")
    assert failures() == []


def test_sent_back_on_the_page(show: Show[SuppliersPage], endang: Actor, grosir: int, bought: int) -> None:
    shown = show(SuppliersPage, endang)
    shown.page.table.stand_on(lambda one: one.id == bought)
    press(shown.window, "F8")
    type_as_person(shown.window, "5")
    press(shown.window, "Enter")
    assert shown.said() == "RB-26-000001 tersimpan. Barangnya keluar dari rak."
    assert owed_idr(grosir) == 50_000
    press(shown.window, "Ctrl+P")
    _sentence, slip, _buttons = slip_on_top(shown)
    assert "RETUR KE PEMASOK" in slip
    assert "potong utang" in slip
