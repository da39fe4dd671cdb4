"""Months as reports name them: `2026-10`. Pure."""

from __future__ import annotations

import re
from datetime import date, timedelta

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import MONTHS, N_, _

_MONTH = re.compile(r"(\d{4})-(\d{2})")


class MonthUnreadable(UserError):
    template = N_("“{text}” bukan bulan. Tulis tahun dan bulannya, misalnya 2026-10.")


def first_day(month: str) -> date:
    """The first day of a month; raises MonthUnreadable."""
    found = _MONTH.fullmatch(month.strip())
    if found is None or not 1 <= int(found[2]) <= 12 or not 1900 <= int(found[1]) <= 9998:
        raise MonthUnreadable(text=month)
    return date(int(found[1]), int(found[2]), 1)


def last_day(month: str) -> date:
    """The last day of a month; raises MonthUnreadable."""
    return (first_day(month) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def month_of(day: date) -> str:
    """The month a day lies in."""
    return f"{day.year:04d}-{day.month:02d}"


def month_before(month: str) -> str:
    """The month before one; raises MonthUnreadable."""
    return month_of(first_day(month) - timedelta(days=1))


def year_before(month: str) -> str:
    """The last month of the book year before the one a month lies in."""
    return f"{first_day(month).year - 1:04d}-12"


def same_month_last_year(month: str) -> str:
    """The month a year's result is compared with."""
    day = first_day(month)
    return f"{day.year - 1:04d}-{day.month:02d}"


def next_month(month: str) -> str:
    """The month after one; raises MonthUnreadable."""
    return month_of(last_day(month) + timedelta(days=1))


def months_between(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included, oldest first."""
    found = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return found


def month_words(month: str) -> str:
    """`Oktober 2026`."""
    day = first_day(month)
    return f"{_(MONTHS[day.month - 1])} {day.year}"


def day_words(day: date) -> str:
    """`31 Oktober 2026`."""
    return f"{day.day} {_(MONTHS[day.month - 1])} {day.year}"


def period_words(until: date) -> str:
    """`1 s.d. 31 Oktober 2026`: the month of a day up to that day."""
    return day_words(until) if until.day == 1 else _("1 s.d. {last}").format(last=day_words(until))
