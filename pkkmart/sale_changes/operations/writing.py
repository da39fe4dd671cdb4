"""The one write of a change of a sale: its rows, its goods in stock and with consignors, its entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pkkmart.consignment.operations import SoldLine, record_sold
from pkkmart.consignment.operations.returned import ReturnedShare, record_returned
from pkkmart.core.db import insert_rows, next_id
from pkkmart.core.operation import part
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Written, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.change import Change, ChangedGoods, ChangedTender, ChangeKind
from pkkmart.sale_changes.returns import Fault
from pkkmart.sales.models import SaleChange, SaleChangeLine, SaleChangeTender
from pkkmart.stock.operations import In, Out, issue, receive
from pkkmart.stock.queries import batches_left_by
from pkkmart.till.queries import ShiftRow

MovesMoney = Callable[[Origin], tuple[list[Line], Sequence[ChangedTender]]]
"""Moves the money of a change under its origin: the ledger lines, and what each tender paid more or less."""


@part
def write_change(shift: ShiftRow, change: Change, move_money: MovesMoney) -> Written:
    """Write a change and post its entry on the day of the shift, at the shift's till.

    The caller has checked that the change is possible. Raises what `move_money` raises, and PeriodClosed.
    """
    day = shift.business_date
    written = _write_head(shift, change)
    origin = written.origin
    batches = batches_left_by(Origin("sale", change.sale_id)) if change.sale_id is not None else {}
    stock_lines, costs = _move_stock(change.goods, batches, origin, day)
    first = _write_goods(written.id, change.goods, costs)
    lines = [*stock_lines, *_undo_or_sell(change, costs), *_owe(change.goods, first, origin, day)]
    money, tenders = move_money(origin)
    rows = [{"tender": one.tender, "amount_idr": one.amount_idr, "reference": one.reference} for one in tenders]
    write_lines(SaleChangeTender, written, [row for row in rows if row["amount_idr"]])
    post(
        [*lines, *money, Line(Account.CASH_ROUNDING, -change.rounding_idr)],
        origin=origin,
        business_date=day,
        till_id=shift.till_id,
    )
    return written


@part
def _write_head(shift: ShiftRow, change: Change) -> Written:
    received, given_back = change.cash or (None, None)
    return write_document(
        SaleChange,
        shift.business_date,
        series=change.kind.series(with_receipt=change.sale_id is not None),
        kind=change.kind,
        sale_id=change.sale_id,
        shift_id=shift.id,
        reason=change.reason,
        member_id=change.member_id,
        buyer=change.buyer,
        total_idr=change.total_idr,
        rounding_idr=change.rounding_idr,
        received_idr=received,
        change_idr=given_back,
    )


@part
def _write_goods(change_id: int, goods: Sequence[ChangedGoods], costs: Sequence[int]) -> int:
    """The lines of a change; returns the id of the first (the others follow it)."""
    first = next_id(SaleChangeLine)
    rows = [_goods_row(one, cost) for one, cost in zip(goods, costs, strict=True)]
    places = [{"id": first + at, "sale_change_id": change_id, "line_no": at + 1} for at in range(len(rows))]
    insert_rows(SaleChangeLine, [{**place, **row} for place, row in zip(places, rows, strict=True)])
    return first


def _goods_row(one: ChangedGoods, cost_idr: int) -> dict[str, object]:
    consigned = one.owner_id is not None
    return {
        "sale_line_id": one.sale_line_id,
        "source_id": one.source_id,
        "product_id": one.product_id,
        "name": one.name,
        "unit": one.unit,
        "qty_milli": one.qty_milli,
        "price_idr": one.price_idr,
        "gross_idr": one.amounts.gross_idr,
        "net_idr": one.amounts.net_idr,
        "owner_id": one.owner_id,
        "owner_is_member": one.owner_is_member if consigned else None,
        "terms_model": one.terms.model if one.terms else None,
        "commission_bp": one.terms.commission_bp if one.terms else None,
        "unit_share_idr": one.terms.unit_share_idr if one.terms else None,
        "share_idr": one.amounts.share_idr if consigned else None,
        "commission_idr": one.amounts.commission_idr if consigned else None,
        "cost_idr": cost_idr,
        "back_on_shelf": one.back_on_shelf,
        "fault": one.fault,
        "reason": one.reason,
    }


@part
def _move_stock(
    goods: Sequence[ChangedGoods], batches: Mapping[int, int], origin: Origin, day: date
) -> tuple[list[Line], list[int]]:
    """Put on the shelf what came back to it and take out what left instead; the ledger lines and the cost of each.

    Goods no list knows have no place on a shelf. What comes back joins the batch it left, by product (`batches`).
    """
    shelved = [one for one in goods if one.back_on_shelf and one.product_id != UNLISTED_ID.get()]
    back = [
        In(one.product_id, -one.qty_milli, -one.amounts.cost_idr, batch=batches.get(one.product_id)) for one in shelved
    ]
    difference = receive(back, reason="SALE_RETURN", origin=origin, business_date=day)
    outs = [Out(one.product_id, one.qty_milli, owned=one.owner_id is None) for one in goods if not one.leaves]
    issued = iter(issue(outs, reason="SALE", origin=origin, business_date=day))
    costs = [one.amounts.cost_idr if one.leaves else next(issued) for one in goods]
    out_cost = sum(cost for one, cost in zip(goods, costs, strict=True) if not one.leaves)
    value = sum(item.cost_idr for item in back) - difference - out_cost
    return [Line(Account.INVENTORY, value), Line(Account.INVENTORY_DIFFERENCE, difference)], costs


def _undo_or_sell(change: Change, costs: Sequence[int]) -> list[Line]:
    """Revenue, cost and commission of the goods: undone for those that leave, booked for those that come."""
    lines: list[Line] = []
    for one, cost in zip(change.goods, costs, strict=True):
        if one.owner_id is not None:
            commission = Account.MEMBER_COMMISSION if one.owner_is_member else Account.OTHER_COMMISSION
            lines.append(Line(commission, -one.amounts.commission_idr))
            if one.fault is Fault.SHOP:
                lines.append(Line(Account.CONSIGNED_LOSS, -one.amounts.share_idr))
            continue
        lines += _own_goods(one, cost, change)
    return lines


def _own_goods(one: ChangedGoods, cost_idr: int, change: Change) -> list[Line]:
    """The co-op's own goods: a return is told apart from sales (4102, 4112), a wrong owner was never a sale."""
    if change.buyer_is_member:
        sales, off, cost_of = Account.MEMBER_SALES, Account.MEMBER_RETURNS, Account.MEMBER_COST
    else:
        sales, off, cost_of = Account.OTHER_SALES, Account.OTHER_RETURNS, Account.OTHER_COST
    if change.kind is ChangeKind.RETURN:
        revenue = [Line(off, -one.amounts.net_idr)]
    else:
        revenue = [Line(sales, -one.amounts.gross_idr), Line(off, one.amounts.discount_idr)]
    spoiled = 0 if one.back_on_shelf or not one.leaves else -cost_idr
    return [*revenue, Line(cost_of, cost_idr), Line(Account.SPOILAGE, spoiled)]


@part
def _owe(goods: Sequence[ChangedGoods], first_line_id: int, origin: Origin, day: date) -> list[Line]:
    """Owe consignors less for what left and more for what came; a share the shop bears stays owed."""
    back: list[ReturnedShare] = []
    sold: list[SoldLine] = []
    for line_id, one in enumerate(goods, first_line_id):
        if one.owner_id is None or one.fault is Fault.SHOP:
            continue
        share, member = one.amounts.share_idr, one.owner_is_member
        if one.leaves:
            whence = None if one.sale_line_id is None else (one.sale_line_id, one.source_id)
            back.append(ReturnedShare(line_id, whence, one.owner_id, one.product_id, -one.qty_milli, -share, member))
        else:
            sold.append(SoldLine(line_id, one.owner_id, one.product_id, one.qty_milli, share, member))
    lines = record_returned(back, origin=origin, business_date=day) if back else []
    return [*lines, *record_sold(sold, origin=origin, business_date=day)] if sold else lines
