"""Settings: the shop, the printer and its honest test, the look of this PC."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import Actor
from pkkmart.core.errors import NotPermitted
from pkkmart.printing.letterhead import SHOP_ADDRESS, SHOP_NAME
from pkkmart.printing.settings import PrinterKind, read_printer
from pkkmart.printing.spool import pump
from pkkmart.shell.operations import ShopNameMissing, save_settings
from pkkmart.shell.settings_page import Look, SettingsPage, read_look
from pkkmart.ui.cards import Card
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


def test_the_shop_is_named_by_keyboard(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    shown.page.shop.fields[SHOP_NAME].selectAll()
    type_as_person(shown.window, "Koperasi Melati")
    press(shown.window, "Tab")
    type_as_person(shown.window, "Jl. Anggrek 2")
    press(shown.window, "F12")
    assert (SHOP_NAME.get(), SHOP_ADDRESS.get()) == ("Koperasi Melati", "Jl. Anggrek 2")
    assert shown.said() == "Pengaturan tersimpan."
    assert not shown.page.is_dirty()


def test_a_shop_without_a_name_is_told_at_the_field(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    shown.page.shop.fields[SHOP_NAME].clear()
    press(shown.window, "F12")
    assert shown.page.shop._labels[SHOP_NAME]._note.text() == str(ShopNameMissing())
    assert SHOP_NAME.get() == "PKK Mart"


def test_a_scan_writes_nothing_into_the_settings(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    scan(shown.window, "8992741905442")
    assert not shown.page.is_dirty()


def test_a_printer_in_the_network_needs_its_address(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    shown.page.printer.kind.choose(PrinterKind.NETWORK)
    shown.page.printer._fit()
    press(shown.window, "F12")
    assert shown.page.printer._host_named._note.text().startswith("Alamat printer belum diisi.")
    assert read_printer(shown.pc).kind is PrinterKind.NONE
    shown.page.printer.host.setText("192.168.1.50")
    shown.page.printer.columns.choose(48)
    press(shown.window, "F12")
    saved = read_printer(shown.pc)
    assert (saved.kind, saved.host, saved.port, saved.columns, saved.dots) == (
        PrinterKind.NETWORK, "192.168.1.50", 9100, 48, 576,
    )  # fmt: skip


def test_without_a_printer_the_test_slip_is_shown(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    press(shown.window, "F9")
    assert shown.said() == "Tidak ada printer. Beginilah struk akan terlihat di layar."
    press(shown.window, "Enter")
    assert shown.messages.panel() is None


def test_the_test_slip_tells_what_became_of_it(
    show: Show[SettingsPage], treasurer: Actor, tmp_path: Path, qtbot: QtBot
) -> None:
    shown = show(SettingsPage, treasurer)
    printer = shown.page.printer
    printer.kind.choose(PrinterKind.FILE)
    printer.path.setText(str(tmp_path / "tidak" / "ada"))
    press(shown.window, "F9")
    assert printer.result.text() == "Mengirim ke printer …"
    pump(read_printer(shown.pc))
    qtbot.waitUntil(lambda: printer.result.text().startswith("Belum tercetak."), timeout=3_000)
    assert printer.result.property("tone") == "attention"
    (tmp_path / "struk").touch()
    printer.path.setText(str(tmp_path / "struk"))
    press(shown.window, "F9")
    shown.page._look_at_job()
    assert printer.result.text() == "Mengirim ke printer …"


def test_a_sent_slip_is_called_sent(show: Show[SettingsPage], treasurer: Actor, tmp_path: Path, qtbot: QtBot) -> None:
    paper = tmp_path / "struk"
    paper.touch()
    shown = show(SettingsPage, treasurer)
    shown.page.printer.kind.choose(PrinterKind.FILE)
    shown.page.printer.path.setText(str(paper))
    press(shown.window, "F9")
    pump(read_printer(shown.pc))
    qtbot.waitUntil(lambda: shown.page.printer.result.text().startswith("Sudah dikirim."), timeout=3_000)
    assert b"Uji coba printer" in paper.read_bytes()


def test_the_look_is_kept_at_once_and_told(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    told: list[Look] = []
    shown.page.look_changed.connect(lambda: told.append(read_look(shown.pc)))
    shown.page.look.sizes[150].click()
    shown.page.look.themes[True].click()
    assert told == [Look(150, False), Look(150, True)]


def test_esc_asks_before_it_takes_typed_words_back(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    type_as_person(shown.window, "x")
    press(shown.window, "Esc")
    assert shown.said() == "Buang isian yang belum disimpan?"
    press(shown.window, "Enter")
    assert shown.page.shop.fields[SHOP_NAME].text() != "PKK Mart"
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert shown.page.shop.fields[SHOP_NAME].text() == "PKK Mart"


def test_a_cashier_sees_only_the_own_screen(show: Show[SettingsPage], shop: object) -> None:
    cashier = make.cashier("Bu Yuli")
    shown = show(SettingsPage, cashier)
    assert (shown.page.shop.isVisible(), shown.page.printer.isVisible(), shown.page.look.isVisible()) == (
        False, False, True,
    )  # fmt: skip
    assert shown.keys() == []
    with pytest.raises(NotPermitted):
        save_settings(cashier, {"shop.name": "Lain"})


@pytest.mark.parametrize(("width", "columns"), [(1_238, 2), (936, 2), (640, 1)])
def test_a_cashier_s_cards_fill_the_page(show: Show[SettingsPage], shop: object, width: int, columns: int) -> None:
    shown = show(SettingsPage, make.cashier("Bu Yuli"))
    shown.window.resize(width, 560)
    QApplication.processEvents()
    page = shown.page
    cards = [card for card in page.findChildren(Card) if card.isVisible() and card in (page.people, page.look)]
    assert [page.people.own_button.isVisible(), len(cards)] == [True, 2]
    left, right = (QRect(card.mapTo(page, QPoint()), card.size()) for card in (page.people, page.look))
    assert left.left() <= 4
    assert right.right() >= page.width() - 12
    assert (left.top() == right.top(), abs(left.width() - right.width()) <= 2) == (columns == 2, True)


def test_only_what_differs_is_recorded(treasurer: Actor) -> None:
    assert save_settings(treasurer, {"shop.name": "PKK Mart", "shop.phone": " 0812 "}) == 1
    assert save_settings(treasurer, {"shop.phone": "0812"}) == 0
