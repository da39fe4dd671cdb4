"""Opens the shop's window with as little read and made before it as can be."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

from pkkmart.core.i18n import _

_NO_SCREEN = 1
"""Exit status where there is no screen to open a window on."""


def open_window(folder: Path) -> int:
    """Open the window of the shop in a folder and stay until it is closed; returns the exit status.

    Qt is imported here and not before: it is not needed, and may be missing, where there is no screen.
    """
    if not _has_screen():
        print(  # noqa: T201 - a terminal is all there is to say it on
            _("Tidak ada layar untuk membuka jendela. Jalankan dari desktop, atau setel DISPLAY."), file=sys.stderr
        )
        return _NO_SCREEN
    gc.disable()  # nothing made by a start is garbage; the window's Collector collects from then on
    import pkkmart.ui  # noqa: F401 - first: the imports after it are spared PySide's reading of their source
    from pkkmart.app import run_window

    return run_window(folder)


def _has_screen() -> bool:
    """Return whether Qt has a screen to draw on; without one it would end the program and dump its memory."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return sys.platform != "linux" or any(os.environ.get(name) for name in named)
