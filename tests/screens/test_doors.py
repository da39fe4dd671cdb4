"""Every line of the checklist and of Beranda is pressed, and lands on the page, the filter and the card it names."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.cashbook.screen import CashPage
from pkkmart.cashbook.screen.clearing import ClearingForm
from pkkmart.closing.screen import ClosePage
from pkkmart.closing.screen.lines import PENDING
from pkkmart.consignment.screen import ConsignorsPage
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.screen import JournalPage
from pkkmart.printing.job import JobState
from pkkmart.printing.operations import Outcome, record_outcome
from pkkmart.printing.queries import waiting_jobs
from pkkmart.products.operations import ProductDetails, create_product
from pkkmart.reports.screen import ReportsPage
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.shell.home import HomePage
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.stock.screen import StockPage
from pkkmart.till.screen import CloseShiftPage
from pkkmart.ui.doors import Door
from pkkmart.users.queries import actor_of
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press
from tests.make import post_opening


@pytest.fixture
def home(window: MainWindow, shop: FrozenClock, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The window in a shop where every line of both pages has something to mend, two months after it began."""
    monkeypatch.setattr(ReportsPage, "make", lambda *_told, **_more: None)  # a chore reads no shop in memory
    monkeypatch.setattr(ClosePage, "prove", ClosePage.reload)
    shop.at = shop.at.replace(month=10, day=2)
    rina = actor_of(1)
    sari = make.consignor(fixed_idr=2_000)
    lemper, gula = make.product("Lemper", 3_000, owner_id=sari), make.product("Gula")
    create_product(SYSTEM, ProductDetails(name="Teh", selling_price_idr=5_000, min_stock_milli=5 * ONE))
    make.delivered(sari, lemper, 50)
    lines = [credit(Account.PETTY_CASH, 10_000), debit(Account.OPENING_BALANCE, 10_000)]
    post_opening(SYSTEM, lines, date(2026, 10, 1))
    make.shift(rina)
    make.sell(rina, (lemper, 4), (gula, 3), others=[Paid(Tender.QRIS, 12_000, "123456789012")])
    shop.at = shop.at.replace(month=11, day=24)
    stuck = waiting_jobs()[0].id
    record_outcome(Outcome(stuck, JobState.WAITING, 1, clock.now(), "Printer mati."))
    window.unlock(actor_of(2))
    return window


def landed(window: MainWindow) -> str:
    """Where the window stands: the page, and what on it was asked for."""
    QApplication.processEvents()
    page, panel = window.page(), window.messages.panel()
    if isinstance(page, StockPage):
        chosen = next(key for key, pill in page.pills.items() if pill.isChecked())
        return f"stock {chosen}: " + ", ".join(row.name for row in page.model.rows)
    if isinstance(page, ConsignorsPage):
        chosen = next(key for key, pill in page.pills.items() if pill.isChecked())
        return f"consignors {chosen}: " + ", ".join(row.name for row in page.model.rows)
    if isinstance(page, CashPage):
        forms = [form for form in page.window().findChildren(ClearingForm) if form.isVisible()]
        days = [row.waits.day.isoformat() for form in forms for row in form.model.rows]
        assert bool(forms) == (panel is not None)
        return f"cash {page.head.text()}" + "".join(f", QRIS {day}" for day in days)
    if isinstance(page, JournalPage):
        return f"journal {page.search.text()}: {len(page.model.rows)}"
    if isinstance(page, SettingsPage):
        cards = {"printer": page.printer, "backup": page.backup}
        return "settings " + next(key for key, card in cards.items() if card.isAncestorOf(window.focusWidget()))
    if isinstance(page, CloseShiftPage):
        assert page.shift is not None
        return f"close_shift {page.shift.id}"
    if isinstance(page, ReportsPage):
        return f"reports {page.key} {page.month}"
    if isinstance(page, ClosePage):
        return f"close {page.month}"
    raise AssertionError(f"unexpected page {page}")


def press_row(window: MainWindow, kind: str, row_name: str, qtbot: QtBot) -> str:
    """Go to a page, press one of its rows with the mouse, and tell where that led."""
    if window.messages.panel() is not None:
        press(window, "Esc")
    window.open(Door(kind))
    QApplication.processEvents()
    page = window.page()
    if isinstance(page, ClosePage):
        page.choose("2026-11" if row_name == "earlier" else "2026-10")
        row = page.checklist.rows[row_name]
    else:
        assert isinstance(page, HomePage)
        row = page.cards.get(row_name) or next(one for one in page.waiting if row_name in one.accessibleName())
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    return landed(window)


CHECKLIST = {
    "shifts": "close_shift 1",
    "earlier": "close 2026-10",
    "opening": "journal 3199: 1",
    "cash": "cash Kas kecil",
    "clearing": "cash Bank, QRIS 2026-10-02",
    "stock": "stock MINUS: Gula",
    "owed": "consignors OWED: Bu Sari",
    "queue": "settings printer",
    "backup": "settings backup",
    PENDING: "journal : 1",
}


def test_every_line_of_the_checklist_lands_where_it_says(home: MainWindow, qtbot: QtBot) -> None:
    home.open(Door("close"))
    page = home.page()
    assert isinstance(page, ClosePage)
    assert list(page.checklist.rows) == list(CHECKLIST)
    assert {key: press_row(home, "close", key, qtbot) for key in CHECKLIST} == CHECKLIST


HOME = {
    "sales": "reports sales_recap 2026-11",
    "families": "reports consignment_recap 2026-11",
    "owed": "consignors OWED: Bu Sari",
    "cash": "cash Laci kasir",
    "belum ditutup": "close_shift 1",
    "berstok minus": "stock MINUS: Gula",
    "stok minimum": "stock LOW: Gula, Teh",
    "Printer:": "settings printer",
    "Belum pernah dicadangkan": "settings backup",
    "Titipan belum dibayar": "consignors OWED: Bu Sari",
}


def test_every_line_of_beranda_lands_where_it_says(home: MainWindow, qtbot: QtBot) -> None:
    assert isinstance(home.page(), HomePage)
    assert {key: press_row(home, "home", key, qtbot) for key in HOME} == HOME
    home.open(Door("home"))
    page = home.page()
    assert isinstance(page, HomePage)
    assert len(page.waiting) == len([key for key in HOME if key not in page.cards]), "a line is not walked"
    page.close_button.click()
    assert landed(home) == "close 2026-10"
