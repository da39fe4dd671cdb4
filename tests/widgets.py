"""Windows of a test are gone when it is over: else every later change of theme dresses them all again."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget
from shiboken6 import delete, isValid


def take_down(windows: Iterable[QWidget]) -> None:
    """Close windows and delete them now; Python would keep them until its next great collection."""
    for window in windows:
        if isValid(window):
            window.close()
        if isValid(window):
            delete(window)
