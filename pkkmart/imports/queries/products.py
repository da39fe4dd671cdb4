"""Reads of a product import: a file against what the shop has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pkkmart.core.db import fetch
from pkkmart.imports.columns import ColumnMissing, Mapping, guess, is_heading
from pkkmart.imports.outcome import Preview
from pkkmart.imports.products import Known, name_key, preview_products
from pkkmart.imports.table import Table, read_table
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.operations import ProductDetails


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a person is asked about it; while a needed column is unknown `preview` is None, `missing` says why."""

    table: Table
    mapping: Mapping
    preview: Preview | None
    missing: str = ""


def read_list(path: Path) -> Reading:
    """A file with its columns guessed. Raises the sentences of `imports.table`."""
    table = read_table(path, is_heading)
    return judge_list(table, guess(table.heading))


def judge_list(table: Table, mapping: Mapping) -> Reading:
    """A file already read, by other columns; a missing one is told, not raised."""
    try:
        return Reading(table, mapping, preview_products(table, mapping, known_to_shop()))
    except ColumnMissing as error:
        return Reading(table, mapping, None, str(error))


def preview_file(path: Path, mapping: Mapping | None = None) -> Preview:
    """What importing a file would do, with the columns guessed unless told. Writes nothing.

    Raises the sentences of `imports.table`, ColumnMissing.
    """
    table = read_table(path, is_heading)
    return preview_products(table, mapping or guess(table.heading), known_to_shop())


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
