"""Putting a backup back while the window is closed, and the mark of it in the shop that comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pkkmart.core.actor import SYSTEM
from pkkmart.core.audit import last_hash
from pkkmart.core.errors import PkkError
from pkkmart.core.i18n import _
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import opened_shop, pc_file

_MARK: Final = "restore.mark"
"""What the restored shop's log is still to be told: hash of the backup's last act, its name, who approved."""


@dataclass(frozen=True, slots=True)
class RestoreWish:
    """A backup two people want back, and their names as the audit gets them."""

    path: Path
    treasurer: str
    chair: str


@dataclass(frozen=True, slots=True)
class Said:
    """What came of a restore, to be told in the next window."""

    sentence: str
    went: bool


def restore_shop(wish: RestoreWish, folder: Path) -> Said:
    """Put a backup in the place of a shop whose window is closed, and log who approved; a failure changes nothing.

    What the log is to be told is written down first, so that a power cut in between costs no mark: the next start
    makes it (`finish_mark`).
    """
    from pkkmart.core.contents import inspect  # imported late: hardly any start needs it
    from pkkmart.core.restore import restore

    pc = pc_file(folder)
    try:
        acts = inspect(wish.path).acts
        by = _("{treasurer} dan {chair}").format(treasurer=wish.treasurer, chair=wish.chair)
        pc.set(_MARK, "\t".join((acts[max(acts)] if acts else "", wish.path.name, by)))
        done = restore(wish.path, folder)
    except PkkError as error:
        pc.set(_MARK, "")
        return Said(str(error), False)
    with opened_shop(folder, create=False):
        finish_mark(pc, folder)
    saved = done.saved.name if done.saved else "-"
    told = _("Toko dipulihkan dari {name}. Data sebelumnya disimpan di {saved}.")
    return Said(told.format(name=wish.path.name, saved=saved), True)


def finish_mark(pc: PcFile, folder: Path) -> None:
    """Log a restore that is not logged yet, in the open shop; one that never came through is forgotten."""
    expected, name, by = ([*pc.get(_MARK, "").split("\t"), "", ""])[:3]
    if not name:
        return
    if last_hash() == expected:
        from pkkmart.closing.operations import note_restore  # imported late: hardly any start needs it

        saved = sorted(folder.glob("pkkmart-sebelum-pulih-*.db"), key=lambda path: path.stat().st_mtime)
        note_restore(SYSTEM, name, saved[-1].name if saved else "", approved_by=by)
    pc.set(_MARK, "")
