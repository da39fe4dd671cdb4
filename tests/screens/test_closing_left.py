"""Leaving “Tutup buku”: the proofs stop, so that the next page opens at once, and begin anew on coming back."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from pkkmart.closing import close
from pkkmart.closing.screen import ClosePage
from pkkmart.core.check import Check
from pkkmart.ui.worker import chores_running
from pkkmart.users.roles import Role
from tests import make
from tests.closing.conftest import file_shop
from tests.conftest import FrozenClock
from tests.screens.conftest import Show, Shown


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock, tmp_path: Path) -> FrozenClock:
    """A shop in a file: the proofs run beside the window."""
    file_shop(template, tmp_path / "toko")
    return frozen


@pytest.fixture
def shown(shop: FrozenClock, show: Show[ClosePage]) -> Shown[ClosePage]:
    return show(ClosePage, make.cashier("Bu Endang", "4321", Role.TREASURER))


def test_who_passes_through_starts_no_proof(shown: Shown[ClosePage], qtbot: QtBot) -> None:
    assert not chores_running()
    shown.page.hide()
    qtbot.wait(400)
    assert not chores_running()
    assert "proofs" not in shown.page.checklist.rows


def test_who_leaves_stops_them_and_who_comes_back_sees_them_all(
    shown: Shown[ClosePage], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    proved: list[str] = []
    asked = close.proofs_of

    def counted(month: str) -> object:
        return [lambda check=check: _noted(check(), proved) for check in asked(month)]

    monkeypatch.setattr(close, "proofs_of", counted)
    qtbot.waitUntil(lambda: bool(proved), timeout=5_000)
    shown.page.hide()
    qtbot.waitUntil(lambda: not chores_running(), timeout=5_000)
    assert 0 < len(proved) < len(asked("2026-10"))
    shown.page.show()
    shown.page.enter()
    qtbot.waitUntil(lambda: "proofs" in shown.page.checklist.rows, timeout=10_000)
    assert shown.page.checklist.rows["proofs"].item.ok


def _noted(check: Check, proved: list[str]) -> Check:
    proved.append(check.name)
    time.sleep(0.01)
    return check
