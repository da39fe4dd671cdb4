"""Returns without a receipt taken back in their shift: sold and still out again, in every figure that counts them."""

from __future__ import annotations

import pytest

from pkkmart.closing.figures import sales_by_day
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import settle
from pkkmart.consignment.queries.shares import shares_by_month
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import AlreadyVoided
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import DrawerKick, as_text
from pkkmart.reports.queries.recaps import sales_recap
from pkkmart.sale_changes.operations.cancelling import ReturnOfOtherShift, ReturnSettled, cancel_return
from pkkmart.sale_changes.operations.without_receipt import MoreThanSoldLately, UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.returns import standing_returns
from pkkmart.sale_changes.returns import Fault
from pkkmart.sales.queries import member_purchases_idr
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.stock.operations import GoodsGone
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.queries import expected_idr, open_shift
from tests import make
from tests.books import entry_of


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def sugar(rina: Actor) -> int:
    """Sugar at 17.500 that cost 15.000, and a shift to sell it in."""
    goods = make.product("Gula", 17_500)
    make.bought(goods, 3, 45_000)
    make.shift(rina, 100_000)
    return goods


@pytest.fixture
def lemper(rina: Actor) -> tuple[int, int]:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina, 100_000)
    make.sell(rina, (cake, 5), received_idr=10_000)
    return sari, cake


def back(product_id: int, pieces: int = 1, **state: object) -> int:
    item = UnreceiptedItem(product_id, pieces * ONE, **state)  # type: ignore[arg-type]
    return return_without_receipt(SYSTEM, [item], "Bu Tini", "salah barang", till_id=1).id


def proven() -> list[object]:
    return [check for check in verify() if not check.ok]


def test_it_counts_as_sold_and_still_out_again(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    done, shift = back(sugar), open_shift(1)
    with pytest.raises(MoreThanSoldLately):
        back(sugar)
    assert cancel_return(SYSTEM, done, "salah barang", till_id=1) == "BT-26-000001"
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert shift is not None
    assert (expected_idr(shift.id), shift_report(shift.id).without_receipt) == (117_500, (0, 0))
    assert standing_returns(shift.id) == []
    today = clock.today()
    assert sales_by_day(today, today)[today].total_idr == 17_500
    recap = sales_recap("2026-11")
    assert (recap.total_idr, [(row.label, row.amount_idr) for row in recap.tenders]) == (17_500, [("Tunai", 17_500)])
    assert proven() == []
    assert fetch("SELECT number FROM sale_change WHERE id = ?", (back(sugar),)) == [("RT-26-000002",)]
    assert proven() == []


def test_her_share_is_owed_again(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    cancel_return(SYSTEM, back(cake, 2), "salah hitung", till_id=1)
    assert entry_of("void", 1) == "1101 D 4.000 / 2103(Bu Sari) K 3.200 / 4113 K 800"
    spoilt = back(cake, 2, back_on_shelf=False, fault=Fault.SHOP)
    cancel_return(SYSTEM, spoilt, "tidak rusak", till_id=1)
    assert entry_of("void", 2) == "1101 D 4.000 / 4113 K 800 / 5123 K 3.200"
    today = clock.today()
    assert shares_by_month(today, today) == {"2026-11": 5 * 1_600}
    assert settle(SYSTEM, sari, today).amount_idr == 5 * 1_600
    assert proven() == []


def test_what_she_bought_this_year_is_as_before(rina: Actor, sugar: int) -> None:
    siti = make.member()
    make.sell(rina, (sugar, 1), received_idr=17_500, buyer=siti)
    item = UnreceiptedItem(sugar, ONE)
    done = return_without_receipt(SYSTEM, [item], siti.name, "salah", member_id=siti.person_id, till_id=1)
    assert member_purchases_idr(siti.person_id, clock.today()) == 0
    cancel_return(SYSTEM, done.id, "salah barang", till_id=1)
    assert member_purchases_idr(siti.person_id, clock.today()) == 17_500
    assert entry_of("void", 1) == "1101 D 17.500 / 5101 D 15.000 / 1141 K 15.000 / 4102 K 17.500"


def test_the_slip_says_what_the_buyer_brings_back(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    cancel_return(SYSTEM, back(sugar), "salah barang", till_id=1)
    (job,) = fetch("SELECT id FROM print_job WHERE kind = 'return_void'")
    elements = elements_of(job[0])
    assert elements[0] == DrawerKick()
    text = [" ".join(line.split()) for line in as_text(elements, 32).splitlines()]
    for told in ("RETUR BATAL", "Retur RT-26-000001", "Pembeli Bu Tini", "1 pcs 17.500", "Tunai dari pembeli 17.500"):
        assert told in text, told


def test_too_late_has_its_sentence(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    done, wrong = back(cake), back(cake)
    with pytest.raises(NotPermitted):
        cancel_return(rina, done, "salah", till_id=1)
    cancel_return(SYSTEM, wrong, "salah", till_id=1)
    with pytest.raises(AlreadyVoided):
        cancel_return(SYSTEM, wrong, "salah", till_id=1)
    settle(SYSTEM, sari, clock.today())
    with pytest.raises(ReturnSettled, match=r"RT-26-000001 .* sudah dihitung di PT-26-000001"):
        cancel_return(SYSTEM, done, "salah", till_id=1)
    shift = open_shift(1)
    assert shift is not None
    count_drawer(rina, shift.id, {100_000: 1, 2_000: 4})
    close_shift(rina, shift.id)
    make.shift(rina, 108_000)
    with pytest.raises(ReturnOfOtherShift, match="Jual lagi barangnya"):
        cancel_return(SYSTEM, done, "salah", till_id=1)
    assert proven() == []


def test_goods_sold_since_refuse_it(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 3), received_idr=52_500)
    done = back(sugar)
    make.sell(rina, (sugar, 1), received_idr=17_500)
    with pytest.raises(GoodsGone, match="RT-26-000001 tidak bisa dibatalkan: 1 Gula harus keluar lagi"):
        cancel_return(SYSTEM, done, "salah", till_id=1)
