"""Writes of money that moves without goods: a cost paid at once, and our own cash carried from place to place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.cashbook.kinds import EXPENSE_WORDS
from pkkmart.cashbook.models import Expense, Transfer
from pkkmart.cashbook.queries import document
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows, next_id, next_number
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import _, figure
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import Origin, debit
from pkkmart.till.operations import business_day, cancel_document, pay_money, receive_money, shift_at
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import moved_in_open_shift

MOST_IDR = 100_000_000_000
_CHANGES = frozenset({Changed.LEDGER, Changed.SHIFT})


class AmountUnfit(UserError):
    template = "Jumlah {amount} tidak mungkin. Isi antara 1 dan {most} rupiah."


class ExpenseUnfit(UserError):
    template = "Akun {code} tidak dibayar lewat Biaya. Pilih salah satu jenis biaya."


class PlaceUnfit(UserError):
    template = "Biaya tidak bisa dibayar dari {place}. Pilih laci, kas kecil, brankas, atau bank."


class SamePlace(UserError):
    template = "Uang sudah ada di {place}. Pilih tempat tujuan yang lain."


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document as it was written: its id, its number, its rupiah."""

    id: int
    number: str
    amount_idr: int


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def record_expense(
    actor: Actor, account: Account, amount_idr: int, place: CashPlace,
    *, till_id: int | None, payee: str = "", note: str = "", day: date | None = None, approval: Approval | None = None,
) -> Recorded:  # fmt: skip
    """Pay a cost at once (row 27b): D its account / K the place.

    Money from anywhere but the drawer takes PAY_FROM_SAFE. Raises NotPermitted, ExpenseUnfit, AmountUnfit,
    PlaceUnfit, PlaceShort, NoShift, DrawerShort, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    if account not in EXPENSE_WORDS:
        raise ExpenseUnfit(code=int(account))
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=_(place.label).lower())
    _require_fit(amount_idr)
    shift, chosen = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    expense_id, number = next_id(Expense), next_number(Expense, "BK", chosen.year)
    row: dict[str, object] = {
        "id": expense_id,
        "number": number,
        "account_id": int(account),
        "place": place,
        "shift_id": shift.id if shift else None,
        "amount_idr": amount_idr,
        "business_date": chosen.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "payee": payee.strip(),
        "note": note.strip(),
    }
    insert_rows(Expense, [row])
    origin = Origin("expense", expense_id)
    paid = pay_money(place, [(amount_idr, CashFlow.EXPENSES)], origin, day=chosen, till_id=till_id)
    lines = [debit(account, amount_idr), *paid]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=number)
    act = current_act()
    act.subject = number
    act.details.update(account=int(account), place=place.value, amount=amount_idr)
    return Recorded(expense_id, number, amount_idr)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def transfer(
    actor: Actor, from_place: CashPlace, to_place: CashPlace, amount_idr: int,
    *, till_id: int | None, note: str = "", day: date | None = None, approval: Approval | None = None,
) -> Recorded:  # fmt: skip
    """Carry our own cash from one place to another (rows 26, 27a, 28a, 28b).

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
    transfer_id, number = next_id(Transfer), next_number(Transfer, "PK", chosen.year)
    row: dict[str, object] = {
        "id": transfer_id,
        "number": number,
        "from_place": from_place,
        "to_place": to_place,
        "shift_id": shift.id if shift else None,
        "amount_idr": amount_idr,
        "business_date": chosen.isoformat(),
        "recorded_at": clock.now_text(),
        "user_id": actor.id,
        "note": note.strip(),
    }
    insert_rows(Transfer, [row])
    origin = Origin("transfer", transfer_id)
    carried = [(amount_idr, CashFlow.TRANSFER)]
    lines = [
        *receive_money(to_place, carried, origin, till_id=till_id, kind="IN"),
        *pay_money(from_place, carried, origin, day=chosen, till_id=till_id, kind="HANDOVER"),
    ]
    post(lines, origin=origin, business_date=chosen, till_id=shift.till_id if shift else None, memo=number)
    act = current_act()
    act.subject = number
    act.details.update({"from": from_place.value, "to": to_place.value, "amount": amount_idr})
    return Recorded(transfer_id, number, amount_idr)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_expense(
    actor: Actor, expense_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a cost: its money is back where it came from.

    One of the open shift may be cancelled at the drawer; any other takes KEEP_BOOKS, and much of the safe two names.
    Raises NotPermitted, SecondNameNeeded, ReasonMissing, AlreadyVoided, NoShift, PeriodClosed.
    """
    paid = document("expense", expense_id)
    if not moved_in_open_shift(Origin("expense", expense_id), till_id):
        require(actor, Permission.KEEP_BOOKS, approval)
    current_act().subject = paid.number
    cancel_document(Origin("expense", expense_id), reason=reason, till_id=till_id)


@operation(Permission.RUN_SHIFT, changes=_CHANGES)
def cancel_transfer(
    actor: Actor, transfer_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> None:
    """Cancel a hand-over: the money is back where it was; takes KEEP_BOOKS, since it may leave the safe.

    Much of it takes two names. Raises NotPermitted, SecondNameNeeded, MovedOn or DrawerMovedOn when the money went on
    from there, ReasonMissing, AlreadyVoided, NoShift, PeriodClosed.
    """
    require(actor, Permission.KEEP_BOOKS, approval)
    current_act().subject = document("transfer", transfer_id).number
    cancel_document(Origin("transfer", transfer_id), reason=reason, till_id=till_id)


def _require_fit(amount_idr: int) -> None:
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
