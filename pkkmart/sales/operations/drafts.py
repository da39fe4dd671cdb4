"""The cart before it is sold: its draft against a power cut, and the audit of what was removed from it."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Permission
from pkkmart.core.db import db, writing
from pkkmart.core.errors import environment_fault
from pkkmart.core.operation import current_act, operation
from pkkmart.sales.cart import Cart
from pkkmart.sales.tenders import Paid


def save_draft(cart: Cart, till_id: int | None) -> None:
    """Keep a till's cart against a power cut; an empty cart leaves none. Raises EnvironmentFault.

    Not an operation: a draft is no event, and every scan writes one.
    """
    if till_id is None:
        return
    try:
        with writing():
            if cart.lines or cart.member or cart.paid:
                db.execute_sql(
                    "INSERT INTO cart_draft (till_id, content, saved_at) SELECT ?, ?, ?"
                    " WHERE NOT EXISTS (SELECT 1 FROM sale WHERE cart_id = ?) ON CONFLICT (till_id)"
                    " DO UPDATE SET content = excluded.content, saved_at = excluded.saved_at",
                    (till_id, cart.to_json(), clock.now_text(), cart.id),
                )
            else:
                db.execute_sql("DELETE FROM cart_draft WHERE till_id = ?", (till_id,))
    except Exception as error:
        fault = environment_fault(error, str(db.database))
        if fault is not None:
            raise fault from error
        raise


@operation(Permission.SELL)
def note_line_removed(actor: Actor, cart: Cart, index: int) -> None:
    """Record in the audit a line removed from the cart before payment."""
    line = cart.lines[index]
    act = current_act()
    act.subject = f"cart {cart.id[:8]} {line.name}"
    act.details.update(product=line.product_id, qty_milli=line.qty_milli, price=line.list_price_idr)


@operation(Permission.SELL)
def note_paid_dropped(actor: Actor, cart: Cart, paid: Sequence[Paid]) -> None:
    """Record in the audit money noted as received and removed again before the sale."""
    act = current_act()
    act.subject = f"cart {cart.id[:8]}"
    act.details.update(paid={one.tender.value: one.amount_idr for one in paid})


@operation(Permission.SELL)
def note_cart_emptied(actor: Actor, cart: Cart) -> None:
    """Record in the audit a whole cart given up before payment."""
    act = current_act()
    act.subject = f"cart {cart.id[:8]}"
    act.details.update(lines=len(cart.lines), total=cart.total_idr)
    if cart.paid:
        act.details.update(paid={one.tender.value: one.amount_idr for one in cart.paid})
