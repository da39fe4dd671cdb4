"""Every key that is printed at the bottom of a page does its work under the mouse, also from the “…” menu."""

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
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.db import fetch
from pkkmart.core.settings import PcFile
from pkkmart.sales.screen import CounterPage
from pkkmart.shell.doors import DOORS
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.keybar import KeyHint
from pkkmart.ui.keys import KeyAction, ScanFilter
from pkkmart.ui.page import Page
from pkkmart.ui.theme import apply_theme
from pkkmart.ui.worker import end_chores
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests.closing.conftest import file_shop
from tests.conftest import Demo, FrozenClock
from tests.keys import press

SIZES = ((1_366, 768, 100), (1_024, 600, 100), (1_366, 768, 150))


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

    def printed(self) -> list[KeyAction]:
        """The keys that are printed at the bottom, in their order."""
        page = self.window.page()
        assert page is not None
        return [action for action in page.actions_shown if action.shown]

    def press(self, action: KeyAction) -> bool:
        """Click the key where it is printed, else its entry in the menu of “…”; returns whether it was there."""
        keys = self.window.keys
        (hint,) = (hint for shown, hint in keys._hints if shown is action)
        if hint.isVisible():
            _click(hint)
            return False
        assert keys.more.isVisible(), "what is not in the row is behind “…”"
        _click(keys.more)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = (entry for entry in menu.actions() if entry.text() == f"{action.label}\t{action.key}")
        assert entry.isEnabled() == action.is_enabled()
        place = menu.actionGeometry(entry)
        assert menu.rect().contains(place.center())
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place.center())
        QApplication.processEvents()
        if (still := QApplication.activePopupWidget()) is not None:  # an entry that may not be chosen now
            still.close()
        return True


def _click(hint: KeyHint) -> None:
    """A click that lands on the key: it is whole inside its window, and nothing lies over it."""
    window = hint.window()
    place = QRect(hint.mapTo(window, QPoint()), hint.size())
    assert window.rect().contains(place), f"{hint.accessibleName()} is cut"
    under = window.childAt(place.center())
    assert isinstance(under, QWidget)
    assert under is hint or hint.isAncestorOf(under), f"something lies over {hint.accessibleName()}"
    QTest.mouseClick(hint, Qt.MouseButton.LeftButton)
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


@pytest.mark.parametrize(
    "person",
    [(role, size) for role in (Role.CASHIER, Role.TREASURER) for size in SIZES],
    indirect=True,
    ids=lambda param: f"{param[0].value}-{'x'.join(map(str, param[1]))}",
)
def test_every_key_of_every_page_works_under_the_mouse(
    person: Person, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is found, whole and on top, and does what it does (or nothing, if it may not now) without a fault."""
    reached: list[KeyAction] = []
    trigger = KeyAction.trigger
    monkeypatch.setattr(KeyAction, "trigger", lambda action: (reached.append(action), trigger(action)))
    behind = 0
    for kind in rooms(person.role):
        person.enter(kind)
        left = {(action.key, action.label) for action in person.printed()}
        done: set[tuple[str, str]] = set()
        while action := next((one for one in person.printed() if (one.key, one.label) not in done), None):
            enabled = action.is_enabled()
            behind += person.press(action)
            assert reached == [action] or (reached == [] and not enabled), f"{kind} {action.key} {action.label}"
            wrong = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
            assert wrong == [], f"{kind} {action.key} {action.label}"
            reached.clear()
            done.add((action.key, action.label))
            person.enter(kind)
        assert left <= done, kind
    assert behind, "at every size some keys are behind “…”"
