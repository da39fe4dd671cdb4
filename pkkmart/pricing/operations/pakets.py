"""The writes of pakets: products of the co-op with a price of their own, made of goods of several owners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation, write_rows
from pkkmart.core.quantity import MOST, ONE, quantity_text
from pkkmart.pricing.models import PaketPartRecord
from pkkmart.pricing.queries import paket_of, pakets_among, pakets_with
from pkkmart.pricing.rules import PaketPart
from pkkmart.products.queries import ProductRow, by_ids


class PaketNotOwned(UserError):
    template = N_("{name} milik {owner}. Paket adalah barang koperasi; daftarkan barang baru untuk paketnya.")


class PaketByWeight(UserError):
    template = N_("{name} dijual timbang. Paket dijual per buah; daftarkan barang baru untuk paketnya.")


class PaketOfItself(UserError):
    template = N_("{name} tidak bisa menjadi isi paketnya sendiri. Pilih barang lain.")


class PaketInPaket(UserError):
    template = N_("{name} adalah paket. Isi paket dengan barangnya satu per satu.")


class PaketIsPart(UserError):
    template = N_("{name} sudah menjadi isi {paket}. Daftarkan barang baru untuk paketnya.")


class PartGone(UserError):
    template = N_("{name} sudah tidak dijual. Pilih barang lain untuk paketnya.")


class PartTwice(UserError):
    template = N_("{name} ditulis dua kali. Satukan jumlahnya.")


class PartQuantityUnfit(UserError):
    template = N_("Jumlah {quantity} untuk {name} belum benar. Isi lebih dari 0.")


class PartNotWhole(UserError):
    template = N_("{name} dijual per {unit} utuh. Isi jumlah tanpa koma.")


@operation(Permission.KEEP_PRODUCTS, changes=frozenset({Changed.PRODUCTS}))
def set_paket(actor: Actor, product_id: int, parts: Sequence[PaketPart]) -> None:
    """Let a product be a paket of these parts from now on; without parts it is a plain product again.

    Raises PaketNotOwned, PaketByWeight, PaketIsPart, PaketOfItself, PaketInPaket, PartGone, PartTwice,
    PartQuantityUnfit, PartNotWhole, and LookupError for a product there is not.
    """
    products = by_ids([product_id, *(part.product_id for part in parts)])
    missing = {product_id, *(part.product_id for part in parts)} - products.keys()
    if missing:
        raise LookupError(f"no product {sorted(missing)}")
    paket = products[product_id]
    if parts:
        _require_paket(paket)
    _require_parts(paket, parts, products)
    old = {part.product_id: part.qty_milli for part in paket_of(product_id)}
    new = {part.product_id: part.qty_milli for part in parts}
    write_rows(
        PaketPartRecord,
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
    act.subject = f"product {product_id} {paket.name}"
    act.details.update(old=_figures(old), new=_figures(new))


def _require_paket(paket: ProductRow) -> None:
    if paket.owner_id is not None:
        raise PaketNotOwned(name=paket.name, owner=paket.owner_name)
    if paket.sold_by_weight:
        raise PaketByWeight(name=paket.name)
    other = pakets_with([paket.id]).get(paket.id)
    if other is not None:
        raise PaketIsPart(name=paket.name, paket=other)


def _require_parts(paket: ProductRow, parts: Sequence[PaketPart], products: Mapping[int, ProductRow]) -> None:
    others = pakets_among(part.product_id for part in parts)
    seen: set[int] = set()
    for part in parts:
        product = products[part.product_id]
        if product.id == paket.id:
            raise PaketOfItself(name=paket.name)
        if product.id in others:
            raise PaketInPaket(name=product.name)
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
