"""The sheets of the drawer: opened without a sale, cash in and out, a large float; by keyboard, by PIN where needed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.till.dialogs import cash_sheet, open_drawer_sheet, start_shift_sheet
from pkkmart.till.kinds import CashOut
from pkkmart.till.operations import cash_out
from pkkmart.till.queries import cash_slip, open_shift
from pkkmart.ui.buttons import GhostButton, PrimaryButton
from pkkmart.ui.page import Page
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def endang(shop: object) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def rina(show: Show[Page], endang: Actor) -> Shown[Page]:
    """A cashier with 300.000 in the drawer and 700.000 in the safe."""
    actor = make.cashier()
    make.shift(actor, 300_000)
    make.funded(700_000)
    return show(Page, actor)


def _approve(shown: Shown[Page], reason: str = "") -> None:
    type_as_person(shown.page, "4321")
    if reason:
        press(shown.page, "Tab")
        type_as_person(shown.page, reason)
    press(shown.page, "Enter")


def _reads(shown: Shown[Page]) -> str:
    """What stands first under the title of the sheet on top."""
    panel = shown.messages.panel()
    assert panel is not None
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()][1]


def test_a_cashier_opens_the_drawer_with_a_supervisors_pin(rina: Shown[Page]) -> None:
    open_drawer_sheet(rina.page.context)
    _approve(rina, "menukar uang")
    assert rina.said() == "Laci dibuka dan tercatat."
    assert fetch("SELECT reason, user_id, approver_id FROM drawer_opening") == [("menukar uang", 2, 1)]
    assert fetch("SELECT kind FROM print_job") == [("drawer",)]


def test_who_may_gives_only_the_reason(show: Show[Page], endang: Actor) -> None:
    shown = show(Page, endang)
    open_drawer_sheet(shown.page.context)
    press(shown.page, "Enter")
    assert fetch("SELECT count(*) FROM drawer_opening") == [(0,)]
    type_as_person(shown.page, "memeriksa laci")
    press(shown.page, "Enter")
    assert fetch("SELECT reason, approver_id FROM drawer_opening") == [("memeriksa laci", None)]
    assert shown.messages.panel() is None


def test_cash_goes_to_the_safe_by_keyboard(rina: Shown[Page]) -> None:
    done: list[str] = []
    cash_sheet(rina.page.context, lambda: done.append("done"))
    press(rina.page, "Tab")
    type_as_person(rina.page, "150000")
    press(rina.page, "Enter")
    assert fetch("SELECT count(*) FROM cash_slip") == [(0,)], "why is not told yet"
    type_as_person(rina.page, "setoran siang")
    press(rina.page, "Enter")
    assert entry_of("cash_slip", 1) == "1103 D 150.000 / 1101 K 150.000"
    assert rina.said() == "KL-26-000001: setor ke brankas Rp 150.000 tercatat."
    assert (done, rina.messages.panel()) == (["done"], None)


def test_small_change_asks_for_a_pin_over_the_sheet_and_keeps_the_reason(rina: Shown[Page]) -> None:
    cash_sheet(rina.page.context, lambda: None)
    press(rina.page, "Down")
    press(rina.page, "Tab")
    type_as_person(rina.page, "50000")
    press(rina.page, "Tab")
    type_as_person(rina.page, "uang receh habis")
    press(rina.page, "Enter")
    assert _reads(rina) == "Tambah uang kecil dari brankas Rp 50.000"
    _approve(rina)
    assert entry_of("cash_slip", 1) == "1101 D 50.000 / 1103 K 50.000"
    assert fetch("SELECT approver, reason FROM audit WHERE act = 'cash_in'") == [("Bu Endang", "uang receh habis")]


def test_what_is_refused_leaves_the_sheet_as_it_is(rina: Shown[Page]) -> None:
    cash_sheet(rina.page.context, lambda: None)
    press(rina.page, "Tab")
    type_as_person(rina.page, "900000")
    press(rina.page, "Tab")
    type_as_person(rina.page, "setor")
    press(rina.page, "Enter")
    assert rina.said().startswith("Uang di laci tidak cukup untuk 900.000.")
    assert rina.messages.panel() is not None
    scan(rina.page, "8999990000018")
    assert fetch("SELECT count(*) FROM cash_slip") == [(0,)]


def test_a_large_float_is_lent_by_pin(show: Show[Page], endang: Actor) -> None:
    make.funded(4_000_000)
    shown = show(Page, make.cashier())
    start_shift_sheet(shown.page.context, lambda: None)
    type_as_person(shown.page, "3000000")
    press(shown.page, "Enter")
    QApplication.processEvents()
    _approve(shown, "pasar murah")
    shift = open_shift(1)
    assert shift is not None
    assert shift.opening_float_idr == 3_000_000


def test_a_slip_of_this_shift_is_taken_back_from_the_same_sheet(rina: Shown[Page]) -> None:
    actor = rina.page.context.actor
    slip = cash_out(actor, CashOut.TO_SAFE, 40_000, "setoran siang", till_id=1)
    cash_sheet(rina.page.context, lambda: None)
    panel = rina.messages.panel()
    assert panel is not None
    panel.findChild(GhostButton).click()  # type: ignore[union-attr]
    QApplication.processEvents()
    sheet = rina.messages.panel()
    assert sheet is not None
    assert [button.accessibleName() for button in sheet.findChildren(PrimaryButton)] == [
        "Batalkan kas keluar KL-26-000001"
    ]
    type_as_person(rina.page, "salah jumlah")
    press(rina.page, "Enter")
    assert _reads(rina) == "Batalkan KL-26-000001. Setor ke brankas Rp 40.000: setoran siang"
    _approve(rina)
    assert rina.said() == "KL-26-000001 dibatalkan dengan BT-26-000001."
    assert (cash_slip(slip.id).cancelled_by, rina.messages.panel()) == ("BT-26-000001", None)
    cash_sheet(rina.page.context, lambda: None)
    panel = rina.messages.panel()
    assert panel is not None
    assert panel.findChild(GhostButton) is None
