"""A shop that is killed while it closes and reopens its months: `python -m tests.closing.kills DB ROUNDS SEED`.

A child closes, reopens and closes again for ever and tells each act once it has returned; it is killed
with SIGKILL at a random moment. What was told must hold, and the books must verify.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import Approval
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.ledger.queries import closed_through
from pkkmart.users.queries import actor_of
from pkkmart.users.roles import Role
from tests import make

MONTHS = ("2026-08", "2026-09", "2026-10")


def prepare(path: Path) -> None:
    """A shop that bought something in each of three months."""
    open_database(path)
    make.cashier("Bu Endang", "4321", Role.TREASURER)
    make.cashier("Bu Ketua", "9876", Role.ADMIN)
    for month in (8, 9, 10):
        with clock.using(lambda month=month: datetime(2026, month, 12, 3, tzinfo=UTC)):
            make.bought(make.product(f"Gula {month}"), 100, 1_500_000)
    close_database()


def close_until_killed(path: Path, told: int) -> None:
    """The child: three months closed, two opened again; for ever."""
    open_database(path)
    endang, ketua = actor_of(1), actor_of(2)
    while True:
        for month in MONTHS:
            if (closed_through() or "") < month:
                close_month(endang, month)
                os.write(told, f"{closed_through()}\n".encode())
        for month in MONTHS[:0:-1]:
            reopen_month(endang, month, "uji", approval=Approval(ketua, "uji"))
            os.write(told, f"{closed_through()}\n".encode())


def run_round(path: Path, seed: int) -> tuple[int, str]:
    """One child's life; returns how many acts it told, and the last."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        close_until_killed(path, writing)
    os.close(writing)
    with os.fdopen(reading) as lines:
        # However slow the machine is, two acts are done before the moment is drawn.
        told = [lines.readline(), lines.readline()]
        time.sleep(random.Random(seed).uniform(0, 0.09))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        told += lines.readlines()
    return len(told), told[-1].strip()


def main(path: Path, rounds: int, seed: int) -> int:
    prepare(path)
    acts = 0
    for number in range(rounds):
        count, last = run_round(path, seed + number)
        acts += count
        open_database(path)
        wrong = [check for check in verify() if not check.ok]
        marks = fetch("SELECT count(*) FROM audit WHERE act IN ('close_month', 'reopen_month')")[0][0]
        events = fetch("SELECT count(*) FROM period_event")[0][0]
        now = closed_through()
        close_database()
        # One act may have been committed whose telling was cut off; never one told and lost.
        near = not last or abs(MONTHS.index(now or MONTHS[0]) - MONTHS.index(last)) <= 1
        if wrong or marks != events or events < acts or not near:
            print(f"round {number}: wrong {wrong}, {marks} marks, {events} events, {acts} told, {last} then {now}")
            return 1
    print(f"{rounds} kills, {acts} acts told, none lost")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])))
