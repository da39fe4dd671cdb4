"""What a permit of a cart allows, as its row says it: how much of what, so that it ends where it was given. Pure.

A price, a percentage and a thing no list knows are let through for at most the quantity or the amount they were seen
with; rupiah off for at least the amount. Rows of older programs tell no such figure and hold for any.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from pkkmart.core.money import BASIS_POINTS
from pkkmart.sales.lines import CartLine, Discount, DiscountKind
from pkkmart.sales.priced import PricedLine

_SEEN: Final = ("qty", "gross", "most")
"""The figures a permit was given with, apart from what it is for."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Something above what a cashier may: of which goods (None for the cart), what, and how much of it.

    `size` is thousandths of a unit or rupiah; with `at_least` a permit for no more than that holds, else one for no
    less. `most_bp` is what all hands took off together, at its worst line, in basis points.
    """

    product_id: int | None
    what: str
    size: int
    at_least: bool = False
    most_bp: int = 0

    def row(self) -> str:
        """How a permit for just this is written down."""
        told: dict[str, Any] = json.loads(self.what)
        if "kind" in told:
            told |= {"gross": self.size, "most": self.most_bp}
        else:
            told["qty"] = self.size
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Allowed:
    """A permit as it is read back; `size` None holds for any."""

    product_id: int | None
    what: str
    size: int | None
    most_bp: int

    def covers(self, wish: Wish) -> bool:
        """Whether it was given for this, and for so much of it."""
        if (self.product_id, self.what) != (wish.product_id, wish.what):
            return False
        if self.size is None:
            return True
        return self.size <= wish.size if wish.at_least else self.size >= wish.size


def read_allowed(product_id: int | None, text: str) -> Allowed | None:
    """A row of permits; None for one that says yes to something else."""
    told = json.loads(text)
    if isinstance(told, int):
        told = {"price": told}
    if not {"price", "kind"} & told.keys():
        return None
    seen = {name: told.pop(name, None) for name in _SEEN}
    size = seen["gross"] if "kind" in told else seen["qty"]
    most = BASIS_POINTS if seen["most"] is None else seen["most"]
    return Allowed(product_id, _text(told), size, most)


def take(known: list[Allowed], wish: Wish) -> Allowed | None:
    """A permit that covers a wish, the one that allows most; it is used up, since each is for one line."""
    fit = [one for one in known if one.covers(wish)]
    if not fit:
        return None
    best = max(fit, key=lambda one: one.most_bp)
    known.remove(best)
    return best


def hardness(wish: Wish) -> int:
    """The order in which wishes of one kind find the right permits: the lowest is the hardest to grant."""
    return wish.size if wish.at_least else -wish.size


def price_wish(line: CartLine, price_idr: int) -> Wish:
    """Another price for a line."""
    return Wish(line.product_id, _text({"price": price_idr}), line.qty_milli)


def unlisted_wish(line: CartLine) -> Wish:
    """A thing no list knows, under its name and price."""
    return Wish(line.product_id, _text({"unlisted": line.name, "price": line.list_price_idr}), line.qty_milli)


def discount_wish(product_id: int | None, discount: Discount, of_idr: int, most_bp: int) -> Wish:
    """Something off an amount, of one line or of the cart (None)."""
    at_least = discount.kind is DiscountKind.AMOUNT
    return Wish(product_id, _text(asdict(discount)), of_idr, at_least, most_bp)


def by_hand_bp(one: PricedLine) -> int:
    """What hands took off a line together, its own discount and its part of the cart's, in basis points of its gross.

    Splitting the cart's discount rounds by less than two rupiah, and these are nobody's.
    """
    return _bp(one.manual_idr + max(one.spread_idr - 2, 0), one.gross_idr)


def seen_bp(one: PricedLine) -> int:
    """The same for a permit to remember: another split of the same discount may take a rupiah more."""
    return _bp(one.manual_idr + one.spread_idr + (1 if one.spread_idr else 0), one.gross_idr)


def seen_in_cart_bp(discount_idr: int, before_idr: int, priced: Sequence[PricedLine]) -> int:
    """The most the cart's discount comes to, of the whole or, with the line's own, of a line."""
    return max([_bp(discount_idr, before_idr), *(seen_bp(one) for one in priced)])


def _bp(off_idr: int, of_idr: int) -> int:
    return -(-off_idr * BASIS_POINTS // of_idr) if of_idr else 0


def _text(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, sort_keys=True)
