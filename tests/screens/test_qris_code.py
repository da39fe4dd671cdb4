"""The code on the screen, read back by a reader that is not ours from a picture of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.sales.qris import with_amount
from pkkmart.sales.screen.display import CustomerDisplay
from pkkmart.sales.screen.qris_code import QrisCode, draw_modules, qr_modules
from pkkmart.sales.settings import QRIS_TEXT
from pkkmart.shell.operations import stop_qris, use_qris
from pkkmart.ui.theme import apply_theme
from tests.sales.test_qris import FICTIONAL
from tests.ui.reading import cut_texts

NUMBERED = with_amount(FICTIONAL, 25_500, "3F2A91BC")


@pytest.fixture
def code(shop: object, qtbot: QtBot, qapp: QApplication) -> QrisCode:
    use_qris(SYSTEM, FICTIONAL, consented=True)
    code = QrisCode()
    qtbot.addWidget(code)
    code.resize(360, 470)
    code.show()
    return code


def read(picture: QImage) -> list[str]:
    """Every QR code that ZXing finds in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture) if found.format == zxingcpp.BarcodeFormat.QRCode]


def photo(widget: QrisCode | CustomerDisplay, folder: Path) -> QImage:
    """A screenshot of a window, by way of a file."""
    QApplication.processEvents()
    path = folder / "layar.png"
    assert widget.grab().save(str(path))
    return QImage(str(path))


@pytest.mark.parametrize(("width", "height"), [(260, 330), (360, 470), (700, 360), (1_024, 600)])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_reader_finds_the_amount_and_the_reference(
    code: QrisCode, qapp: QApplication, tmp_path: Path, width: int, height: int, dark: bool
) -> None:
    apply_theme(qapp, dark=dark)
    code.show_amount(25_500, "3F2A91BC")
    code.resize(width, height)
    assert read(photo(code, tmp_path)) == [NUMBERED]


def test_a_reader_finds_it_on_the_buyers_screen(code: QrisCode, qtbot: QtBot, tmp_path: Path) -> None:
    display = CustomerDisplay()
    qtbot.addWidget(display)
    display.resize(1_024, 600)
    display.show()
    display.show_qris(25_500, "3F2A91BC")
    assert read(photo(display, tmp_path)) == [NUMBERED]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_every_module_is_a_whole_number_of_dots_with_white_around(qapp: QApplication, ratio: float) -> None:
    image = QImage(QSize(310, 290) * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor("#FF0000"))
    with QPainter(image) as painter:
        draw_modules(painter, qr_modules(NUMBERED), 310, 290, ratio)
    sides = [(x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y) != "#FF0000"]
    (left, top), (right, bottom) = sides[0], sides[-1]
    count = len(qr_modules(NUMBERED)) + 8
    dots, rest = divmod(right - left + 1, count)
    assert (rest, bottom - top) == (0, right - left)
    assert dots == min(image.width(), image.height()) // count
    for down in range(count):
        for across in range(count):
            inside = 4 <= down < count - 4 and 4 <= across < count - 4
            dark = inside and qr_modules(NUMBERED)[down - 4][across - 4]
            colors = {
                image.pixelColor(left + across * dots + x, top + down * dots + y).name()
                for x in (0, dots - 1)
                for y in (0, dots - 1)
            }
            assert colors == {"#000000" if dark else "#ffffff"}


def test_the_amount_and_whose_code_it_is_stand_by_it(code: QrisCode) -> None:
    code.show_amount(1_250_500)
    assert code.has_code
    assert (code.amount.text(), code.name.text(), code.nmid.text()) == (
        "Rp 1.250.500", "PKK MART CONTOH", "NMID ID1099999999991",
    )  # fmt: skip
    assert code.accessibleName() == "Kode QRIS Rp 1.250.500 untuk PKK MART CONTOH"


def test_cleared_it_shows_no_code(code: QrisCode, tmp_path: Path) -> None:
    code.show_amount(25_500)
    code.clear()
    assert not code.has_code
    assert not code.amount.isVisible()
    assert read(photo(code, tmp_path)) == []


def test_without_qris_it_says_what_to_do_instead(code: QrisCode) -> None:
    code.show_amount(25_500)
    stop_qris(SYSTEM)
    code.show_amount(25_500)
    assert not code.has_code
    QApplication.processEvents()
    assert code.sentence.text() == (
        "QRIS bernominal belum dipakai. Minta pembeli memindai stiker dan mengetik jumlahnya."
    )
    assert code.sentence.isVisible()
    assert cut_texts(code) == []


@operation(Permission.KEEP_SETTINGS)
def spoil(actor: object) -> None:
    write_setting(QRIS_TEXT, FICTIONAL.replace("TANGSEL", "TANGSEK"))


def test_a_text_spoilt_since_is_never_shown(code: QrisCode) -> None:
    spoil(SYSTEM)
    code.show_amount(25_500)
    assert not code.has_code
    assert code.sentence.text().startswith("Teks QRIS ini berubah")


def test_the_words_stand_beside_the_code_where_it_is_wide(code: QrisCode) -> None:
    code.show_amount(25_500)
    QApplication.processEvents()
    assert code.amount.mapTo(code, code.amount.rect().topLeft()).y() > code.picture.geometry().bottom()
    code.resize(900, 400)
    QApplication.processEvents()
    assert code.amount.mapTo(code, code.amount.rect().topLeft()).x() > code.picture.geometry().right()
