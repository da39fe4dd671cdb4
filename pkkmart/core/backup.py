"""A copy of the shop that can be trusted: made while the shop works, compared with it, then given its name.

Until a copy is proved it bears a name nobody takes for a backup, so a power cut at any moment leaves
the older backups as they were.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import time
import uuid
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from pkkmart.core import clock
from pkkmart.core.db import db, read_only
from pkkmart.core.errors import DiskFull, EnvironmentFault, environment_fault
from pkkmart.core.files import write_flushed
from pkkmart.core.i18n import N_, _
from pkkmart.core.settings import PcFile

FOLDER_KEY: Final = "backup.folder"
LAST_AT_KEY: Final = "backup.last_at"
LAST_PATH_KEY: Final = "backup.last_path"
KEEP_NEWEST: Final = 30
"""How many of the newest backups stay, besides the newest of every month."""

NAME: Final = re.compile(r"pkkmart-(\d{8})-(\d{4})(?:-(\d+))?\.db")
_PREFIX: Final = "pkkmart"
_BEFORE_CHANGE: Final = "pkkmart-sebelum-perbarui"
_PAGES: Final = 2_000
_DRAFT: Final = ".tulis"
_ENDINGS: Final = ("", "-journal", "-wal", "-shm")

Progress = Callable[[int, int, str], object]
"""Told how far the work is: done, total (0: unknown), words. What it raises stops the backup."""


class NoBackupFolder(EnvironmentFault):
    template = N_("Folder cadangan belum dipilih. Pilih di Pengaturan, sebaiknya di USB atau disk lain.")


class BackupFolderMissing(EnvironmentFault):
    template = N_("Folder cadangan {path} tidak ada. Colokkan USB-nya, atau pilih folder lain di Pengaturan.")


class BackupFolderFull(EnvironmentFault):
    template = N_(
        "Ruang di {path} tidak cukup untuk cadangan (perlu {need_mb} MB). Kosongkan ruang atau pilih folder lain; "
        "cadangan lama dan data toko tetap utuh."
    )


class BackupNotWritten(EnvironmentFault):
    template = N_(
        "Cadangan ke {path} tidak jadi ditulis ({why}). Data toko dan cadangan lama tetap utuh; periksa USB atau "
        "folder itu, lalu ulangi."
    )


class BackupDiffers(EnvironmentFault):
    template = N_(
        "Cadangan yang baru ditulis di {path} tidak sama dengan data toko ({what}), jadi dibuang. Ganti USB atau disk "
        "itu, lalu ulangi."
    )


class BackupBusy(EnvironmentFault):
    template = N_("Cadangan lain sedang ditulis. Tunggu sampai selesai, lalu ulangi.")


@dataclass(frozen=True, slots=True)
class BackupResult:
    """A proved backup: where it lies, its size in bytes, how many seconds it took, the moment (UTC) it holds."""

    path: Path
    bytes: int
    seconds: float
    at: datetime


def make_backup(
    folder: Path,
    *,
    keep: int = KEEP_NEWEST,
    progress: Progress | None = None,
    source: Path | None = None,
    prefix: str = _PREFIX,
) -> BackupResult:
    """Copy the opened shop (or the database `source`) into a folder, prove the copy, name it, drop what is too old.

    Sales go on meanwhile: the copy is of one moment. Under another `prefix` it is no backup of the row and drops none.
    Raises BackupFolderMissing, BackupFolderFull,
    BackupNotWritten, BackupDiffers, BackupBusy; the folder then holds what it held before.
    """
    source = source or Path(db.database)
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise BackupFolderMissing(path=folder)
    _require_room(source, folder)
    mark = hashlib.sha256(str(source.absolute()).encode()).hexdigest()[:8]
    draft = folder / f".pkkmart-{mark}-{uuid.uuid4().hex[:8]}{_DRAFT}"
    lock = FileLock(source.with_name("cadangan.lock"))
    try:
        with lock.acquire(timeout=0):
            # Only the holder of the lock writes drafts of this shop, so any other one is of a killed program.
            for left in folder.glob(f".pkkmart-{mark}-*{_DRAFT}*"):
                left.unlink(missing_ok=True)
            try:
                return _make(source, folder, draft, keep, prefix, progress or (lambda *_told: None))
            finally:
                for ending in _ENDINGS:
                    with suppress(OSError):
                        draft.with_name(draft.name + ending).unlink(missing_ok=True)
    except Timeout as error:
        raise BackupBusy from error
    except (sqlite3.Error, OSError) as error:
        if isinstance(environment_fault(error), DiskFull):
            raise BackupFolderFull(path=folder, need_mb=_megabytes(source)) from error
        raise BackupNotWritten(path=folder, why=getattr(error, "strerror", None) or damage(error)) from error


def copy_before_upgrade(source: Path) -> BackupResult:
    """A proved copy of a shop's file in its own folder, before a newer version of the program changes its tables.

    Named apart from the backups, so that no rotation drops it. Raises what make_backup raises.
    """
    return make_backup(source.parent, source=source, prefix=_BEFORE_CHANGE)


def _make(source: Path, folder: Path, draft: Path, keep: int, prefix: str, progress: Progress) -> BackupResult:
    started, at = time.monotonic(), clock.now()
    _copy(source, draft, progress)
    progress(0, 0, _("Menyimpan ke disk"))
    digest = _flushed_digest(draft)
    target = _free_name(folder, prefix, at)
    write_flushed(target.with_suffix(".sha256"), f"{digest}  {target.name}\n".encode())
    draft.replace(target)
    flush_folder(folder)
    if prefix == _PREFIX:
        _rotate(folder, target, max(1, keep))
    return BackupResult(target, target.stat().st_size, time.monotonic() - started, at)


def _copy(source: Path, draft: Path, progress: Progress) -> None:
    """One moment of the shop, held by a read transaction that stands still while others write."""
    with closing(read_only(source, live=True)) as reader, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        reader.execute("BEGIN")
        reader.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        copy.execute("PRAGMA synchronous = OFF")
        words = _("Menyalin data toko")
        reader.backup(copy, pages=_PAGES, progress=lambda _rc, left, total: progress(total - left, total, words))
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, readable from a disk that can't be written
        progress(0, 0, _("Memeriksa salinan"))
        (health,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
        if health != "ok":
            raise BackupDiffers(path=draft.parent, what=damage(health))
        for what, theirs in _facts(reader).items():
            if _facts_of(copy, what) != theirs:
                raise BackupDiffers(path=draft.parent, what=what)


def damage(told: object) -> str:
    """What SQLite says of a file it can't read (an error, a line of integrity_check), as a few of our words."""
    page = re.search(r"\bpage (\d+)", str(told), re.IGNORECASE)
    if page:
        return _("halaman {page} tidak terbaca").format(page=page[1])
    name = getattr(told, "sqlite_errorname", "")
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
        return _("disk atau foldernya tidak bisa dibaca atau ditulis")
    return _("isinya tidak utuh")


def _facts(shop: sqlite3.Connection) -> dict[str, object]:
    tables = [row[0] for row in shop.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return {what: _facts_of(shop, what) for what in [*tables, ""]}


def _facts_of(shop: sqlite3.Connection, what: str) -> object:
    """How many rows a table has; for no table, the head of the chain of acts."""
    if what:
        return shop.execute(f'SELECT count(*) FROM "{what}"').fetchone()
    return shop.execute("SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1").fetchone()


def _require_room(source: Path, folder: Path) -> None:
    need = source.stat().st_size + (4 << 20)
    if shutil.disk_usage(folder).free < need:
        raise BackupFolderFull(path=folder, need_mb=_megabytes(source))


def _megabytes(source: Path) -> int:
    return (source.stat().st_size >> 20) + 4


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flushed_digest(path: Path) -> str:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Make a rename last through a power cut, where the system lets a folder be flushed."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _free_name(folder: Path, prefix: str, at: datetime) -> Path:
    stem = f"{prefix}-{clock.local(at):%Y%m%d-%H%M}"
    target, number = folder / f"{stem}.db", 2
    while os.path.lexists(target) or os.path.lexists(target.with_suffix(".sha256")):
        target, number = folder / f"{stem}-{number}.db", number + 1
    return target


def backups_in(folder: Path) -> list[Path]:
    """The backups in a folder, newest first; a folder that is not there holds none."""
    files = [path for path in _listed(folder) if path.is_file()]
    found = [(match.groups(default="1"), path) for path in files if (match := NAME.fullmatch(path.name))]
    return [path for key, path in sorted(found, key=lambda one: (*one[0][:2], int(one[0][2])), reverse=True)]


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _rotate(folder: Path, newest: Path, keep: int) -> None:
    """Drop what is neither among the newest nor the last of its month, and only of this very shop."""
    months: set[str] = set()
    ours = identity(newest)
    for place, path in enumerate(backups_in(folder)):
        month = path.name[8:14]
        stays = place < keep or month not in months
        months.add(month)
        if not stays and path != newest:
            with suppress(OSError, sqlite3.Error):
                if identity(path) == ours:
                    path.unlink()
                    path.with_suffix(".sha256").unlink(missing_ok=True)
    for orphan in (path for path in _listed(folder) if path.suffix == ".sha256"):
        if NAME.fullmatch(orphan.stem + ".db") and orphan.is_file() and not orphan.with_suffix(".db").exists():
            orphan.unlink(missing_ok=True)


def identity(path: Path) -> str:
    """What tells one shop from another: the hash of its first act ("" before it has acted)."""
    with closing(read_only(path)) as shop:
        row = shop.execute("SELECT hash FROM audit WHERE id = 1").fetchone()
    return str(row[0]) if row else ""


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup this PC made: the moment (UTC) it holds, and whether its file can be seen now."""

    at: datetime
    path: Path
    is_there: bool


def last_backup(pc: PcFile) -> LastBackup | None:
    """What this PC remembers of its last backup, None before the first."""
    at, path = pc.get(LAST_AT_KEY, ""), pc.get(LAST_PATH_KEY, "")
    try:
        return LastBackup(clock.from_text(at), Path(path), Path(path).is_file()) if at and path else None
    except (OSError, ValueError):
        return None


def back_up(pc: PcFile, *, progress: Progress | None = None) -> BackupResult:
    """Back the opened shop up to this PC's folder and remember it. Raises NoBackupFolder and make_backup's faults."""
    folder = pc.get(FOLDER_KEY, "")
    if not folder:
        raise NoBackupFolder
    result = make_backup(Path(folder), progress=progress)
    pc.set(LAST_AT_KEY, clock.to_text(result.at))
    pc.set(LAST_PATH_KEY, str(result.path))
    return result
