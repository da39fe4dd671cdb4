"""Writes of what a consignor is paid of a settlement, with its kuitansi: money, savings, and debts repaid from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from pkkmart.consignment.models import Payout, PayoutPart
from pkkmart.consignment.operations.advances import NettedTooMuch, open_advance
from pkkmart.consignment.queries import PerAccount, SettlementView, arrangement_of, payout_head, settlement_view
from pkkmart.consignment.rules import PayoutWay
from pkkmart.consignment.slip import payout_slip
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import N_, date_short, figure
from pkkmart.core.money import allocate
from pkkmart.core.operation import Changed, current_act, operation, part, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import Recorded, post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin, credit
from pkkmart.printing.spool import queue
from pkkmart.receivables.operations import pay_off
from pkkmart.receivables.operations import undo as undo_debts
from pkkmart.savings.operations import put, require_usual
from pkkmart.savings.operations import undo as undo_savings
from pkkmart.savings.rules import SavingsKind
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


class SplitTooMuch(UserError):
    template = N_("Potongan dan bagian lain {parts} melebihi yang dibayar, {amount}. Kurangi salah satunya.")


class BonNotAgreed(NeedsConfirmation):
    key = "bon_not_agreed"
    template = N_(
        "{name} belum menyetujui potongan bon dalam perjanjiannya. Potong {amount} sekali ini, dengan tanda tangannya?"
    )


class MandatoryNotAgreed(NeedsConfirmation):
    key = "mandatory_not_agreed"
    template = N_(
        "{name} belum menyetujui potongan simpanan wajib dalam perjanjiannya. "
        "Potong {amount} sekali ini, dengan tanda tangannya?"
    )


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
    others: Mapping[PayoutWay, int] | None = None,
    received_by: str = "",
    day: date | None = None,
    approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> Recorded:
    """Pay a settlement, all that is unpaid unless told: D 2102/2103 / K the ways; its kuitansi is queued.

    `others` are parts that go another way than the place, which pays the rest; not told, an open advance is netted.
    Money from anywhere but the drawer takes PAY_FROM_SAFE. Raises NoShift, DrawerShort, PlaceShort,
    PlaceShortThen, PaidTooMuch, AlreadyPaid, AmountUnfit, SplitTooMuch, SettlementCancelled, PlaceUnfit,
    PaidBeforeSold, PaidBeforeSettled, NettedTooMuch, NotMember, NothingOwed, PaidMoreThanOwed, DepositUnusual,
    DateInFuture, PeriodClosed. Bon and wajib she did not agree to are asked about (confirm `bon_not_agreed`,
    `mandatory_not_agreed`).
    """
    paid = write_payout(
        actor, settlement_id, place, till_id=till_id, amount_idr=amount_idr, others=others, received_by=received_by,
        day=day, approval=approval, confirmed=confirmed,
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
    others: Mapping[PayoutWay, int] | None = None,
    received_by: str = "",
    day: date | None = None,
    approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> Recorded:
    """Pay a settlement inside another act; raises what pay_settlement does."""
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=place.label.lower())
    view = settlement_view(settlement_id)
    amount = _fit_amount(view, amount_idr)
    if others is None:
        others = {PayoutWay.ADVANCE: min(open_advance(view.consignor_id, day or date.max), amount)}
    ways = _split(amount, place, others)
    if any(way.place not in (None, CashPlace.DRAWER) for way in ways):
        require(actor, Permission.PAY_FROM_SAFE, approval)
    dated = CashPlace.DRAWER if PayoutWay.DRAWER in ways else CashPlace.SAFE
    shift, chosen = shift_at(dated, till_id), business_day(dated, day, till_id=till_id)
    if view.last_day is not None and chosen < view.last_day:
        raise PaidBeforeSold(day=date_short(chosen), number=view.number, last=date_short(view.last_day))
    if chosen < view.business_date:
        raise PaidBeforeSettled(number=view.number, settled=date_short(view.business_date), day=date_short(chosen))
    _ask_about_deductions(view, ways, chosen, confirmed)
    netted = ways.get(PayoutWay.ADVANCE, 0)
    if netted > (left := open_advance(view.consignor_id, chosen)):
        raise NettedTooMuch(name=view.consignor, day=date_short(chosen), left=figure(left), amount=figure(netted))
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
    write_lines(PayoutPart, written, [{"way": way, "amount_idr": part} for way, part in ways.items()])
    lines = [
        *(Line(Account(account), part, view.consignor_id) for account, part in _parts(view.accounts, amount)),
        *(
            line
            for way, part in ways.items()
            for line in _paid_by(way, part, view, origin, day=chosen, till_id=till_id, confirmed=confirmed)
        ),
    ]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=number)
    paid = settlement_view(settlement_id)
    slip = payout_slip(paid, paid.payouts[-1], actor.name, kick=PayoutWay.DRAWER in ways)
    queue("payout", number, slip, "payout", payout_id)
    current_act().details.update(
        settlement=view.number, ways={way.value: part for way, part in ways.items()}, amount=amount
    )
    return Recorded(payout_id, number, amount)


def _split(amount_idr: int, place: CashPlace, others: Mapping[PayoutWay, int]) -> dict[PayoutWay, int]:
    """The ways of a payout: what was told, and the rest from the place; none of nothing."""
    if any(part < 0 for part in others.values()):
        raise AmountUnfit
    told = sum(others.values())
    if told > amount_idr:
        raise SplitTooMuch(parts=figure(told), amount=figure(amount_idr))
    ways = {PayoutWay(place.value): amount_idr - told}
    for way, part in others.items():
        ways[way] = ways.get(way, 0) + part
    return {way: ways[way] for way in PayoutWay if ways.get(way)}


def _ask_about_deductions(
    view: SettlementView, ways: Mapping[PayoutWay, int], day: date, confirmed: frozenset[str]
) -> None:
    """Ask about a deduction that is not in what was agreed."""
    agreed = arrangement_of(view.consignor_id, day)
    asked: tuple[tuple[PayoutWay, bool, type[NeedsConfirmation]], ...] = (
        (PayoutWay.BON, agreed.bon, BonNotAgreed),
        (PayoutWay.MANDATORY, agreed.savings, MandatoryNotAgreed),
    )
    for way, known, question in asked:
        if ways.get(way) and not known and question.key not in confirmed:
            raise question(name=view.consignor, amount=figure(ways[way]))


@part
def _paid_by(
    way: PayoutWay, amount_idr: int, view: SettlementView, origin: Origin,
    *, day: date, till_id: int | None, confirmed: frozenset[str],
) -> list[Line]:  # fmt: skip
    """What one way of a payout does; returns its credits."""
    who, place = view.consignor_id, way.place
    if place is not None:
        return pay_money(place, [(amount_idr, CashFlow.TO_CONSIGNORS)], origin, day=day, till_id=till_id)
    if way is PayoutWay.BON:
        return pay_off(who, amount_idr, origin, day=day)
    if way is PayoutWay.ADVANCE:
        return [credit(Account.CONSIGNOR_RECEIVABLE, amount_idr, person=who)]
    kind = SavingsKind.MANDATORY if way is PayoutWay.MANDATORY else SavingsKind.VOLUNTARY
    require_usual(who, kind, amount_idr, confirmed)
    return put(who, amount_idr, origin, day=day, kind=kind)


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
    """Cancel a kuitansi: the money is back where it came from, debts and savings are as before, nothing is paid.

    Raises NoShift (it came from the drawer), SavingsUsedSince, ReasonMissing, AlreadyVoided, VoidedTooEarly,
    PeriodClosed.
    """
    current_act().subject = payout_head(payout_id)[0]
    void_payout(actor, payout_id, reason, till_id=till_id, day=day, approval=approval)


@part
def void_payout(
    actor: Actor, payout_id: int, reason: str, *, till_id: int | None, day: date | None, approval: Approval | None
) -> None:
    """Cancel a kuitansi inside another act; money from anywhere but the drawer takes PAY_FROM_SAFE."""
    _number, ways = payout_head(payout_id)
    if any(way.place not in (None, CashPlace.DRAWER) for way in ways):
        require(actor, Permission.PAY_FROM_SAFE, approval)
    origin = Origin("payout", payout_id)
    dated = CashPlace.DRAWER if PayoutWay.DRAWER in ways else CashPlace.SAFE
    chosen = business_day(dated, day, till_id=till_id)
    void = cancel_document(origin, reason=reason, till_id=till_id, day=chosen)
    undo_savings(origin, void, day=chosen)
    undo_debts(origin, void, day=chosen)
