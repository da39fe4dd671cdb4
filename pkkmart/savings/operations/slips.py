"""Writes of savings: a deposit, a withdrawal of sukarela, what a sale takes from them or puts in, and cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import FIRST_ASKED_IDR, TIMES_ASKED, Unusual, UserError
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.operation import Changed, current_act, operation, part, require, write_row
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import post, write_document, write_lines
from pkkmart.ledger.posting import Line, Origin, credit, debit
from pkkmart.ledger.queries import document_name
from pkkmart.people.queries import CapacityKind, has_capacity, person_name
from pkkmart.printing.spool import queue
from pkkmart.savings.models import SavingsLine, SavingsSlip, SavingsSlipLine
from pkkmart.savings.queries import SlipRow, balances, lowest_idr, own_name, usual_deposit_idr
from pkkmart.savings.queries import slip as slip_row
from pkkmart.savings.rules import MOST_IDR, Direction, SavingsKind
from pkkmart.savings.settings import PRINCIPAL_IDR
from pkkmart.savings.slip import cancellation_elements, slip_elements
from pkkmart.till.operations import business_day, cancel_slip, pay_money, receive_money, shift_at
from pkkmart.till.places import CashPlace

_SAVINGS = frozenset({Changed.LEDGER, Changed.SHIFT, Changed.PRINT_JOBS})
PRINTED = "savings"
"""The kind of this file's print jobs."""


class NotMember(UserError):
    template = N_("{name} bukan anggota pada {day}. Simpanan hanya untuk anggota; periksa namanya atau tanggalnya.")


class AmountUnfit(UserError):
    template = N_("Jumlah {amount} tidak mungkin. Isi antara 1 dan {most} rupiah.")


class DepositUnusual(Unusual):
    key = "deposit_unusual"
    template = N_("Simpanan {kind} {name} {amount}, padahal biasanya {usual}. Periksa angkanya.")


class FirstDepositLarge(DepositUnusual):
    template = N_("Simpanan {kind} {name} {amount} adalah yang pertama, jadi belum ada bandingannya. Periksa angkanya.")


class PrincipalAboveRule(DepositUnusual):
    template = N_("Pokok {name} {amount}, padahal menurut aturan koperasi {rule}. Periksa angkanya.")


class PrincipalAgain(Unusual):
    key = "principal_again"
    template = N_("{name} sudah punya pokok {balance}; dengan {amount} menjadi {after}. Pokok biasanya disetor sekali.")


class PlaceUnfit(UserError):
    template = N_("Simpanan tidak bisa lewat {place}. Pilih laci, brankas, atau bank.")


class OnlyAtExit(UserError):
    template = N_("{kind} {name} baru bisa diambil saat keluar dari keanggotaan. Yang bisa ditarik hanya sukarela.")


class NotEnoughSaved(UserError):
    template = N_("Saldo sukarela {name} {balance}, tidak cukup untuk menarik {amount}. Kurangi jumlahnya.")


class NotEnoughThen(UserError):
    template = N_(
        "Pada {day} sukarela {name} yang bisa ditarik hanya {balance}. Pakai tanggal lain, atau kurangi jumlahnya."
    )


class NotEnoughToPay(NotEnoughSaved):
    template = N_(
        "Saldo sukarela {name} {balance}, tidak cukup untuk membayar {amount}. "
        "Kurangi bagian simpanannya, sisanya dengan cara bayar lain."
    )


class NotEnoughToPayThen(NotEnoughThen):
    template = N_(
        "Pada {day} sukarela {name} yang bisa dipakai hanya {balance}. "
        "Kurangi bagian simpanannya, sisanya dengan cara bayar lain."
    )


class AlreadyWithdrawn(UserError):
    template = N_(
        "{number} tidak bisa dibatalkan: setorannya {amount}, saldo {kind} {name} tinggal {balance}. "
        "Batalkan dulu penarikan atau pemakaian sesudahnya."
    )


class SavingsUsedSince(AlreadyWithdrawn):
    template = N_(
        "{number} tidak bisa dibatalkan: {amount} darinya masuk {kind} {name}, saldonya tinggal {balance}. "
        "Batalkan dulu penarikan atau pemakaian sesudahnya."
    )


@dataclass(frozen=True, slots=True)
class SavedSlip:
    """What became of a deposit or withdrawal: its number, the kind's balance now, and the slip queued."""

    id: int
    number: str
    balance_idr: int
    print_job_id: int


@operation(Permission.RUN_SHIFT, changes=_SAVINGS)
def deposit(
    actor: Actor, member_id: int, kind: SavingsKind, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "", approval: Approval | None = None,
    confirmed: frozenset[str] = frozenset(),
) -> SavedSlip:  # fmt: skip
    """Take money into one kind of a member's savings: D the place / K the kind.

    Outside the drawer it needs KEEP_BOOKS: a deposit nobody counts could be withdrawn at the drawer.
    Raises NotPermitted, NotMember, AmountUnfit, PlaceUnfit, NoShift, DateInFuture, PeriodClosed, DepositUnusual
    (confirm `deposit_unusual`), PrincipalAgain (confirm `principal_again`).
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.KEEP_BOOKS, approval)
    require_usual(member_id, kind, amount_idr, confirmed)
    return add_deposit(actor, member_id, kind, amount_idr, place, till_id=till_id, day=day, note=note)


def require_usual(member_id: int, kind: SavingsKind, amount_idr: int, confirmed: frozenset[str]) -> None:
    """Ask about a second pokok, one above the rule, and a deposit ten times the usual one or a large first one.

    What can't be is refused later.
    """
    if not 0 < amount_idr <= MOST_IDR:
        return
    name, balance, usual = own_name(member_id), balances(member_id).of(kind), usual_deposit_idr(member_id, kind)
    whole = max(PRINCIPAL_IDR.get(), 0)
    again = balance > 0 and balance + amount_idr > whole
    if kind is SavingsKind.PRINCIPAL and again and PrincipalAgain.key not in confirmed:
        raise PrincipalAgain(
            name=name, balance=figure(balance), amount=figure(amount_idr), after=figure(balance + amount_idr)
        )
    if DepositUnusual.key in confirmed:
        return
    told = {"kind": _(kind.word), "name": name, "amount": figure(amount_idr)}
    if kind is SavingsKind.PRINCIPAL and 0 < whole < amount_idr and not balance:
        raise PrincipalAboveRule(**told, rule=figure(whole))
    if usual and amount_idr > TIMES_ASKED * usual:
        raise DepositUnusual(**told, usual=figure(usual))
    if not usual and amount_idr > FIRST_ASKED_IDR and not (kind is SavingsKind.PRINCIPAL and whole):
        raise FirstDepositLarge(**told)


@part
def add_deposit(
    actor: Actor, member_id: int, kind: SavingsKind, amount_idr: int, place: CashPlace,
    *, till_id: int | None, day: date | None = None, note: str = "",
) -> SavedSlip:  # fmt: skip
    """A deposit within another operation, which asks for the permissions; raises as `deposit` does."""
    row = _recorded(actor, member_id, kind, Direction.DEPOSIT, amount_idr, place, till_id, day, note)
    money = receive_money(place, [(amount_idr, kind.cash_flow)], Origin("savings_slip", row.id), till_id=till_id)
    return _posted(row, till_id, [*money, credit(kind.account, amount_idr, person=member_id)])


@operation(Permission.RUN_SHIFT, changes=_SAVINGS)
def withdraw(
    actor: Actor, member_id: int, amount_idr: int, place: CashPlace,
    *, till_id: int | None, kind: SavingsKind = SavingsKind.VOLUNTARY, day: date | None = None, note: str = "",
    approval: Approval | None = None,
) -> SavedSlip:  # fmt: skip
    """Pay out sukarela: D 2111 / K the place; outside the drawer it needs PAY_FROM_SAFE.

    Raises NotPermitted, OnlyAtExit, NotMember, AmountUnfit, PlaceUnfit, NotEnoughSaved, NotEnoughThen,
    DrawerShort, PlaceShort, NoShift, DateInFuture, PeriodClosed.
    """
    if place is not CashPlace.DRAWER:
        require(actor, Permission.PAY_FROM_SAFE, approval)
    if not kind.withdrawable:
        raise OnlyAtExit(kind=_(kind.label), name=person_name(member_id))
    row = _recorded(actor, member_id, kind, Direction.WITHDRAWAL, amount_idr, place, till_id, day, note)
    require_enough(member_id, amount_idr, row.business_date)
    origin, day = Origin("savings_slip", row.id), row.business_date
    money = pay_money(place, [(amount_idr, kind.cash_flow)], origin, day=day, till_id=till_id)
    return _posted(row, till_id, [debit(kind.account, amount_idr, person=member_id), *money])


@operation(Permission.RUN_SHIFT, changes=_SAVINGS)
def cancel_savings_slip(
    actor: Actor, slip_id: int, reason: str, *, till_id: int | None, approval: Approval | None = None
) -> str:
    """Cancel a slip and move its money back; returns the cancellation's number.

    A slip of the open shift may be cancelled at its drawer; any other needs KEEP_BOOKS. Raises
    NotPermitted, AlreadyWithdrawn, PlaceSpentSince, DrawerSpentSince, ReasonMissing, AlreadyVoided, NoShift,
    PeriodClosed.
    """
    row = slip_row(slip_id)
    before = balances(row.member_id).of(row.kind)
    void = cancel_slip(actor, Origin("savings_slip", slip_id), reason, till_id=till_id, approval=approval)
    if row.direction is Direction.DEPOSIT and lowest_idr(row.member_id, row.kind, void.business_date) < 0:
        raise AlreadyWithdrawn(
            number=row.number,
            amount=figure(row.amount_idr),
            kind=_(row.kind.word),
            name=row.member,
            balance=figure(before),
        )
    elements = cancellation_elements(row, balances(row.member_id).of(row.kind), void)
    queue(PRINTED, void.number, elements, void.origin.kind, void.origin.id)
    current_act().subject = row.number
    return void.number


@part
def draw(member_id: int, amount_idr: int, origin: Origin, *, day: date) -> list[Line]:
    """Pay a document from a member's sukarela; returns the debit of 2111.

    Raises NotMember, NotEnoughSaved, NotEnoughThen.
    """
    line = debit(Account.VOLUNTARY_SAVINGS, amount_idr, person=member_id)
    if not amount_idr:
        return []
    require_member(member_id, day)
    require_enough(member_id, amount_idr, day, NotEnoughToPay, NotEnoughToPayThen)
    _moved(member_id, -amount_idr, origin, day)
    return [line]


@part
def put(
    member_id: int, amount_idr: int, origin: Origin, *, day: date, kind: SavingsKind = SavingsKind.VOLUNTARY
) -> list[Line]:
    """Put money of a document (change, a refund, a payout) into a member's savings; returns the credit of the kind.

    Raises NotMember.
    """
    line = credit(kind.account, amount_idr, person=member_id)
    if not amount_idr:
        return []
    require_member(member_id, day)
    _moved(member_id, amount_idr, origin, day, kind=kind)
    return [line]


@part
def undo(origin: Origin, void: Origin, *, day: date) -> None:
    """Negate what a cancelled document took from savings or put in; its entry is reversed by the caller.

    Raises SavingsUsedSince when what it put was drawn or withdrawn since.
    """
    rows = fetch(
        "SELECT l.id, l.member_id, l.kind, l.amount_idr FROM savings_line l WHERE l.origin_kind = ?"
        " AND l.origin_id = ? AND NOT EXISTS (SELECT 1 FROM savings_line u WHERE u.undoes_id = l.id) ORDER BY l.id",
        (origin.kind, origin.id),
    )
    for line_id, member_id, kind, amount in rows:
        _moved(member_id, -amount, void, day, kind=SavingsKind(kind), undoes_id=line_id)
    for member_id, kind in {(row[1], SavingsKind(row[2])) for row in rows}:
        gone = sum(row[3] for row in rows if (row[1], row[2]) == (member_id, kind))
        lowest = lowest_idr(member_id, kind, day)
        if gone > 0 and lowest < 0:
            raise SavingsUsedSince(
                number=document_name(origin.kind, origin.id),
                amount=figure(gone),
                kind=_(kind.word),
                name=own_name(member_id),
                balance=figure(max(lowest + gone, 0)),
            )


@part
def _moved(
    member_id: int, amount_idr: int, origin: Origin, day: date,
    *, kind: SavingsKind = SavingsKind.VOLUNTARY, undoes_id: int | None = None,
) -> None:  # fmt: skip
    """Write a line of a member's passbook for another document."""
    write_row(
        SavingsLine, member_id=member_id, kind=kind, amount_idr=amount_idr, origin_kind=origin.kind,
        origin_id=origin.id, undoes_id=undoes_id, business_date=day.isoformat(),
    )  # fmt: skip


@part
def _recorded(
    actor: Actor, member_id: int, kind: SavingsKind, direction: Direction, amount_idr: int, place: CashPlace,
    till_id: int | None, day: date | None, note: str,
) -> SlipRow:  # fmt: skip
    """Write the slip once its amount, place, day and member are known to be right."""
    if place is CashPlace.TRANSIT:
        raise PlaceUnfit(place=_(place.label).lower())
    if not 0 < amount_idr <= MOST_IDR:
        raise AmountUnfit(amount=figure(amount_idr), most=figure(MOST_IDR))
    shift, booked_on = shift_at(place, till_id), business_day(place, day, till_id=till_id)
    require_member(member_id, booked_on)
    written = write_document(
        SavingsSlip,
        booked_on,
        member_id=member_id,
        direction=direction,
        amount_idr=amount_idr,
        place=place,
        shift_id=shift.id if shift else None,
        note=note.strip(),
    )
    signed = amount_idr if direction is Direction.DEPOSIT else -amount_idr
    write_lines(SavingsSlipLine, written, [{"kind": kind, "amount_idr": signed}])
    return slip_row(written.id)


@part
def _posted(row: SlipRow, till_id: int | None, lines: list[Line]) -> SavedSlip:
    """Book a slip and queue its paper, with the balance as it is now."""
    origin, till = Origin("savings_slip", row.id), till_id if row.place is CashPlace.DRAWER else None
    post(lines, origin=origin, business_date=row.business_date, till_id=till, memo=row.number)
    balance = balances(row.member_id).of(row.kind)
    job_id = queue(PRINTED, row.number, slip_elements(row, balance), origin.kind, origin.id)
    current_act().subject = row.number
    return SavedSlip(row.id, row.number, balance, job_id)


def require_member(member_id: int, day: date) -> None:
    """Raise NotMember unless the person is a member on that day."""
    if not has_capacity(member_id, CapacityKind.MEMBER, day):
        raise NotMember(name=person_name(member_id), day=date_short(day))


def require_enough(
    member_id: int, amount_idr: int, day: date,
    now: type[NotEnoughSaved] = NotEnoughSaved, then: type[NotEnoughThen] = NotEnoughThen,
) -> None:  # fmt: skip
    """Raise `now` or `then` when an amount would leave sukarela below zero, now or on a later line of the passbook."""
    balance = lowest_idr(member_id, SavingsKind.VOLUNTARY, date.max)
    if amount_idr > balance:
        raise now(name=own_name(member_id), balance=figure(balance), amount=figure(amount_idr))
    lowest = lowest_idr(member_id, SavingsKind.VOLUNTARY, day)
    if amount_idr > lowest:
        raise then(day=date_short(day), name=own_name(member_id), balance=figure(max(lowest, 0)))
