"""The counter as a cashier meets it: scans, keys, cash, and what goes wrong at that second."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.quantity import ONE
from pkkmart.pricing.operations import add_promotion
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.printing.queries import jobs_of
from pkkmart.products.operations import add_code, change_price
from pkkmart.receivables.operations import set_limit
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import save_draft
from pkkmart.sales.queries import SaleView, draft
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.display import QrisAsked
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.shell.operations import use_qris
from pkkmart.till.operations import start_shift
from pkkmart.till.places import CashPlace
from pkkmart.ui.doors import Door
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.sales.test_qris import FICTIONAL
from tests.screens.conftest import Show, Shown

CHIPS, SUGAR, EGGS = "8999990000018", "8999990000032", "8999990000056"


@dataclass
class Counter:
    """A counter with three things one can scan, a consignor's cake and an open shift."""

    shown: Shown[CounterPage]
    rina: Actor
    sugar: int
    cake: int

    @property
    def page(self) -> CounterPage:
        return self.shown.page

    def lines(self) -> list[tuple[str, int]]:
        return [(line.name, line.qty_milli // ONE) for line in self.page.open_cart.cart.lines]

    def scan(self, code: str) -> None:
        scan(self.page, code)

    def press(self, key: Qt.Key | str) -> None:
        press(self.page, key)

    def type(self, text: str) -> None:
        type_as_person(self.page, text)

    def total(self) -> str:
        return self.page.board.side.total.text()


@pytest.fixture
def counter(show: Show[CounterPage]) -> Counter:
    rina = make.cashier()
    sari = make.consignor("Dapur Bu Sari", percent_bp=1_500)
    make.product("Keripik Singkong Balado", 12_000, owner_id=sari, code=CHIPS)
    sugar = make.product("Gula Pasir 1 kg", 17_500, code=SUGAR, member_price_idr=17_000)
    make.product("Telur ayam", 28_000, code=EGGS, by_weight=True, unit="kg")
    cake = make.product("Lemper ayam", 3_000, owner_id=sari, category="Kue basah")
    make.delivered(sari, cake, 20)
    make.shift(rina, 200_000)
    return Counter(show(CounterPage, rina), rina, sugar, cake)


def test_three_scans_and_two_keys_sell_for_exact_cash(counter: Counter) -> None:
    for code in (CHIPS, SUGAR, CHIPS):
        counter.scan(code)
    assert counter.total() == "Rp 41.500"
    counter.press("F12")
    counter.press("Enter")
    assert entry_of("sale", 1) == "1101 D 41.500 / 2103(Dapur Bu Sari) K 20.400 / 4111 K 17.500 / 4113 K 3.600"
    assert counter.page.board.done.change.text() == "Rp 0"
    assert [job.title for job in jobs_of("sale", 1)] == ["PM-26-000001"]
    counter.scan(CHIPS)
    assert counter.lines() == [("Keripik Singkong Balado", 1)]


def test_the_change_stays_large_until_the_next_scan(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.type("50000")
    assert counter.page.payment.view.change.text() == "Rp 32.500"
    counter.press("Enter")
    assert counter.page.board.done.isVisible()
    assert counter.page.board.done.change.text() == "Rp 32.500"
    assert "TOTAL (1 barang)" in counter.page.board.done.paper.text.text()
    assert counter.page.board.side.last_change.text() == "Kembali Rp 32.500"
    counter.scan(SUGAR)
    assert not counter.page.board.done.isVisible()


def test_enter_twice_and_f12_while_it_prints_sell_once(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.page.payment.view.finished.emit(20_000)
    counter.page.payment.view.finished.emit(20_000)
    counter.press("Enter")
    counter.press("F12")
    counter.press("Enter")
    assert fetch("SELECT count(*) FROM sale") == [(1,)]


def test_too_little_cash_cannot_finish_and_says_what_is_missing(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.type("17000")
    view = counter.page.payment.view
    assert (view.change_caption.text(), view.change.text(), view.done.isEnabled()) == ("KURANG", "Rp 500", False)
    counter.press("Enter")
    assert counter.shown.said() == "Uang 17.000 kurang 500 dari 17.500. Minta kurangnya, atau hapus barang."
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    counter.press("Esc")
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]


def test_a_scan_in_the_pay_view_pays_nothing(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.scan(CHIPS)
    assert counter.page.is_paying
    assert counter.page.payment.view.received.value() == 17_500
    assert counter.shown.said() == "Selesaikan pembayaran dulu, baru pindai barang berikutnya."
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_an_unknown_code_stays_on_screen_and_loses_nothing(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.scan("1112223334445")
    banner = counter.page.board.unknown
    assert banner.isVisible()
    assert banner.words.text() == "Kode 1112223334445 belum terdaftar."
    assert not banner.register.isVisible()  # a cashier may not register goods
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    counter.scan(CHIPS)
    assert not banner.isVisible()
    assert counter.lines() == [("Gula Pasir 1 kg", 1), ("Keripik Singkong Balado", 1)]


def test_a_quantity_before_the_star_goes_with_a_scan_or_a_typed_code(counter: Counter) -> None:
    counter.type("3*")
    counter.scan(CHIPS)
    assert counter.lines() == [("Keripik Singkong Balado", 3)]
    counter.type("0,25*" + EGGS)
    counter.press("Enter")
    assert counter.page.open_cart.cart.lines[1].qty_milli == 250
    assert counter.total() == "Rp 43.000"
    counter.type("0,5*" + SUGAR)
    counter.press("Enter")
    assert counter.shown.said() == "Gula Pasir 1 kg dijual per pcs utuh. Ketik jumlah tanpa koma."
    counter.press("Esc")
    counter.type("x*" + SUGAR)
    counter.press("Enter")
    assert counter.shown.said() == "“x” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500."


@pytest.mark.parametrize("typed", ["-3*", "abc*", "9999999999*"])
def test_a_quantity_that_is_none_before_a_scan_sells_nothing(counter: Counter, typed: str) -> None:
    counter.type(typed)
    counter.scan(SUGAR)
    assert counter.lines() == []
    assert "bukan angka yang bisa dibaca" in counter.shown.said()
    assert counter.page.search.text() == typed


def test_digits_of_a_name_take_the_row_that_is_chosen(counter: Counter) -> None:
    make.product("Air 600 ml", 3_000)
    counter.type("600")
    counter.press("Enter")
    assert counter.lines() == [("Air 600 ml", 1)]


def test_a_code_is_found_in_small_letters_too(counter: Counter) -> None:
    make.product("Topi rajut", 45_000, code="KRP-12")
    counter.type("krp-12")
    counter.press("Enter")
    assert counter.lines() == [("Topi rajut", 1)]


def test_a_barcode_typed_as_money_is_a_sentence(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.type("899274190544")
    counter.press("Enter")
    assert "Itu mungkin barcode; ketik lagi jumlah uangnya." in counter.shown.said()
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_an_emptied_amount_sells_nothing(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.press("Backspace")
    counter.press("Enter")
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_without_a_printer_the_tiles_stay_and_the_receipt_is_one_click_away(counter: Counter) -> None:
    counter.shown.pc.set("printer.columns", 42)
    counter.press("Ctrl+T")
    counter.scan(SUGAR)
    counter.press("F12")
    counter.type("20000")
    counter.press("Enter")
    board = counter.page.board
    assert board.tiles.isVisible()
    assert not board.done.paper.isVisible()
    assert (board.side.last_change.isVisible(), board.side.last_change.text()) == (True, "Kembali Rp 2.500")
    QTest.mouseClick(board.done.preview, Qt.MouseButton.LeftButton)
    panel = counter.shown.messages.panel()
    assert panel is not None
    (paper,) = panel.findChildren(ReceiptPaper)
    assert "TOTAL (1 barang)" in paper.text.text()
    assert max(map(len, paper.text.text().splitlines())) == 42, "as the printer of this PC lays it out"
    assert [job.title for job in jobs_of("sale", 1)] == ["PM-26-000001"], "looking is no copy"
    counter.press("Esc")
    counter.scan(SUGAR)
    assert board.tiles.isVisible()


def test_a_buyer_who_is_no_member_gets_no_member_terms(counter: Counter) -> None:
    stranger = make.consignor("Bu Ketua", percent_bp=1_000)
    counter.scan(SUGAR)
    counter.page.open_cart.put(counter.page.open_cart.cart.with_member(make.Member(stranger, "Bu Ketua", "")))
    counter.press("F12")
    counter.press("Enter")
    assert counter.shown.said().startswith("Bu Ketua tidak tercatat sebagai anggota pada hari ini.")
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("1.5", "“1.5” bukan jumlah Gula Pasir 1 kg. Ketik angka bulat tanpa titik atau koma, misalnya 12."),
        (
            "8999990000018",
            "“8999990000018” terlalu panjang untuk jumlah Gula Pasir 1 kg. Itu mungkin barcode: ketik jumlahnya lagi.",
        ),
        (
            "99999999999",
            "“99999999999” terlalu panjang untuk jumlah Gula Pasir 1 kg. Itu mungkin barcode: ketik jumlahnya lagi.",
        ),
    ],
)
def test_a_quantity_that_can_not_be_is_named_and_changes_nothing(counter: Counter, typed: str, told: str) -> None:
    counter.scan(SUGAR)
    counter.press("F4")
    counter.type(typed)
    counter.press("Enter")
    assert counter.shown.said() == told
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    counter.type("4")
    counter.press("Enter")
    assert counter.lines() == [("Gula Pasir 1 kg", 4)], "what was wrong is selected, so that typing replaces it"


def test_more_than_a_hundred_is_asked_about_with_the_stock_and_enter_goes_back(counter: Counter) -> None:
    make.bought(counter.sugar, 18, 270_000)
    counter.scan(SUGAR)
    counter.press("F4")
    counter.type("150")
    counter.press("Enter")
    asked = "Stok tercatat 18 pcs. Betul 150 pcs Gula Pasir 1 kg?"
    assert counter.shown.said() == asked
    counter.press("Enter")
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    counter.press("Enter")
    counter.press("Esc")
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    counter.press("Enter")
    assert counter.shown.said() == asked
    counter.scan(CHIPS)
    assert counter.lines() == [("Gula Pasir 1 kg", 1)], "a code scanned into the question neither answers it nor sells"
    counter.press("F12")
    assert counter.lines() == [("Gula Pasir 1 kg", 150)]
    assert counter.shown.messages.panel() is None
    counter.type("101*")
    counter.scan(CHIPS)
    assert counter.shown.said() == "Betul 101 pcs Keripik Singkong Balado?"
    counter.press("Esc")
    assert counter.lines() == [("Gula Pasir 1 kg", 150)]
    counter.type("100*" + CHIPS)
    counter.press("Enter")
    assert counter.lines() == [("Gula Pasir 1 kg", 150), ("Keripik Singkong Balado", 100)]


def test_quantity_zero_is_refused_and_a_barcode_never_lands_in_it(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F4")
    counter.scan(CHIPS)
    assert counter.shown.said() == "Simpan jumlah dulu, baru pindai barang berikutnya."
    counter.type("0")
    counter.press("Enter")
    assert counter.shown.said() == "Jumlah Gula Pasir 1 kg harus lebih dari 0. Tekan Del untuk menghapus baris."
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    counter.press("Backspace")
    counter.type("4")
    counter.press("Enter")
    assert counter.lines() == [("Gula Pasir 1 kg", 4)]


def test_a_scan_works_wherever_the_focus_is(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.page.board.cart.table.setFocus()
    counter.scan(SUGAR)
    counter.page.board.side.pay.setFocus()
    counter.scan(SUGAR)
    assert counter.lines() == [("Gula Pasir 1 kg", 3)]
    assert not counter.page.is_paying


def test_a_member_gets_the_member_price_and_a_name_on_the_receipt(counter: Counter) -> None:
    make.member("Siti Wahyuni")
    counter.scan(SUGAR)
    counter.press("F2")
    counter.type("wahyu")
    counter.press("Enter")
    assert counter.total() == "Rp 17.000"
    assert counter.page.board.side.member.name.text() == "Siti Wahyuni · A-0001"
    counter.press("F12")
    counter.press("Enter")
    assert entry_of("sale", 1) == "1101 D 17.000 / 4101 K 17.000"
    assert "Siti Wahyuni A-0001" in counter.page.board.done.paper.text.text()
    assert counter.page.open_cart.cart.member is None


def test_a_member_card_can_be_scanned(counter: Counter) -> None:
    make.member("Siti Wahyuni")
    counter.scan("A-0001")
    assert counter.page.open_cart.cart.member is not None
    assert not counter.page.board.unknown.isVisible()


def test_searching_forgives_spelling_and_enter_takes_the_first(counter: Counter) -> None:
    counter.type("kripik balado")
    counter.press("Enter")
    assert counter.lines() == [("Keripik Singkong Balado", 1)]
    assert counter.page.search.text() == ""


def test_a_shared_barcode_asks_whose_it_is(counter: Counter) -> None:
    tini = make.consignor("Bu Tini", percent_bp=1_000)
    make.product("Keripik Pisang", 9_000, owner_id=tini, code="8999990000063")
    add_code(SYSTEM, 1, "8999990000063")
    counter.scan("8999990000063")
    assert counter.lines() == []
    assert [found.product.name for found in counter.page.board.results.model.rows] == [
        "Keripik Singkong Balado",
        "Keripik Pisang",
    ]
    counter.press(Qt.Key.Key_Down)
    counter.press("Enter")
    assert counter.lines() == [("Keripik Pisang", 1)]


def test_tiles_sell_with_one_tap_and_say_how_many_are_left(counter: Counter) -> None:
    counter.press("Ctrl+T")
    tiles = counter.page.board.tiles
    (tile,) = [tile for tile in tiles._shown.values() if "Lemper" in tile.accessibleName()]
    assert tile.accessibleName() == "Lemper ayam Dapur Bu Sari 3.000 sisa 20"
    tile.click()
    tile.click()
    assert counter.lines() == [("Lemper ayam", 2)]
    counter.press("F12")
    counter.press("Enter")
    assert tile.accessibleName().endswith("sisa 18")
    assert counter.shown.pc.get("counter.tiles", False) is True


def test_a_changed_price_is_told_and_taken_into_the_cart(counter: Counter) -> None:
    counter.scan(SUGAR)
    change_price(SYSTEM, counter.sugar, 18_000, None, "harga pasar naik")
    counter.press("F12")
    counter.press("Enter")
    assert counter.shown.said() == (
        "Harga Gula Pasir 1 kg berubah dari 17.500 menjadi 18.000."
        " Keranjang disesuaikan; sebutkan ke pembeli, lalu bayar."
    )
    assert counter.total() == "Rp 18.000"
    counter.press("F12")
    counter.press("Enter")
    assert entry_of("sale", 1) == "1101 D 18.000 / 4111 K 18.000"


def test_selling_below_stock_asks_and_esc_goes_back_to_the_quantity(counter: Counter) -> None:
    make.bought(counter.sugar, 2, 30_000)
    counter.type("6*")
    counter.scan(SUGAR)
    counter.press("F12")
    counter.press("Enter")
    assert counter.shown.said() == "Stok Gula Pasir 1 kg tercatat 2, diminta 6. Enter = tetap jual, Esc = ubah jumlah."
    counter.press("Esc")
    assert not counter.page.is_paying
    assert counter.lines() == [("Gula Pasir 1 kg", 6)]
    counter.press("F12")
    counter.press("Enter")
    counter.press("Enter")
    assert fetch("SELECT qty_milli FROM stock_level WHERE product_id = ?", (counter.sugar,)) == [(-4 * ONE,)]


def test_a_removed_line_leaves_its_mark_in_the_log(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.scan(CHIPS)
    counter.press("Del")
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]
    assert counter.shown.said() == "Keripik Singkong Balado dihapus dari keranjang."
    (row,) = fetch("SELECT actor, details FROM audit WHERE act = 'note_line_removed'")
    assert row[0] == "Bu Rina"
    assert '"price": 12000' in row[1]


def test_a_full_disk_is_told_and_the_cart_stays(counter: Counter) -> None:
    counter.scan(SUGAR)
    db.execute_sql("PRAGMA query_only = 1")
    try:
        counter.scan(CHIPS)
        assert "tidak bisa ditulis" in counter.shown.said()
        assert counter.lines() == [("Gula Pasir 1 kg", 1), ("Keripik Singkong Balado", 1)]
        counter.press("F12")
        counter.press("Enter")
        assert counter.page.is_paying
    finally:
        db.execute_sql("PRAGMA query_only = 0")
    counter.press("Enter")
    assert fetch("SELECT total_idr FROM sale") == [(29_500,)]


def test_the_cart_of_a_power_cut_is_offered_again(show: Show[CounterPage]) -> None:
    rina = make.cashier()
    sugar = make.product(code=SUGAR)
    start_shift(rina, 0, till_id=1)
    kept = make.cart((sugar, 2))
    save_draft(kept, till_id=1)
    shown = show(CounterPage, rina)
    assert shown.said() == "Ada keranjang yang belum dibayar: 1 baris, Rp 35.000. Lanjutkan?"
    press(shown.page, "Enter")
    assert shown.page.open_cart.cart == kept
    press(shown.page, "F12")
    press(shown.page, "Enter")
    assert fetch("SELECT cart_id, total_idr FROM sale") == [(kept.id, 35_000)]
    assert draft(1) is None


def test_a_cart_nobody_wants_is_emptied_with_a_mark(show: Show[CounterPage]) -> None:
    rina = make.cashier()
    save_draft(make.cart((make.product(), 2)), till_id=1)
    start_shift(rina, 0, till_id=1)
    shown = show(CounterPage, rina)
    press(shown.page, "Esc")
    assert shown.said() == "Kosongkan keranjang 1 baris itu?"
    assert draft(1) is not None
    press(shown.page, "Del")
    assert draft(1) is None
    assert fetch("SELECT count(*) FROM audit WHERE act = 'note_cart_emptied'") == [(1,)]


def test_without_a_shift_nothing_sells_and_f12_opens_one(show: Show[CounterPage]) -> None:
    rina = make.cashier()
    make.product(code=SUGAR)
    make.funded(150_000)
    shown = show(CounterPage, rina)
    scan(shown.page, SUGAR)
    assert shown.said() == "Buka sif dulu (F12), baru pindai barang."
    press(shown.page, "F12")
    type_as_person(shown.page, "150000")
    press(shown.page, "Enter")
    assert entry_of("shift", 1) == "1101 D 150.000 / 1103 K 150.000"
    scan(shown.page, SUGAR)
    assert len(shown.page.open_cart.cart.lines) == 1


def test_a_clock_set_back_a_day_asks_before_a_shift(show: Show[CounterPage], frozen: object) -> None:
    rina = make.cashier()
    frozen.pass_(days=-1)  # type: ignore[attr-defined]
    make.funded(500_000)
    frozen.pass_(days=1)  # type: ignore[attr-defined]
    make.cashier("Bu Tuti", "2345")
    frozen.pass_(days=-1)  # type: ignore[attr-defined]
    shown = show(CounterPage, rina)
    press(shown.page, "F12")
    press(shown.page, "Enter")
    assert shown.said().startswith(
        "Jam komputer menunjukkan 23/11/2026 10.42, padahal catatan terakhir 24/11/2026 10.42."
    )
    press(shown.page, "Enter")  # the safe answer
    assert fetch("SELECT count(*) FROM shift") == [(0,)]
    press(shown.page, "Enter")
    press(shown.page, "F12")
    assert fetch("SELECT business_date FROM shift") == [("2026-11-23",)]


def test_reprint_marks_the_copy(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.press("Enter")
    counter.press("Ctrl+P")
    assert [job.copy_no for job in jobs_of("sale", 1)] == [1, 2]
    panel = counter.shown.messages.panel()
    assert isinstance(panel, Question)
    counter.press("Esc")


def test_a_treasurer_registers_an_unknown_code_and_it_is_in_the_cart(show: Show[CounterPage]) -> None:
    endang = make.cashier("Bu Endang", role=Role.TREASURER)
    start_shift(endang, 0, till_id=1)
    shown = show(CounterPage, endang)
    scan(shown.page, "8999990000070")
    assert shown.page.board.unknown.register.isVisible()
    press(shown.page, "Ctrl+B")
    type_as_person(shown.page, "Kecap Manis")
    press(shown.page, Qt.Key.Key_Tab)
    type_as_person(shown.page, "9500")
    press(shown.page, "Enter")
    QApplication.processEvents()
    assert [(line.name, line.list_price_idr) for line in shown.page.open_cart.cart.lines] == [("Kecap Manis", 9_500)]


def test_what_comes_after_a_sale_is_behind_a_door(counter: Counter) -> None:
    doors: list[Door] = []
    counter.page.context.door_wished.connect(doors.append)
    counter.press("Ctrl+G")
    counter.scan(SUGAR)
    counter.press("F12")
    counter.press("Enter")
    for key in ("Ctrl+R", "Ctrl+G", "Ctrl+M"):
        counter.press(key)
    counter.page.board.side.receipt.click()
    assert doors == [
        Door("receipts"),
        Door("receipts"),
        Door("sale", 1, "payment"),
        Door("sale", 1, "owner"),
        Door("sale", 1),
    ]


def test_f9_and_enter_take_a_qris_sale_with_no_cash(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F9")
    assert counter.page.payment.view.received.value() == 17_500
    assert counter.page.payment.view.done.accessibleName() == "QRIS sudah diterima"
    counter.press("Enter")
    assert entry_of("sale", 1) == "1121 D 17.500 / 4111 K 17.500"
    assert counter.page.board.done.change.text() == "Rp 0"


def test_a_split_bill_takes_qris_first_and_cash_for_the_rest(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F12")
    counter.press("F9")
    counter.type("10000")
    assert counter.page.payment.view.change.text() == "Rp 7.500"
    counter.press("Enter")
    assert (counter.page.payment.view.tender.value, counter.page.payment.view.received.value()) == ("CASH", 7_500)
    counter.type("10000")
    counter.press("Enter")
    assert entry_of("sale", 1) == "1101 D 7.500 / 1121 D 10.000 / 4111 K 17.500"


def test_a_held_cart_comes_back_at_the_price_of_now(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F6")
    counter.type("Bu Tini")
    counter.press("Enter")
    assert counter.lines() == []
    assert draft(1) is None
    change_price(SYSTEM, counter.sugar, 18_000, None, "naik")
    counter.press("F7")
    counter.press("Enter")
    assert (counter.lines(), counter.total()) == ([("Gula Pasir 1 kg", 1)], "Rp 18.000")
    assert counter.shown.said() == (
        "Harga berubah: Gula Pasir 1 kg 17.500 menjadi 18.000. Total Rp 18.000; sebutkan ke pembeli."
    )
    assert fetch("SELECT count(*) FROM held_cart") == [(0,)]


def test_a_shift_is_closed_over_carts_that_wait_but_they_are_told(counter: Counter) -> None:
    wished: list[str] = []
    counter.page.context.door_wished.connect(lambda door: wished.append(door.kind))
    counter.press("Ctrl+E")
    assert (wished, counter.shown.said()) == (["close_shift"], "")
    for name in ("Bu RT", "Bu Tini", "Pak Budi", "Bu Ning"):
        counter.scan(SUGAR)
        counter.press("F6")
        counter.type(name)
        counter.press("Enter")
    counter.press("Ctrl+E")
    assert wished == ["close_shift", "close_shift"]
    told = "4 keranjang masih ditahan: Bu RT (17.500), Bu Tini (17.500), Pak Budi (17.500) dan 1 lagi."
    assert counter.shown.said() == told


def test_the_cart_s_discount_has_a_line_of_its_own(counter: Counter) -> None:
    board = counter.page.board
    counter.scan(SUGAR)
    assert not board.off.isVisible()
    counter.press("Shift+F5")
    counter.type("10%")
    counter.press("Enter")
    assert counter.total() == "Rp 15.750"
    assert board.off.isVisible()
    assert (board.off_left.text(), board.off_right.text()) == ("Jumlah 17.500 · diskon keranjang 10 %", "-1.750")
    counter.press("Shift+F5")
    counter.press("Delete")
    counter.press("Enter")
    assert not board.off.isVisible()


def test_what_a_member_may_pay_with_stands_at_the_name(counter: Counter) -> None:
    siti = make.member()
    counter.page.open_cart.put(make.cart((counter.sugar, 1), buyer=siti))
    note = counter.page.board.side.member.note
    assert note.wordings == ("Belanja tahun ini 0",)
    deposit(counter.rina, siti.person_id, SavingsKind.VOLUNTARY, 25_000, CashPlace.DRAWER, till_id=1)
    set_limit(SYSTEM, siti.person_id, 100_000, "rapat", till_id=1)
    counter.page.open_cart.put(counter.page.open_cart.cart)
    whole, shorter, least = note.wordings
    assert whole == note.toolTip() == "Simpanan 25.000 · ruang bon 100.000 · belanja tahun ini 0"
    assert (shorter, least) == ("Simpanan 25.000 · ruang bon 100.000", "Simpanan 25.000 · bon 100.000")
    for words in note.wordings:
        note.setFixedWidth(note.fontMetrics().horizontalAdvance(words) + 2)
        QApplication.processEvents()
        assert note.text() == words


def test_a_held_cart_tells_both_what_is_gone_and_what_costs_otherwise(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.scan(EGGS)
    counter.press("F6")
    counter.press("Enter")
    change_price(SYSTEM, counter.sugar, 18_000, None, "naik")
    db.execute_sql("UPDATE product SET active = 0 WHERE name = 'Telur ayam'")
    counter.press("F7")
    counter.press("Enter")
    assert counter.shown.said() == (
        "Tidak dijual lagi dan dikeluarkan: Telur ayam. Harga berubah: Gula Pasir 1 kg 17.500 menjadi 18.000."
        " Total Rp 18.000; sebutkan ke pembeli."
    )


def test_the_receipt_on_screen_has_the_columns_of_the_printer(counter: Counter) -> None:
    paper = counter.page.board.done.paper
    for columns in (48, 32):
        counter.shown.pc.set("printer.columns", columns)
        counter.scan(SUGAR)
        counter.press("F12")
        counter.press("Enter")
        assert max(map(len, paper.text.text().splitlines())) == columns
        assert paper.text.width() <= paper.viewport().width(), "no line is cut"


def test_after_a_power_cut_the_total_told_is_the_total_shown(counter: Counter, show: Show[CounterPage]) -> None:
    counter.scan(SUGAR)
    add_promotion(
        SYSTEM,
        PromotionDetails(
            name="Gula hemat", kind=Kind.AMOUNT, amount_idr=1_000, starts_on=clock.today(), on_everything=True
        ),
    )
    again = show(CounterPage, counter.rina)
    assert again.said() == "Ada keranjang yang belum dibayar: 1 baris, Rp 16.500. Lanjutkan?"
    press(again.page, "Enter")
    assert again.page.board.side.total.text() == "Rp 16.500"


def test_a_held_cart_with_a_promotion_is_no_other_price(counter: Counter) -> None:
    add_promotion(
        SYSTEM,
        PromotionDetails(
            name="Gula hemat", kind=Kind.AMOUNT, amount_idr=1_000, starts_on=clock.today(), on_everything=True
        ),
    )
    counter.page.open_cart.forget_book()
    counter.scan(SUGAR)
    counter.press("F6")
    counter.press("Enter")
    counter.press("F7")
    counter.press("Enter")
    assert counter.total() == "Rp 16.500"
    assert "Harga berubah" not in counter.shown.said()


def test_a_discount_within_the_limit_needs_nobody_and_a_larger_one_does(counter: Counter) -> None:
    make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    counter.scan(SUGAR)
    counter.press("F5")
    counter.type("1000")
    counter.press("Enter")
    assert counter.total() == "Rp 16.500"
    counter.press("F5")
    counter.type("50%")
    counter.press("Enter")
    assert counter.total() == "Rp 16.500", "not before somebody lets it through"
    counter.type("7788")
    counter.press("Enter")
    assert counter.total() == "Rp 8.750"


def test_a_hand_discount_replaces_only_a_smaller_promotion_and_says_so(counter: Counter) -> None:
    add_promotion(
        SYSTEM,
        PromotionDetails(
            name="Gula hemat", kind=Kind.AMOUNT, amount_idr=1_000, starts_on=clock.today(), on_everything=True
        ),
    )
    counter.page.open_cart.forget_book()
    counter.scan(SUGAR)
    assert counter.total() == "Rp 16.500"
    counter.press("F5")
    counter.type("500")
    counter.press("Enter")
    assert counter.total() == "Rp 16.500"
    assert counter.shown.said().startswith("Promo Gula hemat sudah memotong 1.000, tidak kurang dari diskon 500.")
    counter.press("Esc")
    counter.press("F5")
    counter.type("1500")
    counter.press("Enter")
    assert counter.total() == "Rp 16.000"
    told = "Diskon 1.500 menggantikan promo Gula hemat. Totalnya Rp 16.000; sebutkan ke pembeli."
    assert counter.shown.said() == told


def test_the_buyer_sees_the_cart_the_code_to_pay_by_and_the_change(counter: Counter) -> None:
    use_qris(SYSTEM, FICTIONAL, consented=True)
    seen: list[object] = []
    counter.page.context.buyer_sees.connect(seen.append)
    counter.scan(SUGAR)
    last = seen[-1]
    assert isinstance(last, Cart)
    assert last.total_idr == 17_500
    counter.press("F9")
    view = counter.page.payment.view
    assert (view.code.isVisible(), view.code.has_code, view.code.amount.text()) == (True, True, "Rp 17.500")
    assert seen[-1] == QrisAsked(17_500, last.id[:8].upper())
    counter.type("10000")
    assert seen[-1] == QrisAsked(10_000, last.id[:8].upper())
    assert view.code.amount.text() == "Rp 10.000"
    counter.press("Enter")
    assert isinstance(seen[-1], Cart), "the code leaves with its payment"
    assert not view.code.isVisible()
    counter.type("10000")
    counter.press("Enter")
    told = [one for one in seen if isinstance(one, SaleView)]
    assert [one.change_idr for one in told] == [2_500]


def test_without_a_code_of_the_shop_qris_shows_none(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.press("F9")
    assert not counter.page.payment.view.code.isVisible()


def test_esc_takes_the_banner_of_an_unknown_code_away(counter: Counter) -> None:
    counter.scan(SUGAR)
    counter.scan("1112223334445")
    assert counter.page.board.unknown.isVisible()
    counter.press("Esc")
    assert not counter.page.board.unknown.isVisible()
    assert counter.lines() == [("Gula Pasir 1 kg", 1)]


def test_ctrl_i_tells_a_price_and_sells_nothing(counter: Counter) -> None:
    counter.press("Ctrl+I")
    counter.scan(SUGAR)
    words = " ".join(label.text() for label in counter.shown.window.findChildren(QLabel) if label.isVisible())
    assert "Rp 17.500" in words
    counter.press("Esc")
    assert counter.lines() == []


def test_ctrl_u_asks_for_a_thing_no_list_knows(counter: Counter) -> None:
    counter.press("Ctrl+U")
    counter.type("pita kado")
    counter.press("Enter")
    counter.type("2+")
    counter.press("Enter")
    assert "menjual barang umum" in " ".join(
        label.text() for label in counter.shown.window.findChildren(QLabel) if label.isVisible()
    ), "a cashier needs a second person"
