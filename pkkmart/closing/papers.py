"""The papers of a month, as the set of documents writes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pkkmart.core.backup import Progress


def write_papers(month: str, folder: Path, progress: Progress) -> Sequence[Path]:
    """Write the month's set into a folder; returns the files."""
    from pkkmart.reports.documents import month_set  # type: ignore[import-untyped]  # being built beside this

    files: Sequence[Path] = month_set(month, folder, progress)
    return files
