"""Goods a buyer brings back with the receipt, at the price, share and cost of the line they were sold on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.money import allocate
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.core.quantity import quantity_text
from pkkmart.ledger.chart import CashFlow
from pkkmart.ledger.posting import Line, Origin
from pkkmart.printing.spool import queue
from pkkmart.receivables.operations import give_back
from pkkmart.sale_changes.change import Change, ChangedGoods, ChangedTender, ChangeKind, consignors_part_idr
from pkkmart.sale_changes.operations.limits import require_still_out, require_whole
from pkkmart.sale_changes.operations.writing import write_change
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.queries.standing import StandingLine, StandingSale, standing_sale
from pkkmart.sale_changes.returns import Fault, PaidSale, PartBack, Refund, back_to_shelf, part_back, refund
from pkkmart.sale_changes.slip import return_elements
from pkkmart.sales.tenders import ELECTRONIC, MemberNeeded, Tender
from pkkmart.savings.operations import put
from pkkmart.till.operations import pay_money, require_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow
from pkkmart.till.settings import CASH_ROUNDING_IDR

CHANGES_A_SALE = frozenset(
    {Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}
)


class NothingReturned(UserError):
    template = N_("Belum ada barang yang diretur. Isi jumlah yang dikembalikan pembeli.")


class MoreThanSold(UserError):
    template = N_("{name} di struk ini tinggal {left} yang bisa diretur, diminta {wanted}.")


class ReturnReasonMissing(UserError):
    template = N_("Alasan retur belum diisi. Pilih dari daftar, atau tulis singkat.")


class SaleVoided(UserError):
    template = N_("{number} sudah dibatalkan dengan {void}; tidak ada yang bisa diretur.")


class LineCorrectedSince(UserError):
    template = N_("Barang itu sudah dipindah ke ibu lain di {number}. Tutup, buka lagi struknya, lalu pilih barangnya.")


class BankReferenceMissing(UserError):
    template = N_("Nomor referensi transfer {amount} ke pembeli belum diisi. Salin dari bukti transfernya.")


class ShopReplaces(UserError):
    template = N_(
        "{name} ditanggung toko, jadi tidak kembali ke rak: ibunya tetap dibayar. Pilih rusak, atau tanggungan penitip."
    )


@dataclass(frozen=True, slots=True)
class ReturnItem:
    """So much of a line that comes back (its `id` as `standing_sale` gives it), and why; thousandths of a unit.

    Goods that are not `back_on_shelf`, or whose reason says that they are spoiled, are thrown away. An empty reason
    is that of the whole return.
    """

    line_id: int
    qty_milli: int
    back_on_shelf: bool = True
    fault: Fault = Fault.CONSIGNOR
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """A return as it was written: its number, what was paid back, and the slip queued."""

    id: int
    number: str
    refund: Refund
    print_job_id: int


@operation(Permission.RETURN_GOODS, changes=CHANGES_A_SALE)
def return_goods(
    actor: Actor, sale_id: int, items: Sequence[ReturnItem], reason: str = "",
    *, till_id: int | None, to_savings: bool = False, by_bank: bool = False, reference: str = "",
    approval: Approval | None = None,
) -> Returned:  # fmt: skip
    """Take goods of a sale back and pay for them in the order bon, sukarela, QRIS and transfer, cash.

    `by_bank` sends what falls on QRIS and transfer by bank (K 1111), which takes PAY_FROM_SAFE and the `reference` of
    the transfer; `to_savings` puts what would be cash into the buyer's sukarela. Neither is rounded. Raises
    NotPermitted, NoShift, NothingReturned, LineCorrectedSince, WholeOnly, MoreThanSold, BackAlready, SaleVoided,
    ReturnReasonMissing, ShopReplaces, MemberNeeded, BankReferenceMissing, PlaceShort, DrawerShort, NotMember,
    PeriodClosed.
    """
    shift = require_shift(till_id)
    sale = standing_sale(sale_id)
    if to_savings and sale.member_id is None:
        raise MemberNeeded(tender=_(Tender.SAVINGS.label))
    if sale.voided_by:
        raise SaleVoided(number=sale.number, void=sale.voided_by)
    goods = _goods_back(sale, items, reason)
    reasons = reasons_of(goods)
    require_still_out(((one.product_id, -one.qty_milli, -one.amounts.net_idr) for one in goods), sale.member_id)
    planned = _planned(sale, goods, 1 if to_savings else CASH_ROUNDING_IDR.get(shift.business_date), by_bank=by_bank)
    if planned.bank_idr:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    change = Change(ChangeKind.RETURN, goods, reasons, sale_id, sale.buyer_is_member, planned.rounding_idr)

    def pay_back(origin: Origin) -> tuple[list[Line], list[ChangedTender]]:
        day = shift.business_date
        lines, tenders = _to_accounts(planned, sale, origin, day, to_savings=to_savings)
        cash = 0 if to_savings else planned.cash_idr
        lines += pay_cash_back(cash, goods, origin, shift)
        lines += _by_bank(planned.bank_idr, reference, goods, origin, day)
        bank = ChangedTender(Tender.TRANSFER, -planned.bank_idr, " ".join(reference.split()))
        return lines, [*tenders, ChangedTender(Tender.CASH, -cash), bank]

    written = write_change(shift, change, pay_back)
    current_act().details.update(sale=sale.number, total=-change.total_idr, reason=reasons)
    elements = return_elements(return_view(written.id), approval.by.name if approval else "")
    job_id = queue("sale_return", written.number, elements, "sale_change", written.id)
    return Returned(written.id, written.number, planned, job_id)


def planned_refund(
    sale: StandingSale, items: Sequence[ReturnItem], rounding_unit_idr: int, *, by_bank: bool = False
) -> Refund:
    """What a return would pay back, before anything is written. Raises NothingReturned, MoreThanSold, ShopReplaces."""
    return _planned(sale, _goods_back(sale, items, "-"), rounding_unit_idr, by_bank=by_bank)


def reasons_of(goods: Sequence[ChangedGoods]) -> str:
    """The reasons of all goods of a return, each once. Raises ReturnReasonMissing where one has none."""
    if not all(one.reason for one in goods):
        raise ReturnReasonMissing
    return "; ".join(dict.fromkeys(one.reason for one in goods))


def require_fault_fits(name: str, *, consigned: bool, item_fault: Fault, shelved: bool) -> None:
    """Raise ShopReplaces for consigned goods that the shop bears and yet would sell again."""
    if consigned and item_fault is Fault.SHOP and shelved:
        raise ShopReplaces(name=name)


def _planned(sale: StandingSale, goods: Sequence[ChangedGoods], unit_idr: int, *, by_bank: bool) -> Refund:
    return refund(
        _paid(sale),
        before_idr=sale.returned_idr,
        given_idr=sale.refunded_idr,
        now_idr=-sum(one.amounts.net_idr for one in goods),
        rounding_unit_idr=unit_idr,
        by_bank=by_bank,
    )


def _paid(sale: StandingSale) -> PaidSale:
    by = sale.paid
    return PaidSale(
        sale.total_idr,
        bon_idr=by.get(Tender.RECEIVABLE, 0),
        savings_idr=by.get(Tender.SAVINGS, 0),
        electronic_idr=sum(by.get(tender, 0) for tender in ELECTRONIC),
        cash_idr=by.get(Tender.CASH, 0),
    )


def _goods_back(sale: StandingSale, items: Sequence[ReturnItem], reason: str) -> list[ChangedGoods]:
    wanted = [item for item in items if item.qty_milli]
    if not wanted:
        raise NothingReturned
    lines = {line.id: line for line in sale.lines}
    before = {line.id: line.gone_milli for line in sale.lines}
    if any(item.line_id not in lines for item in wanted):
        raise LineCorrectedSince(number=sale.number)
    require_whole((lines[item.line_id].product_id, item.qty_milli) for item in wanted)
    goods: list[ChangedGoods] = []
    for item in wanted:
        line = lines[item.line_id]
        left = line.qty_milli - before[line.id]
        if not 0 < item.qty_milli <= left:
            raise MoreThanSold(name=line.name, left=quantity_text(left), wanted=quantity_text(item.qty_milli))
        amounts = part_back(
            line.whole, sold_milli=line.qty_milli, before_milli=before[line.id], now_milli=item.qty_milli
        )
        before[line.id] += item.qty_milli
        goods.append(_one_back(line, item, amounts, reason))
    return goods


def _one_back(line: StandingLine, item: ReturnItem, amounts: PartBack, reason: str) -> ChangedGoods:
    why = " ".join((item.reason or reason).split())
    shelved, consigned = item.back_on_shelf and back_to_shelf(why), line.owner_id is not None
    require_fault_fits(line.name, consigned=consigned, item_fault=item.fault, shelved=shelved)
    return ChangedGoods(
        line.product_id,
        line.name,
        line.unit,
        -item.qty_milli,
        line.price_idr,
        -amounts,
        why,
        sale_line_id=line.sale_line_id,
        source_id=line.source_id,
        owner_id=line.owner_id,
        owner_is_member=line.owner_is_member,
        back_on_shelf=shelved,
        fault=item.fault if consigned else None,
    )


@part
def _to_accounts(
    planned: Refund, sale: StandingSale, origin: Origin, day: date, *, to_savings: bool
) -> tuple[list[Line], list[ChangedTender]]:
    """What goes back to the buyer's own accounts; a bon that is paid already goes to sukarela."""
    lines, rest = give_back(Origin("sale", sale.id), planned.bon_idr, origin, day=day) if planned.bon_idr else ([], 0)
    saved = planned.savings_idr + rest + (planned.cash_idr if to_savings else 0)
    if saved:
        assert sale.member_id is not None, "bon and sukarela are a member's, and so is what goes back to them"
        lines += put(sale.member_id, saved, origin, day=day)
    return lines, [ChangedTender(Tender.RECEIVABLE, rest - planned.bon_idr), ChangedTender(Tender.SAVINGS, -saved)]


@part
def pay_cash_back(amount_idr: int, goods: Sequence[ChangedGoods], origin: Origin, shift: ShiftRow) -> list[Line]:
    """Cash out of the drawer of a shift for goods that came back. Raises DrawerShort."""
    if not amount_idr:
        return []
    flows, day = _flows(amount_idr, goods), shift.business_date
    return pay_money(CashPlace.DRAWER, flows, origin, day=day, till_id=shift.till_id, kind="REFUND")


@part
def _by_bank(amount_idr: int, reference: str, goods: Sequence[ChangedGoods], origin: Origin, day: date) -> list[Line]:
    """Money sent by bank. Raises BankReferenceMissing, PlaceShort."""
    if not amount_idr:
        return []
    if not reference.strip():
        raise BankReferenceMissing(amount=figure(amount_idr))
    return pay_money(CashPlace.BANK, _flows(amount_idr, goods), origin, day=day, till_id=None)


def _flows(amount_idr: int, goods: Sequence[ChangedGoods]) -> list[tuple[int, CashFlow]]:
    """Money paid back, split as the goods were the co-op's or consignors'."""
    worth, theirs = -sum(one.amounts.net_idr for one in goods), consignors_part_idr(goods)
    own_part, their_part = allocate(amount_idr, [worth - theirs, theirs]) if worth > 0 else (amount_idr, 0)
    return [(own_part, CashFlow.CUSTOMERS), (their_part, CashFlow.FOR_CONSIGNORS)]
