"""Writes of the books' calendar: a month is closed with its balances, the last one reopened by two people."""

from __future__ import annotations

from pkkmart.closing.queries import balances_at, balances_sha256
from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import insert_rows
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, date_long, date_short
from pkkmart.core.operation import Changed, current_act, operation, require
from pkkmart.ledger.models import PeriodBalance, PeriodEvent
from pkkmart.ledger.operations import lock_month, month_name
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.months import MonthUnreadable, first_day, last_day, month_of, next_month
from pkkmart.till.queries import open_shifts

__all__ = ["MonthUnreadable", "close_month", "note_restore", "reopen_month"]


class MonthNotOver(UserError):
    template = N_("{month} belum selesai. Bisa ditutup mulai {day}.")


class ShiftStillOpen(UserError):
    template = N_(
        "{month} belum bisa ditutup: sif {shift} tanggal {day} atas nama {name} masih terbuka. "
        "Hitung lacinya dan tutup sif itu dulu."
    )


class NothingClosed(UserError):
    template = N_("Belum ada bulan yang ditutup, jadi tidak ada yang bisa dibuka lagi.")


class NotLastClosed(UserError):
    template = N_("{month} tidak bisa dibuka: hanya bulan terakhir yang ditutup ({last}) yang bisa dibuka lagi.")


class ReopenReasonMissing(UserError):
    template = N_("Tulis alasan membuka {month} lagi; alasan ini tercatat selamanya.")


class NeedsTwoPeople(UserError):
    template = N_("Membuka bulan yang sudah ditutup perlu dua orang: minta pengurus lain memasukkan PIN-nya.")


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER}))
def close_month(actor: Actor, month: str, reason: str = "") -> int:
    """Close a month (`2026-10`): lock it and store what every account stands at; returns the event's id.

    Months close in order, and none while a shift dated in it is open. Raises MonthUnreadable, MonthNotOver,
    ShiftStillOpen, MonthOutOfOrder, PeriodClosed.
    """
    month = month_of(first_day(month))
    if last_day(month) >= clock.today():
        raise MonthNotOver(month=month_name(month), day=date_long(first_day(next_month(month))))
    for shift in open_shifts(until=last_day(month)):
        raise ShiftStillOpen(
            month=month_name(month), shift=shift.id, day=date_short(shift.business_date), name=shift.user_name
        )
    balances = balances_at(month)
    lock_month(month, reason.strip())
    event = PeriodEvent.select().order_by(PeriodEvent.id.desc()).get()
    insert_rows(
        PeriodBalance,
        [
            {"id": None, "period_event_id": event.id, "account_id": account, "amount_idr": amount}
            for account, amount in balances.items()
        ],
    )
    act = current_act()
    act.subject = month
    act.details.update(accounts=len(balances), balances_sha256=balances_sha256(balances))
    if reason.strip():
        act.details["reason"] = reason.strip()
    return int(event.id)


@operation(Permission.KEEP_BOOKS, changes=frozenset({Changed.LEDGER}))
def reopen_month(actor: Actor, month: str, reason: str, *, approval: Approval | None = None) -> int:
    """Open the last closed month again; returns the event's id. Two people who keep the books sign for it.

    Raises NeedsTwoPeople, NotPermitted, ReopenReasonMissing, NothingClosed, NotLastClosed, MonthUnreadable.
    """
    require(actor, Permission.KEEP_BOOKS)
    if approval is None or approval.by.id == actor.id:
        raise NeedsTwoPeople
    require(approval.by, Permission.KEEP_BOOKS)
    month = month_of(first_day(month))
    if not reason.strip():
        raise ReopenReasonMissing(month=month_name(month))
    closed = closed_through()
    if closed is None:
        raise NothingClosed
    if month != closed:
        raise NotLastClosed(month=month_name(month), last=month_name(closed))
    event = PeriodEvent.create(
        month=month, kind="REOPENED", recorded_at=clock.now_text(), user=actor.id, reason=reason.strip()
    )
    act = current_act()
    act.subject = month
    act.details["reason"] = reason.strip()
    return int(event.id)


@operation(Permission.KEEP_BOOKS)
def note_restore(actor: Actor, backup_name: str, kept_name: str) -> None:
    """Log in the restored shop from which backup it came, and where the file before it lies."""
    act = current_act()
    act.subject = backup_name
    act.details["kept"] = kept_name
