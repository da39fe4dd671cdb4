"""Rupiah: split without loss, rounded in favour of the buyer, read as people write them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import figure, rupiah_document
from pkkmart.core.money import allocate, divide_half_up, parse_rupiah, round_cash, share_idr

AMOUNTS = st.integers(-(10**13), 10**13)
WEIGHTS = st.lists(st.integers(0, 10**12), min_size=1, max_size=30).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_allocated_parts_are_the_whole_and_fair(total: int, weights: list[int]) -> None:
    parts = allocate(total, weights)
    assert sum(parts) == total
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1
        assert weight or part == 0
        assert part * total >= 0


@given(AMOUNTS, WEIGHTS)
def test_a_refund_is_allocated_like_the_sale(total: int, weights: list[int]) -> None:
    assert allocate(-total, weights) == [-part for part in allocate(total, weights)]


def test_ties_go_to_the_earlier_part() -> None:
    assert allocate(100, [1, 1, 1]) == [34, 33, 33]
    assert allocate(-1, [1, 1]) == [-1, 0]


@pytest.mark.parametrize("weights", [[], [0, 0], [3, -1]])
def test_weights_that_split_nothing_are_a_bug(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(100, weights)


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**9))
def test_halves_go_away_from_zero(numerator: int, denominator: int) -> None:
    exact, found = Fraction(numerator, denominator), divide_half_up(numerator, denominator)
    assert abs(found - exact) <= Fraction(1, 2)
    if abs(found - exact) == Fraction(1, 2):
        assert abs(found) > abs(exact)


def test_a_zero_divisor_is_a_bug() -> None:
    with pytest.raises(ValueError, match="denominator"):
        divide_half_up(1, 0)


@pytest.mark.parametrize(
    ("amount", "unit", "due"),
    [
        (23_460, 100, 23_500), (23_430, 100, 23_400), (23_450, 100, 23_400), (23_451, 100, 23_500), (50, 100, 0),
        (51, 100, 100), (-23_450, 100, -23_400), (-23_460, 100, -23_500), (23_250, 500, 23_000), (23_251, 500, 23_500),
        (23_450, 1, 23_450), (23_450, 0, 23_450), (0, 100, 0),
    ],
)  # fmt: skip
def test_cash_is_rounded_halves_down(amount: int, unit: int, due: int) -> None:
    assert round_cash(amount, unit) == due


@given(AMOUNTS, st.sampled_from([50, 100, 500]))
def test_rounding_is_at_most_half_a_coin(amount: int, unit: int) -> None:
    due = round_cash(amount, unit)
    assert due % unit == 0
    assert abs(due - amount) * 2 <= unit
    assert abs(due - amount) * 2 < unit or abs(due) < abs(amount)


@pytest.mark.parametrize(
    ("net", "rate", "share"),
    [(11_500, 1_500, 9_775), (12_000, 0, 12_000), (12_000, 10_000, 0), (5, 5_000, 3), (-5, 5_000, -3)],
)
def test_the_consignors_percentage_is_rounded_half_up(net: int, rate: int, share: int) -> None:
    assert share_idr(net, rate) == share


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1250000", 1_250_000), ("1.250.000", 1_250_000), ("Rp 1.250.000", 1_250_000), ("Rp1.250.000,00", 1_250_000),
        ("rp. 5.000", 5_000), ("RP12.500,-", 12_500), ("4,000", 4_000), ("1,250,000.00", 1_250_000), ("12rb", 12_000),
        ("12 ribu", 12_000), ("1,25jt", 1_250_000), ("1.25 jt", 1_250_000), ("0,5juta", 500_000), ("2jt.", 2_000_000),
        ("0", 0), ("007", 7), ("  7500 ", 7_500), ("-5000", -5_000), ("-Rp 5.000", -5_000), ("Rp -5.000", -5_000),
        ("(1.250.000)", -1_250_000), ("Rp\u00a012.500", 12_500), ("12 500", 12_500), ("12.500,0", 12_500),
        ("999.999.999.999", 999_999_999_999),
    ],
)  # fmt: skip
def test_rupiah_are_read_as_people_write_them(text: str, amount: int) -> None:
    assert parse_rupiah(text) == amount


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Rp", "-", ".", ",", "abc", "12x", "1.5", "12.50", "0,75", "12.500,5", "1,2345jt8", ",5", "5,",
        "1..000", "1.00.000", "1.2.3", "12.3456", "1e5", "0x10", "--5", "-(5)", "(-5", "Rp Rp 5", "1,0000001jt",
        "5.000-", "1.000,000.000", "9" * 5_000, "½", "12 500 ribu ribu", "nan", "१२",
    ],
)  # fmt: skip
def test_what_is_not_whole_rupiah_is_named_back(text: str) -> None:
    with pytest.raises(UnreadableNumber) as refused:
        parse_rupiah(text)
    assert str(refused.value).endswith("bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500.")


@given(st.integers(-(10**14), 10**14))
def test_what_we_write_we_can_read(amount: int) -> None:
    assert parse_rupiah(figure(amount)) == amount
    assert parse_rupiah(rupiah_document(amount)) == amount


@given(st.text(alphabet="0123456789.,- rpbjtuia()½²", max_size=30))
def test_any_typing_is_a_number_or_a_sentence(text: str) -> None:
    try:
        amount = parse_rupiah(text)
    except UnreadableNumber:
        return
    assert isinstance(amount, int)
    assert any(digit in text for digit in "0123456789")
