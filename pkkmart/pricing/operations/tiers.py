"""The writes of tier prices: the steps that hold from now on; earlier ones stay on record."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, figure
from pkkmart.core.operation import Changed, current_act, operation, write_rows
from pkkmart.core.quantity import MOST, ONE, quantity_text
from pkkmart.pricing.models import TierPrice
from pkkmart.pricing.queries import tiers_of
from pkkmart.pricing.rules import Tier
from pkkmart.products.queries import ProductRow, by_ids


class TierQuantityUnfit(UserError):
    template = N_("Jumlah {quantity} untuk {name} belum benar. Harga grosir mulai dari lebih dari {least} {unit}.")


class TierNotWhole(UserError):
    template = N_("{name} dijual per {unit} utuh. Isi jumlah grosir tanpa koma.")


class TierTwice(UserError):
    template = N_("Jumlah {quantity} ditulis dua kali untuk {name}. Hapus salah satu.")


class TierPriceUnfit(UserError):
    template = N_("Harga grosir {price} untuk {name} harus lebih dari 0 dan kurang dari harga jual {selling}.")


class TierNotCheaper(UserError):
    template = N_(
        "Mulai {quantity} {unit} {name} harganya {price}, tidak lebih murah dari {before}. Betulkan harganya."
    )


@operation(Permission.KEEP_PRODUCTS, changes=frozenset({Changed.PRODUCTS}))
def set_tiers(actor: Actor, product_id: int, tiers: Sequence[Tier]) -> None:
    """Let these tier prices hold from now on, in any order; none of them takes all away.

    Raises TierQuantityUnfit, TierNotWhole, TierTwice, TierPriceUnfit, TierNotCheaper, and LookupError for no product.
    """
    product = by_ids([product_id]).get(product_id)
    if product is None:
        raise LookupError(f"no product {product_id}")
    wanted = sorted(tiers, key=lambda tier: tier.min_qty_milli)
    _require_fit(product, wanted)
    old = {tier.min_qty_milli: tier.price_idr for tier in tiers_of(product_id)}
    new = {tier.min_qty_milli: tier.price_idr for tier in wanted}
    write_rows(
        TierPrice,
        [
            {
                "product_id": product_id,
                "min_qty_milli": min_qty_milli,
                "price_idr": new.get(min_qty_milli),
            }
            for min_qty_milli in sorted(old.keys() | new.keys())
            if old.get(min_qty_milli) != new.get(min_qty_milli)
        ],
    )
    act = current_act()
    act.subject = f"product {product_id} {product.name}"
    act.details.update(old=_figures(old), new=_figures(new))


def _require_fit(product: ProductRow, tiers: Sequence[Tier]) -> None:
    name, unit = product.name, product.unit
    least = 0 if product.sold_by_weight else ONE
    for tier in tiers:
        quantity = quantity_text(tier.min_qty_milli)
        if not least < tier.min_qty_milli <= MOST:
            raise TierQuantityUnfit(quantity=quantity, name=name, least=quantity_text(least), unit=unit)
        if tier.min_qty_milli % ONE and not product.sold_by_weight:
            raise TierNotWhole(name=name, unit=unit)
        if not 0 < tier.price_idr < product.selling_price_idr:
            raise TierPriceUnfit(price=figure(tier.price_idr), name=name, selling=figure(product.selling_price_idr))
    for before, tier in pairwise(tiers):
        quantity = quantity_text(tier.min_qty_milli)
        if before.min_qty_milli == tier.min_qty_milli:
            raise TierTwice(quantity=quantity, name=name)
        if tier.price_idr >= before.price_idr:
            raise TierNotCheaper(
                quantity=quantity, unit=unit, name=name, price=figure(tier.price_idr), before=figure(before.price_idr)
            )


def _figures(prices: dict[int, int]) -> dict[str, int]:
    return {quantity_text(quantity): price for quantity, price in sorted(prices.items())}
