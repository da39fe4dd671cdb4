"""Savings in the books: deposits, withdrawals, what is refused, and what cancelling gives back."""

from __future__ import annotations

import sqlite3
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import lock_month, post, reverse
from pkkmart.ledger.posting import Origin, credit, debit
from pkkmart.ledger.queries import balance_idr, entries_of, trial_balance
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind, member_card
from pkkmart.printing.queries import jobs_of
from pkkmart.savings.checks import lines_have_a_person, slips_are_posted, voluntary_is_not_negative
from pkkmart.savings.operations import (
    DepositUnusual,
    PrincipalAgain,
    cancel_savings_slip,
    choose_consent,
    deposit,
    withdraw,
)
from pkkmart.savings.queries import Balances, balances, lowest_idr, members_with_balances, passbook
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.settings import Consent
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of, entry_text, refusal
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.scenarios.proofs import failures

DRAWER, SAFE, BANK = CashPlace.DRAWER, CashPlace.SAFE, CashPlace.BANK
TODAY, YESTERDAY = date(2026, 11, 24), date(2026, 11, 23)
PRINCIPAL, MANDATORY, VOLUNTARY, SPECIAL = SavingsKind


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def siti(rina: Actor) -> int:
    return make.member().person_id


refused = partial(refusal, ("savings_slip", "print_job"))


@pytest.mark.parametrize(
    ("kind", "amount", "drawer", "safe", "flow"),
    [
        (PRINCIPAL, 100_000, "1101 D 100.000 / 3101(Siti Wahyuni) K 100.000",
         "1103 D 100.000 / 3101(Siti Wahyuni) K 100.000", "MEMBER_CAPITAL"),
        (MANDATORY, 20_000, "1101 D 20.000 / 3102(Siti Wahyuni) K 20.000",
         "1103 D 20.000 / 3102(Siti Wahyuni) K 20.000", "MEMBER_CAPITAL"),
        (VOLUNTARY, 50_000, "1101 D 50.000 / 2111(Siti Wahyuni) K 50.000",
         "1103 D 50.000 / 2111(Siti Wahyuni) K 50.000", "MEMBER_SAVINGS"),
        (SPECIAL, 75_000, "1101 D 75.000 / 3103(Siti Wahyuni) K 75.000",
         "1103 D 75.000 / 3103(Siti Wahyuni) K 75.000", "MEMBER_CAPITAL"),
    ],
)  # fmt: skip
@pytest.mark.worked_entry("29a", "29b", "29c")
def test_each_kind_of_savings_is_deposited(
    rina: Actor, endang: Actor, siti: int, kind: SavingsKind, amount: int, drawer: str, safe: str, flow: str
) -> None:
    shift = make.shift(rina)
    first = deposit(rina, siti, kind, amount, DRAWER, till_id=1)
    second = deposit(endang, siti, kind, amount, SAFE, till_id=1, confirmed=frozenset({PrincipalAgain.key}))
    assert (first.number, first.balance_idr) == ("SP-26-000001", amount)
    assert (second.number, second.balance_idr) == ("SP-26-000002", 2 * amount)
    assert (entry_of("savings_slip", 1), entry_of("savings_slip", 2)) == (drawer, safe)
    assert cash_flows(entries_of("savings_slip", 1)[0]) == {flow: amount}
    assert expected_idr(shift.id) == amount
    assert balances(siti).of(kind) == balances(siti).total_idr == 2 * amount
    assert failures() == []


@pytest.mark.worked_entry("instalments")
def test_an_instalment_books_what_was_paid_and_nothing_for_the_rest(rina: Actor, siti: int) -> None:
    make.shift(rina)
    deposit(rina, siti, MANDATORY, 10_000, DRAWER, till_id=1)
    deposit(rina, siti, PRINCIPAL, 25_000, DRAWER, till_id=1)
    assert entry_of("savings_slip", 1) == "1101 D 10.000 / 3102(Siti Wahyuni) K 10.000"
    assert entry_of("savings_slip", 2) == "1101 D 25.000 / 3101(Siti Wahyuni) K 25.000"
    assert failures() == []


@pytest.mark.worked_entry("29d")
def test_sukarela_is_paid_from_the_drawer_the_safe_and_the_bank(rina: Actor, endang: Actor, siti: int) -> None:
    shift = make.shift(rina)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    deposit(endang, siti, VOLUNTARY, 50_000, SAFE, till_id=1)
    deposit(endang, siti, VOLUNTARY, 50_000, BANK, note="transfer", till_id=1)
    withdraw(rina, siti, 30_000, DRAWER, till_id=1)
    withdraw(endang, siti, 30_000, SAFE, till_id=1)
    last = withdraw(endang, siti, 30_000, BANK, till_id=1)
    assert [entry_of("savings_slip", slip_id) for slip_id in (4, 5, 6)] == [
        "2111(Siti Wahyuni) D 30.000 / 1101 K 30.000",
        "2111(Siti Wahyuni) D 30.000 / 1103 K 30.000",
        "2111(Siti Wahyuni) D 30.000 / 1111 K 30.000",
    ]
    assert cash_flows(entries_of("savings_slip", 4)[0]) == {"MEMBER_SAVINGS": -30_000}
    assert (last.balance_idr, expected_idr(shift.id)) == (60_000, 20_000)
    assert fetch("SELECT amount_idr, kind, origin_kind, origin_id FROM cash_movement") == [
        (50_000, "IN", "savings_slip", 1),
        (-30_000, "OUT", "savings_slip", 4),
    ]
    assert failures() == []


@pytest.mark.parametrize("kind", [PRINCIPAL, MANDATORY, SPECIAL])
def test_own_capital_leaves_only_with_the_member(rina: Actor, siti: int, kind: SavingsKind) -> None:
    make.shift(rina)
    deposit(rina, siti, kind, 100_000, DRAWER, till_id=1)
    told = refused(lambda: withdraw(rina, siti, 50_000, DRAWER, kind=kind, till_id=1))
    assert told == (
        f"{kind.label} Siti Wahyuni baru bisa diambil saat keluar dari keanggotaan. Yang bisa ditarik hanya sukarela."
    )


def test_no_more_leaves_than_was_saved(rina: Actor, siti: int) -> None:
    make.shift(rina, 500_000)
    deposit(rina, siti, MANDATORY, 100_000, DRAWER, till_id=1)
    deposit(rina, siti, VOLUNTARY, 20_000, DRAWER, till_id=1)
    told = refused(lambda: withdraw(rina, siti, 20_001, DRAWER, till_id=1))
    assert told == "Saldo sukarela Siti Wahyuni 20.000, tidak cukup untuk menarik 20.001. Kurangi jumlahnya."
    assert withdraw(rina, siti, 20_000, DRAWER, till_id=1).balance_idr == 0


def test_a_drawer_or_safe_without_the_money_says_so(rina: Actor, endang: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(endang, siti, VOLUNTARY, 50_000, BANK, till_id=1)
    deposit(endang, siti, VOLUNTARY, 10_000, SAFE, till_id=1)
    told = refused(lambda: withdraw(rina, siti, 40_000, DRAWER, till_id=1))
    assert told == "Uang di laci tidak cukup untuk 40.000. Ambil dari brankas, atau bayar sebagian."
    told = refused(lambda: withdraw(endang, siti, 40_000, SAFE, till_id=1))
    assert told == (
        "Isi brankas tercatat 10.000, tidak cukup untuk 40.000. "
        "Ambil dari tempat lain, atau catat dulu uang yang masuk ke sana."
    )
    assert withdraw(endang, siti, 40_000, BANK, till_id=1).balance_idr == 20_000


@pytest.mark.parametrize("amount", [0, -5_000, 1_000_000_001])
def test_an_impossible_amount_is_named(rina: Actor, siti: int, amount: int) -> None:
    make.shift(rina)
    told = refused(lambda: deposit(rina, siti, MANDATORY, amount, DRAWER, till_id=1))
    assert told.endswith("tidak mungkin. Isi antara 1 dan 1.000.000.000 rupiah.")
    assert refused(lambda: withdraw(rina, siti, amount, DRAWER, till_id=1)) == told


def test_only_members_save_and_only_from_their_day_on(rina: Actor, endang: Actor, siti: int) -> None:
    make.shift(rina)
    sari = make.consignor("Bu Sari")
    told = refused(lambda: deposit(rina, sari, MANDATORY, 20_000, DRAWER, till_id=1))
    assert told == (
        "Bu Sari bukan anggota pada 24/11/2026. Simpanan hanya untuk anggota; periksa namanya atau tanggalnya."
    )
    new = register_person(SYSTEM, PersonDetails(name="Lina"), [CapacityKind.MEMBER], since=TODAY)
    assert "Lina bukan anggota pada 23/11/2026" in refused(
        lambda: deposit(endang, new, PRINCIPAL, 100_000, SAFE, day=YESTERDAY, till_id=1)
    )
    assert deposit(endang, new, PRINCIPAL, 100_000, SAFE, day=TODAY, till_id=1).balance_idr == 100_000


def test_days_that_cannot_be(rina: Actor, endang: Actor, siti: int) -> None:
    told = refused(lambda: deposit(endang, siti, MANDATORY, 20_000, SAFE, day=date(2026, 11, 25), till_id=1))
    assert told == "Tanggal 25/11/2026 belum tiba. Pakai tanggal hari ini atau sebelumnya."
    told = refused(lambda: deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1))
    assert told == "Belum ada sif terbuka. Buka sif dulu, isi modal laci."
    _lock(SYSTEM, "2026-10")
    told = refused(lambda: deposit(endang, siti, MANDATORY, 20_000, SAFE, day=date(2026, 10, 31), till_id=1))
    assert told.startswith("Bulan Oktober 2026 sudah ditutup.")
    told = refused(lambda: deposit(endang, siti, MANDATORY, 20_000, CashPlace.TRANSIT, till_id=1))
    assert told == "Simpanan tidak bisa lewat dalam perjalanan ke bank. Pilih laci, brankas, atau bank."


def test_who_may_touch_which_money(rina: Actor, endang: Actor, siti: int) -> None:
    deposit(endang, siti, VOLUNTARY, 50_000, SAFE, till_id=1)
    told = refused(lambda: deposit(rina, siti, VOLUNTARY, 50_000, SAFE, till_id=1))
    assert told.startswith("Bu Rina belum berwenang: mengerjakan pembukuan.")
    told = refused(lambda: withdraw(rina, siti, 10_000, SAFE, till_id=1))
    assert told.startswith("Bu Rina belum berwenang: membayar dari brankas.")
    assert withdraw(rina, siti, 10_000, SAFE, approval=Approval(endang, "laci kosong"), till_id=1).balance_idr == 40_000
    guest = Actor(rina.id, "Tamu", frozenset())
    for act in (
        lambda: deposit(guest, siti, VOLUNTARY, 1_000, DRAWER, till_id=1),
        lambda: withdraw(guest, siti, 1_000, DRAWER, till_id=1),
        lambda: cancel_savings_slip(guest, 1, "salah", till_id=1),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_money_in_tomorrow_cannot_leave_yesterday(endang: Actor, siti: int) -> None:
    """Every line of the passbook stays at or above 0, also when the treasurer books late."""
    deposit(endang, siti, VOLUNTARY, 30_000, SAFE, day=date(2026, 11, 10), till_id=1)
    deposit(endang, siti, VOLUNTARY, 50_000, SAFE, day=TODAY, till_id=1)
    told = refused(lambda: withdraw(endang, siti, 40_000, SAFE, day=date(2026, 11, 20), till_id=1))
    assert told == (
        "Pada 20/11/2026 sukarela Siti Wahyuni yang bisa ditarik hanya 30.000. Pakai tanggal lain, atau "
        "kurangi jumlahnya."
    )
    withdraw(endang, siti, 60_000, SAFE, till_id=1)
    assert lowest_idr(siti, VOLUNTARY, date(2026, 11, 20)) == 20_000
    told = refused(lambda: withdraw(endang, siti, 25_000, SAFE, day=date(2026, 11, 20), till_id=1))
    assert told.startswith("Saldo sukarela Siti Wahyuni 20.000,")
    withdraw(endang, siti, 20_000, SAFE, day=date(2026, 11, 20), till_id=1)
    assert [line.balance_idr for line in passbook(siti)] == [30_000, 10_000, 60_000, 0]


def test_cancelling_each_slip_returns_the_books(rina: Actor, endang: Actor, siti: int) -> None:
    shift = make.shift(rina, 100_000)
    deposit(endang, siti, VOLUNTARY, 200_000, SAFE, till_id=1)
    start = trial_closing()
    slips = [
        deposit(rina, siti, PRINCIPAL, 100_000, DRAWER, till_id=1),
        deposit(endang, siti, MANDATORY, 20_000, BANK, till_id=1),
        withdraw(rina, siti, 30_000, DRAWER, till_id=1),
        withdraw(endang, siti, 40_000, SAFE, till_id=1),
    ]
    assert failures() == []
    assert trial_closing() != start
    numbers = [cancel_savings_slip(endang, slip.id, "salah catat", till_id=1) for slip in slips]
    assert numbers == [f"BT-26-{number:06d}" for number in range(1, 5)]
    assert trial_closing() == start
    assert expected_idr(shift.id) == 100_000
    assert balances(siti) == Balances(voluntary_idr=200_000)
    assert entry_text(entries_of("void", 1)[0]) == "3101(Siti Wahyuni) D 100.000 / 1101 K 100.000"
    assert failures() == []
    assert (
        refused(lambda: cancel_savings_slip(endang, 2, "lagi", till_id=1))
        == "Dokumen ini sudah dibatalkan dengan BT-26-000001."
    )


def trial_closing() -> dict[int, int]:
    rows = trial_balance(date(2026, 1, 1), TODAY)
    return {row.code: row.closing_idr for row in rows if row.closing_idr}


def test_a_deposit_already_withdrawn_is_not_cancelled(rina: Actor, siti: int) -> None:
    make.shift(rina, 500_000)
    first = deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    withdrawn = withdraw(rina, siti, 30_000, DRAWER, till_id=1)
    told = refused(lambda: cancel_savings_slip(rina, first.id, "salah orang", till_id=1))
    assert told == (
        "SP-26-000001 tidak bisa dibatalkan: setorannya 50.000, saldo sukarela Siti Wahyuni tinggal 20.000. "
        "Batalkan dulu penarikan atau pemakaian sesudahnya."
    )
    cancel_savings_slip(rina, withdrawn.id, "salah orang", till_id=1)
    cancel_savings_slip(rina, first.id, "salah orang", till_id=1)
    assert balances(siti) == Balances()
    assert failures() == []


def test_a_cancellation_needs_reason_money_and_permission(rina: Actor, endang: Actor, siti: int) -> None:
    shift = make.shift(rina, 0)
    deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1)
    assert refused(lambda: cancel_savings_slip(rina, 1, "  ", till_id=1)).startswith("Tulis alasannya dulu")
    count_drawer(rina, shift.id, {20_000: 1})
    close_shift(rina, shift.id, hand_over_idr=20_000)
    told = refused(lambda: cancel_savings_slip(endang, 1, "salah orang", till_id=1))
    assert told == "Belum ada sif terbuka. Buka sif dulu, isi modal laci."
    make.shift(rina, 0)
    told = refused(lambda: cancel_savings_slip(rina, 1, "salah orang", till_id=1))
    assert told.startswith("Bu Rina belum berwenang: mengerjakan pembukuan.")
    told = refused(lambda: cancel_savings_slip(endang, 1, "salah orang", till_id=1))
    assert told == (
        "SP-26-000001 tidak bisa dibatalkan: uang di laci tidak cukup untuk 20.000 yang harus kembali. "
        "Isi laci dari brankas dulu, atau batalkan dulu yang sesudahnya."
    )
    deposit(rina, siti, VOLUNTARY, 25_000, DRAWER, till_id=1)
    cancel_savings_slip(rina, 1, "salah orang", approval=Approval(endang, "ya"), till_id=1)
    shift = open_shift(1)
    assert shift is not None
    assert (expected_idr(shift.id), balances(siti)) == (5_000, Balances(voluntary_idr=25_000))
    assert failures() == []


def test_savings_leave_a_place_only_from_the_day_money_lay_there(endang: Actor, siti: int) -> None:
    deposit(endang, siti, VOLUNTARY, 60_000, BANK, day=date(2026, 11, 10), till_id=1)
    deposit(endang, siti, VOLUNTARY, 10_000, SAFE, till_id=1)
    assert refused(lambda: withdraw(endang, siti, 10_000, SAFE, day=date(2026, 11, 20), till_id=1)) == (
        "Pada 20/11/2026 isi brankas tercatat 0, tidak cukup untuk 10.000; baru cukup mulai 24/11/2026. "
        "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain."
    )
    withdraw(endang, siti, 10_000, SAFE, till_id=1)
    assert refused(lambda: cancel_savings_slip(endang, 2, "salah tempat", till_id=1)) == (
        "SP-26-000002 tidak bisa dibatalkan: pada 24/11/2026 isi brankas tinggal 0, padahal 10.000 harus kembali "
        "dari sana. Batalkan dulu yang sesudahnya."
    )
    assert failures() == []


def test_the_passbook_runs_per_kind(rina: Actor, endang: Actor, siti: int) -> None:
    make.shift(rina, 0)
    post_opening(
        SYSTEM,
        [debit(Account.SAFE, 1_840_000), credit(Account.MANDATORY_SAVINGS, 1_840_000, person=siti)],
        date(2026, 1, 1),
        memo="Saldo awal",
    )
    deposit(endang, siti, PRINCIPAL, 100_000, SAFE, day=YESTERDAY, till_id=1)
    deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    withdraw(rina, siti, 30_000, DRAWER, till_id=1)
    _settle(SYSTEM, siti, 61_600)
    cancel_savings_slip(rina, 4, "tidak jadi", till_id=1)
    lines = passbook(siti)
    assert [
        (line.business_date.day, line.number, line.memo, line.kind.word, line.in_idr, line.out_idr, line.balance_idr)
        for line in lines
    ] == [
        (1, "", "Saldo awal", "wajib", 1_840_000, 0, 1_840_000),
        (23, "SP-26-000001", "SP-26-000001", "pokok", 100_000, 0, 100_000),
        (24, "SP-26-000002", "SP-26-000002", "wajib", 20_000, 0, 1_860_000),
        (24, "SP-26-000003", "SP-26-000003", "sukarela", 50_000, 0, 50_000),
        (24, "SP-26-000004", "SP-26-000004", "sukarela", 0, 30_000, 20_000),
        (24, "", "Hak titipan PL-26-000001", "sukarela", 61_600, 0, 81_600),
        (24, "BT-26-000001", "BT-26-000001", "sukarela", 30_000, 0, 111_600),
    ]
    assert [line.is_opening for line in lines] == [True, *[False] * 6]
    assert [line.slip_id for line in lines] == [None, 1, 2, 3, 4, None, None]
    assert (lines[4].cancelled_by, lines[6].cancels) == ("BT-26-000001", "SP-26-000004")
    assert balances(siti) == Balances(100_000, 1_860_000, 111_600, 0)
    assert failures() == []


def test_members_with_balances(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    dewi = register_person(
        SYSTEM, PersonDetails(name="Dewi Sartika", trade_name="Warung Ayu"), [CapacityKind.MEMBER], since=TODAY
    )
    make.consignor("Bu Sari")
    deposit(rina, dewi, VOLUNTARY, 50_000, DRAWER, till_id=1)
    assert [(row.name, row.number, row.balances) for row in members_with_balances()] == [
        ("Dewi Sartika", "A-0002", Balances(voluntary_idr=50_000)),
        ("Siti Wahyuni", "A-0001", Balances()),
    ]
    assert [row.id for row in members_with_balances("a-0001")] == [siti]
    assert [row.id for row in members_with_balances("dew")] == [dewi]
    assert members_with_balances("sari Bu") == []


def test_phone_and_nik_are_masked_unless_asked_for(shop: FrozenClock) -> None:
    person = register_person(
        SYSTEM,
        PersonDetails(name="Siti", phone="081234564471", nik="3674071234560001"),
        [CapacityKind.MEMBER],
        since=TODAY,
    )
    shown, whole = member_card(person), member_card(person, private=True)
    assert shown is not None
    assert whole is not None
    assert (shown.phone, shown.nik) == ("0812••••4471", "3674••••0001")
    assert (whole.phone, whole.nik) == ("081234564471", "3674071234560001")
    assert member_card(make.consignor("Bu Sari")) is None


def test_every_slip_is_queued_with_its_document(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    made = deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1)
    cancel_savings_slip(rina, made.id, "salah", till_id=1)
    (job,), (void,) = jobs_of("savings_slip", made.id), jobs_of("void", 1)
    assert (job.id, job.kind, job.title) == (made.print_job_id, "savings", "SP-26-000001")
    assert (void.kind, void.title) == ("savings", "BT-26-000001")


def twin_slip(slip_id: int, amount_idr: int | None = None) -> None:
    """A slip like the first, its line too (with another amount where told), without an entry."""
    db.execute_sql(
        "INSERT INTO savings_slip SELECT ?, ?, business_date, recorded_at, user_id, member_id, direction, amount_idr,"
        " place, shift_id, note FROM savings_slip WHERE id = 1",
        (slip_id, f"SP-26-{slip_id:06d}"),
    )
    db.execute_sql(
        "INSERT INTO savings_slip_line SELECT NULL, ?, 1, kind, coalesce(?, amount_idr) FROM savings_slip_line"
        " WHERE savings_slip_id = 1",
        (slip_id, amount_idr),
    )


def test_the_proofs_can_fail(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    twin_slip(2)
    assert slips_are_posted() == ("Slip simpanan sama dengan jurnalnya", "2 slip, 100.000, 1 tidak cocok", False)
    assert voluntary_is_not_negative().ok
    _settle(SYSTEM, siti, -50_001)
    assert voluntary_is_not_negative().figure == "1 anggota minus"
    assert lines_have_a_person().ok
    db.execute_sql("PRAGMA foreign_keys = 0")
    db.execute_sql("DELETE FROM person WHERE id = ?", (siti,))
    assert lines_have_a_person().figure == "2 baris simpanan, 2 tanpa pemilik"


def test_a_slip_may_have_lines_of_several_kinds_and_is_their_sum(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)

    @operation(Permission.KEEP_BOOKS)
    def book(actor: Actor, slip_id: int, voluntary_idr: int) -> None:
        twin_slip(slip_id, voluntary_idr)
        db.execute_sql(
            "INSERT INTO savings_slip_line (savings_slip_id, line_no, kind, amount_idr) VALUES (?, 2, 'MANDATORY', ?)",
            (slip_id, 20_000),
        )
        lines = [
            debit(Account.DRAWER, 50_000, cash_flow=CashFlow.MEMBER_SAVINGS),
            credit(Account.VOLUNTARY_SAVINGS, 30_000, person=siti),
            credit(Account.MANDATORY_SAVINGS, 20_000, person=siti),
        ]
        post(lines, origin=Origin("savings_slip", slip_id), business_date=TODAY, till_id=None)

    book(SYSTEM, 2, 30_000)
    assert slips_are_posted() == ("Slip simpanan sama dengan jurnalnya", "2 slip, 100.000, 0 tidak cocok", True)
    book(SYSTEM, 3, 29_999)
    assert slips_are_posted().figure == "3 slip, 150.000, 1 tidak cocok"


def test_a_slip_booked_to_somebody_else_is_seen(rina: Actor, siti: int) -> None:
    lina = register_person(SYSTEM, PersonDetails(name="Lina"), [CapacityKind.MEMBER], since=TODAY)
    deposit(SYSTEM, siti, VOLUNTARY, 50_000, SAFE, till_id=1)

    @operation(Permission.KEEP_BOOKS)
    def book(actor: Actor, slip_id: int, person_id: int) -> None:
        flow = CashFlow.MEMBER_SAVINGS
        twin_slip(slip_id)
        lines = [
            debit(Account.SAFE, 50_000, cash_flow=flow),
            credit(Account.VOLUNTARY_SAVINGS, 50_000, person=person_id),
        ]
        post(lines, origin=Origin("savings_slip", slip_id), business_date=TODAY, till_id=None)

    book(SYSTEM, 2, siti)
    assert slips_are_posted().ok
    book(SYSTEM, 3, lina)
    assert slips_are_posted().figure == "3 slip, 150.000, 1 tidak cocok"


def test_an_entry_reversed_behind_the_slip_is_seen(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    (entry_id,) = entries_of("savings_slip", 1)

    @operation(Permission.KEEP_BOOKS)
    def turn(actor: Actor) -> None:
        reverse(entry_id, origin=Origin("test", 1), business_date=TODAY, till_id=None)

    turn(SYSTEM)
    assert not slips_are_posted().ok


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE savings_slip SET amount_idr = 1",
        "DELETE FROM savings_slip",
        "INSERT OR REPLACE INTO savings_slip SELECT id, number, business_date, recorded_at, user_id, member_id,"
        " direction, 1, place, shift_id, note FROM savings_slip",
        "UPDATE savings_slip_line SET kind = 'MANDATORY'",
        "DELETE FROM savings_slip_line",
        "INSERT OR REPLACE INTO savings_slip_line VALUES (9, 1, 1, 'VOLUNTARY', 1)",
        "INSERT INTO savings_slip_line VALUES (9, 1, 2, 'MANDATORY', -1)",
    ],
)
def test_a_stranger_cannot_change_a_slip(rina: Actor, siti: int, tmp_path: Path, attack: str) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    stranger = sqlite3.connect(tmp_path / "copy.db")
    db.connection().backup(stranger)
    with pytest.raises(sqlite3.IntegrityError):
        stranger.execute(attack)
    assert stranger.execute("SELECT number, amount_idr FROM savings_slip").fetchall() == [("SP-26-000001", 50_000)]
    stranger.close()


@operation(Permission.KEEP_BOOKS)
def _lock(actor: Actor, month: str) -> None:
    lock_month(month)


@operation(Permission.KEEP_BOOKS)
def _settle(actor: Actor, person_id: int, amount_idr: int) -> None:
    """Another room puts money into sukarela (or takes it out): an entry without a slip."""
    side, other = (credit, debit) if amount_idr > 0 else (debit, credit)
    post(
        [side(Account.VOLUNTARY_SAVINGS, abs(amount_idr), person=person_id),
         other(Account.OTHER_EXPENSE, abs(amount_idr))],
        origin=Origin("test", 7),
        business_date=TODAY,
        memo="Hak titipan PL-26-000001",
        till_id=None,
    )  # fmt: skip


def test_balance_of_the_books_is_the_sum_of_members(rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    other = register_person(SYSTEM, PersonDetails(name="Lina"), [CapacityKind.MEMBER], since=TODAY)
    for member, amount in ((siti, 20_000), (other, 35_000)):
        deposit(rina, member, VOLUNTARY, amount, DRAWER, till_id=1)
    assert (
        -balance_idr(Account.VOLUNTARY_SAVINGS) == sum(balances(one).voluntary_idr for one in (siti, other)) == 55_000
    )


def test_a_deposit_far_from_the_last_one_and_a_second_pokok_are_asked(endang: Actor, siti: int) -> None:
    deposit(endang, siti, MANDATORY, 20_000, SAFE, till_id=1)
    deposit(endang, siti, MANDATORY, 200_000, SAFE, till_id=1)  # ten times as much is not asked yet
    with pytest.raises(DepositUnusual) as asked:
        deposit(endang, siti, MANDATORY, 999_999_999, SAFE, till_id=1)
    assert "999.999.999, padahal biasanya 200.000" in str(asked.value)
    deposit(endang, siti, PRINCIPAL, 100_000, SAFE, till_id=1)
    with pytest.raises(PrincipalAgain) as again:
        deposit(endang, siti, PRINCIPAL, 100_000, SAFE, till_id=1)
    assert "sudah punya pokok 100.000; dengan 100.000 menjadi 200.000" in str(again.value)
    assert (balances(siti).of(MANDATORY), balances(siti).of(PRINCIPAL)) == (220_000, 100_000)
    deposit(endang, siti, PRINCIPAL, 100_000, SAFE, till_id=1, confirmed=frozenset({PrincipalAgain.key}))
    assert balances(siti).of(PRINCIPAL) == 200_000


def test_a_first_deposit_has_the_rule_or_a_bound_to_compare_with(endang: Actor, siti: int) -> None:
    choose_consent(SYSTEM, Consent.CONFIRM, 100_000)
    for kind, told in (
        (MANDATORY, "Simpanan wajib Siti Wahyuni 999.999.999 adalah yang pertama, jadi belum ada bandingannya."),
        (PRINCIPAL, "Pokok Siti Wahyuni 999.999.999, padahal menurut aturan koperasi 100.000."),
    ):
        with pytest.raises(DepositUnusual, match=told):
            deposit(endang, siti, kind, 999_999_999, SAFE, till_id=1)
    with pytest.raises(DepositUnusual, match=r"Pokok Siti Wahyuni 100\.001"):
        deposit(endang, siti, PRINCIPAL, 100_001, SAFE, till_id=1)
    deposit(endang, siti, PRINCIPAL, 100_000, SAFE, till_id=1)
    deposit(endang, siti, MANDATORY, 10_000_000, SAFE, till_id=1)
    assert (balances(siti).of(MANDATORY), balances(siti).of(PRINCIPAL)) == (10_000_000, 100_000)
