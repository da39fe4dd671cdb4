"""Reads of prices: the book of a day for the counter; promotions, tiers and pakets for whoever keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pkkmart.core import clock
from pkkmart.core.db import fetch
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.pricing.below_cost import PricedGoods
from pkkmart.pricing.promotions import Kind, Promotion, PromotionDetails
from pkkmart.pricing.rules import PaketPart, PriceBook, Tier

_HEAD = (
    "p.id, p.name, p.kind, p.bearer, p.percent_bp, p.amount_idr, p.pieces, p.free_pieces, p.starts_on,"
    " p.ends_on, p.weekdays, p.from_minute, p.until_minute, p.on_everything"
)
_PROMOTIONS = (
    f"SELECT {_HEAD}, t.product_id, t.category_id"
    " FROM promotion p LEFT JOIN promotion_target t ON t.promotion_id = p.id"
)
_NOT_OVER = (
    "(p.ends_on IS NULL OR p.ends_on >= ?) AND NOT EXISTS (SELECT 1 FROM promotion_end e WHERE e.promotion_id = p.id)"
)
_TIERS = (
    "SELECT t.product_id, t.min_qty_milli, t.price_idr FROM tier_price t WHERE t.price_idr IS NOT NULL AND NOT EXISTS"
    " (SELECT 1 FROM tier_price n WHERE n.product_id = t.product_id AND n.min_qty_milli = t.min_qty_milli"
    " AND n.id > t.id)"
)
_PARTS = (
    "SELECT k.kit_product_id, k.product_id, k.qty_milli, k.id FROM kit_part k WHERE k.qty_milli > 0 AND NOT EXISTS"
    " (SELECT 1 FROM kit_part n WHERE n.kit_product_id = k.kit_product_id AND n.product_id = k.product_id"
    " AND n.id > k.id)"
)


class State(StrEnum):
    """Where a promotion stands on a day."""

    RUNNING = "RUNNING"
    COMING = "COMING"
    PAST = "PAST"


@dataclass(frozen=True, slots=True)
class PromotionRow:
    """A promotion as the list shows it; the names of its goods, and the day it was ended early, if it was."""

    promotion: Promotion
    state: State
    products: tuple[str, ...]
    categories: tuple[str, ...]
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class TieredRow:
    """A product with tier prices, from the smallest quantity on."""

    product_id: int
    name: str
    unit: str
    selling_price_idr: int
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class PaketPartRow:
    """A part of a paket; rupiah per unit, thousandths of a unit in one paket. `owner` "" is the co-op."""

    product_id: int
    name: str
    unit: str
    owner: str
    selling_price_idr: int
    qty_milli: int
    active: bool


@dataclass(frozen=True, slots=True)
class PaketRow:
    """A paket and what it is made of."""

    product_id: int
    name: str
    selling_price_idr: int
    parts: tuple[PaketPartRow, ...]


def price_book(day: date) -> PriceBook:
    """The rules of a day, three SELECTs: tiers and pakets that hold, promotions that run on it or are to come.

    Which of the promotions run at a moment is `PriceBook.reduce`'s to say; read the book anew when
    `Changed.PRODUCTS` is announced and when `PriceBook.changes_at` has come.
    """
    return _book(
        fetch(f"{_PROMOTIONS} WHERE {_NOT_OVER} ORDER BY p.id", (day.isoformat(),)),
        fetch(f"{_TIERS} ORDER BY t.product_id, t.min_qty_milli"),
        fetch(f"{_PARTS} ORDER BY k.kit_product_id, k.id"),
    )


def price_book_of(day: date, product_ids: Iterable[int], category_ids: Iterable[int]) -> PriceBook:
    """What of the rules of a day may touch these goods: they cost what `price_book` says, whatever else is in force."""
    products, categories = sorted(set(product_ids)), sorted(set(category_ids))
    marks = _marks(products)
    return _book(
        fetch(
            f"SELECT {_HEAD}, NULL, NULL FROM promotion p WHERE p.on_everything AND {_NOT_OVER} UNION ALL"
            f" SELECT {_HEAD}, t.product_id, t.category_id FROM promotion_target t JOIN promotion p"
            f" ON p.id = t.promotion_id WHERE (t.product_id IN ({marks}) OR t.category_id IN ({_marks(categories)}))"
            f" AND {_NOT_OVER} ORDER BY 1",
            (day.isoformat(), *products, *categories, day.isoformat()),
        ),
        fetch(f"{_TIERS} AND t.product_id IN ({marks}) ORDER BY t.product_id, t.min_qty_milli", products),
        fetch(f"{_PARTS} AND k.kit_product_id IN ({marks}) ORDER BY k.kit_product_id, k.id", products),
    )


def _book(
    running: Iterable[tuple[Any, ...]], steps: Iterable[tuple[Any, ...]], parts: Iterable[tuple[Any, ...]]
) -> PriceBook:
    tiers: dict[int, tuple[Tier, ...]] = {}
    for product_id, min_qty_milli, price_idr in steps:
        tiers[product_id] = (*tiers.get(product_id, ()), Tier(min_qty_milli, price_idr))
    pakets: dict[int, tuple[PaketPart, ...]] = {}
    for paket_id, product_id, qty_milli, _id in parts:
        pakets[paket_id] = (*pakets.get(paket_id, ()), PaketPart(product_id, qty_milli))
    return PriceBook(tiers, _promotions(running), pakets)


def promotions(day: date | None = None) -> list[PromotionRow]:
    """Every promotion on record: those that run on a day (today), those to come, the past ones, newest first."""
    on = day or clock.today()
    ended = {
        promotion_id: clock.local(clock.from_text(recorded_at)).date()
        for promotion_id, recorded_at in fetch("SELECT promotion_id, recorded_at FROM promotion_end")
    }
    names: dict[int, tuple[list[str], list[str]]] = {}
    for promotion_id, product, category in fetch(
        "SELECT t.promotion_id, p.name, c.name FROM promotion_target t LEFT JOIN product p ON p.id = t.product_id"
        " LEFT JOIN category c ON c.id = t.category_id ORDER BY t.id"
    ):
        products, categories = names.setdefault(promotion_id, ([], []))
        (categories if product is None else products).append(category if product is None else product)
    rows = []
    for one in _promotions(fetch(f"{_PROMOTIONS} ORDER BY p.id")):
        products, categories = names.get(one.id, ([], []))
        state = State.PAST if one.id in ended else _state(one, on)
        rows.append(PromotionRow(one, state, tuple(products), tuple(categories), ended.get(one.id)))
    order = list(State)
    return sorted(rows, key=lambda row: (order.index(row.state), -row.promotion.id))


def tiers_of(product_id: int) -> tuple[Tier, ...]:
    """The tier prices of a product that hold now, from the smallest quantity on."""
    rows = fetch(f"{_TIERS} AND t.product_id = ? ORDER BY t.min_qty_milli", (product_id,))
    return tuple(Tier(row[1], row[2]) for row in rows)


def tiered() -> list[TieredRow]:
    """The products with tier prices, by name."""
    found: dict[int, TieredRow] = {}
    for product_id, min_qty_milli, price_idr, name, unit, selling_price_idr in fetch(
        "SELECT t.product_id, t.min_qty_milli, t.price_idr, p.name, p.unit, p.selling_price_idr"
        f" FROM ({_TIERS}) t JOIN product p ON p.id = t.product_id WHERE p.active"
        " ORDER BY p.name, p.id, t.min_qty_milli"
    ):
        before = found[product_id].tiers if product_id in found else ()
        tiers = (*before, Tier(min_qty_milli, price_idr))
        found[product_id] = TieredRow(product_id, name, unit, selling_price_idr, tiers)
    return list(found.values())


def paket_of(product_id: int) -> tuple[PaketPart, ...]:
    """What a paket is made of; nothing when the product is no paket."""
    return tuple(
        PaketPart(row[1], row[2]) for row in fetch(f"{_PARTS} AND k.kit_product_id = ? ORDER BY k.id", (product_id,))
    )


def pakets() -> list[PaketRow]:
    """Every paket that is sold, by name, with its parts in the order they were put in."""
    rows = fetch(
        "SELECT k.kit_product_id, paket.name, paket.selling_price_idr, p.id, p.name, p.unit,"
        f" coalesce({DISPLAY_NAME_SQL.format('o')}, ''), p.selling_price_idr, k.qty_milli, p.active"
        f" FROM ({_PARTS}) k JOIN product paket ON paket.id = k.kit_product_id JOIN product p ON p.id = k.product_id"
        " LEFT JOIN person o ON o.id = p.owner_id WHERE paket.active ORDER BY paket.name, paket.id, k.id"
    )
    found: dict[int, PaketRow] = {}
    for paket_id, kit_name, paket_price_idr, *values, active in rows:
        part_id, name, unit, owner, price_idr, qty_milli = values
        part = PaketPartRow(part_id, name, unit, owner, price_idr, qty_milli, bool(active))
        before = found[paket_id].parts if paket_id in found else ()
        found[paket_id] = PaketRow(paket_id, kit_name, paket_price_idr, (*before, part))
    return list(found.values())


def pakets_with(product_ids: Iterable[int]) -> dict[int, str]:
    """Of these products, those that are part of a paket, each with the name of one such paket."""
    wanted = list(product_ids)
    rows = fetch(
        f"SELECT k.product_id, paket.name FROM ({_PARTS}) k JOIN product paket ON paket.id = k.kit_product_id"
        f" WHERE k.product_id IN ({_marks(wanted)})",
        wanted,
    )
    return dict(rows)


def pakets_among(product_ids: Iterable[int]) -> set[int]:
    """Those of these products that are pakets."""
    wanted = list(product_ids)
    rows = fetch(f"{_PARTS} AND k.kit_product_id IN ({_marks(wanted)})", wanted)
    return {row[0] for row in rows}


def goods_of(details: PromotionDetails, limit: int = 5_000) -> list[PricedGoods]:
    """What is sold of the goods of a promotion, by name, at most so many; at the lower of price and member price."""
    products, categories = sorted(details.product_ids), sorted(details.category_ids)
    rows = fetch(
        "SELECT p.id, p.name, p.selling_price_idr, p.member_price_idr FROM product p WHERE p.active AND"
        f" (? OR p.id IN ({_marks(products)}) OR p.category_id IN ({_marks(categories)})) ORDER BY p.name LIMIT ?",
        [details.on_everything, *products, *categories, limit],
    )
    return [PricedGoods(row[0], row[1], min(row[2], row[3] or row[2])) for row in rows]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _state(promotion: Promotion, day: date) -> State:
    if promotion.ends_on is not None and promotion.ends_on < day:
        return State.PAST
    return State.COMING if promotion.starts_on > day else State.RUNNING


def _promotions(rows: Iterable[tuple[Any, ...]]) -> tuple[Promotion, ...]:
    """Promotions from the rows of `_PROMOTIONS`, one a target."""
    heads: dict[int, tuple[Any, ...]] = {}
    products: dict[int, set[int]] = {}
    categories: dict[int, set[int]] = {}
    for *head, product_id, category_id in rows:
        heads.setdefault(head[0], tuple(head))
        if product_id is not None:
            products.setdefault(head[0], set()).add(product_id)
        if category_id is not None:
            categories.setdefault(head[0], set()).add(category_id)
    return tuple(
        Promotion(
            id=head[0],
            name=head[1],
            kind=Kind(head[2]),
            bearer=head[3],
            percent_bp=head[4],
            amount_idr=head[5],
            pieces=head[6],
            free_pieces=head[7],
            starts_on=date.fromisoformat(head[8]),
            ends_on=date.fromisoformat(head[9]) if head[9] else None,
            weekdays=head[10],
            from_minute=head[11],
            until_minute=head[12],
            on_everything=bool(head[13]),
            product_ids=frozenset(products.get(head[0], ())),
            category_ids=frozenset(categories.get(head[0], ())),
        )
        for head in heads.values()
    )
