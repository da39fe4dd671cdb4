"""The exported ledger read by the three programs it is for, and every balance they find against ours."""

from __future__ import annotations

import csv
import io
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from pkkmart.cashbook.operations import FeeHigh, cancel_expense, record_expense, settle_clearing, transfer
from pkkmart.cashbook.queries import open_clearing
from pkkmart.consignment.operations import LossItem, pay_settlement, record_loss, settle
from pkkmart.core import clock
from pkkmart.core.db import db, fetch
from pkkmart.core.quantity import ONE
from pkkmart.demo.play import play
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import trial_balance
from pkkmart.reports import exports
from pkkmart.reports.exports import LedgerFormat, account_path, export_ledger
from pkkmart.stock.operations import AdjustItem, adjust
from pkkmart.stock.rules import AdjustReason
from pkkmart.till.places import CashPlace
from pkkmart.users.queries import active_users, actor_of
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock, memory_shop

UNTIL = date(2026, 11, 20)
EVENING = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
KINDS = {
    *("adjustment", "cash_slip", "clearing", "expense", "loss", "opening", "payout", "purchase", "repayment"),
    *("sale", "sale_change", "savings_slip", "shift", "supplier_payment", "transfer", "void"),
}
AWKWARD = 'Bu "Sari" [2026/13/45]: kue; \u2028\x1b (50 %) {{1}} @ é \\'
"""A name with every sign that means something to one of the three."""

_BALANCES = """
import sys
from beancount import loader
from beancount.core import realization
entries, errors, _options = loader.load_file(sys.argv[1])
assert not errors, errors
for account in realization.iter_children(realization.realize(entries)):
    for held in account.balance:
        assert held.units.currency == "IDR" and held.cost is None, held
        print(account.account, held.units.number, sep="\\t")
"""


@pytest.fixture(scope="module")
def finished(template: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Three played days, and every kind of entry that a quiet week lacks."""
    copy = sqlite3.connect(":memory:")
    frozen = FrozenClock()
    with clock.using(frozen), memory_shop(template):
        play(days=3, seed=7, until=UNTIL)
        frozen.at = EVENING
        _add_the_rest()
        db.connection().backup(copy)
    yield copy
    copy.close()


def _add_the_rest() -> None:
    endang = actor_of(next(user.id for user in active_users() if user.role is Role.TREASURER))
    sari = make.consignor(AWKWARD, percent_bp=1_500)
    lemper, sugar = make.product("Lemper", 3_000, owner_id=sari), make.product("Gula Merah", 9_500)
    make.delivered(sari, lemper, 20)
    make.bought(sugar, 10, 80_000)
    make.sell(endang, (lemper, 7), (sugar, 2))
    record_loss(endang, sari, [LossItem(lemper, 2 * ONE)])
    pay_settlement(endang, settle(endang, sari, UNTIL).id, CashPlace.SAFE, till_id=1)
    adjust(endang, [AdjustItem(sugar, ONE)], AdjustReason.MISSING)
    paid = record_expense(endang, Account.UTILITIES, 50_000, CashPlace.SAFE, note=AWKWARD, till_id=1)
    cancel_expense(endang, paid.id, AWKWARD, till_id=1)
    transfer(endang, CashPlace.SAFE, CashPlace.BANK, 100_000, till_id=1)
    waiting = [(one.day, one.open_idr) for one in open_clearing()]
    settle_clearing(endang, waiting, 1_000, confirmed=frozenset({FeeHigh.key}))


def read_with_awkward_memos(sql: str) -> list[tuple[Any, ...]]:
    """Reads as always, but every entry says more than its paper's number: no screen writes such a memo yet."""
    return fetch(sql.replace("e.memo", ":memo || e.memo"), {"memo": AWKWARD})


@pytest.fixture
def books(
    finished: sqlite3.Connection, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, int]]:
    """The shop opened; hands over our own trial balance, account path → rupiah, zeros left out."""
    frozen.at = EVENING
    monkeypatch.setattr(exports, "fetch", read_with_awkward_memos)
    with memory_shop(finished):
        rows = trial_balance(date(2026, 1, 1), UNTIL)
        sides = dict(fetch("SELECT id, normal_side FROM account"))
        yield {account_path(row.code, row.name, sides[row.code]): row.closing_idr for row in rows if row.closing_idr}


def exported(folder: Path, kind: LedgerFormat) -> Path:
    path = folder / f"buku.{kind}"
    export_ledger(path, kind)
    return path


def run_tool(tool: str, *words: str | Path) -> str:
    """What a program says; it must be content. One that isn't installed skips the test."""
    found = shutil.which(tool)
    if found is None:
        pytest.skip(f"{tool} is not installed (apt-get install {tool})")
    return run_here(found, *words)


def run_here(*command: str | Path) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=60, env={**os.environ, "LC_ALL": "C.UTF-8"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    return done.stdout


def balances(table: str, delimiter: str = "\t") -> dict[str, int]:
    """Account → rupiah of a program's own listing, zeros left out."""
    rows = list(csv.reader(io.StringIO(table), delimiter=delimiter))
    read = {account: int(amount.removesuffix(" IDR")) for account, amount in rows}
    assert len(read) == len(rows), "one line per account"
    return {account: amount for account, amount in read.items() if amount}


def test_the_shop_holds_every_kind_of_entry(books: dict[str, int]) -> None:
    assert {row[0] for row in fetch("SELECT DISTINCT origin_kind FROM journal_entry")} == KINDS
    assert {row[0] for row in fetch("SELECT DISTINCT kind FROM journal_entry")} == {"NORMAL", "OPENING", "REVERSAL"}
    assert len(books) > 20


def test_hledger_checks_it_strictly_and_finds_our_balances(books: dict[str, int], tmp_path: Path) -> None:
    path = exported(tmp_path, LedgerFormat.HLEDGER)
    assert run_tool("hledger", "check", "--strict", "-f", path) == ""
    told = run_tool("hledger", "balance", "-f", path, "--strict", "--flat", "--no-total", "-O", "csv")
    assert balances(told.split("\n", 1)[1], ",") == books


def test_ledger_reads_it_pedantically_and_finds_our_balances(books: dict[str, int], tmp_path: Path) -> None:
    path = exported(tmp_path, LedgerFormat.LEDGER)
    line = "%(account)\t%(quantity(scrub(display_total)))\n"
    told = run_tool("ledger", "--pedantic", "-f", path, "balance", "--flat", "--no-total", "--format", line)
    assert balances(told) == books


def test_beancount_checks_it_and_finds_our_balances(books: dict[str, int], tmp_path: Path) -> None:
    path = exported(tmp_path, LedgerFormat.BEANCOUNT)
    assert run_here(Path(sys.executable).with_name("bean-check"), path) == ""
    assert balances(run_here(sys.executable, "-c", _BALANCES, path)) == books
