"""Quantities in thousandths, and the only rounding of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.quantity import ONE, parse_quantity, quantity_text, times_price


@pytest.mark.parametrize(
    ("text", "milli"),
    [("3", 3_000), ("0,25", 250), ("0.25", 250), ("1,5", 1_500), ("0,001", 1), (" 12 ", 12_000), ("0", 0)],
)
def test_a_quantity_is_read(text: str, milli: int) -> None:
    assert parse_quantity(text) == milli


@pytest.mark.parametrize("text", ["", "-1", "1,2345", "1.000,5", "abc", ",5", "5,", "8992741905442", "1 2", "1e3"])
def test_what_is_no_quantity_is_named_back(text: str) -> None:
    with pytest.raises(UnreadableNumber):
        parse_quantity(text)


@pytest.mark.parametrize(
    ("milli", "text"),
    [(3_000, "3"), (250, "0,25"), (1_250_000, "1.250"), (1_500, "1,5"), (-4_000, "-4"), (1, "0,001"), (0, "0")],
)
def test_a_quantity_shows_decimals_only_where_there_are_some(milli: int, text: str) -> None:
    assert quantity_text(milli) == text


@given(st.integers(0, 999_999))
def test_what_is_written_is_read_back(milli: int) -> None:
    assert parse_quantity(quantity_text(milli)) == milli


@pytest.mark.parametrize(
    ("milli", "price", "amount"),
    [(3 * ONE, 2_000, 6_000), (250, 17_500, 4_375), (333, 10_000, 3_330), (1, 500, 1), (1, 499, 0), (-1, 500, -1)],
)
def test_a_line_is_rounded_once_half_away_from_zero(milli: int, price: int, amount: int) -> None:
    assert times_price(milli, price) == amount
