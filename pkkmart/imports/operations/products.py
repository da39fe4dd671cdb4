"""Writes of a product import: the good rows of a list, all or none."""

from __future__ import annotations

from collections.abc import Sequence

from pkkmart.core.actor import Actor, Permission
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_
from pkkmart.core.operation import Changed, current_act, operation
from pkkmart.imports.queries import first_clash
from pkkmart.products.operations import ProductDetails, add_products


class NothingToImport(UserError):
    template = N_("Tidak ada barang yang bisa dimasukkan dari {source}. Perbaiki baris yang ditolak dulu.")


class ListOutdated(UserError):
    template = N_("{key} sementara itu sudah dipakai {name}; belum ada yang dimasukkan. Buka berkasnya sekali lagi.")


@operation(Permission.IMPORT_DATA, changes=frozenset({Changed.PRODUCTS}))
def import_products(actor: Actor, rows: Sequence[ProductDetails], source: str) -> int:
    """Add the good rows of a preview in one transaction; returns how many. `source` is the file's name.

    Raises NothingToImport, ListOutdated when a code was given away since the preview, PriceUnfit,
    ProductNameMissing; nothing is written then.
    """
    if not rows:
        raise NothingToImport(source=source)
    clash = first_clash(rows)
    if clash is not None:
        raise ListOutdated(key=clash[0], name=clash[1])
    added = add_products(rows)
    act = current_act()
    act.subject = f"products from {source}"
    act.details.update(count=len(added), first_id=added[0], last_id=added[-1])
    return len(added)
