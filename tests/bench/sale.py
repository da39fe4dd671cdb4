"""A five-line sale through `checkout` and by hand, turn by turn on two copies of the same shop, with offers or none."""

from __future__ import annotations

import random
import shutil
import time
from pathlib import Path
from typing import Final

from pkkmart.core import clock, settings
from pkkmart.core.actor import Actor
from pkkmart.core.db import close_database, open_database
from pkkmart.pricing.queries import price_book
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import checkout
from pkkmart.users.queries import active_users, actor_of
from tests.bench import data
from tests.bench.handwritten import HandWritten, contents
from tests.bench.offers import MOMENT, Offers, offered_cart
from tests.bench.table import Times

LINES: Final = 5
WARM_UP: Final = 20


class SalesBench:
    """Two copies of the shop in a folder: one for the program, one for the yardstick."""

    def __init__(self, shop: Path, folder: Path, offers: Offers | None = None) -> None:
        self.ours, self.theirs = folder / "checkout.db", folder / "handwritten.db"
        for copy in (self.ours, self.theirs):
            shutil.copyfile(shop, copy)
        open_database(self.ours)
        settings.forget_cached()
        self.cashier: Actor = actor_of(active_users()[0].id)
        self.goods = list(by_ids(random.Random(7).sample(range(1, data.COUNTER.products + 1), 5_000)).values())
        self.members = data.all_members()
        self.offers = offers
        self.by_hand = HandWritten(self.theirs)

    def _carts(self, rng: random.Random, count: int) -> list[Cart]:
        """Five different goods, some of them titipan, or a paket and two promotions among five; priced as painted."""
        book, found = price_book(clock.today()), []
        for _ in range(count):
            cart = (
                data.random_cart(rng, self.goods, self.members, LINES)
                if self.offers is None
                else offered_cart(rng, self.offers, self.members)
            ).priced_by(book, clock.now())
            assert cart.total_idr
            found.append(cart)
        return found

    def same_rows(self, sales: int = 40) -> list[str]:
        """Sell the same carts both ways while the clock stands still; names the tables that differ then."""
        with clock.using(lambda: MOMENT):
            for cart in self._carts(random.Random(11), sales):
                checkout(self.cashier, cart, data.received(cart), till_id=1)
                self.by_hand.sell(self.cashier, cart, data.received(cart))
        ours, theirs = contents(self.ours), contents(self.theirs)
        return sorted(name for name in ours if ours[name] != theirs[name])

    def run(self, sales: int, seed: int) -> tuple[Times, Times]:
        """Sell so many carts each, alternating who goes first."""
        ours, theirs = Times(), Times()
        for at, cart in enumerate(self._carts(random.Random(seed), sales + WARM_UP)):
            money = data.received(cart)
            turns = [
                (ours, lambda cart=cart, money=money: checkout(self.cashier, cart, money, till_id=1)),
                (theirs, lambda cart=cart, money=money: self.by_hand.sell(self.cashier, cart, money)),
            ]
            for times, sell in turns if at % 2 else reversed(turns):
                began = time.perf_counter()
                sell()
                if at >= WARM_UP:
                    times.add(time.perf_counter() - began)
        return ours, theirs

    def close(self) -> None:
        close_database()
        settings.forget_cached()
        self.by_hand.db.close()
