"""One migrated template database, copied into memory for each test; a clock that stands still."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

from pkkmart.core import clock, settings
from pkkmart.core.db import db, migrate
from pkkmart.products.queries import forget_vocabulary


@pytest.fixture(autouse=True, scope="session")
def _collect_on_this_thread_only() -> Iterator[None]:
    """As the program does (ui/collector.py): a widget must not die on a chore's thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _collect_between_tests() -> Iterator[None]:
    yield
    gc.collect(1 if gc.get_count()[2] < 20 else 2)


class FrozenClock:
    """Tuesday 24 November 2026, 10.42 in Jakarta, until a test moves it."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 24, 3, 42, 7, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def frozen() -> Iterator[FrozenClock]:
    """A clock of the test's own."""
    source = FrozenClock()
    with clock.using(source):
        yield source


@pytest.fixture(scope="session")
def template() -> Iterator[sqlite3.Connection]:
    """The database every test starts from, migrated once."""
    db.init(":memory:")
    db.connect()
    migrate(":memory:")
    copy = sqlite3.connect(":memory:")
    db.connection().backup(copy)
    db.close()
    yield copy
    copy.close()


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock) -> Iterator[FrozenClock]:
    """An empty migrated shop in memory; hands over the clock."""
    with memory_shop(template):
        yield frozen


class memory_shop:
    """A copy of the template for the length of a block; hypothesis tests open one per example."""

    def __init__(self, template: sqlite3.Connection) -> None:
        self.template = template

    def __enter__(self) -> None:
        db.init(":memory:", pragmas={"foreign_keys": 1, "recursive_triggers": 1})
        db.connect()
        self.template.backup(db.connection())
        settings.forget_cached()
        forget_vocabulary()

    def __exit__(self, *_exception: object) -> None:
        db.close()
        settings.forget_cached()
        forget_vocabulary()
