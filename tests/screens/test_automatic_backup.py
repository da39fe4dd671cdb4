"""The automatic backup: after a shift, and when the program is closed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core.backup import FOLDER_KEY, LAST_PATH_KEY
from pkkmart.core.db import open_database
from pkkmart.core.operation import Changed
from pkkmart.core.settings import PcFile
from pkkmart.shell.automatic_backup import AutomaticBackup, back_up_at_close
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.ui.messages import Messages
from tests import make
from tests.conftest import FrozenClock


@pytest.fixture
def pc(tmp_path: Path, frozen: FrozenClock) -> PcFile:
    (tmp_path / "usb").mkdir()
    pc = PcFile(tmp_path / "pc.json")
    pc.set(FOLDER_KEY, str(tmp_path / "usb"))
    return pc


def test_a_closed_shift_is_backed_up_and_a_missing_stick_is_told(pc: PcFile, tmp_path: Path, qtbot: QtBot) -> None:
    open_database(tmp_path / "pkkmart.db")
    rina = make.cashier()
    window = QWidget()
    qtbot.addWidget(window)
    messages = Messages(window)
    shift = make.shift(rina, 0)
    automatic = AutomaticBackup(messages, pc, window)
    count_drawer(rina, shift.id, {})
    automatic.heard(frozenset({Changed.SHIFT}))
    assert list((tmp_path / "usb").iterdir()) == []
    close_shift(rina, shift.id)
    automatic.heard(frozenset({Changed.SHIFT}))
    qtbot.waitUntil(lambda: bool(messages.history), timeout=5_000)
    (backup,) = (tmp_path / "usb").glob("pkkmart-*.db")
    assert messages.history[-1].text == f"Cadangan tersimpan dan diperiksa: {backup.name}."
    assert pc.get(LAST_PATH_KEY, "") == str(backup)
    pc.set(FOLDER_KEY, str(tmp_path / "dicabut"))
    shift = make.shift(rina, 0)
    automatic.heard(frozenset({Changed.SHIFT}))
    count_drawer(rina, shift.id, {})
    close_shift(rina, shift.id)
    automatic.heard(frozenset({Changed.SHIFT}))
    qtbot.waitUntil(lambda: "Colokkan USB-nya" in messages.history[-1].text, timeout=5_000)


def test_closing_the_program_backs_up_and_never_fails(pc: PcFile, tmp_path: Path) -> None:
    open_database(tmp_path / "pkkmart.db")
    back_up_at_close(pc)
    assert len(list((tmp_path / "usb").glob("pkkmart-*.db"))) == 1
    pc.set(FOLDER_KEY, str(tmp_path / "dicabut"))
    back_up_at_close(pc)
