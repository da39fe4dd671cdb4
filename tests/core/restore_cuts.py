"""A restore that is cut off at its every step: `python -m tests.core.restore_cuts FOLDER kill|fail [broken]`.

A child restores a backup and, at its n-th call into the system or SQLite, is killed with SIGKILL or told that the
disk failed; n counts up until a child comes through. After each the old shop must stand whole, with the sale that
only its log held, or the new one. `broken`: the present file can't be read; then its bytes and its log must stay.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import time
from pathlib import Path
from types import FrameType

from pkkmart.core.backup import make_backup
from pkkmart.core.contents import inspect
from pkkmart.core.db import close_database, open_database
from pkkmart.core.errors import PkkError
from pkkmart.core.restore import restore
from tests import make

STEPS = frozenset(
    {"open", "mkdir", "fsync", "replace", "rename", "unlink", "sendfile", "copyfileobj", "execute", "backup", "connect"}
)
CAME_THROUGH, TOLD, BUG, WENT_ON = 0, 1, 2, 3
"""How a child ends: not cut at all; cut and told so; cut, with no sentence for it; cut, and still restored."""


def prepare(folder: Path) -> tuple[Path, Path]:
    """A shop whose last sale lies only in its log, and a backup from before that sale."""
    shop, usb = folder / "asal", folder / "usb"
    shop.mkdir()
    usb.mkdir()
    open_database(shop / "pkkmart.db", synchronous="off")
    rina = make.cashier()
    gula = make.product()
    make.bought(gula, 10, 150_000)
    make.shift(rina)
    make.sell(rina, (gula, 1))
    backup = make_backup(usb).path
    make.sell(rina, (gula, 1))
    stopped = folder / "mati"
    stopped.mkdir()
    for name in ("pkkmart.db", "pkkmart.db-wal"):
        shutil.copyfile(shop / name, stopped / name)
    close_database()
    assert (stopped / "pkkmart.db-wal").stat().st_size
    return stopped, backup


class Cut:
    """Counts the calls into the system; at the `at`-th the lights go out, or the disk says no.

    It begins where the folder of the shop is first touched: until then the backup is only looked at.
    """

    def __init__(self, at: int, way: str) -> None:
        self.left, self.way, self.begun = at, way, False

    def __call__(self, _frame: FrameType, event: str, called: object) -> None:
        name = getattr(called, "__name__", "") if event == "c_call" else ""
        self.begun = self.begun or name == "mkdir"
        if self.begun and name in STEPS:
            self.left -= 1
            if self.left == 0:
                if self.way == "kill":
                    os.kill(os.getpid(), signal.SIGKILL)
                raise OSError(errno.EIO, "Input/output error")


def run_child(at: int, way: str, backup: Path, folder: Path) -> int:
    """How the child ended: CAME_THROUGH, TOLD, BUG, WENT_ON, or -9."""
    child = os.fork()
    if child == 0:
        ending, watch = BUG, Cut(at, way)
        try:
            sys.setprofile(watch)
            restore(backup, folder)
            ending = CAME_THROUGH if watch.left > 0 else WENT_ON
        except PkkError:
            ending = TOLD
        finally:
            sys.setprofile(None)
            os._exit(ending)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def wrong_with(folder: Path, ending: int, before: dict[str, bytes], broken: bool) -> str:
    """What must not be after a cut ("" when all is well)."""
    if ending == BUG:
        return "an error without a sentence"
    current = folder / "pkkmart.db"
    if broken and current.read_bytes() == before["pkkmart.db"]:
        logs = {path.name for path in folder.glob("*-wal") if path.read_bytes() == before["pkkmart.db-wal"]}
        return "" if "pkkmart.db-wal" in logs or (ending == -9 and logs) else "the log of the unreadable file is gone"
    receipts = len(inspect(current, thorough=True).receipts)
    if receipts not in (1, 2) or (broken and receipts == 2):
        return f"{receipts} receipts"
    if ending == TOLD and receipts == 1:
        return "replaced, but called a failure"
    if ending in (CAME_THROUGH, WENT_ON) and receipts == 2:
        return "called a success, but not replaced"
    return ""


def main(folder: Path, way: str, broken: bool) -> int:
    stopped, backup = prepare(folder)
    if broken:
        (stopped / "pkkmart.db").write_bytes(b"rusak" * 1_000)
        (stopped / "pkkmart.db-wal").write_bytes(b"log" * 1_000)
    before = {path.name: path.read_bytes() for path in stopped.iterdir()}
    endings: dict[int, int] = {}
    started = time.monotonic()
    for at in range(1, 1_000):
        target = folder / "coba"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(stopped, target)
        ending = run_child(at, way, backup, target)
        endings[ending] = endings.get(ending, 0) + 1
        wrong = wrong_with(target, ending, before, broken)
        left = [path.name for path in target.iterdir() if ".tulis" in path.name]
        if wrong or (left and ending == TOLD):
            print(f"cut {at}: {wrong or left}; {sorted(path.name for path in target.iterdir())}")
            return 1
        if ending == CAME_THROUGH:
            print(f"{at} cuts, {endings}, {time.monotonic() - started:.1f} s")
            return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], "broken" in sys.argv))
