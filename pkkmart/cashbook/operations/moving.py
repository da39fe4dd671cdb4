"""Writes of money that moves without goods: costs paid at once, and the shop's cash carried from place to place."""

from __future__ import annotations

from datetime import date, timedelta

from pkkmart.cashbook.kinds import EXPENSE_WORDS
from pkkmart.cashbook.models import Expense, Transfer
from pkkmart.cashbook.queries import document, largest_expense_idr
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.errors import FIRST_ASKED_IDR, TIMES_ASKED, Unusual, UserError
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import Recorded, post, write_document
from pkkmart.ledger.posting import Origin, debit
from pkkmart.till.operations import business_day, cancel_document, cancel_slip, pay_money, receive_money, shift_at
from pkkmart.till.places import CashPlace

MOST_IDR = 100_000_000_000
_CHANGES = frozenset({Changed.LEDGER, Changed.SHIFT})


class AmountUnfit(UserError):
    template = N_("Jumlah {amount} tidak mungkin. Isi antara 1 dan {most} rupiah.")


class ExpenseUnfit(UserError):
    template = N_("Akun {code} tidak dibayar lewat Biaya. Pilih salah satu jenis biaya.")


class ExpenseUnusual(Unusual):
    key = "expense_unusual"
    template = N_("Biaya {kind} {amount}, padahal yang terbesar setahun terakhir {largest}. Periksa angkanya.")


class FirstExpenseLarge(ExpenseUnusual):
    template = N_(
        "Biaya {kind} {amount} adalah yang pertama setahun terakhir, jadi belum ada bandingannya. Periksa angkanya."
    )


class PlaceUnfit(UserError):
    template = N_("Biaya tidak bisa dibayar dari {place}. Pilih laci, kas kecil, brankas, atau bank.")


class SamePlace(UserError):
    template = N_("Uang sudah ada di {place}. Pilih tempat tujuan yang lain.")


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def record_expense(
    actor: Actor, account: Account, amount_idr: int, place: CashPlace,
    *, till_id: int | None, payee: str = "", note: str = "", day: date | None = None, approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> Recorded:  # fmt: skip
    """Pay a cost at once: D its account / K the place.

    Money from anywhere but the drawer takes PAY_FROM_SAFE. Raises NotPermitted, ExpenseUnfit, AmountUnfit,
    PlaceUnfit, PlaceShort, NoShift, DrawerShort, DateInFuture, PeriodClosed, ExpenseUnusual (confirm
    `expense_unusual`).
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    if account not in EXPENSE_WORDS:
        raise ExpenseUnfit(code=int(account))
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=_(place.label).lower())
    _require_fit(amount_idr)
    shift, chosen = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    largest = largest_expense_idr(account, chosen - timedelta(days=365))
    if amount_idr > (TIMES_ASKED * largest or FIRST_ASKED_IDR) and ExpenseUnusual.key not in confirmed:
        told = {"kind": _(EXPENSE_WORDS[account]), "amount": figure(amount_idr)}
        raise ExpenseUnusual(**told, largest=figure(largest)) if largest else FirstExpenseLarge(**told)
    written = write_document(
        Expense,
        chosen,
        account_id=int(account),
        place=place,
        shift_id=shift.id if shift else None,
        amount_idr=amount_idr,
        payee=payee.strip(),
        note=note.strip(),
    )
    paid = pay_money(place, [(amount_idr, CashFlow.EXPENSES)], written.origin, day=chosen, till_id=till_id)
    lines = [debit(account, amount_idr), *paid]
    till = shift.till_id if shift else None
    post(lines, origin=written.origin, business_date=chosen, till_id=till, memo=written.number)
    current_act().details.update(account=int(account), place=place.value, amount=amount_idr)
    return Recorded(written.id, written.number, amount_idr)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def transfer(
    actor: Actor, from_place: CashPlace, to_place: CashPlace, amount_idr: int,
    *, till_id: int | None, note: str = "", day: date | None = None, approval: Approval | None = None,
) -> Recorded:  # fmt: skip
    """Carry the shop's own cash from one place to another: D the target / K the source.

    A cashier may hand the drawer's cash to the safe; every other way takes PAY_FROM_SAFE. With the drawer on
    either side the day is its shift's. Raises NotPermitted, SamePlace, AmountUnfit, PlaceShort, NoShift,
    DrawerShort, DateInFuture, PeriodClosed.
    """
    if (from_place, to_place) != (CashPlace.DRAWER, CashPlace.SAFE):
        require(actor, Permission.PAY_FROM_SAFE, approval)
    if from_place is to_place:
        raise SamePlace(place=_(to_place.label).lower())
    _require_fit(amount_idr)
    at_drawer = CashPlace.DRAWER in (from_place, to_place)
    dated = CashPlace.DRAWER if at_drawer else from_place
    shift, chosen = shift_at(dated, till_id), business_day(dated, day, till_id=till_id)
    written = write_document(
        Transfer,
        chosen,
        from_place=from_place,
        to_place=to_place,
        shift_id=shift.id if shift else None,
        amount_idr=amount_idr,
        note=note.strip(),
    )
    origin = written.origin
    carried = [(amount_idr, CashFlow.TRANSFER)]
    lines = [
        *receive_money(to_place, carried, origin, till_id=till_id, kind="IN"),
        *pay_money(from_place, carried, origin, day=chosen, till_id=till_id, kind="HANDOVER"),
    ]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=written.number)
    current_act().details.update({"from": from_place.value, "to": to_place.value, "amount": amount_idr})
    return Recorded(written.id, written.number, amount_idr)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_expense(
    actor: Actor, expense_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a cost: its money goes back to the place it came from.

    A cost of the open shift may be cancelled at its drawer; any other takes KEEP_BOOKS, much from the safe two names.
    Raises NotPermitted, SecondNameNeeded, ReasonMissing, AlreadyVoided, NoShift, PeriodClosed.
    """
    current_act().subject = document("expense", expense_id).number
    cancel_slip(actor, Origin("expense", expense_id), reason, till_id=till_id, approval=approval)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_transfer(
    actor: Actor, transfer_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a transfer: the money goes back to its source; takes KEEP_BOOKS, since it may leave the safe.

    Much of it takes two names. Raises NotPermitted, SecondNameNeeded, PlaceSpentSince or DrawerSpentSince when
    the money was spent since, ReasonMissing, AlreadyVoided, NoShift, PeriodClosed.
    """
    require(actor, Permission.KEEP_BOOKS, approval)
    current_act().subject = document("transfer", transfer_id).number
    cancel_document(Origin("transfer", transfer_id), reason=reason, till_id=till_id)


def _require_fit(amount_idr: int) -> None:
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
