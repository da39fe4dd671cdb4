"""Writes of consigned goods sold: the part of a checkout that owes consignors their shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.goods import owed_row, payable_account
from pkkmart.core.operation import part, write_rows
from pkkmart.ledger.posting import Line, Origin


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A consigned line of a sale: consignor, goods, share in rupiah, whether the consignor was a member that day."""

    sale_line_id: int
    person_id: int
    product_id: int
    qty_milli: int
    share_idr: int
    owner_is_member: bool


@part
def record_sold(lines: Sequence[SoldLine], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe each consignor the share of a sale; returns the ledger lines that say so."""
    write_rows(
        ConsignmentLine,
        [
            owed_row(
                "SOLD",
                line.person_id,
                payable_account(line.owner_is_member),
                line.share_idr,
                (line.product_id, line.qty_milli),
                origin,
                line.sale_line_id,
                business_date,
            )
            for line in lines
        ],
    )
    return [Line(payable_account(line.owner_is_member), -line.share_idr, line.person_id) for line in lines]
