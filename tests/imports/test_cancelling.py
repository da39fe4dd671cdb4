"""Opening balances are taken back whole, unless something later stands on them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pkkmart.closing.operations import close_month
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import cancel_settlement, settle
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.imports.operations import (
    OpenedBonPaid,
    OpenedDebtPaid,
    OpenedGoodsSold,
    OpenedSavingsSpent,
    OpenedShareSettled,
    OpeningInUse,
    cancel_opening,
    record_opening,
)
from pkkmart.imports.queries import opening_document, standing_opening
from pkkmart.ledger.operations import AlreadyVoided, PeriodClosed, ReasonMissing
from pkkmart.ledger.queries import entries_of
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import cancel_supplier_payment, pay_supplier
from pkkmart.receivables.operations import cancel_repayment, repay
from pkkmart.savings.operations import cancel_savings_slip, withdraw
from pkkmart.till.places import CashPlace
from tests import make
from tests.books import entry_count, entry_text
from tests.imports.sheets import DAY, SHEET, lines

SARI, SITI, SUGAR = 2, 1, 1
FULL = SHEET.replace("2.000.000", "2.500.000") + "Utang ke pemasok;Toko Makmur;;500.000;\n"


@pytest.fixture
def opened(living: None, tmp_path: Path) -> str:
    register_person(SYSTEM, PersonDetails(name="Toko Makmur"), [CapacityKind.SUPPLIER], since=make.START)
    return record_opening(SYSTEM, lines(tmp_path, FULL), DAY)


def _refusal(kind: type[OpeningInUse]) -> str:
    """The sentence it is refused with; nothing was written."""
    before = entry_count()
    with pytest.raises(kind) as told:
        cancel_opening(SYSTEM, 1, "salah jumlah")
    assert entry_count() == before
    assert standing_opening() == 1
    return str(told.value)


def test_a_wrong_sheet_is_taken_back_whole_and_another_booked(opened: str, tmp_path: Path) -> None:
    cancel_opening(SYSTEM, 1, "salah jumlah stok")
    ((void_id,),) = fetch("SELECT id FROM voided_document WHERE origin_kind = 'opening' AND origin_id = 1")
    (reversal,) = entries_of("void", void_id)
    assert entry_text(reversal) == (
        "2101(Toko Makmur) D 500.000 / 2102(Bu Sari) D 160.000 / 2111(Siti Wahyuni) D 50.000"
        " / 3101(Siti Wahyuni) D 100.000 / 3102(Siti Wahyuni) D 240.000 / 3104 D 525.000 / 4101 D 3.500.000"
        " / 1103 K 2.500.000 / 1131(Siti Wahyuni) K 75.000 / 1141 K 1.500.000 / 5101 K 1.000.000"
    )
    # On the day it was dated itself: no day shows the wrong sheet with the right one.
    assert fetch("SELECT DISTINCT business_date FROM journal_entry") == [(DAY.isoformat(),)]
    assert fetch("SELECT qty_milli, value_idr FROM stock_level") == [(0, 0)]
    assert fetch("SELECT sum(amount_idr) FROM consignment_line WHERE person_id = ?", (SARI,)) == [(0,)]
    cancelled = opening_document(1)
    assert (cancelled.cancelled_by, cancelled.reason) == ("BT-26-000001", "salah jumlah stok")
    assert standing_opening() is None
    assert [check for check in verify() if not check.ok] == []
    again = record_opening(SYSTEM, lines(tmp_path, FULL.replace("Gula Pasir 1 kg;100", "Gula Pasir 1 kg;90")), DAY)
    assert (again, standing_opening()) == ("SA-26-000002", 2)
    assert fetch("SELECT qty_milli, value_idr FROM stock_level") == [(90 * ONE, 1_500_000)]
    assert [check for check in verify() if not check.ok] == []
    with pytest.raises(AlreadyVoided):
        cancel_opening(SYSTEM, 1, "lagi")


def test_the_right_sheet_may_bear_the_day_of_the_wrong_one(living: None, tmp_path: Path) -> None:
    record_opening(SYSTEM, lines(tmp_path), DAY)
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (make.product("Teh", 6_000), 1))
    cancel_opening(SYSTEM, 1, "salah jumlah")
    record_opening(SYSTEM, lines(tmp_path), DAY)
    assert [check for check in verify() if not check.ok] == []


def test_it_takes_a_reason_and_the_keeper_of_the_books(opened: str) -> None:
    with pytest.raises(ReasonMissing):
        cancel_opening(SYSTEM, 1, "  ")
    with pytest.raises(NotPermitted):
        cancel_opening(make.cashier(), 1, "salah")
    with pytest.raises(LookupError):
        cancel_opening(SYSTEM, 7, "salah")
    assert standing_opening() == 1


def test_goods_sold_since_hold_it(opened: str) -> None:
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (SUGAR, 2))
    assert _refusal(OpenedGoodsSold) == (
        "SA-26-000001 tidak bisa dibatalkan: 100 Gula Pasir 1 kg harus keluar lagi, di rak tercatat 98, jadi "
        "sebagian sudah terjual. Betulkan jumlahnya lewat Stok, Sesuaikan."
    )


def test_a_settled_share_holds_it_until_the_settlement_is_cancelled(opened: str) -> None:
    settle(SYSTEM, SARI, DAY)
    assert _refusal(OpenedShareSettled) == (
        "SA-26-000001 tidak bisa dibatalkan: utang titipannya sudah masuk perhitungan PT-26-000001. "
        "Batalkan dulu perhitungan itu."
    )
    cancel_settlement(SYSTEM, 1, "salah batas")
    cancel_opening(SYSTEM, 1, "salah jumlah")
    assert [check for check in verify() if not check.ok] == []


def _sold_something_else() -> None:
    """Money in the drawer that the opening did not bring."""
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (make.product("Batik", 400_000), 1))


def test_savings_withdrawn_since_hold_it(opened: str) -> None:
    _sold_something_else()
    withdraw(SYSTEM, SITI, 20_000, CashPlace.DRAWER, till_id=1)
    assert _refusal(OpenedSavingsSpent) == (
        "SA-26-000001 tidak bisa dibatalkan: simpanan sukarela Siti Wahyuni dari saldo awal sudah ditarik, "
        "kurang 20.000. Batalkan dulu penarikannya."
    )
    cancel_savings_slip(SYSTEM, 1, "salah orang", till_id=1)
    cancel_opening(SYSTEM, 1, "salah jumlah")


def test_a_supplier_paid_since_holds_it(opened: str) -> None:
    _sold_something_else()
    pay_supplier(SYSTEM, 3, 300_000, CashPlace.DRAWER, till_id=1)
    assert _refusal(OpenedDebtPaid) == (
        "SA-26-000001 tidak bisa dibatalkan: utang kepada Toko Makmur dari saldo awal sudah dibayar, "
        "kurang 300.000. Batalkan dulu pembayarannya."
    )
    cancel_supplier_payment(SYSTEM, 1, "salah orang", till_id=1)
    cancel_opening(SYSTEM, 1, "salah jumlah")
    assert [check for check in verify() if not check.ok] == []


def test_a_bon_repaid_since_holds_it(opened: str) -> None:
    _sold_something_else()
    repay(SYSTEM, SITI, 50_000, CashPlace.DRAWER, till_id=1)
    assert _refusal(OpenedBonPaid) == (
        "SA-26-000001 tidak bisa dibatalkan: bon Siti Wahyuni dari saldo awal sudah diangsur, kurang 50.000. "
        "Batalkan dulu angsurannya."
    )
    cancel_repayment(SYSTEM, 1, "salah orang", till_id=1)
    cancel_opening(SYSTEM, 1, "salah jumlah")
    assert [check for check in verify() if not check.ok] == []


def test_what_a_closed_month_holds_is_not_taken_back(opened: str) -> None:
    close_month(SYSTEM, "2026-10")
    with pytest.raises(PeriodClosed, match="Oktober 2026"):
        cancel_opening(SYSTEM, 1, "salah jumlah")


def test_the_same_goods_in_two_rows_are_counted_together(living: None, tmp_path: Path) -> None:
    sheet = (
        "jenis;nama;jumlah;rupiah;sisi\nstok;Gula Pasir 1 kg;10;150.000;\nstok;Gula Pasir 1 kg;5;75.000;\n"
        "akun;3105;;225.000;\n"
    )
    record_opening(SYSTEM, lines(tmp_path, sheet), date(2026, 10, 1))
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (SUGAR, 1))
    assert "15 Gula Pasir 1 kg harus keluar lagi, di rak tercatat 14" in _refusal(OpenedGoodsSold)
