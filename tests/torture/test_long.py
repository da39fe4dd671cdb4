"""What takes an hour: `make torture`. The gate runs the same stories in small."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.db import close_database, open_database
from pkkmart.core.settings import forget_cached
from pkkmart.demo.play import play
from tests.scenarios.months import run_months, stocked_shop


@pytest.mark.parametrize("seed", range(20))
def test_a_thousand_kills_lose_nothing(tmp_path: Path, seed: int) -> None:
    command = [sys.executable, "-m", "tests.scenarios.kills", str(tmp_path / "toko.db"), "50", str(seed * 10_000)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1_800)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_half_a_year_of_the_demo_verifies(tmp_path: Path, seed: int) -> None:
    open_database(tmp_path / "toko.db", synchronous="off")
    forget_cached()
    try:
        play(days=180, seed=seed, until=date(2026, 11, 20))
        assert [check for check in verify() if not check.ok] == []
    finally:
        close_database()
        forget_cached()


def test_thousands_of_months_in_any_order(template: sqlite3.Connection) -> None:
    with stocked_shop(template) as base:
        run_months(base, examples=3_000, steps=100)
