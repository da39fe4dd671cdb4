"""The number pad on screen: a sale, a quantity and a discount by touch alone, whole at every size of window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from pkkmart.core.actor import SYSTEM
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.operations import use_qris
from pkkmart.shell.settings_page import SettingsPage
from pkkmart.shell.window import MainWindow
from pkkmart.ui.all_acts import AllActs
from pkkmart.ui.doors import Door
from pkkmart.ui.pad import NumberPad, read_pad
from pkkmart.ui.theme import apply_theme
from pkkmart.users.queries import active_users, actor_of
from tests import make
from tests.books import entry_of
from tests.keys import press, scan
from tests.sales.test_qris import FICTIONAL

SUGAR, EGGS = "8992741905442", "8992741905558"


@pytest.fixture
def counter(window: MainWindow) -> CounterPage:
    """A cashier at the counter of the whole window, an open shift, sugar and eggs."""
    make.product("Gula Pasir 1 kg", 17_500, code=SUGAR)
    make.product("Telur ayam", 28_000, code=EGGS, by_weight=True, unit="kg")
    rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
    make.shift(rina, 200_000)
    window.unlock(rina)
    page = window.page()
    assert isinstance(page, CounterPage)
    return page


def click(button: QAbstractButton) -> None:
    """A finger on a button that is whole in its window and at least as large as a fingertip."""
    window = button.window()
    place = QRect(button.mapTo(window, QPoint()), button.size())
    assert window.rect().contains(place)
    assert min(button.width(), button.height()) >= 44
    under = window.childAt(place.center())
    assert under is button or (under is not None and button.isAncestorOf(under))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def tap(pad: NumberPad, *keys: str) -> None:
    for key in keys:
        click(pad.button(key))


def act(window: MainWindow, label: str) -> None:
    """An action from the sheet of all actions."""
    click(window.keys.more)
    sheet = window.messages.panel()
    assert isinstance(sheet, AllActs)
    click(next(button for button in sheet.buttons if button.action.label == label))


def pad_on_top(window: MainWindow) -> NumberPad:
    panel = window.messages.panel()
    assert panel is not None
    return panel.findChildren(NumberPad)[0]


def test_a_sale_by_touch_alone(window: MainWindow, counter: CounterPage) -> None:
    scan(window, SUGAR)
    act(window, "Jumlah")
    tap(pad_on_top(window), "2", "3", "<", "C", "1", "2", "<", "0", "<", "<", "4")
    panel = window.messages.panel()
    assert panel is not None
    assert panel.primary is not None
    click(panel.primary)
    scan(window, EGGS)
    act(window, "Jumlah")
    tap(pad_on_top(window), "0", ",", "2", "5")
    panel = window.messages.panel()
    assert panel is not None
    assert panel.primary is not None
    click(panel.primary)
    assert [line.qty_milli for line in counter.open_cart.cart.lines] == [4_000, 250]
    view = counter.payment.view
    click(counter.board.side.pay)
    tap(view.card.pad, "1", "000", "<", "00")
    assert (view.received.text(), view.change.text()) == ("10.000", "Rp 67.000")
    tap(view.card.pad, "C", "1", "00", "000")
    assert (view.received.text(), view.change.text()) == ("100.000", "Rp 23.000")
    click(view.done)
    assert entry_of("sale", 1) == "1101 D 77.000 / 4111 K 77.000"


@pytest.mark.parametrize(("width", "height", "scale"), [(1_366, 768, 100), (1_024, 600, 100), (1_366, 768, 150)])
def test_the_pad_and_the_code_are_whole(
    window: MainWindow, counter: CounterPage, qapp: QApplication, width: int, height: int, scale: int
) -> None:
    apply_theme(qapp, scale_percent=scale)
    use_qris(SYSTEM, FICTIONAL, consented=True)
    window.resize(width, height)
    scan(window, SUGAR)
    press(window, "F12")
    view = counter.payment.view
    assert (window.width(), window.height()) == (width, height)
    pad, card = view.card.pad, view.card
    for button in pad.buttons:
        click(button)
        assert card.rect().contains(QRect(button.mapTo(card, QPoint()), button.size()))
    click(view.tenders[next(one for one in view.tenders if one.name == "QRIS")])
    picture = view.code.picture
    QApplication.processEvents()
    assert view.code.has_code
    assert min(picture.width(), picture.height()) >= 240
    assert card.rect().contains(QRect(picture.mapTo(card, QPoint()), picture.size()))
    assert view.rect().contains(QRect(card.pos(), card.size()))


def test_this_pc_may_show_no_pad(window: MainWindow, counter: CounterPage) -> None:
    window.open(Door("settings"))
    settings = window.page()
    assert isinstance(settings, SettingsPage)
    assert settings.look.pads[True].isChecked()
    settings.look.pads[False].click()
    assert not read_pad(window.context.pc)
    window.open(Door("counter"))
    scan(window, SUGAR)
    press(window, "F4")
    panel = window.messages.panel()
    assert panel is not None
    assert panel.findChildren(NumberPad) == []
    press(window, "Esc")
    press(window, "F12")
    assert not counter.payment.view.card.pad.isVisible()
    press(window, "Esc")
    press(window, "Ctrl+L")
    assert window.login.findChildren(NumberPad)[0].isVisible(), "a PIN always has its pad"
