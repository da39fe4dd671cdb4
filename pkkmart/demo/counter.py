"""One buyer at the counter: her basket, her notes, her receipt."""

from __future__ import annotations

import random
from typing import Final

from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.core.money import round_cash
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import Cast
from pkkmart.demo.goods import Shelf
from pkkmart.demo.restock import stock_of
from pkkmart.demo.rhythm import quantity_milli, reach
from pkkmart.sales.cart import Cart
from pkkmart.sales.notes import handed_over_idr
from pkkmart.sales.operations import BelowStock, checkout
from pkkmart.till.settings import CASH_ROUNDING_IDR

_MEMBERS_OF_A_HUNDRED: Final = 40
_BEYOND_OF_A_HUNDRED: Final = 1
"""So many baskets hold one piece more than the shelf is said to have: the cake is there, the book is behind."""

_LARGEST_NOTE_IDR: Final = 100_000

_NOTES: Final = (32, 28, 21, 13, 6)
"""Of a hundred buyers, how many pay exactly, the next round sum, … (sales.notes)."""


class Counter:
    """The counter of one day: knows what is left on the shelves without asking for each buyer."""

    def __init__(self, cast: Cast, cashier: Actor, rng: random.Random) -> None:
        self._cast, self._cashier, self._rng = cast, cashier, rng
        self._shelves = {shelf: cast.on(shelf) for shelf in Shelf}
        self._visits = [buyer.visits for buyer in cast.buyers]
        self._held: dict[int, int] = {}

    def look(self) -> None:
        """See what is on the shelves now."""
        self._held = stock_of(self._cast.articles)

    def serve(self) -> None:
        """Sell one basket; nobody waits for an empty shelf."""
        rng = self._rng
        beyond = rng.randrange(100) < _BEYOND_OF_A_HUNDRED
        cart = Cart(f"{rng.getrandbits(128):032x}")
        if rng.randrange(100) < _MEMBERS_OF_A_HUNDRED:
            cart = cart.with_member(rng.choices(self._cast.buyers, self._visits)[0].member)
        for shelf in reach(clock.local(clock.now()).hour, rng):
            cart = self._reach(cart, shelf, beyond=beyond)
        if cart.lines:
            self._pay(cart)

    def _reach(self, cart: Cart, shelf: Shelf, *, beyond: bool) -> Cart:
        there = [one for one in self._shelves[shelf] if self._held.get(one.product.id, 0) >= ONE]
        if not there:
            return cart
        article = self._rng.choices(there, [one.good.appeal for one in there])[0]
        wanted = quantity_milli(article.good, self._rng)
        if beyond and shelf is Shelf.CAKE:
            article = min(there, key=lambda one: self._held[one.product.id])
            wanted = self._held[article.product.id] + ONE
        held = self._held[article.product.id]
        qty_milli = wanted if beyond else min(wanted, held - held % ONE)
        self._held[article.product.id] = held - qty_milli
        return cart.add(article.product, qty_milli, article.code)

    def _pay(self, cart: Cart) -> None:
        due = round_cash(cart.total_idr, CASH_ROUNDING_IDR.get())
        highest = -(-due // _LARGEST_NOTE_IDR) * _LARGEST_NOTE_IDR
        offers = [amount for amount in handed_over_idr(due, len(_NOTES)) if amount <= highest]
        received = self._rng.choices(offers, _NOTES[: len(offers)])[0]
        checkout(self._cashier, cart, received, confirmed=frozenset({BelowStock.key}))
