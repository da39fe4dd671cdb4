"""Counting stock on its page: by scanner and keys, by mouse alone, blind, with a sale in the middle, at every size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QRect, QStandardPaths, Qt
from PySide6.QtGui import QDesktopServices, QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.quantity import ONE
from pkkmart.products.operations import add_code, set_shelf
from pkkmart.products.queries import by_ids
from pkkmart.sales.operations import hold
from pkkmart.shell.window import MainWindow
from pkkmart.stock.queries import levels
from pkkmart.stocktake.operations import add_counted, begin_count, book_count, recount
from pkkmart.stocktake.queries import counted_rows, open_counts, stocktakes
from pkkmart.stocktake.rules import Scope
from pkkmart.stocktake.screen import StocktakePage
from pkkmart.stocktake.screen.board import Part
from pkkmart.stocktake.screen.columns import MONEY, about, count_columns
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme, current
from pkkmart.ui.worker import chores_running
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown

RICE, SUGAR, BOX = "8991001000011", "8991001000028", "8991001000035"
SIZES = [(1_366, 768, 100), (1_366, 768, 150), (1_024, 600, 100)]


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Wati", "7788", Role.TREASURER)


@pytest.fixture
def rice(treasurer: Actor) -> int:
    product_id = make.product("Beras 1 kg", 18_000, code=RICE)
    make.bought(product_id, 20, 300_000)
    set_shelf(SYSTEM, product_id, "A")
    return product_id


@pytest.fixture
def sugar(treasurer: Actor) -> int:
    """Twenty packs at 16.000, ten of them in a box with a code of its own."""
    product_id = make.product("Gula 1 kg", 17_500, code=SUGAR)
    make.bought(product_id, 20, 320_000)
    add_code(SYSTEM, product_id, BOX, 10 * ONE)
    set_shelf(SYSTEM, product_id, "A")
    return product_id


@pytest.fixture
def cake(treasurer: Actor) -> int:
    sari = make.consignor(fixed_idr=1_600)
    product_id = make.product("Kue Lapis", 2_000, owner_id=sari)
    make.delivered(sari, product_id, 20)
    return product_id


def listed(shown: Shown[StocktakePage]) -> list[tuple[str, ...]]:
    """What stands in each row, without the line below the name."""
    columns = count_columns()
    return [tuple(one.text(row) for one in columns) for row in shown.page.board.model.rows]


def test_scan_by_scan_with_the_keyboard_alone(
    show: Show[StocktakePage], treasurer: Actor, rice: int, sugar: int, cake: int
) -> None:
    shown = show(StocktakePage, treasurer)
    assert shown.page.choosing.search.hasFocus()
    type_as_person(shown.window, "rak a")
    press(shown.window, "Enter")
    assert shown.page.board.search.hasFocus()
    assert shown.page.board.title.text() == "Hitungan 1 · rak A"
    assert [row[:5] for row in listed(shown)] == [
        ("Beras 1 kg", "–", "–", "", "belum"),
        ("Gula 1 kg", "–", "–", "", "belum"),
    ]
    type_as_person(shown.window, "12*")
    scan(shown.window, RICE)
    assert shown.said() == "Beras 1 kg: 12 pcs"
    for _packet in range(6):
        scan(shown.window, RICE)
    scan(shown.window, BOX)
    scan(shown.window, BOX)
    assert listed(shown) == [
        ("Beras 1 kg", "18", "20", "0", "−2", "−30.000", "koperasi (5121)"),
        ("Gula 1 kg", "20", "20", "0", "0", "0", ""),
    ]
    assert shown.page.board.result.text() == "(Rp 30.000)"
    press(shown.window, "F12")
    assert shown.said() == "2 barang dihitung, 1 berbeda."
    press(shown.window, "Enter")
    assert stocktakes() == [], "Enter goes back"
    press(shown.window, "F12")
    press(shown.window, "F12")
    assert shown.said() == "HS-26-000001 dibukukan, selisih (Rp 30.000). Berita acaranya di Riwayat (F8)."
    assert entry_of("stocktake", 1) == "5121 D 30.000 / 1141 K 30.000"
    assert shown.page.head is None
    assert levels([cake])[cake].qty_milli == 20 * ONE
    assert failures() == []


def test_typed_words_quantity_and_corrections(
    show: Show[StocktakePage], treasurer: Actor, rice: int, sugar: int
) -> None:
    begin_count(treasurer, Scope.ALL)
    shown = show(StocktakePage, treasurer)
    type_as_person(shown.window, "gul")
    press(shown.window, "Enter")
    type_as_person(shown.window, "7")
    press(shown.window, "Enter")
    type_as_person(shown.window, "3*gul")
    press(shown.window, "Enter")
    assert shown.said() == "Gula 1 kg: 10 pcs"
    scan(shown.window, RICE)
    press(shown.window, "Ctrl+Z")
    assert shown.said() == "Pindaian terakhir ditarik: Beras 1 kg."
    assert [row[1] for row in listed(shown)] == ["–", "10"]
    shown.page.board.table.select(1)
    press(shown.window, "Del")
    assert shown.said() == "Gula 1 kg ditarik, belum dihitung."
    press(shown.window, "F4")
    press(shown.window, "Enter")
    assert shown.messages.panel() is not None, "an empty figure is no count"
    type_as_person(shown.window, "0")
    press(shown.window, "Enter")
    assert listed(shown)[1][1:5] == ("0", "20", "0", "−20")
    press(shown.window, "F5")
    assert [row[0] for row in listed(shown)] == ["Beras 1 kg"]
    press(shown.window, "F5")
    assert [row[0] for row in listed(shown)] == ["Gula 1 kg"]
    assert shown.page.board.pills[Part.DIFFERENT].text() == "Berbeda · 1"


def test_an_unknown_code_beeps_and_stays_and_other_goods_are_asked(
    show: Show[StocktakePage], treasurer: Actor, rice: int, cake: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    beeps: list[int] = []
    monkeypatch.setattr(QApplication, "beep", lambda: beeps.append(1))
    begin_count(treasurer, Scope.OWNED)
    shown = show(StocktakePage, treasurer)
    scan(shown.window, "8990000000000")
    assert (shown.page.board.unknown.code, len(beeps)) == ("8990000000000", 1)
    assert shown.page.board.unknown.words.text() == "Kode 8990000000000 belum terdaftar."
    press(shown.window, "Esc")
    assert not shown.page.board.unknown.isVisible()
    type_as_person(shown.window, "lapis")
    press(shown.window, "Enter")
    type_as_person(shown.window, "18")
    press(shown.window, "Enter")
    assert shown.said() == "Kue Lapis tidak termasuk barang milik koperasi. Tambahkan ke hitungan ini?"
    press(shown.window, "Esc")
    assert (shown.page.board.search.text(), listed(shown)) == ("lapis", [])
    press(shown.window, "Enter")
    type_as_person(shown.window, "18")
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert shown.page.board.search.text() == ""
    assert listed(shown)[1] == ("Kue Lapis", "18", "20", "0", "−2", "−3.200", "koperasi, sesuai perjanjian")
    assert shown.page.board.begun.text() == "dimulai Bu Wati 10.42 · 1 dari 2 barang dihitung"


def test_a_sale_between_two_parts_and_goods_in_a_cart_are_told(
    show: Show[StocktakePage], treasurer: Actor, rice: int
) -> None:
    make.shift(treasurer)
    hold(treasurer, make.cart((rice, 2)), "Bu Ani", till_id=1)
    count_id = begin_count(treasurer, Scope.ALL)
    add_counted(treasurer, count_id, rice, 10 * ONE)
    make.sell(treasurer, (rice, 1))
    shown = show(StocktakePage, treasurer)
    scan(shown.window, RICE)
    (row,) = shown.page.board.model.rows
    assert about(row) == (
        "terjual di antara dua hitungan: hitung ulang · 2 ada di keranjang terbuka · milik koperasi · rak A"
    )
    press(shown.window, "F12")
    assert shown.said().startswith("Beras 1 kg terjual di antara dua hitungan")
    press(shown.window, "F7")
    assert shown.said() == "1 barang dihitung ulang; angkanya tampil lagi sesudah dihitung."
    assert listed(shown)[0][1:5] == ("–", "–", "", "belum")
    type_as_person(shown.window, "17*")
    scan(shown.window, RICE)
    press(shown.window, "F12")
    press(shown.window, "F12")
    assert shown.said().startswith("2 Beras 1 kg ada di keranjang terbuka saat dihitung")
    press(shown.window, "F12")
    assert entry_of("stocktake", 1) == "5121 D 30.000 / 1141 K 30.000"


def test_a_cashier_counts_blind(show: Show[StocktakePage], rice: int, treasurer: Actor) -> None:
    rina = make.cashier("Bu Rina")
    count_id = begin_count(rina, Scope.ALL)
    shown = show(StocktakePage, rina)
    type_as_person(shown.window, "18*")
    scan(shown.window, RICE)
    board = shown.page.board
    assert listed(shown) == [("Beras 1 kg", "18", "–", "", "dihitung", "", "")]
    assert not board.result.isVisible()
    assert not board.book_button.isVisible()
    assert not board.pills[Part.DIFFERENT].isVisible()
    press(shown.window, "F12")
    assert shown.said() == "Selisih dibukukan bendahara. Minta bendahara masuk dengan PIN-nya."
    recount(rina, count_id)
    add_counted(rina, count_id, rice, 18 * ONE)
    shown.page.reload()
    assert listed(shown)[0][1:5] == ("18", "20", "0", "−2")
    assert not {"F9", "Ctrl+P", "Ctrl+B"} & set(shown.keys())


def test_a_supervisor_sees_the_differences_and_leaves_the_booking(show: Show[StocktakePage], rice: int) -> None:
    yanti = make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)
    begin_count(yanti, Scope.ALL)
    shown = show(StocktakePage, yanti)
    type_as_person(shown.window, "18*")
    scan(shown.window, RICE)
    board = shown.page.board
    assert (board.result.text(), board.result.isVisible()) == ("(Rp 30.000)", True)
    assert (board.blind.isVisible(), board.book_button.isVisible()) == (False, False)
    press(shown.window, "F12")
    assert shown.said() == "Selisih dibukukan bendahara. Minta bendahara masuk dengan PIN-nya."


def test_discarding_asks_why(show: Show[StocktakePage], treasurer: Actor, rice: int) -> None:
    begin_count(treasurer, Scope.ALL)
    shown = show(StocktakePage, treasurer)
    scan(shown.window, RICE)
    press(shown.window, "F9")
    press(shown.window, "Enter")
    assert open_counts() != []
    press(shown.window, "Down")
    press(shown.window, "Enter")
    assert shown.said() == "Hitungan semua barang dibuang."
    assert (open_counts(), levels([rice])[rice].qty_milli) == ([], 20 * ONE)


def test_two_counts_are_chosen_from_the_list_and_overlapping_ones_refused(
    show: Show[StocktakePage], treasurer: Actor, rice: int, cake: int
) -> None:
    begin_count(treasurer, Scope.OWNED)
    shown = show(StocktakePage, treasurer)
    assert shown.page.board.title.text() == "Hitungan 1 · barang milik koperasi"
    press(shown.window, "F6")
    type_as_person(shown.window, "semua")
    press(shown.window, "Enter")
    assert shown.said().startswith("Beras 1 kg sedang dihitung Bu Wati sejak 24/11/2026 10.42")
    press(shown.window, "Esc")
    type_as_person(shown.window, "titipan bu sari")
    press(shown.window, "Enter")
    assert shown.page.board.title.text() == "Hitungan 2 · titipan Bu Sari"
    press(shown.window, "F6")
    assert shown.page.choosing.begin_button.text().startswith("Lanjutkan hitungan")
    press(shown.window, "Up")
    press(shown.window, "F12")
    assert shown.page.board.title.text() == "Hitungan 1 · barang milik koperasi"


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """The folder of this person's documents, where nothing opens a PDF; reads the words of the only one in it."""
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(tmp_path / "surat"))
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)

    def read() -> str:
        while chores_running():
            QApplication.processEvents()
        QApplication.processEvents()
        (path,) = (tmp_path / "surat").iterdir()
        document = pypdfium2.PdfDocument(path.read_bytes())
        words = " ".join(document[0].get_textpage().get_text_range().split())
        document.close()
        path.unlink()
        return words

    return read


def test_the_minutes_as_a_draft_then_booked_then_cancelled(
    show: Show[StocktakePage], treasurer: Actor, rice: int, cake: int, papers: Callable[[], str]
) -> None:
    begin_count(treasurer, Scope.ALL)
    shown = show(StocktakePage, treasurer)
    type_as_person(shown.window, "18*")
    scan(shown.window, RICE)
    press(shown.window, "Ctrl+P")
    draft = papers()
    assert "BERITA ACARA HITUNG STOK (DRAF)" in draft
    assert "DRAF, belum dibukukan · Selasa, 24 November 2026" in draft
    assert "Beras 1 kg (pcs) koperasi 20 18 −2 (30.000) koperasi (5121)" in draft
    assert "1 barang belum dihitung dan tidak ikut" in draft
    for office in ("Yang menghitung", "Bendahara", "Pengawas"):
        assert office in draft
    press(shown.window, "F12")
    press(shown.window, "F12")
    press(shown.window, "F8")
    press(shown.window, "Enter")
    press(shown.window, "Ctrl+P")
    booked = papers()
    assert "No. HS-26-000001 · Selasa, 24 November 2026" in booked
    assert "DRAF" not in booked
    assert shown.said().startswith("Berita acara HS-26-000001 tersimpan: ")
    press(shown.window, "Del")
    type_as_person(shown.window, "salah rak")
    press(shown.window, "Enter")
    assert shown.said() == "HS-26-000001 dibatalkan."
    assert levels([rice])[rice].qty_milli == 20 * ONE
    assert failures() == []


@pytest.fixture(params=SIZES, ids=str)
def window_of(request: pytest.FixtureRequest, window: MainWindow, qapp: QApplication) -> Iterator[MainWindow]:
    """The whole program at one of the three sizes, a treasurer at the door Stok."""
    width, height, scale = request.param
    apply_theme(qapp, scale_percent=scale)
    window.resize(width, height)
    yield window
    apply_theme(qapp)


def click(button: QAbstractButton) -> None:
    """A click that lands on a button: whole in its window, tall enough, nothing over it."""
    QApplication.processEvents()
    window = button.window()
    place = QRect(button.mapTo(window, QPoint()), button.size())
    assert window.rect().contains(place), f"{button.accessibleName()} is cut"
    assert button.height() >= 44
    under = window.childAt(place.center())
    assert isinstance(under, QWidget)
    assert under is button or button.isAncestorOf(under), f"something lies over {button.accessibleName()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def click_row(page: StocktakePage, place: int, *, double: bool = False) -> None:
    table = page.board.table if page.head is not None else page.choosing.table
    spot = table.visualRect(table.model().index(place, 0)).center()
    table.scrollTo(table.model().index(place, 0))
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    if double:
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QApplication.processEvents()


def test_with_the_mouse_alone_at_every_size(window_of: MainWindow, treasurer: Actor, rice: int, sugar: int) -> None:
    window = window_of
    window.unlock(treasurer)
    window.open(Door("count"))
    page = window.page()
    assert isinstance(page, StocktakePage)
    click_row(page, 1)
    click(page.choosing.begin_button)
    assert page.board.title.text() == "Hitungan 1 · barang milik koperasi"
    for place, digits in ((0, "18"), (1, "20")):
        click_row(page, place, double=True)
        sheet = window.messages.panel()
        assert sheet is not None
        pad = {one.property("key"): one for one in sheet.findChildren(QAbstractButton) if one.property("key")}
        for digit in digits:
            click(pad[digit])
        assert sheet.primary is not None
        click(sheet.primary)
    assert [row.counted_milli for row in counted_rows(1, sees_book=True)] == [18 * ONE, 20 * ONE]
    click(page.board.pills[Part.DIFFERENT])
    assert [row.name for row in page.board.model.rows] == ["Beras 1 kg"]
    click(page.board.recount_button)
    click_row(page, 0, double=True)
    sheet = window.messages.panel()
    assert sheet is not None
    pad = {one.property("key"): one for one in sheet.findChildren(QAbstractButton) if one.property("key")}
    click(pad["1"])
    click(pad["9"])
    assert sheet.primary is not None
    click(sheet.primary)
    click(page.board.book_button)
    question = window.messages.panel()
    assert question is not None
    (yes,) = (one for one in question.findChildren(QAbstractButton) if one.text().startswith("Bukukan"))
    click(yes)
    assert entry_of("stocktake", 1) == "5121 D 15.000 / 1141 K 15.000"
    assert failures() == []


def test_nothing_is_cut_at_every_size(window_of: MainWindow, treasurer: Actor, rice: int, sugar: int) -> None:
    """The words of every button fit, and the name of a product has room beside its figures."""
    count_id = begin_count(treasurer, Scope.ALL)
    add_counted(treasurer, count_id, rice, 18 * ONE)
    window_of.unlock(treasurer)
    window_of.open(Door("count"))
    QApplication.processEvents()
    page = window_of.page()
    assert isinstance(page, StocktakePage)
    board = page.board
    for button in (board.recount_button, board.book_button, *board.pills.values()):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    assert board.table.columnWidth(0) >= board.table.fontMetrics().horizontalAdvance("Batik Tangsel motif")
    room = board.table.columnWidth(MONEY) - 19
    assert QFontMetricsF(current().font("medium")).horizontalAdvance("−1.021.600") <= room
    assert board.result.isVisible()
    assert board.search.hasFocus(), QApplication.focusWidget()
    assert by_ids([rice])[rice].shelf == "A"


def test_a_door_shows_one_booked_count(show: Show[StocktakePage], treasurer: Actor, rice: int) -> None:
    shown = show(StocktakePage, treasurer)
    press(shown.window, "F8")
    assert shown.said() == "Belum ada hitungan yang dibukukan."
    begin_count(treasurer, Scope.ALL)
    shown.page.enter()
    scan(shown.window, RICE)
    press(shown.window, "F12")
    press(shown.window, "F12")
    shown.page.show_item(Door("stocktake", 1))
    assert shown.said() == "Semua barang, 1 barang dihitung, dibukukan Bu Wati."


def test_the_journal_leads_to_the_count(window: MainWindow, treasurer: Actor, rice: int) -> None:
    count_id = begin_count(treasurer, Scope.ALL)
    add_counted(treasurer, count_id, rice, 18 * ONE)
    book_count(treasurer, count_id)
    window.unlock(treasurer)
    window.open(Door("stocktake", 1))
    assert isinstance(window.page(), StocktakePage)
    assert window.messages.history[-1].text == "Semua barang, 1 barang dihitung, dibukukan Bu Wati."
