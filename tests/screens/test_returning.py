"""A buyer brings something back: the receipt found, the goods chosen by keys, a supervisor's PIN, the money told."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from pkkmart.cashbook.operations import transfer
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import write_setting
from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.done import ReceiptPaper
from pkkmart.sales.screen.loose_return import LoosePicker
from pkkmart.sales.screen.returning import GoodsPicker, SalePicker
from pkkmart.sales.settings import LOOSE_RETURNS
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.places import CashPlace
from pkkmart.ui.cards import BigFigure
from pkkmart.ui.reasons import ReasonField
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@dataclass
class Counter:
    """A counter with a receipt of three lemper and one sugar, and one of a single lemper."""

    shown: Shown[CounterPage]

    def press(self, *keys: str) -> None:
        for key in keys:
            press(self.shown.page, key)

    def inside(self, kind: type[QWidget]) -> QWidget:
        panel = self.shown.messages.panel()
        assert panel is not None
        found = panel.findChild(kind)
        assert isinstance(found, kind)
        return found

    def reads(self) -> str:
        """What stands first under the title of the second person's PIN."""
        return [label.text() for label in self.shown.messages.panel().findChildren(QLabel) if label.isVisible()][1]  # type: ignore[union-attr]

    @property
    def goods(self) -> GoodsPicker:
        found = self.inside(GoodsPicker)
        assert isinstance(found, GoodsPicker)
        return found


def opened(show: Show[CounterPage], actor: Actor) -> Counter:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    sugar = make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    make.shift(actor, 100_000)
    make.sell(actor, (cake, 3), (sugar, 1), received_idr=23_500)
    make.sell(actor, (cake, 1), received_idr=2_000)
    return Counter(show(CounterPage, actor))


@pytest.fixture
def supervisor(shop: object) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


def test_a_part_comes_back_spoiled(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R")
    picker = counter.inside(SalePicker)
    assert isinstance(picker, SalePicker)
    assert [row.number for row in picker.model.rows] == ["PM-26-000002", "PM-26-000001"]
    counter.press("Down", "Enter")
    assert [row.line.name for row in counter.goods.model.rows] == ["Lemper", "Gula"]
    counter.press("F4")
    type_as_person(counter.shown.page, "2")
    counter.press("Enter", "F5")
    assert counter.goods.model.rows[0].words == "Bu Sari · rusak · tanggungan penitip"
    assert (counter.goods.back.text(), counter.goods.how.text()) == ("Rp 4.000", "tunai dari laci")
    counter.press("F12")
    assert fetch("SELECT count(*) FROM sale_return") == [(0,)], "why is asked first"
    type_as_person(counter.shown.page, "basi")
    counter.press("F12")
    assert entry_of("sale_return", 1) == "2103(Bu Sari) D 3.200 / 4113 D 800 / 1101 K 4.000"
    money = counter.inside(BigFigure)
    assert isinstance(money, BigFigure)
    assert money.text() == "Rp 4.000"
    counter.press("Enter")
    assert counter.shown.messages.panel() is None


def test_a_scanned_receipt_opens_at_once_and_enter_takes_the_line(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R")
    scan(counter.shown.page, "PM-26-000001")
    counter.press("Enter", "Down", "Enter")
    assert [row.taken for row in counter.goods.model.rows] == ["3", "1"]
    counter.press("Enter")
    assert [row.taken for row in counter.goods.model.rows] == ["3", "-"]
    assert counter.goods.back.text() == "Rp 6.000"
    counter.press("F6")
    assert counter.goods.model.rows[1].fault == "MAKER", "owned goods have no maker to bear them"


def test_a_receipt_of_this_shift_is_cancelled_whole(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R", "Enter")
    type_as_person(counter.shown.page, "dobel")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "dobel")
    counter.press("F8")
    assert fetch("SELECT number, reason FROM voided_document") == [("BT-26-000001", "dobel")]
    counter.press("Enter", "Ctrl+R", "Enter")
    assert counter.shown.said() == "PM-26-000002 sudah dibatalkan dengan BT-26-000001."


def test_who_cancels_a_receipt_for_her_reads_which_and_how_much(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    counter.press("Ctrl+R", "Enter")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "dobel")
    counter.press("F8")
    assert counter.reads() == "Batalkan struk PM-26-000002, belanja Rp 2.000"


def test_a_cashier_has_a_supervisor_behind_her(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    counter.press("Ctrl+R", "Enter", "Enter")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "salah barang")
    counter.press("F12")
    assert fetch("SELECT count(*) FROM sale_return") == [(0,)]
    assert counter.reads() == "Retur PM-26-000002: 1 Lemper. Kembali Rp 2.000, tunai dari laci."
    type_as_person(counter.shown.page, "7788")
    counter.press("Enter")
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'return_goods'") == [
        ("Bu Rina", "Bu Ani", "salah barang")
    ]


def loose(counter: Counter) -> LoosePicker:
    found = counter.inside(LoosePicker)
    assert isinstance(found, LoosePicker)
    return found


def test_without_a_receipt_goods_are_scanned_and_searched_for(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, make.cashier())
    make.product("Teh", 9_000, code="8991234567890")
    counter.press("Ctrl+R", "F9")
    assert loose(counter).search.hasFocus()
    scan(counter.shown.page, "8991234567890")
    assert counter.shown.said().startswith("Teh belum pernah dijual dalam 30 hari")
    assert loose(counter).goods.rows == []
    type_as_person(counter.shown.page, "lemp")
    counter.press("Enter")
    type_as_person(counter.shown.page, "gula")
    counter.press("Enter")
    assert [(row.product.name, row.qty_milli, row.words) for row in loose(counter).goods.rows] == [
        ("Lemper", ONE, "Bu Sari · titipan · kembali ke rak"),
        ("Gula", ONE, "milik koperasi · kembali ke rak"),
    ]
    counter.press("Up", "F4")
    type_as_person(counter.shown.page, "2")
    counter.press("Enter", "F5", "F6")
    assert loose(counter).goods.rows[0].words == "Bu Sari · titipan · rusak · tanggungan toko"
    assert loose(counter).back.text() == "Rp 21.500"
    counter.press("Down", "F8")
    assert (loose(counter).back.text(), loose(counter).how.text()) == ("Rp 4.000", "tunai dari laci")
    counter.press("F12")
    assert loose(counter).buyer.hasFocus(), "her name is asked first"
    type_as_person(counter.shown.page, "Bu Tini")
    counter.press("F12")
    type_as_person(counter.shown.page, "basi")
    counter.press("F12")
    assert fetch("SELECT count(*) FROM loose_return") == [(0,)], "a supervisor stands behind it"
    assert counter.reads() == "Retur tanpa struk dari Bu Tini: 2 Lemper. Kembali Rp 4.000, tunai dari laci."
    type_as_person(counter.shown.page, "7788")
    counter.press("Enter")
    assert entry_of("loose_return", 1) == "4113 D 800 / 5123 D 3.200 / 1101 K 4.000"
    money = counter.inside(BigFigure)
    assert isinstance(money, BigFigure)
    assert money.text() == "Rp 4.000"
    counter.press("Enter")
    assert counter.shown.messages.panel() is None


def test_f12_with_words_in_the_search_adds_nothing(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R", "F9")
    type_as_person(counter.shown.page, "gula")
    counter.press("Enter")
    loose(counter).buyer.setText("Bu Tini")
    type_as_person(counter.shown.page, "lemper")
    counter.press("F12")
    assert counter.shown.said() == (
        "Cari masih berisi “lemper”. Enter memasukkan barangnya, Esc mengosongkannya; lalu F12."
    )
    assert [row.product.name for row in loose(counter).goods.rows] == ["Gula"]
    assert fetch("SELECT count(*) FROM loose_return") == [(0,)]
    counter.press("Esc", "F12")
    type_as_person(counter.shown.page, "basi")
    loose(counter).search.setFocus()
    counter.press("Enter")
    assert counter.shown.said() == "Ketik nama barangnya, atau tekan F12 untuk mengembalikan uang."
    assert fetch("SELECT count(*) FROM loose_return") == [(0,)], "Enter in the search never pays"
    counter.press("F12")
    assert fetch("SELECT count(*) FROM loose_return") == [(1,)]


def test_more_than_was_sold_is_refused_as_it_is_typed(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = opened(show, supervisor)
    counter.press("Ctrl+R", "F9")
    type_as_person(counter.shown.page, "gula")
    counter.press("Enter", "F4")
    type_as_person(counter.shown.page, "2")
    counter.press("Enter")
    assert counter.shown.said() == "Gula terjual dalam 30 hari dan belum diretur tinggal 1, diminta 2. Hitung lagi."
    counter.press("Esc")
    assert [row.qty_milli for row in loose(counter).goods.rows] == [ONE]


def test_a_member_without_a_receipt_is_named_by_f2(show: Show[CounterPage], supervisor: Actor) -> None:
    siti = make.member()
    counter = opened(show, supervisor)
    (sugar,) = fetch("SELECT id FROM product WHERE name = 'Gula'")
    make.sell(supervisor, (sugar[0], 1), buyer=siti, received_idr=17_500)
    counter.press("Ctrl+R", "F9", "F2")
    type_as_person(counter.shown.page, "siti")
    counter.press("Enter")
    assert (loose(counter).buyer.text(), loose(counter).member is not None) == ("Siti Wahyuni", True)
    loose(counter).search.setFocus()
    type_as_person(counter.shown.page, "gula")
    counter.press("Enter")
    loose(counter).reason.field.setFocus()
    type_as_person(counter.shown.page, "salah")
    counter.press("F12")
    assert entry_of("loose_return", 1) == "1141 D 15.000 / 4102 D 17.500 / 1101 K 17.500 / 5101 K 15.000"


def test_the_key_is_not_there_where_the_policy_refuses(show: Show[CounterPage], supervisor: Actor) -> None:
    @operation(Permission.KEEP_SETTINGS)
    def refuse(actor: Actor) -> None:
        write_setting(LOOSE_RETURNS, "refuse")

    refuse(SYSTEM)
    counter = opened(show, supervisor)
    counter.press("Ctrl+R", "F9")
    picker = counter.inside(SalePicker)
    assert isinstance(picker, SalePicker)
    assert picker.loose.isHidden()


def paid_by_qris(show: Show[CounterPage], actor: Actor, *, received_idr: int = 0) -> Counter:
    make.funded(500_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 500_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 500_000, till_id=1)
    goods = make.product("Beras", 25_530)
    make.shift(actor, 100_000)
    paid = Paid(Tender.QRIS, 25_530 - received_idr)
    make.sell(actor, (goods, 1), others=[paid], received_idr=received_idr)
    return Counter(show(CounterPage, actor))


def test_f7_sends_back_by_bank_under_the_treasurer_s_pin(show: Show[CounterPage], supervisor: Actor) -> None:
    make.cashier("Bu Endang", "4321", Role.TREASURER)
    counter = paid_by_qris(show, make.cashier())
    counter.press("Ctrl+R", "Enter", "Enter")
    assert (counter.goods.back.text(), counter.goods.how.text()) == ("Rp 25.500", "tunai dari laci")
    counter.press("F7")
    assert counter.goods.reference.hasFocus()
    assert (counter.goods.back.text(), counter.goods.how.text()) == ("Rp 25.530", "lewat bank, bukan dari laci")
    counter.press("F12")
    assert counter.goods.reference.hasFocus(), "the transfer's number is asked first"
    type_as_person(counter.shown.page, "BCA 77")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "tidak jadi")
    counter.press("F12")
    assert counter.reads() == "Retur PM-26-000001: 1 Beras. Kembali Rp 25.530, lewat bank, bukan dari laci."
    type_as_person(counter.shown.page, "4321")
    counter.press("Enter")
    assert entry_of("sale_return", 1) == "4112 D 25.530 / 1111 K 25.530"
    assert counter.shown.said() == (
        "RJ-26-000001 tercatat. Rp 25.530 sudah lewat bank. Tidak ada uang dari laci; slipnya dicetak."
    )
    assert counter.shown.messages.panel() is None


def test_f7_twice_is_cash_again_and_a_cash_sale_has_no_such_key(show: Show[CounterPage], supervisor: Actor) -> None:
    counter = paid_by_qris(show, supervisor, received_idr=10_000)
    counter.press("Ctrl+R", "Enter", "Enter", "F7")
    assert counter.goods.how.text() == "Rp 15.530 lewat bank, Rp 10.000 tunai dari laci"
    counter.press("F7")
    assert (counter.goods.by_bank, counter.goods.how.text()) == (False, "tunai dari laci")
    counter.press("Esc")
    make.sell(supervisor, (make.product("Teh", 9_000), 1), received_idr=9_000)
    counter.press("Ctrl+R", "Enter", "Enter", "F7")
    assert not counter.goods.paid_by_bank
    assert not counter.goods.by_bank


def test_a_cancelled_receipt_does_not_stand_on_the_card_or_on_its_copy(
    show: Show[CounterPage], supervisor: Actor
) -> None:
    counter = opened(show, supervisor)
    side = counter.shown.page.board.side
    assert (side.last_number.text(), side.last_change.text()) == ("Transaksi terakhir · PM-26-000002", "Kembali Rp 0")
    counter.press("Ctrl+R", "Enter")
    counter.goods.reason.field.setFocus()
    type_as_person(counter.shown.page, "dobel")
    counter.press("F8", "Enter")
    assert (side.last_number.text(), side.last_change.text()) == ("PM-26-000002 · BT-26-000001", "BATAL")
    counter.press("Ctrl+P")
    paper = counter.inside(ReceiptPaper)
    assert isinstance(paper, ReceiptPaper)
    assert [line.strip() for line in paper.text.text().splitlines()[:3]] == [
        "SALINAN ke-1",
        "BATAL",
        "dibatalkan dengan BT-26-000001",
    ]


def test_a_qris_receipt_is_cancelled_only_after_its_app_was_asked(show: Show[CounterPage], supervisor: Actor) -> None:
    goods = make.product("Gula Pasir 1 kg", 17_500)
    make.shift(supervisor, 100_000)
    make.sell(supervisor, (goods, 1), received_idr=0, others=[Paid(Tender.QRIS, 17_500)])
    shown = show(CounterPage, supervisor)
    press(shown.page, "Ctrl+R")
    press(shown.page, "Enter")
    press(shown.page, "Enter")
    next(field for field in shown.window.findChildren(ReasonField) if field.isVisible()).setFocus()
    press(shown.page, "Down")
    press(shown.page, "F8")
    assert shown.said().startswith("Rp 17.500 dari struk ini dibayar QRIS atau transfer.")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    press(shown.page, "Enter")
    assert fetch("SELECT number FROM voided_document") == [("BT-26-000001",)]
    assert shown.said() == "BT-26-000001 tercatat. Tidak ada uang dari laci; slipnya dicetak."
