"""The rules of a list of prices: which product each row means, and what it shall cost from now on. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Mapping as Lookup
from dataclasses import dataclass

from pkkmart.core.i18n import _, figure
from pkkmart.imports.codes import read_code
from pkkmart.imports.columns import Field, Mapping
from pkkmart.imports.judging import Judging, name_key
from pkkmart.imports.outcome import Details, Preview, Reason
from pkkmart.imports.products import owner_of
from pkkmart.imports.table import Table, TableRow
from pkkmart.products.operations import NewPrice


@dataclass(frozen=True, slots=True)
class Priced:
    """A product as the shop sells it now; rupiah per base unit, the cost is 0 while none is known."""

    id: int
    name: str
    owner_id: int | None
    selling_price_idr: int
    member_price_idr: int | None
    cost_idr: int = 0


@dataclass(frozen=True, slots=True)
class Sold:
    """What the shop sells, by code and by `name_key`, and its consignors by name and number."""

    by_code: Lookup[str, tuple[Priced, ...]]
    by_name: Lookup[str, tuple[Priced, ...]]
    owners: Lookup[str, int | None]


def preview_prices(table: Table, mapping: Mapping, sold: Sold) -> Preview:
    """Judge every row of a list of prices. Raises ColumnMissing."""
    return _Prices(table, mapping, sold).preview()


class _Prices(Judging):
    def __init__(self, table: Table, mapping: Mapping, sold: Sold) -> None:
        super().__init__(table, mapping)
        self._sold = sold
        self._taken: dict[int, int] = {}

    def details_of(self, row: TableRow) -> Details | None:
        product = self._product(row)
        price, member_price = self.prices(row)
        if self.is_refused or product is None or price is None:
            return None
        if product.id in self._taken:
            sentence = _("Sama dengan baris {line}.").format(line=self._taken[product.id])
            self.refuse(Reason.DUPLICATE_IN_FILE, sentence)
            return None
        self._taken[product.id] = row.line
        if self.mapping.column(Field.MEMBER_PRICE) is None:
            member_price = product.member_price_idr
        new = NewPrice(product.id, price, member_price)
        self._compare(product, new)
        return new

    def amount(self, details: Details) -> str:
        return figure(details.selling_price_idr) if isinstance(details, NewPrice) else ""

    def _product(self, row: TableRow) -> Priced | None:
        cell, name = self.cell(row, Field.CODE), self.cell(row, Field.NAME)
        owner_id = owner_of(self, row, self._sold.owners)
        code = read_code(cell.split("|")[0])
        if code.lost_digits or code.was_made_a_date:
            sentence = _("Kode “{code}” dirusak Excel. Jadikan kolom kode Teks, ketik kodenya lagi.")
            self.refuse(Reason.CODE_DAMAGED, sentence.format(code=cell))
            return None
        found = _unlike(one for form in code.forms for one in self._sold.by_code.get(form, ()))
        found = found or list(self._sold.by_name.get(name_key(name), ()) if name and not code.text else ())
        if self.cell(row, Field.OWNER):
            found = [one for one in found if one.owner_id == owner_id]
        if len(found) > 1 and name:
            found = [one for one in found if name_key(one.name) == name_key(name)] or found
        if len(found) == 1:
            return found[0]
        words = cell or name or "-"
        if found:
            sentence = _("“{words}” dipakai {count} barang. Isi kolom Penitip, atau tulis kode lain.")
            self.refuse(Reason.PRODUCT_AMBIGUOUS, sentence.format(words=words, count=len(found)))
        else:
            sentence = _("“{words}” belum ada di daftar barang. Impor barangnya dulu sebagai Barang.")
            self.refuse(Reason.PRODUCT_UNKNOWN, sentence.format(words=words))
        return None

    def _compare(self, product: Priced, new: NewPrice) -> None:
        old, price = product.selling_price_idr, new.selling_price_idr
        if (old, product.member_price_idr) == (price, new.member_price_idr):
            self.remark(Reason.PRICE_SAME, _("Harganya sudah {price}; tidak berubah.").format(price=figure(price)))
        if price >= 2 * old or 2 * price <= old:
            sentence = _("Harga {name} dari {old} menjadi {new}.")
            self.remark(Reason.PRICE_JUMPS, sentence.format(name=product.name, old=figure(old), new=figure(price)))
        lowest = min(price, new.member_price_idr or price)
        if lowest < product.cost_idr:
            sentence = _("Harga {price} di bawah modalnya, {cost}.")
            self.remark(Reason.PRICE_BELOW_COST, sentence.format(price=figure(lowest), cost=figure(product.cost_idr)))


def _unlike(found: Iterable[Priced]) -> list[Priced]:
    return list({one.id: one for one in found}.values())
