"""The months between two, as closing walks through them. Pure; what a month is, reports know."""

from __future__ import annotations

from datetime import timedelta

from pkkmart.reports.months import MonthUnreadable, first_day, last_day, month_of

__all__ = ["MonthUnreadable", "first_day", "last_day", "month_of", "months_between", "next_month"]


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
