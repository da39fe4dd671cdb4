"""The whole window: PIN, doors by role, locking, the printer's state, and one copy per shop."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.printing.letterhead import CHAIR, SHOP_ADDRESS, SHOP_NAME, TREASURER
from pkkmart.printing.paper import letterhead
from pkkmart.printing.spool import PrinterState, Trouble
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.home import HomePage
from pkkmart.shell.welcome import WelcomePage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.buttons import PrimaryButton
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person, type_with_alt
from tests.ui.reading import cut_texts

SUGAR = "8999990000032"


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


def test_a_cashier_sees_only_the_doors_of_the_role(window: MainWindow) -> None:
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
    press(window, "Enter")
    assert isinstance(window.page(), CounterPage)


def test_arrows_choose_the_name_while_the_pin_has_the_focus(window: MainWindow) -> None:
    chosen = window.login._group.checkedId()
    press(window, "Down")
    assert window.login._group.checkedId() != chosen
    press(window, "Up")
    assert (window.login._group.checkedId(), window.focusWidget()) == (chosen, window.login.pin)


def test_alt_and_the_number_of_a_shut_door_says_who_may_enter(window: MainWindow) -> None:
    _log_in(window, "1234")
    counter = window.page()
    assert isinstance(counter, CounterPage)
    for key, room in (("0", "Beranda"), ("5", "Pembukuan"), ("6", "Laporan")):
        press(window, f"Alt+{key}")
        told = f"{room} hanya untuk Bendahara dan Pengurus. Mereka masuk dengan PIN sendiri, lewat Ctrl+L."
        assert (window.page(), window.messages.text, counter.board.search.text()) == (counter, told, "")
    window.messages.clear()
    type_with_alt(window, "9")
    assert (window.messages.text, counter.board.search.text()) == ("", ""), "no door has this number"


def test_every_page_locks_and_what_is_typed_next_is_a_pin(window: MainWindow) -> None:
    for key in ("Alt+2", "Alt+3", "Alt+4"):
        _log_in(window, "1234")
        press(window, key)
        assert not isinstance(window.page(), CounterPage)
        press(window, "Ctrl+L")
        assert window.page() is None
    make.product(code=SUGAR)
    _log_in(window, "1234")
    press(window, "F12")
    press(window, "Enter")
    scan(window, SUGAR)
    press(window, "F12")
    counter = window.page()
    assert isinstance(counter, CounterPage)
    assert counter.is_paying
    assert (
        len(
            [
                one
                for one in window.findChildren(QShortcut)
                if one.key().toString() == "Ctrl+L" and one.isEnabled() and one.parent().isVisible()
            ]
        )
        == 1
    ), "two would silence each other"
    press(window, "Ctrl+L")
    assert window.page() is None


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
    assert len(page.open_cart.cart.lines) == 1
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


@pytest.fixture
def empty(shop: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    """The window of a shop nobody has founded yet, on a small screen less its title bar."""
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(1_024, 581)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    return window


def _fill(window: MainWindow, *words: str) -> None:
    for each in words:
        type_as_person(window, each)
        press(window, "Enter")


def _found_shop(window: MainWindow) -> None:
    facts = ("PKK Mart Setu", "Jl. Setu 1", "Koperasi Melati", "AHU-1", "3674011", "0912", "01.234.567.8-411.000")
    _fill(window, *facts, "Hj. Ratna", "9876", "Bu Endang", "4321", "Bu Rina", "1234")


def test_an_empty_shop_is_founded_by_chair_treasurer_and_cashier(empty: MainWindow) -> None:
    window = empty
    _found_shop(window)
    assert fetch("SELECT name, role FROM app_user ORDER BY id") == [
        ("Hj. Ratna", "ADMIN"), ("Bu Endang", "TREASURER"), ("Bu Rina", "CASHIER"),
    ]  # fmt: skip
    assert window.context.actor.name == "Bu Endang", "the treasurer goes on"
    assert (CHAIR.get(), TREASURER.get()) == ("Hj. Ratna", "Bu Endang")
    assert letterhead().lines == (
        "PKK Mart Setu", "Badan Hukum No. AHU-1", "NIK Koperasi 3674011 · NIB 0912 · NPWP 01.234.567.8-411.000",
        "Jl. Setu 1",
    )  # fmt: skip
    assert window.top.title.text() == "Selamat datang"
    assert (SHOP_NAME.get(), SHOP_ADDRESS.get()) == ("PKK Mart Setu", "Jl. Setu 1")
    asked: list[bool] = []
    window.demo_wished.connect(lambda: asked.append(True))
    page = window.page()
    assert isinstance(page, WelcomePage)
    page.rows[-1].click()
    page.rows[1].click()
    assert (asked, window.top.title.text()) == ([True], "Impor daftar")


@pytest.mark.parametrize(
    ("treasurer", "cashier", "sentence", "place"),
    [
        (("Bu Endang", "12"), ("Bu Rina", "1234"), "PIN Bu Endang (bendahara) harus 4 sampai 8 angka", 10),
        (("Bu Endang", "4321"), ("Bu Rina", "1111"), "PIN Bu Rina (kasir) harus 4 sampai 8 angka", 12),
        (("", "4321"), ("Bu Rina", "1234"), "Nama bendahara belum diisi.", 9),
        (("Bu Endang", "4321"), ("", "1234"), "Nama kasir belum diisi, padahal PIN-nya ada.", 11),
        (("Bu Endang", "4321"), ("Bu Endang", "1234"), "Nama pengguna “Bu Endang” sudah dipakai.", 11),
        (("hj. ratna", "4321"), ("", ""), "Nama pengguna “hj. ratna” sudah dipakai.", 9),
    ],
)
def test_the_first_form_says_whose_name_or_pin_is_wrong_and_goes_there(
    empty: MainWindow, treasurer: tuple[str, str], cashier: tuple[str, str], sentence: str, place: int
) -> None:
    _fill(empty, "PKK Mart Setu", *[""] * 6, "Hj. Ratna", "9876", *treasurer, *cashier)
    form = empty.first_run
    assert form.answer.isVisible()
    assert form.answer.text().startswith(sentence)
    assert empty.focusWidget() is form.fields()[place]
    assert [field for field in form.fields() if field.property("wrong")] == [form.fields()[place]]
    assert fetch("SELECT count(*) FROM app_user") == [(0,)]
    type_as_person(empty, "5")
    assert not form.answer.isVisible()


def test_the_first_form_fits_a_small_screen_even_when_it_complains(empty: MainWindow) -> None:
    form = empty.first_run
    assert form.logo_name.x() - form.logo_button.geometry().right() >= 8
    _fill(empty, "PKK Mart Setu", *[""] * 6, "Hj. Ratna", "9876", "Bu Endang", "12", "Bu Rina", "1234")
    QApplication.processEvents()
    assert cut_texts(form) == []
    bottom = form.button.mapTo(form, form.button.rect().bottomLeft()).y()
    assert bottom <= form.height()


def _hold_enter(window: MainWindow, times: int) -> None:
    for _again in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(window.focusWidget() or window, event)
        QApplication.processEvents()


def test_the_ways_on_obey_arrows_and_enter(empty: MainWindow) -> None:
    _found_shop(empty)
    page = empty.page()
    assert isinstance(page, WelcomePage)
    assert [action.key for action in page.actions_shown if action.shown] == ["↑↓", "Enter"]
    assert empty.focusWidget() is page.rows[0]
    for key, row in (("Down", 1), ("Down", 2), ("Up", 1), ("Up", 0), ("Up", 0)):
        press(empty, key)
        assert empty.focusWidget() is page.rows[row]
    for _again in range(9):
        press(empty, "Down")
    assert empty.focusWidget() is page.rows[-1]
    press(empty, "Up")
    press(empty, "Up")
    press(empty, "Enter")
    assert empty.top.title.text() == "Saldo awal"


def test_an_enter_held_over_from_the_form_opens_nothing(empty: MainWindow) -> None:
    _found_shop(empty)
    _hold_enter(empty, 12)
    page = empty.page()
    assert isinstance(page, WelcomePage)
    assert empty.focusWidget() is page.rows[0]
    press(empty, "Enter")
    assert empty.top.title.text() == "Pengaturan"


def test_an_enter_held_over_from_the_pin_opens_no_checklist(window: MainWindow) -> None:
    window.login._group.button(2).click()
    _log_in(window, "4321")
    _hold_enter(window, 12)
    assert isinstance(window.page(), HomePage)
    press(window, "Enter")
    assert window.top.title.text() == "Tutup buku"


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1_024, 581), (150, 1_366, 749), (150, 1_024, 581)])
def test_nothing_is_cut_on_the_locked_screen(
    window: MainWindow, qapp: QApplication, scale: int, width: int, height: int
) -> None:
    apply_theme(qapp, scale_percent=scale)
    window.resize(width, height)
    window.lock()
    window.login.shop.setText("PKK Mart Tangsel (contoh)")
    QApplication.processEvents()
    assert cut_texts(window.login) == []
    ok = next(button for button in window.login.findChildren(PrimaryButton) if button.text() == "OK")
    assert ok.fontMetrics().horizontalAdvance("OK") + 40 <= ok.width()


def test_a_change_made_on_another_thread_reaches_the_page(window: MainWindow, qtbot: QtBot) -> None:
    told: list[object] = []
    window.changed.connect(told.append)
    thread = threading.Thread(target=lambda: window.changed.emit(frozenset()))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(told), timeout=2_000)


@pytest.mark.parametrize(("width", "height"), [(1_366, 768), (1_024, 600)])
def test_a_message_lies_on_no_filled_button_and_goes_by_a_click(window: MainWindow, width: int, height: int) -> None:
    make.product(code=SUGAR)
    window.resize(width, height)
    _log_in(window, "4321")
    told = "Printer 192.168.1.9 tidak menjawab. Periksa kabel, kertas dan lampunya. " * 2
    for steps in (("Alt+1",), ("F12", "Enter"), ("F12",), ("Alt+2",), ("Alt+7",)):
        for key in steps:
            press(window, key)
        if steps == ("F12", "Enter"):
            scan(window, SUGAR)
        for sentence in (told[: len(told) // 2], told):
            window.messages.attention(sentence)
            QApplication.processEvents()
            place = window.messages.geometry()
            filled = [one for one in window.findChildren(PrimaryButton) if one.isVisible()]
            areas = [QRect(one.mapTo(window.messages.host, QPoint()), one.size()) for one in filled]
            assert not [area for area in areas if area.intersects(place)], (steps, place)
            QTest.mouseClick(window.messages, Qt.MouseButton.LeftButton)
            assert window.messages.text == ""


def test_a_printer_that_works_again_is_good_news(window: MainWindow) -> None:
    _log_in(window, "1234")
    window.printer_told.emit(PrinterState(Trouble.TROUBLE, "Printer 10.0.0.9 tidak menjawab.", 3))
    window.printer_told.emit(PrinterState(Trouble.READY, "Printer siap", 0))
    assert [(said.tone, said.text) for said in window.messages.history][-2:] == [
        ("attention", "Printer 10.0.0.9 tidak menjawab."),
        ("good", "Printer siap"),
    ]
    assert (window.messages.text, window.messages.property("tone")) == ("Printer siap", "tint")


def test_the_printer_tells_its_state_in_the_top_line(window: MainWindow) -> None:
    _log_in(window, "1234")
    window.printer_told.emit(PrinterState(Trouble.TROUBLE, "Printer 10.0.0.9 tidak menjawab.", 3))
    assert window.top.status.accessibleName() == "Printer bermasalah · 3 menunggu"
    window.printer_told.emit(PrinterState(Trouble.READY, "", 0))
    assert window.top.status.accessibleName() == "Printer siap"


def test_a_door_to_a_receipt_stands_on_it(window: MainWindow) -> None:
    make.product(price_idr=17_500, code=SUGAR)
    _log_in(window, "1234")
    press(window, "F12")
    press(window, "Enter")
    scan(window, SUGAR)
    press(window, "F12")
    press(window, "Enter")
    window.open(Door("sale", 1))
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    assert page.view.number.text() == "PM-26-000001"
    window.open(Door("expense", 9))
    assert window.messages.text == "Dokumen ini tidak punya slip; rinciannya ada di jurnal."
