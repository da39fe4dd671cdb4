"""The cash book and the suppliers' page by keys: spend, carry, pay, take back, and what each says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.cashbook.operations import transfer
from pkkmart.cashbook.queries import place_balance_idr, recent_documents
from pkkmart.cashbook.screen import CashPage
from pkkmart.cashbook.screen.forms import ExpenseForm, TransferForm
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.printing.queries import waiting_count
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.purchasing.queries import owed_idr
from pkkmart.purchasing.screen import SuppliersPage
from pkkmart.purchasing.screen.pay import PayForm
from pkkmart.shell.window import MainWindow
from pkkmart.till.places import CashPlace
from pkkmart.ui.doors import Door
from pkkmart.ui.table_model import RowsModel
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock
from tests.keys import press, type_as_person
from tests.make import post_opening
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown
from tests.screens.slips import slip_on_top

DRAWER, PETTY, SAFE, TRANSIT, BANK = CashPlace


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    lines = [debit(Account.SAFE, 3_000_000), debit(Account.BANK, 1_000_000), credit(Account.GRANT, 4_000_000)]
    post_opening(actor, lines, date(2026, 11, 1))
    return actor


@pytest.fixture
def grosir(endang: Actor) -> int:
    """A supplier who is owed 150.000 for ten bags of sugar."""
    supplier = register_person(SYSTEM, PersonDetails(name="Grosir Maju"), [CapacityKind.SUPPLIER], since=make.START)
    item = PurchaseItem(make.product(), 10 * ONE, 150_000)
    record_purchase(SYSTEM, [item], paid_from=PaidFrom.CREDIT, supplier_id=supplier, invoice_number="F-12")
    return supplier


def only(window: QWidget, kind: type[QWidget]) -> QWidget:
    (found,) = [one for one in window.findChildren(kind) if one.isVisible()]
    return found


def painted(page: CashPage | SuppliersPage) -> list[list[str]]:
    """The table as it is painted."""
    model: RowsModel[Any] = page.model
    return [[column.text(row) for column in model.columns] for row in model.rows]


def cards(shown: Shown[CashPage]) -> list[str]:
    return [card.accessibleName() for card in shown.page.cards.values() if card.isVisible()]


def doors(shown: Shown[CashPage]) -> list[Door]:
    wished: list[Door] = []
    shown.page.context.door_wished.connect(wished.append)
    return wished


def test_places_with_what_lies_there_and_their_movements(show: Show[CashPage], endang: Actor) -> None:
    transfer(endang, SAFE, TRANSIT, 500_000, till_id=1)
    shown = show(CashPage, endang)
    assert cards(shown) == [
        "Laci kasir sif belum dibuka Rp 0",
        "Brankas Rp 2.500.000",
        "Menuju bank belum diterima Rp 500.000",
        "Bank Rp 1.000.000",
    ]
    assert shown.page.head.text() == "Brankas"
    assert painted(shown.page) == [
        ["24/11/2026", "Pindah kas PK-26-000001", "", "500.000", "2.500.000"],
        ["01/11/2026", "Saldo awal", "3.000.000", "", "3.000.000"],
    ]
    second = shown.page.model.columns[1].second
    assert second is not None
    assert second(shown.page.model.rows[0]) == "Brankas → Dalam perjalanan ke bank"
    press(shown.window, "F5")
    assert shown.page.head.text() == "Dalam perjalanan ke bank"
    press(shown.window, "F5")
    assert shown.page.head.text() == "Bank"


def test_an_expense_by_keys(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    press(shown.window, "F12")
    form = only(shown.window, ExpenseForm)
    assert isinstance(form, ExpenseForm)
    assert form.amount.hasFocus()
    type_as_person(shown.window, "35000")
    press(shown.window, "Shift+Tab")
    press(shown.window, "Down")
    assert (form.source(), form.left.text()) == (SAFE, "Brankas: Rp 3.000.000 → Rp 2.965.000")
    press(shown.window, "Enter")
    assert shown.said() == "BK-26-000001 tersimpan: 35.000."
    assert entry_of("expense", 1) == "6104 D 35.000 / 1103 K 35.000"
    assert painted(shown.page)[0] == ["24/11/2026", "Biaya BK-26-000001", "", "35.000", "2.965.000"]
    sentence, text, buttons = slip_on_top(shown)
    assert sentence == "Slip BK-26-000001"
    assert "Untuk: Plastik, kemasan," in text
    assert "Dibayar                 Rp35.000" in text
    assert buttons.count("Tutup") == 1
    assert "Cetak slip" not in buttons, "there is no printer"
    press(shown.window, "Enter")
    assert waiting_count() == 0


def test_what_is_missing_is_said_and_nothing_typed_is_lost(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    press(shown.window, "F12")
    form = only(shown.window, ExpenseForm)
    assert isinstance(form, ExpenseForm)
    press(shown.window, "Enter")
    assert form.isVisible()
    form.amount.setFocus()
    type_as_person(shown.window, "3000001")
    press(shown.window, "Enter")
    assert shown.said().startswith("Isi brankas tercatat 3.000.000, tidak cukup untuk 3.000.001.")
    form.amount.set_value(1_000)
    form.day.set_value(None)
    press(shown.window, "Enter")
    assert form.isVisible()
    form.day.set_value(date(2026, 11, 25))
    press(shown.window, "Enter")
    assert form.day_named._note.text().startswith("Tanggal 25/11/2026 belum tiba.")
    press(shown.window, "Esc")
    assert form.isVisible()
    assert recent_documents() == []


def test_to_the_bank_and_confirmed_by_keys(show: Show[CashPage], endang: Actor) -> None:
    shown = show(CashPage, endang)
    press(shown.window, "F6")
    form = only(shown.window, TransferForm)
    assert isinstance(form, TransferForm)
    assert [route.words for route in form.route._values][:2] == [
        "Brankas → dibawa ke bank", "Brankas → kas kecil"
    ]  # fmt: skip
    assert form.amount.hasFocus()
    type_as_person(shown.window, "1000000")
    press(shown.window, "Enter")
    assert entry_of("transfer", 1) == "1104 D 1.000.000 / 1103 K 1.000.000"
    press(shown.window, "Enter")
    shown.page.show_place(TRANSIT)
    press(shown.window, "F6")
    confirm = only(shown.window, TransferForm)
    assert isinstance(confirm, TransferForm)
    assert (confirm.source(), confirm.amount.value()) == (TRANSIT, 1_000_000)
    press(shown.window, "Enter")
    assert entry_of("transfer", 2) == "1111 D 1.000.000 / 1104 K 1.000.000"
    assert (place_balance_idr(TRANSIT), place_balance_idr(BANK)) == (0, 2_000_000)


def test_the_cashier_hands_over_and_nothing_else(show: Show[CashPage], rina: Actor, endang: Actor) -> None:
    make.shift(rina, 500_000)
    shown = show(CashPage, rina)
    assert shown.page.head.text() == "Laci kasir"
    press(shown.window, "F6")
    form = only(shown.window, TransferForm)
    assert isinstance(form, TransferForm)
    assert [route.words for route in form.route._values] == ["Laci → brankas (setoran kasir)"]
    assert not form.day_named.isVisible()
    form.amount.set_value(300_000)
    press(shown.window, "Enter")
    assert entry_of("transfer", 1) == "1103 D 300.000 / 1101 K 300.000"
    press(shown.window, "Esc")
    press(shown.window, "Del")
    form_of = only(shown.window, CancelForm)
    assert isinstance(form_of, CancelForm)
    type_as_person(shown.window, "salah")
    press(shown.window, "Enter")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)], "it takes the treasurer's PIN"
    type_as_person(shown.window, "4321")
    press(shown.window, "Enter")
    assert entry_of("void", 1) == "1101 D 300.000 / 1103 K 300.000"
    assert fetch("SELECT approver, reason FROM audit WHERE act = 'cancel_transfer'") == [("Bu Endang", "salah")]
    assert failures() == []


def test_without_a_shift_the_cashier_is_offered_one(show: Show[CashPage], rina: Actor) -> None:
    shown = show(CashPage, rina)
    for key in ("F12", "F6"):
        press(shown.window, key)
        assert shown.said().startswith("Belum ada sif terbuka, jadi uangnya belum punya laci.")
        press(shown.window, "Esc")


def test_a_document_is_taken_back_with_its_reason(show: Show[CashPage], endang: Actor) -> None:
    transfer(endang, SAFE, PETTY, 300_000, till_id=1)
    shown = show(CashPage, endang)
    press(shown.window, "Del")
    press(shown.window, "Enter")
    form = only(shown.window, CancelForm)
    assert isinstance(form, CancelForm)
    type_as_person(shown.window, "salah tempat")
    press(shown.window, "Enter")
    assert shown.said() == "PK-26-000001 dibatalkan."
    assert painted(shown.page)[:2] == [
        ["24/11/2026", "Batal pindah kas BT-26-000001", "300.000", "", "3.000.000"],
        ["24/11/2026", "Pindah kas PK-26-000001", "", "300.000", "2.700.000"],
    ]
    press(shown.window, "Del")
    assert shown.said().endswith("sudah dibatalkan.")


def test_enter_and_del_on_a_paper_of_another_room(show: Show[CashPage], endang: Actor) -> None:
    transfer(endang, SAFE, PETTY, 1_000, till_id=1)
    make.bought(make.product(), 1, 15_000)
    shown = show(CashPage, endang)
    wished = doors(shown)
    shown.page.table.select(0)
    press(shown.window, "Del")
    assert shown.said() == ("Pembelian PB-26-000001 dibatalkan di halamannya sendiri. Tekan Enter untuk membukanya.")
    press(shown.window, "Enter")
    shown.page.show_item(Door("transfer", 1))
    press(shown.window, "Enter")
    sentence, text, _buttons = slip_on_top(shown)
    assert sentence == "Slip PK-26-000001"
    assert "Ke                     Kas kecil\nJumlah                   Rp1.000\nTerbilang: seribu rupiah" in text
    press(shown.window, "Ctrl+J")
    press(shown.window, "F7")
    assert wished[0] == Door("purchase", 1)
    assert wished[1].kind == "journal_entry"
    assert wished[2] == Door("suppliers")


def test_a_supplier_is_paid_by_keys(show: Show[SuppliersPage], endang: Actor, grosir: int) -> None:
    shown = show(SuppliersPage, endang)
    assert shown.page.total.figures[0].text() == "Rp 150.000"
    press(shown.window, "F12")
    form = only(shown.window, PayForm)
    assert isinstance(form, PayForm)
    assert form.amount.value() == 150_000
    form.amount.set_value(100_000)
    assert form.rest.text() == "Utang Rp 150.000, sesudah ini Rp 50.000"
    assert form.left.text() == "Isinya Rp 3.000.000 → Rp 2.900.000"
    press(shown.window, "Enter")
    assert shown.said() == "BP-26-000001 tersimpan. Utang kepada Grosir Maju tinggal Rp 50.000."
    assert entry_of("supplier_payment", 1) == "2101(Grosir Maju) D 100.000 / 1103 K 100.000"
    assert painted(shown.page) == [
        ["24/11/2026", "Bayar pemasok BP-26-000001", "100.000"],
        ["24/11/2026", "Pembelian PB-26-000001", "150.000"],
    ]


def test_a_bill_larger_than_the_safe_is_offered_from_the_bank(
    show: Show[SuppliersPage], endang: Actor, grosir: int
) -> None:
    transfer(endang, SAFE, BANK, 2_900_000, till_id=1)
    shown = show(SuppliersPage, endang)
    press(shown.window, "F12")
    form = only(shown.window, PayForm)
    assert isinstance(form, PayForm)
    assert form.place.value() is BANK
    form.place.choose(SAFE)
    assert form.left.text() == "Isinya Rp 100.000 → -Rp 50.000"
    press(shown.window, "Enter")
    assert shown.said().startswith("Isi brankas tercatat 100.000, tidak cukup untuk 150.000.")
    form.place.choose(BANK)
    press(shown.window, "Enter")
    assert entry_of("supplier_payment", 1) == "2101(Grosir Maju) D 150.000 / 1111 K 150.000"


def test_invoices_and_payments_are_taken_back_where_they_are_listed(
    show: Show[SuppliersPage], endang: Actor, grosir: int
) -> None:
    shown = show(SuppliersPage, endang)
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert owed_idr(grosir) == 0
    press(shown.window, "F12")
    assert shown.said() == "Tidak ada utang yang bisa dibayar."
    for door, number in ((Door("supplier_payment", 1), "BP-26-000001"), (Door("purchase", 1), "PB-26-000001")):
        shown.page.show_item(door)
        press(shown.window, "Del")
        type_as_person(shown.window, "salah nota")
        press(shown.window, "Enter")
        assert shown.said() == f"{number} dibatalkan."
    press(shown.window, "Del")
    assert shown.said() == "PB-26-000001 sudah dibatalkan dengan BT-26-000002."
    assert failures() == []


def test_the_cashier_pays_from_an_open_drawer_only(show: Show[SuppliersPage], rina: Actor, grosir: int) -> None:
    shown = show(SuppliersPage, rina)
    press(shown.window, "F12")
    assert shown.said().startswith("Belum ada sif terbuka")
    make.shift(rina, 200_000)
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert entry_of("supplier_payment", 1) == "2101(Grosir Maju) D 150.000 / 1101 K 150.000"


def test_a_door_may_name_the_place_it_is_about(window: MainWindow) -> None:
    window.unlock(make.cashier("Bu Wati", "7788", Role.TREASURER))
    window.open(Door("cash", act="PETTY"))
    page = window.page()
    assert isinstance(page, CashPage)
    assert (page.place, page.head.text()) == (CashPlace.PETTY, "Kas kecil")


def test_debts_past_their_day_are_listed_alone(
    show: Show[SuppliersPage], shop: FrozenClock, endang: Actor, grosir: int
) -> None:
    shown = show(SuppliersPage, endang)
    press(shown.window, "F5")
    assert shown.page.owed_model.rows == [], "due on 24 December"
    press(shown.window, "F5")
    shop.pass_(days=31)
    shown.page.show_item(Door("suppliers", act="OVERDUE"))
    (row,) = shown.page.owed_model.rows
    assert (row.overdue_idr, shown.page.overdue_pill.isChecked()) == (150_000, True)
    assert shown.page.total.part.text() == "dari 1 yang tampak"


def test_the_supplier_s_discount_is_taken_off_what_is_paid(
    show: Show[SuppliersPage], endang: Actor, grosir: int
) -> None:
    shown = show(SuppliersPage, endang)
    assert shown.page.owed_model.rows[0].due_on == date(2026, 12, 24)
    press(shown.window, "F12")
    form = only(shown.window, PayForm)
    assert isinstance(form, PayForm)
    form.discount.setFocus()
    type_as_person(form.discount, "3000")
    assert (form.amount.text(), form.rest.text()) == ("147.000", "Utang Rp 150.000, sesudah ini Rp 0")
    form.place.choose(CashPlace.SAFE)
    press(shown.window, "Enter")
    assert fetch("SELECT amount_idr, discount_idr, paid_from FROM supplier_payment") == [(147_000, 3_000, "SAFE")]
    assert fetch("SELECT value_idr FROM stock_level") == [(147_000,)]
