"""Reads of products: by code, by words, by category."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pkkmart.core.db import fetch, fetch_one, forgotten_at_open
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.products.own_codes import own_codes, own_prefix_of
from pkkmart.products.scale import LabelAmbiguous, ScaleLabel, labelled_milli, read_label
from pkkmart.products.search import match_all, match_corrected, words_of
from pkkmart.products.settings import OWN_PREFIX, SCALE_PRICE_PREFIX, SCALE_WEIGHT_PREFIX


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as it is sold. Prices in rupiah per base unit; `owner_id` None is the co-op's own."""

    id: int
    name: str
    unit: str
    category_id: int | None
    category: str
    owner_id: int | None
    owner_name: str
    selling_price_idr: int
    member_price_idr: int | None
    min_stock_milli: int
    sold_by_weight: bool
    on_tiles: bool
    picture_id: int | None
    active: bool
    shelf: str = ""

    def price_idr(self, *, for_member: bool) -> int:
        """The price for a member or any other buyer, per base unit."""
        return self.member_price_idr if for_member and self.member_price_idr else self.selling_price_idr


@dataclass(frozen=True, slots=True)
class CodeHit:
    """A product found by a code, and how much of it that code stands for (thousandths of a unit)."""

    product: ProductRow
    code: str
    pack_milli: int
    labelled: bool = False
    """Whether the code was a scale's label, of one packet."""
    label_idr: int | None = None
    """The price on the label, rupiah."""


_SELECT = f"""
    SELECT p.id, p.name, p.unit, p.category_id, coalesce(c.name, ''), p.owner_id,
           coalesce({DISPLAY_NAME_SQL.format("o")}, ''), p.selling_price_idr, p.member_price_idr,
           p.min_stock_milli, p.sold_by_weight, p.on_tiles, p.picture_id, p.active, p.shelf
"""
_FROM = " FROM product p LEFT JOIN category c ON c.id = p.category_id LEFT JOIN person o ON o.id = p.owner_id"


def _row(values: tuple[object, ...]) -> ProductRow:
    row = list(values)
    row[10:12] = [bool(row[10]), bool(row[11])]
    row[13] = bool(row[13])
    return ProductRow(*row)  # type: ignore[arg-type]


def find_by_code(code: str) -> list[CodeHit]:
    """Active products that answer to a code exactly; several when consignors share a barcode."""
    wanted = code.strip()
    rows = _with_code(wanted)
    if not rows and any(map(str.isalpha, wanted)):
        rows = _with_code(wanted.upper()) or _with_code(wanted.lower())
    return [CodeHit(_row(row[:15]), row[15], row[16]) for row in rows]


def find_sold(code: str) -> list[CodeHit]:
    """What a code means at the counter: a product's own code, else a label of the shop's scale.

    Raises NotWeighed, NotInKilograms, LabelEmpty where a label fits none of its goods, LabelAmbiguous where several.
    """
    hits = find_by_code(code)
    if hits:
        return hits
    label = read_label(code, weight=SCALE_WEIGHT_PREFIX.get(), price=SCALE_PRICE_PREFIX.get())
    if label is None:
        return []
    whole, item = label.codes
    hits = find_by_code(whole) or find_by_code(item)
    goods = [hit.product for hit in hits if hit.product.sold_by_weight] or [hit.product for hit in hits][:1]
    if len(goods) > 1:
        raise LabelAmbiguous(item=label.item, names=", ".join(product.name for product in goods))
    return [_labelled(product, code.strip(), label) for product in goods]


def _labelled(product: ProductRow, code: str, label: ScaleLabel) -> CodeHit:
    milli = labelled_milli(
        label,
        name=product.name,
        unit=product.unit,
        by_weight=product.sold_by_weight,
        price_idr=product.selling_price_idr,
    )
    return CodeHit(product, code, milli, labelled=True, label_idr=label.idr)


def _with_code(code: str) -> list[tuple[Any, ...]]:
    return fetch(
        f"{_SELECT}, b.code, b.pack_milli {_FROM} JOIN barcode b ON b.product_id = p.id"
        " WHERE b.code = ? AND p.active ORDER BY p.id",
        (code,),
    )


def by_ids(ids: Iterable[int]) -> dict[int, ProductRow]:
    """Products by id, inactive ones included; unknown ids are left out."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    rows = fetch(f"{_SELECT} {_FROM} WHERE p.id IN ({','.join('?' * len(wanted))})", wanted)
    return {row[0]: _row(row) for row in rows}


def search(text: str, limit: int = 30) -> list[ProductRow]:
    """Active products by code or by fragments of name, category or consignor's name, in any order.

    A misspelt word falls back to its likes among all words in use. Ranked only when a word has
    three letters or more: ranking one letter costs 56 ms at 100,000 products.
    """
    words = words_of(text)
    if not words:
        return []
    is_code = " " not in text.strip() and any(map(str.isdigit, text))
    by_code = _by_code_prefix(text.strip(), limit) or _by_code_prefix(text.strip().upper(), limit) if is_code else []
    found = by_code or _matching(match_all(words), limit, ranked=any(len(word) >= 3 for word in words))
    if not found and any(len(word) >= 3 for word in words):
        corrected = match_corrected(words, vocabulary())
        found = _matching(corrected, limit, ranked=True) if corrected else []
    first = words[0]
    return sorted(found, key=lambda row: not row.name.lower().startswith(first))


def _by_code_prefix(code: str, limit: int) -> list[ProductRow]:
    rows = fetch(
        f"{_SELECT} {_FROM} WHERE p.id IN"
        " (SELECT b.product_id FROM barcode b JOIN product k ON k.id = b.product_id AND k.active"
        " WHERE b.code >= ? AND b.code < ? ORDER BY b.code LIMIT ?)",
        (code, code + "\uffff", limit),
    )
    return [_row(row) for row in rows]


def _matching(query: str, limit: int, *, ranked: bool) -> list[ProductRow]:
    order = "ORDER BY rank" if ranked else ""
    rows = fetch(
        "WITH hit AS (SELECT s.rowid AS id FROM product_search s JOIN product k ON k.id = s.rowid AND k.active"
        f" WHERE product_search MATCH ? {order} LIMIT ?)"
        f" {_SELECT} {_FROM} WHERE p.id IN (SELECT id FROM hit)",
        (query, limit),
    )
    return [_row(row) for row in rows]


class _Vocabulary:
    words: list[str] | None = None


_vocabulary = _Vocabulary()


def vocabulary() -> list[str]:
    """All words of all products, sorted; cached in memory, since 100,000 names use only some 7,500."""
    if _vocabulary.words is None:
        _vocabulary.words = [row[0] for row in fetch("SELECT term FROM product_vocabulary ORDER BY term")]
    return _vocabulary.words


@forgotten_at_open
def forget_vocabulary() -> None:
    """Read the words anew at the next misspelling; for every change of products."""
    _vocabulary.words = None


def tiles() -> list[ProductRow]:
    """Active products shown as tiles, by category and name."""
    return [_row(row) for row in fetch(f"{_SELECT} {_FROM} WHERE p.active AND p.on_tiles ORDER BY c.position, p.name")]


def products_of(owner_id: int | None) -> list[ProductRow]:
    """Active products of one owner (None: the co-op's own), by name."""
    return [
        _row(row)
        for row in fetch(
            f"{_SELECT} {_FROM} WHERE p.active AND p.owner_id IS NOT DISTINCT FROM ? ORDER BY p.name", (owner_id,)
        )
    ]


def page(text: str = "", offset: int = 0, limit: int = 200) -> list[ProductRow]:
    """A part of the product list: all by name, or what a search finds."""
    if text.strip():
        return search(text, limit)
    rows = fetch(f"{_SELECT} {_FROM} WHERE p.active ORDER BY p.name LIMIT ? OFFSET ?", (limit, offset))
    return [_row(row) for row in rows]


def product_count() -> int:
    """How many active products there are."""
    row = fetch_one("SELECT count(*) FROM product WHERE active")
    return int(row[0]) if row else 0


def codes_of(product_id: int) -> list[str]:
    """The codes a product answers to."""
    return [row[0] for row in fetch("SELECT code FROM barcode WHERE product_id = ? ORDER BY id", (product_id,))]


def known_codes(codes: Iterable[str]) -> set[str]:
    """Those of the given codes that some product already answers to."""
    wanted = list(codes)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        found.update(
            row[0] for row in fetch(f"SELECT code FROM barcode WHERE code IN ({','.join('?' * len(chunk))})", chunk)
        )
    return found


def next_own_code(product_id: int) -> str:
    """The barcode of the shop's own that this product would be given now; no product has it yet."""
    offered = list(own_codes(OWN_PREFIX.get(), product_id))
    taken = known_codes(offered)
    return next(code for code in offered if code not in taken)


def goods_with_own_code(prefix: str) -> tuple[str, str] | None:
    """The name and the code of some product that the shop made a barcode of this prefix for."""
    rows = fetch(
        "SELECT p.name, b.code, p.id FROM barcode b JOIN product p ON p.id = b.product_id"
        " WHERE b.code >= ? AND b.code < ? ORDER BY b.id",
        (prefix, prefix + ":"),
    )
    return next(((name, code) for name, code, product_id in rows if own_prefix_of(code, product_id)), None)


def categories() -> list[tuple[int, str]]:
    """Categories that have a product, in their order."""
    return [
        (row[0], row[1])
        for row in fetch(
            "SELECT c.id, c.name FROM category c WHERE EXISTS (SELECT 1 FROM product p WHERE p.category_id = c.id)"
            " ORDER BY c.position, c.name"
        )
    ]


def shelves() -> list[str]:
    """The shelves that active products stand on, by name."""
    return [row[0] for row in fetch("SELECT DISTINCT shelf FROM product WHERE active AND shelf <> '' ORDER BY shelf")]


def picture(attachment_id: int) -> bytes:
    """The bytes of a picture."""
    row = fetch_one("SELECT content FROM attachment WHERE id = ?", (attachment_id,))
    if row is None:
        raise LookupError(f"no attachment {attachment_id}")
    return bytes(row[0])


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category, whether its goods are food or drink, and how many active ones it has."""

    id: int
    name: str
    is_food: bool
    products: int


def category_rows() -> list[CategoryRow]:
    """Every category with active goods, by name."""
    return [
        CategoryRow(row[0], row[1], bool(row[2]), row[3])
        for row in fetch(
            "SELECT c.id, c.name, c.is_food, count(*) FROM category c JOIN product p ON p.category_id = c.id"
            " AND p.active GROUP BY c.id, c.name, c.is_food ORDER BY lower(c.name), c.id"
        )
    ]
