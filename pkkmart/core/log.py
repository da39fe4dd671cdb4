"""The program's log file, for whoever is called when something went wrong."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path


def start_log(folder: Path, *, level: int = logging.INFO) -> None:
    """Write warnings and worse (and our own notes) to a rotating file in a folder, at most 4 MB.

    Called before python-escpos is imported, which would configure logging its own way.
    """
    stop_log()
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "pkkmart.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)


def stop_log() -> None:
    """Close the log."""
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old, RotatingFileHandler)]:
        root.removeHandler(old)
        old.close()
