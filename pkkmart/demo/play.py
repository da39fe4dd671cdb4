"""Plays days of an invented shop through the public operations, so that a newcomer opens a living one.

Same seed and last day, same documents and figures. The last day always stops at 14.20 with its
shift open; when it is today and the real clock has not come that far, it stops at the real time instead.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from pkkmart.consignment.queries.shares import shares_by_month
from pkkmart.core import clock
from pkkmart.core.i18n import _, date_long, figure, rupiah
from pkkmart.demo.clock import PlayClock, moment
from pkkmart.demo.day import ShopDay
from pkkmart.demo.founding import found
from pkkmart.demo.members import PINS
from pkkmart.demo.settings import DEMO_SHOP
from pkkmart.printing.operations import show_waiting
from pkkmart.reports.months import month_of, months_between
from pkkmart.reports.queries import sales_recap
from pkkmart.sales.queries.shifts import ShiftReport

_STOPS_AT: Final = (14, 20)


def is_demo() -> bool:
    """Whether the opened shop is a played one."""
    return DEMO_SHOP.get()


def play(*, days: int, seed: int, until: date, progress: Callable[[str], object] = lambda _line: None) -> str:
    """Found the shop and play `days` days, the last of them `until`; returns what happened, with the PINs.

    Each day is told to `progress`. Raises AlreadyFounded when the opened shop has users.
    """
    first = until - timedelta(days=days - 1)
    deadline = _deadline(until)
    play_clock = PlayClock(moment(first - timedelta(days=1), 7))
    with clock.using(play_clock):
        cast = found(first, random.Random(f"{seed}"), play_clock)
        progress(_("Toko, anggota, UMKM dan barang tercatat."))
        sold: list[ShiftReport] = []
        for left in reversed(range(days)):
            day = until - timedelta(days=left)
            # The first cashier has the last day, whatever its date; each day has its own dice.
            cashier = cast.cashiers[left % len(cast.cashiers)]
            shop_day = ShopDay(cast, day, cashier, random.Random(f"{seed}/{day}"), play_clock)
            report = shop_day.play(None if left else deadline)
            sold += [report] if report else []
            count, total = (report.receipts, report.total_idr) if report else (0, 0)
            progress(_("{day}: {count} struk, {total}").format(day=date_long(day), count=count, total=rupiah(total)))
        # No printer stood in the played shop: a real one must not wake up to its receipts.
        show_waiting()
    return _summary(sold, first, until, days)


def _deadline(until: date) -> datetime:
    stop = moment(until, *_STOPS_AT)
    return min(stop, clock.now()) if until == clock.today() else stop


def _summary(sold: list[ShiftReport], first: date, until: date, days: int) -> str:
    total = sum(day.total_idr for day in sold)
    families = sum(shares_by_month(first, until).values())
    consigned = sum(sales_recap(month).consigned_idr for month in months_between(month_of(first), month_of(until)))
    lines = [
        _("Toko contoh siap: {count} struk dalam {days} hari, penjualan {total}.").format(
            count=figure(sum(day.receipts for day in sold)), days=days, total=rupiah(total)
        ),
        _("Untuk keluarga UMKM {share} dari {consigned} barang titipan yang laku.").format(
            share=rupiah(families), consigned=rupiah(consigned)
        ),
        _("PIN untuk masuk:"),
        *(_("  {name} ({role}): {pin}").format(name=name, role=_(role.label), pin=pin) for name, role, pin in PINS),
    ]
    return "\n".join(lines)
