"""The stock list: find, filter, sort, the card, a new product, a new price."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.operation import operation
from pkkmart.products.dialogs import PriceForm, ProductForm
from pkkmart.products.operations import ProductDetails, add_products, create_product
from pkkmart.products.queries import by_ids, find_by_code, search
from pkkmart.stock.queries import StockFilter, stock_counts, stock_list
from pkkmart.stock.screen import StockPage
from pkkmart.stock.screen.columns import owner_words
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

RICE, SUGAR = "8991001000011", "8991001000028"


@pytest.fixture
def user(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


@pytest.fixture
def goods(user: Actor) -> dict[str, int]:
    """Rice enough, sugar below its minimum, tea sold out, and a cake of Bu Sari."""
    sari = make.consignor("Bu Sari", percent_bp=1_000)
    known = {
        "rice": make.product("Beras 5 kg", 78_500, code=RICE, category="Sembako"),
        "sugar": create_product(
            SYSTEM,
            ProductDetails(name="Gula Pasir 1 kg", selling_price_idr=17_500, codes=(SUGAR,), min_stock_milli=10_000),
        ),
        "tea": make.product("Teh celup", 9_500),
        "cake": make.product("Kue lapis", 3_500, owner_id=sari, category="Kue basah"),
    }
    make.bought(known["rice"], 24, 1_700_000)
    make.bought(known["sugar"], 6, 94_800)
    make.bought(known["tea"], 1, 8_000)
    make.delivered(sari, known["cake"], 20)
    rina = make.cashier()
    make.shift(rina)
    make.sell(rina, (known["tea"], 1))
    return known


def names(shown: Shown[StockPage]) -> list[str]:
    return [row.name for row in shown.page.model.rows]


def test_the_list_says_how_much_there_is_and_how_bad_that_is(show: Show[StockPage], user: Actor, goods: object) -> None:
    shown = show(StockPage, user)
    assert names(shown) == ["Beras 5 kg", "Gula Pasir 1 kg", "Kue lapis", "Teh celup"]
    column = shown.page.model.columns[4]
    assert column.tone is not None
    assert column.second is not None
    rows = shown.page.model.rows
    assert [(column.text(row), column.second(row), column.tone(row)) for row in rows] == [
        ("24", "pcs", "plain"),
        ("6", "di bawah 10", "attention"),
        ("20", "pcs", "plain"),
        ("0", "habis", "danger"),
    ]
    assert shown.page.count.text() == "4 barang"


def test_search_filter_and_order_by_keyboard(show: Show[StockPage], user: Actor, goods: object, qtbot: QtBot) -> None:
    shown = show(StockPage, user)
    type_as_person(shown.window, "gulla")
    qtbot.waitUntil(lambda: names(shown) == ["Gula Pasir 1 kg"])
    press(shown.window, "Esc")
    qtbot.waitUntil(lambda: len(names(shown)) == 4)
    press(shown.window, "F5")
    assert names(shown) == ["Gula Pasir 1 kg"]
    press(shown.window, "F5")
    assert names(shown) == ["Teh celup"]
    press(shown.window, "F5")
    assert names(shown) == ["Kue lapis"]
    shown.page.filter_by(StockFilter.ALL)
    press(shown.window, "Ctrl+Shift+S")
    assert names(shown) == ["Beras 5 kg", "Gula Pasir 1 kg", "Kue lapis", "Teh celup"]
    press(shown.window, "Ctrl+Shift+S")
    assert names(shown) == ["Teh celup", "Kue lapis", "Gula Pasir 1 kg", "Beras 5 kg"]
    for _press in range(3):
        press(shown.window, "Ctrl+Shift+S")
    assert names(shown) == ["Kue lapis", "Teh celup", "Gula Pasir 1 kg", "Beras 5 kg"]
    assert shown.page.model.headerData(2, Qt.Orientation.Horizontal) == "HARGA ↑"


def test_enter_opens_the_stock_card_and_enter_closes_it(show: Show[StockPage], user: Actor, goods: object) -> None:
    shown = show(StockPage, user)
    for _down in range(3):
        press(shown.window, "Down")
    press(shown.window, "Enter")
    panel = shown.messages.panel()
    assert panel is not None
    assert panel.accessibleName() == "milik koperasi · sisa 0 pcs"
    press(shown.window, "Ctrl+Shift+C")
    assert shown.said() == "2 baris Kartu stok Teh celup disalin."
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "24/11/2026\tPenjualan\t\t1\t0", "24/11/2026\tPembelian\t1\t\t1",
    ]  # fmt: skip
    press(shown.window, "Ctrl+Shift+S")
    assert shown.said() == "Urutan Kartu stok Teh celup tidak diubah: tiap baris melanjutkan baris sebelumnya."
    press(shown.window, "Enter")
    assert shown.messages.panel() is None


def test_a_scan_finds_the_product_wherever_the_focus_is(show: Show[StockPage], user: Actor, goods: object) -> None:
    shown = show(StockPage, user)
    shown.page.table.setFocus()
    scan(shown.window, SUGAR)
    assert names(shown) == ["Gula Pasir 1 kg"]


def test_an_unknown_scan_becomes_a_product_with_name_price_enter(
    show: Show[StockPage], user: Actor, goods: object
) -> None:
    shown = show(StockPage, user)
    scan(shown.window, "8999999000001")
    assert shown.said() == "Kode 8999999000001 belum dikenal."
    press(shown.window, "Enter")
    type_as_person(shown.window, "Kecap 135 ml")
    press(shown.window, "Enter")  # from the name to the price
    type_as_person(shown.window, "8500")
    press(shown.window, "Enter")
    (hit,) = find_by_code("8999999000001")
    assert (hit.product.name, hit.product.selling_price_idr, hit.product.on_tiles) == ("Kecap 135 ml", 8_500, False)
    assert shown.said() == "Kecap 135 ml sudah terdaftar."
    assert shown.page.table.current_row().name == "Kecap 135 ml"


def test_a_product_without_a_price_is_told_at_the_field(show: Show[StockPage], user: Actor) -> None:
    shown = show(StockPage, user)
    press(shown.window, "Ctrl+N")
    type_as_person(shown.window, "Lemper")
    press(shown.window, "Tab")
    press(shown.window, "Enter")
    form = shown.window.findChild(ProductForm)
    assert form is not None
    assert form._labels["price"]._note.text() == "Harga jual belum diisi."
    assert search("lemper") == []
    assert form.on_tiles.isChecked()
    scan(shown.window, "8999999000001")
    assert (form.codes.text(), form.on_tiles.isChecked()) == ("8999999000001", False)
    press(shown.window, "Esc")
    question = shown.messages.panel()
    assert isinstance(question, Question)
    assert question.sentence == "Buang isian ini?"


def test_f2_changes_the_price_with_a_reason(show: Show[StockPage], user: Actor, goods: dict[str, int]) -> None:
    shown = show(StockPage, user)
    press(shown.window, "Down")
    press(shown.window, "F2")
    type_as_person(shown.window, "0")
    press(shown.window, "Enter")
    form = shown.window.findChild(PriceForm)
    assert form is not None
    assert form._priced._note.text() == "Harga jual belum diisi."
    type_as_person(shown.window, "18000")
    press(shown.window, "Enter")
    assert by_ids([goods["sugar"]])[goods["sugar"]].selling_price_idr == 18_000
    assert shown.said() == "Harga Gula Pasir 1 kg sudah diubah. F4 mencetak labelnya."


def test_a_price_below_cost_is_asked_and_the_form_stays(
    show: Show[StockPage], user: Actor, goods: dict[str, int]
) -> None:
    shown = show(StockPage, user)
    press(shown.window, "Down")
    press(shown.window, "F2")
    type_as_person(shown.window, "15799")
    press(shown.window, "Enter")
    question = shown.messages.panel()
    assert isinstance(question, Question)
    assert question.sentence == "Harga 15.799 untuk Gula Pasir 1 kg di bawah modalnya, 15.800. Tetap pakai harga ini?"
    press(shown.window, "Esc")
    assert by_ids([goods["sugar"]])[goods["sugar"]].selling_price_idr == 17_500
    assert shown.window.findChild(PriceForm) is not None
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert by_ids([goods["sugar"]])[goods["sugar"]].selling_price_idr == 15_799
    assert shown.said() == "Harga Gula Pasir 1 kg sudah diubah. F4 mencetak labelnya."
    assert shown.messages.panel() is None


def test_a_cashier_looks_but_changes_nothing(show: Show[StockPage], goods: object) -> None:
    shown = show(StockPage, make.cashier("Bu Yuli"))
    assert shown.keys() == ["F3", "Enter", "F4", "F5"]
    press(shown.window, "F2")
    press(shown.window, "Ctrl+N")
    assert shown.messages.panel() is None
    scan(shown.window, "8999999000001")
    assert shown.said() == "Kode 8999999000001 belum dikenal. Cari namanya di atas."


def test_a_finger_finds_every_button_big_enough(show: Show[StockPage], user: Actor, goods: object) -> None:
    shown = show(StockPage, user)
    assert all(button.height() >= 40 for button in shown.page.findChildren(QPushButton))


def test_the_list_is_cut_by_sql_and_says_so(show: Show[StockPage], user: Actor) -> None:

    @operation(Permission.KEEP_PRODUCTS)
    def many(actor: Actor) -> None:
        add_products([ProductDetails(name=f"Barang {n:03}", selling_price_idr=1_000 + n) for n in range(230)])

    many(SYSTEM)
    shown = show(StockPage, user)
    assert shown.page.count.text() == "menampilkan 200 dari 230 · ketik nama untuk mempersempit"
    rows, total = stock_list("barang", limit=2)
    assert ([row.name for row in rows], total) == (["Barang 000", "Barang 001"], 230)
    shown.page.table.turn(2)
    shown.page.table.turn(2)
    assert names(shown)[:2] == ["Barang 229", "Barang 228"], "sorted is the whole list, not the part that was shown"
    assert shown.page.count.text() == "230 barang"
    assert stock_counts()[StockFilter.OWNED] == 230


def test_tab_visits_every_field_of_a_new_product_once(show: Show[StockPage], user: Actor) -> None:
    shown = show(StockPage, user)
    press(shown.window, "Ctrl+N")
    visited = []
    for _stop in range(9):
        focused = shown.window.focusWidget()
        assert focused is not None
        visited.append(focused.accessibleName())
        press(shown.window, "Tab")
    assert visited == [
        "Nama barang",
        "Harga jual",
        "Harga anggota",
        "Milik",
        "Barcode",
        "Kategori",
        "Satuan",
        "Rak",
        "Stok minimum",
    ]


def test_a_scan_into_the_category_becomes_the_barcode(show: Show[StockPage], user: Actor) -> None:
    shown = show(StockPage, user)
    press(shown.window, "Ctrl+N")
    form = shown.window.findChild(ProductForm)
    assert form is not None
    form.category.setFocus()
    type_as_person(shown.window, "Sembako")
    scan(shown.window, "8999999000001")
    assert (form.category.text(), form.codes.text()) == ("Sembako", "8999999000001")


def test_the_shelf_of_a_product_is_said_in_the_list(show: Show[StockPage], user: Actor) -> None:
    make.product("Beras 1 kg", 18_000)
    shown = show(StockPage, user)
    press(shown.window, "F9")
    type_as_person(shown.window, "B 2")
    press(shown.window, "Enter")
    assert shown.said() == "Rak Beras 1 kg sudah diubah."
    (row,) = shown.page.model.rows
    assert (row.shelf, owner_words(row)) == ("B 2", "milik koperasi · rak B 2")
