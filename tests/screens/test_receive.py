"""Receiving owned goods: the scanner, quantity, cost, and the entry it makes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.ledger.chart import Account
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.queries import find_by_code
from pkkmart.purchasing.operations import PaidFrom
from pkkmart.purchasing.queries import recent_purchases
from pkkmart.purchasing.screen import ReceivePage
from pkkmart.stock.queries import levels
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show
from tests.screens.slips import slip_on_top

RICE, SUGAR, KERIPIK = "8991001000011", "8991001000028", "8992741905442"


@pytest.fixture
def treasurer(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


@pytest.fixture
def rice(treasurer: Actor) -> int:
    return make.product("Beras 5 kg", 78_500, code=RICE)


@pytest.fixture
def sugar(treasurer: Actor) -> int:
    return make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)


def test_scan_quantity_cost_save(show: Show[ReceivePage], treasurer: Actor, rice: int, sugar: int) -> None:
    make.funded(2_000_000)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    type_as_person(shown.window, "12")
    press(shown.window, "Enter")
    type_as_person(shown.window, "852000")
    press(shown.window, "Enter")
    scan(shown.window, SUGAR)
    type_as_person(shown.window, "20")
    press(shown.window, "Enter")
    type_as_person(shown.window, "316000")
    assert shown.page.total.figure.text() == "Rp 1.168.000"
    press(shown.window, "F12")
    assert shown.said() == "PB-26-000001 tersimpan: Rp 1.168.000 dibayar dari brankas."
    known = levels([rice, sugar])
    assert [(known[place].qty_milli, known[place].value_idr) for place in (rice, sugar)] == [
        (12_000, 852_000),
        (20_000, 316_000),
    ]
    assert shown.page.lines.rows == []
    assert shown.page.home is not None
    assert shown.page.home.hasFocus()
    assert [row.number for row in shown.page.recent.rows] == ["PB-26-000001"]


def test_a_second_scan_into_the_quantity_adds_one_and_leaves_no_digit(
    show: Show[ReceivePage], treasurer: Actor, rice: int
) -> None:
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    scan(shown.window, RICE)
    scan(shown.window, RICE)
    (row,) = shown.page.lines.rows
    assert (row.quantity.value(), row.cost.value()) == (3_000, None)
    row.cost.setFocus()
    scan(shown.window, RICE)
    assert (row.quantity.value(), row.cost.value()) == (4_000, None)


def test_a_name_is_found_while_typing(show: Show[ReceivePage], treasurer: Actor, sugar: int, qtbot: QtBot) -> None:
    shown = show(ReceivePage, treasurer)
    type_as_person(shown.window, "pasir")
    qtbot.waitUntil(lambda: len(shown.page.found.rows) == 1)
    press(shown.window, "Enter")
    assert [row.product.id for row in shown.page.lines.rows] == [sugar]


def test_the_cost_of_one_is_held_against_the_selling_price(
    show: Show[ReceivePage], treasurer: Actor, sugar: int
) -> None:
    make.bought(sugar, 10, 158_000)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, SUGAR)
    (row,) = shown.page.lines.rows
    assert row.unit_cost.text() == "terakhir 15.800"
    row.quantity.set_value(20_000)
    row.cost.set_value(316_000)
    assert (row.unit_cost.text(), row.unit_cost.property("tone")) == ("15.800", "plain")
    row.cost.set_value(3_160_000)
    assert (row.unit_cost.text(), row.unit_cost.property("tone")) == ("158.000\ndi atas harga jual", "attention")


def test_cost_above_the_price_is_asked_and_nothing_typed_is_lost(
    show: Show[ReceivePage], treasurer: Actor, sugar: int
) -> None:
    make.funded(1_000_000)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, SUGAR)
    row = shown.page.lines.rows[0]
    row.quantity.set_value(20_000)
    row.cost.set_value(360_000)
    press(shown.window, "F12")
    question = (
        "Modal di atas harga jual: Gula Pasir 1 kg modalnya menjadi 18.000, dijual 17.500. "
        "Simpan, lalu ubah harganya di Stok?"
    )
    assert shown.said() == question
    press(shown.window, "Esc")
    assert (recent_purchases(), len(shown.page.lines.rows)) == ([], 1)
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert shown.said() == "PB-26-000001 tersimpan: Rp 360.000 dibayar dari brankas."


def test_a_missing_cost_is_named_and_stood_on(show: Show[ReceivePage], treasurer: Actor, rice: int) -> None:
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    press(shown.window, "F12")
    assert shown.said() == "Harga beli Beras 5 kg belum diisi. Isi 0 bila memang bonus."
    assert shown.page.lines.rows[0].cost.hasFocus()
    assert recent_purchases() == []


def test_nothing_to_save_is_said(show: Show[ReceivePage], treasurer: Actor) -> None:
    shown = show(ReceivePage, treasurer)
    press(shown.window, "F12")
    assert shown.said() == "Belum ada barang yang diisi. Pindai atau pilih barang, lalu isi jumlahnya."


def test_titipan_is_sent_where_it_belongs(show: Show[ReceivePage], treasurer: Actor) -> None:
    make.product("Keripik", 12_000, owner_id=make.consignor("Bu Sari"), code=KERIPIK)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, KERIPIK)
    assert shown.said() == "Keripik adalah titipan Bu Sari. Terima lewat Titipan, bukan pembelian."
    assert shown.page.lines.rows == []


def test_credit_needs_a_supplier_and_one_can_be_registered(
    show: Show[ReceivePage], treasurer: Actor, rice: int
) -> None:
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    press(shown.window, "Enter")
    type_as_person(shown.window, "71000")
    press(shown.window, "F8")
    press(shown.window, "F12")
    assert shown.page.payment._supplier_field._note.text().startswith("Pembelian kredit perlu nama pemasok.")
    press(shown.window, "F4")
    type_as_person(shown.window, "Agen Berkah")
    press(shown.window, "Enter")
    press(shown.window, "F12")
    (supplier,) = people_with(CapacityKind.SUPPLIER)
    (bought,) = recent_purchases()
    assert (supplier.name, bought.supplier, bought.paid_from) == ("Agen Berkah", "Agen Berkah", "CREDIT")
    assert shown.said() == "PB-26-000001 tersimpan: Rp 71.000 dicatat sebagai utang."
    assert Account.SUPPLIER_PAYABLE


def test_esc_asks_before_it_throws_lines_away(show: Show[ReceivePage], treasurer: Actor, rice: int) -> None:
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    press(shown.window, "Esc")
    assert shown.said() == "Buang 1 baris barang?"
    press(shown.window, "Esc")
    assert len(shown.page.lines.rows) == 1
    press(shown.window, "Esc")
    press(shown.window, "Enter")
    assert len(shown.page.lines.rows) == 1
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert shown.page.lines.rows == []


def test_an_unknown_code_can_be_registered_and_goes_on_the_invoice(show: Show[ReceivePage], treasurer: Actor) -> None:
    shown = show(ReceivePage, treasurer)
    scan(shown.window, "8999999000001")
    press(shown.window, "Enter")
    type_as_person(shown.window, "Kecap 135 ml")
    press(shown.window, "Tab")
    type_as_person(shown.window, "8500")
    press(shown.window, "Enter")
    (hit,) = find_by_code("8999999000001")
    assert [row.product.id for row in shown.page.lines.rows] == [hit.product.id]
    assert shown.page.lines.rows[0].quantity.hasFocus()


def test_a_cashier_receives_but_registers_nobody(show: Show[ReceivePage], rice: int) -> None:
    shown = show(ReceivePage, make.cashier("Bu Yuli"))
    assert shown.keys() == ["F3", "F6", "F9", "F12", "Esc"]
    assert shown.page.payment.new_supplier.isHidden()
    scan(shown.window, "8999999000001")
    assert shown.said() == (
        "Kode 8999999000001 belum dikenal. Cari namanya, atau minta pengurus mendaftarkan barangnya."
    )


def test_a_user_without_the_right_is_asked_for_a_pin_at_saving(show: Show[ReceivePage], rice: int) -> None:
    shown = show(ReceivePage, Actor(None, "Bu Tamu", frozenset()))
    scan(shown.window, RICE)
    shown.page.lines.rows[0].cost.set_value(71_000)
    press(shown.window, "F12")
    panel = shown.messages.panel()
    assert panel is not None
    words = [label.text() for label in panel.findChildren(QLabel)]
    assert any("Bu Tamu belum berwenang: menerima barang." in text for text in words)
    assert len(shown.page.lines.rows) == 1


def test_without_a_line_what_would_be_lost_is_named(show: Show[ReceivePage], treasurer: Actor) -> None:
    shown = show(ReceivePage, treasurer)
    press(shown.window, "Esc")
    assert shown.messages.panel() is None, "nothing is written, nothing is asked"
    shown.page.payment.invoice.setText("INV-7")
    shown.page.payment.day.date.setText("22/11/2026")
    press(shown.window, "Esc")
    assert shown.said() == "Buang nomor faktur INV-7, tanggal 22/11/2026?"
    press(shown.window, "Del")
    assert (shown.page.payment.invoice.text(), shown.page.payment.day.date.text()) == ("", "24/11/2026")


def test_a_purchase_bears_the_day_on_its_invoice(
    show: Show[ReceivePage], treasurer: Actor, rice: int, frozen: FrozenClock
) -> None:
    make.funded(2_000_000)
    frozen.pass_(days=2)
    shown = show(ReceivePage, treasurer)
    day = shown.page.payment.day
    assert day.date.text() == "26/11/2026"
    scan(shown.window, RICE)
    type_as_person(shown.window, "2")
    press(shown.window, "Enter")
    type_as_person(shown.window, "140000")
    day.date.setText("27/11/2026")
    press(shown.window, "F12")
    assert day._note.text() == "Tanggal 27/11/2026 belum tiba. Pakai tanggal hari ini atau sebelumnya."
    assert day.date.hasFocus()
    day.date.setText("31/02/2026")
    press(shown.window, "F12")
    assert day._note.text() == "Tulis tanggalnya, misalnya 26/11/2026."
    assert fetch("SELECT count(*) FROM purchase") == [(0,)]
    assert [(item.qty_milli, item.cost_idr) for item in shown.page.lines.items()] == [(2_000, 140_000)]
    day.date.setText("25/11/2026")
    press(shown.window, "F12")
    assert shown.said() == "PB-26-000001 per 25/11/2026: Rp 140.000 dibayar dari brankas."
    dated = "SELECT business_date FROM journal_entry WHERE origin_kind = 'purchase'"
    assert fetch("SELECT business_date FROM purchase") == fetch(dated) == [("2026-11-25",)]
    assert (day.date.text(), day.booked()) == ("26/11/2026", None), "the next invoice begins at today"


def test_a_page_left_open_over_midnight_books_on_the_new_day(
    show: Show[ReceivePage], treasurer: Actor, rice: int, frozen: FrozenClock
) -> None:
    make.funded(2_000_000)
    shown = show(ReceivePage, treasurer)
    frozen.pass_(days=1)
    scan(shown.window, RICE)
    shown.page.lines.rows[0].cost.set_value(70_000)
    press(shown.window, "F12")
    assert shown.said() == "PB-26-000001 tersimpan: Rp 70.000 dibayar dari brankas."
    assert fetch("SELECT business_date FROM purchase") == [("2026-11-25",)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.5", "“1.5” bukan jumlah Beras 5 kg. Ketik angka bulat tanpa titik atau koma, misalnya 12."),
        (SUGAR, f"“{SUGAR}” terlalu panjang untuk jumlah Beras 5 kg. Itu mungkin barcode: ketik jumlahnya lagi."),
    ],
)
def test_a_quantity_that_can_not_be_is_kept_and_books_nothing(
    show: Show[ReceivePage], treasurer: Actor, rice: int, typed: str, told: str
) -> None:
    make.funded(2_000_000)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, RICE)
    (row,) = shown.page.lines.rows
    type_as_person(shown.window, typed)
    row.cost.set_value(70_000)
    press(shown.window, "F12")
    assert (shown.said(), row.quantity.text(), row.quantity.hasFocus()) == (told, typed, True)
    scan(shown.window, RICE)
    assert (shown.said(), row.quantity.text()) == (told, typed), "one more of what is no quantity is no quantity"
    assert fetch("SELECT count(*) FROM purchase") == [(0,)]
    type_as_person(shown.window, "2")
    press(shown.window, "F12")
    assert levels([rice])[rice].qty_milli == 2_000


def test_freight_discount_and_the_drawer_by_keyboard(show: Show[ReceivePage], treasurer: Actor, sugar: int) -> None:
    make.shift(treasurer, 700_000)
    shown = show(ReceivePage, treasurer)
    scan(shown.window, SUGAR)
    type_as_person(shown.window, "40")
    press(shown.window, "Enter")
    type_as_person(shown.window, "600000")
    press(shown.window, "F10")
    type_as_person(shown.window, "10000")
    press(shown.window, "Enter")
    type_as_person(shown.window, "30000")
    assert shown.page.total.figure.text() == "Rp 580.000"
    press(shown.window, "Enter")
    assert shown.page.save_button.hasFocus()
    shown.page.payment.way.chips[2].click()
    assert shown.page.payment.paid_from is PaidFrom.DRAWER
    assert shown.page.payment.day.isHidden(), "the drawer's day is its shift's"
    press(shown.window, "F12")
    assert shown.said() == "PB-26-000001 tersimpan: Rp 580.000 dibayar dari laci kasir."
    assert entry_of("purchase", 1) == "1141 D 580.000 / 1101 K 580.000"
    assert (shown.page.foot.freight.text(), shown.page.foot.discount.text()) == ("", "")
    press(shown.window, "Ctrl+P")
    _sentence, slip, _buttons = slip_on_top(shown)
    for words, amount in (("Ongkir", "10.000"), ("Potongan", "-30.000"), ("Cara bayar", "Laci kasir")):
        assert any(line.startswith(words) and line.endswith(amount) for line in slip.splitlines()), slip


def test_without_a_shift_the_drawer_is_not_offered(show: Show[ReceivePage], treasurer: Actor) -> None:
    shown = show(ReceivePage, treasurer)
    assert [chip.accessibleName() for chip in shown.page.payment.way.chips] == [
        "Brankas",
        "Bank",
        "Kas kecil",
        "Kredit",
    ]


def test_the_days_of_goods_are_told_in_a_sheet_and_make_a_batch(
    show: Show[ReceivePage], treasurer: Actor, sugar: int
) -> None:
    make.funded(2_000_000)
    shown = show(ReceivePage, treasurer)
    press(shown.window, "F6")
    assert shown.said() == "Pindai atau pilih barangnya dulu, lalu tekan F6."
    scan(shown.window, SUGAR)
    shown.page.lines.rows[0].cost.set_value(15_000)
    press(shown.window, "F6")
    type_as_person(shown.window, "24122026")
    press(shown.window, "Tab")
    type_as_person(shown.window, "25/12/2026")
    press(shown.window, "Enter")
    panel = shown.messages.panel()
    assert panel is not None, "made after it expires is refused in the sheet"
    assert "Kedaluwarsa mendahului tanggal buat." in [one.text() for one in panel.findChildren(QLabel)]
    press(shown.window, "Tab")
    type_as_person(shown.window, "1/11/2026")
    press(shown.window, "Enter")
    assert shown.page.lines.rows[0]._note.text().startswith("kedaluwarsa 24/12/2026")
    press(shown.window, "F12")
    assert fetch("SELECT expires_on, produced_on FROM purchase_line") == [("2026-12-24", "2026-11-01")]
    assert fetch("SELECT expires_on FROM batch") == [("2026-12-24",)]


def test_what_was_typed_below_the_lines_is_asked_about_too(show: Show[ReceivePage], treasurer: Actor) -> None:
    shown = show(ReceivePage, treasurer)
    shown.page.foot.freight.set_value(5_000)
    press(shown.window, "Esc")
    assert shown.said() == "Buang ongkir 5.000?"
