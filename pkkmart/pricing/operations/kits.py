"""The writes of pakets: products of the co-op with a price of their own, made of goods of several owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, write_rows
from pkkmart.core.quantity import MOST, ONE, quantity_text
from pkkmart.pricing.models import KitPartRecord
from pkkmart.pricing.queries import kit_of, kits_among, kits_with
from pkkmart.pricing.rules import KitPart
from pkkmart.products.queries import ProductRow, by_ids


class KitNotOwned(UserError):
    template = N_("{name} milik {owner}. Paket adalah barang koperasi; daftarkan barang baru untuk paketnya.")


class KitByWeight(UserError):
    template = N_("{name} dijual timbang. Paket dijual per buah; daftarkan barang baru untuk paketnya.")


class KitOfItself(UserError):
    template = N_("{name} tidak bisa menjadi isi paketnya sendiri. Pilih barang lain.")


class KitInKit(UserError):
    template = N_("{name} adalah paket. Isi paket dengan barangnya satu per satu.")


class KitIsPart(UserError):
    template = N_("{name} sudah menjadi isi {kit}. Daftarkan barang baru untuk paketnya.")


class PartGone(UserError):
    template = N_("{name} sudah tidak dijual. Pilih barang lain untuk paketnya.")


class PartTwice(UserError):
    template = N_("{name} ditulis dua kali. Satukan jumlahnya.")


class PartQuantityUnfit(UserError):
    template = N_("Jumlah {quantity} untuk {name} belum benar. Isi lebih dari 0.")


class PartNotWhole(UserError):
    template = N_("{name} dijual per {unit} utuh. Isi jumlah tanpa koma.")


@operation(Permission.KEEP_PRODUCTS, changes=frozenset({Changed.PRODUCTS}))
def set_kit(actor: Actor, product_id: int, parts: Sequence[KitPart]) -> None:
    """Let a product be a kit of these parts from now on; without parts it is a plain product again.

    Raises KitNotOwned, KitByWeight, KitIsPart, KitOfItself, KitInKit, PartGone, PartTwice, PartQuantityUnfit,
    PartNotWhole, and LookupError for a product there is not.
    """
    products = by_ids([product_id, *(part.product_id for part in parts)])
    missing = {product_id, *(part.product_id for part in parts)} - products.keys()
    if missing:
        raise LookupError(f"no product {sorted(missing)}")
    kit = products[product_id]
    if parts:
        _require_kit(kit)
    _require_parts(kit, parts, products)
    old = {part.product_id: part.qty_milli for part in kit_of(product_id)}
    new = {part.product_id: part.qty_milli for part in parts}
    write_rows(
        KitPartRecord,
        [
            {
                "kit_product_id": product_id,
                "product_id": part_id,
                "qty_milli": new.get(part_id, 0),
            }
            for part_id in [*new, *(gone for gone in old if gone not in new)]
            if old.get(part_id) != new.get(part_id)
        ],
    )
    act = current_act()
    act.subject = f"product {product_id} {kit.name}"
    act.details.update(old=_figures(old), new=_figures(new))


def _require_kit(kit: ProductRow) -> None:
    if kit.owner_id is not None:
        raise KitNotOwned(name=kit.name, owner=kit.owner_name)
    if kit.sold_by_weight:
        raise KitByWeight(name=kit.name)
    other = kits_with([kit.id]).get(kit.id)
    if other is not None:
        raise KitIsPart(name=kit.name, kit=other)


def _require_parts(kit: ProductRow, parts: Sequence[KitPart], products: Mapping[int, ProductRow]) -> None:
    others = kits_among(part.product_id for part in parts)
    seen: set[int] = set()
    for part in parts:
        product = products[part.product_id]
        if product.id == kit.id:
            raise KitOfItself(name=kit.name)
        if product.id in others:
            raise KitInKit(name=product.name)
        if not product.active:
            raise PartGone(name=product.name)
        if product.id in seen:
            raise PartTwice(name=product.name)
        if not 0 < part.qty_milli <= MOST:
            raise PartQuantityUnfit(name=product.name, quantity=quantity_text(part.qty_milli))
        if part.qty_milli % ONE and not product.sold_by_weight:
            raise PartNotWhole(name=product.name, unit=product.unit)
        seen.add(product.id)


def _figures(parts: Mapping[int, int]) -> dict[str, str]:
    return {str(product_id): quantity_text(quantity) for product_id, quantity in parts.items()}
