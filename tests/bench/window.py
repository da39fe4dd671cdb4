"""A process that opens the shop's window as a person does: `python -m tests.bench.window FOLDER SALES`.

It prints `ready` once the counter can take a scan after the PIN, sells, and prints its peak of memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.table import Times

PIN = "1234"
LINES = 5


def main(folder: Path, sales: int) -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from pkkmart.start import open_window

    _app = QApplication(sys.argv[:1])
    QTimer.singleShot(0, lambda: _work(sales))
    return open_window(folder)


def _work(sales: int) -> None:
    from PySide6.QtWidgets import QApplication

    from pkkmart.shell.window import MainWindow

    (window,) = (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow))
    try:
        window.login.pin.setText(PIN)
        window.login.pin.entered.emit()
        QApplication.processEvents()
        window.repaint()
        print("ready", flush=True)
        _sell(window, sales)
        print("peak", _peak_kib(), flush=True)
    finally:
        window.close()
        QApplication.quit()


def _sell(window: object, sales: int) -> None:
    """So many sales at the counter, each with a misspelt search before it, and its draft and receipt kept."""
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from pkkmart.core.db import fetch
    from pkkmart.sales.screen import CounterPage
    from pkkmart.shell.window import MainWindow

    assert isinstance(window, MainWindow)
    page = window.page()
    if not isinstance(page, CounterPage):
        raise SystemExit("the counter did not open")
    codes = [row[0] for row in fetch("SELECT code FROM barcode ORDER BY code LIMIT ?", (max(sales, 1) * LINES,))]
    for at in range(sales):
        page.search.searched.emit("kripik pedsa")
        for code in codes[at * LINES : (at + 1) * LINES]:
            page.scanned(code)
        page.start_pay()
        page.payment.view.finished.emit(page.open_cart.cart.total_idr + 50_000)
        QApplication.processEvents()
        # We are inside one callback, so Qt keeps what was to be deleted; between a cashier's keys it does not.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if page.open_cart.cart.lines:
            raise SystemExit(f"a sale did not go through: {[note.text for note in window.messages.history][-1:]}")


def _peak_kib() -> int:
    """The most memory this process ever held, from Linux; 0 where it cannot be asked."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="utf-8").splitlines() if status.exists() else []
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def run_windows(folder: Path, pycache: Path, starts: int, sales: int) -> tuple[Times, Times, Times]:
    """Start the program anew so often, selling at the end of each; seconds to ready, MiB, and a bare Qt start.

    Its own bytecode is kept, as in an installed program; the first start, which makes it, is not counted.
    """
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(pycache)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    ready, peak, bare = Times(), Times(), Times()
    for number in range(starts + 1):
        seconds, mib = _one(folder, sales, env)
        began = time.perf_counter()
        code = "from PySide6.QtWidgets import QApplication, QWidget; a = QApplication([]); w = QWidget(); w.show()"
        subprocess.run([sys.executable, "-c", code], env=env, check=True)
        if number:
            bare.add(time.perf_counter() - began)
            ready.add(seconds)
            peak.ms.append(mib)
    return ready, peak, bare


def _one(folder: Path, sales: int, env: dict[str, str]) -> tuple[float, float]:
    command = [sys.executable, "-m", "tests.bench.window", str(folder), str(sales)]
    began = time.perf_counter()
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.readline().strip()
        seconds = time.perf_counter() - began
        rest = process.stdout.read().split()
    if said != "ready" or process.returncode or rest[:1] != ["peak"]:
        raise RuntimeError(f"the window did not come up: {said!r} {rest} status {process.returncode}")
    return seconds, int(rest[1]) / 1024


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), int(sys.argv[2])))
