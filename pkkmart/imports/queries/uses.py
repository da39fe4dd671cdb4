"""What uses a list that was brought in: found through every key that points at its rows, whatever room it is of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.core.db import fetch, fetch_one, referring, tables_with
from pkkmart.core.i18n import N_, _
from pkkmart.imports.columns import ListKind
from pkkmart.imports.queries.lists import ListImportRow
from pkkmart.ledger.queries import document_numbers

_BROUGHT_ALONG: Final = frozenset(
    {("product", "barcode"), ("product", "price_change"), ("person", "capacity"), ("person", "agreement"),
     ("person", "business")}
)  # fmt: skip
"""Rows that come with a product or a person and are no use of it."""
_WORDS: Final = {
    "agreement": N_("sebuah perjanjian"),
    "app_user": N_("seorang pengguna program"),
    "cart_permit": N_("sebuah keranjang"),
    "group_member": N_("sebuah kelompok"),
    "kit_part": N_("sebuah paket"),
    "member_pin": N_("PIN anggotanya"),
    "product": N_("barang titipannya"),
    "promotion_target": N_("sebuah promosi"),
    "tier_price": N_("harga grosirnya"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """The first thing that uses a row of a list: whose, and by what."""

    name: str
    words: str


def first_use(brought: ListImportRow) -> Use | None:
    """What uses the goods or people of a list, None while nothing does."""
    table = "product" if brought.kind is ListKind.PRODUCTS else "person"
    ids = "BETWEEN ? AND ?" if table == "product" else "IN (SELECT person_id FROM capacity WHERE id BETWEEN ? AND ?)"
    numbered = set(tables_with("number", "business_date"))
    for other, column in referring(table):
        if (table, other) in _BROUGHT_ALONG:
            continue
        key = ", ".join(_origin_columns(other, numbered))
        row = fetch_one(
            f'SELECT t."{column}", {key} FROM "{other}" t WHERE t."{column}" {ids} LIMIT 1',
            (brought.first_id, brought.last_id),
        )
        if row is not None:
            name = fetch(f"SELECT name FROM {table} WHERE id = ?", (row[0],))[0][0]
            return Use(str(name), _words(other, row[1], row[2]))
    return None


def _origin_columns(table: str, numbered: set[str]) -> tuple[str, str]:
    """SQL of the kind and the id of the document a row belongs to."""
    if table in numbered:
        return f"'{table}'", "t.id"
    parent = table.removesuffix("_line")
    if parent != table and parent in numbered:
        return f"'{parent}'", f"t.{parent}_id"
    if table in tables_with("origin_kind", "origin_id"):
        return "t.origin_kind", "t.origin_id"
    if table == "posting":
        entry = "FROM journal_entry e WHERE e.id = t.entry_id)"
        return f"(SELECT e.origin_kind {entry}", f"(SELECT e.origin_id {entry}"
    return "''", "0"


def _words(table: str, kind: str, document_id: int) -> str:
    number = document_numbers([(kind, document_id)]).get((kind, document_id)) if kind else None
    return number or (_(_WORDS[table]) if table in _WORDS else _("catatan lain"))
