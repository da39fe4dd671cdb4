"""After a refusal a PIN typed once more is read by nobody: it lands in no field that shows it, and is no reason."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from pkkmart.core.db import fetch
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.sale_changes.screen import ReceiptsPage
from pkkmart.till.kinds import CashOut
from pkkmart.till.operations import cash_out
from pkkmart.ui.reasons import tells_why
from pkkmart.users.roles import Role
from tests import make
from tests.screens.after_sale import Hand
from tests.screens.conftest import Show


@pytest.fixture
def hand(show: Show[ReceiptsPage], shop: object) -> Hand:
    """A cashier on a receipt of 17.500 whose money is out of the drawer again, and a supervisor near."""
    make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    rina, sugar = make.cashier(), make.product("Gula", 17_500)
    make.bought(sugar, 5, 75_000)
    make.shift(rina, 0)
    make.sell(rina, (sugar, 1), received_idr=17_500)
    cash_out(rina, CashOut.TO_SAFE, 17_500, "setor", till_id=1)
    shown = show(ReceiptsPage, rina)
    return Hand(shown.page, shown.messages)


def shown_digits(hand: Hand) -> list[str]:
    """What stands in any line of the window that shows its letters."""
    lines = hand.page.window().findChildren(QLineEdit)
    return [
        one.text() for one in lines if one.isVisible() and one.echoMode() is QLineEdit.EchoMode.Normal and one.text()
    ]


def test_a_pin_typed_again_after_a_refused_cancellation_is_not_shown(hand: Hand) -> None:
    hand.press("F8")
    hand.type("dobel")
    hand.press("Enter")
    hand.type("7788")
    hand.press("Enter")
    assert "laci" in hand.said()
    reason = hand.inside(CancelForm).reason
    assert (reason.text(), reason.field.hasFocus()) == ("dobel", False)
    hand.type("7788")
    assert shown_digits(hand) == ["dobel"]
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
    hand.press("Tab")
    assert hand.page.window().focusWidget() is not None
    hand.press("Esc", "Del")
    assert hand.closed


def test_a_pin_typed_after_a_refused_key_is_no_reason(hand: Hand) -> None:
    cash = make.sell(make.cashier("Bu Tuti", "5566"), (make.product("Teh", 9_000), 1), received_idr=9_000)
    assert cash.sale.number == "PM-26-000002"
    hand.scan("PM-26-000001")
    hand.press("+", "F12")
    assert hand.view.reason.field.hasFocus()
    hand.page.context.till_id = 2  # as at another till: the receipt can't be cancelled there
    hand.page.reload()
    hand.press("F8")
    assert not hand.view.reason.field.hasFocus()
    hand.type("7788")
    assert hand.view.reason.text() == ""


def test_a_bare_number_is_no_reason_and_does_not_stay(hand: Hand) -> None:
    hand.press("F8")
    hand.type("7788")
    hand.press("Enter")
    form = hand.inside(CancelForm)
    assert (form.reason.text(), form.reason.field.hasFocus()) == ("", True)
    assert "Alasan ditulis dengan kata, bukan angka saja." in hand.panel_words()
    hand.press("Esc")
    hand.press("F3", "Enter", "+", "F12")
    hand.type("7788")
    hand.press("F12")
    assert hand.view.reason.text() == ""
    assert hand.goods.back[0].state.reason == ""
    assert fetch("SELECT count(*) FROM sale_change") == [(0,)]
    assert [tells_why(words) for words in ("", " ", "7788", "lebih 2", "basi")] == [False, False, False, True, True]
