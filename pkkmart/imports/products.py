"""The rules of a product list: each row is accepted, accepted with a remark, or refused with its reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from dataclasses import dataclass, field, replace
from typing import Final

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import _, figure
from pkkmart.core.money import parse_rupiah
from pkkmart.core.quantity import parse_quantity
from pkkmart.imports.codes import MOST_CODE, Code, completed, lack_check_digits, read_code
from pkkmart.imports.columns import Field, Mapping
from pkkmart.imports.outcome import Preview, Reason, Remark, RowOutcome, Status
from pkkmart.imports.table import Table, TableRow
from pkkmart.products.operations import ProductDetails

MOST_NAME: Final = 120
HIGH_PRICE_IDR: Final = 100_000_000
MOST_PRICE_IDR: Final = 1_000_000_000
_STOCK = re.compile(r"^-?[\d.,\s]*\d[\d.,]*$")
_LONGEST_AMOUNT: Final = 40
_SHOP: Final = None
"""The owner of the co-op's own goods."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the shop has already. Names are keyed by `name_key`, owners by name and by number.

    `codes` and `names` give the name of the product that holds them, for each owner (None: the co-op).
    An owner's id is None where several have the name.
    """

    codes: Lookup[tuple[int | None, str], str] = field(default_factory=dict)
    names: Lookup[tuple[int | None, str], str] = field(default_factory=dict)
    owners: Lookup[str, int | None] = field(default_factory=dict)
    categories: Lookup[str, str] = field(default_factory=dict)


def name_key(name: str) -> str:
    """A name without case and extra blanks, to compare by."""
    return " ".join(name.casefold().split())


def preview_products(table: Table, mapping: Mapping, known: Known) -> Preview:
    """Judge every row of a file against the rules and the shop.

    Raises ColumnMissing. A row whose code or name another row took before it
    is refused; a refused row takes nothing.
    """
    mapping.require()
    reading = _Reading(table, mapping, known)
    return Preview(table, mapping, tuple(reading.judge(row) for row in table.rows))


class _Reading:
    """One pass over a file: remembers what the rows before took."""

    def __init__(self, table: Table, mapping: Mapping, known: Known) -> None:
        self._width, self._columns, self._known = len(table.heading), dict(mapping.places), known
        codes = [read_code(self._cell(row, Field.CODE)) for row in table.rows]
        self._lack_check_digits = lack_check_digits(codes)
        self._spoken = {form for code in codes for form in code.forms} if self._lack_check_digits else set()
        self._spoken.update(code for _owner, code in known.codes if self._lack_check_digits)
        self._codes: dict[tuple[int | None, str], int] = {}
        self._names: dict[tuple[int | None, str], int] = {}
        self._categories = dict(known.categories)

    def judge(self, row: TableRow) -> RowOutcome:
        """What becomes of one row."""
        if any(row.cells[self._width :]):
            sentence = _("Baris ini berisi {cells} kolom, judulnya {width}.").format(
                cells=len(row.cells), width=self._width
            )
            return self._refused(row, [Remark(Reason.RAGGED, sentence)])
        refusals: list[Remark] = []
        remarks: list[Remark] = []
        name = self._name(row, refusals, remarks)
        price, member_price = self._prices(row, refusals, remarks)
        owner_id = self._owner(row, refusals)
        min_stock = self._amounts(row, refusals)
        code = self._code(row, refusals)
        if not refusals:
            self._refuse_duplicate(name, code, owner_id, refusals)
        if refusals:
            return self._refused(row, refusals)
        assert price is not None
        details = ProductDetails(
            name=name,
            selling_price_idr=price,
            category=self._category(row),
            unit=self._cell(row, Field.UNIT) or "pcs",
            owner_id=owner_id,
            member_price_idr=member_price,
            codes=self._take(row, name, code, owner_id, remarks),
            min_stock_milli=min_stock,
            on_tiles=not code.text,
        )
        status = Status.WARNED if remarks else Status.IMPORTED
        return replace(self._outcome(row, status, remarks), name=name, price=figure(price), details=details)

    def _cell(self, row: TableRow, which: Field) -> str:
        column = self._columns.get(which)
        return "" if column is None else row.cells[column]

    def _outcome(self, row: TableRow, status: Status, remarks: list[Remark]) -> RowOutcome:
        name, code, price = (self._cell(row, which) for which in (Field.NAME, Field.CODE, Field.PRICE))
        return RowOutcome(row.line, status, name[:MOST_NAME], code[:MOST_CODE], price, tuple(remarks))

    def _refused(self, row: TableRow, refusals: list[Remark]) -> RowOutcome:
        return self._outcome(row, Status.REJECTED, refusals)

    def _name(self, row: TableRow, refusals: list[Remark], remarks: list[Remark]) -> str:
        name = self._cell(row, Field.NAME)
        if not name:
            refusals.append(Remark(Reason.NO_NAME, _("Nama barang kosong.")))
        if len(name) > MOST_NAME:
            sentence = _("Nama sepanjang {length} huruf dipotong menjadi {most}.")
            remarks.append(Remark(Reason.NAME_TRIMMED, sentence.format(length=len(name), most=MOST_NAME)))
        return name[:MOST_NAME].strip()

    def _prices(self, row: TableRow, refusals: list[Remark], remarks: list[Remark]) -> tuple[int | None, int | None]:
        price = self._price(row, Field.PRICE, refusals)
        if price is None and not self._cell(row, Field.PRICE):
            refusals.append(Remark(Reason.NO_PRICE, _("Harga kosong.")))
        member_price = self._price(row, Field.MEMBER_PRICE, refusals)
        if price is not None and price > HIGH_PRICE_IDR:
            remarks.append(Remark(Reason.PRICE_HIGH, _("Harga {price} tinggi sekali.").format(price=figure(price))))
        if price is not None and member_price is not None and member_price > price:
            sentence = _("Harga anggota {member} lebih tinggi dari harga jual {price}.")
            words = sentence.format(member=figure(member_price), price=figure(price))
            remarks.append(Remark(Reason.MEMBER_PRICE_HIGHER, words))
        return price, member_price

    def _price(self, row: TableRow, which: Field, refusals: list[Remark]) -> int | None:
        """A price above zero; None when the cell is empty, or refused."""
        cell, label = self._cell(row, which), _(which.label)
        if not cell:
            return None
        try:
            price = _rupiah(cell)
        except UnreadableNumber:
            refusals.append(_unreadable(which, cell))
            return None
        if 0 < price <= MOST_PRICE_IDR:
            return price
        if price > MOST_PRICE_IDR:
            reason, sentence = Reason.PRICE_IMPOSSIBLE, _("{label} {price} tidak mungkin.")
        elif price < 0:
            reason, sentence = Reason.PRICE_NEGATIVE, _("{label} {price} kurang dari nol.")
        else:
            reason, sentence = Reason.PRICE_ZERO, _("{label} nol.")
        refusals.append(Remark(reason, sentence.format(label=label, price=figure(price))))
        return None

    def _amounts(self, row: TableRow, refusals: list[Remark]) -> int:
        """The minimum stock in thousandths; stock and cost are only read for sense (see NOT_IMPORTED)."""
        stock, cost, least = (self._cell(row, which) for which in (Field.STOCK, Field.COST, Field.MIN_STOCK))
        if stock and not _STOCK.match(stock):
            refusals.append(_unreadable(Field.STOCK, stock))
        try:
            if cost:
                _rupiah(cost)
        except UnreadableNumber:
            refusals.append(_unreadable(Field.COST, cost))
        try:
            return parse_quantity(least) if least else 0
        except UnreadableNumber:
            refusals.append(_unreadable(Field.MIN_STOCK, least))
            return 0

    def _owner(self, row: TableRow, refusals: list[Remark]) -> int | None:
        name = self._cell(row, Field.OWNER)
        if not name:
            return _SHOP
        key = name_key(name)
        if key not in self._known.owners:
            sentence = _("Penitip {name} belum terdaftar. Daftarkan dulu, lalu ulangi.")
            refusals.append(Remark(Reason.OWNER_UNKNOWN, sentence.format(name=name)))
        elif self._known.owners[key] is None:
            sentence = _("Ada lebih dari satu penitip bernama {name}. Tulis nomornya.")
            refusals.append(Remark(Reason.OWNER_AMBIGUOUS, sentence.format(name=name)))
        return self._known.owners.get(key)

    def _code(self, row: TableRow, refusals: list[Remark]) -> Code:
        cell = self._cell(row, Field.CODE)
        code = read_code(cell)
        if code.lost_digits:
            sentence = _("Kode {code} kehilangan angka terakhirnya. Jadikan kolom kode Teks di Excel.")
            refusals.append(Remark(Reason.CODE_DAMAGED, sentence.format(code=cell)))
        elif code.was_made_a_date:
            sentence = _("Kode “{code}” dijadikan tanggal oleh Excel. Jadikan kolom kode Teks, ketik kodenya lagi.")
            refusals.append(Remark(Reason.CODE_DATE, sentence.format(code=cell)))
        elif len(code.text) > MOST_CODE:
            sentence = _("Kode sepanjang {length} huruf; paling panjang {most}.")
            refusals.append(Remark(Reason.CODE_TOO_LONG, sentence.format(length=len(code.text), most=MOST_CODE)))
        return code

    def _refuse_duplicate(self, name: str, code: Code, owner_id: int | None, refusals: list[Remark]) -> None:
        """By code; a product without one by its name, or a list read twice would be there twice."""
        for form in code.forms:
            self._refuse_repeated(self._codes, self._known.codes, (owner_id, form), refusals, code.text)
            if refusals:
                return
        if not code.text:
            self._refuse_repeated(self._names, self._known.names, (owner_id, name_key(name)), refusals, "")

    def _refuse_repeated(
        self,
        in_file: Lookup[tuple[int | None, str], int],
        in_shop: Lookup[tuple[int | None, str], str],
        key: tuple[int | None, str],
        refusals: list[Remark],
        code: str,
    ) -> None:
        if key in in_file:
            sentence = _("Kode {code} sudah dipakai baris {line}.") if code else _("Sama dengan baris {line}.")
            refusals.append(Remark(Reason.DUPLICATE_IN_FILE, sentence.format(code=code, line=in_file[key])))
        elif key in in_shop:
            sentence = _("Kode {code} sudah dipakai {name}.") if code else _("{name} sudah ada di toko.")
            refusals.append(Remark(Reason.DUPLICATE_IN_SHOP, sentence.format(code=code, name=in_shop[key])))

    def _category(self, row: TableRow) -> str:
        """The category as the shop, or the first row that names it, spells it."""
        name = self._cell(row, Field.CATEGORY)
        return self._categories.setdefault(name_key(name), name) if name else ""

    def _take(
        self, row: TableRow, name: str, code: Code, owner_id: int | None, remarks: list[Remark]
    ) -> tuple[str, ...]:
        """Take the codes for this row, and say what was done to them; returns them, as written first."""
        if not code.text:
            self._names[owner_id, name_key(name)] = row.line
            return ()
        extra = self._completed(code)
        if extra and code.wrong_check_digit:
            sentence = _("Kode {code} tanpa angka pemeriksa; {full} ikut dicatat.")
            remarks.append(Remark(Reason.CHECK_DIGIT_MISSING, sentence.format(code=code.text, full=extra[-1])))
        elif code.wrong_check_digit:
            sentence = _("Angka pemeriksa kode {code} salah; disimpan sebagai kode sendiri.")
            remarks.append(Remark(Reason.CHECK_DIGIT_WRONG, sentence.format(code=code.text)))
        if code.restored:
            sentence = _("Kode {code} kehilangan nol di depan; {full} ikut dicatat.")
            remarks.append(Remark(Reason.ZERO_RESTORED, sentence.format(code=code.text, full=code.restored)))
        if code.had_blanks:
            remarks.append(Remark(Reason.CODE_BLANKS, _("Spasi di dalam kode dihapus.")))
        self._codes.update({(owner_id, form): row.line for form in (*code.forms, *extra)})
        return (*code.forms, *extra)

    def _completed(self, code: Code) -> tuple[str, ...]:
        """The scannable codes of a list without check digits, unless another row or product has them."""
        if not self._lack_check_digits:
            return ()
        full = completed(code)
        if self._spoken.intersection(full):
            return ()
        self._spoken.update(full)
        return full


def _rupiah(cell: str) -> int:
    """The amount in a cell; raises UnreadableNumber for one without a digit or longer than any amount."""
    if len(cell) > _LONGEST_AMOUNT or not any(char.isdigit() for char in cell):
        raise UnreadableNumber(text=cell)
    return parse_rupiah(cell)


def _unreadable(which: Field, cell: str) -> Remark:
    sentence = _("{label} “{cell}” tidak terbaca.").format(label=_(which.label), cell=cell[:40])
    return Remark(Reason.UNREADABLE, sentence)
