"""The schema as the models and guards declare it, to hold against what the migrations build.

`python -m tests.schema` prints the statements, for whoever writes the next migration; `--write` puts them into the
first one, which is allowed until 0.1.0 is released. `--keep` plays two days of a demo shop with the newest schema and
packs it into `tests/core/schemas/`; a schema that landed is kept for good, for the tests of migrating.
"""

from __future__ import annotations

import importlib
import importlib.util
import lzma
import pkgutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from types import ModuleType

import pkkmart
from pkkmart.core import audit, kinds, settings
from pkkmart.core.db import FILE_NAME, MIGRATIONS, Table, db, known_migrations
from pkkmart.ledger.chart import Account, Is

SCHEMAS = Path(__file__).parent / "core" / "schemas"
"""Played shops, one of each schema that landed, named by its last migration."""

ACCOUNT_COLUMNS = (Is.CONTRA, Is.OWN_CAPITAL, Is.CASH, Is.PERSON, Is.CONSIGNOR)
"""What `account` says of itself in the columns after its statement, in their order."""


def _models() -> list[ModuleType]:
    rooms = [room.name for room in pkgutil.iter_modules(pkkmart.__path__) if room.ispkg and room.name != "migrations"]
    return [
        importlib.import_module(f"pkkmart.{room}.models")
        for room in rooms
        if importlib.util.find_spec(f"pkkmart.{room}.models")
    ]


def sets() -> dict[str, tuple[str, ...]]:
    """The keys of every set that some room declares, by the set's name."""
    return {name: tuple(map(str, keys)) for models in _models() for name, keys in getattr(models, "SETS", {}).items()}


def declared() -> tuple[list[type[Table]], dict[str, str], list[str]]:
    """Every table, every guard and every extra statement that some room declares."""
    guards = {**audit.GUARDS, **settings.GUARDS, **kinds.GUARDS}
    extra: list[str] = []
    for models in _models():
        guards.update(getattr(models, "GUARDS", {}))
        extra.extend(getattr(models, "SEARCH_TABLES", ()))
    ours = [model for model in _subclasses(Table) if model.__module__.startswith("pkkmart.")]
    tables = [model for model in ours if not model.__subclasses__()]
    return tables, guards, extra


def _subclasses(model: type[Table]) -> list[type[Table]]:
    return [found for child in model.__subclasses__() for found in (child, *_subclasses(child))]


def statements() -> list[str]:
    """CREATE statements in an order that works, as SQLite keeps them, the keys of every set, and the accounts."""
    tables, guards, extra = declared()
    db.init(":memory:")
    db.connect()
    try:
        db.create_tables(tables, safe=False)
        rows = db.execute_sql("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type = 'index', rowid")
        planted = [
            f"INSERT INTO kind (set_name, key) VALUES ('{name}', '{key}')"
            for name, keys in sets().items()
            for key in keys
        ]
        planted += [
            "INSERT INTO account (id, name, normal_side, statement, contra, own_capital, is_cash, needs_person,"
            f" of_consignor, active) VALUES ({one:d}, '{one.words}', '{one.normal_side}', '{one.statement}',"
            f" {', '.join(str(int(kind in one.kinds)) for kind in ACCOUNT_COLUMNS)}, 1)"
            for one in Account
        ]
        return [row[0] for row in rows.fetchall()] + extra + list(guards.values()) + planted
    finally:
        db.close()


def objects(connection: sqlite3.Connection) -> dict[tuple[str, str], str]:
    """Tables, indexes and triggers by name, but SQLite's own and the migration history."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name): sql for kind, name, sql in rows if "schema_migration" not in name and "sqlite_" not in name}


def on_one_line(statement: str) -> str:
    """A statement on one line, as the first migration keeps it."""
    return " ".join(statement.split())


def keep() -> Path:
    """Play a shop with the newest schema and pack it; returns the packed file, some 150 kB. Takes a few seconds."""
    from pkkmart.cli import main  # here alone: the schema needs no command line

    packed = SCHEMAS / f"{max(known_migrations())}.db.xz"
    with tempfile.TemporaryDirectory() as folder:
        main(["--data", folder, "demo", "--days", "2", "--until", "2026-11-10", "--no-window"], standalone_mode=False)
        shop = Path(folder) / FILE_NAME
        with closing(sqlite3.connect(shop)) as played:
            played.execute("PRAGMA journal_mode = DELETE")
            played.execute("VACUUM")
        packed.parent.mkdir(exist_ok=True)
        packed.write_bytes(lzma.compress(shop.read_bytes(), preset=9))
    return packed


if __name__ == "__main__":
    if sys.argv[1:] == ["--keep"]:
        print(keep())
        sys.exit()
    lines = "".join(f"{on_one_line(statement)}\n" for statement in statements())
    if sys.argv[1:] == ["--write"]:
        (MIGRATIONS / "0001_shop.sql").write_text(lines, encoding="utf-8")
    else:
        print(lines, end="")
