"""The table of worked entries (`worked_entries.md`) and the tests that say which row they prove.

`python -m tests.worked_entries --write` puts the tests' names into the table's last column.
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TESTS = Path(__file__).parent
TABLE = TESTS / "worked_entries.md"
NOT_BUILT = "not built yet"


@dataclass(frozen=True, slots=True)
class WorkedEntry:
    """A row of the table; `debit` and `credit` as they are written, `test` what its last column says."""

    row: str
    event: str
    debit: str
    credit: str
    test: str


def worked_entries() -> list[WorkedEntry]:
    """Every row of the table, in its order."""
    return [WorkedEntry(*cells) for line in _lines() if (cells := _cells(line)) is not None]


def proofs() -> dict[str, list[str]]:
    """The tests marked with each row: row → `sales/test_checkout.py::test_…`, by name."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(TESTS.rglob("test_*.py")):
        for name, row in _marked(ast.parse(path.read_text(encoding="utf-8"))):
            found[row].append(f"{path.relative_to(TESTS).as_posix()}::{name}")
    return dict(found)


def with_proofs() -> str:
    """The table with the names of the tests; a row without a test keeps what it says."""
    proved = proofs()
    return "\n".join(_proved(line, proved) for line in _lines()) + "\n"


def _proved(line: str, proved: dict[str, list[str]]) -> str:
    cells = _cells(line)
    if cells is None or cells[0] not in proved:
        return line
    tests = ", ".join(f"`{test}`" for test in proved[cells[0]])
    return f"| {' | '.join((*cells[:-1], tests))} |"


def _lines() -> list[str]:
    return TABLE.read_text(encoding="utf-8").splitlines()


def _cells(line: str) -> tuple[str, ...] | None:
    """The cells of a row; None for a head, a rule and prose."""
    cells = tuple(cell.strip() for cell in line.strip("|").split("|")) if line.startswith("| ") else ()
    return None if len(cells) != 5 or cells[0] == "Row" else cells


def _marked(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Each test of a module with each row it is marked with."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.worked_entry":
                    yield from ((node.name, ast.literal_eval(row)) for row in mark.args)


if __name__ == "__main__":
    if "--write" in sys.argv:
        TABLE.write_text(with_proofs(), encoding="utf-8")
    else:
        print(with_proofs(), end="")
