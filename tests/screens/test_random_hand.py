"""Three hundred things that a random hand does at the whole window; `make torture` does twenty thousand."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.users.roles import Role
from tests.conftest import Demo, FrozenClock
from tests.screens.hand_shop import random_hand
from tests.screens.random_hand import SIZES


def test_a_random_hand_breaks_nothing(
    demo: Demo,
    frozen: FrozenClock,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with random_hand(demo, frozen, qapp, tmp_path, monkeypatch, seed=1, role=Role.TREASURER, size=SIZES[0]) as hand:
        hand.run(300)
    assert hand.seen["clicks"] > 50
