"""Writes of the print queue: queueing inside a document's transaction, copies, and what became of a try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, insert_rows, next_id, writing
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.printing import queries
from pkkmart.printing.job import DRAWER, JobState
from pkkmart.printing.models import PrintJob
from pkkmart.printing.queries import Slip
from pkkmart.printing.slip import DrawerKick, Element, to_json


@part
def queue(
    kind: str, title: str, elements: Sequence[Element], origin_kind: str, origin_id: int, copy_no: int = 1
) -> int:
    """Queue a slip in the running operation, frozen as it is; returns the job's id.

    Wake the spool after the commit. `title` is what a person calls it, such as the receipt's number.
    """
    job_id = next_id(PrintJob)
    row = {
        "id": job_id,
        "kind": kind,
        "title": title,
        "origin_kind": origin_kind,
        "origin_id": origin_id,
        "elements": to_json(elements),
        "copy_no": copy_no,
        "queued_at": clock.now_text(),
        "user_id": current_act().actor.id,
        "state": JobState.WAITING.value,
        "attempts": 0,
        "last_error": "",
        "sent_at": None,
        "next_try_at": None,
        "partial": False,
    }
    insert_rows(PrintJob, [row])
    return job_id


@part
def queue_drawer(title: str, origin_kind: str, origin_id: int) -> int:
    """Queue opening the drawer alone; it is dropped if the printer does not take it within seconds."""
    return queue(DRAWER, title, [DrawerKick()], origin_kind, origin_id)


@operation(Permission.SELL, changes=frozenset({Changed.PRINT_JOBS}))
def print_slip(actor: Actor, slip: Slip) -> int:
    """Queue a slip as the next copy of its document, the first where none was queued yet; returns the job's id."""
    copy_no = queries.copies_of(slip.origin_kind, slip.origin_id, slip.kind) + 1
    act = current_act()
    act.subject = slip.title
    act.details.update(copy_no=copy_no)
    return queue(slip.kind, slip.title, slip.elements, slip.origin_kind, slip.origin_id, copy_no)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try; a job that keeps waiting makes all that wait pause until `next_try_at`."""

    job_id: int
    state: JobState
    attempts: int
    at: datetime
    error: str = ""
    partial: bool = False
    next_try_at: datetime | None = None


def record_outcome(outcome: Outcome) -> None:
    """Write what became of a try, in a transaction of its own; unaudited, like every print-job state."""
    with writing():
        db.execute_sql(
            "UPDATE print_job SET state = ?, attempts = ?, last_error = ?, partial = ?, sent_at = ?"
            " WHERE id = ? AND state = 'waiting'",
            (
                outcome.state.value,
                outcome.attempts,
                outcome.error,
                outcome.partial,
                clock.to_text(outcome.at) if outcome.state is JobState.SENT else None,
                outcome.job_id,
            ),
        )
        if outcome.next_try_at is not None:
            db.execute_sql(
                "UPDATE print_job SET next_try_at = ? WHERE state = 'waiting'", (clock.to_text(outcome.next_try_at),)
            )


def show_waiting() -> int:
    """Without a printer: call the waiting slips shown and the waiting kicks dropped; returns how many there were."""
    if not queries.waiting_count():
        return 0
    with writing():
        sql = "UPDATE print_job SET state = CASE kind WHEN ? THEN ? ELSE ? END WHERE state = 'waiting'"
        return int(db.execute_sql(sql, (DRAWER, JobState.DROPPED.value, JobState.SHOWN.value)).rowcount)
