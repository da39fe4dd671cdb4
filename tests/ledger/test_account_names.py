"""Accounts are named by their keys: a code is written in the chart alone, and in sentences that people read."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pkkmart
from pkkmart.ledger.chart import Account, codes

SOURCE = Path(pkkmart.__file__).parent
CHART = SOURCE / "ledger" / "chart.py"
CODES = frozenset(map(int, Account))
FOUR_DIGITS = re.compile(r"(?<![\d.])\d{4}(?![\d.]\d)")
COMPARED = re.compile(r"\b(?:account_id|code)\s*(?:[<>=]+|BETWEEN|IN\s*\()\s*\d{4}", re.IGNORECASE)
COLUMNS = {"code", "account_id", "account"}


def codes_in(text: str) -> Iterator[tuple[int, str]]:
    """The line and the text of every account code that stands in a module as a number, or in a string of code.

    Left out are docstrings and what is shown: the arguments of `_()` and `N_()`.
    """
    tree = ast.parse(text)
    shown = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            shown.add(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_"):
            shown.update(part for part in ast.walk(node) if isinstance(part, ast.Constant))
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute) and node.left.attr in COLUMNS:
            for side in node.comparators:
                if isinstance(side, ast.Constant) and isinstance(side.value, int) and side.value >= 1_000:
                    yield node.lineno, ast.unparse(node)
        if not isinstance(node, ast.Constant) or node in shown:
            continue
        if type(node.value) is int and node.value in CODES:
            yield node.lineno, str(node.value)
        elif isinstance(node.value, str) and (
            COMPARED.search(node.value) or any(int(found) in CODES for found in FOUR_DIGITS.findall(node.value))
        ):
            yield node.lineno, node.value


def test_only_the_chart_writes_the_code_of_an_account() -> None:
    modules = [path for path in SOURCE.rglob("*.py") if path != CHART and "migrations" not in path.parts]
    assert len(modules) > 300
    found = [
        f"{path.relative_to(SOURCE)}:{line}: {told}"
        for path in modules
        for line, told in codes_in(path.read_text(encoding="utf-8"))
    ]
    assert found == [], "say the key, as Account.DRAWER does; in SQL through chart.codes() or chart.sum_on()"


@pytest.mark.parametrize(
    "line",
    [
        "PLACES = (1101, 1103)",
        "fetch('SELECT 1 FROM posting WHERE account_id = 1101')",
        "fetch(f'SELECT {x} FROM posting WHERE account_id IN (2102, 2103)')",
        "fetch('SELECT 1 FROM posting p WHERE p.account_id >= 4000')",
        "good = row.code >= 4_000",
        "paid = {'2101': 0}",
    ],
)
def test_a_code_anywhere_else_is_found(line: str) -> None:
    assert list(codes_in(line))


@pytest.mark.parametrize(
    "line",
    [
        '"""1101 is the drawer."""',
        "told = _('3199 nol')",
        "price = 4_000",
        "fetch(f'SELECT 1 FROM posting WHERE account_id IN ({codes(Account.DRAWER)})')",
    ],
)
def test_prose_and_keys_are_not(line: str) -> None:
    assert not list(codes_in(line))


def test_codes_are_the_list_of_an_sql_in() -> None:
    assert codes(Account.DRAWER, Account.BANK) == "1101, 1111"
