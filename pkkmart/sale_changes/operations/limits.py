"""What may leave a sale: goods that are still with a buyer, and whole units of what is sold by the piece."""

from __future__ import annotations

from collections.abc import Iterable

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import part
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import by_ids
from pkkmart.sale_changes.queries.lately_sold import still_out
from pkkmart.sales.lines import WholeOnly


class BackAlready(UserError):
    template = N_(
        "{name} yang masih di luar tinggal {left}: yang lain sudah kembali tanpa struk. Periksa dulu di Jurnal."
    )


@part
def require_still_out(goods: Iterable[tuple[int, int]]) -> None:
    """Raise BackAlready where more of a product would be back than was ever sold; (product, thousandths of a unit)."""
    wanted: dict[int, int] = {}
    for product_id, qty_milli in goods:
        wanted[product_id] = wanted.get(product_id, 0) + qty_milli
    short = {product: out for product, out in still_out(wanted).items() if out < wanted[product]}
    for product in by_ids(short).values():
        raise BackAlready(name=product.name, left=quantity_text(max(short[product.id], 0)))


def require_whole(goods: Iterable[tuple[int, int]]) -> None:
    """Raise WholeOnly where a part of what is sold by the piece would come back; (product, thousandths of a unit)."""
    parts = {product_id for product_id, qty_milli in goods if qty_milli % ONE}
    for product in by_ids(parts).values():
        if not product.sold_by_weight:
            raise WholeOnly(name=product.name, unit=product.unit)
