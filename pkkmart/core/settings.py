"""The mechanism of settings: facts of the shop in the database, facts of this PC in a file.

Each feature declares its own in its settings.py. What law or a contract sets carries the date it
takes effect from, so that old documents keep the old value.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from peewee import IntegerField, TextField

from pkkmart.core import clock
from pkkmart.core.db import DayField, Row, db, fetch, forgotten_at_open
from pkkmart.core.guards import append_only
from pkkmart.core.operation import current_act, part

T = TypeVar("T", bound=str | int | bool)


class SettingRow(Row):
    key = TextField(index=True)
    value = TextField()
    effective_from = DayField()
    recorded_at = TextField()
    user_id = IntegerField(null=True)

    class Meta:
        table_name = "setting"


GUARDS = append_only(SettingRow)


class _Cache:
    """Values read once per opened database.

    A write clears it, and until its transaction is over nothing is kept: it may yet be rolled back.
    """

    database: object = None
    writer: int | None = None
    rows: dict[str, list[tuple[str, Any]]]

    def load(self) -> dict[str, list[tuple[str, Any]]]:
        if self.writer is not None:
            if self.writer != threading.get_ident() or db.in_transaction():
                return self._read()
            self.database = self.writer = None
        connection = (db.database, id(db.connection()) if db.database == ":memory:" else 0)
        if self.database != connection:
            self.rows, self.database = self._read(), connection
        return self.rows

    def written(self) -> None:
        self.writer = threading.get_ident()

    def clear(self) -> None:
        self.database = self.writer = None

    def _read(self) -> dict[str, list[tuple[str, Any]]]:
        rows: dict[str, list[tuple[str, Any]]] = {}
        for key, effective_from, value in fetch("SELECT key, effective_from, value FROM setting ORDER BY id"):
            rows.setdefault(key, []).append((effective_from, json.loads(value)))
        return rows


_cache = _Cache()


@forgotten_at_open
def forget_cached() -> None:
    """Read the settings anew at the next question."""
    _cache.clear()


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """A fact of the shop: its key, default and what it means (unit included)."""

    key: str
    default: T
    meaning: str

    def get(self, on: date | None = None) -> T:
        """The value in force on a day (today unless told)."""
        day = (on or clock.today()).isoformat()
        best: tuple[str, Any] | None = None
        for effective_from, value in _cache.load().get(self.key, ()):
            if effective_from <= day and (best is None or effective_from >= best[0]):
                best = (effective_from, value)
        return self.default if best is None else cast(T, best[1])


@part
def write_setting(setting: Setting[T], value: T, effective_from: date | None = None) -> None:
    """Record a new value inside the running operation; the old one stays on record."""
    if type(value) is not type(setting.default):
        raise TypeError(f"{setting.key} takes {type(setting.default).__name__}, got {value!r}")
    act = current_act()
    SettingRow.create(
        key=setting.key,
        value=json.dumps(value, ensure_ascii=False),
        effective_from=effective_from.isoformat() if effective_from else "0001-01-01",
        recorded_at=clock.now_text(),
        user_id=act.actor.id,
    )
    act.details[setting.key] = value
    _cache.written()


class PcFile:
    """Facts of this PC (printer, screen, backup folder), in a file next to the database, never inside it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def get(self, key: str, default: T) -> T:
        """The value on this PC, or the default when absent, unreadable or of another type."""
        value = self._read().get(key, default)
        return value if type(value) is type(default) else default

    def set(self, key: str, value: str | int | bool) -> None:
        """Write one value; the file is replaced whole, so a power cut leaves the old or the new one."""
        values = {**self._read(), key: value}
        draft = self._path.with_suffix(".baru")
        with draft.open("w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=2, sort_keys=True)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path)

    def _read(self) -> dict[str, Any]:
        try:
            values = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return values if isinstance(values, dict) else {}
