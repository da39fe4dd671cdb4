"""What the window asks its runner for when a backup is to come back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """A backup two people want back, and their names as the audit gets them."""

    path: Path
    treasurer: str
    chair: str
