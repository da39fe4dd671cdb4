"""The forms of money over any page: built without a window of their own, and the amount has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.cashbook.screen.forms import ExpenseForm
from pkkmart.people.queries import MemberCard
from pkkmart.purchasing.queries import OwedRow
from pkkmart.purchasing.screen.pay import PayForm
from pkkmart.receivables.screen.forms import RepayForm
from pkkmart.savings.queries import Balances
from pkkmart.savings.rules import Direction
from pkkmart.savings.screen.form import SlipForm
from pkkmart.till.places import CashPlace
from pkkmart.till.screen.money_form import MoneyForm, money_sheet
from pkkmart.ui.pad import NumberPad, write_pad
from pkkmart.ui.page import Context, Page
from pkkmart.ui.theme import TARGET, apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press
from tests.screens.conftest import Show

SITI = MemberCard(1, "Siti Wahyuni", "", "A-0001", "2026-01-01", None, "", "", "")
PLACES = [CashPlace.SAFE, CashPlace.BANK]
FORMS: list[Callable[[Context], MoneyForm[Any]]] = [
    lambda context: SlipForm(context, SITI, Balances(voluntary_idr=5_000), Direction.DEPOSIT, PLACES),
    lambda context: SlipForm(context, SITI, Balances(voluntary_idr=5_000), Direction.WITHDRAWAL, PLACES),
    lambda context: RepayForm(context, SITI, 5_000, PLACES),
    lambda context: PayForm(context, OwedRow(1, "Agen Gula", 5_000, ""), PLACES),
    lambda context: ExpenseForm(context, PLACES, CashPlace.BANK),
]


class Windows(QObject):
    """Remembers every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(target, QWidget) and target.isWindow():
            self.shown.append(type(target).__name__)
        return False


@pytest.mark.parametrize("build", FORMS)
def test_no_field_is_a_window_while_the_form_is_built(
    show: Show[Page], qapp: QApplication, build: Callable[[Context], MoneyForm[Any]]
) -> None:
    shown = show(Page, make.cashier("Bu Endang", "4321", Role.TREASURER))
    windows = Windows()
    qapp.installEventFilter(windows)
    form = build(shown.page.context)
    sheet = money_sheet(shown.page.context, "Uang", form, "Simpan", lambda _saved: None)
    qapp.removeEventFilter(windows)
    assert windows.shown == []
    assert (form.day_named.isVisible(), form.note_named.isVisible()) == (True, True)
    form.amount.clear()
    press(shown.page, "Enter")
    assert (form.amount_named._note.text(), form.amount.hasFocus()) == ("Jumlah belum diisi.", True)
    form.amount.set_value(1_000)
    form.day.clear()
    press(shown.page, "Enter")
    assert (form.day_named._note.text(), form.day.hasFocus()) == ("Tulis tanggalnya, misalnya 24/11/2026.", True)
    assert sheet.isVisible()


@pytest.mark.parametrize("build", FORMS)
@pytest.mark.parametrize(("width", "height", "scale"), [(1_238, 690, 100), (1_238, 690, 150), (960, 564, 100)])
def test_an_amount_is_typed_on_the_pad_wherever_money_is_asked_for(
    show: Show[Page],
    qapp: QApplication,
    build: Callable[[Context], MoneyForm[Any]],
    width: int,
    height: int,
    scale: int,
) -> None:
    apply_theme(qapp, scale_percent=scale)
    shown = show(Page, make.cashier("Bu Endang", "4321", Role.TREASURER))
    shown.window.resize(width, height)
    form = build(shown.page.context)
    sheet = money_sheet(shown.page.context, "Uang", form, "Simpan", lambda _saved: None)
    QApplication.processEvents()
    (pad,) = sheet.findChildren(NumberPad)
    for key in ("C", "7", "000"):
        button = pad.button(key)
        sheet.view.ensureWidgetVisible(button)
        QApplication.processEvents()
        assert button.visibleRegion().boundingRect() == button.rect()
        assert min(button.width(), button.height()) >= TARGET
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert (form.amount.value(), form.amount.hasFocus()) == (7_000, True)
    assert sheet.card.width() <= sheet.view.viewport().width()


def test_a_pc_without_pads_shows_none(show: Show[Page]) -> None:
    shown = show(Page, make.cashier("Bu Endang", "4321", Role.TREASURER))
    write_pad(shown.pc, shown=False)
    sheet = money_sheet(shown.page.context, "Uang", FORMS[0](shown.page.context), "Simpan", lambda _saved: None)
    assert sheet.findChildren(NumberPad) == []
