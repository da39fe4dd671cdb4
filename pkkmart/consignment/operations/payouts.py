"""Writes of the money that goes to a consignor for a settlement, with its kuitansi; nothing is deducted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pkkmart.consignment.models import Payout, PayoutPart
from pkkmart.consignment.queries import PerAccount, SettlementView, payout_head, settlement_view
from pkkmart.consignment.slip import payout_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import allocate
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin
from pkkmart.printing.spool import queue
from pkkmart.till.operations import business_day, cancel_document, pay_money, shift_at
from pkkmart.till.places import CashPlace

_CHANGES = frozenset({Changed.CONSIGNMENT, Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS})


class SettlementCancelled(UserError):
    template = N_("{number} sudah dibatalkan dengan {void}. Hitung titipannya lagi, lalu bayar.")


class AlreadyPaid(UserError):
    template = N_("{number} sudah lunas: {total} sudah dibayar.")


class PaidTooMuch(UserError):
    template = N_(
        "Pembayaran {amount} melebihi sisa hak {name} pada {number}, yaitu {unpaid}. Bayar paling banyak {unpaid}."
    )


class AmountUnfit(UserError):
    template = N_("Jumlah yang dibayar harus lebih dari 0.")


class PlaceUnfit(UserError):
    template = N_("Uang {place} tidak bisa dibayarkan. Pilih laci, kas kecil, brankas, atau bank.")


class PaidBeforeSold(UserError):
    template = N_(
        "Tanggal bayar {day} mendahului catatan terakhir dalam {number}, {last}. "
        "Pakai tanggal itu atau sesudahnya; uang laci memakai tanggal sifnya."
    )


class PaidBeforeSettled(UserError):
    template = N_(
        "{number} bertanggal {settled}, jadi belum bisa dibayar per {day}. Pakai tanggal itu atau sesudahnya; "
        "uang laci memakai tanggal sifnya, jadi tutup dulu sif yang lama."
    )


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def pay_settlement(
    actor: Actor,
    settlement_id: int,
    place: CashPlace,
    *,
    till_id: int | None,
    amount_idr: int | None = None,
    received_by: str = "",
    day: date | None = None,
    approval: Approval | None = None,
) -> Recorded:
    """Pay a settlement, all that is unpaid unless told: D 2102/2103 / K the place; its kuitansi is queued.

    Money from anywhere but the drawer takes PAY_FROM_SAFE. Raises NoShift, DrawerShort, PlaceShort,
    PlaceShortThen, PaidTooMuch, AlreadyPaid, AmountUnfit, SettlementCancelled, PlaceUnfit, PaidBeforeSold,
    PaidBeforeSettled, DateInFuture, PeriodClosed.
    """
    paid = write_payout(
        actor, settlement_id, place, till_id=till_id, amount_idr=amount_idr, received_by=received_by, day=day,
        approval=approval,
    )  # fmt: skip
    current_act().subject = paid.number
    return paid


@part
def write_payout(
    actor: Actor,
    settlement_id: int,
    place: CashPlace,
    *,
    till_id: int | None,
    amount_idr: int | None = None,
    received_by: str = "",
    day: date | None = None,
    approval: Approval | None = None,
) -> Recorded:
    """Pay a settlement inside another act; raises what pay_settlement does."""
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=place.label.lower())
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    view = settlement_view(settlement_id)
    amount = _fit_amount(view, amount_idr)
    shift, chosen = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    if view.last_day is not None and chosen < view.last_day:
        raise PaidBeforeSold(day=date_short(chosen), number=view.number, last=date_short(view.last_day))
    if chosen < view.business_date:
        raise PaidBeforeSettled(number=view.number, settled=date_short(view.business_date), day=date_short(chosen))
    written = write_document(
        Payout,
        chosen,
        settlement_id=settlement_id,
        consignor_id=view.consignor_id,
        shift_id=shift.id if shift else None,
        amount_idr=amount,
        received_by=received_by.strip() or view.consignor,
    )
    payout_id, number, origin = written.id, written.number, written.origin
    write_lines(PayoutPart, written, [{"way": place, "amount_idr": amount}])
    lines = [
        *(Line(Account(account), part, view.consignor_id) for account, part in _parts(view.accounts, amount)),
        *pay_money(place, [(amount, CashFlow.TO_CONSIGNORS)], origin, day=chosen, till_id=till_id),
    ]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=number)
    paid = settlement_view(settlement_id)
    slip = payout_slip(paid, paid.payouts[-1], actor.name, kick=place is CashPlace.DRAWER)
    queue("payout", number, slip, "payout", payout_id)
    current_act().details.update(settlement=view.number, place=place.value, amount=amount)
    return Recorded(payout_id, number, amount)


def _fit_amount(view: SettlementView, wanted_idr: int | None) -> int:
    if view.cancelled_by:
        raise SettlementCancelled(number=view.number, void=view.cancelled_by)
    if view.unpaid_idr == 0:
        raise AlreadyPaid(number=view.number, total=figure(view.paid_idr))
    amount = view.unpaid_idr if wanted_idr is None else wanted_idr
    if amount <= 0:
        raise AmountUnfit
    if amount > view.unpaid_idr:
        raise PaidTooMuch(
            amount=figure(amount), name=view.consignor, number=view.number, unpaid=figure(view.unpaid_idr)
        )
    return amount


def _parts(accounts: Sequence[PerAccount], amount_idr: int) -> list[tuple[int, int]]:
    """The amount over what each account still holds; whoever pays the last of it takes exactly what is left."""
    rests = [account.unpaid_idr for account in accounts]
    if amount_idr == sum(rests):
        parts = rests
    else:
        parts = allocate(amount_idr, [max(rest, 0) for rest in rests])
    return [(account.account_id, part) for account, part in zip(accounts, parts, strict=True)]


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_payout(
    actor: Actor, payout_id: int, reason: str,
    *, till_id: int | None, day: date | None = None, approval: Approval | None = None,
) -> None:  # fmt: skip
    """Cancel a kuitansi: the money is back where it came from, the settlement is unpaid again.

    Raises NoShift (it came from the drawer), ReasonMissing, AlreadyVoided, VoidedTooEarly, PeriodClosed.
    """
    current_act().subject = payout_head(payout_id)[0]
    void_payout(actor, payout_id, reason, till_id=till_id, day=day, approval=approval)


@part
def void_payout(
    actor: Actor, payout_id: int, reason: str, *, till_id: int | None, day: date | None, approval: Approval | None
) -> None:
    """Cancel a kuitansi inside another act; money from anywhere but the drawer takes PAY_FROM_SAFE."""
    if payout_head(payout_id)[1] is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    cancel_document(Origin("payout", payout_id), reason=reason, till_id=till_id, day=day)
