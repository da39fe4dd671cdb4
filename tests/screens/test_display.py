"""The buyer's screen: what it shows when, that nothing is cut, and that it is only there where it should be."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Permission
from pkkmart.core.operation import operation
from pkkmart.core.settings import PcFile, Setting, write_setting
from pkkmart.printing.letterhead import SHOP_LOGO, SHOP_NAME
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.queries import SaleView
from pkkmart.sales.screen.display import CustomerDisplay, QrisAsked
from pkkmart.sales.screen.second_screen import DisplayChoice, SecondScreen, read_display, write_display
from pkkmart.shell.operations import use_qris
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.ui.fitted import Fitted
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.sales.test_qris import FICTIONAL
from tests.screens.conftest import Show
from tests.ui.reading import cut_texts

LONG = (
    "Paket Hampers Lebaran Kue Nastar, Kastengel, Putri Salju dan Keripik Singkong Balado"
    " Bu Sugeng Serpong Utara 12 toples besar"
)


@operation(Permission.KEEP_SETTINGS)
def put(actor: object, setting: Setting[str], value: str) -> None:
    write_setting(setting, value)


@pytest.fixture
def display(shop: object, qtbot: QtBot, qapp: QApplication) -> CustomerDisplay:
    display = CustomerDisplay()
    qtbot.addWidget(display)
    display.resize(1_024, 600)
    display.show()
    return display


def cart_of(name: str = "Gula Pasir 1 kg", price_idr: int = 17_500, quantity: int = 2) -> Cart:
    return make.cart((make.product(name, price_idr), quantity))


def sold(received_idr: int) -> SaleView:
    cashier = make.cashier()
    make.shift(cashier)
    return make.sell(cashier, (make.product(price_idr=23_500), 1), received_idr=received_idr).sale


def cut(display: CustomerDisplay) -> list[str]:
    """Every text that is seen and does not fit its place."""
    QApplication.processEvents()
    fitted = [label for label in display.findChildren(Fitted) if label.isVisible() and label.text()]
    assert fitted
    return [label.text() for label in fitted if not label.fits(label.fitted_font())] + [
        text for text in cut_texts(display) if text not in {label.text() for label in fitted}
    ]


def test_between_buyers_it_greets_in_the_shops_name(display: CustomerDisplay) -> None:
    assert display.views.currentWidget() is display.welcome
    assert display.welcome.shop.text() == "PKK Mart"
    assert (display.welcome.sign.isVisible(), display.welcome.logo.isVisible()) == (True, False)
    put(SYSTEM, SHOP_NAME, "PKK Mart Setu")
    display.idle()
    assert display.welcome.shop.text() == "PKK Mart Setu"


def test_the_shops_logo_takes_the_place_of_ours(display: CustomerDisplay) -> None:
    picture, bytes_ = QPixmap(600, 100), QByteArray()
    picture.fill(Qt.GlobalColor.red)
    buffer = QBuffer(bytes_)
    picture.save(buffer, "PNG")
    put(SYSTEM, SHOP_LOGO, base64.b64encode(bytes_.data()).decode())
    display.idle()
    assert (display.welcome.sign.isVisible(), display.welcome.logo.isVisible()) == (False, True)
    assert display.welcome.logo.pixmap().width() == 320
    put(SYSTEM, SHOP_LOGO, "bukan gambar")
    display.idle()
    assert display.welcome.sign.isVisible()


def test_it_shows_the_item_that_came_last_and_the_total(display: CustomerDisplay) -> None:
    cart = cart_of().add(by_ids([make.product("Kopi Bubuk", 12_000)]).popitem()[1])
    display.show_seen(cart)
    counting = display.counting
    assert display.views.currentWidget() is counting
    assert (counting.name.text(), counting.quantity.text()) == ("Kopi Bubuk", "1 pcs · Rp 12.000")
    assert (counting.total.text(), counting.note.text()) == ("Rp 47.000", "3 barang")
    display.show_seen(cart.with_quantity(0, 5_000))
    assert (counting.name.text(), counting.quantity.text()) == ("Gula Pasir 1 kg", "5 pcs · Rp 87.500")


def test_a_member_sees_what_is_saved_and_nothing_personal(display: CustomerDisplay) -> None:
    siti = make.member("Siti Wahyuni")
    display.show_cart(make.cart((make.product(price_idr=17_500, member_price_idr=16_000), 2), buyer=siti))
    assert display.counting.note.text() == "2 barang · hemat Rp 3.000"
    assert not any("Siti" in label.text() for label in display.findChildren(Fitted))


def test_an_emptied_cart_goes_back_to_the_greeting(display: CustomerDisplay) -> None:
    cart = cart_of()
    display.show_cart(cart)
    display.show_cart(cart.without(0))
    assert display.views.currentWidget() is display.welcome


def test_the_change_stays_until_the_next_buyers_first_item(display: CustomerDisplay) -> None:
    display.show_seen(sold(50_000))
    display.show_seen(Cart.new())
    done = display.done
    assert display.views.currentWidget() is done
    assert (done.caption.text(), done.change.text()) == ("Kembali", "Rp 26.500")
    assert done.paid.text() == "Harus dibayar Rp 23.500, diterima Rp 50.000"
    assert done.thanks.text().startswith("Terima kasih.")
    display.show_seen(cart_of())
    assert display.views.currentWidget() is display.counting
    assert not display._forget.isActive()


def test_without_change_it_says_paid(display: CustomerDisplay) -> None:
    display.show_change(sold(23_500))
    assert (display.done.caption.text(), display.done.change.text()) == ("Lunas", "Rp 23.500")
    assert not display.done.paid.isVisible()


def test_the_change_is_forgotten_after_a_minute(display: CustomerDisplay) -> None:
    display.show_change(sold(50_000))
    assert display._forget.isActive()
    display._forget.timeout.emit()
    assert display.views.currentWidget() is display.welcome


def test_a_code_leaves_with_its_payment(display: CustomerDisplay) -> None:
    use_qris(SYSTEM, FICTIONAL, consented=True)
    display.show_seen(QrisAsked(25_500, "3F2A91BC"))
    assert display.views.currentWidget() is display.scan
    assert display.scan.code.has_code
    display.show_seen(sold(50_000))
    assert not display.scan.code.has_code


def test_a_shop_without_qris_goes_on_showing_the_total(display: CustomerDisplay) -> None:
    display.show_cart(cart_of())
    display.show_qris(25_500)
    assert display.views.currentWidget() is display.counting


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 1_024, 600), (150, 1_024, 600), (100, 800, 480),
                                                        (100, 1_366, 768), (100, 1_920, 1_080)])  # fmt: skip
def test_nothing_is_cut_even_with_long_names_and_large_sums(
    display: CustomerDisplay, qapp: QApplication, scale: int, width: int, height: int
) -> None:
    apply_theme(qapp, scale_percent=scale)
    use_qris(SYSTEM, FICTIONAL, consented=True)
    put(SYSTEM, SHOP_NAME, "PKK Mart Kelurahan Lengkong Gudang Timur, Kecamatan Serpong (contoh)")
    display.resize(width, height)
    sale = replace(sold(50_000), rounding_idr=123_456_789)
    display.idle()
    assert cut(display) == []
    for seen in (cart_of(LONG, 98_765_432, 99), QrisAsked(123_456_789, "3F2A91BC"), sale):
        display.show_seen(seen)
        assert cut(display) == []


def test_it_takes_neither_focus_nor_the_program_with_it(display: CustomerDisplay) -> None:
    assert display.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert display.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not display.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_the_choice_is_this_pcs(tmp_path: Path) -> None:
    pc = PcFile(tmp_path / "pc.json")
    assert read_display(pc) == DisplayChoice(False, "")
    write_display(pc, DisplayChoice(True, "HDMI-1"))
    assert read_display(PcFile(tmp_path / "pc.json")) == DisplayChoice(True, "HDMI-1")


def test_with_one_monitor_nothing_covers_the_counter(display: CustomerDisplay, tmp_path: Path) -> None:
    pc = PcFile(tmp_path / "pc.json")
    write_display(pc, DisplayChoice(True))
    second = SecondScreen(display, pc)
    second.fit()
    assert second.display is None


def test_the_tick_is_kept_at_once_and_says_what_to_plug_in(show: Show[SettingsPage], shop: object) -> None:
    shown = show(SettingsPage, make.cashier("Bu Endang", role=Role.TREASURER))
    card = shown.page.display
    told: list[bool] = []
    card.chosen.connect(lambda: told.append(True))
    assert card.found.text().startswith("Belum ada layar kedua.")
    assert not card.monitor.isVisible()
    card.on.click()
    assert (read_display(shown.pc).on, told) == (True, [True])
    QApplication.processEvents()
    assert cut_texts(card) == []


_TWO_MONITORS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication, QWidget
from pkkmart.core.db import db, migrate
from pkkmart.core.settings import PcFile
from pkkmart.sales.screen.second_screen import DisplayChoice, SecondScreen, other_screens, write_display

app = QApplication([])
db.init(":memory:")
db.connect()
migrate(":memory:")
window, pc = QWidget(), PcFile(Path(sys.argv[1]))
window.setGeometry(100, 100, 800, 500)
second = SecondScreen(window, pc)

def where():
    app.processEvents()
    return second.display and (second.display.screen().name(), second.display.geometry().getRect())

second.fit()
print(where())
write_display(pc, DisplayChoice(True))
second.fit()
print(where(), "before the window is shown")
window.show()
second.fit()
print(where(), [screen.name() for screen in other_screens(window)])
write_display(pc, DisplayChoice(True, "Ketiga"))
second.fit()
print(where())
app.screenRemoved.emit(app.screens()[2])
print(where())
write_display(pc, DisplayChoice(True, "Dicabut"))
app.screenAdded.emit(app.screens()[1])
print(where())
write_display(pc, DisplayChoice(False))
second.fit()
print(where())
"""


def test_it_opens_on_the_other_monitor_and_never_on_the_counters(tmp_path: Path) -> None:
    """Qt's own offscreen monitors, in a program of their own; one of the four mirrors the counter's."""
    screens = [
        {"name": name, "x": x, "y": 0, "width": width, "height": height, "logicalDpi": 96, "logicalBaseDpi": 96,
         "dpr": 1}
        for name, x, width, height in (
            ("Kasir", 0, 1_366, 768), ("Pembeli", 1_366, 1_024, 600), ("Ketiga", 2_390, 800, 480),
            ("Cermin", 0, 1_366, 768),
        )
    ]  # fmt: skip
    monitors = tmp_path / "monitors.json"
    monitors.write_text(json.dumps({"synchronousWindowSystemEvents": True, "windowFrameMargins": False,
                                    "screens": screens}))  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", _TWO_MONITORS, tmp_path / "pc.json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={monitors}"},
    )
    assert done.returncode == 0, done.stderr
    assert "requestActivate" not in done.stderr
    buyer, third = ("Pembeli", (1_366, 0, 1_024, 600)), ("Ketiga", (2_390, 0, 800, 480))
    assert done.stdout.splitlines() == [
        "None",
        "None before the window is shown",
        f"{buyer} ['Pembeli', 'Ketiga']",
        f"{third}",
        f"{third}",
        f"{buyer}",
        "None",
    ]
