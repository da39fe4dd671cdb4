"""From the journal to the paper behind an entry, however old: that very paper, and Del names no other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.cashbook.operations import record_expense, transfer
from pkkmart.cashbook.screen import CashPage
from pkkmart.core.actor import Actor
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import PcFile
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import post_opening
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.screen import JournalPage
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, pay_supplier, record_purchase
from pkkmart.purchasing.screen import SuppliersPage
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen import SavingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.screen.history import History
from pkkmart.till.places import CashPlace
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace
LONG_AGO, LATER = date(2026, 9, 3), date(2026, 10, 20)


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    post_opening(actor, [debit(Account.SAFE, 90_000_000), credit(Account.GRANT, 90_000_000)], date(2026, 9, 1))
    return actor


@pytest.fixture
def window(endang: Actor, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp)
    scans = ScanFilter(qapp)
    window = MainWindow(PcFile(tmp_path / "pc.json"), scans)
    window.resize(1_366, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.unlock(endang)
    yield window
    for timer in window.findChildren(QTimer):
        timer.stop()  # a search that still rests must not ask a closed shop
    window.close()
    qapp.removeEventFilter(scans)
    scans.deleteLater()
    apply_theme(qapp)


def open_paper(window: MainWindow, number: str) -> None:
    """Search the journal for a paper of any day, and open it with Enter."""
    window.open(Door("journal"))
    page = window.page()
    assert isinstance(page, JournalPage)
    page.since.set_value(None)
    press(window, "F3")
    type_as_person(window, number)
    press(window, "Enter")
    assert number in page.head.text()
    press(window, "Enter")


def del_names(window: MainWindow) -> str:
    """What Del offers to take back: the title of the sheet, or what is said instead."""
    press(window, "Del")
    panel = window.messages.panel()
    if panel is None:
        return window.messages.text
    name = panel.accessibleName()
    press(window, "Esc")
    return name


def test_an_old_slip_is_the_line_of_her_book(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    for number in range(1, 5):
        deposit(endang, siti, SavingsKind.MANDATORY, 20_000 + number, SAFE, day=LONG_AGO if number < 3 else LATER)
    open_paper(window, "SP-26-000002")
    page = window.page()
    assert isinstance(page, SavingsPage)
    line = page.view.line()
    assert line is not None
    assert (page.view.name.text(), line.number, line.in_idr) == ("Siti Wahyuni", "SP-26-000002", 20_002)
    assert del_names(window) == "Batalkan SP-26-000002"


def test_a_slip_of_a_member_the_list_is_too_short_for(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    for number in range(205):
        make.member(f"Ani {number:03}")
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE, day=LONG_AGO)
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE)
    open_paper(window, "SP-26-000001")
    page = window.page()
    assert isinstance(page, SavingsPage)
    assert (page.view.name.text(), page.count.text()) == (
        "Siti Wahyuni",
        "200 pertama · ketik nama untuk mempersempit",
    )
    assert page.stack.currentIndex() == 0
    assert del_names(window) == "Batalkan SP-26-000001"


def test_old_costs_and_hand_overs_are_reached_among_many(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, day=LONG_AGO)
    transfer(endang, SAFE, TRANSIT, 400_000, day=LONG_AGO)
    for _again in range(210):
        record_expense(endang, Account.SUPPLIES, 1_000, SAFE, day=LATER)
    for number, words in (("BK-26-000001", "Biaya BK-26-000001"), ("PK-26-000001", "Pindah kas PK-26-000001")):
        open_paper(window, number)
        page = window.page()
        assert isinstance(page, CashPage)
        row = page.table.current_row()
        assert page.model.columns[1].text(row) == words
        assert page.reach.until.text() == "03/09/2026"
        assert del_names(window) == f"Batalkan {number}"
    balances = [page.model.columns[4].text(row) for row in page.model.rows]
    assert balances == ["89.350.000", "89.750.000", "90.000.000"]


def test_old_invoices_and_payments_are_reached_among_many(window: MainWindow, endang: Actor) -> None:
    grosir = register_person(endang, PersonDetails(name="Grosir Maju"), [CapacityKind.SUPPLIER], since=make.START)
    sugar = make.product()

    def buy(day: date) -> None:
        item = PurchaseItem(sugar, ONE, 15_000)
        record_purchase(endang, [item], paid_from=PaidFrom.CREDIT, supplier_id=grosir, business_date=day)

    buy(LONG_AGO)
    pay_supplier(endang, grosir, 15_000, SAFE, day=LONG_AGO)
    for _again in range(205):
        buy(LATER)
    for number in ("BP-26-000001", "PB-26-000001"):
        open_paper(window, number)
        page = window.page()
        assert isinstance(page, SuppliersPage)
        assert (page.table.current_row().number, page.reach.words.text()) == (number, "2 nota")
        assert del_names(window) == f"Batalkan {number}"
    page.enter()
    assert page.reach.words.text() == "200 terbaru sejak 20/10/2026"
    press(window, "F9")
    assert page.reach.words.text() == "207 nota"
    assert not page.reach.older_button.isVisible()
    press(window, "F9")
    assert window.messages.text == "Sudah sampai nota yang pertama."


def test_an_old_adjustment_is_reached_among_many(window: MainWindow, endang: Actor) -> None:
    rice = make.product("Beras 1 kg", 18_000)
    bags = PurchaseItem(rice, 200 * ONE, 3_000_000)
    record_purchase(endang, [bags], paid_from=PaidFrom.SAFE, business_date=LONG_AGO)
    for number in range(60):
        adjust(endang, [AdjustItem(rice, ONE)], AdjustReason.MISSING, day=date(2026, 11, 24 if number else 23))
    open_paper(window, "PS-26-000001")
    panel = window.messages.panel()
    assert panel is not None
    (history,) = panel.findChildren(History)
    assert (history.table.current_row().number, history.reach.words.text()) == (
        "PS-26-000001",
        "1 penyesuaian sampai 23/11/2026",
    )
    press(window, "Enter")
    sheet = window.messages.panel()
    assert sheet is not None
    assert sheet.accessibleName() == "Batalkan PS-26-000001"
    press(window, "Esc")
    window.open(Door("stock"))
    press(window, "F8")
    (history,) = [one for one in window.findChildren(History) if one.isVisible()]
    assert history.reach.words.text() == "50 terbaru sejak 24/11/2026"
    press(window, "F9")
    assert (history.reach.words.text(), len(history.model.rows)) == ("60 penyesuaian", 60)


def test_a_cancelled_paper_is_shown_as_cancelled(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, day=LONG_AGO)
    record_expense(endang, Account.RENT, 100_000, SAFE)
    open_paper(window, "BK-26-000001")
    press(window, "Del")
    type_as_person(window, "salah")
    press(window, "Enter")
    open_paper(window, "BT-26-000001")
    assert del_names(window) == "Biaya BK-26-000001 sudah dibatalkan."


def test_what_is_not_there_is_said_and_nothing_is_stood_on(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE)
    window.open(Door("savings"))
    page = window.page()
    assert isinstance(page, SavingsPage)
    page.show_member(siti)
    page.view.book.setFocus()
    assert not page.view.stand_on(99)
    page.search.setFocus()
    page.view.book.setFocus()
    assert page.view.line() is None, "the focus alone stands on nothing"
    assert del_names(window) == "Pilih baris setoran atau penarikan dulu, lalu tekan Del."
