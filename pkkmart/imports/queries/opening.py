"""Reads of opening balances: a sheet against what the shop has, the document that stands, the last day it may bear."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_, _
from pkkmart.imports import columns
from pkkmart.imports.columns import ListKind
from pkkmart.imports.opening import (
    Judged,
    OpeningDraft,
    OpeningKind,
    OpeningLine,
    account_words,
    is_heading,
    kind_of_account,
    line_words,
    marked_twice,
    plain_account,
    read_draft,
    totals_idr,
)
from pkkmart.imports.owners import judge_people
from pkkmart.imports.queries.columns import columns_of
from pkkmart.imports.register import KnownPerson, Register
from pkkmart.imports.stock_list import has_stock, saved_drafts, stock_drafts
from pkkmart.imports.table import Table, read_table
from pkkmart.ledger.cancelled import join_cancellation, stands
from pkkmart.ledger.chart import Account
from pkkmart.people.queries import CapacityKind, person_name
from pkkmart.products.queries import by_ids, find_by_code, search
from pkkmart.till.queries import open_shifts


def read_opening(path: Path) -> list[Judged]:
    """Every row of an opening sheet, of a list of goods with stock or of members with savings, found or with a reason.

    Raises the sentences of `read_table`, and ListWithoutStock.
    """
    table = read_table(path, lambda cells: is_heading(cells) or any(columns.is_heading(cells, one) for one in _LISTS))
    if not is_heading(table.heading):
        kind = next((kind for kind in _LISTS if columns.is_heading(table.heading, kind)), None)
        if kind is ListKind.MEMBERS:
            return _read_savings(table)
        if kind is not None:
            return _read_stock(table, kind)
    judged: list[Judged] = []
    for row in table.rows:
        draft, wrong = read_draft(table.heading, row.cells)
        if wrong or draft is None:
            judged.append(Judged(row.line, " ".join(row.cells), None, wrong, draft=draft))
        else:
            judged.append(_judge_thing(draft, row.line))
    return judge_sheet(judged)


class ListWithoutStock(UserError):
    template = N_("{name} adalah daftar barang tanpa kolom stok. Judul yang ada: {headings}.")


_LISTS: Final = (ListKind.PRODUCTS, ListKind.STOCK, ListKind.MEMBERS)
"""The lists that say what an opening sheet wants to know besides."""


def _read_savings(table: Table) -> list[Judged]:
    """The savings and the bon of a list of members; the people are those of the shop, or come with the sheet."""
    rows = saved_drafts(table, columns_of(table.heading, ListKind.MEMBERS))
    return judge_sheet(
        [
            Judged(line, line_words(draft), None, wrong, draft=draft) if wrong else _judge_thing(draft, line)
            for line, draft, wrong in rows
        ]
    )


def _read_stock(table: Table, kind: ListKind) -> list[Judged]:
    mapping = columns_of(table.heading, kind)
    if not has_stock(mapping):
        raise ListWithoutStock(name=table.name, headings=", ".join(filter(None, table.heading)))
    return [
        Judged(line, line_words(draft), None, wrong, draft=draft) if wrong else _judge_thing(draft, line)
        for line, draft, wrong in stock_drafts(table, mapping)
    ]


def judge_opening(draft: OpeningDraft, row_no: int = 0, others: Sequence[Judged] = ()) -> Judged:
    """One judged row among the others of its sheet: its person or product, or why neither is known."""
    return judge_sheet([*others, _judge_thing(draft, row_no)])[-1]


def judge_sheet(rows: Sequence[Judged]) -> list[Judged]:
    """The same rows against what the shop has now: what one row says of a person holds for the other rows too.

    A row that was no product's is looked for again, and one that says what an earlier row said is marked.
    """
    rows = [_judge_thing(row.draft, row.row_no) if row.missing and row.draft is not None else row for row in rows]
    if any(row.capacity for row in rows):
        rows = judge_people(rows, known_people())
    return marked_twice(rows)


def known_people() -> Register:
    """Everyone the shop knows, with numbers and capacities of today or a day to come."""
    numbers: dict[int, list[str]] = {}
    capacities: dict[int, set[CapacityKind]] = {}
    for person_id, kind, number, stands in fetch(
        "SELECT person_id, kind, number, until IS NULL OR until > ? FROM capacity ORDER BY since DESC, id",
        (clock.today().isoformat(),),
    ):
        numbers.setdefault(person_id, []).append(number)
        if stands:
            capacities.setdefault(person_id, set()).add(CapacityKind(kind))
    return Register(
        KnownPerson(
            person_id, name, trade_name, tuple(numbers.get(person_id, ())), frozenset(capacities.get(person_id, ()))
        )
        for person_id, name, trade_name in fetch("SELECT id, name, trade_name FROM person WHERE active ORDER BY id")
    )


def _judge_thing(draft: OpeningDraft, row_no: int) -> Judged:
    """A row of money, goods or a plain account; one that names a person waits for the rest of the sheet."""
    words = line_words(draft)
    if draft.kind.capacity is not None:
        return Judged(row_no, words, None, draft=draft)
    line = _stock_line(draft) if draft.kind is OpeningKind.STOCK else plain_account(draft)
    if isinstance(line, str):
        return Judged(row_no, words, None, line, draft=draft, missing=draft.kind is OpeningKind.STOCK)
    if draft.kind is OpeningKind.ACCOUNT:
        words = line_words(draft, account_words(line.account))
    elif line.product_id is not None:
        words = line_words(draft, by_ids([line.product_id])[line.product_id].name)
    return Judged(row_no, words, line, draft=draft)


def _stock_line(draft: OpeningDraft) -> OpeningLine | str:
    hits = [hit.product for hit in find_by_code(draft.name)] or [
        row for row in search(draft.name) if row.name.casefold() == draft.name.casefold()
    ]
    owned = [row for row in hits if row.owner_id is None]
    if len(owned) == 1:
        return OpeningLine(draft, Account.INVENTORY, is_debit=True, product_id=owned[0].id)
    if hits and not owned:
        return _("{name} adalah titipan {owner}: barang titipan tidak bernilai di buku; terima lewat Titipan.").format(
            name=hits[0].name, owner=hits[0].owner_name
        )
    if owned:
        return _("Nama “{name}” dipakai {count} barang; tulis kodenya.").format(name=draft.name, count=len(owned))
    return _("Barang “{name}” belum ada di daftar barang.").format(name=draft.name)


@dataclass(frozen=True, slots=True)
class OpeningDocument:
    """Opening balances as they were booked; `cancelled_by` is the number of the cancellation ("" while they stand)."""

    id: int
    number: str
    business_date: date
    recorded_at: str
    user_name: str
    lines: tuple[OpeningLine, ...]
    cancelled_by: str
    reason: str

    @property
    def total_idr(self) -> int:
        """Rupiah of one side."""
        return totals_idr(self.lines)[0]


def opening_document(opening_id: int) -> OpeningDocument:
    """One opening document with its lines; LookupError when there is none."""
    found = find_opening(opening_id)
    if found is None:
        raise LookupError(f"no opening {opening_id}")
    return found


def find_opening(opening_id: int) -> OpeningDocument | None:
    """One opening document with its lines, or None."""
    row = fetch_one(
        "SELECT o.number, o.business_date, o.recorded_at, coalesce(u.name, ''), coalesce(v.number, ''),"
        " coalesce(v.reason, '') FROM opening o LEFT JOIN app_user u ON u.id = o.user_id"
        f" {join_cancellation('opening', 'o')} WHERE o.id = ?",
        (opening_id,),
    )
    if row is None:
        return None
    day = date.fromisoformat(row[1])
    return OpeningDocument(opening_id, row[0], day, row[2], row[3], tuple(_booked_lines(opening_id)), row[4], row[5])


def _booked_lines(opening_id: int) -> list[OpeningLine]:
    """The sheet as it can be read back: goods from their moves, all else from the postings of its entry."""
    lines, register = [], known_people()
    for code, amount, person_id in fetch(
        "SELECT p.account_id, p.amount_idr, p.person_id FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " WHERE e.origin_kind = 'opening' AND e.origin_id = ? AND e.kind = 'OPENING' ORDER BY p.line_no",
        (opening_id,),
    ):
        account = Account(code)
        if account is Account.INVENTORY:
            lines += _goods_lines(opening_id)
            continue
        kind = kind_of_account(account)
        name = account_words(account) if person_id is None else _spelling(register, person_id)
        side = ("D" if amount > 0 else "K") if kind is OpeningKind.ACCOUNT else ""
        lines.append(OpeningLine(OpeningDraft(kind, name, abs(amount), 0, side), account, amount > 0, person_id))
    return lines


def _spelling(register: Register, person_id: int) -> str:
    person = register.person(person_id)
    return register.spelling(person) if person is not None else person_name(person_id)


def _goods_lines(opening_id: int) -> list[OpeningLine]:
    rows = fetch(
        "SELECT p.name, m.value_idr, m.qty_milli, m.product_id FROM stock_move m JOIN product p ON p.id = m.product_id"
        " WHERE m.origin_kind = 'opening' AND m.origin_id = ? ORDER BY m.id",
        (opening_id,),
    )
    return [
        OpeningLine(OpeningDraft(OpeningKind.STOCK, name, value, qty), Account.INVENTORY, True, None, product_id)
        for name, value, qty, product_id in rows
    ]


def standing_opening() -> int | None:
    """The opening document that stands, None while there is none or it was cancelled."""
    row = fetch_one(f"SELECT max(o.id) FROM opening o WHERE {stands('opening', 'o')}")
    return row[0] if row else None


def latest_opening_day() -> date | None:
    """The last day a sheet may bear, None while any will do: the day before the shop's first trading day."""
    first = first_traded_on()
    return None if first is None else first - timedelta(days=1)


def first_traded_on() -> date | None:
    """The first day on which anything but opening balances was booked or moved, or a shift began that is still open.

    What was cancelled does not count.
    """
    row = fetch_one(
        "SELECT min(d.business_date) FROM (SELECT business_date, origin_kind, origin_id FROM journal_entry"
        " UNION ALL SELECT business_date, origin_kind, origin_id FROM stock_move) d"
        f" WHERE d.origin_kind NOT IN ('opening', 'void') AND {stands('d.origin_kind', 'd', key='origin_id')}"
    )
    booked, shifts = row[0] if row else None, open_shifts()
    days = [date.fromisoformat(booked)] if booked else []
    return min([*days, *(shift.business_date for shift in shifts)], default=None)
