"""A sale that was paid otherwise than booked ("salah cara bayar"), or for which another amount was handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch_one, insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Line, Origin
from pkkmart.sales.models import TenderSwap, TenderSwapLine
from pkkmart.sales.operations.moved import retagged
from pkkmart.sales.queries import paid_by
from pkkmart.sales.queries.put_right import saved_idr
from pkkmart.sales.queries.returned import RETURN_STANDS
from pkkmart.sales.queries.swapped import charged_of_shift, swappable
from pkkmart.sales.tenders import Bill, Paid, PaidTooLittle, ReceivedUnfit, Tender, require_enough, require_fit
from pkkmart.sales.whose import WhoseMoney
from pkkmart.till.operations import pay_money, require_shift, take
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow, open_shifts
from pkkmart.till.settings import CASH_ROUNDING_IDR

SWAPPED = (Tender.CASH, Tender.QRIS, Tender.TRANSFER)
"""Tenders of anybody; what a member paid from her own account is cancelled and sold anew instead."""


class OwnAccount(UserError):
    template = N_(
        "{number} dibayar juga lewat {tender}. Batalkan struknya, lalu jual lagi dengan cara bayar yang benar."
    )


class SaleChanged(UserError):
    template = N_("{number} sudah dibatalkan atau diretur ({by}), jadi cara bayarnya tidak bisa diubah lagi.")


class SoldAtOtherTill(UserError):
    template = "{number} ada di sif {shift} yang masih terbuka di kasir lain. Betulkan pembayarannya di kasir itu."


class NothingSwapped(UserError):
    template = N_("{number} memang sudah dibayar begitu. Tidak ada yang diubah.")


class LessThanKept(UserError):
    template = N_(
        "Uang {received} kurang dari {kept} yang tinggal di laci, {saved} di antaranya masuk simpanan. "
        "Batalkan struknya, lalu jual lagi."
    )


class SwapReasonMissing(UserError):
    template = N_("Alasan belum diisi. Tulis singkat apa yang keliru.")


@dataclass(frozen=True, slots=True)
class Swapped:
    """A swap as it was written; the change is what the buyer should have in her hand, rupiah."""

    id: int
    number: str
    change_idr: int


@dataclass(frozen=True, slots=True)
class _Truth:
    """What each tender really paid, what rounding the cash added, and the cash that stays in the drawer; rupiah."""

    paid: Mapping[Tender, int]
    rounding_idr: int
    kept_idr: int


@operation(Permission.SELL, changes=frozenset({Changed.SALES, Changed.LEDGER, Changed.SHIFT}))
def swap_tender(
    actor: Actor, sale_id: int, received_idr: int, reason: str,
    *, others: Sequence[Paid] = (), till_id: int | None, approval: Approval | None = None,
) -> Swapped:  # fmt: skip
    """Say how a sale was really paid; what is booked is the difference only, in the open shift.

    `others` are all that was not cash, those that stay as they are too: where they are what is known already, only
    the amount handed over changes, and what a member paid or saved of her own stays untouched.
    Money that a closed shift counted is its shortage, what its cashier was charged for it (1134) before its cash
    difference (7103), not the drawer's of today. Another amount handed over in cash books nothing and needs no
    permission of its own; another tender needs VOID_SALES. References that were typed are kept in the audit, since
    the lines of a swap are differences. Raises NotPermitted, NoShift, SoldAtOtherTill, OwnAccount, SaleChanged,
    NothingSwapped, LessThanKept, SwapReasonMissing, the refusals of tenders, DrawerShort, PeriodClosed.
    """
    shift = require_shift(till_id)
    sale = swappable(sale_id)
    if sale.shift_id in {other.id for other in open_shifts()} - {shift.id}:
        raise SoldAtOtherTill(number=sale.number, shift=sale.shift_id)
    before, rounding = paid_by(sale_id)
    require_standing(sale_id)
    known = _Truth(before, rounding, before.get(Tender.CASH, 0) + saved_idr(sale_id))
    true = _true(sale_id, known, tuple(others), received_idr, CASH_ROUNDING_IDR.get(shift.business_date))
    deltas = {tender: true.paid.get(tender, 0) - before.get(tender, 0) for tender in SWAPPED}
    if any(deltas.values()):
        require(actor, Permission.VOID_SALES, approval)
        if not reason.strip():
            raise SwapReasonMissing
    elif received_idr == _received(sale_id):
        raise NothingSwapped(number=sale.number)
    swap_number = next_number(TenderSwap, "TB", shift.business_date.year)
    swap = Swapped(next_id(TenderSwap), swap_number, received_idr - true.kept_idr)
    _write(swap, sale_id, actor, shift, reason, received_idr, true.rounding_idr - rounding, deltas)
    origin, counted = Origin("tender_swap", swap.id), sale.shift_id != shift.id
    flows = {tender: _flows(before.get(tender, 0), true.paid.get(tender, 0), sale.money) for tender in SWAPPED}
    lines = [
        *(_counted(flows[Tender.CASH], sale.shift_id) if counted else _cash(flows[Tender.CASH], shift, origin)),
        Line(Account.CLEARING, deltas[Tender.QRIS]),
        *_moved_qris(before.get(Tender.QRIS, 0), true.paid.get(Tender.QRIS, 0), sale.money),
        *(Line(Account.BANK, amount, cash_flow=flow) for amount, flow in flows[Tender.TRANSFER]),
        Line(Account.CASH_ROUNDING, rounding - true.rounding_idr),
    ]
    post(lines, origin=origin, business_date=shift.business_date, till_id=till_id)
    act = current_act()
    act.subject = f"{sale.number} {swap.number}"
    moved = {tender.value: amount for tender, amount in deltas.items() if amount}
    act.details.update(received=received_idr, reason=reason.strip(), **moved)
    references = {paid.tender.value: paid.reference.strip() for paid in others if paid.reference.strip()}
    if references:
        act.details["references"] = references
    return swap


def _received(sale_id: int) -> int:
    row = fetch_one(
        "SELECT coalesce((SELECT received_idr FROM tender_swap WHERE sale_id = :sale ORDER BY id DESC LIMIT 1),"
        " (SELECT sum(received_idr) FROM payment WHERE sale_id = :sale AND tender = 'CASH'), 0)",
        {"sale": sale_id},
    )
    return int(row[0]) if row else 0


def require_standing(sale_id: int) -> None:
    """Raise SaleChanged for a sale that was cancelled or of which something came back; LookupError for none."""
    changed = fetch_one(
        "SELECT number FROM voided_document WHERE origin_kind = 'sale' AND origin_id = :sale UNION ALL"
        f" SELECT r.number FROM sale_return r WHERE r.sale_id = :sale AND {RETURN_STANDS} LIMIT 1",
        {"sale": sale_id},
    )
    if changed is not None:
        raise SaleChanged(number=swappable(sale_id).number, by=changed[0])


def _true(sale_id: int, known: _Truth, others: tuple[Paid, ...], received_idr: int, unit_idr: int) -> _Truth:
    """What was paid after all. As known when the tenders are, whatever cash is rounded to by now."""
    same = {paid.tender: paid.amount_idr for paid in others}
    if same == {tender: amount for tender, amount in known.paid.items() if tender is not Tender.CASH}:
        _require_kept(known, received_idr)
        return known
    sale = swappable(sale_id)
    own = [tender for tender, amount in known.paid.items() if amount and tender not in SWAPPED]
    if own or saved_idr(sale_id):
        raise OwnAccount(number=sale.number, tender=_((own or [Tender.SAVINGS])[0].label))
    bill = Bill(sale.money.total_idr, others, rounding_unit_idr=unit_idr)
    require_fit(bill, has_member=False)
    require_enough(bill, received_idr)
    return _Truth({tender: bill.of(tender) for tender in SWAPPED}, bill.rounding_idr, bill.kept_idr)


def _require_kept(known: _Truth, received_idr: int) -> None:
    """Raise LessThanKept, PaidTooLittle or ReceivedUnfit unless the cash that stays can be of what was handed over."""
    kept, received = known.kept_idr, figure(received_idr)
    saved = kept - known.paid.get(Tender.CASH, 0)
    if received_idr < kept and saved:
        raise LessThanKept(received=received, kept=figure(kept), saved=figure(saved))
    if received_idr < kept:
        raise PaidTooLittle(received=received, due=figure(kept), missing=figure(kept - received_idr))
    if received_idr > kept + 10_000_000:
        raise ReceivedUnfit(received=received)


@part
def _write(
    swap: Swapped, sale_id: int, actor: Actor, shift: ShiftRow, reason: str, received_idr: int, rounding_idr: int,
    deltas: Mapping[Tender, int],
) -> None:  # fmt: skip
    head: dict[str, object] = {
        "id": swap.id,
        "number": swap.number,
        "sale_id": sale_id,
        "shift_id": shift.id,
        "business_date": shift.business_date.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "reason": reason.strip(),
        "received_idr": received_idr,
        "change_idr": swap.change_idr,
        "rounding_idr": rounding_idr,
    }
    insert_rows(TenderSwap, [head])
    moved = [(tender, amount) for tender, amount in deltas.items() if amount]
    insert_rows(
        TenderSwapLine,
        [
            {"id": None, "tender_swap_id": swap.id, "line_no": at, "tender": tender, "amount_idr": amount}
            for at, (tender, amount) in enumerate(moved, 1)
        ],
    )


@part
def _cash(flows: Sequence[tuple[int, CashFlow]], shift: ShiftRow, origin: Origin) -> list[Line]:
    """The cash side in the shift of the sale: what its drawer really got more or less."""
    moved = [(abs(amount), flow) for amount, flow in flows]
    if sum(amount for amount, _flow in flows) >= 0:
        return take(shift.id, "SALE", moved, origin)
    return pay_money(CashPlace.DRAWER, moved, origin, day=shift.business_date, till_id=shift.till_id, kind="SALE")


def _counted(flows: Sequence[tuple[int, CashFlow]], shift_id: int) -> list[Line]:
    """The cash side of a closed shift: what it was short of (or over by) comes back where that was booked.

    The drawer's flows say so too, and add up to nothing: this money did not come from a buyer, nor was it missing.
    """
    delta = sum(amount for amount, _flow in flows)
    known = charged_of_shift(shift_id)
    hers = 0
    if known is not None:
        left = known.charged_idr - known.given_back_idr
        hers = max(delta, -left) if delta < 0 else min(delta, known.given_back_idr)
    return [
        Line(Account.STAFF_RECEIVABLE, hers, known.person_id if known else None),
        Line(Account.CASH_DIFFERENCE, delta - hers),
        *(Line(Account.DRAWER, amount, cash_flow=flow) for amount, flow in flows),
        Line(Account.DRAWER, -delta, cash_flow=CashFlow.OTHER_OPERATING),
    ]


def _moved_qris(before_idr: int, after_idr: int, money: WhoseMoney) -> list[Line]:
    """The clearing tags QRIS as the sale was rung; what was moved since is told at the bank at once."""
    theirs = money.moved_idr(after_idr) - money.moved_idr(before_idr)
    return retagged(Account.BANK, theirs)


def _flows(before_idr: int, after_idr: int, money: WhoseMoney) -> list[tuple[int, CashFlow]]:
    """How much more (+) or less (-) a tender paid, split so that what it paid in all is split as a sale's is."""
    theirs = money.theirs_idr(after_idr) - money.theirs_idr(before_idr)
    return [(after_idr - before_idr - theirs, CashFlow.CUSTOMERS), (theirs, CashFlow.FOR_CONSIGNORS)]
