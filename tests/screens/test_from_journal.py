"""From the journal to the paper behind an entry, however old: that very paper, and Del names no other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from pkkmart.cashbook.operations import record_expense, settle_clearing, transfer
from pkkmart.cashbook.screen import CashPage
from pkkmart.consignment.operations import (
    DeliveryItem,
    LossItem,
    ReturnItem,
    pay_settlement,
    record_delivery,
    record_loss,
    record_return,
    settle,
)
from pkkmart.consignment.screen import ConsignorsPage
from pkkmart.core.actor import Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import PcFile
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.screen import JournalPage
from pkkmart.ledger.screen.list_foot import no_match
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, pay_supplier, record_purchase
from pkkmart.purchasing.screen import SuppliersPage
from pkkmart.sale_changes.operations import ReturnItem as SoldItem
from pkkmart.sale_changes.operations import UnreceiptedItem, return_goods, return_without_receipt
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen import SavingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.screen.history import History
from pkkmart.till.kinds import CashOut
from pkkmart.till.operations import cash_out, close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.make import post_opening
from tests.screens.slips import slip_on_top

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace
LONG_AGO, LATER = date(2026, 10, 3), date(2026, 10, 20)


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    post_opening(actor, [debit(Account.SAFE, 90_000_000), credit(Account.GRANT, 90_000_000)], date(2026, 10, 1))
    return actor


@pytest.fixture
def window(endang: Actor, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(1_366, 768)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    window.unlock(endang)
    return window


def open_paper(window: MainWindow, number: str, *, found: str = "") -> None:
    """Search the journal for a paper of any day, and open it with Enter."""
    window.open(Door("journal"))
    page = window.page()
    assert isinstance(page, JournalPage)
    page.since.set_value(None)
    press(window, "F3")
    type_as_person(window, number)
    press(window, "Enter")
    assert (found or number) in page.head.text()
    press(window, "Enter")


def del_names(window: MainWindow) -> str:
    """What Del offers to take back: the title of the sheet, or what is said instead."""
    press(window, "Del")
    panel = window.messages.panel()
    if panel is None:
        return window.messages.text
    name = panel.accessibleName()
    press(window, "Esc")
    return name


def words_of_panel(window: MainWindow) -> list[str]:
    """What the panel on top says, from top to bottom."""
    panel = window.messages.panel()
    assert panel is not None
    return [label.text() for label in panel.card.findChildren(QLabel) if label.text()]


def test_an_old_slip_is_the_line_of_her_book(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    for number in range(1, 5):
        deposit(
            endang, siti, SavingsKind.MANDATORY, 20_000 + number, SAFE, day=LONG_AGO if number < 3 else LATER, till_id=1
        )
    open_paper(window, "SP-26-000002")
    page = window.page()
    assert isinstance(page, SavingsPage)
    line = page.view.line()
    assert line is not None
    assert (page.view.name.text(), line.number, line.in_idr) == ("Siti Wahyuni", "SP-26-000002", 20_002)
    assert del_names(window) == "Batalkan SP-26-000002"


def test_a_slip_of_a_member_the_list_is_too_short_for(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    for number in range(205):
        make.member(f"Ani {number:03}")
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE, day=LONG_AGO, till_id=1)
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE, till_id=1)
    open_paper(window, "SP-26-000001")
    page = window.page()
    assert isinstance(page, SavingsPage)
    assert (page.view.name.text(), page.count.text()) == (
        "Siti Wahyuni",
        "200 pertama · ketik nama untuk mempersempit",
    )
    assert page.stack.currentIndex() == 0
    assert del_names(window) == "Batalkan SP-26-000001"


def test_old_costs_and_hand_overs_are_reached_among_many(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, day=LONG_AGO, till_id=1)
    transfer(endang, SAFE, TRANSIT, 400_000, day=LONG_AGO, till_id=1)
    for _again in range(210):
        record_expense(endang, Account.SUPPLIES, 1_000, SAFE, day=LATER, till_id=1)
    for number, words in (("BK-26-000001", "Biaya BK-26-000001"), ("PK-26-000001", "Pindah kas PK-26-000001")):
        open_paper(window, number)
        page = window.page()
        assert isinstance(page, CashPage)
        row = page.table.current_row()
        assert page.model.columns[1].text(row) == words
        assert page.list_foot.until.text() == "03/10/2026"
        assert del_names(window) == f"Batalkan {number}"
    balances = [page.model.columns[4].text(row) for row in page.model.rows]
    assert balances == ["89.350.000", "89.750.000", "90.000.000"]


def test_old_qris_that_reached_the_bank_is_that_very_payment(window: MainWindow, endang: Actor) -> None:
    opening = [debit(Account.CLEARING, 500_000), credit(Account.GRANT, 500_000)]
    post_opening(endang, opening, date(2026, 10, 1))
    settle_clearing(endang, [(date(2026, 10, 1), 25_500)], 25_321, LONG_AGO)
    for _again in range(210):
        settle_clearing(endang, [(date(2026, 10, 1), 1_000)], 1_000, LATER)
    open_paper(window, "CQ-26-000001")
    page = window.page()
    assert isinstance(page, CashPage)
    row = page.table.current_row()
    assert page.model.columns[1].text(row) == "Pencairan QRIS CQ-26-000001"
    assert (page.head.text(), page.list_foot.until.text()) == ("Bank", "03/10/2026")
    assert del_names(window) == "Batalkan CQ-26-000001"


def test_old_invoices_and_payments_are_reached_among_many(window: MainWindow, endang: Actor) -> None:
    grosir = register_person(endang, PersonDetails(name="Grosir Maju"), [CapacityKind.SUPPLIER], since=make.START)
    sugar = make.product()

    def buy(day: date) -> None:
        item = PurchaseItem(sugar, ONE, 15_000)
        record_purchase(endang, [item], paid_from=PaidFrom.CREDIT, supplier_id=grosir, business_date=day)

    buy(LONG_AGO)
    pay_supplier(endang, grosir, 15_000, SAFE, day=LONG_AGO, till_id=1)
    for _again in range(205):
        buy(LATER)
    for number in ("BP-26-000001", "PB-26-000001"):
        open_paper(window, number)
        page = window.page()
        assert isinstance(page, SuppliersPage)
        assert (page.table.current_row().number, page.list_foot.words.text()) == (number, "2 nota")
        assert del_names(window) == f"Batalkan {number}"
    page.enter()
    assert page.list_foot.words.text() == "200 terbaru sejak 20/10/2026"
    press(window, "F9")
    assert page.list_foot.words.text() == "207 nota"
    assert not page.list_foot.older_button.isVisible()
    press(window, "F9")
    assert window.messages.text == "Sudah sampai nota yang pertama."


def test_an_old_adjustment_is_reached_among_many(window: MainWindow, endang: Actor) -> None:
    rice = make.product("Beras 1 kg", 18_000)
    bags = PurchaseItem(rice, 200 * ONE, 3_000_000)
    record_purchase(endang, [bags], paid_from=PaidFrom.SAFE, business_date=LONG_AGO)
    for number in range(60):
        adjust(endang, [AdjustItem(rice, ONE)], AdjustReason.MISSING, day=date(2026, 11, 24 if number else 23))
    open_paper(window, "PS-26-000001")
    panel = window.messages.panel()
    assert panel is not None
    (history,) = panel.findChildren(History)
    assert (history.table.current_row().number, history.list_foot.words.text()) == (
        "PS-26-000001",
        "1 penyesuaian sampai 23/11/2026",
    )
    press(window, "Enter")
    sheet = window.messages.panel()
    assert sheet is not None
    assert sheet.accessibleName() == "Batalkan PS-26-000001"
    press(window, "Esc")
    window.open(Door("stock"))
    press(window, "F8")
    (history,) = [one for one in window.findChildren(History) if one.isVisible()]
    assert history.list_foot.words.text() == "50 terbaru sejak 24/11/2026"
    press(window, "F9")
    assert (history.list_foot.words.text(), len(history.model.rows)) == ("60 penyesuaian", 60)


@pytest.fixture
def sari(endang: Actor, shop: FrozenClock) -> int:
    """A consignor with one document of each kind of long ago, and more deliveries since than the list shows."""
    who = make.consignor(fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=who)
    record_delivery(endang, who, [DeliveryItem(lemper, 50 * ONE)], business_date=LONG_AGO)
    record_loss(endang, who, [LossItem(lemper, 2 * ONE)], day=LONG_AGO)
    record_return(endang, who, [ReturnItem(lemper, 3 * ONE)], day=LONG_AGO)
    account = settle(endang, who, LONG_AGO, day=LONG_AGO)
    pay_settlement(endang, account.id, SAFE, day=LONG_AGO, till_id=1)
    shop.pass_(minutes=1)
    for _again in range(65):
        record_delivery(endang, who, [DeliveryItem(lemper, ONE)], business_date=LATER)
    make.consignor("Bu Ani", fixed_idr=1_000)
    return who


PAPERS = {
    "loss": "RG-26-000001",
    "payout": "KW-26-000001",
    "settlement": "PT-26-000001",
    "return_note": "NR-26-000001",
    "delivery": "NT-26-000001",
}


@pytest.mark.parametrize("kind", PAPERS)
def test_an_old_paper_of_titipan_is_among_her_own(window: MainWindow, sari: int, kind: str) -> None:
    number = PAPERS[kind]
    if kind in ("loss", "payout"):
        open_paper(window, number)
    else:  # nothing is posted by it, so it isn't in the journal
        window.open(Door("consignors"))
    page = window.page()
    assert isinstance(page, ConsignorsPage)
    page.show_item(Door(kind, 1))
    paper = page.details.document()
    assert paper is not None
    assert (page.details.name.text(), paper.number, page.details.documents_pill.accessibleName()) == (
        "Bu Sari",
        number,
        "Surat · 70",
    )
    assert page.details.list_foot.words.text() == "5 surat"
    assert del_names(window) == f"Batalkan {number}"


def test_documents_of_titipan_say_when_they_are_cut(window: MainWindow, sari: int) -> None:
    window.open(Door("consignors"))
    page = window.page()
    assert isinstance(page, ConsignorsPage)
    type_as_person(window, "sari")
    press(window, "Enter")
    assert page.details.documents.hasFocus()
    assert page.details.list_foot.words.text() == "60 terbaru sejak 20/10/2026"
    press(window, "F9")
    assert page.details.list_foot.words.text() == "70 surat"
    press(window, "F9")
    assert window.messages.text == "Sudah sampai surat yang pertama."
    press(window, "F10")
    type_as_person(window, "3/10/2026")
    press(window, "Enter")
    assert page.details.documents_model.rows[0].kind == "payout"
    assert page.details.documents.hasFocus()
    press(window, "F3")
    press(window, "Ctrl+P")
    assert words_of_panel(window)[0] == "Slip KW-26-000001"


def test_a_consignor_who_left_the_list_is_named(window: MainWindow, sari: int) -> None:
    db.execute_sql("UPDATE capacity SET until = '2026-11-01' WHERE person_id = ?", (sari,))
    open_paper(window, "KW-26-000001")
    assert window.messages.text == "KW-26-000001 adalah surat Bu Sari, yang tidak ada lagi di daftar penitip."
    assert del_names(window) == "Pilih ibunya dulu."


def test_a_shift_says_what_it_did_to_the_cash(window: MainWindow, endang: Actor) -> None:
    opened = make.shift(endang, 200_000)
    window.open(Door("shift", opened.id))
    assert words_of_panel(window)[1:] == [
        "Bu Endang, Selasa, 24 November 2026, dibuka 10.42, belum ditutup.",
        "Modal laci", "200.000",
        "Selisih dan setoran sif ini dicatat saat sif ditutup.",
    ]  # fmt: skip
    press(window, "Esc")
    count_drawer(endang, opened.id, {50_000: 3, 20_000: 2, 5_000: 1})
    close_shift(endang, opened.id, hand_over_idr=95_000, reason="uang kecil hilang")
    open_paper(window, "95000", found="Sif kasir 1")
    words = words_of_panel(window)
    assert words[:2] == ["Sif kasir 1", "Bu Endang, Selasa, 24 November 2026, dibuka 10.42, ditutup 10.42."]
    assert words[2:14] == [
        "Modal laci", "200.000", "Seharusnya di laci", "200.000", "Dihitung", "195.000",
        "Selisih", "-5.000", "Disetor ke brankas", "95.000", "Ditinggal di laci", "100.000",
    ]  # fmt: skip
    assert words[14] == "Sebab selisih: uang kecil hilang"
    assert words[15].startswith("Sif yang sudah ditutup tidak dibatalkan.")
    press(window, "Shift+Tab")
    press(window, "Enter")
    assert fetch("SELECT kind FROM print_job WHERE origin_kind = 'shift'") == [("z_report",)]


def test_an_earlier_shifts_slip_of_cash_is_taken_back(window: MainWindow, endang: Actor) -> None:
    first = make.shift(endang, 200_000)
    cash_out(endang, CashOut.TO_SAFE, 120_000, "setoran siang", till_id=1)
    count_drawer(endang, first.id, {20_000: 4})
    close_shift(endang, first.id)
    open_paper(window, "KL-26-000001")
    assert "KAS KELUAR LACI" in words_of_panel(window)[1]
    press(window, "Del")
    type_as_person(window, "salah jumlah")
    press(window, "Enter")
    assert window.messages.text == (
        "KL-26-000001 ditulis di sif 1 yang sudah ditutup, jadi uangnya kembali lewat laci sif sesudahnya. "
        "Buka sif dulu, lalu batalkan lagi."
    )
    press(window, "Esc")
    second = make.shift(endang, 80_000)
    window.open(Door("cash_slip", 1))
    press(window, "Del")
    assert words_of_panel(window)[:2] == [
        "Batalkan KL-26-000001",
        "Setor ke brankas Rp 120.000: setoran siang. "
        "Ditulis di sif 1; uangnya berpindah lewat laci sif 2 yang sekarang.",
    ]
    type_as_person(window, "salah jumlah")
    press(window, "Enter")
    assert window.messages.text == "KL-26-000001 dibatalkan dengan BT-26-000001."
    assert (entry_of("void", 1), expected_idr(second.id)) == ("1101 D 120.000 / 1103 K 120.000", 200_000)
    window.open(Door("cash_slip", 1))
    assert words_of_panel(window)[2:] == ["Sudah dibatalkan dengan BT-26-000001."]
    press(window, "Del")
    assert len(words_of_panel(window)) == 3, "there is nothing left to take back"


def test_a_return_is_cancelled_on_its_receipt(window: MainWindow, endang: Actor) -> None:
    sugar = make.product()
    make.bought(sugar, 3, 45_000)
    make.shift(endang, 100_000)
    make.sell(endang, (sugar, 1), received_idr=17_500)
    return_goods(endang, 1, [SoldItem(1, ONE)], "rusak", till_id=1)
    open_paper(window, "RJ-26-000001")
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    assert page.view.number.text() == "PM-26-000001"
    press(window, "Del")
    type_as_person(window, "salah struk")
    press(window, "Enter")
    assert words_of_panel(window)[0] == "Uang kembali dari pembeli"
    press(window, "Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    open_paper(window, "BT-26-000001")
    assert page.view.number.text() == "PM-26-000001"
    press(window, "Del")
    assert window.messages.panel() is None, "there is nothing left to cancel"


def test_a_return_without_a_receipt_is_its_slip(window: MainWindow, endang: Actor) -> None:
    sugar = make.product()
    make.bought(sugar, 3, 45_000)
    make.shift(endang, 100_000)
    make.sell(endang, (sugar, 1), received_idr=17_500)
    return_without_receipt(endang, [UnreceiptedItem(sugar, ONE)], "Bu Tini", "rusak", till_id=1)
    open_paper(window, "RT-26-000001")
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    assert "Bu Tini" in page.slip.paper.text.text()
    press(window, "Del")
    type_as_person(window, "salah barang")
    press(window, "Enter")
    press(window, "Enter")
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert page.slip.state.text() == "Sudah dibatalkan dengan BT-26-000001."
    press(window, "Del")
    assert window.messages.panel() is None, "there is nothing left to cancel"


@pytest.mark.parametrize("scale", [100, 150])
def test_a_slip_and_its_buttons_fit_a_low_window(
    window: MainWindow, endang: Actor, qapp: QApplication, scale: int
) -> None:
    make.shift(endang, 200_000)
    cash_out(endang, CashOut.TO_SAFE, 120_000, "setoran siang", till_id=1)
    apply_theme(qapp, scale_percent=scale)
    window.resize(1_024, 600)
    QApplication.processEvents()
    window.open(Door("cash_slip", 1))
    QApplication.processEvents()
    panel = window.messages.panel()
    assert panel is not None
    assert panel.primary is not None
    assert panel.primary.mapTo(window, panel.primary.rect().bottomRight()).y() < window.height() - 10


def test_an_old_sale_is_its_receipt(window: MainWindow, endang: Actor) -> None:
    sugar = make.product()
    record_purchase(endang, [PurchaseItem(sugar, 9 * ONE, 90_000)], paid_from=PaidFrom.SAFE, business_date=LONG_AGO)
    make.shift(endang, 0)
    for _again in range(3):
        make.sell(endang, (sugar, 1))
    open_paper(window, "PM-26-000002")
    page = window.page()
    assert isinstance(page, ReceiptsPage)
    assert page.view.number.text() == "PM-26-000002"
    assert [row.line.name for row in page.view.goods.rows] == ["Gula Pasir 1 kg"]


def test_a_cancelled_paper_is_shown_as_cancelled(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, day=LONG_AGO, till_id=1)
    record_expense(endang, Account.RENT, 100_000, SAFE, till_id=1)
    open_paper(window, "BK-26-000001")
    press(window, "Del")
    type_as_person(window, "salah")
    press(window, "Enter")
    open_paper(window, "BT-26-000001")
    assert del_names(window) == "Biaya BK-26-000001 sudah dibatalkan."


def test_what_is_not_there_is_said_and_nothing_is_stood_on(window: MainWindow, endang: Actor) -> None:
    siti = make.member().person_id
    deposit(endang, siti, SavingsKind.MANDATORY, 20_000, SAFE, till_id=1)
    window.open(Door("savings"))
    page = window.page()
    assert isinstance(page, SavingsPage)
    page.show_member(siti)
    page.view.lines.setFocus()
    assert not page.view.stand_on(99)
    page.search.setFocus()
    page.view.lines.setFocus()
    assert page.view.line() is None, "the focus alone stands on nothing"
    assert del_names(window) == "Pilih baris setoran atau penarikan dulu, lalu tekan Del."


def test_who_stands_on_nothing_goes_on_doing_so(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, till_id=1)
    window.open(Door("cash"))
    page = window.page()
    assert isinstance(page, CashPage)
    assert page.table.current_row().number == "BK-26-000001"
    page.table.stand_on(no_match)
    record_expense(endang, Account.RENT, 100_000, SAFE, till_id=1)
    page.table.setFocus()
    assert (len(page.model.rows), page.table.current_row()) == (3, None)
    assert del_names(window) == "Pilih barisnya dulu, lalu tekan Del."


def test_from_the_cash_book_to_an_old_entry_and_back(window: MainWindow, endang: Actor) -> None:
    record_expense(endang, Account.RENT, 250_000, SAFE, day=LONG_AGO, till_id=1)
    for _again in range(205):
        record_expense(endang, Account.SUPPLIES, 1_000, SAFE, day=LATER, till_id=1)
    window.open(Door("cash"))
    press(window, "F10")
    type_as_person(window, "3/10/2026")
    press(window, "Enter")
    press(window, "Enter")
    assert slip_on_top(window)[0] == "Slip BK-26-000001"
    press(window, "Ctrl+J")
    page = window.page()
    assert isinstance(page, JournalPage)
    assert window.messages.panel() is None
    assert page.head.text() == "Biaya BK-26-000001"
    page.table.setFocus()
    press(window, "Enter")
    assert del_names(window) == "Batalkan BK-26-000001"
