"""Windows of a test are gone when it is over: else every later change of theme dresses them all again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete, isValid

from pkkmart.shell.window import MainWindow
from pkkmart.ui.keys import ScanFilter
from pkkmart.ui.theme import Theme, apply_theme, current
from pkkmart.ui.worker import end_chores


def take_down(windows: Iterable[QWidget]) -> None:
    """End chores, close windows and delete them now; Python would keep them until its next great collection."""
    end_chores()
    for window in windows:
        if isValid(window):
            window.close_for_good() if isinstance(window, MainWindow) else window.close()
        if isValid(window):
            delete(window)


def end_everything() -> None:
    """End chores, windows and key filters, and dress the program as it starts."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    take_down([window for window in app.topLevelWidgets() if window.parent() is None])
    for scans in app.findChildren(ScanFilter):
        app.removeEventFilter(scans)
        delete(scans)
    if current() != Theme():
        apply_theme(app)
