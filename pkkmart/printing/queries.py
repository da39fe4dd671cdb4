"""Reads of the print queue: what waits, what became of a document's slips, what was on one."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.printing.job import DRAWER, Backlog, Job, JobState
from pkkmart.printing.letterhead import SHOP_LOGO, logo_of, logo_sha256
from pkkmart.printing.slip import Element, from_json


class JobUnknown(UserError):
    template = N_("Cetakan nomor {job_id} tidak ada.")


_COLUMNS = (
    "id, kind, title, origin_kind, origin_id, copy_no, queued_at, state, attempts, last_error, sent_at, next_try_at, "
    "partial"
)


def jobs_of(origin_kind: str, origin_id: int) -> list[Job]:
    """The print jobs of one document, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM print_job WHERE origin_kind = ? AND origin_id = ? ORDER BY id"
    return [_job(row) for row in fetch(sql, (origin_kind, origin_id))]


@dataclass(frozen=True, slots=True)
class Slip:
    """The slip of a document: what a person calls the document, and what is on the slip.

    `origin_kind` and `origin_id` name the document; `kind` is that of its print jobs.
    """

    title: str
    elements: tuple[Element, ...]
    kind: str
    origin_kind: str
    origin_id: int


def slip_of(origin_kind: str, origin_id: int) -> Slip | None:
    """The slip that was queued with a document, as it was then; None for a document that queued none."""
    jobs = [one for one in jobs_of(origin_kind, origin_id) if one.kind != DRAWER]
    if not jobs:
        return None
    return Slip(jobs[0].title, tuple(elements_of(jobs[0].id)), jobs[0].kind, origin_kind, origin_id)


def job(job_id: int) -> Job:
    """One job; raises JobUnknown."""
    row = fetch_one(f"SELECT {_COLUMNS} FROM print_job WHERE id = ?", (job_id,))
    if row is None:
        raise JobUnknown(job_id=job_id)
    return _job(row)


def elements_of(job_id: int) -> list[Element]:
    """What is on a job's slip; raises JobUnknown, or ValueError when the row was tampered with."""
    return from_json(elements_json(job_id))


def elements_json(job_id: int) -> str:
    """The frozen text of a job's elements; raises JobUnknown."""
    row = fetch_one("SELECT elements FROM print_job WHERE id = ?", (job_id,))
    if row is None:
        raise JobUnknown(job_id=job_id)
    return str(row[0])


def picture_of(sha256: str) -> bytes:
    """The logo a slip was made with, however often the shop has changed it since; b"" when there is none such."""
    for (value,) in fetch("SELECT value FROM setting WHERE key = ? ORDER BY id DESC", (SHOP_LOGO.key,)):
        text = json.loads(value)
        if logo_sha256(text) == sha256:
            return logo_of(text)
    return b""


def copies_of(origin_kind: str, origin_id: int, kind: str) -> int:
    """The highest copy number queued of one document's slip; 0 when there is none."""
    sql = "SELECT coalesce(max(copy_no), 0) FROM print_job WHERE origin_kind = ? AND origin_id = ? AND kind = ?"
    row = fetch_one(sql, (origin_kind, origin_id, kind))
    assert row is not None
    return int(row[0])


def waiting_jobs() -> list[Job]:
    """The jobs to be sent, oldest first."""
    return [_job(row) for row in fetch(f"SELECT {_COLUMNS} FROM print_job WHERE state = 'waiting' ORDER BY id")]


def waiting_count() -> int:
    """How many jobs wait for the printer."""
    row = fetch_one("SELECT count(*) FROM print_job WHERE state = 'waiting'")
    assert row is not None
    return int(row[0])


def backlog() -> Backlog:
    """What the top line says of the queue."""
    waiting = waiting_count()
    where = "WHERE state = 'waiting' ORDER BY id" if waiting else "ORDER BY id DESC"
    row = fetch_one(f"SELECT state, last_error FROM print_job {where} LIMIT 1")
    troubled = row is not None and row[0] in (JobState.WAITING, JobState.FAILED)
    return Backlog(waiting, str(row[1]) if row is not None and troubled else "")


def _job(row: tuple[Any, ...]) -> Job:
    (job_id, kind, title, origin_kind, origin_id, copy_no, queued, state, attempts, error, sent, next_try, partial) = (
        row
    )
    return Job(
        job_id,
        kind,
        title,
        origin_kind,
        origin_id,
        copy_no,
        clock.from_text(queued),
        JobState(state),
        attempts,
        error,
        clock.from_text(sent) if sent else None,
        clock.from_text(next_try) if next_try else None,
        bool(partial),
    )
