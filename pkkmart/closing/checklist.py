"""What a month still wants before it is closed: computed, green or red, each line with the place that mends it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pkkmart.cashbook.queries import WAITING_QRIS, open_clearing
from pkkmart.cashbook.settings import CLEARING_LATE_DAYS
from pkkmart.closing.figures import Owed, below_zero, cash_at, owed_to_consignors
from pkkmart.closing.queries import unclosed_before
from pkkmart.core import clock
from pkkmart.core.backup import last_backup
from pkkmart.core.check import Check
from pkkmart.core.i18n import _, date_short, figure, rupiah, time_short
from pkkmart.core.settings import PcFile
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import month_name
from pkkmart.ledger.queries import balance_idr
from pkkmart.printing.queries import waiting_count
from pkkmart.reports.months import last_day
from pkkmart.stock.queries import StockFilter
from pkkmart.till.queries import open_shifts

OWED_DAYS: Final = 14
"""Longest days a consignor should wait for money."""

BACKUP_DAYS: Final = 3
"""A backup older than this is no help after a broken disk."""


PROOFS: Final = "proofs"
"""The key of the line that says what `verify` found."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its key, what is wanted, what was found, whether it holds, and the Door that mends it, part by part."""

    key: str
    title: str
    figure: str
    ok: bool
    door: str
    id: int | None = None
    act: str = ""


def month_checklist(
    month: str, pc: PcFile, checks: Iterable[Check] | None = None, *, owed: Owed | None = None
) -> list[Item]:
    """The lines of a month (`2026-10`), in the order one mends them; with `checks` also the proofs of the books.

    Money, goods and debts are told as they stood at the end of the month, of the running one as they stand now.
    `owed` is what owed_to_consignors just told of now, for a caller who has asked already.
    """
    until = last_day(month) if last_day(month) < clock.today() else None
    items = [
        _shifts(month),
        _earlier(month),
        _opening(until),
        _cash(month),
        _clearing(until),
        _stock(until),
        _owed(owed if owed and not until else owed_to_consignors(until), until or clock.today()),
        _queue(),
        _backup(pc),
    ]
    return items if checks is None else [*items, proofs_item(checks)]


def _shifts(month: str) -> Item:
    # In the running month today's drawer is open as it should be.
    shifts = open_shifts(until=min(last_day(month), clock.today() - timedelta(days=1)))
    told = _("semua tertutup")
    if shifts:
        first = shifts[0]
        told = _("{count} masih terbuka, sif {shift} tanggal {day} ({name})").format(
            count=len(shifts), shift=first.id, day=date_short(first.business_date), name=first.user_name
        )
    return Item("shifts", _("Sif kasir ditutup"), told, not shifts, "close_shift")


def _earlier(month: str) -> Item:
    earlier = unclosed_before(month)
    told = ", ".join(month_name(one) for one in earlier) or _("tidak ada yang tertinggal")
    return Item("earlier", _("Bulan sebelumnya ditutup"), told, not earlier, "close")


def _opening(until: date | None) -> Item:
    left = balance_idr(Account.OPENING_BALANCE, until=until)
    told = _("3199 nol") if not left else _("3199 masih {amount}").format(amount=rupiah(-left))
    return Item("opening", _("Saldo awal seimbang"), told, not left, "account",
                int(Account.OPENING_BALANCE))  # fmt: skip


def _cash(month: str) -> Item:
    wrong = {place: amount for place, amount in cash_at(last_day(month)).items() if amount < 0}
    told = ", ".join(f"{_(place.label)} {rupiah(amount)}" for place, amount in wrong.items())
    return Item("cash", _("Kas dan bank tidak minus"), told or _("semua cukup"), not wrong, "cash",
                act=next(iter(wrong), ""))  # fmt: skip


def _clearing(until: date | None) -> Item:
    waiting = open_clearing(until)
    told = _("tidak ada yang menunggu")
    if waiting:
        told = _("{amount} dari {count} hari, tertua {days} hari").format(
            amount=rupiah(sum(one.open_idr for one in waiting)), count=len(waiting), days=waiting[0].age_days
        )
    title = _("QRIS masuk bank dalam {days} hari").format(days=CLEARING_LATE_DAYS.get())
    return Item("clearing", title, told, not any(one.is_late for one in waiting), "cash",
                act=WAITING_QRIS if waiting else "")  # fmt: skip


def _stock(until: date | None) -> Item:
    count = below_zero(until)
    told = _("{count} barang di bawah nol").format(count=figure(count)) if count else _("tidak ada")
    return Item("stock", _("Stok tidak minus"), told, not count, "stock", act=StockFilter.MINUS if count else "")


def _owed(owed: Owed, day: date) -> Item:
    days = (day - owed.oldest).days if owed.oldest else 0
    if not owed.people:
        told = _("tidak ada utang titipan")
    else:
        told = _("{amount} untuk {people} penitip, tertua {days} hari").format(
            amount=rupiah(owed.total_idr), people=owed.people, days=days
        )
    return Item("owed", _("Titipan dibayar sebelum {days} hari").format(days=OWED_DAYS), told, days <= OWED_DAYS,
                "consignors", act="OWED" if owed.people else "")  # fmt: skip


def _queue() -> Item:
    waiting = waiting_count()
    told = _("{count} cetakan menunggu").format(count=waiting) if waiting else _("kosong")
    return Item("queue", _("Antrean printer kosong"), told, not waiting, "settings", act="printer")


def _backup(pc: PcFile) -> Item:
    last = last_backup(pc)
    if last is None:
        return Item("backup", _("Cadangan terbaru"), _("belum pernah"), False, "settings", act="backup")
    at = clock.local(last.at)
    told = f"{date_short(at.date())} {time_short(at)}"
    if not last.is_there:
        told = _("{at}, tetapi berkasnya tidak terlihat").format(at=told)
    young = (clock.today() - at.date()).days <= BACKUP_DAYS
    return Item("backup", _("Cadangan terbaru"), told, young and last.is_there, "settings", act="backup")


def proofs_item(checks: Iterable[Check]) -> Item:
    """The proofs of `closing.verify` in one line."""
    found = list(checks)
    wrong = [check for check in found if not check.ok]
    told = _("{count} bukti cocok").format(count=len(found))
    if wrong:
        told = "; ".join(f"{check.name}: {check.figure}" for check in wrong)
    return Item(PROOFS, _("Dokumen cocok dengan buku besar"), told, not wrong, "journal")
