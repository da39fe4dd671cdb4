"""The one database: how it is opened, and the two fast ways in for many rows and hot reads.

SQLite is the embedded default. What differs by engine sits here, in guards.py or in one query.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from peewee import SQL, Model, Node, SqliteDatabase
from playhouse.migrations import Runner

from pkkmart.core.errors import DatabaseNewer, DatabaseOlder, ForeignDatabase, NoDatabase, environment_fault

FILE_NAME: Final = "pkkmart.db"
APPLICATION_ID: Final = 0x504B4B4D
"""Marks a file as ours (PRAGMA application_id), so a foreign file is recognised."""

_PRAGMAS: Final = {
    "journal_mode": "wal",
    # NORMAL loses the last sales in a power cut; FULL lost none in replayed cuts.
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "busy_timeout": 1_000,
    "cache_size": -16_000,
}
_READING: Final = {name: _PRAGMAS[name] for name in ("foreign_keys", "busy_timeout", "cache_size")} | {"query_only": 1}
"""For who reads beside an open window: the file keeps its journal, and nothing can be written."""

MIGRATIONS: Final = Path(__file__).resolve().parents[1] / "migrations"
"""The folder of the numbered scripts."""

db: Final = SqliteDatabase(None, autoconnect=False, cached_statements=512)
"""The database of the open shop.

A sale and the proofs after it use more than the 128 statements that Python keeps prepared unless told; each was then
prepared again with all its triggers, which took as long as the work itself.
"""

_forgetters: Final[list[Callable[[], None]]] = []


def forgotten_at_open(forget: Callable[[], None]) -> Callable[[], None]:
    """Mark the function that empties a cache of rows: it is called whenever another database is opened."""
    _forgetters.append(forget)
    return forget


def forget_rows() -> None:
    """Empty every cache of rows; for whoever swaps the database underneath."""
    for forget in _forgetters:
        forget()


POSITIVE_ID: Final[list[Node]] = [SQL("CHECK (id > 0)")]
"""For every id: a trigger sees -1 for an id still to be chosen, so no row may ever carry it."""


class Row(Model):
    """A table of ours: STRICT, so a text can never sit in a column of rupiah."""

    class Meta:
        database = db
        strict_tables = True
        legacy_table_names = False


def open_database(
    path: Path,
    *,
    create: bool = True,
    synchronous: str = "full",
    before_change: Callable[[Path], object] | None = None,
) -> list[str]:
    """Open the shop's database on this thread and bring it up to date; returns the migrations applied.

    `before_change(path)` comes first where a shop that is there already is about to be migrated; what it raises
    leaves it as it was. Only who holds the shop's lock may call this while the shop may be open elsewhere.

    Raises NoDatabase when it is absent and may not be created, ForeignDatabase when another program
    made it, DatabaseNewer when a later version of ours did, and an EnvironmentFault when the disk or
    a lock is in the way.
    """
    if not create and not path.exists():
        raise NoDatabase(path=path)
    with _opening(path, {**_PRAGMAS, "synchronous": synchronous}):
        return migrate(path, before_change)


def open_to_read(path: Path, *, as_it_is: bool = False) -> None:
    """Open the shop's database on this thread beside whoever has it open: nothing is migrated, nothing can be written.

    Raises NoDatabase, ForeignDatabase, DatabaseNewer and the faults of the machine, and DatabaseOlder when
    migrations are pending, unless it is wanted `as_it_is` (to be copied).
    """
    if not path.exists():
        raise NoDatabase(path=path)
    with _opening(path, _READING):
        pending = _pending(_runner(), path)
        if pending and not as_it_is:
            raise DatabaseOlder(path=path, count=len(pending), pending=", ".join(pending))


@contextmanager
def _opening(path: Path, pragmas: Mapping[str, object]) -> Iterator[None]:
    """Connect; what fails inside closes the connection again and is told as the machine's fault where it is one."""
    db.init(str(path), pragmas=pragmas)
    forget_rows()
    try:
        _require_ours(path)
        db.connect(reuse_if_open=True)
        yield
    except BaseException as error:
        if not db.is_closed():
            db.close()
        fault = environment_fault(error, str(path))
        if fault is not None and fault is not error:
            raise fault from error
        raise


def _require_ours(path: Path) -> None:
    """Look before our pragmas change a file: another program's database is left as it is."""
    if not path.exists():
        return
    probe = sqlite3.connect(path, timeout=1)
    try:
        (mark,) = probe.execute("PRAGMA application_id").fetchone()
        tables = probe.execute("SELECT 1 FROM sqlite_master WHERE name NOT LIKE 'schema_migration%' LIMIT 1").fetchall()
    finally:
        probe.close()
    if tables and mark != APPLICATION_ID:
        raise ForeignDatabase(path=path)


def _runner() -> Runner:
    return Runner(db, str(MIGRATIONS))


def _pending(runner: Runner, path: Path | str) -> list[str]:
    """The numbered scripts the opened database has not had yet. Raises DatabaseNewer when it has had unknown ones."""
    known = {migration.name for migration in runner.migrations()}
    if set(runner.applied()) - known:
        raise DatabaseNewer(path=path)
    return [str(one.name) for one in runner.status() if one.applied is None]


def migrate(path: Path | str, before_change: Callable[[Path], object] | None = None) -> list[str]:
    """Run the pending numbered scripts, each in its own transaction, then check every reference."""
    runner = _runner()
    pending = _pending(runner, path)
    if pending and before_change is not None and runner.applied():
        before_change(Path(path))
    before = len(fetch("PRAGMA foreign_key_check")) if pending else 0
    applied = [str(name) for name in runner.up()]
    if applied:
        # A stranger's orphan is verify's to tell; only one that a script made may stop the shop.
        orphans = fetch("PRAGMA foreign_key_check")
        if len(orphans) > before:
            raise sqlite3.IntegrityError(f"orphans after migration: {orphans[:5]}")
    db.execute_sql("PRAGMA foreign_keys = 1")
    return applied


def close_database() -> None:
    """Close this thread's connection, if it is open."""
    if not db.is_closed():
        db.close()


@contextmanager
def connection() -> Iterator[None]:
    """A connection for the length of a block, on a thread that has none of its own."""
    with db.connection_context():
        yield


def fetch(sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> list[tuple[Any, ...]]:
    """Rows of one hand-written SELECT; for hot reads, where building a query costs more than running it."""
    return list(db.execute_sql(sql, params).fetchall())


def fetch_one(sql: str, params: Sequence[object] | Mapping[str, object] = ()) -> tuple[Any, ...] | None:
    """The first row of one hand-written SELECT, or None."""
    row = db.execute_sql(sql, params).fetchone()
    return None if row is None else tuple(row)


@cache
def _insert_sql(model: type[Row]) -> str:
    columns = [field.column_name for field in model._meta.sorted_fields]
    names = ", ".join(f'"{name}"' for name in columns)
    return f'INSERT INTO "{model._meta.table_name}" ({names}) VALUES ({", ".join(":" + name for name in columns)})'


def insert_rows(model: type[Row], rows: Sequence[Mapping[str, object]]) -> None:
    """Insert many rows in one call; each names every column, `id` included (None lets SQLite choose).

    The SQL is made once from the model's meta. A missing column raises sqlite3.ProgrammingError.
    """
    if rows:
        db.cursor().executemany(_insert_sql(model), rows)


def next_id(model: type[Row]) -> int:
    """The id the next row of a table takes; only meaningful inside a transaction."""
    row = fetch_one(f'SELECT coalesce(max(id), 0) + 1 FROM "{model._meta.table_name}"')
    assert row is not None
    return int(row[0])


def next_number(model: type[Row], kind: str, year: int) -> str:
    """The next gapless document number, such as `PM-26-000417`, for a table with a UNIQUE `number`.

    Taken from the documents themselves inside the transaction, so it heals and never skips.
    """
    prefix = f"{kind}-{year % 100:02d}-"
    row = fetch_one(
        f'SELECT max(number) FROM "{model._meta.table_name}" WHERE number >= ? AND number < ?', (prefix, prefix + ":")
    )
    last = int(row[0].rsplit("-", 1)[1]) if row and row[0] else 0
    return f"{prefix}{last + 1:06d}"
