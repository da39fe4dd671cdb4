"""Reads of an import: a file against what the shop has already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pkkmart.consignment.operations import payable_account
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _
from pkkmart.imports.columns import Mapping, NameColumnMissing, PriceColumnMissing, guess, is_heading
from pkkmart.imports.opening import (
    SAVINGS_ACCOUNTS,
    Judged,
    OpeningDraft,
    OpeningKind,
    OpeningLine,
    plain_account,
    read_draft,
)
from pkkmart.imports.opening import is_heading as is_opening_heading
from pkkmart.imports.outcome import Preview
from pkkmart.imports.products import Known, name_key, preview_products
from pkkmart.imports.table import Table, read_table
from pkkmart.ledger.chart import Account
from pkkmart.people.queries import CapacityKind, find_people, has_capacity, people_with
from pkkmart.products.operations import ProductDetails
from pkkmart.products.queries import find_by_code, search


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as a person is asked about it; while a needed column is unknown `preview` is None, `missing` says why."""

    table: Table
    mapping: Mapping
    preview: Preview | None
    missing: str = ""


def read_list(path: Path) -> Reading:
    """A file with its columns guessed. Raises the sentences of `imports.table`."""
    table = open_list(path)
    return judge_list(table, guess(table.heading))


def judge_list(table: Table, mapping: Mapping) -> Reading:
    """A file already read, by other columns; a missing one is told, not raised."""
    try:
        return Reading(table, mapping, preview_table(table, mapping))
    except (NameColumnMissing, PriceColumnMissing) as error:
        return Reading(table, mapping, None, str(error))


def open_list(path: Path) -> Table:
    """Read a product list from disk. Raises the sentences of `imports.table`."""
    return read_table(path, is_heading)


def preview_file(path: Path, mapping: Mapping | None = None) -> Preview:
    """What importing a file would do, with the columns guessed unless told. Writes nothing.

    Raises the sentences of `imports.table`, NameColumnMissing, PriceColumnMissing.
    """
    table = open_list(path)
    return preview_table(table, mapping or guess(table.heading))


def preview_table(table: Table, mapping: Mapping) -> Preview:
    """What importing a file already read would do. Raises NameColumnMissing, PriceColumnMissing."""
    return preview_products(table, mapping, known_to_shop())


def known_to_shop() -> Known:
    """Codes and names of active products by owner, the consignors, and how categories are spelt."""
    codes = {
        (owner_id, code): name
        for owner_id, code, name in fetch(
            "SELECT p.owner_id, b.code, p.name FROM barcode b JOIN product p ON p.id = b.product_id WHERE p.active"
        )
    }
    names = {
        (owner_id, name_key(name)): name for owner_id, name in fetch("SELECT owner_id, name FROM product WHERE active")
    }
    categories = {name_key(row[0]): row[0] for row in fetch("SELECT name FROM category ORDER BY id DESC")}
    return Known(codes, names, _owners(), categories)


def _owners() -> dict[str, int | None]:
    """Consignors by number, name and trade name; None where several answer to one name."""
    found: dict[str, int | None] = {}
    for person in people_with(CapacityKind.CONSIGNOR):
        for key in {name_key(person.name), name_key(person.display_name), name_key(person.number)} - {""}:
            found[key] = person.id if found.get(key, person.id) == person.id else None
    return found


def first_clash(rows: Sequence[ProductDetails]) -> tuple[str, str] | None:
    """The first code (or name, without a code) the shop has since been given, and by which product."""
    known = known_to_shop()
    for details in rows:
        for code in details.codes:
            if (details.owner_id, code) in known.codes:
                return code, known.codes[details.owner_id, code]
        key = (details.owner_id, name_key(details.name))
        if not details.codes and key in known.names:
            return details.name, known.names[key]
    return None


def read_opening(path: Path) -> list[Judged]:
    """Every row of an opening sheet, found or with its reason. Raises the sentences of `read_table`."""
    table = read_table(path, is_opening_heading)
    judged: list[Judged] = []
    for row in table.rows:
        draft = read_draft(table.heading, row.cells)
        if isinstance(draft, str):
            judged.append(Judged(row.line, " ".join(row.cells), None, draft))
        else:
            judged.append(judge_opening(draft, row.line))
    return judged


def judge_opening(draft: OpeningDraft, row_no: int = 0) -> Judged:
    """One row: whose or what it is, or why that is not known."""
    words = f"{_(draft.kind.label)} · {draft.name}"
    line = _opening_line(draft)
    return Judged(row_no, words, None, line) if isinstance(line, str) else Judged(row_no, words, line)


def _opening_line(draft: OpeningDraft) -> OpeningLine | str:
    if draft.kind in (OpeningKind.CASH, OpeningKind.ACCOUNT):
        return plain_account(draft)
    if draft.kind is OpeningKind.STOCK:
        return _stock_line(draft)
    capacity, missing = {
        OpeningKind.OWED: (CapacityKind.CONSIGNOR, _("Penitip “{name}” belum terdaftar.")),
        OpeningKind.SUPPLIER: (CapacityKind.SUPPLIER, _("Pemasok “{name}” belum terdaftar.")),
    }.get(draft.kind, (CapacityKind.MEMBER, _("Anggota “{name}” belum terdaftar.")))
    name = draft.name.casefold()
    found = [
        row
        for row in find_people(capacity, draft.name)
        if name in (row.number.casefold(), row.name.casefold(), row.display_name.casefold())
    ]
    if len(found) != 1:
        several = _("Nama “{name}” dipakai {count} orang; tulis nomornya.").format(name=draft.name, count=len(found))
        return several if found else missing.format(name=draft.name)
    account = SAVINGS_ACCOUNTS.get(draft.kind)
    if draft.kind is OpeningKind.OWED:
        account = payable_account(has_capacity(found[0].id, CapacityKind.MEMBER, clock.today()))
    elif draft.kind is OpeningKind.SUPPLIER:
        account = Account.SUPPLIER_PAYABLE
    elif draft.kind is OpeningKind.BON:
        account = Account.MEMBER_RECEIVABLE
    assert account is not None
    return OpeningLine(draft, account, draft.kind.is_debit, person_id=found[0].id)


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


def opening_number() -> str | None:
    """The opening document that stands, None while there is none or it was cancelled."""
    row = fetch_one(
        "SELECT o.number FROM opening o WHERE NOT EXISTS (SELECT 1 FROM voided_document v"
        " WHERE v.origin_kind = 'opening' AND v.origin_id = o.id) ORDER BY o.id DESC LIMIT 1"
    )
    return str(row[0]) if row else None
