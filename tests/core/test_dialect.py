"""SQL that only SQLite understands stays in few modules: PostgreSQL comes for shops with several tills."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import pkkmart

ROOT = Path(pkkmart.__file__).parent
OF_THE_ENGINE = {"core/db.py", "core/guards.py", "core/backup.py", "core/contents.py", "core/restore.py"}
"""How the database is opened and guarded, and how its one file is copied, looked into and put back."""
OF_THE_SEARCH = {"products/queries.py", "products/operations.py", "products/checks.py"}
"""The index of words, which every engine has its own way of; its rowid is the product's id."""
IDIOMS = {
    "IS between values (IS NOT DISTINCT FROM)": r"\bIS (NOT )?(?!(NOT )?(NULL|DISTINCT)\b)[\w?:.]+",
    "REPLACE or IGNORE (ON CONFLICT)": r"\b(INSERT|UPDATE) OR |\bREPLACE INTO\b",
    "catalogue or PRAGMA (core.db.tables_with)": r"sqlite_master|\bPRAGMA\b|pragma_",
    "group_concat (core.db.listed)": r"group_concat\(",
    "a sum of what is true (core.db.how_many)": r"\bsum\(\(*[\w.]+ (=|<|>|IS\b|IN\b|NOT\b|AND\b|OR\b)",
    "arithmetic with what is true": r"[-+*] \([\w.]+ (=|<>|IS|IN) [^()]*\)",
    "the larger or smaller of two (CASE)": r"\b(max|min)\([^()]*(\([^()]*\))?[^()]*,",
    "a day reckoned (core.clock)": r"\b(date|datetime|strftime|julianday|unixepoch)\(",
    "the engine's row number": r"\browid\b",
    "case (lower)": r"COLLATE NOCASE|\bGLOB\b",
    "other functions": r"\b(total|typeof|ifnull|iif|printf|instr|json_\w+|changes|last_insert_rowid)\(",
    "no limit": r"LIMIT -1",
}

_SQL = re.compile(
    r"\b(SELECT|FROM|WHERE|JOIN|INSERT INTO|UPDATE|DELETE FROM|GROUP BY|HAVING|ORDER BY|CASE WHEN)\b"
    r"| (AND|OR) [a-z]|COLLATE| IS (NOT )?[?:]"
)


def sql_of(source: str) -> list[tuple[int, str]]:
    """The texts of a module that read like SQL, with their lines; the holes of an f-string are left as `x`."""
    found: list[tuple[int, str]] = []
    holes: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            holes |= {id(part) for part in node.values}
            parts = (str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
            found.append((node.lineno, "".join(parts)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in holes:
            found.append((node.lineno, node.value))
    return [(line, text) for line, text in found if _SQL.search(text)]


def places() -> list[Path]:
    skipped = OF_THE_ENGINE | OF_THE_SEARCH
    return [
        path
        for path in sorted(ROOT.rglob("*.py"))
        if str(path.relative_to(ROOT)) not in skipped and path.name != "models.py" and path.parent.name != "migrations"
    ]


@pytest.mark.parametrize("idiom", IDIOMS)
def test_no_room_writes_what_only_sqlite_reads(idiom: str) -> None:
    sought = re.compile(IDIOMS[idiom])
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text[:90]}"
        for path in places()
        for line, text in sql_of(path.read_text(encoding="utf-8"))
        if sought.search(text)
    ]
    assert found == []
