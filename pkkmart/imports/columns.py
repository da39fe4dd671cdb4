"""Which heading is which: guessed in Indonesian or English; the user may change it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from rapidfuzz import fuzz

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.core.named import Named

_ALIKE: Final = 84
"""Lowest likeness (0–100) at which a misspelt heading is taken for a known one."""


class Field(Named):
    """What a column of a product list can hold."""

    CODE = "code", N_("Kode")
    NAME = "name", N_("Nama barang")
    CATEGORY = "category", N_("Kategori")
    UNIT = "unit", N_("Satuan")
    PRICE = "price", N_("Harga jual")
    MEMBER_PRICE = "member_price", N_("Harga anggota")
    COST = "cost", N_("Harga beli")
    STOCK = "stock", N_("Stok")
    MIN_STOCK = "min_stock", N_("Stok minimum")
    SHELF = "shelf", N_("Rak")
    OWNER = "owner", N_("Penitip")


REQUIRED: Final = (Field.NAME, Field.PRICE)
NOT_IMPORTED: Final = frozenset({Field.STOCK, Field.COST})
"""Checked but not brought in: stock and its cost come with a document, "Terima barang" or opening balances."""

_INDONESIAN: Final[dict[Field, tuple[str, ...]]] = {
    Field.CODE: ("barcode", "kode barcode", "kode batang", "kode barang", "kode produk", "kode", "kode item", "plu"),
    Field.NAME: ("nama barang", "nama produk", "nama item", "nama", "barang", "produk", "nama jual", "uraian"),
    Field.CATEGORY: ("kategori", "kategori barang", "kelompok", "jenis", "jenis barang", "golongan", "departemen"),
    Field.UNIT: ("satuan", "satuan jual", "unit"),
    Field.PRICE: ("harga jual", "harga jual umum", "harga umum", "harga eceran", "harga satuan", "harga"),
    Field.MEMBER_PRICE: ("harga anggota", "harga jual anggota", "harga member"),
    Field.COST: ("harga beli", "harga pokok", "hpp", "harga modal", "modal", "harga perolehan"),
    Field.STOCK: ("stok", "stok akhir", "jumlah stok", "sisa stok", "persediaan", "jumlah", "qty", "kuantitas", "sisa"),
    Field.MIN_STOCK: ("stok minimum", "stok minimal", "stok min", "min stok", "minimum stok", "batas stok"),
    Field.SHELF: ("rak", "nomor rak", "lokasi rak"),
    Field.OWNER: ("penitip", "nama penitip", "pemilik", "nama pemilik", "umkm", "nama umkm", "titipan dari"),
}
_ENGLISH: Final[dict[Field, tuple[str, ...]]] = {
    Field.CODE: ("barcode", "product code", "item code", "code", "ean", "upc", "gtin", "sku"),
    Field.NAME: ("product name", "item name", "name", "product", "item", "description", "title"),
    Field.CATEGORY: ("category", "product category", "department", "group", "type"),
    Field.UNIT: ("unit", "unit of measure", "uom"),
    Field.PRICE: ("selling price", "sale price", "retail price", "sell price", "unit price", "price"),
    Field.MEMBER_PRICE: ("member price", "members price"),
    Field.COST: ("cost", "cost price", "purchase price", "buying price", "unit cost"),
    Field.STOCK: ("stock", "quantity", "qty", "on hand", "stock on hand", "in stock"),
    Field.MIN_STOCK: ("minimum stock", "min stock", "reorder level", "reorder point"),
    Field.SHELF: ("shelf", "rack"),
    Field.OWNER: ("owner", "consignor", "vendor"),
}
_MONEY_WORDS: Final = frozenset({"rp", "idr", "rupiah"})


class ColumnMissing(UserError):
    template = N_("Kolom {field} belum dikenali. Judul yang ada: {headings}. Pilih kolomnya, atau ganti judulnya.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column (counted from 0) holds which field; a column holds at most one."""

    heading: tuple[str, ...]
    places: tuple[tuple[Field, int], ...] = ()

    def column(self, field: Field) -> int | None:
        """Where a field stands, None where the file has none."""
        return dict(self.places).get(field)

    def with_(self, field: Field, column: int | None) -> Mapping:
        """The same with one field elsewhere, or nowhere; the field that had that column loses it."""
        left = [(known, place) for known, place in self.places if known is not field and place != column]
        return replace(self, places=tuple(left if column is None else [*left, (field, column)]))

    @property
    def unused(self) -> tuple[str, ...]:
        """Headings nothing is read from."""
        used = {place for _field, place in self.places}
        return tuple(words for place, words in enumerate(self.heading) if place not in used and words)

    @property
    def language(self) -> str:
        """The language its headings seem to be in, for people to read."""
        known = [(field, plain(self.heading[place])) for field, place in self.places]
        indonesian = sum(words in _INDONESIAN[field] for field, words in known)
        english = sum(words in _ENGLISH[field] for field, words in known)
        return _("Inggris") if english > indonesian else _("Indonesia")

    def require(self) -> None:
        """Raises ColumnMissing unless every required field has a column."""
        shown = ", ".join(words for words in self.heading if words) or "-"
        for field in REQUIRED:
            if self.column(field) is None:
                raise ColumnMissing(field=_(field.label).lower(), headings=shown)


def plain(heading: str) -> str:
    """A heading without case, accents, punctuation or currency: `Harga_Jual (Rp)` is `harga jual`."""
    folded = unicodedata.normalize("NFKD", heading.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(word for word in re.findall(r"[a-z0-9]+", letters) if word not in _MONEY_WORDS)


def guess(heading: Sequence[str]) -> Mapping:
    """The likeliest column of each field: known words first, in their order, then near misses."""
    scored = [
        (score, -place, field)
        for place, words in enumerate(heading)
        for field in Field
        if (score := _likeness(plain(words), field))
    ]
    places: dict[Field, int] = {}
    for _score, negative_place, field in sorted(scored, key=lambda found: found[:2], reverse=True):
        if field not in places and -negative_place not in places.values():
            places[field] = -negative_place
    return Mapping(tuple(heading), tuple(places.items()))


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row names the two columns no list can do without."""
    mapping = guess(cells)
    return all(mapping.column(field) is not None for field in REQUIRED)


def _likeness(words: str, field: Field) -> float:
    """0 for no likeness; a known word outranks any near miss, an earlier one a later one."""
    if not words:
        return 0
    best = 0.0
    for known in (_INDONESIAN[field], _ENGLISH[field]):
        if words in known:
            best = max(best, 1_000 - known.index(words))
        best = max(best, max(fuzz.token_sort_ratio(words, one, score_cutoff=_ALIKE) for one in known))
    return best
