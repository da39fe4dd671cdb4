"""What was owed to consignors before the books began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.goods import owed_row
from pkkmart.core.operation import part, write_rows
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Origin


@part
def record_opening_debts(owed: Sequence[tuple[int, Account, int]], *, origin: Origin, business_date: date) -> None:
    """Record a debt per consignor (person, payable account, rupiah); the caller posts the entry.

    Settled and paid later like any other line of the consignor.
    """
    write_rows(
        ConsignmentLine,
        [
            owed_row("OPENING", person_id, account, amount_idr, (None, 0), origin, None, business_date)
            for person_id, account, amount_idr in owed
        ],
    )
