"""What doesn't go as it should: a dented box sold for less, a basket scanned wrongly."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Final

from pkkmart.core.actor import Actor, Approval
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind, PromotionBetter
from pkkmart.sales.operations import BelowCost, permit_discount
from pkkmart.sales.settings import CASHIER_DISCOUNT_BP

_MANY_IDR: Final = 150_000

_DISCOUNTS: Final = (
    (500, "kemasan penyok"),
    (1_000, "kemasan penyok"),
    (1_000, "tinggal sisa pajangan"),
    (1_500, "hampir kedaluwarsa"),
)
"""Basis points off a line, and why."""

_FOR_MANY: Final = Discount(DiscountKind.PERCENT, 500, "borongan untuk pengajian")

_SAID_YES: Final = frozenset({BelowCost.key})
"""A dented box goes, even below what it cost."""


def discount_by_hand(cashier: Actor, helper: Actor, cart: Cart, rng: random.Random) -> Cart:
    """A discount on a line, or on a very full cart, with its reason; above the limit another user approves."""
    if cart.total_idr >= _MANY_IDR:
        return permit_discount(cashier, cart, None, _FOR_MANY, confirmed=_SAID_YES)
    rate, reason = rng.choice(_DISCOUNTS)
    discount = Discount(DiscountKind.PERCENT, rate, reason)
    approval = Approval(helper, reason) if rate > CASHIER_DISCOUNT_BP.get() else None
    at = rng.randrange(len(cart.lines))
    try:
        return permit_discount(cashier, cart, at, discount, approval=approval, confirmed=_SAID_YES)
    except PromotionBetter:  # a promotion made it cheaper already
        return cart


def without_last(cart: Cart, cart_id: str) -> Cart:
    """The same basket once more under an id of its own, but for what was scanned by mistake."""
    return replace(cart.without(len(cart.lines) - 1), id=cart_id, discount=None)
