"""What came back of her goods without a receipt: no sold line says where her share lies, so it is looked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.goods import owed_row, payable_account
from pkkmart.consignment.queries.waiting import waiting_idr
from pkkmart.core import clock
from pkkmart.core.db import insert_rows
from pkkmart.core.operation import part
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line, Origin, debit


@dataclass(frozen=True, slots=True)
class LooseBack:
    """Goods of hers that came back: the line of the return, whose, what, her share in rupiah, a member that day?"""

    return_line_id: int
    person_id: int
    product_id: int
    qty_milli: int
    share_idr: int
    owner_is_member: bool


@part
def take_back_loose(items: Sequence[LooseBack], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe makers less for what came back without a receipt; returns the ledger lines that say so.

    It lowers the account of her that day while so much waits there in no settlement; otherwise all of hers is settled,
    and it becomes a carry on 1133 for her next settlement.
    """
    waiting: dict[tuple[int, Account], int] = {}
    rows: list[dict[str, object]] = []
    lines: list[Line] = []
    now, day = clock.now_text(), business_date.isoformat()
    for item in items:
        account = payable_account(item.owner_is_member)
        hers = (item.person_id, account)
        if hers not in waiting:
            waiting[hers] = waiting_idr(*hers)
        if waiting[hers] < item.share_idr:
            account = Account.CONSIGNOR_RECEIVABLE
        else:
            waiting[hers] -= item.share_idr
        goods = (item.product_id, -item.qty_milli)
        rows.append(
            owed_row("RETURNED", item.person_id, account, -item.share_idr, goods, origin, item.return_line_id, day, now)
        )
        lines.append(debit(account, item.share_idr, person=item.person_id))
    insert_rows(ConsignmentLine, rows)
    return lines
