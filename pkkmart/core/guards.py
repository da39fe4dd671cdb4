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


def refuse(table: str, name: str, when: str, sentence: str, event: str = "INSERT") -> dict[str, str]:
    """A trigger that refuses a row of a table `when` a condition on NEW holds, saying the sentence.

    A CHECK can't be changed later without rebuilding the table; a trigger is dropped and made anew.
    """
    return {
        f"{table}_{name}": (
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table} WHEN {when} BEGIN"
            f" SELECT RAISE(ABORT, '{table}: {sentence}'); END"
        )
    }


def unknown(column: str, set_name: str) -> str:
    """The condition that NEW's column is no key of a set of `kind`; an empty column is unknown too."""
    return f"NOT EXISTS (SELECT 1 FROM kind WHERE set_name = '{set_name}' AND key = NEW.{column})"


def one_of(table: str, *, optional: Sequence[str] = (), changes: bool = False, **sets: str) -> dict[str, str]:
    """Triggers that refuse a row that has in a column (`place="cash_place"`) what is no key of that set.

    A column in `optional` may be empty. `changes` guards updates too, for a table whose rows may change.
    """
    conditions = {column: unknown(column, set_name) for column, set_name in sets.items()}
    for column in optional:
        conditions[column] = f"(NEW.{column} IS NOT NULL AND {conditions[column]})"
    when, said = " OR ".join(conditions.values()), f"{' atau '.join(sets)} tidak dikenal"
    found = refuse(table, "known", when, said)
    if changes:
        found |= refuse(table, "known_still", when, said, f"UPDATE OF {', '.join(sets)}")
    return found
