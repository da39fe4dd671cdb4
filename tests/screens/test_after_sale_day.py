"""All that comes after a sale in one day in the whole window: by keys alone, and by mouse alone in three sizes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from pkkmart.closing.verify import verify
from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.payment import PaidForm
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.tenders import Tender
from pkkmart.shell.window import MainWindow
from pkkmart.ui.buttons import Button
from pkkmart.ui.doors import Door
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.table_model import Table
from pkkmart.ui.theme import apply_theme, current
from pkkmart.users.queries import active_users, actor_of
from tests import make
from tests.books import entry_of
from tests.keys import press
from tests.screens.after_sale import Hand

SIZES = [(1_366, 768, 100), (1_366, 768, 150), (1_024, 600, 100)]


@pytest.fixture
def rina(window: MainWindow) -> Actor:
    """A cashier with three receipts: two lemper and sugar, one lemper, sugar by QRIS."""
    sari, ani = make.consignor("Bu Sari", fixed_idr=1_600), make.consignor("Bu Ani", fixed_idr=1_700)
    lemper, arem = make.product("Lemper", 2_000, owner_id=sari), make.product("Arem-arem", 2_000, owner_id=ani)
    sugar = make.product("Gula", 17_500)
    make.delivered(sari, lemper, 20)
    make.delivered(ani, arem, 8)
    make.bought(sugar, 9, 135_000)
    rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
    make.shift(rina, 100_000)
    make.sell(rina, (lemper, 2), (sugar, 1), received_idr=50_000)
    make.sell(rina, (lemper, 1), received_idr=2_000)
    make.sell(rina, (sugar, 1), received_idr=20_000)
    window.unlock(rina)
    return rina


def hand_on(window: MainWindow) -> Hand:
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    return Hand(page, window.messages)


def proved() -> None:
    """What both hands did is the same, and the books hold."""
    assert fetch("SELECT number, kind, reason FROM sale_change ORDER BY id") == [
        ("TB-26-000001", "PAYMENT", "salah tekan"),
        ("RJ-26-000001", "RETURN", "Salah barang"),
        ("RJ-26-000002", "RETURN", "Rusak atau basi"),
        ("SI-26-000001", "OWNER", "kue mirip"),
    ]
    assert entry_of("sale_change", 1) == "1121 D 17.500 / 1101 K 17.500"
    assert entry_of("sale_change", 3) == "2103(Bu Sari) D 1.600 / 4113 D 400 / 1101 K 2.000"
    assert fetch("SELECT v.number, v.origin_kind, v.origin_id, v.reason FROM voided_document v ORDER BY v.id") == [
        ("BT-26-000001", "sale_change", 2, "Salah pilih"),
        ("BT-26-000002", "sale", 4, "Salah jumlah"),
    ]
    assert [check.name for check in verify() if not check.ok] == []


def test_by_keys_alone(window: MainWindow, rina: Actor) -> None:
    press(window, "Ctrl+G")
    hand = hand_on(window)
    form = hand.inside(PaidForm)
    hand.press("Shift+Tab")
    assert (form.tender.hasFocus(), form.tender.value()) == (True, Tender.QRIS)
    hand.press("Tab", "Tab", "Down", "Enter")
    hand.type("4321")
    hand.press("Enter", "Enter")

    hand.type("000001")
    hand.press("Enter", "+", "F12", "Down", "Down", "F12")
    assert hand.reads() == "Retur PM-26-000001: 1 Lemper. Kembali Rp 2.000, tunai dari laci Kasir 1."
    hand.type("4321")
    hand.press("Enter", "Enter")
    assert hand.page.search.hasFocus()
    hand.press("Enter", "Del")
    hand.type("Salah pilih")
    hand.press("Enter")
    hand.type("4321")
    hand.press("Enter", "Enter")
    hand.press("+", "F12", "Down", "F12")
    hand.type("4321")
    hand.press("Enter", "Enter")

    hand.press("F3", "Esc")
    hand.type("000002")
    hand.press("Enter", "F7", "Down", "Enter", "Down", "Down", "Enter")
    hand.type("4321")
    hand.press("Enter")
    assert hand.said().startswith("SI-26-000001 tercatat.")

    hand.press("Ctrl+P")
    assert "SALINAN ke-1" in "".join(hand.panel_words())
    hand.press("Enter", "Esc", "Esc")
    assert isinstance(window.page(), CounterPage)
    (sugar,) = fetch("SELECT id FROM product WHERE name = 'Gula'")
    make.sell(rina, (sugar[0], 1), received_idr=20_000)
    press(window, "Ctrl+R")
    hand.press("F8")
    hand.type("Salah jumlah")
    hand.press("Enter")
    hand.type("4321")
    hand.press("Enter", "Enter")
    proved()


class Mouse(Hand):
    """A hand that has only the mouse."""

    def row(self, table: Table, place: int) -> None:
        """Click on a row of a table."""
        table.scrollTo(table.rows_model.index(place, 0))
        QApplication.processEvents()
        spot = table.visualRect(table.rows_model.index(place, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QApplication.processEvents()

    def receipt(self, number: str) -> None:
        self.row(self.page.list.table, self.numbers().index(number))
        assert self.view.number.text() == number

    def choose(self, box: QComboBox, place: int) -> None:
        """Open a list and click one of its words."""
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        QTest.qWait(QApplication.doubleClickInterval() + 50)  # a release before would only have opened it
        view = box.view()
        spot = view.visualRect(box.model().index(place, 0)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        QApplication.processEvents()

    def pin(self) -> None:
        """4321 and OK on the pad."""
        pad = self.inside(NumberPad)
        for key in ("4", "3", "2", "1", "OK"):
            self.click(next(button for button in pad.buttons if button.text().strip() == key))

    def says(self, words: str) -> None:
        self.click(self.button(words))


def _wider(widget: QWidget, words: str, edges: int) -> bool:
    """Whether words are wider than a widget without its edges, pixels."""
    return widget.fontMetrics().horizontalAdvance(words) > widget.width() - edges


def cut(hand: Hand) -> list[str]:
    """Words and figures of the page that have less room than they need; a long name may end in an ellipsis."""
    buttons = [one for one in hand.page.findChildren(Button) if one.isVisible()]
    words = [one for one in (hand.view.number, hand.page.list.count) if one.isVisible()]
    back = hand.view.back
    return [
        *(told for told, one in ((one.text().split("   ")[0], one) for one in buttons) if _wider(one, told, 10)),
        *(one.text() for one in words if _wider(one, one.text(), -1)),
        *([back.text()] if back.figure_font(back.width() - 2) != current().font("money", 600) else []),
    ]


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_by_mouse_alone(
    window: MainWindow, rina: Actor, qapp: QApplication, width: int, height: int, scale: int
) -> None:
    apply_theme(qapp, scale_percent=scale)
    window.resize(width, height)
    counter = window.page()
    assert isinstance(counter, CounterPage)
    QApplication.processEvents()
    QTest.mouseClick(counter.board.side.receipt, Qt.MouseButton.LeftButton)
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    mouse = Mouse(page, window.messages)
    assert (window.width(), window.height()) == (width, height), "nothing asks for more room than there is"

    mouse.says("Betulkan cara bayar")
    mouse.choose(mouse.inside(PaidForm).tender, 1)
    mouse.says("salah tekan")
    mouse.says("Betulkan")
    mouse.pin()
    mouse.says("Mengerti")

    mouse.receipt("PM-26-000001")
    mouse.says("Tambah Lemper")
    mouse.says("Salah barang")
    assert cut(mouse) == []
    mouse.says("Kembalikan uang")
    mouse.pin()
    mouse.says("Sudah diserahkan")
    mouse.receipt("PM-26-000001")
    page.view.area.ensureWidgetVisible(page.view.history.buttons[0])
    mouse.says("Batalkan RJ-26-000001")
    mouse.says("Salah pilih")
    mouse.says("Batalkan retur pembeli RJ-26-000001")
    mouse.pin()
    mouse.says("Sudah diterima")
    mouse.says("Tambah Lemper")
    mouse.says("Rusak atau basi")
    assert mouse.back() == [("Lemper", 1_000, "rusak · tanggungan penitip · Rusak atau basi")]
    mouse.says("Kembalikan uang")
    mouse.pin()
    mouse.says("Sudah diserahkan")

    mouse.receipt("PM-26-000002")
    mouse.says("Lemper: ibu lain")
    mouse.row(mouse.inside(Table), 0)
    mouse.says("kue mirip")
    mouse.says("Pindahkan")
    mouse.pin()

    mouse.says("Cetak salinan")
    mouse.says("Tutup")
    (sugar,) = fetch("SELECT id FROM product WHERE name = 'Gula'")
    sold = make.sell(rina, (sugar[0], 1), received_idr=20_000).sale
    window.open(Door("counter"))
    QTest.mouseClick(counter.board.side.receipt, Qt.MouseButton.LeftButton)
    mouse.says("Batalkan seluruh struk")
    mouse.says("Salah jumlah")
    mouse.says(f"Batalkan struk {sold.number}")
    mouse.pin()
    mouse.says("Sudah diserahkan")
    mouse.says("Barang tanpa struk")
    mouse.says("Batal")
    proved()
