"""What a stranger does to a shop with an editor of databases: the guards dropped, then rows as they please."""

from __future__ import annotations

from collections.abc import Callable

from pkkmart.core.check import Check
from pkkmart.core.db import db, fetch


def tampered(*statements: str) -> None:
    """Drop every guard of the opened database and run statements on it, its foreign keys unheeded."""
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        db.execute_sql(f'DROP TRIGGER "{name}"')
    db.execute_sql("PRAGMA foreign_keys = OFF")
    for statement in statements:
        db.execute_sql(statement)


def red(*checks: Callable[[], Check]) -> dict[str, str]:
    """The checks that fail, by name, with the figure of each."""
    return {check.__name__: told.figure for check in checks if not (told := check()).ok}
