"""The check that a packet of a scale is sold for what its label says, read again before the sale."""

from __future__ import annotations

from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.money import divide_half_up
from pkkmart.core.operation import part
from pkkmart.core.quantity import ONE
from pkkmart.products.queries import find_sold
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import CartLine


class LabelUntrue(UserError):
    template = N_(
        "Harga {price} untuk {name} tidak sesuai dengan label timbangannya. "
        "Hapus baris itu, lalu pindai labelnya lagi atau ketik beratnya."
    )


@part
def require_labels(cart: Cart) -> None:
    """Raise LabelUntrue where a line's price or quantity is not what its label says, as the shop reads labels now.

    Nothing is read for a cart without labels. Raises NotWeighed, LabelEmpty, LabelAmbiguous as a scan would.
    """
    for line in cart.lines:
        if line.label_idr is not None and not _is_true(line, line.label_idr):
            raise LabelUntrue(name=line.name, price=figure(line.label_idr))


def _is_true(line: CartLine, label_idr: int) -> bool:
    """Whether it is so many whole packets of what its label says, in price and in quantity."""
    hits = [hit for hit in find_sold(line.code) if hit.label_idr and hit.product.id == line.product_id]
    if not hits:
        return False
    hit, one_idr = hits[0], hits[0].label_idr or 0
    packets, rest = divmod(label_idr, one_idr)
    if rest or packets < 1:
        return False
    if line.qty_milli == packets * hit.pack_milli:
        return True
    # Scanned before the list's price changed: the packet weighs what it weighed.
    known = fetch("SELECT DISTINCT selling_price_idr FROM price_change WHERE product_id = ?", (line.product_id,))
    return line.qty_milli in {packets * divide_half_up(one_idr * ONE, price) for (price,) in known}
