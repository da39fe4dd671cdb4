"""One more copy of a receipt: as it was, but what was cancelled or put right since says so before anything else."""

from __future__ import annotations

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.printing.queries import copies_of, elements_of, jobs_of
from pkkmart.printing.spool import queue
from pkkmart.sales.queries.as_paid import sale_as_paid
from pkkmart.sales.queries.payments import corrected_by
from pkkmart.sales.receipt_now import receipt_now


@operation(Permission.SELL, changes=frozenset({Changed.PRINT_JOBS}))
def copy_receipt(actor: Actor, sale_id: int) -> int:
    """Queue a sale's receipt as its next copy; returns the new job's id. LookupError for one that has none."""
    jobs = jobs_of("sale", sale_id)
    if not jobs:
        raise LookupError(f"no receipt of sale {sale_id}")
    original, sale, correction = jobs[0], sale_as_paid(sale_id), corrected_by(sale_id)
    copy_no = copies_of("sale", sale_id, original.kind) + 1
    marks = {"void": sale.voided_by, "correction": correction}
    act = current_act()
    act.subject = original.title
    act.details.update(copy_no=copy_no, **{mark: number for mark, number in marks.items() if number})
    elements = receipt_now(sale, correction, elements_of(original.id))
    return queue(original.kind, original.title, elements, "sale", sale_id, copy_no)
