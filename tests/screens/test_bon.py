"""The page of bon: who owes longest, repayments, a limit approved by PIN, and a repayment cancelled."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.receivables.operations import repay, set_limit
from pkkmart.receivables.queries import limit_idr, owed_idr
from pkkmart.receivables.screen import BonPage
from pkkmart.receivables.screen.forms import RepayForm
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.ui.doors import Door
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.receivables.bare_sales import TODAY, sell
from tests.screens.conftest import Show

DRAWER = CashPlace.DRAWER


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def siti(rina: Actor) -> int:
    """A member who owes 75.000 of 200.000."""
    make.shift(rina, 0)
    siti = make.member().person_id
    set_limit(SYSTEM, siti, 200_000, "rapat pengurus", till_id=1)
    sell(rina, siti, bon=75_000)
    return siti


@pytest.fixture
def lina(siti: int) -> int:
    return register_person(SYSTEM, PersonDetails(name="Lina Marliana"), [CapacityKind.MEMBER], since=make.START)


def form_of(window: QWidget) -> RepayForm:
    (form,) = [form for form in window.findChildren(RepayForm) if form.isVisible()]
    return form


def lines(page: BonPage) -> list[list[str]]:
    """The statement as it is painted."""
    columns = page.view.model.columns
    return [
        [column.text(line) + (f" / {column.second(line)}" if column.second else "") for column in columns]
        for line in page.view.model.rows
    ]


def test_a_card_an_amount_and_two_keys(show: Show[BonPage], rina: Actor, siti: int) -> None:
    shown = show(BonPage, rina)
    scan(shown.window, "A-0001")
    view = shown.page.view
    assert (view.name.text(), view.owed.figure.text(), view.owed.note.text()) == (
        "Siti Wahyuni", "Rp 75.000", "baru hari ini, sejak 24/11/2026",
    )  # fmt: skip
    assert (view.limit.figure.text(), view.room.figure.text()) == ("Rp 200.000", "Rp 125.000")
    press(shown.window, "F12")
    form = form_of(shown.window)
    type_as_person(shown.window, "50000")
    assert (form.after.text(), form.now.text()) == ("Rp 25.000", "sekarang 75.000")
    assert not form.place_named.isVisible()
    press(shown.window, "Enter")
    assert shown.said() == (
        "AB-26-000001 tersimpan. Sisa bon Siti Wahyuni Rp 25.000. Tanpa printer: slipnya di Ctrl+P."
    )
    assert lines(shown.page) == [
        ["24/11/2026", "Angsuran bon / AB-26-000001", " / ", "50.000", "25.000"],
        ["24/11/2026", "Belanja bon / PM-26-000001", "75.000 / sisa 25.000", "", "75.000"],
    ]
    assert view.slip() is not None
    press(shown.window, "Ctrl+P")
    assert shown.said() == "Slip AB-26-000001"


def test_all_of_it_at_once(show: Show[BonPage], rina: Actor, siti: int, qtbot: QtBot) -> None:
    shown = show(BonPage, rina)
    type_as_person(shown.window, "siti")
    press(shown.window, "F12")
    form = form_of(shown.window)
    taps = {button.accessibleName(): button for button in form.findChildren(QPushButton)}
    qtbot.mouseClick(taps["+50.000"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(taps["+50.000"], Qt.MouseButton.LeftButton)
    assert (form.after.text(), form.amount_named._note.text()) == ("-Rp 25.000", "Melebihi bonnya.")
    press(shown.window, "Enter")
    assert shown.said() == "Bon Siti Wahyuni tinggal 75.000, jadi 100.000 terlalu banyak. Terima paling banyak 75.000."
    qtbot.mouseClick(taps["Lunas"], Qt.MouseButton.LeftButton)
    press(shown.window, "Enter")
    assert shown.said().startswith("AB-26-000001 tersimpan. Bon Siti Wahyuni lunas.")
    assert owed_idr(siti) == 0
    press(shown.window, "F12")
    assert shown.said() == "Siti Wahyuni tidak punya bon yang belum lunas."


def test_the_longest_unpaid_stands_first(show: Show[BonPage], rina: Actor, siti: int, lina: int) -> None:
    set_limit(SYSTEM, lina, 50_000, "rapat", till_id=1)
    dewi = register_person(SYSTEM, PersonDetails(name="Dewi"), [CapacityKind.MEMBER], since=make.START)
    _since(dewi)
    sell(rina, dewi, bon=20_000, day=date(2026, 10, 3))
    shown = show(BonPage, rina)
    columns = shown.page.model.columns
    assert [(row.name, columns[0].second(row), columns[1].second(row)) for row in shown.page.model.rows] == [  # type: ignore[misc]
        ("Dewi", "A-0003 · 52 hari", "masih bisa 30.000"),
        ("Siti Wahyuni", "A-0001 · baru hari ini", "masih bisa 125.000"),
        ("Lina Marliana", "A-0002", "masih bisa 50.000"),
    ]
    assert [columns[0].second_tone(row) for row in shown.page.model.rows][:2] == ["attention", "muted"]  # type: ignore[misc]
    assert (shown.page.count.text(), shown.page.people.total.figures[0].text()) == ("2 anggota punya bon", "Rp 95.000")
    assert shown.page.stack.currentIndex() == 1
    for key in ("F12", "F8"):
        press(shown.window, key)
        assert shown.said() == "Pilih anggotanya dulu."


def _since(member_id: int) -> None:
    """A limit that was granted long ago."""
    db.execute_sql(
        "INSERT INTO credit_limit (member_id, limit_idr, since, recorded_at, reason)"
        " VALUES (?, 50000, '2026-10-01', '', '')",
        (member_id,),
    )


def test_the_treasurer_sets_a_limit(show: Show[BonPage], endang: Actor, siti: int, lina: int) -> None:
    shown = show(BonPage, endang)
    type_as_person(shown.window, "lina")
    press(shown.window, "F8")
    press(shown.window, "Enter")
    type_as_person(shown.window, "150000")
    press(shown.window, "Enter")
    assert limit_idr(lina, TODAY) == 0
    type_as_person(shown.window, "keputusan rapat")
    press(shown.window, "Enter")
    assert shown.said() == "Batas bon Lina Marliana sekarang Rp 150.000."
    assert limit_idr(lina, TODAY) == 150_000
    assert shown.page.view.limit.note.text() == "sejak 24/11/2026, keputusan rapat"
    assert shown.page.view.room.figure.text() == "Rp 150.000"


def test_a_cashier_is_lent_the_limit_by_a_pin(show: Show[BonPage], rina: Actor, endang: Actor, siti: int) -> None:
    shown = show(BonPage, rina)
    scan(shown.window, "A-0001")
    press(shown.window, "F8")
    type_as_person(shown.window, "300000")
    press(shown.window, "Tab")
    type_as_person(shown.window, "hajatan")
    press(shown.window, "Enter")
    assert limit_idr(siti, TODAY) == 200_000
    type_as_person(shown.window, "4321")
    press(shown.window, "Enter")
    assert limit_idr(siti, TODAY) == 300_000
    assert shown.said() == "Batas bon Siti Wahyuni sekarang Rp 300.000."


def test_a_repayment_is_taken_back(show: Show[BonPage], rina: Actor, siti: int) -> None:
    made = repay(rina, siti, 50_000, DRAWER, till_id=1)
    shown = show(BonPage, rina)
    shown.page.show_item(Door("repayment", made.id))
    press(shown.window, "Del")
    press(shown.window, "Enter")
    assert owed_idr(siti) == 25_000
    type_as_person(shown.window, "salah orang")
    press(shown.window, "Enter")
    assert shown.said() == "AB-26-000001 dibatalkan dengan BT-26-000001."
    assert lines(shown.page)[:2] == [
        ["24/11/2026", "Batal AB-26-000001 / BT-26-000001", "50.000 / ", "", "75.000"],
        ["24/11/2026", "Angsuran bon / AB-26-000001 · dibatalkan", " / ", "50.000", "25.000"],
    ]
    shown.page.show_item(Door("repayment", made.id))
    press(shown.window, "Del")
    assert shown.said() == "AB-26-000001 sudah dibatalkan dengan BT-26-000001."


def test_a_purchase_leads_to_its_receipt_and_has_no_slip(show: Show[BonPage], rina: Actor, siti: int) -> None:
    shown = show(BonPage, rina)
    wishes: list[Door] = []
    shown.page.context.door_wished.connect(wishes.append)
    shown.page.show_item(Door("bon", siti))
    press(shown.window, "Ctrl+P")
    assert shown.said() == "Baris ini tidak punya slip. Pilih baris angsuran."
    press(shown.window, "Del")
    assert shown.said() == "Pilih baris angsuran dulu, lalu tekan Del."
    shown.page.view.lines.setFocus()
    press(shown.window, "Enter")
    assert wishes == [Door("sale", 1)]


def test_without_a_shift_the_money_has_no_drawer(show: Show[BonPage], rina: Actor, siti: int) -> None:
    count_drawer(rina, 1, {})
    close_shift(rina, 1)
    shown = show(BonPage, rina)
    scan(shown.window, "A-0001")
    press(shown.window, "F12")
    assert shown.said() == "Belum ada sif terbuka, jadi uangnya belum punya laci. Buka sif sekarang?"
    assert shown.window.findChildren(Question)


def test_an_unknown_card_says_so(show: Show[BonPage], rina: Actor, siti: int) -> None:
    shown = show(BonPage, rina)
    scan(shown.window, "8991234567890")
    assert shown.said() == "Kartu 8991234567890 bukan kartu anggota. Ketik namanya, atau pindai lagi."
