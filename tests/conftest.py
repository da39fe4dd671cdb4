"""One migrated template database, copied into memory for each test; a clock that stands still."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import Runner

from pkkmart.core import clock
from pkkmart.core.db import MIGRATIONS, close_database, db, forget_rows
from tests.state import start_anew

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def pytest_collection_finish() -> None:
    """What is imported stays: collecting between tests need not look at it again and again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _alone() -> Iterator[None]:
    """Every test finds the program as a fresh process has it, and fails if it leaves something running.

    Garbage is collected between tests only, as the program does on the window's thread (ui/collector.py): a widget
    must not die on the thread of a chore.
    """
    start_anew()  # a fixture that lives longer than a test may have been made just now
    yield
    left = start_anew()
    gc.collect(1 if gc.get_count()[2] < 20 else 2)
    assert left == [], "left behind by this test"


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The application in the look of the program."""
    from pkkmart.ui.theme import apply_theme

    apply_theme(qapp)
    return qapp


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


DEMO_UNTIL = date(2026, 11, 20)
"""The last day of the demo shop that tests copy."""


@dataclass(frozen=True)
class Demo:
    """A demo shop to copy, what was said when it was done, and what was told of each day."""

    copy: sqlite3.Connection
    summary: str
    told: list[str]


@contextmanager
def migrated() -> Iterator[sqlite3.Connection]:
    """An empty migrated shop in memory on a connection of its own, whatever `db` is."""
    own = SqliteDatabase(":memory:")
    with own.connection_context():
        Runner(own, str(MIGRATIONS)).up()
        yield own.connection()


@pytest.fixture(scope="session")
def template() -> Iterator[sqlite3.Connection]:
    """The database every test starts from, migrated once."""
    with migrated() as copy:
        yield copy


@pytest.fixture(scope="session")
def demo(template: sqlite3.Connection) -> Iterator[Demo]:
    """Four whole days of the demo shop and a fifth until the early afternoon, played once to be copied."""
    from pkkmart.demo.play import play

    told: list[str] = []
    with closing(sqlite3.connect(":memory:")) as copy:
        with clock.using(FrozenClock()), memory_shop(template):
            summary = play(days=5, seed=7, until=DEMO_UNTIL, progress=told.append)
            db.connection().backup(copy)
        yield Demo(copy, summary, told)


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock) -> FrozenClock:
    """An empty migrated shop in memory; hands over the clock."""
    open_copy(template)
    return frozen


def open_copy(template: sqlite3.Connection) -> None:
    """Open a copy of a shop in memory."""
    db.init(":memory:", pragmas={"foreign_keys": 1, "recursive_triggers": 1})
    db.connect()
    template.backup(db.connection())
    forget_rows()


class memory_shop:
    """A copy of the template for the length of a block; hypothesis tests open one per example."""

    def __init__(self, template: sqlite3.Connection) -> None:
        self.template = template

    def __enter__(self) -> None:
        open_copy(self.template)

    def __exit__(self, *_exception: object) -> None:
        close_database()
