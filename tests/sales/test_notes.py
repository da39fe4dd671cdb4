"""The notes a buyer is likely to hand over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.sales.notes import handed_over_idr


@pytest.mark.parametrize(
    ("due", "amounts"),
    [
        (15_000, [15_000, 20_000, 50_000, 100_000]),
        (45_500, [45_500, 50_000, 60_000, 100_000]),
        (100_000, [100_000]),
        (273_000, [273_000, 275_000, 280_000, 300_000, 350_000, 400_000]),
        (3_400, [3_400, 5_000, 10_000, 20_000, 50_000, 100_000]),
    ],
)
def test_likely_amounts(due: int, amounts: list[int]) -> None:
    assert handed_over_idr(due) == amounts


@given(st.integers(0, 50_000_000))
def test_every_amount_is_enough_and_none_comes_twice(due: int) -> None:
    amounts = handed_over_idr(due)
    assert amounts[0] == due
    assert len(amounts) <= 6
    assert amounts == sorted(set(amounts))
