"""Offers in force on a copy of the bench shop: fifty promotions, tier prices and pakets; and carts that meet them."""

from __future__ import annotations

import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import close_database, db, fetch, open_database
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import forget_cached
from pkkmart.pricing.operations import add_promotion, set_paket, set_tiers
from pkkmart.pricing.promotions import BEARERS, Kind, PromotionDetails
from pkkmart.pricing.rules import PaketPart, Tier
from pkkmart.products.operations import ProductDetails, create_product
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart, Member

MOMENT: Final = datetime(2026, 11, 24, 3, 42, 7, tzinfo=UTC)
"""A moment of the bench shop's last day."""

PROMOTIONS: Final = 50
TIERED: Final = 500
PAKETS: Final = 50
_POOL: Final = 400
_TWO: Final = 300


@dataclass(frozen=True)
class Offers:
    """Product ids by what holds for them.

    `busy` are in several promotions each and half of them have tiers; `percent` are the co-op's own in one promotion
    that the shop bears, `amount` titipan in one that their consignors bear; `plain` are in none.
    """

    pakets: tuple[int, ...]
    busy: tuple[int, ...]
    percent: tuple[int, ...]
    amount: tuple[int, ...]
    plain: tuple[int, ...]


def offered_shop(shop: Path, path: Path) -> Offers:
    """Copy a shop and put offers in force in the copy."""
    shutil.copyfile(shop, path)
    open_database(path, synchronous="off")
    forget_cached()
    try:
        with clock.using(lambda: MOMENT):
            offers = _put_in_force(random.Random(17))
        db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        close_database()
        forget_cached()
    return offers


def _put_in_force(rng: random.Random) -> Offers:
    """Write them down through the operations a treasurer uses."""
    owned = [row[0] for row in fetch("SELECT id FROM product WHERE owner_id IS NULL ORDER BY id")]
    consigned = [
        row[0] for row in fetch("SELECT id FROM product WHERE selling_price_idr > 2500 AND owner_id IS NOT NULL")
    ]
    rng.shuffle(owned)
    rng.shuffle(consigned)
    busy = (*owned[:_POOL], *consigned[:_POOL])
    percent, amount = tuple(owned[_POOL : _POOL + _TWO]), tuple(consigned[_POOL : _POOL + _TWO])
    plain = (*owned[-2_000:], *consigned[-1_000:])
    _tiers(rng, [*owned[: _POOL // 2], *owned[-2_000 - TIERED + _POOL // 2 : -2_000]])
    for number in range(PROMOTIONS - 2):
        _promotion(rng, number, frozenset(rng.sample(busy, 60)))
    today, each = clock.today(), (frozenset(percent), frozenset(amount))
    two = (
        PromotionDetails(
            name="Gebyar Sembako", kind=Kind.PERCENT, percent_bp=1_250, starts_on=today, product_ids=each[0]
        ),
        PromotionDetails(
            name="Kue Sore", kind=Kind.AMOUNT, bearer="CONSIGNOR", amount_idr=300, starts_on=today, product_ids=each[1]
        ),
    )
    for one in two:
        add_promotion(SYSTEM, one)
    return Offers(tuple(_paket(rng, at, plain) for at in range(PAKETS)), busy, percent, amount, plain)


def _tiers(rng: random.Random, product_ids: Sequence[int]) -> None:
    for product_id, product in by_ids(product_ids).items():
        price = product.selling_price_idr
        set_tiers(SYSTEM, product_id, [Tier(6 * ONE, price * 95 // 100), Tier(12 * ONE, price * 9 // 10)])


def _promotion(rng: random.Random, number: int, product_ids: frozenset[int]) -> None:
    kind = list(Kind)[number % 4]
    figures = {
        Kind.PERCENT: {"percent_bp": rng.randrange(500, 3_000, 250)},
        Kind.AMOUNT: {"amount_idr": rng.randrange(100, 1_400, 100)},
        Kind.BUY_N_GET_M: {"pieces": rng.randint(1, 3), "free_pieces": 1},
        Kind.BUNDLE: {"pieces": 3, "amount_idr": rng.randrange(5_000, 30_000, 500)},
    }[kind]
    # What UMKM pay for is on their goods; the co-op's own among them are left out, as the form asks.
    bearer = BEARERS[number % 3]
    if bearer == "CONSIGNOR":
        owned = {product_id for product_id, product in by_ids(product_ids).items() if product.owner_id is None}
        product_ids -= owned
    add_promotion(
        SYSTEM,
        PromotionDetails(
            name=f"Promosi {number + 1}", kind=kind, bearer=bearer, starts_on=clock.today(), product_ids=product_ids,
            **figures,
        ),
    )  # fmt: skip


def _paket(rng: random.Random, number: int, plain: Sequence[int]) -> int:
    """A paket of three different things at nine tenths of what they cost alone."""
    parts = [
        PaketPart(product_id, count * ONE) for product_id, count in zip(rng.sample(plain, 3), (2, 1, 1), strict=True)
    ]
    goods = by_ids(part.product_id for part in parts)
    alone = sum(goods[part.product_id].selling_price_idr * part.qty_milli // ONE for part in parts)
    details = ProductDetails(
        name=f"Paket Lebaran {number + 1}", selling_price_idr=alone * 9 // 10, codes=(f"89700000{number:05d}",)
    )
    paket = create_product(SYSTEM, details)
    set_paket(SYSTEM, paket, parts)
    return paket


def offered_cart(rng: random.Random, offers: Offers, members: Sequence[Member]) -> Cart:
    """Five lines: a paket, one of each of the two promotions, and two that nothing is taken off."""
    ids = [
        rng.choice(offers.pakets),
        rng.choice(offers.percent),
        rng.choice(offers.amount),
        *rng.sample(offers.plain, 2),
    ]
    rng.shuffle(ids)
    goods = by_ids(ids)
    cart = Cart(f"{rng.getrandbits(128):032x}", member=rng.choice(members) if rng.random() < 1 / 3 else None)
    for product_id in ids:
        paket = product_id in offers.pakets
        cart = cart.add(goods[product_id], ONE if paket else rng.choice((1, 1, 1, 2, 3)) * ONE)
    return cart


def full_cart(rng: random.Random, offers: Offers, members: Sequence[Member], lines: int) -> Cart:
    """So many lines: a paket, and goods that several promotions are on, some at a tier's quantity."""
    ids = [rng.choice(offers.pakets), *rng.sample(offers.busy, lines - 1)]
    goods = by_ids(ids)
    cart = Cart.new().with_member(rng.choice(members) if rng.random() < 1 / 2 else None)
    for product_id in ids:
        cart = cart.add(goods[product_id], ONE if product_id in offers.pakets else rng.choice((1, 2, 3, 6)) * ONE)
    return cart
