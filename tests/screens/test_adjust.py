"""Putting the shelf right from the stock list: the true number, the rupiah before Enter, and taking it back."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QWidget

from pkkmart.core.actor import Actor
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.stock.queries import levels
from pkkmart.stock.rules import AdjustReason
from pkkmart.stock.screen import StockPage
from pkkmart.stock.screen.adjust import AdjustForm
from pkkmart.ui.doors import Door
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, type_as_person
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown


@pytest.fixture
def user(shop: object) -> Actor:
    return make.cashier("Bu Yanti", "2468", Role.SUPERVISOR)


@pytest.fixture
def rice(user: Actor) -> int:
    """Twenty bags at 15.000."""
    product_id = make.product("Beras 1 kg", 18_000)
    make.bought(product_id, 20, 300_000)
    return product_id


def form_of(window: QWidget) -> AdjustForm:
    (form,) = [form for form in window.findChildren(AdjustForm) if form.isVisible()]
    return form


def open_form(shown: Shown[StockPage]) -> AdjustForm:
    press(shown.window, "F7")
    return form_of(shown.window)


def test_fewer_than_recorded(show: Show[StockPage], user: Actor, rice: int) -> None:
    shown = show(StockPage, user)
    form = open_form(shown)
    assert form.difference.text() == "Ketik jumlah hasil hitungan."
    type_as_person(shown.window, "18")
    assert form.difference.text() == "Kurang 2 pcs, senilai Rp 30.000"
    form.reason.choose(AdjustReason.SPOILED)
    press(shown.window, "Enter")
    assert shown.said() == "PS-26-000001 tersimpan, nilai stok berkurang 30.000."
    assert entry_of("adjustment", 1) == "5122 D 30.000 / 1141 K 30.000"
    assert shown.page.model.rows[0].qty_milli == 18_000


def test_more_than_recorded_has_one_reason(show: Show[StockPage], user: Actor, rice: int) -> None:
    shown = show(StockPage, user)
    form = open_form(shown)
    type_as_person(shown.window, "21")
    assert (form.difference.text(), form.reason.value()) == ("Lebih 1 pcs, senilai Rp 15.000", AdjustReason.FOUND)
    press(shown.window, "Enter")
    assert entry_of("adjustment", 1) == "1141 D 15.000 / 5121 K 15.000"


def test_the_same_or_nothing_is_said_and_esc_asks(show: Show[StockPage], user: Actor, rice: int) -> None:
    shown = show(StockPage, user)
    form = open_form(shown)
    press(shown.window, "Enter")
    assert form.isVisible()
    type_as_person(shown.window, "20")
    assert form.difference.text() == "Cocok, tidak ada selisih."
    press(shown.window, "Enter")
    assert form.isVisible()
    form.quantity.set_value(19_000)
    form.day.set_value(date(2026, 11, 25))
    press(shown.window, "Enter")
    assert form._day_named._note.text().startswith("Tanggal 25/11/2026 belum tiba.")
    press(shown.window, "Esc")
    assert form.isVisible()
    assert levels([rice])[rice].qty_milli == 20_000


def test_titipan_and_the_cashier_go_another_way(show: Show[StockPage], user: Actor) -> None:
    sari = make.consignor(percent_bp=2_000)
    make.delivered(sari, make.product("Lemper", 2_000, owner_id=sari), 10)
    shown = show(StockPage, user)
    press(shown.window, "F7")
    assert shown.said() == "Lemper adalah titipan Bu Sari. Catat lewat Titipan, bagian rusak atau hilang."
    printed = [action.key for action in show(StockPage, make.cashier()).page.actions_shown]
    assert "F3" in printed
    assert not {"F7", "F8"} & set(printed)


def test_the_last_adjustments_and_taking_one_back(show: Show[StockPage], user: Actor, rice: int) -> None:
    shown = show(StockPage, user)
    press(shown.window, "F8")
    assert shown.said() == "Belum ada penyesuaian stok."
    open_form(shown)
    type_as_person(shown.window, "18")
    press(shown.window, "Enter")
    shown.page.show_item(Door("adjustment", 1))
    press(shown.window, "Enter")
    (form,) = [one for one in shown.window.findChildren(CancelForm) if one.isVisible()]
    type_as_person(shown.window, "salah hitung")
    press(shown.window, "Enter")
    assert form.done
    assert shown.said() == "PS-26-000001 dibatalkan."
    assert levels([rice])[rice].qty_milli == 20_000
    press(shown.window, "F8")
    press(shown.window, "Enter")
    assert shown.said() == "PS-26-000001 sudah dibatalkan dengan BT-26-000001."
    assert failures() == []


def test_a_door_leads_to_a_product(show: Show[StockPage], user: Actor, rice: int) -> None:
    make.product("Teh celup", 9_500)
    shown = show(StockPage, user)
    shown.page.show_item(Door("product", rice))
    row = shown.page.table.current_row()
    assert (row.product_id, [one.name for one in shown.page.model.rows]) == (rice, ["Beras 1 kg"])
