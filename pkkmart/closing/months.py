"""Months as the books name them: `2026-10`. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class MonthUnreadable(UserError):
    template = N_("“{text}” bukan bulan. Tulis tahun dan bulannya, misalnya 2026-10.")


def first_day(month: str) -> date:
    """The first day of a month; raises MonthUnreadable."""
    found = _MONTH.fullmatch(month.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or int(found[1]) < 1:
        raise MonthUnreadable(text=month)
    return date(int(found[1]), int(found[2]), 1)


def last_day(month: str) -> date:
    """The last day of a month; raises MonthUnreadable."""
    return first_day(next_month(month)) - timedelta(days=1)


def month_of(day: date) -> str:
    """The month a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def next_month(month: str) -> str:
    """The month after one; raises MonthUnreadable."""
    return month_of(first_day(month).replace(day=28) + timedelta(days=4))


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included, oldest first."""
    found = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return found
