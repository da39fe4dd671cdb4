"""What may leave a sale: goods that are still with a buyer, and whole units of what is sold by the piece."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import part
from pkkmart.core.quantity import ONE, quantity_text
from pkkmart.products.queries import by_ids
from pkkmart.sale_changes.queries.lately_sold import StillOut, still_out
from pkkmart.sales.lines import WholeOnly


class BackAlready(UserError):
    template = N_(
        "{name} yang masih di luar tinggal {left}: yang lain sudah kembali tanpa struk. Periksa dulu di Jurnal."
    )


class PaidBackAlready(BackAlready):
    template = N_(
        "{name} yang masih di luar tinggal seharga {left}, diminta {wanted}: yang lain sudah kembali tanpa struk. "
        "Periksa dulu di Jurnal."
    )


@part
def require_still_out(goods: Iterable[tuple[int, int, int]], member_id: int | None = None) -> None:
    """Refuse more of a product than is still with buyers; (product, thousandths of a unit, net rupiah) that leave.

    With a member also more than is still with that member, whose purchases must not fall below nothing. Raises
    BackAlready where more goods, PaidBackAlready where more money would be back than was ever sold.
    """
    wanted: dict[int, StillOut] = {}
    for product_id, qty_milli, net_idr in goods:
        known = wanted.get(product_id, StillOut(0, 0))
        wanted[product_id] = StillOut(known.qty_milli + qty_milli, known.net_idr + net_idr)
    _require_covered(wanted, still_out(wanted))
    if member_id is not None:
        _require_covered(wanted, still_out(wanted, member_id))


def _require_covered(wanted: Mapping[int, StillOut], out: Mapping[int, StillOut]) -> None:
    for product in by_ids(out).values():
        left, asked = out[product.id], wanted[product.id]
        if left.qty_milli < asked.qty_milli:
            raise BackAlready(name=product.name, left=quantity_text(max(left.qty_milli, 0)))
        if left.net_idr < asked.net_idr:
            raise PaidBackAlready(name=product.name, left=figure(max(left.net_idr, 0)), wanted=figure(asked.net_idr))


def require_whole(goods: Iterable[tuple[int, int]]) -> None:
    """Raise WholeOnly where a part of what is sold by the piece would come back; (product, thousandths of a unit)."""
    parts = {product_id for product_id, qty_milli in goods if qty_milli % ONE}
    for product in by_ids(parts).values():
        if not product.sold_by_weight:
            raise WholeOnly(name=product.name, unit=product.unit)
