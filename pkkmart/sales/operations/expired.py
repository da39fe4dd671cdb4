"""Goods of which every piece in stock is past its expiry day: sold only where somebody who may lets them through."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Final

from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NeedsConfirmation, UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import current_act, operation, part
from pkkmart.products.queries import by_ids
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations.permits import write_permit
from pkkmart.stock.queries import expired_whole

_KEY: Final = "expired"


class ExpiredGoods(NeedsConfirmation):
    key = _KEY
    template = N_("Semua {goods} di rak sudah lewat tanggal kedaluwarsa. Tetap jual?")


class ExpiredUnapproved(UserError):
    template = N_("Semua {goods} di rak sudah lewat tanggal kedaluwarsa. Minta persetujuan, atau hapus dari keranjang.")


@operation(Permission.SELL_EXPIRED)
def permit_expired(
    actor: Actor, cart: Cart, day: date, *, approval: Approval | None = None, confirmed: frozenset[str] = frozenset()
) -> None:
    """Let goods of a cart be sold that have expired by a day.

    Raises NotPermitted, ExpiredGoods (confirm `expired`).
    """
    ids = _expired(cart.id, _product_ids(cart), day)
    if not ids:
        return
    goods = _named(ids)
    current_act().subject = f"cart {cart.id[:8]} {goods}"
    if _KEY not in confirmed:
        raise ExpiredGoods(goods=goods)
    for product_id in ids:
        write_permit(cart.id, product_id, json.dumps({_KEY: day.isoformat()}), actor, approval)


@part
def require_unexpired(cart_id: str, product_ids: Iterable[int], day: date) -> None:
    """Raise ExpiredUnapproved for goods whose stock has all expired by a day and that this cart has no permit for."""
    ids = _expired(cart_id, product_ids, day)
    if ids:
        raise ExpiredUnapproved(goods=_named(ids))


def expired_words(cart: Cart, day: date) -> str:
    """The goods of a cart that somebody has to let through since they have expired, by name; "" for none."""
    return _named(_expired(cart.id, _product_ids(cart), day))


def _product_ids(cart: Cart) -> set[int]:
    """The goods of a cart, a paket and its parts."""
    ids = {line.product_id for line in cart.lines}
    return ids | {part.product_id for product_id in ids for part in cart.book.pakets.get(product_id, ())}


def _expired(cart_id: str, product_ids: Iterable[int], day: date) -> list[int]:
    """The goods that have expired and that this cart has no permit for, in the order of their ids."""
    found = expired_whole(product_ids, day)
    if not found:
        return []
    rows = fetch("SELECT product_id, allowed FROM cart_permit WHERE cart_id = ?", (cart_id,))
    return sorted(found - {product_id for product_id, allowed in rows if _KEY in json.loads(allowed)})


def _named(ids: list[int]) -> str:
    products = by_ids(ids)
    return ", ".join(products[product_id].name for product_id in ids)
