"""The checklist is computed, and the morning's figures are those of the books."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pkkmart.cashbook.operations import settle_clearing
from pkkmart.closing.checklist import Item, month_checklist
from pkkmart.closing.figures import (
    DaySales,
    Families,
    Owed,
    below_zero,
    cash_at,
    for_families,
    owed_to_consignors,
    sales_by_day,
)
from pkkmart.closing.operations import close_month
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import LossItem, cancel_payout, pay_settlement, record_loss, settle
from pkkmart.consignment.queries.shares import shares_by_month
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.check import Check
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import PcFile
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line
from pkkmart.printing.operations import queue
from pkkmart.printing.slip import Text
from pkkmart.sale_changes.operations import void_sale
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.closing.test_closing import count_off
from tests.conftest import FrozenClock
from tests.make import post_opening


@pytest.fixture
def pc(tmp_path: Path) -> PcFile:
    return PcFile(tmp_path / "pc.json")


def items(pc: PcFile, month: str = "2026-11") -> dict[str, Item]:
    return {item.key: item for item in month_checklist(month, pc)}


def backed_up(pc: PcFile, tmp_path: Path) -> Path:
    file = tmp_path / "cadangan.db"
    file.touch()
    pc.set("backup.last_at", clock.now_text())
    pc.set("backup.last_path", str(file))
    return file


def test_a_shop_in_order_is_all_green(shop: FrozenClock, pc: PcFile, tmp_path: Path) -> None:
    backed_up(pc, tmp_path)
    assert [(item.key, item.ok) for item in month_checklist("2026-11", pc, verify())] == [
        (key, True)
        for key in ("shifts", "earlier", "opening", "cash", "clearing", "stock", "owed", "queue", "backup", "proofs")
    ]  # fmt: skip


def test_an_open_shift_is_red_from_the_next_day_on(shop: FrozenClock, pc: PcFile) -> None:
    make.shift(make.cashier())
    assert items(pc)["shifts"].ok
    shop.pass_(days=1)
    assert items(pc)["shifts"] == Item(
        "shifts", "Sif kasir ditutup", "1 masih terbuka, sif 1 tanggal 24/11/2026 (Bu Rina)", False, "close_shift"
    )
    assert items(pc, "2026-10")["shifts"].ok


def test_earlier_months_are_named(shop: FrozenClock, pc: PcFile) -> None:
    for month in (9, 10):
        shop.at = datetime(2026, month, 12, 3, tzinfo=UTC)
        make.bought(make.product(f"Gula {month}"), 10, 150_000)
    shop.at = datetime(2026, 11, 24, 3, tzinfo=UTC)
    assert items(pc)["earlier"].figure == "September 2026, Oktober 2026"
    close_month(SYSTEM, "2026-09")
    close_month(SYSTEM, "2026-10")
    assert items(pc)["earlier"].ok


def test_opening_cash_and_stock_in_the_red(shop: FrozenClock, pc: PcFile) -> None:
    post_opening(SYSTEM, [Line(Account.BANK, 500_000), Line(Account.OPENING_BALANCE, -500_000)], date(2026, 11, 1))
    assert items(pc)["opening"].figure == "3199 masih Rp 500.000"
    make.bought(make.product(), 10, 150_000)
    assert items(pc)["cash"].ok
    post_opening(SYSTEM, [Line(Account.PETTY_CASH, -150_000), Line(Account.GRANT, 150_000)], date(2026, 11, 1))
    assert items(pc)["cash"] == Item(
        "cash", "Kas dan bank tidak minus", "Kas kecil -Rp 150.000", False, "cash", act="PETTY"
    )
    assert items(pc, "2026-10")["cash"].ok, "at the end of October nothing was short"
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (1, 12))
    assert (items(pc)["stock"].figure, below_zero()) == ("1 barang di bawah nol", 1)
    red = {key: (item.door, item.id, item.act) for key, item in items(pc).items() if not item.ok}
    queue = red.pop("queue")
    assert queue == ("settings", None, "printer"), "a receipt waits: no printer has emptied the queue"
    assert red == {
        "opening": ("account", 3199, ""), "cash": ("cash", None, "PETTY"), "stock": ("stock", None, "MINUS"),
        "backup": ("settings", None, "backup"),
    }  # fmt: skip


def test_mothers_do_not_wait_longer_than_two_weeks(shop: FrozenClock, pc: PcFile) -> None:
    rina = make.cashier()
    sari = make.consignor(fixed_idr=2_000)
    lemper = make.product("Lemper", 3_000, owner_id=sari)
    make.delivered(sari, lemper, 50)
    make.shift(rina)
    make.sell(rina, (lemper, 5))
    shop.pass_(days=14)
    assert items(pc, "2026-12")["owed"].figure == "Rp 10.000 untuk 1 penitip, tertua 14 hari"
    assert (items(pc, "2026-12")["owed"].ok, items(pc, "2026-12")["owed"].act) == (True, "OWED")
    shop.pass_(days=1)
    assert not items(pc, "2026-12")["owed"].ok


def test_qris_is_in_the_bank_within_a_week(shop: FrozenClock, pc: PcFile) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (make.product(price_idr=25_500), 1), others=[Paid(Tender.QRIS, 25_500, "123456789012")])
    shop.pass_(days=7)
    assert items(pc, "2026-12")["clearing"] == Item(
        "clearing", "QRIS masuk bank dalam 7 hari", "Rp 25.500 dari 1 hari, tertua 7 hari", True, "cash", act="QRIS"
    )
    shop.pass_(days=1)
    assert not items(pc, "2026-12")["clearing"].ok
    settle_clearing(SYSTEM, [(date(2026, 11, 24), 25_500)], 25_321)
    assert (items(pc, "2026-12")["clearing"].figure, items(pc, "2026-12")["clearing"].ok) == (
        "tidak ada yang menunggu", True,
    )  # fmt: skip
    assert items(pc)["clearing"].figure == "Rp 25.500 dari 1 hari, tertua 6 hari", "so it stood on 30 November"


def test_a_month_that_is_over_is_told_as_it_stood_on_its_last_day(shop: FrozenClock, pc: PcFile) -> None:
    """October ended in order; November's QRIS, minus stock and debts are no reason to excuse October for ever."""
    shop.at = datetime(2026, 10, 20, 3, tzinfo=UTC)
    rina, sari = make.cashier(), make.consignor(fixed_idr=2_000)
    lemper = make.product("Lemper", 3_000, owner_id=sari)
    gula = make.product(price_idr=25_500)
    make.delivered(sari, lemper, 50)
    make.funded(100_000)
    first = make.shift(rina)
    make.sell(rina, (lemper, 5), others=[Paid(Tender.QRIS, 15_000, "123456789012")])
    count_off(rina, first.id)
    shop.at = datetime(2026, 11, 2, 3, tzinfo=UTC)
    make.shift(rina, 0)
    make.sell(rina, (gula, 2), others=[Paid(Tender.QRIS, 51_000, "123456789013")])
    make.sell(rina, (lemper, 7))
    shop.at = datetime(2026, 11, 24, 3, tzinfo=UTC)
    october, november = items(pc, "2026-10"), items(pc, "2026-11")
    assert [(october[key].figure, october[key].ok) for key in ("clearing", "stock", "owed")] == [
        ("Rp 15.000 dari 1 hari, tertua 11 hari", False),
        ("tidak ada", True),
        ("Rp 10.000 untuk 1 penitip, tertua 11 hari", True),
    ]
    assert [(november[key].figure, november[key].ok) for key in ("clearing", "stock", "owed")] == [
        ("Rp 66.000 dari 2 hari, tertua 35 hari", False),
        ("1 barang di bawah nol", False),
        ("Rp 24.000 untuk 1 penitip, tertua 35 hari", False),
    ]
    settle_clearing(SYSTEM, [(date(2026, 10, 20), 15_000)], 14_895, date(2026, 10, 27))
    assert items(pc, "2026-10")["clearing"].figure == "tidak ada yang menunggu"
    pay_settlement(SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.SAFE, till_id=1)
    make.bought(gula, 10, 150_000)
    assert items(pc, "2026-10")["owed"].figure == "Rp 10.000 untuk 1 penitip, tertua 11 hari"
    assert (items(pc)["owed"].figure, items(pc)["stock"].figure) == ("tidak ada utang titipan", "tidak ada")


def test_what_was_paid_first_was_earned_first(shop: FrozenClock, pc: PcFile) -> None:
    sari, ani = make.consignor(fixed_idr=2_000), make.consignor("Bu Ani", fixed_idr=1_000)
    lemper, arem = make.product("Lemper", 3_000, owner_id=sari), make.product("Arem-arem", 2_000, owner_id=ani)
    make.funded(50_000)
    assert owed_to_consignors() == Owed(0, 0, None)
    for day, goods in ((2, lemper), (4, arem), (9, lemper)):
        shop.at = datetime(2026, 11, day, 3, 0, tzinfo=UTC)
        make.delivered(sari if goods == lemper else ani, goods, 1)
        loss = LossItem(goods, ONE)
        record_loss(SYSTEM, sari if goods == lemper else ani, [loss])
    assert owed_to_consignors() == Owed(5_000, 2, date(2026, 11, 2))
    shop.at = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    paid = pay_settlement(SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.SAFE, amount_idr=2_000, till_id=1)
    assert owed_to_consignors() == Owed(3_000, 2, date(2026, 11, 4))
    pay_settlement(SYSTEM, settle(SYSTEM, ani, clock.today()).id, CashPlace.SAFE, till_id=1)
    assert owed_to_consignors() == Owed(2_000, 1, date(2026, 11, 9))
    shop.at = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    cancel_payout(SYSTEM, paid.id, "salah tempat", till_id=1)
    assert items(pc)["owed"].figure == "Rp 4.000 untuk 1 penitip, tertua 24 hari"
    assert not items(pc)["owed"].ok, "cancelling makes nothing green"


def test_a_waiting_slip_is_red(shop: FrozenClock, pc: PcFile) -> None:
    @operation(Permission.SELL)
    def print_something(actor: Actor) -> None:
        queue("test", "uji", [Text("uji")], "test", 1)

    print_something(SYSTEM)
    assert (items(pc)["queue"].figure, items(pc)["queue"].ok) == ("1 cetakan menunggu", False)


def test_a_backup_grows_old_and_may_be_out_of_sight(shop: FrozenClock, pc: PcFile, tmp_path: Path) -> None:
    assert items(pc)["backup"].figure == "belum pernah"
    file = backed_up(pc, tmp_path)
    assert (items(pc)["backup"].figure, items(pc)["backup"].ok) == ("24/11/2026 10.42", True)
    shop.pass_(days=3)
    assert items(pc)["backup"].ok
    shop.pass_(days=1)
    assert not items(pc)["backup"].ok
    shop.pass_(days=-4)
    file.unlink()
    assert items(pc)["backup"].figure == "24/11/2026 10.42, tetapi berkasnya tidak terlihat"
    assert not items(pc)["backup"].ok


def test_a_proof_that_fails_is_told_by_name(shop: FrozenClock, pc: PcFile) -> None:
    broken = [Check("Debet sama dengan kredit", "debet 1, kredit 2", False), Check("Lain", "0", True)]
    item = month_checklist("2026-11", pc, broken)[-1]
    assert (item.figure, item.ok) == ("Debet sama dengan kredit: debet 1, kredit 2", False)


def test_the_mornings_figures_are_those_of_the_books(shop: FrozenClock) -> None:
    rina = make.cashier("Bu Rina", role=Role.TREASURER)
    sari = make.consignor(fixed_idr=2_000)
    gula, lemper = make.product(), make.product("Lemper", 3_000, owner_id=sari)
    make.bought(gula, 10, 150_000)
    make.delivered(sari, lemper, 50)
    make.shift(rina, 100_000)
    make.sell(rina, (gula, 1))
    make.sell(rina, (lemper, 4))
    day = clock.today()
    assert sales_by_day(day, day) == {day: DaySales(2, 29_500)}
    assert sales_by_day(date(2026, 11, 1), date(2026, 11, 23)) == {}
    assert cash_at() == {
        CashPlace.DRAWER: 129_500, CashPlace.PETTY: 0, CashPlace.SAFE: 0, CashPlace.TRANSIT: 0,
        CashPlace.BANK: 0,
    }  # fmt: skip
    assert cash_at(date(2026, 11, 23))[CashPlace.DRAWER] == 0
    assert for_families("2026-11") == Families(8_000, 1, 0)
    assert for_families("2026-10") == Families(0, 0, 0)
    void_sale(SYSTEM, make.sell(rina, (lemper, 3)).sale.id, "salah", till_id=1)
    assert for_families("2026-11") == Families(8_000, 1, 0)
    assert shares_by_month(date(2026, 11, 1), day) == {"2026-11": 8_000}
