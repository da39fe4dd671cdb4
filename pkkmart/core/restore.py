"""The way back: what going back to a backup would change, and going back without losing today.

The present file is saved next to the restored one, and at every moment there is a whole database in its place:
no log or journal of the old file ever lies next to the new one, where SQLite would replay it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from pkkmart.core import clock
from pkkmart.core.backup import damage, flush_folder
from pkkmart.core.contents import Contents, inspect
from pkkmart.core.db import FILE_NAME, read_only
from pkkmart.core.errors import DatabaseLocked, DiskFull, EnvironmentFault, NoDatabase, environment_fault
from pkkmart.core.files import require_replaceable
from pkkmart.core.i18n import N_, _, date_short, figure
from pkkmart.core.shop import ShopInUse

_COPY: Final = ".salin.tulis"
_ENDINGS: Final = ("-journal", "-wal", "-shm")
_PATIENCE_S: Final = 2.0


class RestoreFailed(EnvironmentFault):
    template = N_(
        "Pemulihan tidak jadi ({why}). Data toko tetap seperti semula di {path}; periksa disk dan izin folder itu, "
        "lalu ulangi."
    )


class RestoreFull(EnvironmentFault):
    template = N_(
        "Ruang di {path} tidak cukup untuk pemulihan (perlu kira-kira {need_mb} MB). Kosongkan ruang di sana, lalu "
        "ulangi; data toko tetap seperti semula."
    )


class RestoreBusy(EnvironmentFault):
    template = N_(
        "Pemulihan tidak jadi: {path} sedang dibaca program lain. Tutup program itu, lalu ulangi; data toko tetap "
        "seperti semula."
    )


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What going back would change; `sentences` say it to the person who decides. `lost_idr` is rupiah of receipts.

    `lost_entries` are the journal entries that would go, by kind of document: how many, and rupiah of one side.
    """

    backup: Contents
    present: Contents | None
    lost_receipts: int
    lost_idr: int
    won_receipts: int
    lost_acts: int
    sentences: tuple[str, ...]
    lost_entries: tuple[tuple[str, int, int], ...] = ()


def restore_plan(path: Path, current: Path) -> RestorePlan:
    """Compare a backup with the present database file. Raises what inspect raises for the backup."""
    backup = inspect(path, thorough=True)
    sentences = [_("Cadangan ini berisi {what}.").format(what=backup.sentence)]
    present: Contents | None = None
    try:
        present = inspect(current, live=True)
    except NoDatabase:
        sentences.append(_("Belum ada data toko di tempat tujuan; tidak ada yang hilang."))
    except EnvironmentFault as error:
        sentences.append(_("Data yang sekarang tidak terbaca: {why}").format(why=error))
    if present is None:
        return RestorePlan(backup, None, 0, 0, 0, 0, tuple(sentences))
    sentences.append(_("Sekarang: {what}.").format(what=present.sentence))
    lost = {number: what for number, what in present.receipts.items() if backup.receipts.get(number) != what}
    won = [number for number, what in backup.receipts.items() if present.receipts.get(number) != what]
    lost_acts = [key for key, mark in present.acts.items() if backup.acts.get(key) != mark]
    if present.acts.get(1) != backup.acts.get(1):
        sentences.append(_("Perhatian: ini cadangan TOKO LAIN, bukan kelanjutan data yang sekarang."))
    sentences += _differences(lost, won, len(lost_acts))
    if present.closed_through != backup.closed_through:
        sentences.append(
            _("Bulan tertutup sampai: sekarang {now}, sesudah pulih {then}.").format(
                now=present.closed_through or "-", then=backup.closed_through or "-"
            )
        )
    sentences.append(_("Berkas yang sekarang disimpan di sampingnya, tidak dihapus."))
    total = sum(what[1] for what in lost.values())
    entries = _lost_entries(backup, present)
    return RestorePlan(backup, present, len(lost), total, len(won), len(lost_acts), tuple(sentences), entries)


def _lost_entries(backup: Contents, present: Contents) -> tuple[tuple[str, int, int], ...]:
    sums: dict[str, list[int]] = {}
    for key, entry in present.entries.items():
        if backup.entries.get(key) != entry:
            found = sums.setdefault(entry[0], [0, 0])
            found[0], found[1] = found[0] + 1, found[1] + entry[2]
    return tuple((kind, count, amount) for kind, (count, amount) in sorted(sums.items(), key=lambda one: -one[1][1]))


def _differences(lost: dict[str, tuple[str, int, str]], won: list[str], lost_acts: int) -> list[str]:
    said = []
    if lost:
        days = sorted(what[0] for what in lost.values())
        said.append(
            _("{count} struk akan hilang ({first} s.d. {last}, {since} s.d. {until}), nilainya {total}.").format(
                count=figure(len(lost)),
                first=min(lost),
                last=max(lost),
                since=date_short(date.fromisoformat(days[0])),
                until=date_short(date.fromisoformat(days[-1])),
                total=figure(sum(what[1] for what in lost.values())),
            )
        )
    if won:
        said.append(_("{count} struk kembali ({first} s.d. {last}).").format(
            count=figure(len(won)), first=min(won), last=max(won)
        ))  # fmt: skip
    if lost_acts:
        said.append(_("Seluruhnya {count} kejadian tercatat akan hilang.").format(count=figure(lost_acts)))
    if not (lost or won or lost_acts):
        said.append(_("Tidak ada struk atau kejadian yang hilang."))
    return said


@dataclass(frozen=True, slots=True)
class Restored:
    """The database now in place, and where the one before is saved (None when there was none)."""

    path: Path
    saved: Path | None


def restore(path: Path, data_dir: Path) -> Restored:
    """Put a backup in the place of the shop's database; the window must be closed.

    Raises ShopInUse, RestoreBusy, RestoreFull, RestoreFailed, NotAFile, and what inspect raises; the shop is then
    as it was. A power cut at any moment leaves the old shop whole or the new one whole.
    """
    inspect(path, thorough=True)
    current, lock = data_dir / FILE_NAME, FileLock(data_dir / "pkkmart.lock")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
        require_replaceable(current)
        return _replaced(path, current.resolve())
    except Timeout as error:
        raise ShopInUse(path=data_dir) from error
    except (OSError, sqlite3.Error) as error:
        if isinstance(environment_fault(error), DiskFull):
            raise RestoreFull(path=data_dir, need_mb=(2 * path.stat().st_size >> 20) + 4) from error
        raise RestoreFailed(path=current, why=getattr(error, "strerror", None) or damage(error)) from error
    finally:
        with suppress(OSError):  # what is in place by now must not be called a failure
            lock.release()


def _replaced(backup: Path, current: Path) -> Restored:
    """The one order in which a kill is harmless: what the old log holds goes into the old file before it goes."""
    draft = current.with_name(".pulih.tulis")
    _sweep(draft)
    try:
        _take_out(backup, draft)
        inspect(draft, thorough=True)
        saved = _keep_present(current)
        try:
            draft.replace(current)
        except BaseException:
            _put_back(saved, current)
            raise
        flush_folder(current.parent)
        return Restored(current, saved if saved.exists() else None)
    finally:
        with suppress(OSError):
            _sweep(draft)


def _sweep(draft: Path) -> None:
    """Take away a draft with what SQLite leaves next to one, ours or a killed restore's."""
    for ending in ("", *_ENDINGS):
        _with_ending(draft, ending).unlink(missing_ok=True)
    draft.with_name(_COPY).unlink(missing_ok=True)


def _take_out(backup: Path, draft: Path) -> None:
    """The backup as one file, its log included where it has one."""
    with closing(read_only(backup)) as shop, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        shop.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _keep_present(current: Path) -> Path:
    """Copy the present file with its log under a name that says what it is, then leave no log next to the original.

    A log of the old file must never be replayed into the new one, so the old file takes its log in first: then it
    is whole without, should it stay.
    """
    saved = _free_name(current)
    try:
        for ending in ("-journal", "-wal", ""):
            if _with_ending(current, ending).exists():
                _copy_flushed(_with_ending(current, ending), _with_ending(saved, ending))
        flush_folder(current.parent)
        _settle(current)
        for ending in _ENDINGS:
            _with_ending(current, ending).unlink(missing_ok=True)
    except BaseException:
        _put_back(saved, current)
        raise
    return saved


def _settle(current: Path) -> None:
    """Bring into the file what its journal or log still holds, unless it is no database SQLite can read.

    Raises RestoreBusy while another program reads it, OSError or sqlite3.Error when the disk is in the way.
    """
    if not current.exists():
        return
    try:
        with closing(sqlite3.connect(current, timeout=_PATIENCE_S, isolation_level=None)) as shop:
            shop.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # an interrupted journal is rolled back
            (is_busy, _in_log, _copied) = shop.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError as error:
        if isinstance(environment_fault(error), DatabaseLocked):
            raise RestoreBusy(path=current) from error
        if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return
        raise
    log = _with_ending(current, "-wal")
    if is_busy or (log.exists() and log.stat().st_size):
        raise RestoreBusy(path=current)


def _with_ending(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _free_name(current: Path) -> Path:
    stem = f"pkkmart-sebelum-pulih-{clock.local(clock.now()):%Y%m%d-%H%M}"
    saved, number = current.with_name(f"{stem}.db"), 2
    while any(os.path.lexists(_with_ending(saved, ending)) for ending in ("", *_ENDINGS)):
        saved, number = current.with_name(f"{stem}-{number}.db"), number + 1
    return saved


def _put_back(saved: Path, current: Path) -> None:
    """Nothing was replaced: a log that went comes back (to take it in twice changes nothing), the copies go."""
    for ending in ("-journal", "-wal", ""):
        copy = _with_ending(saved, ending)
        if ending and copy.exists() and not _with_ending(current, ending).exists():
            copy.replace(_with_ending(current, ending))
        with suppress(OSError):
            copy.unlink(missing_ok=True)


def _copy_flushed(source: Path, target: Path) -> None:
    """Copy a file so that its name only ever stands for the whole of it."""
    draft = target.with_name(_COPY)
    shutil.copyfile(source, draft)
    with draft.open("rb+") as file:
        os.fsync(file.fileno())
    draft.replace(target)
