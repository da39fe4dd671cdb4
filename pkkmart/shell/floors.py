"""What a unit of goods costs the shop, from stock and from titipan, so that a price below it is warned of when set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pkkmart.consignment.queries import terms_for
from pkkmart.consignment.rules import Bearer, consignor_share_idr
from pkkmart.core import clock
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE
from pkkmart.pricing.below_cost import Floor
from pkkmart.products.queries import by_ids
from pkkmart.stock.queries import levels


def floors(product_ids: Sequence[int]) -> dict[int, Floor]:
    """Cost by product: the average cost of owned goods, the consignor's share at the list price of consigned ones.

    Goods whose cost nobody knows (never bought, no agreement) are left out.
    """
    products = by_ids(product_ids)
    owned = [product.id for product in products.values() if product.owner_id is None]
    found = {
        product_id: Floor(divide_half_up(level.unit_cost_micro, 1_000_000))
        for product_id, level in levels(owned).items()
        if level.unit_cost_micro
    }
    consigned = [product.id for product in products.values() if product.owner_id is not None]
    for product_id, terms in terms_for(consigned, clock.today()).items():
        price_idr = products[product_id].selling_price_idr
        share = consignor_share_idr(
            replace(terms, bearer=Bearer.SHOP), qty_milli=ONE, list_price_idr=price_idr, net_idr=price_idr
        )
        found[product_id] = Floor(share, owned=False, bearer=terms.bearer.value)
    return found
