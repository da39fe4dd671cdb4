"""What a line costs: tiers come and go with the quantity, one promotion a line, nothing below a rupiah."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from pkkmart.core import clock
from pkkmart.core.quantity import ONE
from pkkmart.pricing.promotions import EVERY_DAY, Kind, percent_text
from pkkmart.pricing.rules import PaketPart, PriceBook, Reduction, Tier, split_paket
from tests.pricing.goods import DAY, MORNING, book, promotion, total, wanted

TIERS = PriceBook({1: (Tier(6 * ONE, 9_500), Tier(12 * ONE, 9_000))})


def prices(lines: list, book: PriceBook = TIERS) -> list[int]:  # type: ignore[type-arg]
    return [cut.price_idr for cut in book.reduce(lines, MORNING)]


def cuts(prices: PriceBook, *lines: object, at: datetime = MORNING) -> list[int]:
    return [cut.discount_idr for cut in prices.reduce(lines, at)]  # type: ignore[arg-type]


def at(hour: int, minute: int = 0, second: int = 0, day: date = DAY) -> datetime:
    """A moment of the shop's wall clock (Jakarta), in UTC."""
    return clock.day_begins(day) + timedelta(hours=hour, minutes=minute, seconds=second)


def test_an_empty_book_changes_nothing() -> None:
    assert PriceBook.empty().reduce([wanted(1, 3)], MORNING) == (Reduction(10_000, 0, None, "", None),)
    assert PriceBook.empty().reduce([], MORNING) == ()


@pytest.mark.parametrize(("pieces", "price"), [(1, 10_000), (5, 10_000), (6, 9_500), (11, 9_500), (12, 9_000)])
def test_a_tier_comes_with_the_quantity_and_goes_with_it(pieces: int, price: int) -> None:
    assert prices([wanted(1, pieces)]) == [price]


def test_the_same_product_on_two_lines_counts_together() -> None:
    assert prices([wanted(1, 2), wanted(2, 9), wanted(1, 4)]) == [9_500, 10_000, 9_500]


def test_the_lower_of_tier_and_member_price_wins() -> None:
    assert prices([wanted(1, 6, member_idr=9_400)]) == [9_400]
    assert prices([wanted(1, 12, member_idr=9_400)]) == [9_000]


def test_a_tier_never_gives_a_line_away() -> None:
    cheap = PriceBook({1: (Tier(ONE, 400),)})
    assert prices([wanted(1, milli=999), wanted(1, milli=1)], cheap) == [400, 10_000]


def test_percent_amount_and_half_a_rupiah() -> None:
    assert cuts(book(promotion(percent_bp=1_000)), wanted(1, 3, 1_505)) == [452], "451,5 is rounded up"
    assert cuts(book(promotion(kind=Kind.AMOUNT, amount_idr=500)), wanted(1, 3)) == [1_500]
    assert cuts(book(promotion(kind=Kind.AMOUNT, amount_idr=500)), wanted(1, milli=250)) == [125]
    assert percent_text(1_250) == "12,5"


def test_a_line_keeps_a_rupiah() -> None:
    assert cuts(book(promotion(kind=Kind.AMOUNT, amount_idr=20_000)), wanted(1, 2)) == [19_999]
    assert cuts(book(promotion(percent_bp=9_999)), wanted(1, 1, 100)) == [99]
    assert cuts(book(promotion(percent_bp=9_999)), wanted(1, 1, 1)) == [0]


def test_the_largest_discount_wins_then_the_oldest_and_nothing_is_stacked() -> None:
    both = book(promotion(2, percent_bp=1_000), promotion(1, Kind.AMOUNT, amount_idr=1_000))
    assert both.reduce([wanted(1)], MORNING) == (Reduction(10_000, 1_000, 1, "P1", "SHOP"),)
    (cut,) = both.reduce([wanted(1, price_idr=20_000)], MORNING)
    assert (cut.promotion_id, cut.discount_idr) == (2, 2_000)


def test_a_promotion_is_on_a_product_a_category_or_everything() -> None:
    lines = [wanted(1, category=7), wanted(2, category=8), wanted(3)]
    assert cuts(book(promotion(percent_bp=1_000, product_ids=frozenset({2}))), *lines) == [0, 1_000, 0]
    assert cuts(book(promotion(percent_bp=1_000, category_ids=frozenset({7}))), *lines) == [1_000, 0, 0]
    assert cuts(book(promotion(percent_bp=1_000)), *lines) == [1_000, 1_000, 1_000]


def test_what_umkm_pay_for_is_never_on_the_coops_own_but_on_a_paket_of_theirs() -> None:
    consigned = promotion(percent_bp=1_000, bearer="CONSIGNOR")
    lines = [wanted(1), wanted(2, owned=False), wanted(3)]
    paket = book(consigned, pakets={3: (PaketPart(2, ONE),)})
    assert cuts(paket, *lines) == [0, 1_000, 1_000]
    assert paket.reduce(lines, MORNING)[1].bearer == "CONSIGNOR"
    assert cuts(book(promotion(percent_bp=1_000, bearer="SHARED")), *lines) == [1_000] * 3


def test_buy_two_get_one_and_the_cheapest_is_free() -> None:
    three = book(promotion(kind=Kind.BUY_N_GET_M, pieces=2, free_pieces=1))
    assert cuts(three, wanted(1, 2)) == [0]
    assert cuts(three, wanted(1, 3)) == [10_000]
    assert cuts(three, wanted(1, 5)) == [10_000]
    assert cuts(three, wanted(1, 7)) == [20_000]
    # Two of 10.000 and one of 4.000: 4.000 is off, shared by the value of what it needs.
    assert cuts(three, wanted(1, 2), wanted(2, 1, 4_000)) == [3_333, 667]
    # One piece more never takes less off: the dearest three make the group.
    assert total(three, [wanted(1, 3)]) == 20_000
    assert total(three, [wanted(1, 3), wanted(2, 1, 1_000)]) == 21_000
    assert cuts(three, wanted(1, 3), wanted(2, 1, 1_000)) == [10_000, 0]


def test_a_free_piece_on_a_line_of_its_own_still_costs_something() -> None:
    three = book(promotion(kind=Kind.BUY_N_GET_M, pieces=1, free_pieces=1))
    assert cuts(three, wanted(1), wanted(1)) == [5_000, 5_000]
    assert cuts(three, wanted(1, 1, 1), wanted(2, 1, 1)) == [0, 0], "a rupiah can't be parted"


def test_a_sack_of_a_million_is_no_slower() -> None:
    three = book(promotion(kind=Kind.BUY_N_GET_M, pieces=2, free_pieces=1))
    assert cuts(three, wanted(1, 999_999, 1_000)) == [333_333_000]
    bundle = book(promotion(kind=Kind.BUNDLE, pieces=3, amount_idr=2_500))
    assert cuts(bundle, wanted(1, 999_999, 1_000)) == [333_333 * 500]


def test_a_bundle_is_made_of_any_of_its_goods_and_shared_by_value() -> None:
    cakes = book(promotion(kind=Kind.BUNDLE, pieces=3, amount_idr=5_000, category_ids=frozenset({7})))
    lines = [wanted(1, 2, 2_000, category=7), wanted(2, 1, 2_500, category=7), wanted(3, 4, 2_000)]
    assert cuts(cakes, *lines) == [923, 577, 0], "6.500 for 5.000"
    assert cuts(cakes, *lines[:1]) == [0]
    assert cuts(cakes, wanted(1, 3, 1_600, category=7)) == [0], "the pieces are cheaper alone"
    # Six pieces, but the second three are worth no more than 5.000.
    assert cuts(cakes, wanted(1, 3, 2_000, category=7), wanted(2, 3, 1_500, category=7)) == [1_000, 0]


def test_only_whole_units_make_pieces() -> None:
    pair = book(promotion(kind=Kind.BUNDLE, pieces=2, amount_idr=15_000))
    assert cuts(pair, wanted(1, milli=1_900)) == [0]
    assert cuts(pair, wanted(1, milli=2_500)) == [5_000]


def test_many_pieces_together_win_only_where_they_give_more() -> None:
    bundle = promotion(1, Kind.BUNDLE, pieces=3, amount_idr=5_000)
    tenth, half = promotion(2, percent_bp=1_000), promotion(3, percent_bp=5_000, product_ids=frozenset({1}))
    lines = [wanted(number, 1, 2_000) for number in (1, 2, 3)]
    (first, *_rest) = book(bundle, tenth).reduce(lines, MORNING)
    assert (first.promotion_id, total(book(bundle, tenth), lines)) == (1, 5_000)
    assert cuts(book(bundle, half), *lines) == [1_000, 0, 0], "as much alone: nothing is bundled"
    # What has a better one of its own is left out of the bundle.
    four = [*lines, wanted(4, 1, 2_000)]
    assert cuts(book(bundle, half), *four) == [1_000, 334, 333, 333]


def test_two_promotions_of_pieces_share_a_cart() -> None:
    tea = promotion(1, Kind.BUY_N_GET_M, pieces=1, free_pieces=1, product_ids=frozenset({1}))
    cake = promotion(2, Kind.BUNDLE, pieces=2, amount_idr=3_000, product_ids=frozenset({2}))
    cut = book(tea, cake).reduce([wanted(2, 2, 2_000), wanted(1, 2)], MORNING)
    assert [(one.promotion_id, one.discount_idr) for one in cut] == [(2, 1_000), (1, 10_000)]


def test_a_promotion_takes_off_the_price_after_tiers() -> None:
    prices = replace(TIERS, promotions=(promotion(percent_bp=1_000),))
    assert prices.reduce([wanted(1, 6)], MORNING) == (Reduction(9_500, 5_700, 1, "P1", "SHOP"),)


def test_happy_hour_begins_and_ends_on_the_shops_clock() -> None:
    cake = book(promotion(percent_bp=2_000, from_minute=16 * 60, until_minute=20 * 60))
    hours = [at(15, 59, 59), at(16), at(19, 59, 59), at(20)]
    assert [cuts(cake, wanted(1), at=moment)[0] for moment in hours] == [0, 2_000, 2_000, 0]
    assert at(16) == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    clock.use_zone("Asia/Jayapura")
    assert cuts(cake, wanted(1), at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC)) == [2_000], "16.00 WIT"
    assert cuts(cake, wanted(1), at=datetime(2026, 11, 24, 11, 0, tzinfo=UTC)) == [0], "20.00 WIT"
    assert cake.changes_at(datetime(2026, 11, 24, 3, 42, tzinfo=UTC)) == datetime(2026, 11, 24, 7, tzinfo=UTC)


def test_first_and_last_day_and_weekdays() -> None:
    three = promotion(percent_bp=1_000, ends_on=date(2026, 11, 26), weekdays=EVERY_DAY & ~(1 << 2))
    days = [DAY + timedelta(days=offset) for offset in (-1, 0, 1, 2, 3)]
    assert [three.runs_on(day) for day in days] == [False, True, False, True, False]
    assert cuts(book(three), wanted(1), at=at(23, 59, 59)) == [1_000]
    assert cuts(book(three), wanted(1), at=at(24)) == [0], "Wednesday has begun"


def test_a_screen_knows_when_to_look_again() -> None:
    hour = promotion(1, percent_bp=1_000, from_minute=16 * 60, until_minute=20 * 60, ends_on=date(2026, 11, 26))
    day = promotion(2, percent_bp=500, ends_on=date(2026, 11, 26))
    for prices in (book(hour, day), book(hour)):
        assert prices.changes_at(at(10, 42)) == at(16)
        assert prices.changes_at(at(16)) == at(20)
        assert prices.changes_at(at(20)) == at(24)
        assert prices.changes_at(at(15, 59, 59)) == at(16)
    assert book(day).changes_at(at(0)) == at(24)
    assert book(day).changes_at(at(9, day=date(2026, 11, 27))) is None
    assert book(promotion(starts_on=date(2026, 12, 1), percent_bp=1)).changes_at(at(9)) == at(24)
    assert TIERS.changes_at(at(9)) is None


def test_a_paket_is_split_by_what_its_parts_cost_alone() -> None:
    parts = [(12_000, 2 * ONE), (8_500, ONE), (40_000, 250)]
    assert split_paket(40_000, parts) == (22_588, 8_000, 9_412)
    assert split_paket(2, parts) == (1, 0, 1)
    assert split_paket(0, [(1, 1)]) == (0,)
    with pytest.raises(ValueError, match="positive sum"):
        split_paket(1_000, [])
