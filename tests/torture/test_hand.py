"""Twenty thousand things that a random hand does at the whole window, in every role and at two sizes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.users.roles import Role
from tests.conftest import Demo, FrozenClock
from tests.screens.hand_shop import random_hand
from tests.screens.random_hand import SIZES

EVENTS = 2_500


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("role", list(Role))
def test_twenty_thousand_events_break_nothing(
    demo: Demo,
    frozen: FrozenClock,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
    role: Role,
    size: tuple[int, int],
) -> None:
    seed = 100 * list(Role).index(role) + SIZES.index(size)
    with random_hand(demo, frozen, qapp, tmp_path, monkeypatch, seed=seed, role=role, size=size) as hand:
        hand.run(EVENTS)
        record_property("figures", hand.done())
