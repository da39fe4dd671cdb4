"""The print queue's table: what is to be printed is frozen, only what became of it changes."""

from __future__ import annotations

from typing import Final

from peewee import SQL, AutoField, IntegerField, TextField

from pkkmart.core.db import FlagField, Row
from pkkmart.core.guards import one_of
from pkkmart.printing.job import JobState


class PrintJob(Row):
    id = AutoField(constraints=[SQL("CHECK (id > 0)")])
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
    "print_job_frozen": (
        "CREATE TRIGGER print_job_frozen BEFORE UPDATE ON print_job WHEN "
        + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in _FROZEN)
        + " BEGIN SELECT RAISE(ABORT, 'print_job: isi cetakan tidak bisa diubah'); END"
    ),
    "print_job_final": (
        "CREATE TRIGGER print_job_final BEFORE UPDATE ON print_job"
        " WHEN OLD.state <> 'waiting' BEGIN"
        " SELECT RAISE(ABORT, 'print_job: sudah selesai, cetak ulang sebagai salinan'); END"
    ),
    "print_job_no_delete": (
        "CREATE TRIGGER print_job_no_delete BEFORE DELETE ON print_job BEGIN"
        " SELECT RAISE(ABORT, 'print_job: tidak bisa dihapus'); END"
    ),
    "print_job_no_replace": (
        "CREATE TRIGGER print_job_no_replace BEFORE INSERT ON print_job"
        " WHEN EXISTS (SELECT 1 FROM print_job WHERE id = NEW.id) BEGIN"
        " SELECT RAISE(ABORT, 'print_job: sudah ada, tidak bisa diganti'); END"
    ),
}
"""Triggers by name; the migration carries a frozen copy."""
