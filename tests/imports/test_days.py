"""The day a paper may bear: after the opening balances, and not in a year nobody meant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from pkkmart.cashbook.operations import record_expense, transfer
from pkkmart.closing.queries import next_to_close
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import DeliveryItem, record_delivery, settle
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.imports.operations import OpeningLongAgo, OpeningTooLate, cancel_opening, record_opening
from pkkmart.imports.queries import first_traded_on
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DAYS_BEFORE, BeforeOpening, DayLongAgo, VoidedTooEarly, lock_month, void_document
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import opened_on, recorded_since
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.savings.operations import cancel_savings_slip, deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.rules import AdjustReason
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from tests import make
from tests.conftest import FrozenClock
from tests.imports.sheets import DAY, SHEET, lines

SITI, SARI, SUGAR = 1, 2, 1
TODAY = date(2026, 11, 24)
HELD = (
    "Saldo awal per 31/10/2026 sudah memuat uang dan barang sampai hari itu. Pakai tanggal sesudahnya, atau batalkan "
    "saldo awal itu bila tanggalnya keliru."
)


@operation(Permission.KEEP_BOOKS)
def close(actor: Actor, month: str) -> None:
    lock_month(month)


@operation(Permission.KEEP_BOOKS)
def take_back(actor: Actor, origin: Origin, day: date) -> None:
    void_document(origin, reason="salah", business_date=day, till_id=None)


def papers(day: date) -> list[Callable[[], object]]:
    """One paper of every room, each booked whole on a day if the day will do."""
    supplier = register_person(SYSTEM, PersonDetails(name=f"Grosir {day}"), [CapacityKind.SUPPLIER], since=make.START)
    cake = make.product(f"Lemper {day}", 2_000, owner_id=SARI)
    bought = [PurchaseItem(SUGAR, ONE, 15_000)]
    return [
        lambda: deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, day=day, till_id=1),
        lambda: record_purchase(SYSTEM, bought, paid_from=PaidFrom.CREDIT, supplier_id=supplier, business_date=day),
        lambda: adjust(SYSTEM, [AdjustItem(SUGAR, ONE)], AdjustReason.FOUND, day=day),
        lambda: record_delivery(SYSTEM, SARI, [DeliveryItem(cake, ONE)], business_date=day),
        lambda: record_expense(SYSTEM, Account.RENT, 1_000, CashPlace.SAFE, day=day, till_id=1),
        lambda: transfer(SYSTEM, CashPlace.SAFE, CashPlace.BANK, 1_000, day=day, till_id=1),
    ]


def refusals(day: date, error: type[UserError]) -> set[str]:
    """What each room says of a day it may not bear."""
    said = set()
    for paper in papers(day):
        with pytest.raises(error) as told:
            paper()
        said.add(str(told.value))
    return said


@pytest.fixture
def opened(living: None, tmp_path: Path) -> None:
    record_opening(SYSTEM, lines(tmp_path), DAY)


def test_what_an_opening_holds_is_not_booked_again(opened: None) -> None:
    """Before its day or on it: the money would be counted twice, and the books would begin in 2016."""
    assert opened_on() == DAY
    for day in (DAY, date(2026, 8, 30), date(2016, 11, 24)):
        assert refusals(day, BeforeOpening) == {HELD}
    with pytest.raises(BeforeOpening):
        settle(SYSTEM, SARI, DAY, day=DAY)
    assert next_to_close() == "2026-10"
    for paper in papers(DAY + timedelta(days=1)):
        paper()
    assert [check for check in verify() if not check.ok] == []


def test_a_shift_of_its_day_sells_nothing(living: None, tmp_path: Path, shop: FrozenClock) -> None:
    record_opening(SYSTEM, lines(tmp_path), TODAY)
    rina = make.cashier()
    with pytest.raises(BeforeOpening):
        make.shift(rina)
    shop.pass_(days=1)
    make.shift(rina)
    make.sell(rina, (SUGAR, 1))


def test_an_open_shift_has_begun_the_trading(living: None, tmp_path: Path) -> None:
    rina = make.cashier()
    shift = make.shift(rina)
    assert first_traded_on() == TODAY
    with pytest.raises(OpeningTooLate, match="paling akhir per 23/11/2026"):
        record_opening(SYSTEM, lines(tmp_path), TODAY)
    count_drawer(rina, shift.id, {})
    close_shift(rina, shift.id, hand_over_idr=0)
    assert first_traded_on() is None
    record_opening(SYSTEM, lines(tmp_path), TODAY)


def test_a_cancelled_opening_holds_nothing(opened: None) -> None:
    cancel_opening(SYSTEM, 1, "salah tanggal")
    assert opened_on() is None
    for paper in papers(DAY):
        paper()
    assert [check for check in verify() if not check.ok] == []


def test_without_an_opening_a_year_nobody_meant_is_refused(living: None, shop: FrozenClock) -> None:
    """Counted from the day the first entry was recorded, so that no paper drags the next one further back."""
    assert recorded_since() == TODAY
    for day in (date(2016, 9, 14), date(2025, 11, 24), TODAY - timedelta(days=DAYS_BEFORE + 1)):
        assert refusals(day, DayLongAgo) == {
            f"Tanggal {day:%d/%m/%Y} jauh sebelum 24/11/2026, hari pembukuan toko dimulai; periksa tahunnya. "
            "Yang memang lebih lama masuk lewat saldo awal."
        }
    earliest = TODAY - timedelta(days=DAYS_BEFORE)
    for paper in papers(earliest):
        paper()
    shop.pass_(days=30)
    assert recorded_since() == TODAY
    refusals(earliest - timedelta(days=1), DayLongAgo)
    deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, day=earliest, till_id=1)


def test_a_closed_month_is_said_first(opened: None) -> None:
    close(SYSTEM, "2026-10")
    for paper in papers(DAY):
        with pytest.raises(UserError, match="Bulan Oktober 2026 sudah ditutup"):
            paper()


def test_a_sheet_of_a_year_ago_is_a_mistyped_year(living: None, tmp_path: Path) -> None:
    sheet = lines(tmp_path)
    for day in (date(2016, 10, 31), date(2025, 10, 31), date(2025, 11, 24)):
        with pytest.raises(OpeningLongAgo) as told:
            record_opening(SYSTEM, sheet, day)
    assert str(told.value) == (
        "Saldo awal per 24/11/2025 hampir setahun atau lebih sebelum 24/11/2026, hari pembukuan toko dimulai; periksa "
        "tahunnya. Paling awal per 25/11/2025."
    )
    record_opening(SYSTEM, sheet, date(2025, 12, 31))
    deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, day=date(2026, 1, 1), till_id=1)
    assert [check for check in verify() if not check.ok] == []


def test_a_paper_is_not_taken_back_before_its_day(opened: None) -> None:
    slip = deposit(SYSTEM, SITI, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, till_id=1)
    before = TODAY - timedelta(days=1)
    with pytest.raises(VoidedTooEarly) as told:
        take_back(SYSTEM, Origin("savings_slip", slip.id), before)
    assert str(told.value) == (
        "SP-26-000001 bertanggal 24/11/2026, jadi tidak bisa dibatalkan per 23/11/2026. Pakai tanggal 24/11/2026 atau "
        "sesudahnya; uang laci memakai tanggal sifnya."
    )
    cancel_savings_slip(SYSTEM, slip.id, "salah", till_id=1)


def test_a_difference_found_later_goes_back_on_the_day_it_was_found(living: None, tmp_path: Path) -> None:
    """No entry is reversed before it was there, though the opening goes back on its own day."""
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (SUGAR, 2))
    record_opening(SYSTEM, lines(tmp_path, SHEET), DAY)
    make.bought(SUGAR, 2, 0)
    cancel_opening(SYSTEM, 1, "salah jumlah")
    assert fetch(
        "SELECT o.business_date, r.business_date FROM journal_entry o JOIN journal_entry r ON r.reverses_id = o.id"
        " WHERE o.origin_kind = 'opening' AND o.origin_id = 1"
    ) == [("2026-10-31", "2026-10-31"), ("2026-11-24", "2026-11-24")]
    assert [check for check in verify() if not check.ok] == []
