"""Goods that come back without a receipt, where the shop lets them: in cash, at the least they were sold for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pkkmart.consignment.operations import NoAgreement
from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Terms
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.money import round_cash, share_idr
from pkkmart.core.operation import current_act, operation
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.ledger.posting import Line, Origin
from pkkmart.people.queries import CapacityKind, has_capacity, person_name
from pkkmart.printing.spool import queue
from pkkmart.products.queries import ProductRow, by_ids
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.change import Change, ChangedGoods, ChangedTender, ChangeKind
from pkkmart.sale_changes.operations.limits import require_still_out, require_whole
from pkkmart.sale_changes.operations.returns import (
    CHANGES_A_SALE,
    NothingReturned,
    pay_cash_back,
    reasons_of,
    require_fault_fits,
)
from pkkmart.sale_changes.operations.writing import write_change
from pkkmart.sale_changes.queries.lately_sold import LatelySold, lately_sold
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.returns import Fault, PartBack, back_to_shelf
from pkkmart.sale_changes.settings import DAYS_WITHOUT_RECEIPT, MOST_WITHOUT_RECEIPT_IDR, takes_without_receipt
from pkkmart.sale_changes.slip import return_elements
from pkkmart.sales.tenders import Tender
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level, found_cost
from pkkmart.till.operations import require_shift
from pkkmart.till.settings import CASH_ROUNDING_IDR


class ReceiptNeeded(UserError):
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


class UnlistedWithoutReceipt(UserError):
    template = N_("{name} tidak ada di daftar barang, jadi harganya tidak diketahui. Terima hanya dengan struknya.")


class MoreThanSoldLately(UserError):
    template = N_("{name} terjual dalam {days} hari dan belum diretur tinggal {left}, diminta {wanted}. Hitung lagi.")


class TooMuchWithoutReceipt(UserError):
    template = N_(
        "Retur tanpa struk paling banyak {most} sekali, ini {amount}. Kurangi barangnya, atau minta struknya."
    )


class NothingToPay(UserError):
    template = N_(
        "Barang ini pernah keluar tanpa bayar, atau nilainya di bawah uang terkecil; "
        "tanpa struk tidak ada uang yang dikembalikan."
    )


class BuyerNotMember(UserError):
    template = N_("{name} tidak tercatat sebagai anggota pada hari ini. Lepas namanya dari retur ini.")


@dataclass(frozen=True, slots=True)
class UnreceiptedItem:
    """So much of a product that comes back, thousandths of a unit; what is not back on the shelf is thrown away."""

    product_id: int
    qty_milli: int
    back_on_shelf: bool = True
    fault: Fault = Fault.CONSIGNOR
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CashBack:
    """What a return without a receipt would pay back, rupiah, before anything is written."""

    total_idr: int
    cash_idr: int


@dataclass(frozen=True, slots=True)
class ReturnedForCash:
    """A return without a receipt as it was written: its number, the cash given, and the slip queued."""

    id: int
    number: str
    cash_idr: int
    print_job_id: int


@dataclass(frozen=True, slots=True)
class _Worth:
    """One item with what it is paid back with, rupiah."""

    item: UnreceiptedItem
    product: ProductRow
    sold: LatelySold
    net_idr: int


@operation(Permission.RETURN_GOODS, changes=CHANGES_A_SALE)
def return_without_receipt(
    actor: Actor, items: Sequence[UnreceiptedItem], buyer: str, reason: str = "",
    *, till_id: int | None, member_id: int | None = None, approval: Approval | None = None,
) -> ReturnedForCash:  # fmt: skip
    """Take goods back without their receipt and pay for them in cash: D 4112 (4102 for a member) / K 1101, cost back.

    Of consigned goods the share by the terms of now is taken back, or paid by the shop where it bears the goods.

    Raises NotPermitted, ReceiptNeeded, NoShift, BuyerMissing, ReturnReasonMissing, NothingReturned, WholeOnly,
    NotSoldLately, NotBoughtLately, UnlistedWithoutReceipt, MoreThanSoldLately, ShopReplaces, TooMuchWithoutReceipt,
    PaidBackAlready, NothingToPay, BuyerNotMember, NoAgreement, DrawerShort, PeriodClosed.
    """
    shift = require_shift(till_id)
    named, day = " ".join(buyer.split()), shift.business_date
    if not named:
        raise BuyerMissing
    if member_id is not None and not has_capacity(member_id, CapacityKind.MEMBER, day):
        raise BuyerNotMember(name=person_name(member_id))
    worth = _worth([replace(item, reason=item.reason or reason) for item in items], day, member_id)
    plan = _plan(worth, day)
    goods = _goods_back(worth, day)
    require_still_out((one.product_id, -one.qty_milli, -one.amounts.net_idr) for one in goods)
    rounding = plan.total_idr - plan.cash_idr
    change = Change(
        ChangeKind.RETURN, goods, reasons_of(goods), None, member_id is not None, rounding, member_id, named
    )

    def pay_back(origin: Origin) -> tuple[list[Line], list[ChangedTender]]:
        lines = pay_cash_back(plan.cash_idr, goods, origin, shift)
        return lines, [ChangedTender(Tender.CASH, -plan.cash_idr)]

    written = write_change(shift, change, pay_back)
    current_act().details.update(buyer=named, total=plan.total_idr, cash=plan.cash_idr, reason=change.reason)
    elements = return_elements(return_view(written.id), approval.by.name if approval else "")
    job_id = queue("return_without_receipt", written.number, elements, "sale_change", written.id)
    return ReturnedForCash(written.id, written.number, plan.cash_idr, job_id)


def plan_without_receipt(items: Sequence[UnreceiptedItem], day: date, member_id: int | None = None) -> CashBack:
    """What a return without a receipt would pay back on a day; of a named member, for the member's own purchases.

    Raises ReceiptNeeded, NothingReturned, NotSoldLately, UnlistedWithoutReceipt, MoreThanSoldLately, ShopReplaces,
    TooMuchWithoutReceipt, NothingToPay.
    """
    return _plan(_worth(items, day, member_id), day)


def _plan(worth: Sequence[_Worth], day: date) -> CashBack:
    total, most = sum(one.net_idr for one in worth), MOST_WITHOUT_RECEIPT_IDR.get(day)
    if total > most:
        raise TooMuchWithoutReceipt(most=figure(most), amount=figure(total))
    cash = round_cash(total, CASH_ROUNDING_IDR.get(day))
    if not cash:
        raise NothingToPay
    return CashBack(total, cash)


def _worth(items: Sequence[UnreceiptedItem], day: date, member_id: int | None) -> list[_Worth]:
    """Each item at the lowest price it was lately sold at, and none that was not sold and still out."""
    if not takes_without_receipt():
        raise ReceiptNeeded
    wanted = [item for item in items if item.qty_milli]
    if not wanted:
        raise NothingReturned
    days, ids = DAYS_WITHOUT_RECEIPT.get(day), [item.product_id for item in wanted]
    products, sold = by_ids(ids), lately_sold(ids, day, days, member_id=member_id)
    require_whole((item.product_id, item.qty_milli) for item in wanted)
    left, unlisted = {product_id: known.left_milli for product_id, known in sold.items()}, UNLISTED_ID.get()
    found: list[_Worth] = []
    for item in wanted:
        product = products[item.product_id]
        if item.product_id == unlisted:
            raise UnlistedWithoutReceipt(name=product.name)
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
        left[item.product_id] -= item.qty_milli
        known = sold[item.product_id]
        found.append(_Worth(item, product, known, known.least_idr(item.qty_milli)))
        shelved = item.back_on_shelf and back_to_shelf(item.reason)
        consigned = product.owner_id is not None
        require_fault_fits(product.name, consigned=consigned, item_fault=item.fault, shelved=shelved)
    return found


def _goods_back(worth: Sequence[_Worth], day: date) -> list[ChangedGoods]:
    """The goods with what they cost the co-op (the average of now) or the consignor's share (by the terms of now)."""
    ids = [one.product.id for one in worth]
    terms, known = terms_for(ids, day), levels(ids)
    goods: list[ChangedGoods] = []
    for one in worth:
        item, product, owner_id = one.item, one.product, one.product.owner_id
        why = " ".join(item.reason.split())
        cost = found_cost(known.get(product.id, Level()), item.qty_milli) if owner_id is None else 0
        share = 0 if owner_id is None else _share(one, terms)
        goods.append(
            ChangedGoods(
                product.id,
                product.name,
                product.unit,
                -item.qty_milli,
                product.selling_price_idr,
                -PartBack(one.net_idr, one.net_idr, share, cost),
                why,
                owner_id=owner_id,
                owner_is_member=owner_id is not None and has_capacity(owner_id, CapacityKind.MEMBER, day),
                back_on_shelf=item.back_on_shelf and back_to_shelf(why),
                fault=None if owner_id is None else item.fault,
            )
        )
    return goods


def _share(one: _Worth, terms: Mapping[int, Terms]) -> int:
    """The share by the terms of now, as if sold for what is paid back; never more than the consignor got for it."""
    agreed = terms.get(one.product.id)
    if agreed is None:
        raise NoAgreement(name=one.product.name, owner=one.product.owner_name)
    qty_milli = one.item.qty_milli
    if agreed.commission_bp is not None:
        share = share_idr(one.net_idr, agreed.commission_bp)
    else:
        share = times_price(qty_milli, agreed.unit_share_idr or 0)
    return max(min(share, one.sold.least_share_idr(qty_milli)), 0)
