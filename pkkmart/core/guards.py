"""Triggers that make the database itself refuse what must never happen to a posted row.

They hold on a stranger's connection with no pragma set. Migrations carry frozen copies of these
texts; a test compares the two after all migrations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

LEAP: Final = 1_000_000
"""How far an id may jump ahead: one row with the largest id there is would leave no number for the next."""


def append_only(table: str, unique_keys: Sequence[tuple[str, ...]] = (), *, leap: int = LEAP) -> dict[str, str]:
    """Triggers by name that refuse UPDATE, DELETE and any INSERT that meets an existing key.

    `INSERT OR REPLACE` deletes without firing delete triggers unless recursive_triggers is on, so
    every UNIQUE key, the id included, is looked up before the insert. An id may not leap far ahead.
    """
    clashes = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})"
        for key in [("id",), *unique_keys]
    )
    clashes += f" OR NEW.id > {leap} + (SELECT coalesce(max(id), 0) FROM {table})"
    return {
        f"{table}_no_update": (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN"
            f" SELECT RAISE(ABORT, '{table}: tercatat, tidak bisa diubah'); END"
        ),
        f"{table}_no_delete": (
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN"
            f" SELECT RAISE(ABORT, '{table}: tercatat, tidak bisa dihapus'); END"
        ),
        f"{table}_no_replace": (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {clashes} BEGIN"
            f" SELECT RAISE(ABORT, '{table}: sudah ada, tidak bisa diganti'); END"
        ),
    }
