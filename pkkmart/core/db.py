"""The one database: how it is opened, and the two fast ways in for many rows and hot reads.

SQLite (3.39 or newer) is the embedded default. What differs by engine sits here, in guards.py, in the triggers the
models declare, in the search of products, and in the modules that copy, look into and restore the file itself.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from peewee import SQL, AutoField, BooleanField, Model, Node, SqliteDatabase, TextField
from playhouse.migrations import Runner

from pkkmart.core.errors import (
    DatabaseNewer,
    DatabaseOlder,
    EngineTooOld,
    ForeignDatabase,
    NoDatabase,
    TrialDatabase,
    environment_fault,
)

FILE_NAME: Final = "pkkmart.db"
APPLICATION_ID: Final = 0x504B4B4D
"""Marks a file as ours (PRAGMA application_id), so a foreign file is recognised."""

FIRST_OF_TRIAL: Final = "0001_spine"
"""The first migration of the trial versions before 0.1.0: a shop that has had it is refused."""

MIGRATIONS = Path(__file__).resolve().parents[1] / "migrations"
"""The folder of the numbered scripts."""

LEAST_ENGINE: Final = (3, 39)
"""The oldest SQLite that knows all the SQL written here (IS NOT DISTINCT FROM); Python brings its own on Windows."""

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
"""For a process that reads while a window is open: the file keeps its journal, and nothing can be written."""

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


def _with_check(constraints: Sequence[Node] | None, check: str) -> list[Node]:
    """The constraints of a column and its CHECK, once: a field of an abstract model is bound again in each table."""
    others = [one for one in constraints or () if not (isinstance(one, SQL) and one.sql == check)]
    return [*others, SQL(check)]


class FlagField(BooleanField):
    """A yes or no. SQLite keeps it as an integer, so a CHECK lets nothing but 0 and 1 in."""

    def bind(self, model: type[Model], name: str, set_attribute: bool = True) -> None:
        super().bind(model, name, set_attribute)
        self.constraints = _with_check(self.constraints, f"CHECK ({self.column_name} IN (0, 1))")


class DayField(TextField):
    """A day as ISO text, `2026-11-24`. The CHECK lets only a day of the calendar in."""

    def bind(self, model: type[Model], name: str, set_attribute: bool = True) -> None:
        super().bind(model, name, set_attribute)
        check = f"CHECK (date({self.column_name}, '+0 days') IS {self.column_name})"
        self.constraints = _with_check(self.constraints, check)


class MonthField(TextField):
    """A month as ISO text, `2026-11`. The CHECK lets only a month of the calendar in."""

    def bind(self, model: type[Model], name: str, set_attribute: bool = True) -> None:
        super().bind(model, name, set_attribute)
        day = f"{self.column_name} || '-01'"
        self.constraints = _with_check(self.constraints, f"CHECK (date({day}, '+0 days') IS {day})")


class Table(Model):
    """A table of ours: STRICT, so a text can never sit in a column of rupiah."""

    class Meta:
        database = db
        strict_tables = True
        legacy_table_names = False


class Row(Table):
    """A table of which each row has an id of its own, given by the database."""

    id = AutoField(constraints=POSITIVE_ID)


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
    made it, TrialDatabase when a version before 0.1.0 did, DatabaseNewer when a later one did, EngineTooOld when
    this Python's SQLite is, and an EnvironmentFault when the disk or a lock is in the way.
    """
    if not create and not path.exists():
        raise NoDatabase(path=path)
    with _opening(path, {**_PRAGMAS, "synchronous": synchronous}):
        return migrate(path, before_change)


def open_to_read(path: Path, *, as_it_is: bool = False) -> None:
    """Open the shop's database on this thread while another has it open: nothing is migrated, nothing can be written.

    Raises NoDatabase, ForeignDatabase, TrialDatabase, DatabaseNewer and the faults of the machine, and DatabaseOlder
    when migrations are pending, unless it is wanted `as_it_is` (to be copied).
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
    if sqlite3.sqlite_version_info < LEAST_ENGINE:
        raise EngineTooOld(version=sqlite3.sqlite_version, least=".".join(map(str, LEAST_ENGINE)))
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


def read_only(path: Path, *, live: bool = False) -> sqlite3.Connection:
    """A connection that can't write; `live` when somebody may be writing the file meanwhile.

    A file nobody has open is read as it lies, so that nothing is left next to it and a disk that can't
    be written will do.
    """
    alone = not live and not any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))
    uri = f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if alone else ''}"
    return sqlite3.connect(uri, uri=True, timeout=2, isolation_level=None)


def _require_ours(path: Path) -> None:
    """Look before our pragmas change a file: a database of another program or of a trial version is left as it is."""
    if not path.exists():
        return
    # A journal left by a crash can only be rolled back by a connection that may write.
    crashed = path.with_name(f"{path.name}-journal").exists()
    with closing(sqlite3.connect(path, timeout=1) if crashed else read_only(path)) as probe:
        (mark,) = probe.execute("PRAGMA application_id").fetchone()
        tables = {name for (name,) in probe.execute("SELECT name FROM sqlite_master")}
        if mark != APPLICATION_ID and any(not name.startswith("schema_migration") for name in tables):
            raise ForeignDatabase(path=path)
        if "schema_migration" in tables:
            require_released(path, {name for (name,) in probe.execute("SELECT name FROM schema_migration")})


def require_released(path: Path, applied: Collection[str]) -> None:
    """Raise TrialDatabase when a file's applied migrations are those of a version before 0.1.0."""
    if FIRST_OF_TRIAL in applied:
        raise TrialDatabase(path=path)


def known_migrations() -> set[str]:
    """The names of the scripts this version of the program has."""
    return {path.stem for path in MIGRATIONS.glob("[0-9]*.py")}


def _runner() -> Runner:
    return Runner(db, str(MIGRATIONS))


def _pending(runner: Runner, path: Path | str) -> list[str]:
    """The numbered scripts the opened database has not had yet. Raises DatabaseNewer when it has had unknown ones."""
    if set(runner.applied()) - known_migrations():
        raise DatabaseNewer(path=path)
    return [str(one.name) for one in runner.status() if one.applied is None]


def migrate(path: Path | str, before_change: Callable[[Path], object] | None = None) -> list[str]:
    """Run the pending numbered scripts, each in its own transaction, then check every reference."""
    runner = _runner()
    pending = _pending(runner, path)
    if pending and before_change is not None and runner.applied():
        before_change(Path(path))
    before = len(orphans()) if pending else 0
    applied = [str(name) for name in runner.up()]
    if applied:
        # A stranger's orphan is verify's to tell; only one that a script made may stop the shop.
        after = orphans()
        if len(after) > before:
            raise sqlite3.IntegrityError(f"orphans after migration: {after[:5]}")
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


def how_many(condition: str) -> str:
    """SQL: how many rows of a group meet a condition (SQLite alone adds up what is true)."""
    return f"count(CASE WHEN {condition} THEN 1 END)"


def listed(column: str) -> str:
    """SQL: a column's texts of a group in one, with commas between; NULL for none. `string_agg` on PostgreSQL."""
    return f"group_concat({column}, ', ')"


def tables_with(*columns: str) -> list[str]:
    """The names of the tables that have all these columns, in order. `information_schema` on PostgreSQL."""
    has = " AND ".join("EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = ?)" for _column in columns)
    return [name for (name,) in fetch(f"SELECT m.name FROM sqlite_master m WHERE m.type = 'table' AND {has}"
                                      " ORDER BY m.name", columns)]  # fmt: skip


def referring(table: str) -> list[tuple[str, str]]:
    """The tables, each with a column, that point at a table. `information_schema` on PostgreSQL."""
    return fetch('SELECT DISTINCT m.name, f."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f'
                 ' WHERE m.type = \'table\' AND f."table" = ? ORDER BY m.name, f."from"', (table,))  # fmt: skip


def orphans() -> list[tuple[Any, ...]]:
    """The rows that point at a row that is not there. None are possible on PostgreSQL, which always looks."""
    return fetch("PRAGMA foreign_key_check")


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


class _Writer(threading.local):
    is_writing = False


_writer = _Writer()


@contextmanager
def writing() -> Iterator[None]:
    """One write transaction, which holds the shop's write lock from its first moment to its commit.

    On SQLite BEGIN IMMEDIATE is the lock: one writer at a time in the whole file. A server lets several write, so
    there the same block must take a lock of its own before an id or a number is read (`SELECT … FOR UPDATE` on a row
    of the counted table's name, or `pg_advisory_xact_lock`) that lasts until the commit.
    """
    with db.atomic("IMMEDIATE"):
        _writer.is_writing = True
        try:
            yield
        finally:
            _writer.is_writing = False


def _require_writing(what: str, model: type[Row]) -> None:
    if not _writer.is_writing:
        raise RuntimeError(f"the {what} of {model._meta.table_name} is only told inside writing()")


def next_id(model: type[Row], above: str = "") -> int:
    """The id the next row of a table takes; the ids of the rows after it follow one by one.

    `above` is a SELECT of one figure the id must be larger than too: where rows of another table name an id first,
    a stranger's row there must not stop the shop. Raises RuntimeError outside `writing()`, where the answer would
    not last until the row is written.
    """
    _require_writing("id", model)
    row = fetch_one(_next_id_sql(model, above))
    assert row is not None
    return int(row[0])


@cache
def _next_id_sql(model: type[Row], above: str) -> str:
    table = model._meta.table_name
    if not above:
        return f'SELECT coalesce(max(id), 0) + 1 FROM "{table}"'
    return f'SELECT coalesce(max(id), 0) + 1 FROM (SELECT max(id) AS id FROM "{table}" UNION ALL {above}) AS ids'


def last_id(model: type[Row]) -> int:
    """The newest id of a table, 0 for an empty one: what a document may know when it is written."""
    row = fetch_one(f'SELECT coalesce(max(id), 0) FROM "{model._meta.table_name}"')
    assert row is not None
    return int(row[0])


def next_number(model: type[Row], kind: str, year: int) -> str:
    """The next gapless document number, such as `PM-26-000417`, for a table with a UNIQUE `number`.

    Taken from the documents themselves, so it heals and never skips. Raises RuntimeError outside `writing()`.
    """
    _require_writing("number", model)
    prefix = f"{kind}-{year % 100:02d}-"
    row = fetch_one(
        f'SELECT max(number) FROM "{model._meta.table_name}" WHERE number >= ? AND number < ?', (prefix, prefix + ":")
    )
    last = int(row[0].rsplit("-", 1)[1]) if row and row[0] else 0
    return f"{prefix}{last + 1:06d}"
