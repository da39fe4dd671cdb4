"""Opens the shop's window with as little read and made before it as can be."""

from __future__ import annotations

import gc
from pathlib import Path


def open_window(folder: Path) -> int:
    """Open the window of the shop in a folder and stay until it is closed; returns the exit status.

    Qt is imported here and not before: it is not needed, and may be missing, where there is no screen.
    """
    gc.disable()  # nothing made by a start is garbage; the window's Collector collects from then on
    import pkkmart.ui  # noqa: F401 - first: the imports after it are spared PySide's reading of their source
    from pkkmart.app import run_window

    return run_window(folder)
