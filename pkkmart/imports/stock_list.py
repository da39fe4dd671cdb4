"""What a list says besides, as rows of the opening sheet: stock of the co-op's own goods, savings of members. Pure."""

from __future__ import annotations

import re
from typing import Final

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.i18n import _, figure
from pkkmart.core.money import parse_rupiah
from pkkmart.core.quantity import parse_quantity, times_price
from pkkmart.imports.columns import Field, ListKind, Mapping
from pkkmart.imports.opening import OpeningDraft, OpeningKind
from pkkmart.imports.outcome import Preview, Reason, Remark, RowOutcome, Status
from pkkmart.imports.table import Table, TableRow

_EITHER: Final = re.compile(r"\d{1,3}([.,])\d{3}")
"""A quantity that is a thousand to one reader and a decimal to another."""


def has_stock(mapping: Mapping) -> bool:
    """Whether a product list says how much of each product there is."""
    return mapping.column(Field.STOCK) is not None


def stock_drafts(table: Table, mapping: Mapping) -> list[tuple[int, OpeningDraft, str]]:
    """Each row with stock of the co-op's own: its line, the draft as far as it was read, what is wrong with it ("").

    The amount is quantity times cost of one unit. Consigned goods and rows without stock are left out.
    """
    found = []
    for row in table.rows:
        text = _cell(row, mapping, Field.STOCK)
        if text.strip("0.,- ") and not text.startswith("-") and not _cell(row, mapping, Field.OWNER):
            found.append((row.line, *_draft(row, mapping, text)))
    return found


_SAVED: Final = {
    Field.PRINCIPAL: OpeningKind.PRINCIPAL,
    Field.MANDATORY: OpeningKind.MANDATORY,
    Field.VOLUNTARY: OpeningKind.VOLUNTARY,
    Field.BON: OpeningKind.BON,
}


def has_balances(mapping: Mapping) -> bool:
    """Whether a list says what an opening sheet wants to know: how much there is, or what members saved or owe."""
    saved = mapping.kind is ListKind.MEMBERS and any(mapping.column(field) is not None for field in _SAVED)
    return saved or (mapping.kind in (ListKind.PRODUCTS, ListKind.STOCK) and has_stock(mapping))


def saved_drafts(table: Table, mapping: Mapping) -> list[tuple[int, OpeningDraft, str]]:
    """Each figure of each member above zero: its line, the draft, what is wrong with it ("")."""
    found = []
    for row in table.rows:
        name = _cell(row, mapping, Field.PERSON)
        for field, kind in _SAVED.items():
            text = _cell(row, mapping, field)
            try:
                amount, wrong = parse_rupiah(text) if text.strip("-–. ") else 0, ""
            except UnreadableNumber as error:
                amount, wrong = 0, str(error)
            if amount < 0:
                wrong = _("Rupiah harus lebih dari 0.")
            if amount or wrong:
                found.append((row.line, OpeningDraft(kind, name, max(amount, 0)), wrong or _no_name(name)))
    return found


def _no_name(name: str) -> str:
    return "" if name else _("Nama belum diisi.")


def preview_stock(table: Table, mapping: Mapping) -> Preview:
    """Each row with stock as the opening sheet will get it; which product it is, is looked for there."""
    lines = {row.line: row for row in table.rows}
    outcomes = []
    for line, draft, wrong in stock_drafts(table, mapping):
        name = _cell(lines[line], mapping, Field.NAME) or draft.name
        code, amount = _cell(lines[line], mapping, Field.CODE), figure(draft.amount_idr)
        if wrong:
            refused = (Remark(Reason.STOCK_UNFIT, wrong),)
            outcomes.append(RowOutcome(line, Status.REJECTED, name, code, amount, refused))
        else:
            outcomes.append(RowOutcome(line, Status.IMPORTED, name, code, amount, (), draft))
    return Preview(table, mapping, tuple(outcomes))


def _draft(row: TableRow, mapping: Mapping, stock: str) -> tuple[OpeningDraft, str]:
    name = _cell(row, mapping, Field.CODE) or _cell(row, mapping, Field.NAME)
    wrong, quantity, cost = "", 0, 0
    if _EITHER.fullmatch(stock):
        wrong = _("Stok “{text}” bisa dibaca seribu lebih atau satu lebih. Tulis jumlahnya.").format(text=stock)
    try:
        quantity = 0 if wrong else parse_quantity(stock)
        cost = parse_rupiah(_cell(row, mapping, Field.COST) or "0")
    except UnreadableNumber as error:
        wrong = str(error)
    if not wrong and cost <= 0:
        wrong = _("Harga beli {name} belum ada di daftar. Isi rupiahnya.").format(name=_cell(row, mapping, Field.NAME))
    return OpeningDraft(OpeningKind.STOCK, name, max(times_price(quantity, cost), 0), quantity), wrong


def _cell(row: TableRow, mapping: Mapping, which: Field) -> str:
    column = mapping.column(which)
    return "" if column is None else row.cells[column].strip()
