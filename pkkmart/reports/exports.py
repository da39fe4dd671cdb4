"""The books as plain text that hledger, ledger and beancount read: nobody is locked in.

All three take the same body: English roots, account parts of letters, digits and `-`, two spaces
before the amount, whole `47500 IDR`, every posting with its amount, quoted texts, remarks after `;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from pkkmart.core.db import fetch
from pkkmart.core.errors import EnvironmentFault
from pkkmart.core.files import write_whole
from pkkmart.core.i18n import N_, _

_UNFIT = re.compile(r"[^A-Za-z0-9]+")
_TELLING = str.maketrans('"\\;:[]', "'/, ()")
_ROOTS = {1: "Assets", 2: "Liabilities", 3: "Equity", 4: "Income", 5: "Expenses", 6: "Expenses", 8: "Expenses"}


class LedgerFormat(StrEnum):
    """A program that reads the export."""

    HLEDGER = "hledger"
    LEDGER = "ledger"
    BEANCOUNT = "beancount"


class ExportUnwritable(EnvironmentFault):
    template = N_("Berkas {path} tidak bisa ditulis ({why}). Pilih folder lain; buku tidak berubah.")


def account_path(code: int, name: str, normal_side: str) -> str:
    """`Assets:1101-Kas-Laci-Kasir`; class 7 is income or expense by its normal side."""
    root = _ROOTS.get(code // 1000) or ("Income" if normal_side == "K" else "Expenses")
    return f"{root}:{code}-{_UNFIT.sub('-', name).strip('-')}"


def ledger_text(kind: LedgerFormat) -> Iterator[str]:
    """The whole ledger, a line at a time: the accounts that are used, then every entry by day."""
    accounts = {
        row[0]: account_path(*row)
        for row in fetch(
            "SELECT id, name, normal_side FROM account WHERE id IN (SELECT account_id FROM posting) ORDER BY id"
        )
    }
    first = fetch("SELECT coalesce(min(business_date), '2000-01-01') FROM journal_entry")[0][0]
    if kind is LedgerFormat.BEANCOUNT:
        yield from (f"{first} open {path} IDR" for path in accounts.values())
    else:
        yield "commodity IDR"
        yield from (f"account {path}" for path in accounts.values())
    entry_id = None
    for row in fetch(
        "SELECT e.id, e.business_date, e.origin_kind, e.memo, p.account_id, p.amount_idr, coalesce(w.name, '')"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id LEFT JOIN person w ON w.id = p.person_id"
        " ORDER BY e.business_date, e.id, p.line_no"
    ):
        if row[0] != entry_id:
            entry_id = row[0]
            yield ""
            yield f'{row[1]} * "{_plain(row[2])}" "{_plain(row[3]) or row[0]}"'
        remark = f" ; {_plain(row[6])}" if row[6] else ""
        yield f"  {accounts[row[4]]}  {row[5]} IDR{remark}"


def export_ledger(path: Path, kind: LedgerFormat) -> int:
    """Write the export whole or not at all; returns how many lines.

    Raises ExportUnwritable, FolderFull, and NotAFile when a folder or a device stands there.
    """
    lines = 0

    def encoded() -> Iterator[bytes]:
        nonlocal lines
        for line in ledger_text(kind):
            lines += 1
            yield f"{line}\n".encode()

    try:
        write_whole({path: encoded()})
    except OSError as error:
        raise ExportUnwritable(path=path, why=error.strerror or error) from error
    return lines


def export_note(path: Path, lines: int) -> str:
    """What to say when it is done."""
    return _("{lines} baris buku besar disimpan di {path}.").format(lines=lines, path=path)


def _plain(text: str) -> str:
    """A text none of the three reads anything into: `"` and `\\` end or escape a text, `;` begins a remark,
    `:` a tag, `[` a date; what has no shape at all is left out."""
    shown = "".join(letter for letter in " ".join(text.split()) if letter.isprintable())
    return shown.translate(_TELLING)
