"""Goods a buyer brings back: a document of its own at the price, share and cost of the line they were sold on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.operations.returned import BroughtBack, take_back_sold
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.money import allocate
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.printing.spool import queue
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.receivables.operations import give_back
from pkkmart.sales.models import BankRefund, RefundRow, SaleReturn, SaleReturnLine
from pkkmart.sales.operations.still_out import require_still_out, require_whole
from pkkmart.sales.queries.returned import ReturnableLine, ReturnableSale, return_view, returnable
from pkkmart.sales.return_slip import return_elements
from pkkmart.sales.returns import Fault, PaidSale, PartBack, Refund, part_back, refund
from pkkmart.sales.tenders import MemberNeeded, Tender
from pkkmart.savings.operations import put
from pkkmart.stock.operations import In, receive
from pkkmart.till.operations import pay_money, require_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow
from pkkmart.till.settings import CASH_ROUNDING_IDR


class NothingReturned(UserError):
    template = N_("Belum ada barang yang diretur. Isi jumlah yang dikembalikan pembeli.")


class MoreThanSold(UserError):
    template = N_("{name} di struk ini tinggal {left} yang bisa diretur, diminta {wanted}.")


class ReturnReasonMissing(UserError):
    template = N_("Alasan retur belum diisi. Pilih dari daftar, atau tulis singkat.")


class SaleVoided(UserError):
    template = N_("{number} sudah dibatalkan dengan {void}; tidak ada yang bisa diretur.")


class LineMovedSince(UserError):
    template = N_("Barang itu sudah dipindah ke ibu lain di {number}. Tutup, buka lagi struknya, lalu pilih barangnya.")


class BankReferenceMissing(UserError):
    template = N_("Nomor referensi transfer {amount} ke pembeli belum diisi. Salin dari bukti transfernya.")


class ShopReplaces(UserError):
    template = N_(
        "{name} ditanggung toko, jadi tidak kembali ke rak: ibunya tetap dibayar. Pilih rusak, atau tanggungan penitip."
    )


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """So much of a line that comes back (its `id` as `returnable` gives it); what is not shelved is thrown away."""

    line_id: int
    qty_milli: int
    back_on_shelf: bool = True
    fault: Fault = Fault.MAKER


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as it was written: its number, what was paid back, and the slip queued."""

    id: int
    number: str
    refund: Refund
    print_job_id: int


@dataclass(frozen=True, slots=True)
class _Back:
    """One line of a return with its figures."""

    item: ReturnItem
    line: ReturnableLine
    part: PartBack


@operation(
    Permission.RETURN_GOODS,
    changes=frozenset(
        {Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}
    ),
)
def return_goods(
    actor: Actor, sale_id: int, items: Sequence[ReturnItem], reason: str,
    *, to_savings: bool = False, by_bank: bool = False, reference: str = "", till_id: int | None,
    approval: Approval | None = None,
) -> Returned:  # fmt: skip
    """Take goods of a sale back (rows 16 to 20) and pay for them in the order bon, sukarela, cash.

    `by_bank` sends what falls on QRIS and transfer by bank (K 1111), which takes PAY_FROM_SAFE and the `reference` of
    the transfer; `to_savings` puts what would be cash into the buyer's sukarela. Neither is rounded. Raises
    NotPermitted, NoShift, NothingReturned, LineMovedSince, WholeOnly, MoreThanSold, BackAlready, ReturnReasonMissing,
    SaleVoided, ShopReplaces, MemberNeeded, BankReferenceMissing, PlaceShort, DrawerShort, NotMember, PeriodClosed.
    """
    if not reason.strip():
        raise ReturnReasonMissing
    shift = require_shift(till_id)
    day, sale = shift.business_date, returnable(sale_id)
    if to_savings and sale.member_id is None:
        raise MemberNeeded(tender=_(Tender.SAVINGS.label))
    if sale.voided_by:
        raise SaleVoided(number=sale.number, void=sale.voided_by)
    backs = _backs(sale, items)
    require_still_out((back.line.product_id, back.item.qty_milli) for back in backs)
    worth = sum(back.part.net_idr for back in backs)
    planned = _planned(sale, worth, 1 if to_savings else CASH_ROUNDING_IDR.get(day), by_bank=by_bank)
    if planned.bank_idr:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    return_id, number = next_id(SaleReturn), next_number(SaleReturn, "RJ", day.year)
    origin = Origin("sale_return", return_id)
    head: dict[str, object] = {
        "id": return_id,
        "number": number,
        "sale_id": sale_id,
        "shift_id": shift.id,
        "business_date": day.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "reason": reason.strip(),
        "total_idr": worth,
        "rounding_idr": planned.rounding_idr,
    }
    insert_rows(SaleReturn, [head])
    first = _write_lines(return_id, backs)
    lines = [*_goods_lines(backs, first, sale, origin, day), Line(Account.CASH_ROUNDING, -planned.rounding_idr)]
    lines += _money_lines(planned, backs, sale, origin, shift, to_savings=to_savings)
    lines += _bank_lines(planned.bank_idr, reference, backs, origin, day)
    post(lines, origin=origin, business_date=day, till_id=till_id)
    act = current_act()
    act.subject = number
    act.details.update(sale=sale.number, total=worth, reason=reason.strip())
    job_id = queue("sale_return", number, return_elements(return_view(return_id)), origin.kind, origin.id)
    return Returned(return_id, number, planned, job_id)


def planned_refund(
    sale: ReturnableSale, items: Sequence[ReturnItem], rounding_unit_idr: int, *, by_bank: bool = False
) -> Refund:
    """What a return would pay back, before anything is written. Raises NothingReturned, MoreThanSold, ShopReplaces."""
    worth = sum(back.part.net_idr for back in _backs(sale, items))
    return _planned(sale, worth, rounding_unit_idr, by_bank=by_bank)


def _planned(sale: ReturnableSale, worth_idr: int, unit_idr: int, *, by_bank: bool) -> Refund:
    return refund(
        _paid(sale),
        before_idr=sale.returned_idr,
        given_idr=sale.refunded_idr,
        now_idr=worth_idr,
        rounding_unit_idr=unit_idr,
        by_bank=by_bank,
    )


def _backs(sale: ReturnableSale, items: Sequence[ReturnItem]) -> list[_Back]:
    wanted = [item for item in items if item.qty_milli]
    if not wanted:
        raise NothingReturned
    lines = {line.id: line for line in sale.lines}
    before = {line.id: line.taken_milli for line in sale.lines}
    if any(item.line_id not in lines for item in wanted):
        raise LineMovedSince(number=sale.number)
    require_whole((lines[item.line_id].product_id, item.qty_milli) for item in wanted)
    backs: list[_Back] = []
    for item in wanted:
        line = lines[item.line_id]
        left = line.qty_milli - before[line.id]
        if not 0 < item.qty_milli <= left:
            raise MoreThanSold(name=line.name, left=quantity_text(left), wanted=quantity_text(item.qty_milli))
        if line.owner_id is not None and item.fault is Fault.SHOP and item.back_on_shelf:
            raise ShopReplaces(name=line.name)
        part = part_back(line.whole, sold_milli=line.qty_milli, before_milli=before[line.id], now_milli=item.qty_milli)
        before[line.id] += item.qty_milli
        backs.append(_Back(item, line, part))
    return backs


def _paid(sale: ReturnableSale) -> PaidSale:
    by = sale.paid
    return PaidSale(
        sale.total_idr,
        bon_idr=by.get(Tender.RECEIVABLE, 0),
        savings_idr=by.get(Tender.SAVINGS, 0),
        electronic_idr=by.get(Tender.QRIS, 0) + by.get(Tender.TRANSFER, 0),
        cash_idr=by.get(Tender.CASH, 0),
    )


@part
def _write_lines(return_id: int, backs: Sequence[_Back]) -> int:
    first = next_id(SaleReturnLine)
    insert_rows(
        SaleReturnLine,
        [
            {
                "id": first + at,
                "sale_return_id": return_id,
                "line_no": at + 1,
                "sale_line_id": back.line.sale_line_id,
                "line_move_id": back.line.move_id,
                "qty_milli": back.item.qty_milli,
                "gross_idr": back.part.gross_idr,
                "net_idr": back.part.net_idr,
                "share_idr": back.part.share_idr,
                "cost_idr": back.part.cost_idr,
                "back_on_shelf": back.item.back_on_shelf,
                "fault": None if back.line.owner_id is None else back.item.fault,
            }
            for at, back in enumerate(backs)
        ],
    )
    return first


@part
def _goods_lines(backs: Sequence[_Back], first: int, sale: ReturnableSale, origin: Origin, day: date) -> list[Line]:
    """The goods' side: what was sold is taken back from revenue, stock and makers."""
    member = sale.buyer_is_member
    returns, cost_of = (
        (Account.MEMBER_RETURNS, Account.MEMBER_COST) if member else (Account.OTHER_RETURNS, Account.OTHER_COST)
    )
    lines: list[Line] = []
    brought: list[BroughtBack] = []
    for at, back in enumerate(backs):
        line, part = back.line, back.part
        if line.owner_id is None:
            lines += [debit(returns, part.net_idr), credit(cost_of, part.cost_idr)]
            if not back.item.back_on_shelf:
                lines.append(debit(Account.SPOILAGE, part.cost_idr))
            continue
        commission = Account.MEMBER_COMMISSION if line.owner_is_member else Account.OTHER_COMMISSION
        lines.append(Line(commission, part.commission_idr))
        if back.item.fault is Fault.SHOP:
            lines.append(Line(Account.CONSIGNED_LOSS, part.share_idr))
        else:
            sold, qty_milli = (line.sale_line_id, line.move_id), back.item.qty_milli
            brought.append(BroughtBack(first + at, sold, line.product_id, qty_milli, part.share_idr))
    if brought:
        lines += take_back_sold(brought, origin=origin, business_date=day)
    # What no list knows has no place on a shelf, wherever it is put.
    shelved = [back for back in backs if back.item.back_on_shelf and back.line.product_id != UNLISTED_ID.get()]
    if shelved:
        goods = [
            In(back.line.product_id, back.item.qty_milli, 0 if back.line.owner_id else back.part.cost_idr)
            for back in shelved
        ]
        difference = receive(goods, reason="SALE_RETURN", origin=origin, business_date=day)
        worth = sum(item.cost_idr for item in goods)
        lines += [Line(Account.INVENTORY, worth - difference), Line(Account.INVENTORY_DIFFERENCE, difference)]
    return lines


@part
def _money_lines(
    planned: Refund, backs: Sequence[_Back], sale: ReturnableSale, origin: Origin, shift: ShiftRow, *, to_savings: bool
) -> list[Line]:
    """What each tender gives back, written down and booked; a bon that is paid already goes to sukarela."""
    day = shift.business_date
    lines, rest = give_back(Origin("sale", sale.id), planned.bon_idr, origin, day=day) if planned.bon_idr else ([], 0)
    saved = planned.savings_idr + rest + (planned.cash_idr if to_savings else 0)
    cash = 0 if to_savings else planned.cash_idr
    if saved:
        assert sale.member_id is not None, "bon and sukarela are a member's, and so is what goes back to them"
        lines += put(sale.member_id, saved, origin, day=day)
    if cash:
        lines += pay_money(CashPlace.DRAWER, _flows(cash, backs), origin, day=day, till_id=shift.till_id, kind="REFUND")
    rows = [(Tender.RECEIVABLE, planned.bon_idr - rest), (Tender.SAVINGS, saved), (Tender.CASH, cash)]
    insert_rows(
        RefundRow,
        [
            {"id": None, "sale_return_id": origin.id, "line_no": at, "tender": tender, "amount_idr": amount}
            for at, (tender, amount) in enumerate([row for row in rows if row[1] > 0], 1)
        ],
    )
    return lines


@part
def _bank_lines(amount_idr: int, reference: str, backs: Sequence[_Back], origin: Origin, day: date) -> list[Line]:
    """What is sent by bank, written down with the transfer's reference and booked."""
    if not amount_idr:
        return []
    known = " ".join(reference.split())
    if not known:
        raise BankReferenceMissing(amount=figure(amount_idr))
    row: dict[str, object] = {
        "id": None,
        "sale_return_id": origin.id,
        "amount_idr": amount_idr,
        "reference": known,
    }
    insert_rows(BankRefund, [row])
    return pay_money(CashPlace.BANK, _flows(amount_idr, backs), origin, day=day, till_id=None)


def _flows(amount_idr: int, backs: Sequence[_Back]) -> list[tuple[int, CashFlow]]:
    """Money paid back, split as the goods were the co-op's or a maker's."""
    theirs = max(sum(back.part.share_idr for back in backs if back.item.fault is Fault.MAKER), 0)
    ours = max(sum(back.part.net_idr for back in backs) - theirs, 0)
    own_part, their_part = allocate(amount_idr, [ours, theirs]) if ours + theirs else (amount_idr, 0)
    return [(own_part, CashFlow.CUSTOMERS), (their_part, CashFlow.FOR_CONSIGNORS)]
