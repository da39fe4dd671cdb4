"""Every worked entry is proved by a test, or says that its feature is not built yet."""

from __future__ import annotations

import re
from itertools import zip_longest

import pytest

from pkkmart.ledger.chart import Account
from tests.worked_entries import NOT_BUILT, TABLE, WorkedEntry, proofs, with_proofs, worked_entries

PART = re.compile(r",? (?:then|or) |, (?=[DK] )")
FIGURE = re.compile(r"(\d{4})(?: \(\w\))? ([\d.]+)$")


def test_a_row_is_proved_or_says_that_it_is_not_built_yet() -> None:
    told, proved = worked_entries(), proofs()
    assert len({entry.row for entry in told}) == len(told)
    assert [entry.row for entry in told if entry.row not in proved and entry.test != NOT_BUILT] == []


def test_a_marked_test_names_a_row_and_the_table_names_the_test() -> None:
    assert set(proofs()) - {entry.row for entry in worked_entries()} == set()
    assert TABLE.read_text(encoding="utf-8") == with_proofs(), "run: python -m tests.worked_entries --write"


@pytest.mark.parametrize("entry", worked_entries(), ids=lambda entry: entry.row)
def test_a_row_balances_and_its_accounts_are_in_the_chart(entry: WorkedEntry) -> None:
    for debit, credit in zip_longest(PART.split(entry.debit), PART.split(entry.credit)):
        assert total(debit) == total(credit), entry


def total(side: str) -> int:
    """What one side of an entry adds up to, rupiah; "nothing" is nothing."""
    figures = [] if side.startswith("nothing") else side.removeprefix("D ").removeprefix("K ").split("; ")
    amount = 0
    for figure in figures:
        found = FIGURE.match(figure.removesuffix(", in parts").strip())
        assert found is not None, figure
        assert int(found[1]) in set(Account)
        amount += int(found[2].replace(".", ""))
    return amount
