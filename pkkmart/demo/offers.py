"""What the invented shop offers: goods that are cheaper in numbers, and a hampers of four mothers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pkkmart.core.actor import Actor
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import Article
from pkkmart.pricing.operations import set_kit, set_tiers
from pkkmart.pricing.rules import KitPart, Tier
from pkkmart.products.operations import ProductDetails, create_product
from pkkmart.products.queries import ProductRow, by_ids

HAMPERS: Final = ("Hampers Rasa Tangsel", 60_000)
HAMPERS_CODE: Final = "PKK9001"
HAMPERS_PARTS: Final = (
    "Keripik Singkong Balado 150 g",
    "Rempeyek Kacang 200 g",
    "Keripik Pisang Manis 200 g",
    "Teh Bunga Telang 30 g",
)
"""One of each, from four mothers."""

TIERS: Final = {
    "Mi Instan Goreng": ((10, 3_200), (40, 3_150)),
    "Gula Pasir 1 kg": ((6, 16_700),),
}
"""Goods, and from how many units on one costs how much."""


def make_offers(keeper: Actor, articles: Iterable[Article]) -> ProductRow:
    """Write down the tiers and the hampers; returns the hampers."""
    known = {article.good.name: article.product for article in articles}
    for name, steps in TIERS.items():
        set_tiers(keeper, known[name].id, [Tier(units * ONE, price_idr) for units, price_idr in steps])
    name, price_idr = HAMPERS
    details = ProductDetails(
        name=name, selling_price_idr=price_idr, category="Paket & hampers", unit="paket", codes=(HAMPERS_CODE,)
    )
    hampers_id = create_product(keeper, details)
    set_kit(keeper, hampers_id, [KitPart(known[part].id, ONE) for part in HAMPERS_PARTS])
    return by_ids([hampers_id])[hampers_id]
