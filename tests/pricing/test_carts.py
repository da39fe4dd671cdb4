"""Whatever is in the cart and whatever runs: nothing below a rupiah, nothing lost, no order changes the total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core import clock
from pkkmart.core.quantity import ONE, times_price
from pkkmart.pricing import rules
from pkkmart.pricing.multibuy import bundled, free_of
from pkkmart.pricing.promotions import BEARERS, DAY_MINUTES, Kind, Promotion
from pkkmart.pricing.rules import PaketPart, PriceBook, Reduction, Tier, Wanted, split_paket
from tests.pricing.goods import DAY, MORNING, gross, promotion, total

IDS, CATEGORIES = st.integers(1, 5), st.integers(1, 3)
NOTHING = Reduction(0, 0, None, "", None)
PRICES = st.one_of(st.integers(1, 9), st.integers(1, 100_000))


@st.composite
def lines(draw: st.DrawFn, max_size: int = 7) -> list[Wanted]:
    """A cart; one product has one price list, one category and one owner."""
    lists = {number: draw(PRICES) for number in range(1, 6)}
    members = {number: draw(st.integers(1, price)) for number, price in lists.items()}
    quantity = st.one_of(st.integers(1, 12).map(lambda pieces: pieces * ONE), st.integers(1, 20_000))
    for_member = draw(st.booleans())
    cart = []
    for number in draw(st.lists(IDS, max_size=max_size)):
        price = members[number] if for_member else lists[number]
        qty_milli = draw(quantity)
        if times_price(qty_milli, price):
            cart.append(Wanted(number, number % 3 + 1, number % 2 == 0, qty_milli, lists[number], price))
    return cart


@st.composite
def promotions(draw: st.DrawFn, number: int) -> Promotion:
    kind = draw(st.sampled_from(Kind))
    values = {
        Kind.PERCENT: {"percent_bp": draw(st.integers(1, 9_999))},
        Kind.AMOUNT: {"amount_idr": draw(PRICES)},
        Kind.BUY_N_GET_M: {"pieces": draw(st.integers(1, 4)), "free_pieces": draw(st.integers(1, 3))},
        Kind.BUNDLE: {"pieces": draw(st.integers(2, 5)), "amount_idr": draw(PRICES)},
    }[kind]
    goods = draw(
        st.sampled_from(
            [
                {},
                {"product_ids": frozenset(draw(st.sets(IDS, min_size=1)))},
                {"category_ids": frozenset(draw(st.sets(CATEGORIES, min_size=1)))},
            ]
        )
    )
    begin = draw(st.integers(0, DAY_MINUTES - 1))
    hours = draw(
        st.sampled_from([{}, {"from_minute": begin, "until_minute": draw(st.integers(begin + 1, DAY_MINUTES))}])
    )
    days = {"weekdays": draw(st.integers(1, 127)), "ends_on": DAY + timedelta(days=draw(st.integers(0, 3)))}
    return promotion(number, kind, bearer=draw(st.sampled_from(BEARERS)), **values, **goods, **hours, **days)


@st.composite
def books(draw: st.DrawFn) -> PriceBook:
    tiers = st.lists(st.builds(Tier, st.integers(1, 15_000), PRICES), max_size=3).map(tuple)
    running = [draw(promotions(number)) for number in range(1, 1 + draw(st.integers(0, 5)))]
    pakets = draw(st.sampled_from([{}, {2: (PaketPart(1, ONE),)}]))
    return PriceBook(draw(st.dictionaries(IDS, tiers, max_size=3)), tuple(running), pakets)


def best_anew(prices: PriceBook, cart: Sequence[Wanted], at: datetime) -> list[tuple[int, int | None]]:
    """Off each line and by which promotion, by trying every promotion on every line again at every step."""
    goods = [
        rules._Goods(price, times_price(one.qty_milli, price), one.qty_milli // ONE, (), NOTHING, ())
        for one, price in zip(cart, prices.tier_prices(cart), strict=True)
    ]

    def dearest_first(place: int) -> tuple[int, ...]:
        one = cart[place]
        return (-goods[place].price_idr, one.product_id, one.qty_milli, one.category_id or 0, one.owned)

    running = sorted((one for one in prices.promotions if one.runs_at(clock.local(at))), key=lambda one: one.id)
    left = {
        promotion.id: [
            place
            for place in sorted(range(len(cart)), key=dearest_first)
            for one in [cart[place]]
            if promotion.covers(
                one.product_id, one.category_id, owned=one.owned and one.product_id not in prices.pakets
            )
        ]
        for promotion in running
    }
    taken: list[tuple[int, int | None]] = [(0, None)] * len(cart)
    for promotion in running:
        for place in () if promotion.kind.is_grouped else left[promotion.id]:
            off = rules._single(promotion, cart[place].qty_milli, goods[place].gross_idr)
            taken[place] = max(taken[place], (off, promotion.id), key=lambda told: told[0])
    groups = [promotion for promotion in running if promotion.kind.is_grouped]
    while True:
        tried = [
            (sum(off - taken[place][0] for place, off in offs.items()), offs, promotion)
            for promotion in groups
            for places in (left[promotion.id], [place for place in left[promotion.id] if not taken[place][0]])
            for offs in [rules._grouped(promotion, {place: goods[place] for place in places})]
        ]
        more, offs, chosen = max(tried, key=lambda one: one[0], default=(0, {}, None))
        if more <= 0 or chosen is None:
            return taken
        for place, off in offs.items():
            taken[place] = (off, chosen.id)
        left = {key: [place for place in places if place not in offs] for key, places in left.items()}
        groups.remove(chosen)


MOMENTS = st.integers(0, 2 * DAY_MINUTES).map(lambda minute: clock.day_begins(DAY) + timedelta(minutes=minute))


@settings(max_examples=300, deadline=None)
@given(books(), lines(), MOMENTS)
def test_every_line_keeps_something_and_nothing_is_added(prices: PriceBook, cart: list[Wanted], at: datetime) -> None:
    cuts = prices.reduce(cart, at)
    known = {one.id: one for one in prices.promotions}
    for one, cut, whole in zip(cart, cuts, gross(cart, cuts), strict=True):
        assert cut.price_idr <= one.price_idr
        assert 0 <= cut.discount_idr < whole
        assert (cut.promotion_id is not None) == (cut.discount_idr > 0) == (cut.bearer is not None)
        if cut.promotion_id is not None:
            assert (cut.promotion_name, cut.bearer) == (known[cut.promotion_id].name, known[cut.promotion_id].bearer)
            assert known[cut.promotion_id].runs_at(clock.local(at))
    assert total(prices, cart, at) <= sum(times_price(one.qty_milli, one.price_idr) for one in cart)


@settings(max_examples=300, deadline=None)
@given(books(), lines(), MOMENTS, st.randoms(use_true_random=False))
def test_the_order_of_lines_and_promotions_changes_no_total(
    prices: PriceBook, cart: list[Wanted], at: datetime, chance: object
) -> None:
    shuffled, turned = list(cart), list(prices.promotions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    chance.shuffle(turned)  # type: ignore[attr-defined]
    other = PriceBook(prices.tiers, tuple(turned), prices.pakets)
    assert total(other, shuffled, at) == total(prices, cart, at)


@settings(max_examples=200, deadline=None)
@given(books(), lines(), st.integers(0, 6), st.integers(1, 12), MOMENTS)
def test_dropping_a_quantity_is_as_if_it_was_never_more(
    prices: PriceBook, cart: list[Wanted], place: int, pieces: int, at: datetime
) -> None:
    """The book remembers nothing: more and then less is the cart it was; below every step it is the plain price."""
    prices.reduce([*cart, *cart[place : place + 1] * pieces], at)
    again = PriceBook(prices.tiers, prices.promotions, prices.pakets)
    assert prices.reduce(cart, at) == again.reduce(cart, at)
    for one in cart[place : place + 1]:
        steps = [tier.min_qty_milli for tier in prices.tiers.get(one.product_id, ())]
        if all(one.qty_milli < step for step in steps):
            assert prices.reduce([one], at)[0].price_idr == one.price_idr


@settings(max_examples=200, deadline=None)
@given(books(), lines(max_size=5))
def test_the_best_single_promotion_is_the_least_a_cart_gets(prices: PriceBook, cart: list[Wanted]) -> None:
    alone = PriceBook(prices.tiers, tuple(one for one in prices.promotions if not one.kind.is_grouped), prices.pakets)
    assert total(prices, cart) <= total(alone, cart)
    for one in alone.promotions:
        assert total(alone, cart) <= total(PriceBook(prices.tiers, (one,), prices.pakets), cart)


@settings(max_examples=200, deadline=None)
@given(books(), lines(), MOMENTS, st.integers(0, 3 * DAY_MINUTES))
def test_nothing_changes_before_the_book_says_so(
    prices: PriceBook, cart: list[Wanted], at: datetime, minutes: int
) -> None:
    change = prices.changes_at(at)
    later = at + timedelta(minutes=minutes)
    if change is None or later < change:
        assert prices.reduce(cart, later) == prices.reduce(cart, at)
    assert change is None or change > at


@settings(max_examples=400, deadline=None)
@given(books(), lines(max_size=12), MOMENTS)
def test_a_cart_priced_scan_by_scan_costs_what_trying_everything_anew_says(
    prices: PriceBook, cart: list[Wanted], at: datetime
) -> None:
    for count in range(len(cart) + 1):
        reduced = prices.reduce(cart[:count], at)
        fresh = PriceBook(prices.tiers, prices.promotions, prices.pakets)
        assert reduced == fresh.reduce(cart[:count], at)
    for cut, (off, promotion_id) in zip(prices.reduce(cart, at), best_anew(prices, cart, at), strict=True):
        assert (cut.discount_idr, cut.promotion_id) == (off, promotion_id if off else None)


RUNS = st.lists(st.tuples(PRICES, st.integers(0, 9)), max_size=6).map(lambda runs: sorted(runs, reverse=True))


@settings(max_examples=300)
@given(RUNS, st.integers(1, 4), st.integers(1, 3))
def test_free_pieces_are_what_counting_one_by_one_gives(
    runs: list[tuple[int, int]], pieces: int, free_pieces: int
) -> None:
    singly = [price for price, count in runs for _one in range(count)]
    size = pieces + free_pieces
    groups = [singly[start : start + size] for start in range(0, len(singly) // size * size, size)]
    off, used = free_of(runs, pieces, free_pieces)
    assert off == sum(sum(sorted(group)[:free_pieces]) for group in groups)
    assert sum(used) == len(groups) * size


@settings(max_examples=300)
@given(RUNS, st.integers(2, 5), PRICES)
def test_bundles_are_what_counting_one_by_one_gives(runs: list[tuple[int, int]], pieces: int, price: int) -> None:
    singly = [price for price, count in runs for _one in range(count)]
    groups = [singly[start : start + pieces] for start in range(0, len(singly) // pieces * pieces, pieces)]
    made = [group for group in groups if sum(group) > price]
    off, used = bundled(runs, pieces, price)
    assert off == sum(sum(group) - price for group in made)
    assert sum(used) == len(made) * pieces


@settings(max_examples=200)
@given(st.integers(0, 10**9), st.lists(st.tuples(st.integers(1, 10**7), st.integers(1, 10**6)), min_size=1, max_size=9))
def test_a_paket_is_split_to_the_last_rupiah(price: int, parts: list[tuple[int, int]]) -> None:
    split = split_paket(price, parts)
    assert sum(split) == price
    assert min(split) >= 0
    assert len(split) == len(parts)


def test_the_moment_of_these_tests_is_in_the_day() -> None:
    assert clock.local(MORNING).date() == DAY
