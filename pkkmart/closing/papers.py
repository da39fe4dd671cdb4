"""The papers of a month, as the set of documents writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pkkmart.core.backup import Progress
from pkkmart.reports.documents import month_set


def write_papers(month: str, folder: Path, progress: Progress) -> Sequence[Path]:
    """Write the month's set into a folder; returns the files."""
    return month_set(month, folder, progress)
