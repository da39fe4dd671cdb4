"""One pass over the rows of a list, whatever it brings: what is refused, remarked on, and what comes of a row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import _, figure
from pkkmart.core.money import parse_rupiah
from pkkmart.imports.codes import MOST_CODE
from pkkmart.imports.columns import Field, Mapping
from pkkmart.imports.outcome import Details, Preview, Reason, Remark, RowOutcome, Status
from pkkmart.imports.table import Table, TableRow

MOST_NAME: Final = 120
HIGH_PRICE_IDR: Final = 100_000_000
MOST_PRICE_IDR: Final = 1_000_000_000
_LONGEST_AMOUNT: Final = 40
_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")
_YES: Final = frozenset({"ya", "y", "1", "yes", "true", "v", "x"})


class Judging:
    """The judge of one kind of list; a row is judged against the shop and the rows before it.

    A judge of a kind says in `details_of` what a row brings, and calls `refuse` and `remark` on the way.
    """

    shown: tuple[Field, Field, Field] = (Field.NAME, Field.CODE, Field.PRICE)
    """The fields a list on screen shows of a row: its name, its code or number, its figure."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.table, self.mapping = table, mapping
        self._columns = dict(mapping.places)
        self._refusals: list[Remark] = []
        self._remarks: list[Remark] = []

    def details_of(self, row: TableRow) -> Details | None:
        """What a row brings; not looked at once the row was refused."""
        raise NotImplementedError

    def preview(self) -> Preview:
        """Every row of the file, judged in order. Raises ColumnMissing."""
        self.mapping.require()
        return Preview(self.table, self.mapping, tuple(self._judge(row) for row in self.table.rows))

    def _judge(self, row: TableRow) -> RowOutcome:
        self._refusals, self._remarks = [], []
        width = len(self.table.heading)
        details = None
        if any(row.cells[width:]):
            sentence = _("Baris ini berisi {cells} kolom, judulnya {width}.")
            self.refuse(Reason.RAGGED, sentence.format(cells=len(row.cells), width=width))
        else:
            details = self.details_of(row)
        name, code, amount = (self.cell(row, field) for field in self.shown)
        if self._refusals or details is None:
            return RowOutcome(
                row.line, Status.REJECTED, name[:MOST_NAME], code[:MOST_CODE], amount, tuple(self._refusals)
            )
        status = Status.WARNED if self._remarks else Status.IMPORTED
        remarks = tuple(self._remarks)
        return RowOutcome(row.line, status, name[:MOST_NAME], code[:MOST_CODE], self.amount(details), remarks, details)

    def amount(self, details: Details) -> str:
        """The figure a good row shows."""
        return ""

    def cell(self, row: TableRow, which: Field) -> str:
        """What stands in the column of a field, "" without one."""
        column = self._columns.get(which)
        return "" if column is None or column >= len(row.cells) else row.cells[column]

    @property
    def is_refused(self) -> bool:
        """Whether the row under way is refused already."""
        return bool(self._refusals)

    def refuse(self, reason: Reason, sentence: str) -> None:
        """Keep the row under way out, and say why."""
        self._refusals.append(Remark(reason, sentence))

    def refuse_unreadable(self, which: Field, cell: str) -> None:
        """Keep the row out for a figure nobody can read."""
        sentence = _("{label} “{cell}” tidak terbaca.")
        self.refuse(Reason.UNREADABLE, sentence.format(label=_(which.label), cell=cell[:40]))

    def remark(self, reason: Reason, sentence: str) -> None:
        """Say something about a row that comes in."""
        self._remarks.append(Remark(reason, sentence))

    def name(self, row: TableRow, which: Field) -> str:
        """The name of a row, cut to what every form and list can hold; an empty one is refused."""
        name = self.cell(row, which)
        if not name:
            self.refuse(Reason.NO_NAME, _("{label} kosong.").format(label=_(which.label)))
        if len(name) > MOST_NAME:
            sentence = _("Nama sepanjang {length} huruf dipotong menjadi {most}.")
            self.remark(Reason.NAME_TRIMMED, sentence.format(length=len(name), most=MOST_NAME))
        return name[:MOST_NAME].strip()

    def prices(self, row: TableRow) -> tuple[int | None, int | None]:
        """The price and the price for members; None where the cell is empty, or refused."""
        price = self._price(row, Field.PRICE)
        if price is None and not self.cell(row, Field.PRICE):
            self.refuse(Reason.NO_PRICE, _("Harga kosong."))
        member_price = self._price(row, Field.MEMBER_PRICE)
        if price is not None and price > HIGH_PRICE_IDR:
            self.remark(Reason.PRICE_HIGH, _("Harga {price} tinggi sekali.").format(price=figure(price)))
        if price is not None and member_price is not None and member_price > price:
            sentence = _("Harga anggota {member} lebih tinggi dari harga jual {price}.")
            words = sentence.format(member=figure(member_price), price=figure(price))
            self.remark(Reason.MEMBER_PRICE_HIGHER, words)
        return price, member_price

    def _price(self, row: TableRow, which: Field) -> int | None:
        cell, label = self.cell(row, which), _(which.label)
        price = self.rupiah(row, which)
        if price is None or 0 < price <= MOST_PRICE_IDR:
            return price
        if price > MOST_PRICE_IDR:
            reason, sentence = Reason.PRICE_IMPOSSIBLE, _("{label} {price} tidak mungkin.")
        elif price < 0:
            reason, sentence = Reason.PRICE_NEGATIVE, _("{label} {price} kurang dari nol.")
        else:
            reason, sentence = Reason.PRICE_ZERO, _("{label} nol.")
        self.refuse(reason, sentence.format(label=label, price=figure(price), cell=cell))
        return None

    def rupiah(self, row: TableRow, which: Field) -> int | None:
        """The amount in a cell; None when it is empty, or refused as unreadable or longer than any amount."""
        cell = self.cell(row, which)
        if not cell:
            return None
        try:
            if len(cell) > _LONGEST_AMOUNT or not any(char.isdigit() for char in cell):
                raise UnreadableNumber(text=cell)
            return parse_rupiah(cell)
        except UnreadableNumber:
            self.refuse_unreadable(which, cell)
            return None

    def day(self, row: TableRow, which: Field, latest: date) -> date | None:
        """The day in a cell; None when it is empty, or refused as unreadable or yet to come."""
        cell = self.cell(row, which)
        if not cell:
            return None
        day = day_of(cell)
        if day is None:
            self.refuse_unreadable(which, cell)
        elif day > latest or day.year < 1900:
            sentence = _("{label} {day} tidak mungkin; tulis seperti 31/12/2020.")
            self.refuse(Reason.DAY_UNFIT, sentence.format(label=_(which.label), day=cell))
        return day

    def is_yes(self, row: TableRow, which: Field) -> bool:
        """Whether a cell says yes."""
        return self.cell(row, which).casefold() in _YES


def day_of(text: str) -> date | None:
    """The day a cell tells: `31/12/2020`, `2020-12-31`; None when it tells none."""
    for written in _DAYS:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def name_key(name: str) -> str:
    """A name without case and extra blanks, to compare by."""
    return " ".join(name.casefold().split())


def listed(names: Sequence[str]) -> str:
    """`A-0001 atau A-0002`."""
    return _(" atau ").join(names)
