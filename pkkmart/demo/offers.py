"""What the invented shop offers: cheaper cakes before closing, one more es lilin, a theme every ten days, a hampers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pkkmart.core.actor import Actor
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import Article
from pkkmart.pricing.operations import add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.rules import PaketPart, Tier
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
"""One of each, from four consignors."""

TIERS: Final = {
    "Mi Instan Goreng": ((10, 3_200), (40, 3_150)),
    "Gula Pasir 1 kg": ((6, 16_700),),
}
"""Goods, and from how many units on one costs how much."""

EVENING: Final = "Kue sore"
ONE_MORE: Final = "Es lilin beli 3 gratis 1"
_ONE_MORE_OF: Final = "Es Lilin Kacang Hijau"
_ONE_MORE_DAYS: Final = 120


@dataclass(frozen=True, slots=True)
class _Theme:
    """A promotion of ten days: on some goods, or on the whole category of the first of them."""

    name: str
    percent_bp: int
    goods: tuple[str, ...]
    whole_category: bool = False


_THEMES: Final = (
    _Theme("Hemat tepung", 750, ("Tepung Terigu 1 kg", "Tepung Beras 500 g", "Tepung Tapioka 500 g")),
    _Theme("Hemat bersih-bersih", 750, ("Sabun Mandi Batang",), whole_category=True),
    _Theme("Hemat sarapan", 750, ("Susu UHT Cokelat 250 ml", "Teh Celup isi 25", "Kopi Saset isi 10")),
)
_BEGINS_ON: Final = (1, 11, 21)
_TOLD_BEFORE: Final = timedelta(days=3)


def make_offers(user: Actor, articles: Iterable[Article], first_day: date) -> ProductRow:
    """Write down the tiers, the hampers and what is offered from the first day on; returns the hampers."""
    known = {article.good.name: article.product for article in articles}
    for name, steps in TIERS.items():
        set_tiers(user, known[name].id, [Tier(units * ONE, price_idr) for units, price_idr in steps])
    add_promotion(user, _evening(known, first_day))
    add_promotion(user, _one_more(known, first_day))
    add_promotion(user, _theme(known, first_day))
    following = _next_theme(first_day)
    if following - first_day < _TOLD_BEFORE:
        add_promotion(user, _theme(known, following))
    name, price_idr = HAMPERS
    details = ProductDetails(
        name=name, selling_price_idr=price_idr, category="Paket & hampers", unit="paket", codes=(HAMPERS_CODE,)
    )
    hampers_id = create_product(user, details)
    set_paket(user, hampers_id, [PaketPart(known[part].id, ONE) for part in HAMPERS_PARTS])
    return by_ids([hampers_id])[hampers_id]


def announce(user: Actor, articles: Iterable[Article], day: date) -> None:
    """Write down the next theme three days before it begins, so that there is always one to look forward to."""
    following = _next_theme(day)
    if following - day == _TOLD_BEFORE:
        add_promotion(user, _theme({article.good.name: article.product for article in articles}, following))


def _evening(known: Mapping[str, ProductRow], first_day: date) -> PromotionDetails:
    """A fifth off cakes left at four, borne by consignors and shop together."""
    cakes = known["Lemper ayam"].category_id
    assert cakes is not None, "cakes have a category"
    return PromotionDetails(
        name=EVENING,
        kind=Kind.PERCENT,
        bearer="SHARED",
        percent_bp=2_000,
        starts_on=first_day,
        from_minute=16 * 60,
        until_minute=18 * 60,
        category_ids=frozenset({cakes}),
    )


def _one_more(known: Mapping[str, ProductRow], first_day: date) -> PromotionDetails:
    """The consignor bears it."""
    return PromotionDetails(
        name=ONE_MORE,
        kind=Kind.BUY_N_GET_M,
        bearer="CONSIGNOR",
        pieces=3,
        free_pieces=1,
        starts_on=first_day,
        ends_on=first_day + timedelta(days=_ONE_MORE_DAYS),
        product_ids=frozenset({known[_ONE_MORE_OF].id}),
    )


def _theme(known: Mapping[str, ProductRow], day: date) -> PromotionDetails:
    """The theme of a day's third of the month, from that day to the end of the third."""
    third = sum(day.day >= first for first in _BEGINS_ON) - 1
    theme = _THEMES[(day.month + third) % len(_THEMES)]
    goods = [known[name] for name in theme.goods]
    return PromotionDetails(
        name=theme.name,
        kind=Kind.PERCENT,
        percent_bp=theme.percent_bp,
        starts_on=day,
        ends_on=_next_theme(day) - timedelta(days=1),
        product_ids=frozenset() if theme.whole_category else frozenset(product.id for product in goods),
        category_ids=frozenset({goods[0].category_id or 0}) if theme.whole_category else frozenset(),
    )


def _next_theme(day: date) -> date:
    later = [first for first in _BEGINS_ON if first > day.day]
    return day.replace(day=later[0]) if later else (day.replace(day=28) + timedelta(days=4)).replace(day=1)
