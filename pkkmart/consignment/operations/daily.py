"""Writes of the evening of titip kue: one count closes a consignor's day, with everything that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.consignment.models import EveningCount, EveningCountLine
from pkkmart.consignment.operations.goods import negate_lines, require_terms
from pkkmart.consignment.operations.losses import LossItem, void_loss, write_loss
from pkkmart.consignment.operations.payouts import void_payout, write_payout
from pkkmart.consignment.operations.returns import ReturnItem, void_return, write_return
from pkkmart.consignment.operations.settlements import void_settlement, write_settlement
from pkkmart.consignment.operations.sold import SoldLine, record_sold
from pkkmart.consignment.queries import (
    EveningGoods,
    count_of,
    counted,
    goods_to_count,
    payouts_of,
    settled_in,
    settlement_view,
    unrung_on,
    unsettled_of,
)
from pkkmart.consignment.rules import GapDecision, ReturnReason
from pkkmart.consignment.slip import evening_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch_one, next_id
from pkkmart.core.errors import Unusual, UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.core.quantity import quantity_text, times_price
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin, debit
from pkkmart.people.queries import CapacityKind, has_capacity, person_name
from pkkmart.printing.spool import queue
from pkkmart.stock.operations import Out, issue, reverse_moves
from pkkmart.till.operations import booking_day, cancel_document, require_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import drawer_difference_idr, open_shift

_CHANGES = frozenset(
    {Changed.STOCK, Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.SALES, Changed.PRINT_JOBS}
)


class NothingToCount(UserError):
    template = N_("Hari ini tidak ada kue {name} yang perlu dihitung. Catat dulu titipan paginya.")


class AlreadyCounted(UserError):
    template = N_("Sisa {name} hari ini sudah dihitung dengan {number}. Batalkan {number} dulu bila keliru.")


class NotCounted(UserError):
    template = N_("Sisa {name} belum diisi. Hitung yang tersisa di rak; tulis 0 bila habis.")


class NotOnTray(UserError):
    template = N_("Barang nomor {product_id} hari ini tidak ada di rak {name}, jadi tidak bisa dihitung.")


class MoreThanBrought(UserError):
    template = N_(
        "Sisa dan rusak {name} berjumlah {left}, padahal yang masuk hanya {brought}. Hitung lagi, "
        "atau catat dulu titipan yang belum ditulis."
    )


class MoreThanUnsold(UserError):
    template = N_(
        "Sisa dan rusak {name} berjumlah {left}, padahal dari {brought} yang masuk kasir sudah menjual {sold}, jadi "
        "paling banyak {unsold}. Hitung lagi; mungkin tertukar dengan kue ibu lain: betulkan di Struk."
    )


class GapUndecided(UserError):
    template = N_(
        "{gap} {name} sudah tidak ada tetapi tidak tercatat di kasir. Pilih dulu: terjual, atau diganti toko."
    )


class DrawerNotOver(Unusual):
    key = "drawer_not_over"
    template = N_(
        "Yang dicatat terjual tanpa struk {unrung}, padahal laci yang sudah dihitung hari ini lebih {over}. "
        "Selisihnya jadi beban toko."
    )


class CountSettled(UserError):
    template = N_("{number} sudah masuk perhitungan {settlement}. Batalkan dulu perhitungan itu.")


@dataclass(frozen=True, slots=True)
class CountItem:
    """One product as it was counted: thousandths of a unit left and damaged.

    `kept` leftovers stay on the shelf, others go home. Damaged goods go home as the consignor's own, unless the shop
    damaged them and replaces them. `decision` says what became of a gap.
    """

    product_id: int
    leftover_milli: int
    damaged_milli: int = 0
    kept: bool = False
    damaged_by_shop: bool = False
    decision: GapDecision | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A product with its count; rupiah are of what of its gap was sold and not rung up."""

    goods: EveningGoods
    item: CountItem
    gap_milli: int

    @property
    def product_id(self) -> int:
        return self.item.product_id

    @property
    def decision(self) -> GapDecision | None:
        return self.item.decision if self.gap_milli else None

    @property
    def unrung_milli(self) -> int:
        return self.gap_milli if self.decision is GapDecision.UNRUNG else 0

    @property
    def replaced_milli(self) -> int:
        damaged = self.item.damaged_milli if self.item.damaged_by_shop else 0
        return damaged + (self.gap_milli if self.decision is GapDecision.REPLACED else 0)

    @property
    def net_idr(self) -> int:
        return times_price(self.unrung_milli, self.goods.product.selling_price_idr)

    @property
    def share_idr(self) -> int:
        return self.goods.share_idr(self.unrung_milli)

    def row(self) -> dict[str, object]:
        """The line as it is written."""
        item = self.item
        return {
            "product_id": item.product_id,
            "brought_milli": self.goods.brought_milli,
            "leftover_milli": item.leftover_milli,
            "damaged_milli": item.damaged_milli,
            "till_milli": self.goods.till_milli,
            "kept": item.kept and item.leftover_milli > 0,
            "damaged_by_shop": item.damaged_by_shop and item.damaged_milli > 0,
            "decision": self.decision,
            "price_idr": self.goods.product.selling_price_idr,
            "net_idr": self.net_idr,
            "share_idr": self.share_idr,
        }


@dataclass(frozen=True, slots=True)
class Evening:
    """A consignor's closed day: the count with what is due, and the kuitansi's number, "" where nothing was paid."""

    count: Recorded
    payout: str


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def close_evening(
    actor: Actor, consignor_id: int, items: Sequence[CountItem],
    *, till_id: int | None, pay: bool, day: date | None = None,
    approval: Approval | None = None, confirmed: frozenset[str] = frozenset(),
) -> Evening:  # fmt: skip
    """Close a consignor's day: leftovers home, gaps booked, the account settled and, with `pay`, paid from the drawer.

    What was sold and not rung up is owed as if it had been: D 7103 its price / K 2102 or 2103 the share, 4103 or 4113
    the commission. The price is not put on 1101: cash enters the drawer's account only by a count of the drawer, and
    a drawer that holds it too much comes in there as D 1101 / K 7103, whether its shift is closed already or closes
    later. The two meet on 7103, which is left with what no money was found for. What the shop replaces, damaged by it
    or gone, takes KEEP_BOOKS: D 5123 / K 2102 or 2103.

    The day is that of the till's open shift, whose sales are counted; without one it is the day chosen. Raises
    NothingToCount, AlreadyCounted, NotCounted, NotOnTray, MoreThanBrought, MoreThanUnsold, GapUndecided, DrawerNotOver
    (confirm `drawer_not_over`), NoShift, DrawerShort, NoAgreement, DateInFuture, PeriodClosed.
    """
    require(actor, Permission.RECEIVE_GOODS, approval)
    shift = require_shift(till_id) if pay else open_shift(till_id)
    chosen = booking_day(shift.business_date if shift else day)
    lines = _lines(consignor_id, items, chosen)
    unrung = sum(line.net_idr for line in lines)
    if DrawerNotOver.key not in confirmed:
        _ask_about_drawer(unrung, chosen)
    note_id = _send_home(consignor_id, items, chosen)
    loss_id = _replace(actor, consignor_id, lines, chosen, approval)
    count_id, first = next_id(EveningCount), next_id(EveningCountLine)
    _sell_unrung(consignor_id, count_id, first, lines, chosen)
    due = unsettled_of(consignor_id, chosen)
    settled = write_settlement(consignor_id, chosen, chosen) if due > 0 else None
    written = write_document(
        EveningCount, chosen, id=count_id, consignor_id=consignor_id, unrung_idr=unrung,
        return_note_id=note_id, loss_id=loss_id, settlement_id=settled.id if settled else None,
    )  # fmt: skip
    write_lines(EveningCountLine, written, [{"id": first + at, **line.row()} for at, line in enumerate(lines)])
    paid = write_payout(actor, settled.id, CashPlace.DRAWER, till_id=till_id) if pay and settled is not None else None
    slip = evening_slip(counted(count_id))
    queue("evening_count", written.number, slip, "evening_count", count_id)
    current_act().subject = written.number
    total = settled.amount_idr if settled else 0
    return Evening(Recorded(written.id, written.number, total), paid.number if paid else "")


def _lines(consignor_id: int, items: Sequence[CountItem], day: date) -> list[_Line]:
    """Every product of the day with its count, in the order of the items."""
    name, told = person_name(consignor_id), {item.product_id for item in items}
    known = count_of(consignor_id, day)
    if known is not None:
        raise AlreadyCounted(name=name, number=counted(known).number)
    goods = {one.product.id: one for one in goods_to_count(consignor_id, day)}
    if not goods:
        raise NothingToCount(name=name)
    for item in items:
        if item.product_id not in goods:
            raise NotOnTray(product_id=item.product_id, name=name)
    for product_id, one in goods.items():
        if product_id not in told:
            raise NotCounted(name=one.product.name)
    lines = [_Line(goods[item.product_id], item, _gap(goods[item.product_id], item)) for item in items]
    require_terms({line.product_id: line.goods.product for line in lines if line.unrung_milli}, day)
    return lines


def gap_milli(goods: EveningGoods, leftover_milli: int, damaged_milli: int) -> int:
    """What of a product is gone beyond the till, thousandths of a unit. Raises MoreThanBrought, MoreThanUnsold."""
    name, left = goods.product.name, leftover_milli + damaged_milli
    if left > max(goods.brought_milli, 0):
        raise MoreThanBrought(name=name, left=quantity_text(left), brought=quantity_text(max(goods.brought_milli, 0)))
    if left > goods.unsold_milli:
        raise MoreThanUnsold(
            name=name,
            left=quantity_text(left),
            brought=quantity_text(goods.brought_milli),
            sold=quantity_text(goods.till_milli),
            unsold=quantity_text(goods.unsold_milli),
        )
    return goods.unsold_milli - left


def _gap(goods: EveningGoods, item: CountItem) -> int:
    gap = gap_milli(goods, item.leftover_milli, item.damaged_milli)
    if gap and item.decision is None:
        raise GapUndecided(gap=quantity_text(gap), name=goods.product.name)
    return gap


def _ask_about_drawer(unrung_idr: int, day: date) -> None:
    """Ask where the day's drawers are counted and are over by less than what was sold and not rung up."""
    over = drawer_difference_idr(day)
    if not unrung_idr or over is None:
        return
    left = over - unrung_on(day)
    if unrung_idr > left:
        raise DrawerNotOver(unrung=figure(unrung_idr), over=figure(max(left, 0)))


@part
def _send_home(consignor_id: int, items: Sequence[CountItem], day: date) -> int | None:
    """The nota retur of what goes home, None for nothing."""
    home = [
        *(ReturnItem(item.product_id, item.leftover_milli) for item in items if item.leftover_milli and not item.kept),
        *(
            ReturnItem(item.product_id, item.damaged_milli, ReturnReason.DEFECT)
            for item in items
            if item.damaged_milli and not item.damaged_by_shop
        ),
    ]
    return write_return(consignor_id, home, day).id if home else None


@part
def _replace(
    actor: Actor, consignor_id: int, lines: Sequence[_Line], day: date, approval: Approval | None
) -> int | None:
    """The replacement of what the shop damaged or lost, None for nothing."""
    lost = [LossItem(line.product_id, line.replaced_milli) for line in lines if line.replaced_milli]
    if not lost:
        return None
    require(actor, Permission.KEEP_BOOKS, approval)
    return write_loss(consignor_id, lost, day).id


@part
def _sell_unrung(consignor_id: int, count_id: int, first: int, lines: Sequence[_Line], day: date) -> None:
    """Take off the shelf, owe and post what was sold and not rung up; `first` is the id of the first line."""
    origin, member = Origin("evening_count", count_id), has_capacity(consignor_id, CapacityKind.MEMBER, day)
    sold = [
        SoldLine(first + at, consignor_id, line.product_id, line.unrung_milli, line.share_idr, member)
        for at, line in enumerate(lines)
        if line.unrung_milli
    ]
    if not sold:
        return
    outs = [Out(line.product_id, line.qty_milli, owned=False) for line in sold]
    issue(outs, reason="COUNT", origin=origin, business_date=day)
    net, share = sum(line.net_idr for line in lines), sum(line.share_idr for line in lines)
    commission = Account.MEMBER_COMMISSION if member else Account.OTHER_COMMISSION
    owed = record_sold(sold, origin=origin, business_date=day)
    entry = [debit(Account.CASH_DIFFERENCE, net), *owed, Line(commission, share - net)]
    post(entry, origin=origin, business_date=day, till_id=None)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_evening(
    actor: Actor, count_id: int, reason: str,
    *, till_id: int | None, day: date | None = None, approval: Approval | None = None,
) -> None:  # fmt: skip
    """Cancel an evening count with all that followed: the money comes back, then the account, goods and gaps.

    Takes KEEP_BOOKS where the shop replaced something, and what each payment took. Raises AlreadyVoided,
    ReasonMissing, NoShift (it was paid from the drawer), CountSettled and LossSettled (a later settlement holds its
    lines), VoidedTooEarly, PeriodClosed.
    """
    count = counted(count_id)
    origin, chosen = Origin("evening_count", count_id), booking_day(day)
    void = cancel_document(origin, reason=reason, till_id=None, day=chosen)
    if count.settlement_id is not None:
        for payout in payouts_of(count.settlement_id):
            if not payout.cancelled_by:
                void_payout(actor, payout.id, reason, till_id=till_id, day=day, approval=approval)
        if not settlement_view(count.settlement_id).cancelled_by:
            void_settlement(count.settlement_id, reason, chosen)
    settlement = settled_in("evening_count", count_id)
    if settlement:
        raise CountSettled(number=count.number, settlement=settlement)
    negate_lines(origin, void, chosen)
    reverse_moves(origin, count.number, void=void, business_date=chosen)
    row = fetch_one("SELECT return_note_id, loss_id FROM evening_count WHERE id = ?", (count_id,))
    assert row is not None
    if row[1] is not None:
        require(actor, Permission.KEEP_BOOKS, approval)
        void_loss(row[1], reason, chosen)
    if row[0] is not None:
        void_return(row[0], reason, chosen)
    current_act().subject = count.number
