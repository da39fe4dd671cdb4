"""The evening of a month: close it, write its papers, back it up. Once closed it stays closed, whatever fails after."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pkkmart.closing.operations import close_month
from pkkmart.core.actor import Actor
from pkkmart.core.backup import BackupResult, NoBackupFolder, Progress, back_up
from pkkmart.core.db import db
from pkkmart.core.errors import PkkError, environment_fault
from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile
from pkkmart.ledger.operations import month_name

log = logging.getLogger(__name__)

SetWriter = Callable[[str, Path, Progress], Sequence[Path]]
"""Writes the papers of a month into a folder and returns them."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed month: the folder and files of its papers, its backup, and what has to be done again."""

    month: str
    folder: Path
    files: tuple[Path, ...]
    backup: BackupResult | None
    troubles: tuple[str, ...]


def papers_folder(month: str) -> Path:
    """Where the papers of a month go: beside the shop's data, a folder for each month."""
    return Path(db.database).absolute().parent / "laporan" / month


def close_and_keep(
    actor: Actor, month: str, reason: str = "", *, pc: PcFile, write_set: SetWriter, progress: Progress | None = None
) -> Kept:
    """Close a month, then write its papers and a backup.

    Raises what close_month raises, before anything is written. What fails after the closing is told in
    `troubles`: the month stays closed, and papers and backup can be made again.
    """
    told = progress or (lambda *_told: None)
    close_month(actor, month, reason)
    return keep(month, pc=pc, write_set=write_set, progress=told)


def keep(month: str, *, pc: PcFile, write_set: SetWriter, progress: Progress | None = None) -> Kept:
    """Write the papers and the backup of a month that is closed, also for the second time."""
    told = progress or (lambda *_told: None)
    folder, troubles = papers_folder(month), []
    files: Sequence[Path] = ()
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
    return Kept(month, folder, tuple(files), backup, tuple(troubles))


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
