"""The rules of a product list: each row is accepted, accepted with a remark, or refused with its reason. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import _, figure
from pkkmart.core.quantity import parse_quantity
from pkkmart.imports.codes import MOST_CODE, Code, completed, lack_check_digits, read_code
from pkkmart.imports.columns import Field, Mapping
from pkkmart.imports.judging import Judging, name_key
from pkkmart.imports.outcome import Details, Preview, Reason
from pkkmart.imports.table import Table, TableRow
from pkkmart.products.operations import ProductDetails

MOST_SHELF: Final = 20
CODES_BETWEEN: Final = "|"
"""Stands between several codes of one product in a cell."""
_STOCK = re.compile(r"^-?[\d.,\s]*\d[\d.,]*$")
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


def preview_products(table: Table, mapping: Mapping, known: Known) -> Preview:
    """Judge every row of a file against the rules and the shop.

    Raises ColumnMissing. A row whose code or name another row took before it
    is refused; a refused row takes nothing.
    """
    return _Products(table, mapping, known).preview()


class _Products(Judging):
    """One pass over a file: remembers what the rows before took."""

    def __init__(self, table: Table, mapping: Mapping, known: Known) -> None:
        super().__init__(table, mapping)
        self._known = known
        codes = [code for row in table.rows for code in self._read_codes(row)]
        self._lack_check_digits = lack_check_digits(codes)
        self._spoken = {form for code in codes for form in code.forms} if self._lack_check_digits else set()
        self._spoken.update(code for _owner, code in known.codes if self._lack_check_digits)
        self._codes: dict[tuple[int | None, str], int] = {}
        self._names: dict[tuple[int | None, str], int] = {}
        self._categories = dict(known.categories)

    def details_of(self, row: TableRow) -> Details | None:
        name = self.name(row, Field.NAME)
        price, member_price = self.prices(row)
        owner_id = self._owner(row)
        min_stock = self._amounts(row)
        codes = self._codes_of(row)
        if not self.is_refused:
            self._refuse_duplicate(name, codes, owner_id)
        if self.is_refused:
            return None
        assert price is not None
        unit = self.cell(row, Field.UNIT)
        by_weight = self.is_yes(row, Field.BY_WEIGHT)
        return ProductDetails(
            name=name,
            selling_price_idr=price,
            category=self._category(row),
            unit=unit or ("kg" if by_weight else "pcs"),
            owner_id=owner_id,
            member_price_idr=member_price,
            codes=self._take(row, name, codes, owner_id),
            min_stock_milli=min_stock,
            shelf=self.cell(row, Field.SHELF)[:MOST_SHELF],
            sold_by_weight=by_weight,
            on_tiles=not codes,
        )

    def amount(self, details: Details) -> str:
        return figure(details.selling_price_idr) if isinstance(details, ProductDetails) else ""

    def _amounts(self, row: TableRow) -> int:
        """The minimum stock in thousandths; stock and cost are only read for sense (see NOT_IMPORTED)."""
        stock, least = (self.cell(row, which) for which in (Field.STOCK, Field.MIN_STOCK))
        if stock and not _STOCK.match(stock):
            self.refuse_unreadable(Field.STOCK, stock)
        self.rupiah(row, Field.COST)
        try:
            return parse_quantity(least) if least else 0
        except UnreadableNumber:
            self.refuse_unreadable(Field.MIN_STOCK, least)
            return 0

    def _owner(self, row: TableRow) -> int | None:
        return owner_of(self, row, self._known.owners)

    def _read_codes(self, row: TableRow) -> list[Code]:
        cells = self.cell(row, Field.CODE).split(CODES_BETWEEN)
        return [read_code(cell) for cell in cells if cell.strip()]

    def _codes_of(self, row: TableRow) -> list[Code]:
        codes = self._read_codes(row)
        for code in codes:
            self._refuse_damaged(row, code)
        return [code for code in codes if code.text]

    def _refuse_damaged(self, row: TableRow, code: Code) -> None:
        cell = self.cell(row, Field.CODE)
        if code.lost_digits:
            sentence = _("Kode {code} kehilangan angka terakhirnya. Jadikan kolom kode Teks di Excel.")
            self.refuse(Reason.CODE_DAMAGED, sentence.format(code=cell))
        elif code.was_made_a_date:
            sentence = _("Kode “{code}” dijadikan tanggal oleh Excel. Jadikan kolom kode Teks, ketik kodenya lagi.")
            self.refuse(Reason.CODE_DATE, sentence.format(code=cell))
        elif len(code.text) > MOST_CODE:
            sentence = _("Kode sepanjang {length} huruf; paling panjang {most}.")
            self.refuse(Reason.CODE_TOO_LONG, sentence.format(length=len(code.text), most=MOST_CODE))

    def _refuse_duplicate(self, name: str, codes: Sequence[Code], owner_id: int | None) -> None:
        """By code; a product without one by its name, or a list read twice would be there twice."""
        for code in codes:
            for form in code.forms:
                self._refuse_repeated(self._codes, self._known.codes, (owner_id, form), code.text)
                if self.is_refused:
                    return
        if not codes:
            self._refuse_repeated(self._names, self._known.names, (owner_id, name_key(name)), "")

    def _refuse_repeated(
        self,
        in_file: Lookup[tuple[int | None, str], int],
        in_shop: Lookup[tuple[int | None, str], str],
        key: tuple[int | None, str],
        code: str,
    ) -> None:
        if key in in_file:
            sentence = _("Kode {code} sudah dipakai baris {line}.") if code else _("Sama dengan baris {line}.")
            self.refuse(Reason.DUPLICATE_IN_FILE, sentence.format(code=code, line=in_file[key]))
        elif key in in_shop:
            sentence = _("Kode {code} sudah dipakai {name}.") if code else _("{name} sudah ada di toko.")
            self.refuse(Reason.DUPLICATE_IN_SHOP, sentence.format(code=code, name=in_shop[key]))

    def _category(self, row: TableRow) -> str:
        """The category as the shop, or the first row that names it, spells it."""
        name = self.cell(row, Field.CATEGORY)
        return self._categories.setdefault(name_key(name), name) if name else ""

    def _take(self, row: TableRow, name: str, codes: Sequence[Code], owner_id: int | None) -> tuple[str, ...]:
        """Take the codes for this row, and say what was done to them; returns them, as written first."""
        if not codes:
            self._names[owner_id, name_key(name)] = row.line
            return ()
        taken: list[str] = []
        for code in codes:
            extra = self._completed(code)
            if extra and code.wrong_check_digit:
                sentence = _("Kode {code} tanpa angka pemeriksa; {full} ikut dicatat.")
                self.remark(Reason.CHECK_DIGIT_MISSING, sentence.format(code=code.text, full=extra[-1]))
            elif code.wrong_check_digit:
                sentence = _("Angka pemeriksa kode {code} salah; disimpan sebagai kode sendiri.")
                self.remark(Reason.CHECK_DIGIT_WRONG, sentence.format(code=code.text))
            if code.restored:
                sentence = _("Kode {code} kehilangan nol di depan; {full} ikut dicatat.")
                self.remark(Reason.ZERO_RESTORED, sentence.format(code=code.text, full=code.restored))
            if code.had_blanks:
                self.remark(Reason.CODE_BLANKS, _("Spasi di dalam kode dihapus."))
            taken += [*code.forms, *extra]
        self._codes.update({(owner_id, form): row.line for form in taken})
        return tuple(dict.fromkeys(taken))

    def _completed(self, code: Code) -> tuple[str, ...]:
        """The scannable codes of a list without check digits, unless another row or product has them."""
        if not self._lack_check_digits:
            return ()
        full = completed(code)
        if self._spoken.intersection(full):
            return ()
        self._spoken.update(full)
        return full


def owner_of(judging: Judging, row: TableRow, owners: Lookup[str, int | None]) -> int | None:
    """The consignor a row names, None for the co-op's own goods; one the shop doesn't know is refused."""
    name = judging.cell(row, Field.OWNER)
    if not name:
        return _SHOP
    key = name_key(name)
    if key not in owners:
        sentence = _("Penitip {name} belum terdaftar. Daftarkan dulu, lalu ulangi.")
        judging.refuse(Reason.OWNER_UNKNOWN, sentence.format(name=name))
    elif owners[key] is None:
        sentence = _("Ada lebih dari satu penitip bernama {name}. Tulis nomornya.")
        judging.refuse(Reason.OWNER_AMBIGUOUS, sentence.format(name=name))
    return owners.get(key)
