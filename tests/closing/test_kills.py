"""Power cuts while months close and reopen: a month is closed with all its balances, or not at all."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32", reason="fork and SIGKILL are POSIX")
def test_a_closing_is_whole_or_was_never_begun(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.closing.kills", str(tmp_path / "toko.db"), "15", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    match = re.search(r"15 kills, (\d+) acts told, none lost", done.stdout)
    assert match, done.stdout
    assert int(match[1]) > 15
