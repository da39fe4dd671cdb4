"""A question is read before it is answered: an Enter that only bounces, or is held down, answers nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.sales.screen import CounterPage
from pkkmart.savings.operations import choose_consent, deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.savings.settings import Consent
from pkkmart.till.places import CashPlace
from pkkmart.ui.panels import Question
from tests import keys, make
from tests.books import entry_of
from tests.keys import press
from tests.screens.conftest import Show


def test_a_double_enter_is_no_member_s_consent(show: Show[CounterPage]) -> None:
    siti, rina = make.member(), make.cashier()
    make.shift(rina, 200_000)
    deposit(rina, siti.person_id, SavingsKind.VOLUNTARY, 100_000, CashPlace.DRAWER, till_id=1)
    choose_consent(SYSTEM, Consent.CONFIRM, 0)
    counter = show(CounterPage, rina)
    counter.page.open_cart.put(make.cart((make.product(), 1), buyer=siti))
    press(counter.page, "F10")
    press(counter.page, "Enter")
    question = counter.messages.panel()
    assert isinstance(question, Question)
    keys.wait(350)
    keys._tap(counter.page, Qt.Key.Key_Return, "\r")
    assert counter.messages.panel() is question
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(question, held)
    assert counter.messages.panel() is question
    assert fetch("SELECT count(*) FROM sale") == [(0,)]
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
    assert entry_of("sale", 1) == "2111(Siti Wahyuni) D 17.500 / 4101 K 17.500"
