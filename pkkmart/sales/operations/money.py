"""The money of a sale: its payments as written, and the ledger's side of each tender."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.db import insert_rows
from pkkmart.core.money import allocate
from pkkmart.core.operation import part
from pkkmart.ledger.chart import CASH_ACCOUNTS, CashFlow
from pkkmart.ledger.posting import Line, Origin, debit
from pkkmart.receivables.operations import charge
from pkkmart.sales.cart import Member
from pkkmart.sales.models import Payment
from pkkmart.sales.operations.goods import SoldGoods
from pkkmart.sales.tenders import Bill, Paid, Tender
from pkkmart.savings.operations import draw, put
from pkkmart.till.operations import into_drawer
from pkkmart.till.queries import ShiftRow


@part
def write_payments(sale_id: int, bill: Bill, received_idr: int) -> None:
    """One row a tender, cash last; cash also keeps what was handed over, given back and saved."""
    rows = [_row(sale_id, paid, paid.amount_idr) for paid in bill.others]
    if bill.drawer_idr or not rows:
        cash = Paid(Tender.CASH, bill.cash_idr)
        rows.append({**_row(sale_id, cash, received_idr), "to_savings_idr": bill.to_savings_idr})
    insert_rows(Payment, [{**row, "line_no": line_no} for line_no, row in enumerate(rows, 1)])


def _row(sale_id: int, paid: Paid, received_idr: int) -> dict[str, object]:
    return {
        "id": None,
        "sale_id": sale_id,
        "line_no": 0,
        "tender": paid.tender,
        "amount_idr": paid.amount_idr,
        "received_idr": received_idr,
        "change_idr": received_idr - paid.amount_idr,
        "reference": paid.reference.strip(),
        "to_savings_idr": 0,
    }


@part
def money_lines(
    bill: Bill, goods: Sequence[SoldGoods], shift: ShiftRow, member: Member | None, origin: Origin
) -> list[Line]:
    """What each tender debits: the drawer, the bank, the settlement account, the member's own."""
    day = shift.business_date
    flows = _flows(bill.cash_idr, goods)
    if bill.to_savings_idr:
        flows.append((bill.to_savings_idr, CashFlow.MEMBER_SAVINGS))
    lines = into_drawer(shift.id, "SALE", flows, origin)
    for paid in bill.others:
        account = paid.tender.facts.account
        if account in CASH_ACCOUNTS:
            lines += [debit(account, part_idr, cash_flow=flow) for part_idr, flow in _flows(paid.amount_idr, goods)]
        elif not paid.tender.facts.is_members:
            lines.append(debit(account, paid.amount_idr))
        else:
            assert member is not None, "require_fit asked for one"
            pay = draw if paid.tender is Tender.SAVINGS else charge
            lines += pay(member.person_id, paid.amount_idr, origin, day=day)
    if bill.to_savings_idr:
        assert member is not None, "require_fit asked for one"
        lines += put(member.person_id, bill.to_savings_idr, origin, day=day)
    return lines


def _flows(amount_idr: int, goods: Sequence[SoldGoods]) -> list[tuple[int, CashFlow]]:
    """Money of a mixed sale split over ours and the consignors': the cash flow statement shows both."""
    if not amount_idr:
        return []
    for_consignors = max(sum(one.share_idr or 0 for one in goods), 0)
    ours = max(sum(one.net_idr for one in goods) - for_consignors, 0)
    if not for_consignors:
        return [(amount_idr, CashFlow.CUSTOMERS)]
    own_part, their_part = allocate(amount_idr, [ours, for_consignors])
    return [(own_part, CashFlow.CUSTOMERS), (their_part, CashFlow.FOR_CONSIGNORS)]
