"""One more copy of a receipt: as it was, but what was cancelled since says so before anything else."""

from __future__ import annotations

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.printing.queries import copies_of, elements_of, jobs_of
from pkkmart.printing.spool import queue
from pkkmart.sales.queries import sale_view
from pkkmart.sales.return_slip import voided_mark


@operation(Permission.SELL, changes=frozenset({Changed.PRINT_JOBS}))
def copy_receipt(actor: Actor, sale_id: int) -> int:
    """Queue a sale's receipt as its next copy; returns the new job's id. LookupError for one that has none."""
    jobs = jobs_of("sale", sale_id)
    if not jobs:
        raise LookupError(f"no receipt of sale {sale_id}")
    original, void = jobs[0], sale_view(sale_id).voided_by
    copy_no = copies_of("sale", sale_id, original.kind) + 1
    elements = [*(voided_mark(void) if void else []), *elements_of(original.id)]
    act = current_act()
    act.subject = original.title
    act.details.update(copy_no=copy_no, **({"void": void} if void else {}))
    return queue(original.kind, original.title, elements, "sale", sale_id, copy_no)
