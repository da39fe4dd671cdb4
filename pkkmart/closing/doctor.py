"""How the program and its shop are, in one screen one can read out on the phone.

It needs nothing of what may be broken: the database is read apart from the window, and each line that
can't be told says why instead.
"""

from __future__ import annotations

import platform
import re
import shutil
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

import pkkmart
from pkkmart.core import clock
from pkkmart.core.backup import FOLDER_KEY, backups_in, last_backup
from pkkmart.core.contents import Contents, health_of, inspect, journal_of, moment_words
from pkkmart.core.db import FILE_NAME, known_migrations
from pkkmart.core.errors import EnvironmentFault, PkkError
from pkkmart.core.i18n import _, date_short, time_short
from pkkmart.core.paths import network_reason
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import pc_file
from pkkmart.printing.settings import PrinterKind, read_printer

_LOG_LINE: Final = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d),\d+ (ERROR|CRITICAL) (.*)")
_SHOWN: Final = 3


def doctor_lines(data_dir: Path) -> list[str]:
    """The lines, each `what: how it is`; the shop may be open, broken or absent."""
    database, pc = data_dir / FILE_NAME, pc_file(data_dir)
    lines = [
        _line(_("Program"), _program),
        _line(_("Komputer"), lambda: f"{platform.system()} {platform.release()}, {platform.machine()}"),
        _line(_("Folder data"), lambda: _folder(data_dir)),
        _line(_("Ruang disk"), lambda: _room(data_dir)),
    ]
    try:
        found = inspect(database, live=True)
    except (EnvironmentFault, OSError) as error:
        return [*lines, _("Data toko") + f": {error}", *_around(data_dir, pc)]
    return [
        *lines,
        _line(_("Data toko"), lambda: found.sentence),
        _line(_("Berkas data"), lambda: _sizes(database)),
        _line(_("Kesehatan berkas"), lambda: _health(database)),
        _line(_("Susunan data"), lambda: _migrations(found)),
        _line(_("Kejadian terakhir"), lambda: f"{found.last_act or '-'} {moment_words(found.last_act_at)}"),
        _line(_("Struk terakhir"), lambda: found.last_receipt or "-"),
        _line(_("Bulan tertutup sampai"), lambda: found.closed_through or "-"),
        *_around(data_dir, pc),
    ]


def _around(data_dir: Path, pc: PcFile) -> list[str]:
    return [
        _line(_("Cadangan terakhir"), lambda: _backup(pc)),
        _line(_("Printer"), lambda: _printer(pc)),
        _line(_("Kesalahan program sehari ini"), lambda: _errors(data_dir / "logs")),
    ]


def _line(what: str, tell: Callable[[], str]) -> str:
    try:
        return f"{what}: {tell()}"
    except (OSError, sqlite3.Error, PkkError, ValueError) as error:
        return f"{what}: " + _("tidak terbaca ({why})").format(why=error)


def _program() -> str:
    try:
        qt = version("PySide6-Essentials")
    except PackageNotFoundError:
        qt = "-"
    return _("PKK Mart {program}, Python {python}, SQLite {sqlite}, Qt {qt}").format(
        program=pkkmart.__version__, python=platform.python_version(), sqlite=sqlite3.sqlite_version, qt=qt
    )


def _folder(data_dir: Path) -> str:
    why = network_reason(data_dir.expanduser().absolute())
    return f"{data_dir}" + (_(" (PERHATIAN: di jaringan atau tersinkron, {why})").format(why=why) if why else "")


def _room(data_dir: Path) -> str:
    place = data_dir if data_dir.exists() else data_dir.parent
    return _("{free} bebas dari {total}").format(
        free=_size(shutil.disk_usage(place).free), total=_size(shutil.disk_usage(place).total)
    )


def _sizes(database: Path) -> str:
    log = database.with_name(database.name + "-wal")
    return _("{size}, log {log}, mode {mode}").format(
        size=_size(database.stat().st_size),
        log=_size(log.stat().st_size) if log.exists() else "0",
        mode=journal_of(database),
    )


def _health(database: Path) -> str:
    answer = health_of(database)
    return _("baik") if answer == "ok" else _("RUSAK: {why}").format(why=answer)


def _migrations(found: Contents) -> str:
    pending = sorted(known_migrations() - set(found.migrations))
    last = found.migrations[-1] if found.migrations else "-"
    return last if not pending else _("{last}, belum: {pending}").format(last=last, pending=", ".join(pending))


def _backup(pc: PcFile) -> str:
    folder = pc.get(FOLDER_KEY, "")
    if not folder:
        return _("folder belum dipilih")
    last = last_backup(pc)
    if last is None:
        return _("belum pernah, folder {folder}").format(folder=folder)
    at = clock.local(last.at)
    told = _("{day} {time}, {count} berkas di {folder}").format(
        day=date_short(at.date()), time=time_short(at), count=len(backups_in(Path(folder))), folder=folder
    )
    return told if last.is_there else told + _(" (berkasnya tidak terlihat)")


def _printer(pc: PcFile) -> str:
    printer = read_printer(pc)
    if printer.kind is PrinterKind.NONE:
        return _("tanpa printer")
    where = f"{printer.host}:{printer.port}" if printer.kind is PrinterKind.NETWORK else printer.path
    return _("{where}, {columns} kolom").format(where=where, columns=printer.columns)


def _errors(folder: Path) -> str:
    """The errors our own diary holds of the last 24 hours, the newest told."""
    since = clock.now().astimezone().replace(tzinfo=None) - timedelta(days=1)
    found: list[str] = []
    for path in sorted(folder.glob("pkkmart.log*"), reverse=True):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            match = _LOG_LINE.match(line)
            if match and datetime.strptime(match[1], "%Y-%m-%d %H:%M:%S") >= since:  # noqa: DTZ007 - the diary is local
                found.append(f"{match[1][11:16]} {match[3]}"[:90])
    if not found:
        return _("tidak ada")
    return f"{len(found)}; " + " | ".join(found[-_SHOWN:])


def _size(count: int) -> str:
    """Bytes in the unit people use."""
    for unit in ("B", "KB", "MB"):
        if count < 1_000:
            return f"{count} {unit}"
        count //= 1_000
    return f"{count} GB"
