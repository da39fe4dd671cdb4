"""F1 at the counter in a low window with large letters: its button stays in sight, and every key can be reached."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.sales.screen import CounterPage
from pkkmart.sales.screen.help import Help
from pkkmart.ui.theme import apply_theme
from tests import make
from tests.keys import press
from tests.screens.conftest import Show, Shown


@pytest.fixture(params=[100, 150])
def counter(show: Show[CounterPage], qapp: QApplication, request: pytest.FixtureRequest) -> Shown[CounterPage]:
    """The help over an empty counter in a window of 1.024 by 760, at each size of letters."""
    rina = make.cashier()
    make.shift(rina, 100_000)
    apply_theme(qapp, scale_percent=request.param)
    shown = show(CounterPage, rina)
    shown.window.resize(1_024, 760)
    QApplication.processEvents()
    press(shown.page, "F1")
    return shown


def foot(widget: QWidget, window: QWidget) -> int:
    """How far down the window a widget reaches, pixels."""
    return widget.mapTo(window, widget.rect().bottomRight()).y()


def opened(counter: Shown[CounterPage]) -> tuple[Help, QWidget]:
    panel = counter.messages.panel()
    assert panel is not None
    page = panel.findChild(Help)
    assert isinstance(page, Help)
    assert panel.primary is not None
    return page, panel.primary


def test_the_button_of_the_help_stays_in_a_low_window(counter: Shown[CounterPage]) -> None:
    page, button = opened(counter)
    assert page.pages.height() > 320, "where there is room it is used"
    counter.window.resize(1_024, 600)
    QApplication.processEvents()
    low = counter.window.height()  # at large letters the page itself asks for a little more than 600
    for _page in ("keys", "guide"):
        assert foot(button, counter.window) <= low - 32
        assert foot(page.pages, counter.window) < button.mapTo(counter.window, button.rect().topLeft()).y()
        press(counter.page, "F1")


def test_the_last_key_is_reached_without_a_mouse(counter: Shown[CounterPage]) -> None:
    page, _button = opened(counter)
    assert page.keys.hasFocus()
    for _turn in range(8):
        press(counter.page, "PgDown")
    bar = page.keys.verticalScrollBar()
    assert bar.value() == bar.maximum()
    inside = page.keys.widget()
    assert inside.width() <= page.keys.viewport().width(), "no key is cut at the right"
    press(counter.page, "Enter")
    assert counter.messages.panel() is None
