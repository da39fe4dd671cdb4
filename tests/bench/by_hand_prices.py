"""What a cart costs, read and reckoned by hand: the offers on its own goods only, each table asked once.

It knows what the bench's carts meet: tiers, a percentage or an amount off a line, and pakets nothing is taken off.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from pkkmart.core import clock
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine

_OFFERS: Final = (
    "SELECT t.product_id, p.id, p.name, p.kind, p.bearer, p.percent_bp, p.amount_idr FROM promotion_target t"
    " JOIN promotion p ON p.id = t.promotion_id WHERE t.product_id IN ({marks}) AND p.starts_on <= ?"
    " AND (p.ends_on IS NULL OR p.ends_on >= ?) AND p.weekdays >> ? & 1 AND p.from_minute <= ? AND p.until_minute > ?"
    " AND NOT EXISTS (SELECT 1 FROM promotion_end e WHERE e.promotion_id = p.id) ORDER BY p.id"
)
_WIDE: Final = (
    "SELECT 1 FROM promotion p WHERE (p.on_everything OR EXISTS (SELECT 1 FROM promotion_target t"
    " WHERE t.promotion_id = p.id AND t.category_id IS NOT NULL)) AND (p.ends_on IS NULL OR p.ends_on >= ?)"
    " AND NOT EXISTS (SELECT 1 FROM promotion_end e WHERE e.promotion_id = p.id)"
)
_TIERS: Final = (
    "SELECT t.product_id, t.min_qty_milli, t.price_idr FROM tier_price t WHERE t.product_id IN ({marks})"
    " AND t.price_idr IS NOT NULL AND NOT EXISTS (SELECT 1 FROM tier_price n WHERE n.product_id = t.product_id"
    " AND n.min_qty_milli = t.min_qty_milli AND n.id > t.id)"
)
_PAKETS: Final = (
    "SELECT k.kit_product_id, k.product_id, k.qty_milli FROM kit_part k WHERE k.kit_product_id IN ({marks})"
    " AND k.qty_milli > 0 AND NOT EXISTS (SELECT 1 FROM kit_part n WHERE n.kit_product_id = k.kit_product_id"
    " AND n.product_id = k.product_id AND n.id > k.id) ORDER BY k.id"
)


class Goods(NamedTuple):
    """A line as it is written: of the cart, or a part of a paket, whose first part has the place `paket`."""

    line: CartLine
    product: tuple[Any, ...]
    qty: int
    paid: int
    gross: int
    off: int = 0
    promotion: int | None = None
    bearer: str | None = None
    reason: str = ""
    paket: int | None = None
    kit_name: str = ""

    @property
    def net(self) -> int:
        return self.gross - self.off


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def read_offers(
    db: sqlite3.Connection, cart: Cart, day: str
) -> tuple[dict[int, list[tuple[Any, ...]]], dict[int, list[tuple[int, int]]], dict[int, list[tuple[int, int]]]]:
    """The promotions, tiers and parts of the goods in a cart."""
    ids = [line.product_id for line in cart.lines]
    marks = ",".join("?" * len(ids))
    now = clock.local(clock.now())
    minute = now.hour * 60 + now.minute
    if db.execute(_WIDE, (day,)).fetchone():
        raise ValueError("this till knows no promotion of whole categories")
    offers: dict[int, list[tuple[Any, ...]]] = {}
    for row in db.execute(_OFFERS.format(marks=marks), (*ids, day, day, now.weekday(), minute, minute)):
        offers.setdefault(row[0], []).append(row)
    tiers: dict[int, list[tuple[int, int]]] = {}
    for product_id, least, price in db.execute(_TIERS.format(marks=marks), ids):
        tiers.setdefault(product_id, []).append((least, price))
    pakets: dict[int, list[tuple[int, int]]] = {}
    for paket_id, product_id, qty in db.execute(_PAKETS.format(marks=marks), ids):
        pakets.setdefault(paket_id, []).append((product_id, qty))
    return offers, tiers, pakets


def price_by_hand(
    cart: Cart,
    products: Mapping[int, tuple[Any, ...]],
    offers: Mapping[int, Sequence[tuple[Any, ...]]],
    tiers: Mapping[int, Sequence[tuple[int, int]]],
    pakets: Mapping[int, Sequence[tuple[int, int]]],
) -> list[Goods]:
    """Every line at its price with what its best promotion takes off, pakets taken apart."""
    goods: list[Goods] = []
    for line in cart.lines:
        product = products[line.product_id]
        list_price, member_price, active = product[7], product[8], product[9]
        paid = member_price if cart.member is not None and member_price else list_price
        if not active or list_price != line.list_price_idr:
            raise ValueError("price changed")
        for least, price in tiers.get(line.product_id, ()):
            if least <= line.qty_milli and price < paid:
                paid = price
        gross = half_up(line.qty_milli * paid, 1_000)
        off, best = 0, None
        for row in offers.get(line.product_id, ()):
            discount = _discount(row, line.qty_milli, gross)
            if (row[4] != "CONSIGNOR" or product[5] is not None) and discount > off:
                off, best = discount, row
        parts = pakets.get(line.product_id)
        if parts is None:
            goods.append(Goods(line, product, line.qty_milli, paid, gross, off, *_named(best)))
        elif off:
            raise ValueError("this till knows no promotion of a paket")
        else:
            goods += _parts(line, gross, parts, products, len(goods))
    return goods


def _discount(row: tuple[Any, ...], qty: int, gross: int) -> int:
    if row[3] == "PERCENT":
        return min(half_up(gross * row[5], 10_000), gross - 1)
    if row[3] == "AMOUNT":
        return min(half_up(qty * row[6], 1_000), gross - 1)
    raise ValueError("this till knows no promotion of several pieces")


def _named(best: tuple[Any, ...] | None) -> tuple[int | None, str | None, str]:
    return (best[1], best[4], best[2]) if best else (None, None, "")


def _parts(
    line: CartLine, gross: int, parts: Sequence[tuple[int, int]], products: Mapping[int, tuple[Any, ...]], first: int
) -> list[Goods]:
    """The price of a paket over its parts by what each costs alone, the largest remainders rounded up."""
    weights = [products[product_id][7] * qty for product_id, qty in parts]
    whole = sum(weights)
    split = [gross * weight // whole for weight in weights]
    order = sorted(range(len(parts)), key=lambda at: (-(gross * weights[at] % whole), at))
    for at in order[: gross - sum(split)]:
        split[at] += 1
    found = []
    for (product_id, inside), worth in zip(parts, split, strict=True):
        qty = inside * line.qty_milli // 1_000
        found.append(
            Goods(line, products[product_id], qty, half_up(worth * 1_000, qty), worth, paket=first, kit_name=line.name)
        )
    return found
