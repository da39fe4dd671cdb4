"""The treasurer's last day of a month in the whole window: consignor, expense, bank, QRIS, closing, papers."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from pkkmart.cashbook.screen import CashPage
from pkkmart.closing.screen import ClosePage
from pkkmart.closing.verify import verify
from pkkmart.core.actor import Actor
from pkkmart.core.backup import back_up
from pkkmart.ledger.queries import closed_through
from pkkmart.printing.settings import read_printer
from pkkmart.printing.spool import pump
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.shell.window import MainWindow
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.closing.conftest import file_shop
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock, tmp_path: Path) -> FrozenClock:
    """A shop in a file, in October: the closing runs beside the window."""
    file_shop(template, tmp_path / "toko")
    frozen.at = datetime(2026, 10, 30, 3, 0, tzinfo=UTC)
    return frozen


@pytest.fixture
def endang(window: MainWindow, shop: FrozenClock, tmp_path: Path) -> Actor:
    """The treasurer on the last of October; the day before a consignor's goods were sold for cash and QRIS."""
    rina, endang = make.cashier("Bu Lina"), make.cashier("Bu Bendahara", "5678", Role.TREASURER)
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 10)
    shift = make.shift(rina)
    make.sell(rina, (lemper, 5), others=[Paid(Tender.QRIS, 10_000, "123456789012")])
    make.sell(rina, (lemper, 5), received_idr=10_000)
    count_drawer(rina, shift.id, {10_000: 1})
    close_shift(rina, shift.id, hand_over_idr=10_000)
    shop.at = datetime(2026, 10, 31, 3, 0, tzinfo=UTC)
    return endang


def click(window: MainWindow, name: str) -> None:
    """The button of that name."""
    buttons = window.findChildren(QAbstractButton)
    button = next(one for one in buttons if one.isVisible() and (one.accessibleName() or one.text()) == name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def said(window: MainWindow) -> str:
    return window.messages.history[-1].text


def test_a_month_s_last_day(
    window: MainWindow, endang: Actor, shop: FrozenClock, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())) or True)
    (tmp_path / "usb").mkdir()
    window.context.pc.set("backup.folder", str(tmp_path / "usb"))
    window.unlock(endang)

    press(window, "Alt+3")
    press(window, "F12")
    press(window, "Enter")
    press(window, "Enter")
    assert entry_of("payout", 1) == "2103(Bu Sari) D 16.000 / 1103 K 16.000"
    press(window, "Esc")  # the kuitansi on screen, since no printer brings it

    press(window, "Alt+5")
    press(window, "F12")
    type_as_person(window, "35000")
    press(window, "Shift+Tab")
    press(window, "Down")
    press(window, "Enter")
    assert said(window) == "BK-26-000001 tersimpan: 35.000."
    press(window, "Enter")  # its slip, for who was paid to sign
    press(window, "F6")
    type_as_person(window, "200000")
    press(window, "Enter")
    assert entry_of("transfer", 1) == "1104 D 200.000 / 1103 K 200.000"
    press(window, "Enter")
    press(window, "F8")
    type_as_person(window, "9970")
    press(window, "Enter")
    assert entry_of("clearing", 1) == "1111 D 9.970 / 6105 D 30 / 1121 K 10.000"
    press(window, "Enter")
    cash = window.page()
    assert isinstance(cash, CashPage)
    cash.show_place(CashPlace.TRANSIT)
    press(window, "F6")
    press(window, "Enter")
    assert entry_of("transfer", 2) == "1111 D 200.000 / 1104 K 200.000"
    press(window, "Enter")

    shop.at = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
    pump(read_printer(window.context.pc))  # as the printer's thread does: without a printer slips are shown
    back_up(window.context.pc)
    click(window, "Tutup buku")
    page = window.page()
    assert isinstance(page, ClosePage)
    qtbot.waitUntil(lambda: "proofs" in page.checklist.rows, timeout=10_000)
    assert (page.month, [item.key for item in page.checklist.items if not item.ok]) == ("2026-10", [])
    press(window, "F12")
    press(window, "Enter")
    qtbot.waitUntil(page.result.isVisible, timeout=30_000)
    assert closed_through() == "2026-10"
    click(window, "Buka laporan")
    assert [Path(folder).name for folder in opened] == ["2026-10"]
    assert len(list(Path(opened[0]).glob("*.pdf"))) == 5
    assert [check.name for check in verify() if not check.ok] == []
