"""The whole window: PIN, doors by role, locking, the printer's state, and one copy per shop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_NAME
from pkkmart.printing.spool import PrinterState, Trouble
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.home import HomePage
from pkkmart.shell.welcome import WelcomePage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme
from pkkmart.users.operations import add_user
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person

SUGAR = "8999990000032"


@pytest.fixture
def window(shop: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    apply_theme(qapp)
    add_user(SYSTEM, "Bu Rina", "1234", Role.CASHIER)
    add_user(SYSTEM, "Bu Endang", "4321", Role.ADMIN)
    make.funded(500_000)
    scans = ScanFilter(qapp)
    window = MainWindow(PcFile(tmp_path / "pc.json"), scans)
    window.resize(1_366, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    yield window
    window.close()
    qapp.removeEventFilter(scans)
    scans.deleteLater()
    apply_theme(qapp)


def _log_in(window: MainWindow, pin: str) -> None:
    type_as_person(window, pin)
    press(window, "Enter")


def test_a_wrong_pin_says_so_and_shows_nothing(window: MainWindow) -> None:
    _log_in(window, "9999")
    assert window.login.answer.text() == "PIN salah. Coba lagi."
    assert not window.rail.isVisible()
    assert window.page() is None
    assert fetch("SELECT details FROM audit WHERE act = '_try_pin'") == [('{"refused": "wrong PIN"}',)]


def test_five_wrong_pins_pause(window: MainWindow) -> None:
    for _again in range(5):
        _log_in(window, "9999")
    _log_in(window, "1234")
    assert window.login.answer.text() == "Terlalu sering salah. Tunggu 30 detik."


def test_a_cashier_sees_only_her_doors(window: MainWindow) -> None:
    _log_in(window, "1234")
    assert [button.item.words for button in window.rail.buttons] == [
        "Kasir",
        "Stok",
        "Titipan",
        "Simpanan",
        "Pengaturan",
    ]
    assert isinstance(window.page(), CounterPage)
    window.open(Door("import"))
    assert isinstance(window.page(), CounterPage)


def test_from_pin_to_closed_shift_without_a_mouse(window: MainWindow) -> None:
    make.product(price_idr=17_500, code=SUGAR)
    _log_in(window, "1234")
    press(window, "F12")
    type_as_person(window, "100000")
    press(window, "Enter")
    assert window.top.chip.text() == "Sif 1 · Bu Rina · sejak 10.42"
    scan(window, SUGAR)
    press(window, "F12")
    press(window, "Enter")
    press(window, "Ctrl+E")
    assert window.top.title.text() == "Tutup sif"
    type_as_person(window, "1")
    for _denomination in range(4):
        press(window, "Enter")
    type_as_person(window, "3")
    press(window, "Enter")
    press(window, "Enter")
    type_as_person(window, "2")
    press(window, "Enter")
    type_as_person(window, "1")
    press(window, "F12")
    press(window, "Enter")
    press(window, "F12")
    assert fetch("SELECT expected_idr, counted_idr, difference_idr FROM shift_close") == [(117_500, 117_500, 0)]
    assert window.top.chip.text() == "Sif belum dibuka"
    assert isinstance(window.page(), CounterPage)


def test_locking_keeps_the_cart_for_whoever_comes_next(window: MainWindow) -> None:
    make.product(code=SUGAR)
    _log_in(window, "1234")
    press(window, "F12")
    press(window, "Enter")
    scan(window, SUGAR)
    press(window, "Ctrl+L")
    assert not window.rail.isVisible()
    scan(window, SUGAR)
    window.login._group.button(2).click()
    _log_in(window, "4321")
    assert isinstance(window.page(), HomePage)
    press(window, "Alt+1")
    page = window.page()
    assert isinstance(page, CounterPage)
    assert len(page.desk.cart.lines) == 1
    assert [button.item.words for button in window.rail.buttons] == [
        "PKK Mart\nBeranda",
        "Kasir",
        "Stok",
        "Titipan",
        "Simpanan",
        "Pembukuan",
        "Laporan",
        "Pengaturan",
    ]


def test_an_empty_shop_is_founded_with_two_pins(
    shop: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    apply_theme(qapp)
    scans = ScanFilter(qapp)
    window = MainWindow(PcFile(tmp_path / "pc.json"), scans)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    for words in ("PKK Mart Setu", "Jl. Setu 1", "Koperasi Melati", "AHU-1", "Bu Endang", "4321", "Bu Rina", "12"):
        type_as_person(window, words)
        press(window, "Enter")
    assert window.messages.history[-1].text == "PIN harus 4 sampai 8 angka, dan bukan angka yang sama semua."
    assert fetch("SELECT count(*) FROM user") == [(0,)]
    type_as_person(window, "34")
    press(window, "Enter")
    assert fetch("SELECT name, role FROM user ORDER BY id") == [("Bu Endang", "ADMIN"), ("Bu Rina", "CASHIER")]
    assert window.top.title.text() == "Selamat datang"
    assert (SHOP_NAME.get(), SHOP_ADDRESS.get()) == ("PKK Mart Setu", "Jl. Setu 1")
    asked: list[bool] = []
    window.demo_wished.connect(lambda: asked.append(True))
    page = window.page()
    assert isinstance(page, WelcomePage)
    page.rows[-1].click()
    page.rows[1].click()
    assert (asked, window.top.title.text()) == ([True], "Impor barang")
    window.close()
    qapp.removeEventFilter(scans)
    scans.deleteLater()


def test_a_change_made_on_another_thread_reaches_the_page(window: MainWindow, qtbot: QtBot) -> None:
    told: list[object] = []
    window.changed.connect(told.append)
    thread = threading.Thread(target=lambda: window.changed.emit(frozenset()))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told), timeout=2_000)


def test_the_printer_tells_its_state_in_the_top_line(window: MainWindow) -> None:
    _log_in(window, "1234")
    window.printer_told.emit(PrinterState(Trouble.TROUBLE, "Printer 10.0.0.9 tidak menjawab.", 3))
    assert window.top.status.accessibleName() == "Printer bermasalah · 3 menunggu"
    window.printer_told.emit(PrinterState(Trouble.READY, "", 0))
    assert window.top.status.accessibleName() == "Printer siap"


def test_a_door_to_a_receipt_shows_its_paper(window: MainWindow) -> None:
    make.product(price_idr=17_500, code=SUGAR)
    _log_in(window, "1234")
    press(window, "F12")
    press(window, "Enter")
    scan(window, SUGAR)
    press(window, "F12")
    press(window, "Enter")
    window.open(Door("sale", 1))
    panel = window.messages.panel()
    assert panel is not None
    assert window.messages.history[-1].text == "PM-26-000001"
    press(window, "Esc")
    window.open(Door("expense", 9))
    assert window.messages.text == "Dokumen ini tidak punya slip; rinciannya ada di jurnal."
