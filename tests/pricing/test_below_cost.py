"""A price below what goods cost is told to whoever sets it, by who bears it."""

from __future__ import annotations

import pytest

from pkkmart.core.quantity import ONE
from pkkmart.pricing.below_cost import (
    BelowCost,
    BelowCostKind,
    Floor,
    PricedGoods,
    lowest_idr,
    paket_below_cost,
    price_below_cost,
    promotion_below_cost,
)
from pkkmart.pricing.promotions import Kind, PromotionDetails
from tests.pricing.goods import promotion

SUGAR, CAKE = PricedGoods(1, "Gula", 17_500), PricedGoods(2, "Kue lapis", 2_000)
FLOORS = {1: Floor(16_000), 2: Floor(1_600, owned=False)}


@pytest.mark.parametrize(
    ("details", "lowest"),
    [
        (promotion(percent_bp=1_250), 8_750),
        (promotion(kind=Kind.AMOUNT, amount_idr=500), 9_500),
        (promotion(kind=Kind.AMOUNT, amount_idr=10_500), 0),
        (promotion(kind=Kind.BUY_N_GET_M, pieces=2, free_pieces=1), 6_667),
        (promotion(kind=Kind.BUNDLE, pieces=3, amount_idr=25_000), 8_333),
        (promotion(kind=Kind.BUNDLE, pieces=3, amount_idr=40_000), 10_000),
    ],
)
def test_what_a_unit_comes_to(details: PromotionDetails, lowest: int) -> None:
    assert lowest_idr(details, 10_000) == lowest


@pytest.mark.parametrize(
    ("bearer", "percent_bp", "goods_below"),
    [
        ("SHOP", 800, []),
        ("SHOP", 1_000, [BelowCost(BelowCostKind.BELOW_COST, "Gula", 15_750, 16_000)]),
        (
            "SHOP",
            2_500,
            [
                BelowCost(BelowCostKind.BELOW_COST, "Gula", 13_125, 16_000),
                BelowCost(BelowCostKind.BELOW_SHARE, "Kue lapis", 1_500, 1_600),
            ],
        ),
        ("SHARED", 2_500, [BelowCost(BelowCostKind.BELOW_COST, "Gula", 13_125, 16_000)]),
        (
            "CONSIGNOR",
            8_500,
            [
                BelowCost(BelowCostKind.BELOW_COST, "Gula", 2_625, 16_000),
                BelowCost(BelowCostKind.ABOVE_SHARE, "Kue lapis", 1_700, 1_600),
            ],
        ),
    ],
)
def test_who_loses_on_a_promotion(bearer: str, percent_bp: int, goods_below: list[BelowCost]) -> None:
    goods = [SUGAR, CAKE, PricedGoods(3, "Belum pernah dibeli", 100)]
    assert promotion_below_cost(promotion(percent_bp=percent_bp, bearer=bearer), goods, FLOORS) == goods_below


def test_tier_prices_and_pakets_below_cost() -> None:
    assert price_below_cost("Gula", 16_000, Floor(16_000)) is None
    assert price_below_cost("Gula", 15_999, Floor(16_000)) == BelowCost(
        BelowCostKind.BELOW_COST, "Gula", 15_999, 16_000
    )
    consigned = Floor(1_600, owned=False, bearer="CONSIGNOR")
    assert price_below_cost("Kue", 1_500, consigned) is None, "the agreement lets the consignor bear it"
    parts = [(ONE, FLOORS[1]), (2 * ONE, FLOORS[2])]
    assert paket_below_cost("Paket", 19_200, parts) is None
    assert paket_below_cost("Paket", 19_199, parts) == BelowCost(BelowCostKind.BELOW_COST, "Paket", 19_199, 19_200)
    assert paket_below_cost("Paket", 16_000, [(ONE, FLOORS[1]), (ONE, consigned)]) is None
