"""Payouts in several parts, with what is deducted from them, and uang muka, as text."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.consignment.operations import (
    AdvanceAmountUnfit,
    AdvanceLarge,
    AdvancePlaceUnfit,
    AdvanceSettledSince,
    AmountUnfit,
    BonNotAgreed,
    MandatoryNotAgreed,
    NettedTooMuch,
    NoConsignor,
    ReturnedTooMuch,
    SplitTooMuch,
    agree_arrangement,
    cancel_advance,
    cancel_payout,
    give_advance,
    pay_settlement,
    settle,
    take_back_advance,
)
from pkkmart.consignment.queries import (
    advance_idr,
    consignors,
    documents,
    owed_by_person,
    settlement_view,
    statement,
)
from pkkmart.consignment.rules import Arrangement, PayoutWay
from pkkmart.consignment.slip import document_slip
from pkkmart.core.actor import Actor
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.printing.queries import elements_of, jobs_of
from pkkmart.printing.slip import as_text
from pkkmart.receivables.checks import CHECKS as BON_CHECKS
from pkkmart.receivables.operations import NothingOwed, PaidMoreThanOwed
from pkkmart.receivables.queries import owed_idr
from pkkmart.reports.queries import consignment_recap
from pkkmart.savings.checks import CHECKS as SAVINGS_CHECKS
from pkkmart.savings.operations import NotMember, SavingsUsedSince, withdraw
from pkkmart.savings.queries import balances
from pkkmart.till.operations import NoShift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from tests import make
from tests.books import entry_of
from tests.consignment.consignor import TODAY, Sari, broken, refused
from tests.make import post_opening


def all_broken() -> list[str]:
    """The proofs that fail, those of bon, savings and reports too."""
    checks = [check() for check in (*BON_CHECKS, *SAVINGS_CHECKS)]
    return broken() + [f"{check.name}: {check.figure}" for check in checks if not check.ok]


def owes(actor: Actor, member_id: int, amount_idr: int) -> None:
    """Bon the shop brought with it."""
    lines = [debit(Account.MEMBER_RECEIVABLE, amount_idr, person=member_id), credit(Account.GRANT, amount_idr)]
    post_opening(actor, lines, date(2026, 11, 2))


@pytest.mark.worked_entry("payout-with-deductions")
def test_part_is_bon_wajib_and_savings_and_part_of_it_was_earned_before_she_joined(rina: Actor, endang: Actor) -> None:
    sari = Sari(rina, is_member=False)
    sari.sold(25)
    grant_capacity(endang, sari.id, CapacityKind.MEMBER, since=TODAY)
    sari.sold(75)
    owes(endang, sari.id, 25_000)
    settled = settle(endang, sari.id, TODAY)
    agree_arrangement(endang, sari.id, Arrangement(bon=True, savings=True))
    paid = pay_settlement(
        endang, settled.id, CashPlace.DRAWER, till_id=1,
        others={PayoutWay.BON: 25_000, PayoutWay.MANDATORY: 10_000, PayoutWay.SAVINGS: 50_000},
    )  # fmt: skip
    assert entry_of("payout", paid.id) == (
        "2102(Bu Sari) D 120.000 / 2103(Bu Sari) D 40.000 / 1101 K 75.000 / 1131(Bu Sari) K 25.000"
        " / 2111(Bu Sari) K 50.000 / 3102(Bu Sari) K 10.000"
    )
    assert (owed_idr(sari.id), balances(sari.id).total_idr, owed_by_person()) == (0, 60_000, {})
    view = settlement_view(settled.id)
    assert (view.unpaid_idr, view.payouts[0].money_idr, view.payouts[0].amount_idr) == (0, 75_000, 160_000)
    assert all_broken() == []


KUITANSI = """\
Untuk hasil titipan 24/11/2026,
perhitungan PT-26-000001.
--------------------------------
Lemper
laku 100 x 2.000         200.000
--------------------------------
Komisi koperasi          -40.000
Hak penitip              160.000
Potong uang muka         -20.000
Potong bon               -25.000
Simpanan wajib           -10.000
Simpanan sukarela        -30.000
Diserahkan                75.000
dari laci kasir           15.000
dari brankas              60.000
"""


@pytest.fixture
def split(sari: Sari, endang: Actor) -> int:
    """A kuitansi of 160.000 by six ways, of a member with bon and uang muka; the settlement's id."""
    owes(endang, sari.id, 40_000)
    sari.sold(100)
    agree_arrangement(endang, sari.id, Arrangement(bon=True, savings=True))
    give_advance(endang, sari.id, 20_000, CashPlace.DRAWER, till_id=1)
    settled = settle(endang, sari.id, TODAY)
    pay_settlement(
        endang, settled.id, CashPlace.DRAWER, till_id=1, received_by="Dewi",
        others={PayoutWay.SAVINGS: 30_000, PayoutWay.ADVANCE: 20_000, PayoutWay.BON: 25_000,
                PayoutWay.MANDATORY: 10_000, PayoutWay.SAFE: 60_000, PayoutWay.PETTY: 0},
    )  # fmt: skip
    return settled.id


def test_the_kuitansi_tells_gross_deductions_and_what_was_handed_over(split: int) -> None:
    wide, narrow = (as_text(elements_of(jobs_of("payout", 1)[0].id), columns) for columns in (48, 32))
    assert KUITANSI in "\n".join(line.rstrip() for line in narrow.splitlines()) + "\n"
    for text, columns in ((wide, 48), (narrow, 32)):
        assert max(map(len, text.splitlines())) <= columns
        words = " ".join(text.split())
        for told in ("KUITANSI", "diterima oleh Dewi", "Rp75.000", "# Tujuh puluh lima ribu rupiah #", "(Dewi)"):
            assert told in words
        assert "(Bu Endang)" in words


def test_cancelling_a_kuitansi_brings_all_of_it_back(split: int, sari: Sari, endang: Actor) -> None:
    assert expected_idr(sari.shift_id) == 50_000 + 200_000 - 20_000 - 15_000
    assert (owed_idr(sari.id), balances(sari.id).total_idr, advance_idr(sari.id)) == (15_000, 40_000, 0)
    assert settlement_view(split).unpaid_idr == 0
    cancel_payout(endang, 1, "salah orang", till_id=1)
    assert expected_idr(sari.shift_id) == 50_000 + 200_000 - 20_000
    assert (owed_idr(sari.id), balances(sari.id).total_idr, advance_idr(sari.id)) == (40_000, 0, 20_000)
    assert settlement_view(split).unpaid_idr == 160_000
    assert owed_by_person() == {sari.id: 140_000}
    assert all_broken() == []


def test_a_kuitansi_whose_savings_were_taken_out_is_not_cancelled(split: int, sari: Sari, endang: Actor) -> None:
    withdraw(endang, sari.id, 30_000, CashPlace.DRAWER, till_id=1)
    refused(
        "KW-26-000001 tidak bisa dibatalkan: 30.000 darinya masuk sukarela Bu Sari, saldonya tinggal 0. "
        "Batalkan dulu penarikan atau pemakaian sesudahnya.",
        SavingsUsedSince, cancel_payout, endang, 1, "salah", till_id=1,
    )  # fmt: skip
    assert settlement_view(split).unpaid_idr == 0
    assert all_broken() == []


def test_parts_that_cannot_be(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    settle(endang, sari.id, TODAY)
    refused(
        "Bu Sari belum menyetujui potongan bon dalam perjanjiannya. Potong 5.000 sekali ini, dengan tanda tangannya?",
        BonNotAgreed, pay_settlement, endang, 1, CashPlace.DRAWER, till_id=1, others={PayoutWay.BON: 5_000},
    )  # fmt: skip
    agree_arrangement(endang, sari.id, Arrangement(bon=True))
    refused(
        "Bu Sari belum menyetujui potongan simpanan wajib dalam perjanjiannya. "
        "Potong 5.000 sekali ini, dengan tanda tangannya?",
        MandatoryNotAgreed, pay_settlement, endang, 1, CashPlace.DRAWER, till_id=1,
        others={PayoutWay.MANDATORY: 5_000},
    )  # fmt: skip

    def no(sentence: str, error: type[UserError], **others: int) -> None:
        ways = {PayoutWay[way]: amount for way, amount in others.items()}
        refused(sentence, error, pay_settlement, endang, 1, CashPlace.DRAWER, till_id=1, others=ways)

    no(
        "Potongan dan bagian lain 17.000 melebihi yang dibayar, 16.000. Kurangi salah satunya.",
        SplitTooMuch, SAVINGS=10_000, BON=7_000,
    )  # fmt: skip
    no("Jumlah yang dibayar harus lebih dari 0.", AmountUnfit, SAVINGS=-1)
    no(
        "Bu Sari tidak punya bon yang belum lunas. Periksa namanya; uangnya bisa disetor ke simpanan sukarela.",
        NothingOwed, BON=5_000,
    )  # fmt: skip
    owes(endang, sari.id, 4_000)
    no(
        "Bon Bu Sari tinggal 4.000, jadi 5.000 terlalu banyak. Terima paling banyak 4.000.",
        PaidMoreThanOwed, BON=5_000,
    )  # fmt: skip
    no(
        "Uang muka Bu Sari yang belum lunas pada 24/11/2026 hanya 0, jadi tidak bisa dipotong 1.000. "
        "Potong paling banyak 0.",
        NettedTooMuch, ADVANCE=1_000,
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        pay_settlement(sari.rina, 1, CashPlace.DRAWER, till_id=1, others={PayoutWay.SAFE: 1_000})
    assert settlement_view(1).unpaid_idr == 16_000
    assert all_broken() == []


def test_who_is_no_member_saves_nothing(rina: Actor) -> None:
    sari = Sari(rina, is_member=False)
    sari.sold(10)
    settle(rina, sari.id, TODAY)
    refused(
        "Bu Sari bukan anggota pada 24/11/2026. Simpanan hanya untuk anggota; periksa namanya atau tanggalnya.",
        NotMember, pay_settlement, rina, 1, CashPlace.DRAWER, till_id=1, others={PayoutWay.SAVINGS: 1_000},
    )  # fmt: skip


def test_all_of_it_saved_needs_no_drawer(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    settle(endang, sari.id, TODAY)
    paid = pay_settlement(endang, 1, CashPlace.DRAWER, till_id=None, others={PayoutWay.SAVINGS: 16_000})
    assert entry_of("payout", paid.id) == "2102(Bu Sari) D 16.000 / 2111(Bu Sari) K 16.000"
    cancel_payout(endang, paid.id, "salah", till_id=None)
    assert balances(sari.id).total_idr == 0
    with pytest.raises(UserError):
        pay_settlement(endang, 1, CashPlace.DRAWER, till_id=None, others={PayoutWay.SAVINGS: 15_000})
    assert all_broken() == []


@pytest.mark.worked_entry("advance")
def test_an_advance_is_netted_at_a_payout_or_paid_back(sari: Sari, endang: Actor) -> None:
    sari.sold(100)
    given = give_advance(endang, sari.id, 100_000, CashPlace.SAFE, till_id=1, note="modal kue")
    assert (given.number, entry_of("advance", given.id)) == (
        "UM-26-000001", "1133(Bu Sari) D 100.000 / 1103 K 100.000"
    )  # fmt: skip
    assert owed_by_person() == {sari.id: 60_000}
    settle(endang, sari.id, TODAY)
    paid = pay_settlement(endang, 1, CashPlace.SAFE, till_id=1)
    assert entry_of("payout", paid.id) == "2102(Bu Sari) D 160.000 / 1103 K 60.000 / 1133(Bu Sari) K 100.000"
    assert (owed_by_person(), advance_idr(sari.id)) == ({}, 0)
    given = give_advance(
        endang, sari.id, 40_000, CashPlace.BANK, till_id=1, confirmed=frozenset({"advance_large"})
    )  # fmt: skip
    back = take_back_advance(sari.rina, sari.id, 40_000, CashPlace.DRAWER, till_id=1)
    assert entry_of("advance", back.id) == "1101 D 40.000 / 1133(Bu Sari) K 40.000"
    told = statement(sari.id, TODAY, TODAY)
    assert [(row.number, row.way, row.amount_idr) for row in told.payments] == [
        ("KW-26-000001", PayoutWay.SAFE, 60_000),
        ("UM-26-000001", PayoutWay.SAFE, 100_000),
        ("UM-26-000002", PayoutWay.BANK, 40_000),
        ("UM-26-000003", PayoutWay.DRAWER, -40_000),
    ]
    assert (told.share_idr, told.paid_idr, told.closing_idr) == (160_000, 160_000, 0)
    assert [(row.kind, row.amount_idr) for row in documents(sari.id) if row.kind == "advance"] == [
        ("advance", -40_000), ("advance", 40_000), ("advance", 100_000)
    ]  # fmt: skip
    assert [(row.paid_idr, row.closing_idr, row.ties) for row in consignment_recap("2026-11").rows] == [
        (160_000, 0, True)
    ]  # fmt: skip
    assert all_broken() == []


def test_part_of_an_advance_is_netted_beside_a_carry(sari: Sari, endang: Actor) -> None:
    give_advance(
        endang, sari.id, 30_000, CashPlace.SAFE, till_id=1, confirmed=frozenset({"advance_large"})
    )  # fmt: skip
    sari.sold(10)
    settle(endang, sari.id, TODAY)
    row = consignors()[0]
    assert (row.owed_idr, row.unpaid_idr, row.unsettled_idr, row.advance_idr) == (-14_000, 16_000, 0, 30_000)
    pay_settlement(endang, 1, CashPlace.DRAWER, till_id=1, others={PayoutWay.ADVANCE: 10_000}, amount_idr=12_000)
    assert (advance_idr(sari.id), settlement_view(1).unpaid_idr) == (20_000, 4_000)
    assert {one.account_id: one.unpaid_idr for one in settlement_view(1).accounts} == {2102: 4_000}
    pay_settlement(endang, 1, CashPlace.DRAWER, till_id=None)
    assert entry_of("payout", 2) == "2102(Bu Sari) D 4.000 / 1133(Bu Sari) K 4.000"
    assert all_broken() == []


def test_advances_that_cannot_be(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    refused(
        "Uang muka Bu Sari menjadi 20.000, padahal hasil titipannya yang belum dibayar 16.000. Periksa angkanya.",
        AdvanceLarge, give_advance, endang, sari.id, 20_000, CashPlace.DRAWER, till_id=1,
    )  # fmt: skip
    refused("Jumlah uang muka harus lebih dari 0.", AdvanceAmountUnfit, give_advance, endang, sari.id, 0,
            CashPlace.DRAWER, till_id=1)  # fmt: skip
    refused(
        "Uang muka tidak bisa lewat dalam perjalanan ke bank. Pilih laci, kas kecil, brankas, atau bank.",
        AdvancePlaceUnfit, give_advance, endang, sari.id, 1, CashPlace.TRANSIT, till_id=1,
    )  # fmt: skip
    siti = make.member().person_id
    refused(
        "Siti Wahyuni bukan penitip pada 24/11/2026. Uang muka hanya untuk penitip.",
        NoConsignor, give_advance, endang, siti, 1_000, CashPlace.DRAWER, till_id=1,
    )  # fmt: skip
    with pytest.raises(NoShift):
        give_advance(endang, sari.id, 1_000, CashPlace.DRAWER, till_id=2)
    with pytest.raises(NotPermitted):
        give_advance(sari.rina, sari.id, 1_000, CashPlace.SAFE, till_id=1)
    with pytest.raises(NotPermitted):
        take_back_advance(sari.rina, sari.id, 1_000, CashPlace.SAFE, till_id=1)
    give_advance(sari.rina, sari.id, 16_000, CashPlace.DRAWER, till_id=1)
    refused(
        "Uang muka Bu Sari yang belum lunas pada 24/11/2026 hanya 16.000, jadi 17.000 terlalu banyak. "
        "Terima paling banyak 16.000.",
        ReturnedTooMuch, take_back_advance, endang, sari.id, 17_000, CashPlace.DRAWER, till_id=1,
    )  # fmt: skip
    settle(endang, sari.id, TODAY)
    pay_settlement(endang, 1, CashPlace.DRAWER, till_id=1)
    refused(
        "UM-26-000001 tidak bisa dibatalkan: uang mukanya sudah dipotong atau dikembalikan. "
        "Batalkan dulu pembayaran atau pengembalian itu.",
        AdvanceSettledSince, cancel_advance, endang, 1, "salah", till_id=1,
    )  # fmt: skip
    cancel_payout(endang, 1, "salah", till_id=1)
    cancel_advance(endang, 1, "salah", till_id=1)
    assert (advance_idr(sari.id), owed_by_person()) == (0, {sari.id: 16_000})
    assert expected_idr(sari.shift_id) == 70_000
    assert all_broken() == []


def test_an_advance_has_a_paper(sari: Sari, endang: Actor) -> None:
    sari.sold(100)
    give_advance(endang, sari.id, 100_000, CashPlace.SAFE, till_id=1, note="modal kue")
    slip = document_slip("advance", 1)
    assert slip is not None
    for columns in (32, 48):
        lines = [" ".join(line.split()) for line in as_text(list(slip.elements), columns).splitlines()]
        assert max(map(len, as_text(list(slip.elements), columns).splitlines())) <= columns
        for told in (
            "UANG MUKA PENITIP", "UM-26-000001 24/11/2026", "Penitip Bu Sari", "Diberikan Rp100.000",
            "Keluar dari Brankas", "Catatan: modal kue", "Uang muka sekarang 100.000",
        ):  # fmt: skip
            assert told in lines, told
