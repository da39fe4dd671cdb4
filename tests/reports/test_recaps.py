"""Rekap Titipan is what was sold and stayed sold: after any cancellation, return and move it is the ledger's."""

from __future__ import annotations

import random
import re
import sqlite3
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import LossItem, cancel_loss, record_loss
from pkkmart.consignment.queries.shares import shares_by_month
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.printing.paper import Table
from pkkmart.reports.checks import position_balances, recaps_are_ledger, result_is_in_position
from pkkmart.reports.documents import render
from pkkmart.reports.months import first_day, last_day
from pkkmart.reports.queries import consignment_recap, month_balances, report_months, sales_recap
from pkkmart.reports.tables import sales_blocks
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, return_goods, void_sale
from pkkmart.sale_changes.operations.cancelling import cancel_return
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.queries import expected_idr, open_shift
from tests import make
from tests.conftest import FrozenClock, memory_shop
from tests.reports.test_papers import words
from tests.sale_changes.test_owners import TwoConsignors

NOVEMBER = "2026-11"
Figures = tuple[int, int, int, int, int, int]


def figures_of(name: str, month: str = NOVEMBER) -> Figures:
    """Quantity, gross, commission, share, other, closing."""
    row = next(row for row in consignment_recap(month).rows if row.name == name)
    return (
        row.qty_milli // ONE,
        row.gross_idr,
        row.commission_idr,
        row.share_idr,
        row.other_idr,
        row.closing_idr,
    )


def tied(month: str = NOVEMBER) -> None:
    """Both recaps and the ledger say the same of a month's titipan."""
    titipan, sales = consignment_recap(month), sales_recap(month)
    booked = {row.code: -row.result_idr for row in month_balances(month)}
    assert titipan.gross_idr == sales.consigned_idr
    assert titipan.commission_idr == sales.commission_idr == booked.get(4103, 0) + booked.get(4113, 0)
    assert all(row.ties for row in titipan.rows)
    assert all(row.gross_idr == row.commission_idr + row.share_idr for row in titipan.rows)
    assert recaps_are_ledger(month).ok
    assert recaps_are_ledger().ok


@pytest.fixture
def owners(shop: FrozenClock) -> TwoConsignors:
    return TwoConsignors()


def test_what_was_cancelled_was_not_sold(owners: TwoConsignors) -> None:
    void_sale(SYSTEM, owners.sold(owners.lemper, 3), "salah", till_id=1)
    owners.sold(owners.lemper, 2)
    assert figures_of("Bu Sari") == (2, 4_000, 800, 3_200, 0, 3_200)
    tied()


def test_what_came_back_was_not_sold(owners: TwoConsignors) -> None:
    owners.back(owners.sold(owners.lemper, 5), 2)
    assert figures_of("Bu Sari") == (3, 6_000, 1_200, 4_800, 0, 4_800)
    tied()


def test_a_cancelled_return_leaves_it_sold(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 5)
    owners.back(sale, 2)
    cancel_return(SYSTEM, 1, "salah struk", till_id=1)
    item = ReturnItem(standing_sale(sale).lines[0].id, ONE, back_on_shelf=False, fault=Fault.SHOP)
    return_goods(SYSTEM, sale, [item], "terkena air", till_id=1)
    cancel_return(SYSTEM, 2, "salah struk", till_id=1)
    assert figures_of("Bu Sari") == (5, 10_000, 2_000, 8_000, 0, 8_000)
    tied()


def test_what_the_shop_spoilt_came_back_and_is_replaced(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 5)
    item = ReturnItem(standing_sale(sale).lines[0].id, ONE, back_on_shelf=False, fault=Fault.SHOP)
    return_goods(SYSTEM, sale, [item], "terkena air", till_id=1)
    record_loss(SYSTEM, owners.sari, [LossItem(owners.lemper, ONE)])
    assert figures_of("Bu Sari") == (4, 8_000, 1_600, 6_400, 3_200, 9_600)
    tied()
    cancel_loss(SYSTEM, 1, "ketemu")
    assert figures_of("Bu Sari") == (4, 8_000, 1_600, 6_400, 1_600, 8_000)
    tied()


def test_goods_moved_to_another_owner_leave_the_first(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 5)
    owners.move(sale, owners.arem, 2)
    assert figures_of("Bu Sari") == (3, 6_000, 1_200, 4_800, 0, 4_800)
    assert figures_of("Bu Ani") == (2, 4_000, 600, 3_400, 0, 3_400)
    owners.move(sale, owners.water, 1)
    assert figures_of("Bu Sari") == (2, 4_000, 800, 3_200, 0, 3_200)
    tied()


def test_what_came_back_without_a_receipt_was_not_sold(owners: TwoConsignors) -> None:
    owners.sold(owners.lemper, 5)
    return_without_receipt(SYSTEM, [UnreceiptedItem(owners.lemper, ONE)], "Bu Tini", "salah barang", till_id=1)
    assert figures_of("Bu Sari") == (4, 8_000, 1_600, 6_400, 0, 6_400)
    tied()


def next_month(frozen: FrozenClock, owners: TwoConsignors) -> None:
    """Count off November's shift and open one in December."""
    shift = open_shift(1)
    assert shift is not None
    left = expected_idr(shift.id)
    count_drawer(owners.rina, shift.id, {1_000: left // 1_000})
    close_shift(owners.rina, shift.id, hand_over_idr=left)
    frozen.at = datetime(2026, 12, 7, 3, 0, tzinfo=UTC)
    make.shift(owners.rina, 50_000)


def test_a_return_of_last_months_goods_counts_in_its_own_month(owners: TwoConsignors, frozen: FrozenClock) -> None:
    sale = owners.sold(owners.lemper, 5)
    next_month(frozen, owners)
    owners.back(sale, 2)
    assert figures_of("Bu Sari") == (5, 10_000, 2_000, 8_000, 0, 8_000)
    assert figures_of("Bu Sari", "2026-12") == (-2, -4_000, -800, -3_200, 0, 4_800)
    tied()
    tied("2026-12")
    paper = words(render("consignment_recap", "2026-12")).replace("\n", " ")
    assert re.search(r"Bu Sari\s+8\.000\s+-2\s+\(4\.000\)\s+10\.000\s+\(800\)\s+\(3\.200\)\s+-\s+-\s+4\.800", paper)
    assert "penjualan -Rp4.000 sama dengan titipan di Rekap Penjualan, komisi -Rp800 dengan akun 4103 + 4113" in paper


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_undoing_keeps_the_recaps_tied(template: sqlite3.Connection, seed: int) -> None:
    frozen, dice = FrozenClock(), random.Random(seed)
    with clock.using(frozen), memory_shop(template):
        owners, sales = TwoConsignors(are_members=bool(seed % 2)), list[int]()
        goods = (owners.lemper, owners.arem, owners.water)

        def anything() -> None:
            sale = dice.choice(sales) if sales else 0
            lines = standing_sale(sale).lines if sale else ()
            line = dice.choice(lines) if lines else None
            act = dice.choice(("sell", "sell", "void", "return", "return", "cancel", "move", "unreceipted", "loss"))
            if act == "sell" or line is None:
                sales.append(owners.sold(dice.choice(goods), dice.randint(1, 3)))
            elif act == "void":
                void_sale(SYSTEM, sale, "salah", till_id=1)
                sales.remove(sale)
            elif act == "return":
                fault = dice.choice(list(Fault))
                item = ReturnItem(line.id, ONE, back_on_shelf=fault is Fault.CONSIGNOR, fault=fault)
                return_goods(SYSTEM, sale, [item], "tidak jadi", till_id=1)
            elif act == "cancel":
                cancel_return(
                    SYSTEM,
                    dice.choice(fetch("SELECT id FROM sale_change WHERE kind = 'RETURN' AND sale_id > 0"))[0],
                    "salah struk",
                    till_id=1,
                )
            elif act == "move":
                correct_owner(SYSTEM, sale, line.id, dice.choice(goods), ONE, "salah tekan", till_id=1)
            elif act == "unreceipted":
                fault = dice.choice(list(Fault))
                unreceipted = UnreceiptedItem(
                    dice.choice(goods), ONE, back_on_shelf=fault is Fault.CONSIGNOR, fault=fault
                )
                return_without_receipt(SYSTEM, [unreceipted], "Bu Tini", "salah barang", till_id=1)
            else:
                record_loss(SYSTEM, owners.sari, [LossItem(owners.lemper, ONE)])

        for at in range(50):
            with suppress(UserError, IndexError):  # there may be no return to take back
                anything()
            if at == 30:
                next_month(frozen, owners)
        assert fetch("SELECT count(*) FROM voided_document WHERE origin_kind IN ('sale', 'sale_change')") > [(0,)]
        assert [check for check in verify() if not check.ok] == []
        for month in report_months():
            tied(month)
            shares = sum(row.share_idr for row in consignment_recap(month).rows)
            assert shares_by_month(first_day(month), last_day(month)).get(month, 0) == shares, "as the home page says"


def test_two_rows_of_one_name_lose_no_money(shop: FrozenClock) -> None:
    shop.at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    named, bare = make.product("Sapu", 10_000, category="Tanpa kategori"), make.product("Pel", 5_000)
    namesake = make.cashier("sistem", "5678")
    shift = make.shift(namesake, 0)
    make.sell(namesake, (named, 1))
    sale = make.sell(namesake, (bare, 2)).sale
    return_goods(SYSTEM, sale.id, [ReturnItem(standing_sale(sale.id).lines[0].id, ONE)], "tidak jadi", till_id=1)
    count_drawer(namesake, shift.id, {5_000: 3})
    close_shift(namesake, shift.id, hand_over_idr=15_000)
    shop.at = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)
    make.shift(namesake, 0)
    make.sell(namesake, (bare, 2))
    tables = [one for one in sales_blocks(sales_recap(NOVEMBER), sales_recap("2026-10")) if isinstance(one, Table)]
    _days, categories, cashiers, _tenders = ([row.cells for row in table.rows] for table in tables)
    assert categories == [
        ("Tanpa kategori", "10.000", "-", "10.000", "5.000", "-"),
        ("Tanpa kategori", "-", "-", "-", "10.000", "-"),
        ("JUMLAH", "10.000", "-", "10.000", "15.000", "-"),
    ]
    assert cashiers == [
        ("sistem", "1", "10.000", "-", "10.000", "20.000", "-"),
        ("sistem", "-", "-", "-", "-", "(5.000)", "-"),
        ("JUMLAH", "1", "10.000", "-", "10.000", "15.000", "-"),
    ]


def test_a_proof_is_of_the_month_it_is_asked_for(endang: object) -> None:
    assert position_balances("2026-10").figure == "aset 1.635.000, liabilitas dan ekuitas 1.635.000"
    assert result_is_in_position("2026-10").figure.startswith("SHU tahun ini 34.000, menurut jurnal 34.000;")
    assert recaps_are_ledger("2026-10").figure == (
        "Oktober 2026: penjualan 105.000, titipan 120.000, komisi 19.000, utang penitip 101.000"
    )


@pytest.mark.parametrize(
    "forge",
    [
        "UPDATE sale_line SET commission_idr = commission_idr - 1, share_idr = share_idr + 1 WHERE id = 2",
        "UPDATE sale_line SET gross_idr = gross_idr - 1, net_idr = net_idr - 1, share_idr = share_idr - 1 WHERE id = 2",
        "UPDATE sale_line SET owner_id = (SELECT id FROM person WHERE name = 'Bu Tini') WHERE id = 2",
        "UPDATE sale SET business_date = '2026-11-12' WHERE id = 1",
        "UPDATE sale_line SET gross_idr = gross_idr - 1, net_idr = net_idr - 1 WHERE id = 1",
    ],
)
def test_an_october_that_differs_is_named_in_november(endang: object, forge: str) -> None:
    assert (recaps_are_ledger("2026-10").ok, recaps_are_ledger().ok) == (True, True)
    for table in ("sale", "sale_line"):
        db.execute_sql(f"DROP TRIGGER {table}_no_update")
    db.execute_sql(forge)
    assert not recaps_are_ledger("2026-10").ok
    whole = recaps_are_ledger()
    assert not whole.ok
    assert re.search(r"berbeda: .*Oktober 2026$", whole.figure)
