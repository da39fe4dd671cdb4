"""Triggers that make the database itself refuse what must never happen to a posted row.

They hold on a stranger's connection with no pragma set. Migrations carry frozen copies of these
texts; a test compares the two after all migrations.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pkkmart.core.db import Row

LEAP: Final = 1_000_000
"""How far an id may jump ahead: one row with the largest id there is would leave no number for the next."""


def append_only(*tables: type[Row], leap: int = LEAP) -> dict[str, str]:
    """Triggers by name that refuse UPDATE, DELETE and any INSERT that meets an existing key, for each table.

    `INSERT OR REPLACE` deletes without firing delete triggers unless recursive_triggers is on, so
    every UNIQUE key, the id included, is looked up before the insert. An id may not leap far ahead.
    """
    found: dict[str, str] = {}
    for model in tables:
        table = model._meta.table_name
        clashes = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {' AND '.join(f'{column} = NEW.{column}' for column in key)})"
            for key in [("id",), *_unique_keys(model)]
        )
        clashes += f" OR NEW.id > {leap} + (SELECT coalesce(max(id), 0) FROM {table})"
        found |= refuse(table, "no_update", "", "tercatat, tidak bisa diubah", "UPDATE")
        found |= refuse(table, "no_delete", "", "tercatat, tidak bisa dihapus", "DELETE")
        found |= refuse(table, "no_replace", clashes, "sudah ada, tidak bisa diganti")
    return found


def _unique_keys(model: type[Row]) -> list[tuple[str, ...]]:
    """The columns of each UNIQUE key of a table but its id."""
    meta = model._meta
    fields = sorted(field.column_name for field in meta.sorted_fields if field.unique and not field.primary_key)
    named = [index[0] for index in meta.indexes if isinstance(index, tuple) and index[1]]
    return [(one,) for one in fields] + [tuple(meta.fields[name].column_name for name in key) for key in named]


def refuse(table: str, name: str, when: str, sentence: str, event: str = "INSERT") -> dict[str, str]:
    """A trigger that refuses a row of a table `when` a condition on NEW holds ("" for always), saying the sentence.

    A CHECK can't be changed later without rebuilding the table; a trigger is dropped and made anew.
    """
    return {
        f"{table}_{name}": (
            f"CREATE TRIGGER {table}_{name} BEFORE {event} ON {table}{when and f' WHEN {when}'} BEGIN"
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
