"""Everything a page can do is done by the mouse in at most three clicks, in its row of keys or behind “…”."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.doors import DOORS
from pkkmart.shell.window import MainWindow
from pkkmart.ui.all_acts import ALL_KEY, AllActs
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import KeyAction, ScanFilter
from pkkmart.ui.page import Page
from pkkmart.ui.theme import apply_theme
from pkkmart.ui.worker import chores_running, end_chores
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests.closing.conftest import file_shop
from tests.conftest import Demo, FrozenClock
from tests.keys import press

SIZES = ((1_366, 768, 100), (1_024, 600, 100), (1_366, 768, 150))
CASES = [(role, size) for role in (Role.CASHIER, Role.TREASURER) for size in SIZES]
QUICK = [CASES[1], CASES[5]]
"""A cashier at a low screen and a treasurer at large text; the other four take minutes and are in tests/torture."""


def named(case: tuple[Role, tuple[int, int, int]]) -> str:
    """What a case is called: `TREASURER-1366x768x150`."""
    return f"{case[0].value}-{'x'.join(map(str, case[1]))}"


@dataclass
class Person:
    """Somebody at the window who has nothing but a mouse, and Esc."""

    window: MainWindow
    role: Role
    stands_on: tuple[str, Page | None] | None = None

    def enter(self, kind: str) -> None:
        """Log in, if the window is locked, and stand on the page, nothing over it."""
        self.leave()
        window = self.window
        if window.page() is None:
            window.unlock(actor_of(next(user.id for user in active_users() if user.role is self.role)))
        if self.stands_on is None or (kind, window.page()) != self.stands_on:
            window.open(Door(kind))
            if window.messages.panel() is not None:
                press(window, "Del")  # half-filled work of the page before is thrown away
            self.stands_on = kind, window.page()
        page = window.page()
        assert page is not None
        if isinstance(page, CounterPage) and page.shift is not None:
            page.scanned(fetch("SELECT min(code) FROM barcode WHERE code LIKE '899%'")[0][0])
        QApplication.processEvents()

    def leave(self) -> None:
        """Close what lies over the page."""
        end_chores()
        QApplication.processEvents()
        for dialog in (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()):
            dialog.reject()
        for _again in range(5):
            if self.window.messages.panel() is None:
                return
            press(self.window, "Esc")
        assert self.window.messages.panel() is None, "Esc closes what lies over the page"

    def acts(self) -> list[KeyAction]:
        """Everything the page at the front can do, printed at the bottom or not."""
        page = self.window.page()
        assert page is not None
        return [action for action in page.actions_shown if action.is_enabled() and action.key != ALL_KEY]

    def press(self, action: KeyAction) -> int:
        """Click the key where it is printed, else its button behind “…”; returns how many clicks that took."""
        while chores_running():  # a report is made beside the window, under a panel when that takes long
            QApplication.processEvents()
        keys = self.window.keys
        hint = next((hint for shown, hint in keys._hints if shown is action and hint.isVisible()), None)
        if hint is not None:
            assert hint.is_dim == bool(action.refusal())
            _click(hint)
            return 1
        _click(keys.more)
        sheet = self.window.messages.panel()
        assert isinstance(sheet, AllActs)
        (button,) = (one for one in sheet.buttons if one.action is action)
        assert button.is_dim == bool(action.refusal())
        sheet.view.ensureWidgetVisible(button)
        _click(button)
        return 2


def _click(button: QAbstractButton) -> None:
    """A click that lands on a button: it is whole in its window, tall enough, and nothing lies over it."""
    window = button.window()
    place = QRect(button.mapTo(window, QPoint()), button.size())
    assert window.rect().contains(place), f"{button.accessibleName()} is cut"
    assert button.height() >= 44
    under = window.childAt(place.center())
    assert isinstance(under, QWidget)
    assert under is button or button.isAncestorOf(under), f"something lies over {button.accessibleName()}"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


@pytest.fixture
def person(
    request: pytest.FixtureRequest,
    demo: Demo,
    frozen: FrozenClock,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Person:
    """Somebody of a role at a window of a size, in a played shop whose last shift is open."""
    role, (width, height, scale) = request.param
    frozen.at = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    apply_theme(qapp, scale_percent=scale)
    file_shop(demo.copy, tmp_path / "toko")
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(width, height)
    window.show()
    window.activateWindow()
    return Person(window, role)


def rooms(role: Role) -> Iterator[str]:
    """The pages a role may enter."""
    return (room.kind for door in DOORS for room in door.rooms if room.permission in role.permissions)


@pytest.mark.parametrize("person", QUICK, indirect=True, ids=named)
def test_every_act_of_every_page_is_done_by_the_mouse(
    person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is found in three clicks, whole and on top, and does what it does, or says why not, without a fault."""
    do_every_act(person, caplog, monkeypatch)


def do_every_act(person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Click everything that every page of a role can do."""
    reached: list[KeyAction] = []
    trigger = KeyAction.trigger
    monkeypatch.setattr(KeyAction, "trigger", lambda action: (reached.append(action), trigger(action)))
    behind = 0
    for kind in rooms(person.role):
        person.enter(kind)
        left = {(action.key, action.label) for action in person.acts()}
        done: set[tuple[str, str]] = set()
        while action := next((one for one in person.acts() if (one.key, one.label) not in done), None):
            reached.clear()
            refusal = action.refusal()
            clicks = 1 + person.press(action)  # the page's own door is the first
            assert reached[:1] == [action], f"{kind} {action.key} {action.label}"  # a door may press a key behind it
            assert clicks <= 3
            behind += clicks == 3
            wrong = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
            assert wrong == [], f"{kind} {action.key} {action.label}"
            if refusal:
                assert person.window.messages.history[-1].text == refusal
            done.add((action.key, action.label))
            person.enter(kind)
        assert left <= done, kind
    assert behind > 20
