"""Speed of the books: statements of a million postings, and pages and papers of the demo."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.db import close_database, open_database
from pkkmart.core.settings import PcFile, forget_cached
from pkkmart.core.shop import opened_shop, pc_file
from pkkmart.demo.play import play
from pkkmart.reports.documents import month_set
from pkkmart.reports.months import first_day, month_before, month_of
from pkkmart.reports.queries import month_balances
from pkkmart.reports.statements import balance_sheet, income_statement, trial_lines
from pkkmart.shell.window import MainWindow
from pkkmart.ui.doors import Door
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import apply_theme, load_fonts
from pkkmart.ui.worker import chores_running, end_chores
from pkkmart.users.queries import active_users, actor_of
from tests.bench.data import LAST_DAY
from tests.bench.table import Limit, Line, Times

_NOON: Final = time_of_day(5)
DOORS: Final = (
    *("home", "counter", "stock", "receive", "consignors", "delivery", "savings", "cash", "suppliers", "journal"),
    *("close", "reports", "settings", "close_shift"),
)

_BY_HAND: Final = (
    "SELECT a.id, a.name, b.amount_idr, m.debit, m.credit FROM account a"
    " LEFT JOIN period_balance b ON b.account_id = a.id"
    " AND b.period_event_id = (SELECT max(id) FROM period_event WHERE kind = 'CLOSED')"
    " LEFT JOIN (SELECT p.account_id, sum(max(p.amount_idr, 0)) AS debit, sum(min(p.amount_idr, 0)) AS credit"
    " FROM journal_entry e JOIN posting p ON p.entry_id = e.id WHERE e.business_date BETWEEN ? AND ?"
    " GROUP BY p.account_id) m ON m.account_id = a.id ORDER BY a.id"
)


def run_books(path: Path, times: int) -> Iterator[Line]:
    """The open month of a shop with a million postings; then all of it proven anew."""
    month = f"{LAST_DAY:%Y-%m}"
    by_hand = _by_hand(path, times)
    open_database(path)
    forget_cached()
    try:
        with clock.using(lambda: datetime.combine(LAST_DAY, _NOON, UTC)):
            trial = _timed(times, lambda: trial_lines(month_balances(month)))
            yield Line("trial balance of an open month", trial, (Limit("p99", 50),), by_hand)
            yield Line("  the same by hand", by_hand)
            both = _timed(times, lambda: _statements(month))
            yield Line("figures of both statements", both, (Limit("p99", 150),), by_hand)
            every = _timed(1, _require_green)
            yield Line("verify, every proof", every, (Limit("median", 20_000),))
    finally:
        close_database()
        forget_cached()


def _statements(month: str) -> None:
    rows = month_balances(month)
    if not balance_sheet(rows).balances or not income_statement(rows).lines:
        raise RuntimeError("the books do not balance")


def _require_green() -> None:
    failed = [check.name for check in verify() if not check.ok]
    if failed:
        raise RuntimeError(f"proofs fail: {', '.join(failed)}")


def _by_hand(path: Path, times: int) -> Times:
    """The figures of the trial balance as one statement of SQL, from the last closing's stored balances."""
    db = sqlite3.connect(path)
    days = (LAST_DAY.replace(day=1).isoformat(), LAST_DAY.isoformat())
    found = _timed(times, lambda: db.execute(_BY_HAND, days).fetchall())
    db.close()
    return found


def _timed(times: int, act: Callable[[], object]) -> Times:
    found = Times()
    for _ in range(times):
        began = time.perf_counter()
        act()
        found.add(time.perf_counter() - began)
    return found


def run_demo(folder: Path, times: int) -> Iterator[Line]:
    """Three months of the demo: how long they play, their papers, and every page opened once a time."""
    began = time.perf_counter()
    with opened_shop(folder, synchronous="off") as data:
        today = clock.today()
        first = first_day(month_before(month_before(month_of(today))))
        play(days=(today - first).days + 1, seed=7, until=today)
        played = Times()
        played.add(time.perf_counter() - began)
        yield Line("demo of three months played", played, (Limit("median", 60_000),))
        month = month_before(month_of(clock.today()))
        with tempfile.TemporaryDirectory() as papers:
            yield Line(
                "the month's five PDFs", _timed(times, lambda: month_set(month, Path(papers))), (Limit("p99", 5_000),)
            )
        yield from _pages(pc_file(data), times)


def _pages(pc: PcFile, times: int) -> Iterator[Line]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    load_fonts()
    apply_theme(app)
    window = MainWindow(pc, ScanFilter(app))
    window.resize(1366, 768)
    window.show()
    window.unlock(actor_of(next(user for user in active_users() if user.role == "ADMIN").id))
    first: dict[str, tuple[float, float]] = {}
    again = Times()
    for turn in range(times):
        for kind in DOORS:
            painted, whole = _opened(app, window, kind)
            if turn:
                again.add(painted)
            else:
                first[kind] = (painted, whole)
    window.close()
    end_chores()
    app.processEvents()
    for at, what in enumerate(
        (f"first opening of {len(DOORS)} pages of the demo", "  until all it works out is shown")
    ):
        slowest = max(first, key=lambda kind: first[kind][at])
        every = Times([took[at] * 1_000 for took in first.values()])
        yield Line(f"{what} ({slowest})", every, () if at else (Limit("p99", 200),))
    if again.ms:
        yield Line("  opening any of them again", again, (Limit("p99", 200),))


def _opened(app: QApplication, window: MainWindow, kind: str) -> tuple[float, float]:
    """Open a page; seconds until it is painted, and until what it works out next to the window is shown too."""
    began = time.perf_counter()
    window.open(Door(kind))
    app.processEvents()
    window.repaint()
    painted = time.perf_counter() - began
    while chores_running():
        app.processEvents()
    return painted, time.perf_counter() - began
