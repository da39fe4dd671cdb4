"""One buyer at the counter: cart, payment, receipt, and what is corrected afterwards."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from typing import Final

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import TILL_ID, Article, Cast
from pkkmart.demo.goods import Shelf
from pkkmart.demo.mishaps import discount_by_hand, without_last
from pkkmart.demo.offers import HAMPERS_CODE
from pkkmart.demo.paying import Buyers, Payment
from pkkmart.demo.restock import stock_of
from pkkmart.demo.rhythm import quantity_milli, shelves_of_basket
from pkkmart.pricing.queries import price_book
from pkkmart.pricing.rules import PriceBook
from pkkmart.sale_changes.operations import correct_payment, void_sale
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import BelowCost, BelowStock, checkout, hold, recall
from pkkmart.sales.queries import held_carts
from pkkmart.sales.tenders import Paid, Tender

_MEMBERS_OF_A_HUNDRED: Final = 40
_BEYOND_OF_A_HUNDRED: Final = 1
"""So many baskets hold one piece more than the shelf is said to have: the cake is there, the book is behind."""

_HAMPERS: Final = 0.008
_DISCOUNTED: Final = 0.01
_TEMPTED: Final = 0.2
"""Of those who reach for what is cheaper in numbers, how many take the number."""


@dataclass(frozen=True, slots=True)
class _Served:
    """A sale of this day that may still have to be put right."""

    sale_id: int
    cart: Cart
    payment: Payment


class Counter:
    """The counter of one day: knows what is left on the shelves without asking for each buyer."""

    def __init__(self, cast: Cast, cashier: Actor, rng: random.Random) -> None:
        self._cast, self._cashier, self._rng = cast, cashier, rng
        self._buyers = Buyers(cast.debtors, rng)
        self._shelves = {shelf: cast.on(shelf) for shelf in Shelf}
        self._visits = [buyer.visits for buyer in cast.buyers]
        self._in_stock: dict[int, int] = {}
        self._book = PriceBook.empty()
        self._served: list[_Served] = []

    def open(self, day: date) -> None:
        """Read what a day offers, and see what is on the shelves."""
        self._book = price_book(day)
        self.look()

    def look(self) -> None:
        """See what is on the shelves now."""
        self._in_stock = stock_of(self._cast.articles)

    def serve(self) -> None:
        """Sell one basket; nobody waits for an empty shelf."""
        cart = self._filled()
        if cart.lines:
            self._sell(cart)

    def put_aside(self, name: str) -> None:
        """Hold the cart of a buyer without money under a name."""
        cart = self._filled()
        if cart.lines:
            hold(self._cashier, cart, name, till_id=TILL_ID)

    def call_back(self, name: str) -> None:
        """Sell the held cart of that name, if there is one."""
        for held in held_carts(TILL_ID):
            if held.name == name:
                self._sell(recall(self._cashier, held.id, till_id=TILL_ID))

    def void_last(self) -> None:
        """The last sale was wrong: cancelled with the treasurer's PIN, and sold anew but for what was too much.

        Not one on bon: some of it may have been paid back since.
        """
        places = [place for place, one in enumerate(self._served) if not one.payment.is_on_bon]
        if not places:
            return
        last = self._served.pop(places[-1])
        reason = "salah pindai barang" if len(last.cart.lines) > 1 else "pembeli batal, uang belum cukup"
        void_sale(self._cashier, last.sale_id, reason, approval=Approval(self._cast.treasurer, reason), till_id=TILL_ID)
        self.look()
        if len(last.cart.lines) > 1:
            self._sell(without_last(last.cart, self._cart_id()))

    def swap_last(self) -> None:
        """The last that was booked as cash had been paid by telephone; the treasurer sees it in the bank's app."""
        for place in reversed(range(len(self._served))):
            if self._served[place].payment.is_cash:
                wrong = self._served.pop(place)
                paid = Paid(Tender.QRIS, wrong.cart.total_idr, self._buyers.reference())
                reason = "ternyata lewat QRIS"
                approval = Approval(self._cast.treasurer, reason)
                correct_payment(
                    self._cashier, wrong.sale_id, 0, reason, till_id=TILL_ID, others=(paid,), approval=approval
                )
                return

    def _cart_id(self) -> str:
        return f"{self._rng.getrandbits(128):032x}"

    def _filled(self) -> Cart:
        """A cart of what a buyer chose; without lines where the shelves are empty."""
        rng = self._rng
        beyond = rng.randrange(100) < _BEYOND_OF_A_HUNDRED
        cart = Cart(self._cart_id())
        if rng.randrange(100) < _MEMBERS_OF_A_HUNDRED:
            cart = cart.with_member(rng.choices(self._cast.buyers, self._visits)[0].member)
        for shelf in shelves_of_basket(clock.local(clock.now()).hour, rng):
            cart = self._reach(cart, shelf, beyond=beyond)
        return self._with_hampers(cart) if rng.random() < _HAMPERS else cart

    def _reach(self, cart: Cart, shelf: Shelf, *, beyond: bool) -> Cart:
        there = [one for one in self._shelves[shelf] if self._in_stock.get(one.product.id, 0) >= ONE]
        if not there:
            return cart
        article = self._rng.choices(there, [one.good.appeal for one in there])[0]
        wanted = self._wanted_milli(article)
        if beyond and shelf is Shelf.CAKE:
            article = min(there, key=lambda one: self._in_stock[one.product.id])
            wanted = self._in_stock[article.product.id] + ONE
        in_stock = self._in_stock[article.product.id]
        qty_milli = wanted if beyond else min(wanted, in_stock - in_stock % ONE)
        self._in_stock[article.product.id] = in_stock - qty_milli
        return cart.add(article.product, qty_milli, article.code)

    def _wanted_milli(self, article: Article) -> int:
        """The quantity bought, or the quantity it is cheaper from."""
        numbers = self._numbers_milli(article)
        if numbers and self._rng.random() < _TEMPTED:
            return numbers[0] if self._rng.random() < 0.8 else numbers[-1]
        return quantity_milli(article.good, self._rng)

    def _numbers_milli(self, article: Article) -> list[int]:
        product = article.product
        grouped = [
            (one.pieces + one.free_pieces) * ONE
            for one in self._book.promotions
            if one.kind.is_grouped and one.covers(product.id, product.category_id, owned=article.good.owned)
        ]
        return [*(tier.min_qty_milli for tier in self._book.tiers.get(product.id, ())), *grouped]

    def _with_hampers(self, cart: Cart) -> Cart:
        """One hampers more, where all that goes into it is there."""
        hampers = self._cast.hampers
        parts = self._book.pakets[hampers.id]
        if any(self._in_stock.get(part.product_id, 0) < part.qty_milli for part in parts):
            return cart
        for part in parts:
            self._in_stock[part.product_id] -= part.qty_milli
        return cart.add(hampers, ONE, HAMPERS_CODE)

    def _sell(self, cart: Cart) -> None:
        cart = cart.priced_by(self._book, clock.now())
        if self._rng.random() < _DISCOUNTED:
            cart = discount_by_hand(self._cashier, self._cast.treasurer, cart, self._rng)
        payment = self._buyers.pay(cart)
        sold = checkout(
            self._cashier,
            cart,
            payment.received_idr,
            others=payment.others,
            to_savings_idr=payment.to_savings_idr,
            confirmed=frozenset({BelowStock.key, BelowCost.key}),
            till_id=TILL_ID,
        )
        self._served.append(_Served(sold.sale.id, cart, payment))
