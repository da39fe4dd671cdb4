"""The way back: what a backup holds, what going back to it would change, and going back without losing today.

The present file is kept beside the restored one, and at every moment there is a whole database in its place.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from pkkmart.core import clock
from pkkmart.core.backup import digest_of, read_only
from pkkmart.core.db import APPLICATION_ID, FILE_NAME
from pkkmart.core.errors import (
    DatabaseNewer,
    EnvironmentFault,
    ForeignDatabase,
    NoDatabase,
    environment_fault,
)
from pkkmart.core.i18n import N_, _, date_short, figure, time_short
from pkkmart.core.shop import ShopInUse


class BackupDamaged(EnvironmentFault):
    template = N_(
        "Berkas {path} rusak ({why}) dan tidak bisa dipulihkan. Pilih cadangan lain; data toko sekarang tidak diubah."
    )


class RestoreFailed(EnvironmentFault):
    template = N_("Pemulihan tidak jadi ({why}). Data toko tetap seperti semula di {path}.")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a shop's file holds. `receipts` maps number to (day, rupiah, recorded); `acts` maps id to its hash."""

    path: Path
    bytes: int
    shop_name: str
    migrations: tuple[str, ...]
    receipts: dict[str, tuple[str, int, str]]
    acts: dict[int, str]
    last_act: str
    last_act_at: str
    closed_through: str

    @property
    def last_receipt(self) -> str:
        """The newest receipt number, "" before the first sale."""
        return max(self.receipts, default="")

    @property
    def sentence(self) -> str:
        """One line: whose it is, how far it goes."""
        return _("{name}: {receipts} struk sampai {last}, {acts} kejadian sampai {at}").format(
            name=self.shop_name or "PKK Mart",
            receipts=figure(len(self.receipts)),
            last=self.last_receipt or "-",
            acts=figure(len(self.acts)),
            at=moment_words(self.last_act_at),
        )


def known_migrations() -> set[str]:
    """The names of the scripts this version of the program has."""
    folder = Path(__file__).resolve().parents[1] / "migrations"
    return {path.stem for path in folder.glob("[0-9]*.py")}


def moment_words(text: str) -> str:
    """A stored moment as `24/11/2026 14.20`, "-" for none."""
    if not text:
        return "-"
    moment = clock.local(clock.from_text(text))
    return f"{date_short(moment.date())} {time_short(moment)}"


def inspect(path: Path, *, thorough: bool = False, live: bool = False) -> Contents:
    """What a file holds; `thorough` also proves every page and the SHA-256 beside it; `live` when it may be in use.

    Raises NoDatabase, ForeignDatabase, BackupDamaged, DatabaseNewer. The file is never changed.
    """
    if not path.is_file():
        raise NoDatabase(path=path)
    if thorough:
        _require_same_digest(path)
    try:
        with closing(read_only(path, live=live)) as shop:
            (mark,) = shop.execute("PRAGMA application_id").fetchone()
            if mark != APPLICATION_ID:
                raise ForeignDatabase(path=path)
            if thorough:
                (health,) = shop.execute("PRAGMA integrity_check(1)").fetchone()
                if health != "ok":
                    raise BackupDamaged(path=path, why=health)
            found = _contents(path, shop)
    except sqlite3.DatabaseError as error:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3"):
                raise ForeignDatabase(path=path) from error
        raise BackupDamaged(path=path, why=error) from error
    if set(found.migrations) - known_migrations():
        raise DatabaseNewer(path=path)
    return found


def _require_same_digest(path: Path) -> None:
    try:
        noted = path.with_suffix(".sha256").read_text(encoding="ascii").split()[0]
    except (OSError, ValueError, IndexError):
        return
    if noted != digest_of(path):
        raise BackupDamaged(path=path, why=_("isinya berubah sejak dibuat"))


def _contents(path: Path, shop: sqlite3.Connection) -> Contents:
    migrations = tuple(row[0] for row in shop.execute("SELECT name FROM schema_migration ORDER BY name"))
    if set(migrations) - known_migrations():
        return Contents(path, path.stat().st_size, "", migrations, {}, {}, "", "", "")
    name = shop.execute("SELECT value FROM setting WHERE key = 'shop.name' ORDER BY id DESC LIMIT 1").fetchone()
    last = shop.execute("SELECT act, recorded_at FROM audit ORDER BY id DESC LIMIT 1").fetchone() or ("", "")
    closed = shop.execute(
        "SELECT max(c.month) FROM period_event c WHERE c.kind = 'CLOSED' AND NOT EXISTS"
        " (SELECT 1 FROM period_event r WHERE r.month = c.month AND r.kind = 'REOPENED' AND r.id > c.id)"
    ).fetchone()
    return Contents(
        path=path,
        bytes=path.stat().st_size,
        shop_name=str(json.loads(name[0])) if name else "",
        migrations=migrations,
        receipts={
            row[0]: (row[1], row[2], row[3])
            for row in shop.execute("SELECT number, business_date, total_idr, recorded_at FROM sale")
        },
        acts=dict(shop.execute("SELECT id, hash FROM audit")),
        last_act=last[0],
        last_act_at=last[1],
        closed_through=closed[0] or "",
    )


@dataclass(frozen=True, slots=True)
class RestorePlan:
    """What going back would change; `sentences` say it to the person who decides. `lost_idr` is rupiah of receipts."""

    backup: Contents
    present: Contents | None
    lost_receipts: int
    lost_idr: int
    won_receipts: int
    lost_acts: int
    sentences: tuple[str, ...]


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
    return RestorePlan(backup, present, len(lost), total, len(won), len(lost_acts), tuple(sentences))


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
    """The database now in place, and where the one before is kept (None when there was none)."""

    path: Path
    kept: Path | None


def restore(path: Path, data_dir: Path) -> Restored:
    """Put a backup in the place of the shop's database; the window must be closed.

    Raises ShopInUse, RestoreFailed, and what inspect raises; the shop is then as it was.
    """
    inspect(path, thorough=True)
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data_dir / "pkkmart.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ShopInUse(path=data_dir) from error
    current, draft = data_dir / FILE_NAME, data_dir / ".pulih.tulis"
    try:
        _take_out(path, draft)
        inspect(draft, thorough=True)
        kept = _keep_present(current) if current.exists() else None
        for ending in ("-wal", "-shm"):  # a log of the old file must never be replayed into the new one
            current.with_name(current.name + ending).unlink(missing_ok=True)
        draft.replace(current)
        return Restored(current, kept)
    except (OSError, sqlite3.Error) as error:
        why = environment_fault(error) or getattr(error, "strerror", None) or error
        raise RestoreFailed(path=current, why=why) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        lock.release()


def _keep_present(current: Path) -> Path:
    """Copy the present file, whole with its log, under a name that says what it is."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(current, timeout=2, isolation_level=None)) as shop:
        shop.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    stem = f"pkkmart-sebelum-pulih-{clock.local(clock.now()):%Y%m%d-%H%M}"
    kept, number = current.with_name(f"{stem}.db"), 2
    while kept.exists():
        kept, number = current.with_name(f"{stem}-{number}.db"), number + 1
    log = current.with_name(current.name + "-wal")
    if log.exists():
        _copy_flushed(log, kept.with_name(kept.name + "-wal"))
    _copy_flushed(current, kept)
    return kept


def _take_out(backup: Path, draft: Path) -> None:
    """The backup as one file, its log included where it has one."""
    draft.unlink(missing_ok=True)
    with closing(read_only(backup)) as shop, closing(sqlite3.connect(draft, isolation_level=None)) as copy:
        shop.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with draft.open("rb+") as file:
        os.fsync(file.fileno())


def _copy_flushed(source: Path, target: Path) -> None:
    """Copy a file so that its name only ever stands for the whole of it."""
    draft = target.with_name(".salin.tulis")
    try:
        shutil.copyfile(source, draft)
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
