"""The evening of a month: what may keep it open, then close it, write its papers, back it up.

Once closed it stays closed, whatever fails after.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pkkmart.closing.checklist import PROOFS, Item, month_checklist
from pkkmart.closing.operations import close_month
from pkkmart.closing.verify import proofs_of, proved
from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.core.backup import BackupResult, NoBackupFolder, Progress, back_up
from pkkmart.core.check import Check
from pkkmart.core.db import db
from pkkmart.core.errors import PkkError, UserError, environment_fault
from pkkmart.core.i18n import N_, _
from pkkmart.core.settings import PcFile
from pkkmart.ledger.operations import month_name
from pkkmart.reports.months import last_day

log = logging.getLogger(__name__)

SetWriter = Callable[[str, Path, Progress], Sequence[Path]]
"""Writes the papers of a month into a folder and returns them."""

_REFUSING = ("shifts", "earlier")
"""The lines close_month refuses for, whatever the reason."""


class BooksUnproved(UserError):
    template = N_(
        "{month} belum bisa ditutup: dokumen belum terbukti cocok dengan buku besar ({what}). "
        "Jalankan pemeriksaan buku (pkkmart verify) dan hubungi pengurus sistem; berjualan boleh terus."
    )


class LineInTheWay(UserError):
    template = N_("{month} belum bisa ditutup. {title}: {what}. Bereskan dulu baris itu.")


class ClosingReasonMissing(UserError):
    template = N_("{month} masih merah: {what}. Tulis alasan menutupnya sekarang; alasan ini tercatat selamanya.")


@dataclass(frozen=True, slots=True)
class SavedMonth:
    """A closed month: the folder and files of its papers, its backup, and what has to be done again."""

    month: str
    folder: Path
    files: tuple[Path, ...]
    backup: BackupResult | None
    troubles: tuple[str, ...]


def papers_folder(month: str) -> Path:
    """Where the papers of a month go now: next to the shop's data, a folder a closing (`2026-10`, `2026-10-ke-2`).

    Papers of an earlier closing may be signed, so nothing is ever written over them.
    """
    above = Path(db.database).absolute().parent / "laporan"
    folder, times = above / month, 1
    while folder.exists() and any(folder.iterdir()):
        times += 1
        folder = above / f"{month}-ke-{times}"
    return folder


def prove(month: str, progress: Progress) -> list[Check]:
    """Run every proof of the books and of a month's papers, telling each; raises what `progress` raises to stop."""
    found: list[Check] = []
    proofs = proofs_of(month)
    for check in proofs:
        found.append(proved(check))
        progress(len(found), len(proofs), found[-1].name)
    return found


def refusal(month: str, items: Iterable[Item]) -> UserError | None:
    """Why the lines of a month keep it open, None when none does; other red lines only ask a reason."""
    for item in items:
        if item.key in _REFUSING and not item.ok:
            return LineInTheWay(month=month_name(month), title=item.title, what=item.figure)
        if item.key == PROOFS and not item.ok:
            return BooksUnproved(month=month_name(month), what=item.figure)
    return None


def close_and_save(
    actor: Actor, month: str, reason: str = "", *, pc: PcFile, write_set: SetWriter, progress: Progress | None = None
) -> SavedMonth:
    """Prove the books, close a month, then write its papers and a backup.

    Raises BooksUnproved, LineInTheWay, ClosingReasonMissing (some line is red and no reason told), what `progress`
    raises to stop and what close_month raises, before anything is written. What fails after the closing is told in
    `troubles`: the month stays closed, and papers and backup can be made again.
    """
    told = progress or (lambda *_told: None)
    if last_day(month) < clock.today():  # of another close_month says when it ends
        items = month_checklist(month, pc, prove(month, told))
        if (why := refusal(month, items)) is not None:
            raise why
        red = [item.title for item in items if not item.ok]
        if red and not reason.strip():
            raise ClosingReasonMissing(month=month_name(month), what=", ".join(red))
    close_month(actor, month, reason)
    return save_month(month, pc=pc, write_set=write_set, progress=told)


def save_month(
    month: str, *, pc: PcFile, write_set: SetWriter, folder: Path | None = None, progress: Progress | None = None
) -> SavedMonth:
    """Write the papers and the backup of a month that is closed.

    For the second time into the same `folder`, the one `SavedMonth` names; else into one of their own.
    """
    told = progress or (lambda *_told: None)
    troubles: list[str] = []
    files: Sequence[Path] = ()
    folder = folder or papers_folder(month)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        files = write_set(month, folder, told)
    except Exception as error:  # the month is closed: a failure of its papers must not look like one of the closing
        troubles.append(
            _("{month} sudah tertutup, tetapi laporannya belum jadi: {why} Buat lagi dari Laporan.").format(
                month=month_name(month), why=_why(error)
            )
        )
    backup: BackupResult | None = None
    try:
        backup = back_up(pc, progress=told)
    except NoBackupFolder as error:
        troubles.append(str(error))
    except Exception as error:
        troubles.append(
            _("{month} sudah tertutup, tetapi cadangannya belum jadi: {why}").format(
                month=month_name(month), why=_why(error)
            )
        )
    return SavedMonth(month, folder, tuple(files), backup, tuple(troubles))


def _why(error: Exception) -> str:
    fault = environment_fault(error)
    if fault is not None:
        return str(fault)
    if isinstance(error, PkkError):
        return str(error)
    if isinstance(error, OSError):
        return f"{error.strerror or error}."
    log.exception("after a closing", exc_info=error)
    return _("ada yang terhenti, catatannya tersimpan.")
