"""Goods that a buyer brings back: the day after or the same day, for a reason, approved by the treasurer."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from pkkmart.core import clock
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.quantity import ONE
from pkkmart.demo.cast import TILL_ID, Cast
from pkkmart.demo.goods import Shelf
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.queries.receipts import receipts
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault

_REFUND_MOST_IDR: Final = 60_000
"""The most a return pays back, so that the drawer is not emptied in the morning."""

_BACK: Final[Mapping[Shelf, tuple[tuple[str, bool, Fault], ...]]] = {
    Shelf.CAKE: (("basi sebelum sore", False, Fault.CONSIGNOR), ("jatuh waktu dibungkus kasir", False, Fault.SHOP)),
    Shelf.SNACK: (
        ("salah ambil rasa, belum dibuka", True, Fault.CONSIGNOR),
        ("bungkusnya bocor", False, Fault.CONSIGNOR),
    ),
    Shelf.DRINK: (("kemasannya bocor", False, Fault.CONSIGNOR),),
    Shelf.STAPLE: (("dobel beli, belum dibuka", True, Fault.CONSIGNOR), ("kemasannya sobek", False, Fault.CONSIGNOR)),
    Shelf.CRAFT: (("salah ukuran, belum dipakai", True, Fault.CONSIGNOR),),
}
"""Why goods come back, whether they go on the shelf again, and who bears the loss of titipan."""


def return_one_item(cashier: Actor, cast: Cast, day: date, rng: random.Random) -> None:
    """A buyer of today or yesterday brings one thing back."""
    since = clock.to_text(clock.day_begins(day - timedelta(days=1)))
    rows = [row for row in receipts(day=day) if not row.voided_by and row.recorded_at >= since]
    if not rows:
        return
    sale = standing_sale(rng.choice(rows).id)
    shelves = {article.product.id: article.good.shelf for article in cast.articles}
    lines = [
        line for line in sale.lines if not line.kit_name and line.left_milli and line.whole.net_idr <= _REFUND_MOST_IDR
    ]
    if not lines:
        return
    line = rng.choice(lines)
    reason, on_shelf, fault = rng.choice(_BACK[shelves[line.product_id]])
    item = ReturnItem(line.id, min(line.left_milli, ONE), on_shelf, fault)
    return_goods(cashier, sale.id, [item], reason, till_id=TILL_ID, approval=Approval(cast.treasurer, reason))
