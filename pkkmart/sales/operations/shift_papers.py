"""The papers of a shift: X at any time, each with its own number, and Z once it is closed, again as a marked copy."""

from __future__ import annotations

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.printing.queries import copies_of, elements_of, jobs_of
from pkkmart.printing.spool import queue
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.shift_report import x_elements, z_elements

X_REPORT, Z_REPORT = "x_report", "z_report"
"""The kinds of our print jobs."""

_PRINTS = frozenset({Changed.PRINT_JOBS})


class ShiftNotClosed(UserError):
    template = N_("Sif {number} belum ditutup. Laporan Z dicetak sesudah tutup sif; sekarang ada laporan X.")


@operation(Permission.RUN_SHIFT, changes=_PRINTS)
def print_x(actor: Actor, shift_id: int) -> int:
    """Queue what a shift did so far; returns the job's id. LookupError for an unknown shift.

    Who may not approve the difference of a drawer counts it blind, and is not told its cash.
    """
    number = sum(job.kind == X_REPORT for job in jobs_of("shift", shift_id)) + 1
    blind = not actor.may(Permission.APPROVE_DIFFERENCE)
    elements = x_elements(shift_report(shift_id), number, clock.now_text(), blind=blind)
    current_act().subject = f"shift {shift_id} X-{number}"
    return queue(
        X_REPORT, _("X-{number} sif {shift}").format(number=number, shift=shift_id), elements, "shift", shift_id
    )


@operation(Permission.RUN_SHIFT, changes=_PRINTS)
def print_z(actor: Actor, shift_id: int) -> int:
    """Queue the report of a closed shift; returns the job's id. Again it is the same paper, marked as a copy.

    Raises ShiftNotClosed; LookupError for an unknown shift.
    """
    report = shift_report(shift_id)
    if report.shift.end is None:
        raise ShiftNotClosed(number=shift_id)
    copies = copies_of("shift", shift_id, Z_REPORT)
    first = next((job for job in jobs_of("shift", shift_id) if job.kind == Z_REPORT), None)
    elements = elements_of(first.id) if first else z_elements(report)
    act = current_act()
    act.subject = f"shift {shift_id} Z"
    act.details["copy_no"] = copies + 1
    return queue(Z_REPORT, _("Z sif {shift}").format(shift=shift_id), elements, "shift", shift_id, copies + 1)
