"""Bon in the books: a purchase, its repayment, refunds (of what is partly paid too), refusals, and what proofs see."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.printing.queries import jobs_of
from pkkmart.receivables.checks import items_are_posted, items_are_receivable, no_debt_below_nothing
from pkkmart.receivables.operations import cancel_repayment, charge, repay, set_limit
from pkkmart.receivables.queries import (
    limit_idr,
    limits,
    open_debts,
    owed_by_member,
    owed_idr,
    owed_on,
    owed_on_sale,
    paid_on,
    room_idr,
    statement,
)
from pkkmart.savings.queries import balances
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of, refusal
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.receivables.bare_sales import TODAY, book, proofs, return_sold, sell, void

DRAWER, SAFE, BANK = CashPlace.DRAWER, CashPlace.SAFE, CashPlace.BANK
YESTERDAY = date(2026, 11, 23)


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    rina = make.cashier()
    make.shift(rina)
    return rina


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def siti(rina: Actor) -> int:
    """A member who may owe 200.000 since the first of the year."""
    siti = make.member().person_id
    set_limit(SYSTEM, siti, 200_000, "rapat pengurus", till_id=1)
    return siti


refused = partial(refusal, ("receivable_item", "repayment", "sale"))


def opened(member_id: int, amount_idr: int) -> None:
    """The shop began with this bon."""
    post_opening(
        SYSTEM,
        [debit(Account.MEMBER_RECEIVABLE, amount_idr, person=member_id), credit(Account.GRANT, amount_idr)],
        date(2026, 1, 1),
    )


@pytest.mark.worked_entry("8")
def test_a_purchase_on_credit(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, bon=75_000, cost=60_000)
    assert entry_of(sale.kind, sale.id) == (
        "1131(Siti Wahyuni) D 75.000 / 5101 D 60.000 / 1141 K 60.000 / 4101 K 75.000"
    )
    assert (owed_idr(siti), owed_on_sale(sale.id), room_idr(siti, TODAY)) == (75_000, 75_000, 125_000)
    assert owed_by_member() == {siti: 75_000}
    assert proofs() == []


@pytest.mark.worked_entry("9")
def test_repaid_in_cash(rina: Actor, siti: int) -> None:
    sell(rina, siti, bon=75_000)
    made = repay(rina, siti, 75_000, DRAWER, till_id=1)
    assert (made.number, made.owed_idr) == ("AB-26-000001", 0)
    assert entry_of("repayment", made.id) == "1101 D 75.000 / 1131(Siti Wahyuni) K 75.000"
    assert cash_flows(fetch("SELECT max(id) FROM journal_entry")[0][0]) == {"CUSTOMERS": 75_000}
    assert fetch("SELECT amount_idr, kind, origin_kind, origin_id FROM cash_movement") == [
        (75_000, "IN", "repayment", made.id)
    ]
    assert (owed_idr(siti), owed_by_member(), room_idr(siti, TODAY)) == (0, {}, 200_000)
    assert proofs() == []


@pytest.mark.worked_entry("18")
def test_a_refund_of_a_sale_still_owed(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, bon=75_000)
    returned = return_sold(rina, siti, sale, 75_000)
    assert entry_of(returned.kind, returned.id) == "4102 D 75.000 / 1131(Siti Wahyuni) K 75.000"
    assert (owed_idr(siti), balances(siti).voluntary_idr) == (0, 0)
    assert proofs() == []


@pytest.mark.worked_entry("refund-of-part-paid-bon")
def test_a_refund_of_a_bon_sale_with_20_000_of_it_still_owed(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, bon=75_000)
    repay(rina, siti, 55_000, DRAWER, till_id=1)
    returned = return_sold(rina, siti, sale, 75_000)
    assert entry_of(returned.kind, returned.id) == (
        "4102 D 75.000 / 1131(Siti Wahyuni) K 20.000 / 2111(Siti Wahyuni) K 55.000"
    )
    assert (owed_on_sale(sale.id), balances(siti).voluntary_idr) == (0, 55_000)
    assert proofs() == []


def test_a_refund_lowers_its_own_sale_and_no_other(rina: Actor, siti: int) -> None:
    paid, owed = sell(rina, siti, bon=30_000), sell(rina, siti, bon=40_000)
    repay(rina, siti, 30_000, DRAWER, till_id=1)
    return_sold(rina, siti, paid, 10_000)
    assert (owed_on_sale(paid.id), owed_on_sale(owed.id), balances(siti).voluntary_idr) == (0, 40_000, 10_000)
    cash_sale = sell(rina, siti, cash=20_000)
    return_sold(rina, siti, cash_sale, 20_000)
    assert (owed_idr(siti), balances(siti).voluntary_idr) == (40_000, 30_000)
    assert proofs() == []


def test_nobody_owes_more_than_the_limit(rina: Actor, siti: int) -> None:
    sell(rina, siti, bon=150_000)
    assert refused(lambda: sell(rina, siti, bon=75_000)) == (
        "Bon Siti Wahyuni tinggal bisa 50.000: batasnya 200.000, sudah terpakai 150.000. Bayar 25.000 dengan cara "
        "lain, terima angsurannya dulu, atau minta pengurus menaikkan batasnya."
    )
    sell(rina, siti, bon=50_000)
    assert room_idr(siti, TODAY) == 0
    repay(rina, siti, 20_000, DRAWER, till_id=1)
    sell(rina, siti, bon=20_000)
    assert proofs() == []


def test_without_a_limit_there_is_no_bon(rina: Actor) -> None:
    lina = register_person(SYSTEM, PersonDetails(name="Lina"), [CapacityKind.MEMBER], since=TODAY)
    told = (
        "Lina belum punya batas bon. Minta pengurus memberinya batas di halaman Bon anggota, atau pakai cara "
        "bayar lain."
    )
    assert refused(lambda: sell(rina, lina, bon=1_000)) == told
    set_limit(SYSTEM, lina, 50_000, "rapat", till_id=1)
    sell(rina, lina, bon=30_000)
    set_limit(SYSTEM, lina, 0, "belum lunas tiga bulan", till_id=1)
    assert refused(lambda: sell(rina, lina, bon=1_000)) == told
    assert (owed_idr(lina), room_idr(lina, TODAY)) == (30_000, 0)
    set_limit(SYSTEM, lina, 20_000, "rapat lagi", till_id=1)
    assert room_idr(lina, TODAY) == 0


def test_only_members_buy_on_credit_but_who_left_can_still_pay(rina: Actor, siti: int) -> None:
    sari = make.consignor("Bu Sari")
    assert refused(lambda: sell(rina, sari, bon=1_000)) == (
        "Bu Sari bukan anggota pada 24/11/2026. Bon hanya untuk anggota; pakai cara bayar lain, atau daftarkan dulu."
    )
    assert refused(lambda: set_limit(SYSTEM, sari, 10_000, "rapat", till_id=1)).startswith("Bu Sari bukan anggota")
    sell(rina, siti, bon=10_000)
    db.execute_sql("UPDATE capacity SET until = '2026-11-24' WHERE person_id = ?", (siti,))
    assert repay(rina, siti, 10_000, DRAWER, till_id=1).owed_idr == 0
    set_limit(SYSTEM, siti, 0, "sudah keluar", till_id=1)


def test_a_limit_is_dated_and_keeps_its_history(rina: Actor, endang: Actor, siti: int) -> None:
    set_limit(endang, siti, 300_000, "lancar setahun", till_id=1)
    set_limit(endang, siti, 250_000, "salah ketik", till_id=1)
    assert (limit_idr(siti, TODAY), limit_idr(siti, YESTERDAY)) == (250_000, 0)
    assert [(row.limit_idr, row.since, row.user, row.reason) for row in limits(siti)] == [
        (250_000, TODAY, "Bu Endang", "salah ketik"),
        (300_000, TODAY, "Bu Endang", "lancar setahun"),
        (200_000, TODAY, "", "rapat pengurus"),
    ]


def test_a_limit_set_past_midnight_holds_in_the_shift_of_yesterday(shop: FrozenClock, rina: Actor, siti: int) -> None:
    shop.pass_(hours=14)
    set_limit(SYSTEM, siti, 500_000, "hajatan", till_id=1)
    sell(rina, siti, bon=400_000, day=TODAY)
    assert owed_idr(siti) == 400_000


def test_who_may_grant_credit_and_what_a_limit_needs(rina: Actor, endang: Actor, siti: int) -> None:
    with pytest.raises(NotPermitted, match="Bu Rina belum berwenang: memberi batas bon"):
        set_limit(rina, siti, 300_000, "minta tambah", till_id=1)
    set_limit(rina, siti, 300_000, "minta tambah", approval=Approval(endang, "saya kenal"), till_id=1)
    assert limit_idr(siti, TODAY) == 300_000
    assert refused(lambda: set_limit(endang, siti, 1, "  ", till_id=1)) == (
        "Tulis alasannya dulu, supaya batas bon Siti Wahyuni bisa dipertanggungjawabkan."
    )
    for amount in (-1, 1_000_000_001):
        assert refused(lambda amount=amount: set_limit(endang, siti, amount, "rapat", till_id=1)).endswith(  # type: ignore[misc]
            "tidak mungkin. Isi 0 (tidak boleh bon) sampai 1.000.000.000 rupiah."
        )


def test_a_repayment_is_counted_on_the_oldest_purchase_first(rina: Actor, siti: int) -> None:
    opened(siti, 15_000)
    first, second = sell(rina, siti, bon=30_000), sell(rina, siti, bon=40_000, cash=5_000)
    made = repay(rina, siti, 55_000, DRAWER, till_id=1)
    assert paid_on(made.id) == [("", 15_000), (first_number(first), 30_000), (first_number(second), 10_000)]
    assert [(debt.number, debt.owed_idr) for debt in open_debts(siti)] == [("PM-26-000002", 30_000)]
    assert (owed_on(Origin("opening", 1)), owed_on_sale(first.id), owed_on_sale(second.id)) == (0, 0, 30_000)
    assert proofs() == []


def first_number(sale: Origin) -> str:
    return f"PM-26-{sale.id:06d}"


def test_nobody_pays_more_than_is_owed(rina: Actor, siti: int) -> None:
    assert refused(lambda: repay(rina, siti, 10_000, DRAWER, till_id=1)) == (
        "Siti Wahyuni tidak punya bon yang belum lunas. Periksa namanya; uangnya bisa disetor ke simpanan sukarela."
    )
    sell(rina, siti, bon=30_000)
    assert refused(lambda: repay(rina, siti, 30_001, DRAWER, till_id=1)) == (
        "Bon Siti Wahyuni tinggal 30.000, jadi 30.001 terlalu banyak. Terima paling banyak 30.000."
    )
    for amount in (0, -1, 1_000_000_001):
        assert "tidak mungkin" in refused(lambda amount=amount: repay(rina, siti, amount, DRAWER, till_id=1))  # type: ignore[misc]


def test_nothing_is_paid_before_it_was_owed(rina: Actor, endang: Actor, siti: int) -> None:
    sell(rina, siti, bon=30_000)
    assert refused(lambda: repay(endang, siti, 30_000, SAFE, day=YESTERDAY, till_id=1)) == (
        "Pada 23/11/2026 bon Siti Wahyuni yang bisa diangsur hanya 0. Pakai tanggal lain, atau kurangi jumlahnya."
    )
    repay(endang, siti, 30_000, SAFE, till_id=1)
    assert proofs() == []


def test_where_the_money_goes_and_who_may_take_it(rina: Actor, endang: Actor, siti: int) -> None:
    sell(rina, siti, bon=100_000)
    assert refused(lambda: repay(rina, siti, 10_000, BANK, till_id=1)).startswith("Bu Rina belum berwenang")
    assert refused(lambda: repay(endang, siti, 10_000, CashPlace.TRANSIT, till_id=1)) == (
        "Angsuran bon tidak bisa lewat dalam perjalanan ke bank. Pilih laci, brankas, atau bank."
    )
    repay(endang, siti, 10_000, SAFE, till_id=1)
    repay(endang, siti, 20_000, BANK, note="transfer", till_id=1)
    assert [entry_of("repayment", number) for number in (1, 2)] == [
        "1103 D 10.000 / 1131(Siti Wahyuni) K 10.000",
        "1111 D 20.000 / 1131(Siti Wahyuni) K 20.000",
    ]
    assert repay(rina, siti, 5_000, BANK, approval=Approval(endang, "ya"), till_id=1).owed_idr == 65_000
    assert proofs() == []


def test_a_cancelled_repayment_is_owed_again(rina: Actor, siti: int) -> None:
    first, second = sell(rina, siti, bon=30_000), sell(rina, siti, bon=40_000)
    made = repay(rina, siti, 50_000, DRAWER, till_id=1)
    assert cancel_repayment(rina, made.id, "salah orang", till_id=1) == "BT-26-000001"
    assert (owed_on_sale(first.id), owed_on_sale(second.id), owed_idr(siti)) == (30_000, 40_000, 70_000)
    assert entry_of("void", 1) == "1131(Siti Wahyuni) D 50.000 / 1101 K 50.000"
    assert expected_idr(1) == 0
    (job,) = jobs_of("void", 1)
    assert (job.kind, job.title) == ("repayment", "BT-26-000001")
    repay(rina, siti, 50_000, DRAWER, till_id=1)
    assert refused(lambda: cancel_repayment(rina, made.id, "lagi", till_id=1)).startswith(
        "Dokumen ini sudah dibatalkan"
    )
    assert proofs() == []


def test_an_older_repayment_is_the_treasurers_to_cancel(rina: Actor, endang: Actor, siti: int) -> None:
    sell(rina, siti, bon=30_000)
    made = repay(rina, siti, 20_000, DRAWER, till_id=1)
    count_drawer(rina, 1, {20_000: 1})
    close_shift(rina, 1)
    make.shift(rina, 20_000)
    assert refused(lambda: cancel_repayment(rina, made.id, "salah", till_id=1)).startswith("Bu Rina belum berwenang")
    assert refused(lambda: cancel_repayment(endang, made.id, " ", till_id=1)).startswith("Tulis alasannya dulu")
    cancel_repayment(endang, made.id, "salah orang", till_id=1)
    assert (owed_idr(siti), proofs()) == (30_000, [])


def test_a_sale_is_voided_with_its_bon_unless_some_of_it_was_paid(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, bon=75_000)
    made = repay(rina, siti, 20_000, DRAWER, till_id=1)
    returned = return_sold(rina, siti, sale, 5_000)
    assert refused(lambda: void(rina, sale)) == (
        "PM-26-000001 tidak bisa dibatalkan: bonnya sudah dikurangi AB-26-000001, RJ-26-000001. Batalkan dulu yang itu."
    )
    cancel_repayment(rina, made.id, "salah", till_id=1)
    void(rina, returned)
    void(rina, sale)
    assert (owed_idr(siti), owed_by_member(), room_idr(siti, TODAY)) == (0, {}, 200_000)
    assert proofs() == []


def test_the_bon_a_shop_began_with_is_owed_like_any_other(rina: Actor, siti: int) -> None:
    opened(siti, 75_000)
    assert (owed_idr(siti), room_idr(siti, TODAY), owed_by_member()) == (75_000, 125_000, {siti: 75_000})
    assert [(debt.origin, debt.since, debt.owed_idr) for debt in open_debts(siti)] == [
        (Origin("opening", 1), date(2026, 1, 1), 75_000)
    ]
    assert proofs() == []
    repay(rina, siti, 50_000, DRAWER, till_id=1)
    assert (owed_idr(siti), proofs()) == (25_000, [])


def test_a_cancelled_opening_is_owed_no_more(rina: Actor, siti: int) -> None:
    opened(siti, 75_000)
    void(SYSTEM, Origin("opening", 1), day=date(2026, 1, 1))
    assert (owed_idr(siti), open_debts(siti), owed_by_member()) == (0, [], {})
    assert proofs() == []


def test_the_statement_tells_every_document(rina: Actor, siti: int) -> None:
    opened(siti, 15_000)
    sale = sell(rina, siti, bon=75_000)
    sell(rina, siti, bon=10_000)
    made = repay(rina, siti, 30_000, DRAWER, till_id=1)
    return_sold(rina, siti, sale, 20_000)
    cancel_repayment(rina, made.id, "salah", till_id=1)
    lines = statement(siti)
    assert [(line.number, line.charged_idr, line.paid_idr, line.balance_idr, line.cancels) for line in lines] == [
        ("", 15_000, 0, 15_000, ""),
        ("PM-26-000001", 75_000, 0, 90_000, ""),
        ("PM-26-000002", 10_000, 0, 100_000, ""),
        ("AB-26-000001", 0, 30_000, 70_000, ""),
        ("RJ-26-000001", 0, 20_000, 50_000, ""),
        ("BT-26-000001", 30_000, 0, 80_000, "AB-26-000001"),
    ]
    assert lines[3].cancelled_by == "BT-26-000001"
    assert (lines[1].origin, lines[5].origin) == (sale, Origin("repayment", made.id))


def test_parts_refuse_to_run_outside_an_operation_and_amounts_are_positive(rina: Actor, siti: int) -> None:
    with pytest.raises(RuntimeError, match="outside an operation"):
        charge(siti, 1, Origin("sale", 1), day=TODAY)
    with pytest.raises(ValueError, match="amounts are positive"):
        sell(rina, siti, bon=-1)
    sale = sell(rina, siti, bon=1_000)
    with pytest.raises(ValueError, match="amounts are positive"):
        return_sold(rina, siti, sale, -1)


def test_the_proofs_can_fail(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, bon=75_000)
    assert items_are_receivable().figure == "bon 75.000, Piutang Anggota 75.000, 0 anggota berbeda"
    sides = [credit(Account.MEMBER_RECEIVABLE, 80_000, person=siti), debit(Account.OTHER_EXPENSE, 80_000)]
    book(SYSTEM, sides, Origin("test", 7))
    assert items_are_receivable().figure == "bon 75.000, Piutang Anggota -5.000, 1 anggota berbeda"
    assert items_are_posted().figure == "1 baris bon, 1 dokumen tidak cocok"
    db.execute_sql(
        "INSERT INTO receivable_item SELECT 2, 'REPAYMENT', member_id, -80000, debt_kind, debt_id, 'repayment', 1,"
        " NULL, business_date, recorded_at FROM receivable_item"
    )
    db.execute_sql(
        "INSERT INTO repayment (id, number, member_id, amount_idr, place, business_date, recorded_at, note)"
        " VALUES (1, 'AB-26-000001', ?, 70000, 'SAFE', '2026-11-24', '', '')",
        (siti,),
    )
    assert (owed_on(sale), no_debt_below_nothing().figure) == (-5_000, "1 bon minus")
    assert "Angsuran bon terbagi habis: 1 angsuran, 70.000, 1 tidak habis terbagi" in proofs()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE receivable_item SET amount_idr = 1",
        "DELETE FROM receivable_item",
        "INSERT OR REPLACE INTO receivable_item SELECT id, kind, member_id, 1, debt_kind, debt_id, origin_kind,"
        " origin_id, undoes_id, business_date, recorded_at FROM receivable_item WHERE id = 1",
        "INSERT OR REPLACE INTO receivable_item SELECT 9, kind, member_id, 1, debt_kind, debt_id, origin_kind,"
        " origin_id, undoes_id, business_date, recorded_at FROM receivable_item WHERE undoes_id IS NOT NULL",
        "INSERT INTO receivable_item SELECT 9, 'CHARGE', member_id, -1, debt_kind, debt_id, origin_kind,"
        " origin_id, NULL, business_date, recorded_at FROM receivable_item WHERE id = 1",
        "UPDATE repayment SET amount_idr = 1",
        "DELETE FROM repayment",
        "INSERT OR REPLACE INTO repayment SELECT 9, number, member_id, 1, place, shift_id, business_date, recorded_at,"
        " user_id, note FROM repayment",
        "UPDATE credit_limit SET limit_idr = 1",
        "DELETE FROM credit_limit",
        "INSERT OR REPLACE INTO credit_limit SELECT id, member_id, 1, since, recorded_at, user_id, reason"
        " FROM credit_limit",
    ],
)
def test_a_stranger_cannot_change_what_is_owed(rina: Actor, siti: int, tmp_path: Path, attack: str) -> None:
    sell(rina, siti, bon=75_000)
    cancel_repayment(rina, repay(rina, siti, 20_000, DRAWER, till_id=1).id, "salah", till_id=1)
    stranger = sqlite3.connect(tmp_path / "copy.db")
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(attack)
    assert stranger.execute("SELECT amount_idr FROM receivable_item").fetchall() == [(75_000,), (-20_000,), (20_000,)]
    assert stranger.execute("SELECT number, amount_idr FROM repayment").fetchall() == [("AB-26-000001", 20_000)]
    assert stranger.execute("SELECT limit_idr FROM credit_limit").fetchall() == [(200_000,)]
    stranger.close()
