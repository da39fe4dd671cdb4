"""The consignors' side of goods a buyer brought back: less is owed, or a share is carried to the next settlement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import ConsignmentLine
from pkkmart.consignment.operations.goods import owed_row, payable_account
from pkkmart.consignment.queries.accounts import unsettled_idr
from pkkmart.consignment.queries.sold import ConsignedLine, consigned_lines
from pkkmart.core.operation import part, write_rows
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import Line, Origin


@dataclass(frozen=True, slots=True)
class ReturnedShare:
    """Consigned goods that left a sale: the line of the change, the owner, the goods, the owner's share in rupiah.

    `sold` is the sale's line and the line of the owner correction the goods came from, if one did; None where no
    receipt says which. The share is below 0 where the owner bore more of a discount than the goods brought; then it
    is given back.
    """

    change_line_id: int
    sold: tuple[int, int | None] | None
    person_id: int
    product_id: int
    qty_milli: int
    share_idr: int
    owner_is_member: bool


@part
def record_returned(items: Sequence[ReturnedShare], *, origin: Origin, business_date: date) -> list[Line]:
    """Owe consignors less for what came back; returns the ledger lines that say so.

    A share of a settled line becomes a carry on 1133, which the next settlement takes along; of any other it lowers
    the account it waits in. Without a receipt it lowers the owner's account of that day while so much waits there.
    """
    sold = [item.sold for item in items if item.sold]
    rung = consigned_lines("sale", (line_id for line_id, source_id in sold if source_id is None))
    corrected = consigned_lines("sale_change", (source_id for _line_id, source_id in sold if source_id is not None))
    waiting: dict[tuple[int, Account], int] = {}
    rows: list[dict[str, object]] = []
    lines: list[Line] = []
    for item in items:
        if item.sold is None:
            account = _account_without_receipt(item, waiting)
        else:
            line_id, source_id = item.sold
            account = _account_of(rung[line_id] if source_id is None else corrected[source_id])
        goods, share = (item.product_id, -item.qty_milli), item.share_idr
        row = owed_row("RETURNED", item.person_id, account, -share, goods, origin, item.change_line_id, business_date)
        rows.append(row)
        lines.append(Line(account, share, item.person_id))
    write_rows(ConsignmentLine, rows)
    return lines


def _account_of(sold: ConsignedLine) -> Account:
    return Account.CONSIGNOR_RECEIVABLE if sold.settlement else Account(sold.account_id)


def _account_without_receipt(item: ReturnedShare, waiting: dict[tuple[int, Account], int]) -> Account:
    """The account of that day while its unsettled lines cover the share, else a carry; `waiting` is counted down."""
    account = payable_account(item.owner_is_member)
    owed = (item.person_id, account)
    if owed not in waiting:
        waiting[owed] = unsettled_idr(*owed)
    if waiting[owed] < item.share_idr:
        return Account.CONSIGNOR_RECEIVABLE
    waiting[owed] -= item.share_idr
    return account
