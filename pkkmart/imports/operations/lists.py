"""Writes of lists: the good rows of a file in one transaction, and the taking back of a list nothing has used yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from pkkmart.consignment.operations.agreements import add_agreement
from pkkmart.core.actor import Actor, Approval, Permission
from pkkmart.core.db import Row, fetch, fetch_one, last_id
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.operation import Changed, current_act, operation, part, require, write_row
from pkkmart.imports.columns import ListKind, Mapping
from pkkmart.imports.models import ColumnChoice, ListImport, ListImportUndone
from pkkmart.imports.outcome import Details, NewPerson
from pkkmart.imports.queries.columns import heading_key
from pkkmart.imports.queries.lists import first_clash, list_import, prices_before, registered_since
from pkkmart.imports.queries.uses import first_use
from pkkmart.ledger.operations import ReasonMissing
from pkkmart.people.models import Capacity
from pkkmart.people.operations import add_capacity, add_person, withdraw_capacities
from pkkmart.products.models import PriceChange, Product
from pkkmart.products.operations import NewPrice, ProductDetails, add_products, retire_products, set_prices

_CHUNK: Final = 250
"""Rows between two looks at whether somebody wants to stop."""
Progress = Callable[[int, int], object]

_ROWS_OF: Final[dict[ListKind, type[Row]]] = {
    ListKind.PRODUCTS: Product,
    ListKind.PRICES: PriceChange,
    ListKind.CONSIGNORS: Capacity,
    ListKind.MEMBERS: Capacity,
}
"""The table whose ids a list's rows are known by."""
_ALSO_TAKES: Final = {
    ListKind.PRICES: Permission.KEEP_PRODUCTS,
    ListKind.CONSIGNORS: Permission.KEEP_PEOPLE,
    ListKind.MEMBERS: Permission.KEEP_PEOPLE,
}


class NothingToImport(UserError):
    template = N_("Tidak ada yang bisa dimasukkan dari {source}. Perbaiki baris yang ditolak dulu.")


class ListOutdated(UserError):
    template = N_("{key} sementara itu sudah dipakai {name}; belum ada yang dimasukkan. Buka berkasnya sekali lagi.")


class ImportUndone(UserError):
    template = N_("Impor {source} sudah dibatalkan.")


class ImportInUse(UserError):
    template = N_(
        "Impor {source} tidak bisa dibatalkan: {name} sudah dipakai {use}. "
        "Batalkan dulu itu, atau betulkan barisnya satu per satu."
    )


class PriceChangedSince(UserError):
    template = N_(
        "Impor {source} tidak bisa dibatalkan: harga {name} sudah diubah lagi sesudahnya. Betulkan harganya di Stok."
    )


def _nothing(_done: int, _total: int) -> None:
    """Nobody watches."""


@operation(Permission.IMPORT_DATA, changes=frozenset({Changed.PRODUCTS, Changed.PEOPLE, Changed.CONSIGNMENT}))
def import_list(
    actor: Actor,
    rows: Sequence[Details],
    source: str,
    kind: ListKind = ListKind.PRODUCTS,
    *,
    columns: Mapping | None = None,
    progress: Progress = _nothing,
) -> int:
    """Bring the good rows of a preview in, in one transaction; returns how many. `source` is the file's name.

    `columns` are remembered for the next file with these headings; `progress(done, total)` may raise, and then
    nothing was written. Raises NothingToImport, NotPermitted, ListOutdated when a code or a name was given away since
    the preview, PriceUnfit, ProductNameMissing, TermsUnfit; nothing is written then.
    """
    if not rows:
        raise NothingToImport(source=source)
    also = _ALSO_TAKES.get(kind)
    if also is not None:
        require(actor, also)
    table = _ROWS_OF[kind]
    before = last_id(table)
    for start in range(0, len(rows), _CHUNK):
        progress(start, len(rows))
        _bring(rows[start : start + _CHUNK], source)
    progress(len(rows), len(rows))
    first, last = before + 1, last_id(table)
    if last < first:
        raise NothingToImport(source=source)
    write_row(ListImport, kind=kind.value, source=source, first_id=first, last_id=last)
    if columns is not None:
        _remember(columns)
    act = current_act()
    act.subject = f"{kind.value} from {source}"
    act.details.update(count=last - before, first_id=first, last_id=last)
    return last - before


@part
def _bring(rows: Sequence[Details], source: str) -> None:
    goods = [row for row in rows if isinstance(row, ProductDetails)]
    if goods:
        clash = first_clash(goods)
        if clash is not None:
            raise ListOutdated(key=clash[0], name=clash[1])
        add_products(goods)
    prices = [row for row in rows if isinstance(row, NewPrice)]
    if prices:
        now = prices_before(price.product_id for price in prices)
        set_prices([new for new in prices if now.get(new.product_id) != new], source)
    for person in rows:
        if isinstance(person, NewPerson):
            _register(person)


@part
def _register(new: NewPerson) -> None:
    person_id = new.person_id
    known = registered_since(new)
    if known:
        raise ListOutdated(key=new.details.name, name=known)
    if person_id is None:
        person_id = add_person(new.details, (), new.since)
    add_capacity(person_id, new.capacity, new.since, new.number)
    if new.terms is not None:
        add_agreement(person_id, new.terms, new.since)


@operation(Permission.IMPORT_DATA)
def keep_columns(actor: Actor, columns: Mapping) -> None:
    """Remember which column holds which field, for the next file of this kind with these headings."""
    _remember(columns)
    current_act().subject = f"columns of {columns.kind.value}"


@part
def _remember(columns: Mapping) -> None:
    places = json.dumps({field.value: place for field, place in columns.places})
    row = {"kind": columns.kind.value, "heading": heading_key(columns.heading), "places": places}
    key = [ColumnChoice.kind, ColumnChoice.heading]
    ColumnChoice.insert(row).on_conflict(conflict_target=key, preserve=[ColumnChoice.places]).execute()


@operation(Permission.IMPORT_DATA, changes=frozenset({Changed.PRODUCTS, Changed.PEOPLE, Changed.CONSIGNMENT}))
def cancel_import(actor: Actor, import_id: int, reason: str, *, approval: Approval | None = None) -> None:
    """Take back a list that nothing has used yet: its goods and people leave every list, its prices are as before.

    Raises ReasonMissing, ImportUndone, ImportInUse, PriceChangedSince, NotPermitted.
    """
    brought = list_import(import_id)
    if not reason.strip():
        raise ReasonMissing
    if brought.reason:
        raise ImportUndone(source=brought.source)
    also = _ALSO_TAKES.get(brought.kind)
    if also is not None:
        require(actor, also, approval)
    first, last = brought.first_id, brought.last_id
    if brought.kind is ListKind.PRICES:
        _put_prices_back(brought.source, first, last)
    else:
        use = first_use(brought)
        if use is not None:
            raise ImportInUse(source=brought.source, name=use.name, use=use.words)
        if brought.kind is ListKind.PRODUCTS:
            retire_products(first, last)
        else:
            withdraw_capacities(first, last)
    write_row(ListImportUndone, list_import_id=import_id, reason=reason.strip())
    act = current_act()
    act.subject = f"{brought.kind.value} from {brought.source}"
    act.details.update(count=last - first + 1)


@part
def _put_prices_back(source: str, first: int, last: int) -> None:
    ids = [row[0] for row in fetch("SELECT product_id FROM price_change WHERE id BETWEEN ? AND ?", (first, last))]
    later = fetch_one(
        "SELECT p.name FROM price_change c JOIN product p ON p.id = c.product_id WHERE c.id > ?"
        " AND c.product_id IN (SELECT product_id FROM price_change WHERE id BETWEEN ? AND ?) LIMIT 1",
        (last, first, last),
    )
    if later is not None:
        raise PriceChangedSince(source=source, name=later[0])
    old = prices_before(ids, first)
    set_prices(list(old.values()), _("Impor {source} dibatalkan").format(source=source))
