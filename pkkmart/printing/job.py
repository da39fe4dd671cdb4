"""A print job outside the database: what is printed, of which document, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

DRAWER: Final = "drawer"
"""The kind of a job that only opens the drawer."""


class JobState(StrEnum):
    """What became of a job; never "printed", because no printer tells us so reliably."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SHOWN = "shown"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Job:
    """One print job without its content; times are UTC, `copy_no` 1 is the original."""

    id: int
    kind: str
    title: str
    origin_kind: str
    origin_id: int
    copy_no: int
    queued_at: datetime
    state: JobState
    attempts: int
    last_error: str
    sent_at: datetime | None
    next_try_at: datetime | None
    partial: bool


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many jobs wait, and the trouble of the oldest of them (or of the last job, if that failed)."""

    waiting: int
    trouble: str
