"""Settlements, payouts, unsold goods and losses of consignors, and what may not be paid, as text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pkkmart.cashbook.operations import transfer
from pkkmart.consignment.operations import (
    AlreadyPaid,
    AmountUnfit,
    CutOffAfterDay,
    DeliveryItem,
    DeliveryMoved,
    LossItem,
    LossQuantityUnfit,
    LossSettled,
    MoreThanShelf,
    NoAgreement,
    NothingLeft,
    NothingLost,
    NothingReturned,
    NothingToSettle,
    NotOfConsignor,
    PaidBeforeSold,
    PaidTooMuch,
    PlaceUnfit,
    ReturnItem,
    ReturnQuantityUnfit,
    SettlementCancelled,
    StillPaid,
    agree_terms,
    cancel_delivery,
    cancel_loss,
    cancel_payout,
    cancel_return,
    cancel_settlement,
    pay_settlement,
    record_delivery,
    record_loss,
    record_return,
    settle,
)
from pkkmart.consignment.queries import (
    consignors,
    consignors_on,
    delivered_on,
    documents,
    last_delivered,
    owed_by_person,
    recent_deliveries,
    settlement_view,
    settlements,
    shelf,
    statement,
    unsettled_lines,
    unsettled_since,
)
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import (
    AlreadyVoided,
    DateInFuture,
    PeriodClosed,
    ReasonMissing,
    lock_month,
)
from pkkmart.ledger.queries import entries_of, trial_balance
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.printing.queries import jobs_of
from pkkmart.stock.queries import stock_card
from pkkmart.till.balances import PlaceShort, PlaceShortThen
from pkkmart.till.operations import DrawerShort, NoShift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from tests import make
from tests.books import cash_flows, entry_count, entry_of, entry_text
from tests.conftest import FrozenClock
from tests.consignment.consignor import TODAY, YESTERDAY, Sari, broken, refused


def balances() -> dict[int, int]:
    return {row.code: row.closing_idr for row in trial_balance(date(2026, 1, 1), date(2027, 12, 31)) if row.closing_idr}


@pytest.mark.worked_entry("21")
def test_a_payout_from_the_safe(sari: Sari, endang: Actor) -> None:
    sari.sold(100)
    settled = settle(endang, sari.id, TODAY)
    assert (settled.id, settled.number, settled.amount_idr) == (1, "PT-26-000001", 160_000)
    assert entries_of("settlement", 1) == []
    paid = pay_settlement(endang, settled.id, CashPlace.SAFE, till_id=1)
    assert (paid.number, paid.amount_idr) == ("KW-26-000001", 160_000)
    assert entry_of("payout", paid.id) == "2102(Bu Sari) D 160.000 / 1103 K 160.000"
    assert cash_flows(entries_of("payout", paid.id)[0]) == {"TO_CONSIGNORS": -160_000}
    assert owed_by_person() == {}
    assert broken() == []


@pytest.mark.worked_entry("21")
def test_a_payout_from_the_drawer_moves_the_drawer(sari: Sari) -> None:
    sari.sold(10)
    settle(sari.rina, sari.id, TODAY)
    pay_settlement(sari.rina, 1, CashPlace.DRAWER, received_by="Dewi, anak Bu Sari", till_id=1)
    assert entry_of("payout", 1) == "2102(Bu Sari) D 16.000 / 1101 K 16.000"
    assert expected_idr(sari.shift_id) == 50_000 + 20_000 - 16_000
    assert fetch("SELECT received_by, business_date, amount_idr FROM payout") == [
        ("Dewi, anak Bu Sari", "2026-11-24", 16_000)
    ]
    assert fetch("SELECT payout_id, line_no, way, amount_idr FROM payout_part") == [(1, 1, "DRAWER", 16_000)]
    assert broken() == []


def test_a_payout_is_what_its_parts_are(sari: Sari) -> None:
    sari.sold(10)
    settle(sari.rina, sari.id, TODAY)
    pay_settlement(sari.rina, 1, CashPlace.DRAWER, till_id=1)
    assert broken() == []
    db.execute_sql("INSERT INTO payout_part VALUES (NULL, 1, 2, 'SAVINGS', 500)")
    assert broken() == [
        "Pembayaran penitip sama dengan perhitungan dan jurnalnya: 1 kuitansi, 16.000 rupiah, 0 melebihi perhitungan, "
        "1 tidak sama dengan jurnal"
    ]


@pytest.mark.worked_entry("payout-of-two-accounts")
def test_part_earned_before_joining_debits_both_accounts(rina: Actor, endang: Actor) -> None:
    sari = Sari(rina, is_member=False)
    sari.sold(25)
    grant_capacity(SYSTEM, sari.id, CapacityKind.MEMBER, since=TODAY)
    sari.sold(75)
    settle(endang, sari.id, TODAY)
    view = settlement_view(1)
    assert [(row.account_id, row.share_idr) for row in view.accounts] == [(2102, 120_000), (2103, 40_000)]
    pay_settlement(endang, 1, CashPlace.SAFE, amount_idr=100_001, till_id=1)
    pay_settlement(endang, 1, CashPlace.BANK, till_id=1)
    assert entry_of("payout", 1) == "2102(Bu Sari) D 75.001 / 2103(Bu Sari) D 25.000 / 1103 K 100.001"
    assert entry_of("payout", 2) == "2102(Bu Sari) D 44.999 / 2103(Bu Sari) D 15.000 / 1111 K 59.999"
    assert broken() == []


@pytest.mark.worked_entry("22")
def test_a_return_posts_nothing_and_empties_the_shelf(sari: Sari) -> None:
    entries = entry_count()
    returned = record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 40 * ONE)], note=" sisa sore ")
    assert (returned.number, returned.amount_idr) == ("NR-26-000001", 0)
    assert entry_count() == entries
    assert sari.on_shelf() == 110
    assert stock_card(sari.lemper)[-1].reason == "DELIVERY_RETURN"
    assert owed_by_person() == {}
    assert [job.title for job in jobs_of("return_note", 1)] == ["NR-26-000001"]
    assert broken() == []


def test_a_return_before_settlement_stands_with_what_was_sold(sari: Sari, shop: FrozenClock) -> None:
    record_delivery(sari.rina, sari.id, [DeliveryItem(sari.lemper, 5 * ONE)], business_date=YESTERDAY)
    record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 5 * ONE)], day=YESTERDAY)
    sari.sold(10)
    (line,) = unsettled_lines(sari.id, TODAY)
    assert (line.name, line.qty_milli, line.returned_milli, line.price_idr) == ("Lemper", 10 * ONE, 5 * ONE, 2_000)
    assert (line.gross_idr, line.commission_idr, line.share_idr) == (20_000, 4_000, 16_000)
    settle(sari.rina, sari.id, TODAY)
    assert settlement_view(1).lines == (line,)
    shop.pass_(minutes=1)
    record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 7 * ONE)])
    shop.pass_(minutes=1)
    cancel_return(sari.rina, 1, "salah hitung")
    assert settlement_view(1).lines == (line,), "a settlement never moves"
    shop.pass_(hours=-2)
    record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 3 * ONE)])
    assert settlement_view(1).lines == (line,), "not even where the clock was put back"
    sari.sold(1)
    (later,) = unsettled_lines(sari.id, TODAY)
    assert (later.qty_milli, later.returned_milli) == (ONE, 10 * ONE)


def test_returns_that_cannot_be(sari: Sari) -> None:
    ani = make.consignor("Bu Ani", fixed_idr=1_000)
    bolu = make.product("Bolu", 2_000, owner_id=ani)
    good = ReturnItem(sari.lemper, ONE)
    for items, error, sentence in [
        ([], NothingReturned,
         "Belum ada barang yang diisi. Isi jumlah yang dibawa pulang, paling sedikit satu barang."),
        ([good, ReturnItem(sari.lemper, 0)], ReturnQuantityUnfit, "Jumlah retur Lemper harus lebih dari 0."),
        ([good, ReturnItem(bolu, ONE)], NotOfConsignor,
         "Bolu bukan titipan Bu Sari, tetapi titipan Bu Ani. Periksa nama penitipnya."),
        ([good, ReturnItem(sari.lemper, 150 * ONE)], MoreThanShelf,
         "Di rak tercatat 150 Lemper, diminta 151. Hitung lagi; paling banyak 150."),
    ]:  # fmt: skip
        refused(sentence, error, record_return, sari.rina, sari.id, items)
    refused("Di rak tercatat 0 Bolu, diminta 1. Hitung lagi; paling banyak 0.",
            MoreThanShelf, record_return, sari.rina, ani, [ReturnItem(bolu, ONE)])  # fmt: skip
    with pytest.raises(DateInFuture):
        record_return(sari.rina, sari.id, [good], day=TODAY + timedelta(days=1))
    assert fetch("SELECT count(*) FROM return_note") == [(0,)]
    assert sari.on_shelf() == 150


@pytest.mark.worked_entry("23c")
def test_lost_goods_are_replaced_at_the_share(sari: Sari, endang: Actor) -> None:
    lost = record_loss(endang, sari.id, [LossItem(sari.lemper, 2 * ONE)], note="jatuh")
    assert (lost.number, lost.amount_idr) == ("RG-26-000001", 3_200)
    assert entry_of("loss", 1) == "5123 D 3.200 / 2102(Bu Sari) K 3.200"
    assert sari.on_shelf() == 148
    assert stock_card(sari.lemper)[-1].reason == "COUNT"
    assert owed_by_person() == {sari.id: 3_200}
    (line,) = unsettled_lines(sari.id, TODAY)
    assert (line.kind, line.qty_milli, line.gross_idr, line.commission_idr, line.share_idr) == (
        "LOST", 2 * ONE, 0, 0, 3_200,
    )  # fmt: skip
    assert broken() == []


def test_a_percentage_is_of_the_selling_price_and_two_lines_of_one_product_are_two(rina: Actor, endang: Actor) -> None:
    ani = make.consignor("Bu Ani", percent_bp=1_500)
    tas = make.product("Tas rajut", 99_999, owner_id=ani)
    make.delivered(ani, tas, 3)
    record_loss(endang, ani, [LossItem(tas, ONE), LossItem(tas, 2 * ONE)])
    assert entry_of("loss", 1) == "5123 D 254.997 / 2103(Bu Ani) K 254.997"
    assert fetch(
        "SELECT c.amount_idr, c.qty_milli, l.share_idr FROM consignment_line c"
        " JOIN loss_line l ON l.id = c.origin_line_id ORDER BY c.id"
    ) == [(84_999, ONE, 84_999), (169_998, 2 * ONE, 169_998)]
    assert broken() == []


def test_losses_that_cannot_be(sari: Sari, endang: Actor) -> None:
    nani = make.consignor("Bu Nani")
    bakwan = make.product("Bakwan", 1_000, owner_id=nani)
    with pytest.raises(NotPermitted):
        record_loss(sari.rina, sari.id, [LossItem(sari.lemper, ONE)])
    record_loss(sari.rina, sari.id, [LossItem(sari.lemper, ONE)], approval=Approval(endang, "dilihat"))
    refused("Belum ada barang yang diisi. Isi jumlah yang hilang atau rusak, paling sedikit satu barang.",
            NothingLost, record_loss, endang, sari.id, [])  # fmt: skip
    refused("Jumlah Lemper yang hilang harus lebih dari 0.",
            LossQuantityUnfit, record_loss, endang, sari.id, [LossItem(sari.lemper, 0)])  # fmt: skip
    refused("Di rak tercatat 149 Lemper, diminta 200. Hitung lagi; paling banyak 149.",
            MoreThanShelf, record_loss, endang, sari.id, [LossItem(sari.lemper, 200 * ONE)])  # fmt: skip
    refused("Bakwan bukan titipan Bu Sari, tetapi titipan Bu Nani. Periksa nama penitipnya.",
            NotOfConsignor, record_loss, endang, sari.id, [LossItem(bakwan, ONE)])  # fmt: skip
    agree_terms(SYSTEM, nani, Terms(TermsModel.PERCENT, 1_000, None, Bearer.SHOP))
    with pytest.raises(NoAgreement):
        record_loss(endang, nani, [LossItem(bakwan, ONE)], day=YESTERDAY)


# settlement


def test_nothing_to_settle_is_said(sari: Sari) -> None:
    refused("Belum ada hasil titipan Bu Sari yang perlu dihitung sampai 24/11/2026.",
            NothingToSettle, settle, sari.rina, sari.id, TODAY)  # fmt: skip
    sari.sold(1)
    refused("Belum ada hasil titipan Bu Sari yang perlu dihitung sampai 23/11/2026.",
            NothingToSettle, settle, sari.rina, sari.id, YESTERDAY)  # fmt: skip
    refused("Batas 24/11/2026 sesudah tanggal perhitungan 23/11/2026. Pakai batas hari itu atau sebelumnya.",
            CutOffAfterDay, settle, sari.rina, sari.id, TODAY, day=YESTERDAY)  # fmt: skip
    with pytest.raises(DateInFuture):
        settle(sari.rina, sari.id, TODAY, day=TODAY + timedelta(days=1))
    assert fetch("SELECT count(*) FROM settlement") == [(0,)]


def test_a_total_of_nothing_is_said(sari: Sari, endang: Actor) -> None:
    record_loss(endang, sari.id, [LossItem(sari.lemper, ONE)])
    cancel_loss(endang, 1, "ketemu")
    refused("Hasil titipan Bu Sari sampai 24/11/2026 berjumlah 0, jadi belum ada yang dibayar. Hitung lagi nanti.",
            NothingLeft, settle, endang, sari.id, TODAY)  # fmt: skip


def test_the_cut_off_parts_the_days(sari: Sari, shop: FrozenClock) -> None:
    sari.sold(10)
    shop.pass_(days=1)
    record_loss(SYSTEM, sari.id, [LossItem(sari.lemper, ONE)])
    settle(sari.rina, sari.id, TODAY)
    view = settlement_view(1)
    assert (view.total_idr, view.first_day, view.last_day, view.cut_off) == (16_000, TODAY, TODAY, TODAY)
    assert unsettled_since(sari.id) == TODAY + timedelta(days=1)
    settle(sari.rina, sari.id, TODAY + timedelta(days=1))
    assert [(row.number, row.total_idr, row.unpaid_idr) for row in settlements(sari.id)] == [
        ("PT-26-000002", 1_600, 1_600),
        ("PT-26-000001", 16_000, 16_000),
    ]
    assert unsettled_since(sari.id) is None
    assert broken() == []


# payout


def test_payouts_that_cannot_be(sari: Sari, endang: Actor, shop: FrozenClock) -> None:
    sari.sold(10)
    settle(sari.rina, sari.id, TODAY)
    refused("Pembayaran 16.001 melebihi sisa hak Bu Sari pada PT-26-000001, yaitu 16.000. Bayar paling banyak 16.000.",
            PaidTooMuch, pay_settlement, endang, 1, CashPlace.SAFE, amount_idr=16_001, till_id=1)  # fmt: skip
    refused("Jumlah yang dibayar harus lebih dari 0.",
            AmountUnfit, pay_settlement, endang, 1, CashPlace.SAFE, amount_idr=0, till_id=1)  # fmt: skip
    refused("Uang dalam perjalanan ke bank tidak bisa dibayarkan. Pilih laci, kas kecil, brankas, atau bank.",
            PlaceUnfit, pay_settlement, endang, 1, CashPlace.TRANSIT, till_id=1)  # fmt: skip
    refused("Tanggal bayar 23/11/2026 mendahului catatan terakhir dalam PT-26-000001, 24/11/2026. "
            "Pakai tanggal itu atau sesudahnya; uang laci memakai tanggal sifnya.",
            PaidBeforeSold, pay_settlement, endang, 1, CashPlace.SAFE, day=YESTERDAY, till_id=1)  # fmt: skip
    for place in (CashPlace.SAFE, CashPlace.BANK, CashPlace.PETTY):
        with pytest.raises(NotPermitted):
            pay_settlement(sari.rina, 1, place, till_id=1)
    pay_settlement(
        sari.rina, 1, CashPlace.SAFE, amount_idr=6_000, approval=Approval(endang, "dibayar bendahara"), till_id=1
    )
    refused("Pembayaran 10.001 melebihi sisa hak Bu Sari pada PT-26-000001, yaitu 10.000. Bayar paling banyak 10.000.",
            PaidTooMuch, pay_settlement, endang, 1, CashPlace.SAFE, amount_idr=10_001, till_id=1)  # fmt: skip
    pay_settlement(endang, 1, CashPlace.SAFE, till_id=1)
    refused("PT-26-000001 sudah lunas: 16.000 sudah dibayar.",
            AlreadyPaid, pay_settlement, endang, 1, CashPlace.SAFE, till_id=1)  # fmt: skip
    assert fetch("SELECT count(*), sum(amount_idr) FROM payout") == [(2, 16_000)]


def test_the_drawer_needs_a_shift_and_the_money(rina: Actor) -> None:
    ani = make.consignor("Bu Ani", fixed_idr=90_000)
    tas = make.product("Tas", 100_000, owner_id=ani)
    make.delivered(ani, tas, 2)
    record_loss(SYSTEM, ani, [LossItem(tas, 2 * ONE)])
    settle(rina, ani, TODAY)
    with pytest.raises(NoShift):
        pay_settlement(rina, 1, CashPlace.DRAWER, till_id=1)
    make.shift(rina, 100_000)
    with pytest.raises(DrawerShort):
        pay_settlement(rina, 1, CashPlace.DRAWER, till_id=1)
    pay_settlement(rina, 1, CashPlace.DRAWER, amount_idr=100_000, till_id=1)
    assert settlement_view(1).unpaid_idr == 80_000


def test_she_is_not_paid_from_where_no_money_is(sari: Sari, endang: Actor, shop: FrozenClock) -> None:
    """Petty cash (1102) is never below 0, not even between two days."""
    sari.sold(100)
    settle(endang, sari.id, TODAY)
    refused("Isi kas kecil tercatat 0, tidak cukup untuk 160.000. "
            "Ambil dari tempat lain, atau catat dulu uang yang masuk ke sana.",
            PlaceShort, pay_settlement, endang, 1, CashPlace.PETTY, till_id=1)  # fmt: skip
    shop.pass_(days=2)
    transfer(endang, CashPlace.BANK, CashPlace.PETTY, 160_000, till_id=1)
    refused("Pada 25/11/2026 isi kas kecil tercatat 0, tidak cukup untuk 160.000; baru cukup mulai 26/11/2026. "
            "Pakai tanggal itu atau sesudahnya, atau ambil dari tempat lain.",
            PlaceShortThen, pay_settlement, endang, 1, CashPlace.PETTY, day=TODAY + timedelta(days=1),
            till_id=1)  # fmt: skip
    assert fetch("SELECT count(*) FROM payout") == [(0,)]
    pay_settlement(endang, 1, CashPlace.PETTY, till_id=1)
    assert entry_of("payout", 1) == "2102(Bu Sari) D 160.000 / 1102 K 160.000"
    assert balances().get(1102, 0) == 0
    assert broken() == []


# cancelling


def test_each_cancellation_brings_the_books_back(sari: Sari, endang: Actor) -> None:
    sari.sold(10)
    before, shelf_before = balances(), sari.on_shelf()
    record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, 3 * ONE)])
    record_loss(endang, sari.id, [LossItem(sari.lemper, 2 * ONE)])
    make.delivered(sari.id, sari.lemper, 20)
    settle(endang, sari.id, TODAY)
    pay_settlement(sari.rina, 1, CashPlace.DRAWER, amount_idr=5_000, till_id=1)
    pay_settlement(endang, 1, CashPlace.SAFE, till_id=1)
    cancel_payout(sari.rina, 1, "salah orang", till_id=1)
    cancel_payout(endang, 2, "salah orang", till_id=1)
    assert expected_idr(sari.shift_id) == 70_000
    cancel_settlement(endang, 1, "salah batas")
    cancel_loss(endang, 1, "ketemu")
    cancel_return(sari.rina, 1, "tidak jadi dibawa")
    cancel_delivery(sari.rina, 2, "dobel")
    assert (balances(), sari.on_shelf()) == (before, shelf_before)
    assert owed_by_person() == {sari.id: 16_000}
    assert settle(endang, sari.id, TODAY).amount_idr == 16_000
    assert [(line.name, line.qty_milli, line.gross_idr, line.commission_idr, line.share_idr)
            for line in settlement_view(2).lines] == [("Lemper", 10 * ONE, 20_000, 4_000, 16_000)]  # fmt: skip
    assert {row.number for row in documents(sari.id) if row.cancelled_by} == {
        "KW-26-000002", "KW-26-000001", "PT-26-000001", "NT-26-000002", "NR-26-000001", "RG-26-000001",
    }  # fmt: skip
    assert broken() == []


def test_a_cancelled_settlement_moves_no_ledger_and_still_shows_what_it_was(sari: Sari, shop: FrozenClock) -> None:
    sari.sold(10)
    settle(sari.rina, sari.id, TODAY)
    was, entries = settlement_view(1), entry_count()
    shop.pass_(days=1)
    cancel_settlement(sari.rina, 1, "salah batas")
    now = settlement_view(1)
    assert entry_count() == entries
    assert (now.lines, now.total_idr, now.unpaid_idr, now.cancelled_by) == (was.lines, 16_000, 0, "BT-26-000001")
    (line,) = unsettled_lines(sari.id, TODAY)
    assert line == was.lines[0], "freed lines keep their day, their price and their commission"
    refused("PT-26-000001 sudah dibatalkan dengan BT-26-000001. Hitung titipannya lagi, lalu bayar.",
            SettlementCancelled, pay_settlement, SYSTEM, 1, CashPlace.SAFE, till_id=1)  # fmt: skip
    settle(sari.rina, sari.id, TODAY)
    cancel_settlement(sari.rina, 2, "lagi")
    assert settle(sari.rina, sari.id, TODAY).amount_idr == 16_000
    assert settlement_view(3).lines == was.lines
    assert broken() == []


def test_what_depends_on_it_refuses_a_cancellation(sari: Sari, endang: Actor) -> None:
    record_loss(endang, sari.id, [LossItem(sari.lemper, ONE)])
    refused("Nota NT-26-000001 membawa 150 Lemper, tetapi di rak tinggal 149: sebagian sudah laku atau diambil. "
            "Catat sisanya lewat nota retur.", DeliveryMoved, cancel_delivery, sari.rina, 1, "dobel")  # fmt: skip
    settle(endang, sari.id, TODAY)
    refused("RG-26-000001 sudah masuk perhitungan PT-26-000001. Batalkan dulu perhitungan itu.",
            LossSettled, cancel_loss, endang, 1, "ketemu")  # fmt: skip
    pay_settlement(endang, 1, CashPlace.SAFE, amount_idr=600, till_id=1)
    refused("PT-26-000001 sudah dibayar dengan KW-26-000001. Batalkan dulu pembayaran itu.",
            StillPaid, cancel_settlement, endang, 1, "salah")  # fmt: skip
    with pytest.raises(NotPermitted):
        cancel_payout(sari.rina, 1, "salah", till_id=1)
    with pytest.raises(ReasonMissing):
        cancel_payout(endang, 1, "  ", till_id=1)
    cancel_payout(endang, 1, "salah", till_id=1)
    with pytest.raises(AlreadyVoided):
        cancel_payout(endang, 1, "salah", till_id=1)
    cancel_settlement(endang, 1, "salah")
    settle(endang, sari.id, TODAY)
    refused("RG-26-000001 sudah masuk perhitungan PT-26-000002. Batalkan dulu perhitungan itu.",
            LossSettled, cancel_loss, endang, 1, "ketemu")  # fmt: skip
    cancel_settlement(endang, 2, "salah")
    cancel_loss(endang, 1, "ketemu")
    assert owed_by_person() == {}
    cancel_delivery(sari.rina, 1, "dobel")
    assert sari.on_shelf() == 0
    assert broken() == []


def test_a_loss_cancelled_later_is_gone_for_an_earlier_cut_off(sari: Sari, shop: FrozenClock) -> None:
    sari.sold(10)
    record_loss(SYSTEM, sari.id, [LossItem(sari.lemper, ONE)])
    shop.pass_(days=3)
    cancel_loss(SYSTEM, 1, "ketemu")
    assert settle(sari.rina, sari.id, TODAY).amount_idr == 16_000
    assert [line.kind for line in settlement_view(1).lines] == ["SOLD"]


def test_cancelled_deliveries_are_not_what_came(sari: Sari, shop: FrozenClock) -> None:
    make.delivered(sari.id, sari.lemper, 20)
    cancel_delivery(sari.rina, 2, "dobel")
    assert delivered_on(TODAY) == {sari.lemper: 150 * ONE}
    assert [consignor.delivered_milli for consignor in consignors_on(TODAY)] == [150 * ONE]
    assert [row.number for row in recent_deliveries()] == ["NT-26-000001"]
    assert last_delivered(sari.id, TODAY + timedelta(days=1)) == {sari.lemper: 150 * ONE}


def test_a_closed_month_takes_no_paper(sari: Sari) -> None:
    @operation(Permission.KEEP_BOOKS)
    def lock(actor: Actor) -> None:
        lock_month("2026-10")

    lock(SYSTEM)
    day = date(2026, 10, 31)
    with pytest.raises(PeriodClosed):
        record_return(sari.rina, sari.id, [ReturnItem(sari.lemper, ONE)], day=day)
    with pytest.raises(PeriodClosed):
        record_loss(SYSTEM, sari.id, [LossItem(sari.lemper, ONE)], day=day)
    with pytest.raises(PeriodClosed):
        settle(sari.rina, sari.id, day, day=day)


# reads


def test_the_list_of_consignors_says_what_is_owed_now(sari: Sari, endang: Actor) -> None:
    make.consignor("Bu Ani", fixed_idr=1_000)
    sari.sold(10)
    settle(endang, sari.id, TODAY)
    pay_settlement(endang, 1, CashPlace.SAFE, amount_idr=6_000, till_id=1)
    sari.sold(5)
    ani, row = consignors()
    assert (ani.name, ani.owed_idr, ani.last_paid_on, ani.shelf_milli) == ("Bu Ani", 0, None, 0)
    assert (row.name, row.kinds, row.shelf_milli, row.shelf_idr) == ("Bu Sari", 1, 135 * ONE, 270_000)
    assert (row.owed_idr, row.unpaid_idr, row.unsettled_idr) == (18_000, 10_000, 8_000)
    assert (row.last_paid_idr, row.last_paid_on) == (6_000, TODAY)
    assert [(item.name, item.qty_milli, item.value_idr) for item in shelf(sari.id)] == [("Lemper", 135 * ONE, 270_000)]


def test_a_statement_opens_with_what_was_owed_and_closes_with_what_is(sari: Sari, shop: FrozenClock) -> None:
    make.funded(10_000)
    sari.sold(10)
    settle(SYSTEM, sari.id, TODAY)
    shop.pass_(days=1)
    day = TODAY + timedelta(days=1)
    pay_settlement(SYSTEM, 1, CashPlace.SAFE, amount_idr=10_000, till_id=1)
    shop.pass_(days=1)
    cancel_payout(SYSTEM, 1, "salah", till_id=1)
    record_loss(SYSTEM, sari.id, [LossItem(sari.lemper, ONE)])
    first = statement(sari.id, TODAY, TODAY)
    assert (first.opening_idr, first.share_idr, first.paid_idr, first.closing_idr) == (0, 16_000, 0, 16_000)
    assert [(line.product, line.qty_milli, line.gross_idr) for line in first.lines] == [("Lemper", 10 * ONE, 20_000)]
    second = statement(sari.id, day, day)
    assert (second.opening_idr, second.paid_idr, second.closing_idr) == (16_000, 10_000, 6_000)
    third = statement(sari.id, day, day + timedelta(days=1))
    assert [(row.number, row.amount_idr) for row in third.payments] == [
        ("KW-26-000001", 10_000),
        ("KW-26-000001", -10_000),
    ]
    assert (third.opening_idr, third.share_idr, third.closing_idr) == (16_000, 1_600, 17_600)
    assert owed_by_person() == {sari.id: 17_600}


def test_entry_text_of_a_cancelled_payout_is_the_negation(sari: Sari) -> None:
    sari.sold(10)
    settle(sari.rina, sari.id, TODAY)
    pay_settlement(sari.rina, 1, CashPlace.DRAWER, till_id=1)
    cancel_payout(sari.rina, 1, "salah orang", till_id=1)
    (entry_id,) = entries_of("void", 1)
    assert entry_text(entry_id) == "1101 D 16.000 / 2102(Bu Sari) K 16.000"
    assert settlement_view(1).unpaid_idr == 16_000
    pay_settlement(sari.rina, 1, CashPlace.DRAWER, till_id=1)
    assert [payout.cancelled_by for payout in settlement_view(1).payouts] == ["BT-26-000001", ""]
    assert broken() == []
