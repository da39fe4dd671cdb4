"""What a shop's file holds: the name of the shop, the last day in it, and whether every page of it can be read."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from pkkmart.core import clock
from pkkmart.core.backup import damage, digest_of
from pkkmart.core.db import APPLICATION_ID, known_migrations, read_only, require_released
from pkkmart.core.errors import (
    DatabaseLocked,
    DatabaseNewer,
    EnvironmentFault,
    ForeignDatabase,
    NoDatabase,
    environment_fault,
)
from pkkmart.core.i18n import N_, _, date_short, figure, time_short


class BackupDamaged(EnvironmentFault):
    template = N_(
        "Berkas {path} rusak ({why}) dan tidak bisa dipulihkan. Pilih cadangan lain; data toko sekarang tidak diubah."
    )


@dataclass(frozen=True, slots=True)
class Contents:
    """What a shop's file holds. `receipts` maps number to (day, rupiah, recorded); `acts` maps id to its hash.

    `entries` maps the id of a journal entry to (kind of its document, moment recorded, rupiah of one side).
    """

    path: Path
    bytes: int
    shop_name: str
    migrations: tuple[str, ...]
    receipts: dict[str, tuple[str, int, str]]
    acts: dict[int, str]
    last_act: str
    last_act_at: str
    closed_through: str
    entries: dict[int, tuple[str, str, int]] = field(default_factory=dict)

    @property
    def last_receipt(self) -> str:
        """The newest receipt number, "" before the first sale."""
        return max(self.receipts, default="")

    @property
    def sentence(self) -> str:
        """One line: the name of the shop and the last day in the file."""
        return _("{name}: {receipts} struk sampai {last}, {acts} kejadian sampai {at}").format(
            name=self.shop_name or "PKK Mart",
            receipts=figure(len(self.receipts)),
            last=self.last_receipt or "-",
            acts=figure(len(self.acts)),
            at=moment_words(self.last_act_at),
        )


def moment_words(text: str) -> str:
    """A stored moment as `24/11/2026 14.20`, "-" for none."""
    if not text:
        return "-"
    moment = clock.local(clock.from_text(text))
    return f"{date_short(moment.date())} {time_short(moment)}"


def inspect(path: Path, *, thorough: bool = False, live: bool = False) -> Contents:
    """What a file holds; `thorough` also proves every page and the SHA-256 next to it; `live` when it may be in use.

    Raises NoDatabase, ForeignDatabase, BackupDamaged, TrialDatabase, DatabaseNewer, DatabaseLocked. The file is never
    changed.
    """
    if not path.is_file():
        raise NoDatabase(path=path)
    try:
        if thorough:
            _require_same_digest(path)
        with closing(read_only(path, live=live)) as shop:
            (mark,) = shop.execute("PRAGMA application_id").fetchone()
            if mark != APPLICATION_ID:
                raise ForeignDatabase(path=path)
            if thorough:
                (health,) = shop.execute("PRAGMA integrity_check(1)").fetchone()
                if health != "ok":
                    raise BackupDamaged(path=path, why=damage(health))
            found = _contents(path, shop)
    except OSError as error:
        raise BackupDamaged(path=path, why=error.strerror or error) from error
    except sqlite3.DatabaseError as error:
        if isinstance(environment_fault(error), DatabaseLocked):
            raise DatabaseLocked from error
        if not _is_sqlite(path):
            raise ForeignDatabase(path=path) from error
        raise BackupDamaged(path=path, why=damage(error)) from error
    require_released(path, found.migrations)
    if set(found.migrations) - known_migrations():
        raise DatabaseNewer(path=path)
    return found


def journal_of(path: Path) -> str:
    """How a shop's file is written, such as `wal`. Raises sqlite3.Error where it can't be read."""
    return _asked(path, "PRAGMA journal_mode")


def health_of(path: Path) -> str:
    """`ok`, or SQLite's first complaint about a shop's file. Raises sqlite3.Error where it can't be read."""
    return _asked(path, "PRAGMA integrity_check(1)")


def _asked(path: Path, question: str) -> str:
    with closing(read_only(path, live=True)) as shop:
        return str(shop.execute(question).fetchone()[0])


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(16).startswith(b"SQLite format 3")
    except OSError:
        return True


def _require_same_digest(path: Path) -> None:
    note = path.with_suffix(".sha256")
    try:
        noted = note.read_text(encoding="ascii").split()[0] if note.is_file() else ""
    except (OSError, ValueError, IndexError):
        return
    if noted and noted != digest_of(path):
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
        entries={
            row[0]: (row[1], row[2], row[3])
            for row in shop.execute(
                "SELECT e.id, e.origin_kind, e.recorded_at, sum(max(p.amount_idr, 0)) FROM journal_entry e"
                " JOIN posting p ON p.entry_id = e.id GROUP BY e.id"
            )
        },
    )
