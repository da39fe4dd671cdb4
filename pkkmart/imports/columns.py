"""Which heading is which: guessed in Indonesian or English; the user may change it. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Self

from rapidfuzz import fuzz

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _, inside
from pkkmart.core.named import Named

_ALIKE: Final = 84
"""Lowest likeness (0–100) at which a misspelt heading is taken for a known one."""


class Field(Named):
    """What a column of a list can hold."""

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
    BY_WEIGHT = "by_weight", N_("Ditimbang")
    NUMBER = "number", N_("Nomor")
    PERSON = "person", N_("Nama")
    TRADE_NAME = "trade_name", N_("Nama usaha")
    PERSON_KIND = "person_kind", N_("Bentuk")
    PHONE = "phone", N_("Nomor HP")
    NIK = "nik", N_("NIK")
    ADDRESS = "address", N_("Alamat")
    VILLAGE = "village", N_("Kelurahan")
    SINCE = "since", N_("Sejak")
    COMMISSION = "commission", N_("Komisi (%)")
    SHARE = "share", N_("Harga setor")
    BEARER = "bearer", N_("Penanggung diskon")
    PRINCIPAL = "principal", N_("Simpanan pokok")
    MANDATORY = "mandatory", N_("Simpanan wajib")
    VOLUNTARY = "voluntary", N_("Simpanan sukarela")
    BON = "bon", N_("Bon")


NOT_IMPORTED: Final = frozenset({Field.STOCK, Field.COST, Field.PRINCIPAL, Field.MANDATORY, Field.VOLUNTARY, Field.BON})
"""Checked but not brought in with a list: what the books know of comes with a document, as opening balances."""


class ListKind(Named):
    """What a list brings: the columns it may have, and those it can't do without."""

    fields: tuple[Field, ...]
    required: tuple[Field, ...]

    def __new__(
        cls, key: str, label: str = "", fields: tuple[Field, ...] = (), required: tuple[Field, ...] = ()
    ) -> Self:
        kind = str.__new__(cls, key)
        kind._value_, kind.label, kind.fields, kind.required = key, label, fields, required
        return kind

    PRODUCTS = (
        "products",
        N_("Barang"),
        (
            Field.CODE, Field.NAME, Field.CATEGORY, Field.UNIT, Field.PRICE, Field.MEMBER_PRICE,
            Field.COST, Field.STOCK, Field.MIN_STOCK, Field.OWNER, Field.BY_WEIGHT,
        ),
        (Field.NAME, Field.PRICE),
    )  # fmt: skip
    PRICES = (
        "prices",
        N_("Harga"),
        (Field.CODE, Field.NAME, Field.PRICE, Field.MEMBER_PRICE, Field.OWNER),
        (Field.PRICE,),
    )
    STOCK = "stock", N_("Stok awal"), (Field.CODE, Field.NAME, Field.STOCK, Field.COST, Field.OWNER), (Field.STOCK,)
    CONSIGNORS = (
        "consignors",
        N_("Penitip"),
        (
            Field.NUMBER, Field.PERSON, Field.TRADE_NAME, Field.PERSON_KIND, Field.PHONE, Field.VILLAGE,
            Field.ADDRESS, Field.SINCE, Field.COMMISSION, Field.SHARE, Field.BEARER,
        ),
        (Field.PERSON,),
    )  # fmt: skip
    MEMBERS = (
        "members",
        N_("Anggota"),
        (
            Field.NUMBER, Field.PERSON, Field.PHONE, Field.NIK, Field.VILLAGE, Field.ADDRESS,
            Field.SINCE, Field.PRINCIPAL, Field.MANDATORY, Field.VOLUNTARY, Field.BON,
        ),
        (Field.PERSON,),
    )  # fmt: skip


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
    Field.BY_WEIGHT: ("ditimbang", "timbang", "barang timbang", "timbangan"),
    Field.NUMBER: ("nomor", "nomor anggota", "no anggota", "nomor penitip", "no penitip", "no", "kode anggota"),
    Field.PERSON: (
        "nama",
        "nama lengkap",
        "nama anggota",
        "nama penitip",
        "nama orang",
        "anggota",
        "penitip",
        "nama pemilik",
    ),
    Field.TRADE_NAME: ("nama usaha", "usaha", "nama umkm", "umkm", "merek", "nama dagang"),
    Field.PERSON_KIND: ("bentuk", "bentuk usaha", "jenis penitip"),
    Field.PHONE: ("nomor hp", "no hp", "hp", "telepon", "no telepon", "nomor telepon", "wa", "no wa", "whatsapp"),
    Field.NIK: ("nik", "no ktp", "nomor ktp", "ktp", "no ktp nik"),
    Field.ADDRESS: ("alamat", "alamat rumah", "alamat lengkap"),
    Field.VILLAGE: ("kelurahan", "desa", "kelurahan desa", "desa kelurahan"),
    Field.SINCE: ("sejak", "tanggal masuk", "tgl masuk", "tanggal daftar", "tanggal gabung", "anggota sejak"),
    Field.COMMISSION: ("komisi", "komisi persen", "persen komisi", "bagi hasil", "persen", "margin koperasi"),
    Field.SHARE: ("harga setor", "setor", "setoran", "harga titip"),
    Field.BEARER: ("penanggung diskon", "diskon ditanggung", "tanggungan diskon"),
    Field.PRINCIPAL: ("simpanan pokok", "pokok", "simp pokok"),
    Field.MANDATORY: ("simpanan wajib", "wajib", "simp wajib"),
    Field.VOLUNTARY: ("simpanan sukarela", "sukarela", "simp sukarela", "tabungan"),
    Field.BON: ("bon", "bon anggota", "piutang", "utang anggota", "kasbon"),
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
    Field.BY_WEIGHT: ("by weight", "weighed"),
    Field.NUMBER: ("number", "member number", "member no"),
    Field.PERSON: ("name", "full name", "member name", "consignor name"),
    Field.TRADE_NAME: ("trade name", "business name", "brand"),
    Field.PERSON_KIND: ("legal form",),
    Field.PHONE: ("phone", "phone number", "mobile"),
    Field.NIK: ("national id", "id number"),
    Field.ADDRESS: ("address",),
    Field.VILLAGE: ("village",),
    Field.SINCE: ("since", "joined", "join date", "member since"),
    Field.COMMISSION: ("commission", "commission rate"),
    Field.SHARE: ("deposit price", "consignor price"),
    Field.BEARER: ("discount borne by",),
    Field.PRINCIPAL: ("principal savings",),
    Field.MANDATORY: ("mandatory savings",),
    Field.VOLUNTARY: ("voluntary savings", "savings"),
    Field.BON: ("debt", "receivable"),
}
_MONEY_WORDS: Final = frozenset({"rp", "idr", "rupiah"})


class ColumnMissing(UserError):
    template = N_("Kolom {field} belum dikenali. Judul yang ada: {headings}. Pilih kolomnya, atau ganti judulnya.")


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column (counted from 0) holds which field; a column holds at most one."""

    heading: tuple[str, ...]
    places: tuple[tuple[Field, int], ...] = ()
    kind: ListKind = ListKind.PRODUCTS

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

    @property
    def missing(self) -> tuple[Field, ...]:
        """The fields a list of its kind can't do without and that have no column; goods are named by code or name."""
        lacking = [field for field in self.kind.required if self.column(field) is None]
        nameless = Field.CODE in self.kind.fields and self.column(Field.CODE) is self.column(Field.NAME) is None
        return (*lacking, *([Field.NAME] if nameless and Field.NAME not in lacking else []))

    def require(self) -> None:
        """Raises ColumnMissing unless every required field has a column."""
        shown = ", ".join(words for words in self.heading if words) or "-"
        for field in self.missing:
            raise ColumnMissing(field=inside(_(field.label)), headings=shown)


def plain(heading: str) -> str:
    """A heading without case, accents, punctuation or currency: `Harga_Jual (Rp)` is `harga jual`."""
    folded = unicodedata.normalize("NFKD", heading.casefold())
    letters = "".join(char for char in folded if not unicodedata.combining(char))
    return " ".join(word for word in re.findall(r"[a-z0-9]+", letters) if word not in _MONEY_WORDS)


def guess(heading: Sequence[str], kind: ListKind = ListKind.PRODUCTS) -> Mapping:
    """The likeliest column of each field of such a list: known words first, in their order, then near misses."""
    scored = [
        (score, -place, field)
        for place, words in enumerate(heading)
        for field in kind.fields
        if (score := _likeness(plain(words), field))
    ]
    places: dict[Field, int] = {}
    for _score, negative_place, field in sorted(scored, key=lambda found: found[:2], reverse=True):
        if field not in places and -negative_place not in places.values():
            places[field] = -negative_place
    return Mapping(tuple(heading), tuple(places.items()), kind)


def is_heading(cells: Sequence[str], kind: ListKind = ListKind.PRODUCTS) -> bool:
    """Whether a row names the columns no such list can do without; one name alone could be a title above it."""
    mapping = guess(cells, kind)
    return not mapping.missing and len(mapping.places) >= 2


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
