"""Ways of paying an invoice, and its freight and discount in what the goods cost."""

from __future__ import annotations

import pytest

from pkkmart.cashbook.operations import transfer
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import entries_of
from pkkmart.purchasing.checks import documents_are_posted, totals_are_lines
from pkkmart.purchasing.operations import (
    CostUnusual,
    PaidFrom,
    PurchaseItem,
    cancel_purchase,
    record_purchase,
)
from pkkmart.stock.queries import levels
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_count, entry_of, entry_text
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    lines = [debit(Account.SAFE, 2_000_000), debit(Account.BANK, 2_000_000), credit(Account.GRANT, 4_000_000)]
    make.post_opening(actor, lines, make.START)
    return actor


@pytest.fixture
def sugar(endang: Actor) -> int:
    return make.product()


@pytest.fixture
def oil(endang: Actor) -> int:
    return make.product("Minyak 1 L", 20_000)


def refused(act: object, *args: object, **known: object) -> str:
    before = entry_count(), fetch("SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM stock_move)")
    with pytest.raises(UserError) as told:
        act(*args, **known)  # type: ignore[operator]
    assert before == (
        entry_count(), fetch("SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM stock_move)")
    )  # fmt: skip
    return str(told.value)


@pytest.mark.parametrize(("way", "account"), [("BANK", 1111), ("PETTY", 1102), ("DRAWER", 1101), ("SAFE", 1103)])
def test_an_invoice_is_paid_from_any_place_and_cancelled_back_into_it(
    endang: Actor, sugar: int, way: str, account: int
) -> None:
    make.shift(endang, 200_000)
    transfer(endang, CashPlace.BANK, CashPlace.PETTY, 200_000, till_id=1)
    item = PurchaseItem(sugar, 10 * ONE, 150_000)
    record_purchase(endang, [item], paid_from=PaidFrom(way), till_id=1)
    assert entry_of("purchase", 1) == f"1141 D 150.000 / {account} K 150.000"
    assert cash_flows(entries_of("purchase", 1)[0]) == {"SUPPLIERS": -150_000}
    assert expected_idr(1) == (50_000 if way == "DRAWER" else 200_000)
    assert failures() == []
    cancel_purchase(endang, 1, "salah nota", till_id=1)
    (undone,) = entries_of("void", 1)
    assert entry_text(undone) == f"{account} D 150.000 / 1141 K 150.000"
    assert (expected_idr(1), levels([sugar])[sugar].value_idr) == (200_000, 0)
    assert failures() == []


def test_a_place_pays_no_more_than_it_holds_and_the_drawer_needs_a_shift(endang: Actor, sugar: int) -> None:
    item = PurchaseItem(sugar, 10 * ONE, 150_000)
    wanted = {"paid_from": PaidFrom.DRAWER, "till_id": 1}
    assert refused(record_purchase, endang, [item], **wanted).startswith("Belum ada sif terbuka.")
    make.shift(endang, 100_000)
    assert refused(record_purchase, endang, [item], **wanted) == (
        "Uang di laci tidak cukup untuk 150.000. Ambil dari brankas, atau bayar sebagian."
    )
    assert refused(record_purchase, endang, [item], paid_from=PaidFrom.PETTY).startswith("Isi kas kecil tercatat 0")


def test_a_cashier_pays_from_the_drawer_and_from_nowhere_else(endang: Actor, sugar: int) -> None:
    rina = make.cashier()
    make.shift(rina, 200_000)
    item = PurchaseItem(sugar, ONE, 15_000)
    record_purchase(rina, [item], paid_from=PaidFrom.DRAWER, till_id=1)
    for way in (PaidFrom.BANK, PaidFrom.PETTY, PaidFrom.SAFE):
        with pytest.raises(NotPermitted):
            record_purchase(rina, [item], paid_from=way, till_id=1)
    assert expected_idr(1) == 185_000


def test_freight_and_discount_are_spread_by_value_to_the_rupiah(endang: Actor, sugar: int, oil: int) -> None:
    items = [PurchaseItem(sugar, 10 * ONE, 100_000), PurchaseItem(oil, 10 * ONE, 200_000), PurchaseItem(oil, ONE, 0)]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.BANK, freight_idr=20_000, discount_idr=9_999)
    assert entry_of("purchase", 1) == "1141 D 310.001 / 1111 K 310.001"
    assert fetch("SELECT freight_idr, discount_idr, total_idr FROM purchase") == [(20_000, 9_999, 310_001)]
    assert fetch("SELECT cost_idr, value_idr FROM purchase_line ORDER BY line_no") == [
        (100_000, 103_334), (200_000, 206_667), (0, 0)
    ]  # fmt: skip
    known = levels([sugar, oil])
    assert (known[sugar].value_idr, known[oil].value_idr) == (103_334, 206_667)
    assert failures() == []


def test_freight_of_goods_given_as_a_bonus_goes_by_quantity(endang: Actor, sugar: int, oil: int) -> None:
    items = [PurchaseItem(sugar, 3 * ONE, 0), PurchaseItem(oil, ONE, 0)]
    record_purchase(SYSTEM, items, paid_from=PaidFrom.BANK, freight_idr=10_000)
    assert fetch("SELECT value_idr FROM purchase_line ORDER BY line_no") == [(7_500,), (2_500,)]


def test_a_discount_above_the_invoice_and_freight_that_makes_goods_dear_are_told(endang: Actor, sugar: int) -> None:
    item = PurchaseItem(sugar, 10 * ONE, 150_000)
    bank = PaidFrom.BANK
    assert refused(record_purchase, endang, [item], paid_from=bank, freight_idr=10_000, discount_idr=160_001) == (
        "Potongan 160.001 tidak mungkin: faktur dan ongkirnya 160.000. Isi dari 0 sampai 160.000."
    )
    assert refused(record_purchase, endang, [item], paid_from=bank, freight_idr=-1) == (
        "Ongkir -1 tidak mungkin. Isi 0 atau lebih."
    )
    with pytest.raises(CostUnusual) as told:
        record_purchase(endang, [item], paid_from=bank, freight_idr=1_600_000)
    assert "Gula Pasir 1 kg 175.000, padahal dijual 17.500" in str(told.value)


def test_the_checks_see_a_total_that_is_not_its_lines(endang: Actor, sugar: int) -> None:
    assert (totals_are_lines().ok, documents_are_posted().ok) == (True, True)
    db.execute_sql(
        "INSERT INTO purchase (id, number, business_date, recorded_at, paid_from, invoice_number, freight_idr,"
        " discount_idr, total_idr) VALUES (1, 'PB-26-000001', '2026-11-24', '', 'BANK', '', 5, 0, 5)"
    )
    assert (totals_are_lines().ok, documents_are_posted().ok) == (False, False)
