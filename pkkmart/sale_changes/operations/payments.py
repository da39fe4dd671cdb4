"""A payment corrected: the sale was paid by another tender than booked, or another amount was handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.posting import Line, Origin
from pkkmart.sale_changes.change import Change, ChangedTender, ChangeKind, differences
from pkkmart.sale_changes.operations.owners import retagged
from pkkmart.sale_changes.operations.writing import write_change
from pkkmart.sale_changes.queries.charged import charged_of_shift
from pkkmart.sale_changes.queries.standing import StandingSale, standing_sale
from pkkmart.sales.money_split import MoneySplit
from pkkmart.sales.queries.as_paid import saved_idr
from pkkmart.sales.queries.payments import corrected_cash, money_split, paid_by
from pkkmart.sales.tenders import Bill, Paid, PaidTooLittle, ReceivedUnfit, Tender, require_enough, require_fit
from pkkmart.till.operations import into_drawer, pay_money, require_shift
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import ShiftRow, open_shifts
from pkkmart.till.settings import CASH_ROUNDING_IDR

CORRECTABLE = tuple(tender for tender in Tender if not tender.facts.is_members)
"""Tenders of anybody; what a member paid from an account of the member's own is cancelled and sold anew instead."""


class OwnAccount(UserError):
    template = N_(
        "{number} dibayar juga lewat {tender}. Batalkan struknya, lalu jual lagi dengan cara bayar yang benar."
    )


class SaleChanged(UserError):
    template = N_("{number} sudah dibatalkan atau diretur ({by}), jadi cara bayarnya tidak bisa diubah lagi.")


class SoldAtOtherTill(UserError):
    template = N_("{number} ada di sif {shift} yang masih terbuka di kasir lain. Betulkan pembayarannya di kasir itu.")


class NothingCorrected(UserError):
    template = N_("{number} memang sudah dibayar begitu. Tidak ada yang diubah.")


class LessThanSaved(UserError):
    template = N_(
        "Uang {received} kurang dari {kept} yang tinggal di laci, {saved} di antaranya masuk simpanan. "
        "Batalkan struknya, lalu jual lagi."
    )


class CorrectionReasonMissing(UserError):
    template = N_("Alasan belum diisi. Tulis singkat apa yang keliru.")


@dataclass(frozen=True, slots=True)
class PaymentCorrected:
    """A corrected payment as it was written; `change_idr` is what the buyer should have in hand, rupiah."""

    id: int
    number: str
    change_idr: int


@dataclass(frozen=True, slots=True)
class _Truth:
    """What each tender really paid, what rounding the cash added, and the cash that stays in the drawer; rupiah."""

    paid: Mapping[Tender, int]
    rounding_idr: int
    drawer_idr: int


@operation(Permission.SELL, changes=frozenset({Changed.SALES, Changed.LEDGER, Changed.SHIFT}))
def correct_payment(
    actor: Actor, sale_id: int, received_idr: int, reason: str,
    *, till_id: int | None, others: Sequence[Paid] = (), approval: Approval | None = None,
) -> PaymentCorrected:  # fmt: skip
    """Say how a sale was really paid; what is booked is the difference only, in the open shift of the till.

    `others` are all tenders but cash, those that stay as they are too: where they are what is known already, only
    the amount handed over changes, and what a member paid or saved stays untouched.
    Money that a closed shift counted is its shortage, what its cashier was charged for it (1134) before its cash
    difference (7103), not today's drawer's. Another amount handed over in cash books nothing and needs no
    permission of its own; another tender needs VOID_SALES. References that were typed are kept in the audit, since
    the tenders of a change are differences. Raises NotPermitted, NoShift, SoldAtOtherTill, OwnAccount, SaleChanged,
    NothingCorrected, LessThanSaved, CorrectionReasonMissing, the refusals of tenders, DrawerShort, PeriodClosed.
    """
    shift = require_shift(till_id)
    sale, split = standing_sale(sale_id), money_split(sale_id)
    if sale.shift_id in {other.id for other in open_shifts()} - {shift.id}:
        raise SoldAtOtherTill(number=sale.number, shift=sale.shift_id)
    require_unreturned(sale)
    before, rounding = paid_by(sale_id)
    known = _Truth(before, rounding, before.get(Tender.CASH, 0) + saved_idr(sale_id))
    true = _true(sale, known, tuple(others), received_idr, CASH_ROUNDING_IDR.get(shift.business_date))
    tenders = differences(before, true.paid, {one.tender: one.reference.strip() for one in others})
    if tenders:
        require(actor, Permission.VOID_SALES, approval)
        if not reason.strip():
            raise CorrectionReasonMissing
    elif received_idr == _received_idr(sale_id):
        raise NothingCorrected(number=sale.number)
    change = Change(
        ChangeKind.PAYMENT, (), " ".join(reason.split()), sale_id, rounding_idr=true.rounding_idr - rounding,
        cash=(received_idr, received_idr - true.drawer_idr),
    )  # fmt: skip

    def move_money(origin: Origin) -> tuple[list[Line], list[ChangedTender]]:
        return _money_lines(before, true.paid, split, sale, shift, origin), tenders

    written = write_change(shift, change, move_money)
    act = current_act()
    act.subject = f"{sale.number} {written.number}"
    act.details.update(
        received=received_idr, reason=change.reason, **{one.tender.value: one.amount_idr for one in tenders}
    )
    references = {paid.tender.value: paid.reference.strip() for paid in others if paid.reference.strip()}
    if references:
        act.details["references"] = references
    return PaymentCorrected(written.id, written.number, received_idr - true.drawer_idr)


def require_unreturned(sale: StandingSale) -> None:
    """Raise SaleChanged for a sale that was cancelled or of which something came back."""
    row = fetch_one(
        "SELECT r.number FROM sale_change r WHERE r.sale_id = ? AND r.kind = 'RETURN'"
        f" AND {stands('sale_change', 'r')} LIMIT 1",
        (sale.id,),
    )
    by = sale.voided_by or (str(row[0]) if row else "")
    if by:
        raise SaleChanged(number=sale.number, by=by)


def _received_idr(sale_id: int) -> int:
    """The cash that was handed over, as known so far."""
    corrected = corrected_cash(sale_id)
    if corrected is not None:
        return corrected[0]
    row = fetch_one("SELECT sum(received_idr) FROM payment WHERE sale_id = ? AND tender = 'CASH'", (sale_id,))
    return int(row[0]) if row and row[0] else 0


def _true(sale: StandingSale, known: _Truth, others: tuple[Paid, ...], received_idr: int, unit_idr: int) -> _Truth:
    """What was paid after all; as known where the tenders are, whatever cash is rounded to by now."""
    same = {paid.tender: paid.amount_idr for paid in others}
    if same == {tender: amount for tender, amount in known.paid.items() if tender is not Tender.CASH}:
        _require_within_received(known, received_idr)
        return known
    own = [tender for tender, amount in known.paid.items() if amount and tender not in CORRECTABLE]
    if own or saved_idr(sale.id):
        raise OwnAccount(number=sale.number, tender=_((own or [Tender.SAVINGS])[0].label))
    bill = Bill(sale.total_idr, others, rounding_unit_idr=unit_idr)
    require_fit(bill, has_member=False)
    require_enough(bill, received_idr)
    return _Truth({tender: bill.of(tender) for tender in CORRECTABLE}, bill.rounding_idr, bill.drawer_idr)


def _require_within_received(known: _Truth, received_idr: int) -> None:
    """Raise LessThanSaved, PaidTooLittle or ReceivedUnfit unless the cash that stays can be of what was handed over."""
    kept, received = known.drawer_idr, figure(received_idr)
    saved = kept - known.paid.get(Tender.CASH, 0)
    if received_idr < kept and saved:
        raise LessThanSaved(received=received, kept=figure(kept), saved=figure(saved))
    if received_idr < kept:
        raise PaidTooLittle(received=received, due=figure(kept), missing=figure(kept - received_idr))
    if received_idr > kept + 10_000_000:
        raise ReceivedUnfit(received=received)


@part
def _money_lines(
    before: Mapping[Tender, int], after: Mapping[Tender, int], split: MoneySplit, sale: StandingSale,
    shift: ShiftRow, origin: Origin,
) -> list[Line]:  # fmt: skip
    """The difference of each tender on its own account; the clearing tags QRIS as rung, so a correction is retagged."""
    flows = {tender: _flows(before.get(tender, 0), after.get(tender, 0), split) for tender in CORRECTABLE}
    counted = sale.shift_id != shift.id
    qris_before, qris_after = before.get(Tender.QRIS, 0), after.get(Tender.QRIS, 0)
    return [
        *(_counted(flows[Tender.CASH], sale.shift_id) if counted else _cash(flows[Tender.CASH], shift, origin)),
        Line(Account.CLEARING, qris_after - qris_before),
        *retagged(Account.BANK, split.corrected_idr(qris_after) - split.corrected_idr(qris_before)),
        *(Line(Account.BANK, amount, cash_flow=flow) for amount, flow in flows[Tender.TRANSFER]),
    ]


@part
def _cash(flows: Sequence[tuple[int, CashFlow]], shift: ShiftRow, origin: Origin) -> list[Line]:
    """The cash side in the shift of the sale: what its drawer really got more or less."""
    moved = [(abs(amount), flow) for amount, flow in flows]
    if sum(amount for amount, _flow in flows) >= 0:
        return into_drawer(shift.id, "SALE", moved, origin)
    return pay_money(CashPlace.DRAWER, moved, origin, day=shift.business_date, till_id=shift.till_id, kind="SALE")


def _counted(flows: Sequence[tuple[int, CashFlow]], shift_id: int) -> list[Line]:
    """The cash side of a closed shift: what it was short of (or over by) comes back where that was booked.

    The drawer's flows say so too, and add up to nothing: this money did not come from a buyer, nor was it missing.
    """
    delta = sum(amount for amount, _flow in flows)
    known = charged_of_shift(shift_id)
    cashiers = 0
    if known is not None:
        left = known.charged_idr - known.given_back_idr
        cashiers = max(delta, -left) if delta < 0 else min(delta, known.given_back_idr)
    return [
        Line(Account.STAFF_RECEIVABLE, cashiers, known.person_id if known else None),
        Line(Account.CASH_DIFFERENCE, delta - cashiers),
        *(Line(Account.DRAWER, amount, cash_flow=flow) for amount, flow in flows),
        Line(Account.DRAWER, -delta, cash_flow=CashFlow.OTHER_OPERATING),
    ]


def _flows(before_idr: int, after_idr: int, split: MoneySplit) -> list[tuple[int, CashFlow]]:
    """How much more (+) or less (-) a tender paid, split so that what it paid in all is split as a sale's is."""
    theirs = split.consignors_idr(after_idr) - split.consignors_idr(before_idr)
    return [(after_idr - before_idr - theirs, CashFlow.CUSTOMERS), (theirs, CashFlow.FOR_CONSIGNORS)]
