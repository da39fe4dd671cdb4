"""A buyer brings something back: the receipt found, the goods chosen by keys, a supervisor's PIN, the money told."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from pkkmart.cashbook.operations import transfer
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import db, fetch
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import write_setting
from pkkmart.printing.settings import PrinterKind
from pkkmart.products.queries import by_ids
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.sale_changes.screen.without_receipt import WithoutReceipt
from pkkmart.sale_changes.settings import WITHOUT_RECEIPT
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import checkout
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.queries import balances
from pkkmart.till.operations import start_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.ui.reasons import ReasonField
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


def opened(show: Show[ReceiptsPage], actor: Actor) -> Hand:
    """A receipt of three lemper and one sugar, and one of a single lemper."""
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    sugar = make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    make.shift(actor, 100_000)
    make.sell(actor, (cake, 3), (sugar, 1), received_idr=23_500)
    make.sell(actor, (cake, 1), received_idr=2_000)
    shown = show(ReceiptsPage, actor)
    return Hand(shown.page, shown.messages)


def returned() -> int:
    return int(fetch("SELECT count(*) FROM sale_change")[0][0])


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


def test_a_part_comes_back_spoiled(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    assert hand.numbers() == ["PM-26-000002", "PM-26-000001"]
    hand.press("Down", "Enter")
    assert [row.line.name for row in hand.goods.rows] == ["Lemper", "Gula"]
    hand.press("+", "+", "F4")
    assert hand.back() == [("Lemper", 2 * ONE, "rusak · tanggungan penitip · Rusak atau basi")]
    assert hand.button("Rusak atau basi").isChecked()
    assert hand.refund() == ("Rp 4.000", "tunai dari laci")
    hand.press("F12")
    assert entry_of("sale_change", 1) == "2103(Bu Sari) D 3.200 / 4113 D 800 / 1101 K 4.000"
    assert fetch("SELECT reason FROM sale_change") == [("Rusak atau basi",)]
    assert hand.money() == "Rp 4.000"
    hand.press("Enter")
    assert hand.closed


def test_f4_takes_back_only_the_reason_that_f4_gave(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.press("Down", "Enter", "Down", "+", "F4")
    assert hand.back() == [("Gula", ONE, "rusak · Rusak atau basi")]
    hand.press("F4")
    assert hand.back() == [("Gula", ONE, "ke rak")]
    assert hand.view.reason.text() == ""
    hand.press("F12")
    assert (returned(), hand.view.reason.field.hasFocus()) == (0, True), "why is asked first"
    hand.press("F4")
    assert hand.view.reason.text() == "Rusak atau basi", "also while the hand is in the line of reasons"
    hand.type("basi")
    assert hand.back() == [("Gula", ONE, "rusak · basi")], "the hand that said spoiled is not overruled"
    hand.press("F4")
    assert hand.back() == [("Gula", ONE, "ke rak · basi")]


def test_each_line_has_its_own_reason_and_state(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.press("Down", "Enter", "+", "F12", "Down")
    assert hand.back() == [("Lemper", ONE, "rusak · tanggungan penitip · Rusak atau basi")]
    hand.goods.setFocus()
    hand.press("F4")
    assert hand.back()[0][2] == "rusak · tanggungan toko · Rusak atau basi"
    hand.press("F4")
    assert hand.back()[0][2] == "rusak · tanggungan penitip · Rusak atau basi", "spoiled never goes back on the shelf"
    hand.press("Down", "+")
    assert hand.back()[1] == ("Gula", ONE, "rusak · Rusak atau basi"), "the next takes the reason of the one before"
    hand.view.reason.field.setFocus()
    hand.press("Down")
    assert hand.back()[1] == ("Gula", ONE, "ke rak · Salah barang"), "and its state follows when it is another"
    hand.press("F12")
    assert fetch("SELECT name, back_on_shelf, fault, reason FROM sale_change_line ORDER BY line_no") == [
        ("Lemper", 0, "CONSIGNOR", "Rusak atau basi"),
        ("Gula", 1, None, "Salah barang"),
    ]


def test_a_scanned_receipt_opens_at_once_and_shift_enter_takes_the_line(
    show: Show[ReceiptsPage], supervisor: Actor
) -> None:
    hand = opened(show, supervisor)
    hand.scan("PM-26-000001")
    assert hand.view.number.text() == "PM-26-000001"
    assert hand.view.how.text() == "+ atau Enter: satu kembali; Shift+Enter: semua di baris itu."
    hand.press("Enter")
    assert [(name, milli) for name, milli, _words in hand.back()] == [("Lemper", ONE)], "Enter takes one, as + does"
    hand.press("Shift+Enter", "Down", "Enter", "Enter")
    assert [(name, milli) for name, milli, _words in hand.back()] == [("Lemper", 3 * ONE), ("Gula", ONE)]
    hand.press("Shift+Enter")
    assert [(name, milli) for name, milli, _words in hand.back()] == [("Lemper", 3 * ONE)]
    assert hand.view.back.text() == "Rp 6.000"
    hand.press("+", "+", "F4", "F4")
    assert hand.back()[1] == ("Gula", ONE, "ke rak"), "owned goods have no consignor to bear them, and + stops at one"
    hand.press("-", "-")
    assert len(hand.back()) == 1


def test_scanned_goods_come_back_one_by_one(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    tea = make.product("Teh", 9_000, code="8991234567890")
    make.sell(supervisor, (tea, 2), received_idr=18_000)
    hand.scan("PM-26-000003")
    for _piece in range(3):
        hand.scan("8991234567890")
    assert [(name, milli) for name, milli, _words in hand.back()] == [("Teh", 2 * ONE)], "never more than was bought"
    hand.scan("PM-26-000001")
    hand.scan("8991234567890")
    assert hand.numbers() == ["PM-26-000003"], "goods that are not on this receipt find those they are on"
    hand.scan("8990000000000")
    assert hand.said().startswith("Kode 8990000000000 bukan struk dan bukan barang di sini.")


def test_what_is_gone_is_shown_and_only_the_rest_comes_back(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.scan("PM-26-000001")
    hand.press("+", "F12", "Down", "F12", "Enter")
    row = hand.page.list.model.rows[1]
    assert (row.returned_count, row.goods_count) == (1, 4)
    hand.press("Down", "Enter")
    assert hand.goods.rows[0].words == "1 sudah diretur · 2.000 · Bu Sari · titipan"
    hand.press("+", "+", "+")
    assert hand.back()[0][1] == 2 * ONE
    hand.press("Enter")
    assert hand.back()[0][1] == 2 * ONE, "never more than is left"
    hand.press("Shift+Enter")
    assert hand.back() == []


def test_a_double_enter_in_the_search_gives_back_one_at_most(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.type("gula")
    hand.press("Enter", "Enter")
    assert [(name, milli) for name, milli, _words in hand.back()] == [("Lemper", ONE)]
    repeated = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(hand.goods, repeated)
    assert hand.back()[0][1] == ONE, "an Enter that stays down takes no more"


def test_goods_by_weight_are_typed(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    rice = make.product("Beras curah", 12_000, by_weight=True, unit="kg")
    make.bought(rice, 5, 50_000)
    make.shift(supervisor, 100_000)
    cart = Cart.new().add(by_ids([rice])[rice], 1_250)
    checkout(supervisor, cart, 15_000, confirmed=frozenset({"below_stock"}), till_id=1)
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    hand.press("Enter", "+")
    assert hand.reads() == "Jumlah (kg)"
    hand.press("Ctrl+A")
    hand.type("2")
    hand.press("Enter")
    assert hand.said() == "Paling banyak 1,25 yang bisa diretur."
    hand.press("Ctrl+A")
    hand.type("0,5")
    hand.press("Enter")
    assert hand.back() == [("Beras curah", 500, "ke rak")]
    assert hand.view.back.text() == "Rp 6.000"


def test_a_receipt_of_this_shift_is_cancelled_whole(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.press("F8")
    assert hand.panel_words()[:2] == [
        "Batalkan PM-26-000002",
        "Seluruh struk, belanja Rp 2.000: Rp 2.000 tunai dari laci Kasir 1. Barangnya kembali ke rak.",
    ]
    hand.press("Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "why is asked first"
    hand.type("dobel")
    hand.press("Enter")
    assert fetch("SELECT number, reason FROM voided_document") == [("BT-26-000001", "dobel")]
    assert (hand.said(), hand.money()) == (
        "BT-26-000001 tercatat. Tanpa printer: slip tidak dicetak.",
        "Rp 2.000",
    )
    hand.click(hand.button("Lihat slip"))
    assert hand.panel_words()[0] == "Slip BT-26-000001"
    hand.press("Enter")
    assert hand.money() == "Rp 2.000", "the money is still to be handed over"
    hand.press("Enter", "F12")
    assert hand.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."
    hand.press("F8")
    assert hand.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."
    hand.press("F3", "Enter", "+", "F4")
    assert hand.back() == [], "no key chooses goods of a cancelled receipt"
    assert hand.closed


def test_a_slip_is_said_to_be_printed_where_there_is_a_printer(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.page.context.pc.set("printer.kind", str(PrinterKind.FILE))
    hand.press("F8")
    hand.type("dobel")
    hand.press("Enter")
    assert hand.said() == "BT-26-000001 tercatat. Slipnya dikirim ke antrean printer."
    assert "Lihat slip" not in [one.accessibleName() for one in hand.messages.panels()[-1].findChildren(QPushButton)]


def test_who_cancels_a_receipt_for_a_cashier_reads_which_and_how_much(
    show: Show[ReceiptsPage], supervisor: Actor
) -> None:
    hand = opened(show, make.cashier())
    hand.press("F8")
    hand.type("dobel")
    hand.press("Enter")
    assert hand.reads() == (
        "Batalkan PM-26-000002. Seluruh struk, belanja Rp 2.000: Rp 2.000 tunai dari laci Kasir 1. "
        "Barangnya kembali ke rak."
    )
    assert hand.inside(ReasonField).text() == "dobel"
    hand.type("7788")
    hand.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'void_sale'") == [
        ("Bu Rina", "Bu Ani", "dobel")
    ]


def test_a_receipt_that_can_t_be_cancelled_says_why_and_has_no_button(
    show: Show[ReceiptsPage], supervisor: Actor
) -> None:
    hand = opened(show, supervisor)
    assert hand.visible("Batalkan seluruh struk")
    hand.scan("PM-26-000001")
    hand.press("+", "F12", "Down", "F12", "Enter", "Down", "F8")
    assert hand.said() == ("PM-26-000001 tidak bisa dibatalkan: sebagian sudah diretur di RJ-26-000001. Retur sisanya.")
    assert hand.closed
    assert not hand.visible("Batalkan seluruh struk")


def test_a_cashier_has_a_supervisor_behind_it(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, make.cashier())
    hand.press("Enter", "+", "F12", "Down", "Down", "F12")
    assert returned() == 0
    assert hand.reads() == "Retur PM-26-000002: 1 Lemper. Kembali Rp 2.000, tunai dari laci Kasir 1."
    hand.press("Esc")
    assert hand.back() == [("Lemper", ONE, "ke rak · Salah barang")], "a PIN not lent leaves all as it was"
    hand.press("F12")
    hand.type("7788")
    hand.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'return_goods'") == [
        ("Bu Rina", "Bu Ani", "Salah barang")
    ]


def test_without_a_shift_nothing_is_paid_but_copies_are_made(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    hand.press("F9")
    assert hand.said() == "Buka sif dulu di kasir: uang retur keluar dari laci."
    hand.press("F12")
    assert hand.said() == "Pilih struknya dulu: pindai nomornya, atau pilih dari daftar."


def without(hand: Hand) -> WithoutReceipt:
    return hand.inside(WithoutReceipt)


def test_without_a_receipt_goods_are_scanned_and_searched_for(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, make.cashier())
    make.product("Teh", 9_000, code="8991234567890")
    hand.press("F9")
    assert without(hand).search.hasFocus()
    hand.scan("8991234567890")
    assert hand.said().startswith("Teh belum pernah dijual dalam 30 hari")
    assert without(hand).goods.rows == []
    hand.type("lemp")
    hand.press("Enter")
    hand.type("gula")
    hand.press("Enter")
    assert [(row.product.name, row.qty_milli, row.words) for row in without(hand).goods.rows] == [
        ("Lemper", ONE, "Bu Sari · titipan · kembali ke rak"),
        ("Gula", ONE, "milik koperasi · kembali ke rak"),
    ]
    hand.press("Up", "F5")
    hand.type("2")
    hand.press("Enter", "F4", "F4")
    assert without(hand).goods.rows[0].words == (
        "Bu Sari · titipan · rusak, tidak dijual lagi · tanggungan toko · Rusak atau basi"
    )
    assert without(hand).back.text() == "Rp 21.500"
    hand.press("Down", "F8")
    assert (without(hand).back.text(), without(hand).how.text()) == ("Rp 4.000", "tunai dari laci")
    hand.press("F12")
    assert without(hand).buyer.hasFocus(), "a name for the slip is asked first"
    hand.type("Bu Tini")
    hand.press("F12")
    assert returned() == 0, "a supervisor stands behind it"
    assert hand.reads() == "Retur tanpa struk dari Bu Tini: 2 Lemper. Kembali Rp 4.000, tunai dari laci Kasir 1."
    hand.type("7788")
    hand.press("Enter")
    assert entry_of("sale_change", 1) == "4113 D 800 / 5123 D 3.200 / 1101 K 4.000"
    assert hand.money() == "Rp 4.000"
    hand.press("Enter")
    assert hand.closed


def test_f12_with_words_in_the_search_adds_nothing(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.press("F9")
    hand.type("gula")
    hand.press("Enter")
    without(hand).buyer.setText("Bu Tini")
    hand.type("lemper")
    hand.press("F12")
    assert hand.said() == "Cari masih berisi “lemper”. Enter memasukkan barangnya, Esc mengosongkannya; lalu F12."
    assert [row.product.name for row in without(hand).goods.rows] == ["Gula"]
    assert returned() == 0
    hand.press("Esc", "F12")
    hand.type("basi")
    without(hand).search.setFocus()
    hand.press("Enter")
    assert hand.said() == "Ketik nama barangnya, atau tekan F12 untuk mengembalikan uang."
    assert returned() == 0, "Enter in the search never pays"
    hand.press("F12")
    assert returned() == 1


def test_more_than_was_sold_is_refused_as_it_is_typed(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    hand.press("F9")
    hand.type("gula")
    hand.press("Enter", "F5")
    hand.type("2")
    hand.press("Enter")
    assert hand.said() == "Gula terjual dalam 30 hari dan belum diretur tinggal 1, diminta 2. Hitung lagi."
    hand.press("Esc")
    assert [row.qty_milli for row in without(hand).goods.rows] == [ONE]


def test_a_member_without_a_receipt_is_named_by_f2(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    siti = make.member()
    hand = opened(show, supervisor)
    (sugar,) = fetch("SELECT id FROM product WHERE name = 'Gula'")
    make.sell(supervisor, (sugar[0], 1), buyer=siti, received_idr=17_500)
    hand.press("F9", "F2")
    hand.type("siti")
    hand.press("Enter")
    assert (without(hand).buyer.text(), without(hand).member is not None) == ("Siti Wahyuni", True)
    without(hand).search.setFocus()
    hand.type("gula")
    hand.press("Enter")
    without(hand).reason.field.setFocus()
    hand.type("salah")
    hand.press("F12")
    assert entry_of("sale_change", 1) == "1141 D 15.000 / 4102 D 17.500 / 1101 K 17.500 / 5101 K 15.000"


def test_the_key_is_not_there_where_the_policy_refuses(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    @operation(Permission.KEEP_SETTINGS)
    def refuse(actor: Actor) -> None:
        write_setting(WITHOUT_RECEIPT, "refuse")

    refuse(SYSTEM)
    hand = opened(show, supervisor)
    assert not hand.visible("Barang tanpa struk")
    hand.press("F9")
    assert hand.closed
    assert hand.said().startswith("Toko ini tidak menerima retur tanpa struk.")


def paid_by_qris(show: Show[ReceiptsPage], actor: Actor, *, received_idr: int = 0) -> Hand:
    make.funded(500_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 500_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 500_000, till_id=1)
    goods = make.product("Beras", 25_530)
    make.shift(actor, 100_000)
    paid = Paid(Tender.QRIS, 25_530 - received_idr)
    make.sell(actor, (goods, 1), others=[paid], received_idr=received_idr)
    shown = show(ReceiptsPage, actor)
    return Hand(shown.page, shown.messages)


def test_f5_sends_back_by_bank_under_the_treasurer_s_pin(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    make.cashier("Bu Endang", "4321", Role.TREASURER)
    hand = paid_by_qris(show, make.cashier())
    assert hand.page.list.model.rows[0].tenders == ("QRIS",)
    hand.press("Enter", "+")
    assert hand.refund() == ("Rp 25.500", "tunai dari laci")
    hand.press("F5")
    assert hand.view.reference.hasFocus()
    assert hand.refund() == ("Rp 25.530", "lewat bank, bukan dari laci")
    hand.press("F12")
    assert hand.view.reference.hasFocus(), "the transfer's number is asked first"
    hand.type("BCA 77")
    hand.press("F12")
    assert hand.view.reason.field.hasFocus(), "then why"
    hand.type("tidak jadi")
    hand.press("F12")
    assert hand.reads() == "Retur PM-26-000001: 1 Beras. Kembali Rp 25.530, lewat bank, bukan dari laci."
    hand.type("4321")
    hand.press("Enter")
    assert entry_of("sale_change", 1) == "4112 D 25.530 / 1111 K 25.530"
    assert hand.said() == (
        "RJ-26-000001 tercatat. Rp 25.530 sudah lewat bank. Tidak ada uang dari laci."
        " Tanpa printer: slip tidak dicetak."
    )
    assert hand.panel_words()[0] == "Slip RJ-26-000001", "without a printer the slip is shown"
    hand.press("Enter")
    assert hand.closed


def test_f5_twice_is_cash_again_and_a_cash_sale_has_no_such_button(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = paid_by_qris(show, supervisor, received_idr=10_000)
    hand.press("Enter", "+", "F5")
    assert hand.view.how.text() == "Rp 15.530 lewat bank, Rp 10.000 tunai dari laci"
    hand.goods.setFocus()
    hand.press("F5")
    assert (hand.view.by_bank, hand.view.how.text()) == (False, "tunai dari laci")
    make.sell(supervisor, (make.product("Teh", 9_000), 1), received_idr=9_000)
    hand.scan("PM-26-000002")
    assert not hand.visible("ganti")
    hand.press("F5")
    assert not hand.view.by_bank
    assert hand.said() == "PM-26-000002 dibayar tunai oleh bukan anggota, jadi uangnya kembali tunai."


def test_f5_puts_a_member_s_money_into_the_savings(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    siti = make.member()
    hand = opened(show, supervisor)
    (sugar,) = fetch("SELECT id FROM product WHERE name = 'Gula'")
    make.sell(supervisor, (sugar[0], 1), buyer=siti, received_idr=17_500)
    hand.scan("PM-26-000003")
    hand.press("+", "F5")
    assert hand.refund() == ("Rp 17.500", "ke simpanan sukarela, bukan dari laci")
    hand.press("F12", "Down", "Down", "F12")
    assert hand.said() == (
        "RJ-26-000001 tercatat. Rp 17.500 masuk simpanan. Tidak ada uang dari laci. Tanpa printer: slip tidak dicetak."
    )
    assert balances(siti.person_id).voluntary_idr == 17_500


def test_a_qris_receipt_is_cancelled_only_after_its_app_was_asked(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    goods = make.product("Gula Pasir 1 kg", 17_500)
    make.shift(supervisor, 100_000)
    make.sell(supervisor, (goods, 1), received_idr=0, others=[Paid(Tender.QRIS, 17_500)])
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    hand.press("F8")
    assert hand.said().startswith("Rp 17.500 dari struk ini dibayar QRIS atau transfer.")
    hand.press("Enter")
    assert hand.closed, "Enter is the safe answer"
    hand.press("F8", "Esc", "F8", "F12")
    hand.type("salah jumlah")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    hand.press("Enter")
    assert fetch("SELECT number FROM voided_document") == [("BT-26-000001",)]
    assert hand.said() == "BT-26-000001 tercatat. Tidak ada uang dari laci. Tanpa printer: slip tidak dicetak."


def test_receipts_of_earlier_days_follow_when_the_list_is_scrolled(
    show: Show[ReceiptsPage], supervisor: Actor, shop: FrozenClock
) -> None:
    tea = make.product("Teh", 9_000)
    make.shift(supervisor, 0)
    for _sale in range(60):
        make.sell(supervisor, (tea, 1), received_idr=9_000)
    shown = show(ReceiptsPage, supervisor)
    hand = Hand(shown.page, shown.messages)
    assert len(hand.numbers()) == 50
    assert hand.page.list.count.text() == "hari ini 60 struk"
    for _row in range(59):
        hand.press("Down")
    assert (len(hand.numbers()), hand.view.number.text()) == (60, "PM-26-000001")


def test_money_moves_at_the_till_of_this_pc(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    db.execute_sql("INSERT INTO till (id, letter, name) VALUES (2, 'B', 'Kasir 2')")
    make.funded(50_000)
    second = start_shift(make.cashier("Bu Tuti", "5566"), 50_000, confirmed=frozenset({"float_short"}), till_id=2)
    hand.page.context.till_id = 2
    hand.page.reload()
    hand.press("F8")
    assert hand.said().startswith("PM-26-000002 bukan dari sif yang terbuka sekarang")
    assert not hand.visible("Batalkan seluruh struk")
    hand.press("Enter", "+", "F12", "Down", "F12")
    assert expected_idr(second.id) == 48_000
    hand.press("Enter", "Del")
    hand.type("salah pilih")
    hand.press("Enter", "Enter")
    assert expected_idr(second.id) == 50_000


def test_what_a_search_finds_is_shown_at_once(show: Show[ReceiptsPage], supervisor: Actor) -> None:
    hand = opened(show, supervisor)
    make.sell(supervisor, (make.product("Teh", 9_000), 1), received_idr=9_000)
    for text, number in (("teh", "PM-26-000003"), ("gula", "PM-26-000001")):
        hand.page.search.setText(text)
        hand.page.search.searched.emit(text)
        assert (hand.numbers(), hand.view.number.text()) == ([number], number)
    hand.type("x")
    hand.press("F12")
    assert hand.said() == "Pilih struknya dulu: pindai nomornya, atau pilih dari daftar."


def test_copies_for_paper_office_and_telephone(
    show: Show[ReceiptsPage], supervisor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    hand = opened(show, supervisor)
    seen: list[str] = []
    hand.page.viewer = lambda url: not seen.append(url.toLocalFile())  # type: ignore[func-returns-value]
    hand.click(hand.button("Nota A5"))
    qtbot.waitUntil(lambda: bool(seen))
    assert Path(seen[0]).read_bytes().startswith(b"%PDF")
    assert Path(seen[0]).name == "nota-PM-26-000002.pdf"
    hand.click(hand.button("Teks WA"))
    assert "Struk PM-26-000002" in QApplication.clipboard().text()
    assert hand.said() == "Teks struk PM-26-000002 disalin. Tempel di WhatsApp dengan Ctrl+V."
    hand.press("F8")
    hand.type("dobel")
    hand.press("Enter", "Enter")
    for words in ("Nota A5", "Teks WA"):
        hand.click(hand.button(words))
        assert hand.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("000001", ["PM-26-000001"]),
        ("gula", ["PM-26-000001"]),
        ("2000", ["PM-26-000002"]),
        ("2.000", ["PM-26-000002"]),
        ("siti", ["PM-26-000003"]),
    ],
)
def test_a_receipt_is_found_by_what_is_known_of_it(
    show: Show[ReceiptsPage], supervisor: Actor, text: str, found: list[str]
) -> None:
    siti = make.member()
    hand = opened(show, supervisor)
    make.sell(supervisor, (make.product("Teh", 9_000), 1), buyer=siti, received_idr=9_000)
    hand.type(text)
    hand.press("Enter")
    assert hand.numbers() == found
    assert hand.view.number.text() == found[0]
    assert hand.goods.hasFocus()
