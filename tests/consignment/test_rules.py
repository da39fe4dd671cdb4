"""The consignor's share of a sold line, for every bearer and both models."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.consignment.rules import Bearer, Cycle, Terms, TermsModel, consignor_share_idr
from pkkmart.core.quantity import ONE, times_price

PERCENT_15 = {"model": TermsModel.PERCENT, "commission_bp": 1_500, "unit_share_idr": None}
SETOR_1600 = {"model": TermsModel.FIXED, "commission_bp": None, "unit_share_idr": 1_600}


def share(terms: dict[str, object], bearer: Bearer, qty: int, list_price: int, net: int) -> int:
    agreed = Terms(bearer=bearer, **terms)  # type: ignore[arg-type]
    return consignor_share_idr(agreed, qty_milli=qty * ONE, list_price_idr=list_price, net_idr=net)


@pytest.mark.parametrize(
    ("terms", "bearer", "qty", "list_price", "net", "expected"),
    [
        (SETOR_1600, Bearer.SHOP, 10, 2_000, 20_000, 16_000),
        (PERCENT_15, Bearer.SHOP, 1, 100_000, 100_000, 85_000),
        (SETOR_1600, Bearer.SHOP, 10, 2_000, 19_000, 16_000),
        (PERCENT_15, Bearer.SHOP, 1, 12_000, 11_500, 10_200),
        (PERCENT_15, Bearer.CONSIGNOR, 1, 12_000, 11_500, 9_700),
        (PERCENT_15, Bearer.SHARED, 1, 12_000, 11_500, 9_775),
        (SETOR_1600, Bearer.CONSIGNOR, 10, 2_000, 19_000, 15_000),
        (PERCENT_15, Bearer.CONSIGNOR, 1, 100_000, 90_000, 75_000),
        (SETOR_1600, Bearer.SHARED, 10, 2_000, 19_000, 15_200),
        (SETOR_1600, Bearer.SHOP, 1, 2_000, 1_500, 1_600),
        (SETOR_1600, Bearer.CONSIGNOR, 1, 2_000, 2_000, 1_600),
        (SETOR_1600, Bearer.SHARED, 1, 0, 0, 1_600),
        (PERCENT_15, Bearer.SHARED, 3, 333, 999, 849),
    ],
)  # fmt: skip
def test_share_of_a_line(
    terms: dict[str, object], bearer: Bearer, qty: int, list_price: int, net: int, expected: int
) -> None:
    assert share(terms, bearer, qty, list_price, net) == expected


AGREED = st.one_of(
    st.builds(Terms, st.just(TermsModel.PERCENT), st.integers(0, 10_000), st.none(), st.sampled_from(Bearer)),
    st.builds(Terms, st.just(TermsModel.FIXED), st.none(), st.integers(0, 100_000), st.sampled_from(Bearer)),
)


@given(AGREED, st.integers(1, 100_000), st.integers(1, 1_000_000), st.integers(0, 10_000))
def test_a_discount_is_taken_from_whoever_bears_it(terms: Terms, qty: int, price: int, off_bp: int) -> None:
    full = times_price(qty, price)
    net = full - full * off_bp // 10_000
    before = consignor_share_idr(terms, qty_milli=qty, list_price_idr=price, net_idr=full)
    after = consignor_share_idr(terms, qty_milli=qty, list_price_idr=price, net_idr=net)
    discount = full - net
    if terms.bearer is Bearer.SHOP:
        assert after == before
    elif terms.bearer is Bearer.CONSIGNOR:
        assert after == before - discount
    elif terms.model is TermsModel.PERCENT:
        assert 0 <= before - after <= discount + 1
        assert 0 <= after <= net


@given(AGREED, st.integers(1, 100_000), st.integers(1, 1_000_000))
def test_without_a_discount_the_bearer_makes_no_difference(terms: Terms, qty: int, price: int) -> None:
    net = times_price(qty, price)
    shares = {
        consignor_share_idr(
            Terms(terms.model, terms.commission_bp, terms.unit_share_idr, bearer),
            qty_milli=qty,
            list_price_idr=price,
            net_idr=net,
        )
        for bearer in (Bearer.SHOP, Bearer.CONSIGNOR)
    }
    assert len(shares) == 1


def test_a_cycle_runs_from_the_oldest_sale() -> None:
    since = date(2026, 1, 31)
    assert [cycle.due_on(since) for cycle in Cycle] == [
        None, since, date(2026, 2, 7), date(2026, 2, 14), date(2026, 2, 28)
    ]  # fmt: skip
    assert Cycle.MONTHLY.due_on(date(2026, 12, 31)) == date(2027, 1, 31)
