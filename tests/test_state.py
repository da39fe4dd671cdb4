"""No test inherits what another left behind: what a module remembers is known, named and put back."""

from __future__ import annotations

import gettext
import logging
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

import pkkmart
from pkkmart.core import clock, i18n
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import close_database, db, fetch, open_database, open_to_read
from pkkmart.core.log import start_log
from pkkmart.core.operation import current_act, on_change, operation
from pkkmart.products.queries import product_count, vocabulary
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import Theme, apply_theme, current
from tests import make
from tests.conftest import memory_shop, migrated
from tests.schema import statements
from tests.state import FILLED_AT_IMPORT, QUICK, REMEMBERED, SHIPPED, start_anew

_KNOWN = re.compile(r"^(?:log|__all__)$")
_REMEMBERING = re.compile(r"^(_?[a-z][a-z0-9_]*)(?:: [^=]+)? = |^ +global (\w+(?:, \w+)*)$", re.MULTILINE)


@pytest.fixture
def opened_to_read(tmp_path: Path) -> Iterator[None]:
    """What a test of `verify` leaves: a shop that was opened to read, once with and once without closing it."""
    open_database(tmp_path / "pkkmart.db", synchronous="off")
    close_database()
    open_to_read(tmp_path / "pkkmart.db")
    assert fetch("PRAGMA query_only") == [(1,)]
    yield
    start_anew()


@pytest.mark.parametrize("closed", [True, False])
def test_a_shop_opened_to_read_leaves_no_database_behind(
    opened_to_read: None, closed: bool, template: sqlite3.Connection
) -> None:
    if closed:
        close_database()
    with migrated() as copy:
        assert copy.execute("SELECT count(*) FROM till").fetchone() == (1,)
    assert start_anew() == []
    assert (db.deferred, db.database, db._pragmas) == (True, None, [])
    assert len(statements()) > 100, "another database is made without a pragma of the last"
    with memory_shop(template):
        make.product()
        assert product_count() == 1


def test_opening_another_shop_forgets_what_was_read_of_the_last(tmp_path: Path) -> None:
    for name, words in (("satu", ["gula"]), ("dua", [])):
        open_database(tmp_path / f"{name}.db", synchronous="off")
        assert vocabulary() == []
        if words:
            make.product("Gula")
            db.execute_sql(
                "INSERT INTO setting VALUES (NULL, ?, '500', '0001-01-01', '', NULL)", (CASH_ROUNDING_IDR.key,)
            )
        assert vocabulary() == words
        assert CASH_ROUNDING_IDR.get() == (500 if words else 100)
        close_database()


def test_what_is_left_running_is_named_and_put_back(qapp: QApplication, tmp_path: Path, shop: object) -> None:
    @operation(Permission.LOG_IN)
    def left_open(actor: Actor) -> None:
        on_change(lambda changes: None)
        assert "an operation under way: left_open" in start_anew()

    with pytest.raises(Exception):  # noqa: B017, PT011 - its transaction was taken away
        left_open(SYSTEM)
    with pytest.raises(RuntimeError):
        current_act()
    db.init(":memory:", pragmas={"query_only": 0})
    db.connect()
    db.execute_sql("BEGIN")
    start_log(tmp_path)
    clock._source = lambda: datetime(2000, 1, 1, tzinfo=UTC)
    clock.use_zone("Asia/Jayapura")
    i18n._translation = gettext.NullTranslations()
    on_change(print)
    apply_theme(qapp, dark=True)
    window = QWidget()
    window.show()
    ScanFilter(qapp)
    left = start_anew()
    assert [one.split(":")[0] for one in left] == ["a listener", "an open transaction", "a diary", "a clock of its own"]
    assert start_anew() == []
    assert (clock.now().year > 2000, clock._zone.key, current()) == (True, clock.DEFAULT_ZONE, Theme())
    assert (qapp.topLevelWidgets(), qapp.findChildren(ScanFilter)) == ([], [])
    assert logging.getLogger().level == logging.WARNING


def test_whatever_a_module_remembers_is_known_here() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    root = Path(pkkmart.__file__).parent
    for path in root.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        module = ".".join(path.relative_to(root.parent).with_suffix("").parts)
        for value, named in _REMEMBERING.findall(path.read_text(encoding="utf-8")):
            names = {value} if value else set(named.split(", "))
            found[module] |= {name for name in names if not _KNOWN.match(name)}
    known = {module: REMEMBERED.get(module, set()) | FILLED_AT_IMPORT.get(module, set()) for module in REMEMBERED}
    assert {module: names for module, names in found.items() if names} == known


def test_a_pin_costs_in_the_shop_what_owasp_asks() -> None:
    assert (SHIPPED.passes, SHIPPED.memory_kib) == (2, 19_456)
    assert QUICK != SHIPPED
