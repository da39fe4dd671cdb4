"""Power cuts in the gate: thirty kills, nothing acknowledged lost. `make torture` kills a thousand times."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.parametrize("seed", [1, 1_000])
def test_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    command = [sys.executable, "-m", "tests.scenarios.kills", str(tmp_path / "toko.db"), "15", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    match = re.search(r"15 kills, (\d+) sales told, none lost; (\d+) drafts kept", done.stdout)
    assert match, done.stdout
    assert int(match[1]) > 15
