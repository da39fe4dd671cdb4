"""Payments to suppliers, what is owed to whom, and taking a purchase or a payment back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from pkkmart.cashbook.operations import transfer
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import entries_of, trial_balance
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.checks import debts_are_documents, payments_are_posted
from pkkmart.purchasing.operations import (
    PaidFrom,
    PurchaseItem,
    cancel_purchase,
    cancel_supplier_payment,
    pay_supplier,
    record_purchase,
)
from pkkmart.purchasing.queries import overdue_idr, owed_idr, owed_to_suppliers, supplier_documents, unpaid_invoices
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.queries import levels
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.valuation import Level
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_count, entry_of, entry_text
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.scenarios.proofs import failures

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
MICRO = 1_000_000


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    lines = [debit(Account.SAFE, 2_000_000), debit(Account.BANK, 2_000_000), credit(Account.GRANT, 4_000_000)]
    post_opening(actor, lines, date(2026, 11, 1))
    return actor


@pytest.fixture
def grosir(endang: Actor) -> int:
    return register_person(SYSTEM, PersonDetails(name="Grosir Maju"), [CapacityKind.SUPPLIER], since=make.START)


@pytest.fixture
def sugar(endang: Actor) -> int:
    return make.product()


def on_credit(supplier_id: int, product_id: int, quantity: int, cost_idr: int, day: date = TODAY) -> None:
    item = PurchaseItem(product_id, quantity * ONE, cost_idr)
    record_purchase(
        SYSTEM, [item], paid_from=PaidFrom.CREDIT, supplier_id=supplier_id, business_date=day, confirmed=make.DEARER
    )


def lose(product_id: int, quantity: int) -> None:
    adjust(SYSTEM, [AdjustItem(product_id, quantity * ONE)], AdjustReason.MISSING)


def refused(act: Callable[[], object]) -> str:
    """The sentence of a refusal that wrote nothing."""
    count = "SELECT (SELECT count(*) FROM supplier_payment), (SELECT count(*) FROM voided_document)"
    before = fetch(count), entry_count(), fetch("SELECT count(*) FROM stock_move")
    with pytest.raises(UserError) as told:
        act()
    assert (fetch(count), entry_count(), fetch("SELECT count(*) FROM stock_move")) == before
    return str(told.value)


def books() -> dict[int, int]:
    rows = trial_balance(date(2026, 1, 1), date(2026, 12, 31))
    return {row.code: row.closing_idr for row in rows if row.closing_idr}


@pytest.mark.worked_entry("2b")
def test_a_supplier_is_paid_by_bank(endang: Actor, grosir: int, sugar: int) -> None:
    on_credit(grosir, sugar, 50, 850_000, YESTERDAY)
    assert [(row.supplier, row.owed_idr, row.last_purchase) for row in owed_to_suppliers()] == [
        ("Grosir Maju", 850_000, "2026-11-23")
    ]
    paid = pay_supplier(endang, grosir, 850_000, BANK, note="transfer", till_id=1)
    assert (paid.number, paid.owed_idr) == ("BP-26-000001", 0)
    assert entry_of("supplier_payment", 1) == "2101(Grosir Maju) D 850.000 / 1111 K 850.000"
    assert cash_flows(entries_of("supplier_payment", 1)[0]) == {"SUPPLIERS": -850_000}
    assert owed_to_suppliers() == []
    assert [(row.kind, row.number) for row in supplier_documents("grosir")] == [
        ("supplier_payment", "BP-26-000001"), ("purchase", "PB-26-000001")
    ]  # fmt: skip
    assert failures() == []


def test_in_parts_from_the_drawer_by_the_cashier(endang: Actor, grosir: int, sugar: int) -> None:
    rina = make.cashier()
    shift = make.shift(rina, 500_000)
    on_credit(grosir, sugar, 50, 850_000)
    assert pay_supplier(rina, grosir, 200_000, DRAWER, till_id=1).owed_idr == 650_000
    assert entry_of("supplier_payment", 1) == "2101(Grosir Maju) D 200.000 / 1101 K 200.000"
    assert expected_idr(shift.id) == 300_000
    with pytest.raises(NotPermitted):
        pay_supplier(rina, grosir, 1, SAFE, till_id=1)
    with pytest.raises(NotPermitted):
        cancel_supplier_payment(rina, 1, "salah", till_id=1)
    assert failures() == []


def test_what_cannot_be_paid_has_its_sentence(endang: Actor, grosir: int, sugar: int) -> None:
    on_credit(grosir, sugar, 100, 2_500_000)

    def pay(amount: int, place: CashPlace, day: date | None = None) -> str:
        return refused(lambda: pay_supplier(endang, grosir, amount, place, day=day, till_id=1))

    assert pay(2_500_001, BANK) == (
        "Pembayaran 2.500.001 melebihi utang kepada Grosir Maju, yaitu 2.500.000. Bayar paling banyak 2.500.000."
    )
    assert pay(100, BANK, YESTERDAY) == (
        "Pada 23/11/2026 utang kepada Grosir Maju baru 0, belum 100. Pakai tanggal sesudah barangnya diterima."
    )
    assert pay(2_500_000, BANK).startswith("Isi bank tercatat 2.000.000, tidak cukup untuk 2.500.000.")
    assert pay(0, BANK) == "Jumlah yang dibayar harus lebih dari 0."
    assert pay(100, DRAWER).startswith("Belum ada sif terbuka.")
    assert pay(100, TRANSIT).startswith("Pemasok tidak bisa dibayar dari dalam perjalanan ke bank.")
    assert pay(100, BANK, date(2026, 11, 25)).startswith("Tanggal 25/11/2026 belum tiba.")


def test_opening_debts_are_paid_too(endang: Actor, grosir: int) -> None:
    lines = [debit(Account.OPENING_BALANCE, 300_000), credit(Account.SUPPLIER_PAYABLE, 300_000, person=grosir)]
    post_opening(endang, lines, date(2026, 11, 1))
    pay_supplier(endang, grosir, 100_000, SAFE, till_id=1)
    assert owed_idr(grosir) == 200_000
    assert debts_are_documents().ok


def test_cancelling_restores_the_books_and_the_shelf(endang: Actor, grosir: int, sugar: int) -> None:
    make.bought(sugar, 10, 150_000)
    before, shelf = books(), levels([sugar])
    on_credit(grosir, sugar, 50, 850_000)
    record_purchase(endang, [PurchaseItem(sugar, 5 * ONE, 90_000)], paid_from=PaidFrom.SAFE)
    pay_supplier(endang, grosir, 100_000, BANK, till_id=1)
    assert refused(lambda: cancel_purchase(endang, 2, "salah nota")) == (
        "PB-26-000002 tidak bisa dibatalkan: 850.000 dari Grosir Maju sudah dibayar, utangnya tinggal 750.000. "
        "Batalkan dulu pembayarannya."
    )
    cancel_supplier_payment(endang, 1, "salah tempat", till_id=1)
    cancel_purchase(endang, 2, "salah nota")
    cancel_purchase(endang, 3, "salah nota")
    assert (books(), levels([sugar])) == (before, shelf)
    assert refused(lambda: cancel_purchase(endang, 2, "lagi")).startswith("Dokumen ini sudah dibatalkan")
    assert refused(lambda: cancel_supplier_payment(endang, 1, "lagi", till_id=1)).startswith(
        "Dokumen ini sudah dibatalkan"
    )
    assert failures() == []


def test_the_goods_leave_at_what_they_came_in_with(endang: Actor, sugar: int) -> None:
    make.bought(sugar, 10, 100_000)
    make.bought(sugar, 10, 200_000)
    lose(sugar, 5)  # at the average of 15.000
    cancel_purchase(endang, 2, "barang dikembalikan")
    (entry_id,) = entries_of("void", 1)
    assert entry_text(entry_id) == "1103 D 200.000 / 1141 K 200.000"
    assert levels([sugar])[sugar] == Level(5 * ONE, 25_000, 10_000 * MICRO, True)
    assert failures() == []


def test_a_supplier_is_paid_only_from_the_day_the_money_lay_there(endang: Actor, grosir: int, sugar: int) -> None:
    record_purchase(SYSTEM, [PurchaseItem(sugar, ONE, 90_000)], paid_from=PaidFrom.CREDIT, supplier_id=grosir,
                    business_date=date(2026, 11, 2), confirmed=make.DEARER)  # fmt: skip
    transfer(endang, BANK, PETTY, 90_000, till_id=1)
    assert refused(lambda: pay_supplier(endang, grosir, 90_000, PETTY, day=date(2026, 11, 3), till_id=1)) == (
        "Pada 03/11/2026 isi kas kecil tercatat 0, tidak cukup untuk 90.000; baru cukup mulai 24/11/2026. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )
    pay_supplier(endang, grosir, 90_000, PETTY, till_id=1)
    assert failures() == []


def test_a_purchase_of_goods_that_are_gone_stays(endang: Actor, sugar: int) -> None:
    make.bought(sugar, 10, 150_000)
    lose(sugar, 1)
    assert refused(lambda: cancel_purchase(endang, 1, "salah")) == (
        "PB-26-000001 tidak bisa dibatalkan: 10 Gula Pasir 1 kg harus keluar lagi, di rak tercatat 9. "
        "Hitung barangnya, atau sesuaikan stoknya."
    )


@pytest.mark.parametrize(
    ("first", "second", "lost"), [(100_000, 200_000, 10), (100_000, 900_000, 9)], ids=["nothing left", "below nothing"]
)
def test_a_purchase_that_left_in_a_mix_stays(endang: Actor, sugar: int, first: int, second: int, lost: int) -> None:
    make.bought(sugar, 10, first)
    make.bought(sugar, 10, second)
    lose(sugar, lost)
    assert refused(lambda: cancel_purchase(endang, 2, "salah")).startswith(
        "PB-26-000002 tidak bisa dibatalkan: sejak itu Gula Pasir 1 kg sudah bercampur dengan harga lain"
    )
    assert failures() == []


def test_a_cashier_cannot_bring_the_safes_money_back(endang: Actor, grosir: int, sugar: int) -> None:
    rina = make.cashier()
    make.bought(sugar, 10, 150_000)
    on_credit(grosir, sugar, 1, 15_000)
    with pytest.raises(NotPermitted):
        cancel_purchase(rina, 1, "salah")
    cancel_purchase(rina, 2, "salah")
    assert failures() == []


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE supplier_payment SET amount_idr = 1",
        "DELETE FROM supplier_payment",
        "INSERT OR REPLACE INTO supplier_payment SELECT id, number, supplier_id, business_date, recorded_at, user_id,"
        " paid_from, shift_id, 1, 0, note FROM supplier_payment",
    ],
)
def test_raw_sql_is_refused(endang: Actor, grosir: int, sugar: int, attack: str) -> None:
    on_credit(grosir, sugar, 1, 15_000)
    pay_supplier(endang, grosir, 15_000, BANK, till_id=1)
    with pytest.raises(sqlite3.IntegrityError):
        db.connection().execute(attack)


def test_the_checks_see_a_payment_without_its_entry(grosir: int) -> None:
    assert payments_are_posted().ok
    assert debts_are_documents().ok
    db.execute_sql(
        "INSERT INTO supplier_payment (id, number, supplier_id, business_date, recorded_at, paid_from, amount_idr,"
        " discount_idr, note)"
        " VALUES (1, 'BP-26-000001', ?, '2026-11-24', '', 'BANK', 5, 0, '')",
        (grosir,),
    )
    assert not payments_are_posted().ok
    assert not debts_are_documents().ok


@pytest.mark.worked_entry("discount-of-supplier")
def test_a_prompt_payment_makes_what_is_unsold_cheaper(endang: Actor, grosir: int, sugar: int) -> None:
    on_credit(grosir, sugar, 50, 850_000)
    lose(sugar, 30)
    pay_supplier(endang, grosir, 833_000, BANK, till_id=1, discount_idr=17_000)
    assert entry_of("supplier_payment", 1) == (
        "2101(Grosir Maju) D 850.000 / 1111 K 833.000 / 1141 K 6.800 / 5121 K 10.200"
    )
    assert (levels([sugar])[sugar].qty_milli, levels([sugar])[sugar].value_idr) == (20 * ONE, 333_200)
    assert (owed_idr(grosir), failures()) == (0, [])
    cancel_supplier_payment(endang, 1, "salah", till_id=1)
    assert (levels([sugar])[sugar].value_idr, owed_idr(grosir), failures()) == (340_000, 850_000, [])


def test_a_discount_is_of_the_oldest_invoices_and_of_goods_that_are_there(
    endang: Actor, grosir: int, sugar: int
) -> None:
    lines = [debit(Account.OPENING_BALANCE, 100_000), credit(Account.SUPPLIER_PAYABLE, 100_000, person=grosir)]
    post_opening(endang, lines, date(2026, 11, 1))
    on_credit(grosir, sugar, 10, 150_000)
    pay_supplier(endang, grosir, 197_000, BANK, till_id=1, discount_idr=3_000)
    assert entry_of("supplier_payment", 1) == (
        "2101(Grosir Maju) D 200.000 / 1111 K 197.000 / 1141 K 1.500 / 5121 K 1.500"
    )
    assert [(row.number, row.left_idr) for row in unpaid_invoices(grosir)] == [("PB-26-000001", 50_000)]
    assert refused(lambda: pay_supplier(endang, grosir, 50_000, BANK, till_id=1, discount_idr=1)).startswith(
        "Pembayaran 50.001 melebihi utang"
    )
    lose(sugar, 10)
    assert refused(lambda: cancel_supplier_payment(endang, 1, "salah", till_id=1)).startswith(
        "BP-26-000001 tidak bisa dibatalkan: sejak itu Gula Pasir 1 kg sudah bercampur"
    )
    assert failures() == []


def test_the_oldest_invoice_is_paid_first_and_what_is_past_its_day_is_told(
    endang: Actor, grosir: int, sugar: int, frozen: FrozenClock
) -> None:
    on_credit(grosir, sugar, 10, 150_000, date(2026, 10, 20))
    on_credit(grosir, sugar, 10, 160_000, date(2026, 11, 20))
    pay_supplier(endang, grosir, 100_000, SAFE, till_id=1)
    assert [(row.number, row.due_on, row.left_idr) for row in unpaid_invoices()] == [
        ("PB-26-000001", date(2026, 11, 19), 50_000), ("PB-26-000002", date(2026, 12, 20), 160_000)
    ]  # fmt: skip
    assert (overdue_idr(TODAY), overdue_idr(date(2026, 11, 19))) == (50_000, 0)
    (row,) = owed_to_suppliers(TODAY)
    assert (row.due_on, row.overdue_idr, row.owed_idr) == (date(2026, 11, 19), 50_000, 210_000)
    item = PurchaseItem(sugar, ONE, 15_000)
    with pytest.raises(UserError) as told:
        record_purchase(endang, [item], paid_from=PaidFrom.CREDIT, supplier_id=grosir, due_on=YESTERDAY)
    assert str(told.value).startswith("Jatuh tempo 23/11/2026 mendahului tanggal faktur 24/11/2026.")
