"""Goods that a discount or price by hand puts below what they cost: asked for once, then on record.

Prices, tiers, promotions and pakets were weighed when they were set (`pricing.below_cost`), so they never ask here;
where cost rose since, the sale is told of afterwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NeedsConfirmation
from pkkmart.core.i18n import N_, _, figure
from pkkmart.core.money import divide_half_up
from pkkmart.core.operation import current_act, part
from pkkmart.core.quantity import ONE, times_price
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations.goods import SoldGoods
from pkkmart.sales.priced import PricedLine
from pkkmart.stock.valuation import Level, found_cost

_NAMED: Final = 3


class BelowCost(NeedsConfirmation):
    key = "below_cost"
    template = N_("Dijual di bawah modal: {goods}. Tetap jual?")


@dataclass(frozen=True, slots=True)
class HandBelowCost:
    """A line that a discount or price by hand puts below what it costs; rupiah of the whole line.

    `floor_idr` is what owned goods cost and consignors get of theirs; `paid_in_idr` what consignors would pay to
    have theirs sold.
    """

    one: PricedLine
    floor_idr: int
    paid_in_idr: int

    @property
    def unit_idr(self) -> int:
        """What one unit comes to."""
        return _per_unit(self.one.net_idr, self.one.line.qty_milli)

    def words(self, actor: Actor) -> str:
        """The name; with the figures for who keeps the products, since a cashier need not know what goods cost."""
        line = self.one.line
        if not actor.may(Permission.KEEP_PRODUCTS):
            return line.name
        if self.paid_in_idr:
            told = _("{name} (penitip malah membayar {amount})")
            return told.format(name=line.name, amount=figure(self.paid_in_idr))
        told = (
            _("{name} {price}, modalnya {floor}") if line.owner_id is None else _("{name} {price}, hak ibunya {floor}")
        )
        floor = _per_unit(self.floor_idr, line.qty_milli)
        return told.format(name=line.name, price=figure(self.unit_idr), floor=figure(floor))


def hand_below_cost(
    priced: Sequence[PricedLine], goods: Sequence[SoldGoods], known: Mapping[int, Level]
) -> list[HandBelowCost]:
    """The lines with something taken off by hand that go below what they cost.

    `known` is the level of the goods that ever moved; goods of unknown cost cost nothing.
    """
    given = [(one, parts) for one, parts in zip(priced, _by_line(goods), strict=True) if one.given_idr]
    found = []
    for one, parts in given:
        floor = sum(_floor_idr(inside, known) for inside in parts)
        paid_in = -sum(min(inside.share_idr or 0, 0) for inside in parts)
        if one.net_idr < floor or paid_in:
            found.append(HandBelowCost(one, floor, paid_in))
    return found


def weigh(
    actor: Actor, cart: Cart, goods: Sequence[SoldGoods], known: Mapping[int, Level], confirmed: frozenset[str]
) -> tuple[list[HandBelowCost], list[HandBelowCost]]:
    """The goods that go below cost by hand, and those of them nobody said yes to before; writes nothing.

    Raises BelowCost (confirm `below_cost`) for the latter.
    """
    found = hand_below_cost(cart.priced, goods, known)
    agreed = _agreed(cart.id) if found else {}
    anew = [below for below in found if not _is_agreed(below.one, agreed)]
    if anew and BelowCost.key not in confirmed:
        raise BelowCost(goods=_told(anew, actor))
    return found, anew


@part
def require_above_cost(
    actor: Actor, cart: Cart, goods: Sequence[SoldGoods], known: Mapping[int, Level], confirmed: frozenset[str]
) -> list[HandBelowCost]:
    """Raise BelowCost (confirm `below_cost`) for goods nobody has said yes to; returns those agreed to now.

    A yes holds for this cart and these goods down to the price it was given at.
    """
    found, anew = weigh(actor, cart, goods, known, confirmed)
    if found:
        current_act().details["below_cost"] = [below.one.line.name for below in found]
    return anew


def priced_below_cost(
    actor: Actor, priced: Sequence[PricedLine], goods: Sequence[SoldGoods], costs: Sequence[int]
) -> str:
    """What was sold at a list price below its cost, in words for who keeps the products; "" for others.

    `costs` is what left the shelf for each of the goods, rupiah; it rose since the price was set. What a promotion
    takes off is the shop's own will.
    """
    if not actor.may(Permission.KEEP_PRODUCTS):
        return ""
    left, found = iter(costs), list[str]()
    for one, parts in zip(priced, _by_line(goods), strict=True):
        cost_idr = sum(next(left) for _part in parts)
        floor_idr = cost_idr + sum(max(inside.share_idr or 0, 0) for inside in parts)
        if cost_idr and not one.given_idr and one.gross_idr < floor_idr:
            told = _("{name} {price}, modalnya {floor}")
            price, floor = (_per_unit(amount, one.line.qty_milli) for amount in (one.gross_idr, floor_idr))
            found.append(told.format(name=one.line.name, price=figure(price), floor=figure(floor)))
    return _few(found)


def _told(goods_below: Sequence[HandBelowCost], actor: Actor) -> str:
    return _few([below.words(actor) for below in goods_below])


def _few(words: Sequence[str]) -> str:
    """The first few, and how many more: a full cart must not push the buttons off the screen."""
    more = [_("dan {count} barang lain").format(count=len(words) - _NAMED)] if len(words) > _NAMED else []
    return "; ".join([*words[:_NAMED], *more])


def agreed_text(below: HandBelowCost) -> str:
    """How a yes is written down: the price of a unit it was given at."""
    return json.dumps({BelowCost.key: below.unit_idr})


def _agreed(cart_id: str) -> dict[int, int]:
    """By product, the lowest price of a unit that was agreed to in this cart."""
    agreed: dict[int, int] = {}
    for product_id, text in fetch("SELECT product_id, allowed FROM cart_permit WHERE cart_id = ?", (cart_id,)):
        allowed = json.loads(text)
        if isinstance(allowed, dict) and BelowCost.key in allowed:
            agreed[product_id] = min(allowed[BelowCost.key], agreed.get(product_id, allowed[BelowCost.key]))
    return agreed


def _is_agreed(one: PricedLine, agreed: Mapping[int, int]) -> bool:
    """Give or take a rupiah for each unit: splitting the cart's discount anew moves no more than that."""
    unit_idr, qty_milli = agreed.get(one.line.product_id), one.line.qty_milli
    return unit_idr is not None and one.net_idr + 1 + qty_milli // ONE >= times_price(qty_milli, unit_idr)


def _by_line(goods: Sequence[SoldGoods]) -> Iterable[list[SoldGoods]]:
    """The goods of each line of the cart: one, or the parts of a paket."""
    placed = enumerate(goods)
    for _place, group in groupby(placed, key=lambda at: at[0] if at[1].paket is None else at[1].paket):
        yield [inside for _at, inside in group]


def _floor_idr(inside: SoldGoods, known: Mapping[int, Level]) -> int:
    if inside.share_idr is not None:
        return max(inside.share_idr, 0)
    return max(found_cost(known.get(inside.line.product_id, Level()), inside.line.qty_milli), 0)


def _per_unit(amount_idr: int, qty_milli: int) -> int:
    return divide_half_up(amount_idr * ONE, qty_milli)
