"""Widgets die on the window's thread, whoever allocates."""

from __future__ import annotations

import gc
import threading
import time
import weakref

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from pkkmart.ui.collector import Collector
from pkkmart.ui.worker import Chore, Steps, end_chores


class _Knot:
    """A cycle that holds a widget, which only the collector can untie."""

    def __init__(self, deaths: list[int]) -> None:
        self.me, self.widget = self, QWidget()
        weakref.finalize(self.widget, lambda: deaths.append(threading.get_ident()))


def test_a_widget_in_a_cycle_dies_on_the_window_thread(qapp: QApplication) -> None:
    was_enabled = gc.isenabled()
    owner = QObject()
    collector = Collector(owner)
    try:
        deaths: list[int] = []
        for _again in range(20):
            _Knot(deaths)
        busy = threading.Thread(target=lambda: [[number, [number]] for number in range(200_000)])
        busy.start()
        busy.join()
        assert deaths == []
        gc.collect()
        assert set(deaths) == {threading.get_ident()}
        collector.collect()
    finally:
        collector.stop()
        if not was_enabled:
            gc.disable()


def test_closing_waits_for_a_chore_and_asks_it_to_stop(qapp: QApplication) -> None:
    started, seen = threading.Event(), []

    def work(steps: Steps) -> None:
        started.set()
        for done in range(10_000):
            steps(done, 10_000, "menghitung")
            time.sleep(0.001)
        seen.append("finished")

    chore: Chore[None] = Chore(work)
    chore.start()
    assert started.wait(5)
    end_chores()
    assert not chore.is_running()
    assert seen == []
