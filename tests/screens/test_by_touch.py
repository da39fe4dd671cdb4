"""A cashier's whole day by touch, no key at all; and how many clicks each daily act takes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.pad import NumberPad
from pkkmart.users.operations import add_user
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of

SIZES = ((1_366, 768), (1_024, 600))


class Finger:
    """A hand without a keyboard: it clicks what it sees, and counts; digits on a pad are counted apart."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.clicks = 0

    def click(self, widget: QWidget) -> None:
        """Where the middle of the widget is seen: the window finds out what lies there."""
        QApplication.processEvents()
        assert widget.isVisible()
        assert widget.isEnabled()
        spot = widget.mapTo(self.window, widget.visibleRegion().boundingRect().center())
        under = self.window.childAt(spot)
        assert under is widget or (under is not None and widget.isAncestorOf(under)), "nothing lies over it"
        QTest.mouseClick(self.window.windowHandle(), Qt.MouseButton.LeftButton, pos=QPoint(spot))
        QApplication.processEvents()
        self.clicks += 1

    def press(self, *names: str) -> None:
        """Buttons by how they are named, one after the other, of what lies on top."""
        for name in names:
            self.click(self.button(name))

    def button(self, name: str) -> QAbstractButton:
        QApplication.processEvents()
        within = self.window.messages.panel() or self.window
        buttons = [one for one in within.findChildren(QAbstractButton) if one.isVisible()]
        return next(
            one
            for one in buttons
            if (one.accessibleName() or one.text()).strip().startswith(name) and not one.visibleRegion().isEmpty()
        )

    def digits(self, *keys: str) -> None:
        """Keys of the number pad in sight."""
        within = self.window.messages.panel() or self.window
        pad = next(one for one in within.findChildren(NumberPad) if one.isVisible())
        before = self.clicks
        for key in keys:
            self.click(pad.button(key))
        self.clicks = before

    def tile(self, name: str) -> None:
        """Tap a tile, in its group where the group chosen now does not have it."""
        if name not in [tile._title for tile in self.counter.board.tiles.shown]:
            self.press("Lain ·")
        self.click(next(tile for tile in self.counter.board.tiles.shown if tile._title == name))

    def open_last(self) -> None:
        """The last receipt: by its card, or where a low window has no room for it as the first of all receipts."""
        receipt = self.counter.board.side.receipt
        self.click(receipt if receipt.isVisible() else self.button("Struk"))

    @property
    def counter(self) -> CounterPage:
        page = self.window.page()
        assert isinstance(page, CounterPage)
        return page

    def counted(self) -> int:
        """The clicks since the last count."""
        clicks, self.clicks = self.clicks, 0
        return clicks


@pytest.fixture
def finger(window: MainWindow) -> Finger:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    make.delivered(sari, make.product("Lemper", 2_000, owner_id=sari), 20)
    make.bought(make.product("Gula", 17_500), 9, 135_000)
    window.context.pc.set("counter.tiles", True)
    return Finger(window)


@pytest.fixture
def seller(finger: Finger) -> Finger:
    """A supervisor with an open shift, who needs nobody's PIN."""
    add_user(SYSTEM, "Bu Kepala", "3456", Role.SUPERVISOR)
    actor = actor_of(next(user.id for user in active_users() if user.name == "Bu Kepala"))
    make.shift(actor, 100_000)
    finger.window.unlock(actor)
    if not finger.counter.board.tiles_shown:
        finger.counter.toggle_tiles()
    return finger


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_the_clicks_of_each_daily_act(seller: Finger, size: tuple[int, int]) -> None:
    seller.window.resize(*size)
    seller.tile("Gula")
    seller.counted()
    seller.press("Bayar tunai", "Selesai")
    assert (seller.counted(), entry_of("sale", 1)) == (
        2,
        "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4111 K 17.500",
    )

    seller.tile("Lemper")
    seller.counted()
    seller.press("Diskon")
    seller.digits("1", "0", "%")
    seller.press("Beri diskon")
    assert (seller.counted(), seller.counter.board.side.total.text()) == (2, "Rp 1.800")

    seller.press("Tahan")
    assert (seller.counted(), seller.counter.open_cart.cart.lines) == (1, ())
    seller.press("Panggil · 1", "Panggil")
    assert (seller.counted(), seller.counter.board.side.total.text()) == (2, "Rp 1.800")

    seller.tile("Gula")
    seller.counted()
    seller.press("QRIS")
    seller.digits("C", "1", "0", "000")
    seller.press("QRIS sudah diterima", "Selesai")
    assert seller.counted() <= 4
    assert fetch("SELECT tender, amount_idr FROM payment WHERE sale_id = 2 ORDER BY id") == [
        ("QRIS", 10_000), ("CASH", 9_300),
    ]  # fmt: skip

    seller.open_last()
    seller.press("Tambah Gula", "Salah barang", "Kembalikan uang", "Sudah diserahkan")
    assert seller.counted() <= 5
    assert fetch("SELECT number, kind FROM sale_change") == [("RJ-26-000001", "RETURN")]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_a_whole_day_without_a_key(finger: Finger, size: tuple[int, int]) -> None:
    """The PIN, the shift, tiles, a discount, QRIS with cash, a cart that waits, a return, the count of the drawer."""
    finger.window.resize(*size)
    finger.press("Bu Rina")
    finger.digits("1", "2", "3", "4", "OK")
    finger.press("Buka sif")
    finger.digits("1", "00", "000")
    finger.press("Buka sif")
    if not finger.counter.board.tiles_shown:
        finger.press("Semua tindakan", "Pindai")
    finger.tile("Gula")
    finger.press("Diskon")
    finger.digits("5", "00")
    finger.press("Beri diskon", "QRIS")
    finger.digits("C", "1", "0", "000")
    finger.press("QRIS sudah diterima", "Selesai")
    assert (
        entry_of("sale", 1)
        == "1101 D 7.000 / 1121 D 10.000 / 4112 D 500 / 5111 D 15.000 / 1141 K 15.000 / 4111 K 17.500"
    )
    finger.tile("Lemper")
    finger.tile("Lemper")
    finger.press("Tahan", "Panggil · 1", "Panggil", "Bayar tunai", "Selesai")
    finger.open_last()
    finger.press("Tambah Lemper", "Salah barang", "Kembalikan uang")
    finger.digits("4", "3", "2", "1", "OK")
    finger.press("Sudah diserahkan", "Kasir", "Tutup sif")
    for pieces in ("1", "", "", "", "1", "2", "", "", "", ""):
        finger.digits(*pieces, "OK")
    finger.press("Ya, catat", "Tutup sif", "Ke kasir")
    assert fetch("SELECT expected_idr, counted_idr FROM shift_close") == [(109_000, 109_000)]
    assert [check.name for check in verify() if not check.ok] == []
