"""Which days a part of the money pays: the oldest first."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.cashbook.matching import oldest_first

FRIDAY, SATURDAY, SUNDAY = (date(2026, 11, day) for day in (20, 21, 22))


@pytest.mark.parametrize(
    ("days", "received", "paid"),
    [
        ([(FRIDAY, 50), (SATURDAY, 30)], 80, [(FRIDAY, 50), (SATURDAY, 30)]),
        ([(SATURDAY, 30), (FRIDAY, 50)], 70, [(FRIDAY, 50), (SATURDAY, 20)]),
        ([(FRIDAY, 50), (SATURDAY, 30)], 50, [(FRIDAY, 50)]),
        ([(FRIDAY, 50), (SATURDAY, 30)], 10, [(FRIDAY, 10)]),
        ([(FRIDAY, 50), (SATURDAY, -20), (SUNDAY, 30)], 40, [(FRIDAY, 50), (SATURDAY, -20), (SUNDAY, 10)]),
        ([(FRIDAY, -20), (SATURDAY, 50)], 5, [(FRIDAY, -20), (SATURDAY, 25)]),
    ],
)
def test_the_oldest_days_are_paid_first(
    days: list[tuple[date, int]], received: int, paid: list[tuple[date, int]]
) -> None:
    found = oldest_first(days, received)
    assert found == paid
    assert sum(amount for _day, amount in found) == received
