"""What a buyer brought back of her goods: what the shop owes her less, or gets back from her next settlement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.goods import owed_row
from pkkmart.consignment.queries.sold import sold_of
from pkkmart.core import clock
from pkkmart.core.db import insert_rows
from pkkmart.core.operation import part
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line, Origin


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A part of a consigned sale line: the line of the return, what it was sold as, the goods, her share of them.

    `sold` is the sale's line, and the move that made it hers where it was rung up as another's. Her share is below 0
    where she bore more of a discount than the goods brought her; then she gets it back.
    """

    return_line_id: int
    sold: tuple[int, int | None]
    product_id: int
    qty_milli: int
    share_idr: int


@part
def take_back_sold(items: Sequence[BroughtBack], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe makers less for what came back; returns the ledger lines that say so.

    Of a line that is settled already her share becomes a carry on 1133, which her next settlement takes along
    with it; of any other it lowers the very account it waits in.
    """
    rung = sold_of("sale", (item.sold[0] for item in items if item.sold[1] is None))
    moved = sold_of("line_move", (item.sold[1] for item in items if item.sold[1] is not None))
    now = clock.now_text()
    rows: list[dict[str, object]] = []
    lines: list[Line] = []
    for item in items:
        line_id, move_id = item.sold
        sold = rung[line_id] if move_id is None else moved[move_id]
        account = Account.CONSIGNOR_RECEIVABLE if sold.settlement else Account(sold.account_id)
        rows.append(
            owed_row(
                "RETURNED",
                sold.person_id,
                account,
                -item.share_idr,
                (item.product_id, -item.qty_milli),
                origin,
                item.return_line_id,
                business_date.isoformat(),
                now,
            )
        )
        lines.append(Line(account, item.share_idr, sold.person_id))
    insert_rows(ConsignmentLine, rows)
    return lines
