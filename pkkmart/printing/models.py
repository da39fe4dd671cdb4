"""The print queue's table: what is to be printed is frozen, only what became of it changes."""

from __future__ import annotations

from typing import Final

from peewee import SQL, IntegerField, TextField

from pkkmart.core.db import FlagField, Row
from pkkmart.core.guards import one_of, refuse
from pkkmart.printing.job import JobState


class PrintJob(Row):
    kind = TextField()
    title = TextField()
    origin_kind = TextField()
    origin_id = IntegerField()
    elements = TextField()
    copy_no = IntegerField(constraints=[SQL("CHECK (copy_no > 0)")])
    queued_at = TextField()
    user_id: IntegerField[int | None] = IntegerField(null=True)
    state = TextField()
    attempts = IntegerField()
    last_error = TextField()
    sent_at: TextField[str | None] = TextField(null=True)
    next_try_at: TextField[str | None] = TextField(null=True)
    partial = FlagField()

    class Meta:
        table_name = "print_job"


PrintJob.add_index(PrintJob.index(PrintJob.origin_kind, PrintJob.origin_id, name="print_job_origin"))
PrintJob.add_index(SQL("CREATE INDEX IF NOT EXISTS print_job_waiting ON print_job (id) WHERE state = 'waiting'"))

_FROZEN: Final = (
    "id", "kind", "title", "origin_kind", "origin_id", "elements", "copy_no", "queued_at", "user_id",
)  # fmt: skip

SETS = {"job_state": tuple(JobState)}

GUARDS: Final[dict[str, str]] = {
    **one_of("print_job", state="job_state", changes=True),
    **refuse(
        "print_job",
        "frozen",
        " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FROZEN),
        "isi cetakan tidak bisa diubah",
        "UPDATE",
    ),
    **refuse("print_job", "final", "OLD.state <> 'waiting'", "sudah selesai, cetak ulang sebagai salinan", "UPDATE"),
    **refuse("print_job", "no_delete", "", "tidak bisa dihapus", "DELETE"),
    **refuse(
        "print_job",
        "no_replace",
        "EXISTS (SELECT 1 FROM print_job WHERE id = NEW.id)",
        "sudah ada, tidak bisa diganti",
    ),
}
"""Triggers by name; the migration carries a frozen copy."""
