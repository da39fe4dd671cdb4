"""Carts put aside under a name, and called back."""

from __future__ import annotations

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, fetch_one, insert_rows, next_id
from pkkmart.core.errors import UserError
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.sales.cart import Cart
from pkkmart.sales.models import HeldCart
from pkkmart.sales.operations.checkout import CartEmpty
from pkkmart.sales.queries import sale_of_cart
from pkkmart.till.operations import require_till


class AlreadySold(UserError):
    template = "Keranjang ini sudah dibayar. Pindai barang pembeli berikutnya."


class AlreadyCalled(UserError):
    template = "Keranjang itu sudah dipanggil. Lihat lagi daftarnya (F7)."


class NoName(UserError):
    template = "Beri nama keranjang ini, misalnya nama pembelinya, supaya mudah dipanggil lagi."


@operation(Permission.SELL, changes=frozenset({Changed.SALES}))
def hold(actor: Actor, cart: Cart, name: str, *, till_id: int | None) -> int:
    """Put a cart aside; the counter is free. Returns its number. Raises CartEmpty, NoName, AlreadySold."""
    if not cart.lines:
        raise CartEmpty
    name = " ".join(name.split())
    if not name:
        raise NoName
    if sale_of_cart(cart.id) is not None:
        raise AlreadySold
    till = require_till(till_id)
    held_id = next_id(HeldCart)
    row: dict[str, object] = {
        "id": held_id,
        "till_id": till,
        "name": name,
        "content": cart.to_json(),
        "user_id": actor.id,
        "held_at": clock.now_text(),
    }
    insert_rows(HeldCart, [row])
    db.execute_sql("DELETE FROM cart_draft WHERE till_id = ?", (till,))
    current_act().subject = f"cart {cart.id[:8]} {name}"
    current_act().details.update(lines=len(cart.lines), total=cart.total_idr)
    return held_id


@operation(Permission.SELL, changes=frozenset({Changed.SALES}))
def recall(actor: Actor, held_id: int, *, till_id: int | None) -> Cart:
    """Call a cart back onto the counter, as it was put aside. Raises AlreadyCalled.

    It becomes the counter's draft in the same moment, so a power cut between the two loses nothing.
    """
    till = require_till(till_id)
    row = fetch_one("SELECT name, content FROM held_cart WHERE id = ?", (held_id,))
    if row is None:
        raise AlreadyCalled
    cart = Cart.from_json(row[1])
    db.execute_sql("DELETE FROM held_cart WHERE id = ?", (held_id,))
    db.execute_sql(
        "INSERT INTO cart_draft (till_id, content, saved_at) VALUES (?, ?, ?) ON CONFLICT (till_id)"
        " DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
        (till, row[1], clock.now_text()),
    )
    current_act().subject = f"cart {cart.id[:8]} {row[0]}"
    return cart
