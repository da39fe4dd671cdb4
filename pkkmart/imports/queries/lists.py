"""Reads of lists: a file against what the shop has already, the lists brought in before, the shop as lists again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.imports.columns import ColumnMissing, ListKind, Mapping, is_heading
from pkkmart.imports.judging import name_key
from pkkmart.imports.outcome import NewPerson, Preview
from pkkmart.imports.people import KnownPeople, preview_people
from pkkmart.imports.prices import Priced, Sold, preview_prices
from pkkmart.imports.products import Known, preview_products
from pkkmart.imports.queries.columns import columns_of
from pkkmart.imports.queries.opening import known_people
from pkkmart.imports.stock_list import preview_stock
from pkkmart.imports.table import Table, read_table
from pkkmart.people.queries import CapacityKind, areas, people_with
from pkkmart.products.operations import NewPrice, ProductDetails
from pkkmart.stock.queries import levels

_MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a person is asked about it; while a needed column is unknown `preview` is None, `missing` says why."""

    table: Table
    mapping: Mapping
    preview: Preview | None
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ListImportRow:
    """A list that was brought in; `reason` says why it was taken back ("" while it stands)."""

    id: int
    kind: ListKind
    source: str
    first_id: int
    last_id: int
    recorded_at: str
    user_name: str
    reason: str

    @property
    def count(self) -> int:
        """How many rows it brought."""
        return self.last_id - self.first_id + 1


def read_list(path: Path, kind: ListKind = ListKind.PRODUCTS) -> Reading:
    """A file with its columns as they were chosen last, else guessed. Raises the sentences of `imports.table`."""
    table = read_table(path, lambda cells: is_heading(cells, kind))
    return judge_list(table, columns_of(table.heading, kind))


def judge_list(table: Table, mapping: Mapping) -> Reading:
    """A file already read, by other columns; a missing one is told, not raised."""
    try:
        return Reading(table, mapping, _preview(table, mapping))
    except ColumnMissing as error:
        return Reading(table, mapping, None, str(error))


def _preview(table: Table, mapping: Mapping) -> Preview:
    mapping.require()  # before the shop is read
    if mapping.kind is ListKind.PRODUCTS:
        return preview_products(table, mapping, known_to_shop())
    if mapping.kind is ListKind.PRICES:
        return preview_prices(table, mapping, sold_by_shop())
    if mapping.kind is ListKind.STOCK:
        return preview_stock(table, mapping)
    return preview_people(table, mapping, people_of_shop())


def preview_file(path: Path, mapping: Mapping | None = None) -> Preview:
    """What importing a file would do, with the columns guessed unless told. Writes nothing.

    Raises the sentences of `imports.table`, ColumnMissing.
    """
    kind = mapping.kind if mapping is not None else ListKind.PRODUCTS
    table = read_table(path, lambda cells: is_heading(cells, kind))
    return _preview(table, mapping or columns_of(table.heading, kind))


def people_of_shop() -> KnownPeople:
    """Everybody on record, the numbers and NIK given, and the kelurahan by name."""
    numbers = {row[0] for row in fetch("SELECT number FROM capacity")}
    niks = dict(fetch("SELECT nik, name FROM person WHERE nik IS NOT NULL AND active"))
    villages: dict[str, str] = {}
    for area in areas("VILLAGE"):
        for key in (name_key(area.name), name_key(area.code)):
            villages[key] = area.code if key not in villages else ""
    return KnownPeople(known_people(), clock.today(), numbers, niks, villages)


def sold_by_shop() -> Sold:
    """Active products with their prices and what a unit costs, by code and by name."""
    rows = fetch("SELECT id, name, owner_id, selling_price_idr, member_price_idr FROM product WHERE active")
    costs = {one: level.unit_cost_micro // _MICRO for one, level in levels(row[0] for row in rows).items()}
    goods = {row[0]: Priced(row[0], row[1], row[2], row[3], row[4], costs.get(row[0], 0)) for row in rows}
    by_code: dict[str, tuple[Priced, ...]] = {}
    for code, product_id in fetch("SELECT code, product_id FROM barcode WHERE pack_milli = 1000 ORDER BY id"):
        if product_id in goods:
            by_code[code] = (*by_code.get(code, ()), goods[product_id])
    by_name: dict[str, tuple[Priced, ...]] = {}
    for one in goods.values():
        by_name[name_key(one.name)] = (*by_name.get(name_key(one.name), ()), one)
    return Sold(by_code, by_name, _owners())


def prices_before(product_ids: Iterable[int], change_id: int | None = None) -> dict[int, NewPrice]:
    """The prices of products before a change of prices, or now."""
    found: dict[int, NewPrice] = {}
    for product_id in product_ids:
        row = fetch_one(
            "SELECT product_id, selling_price_idr, member_price_idr FROM price_change WHERE product_id = ?"
            " AND (? IS NULL OR id < ?) ORDER BY id DESC LIMIT 1",
            (product_id, change_id, change_id),
        )
        if row is not None:
            found[product_id] = NewPrice(*row)
    return found


def registered_since(new: NewPerson) -> str:
    """Who took a newcomer's name or number since the list was read, "" for nobody."""
    row = fetch_one(
        "SELECT p.name || ' (' || c.number || ')' FROM capacity c JOIN person p ON p.id = c.person_id"
        " WHERE c.kind = ? AND p.active AND (c.number = ? OR p.id = ? OR lower(p.name) = lower(?))"
        " AND (c.until IS NULL OR c.until > ?) LIMIT 1",
        (new.capacity, new.number, new.person_id, new.details.name, clock.today().isoformat()),
    )
    return str(row[0]) if row else ""


def list_imports(limit: int = 50) -> list[ListImportRow]:
    """The lists brought in, the newest first."""
    return [_import_row(row) for row in fetch(_IMPORTS + " ORDER BY i.id DESC LIMIT ?", (limit,))]


def list_import(import_id: int) -> ListImportRow:
    """One list that was brought in; LookupError when there is none."""
    row = fetch_one(_IMPORTS + " WHERE i.id = ?", (import_id,))
    if row is None:
        raise LookupError(f"no list import {import_id}")
    return _import_row(row)


_IMPORTS = (
    "SELECT i.id, i.kind, i.source, i.first_id, i.last_id, i.recorded_at, coalesce(u.name, ''), coalesce(x.reason, '')"
    " FROM list_import i LEFT JOIN app_user u ON u.id = i.user_id"
    " LEFT JOIN list_import_undone x ON x.list_import_id = i.id"
)


def _import_row(row: tuple[object, ...]) -> ListImportRow:
    import_id, kind, source, first, last, at, user, reason = row
    return ListImportRow(
        int(str(import_id)), ListKind(str(kind)), str(source), int(str(first)), int(str(last)), str(at), str(user),
        str(reason),
    )  # fmt: skip


def known_to_shop() -> Known:
    """Codes and names of active products by owner, the consignors, and how categories are spelt."""
    codes = {
        (owner_id, code): name
        for owner_id, code, name in fetch(
            "SELECT p.owner_id, b.code, p.name FROM barcode b JOIN product p ON p.id = b.product_id WHERE p.active"
        )
    }
    names = {
        (owner_id, name_key(name)): name for owner_id, name in fetch("SELECT owner_id, name FROM product WHERE active")
    }
    categories = {name_key(row[0]): row[0] for row in fetch("SELECT name FROM category ORDER BY id DESC")}
    return Known(codes, names, _owners(), categories)


def _owners() -> dict[str, int | None]:
    """Consignors by number, name and trade name; None where several answer to one name."""
    found: dict[str, int | None] = {}
    for person in people_with(CapacityKind.CONSIGNOR):
        for key in {name_key(person.name), name_key(person.display_name), name_key(person.number)} - {""}:
            found[key] = person.id if found.get(key, person.id) == person.id else None
    return found


def first_clash(rows: Sequence[ProductDetails]) -> tuple[str, str] | None:
    """The first code (or name, without a code) the shop has since been given, and by which product."""
    known = known_to_shop()
    for details in rows:
        for code in details.codes:
            if (details.owner_id, code) in known.codes:
                return code, known.codes[details.owner_id, code]
        key = (details.owner_id, name_key(details.name))
        if not details.codes and key in known.names:
            return details.name, known.names[key]
    return None
