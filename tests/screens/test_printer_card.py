"""Settings of the printer and the receipt: every kind's fields, looking for printers, the logo and the shop's words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.printing.letterhead import LOGO_BYTES, RECEIPT_FOOTER, RECEIPT_HEADER, RECEIPT_LOGO, shop_logo
from pkkmart.printing.printers import VisiblePrinter
from pkkmart.printing.settings import PrinterKind, PrinterSettings, read_printer
from pkkmart.printing.transport import LibraryMissing
from pkkmart.shell import printer_card
from pkkmart.shell.operations import LogoUnreadable, save_logo
from pkkmart.shell.printer_card import PrinterCard, offered_kinds
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.users.operations import LogoTooBig
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.conftest import Show


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


def chosen(card: PrinterCard, kind: PrinterKind) -> PrinterCard:
    """The card after somebody chose a kind."""
    card.kind.choose(kind)
    card.kind.activated.emit(card.kind.currentIndex())
    return card


@pytest.fixture
def card(qtbot: QtBot) -> PrinterCard:
    made = PrinterCard("win32")
    qtbot.addWidget(made)
    made.show_printer(PrinterSettings())
    return made


def test_each_system_is_offered_its_own_spooler() -> None:
    windows, debian = offered_kinds("win32"), offered_kinds("linux")
    assert set(windows) - set(debian) == {PrinterKind.WINDOWS}
    assert set(debian) - set(windows) == {PrinterKind.CUPS}


def test_each_kind_shows_its_own_fields(card: PrinterCard) -> None:
    fields = {
        PrinterKind.NETWORK: card.host,
        PrinterKind.USB: card.usb,
        PrinterKind.WINDOWS: card.queue,
        PrinterKind.SERIAL: card.serial,
        PrinterKind.FILE: card.path,
    }
    for kind in offered_kinds("win32"):
        chosen(card, kind)
        shown = {each for each, field in fields.items() if field.isVisibleTo(card)}
        assert shown == ({kind} if kind is not PrinterKind.NONE else set())
        assert card.search.isVisibleTo(card) == (kind not in (PrinterKind.NONE, PrinterKind.NETWORK, PrinterKind.FILE))
        assert card.columns.isVisibleTo(card) == (kind is not PrinterKind.NONE)


@pytest.mark.parametrize(
    ("kind", "field", "sentence"),
    [
        (PrinterKind.USB, "_usb_named", "Nomor USB printer belum benar."),
        (PrinterKind.SERIAL, "_serial_named", "Port serial printer belum diisi"),
        (PrinterKind.WINDOWS, "_queue_named", "Nama printer belum diisi."),
        (PrinterKind.FILE, "_path_named", "Berkas atau perangkat printer belum diisi"),
    ],
)
def test_what_is_missing_is_told_at_its_field(card: PrinterCard, kind: PrinterKind, field: str, sentence: str) -> None:
    assert chosen(card, kind).mark()
    assert getattr(card, field)._note.text().startswith(sentence)


@pytest.mark.parametrize("typed", ["04b8:0e15", " 4B8 e15 ", "04B8 : 0E15"])
def test_usb_numbers_are_read_as_people_write_them(card: PrinterCard, typed: str) -> None:
    chosen(card, PrinterKind.USB)
    card.usb.setText(typed)
    assert (card.printer().usb_vendor, card.printer().usb_product) == (0x04B8, 0x0E15)
    assert not card.mark()


def looked(monkeypatch: pytest.MonkeyPatch, *found: VisiblePrinter) -> None:
    monkeypatch.setattr(printer_card, "visible_printers", lambda kind: list(found))


def test_one_printer_is_taken_and_several_are_offered(card: PrinterCard, monkeypatch: pytest.MonkeyPatch) -> None:
    first = VisiblePrinter("EPSON TM-T20 (04b8:0e15)", "", 0x04B8, 0x0E15)
    looked(monkeypatch, first)
    chosen(card, PrinterKind.USB).look()
    assert card.usb.text() == "04b8:0e15"
    assert card.result.text() == "Terlihat: EPSON TM-T20 (04b8:0e15). Cetak uji coba untuk memastikan."
    assert not card.found.isVisibleTo(card)
    looked(monkeypatch, first, VisiblePrinter("0416:5011", "", 0x0416, 0x5011))
    card.look()
    assert card.found.isVisibleTo(card)
    assert card.result.text().startswith("Terlihat 2.")
    card.found.setCurrentIndex(1)
    card.found.activated.emit(1)
    assert card.usb.text() == "0416:5011"


def test_a_found_port_and_a_found_queue_go_to_their_fields(card: PrinterCard, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(monkeypatch, VisiblePrinter("COM3 (USB-Serial)", "COM3"))
    chosen(card, PrinterKind.SERIAL).look()
    assert card.serial.text() == "COM3"
    looked(monkeypatch, VisiblePrinter("Kasir", "Kasir"))
    chosen(card, PrinterKind.WINDOWS).look()
    assert (card.queue.text(), card.serial.text()) == ("Kasir", "COM3")


def test_none_and_a_missing_library_are_told(card: PrinterCard, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(monkeypatch)
    chosen(card, PrinterKind.USB).look()
    assert card.result.text().startswith("Tidak ada printer yang terlihat.")

    def missing(kind: PrinterKind) -> list[VisiblePrinter]:
        raise LibraryMissing(kind="USB", extra="usb")

    monkeypatch.setattr(printer_card, "visible_printers", missing)
    card.look()
    assert "pkkmart[usb]" in card.result.text()
    assert card.result.property("tone") == "attention"


def test_a_serial_printer_of_42_columns_is_kept(show: Show[SettingsPage], treasurer: Actor) -> None:
    shown = show(SettingsPage, treasurer)
    card = chosen(shown.page.printer, PrinterKind.SERIAL)
    card.serial.setText("/dev/ttyUSB0")
    card.baud.choose(19_200)
    card.columns.choose(42)
    press(shown.window, "F12")
    saved = read_printer(shown.pc)
    assert (saved.kind, saved.serial, saved.baud, saved.columns, saved.dots) == (
        PrinterKind.SERIAL, "/dev/ttyUSB0", 19_200, 42, 576,
    )  # fmt: skip
    assert not shown.page.is_dirty()


def picture(width: int = 60, height: int = 20) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(file, "PNG")
    return file.getvalue()


def test_the_shops_words_and_the_tick_are_saved_with_the_page(
    show: Show[SettingsPage], treasurer: Actor, tmp_path: Path
) -> None:
    save_logo(treasurer, picture())
    shown = show(SettingsPage, treasurer)
    receipt = shown.page.receipt
    receipt.fields[RECEIPT_HEADER].setText("Buka 06.00-17.00")
    receipt.fields[RECEIPT_FOOTER].setText("")
    assert receipt.logo.isVisibleTo(receipt)
    receipt.logo.setChecked(False)
    assert shown.page.is_dirty()
    press(shown.window, "F12")
    assert (RECEIPT_HEADER.get(), RECEIPT_FOOTER.get(), RECEIPT_LOGO.get()) == ("Buka 06.00-17.00", "", False)
    assert not shown.page.is_dirty()


def test_a_logo_holds_at_once_and_stays_out_of_the_log(
    show: Show[SettingsPage], treasurer: Actor, tmp_path: Path
) -> None:
    shown = show(SettingsPage, treasurer)
    receipt = shown.page.receipt
    assert not receipt.logo.isVisibleTo(receipt)
    file = tmp_path / "logo.png"
    file.write_bytes(picture())
    receipt.take_logo(file)
    assert shop_logo() == picture()
    assert shown.said() == "Logo tersimpan."
    assert receipt.picture.isVisibleTo(receipt)
    assert max(len(row[0]) for row in fetch("SELECT details FROM audit")) < 500


def test_what_is_no_logo_is_refused(show: Show[SettingsPage], treasurer: Actor, tmp_path: Path) -> None:
    with pytest.raises(LogoTooBig):
        save_logo(treasurer, b"x" * (LOGO_BYTES + 1))
    with pytest.raises(LogoUnreadable):
        save_logo(treasurer, b"bukan gambar")
    shown = show(SettingsPage, treasurer)
    file = tmp_path / "logo.png"
    file.write_bytes(b"bukan gambar")
    shown.page.receipt.take_logo(file)
    assert "bukan gambar PNG atau JPEG" in shown.said()
    shown.page.receipt.take_logo(tmp_path / "tiada.png")
    assert shop_logo() == b""
