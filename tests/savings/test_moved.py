"""Savings at the counter: what a sale draws, a refund, saved change, what a void gives back, and the passbook."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.savings.checks import lines_are_posted
from pkkmart.savings.operations import deposit, draw, put, withdraw
from pkkmart.savings.queries import balances, lowest_idr, passbook
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from tests import make
from tests.books import entry_of, refusal
from tests.conftest import FrozenClock
from tests.receivables.bare_sales import TODAY, book, proofs, return_sold, sell, void

VOLUNTARY, SAFE = SavingsKind.VOLUNTARY, CashPlace.SAFE


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    rina = make.cashier()
    make.shift(rina)
    return rina


@pytest.fixture
def siti(rina: Actor) -> int:
    siti = make.member().person_id
    deposit(SYSTEM, siti, VOLUNTARY, 50_000, SAFE, till_id=1)
    return siti


refused = partial(refusal, ("savings_line",))


def passbook_lines(member_id: int) -> list[tuple[str, int, int, int]]:
    return [(line.number, line.in_idr, line.out_idr, line.balance_idr) for line in passbook(member_id)]


@pytest.mark.worked_entry("10")
def test_a_purchase_paid_from_savings(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, saved=40_000, cost=31_000)
    assert entry_of(sale.kind, sale.id) == (
        "2111(Siti Wahyuni) D 40.000 / 5101 D 31.000 / 1141 K 31.000 / 4101 K 40.000"
    )
    assert (balances(siti).voluntary_idr, lowest_idr(siti, VOLUNTARY, TODAY)) == (10_000, 10_000)
    assert passbook_lines(siti) == [("SP-26-000001", 50_000, 0, 50_000), ("PM-26-000001", 0, 40_000, 10_000)]
    last = passbook(siti)[-1]
    assert (last.origin_kind, last.origin_id, last.slip_id) == ("sale", 1, None)
    assert proofs() == []


@pytest.mark.worked_entry("19")
def test_a_refund_into_savings(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, saved=40_000)
    returned = return_sold(rina, siti, sale, 40_000)
    assert entry_of(returned.kind, returned.id) == "4102 D 40.000 / 2111(Siti Wahyuni) K 40.000"
    assert balances(siti).voluntary_idr == 50_000
    assert proofs() == []


def test_change_into_savings(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, cash=25_000, change=1_550)
    assert entry_of(sale.kind, sale.id) == "1121 D 25.000 / 2111(Siti Wahyuni) K 1.550 / 4101 K 23.450"
    assert passbook_lines(siti)[-1] == ("PM-26-000001", 1_550, 0, 51_550)
    assert proofs() == []


def test_what_one_sale_draws_and_puts_stands_as_two_lines(rina: Actor, siti: int) -> None:
    """The entry nets the two; the passbook does not."""
    sale = sell(rina, siti, saved=20_000, cash=30_000, change=20_000)
    assert entry_of(sale.kind, sale.id) == "1121 D 30.000 / 4101 K 30.000"
    assert passbook_lines(siti)[1:] == [("PM-26-000001", 0, 20_000, 30_000), ("PM-26-000001", 20_000, 0, 50_000)]
    void(rina, sale)
    assert [row[3] for row in passbook_lines(siti)] == [50_000, 30_000, 50_000, 70_000, 50_000]
    assert proofs() == []


def test_an_amount_of_zero_writes_no_line(rina: Actor, siti: int) -> None:
    sell(rina, siti, cash=10_000)
    assert fetch("SELECT count(*) FROM savings_line") == [(0,)]
    with pytest.raises(ValueError, match="amounts are positive"):
        sell(rina, siti, saved=-1)
    with pytest.raises(ValueError, match="amounts are positive"):
        sell(rina, siti, change=-1)
    for part in (draw, put):
        with pytest.raises(RuntimeError, match="outside an operation"):
            part(siti, 1, Origin("sale", 1), day=TODAY)


def test_no_more_is_paid_than_was_saved(rina: Actor, siti: int) -> None:
    assert refused(lambda: sell(rina, siti, saved=50_001)) == (
        "Saldo sukarela Siti Wahyuni 50.000, tidak cukup untuk membayar 50.001. "
        "Kurangi bagian simpanannya, sisanya dengan cara bayar lain."
    )
    assert refused(lambda: sell(rina, siti, saved=50_000, day=date(2026, 11, 23))) == (
        "Pada 23/11/2026 sukarela Siti Wahyuni yang bisa dipakai hanya 0. "
        "Kurangi bagian simpanannya, sisanya dengan cara bayar lain."
    )
    sell(rina, siti, saved=45_000)
    assert refused(lambda: withdraw(rina, siti, 5_001, CashPlace.DRAWER, till_id=1)).startswith(
        "Saldo sukarela Siti Wahyuni 5.000, tidak cukup untuk menarik 5.001."
    )


def test_only_members_pay_from_savings_or_put_change_aside(rina: Actor) -> None:
    sari = make.consignor("Bu Sari")
    for act in (lambda: sell(rina, sari, saved=1_000), lambda: sell(rina, sari, cash=2_000, change=1_000)):
        assert refused(act) == (
            "Bu Sari bukan anggota pada 24/11/2026. Simpanan hanya untuk anggota; periksa namanya atau tanggalnya."
        )


def test_a_void_gives_back_what_was_drawn_and_says_so_in_the_book(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, saved=40_000)
    void(rina, sale)
    assert passbook_lines(siti)[1:] == [("PM-26-000001", 0, 40_000, 10_000), ("BT-26-000001", 40_000, 0, 50_000)]
    drawn, undone = passbook(siti)[1:]
    assert (drawn.cancelled_by, drawn.cancels) == ("BT-26-000001", "")
    assert (undone.cancelled_by, undone.cancels) == ("", "PM-26-000001")
    assert (undone.origin_kind, undone.origin_id) == ("sale", sale.id)
    assert proofs() == []


def test_a_void_takes_back_the_change_unless_it_was_used(rina: Actor, siti: int) -> None:
    lina = register_person(SYSTEM, PersonDetails(name="Lina"), [CapacityKind.MEMBER], since=TODAY)
    first = sell(rina, lina, cash=25_000, change=5_000)
    second = sell(rina, lina, saved=4_000)
    assert refused(lambda: void(rina, first)) == (
        "PM-26-000001 tidak bisa dibatalkan: 5.000 darinya masuk sukarela Lina, saldonya tinggal 1.000. "
        "Batalkan dulu penarikan atau pemakaian sesudahnya."
    )
    void(rina, second)
    void(rina, first)
    assert balances(lina).voluntary_idr == 0
    assert proofs() == []


def test_the_proof_of_the_lines_can_fail(rina: Actor, siti: int) -> None:
    sale = sell(rina, siti, saved=40_000)
    assert lines_are_posted().figure == "1 baris, 0 dokumen tidak cocok"
    sides = [debit(Account.VOLUNTARY_SAVINGS, 1_000, person=siti), credit(Account.MEMBER_SALES, 1_000)]
    book(SYSTEM, sides, Origin("sale", 2))
    assert lines_are_posted().figure == "1 baris, 1 dokumen tidak cocok"
    book(SYSTEM, sides, sale)
    assert lines_are_posted().figure == "1 baris, 2 dokumen tidak cocok"
    assert not lines_are_posted().ok


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE savings_line SET amount_idr = 1",
        "DELETE FROM savings_line",
        "INSERT OR REPLACE INTO savings_line SELECT id, member_id, kind, 1, origin_kind, origin_id, undoes_id,"
        " business_date, recorded_at FROM savings_line WHERE id = 1",
        "INSERT OR REPLACE INTO savings_line SELECT 9, member_id, kind, 1, origin_kind, origin_id, undoes_id,"
        " business_date, recorded_at FROM savings_line WHERE undoes_id = 1",
    ],
)
def test_a_stranger_cannot_change_a_line(rina: Actor, siti: int, tmp_path: Path, attack: str) -> None:
    void(rina, sell(rina, siti, saved=40_000))
    stranger = sqlite3.connect(tmp_path / "copy.db")
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(attack)
    assert stranger.execute("SELECT amount_idr, undoes_id FROM savings_line").fetchall() == [
        (-40_000, None),
        (40_000, 1),
    ]
    stranger.close()
