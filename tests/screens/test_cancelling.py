"""Every cancellation asks why on the same sheet: ready reasons by one key, no word lost, a second name where needed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.ledger.screen.cancelling import CancelForm, Cancelling, cancel_sheet, stands
from pkkmart.stock.operations import AdjustItem, adjust, cancel_adjustment
from pkkmart.stock.queries import levels
from pkkmart.stock.rules import AdjustReason
from pkkmart.ui.page import Page
from pkkmart.ui.panels import Question
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, type_as_person
from tests.scenarios.proofs import failures
from tests.screens.conftest import Show, Shown


@pytest.fixture
def rice() -> int:
    """A product of which two of ten are missing from the shelf."""
    product = make.product()
    make.bought(product, 10, 100_000)
    adjust(SYSTEM, [AdjustItem(product, 2_000)], AdjustReason.MISSING)
    return product


@pytest.fixture
def asked(show: Show[Page], shop: object, rice: int) -> Shown[Page]:
    """A cashier asked why the adjustment is cancelled."""
    make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    shown = show(Page, make.cashier())
    cancel_sheet(shown.page.context, Cancelling("PS-26-000001", "Hilang: Beras.", cancel_adjustment, 1))
    QApplication.processEvents()
    return shown


def _form(shown: Shown[Page]) -> CancelForm:
    (form,) = [one for one in shown.window.findChildren(CancelForm) if one.isVisible()]
    return form


def test_down_writes_the_ready_reasons(asked: Shown[Page]) -> None:
    written = []
    for _again in range(3):
        press(asked.page, "Down")
        written.append(_form(asked).reason.text())
    assert written == ["Salah jumlah", "Salah pilih", "Tercatat dua kali"]


def test_esc_never_throws_a_written_reason_away(asked: Shown[Page]) -> None:
    form = _form(asked)
    type_as_person(asked.page, "salah rak")
    press(asked.page, "Esc")
    question = asked.messages.panel()
    assert isinstance(question, Question)
    assert question.sentence == "Buang isian ini?"
    press(asked.page, "Esc")
    assert (form.isVisible(), form.reason.text()) == (True, "salah rak")
    form.reason.field.clear()
    press(asked.page, "Esc")
    assert asked.messages.panel() is None


def test_who_may_not_cancel_is_lent_it_by_a_pin(asked: Shown[Page], rice: int) -> None:
    press(asked.page, "Down")
    press(asked.page, "Enter")
    assert levels([rice])[rice].qty_milli == 8_000
    QApplication.processEvents()
    type_as_person(asked.page, "7788")
    press(asked.page, "Enter")
    assert levels([rice])[rice].qty_milli == 10_000
    assert (asked.said(), asked.messages.panel()) == ("PS-26-000001 dibatalkan.", None)
    assert fetch("SELECT actor, approver, reason FROM audit WHERE act = 'cancel_adjustment'") == [
        ("Bu Rina", "Bu Ani", "Salah jumlah")
    ]
    assert failures() == []


def test_what_is_cancelled_already_is_told(asked: Shown[Page]) -> None:
    context = asked.page.context
    assert stands(context, "PS-26-000001", "")
    assert not stands(context, "PS-26-000001", "BT-26-000001")
    assert asked.said() == "PS-26-000001 sudah dibatalkan dengan BT-26-000001."
