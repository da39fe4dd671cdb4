"""A page in a window of the size of a shop's PC, with a real shop in memory behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.operation import on_change
from pkkmart.core.settings import PcFile
from pkkmart.shell.window import MainWindow
from pkkmart.till.queries import till_of_pc
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context, Page
from pkkmart.users.operations import add_user
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock

P = TypeVar("P", bound=Page)


@dataclass
class Shown(Generic[P]):
    """A page on its stage."""

    page: P
    window: QWidget
    messages: Messages
    pc: PcFile

    def said(self) -> str:
        """The last thing the program said or asked."""
        return self.messages.history[-1].text if self.messages.history else ""

    def keys(self) -> list[str]:
        """The keys that are printed."""
        return [action.key for action in self.page.actions_shown if action.shown]


class Ear(QObject):
    """Brings what an operation changed to the window's thread, as the shell does: a closing runs on another thread."""

    changed = Signal(object)


Show = Callable[[Callable[[Context], P], Actor], Shown[P]]


@pytest.fixture
def show(shop: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Show[Page]]:
    """Put a page on the stage for somebody: `show(StockPage, actor)`."""
    scans = ScanFilter(qapp)
    stops: list[Callable[[], None]] = []

    def put(kind: Callable[[Context], Page], actor: Actor) -> Shown[Page]:
        window = QWidget()
        layout = QVBoxLayout(window)
        messages, pc = Messages(window), PcFile(tmp_path / "pc.json")
        page = kind(Context(messages, pc, actor, window, till_id=till_of_pc(pc)))
        layout.addWidget(page)
        window.resize(1_238, 690)
        scans.scanned.connect(page.scanned)
        scans.home = page.home
        ear = Ear(window)
        ear.changed.connect(page.refresh)
        stops.append(on_change(ear.changed.emit))
        window.show()
        window.activateWindow()
        page.enter()
        QApplication.processEvents()
        return Shown(page, window, messages, pc)

    yield put
    for stop in stops:
        stop()


@pytest.fixture
def window(shop: FrozenClock, qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    """The whole program as it starts: a cashier (PIN 1234), pengurus (4321), half a million in the safe."""
    add_user(SYSTEM, "Bu Rina", "1234", Role.CASHIER)
    add_user(SYSTEM, "Bu Endang", "4321", Role.ADMIN)
    make.funded(500_000)
    window = MainWindow(PcFile(tmp_path / "pc.json"), ScanFilter(qapp))
    window.resize(1_366, 768)
    window.show()
    window.activateWindow()
    return window
