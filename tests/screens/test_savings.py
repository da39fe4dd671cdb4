"""The page of savings: members found, deposits, withdrawals and cancellations, by keys and by card."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.savings.operations import deposit, withdraw
from pkkmart.savings.queries import Balances, balances
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.screen import SavingsPage
from pkkmart.savings.screen.form import SlipForm
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.ui.doors import Door
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.receivables.bare_sales import return_sold, sell, void
from tests.screens.conftest import Show

DRAWER, SAFE = CashPlace.DRAWER, CashPlace.SAFE
VOLUNTARY, MANDATORY = SavingsKind.VOLUNTARY, SavingsKind.MANDATORY


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def lina(rina: Actor) -> int:
    return register_person(
        SYSTEM, PersonDetails(name="Lina Marliana", phone="081234564471"), [CapacityKind.MEMBER], since=make.START
    )


@pytest.fixture
def siti(lina: int) -> int:
    return make.member().person_id


def form_of(window: QWidget) -> SlipForm:
    forms = [form for form in window.findChildren(SlipForm) if form.isVisible()]
    assert len(forms) == 1
    return forms[0]


def drawer() -> int:
    shift = open_shift(1)
    assert shift is not None
    return expected_idr(shift.id)


def book(page: SavingsPage) -> list[list[str]]:
    """The passbook as it is painted."""
    return [[column.text(line) for column in page.view.model.columns] for line in page.view.model.rows]


def test_a_card_an_amount_and_two_keys(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(SYSTEM, siti, MANDATORY, 20_000, SAFE, till_id=1)
    shown = show(SavingsPage, rina)
    assert shown.page.stack.currentIndex() == 1
    scan(shown.window, "A-0002")
    assert shown.page.view.name.text() == "Siti Wahyuni"
    press(shown.window, "F12")
    form = form_of(shown.window)
    type_as_person(shown.window, "20000")
    assert (form.kind, form.after.text(), form.now.text()) == (MANDATORY, "Rp 40.000", "sekarang 20.000")
    assert not form.place_named.isVisible()
    press(shown.window, "Enter")
    assert shown.said() == (
        "SP-26-000002 tersimpan. Saldo wajib Siti Wahyuni Rp 40.000. Tanpa printer: slipnya di Ctrl+P."
    )
    assert shown.page.view.cards[MANDATORY].figure.text() == "Rp 40.000"
    assert book(shown.page) == [
        ["24/11/2026", "Setoran wajib", "20.000", "", "40.000"],
        ["24/11/2026", "Setoran wajib", "20.000", "", "20.000"],
    ]
    assert (balances(siti), drawer()) == (Balances(mandatory_idr=40_000), 20_000)


def test_find_by_name_choose_the_kind_and_add_notes(
    show: Show[SavingsPage], rina: Actor, siti: int, qtbot: QtBot
) -> None:
    make.shift(rina, 0)
    shown = show(SavingsPage, rina)
    type_as_person(shown.window, "siti")
    press(shown.window, "F12")
    form = form_of(shown.window)
    press(shown.window, "F4")
    assert form.pills[VOLUNTARY].isChecked()
    notes = {button.accessibleName(): button for button in form.findChildren(QPushButton)}
    for note in ("+50.000", "+20.000", "+20.000"):
        qtbot.mouseClick(notes[note], Qt.MouseButton.LeftButton)
    assert (form.amount.text(), form.after.text()) == ("90.000", "Rp 90.000")
    press(shown.window, "Enter")
    assert balances(siti) == Balances(voluntary_idr=90_000)
    assert shown.page.view.cards[VOLUNTARY].note.text() == "bisa ditarik"


def test_nobody_is_chosen_by_the_alphabet(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    shown = show(SavingsPage, rina)
    for key in ("F12", "F8"):
        press(shown.window, key)
        assert shown.said() == "Pilih anggotanya dulu."
    press(shown.window, "Down")
    assert shown.page.view.name.text() == "Lina Marliana"
    press(shown.window, "Down")
    assert shown.page.view.name.text() == "Siti Wahyuni"
    assert [row.name for row in shown.page.model.rows] == ["Lina Marliana", "Siti Wahyuni"]
    assert shown.page.count.text() == "2 anggota"


def test_withdraw_shows_what_is_left_and_refuses_more(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "F8")
    form = form_of(shown.window)
    type_as_person(shown.window, "80000")
    assert (form.after.text(), form.amount_named._note.text()) == ("-Rp 30.000", "Melebihi saldo.")
    press(shown.window, "Enter")
    assert shown.said() == "Saldo sukarela Siti Wahyuni 50.000, tidak cukup untuk menarik 80.000. Kurangi jumlahnya."
    form.amount.clear()
    type_as_person(shown.window, "30000")
    assert (form.after.text(), form.amount_named._note.isVisible()) == ("Rp 20.000", False)
    press(shown.window, "Enter")
    assert shown.said().startswith("SP-26-000002 tersimpan. Saldo sukarela Siti Wahyuni Rp 20.000.")
    assert book(shown.page)[0] == ["24/11/2026", "Penarikan sukarela", "", "30.000", "20.000"]
    assert drawer() == 20_000


def test_all_of_it_leaves_at_one_tap(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 47_350, DRAWER, till_id=1)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "F8")
    form = form_of(shown.window)
    type_as_person(shown.window, "5")
    next(button for button in form.findChildren(QPushButton) if button.accessibleName() == "Semua").click()
    assert (form.amount.value(), form.after.text()) == (47_350, "Rp 0")


def test_without_sukarela_there_is_nothing_to_withdraw(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, MANDATORY, 50_000, DRAWER, till_id=1)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "F8")
    assert shown.said() == ("Siti Wahyuni belum punya simpanan sukarela. Pokok dan wajib baru keluar saat berhenti.")


def test_del_takes_a_line_back_with_its_reason(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "Enter")
    press(shown.window, "Down")
    press(shown.window, "Del")
    (form,) = shown.window.findChildren(CancelForm)
    press(shown.window, "Enter")
    assert form.reason._box._note.text() == "Tulis alasannya dulu."
    type_as_person(shown.window, "salah orang")
    press(shown.window, "Enter")
    assert shown.said() == "SP-26-000001 dibatalkan dengan BT-26-000001."
    assert book(shown.page) == [
        ["24/11/2026", "Batal SP-26-000001", "", "20.000", "0"],
        ["24/11/2026", "Setoran sukarela", "50.000", "", "50.000"],
        ["24/11/2026", "Setoran wajib", "20.000", "", "20.000"],
    ]
    assert (balances(siti), drawer()) == (Balances(voluntary_idr=50_000), 50_000)
    assert not shown.page.view.cancel_button.isVisible()
    press(shown.window, "Del")
    assert shown.said() == "Pilih baris setoran atau penarikan dulu, lalu tekan Del."
    shown.page.view.lines.select(2)
    assert shown.page.view.copy_button.isVisible()
    press(shown.window, "Del")
    assert shown.said() == "SP-26-000001 sudah dibatalkan dengan BT-26-000001."


def test_esc_asks_before_an_amount_is_lost(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "F12")
    type_as_person(shown.window, "20000")
    press(shown.window, "Esc")
    assert form_of(shown.window).isVisible()
    assert isinstance(shown.messages.panel(), Question)
    press(shown.window, "Enter")
    assert form_of(shown.window).isVisible()
    press(shown.window, "Esc")
    press(shown.window, "Del")
    assert shown.messages.panel() is None
    assert balances(siti) == Balances()


def test_the_slip_on_screen(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, MANDATORY, 20_000, DRAWER, till_id=1)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "Ctrl+P")
    panel = shown.messages.panel()
    assert panel is not None
    paper = next(label for label in panel.findChildren(QLabel) if label.accessibleName() == "Pratinjau slip")
    assert "Terbilang: dua puluh ribu rupiah" in paper.text()
    press(shown.window, "Enter")
    assert shown.messages.panel() is None


def test_a_cashier_without_a_shift_opens_one_first(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.funded(500_000)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    press(shown.window, "F12")
    assert shown.said() == "Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"
    press(shown.window, "Enter")
    press(shown.window, "Enter")
    assert open_shift(1) is not None
    type_as_person(shown.window, "20000")
    press(shown.window, "Enter")
    assert balances(siti) == Balances(mandatory_idr=20_000)


def test_the_treasurer_chooses_place_and_day(show: Show[SavingsPage], endang: Actor, siti: int) -> None:
    shown = show(SavingsPage, endang)
    scan(shown.window, "A-0002")
    press(shown.window, "F12")
    form = form_of(shown.window)
    assert [form.place.itemText(place) for place in range(form.place.count())] == ["Brankas", "Bank"]
    type_as_person(shown.window, "40000")
    form.day.setText("31/02/2026")
    press(shown.window, "Enter")
    assert form.day_named._note.text() == "Tulis tanggalnya, misalnya 24/11/2026."
    form.day.setText("20/11/2026")
    form.note.setText("transfer BCA")
    form.place.choose(CashPlace.BANK)
    press(shown.window, "Enter")
    assert book(shown.page) == [["20/11/2026", "Setoran wajib", "40.000", "", "40.000"]]


def test_an_open_drawer_comes_first(show: Show[SavingsPage], endang: Actor, siti: int) -> None:
    make.shift(endang, 0)
    shown = show(SavingsPage, endang)
    scan(shown.window, "A-0002")
    press(shown.window, "F12")
    form = form_of(shown.window)
    assert form.place.value() is DRAWER
    assert not form.day_named.isVisible()
    form.place.choose(SAFE)
    assert form.day_named.isVisible()


def test_an_empty_amount_is_said(show: Show[SavingsPage], endang: Actor, siti: int) -> None:
    shown = show(SavingsPage, endang)
    scan(shown.window, "A-0002")
    press(shown.window, "F12")
    press(shown.window, "Enter")
    assert form_of(shown.window).amount_named._note.text() == "Jumlah belum diisi."


def test_an_unknown_card_changes_nothing(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    scan(shown.window, "8992741905442")
    assert shown.said() == "Kartu 8992741905442 bukan kartu anggota. Ketik namanya, atau pindai lagi."
    assert shown.page.view.name.text() == "Siti Wahyuni"


def test_a_cashier_sees_a_masked_phone_and_registers_nobody(
    show: Show[SavingsPage], rina: Actor, endang: Actor, lina: int
) -> None:
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0001")
    assert shown.page.view.about.text() == "A-0001 · anggota sejak 1 Januari 2026 · 0812••••4471"
    printed = shown.keys()
    assert "F4" not in printed
    shown.page.context.actor = endang
    shown.page.enter()
    assert shown.page.view.about.text().endswith("081234564471")
    printed = shown.keys()
    assert "F4" in printed


def test_a_new_member_pays_pokok(show: Show[SavingsPage], endang: Actor, siti: int) -> None:
    make.shift(endang, 0)
    shown = show(SavingsPage, endang)
    type_as_person(shown.window, "Bu Nani")
    press(shown.window, "Enter")
    press(shown.window, "F4")
    press(shown.window, "Enter")
    assert shown.said() == "Bu Nani terdaftar dengan nomor A-0003. F12 untuk simpanan pokoknya."
    press(shown.window, "F12")
    press(shown.window, "F3")
    type_as_person(shown.window, "100000")
    press(shown.window, "Enter")
    assert shown.page.view.cards[SavingsKind.PRINCIPAL].figure.text() == "Rp 100.000"
    assert shown.page.view.cards[SavingsKind.PRINCIPAL].note.text() == "terakhir 24/11/2026"
    assert not shown.page.view.cards[SavingsKind.SPECIAL].isVisible()


def test_what_another_counter_books_is_seen(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    shown = show(SavingsPage, rina)
    scan(shown.window, "A-0002")
    assert shown.page.view.count.text() == ""
    deposit(SYSTEM, siti, VOLUNTARY, 50_000, SAFE, till_id=1)
    withdraw(SYSTEM, siti, 20_000, SAFE, till_id=1)
    assert shown.page.view.count.text() == "2 baris"
    assert shown.page.model.rows[1].balances.total_idr == 30_000


def test_what_a_sale_moved_leads_to_its_receipt(show: Show[SavingsPage], rina: Actor, siti: int) -> None:
    make.shift(rina, 0)
    deposit(rina, siti, VOLUNTARY, 50_000, DRAWER, till_id=1)
    void(rina, sell(rina, siti, saved=20_000))
    return_sold(rina, siti, sell(rina, siti, cash=5_000, change=1_500), 1_000, by_bon=False)
    shown = show(SavingsPage, rina)
    wishes: list[Door] = []
    shown.page.context.door_wished.connect(wishes.append)
    scan(shown.window, "A-0002")
    told = shown.page.view.model.columns[1].second
    assert told is not None
    assert [[*row[1:], told(line)] for row, line in zip(book(shown.page), shown.page.view.model.rows, strict=True)] == [
        ["Uang kembali dari retur", "1.000", "", "52.500", "RJ-26-000001"],
        ["Kembalian", "1.500", "", "51.500", "PM-26-000002"],
        ["Batal PM-26-000001", "20.000", "", "50.000", "BT-26-000001"],
        ["Bayar belanja", "", "20.000", "30.000", "PM-26-000001 · dibatalkan"],
        ["Setoran sukarela", "50.000", "", "50.000", "SP-26-000001"],
    ]
    press(shown.window, "Ctrl+P")
    assert shown.said() == "Baris ini tidak punya slip. Pilih baris setoran atau penarikan."
    shown.page.view.lines.select(3)
    shown.page.view.lines.setFocus()
    press(shown.window, "Enter")
    assert wishes == [Door("sale", 1)]
