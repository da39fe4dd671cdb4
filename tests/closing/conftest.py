"""A shop in a file: what runs in a chore, and what is killed, needs one."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pkkmart.core.actor import Actor
from pkkmart.core.db import open_database
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock


def file_shop(template: sqlite3.Connection, folder: Path) -> Path:
    """A copy of the template in a folder, opened."""
    folder.mkdir(exist_ok=True)
    target = sqlite3.connect(folder / "pkkmart.db")
    template.backup(target)
    target.close()
    open_database(folder / "pkkmart.db", synchronous="off")
    return folder


@pytest.fixture
def data(template: sqlite3.Connection, tmp_path: Path, frozen: FrozenClock) -> Path:
    """An empty shop's folder."""
    return file_shop(template, tmp_path / "toko")


@pytest.fixture
def endang(data: Path, frozen: FrozenClock) -> Actor:
    """The treasurer of a shop in a file that bought goods in October."""
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    frozen.at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    make.bought(make.product(), 1_000, 15_000_000)
    frozen.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    return actor
