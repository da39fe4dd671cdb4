"""Goods that come back without a receipt, where the shop lets them: in cash, at the least they were sold for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.operations import NoAgreement
from pkkmart.consignment.operations.loose import LooseBack, take_back_loose
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Terms
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.money import allocate, round_cash, share_idr
from pkkmart.core.operation import Changed, current_act, operation, part
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.people.queries import CapacityKind, has_capacity, person_name
from pkkmart.printing.spool import queue
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sales.models import LooseReturn, LooseReturnLine
from pkkmart.sales.operations.returning import NothingReturned, ReturnReasonMissing, ShopReplaces
from pkkmart.sales.operations.still_out import require_whole
from pkkmart.sales.queries.loose import LatelySold, lately_sold, loose_view
from pkkmart.sales.return_slip import loose_elements
from pkkmart.sales.returns import Fault
from pkkmart.sales.settings import LOOSE_DAYS, LOOSE_MOST_IDR, takes_loose_returns
from pkkmart.stock.operations import In, receive
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level, found_cost
from pkkmart.till.operations import pay_money, require_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow
from pkkmart.till.settings import CASH_ROUNDING_IDR


class LooseRefused(UserError):
    template = N_(
        "Toko ini tidak menerima retur tanpa struk. Cari struknya lewat tanggal, nama anggota, atau jumlahnya."
    )


class BuyerMissing(UserError):
    template = N_("Nama pembeli belum diisi. Tulis namanya; dia menandatangani slipnya.")


class NotSoldLately(UserError):
    template = N_("{name} belum pernah dijual dalam {days} hari, jadi tidak bisa diretur tanpa struk. Minta struknya.")


class NotBoughtLately(UserError):
    template = N_(
        "{name} tidak dibeli atas nama {member} dalam {days} hari. Lepas namanya dari retur ini, atau cari struknya."
    )


class LooseUnlisted(UserError):
    template = N_("{name} tidak ada di daftar barang, jadi harganya tidak diketahui. Terima hanya dengan struknya.")


class MoreThanSoldLately(UserError):
    template = N_("{name} terjual dalam {days} hari dan belum diretur tinggal {left}, diminta {wanted}. Hitung lagi.")


class LooseTooMuch(UserError):
    template = N_(
        "Retur tanpa struk paling banyak {most} sekali, ini {amount}. Kurangi barangnya, atau minta struknya."
    )


class NothingToPay(UserError):
    template = N_(
        "Barang ini pernah keluar tanpa bayar, atau nilainya di bawah uang terkecil; "
        "tanpa struk tidak ada uang yang dikembalikan."
    )


class LooseNotMember(UserError):
    template = N_("{name} tidak tercatat sebagai anggota pada hari ini. Lepas namanya dari retur ini.")


@dataclass(frozen=True, slots=True)
class LooseItem:
    """So much of a product that comes back; what is not back on the shelf is thrown away."""

    product_id: int
    qty_milli: int
    back_on_shelf: bool = True
    fault: Fault = Fault.MAKER


@dataclass(frozen=True, slots=True)
class LoosePlan:
    """What a return without a receipt would pay back, rupiah, before anything is written."""

    total_idr: int
    cash_idr: int


@dataclass(frozen=True, slots=True)
class LooseReturned:
    """A return without a receipt as it was written: its number, the cash given, and the slip queued."""

    id: int
    number: str
    cash_idr: int
    print_job_id: int


@dataclass(frozen=True, slots=True)
class _Back:
    """One line with its figures, rupiah; share is 0 for the co-op's own goods, cost for titipan."""

    item: LooseItem
    product: ProductRow
    sold: LatelySold
    net_idr: int
    share_idr: int = 0
    cost_idr: int = 0
    owner_is_member: bool = False


@operation(
    Permission.RETURN_GOODS,
    changes=frozenset(
        {Changed.SALES, Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS}
    ),
)
def return_loose(
    actor: Actor, items: Sequence[LooseItem], buyer: str, reason: str,
    *, member_id: int | None = None, till_id: int | None, approval: Approval | None = None,
) -> LooseReturned:  # fmt: skip
    """Take goods back without their receipt and pay for them in cash: D 4112 (4102 for a member) / K 1101, cost back.

    Of a titipan her share by the terms of now is taken back, or replaced by the shop where it is its fault.

    Raises NotPermitted, LooseRefused, NoShift, BuyerMissing, ReturnReasonMissing, NothingReturned, WholeOnly,
    NotSoldLately, NotBoughtLately, LooseUnlisted, MoreThanSoldLately, ShopReplaces, LooseTooMuch, NothingToPay,
    LooseNotMember, NoAgreement, DrawerShort, PeriodClosed.
    """
    shift = require_shift(till_id)
    named, why = " ".join(buyer.split()), " ".join(reason.split())
    if not named:
        raise BuyerMissing
    if not why:
        raise ReturnReasonMissing
    day = shift.business_date
    if member_id is not None and not has_capacity(member_id, CapacityKind.MEMBER, day):
        raise LooseNotMember(name=person_name(member_id))
    backs = _worth(items, day, member_id)
    plan = _plan(backs, day)
    backs = _owed(backs, day)
    return_id, number = next_id(LooseReturn), next_number(LooseReturn, "RT", day.year)
    origin = Origin("loose_return", return_id)
    head: dict[str, object] = {
        "id": return_id,
        "number": number,
        **_head(shift, actor, plan),
        "member_id": member_id,
        "buyer": named,
        "reason": why,
    }
    insert_rows(LooseReturn, [head])
    first = _write_lines(return_id, backs)
    lines = _goods_lines(backs, first, origin, day, for_member=member_id is not None)
    lines += _money_lines(plan, backs, origin, day, till_id)
    post(lines, origin=origin, business_date=day, till_id=till_id)
    act = current_act()
    act.subject = number
    act.details.update(buyer=named, total=plan.total_idr, cash=plan.cash_idr, reason=why)
    helper = approval.by.name if approval else ""
    job_id = queue("loose_return", number, loose_elements(loose_view(return_id), helper), origin.kind, origin.id)
    return LooseReturned(return_id, number, plan.cash_idr, job_id)


def plan_loose(items: Sequence[LooseItem], day: date, member_id: int | None = None) -> LoosePlan:
    """What a return without a receipt would pay back on a day; of a named member, of what she bought herself.

    Raises LooseRefused, NothingReturned, NotSoldLately, LooseUnlisted, MoreThanSoldLately, ShopReplaces, LooseTooMuch,
    NothingToPay.
    """
    return _plan(_worth(items, day, member_id), day)


def _head(shift: ShiftRow, actor: Actor, plan: LoosePlan) -> dict[str, object]:
    return {
        "shift_id": shift.id,
        "business_date": shift.business_date.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "total_idr": plan.total_idr,
        "rounding_idr": plan.total_idr - plan.cash_idr,
    }


def _plan(backs: Sequence[_Back], day: date) -> LoosePlan:
    total, most = sum(back.net_idr for back in backs), LOOSE_MOST_IDR.get(day)
    if total > most:
        raise LooseTooMuch(most=figure(most), amount=figure(total))
    cash = round_cash(total, CASH_ROUNDING_IDR.get(day))
    if not cash:
        raise NothingToPay
    return LoosePlan(total, cash)


def _worth(items: Sequence[LooseItem], day: date, member_id: int | None) -> list[_Back]:
    """Each item at the lowest price it was lately sold at, and none that was not sold and still out."""
    if not takes_loose_returns():
        raise LooseRefused
    wanted = [item for item in items if item.qty_milli]
    if not wanted:
        raise NothingReturned
    days, ids = LOOSE_DAYS.get(day), [item.product_id for item in wanted]
    products, sold = by_ids(ids), lately_sold(ids, day, days, member_id=member_id)
    require_whole((item.product_id, item.qty_milli) for item in wanted)
    left, unlisted = {product_id: known.left_milli for product_id, known in sold.items()}, UNLISTED_ID.get()
    backs: list[_Back] = []
    for item in wanted:
        product = products[item.product_id]
        if item.product_id == unlisted:
            raise LooseUnlisted(name=product.name)
        if item.product_id not in sold and member_id is not None:
            raise NotBoughtLately(name=product.name, member=person_name(member_id), days=days)
        if item.product_id not in sold:
            raise NotSoldLately(name=product.name, days=days)
        if not 0 < item.qty_milli <= left[item.product_id]:
            raise MoreThanSoldLately(
                name=product.name,
                days=days,
                left=quantity_text(max(left[item.product_id], 0)),
                wanted=quantity_text(item.qty_milli),
            )
        if product.owner_id is not None and item.fault is Fault.SHOP and item.back_on_shelf:
            raise ShopReplaces(name=product.name)
        left[item.product_id] -= item.qty_milli
        known = sold[item.product_id]
        backs.append(_Back(item, product, known, known.least_idr(item.qty_milli)))
    return backs


def _owed(backs: Sequence[_Back], day: date) -> list[_Back]:
    """The lines with what they cost us (the average of now) or what of them is hers (by the terms of now)."""
    ids = [back.product.id for back in backs]
    terms, known = terms_for(ids, day), levels(ids)
    owed: list[_Back] = []
    for back in backs:
        owner_id = back.product.owner_id
        if owner_id is None:
            cost = found_cost(known.get(back.product.id, Level()), back.item.qty_milli)
            owed.append(replace(back, cost_idr=cost))
            continue
        is_member = has_capacity(owner_id, CapacityKind.MEMBER, day)
        owed.append(replace(back, share_idr=_share(back, terms), owner_is_member=is_member))
    return owed


def _share(back: _Back, terms: Mapping[int, Terms]) -> int:
    """Her part by the terms of now, as if it had been sold for what is paid back; never more than she got for it."""
    agreed = terms.get(back.product.id)
    if agreed is None:
        raise NoAgreement(name=back.product.name, owner=back.product.owner_name)
    qty_milli = back.item.qty_milli
    if agreed.commission_bp is not None:
        share = share_idr(back.net_idr, agreed.commission_bp)
    else:
        share = times_price(qty_milli, agreed.unit_share_idr or 0)
    return max(min(share, back.sold.least_share_idr(qty_milli)), 0)


@part
def _write_lines(return_id: int, backs: Sequence[_Back]) -> int:
    first = next_id(LooseReturnLine)
    insert_rows(
        LooseReturnLine,
        [
            {
                "id": first + at,
                "loose_return_id": return_id,
                "line_no": at + 1,
                "product_id": back.product.id,
                "name": back.product.name,
                "unit": back.product.unit,
                "qty_milli": back.item.qty_milli,
                "net_idr": back.net_idr,
                "owner_id": back.product.owner_id,
                "share_idr": back.share_idr,
                "cost_idr": back.cost_idr,
                "back_on_shelf": back.item.back_on_shelf,
                "fault": None if back.product.owner_id is None else back.item.fault,
            }
            for at, back in enumerate(backs)
        ],
    )
    return first


@part
def _goods_lines(backs: Sequence[_Back], first: int, origin: Origin, day: date, *, for_member: bool) -> list[Line]:
    """The goods' side: revenue, stock and makers as if they had not been sold, at the price and cost of now."""
    returns, cost_of = (
        (Account.MEMBER_RETURNS, Account.MEMBER_COST) if for_member else (Account.OTHER_RETURNS, Account.OTHER_COST)
    )
    lines: list[Line] = []
    brought: list[LooseBack] = []
    for at, back in enumerate(backs):
        product, qty_milli = back.product, back.item.qty_milli
        if product.owner_id is None:
            lines += [debit(returns, back.net_idr), credit(cost_of, back.cost_idr)]
            lines.append(debit(Account.SPOILAGE, 0 if back.item.back_on_shelf else back.cost_idr))
            continue
        commission = Account.MEMBER_COMMISSION if back.owner_is_member else Account.OTHER_COMMISSION
        lines.append(Line(commission, back.net_idr - back.share_idr))
        if back.item.fault is Fault.SHOP:
            lines.append(debit(Account.CONSIGNED_LOSS, back.share_idr))
            continue
        brought.append(
            LooseBack(first + at, product.owner_id, product.id, qty_milli, back.share_idr, back.owner_is_member)
        )
    lines += take_back_loose(brought, origin=origin, business_date=day)
    shelved = [In(back.product.id, back.item.qty_milli, back.cost_idr) for back in backs if back.item.back_on_shelf]
    difference = receive(shelved, reason="SALE_RETURN", origin=origin, business_date=day)
    worth = sum(goods.cost_idr for goods in shelved)
    return [*lines, Line(Account.INVENTORY, worth - difference), Line(Account.INVENTORY_DIFFERENCE, difference)]


@part
def _money_lines(plan: LoosePlan, backs: Sequence[_Back], origin: Origin, day: date, till_id: int | None) -> list[Line]:
    """Cash out of the drawer, split as the goods were the co-op's or a maker's; the rest is rounding."""
    theirs = sum(back.share_idr for back in backs if back.item.fault is Fault.MAKER)
    theirs = min(theirs, plan.total_idr)
    own_part, their_part = allocate(plan.cash_idr, [plan.total_idr - theirs, theirs])
    flows = [(own_part, CashFlow.CUSTOMERS), (their_part, CashFlow.FOR_CONSIGNORS)]
    paid = pay_money(CashPlace.DRAWER, flows, origin, day=day, kind="REFUND", till_id=till_id)
    return [*paid, Line(Account.CASH_ROUNDING, plan.cash_idr - plan.total_idr)]
