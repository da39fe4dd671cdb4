"""What can go wrong, in two kinds: a sentence the cashier can act on, and a fault of the machine.

Anything else is a bug: rolled back, logged, shown once with a code. A class's template is the
sentence shown, filled with the figures it was raised with.
"""

from __future__ import annotations

import errno
import sqlite3
from typing import ClassVar

from pkkmart.core.actor import Permission
from pkkmart.core.i18n import N_, _


class PkkError(Exception):
    """Base of everything that is told to a person in words."""

    template: ClassVar[str] = ""

    def __init__(self, **figures: object) -> None:
        self.figures = figures
        super().__init__(figures)

    def __str__(self) -> str:
        return _(self.template).format(**self.figures)

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild, (type(self), self.figures))


def _rebuild(kind: type[PkkError], figures: dict[str, object]) -> PkkError:
    return kind(**figures)


class UserError(PkkError):
    """Bad input: names the thing, the number and the way out. Nothing was written."""


class NeedsConfirmation(UserError):
    """Allowed once the person has seen the sentence: call again with `key` among `confirmed`."""

    key: ClassVar[str] = ""


class Unusual(NeedsConfirmation):
    """A figure far from what is usual; its sentence names what it is compared with. Enter goes back to mend it."""


TIMES_ASKED = 10
"""So many times what is usual is asked about."""

FIRST_ASKED_IDR = 10_000_000
"""A first amount of its kind, which nothing can be compared with, is asked about above so many rupiah."""


class EnvironmentFault(PkkError):
    """The machine failed us (disk, lock, printer): told with advice, the program goes on."""


class UnreadableNumber(UserError):
    template = N_("“{text}” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500.")


class NotPermitted(UserError):
    template = N_("{name} belum berwenang: {permission}. Minta pengurus yang berwenang memasukkan PIN-nya.")

    @property
    def needed(self) -> Permission:
        """What the actor, or the approver, must be allowed to."""
        return Permission(str(self.figures["needed"]))


class DiskFull(EnvironmentFault):
    template = N_("Disk komputer penuh, catatan terakhir tidak jadi disimpan. Kosongkan ruang, lalu ulangi.")


class DatabaseLocked(EnvironmentFault):
    template = N_("Data toko sedang dipakai program lain. Tunggu sebentar, lalu ulangi.")


class DatabaseReadOnly(EnvironmentFault):
    template = N_("Data toko tidak bisa ditulis ({path}). Periksa izin folder itu, lalu ulangi.")


class DatabaseUnreadable(EnvironmentFault):
    template = N_("Berkas data {path} tidak bisa dibuka. Jangan dihapus; pulihkan dari cadangan terakhir.")


class DatabaseNewer(EnvironmentFault):
    template = N_("Data di {path} dibuat oleh PKK Mart yang lebih baru. Pasang versi terbaru, lalu buka lagi.")


class DatabaseOlder(EnvironmentFault):
    template = N_(
        "Data di {path} masih bersusunan versi lama; {count} pembaruan menunggu ({pending}). Buka jendela PKK Mart "
        "sekali: cadangan dibuat dulu, lalu datanya diperbarui. Sesudah itu ulangi."
    )


class TrialDatabase(EnvironmentFault):
    """A shop of a trial version: its tables were built by scripts this program no longer has."""

    template = N_(
        "Data di {path} dibuat oleh PKK Mart versi percobaan sebelum 0.1.0, dan tidak bisa dibuka dengan versi ini. "
        "Berkasnya tidak diubah. Pindahkan berkas itu ke folder lain, lalu mulai toko baru: daftar barang dan saldo "
        "awal bisa diimpor dari CSV."
    )


class EngineTooOld(EnvironmentFault):
    template = N_(
        "Python di komputer ini membawa SQLite {version}, padahal PKK Mart memerlukan {least} atau yang lebih baru. "
        "Data toko tidak disentuh. Pasang Python terbaru dari python.org, lalu pasang PKK Mart lagi."
    )


class ForeignDatabase(EnvironmentFault):
    template = N_("Berkas {path} bukan data PKK Mart. Pilih berkas data toko, atau folder lain.")


class NoDatabase(EnvironmentFault):
    template = N_("Belum ada data toko di {path}.")


class DiskTrouble(EnvironmentFault):
    template = N_("Disk komputer bermasalah ({detail}). Catatan terakhir tidak jadi disimpan; segera buat cadangan.")


def environment_fault(error: BaseException, path: str = "") -> EnvironmentFault | None:
    """The machine's fault behind an exception, or None when it is a bug.

    A full disk arrives as "cannot rollback", so the whole chain of contexts is walked down to
    SQLite's own error name (https://www.sqlite.org/rescode.html).
    """
    seen: BaseException | None = error
    names: list[str] = []
    while seen is not None:
        if isinstance(seen, EnvironmentFault):
            return seen
        if isinstance(seen, sqlite3.Error):
            names.append(getattr(seen, "sqlite_errorname", "") or "")
        elif isinstance(seen, OSError) and seen.errno in (errno.ENOSPC, errno.EDQUOT):
            names.append("SQLITE_FULL")
        seen = seen.__cause__ or seen.__context__
    for name in names:
        if name.startswith("SQLITE_FULL"):
            return DiskFull()
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return DatabaseLocked()
        if name.startswith("SQLITE_READONLY"):
            return DatabaseReadOnly(path=path)
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN")):
            return DatabaseUnreadable(path=path)
        if name.startswith("SQLITE_IOERR"):
            return DiskTrouble(detail=name)
    return None
