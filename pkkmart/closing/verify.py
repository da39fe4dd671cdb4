"""`verify`: every room proves its documents against the ledger; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from pkkmart.cashbook import checks as cashbook
from pkkmart.certificates import checks as certificates
from pkkmart.closing import checks as closing
from pkkmart.consignment import checks as consignment
from pkkmart.core.check import Check
from pkkmart.core.i18n import _
from pkkmart.ledger import checks as ledger
from pkkmart.pricing import checks as pricing
from pkkmart.products import checks as products
from pkkmart.purchasing import checks as purchasing
from pkkmart.receivables import checks as receivables
from pkkmart.reports import checks as reports
from pkkmart.sale_changes import checks as sale_changes
from pkkmart.sales import checks as sales
from pkkmart.savings import checks as savings
from pkkmart.stock import checks as stock
from pkkmart.stocktake import checks as stocktake
from pkkmart.till import checks as till

_ROOMS: tuple[Callable[[], Check], ...] = (
    *ledger.CHECKS,
    *products.CHECKS,
    *certificates.CHECKS,
    *pricing.CHECKS,
    *till.CHECKS,
    *stock.CHECKS,
    *cashbook.CHECKS,
    *purchasing.CHECKS,
    *savings.CHECKS,
    *receivables.CHECKS,
    *consignment.CHECKS,
    *sales.CHECKS,
    *stocktake.CHECKS,
    *sale_changes.CHECKS,
)

CHECKS: tuple[Callable[[], Check], ...] = (*_ROOMS, *reports.CHECKS, *closing.CHECKS)


def proofs_of(month: str) -> tuple[Callable[[], Check], ...]:
    """Every check, those of the reports proving the papers of one month (`2026-10`)."""
    return (*_ROOMS, *(partial(check, month) for check in reports.CHECKS), *closing.CHECKS)


def proved(check: Callable[[], Check]) -> Check:
    """What a check found; one that could not end, because of what stands in the database, is red with what it said."""
    try:
        return check()
    except Exception as error:
        named = check.func if isinstance(check, partial) else check
        name = _("Pemeriksaan {name}").format(name=named.__name__)
        return Check(name, _("berhenti di tengah jalan: {error}").format(error=error), ok=False)


def verify() -> Iterator[Check]:
    """Run every check on the opened database, one at a time, so a screen can show each as it ends."""
    for check in CHECKS:
        yield proved(check)
