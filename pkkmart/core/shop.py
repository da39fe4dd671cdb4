"""One copy of the program per shop: the data folder, its lock, its database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from pkkmart.core.backup import copy_before_upgrade
from pkkmart.core.db import FILE_NAME, close_database, open_database
from pkkmart.core.errors import EnvironmentFault
from pkkmart.core.i18n import N_, use_language
from pkkmart.core.log import start_log, stop_log
from pkkmart.core.paths import prepare_data_dir, resources_dir
from pkkmart.core.settings import PcFile


class ShopInUse(EnvironmentFault):
    template = N_("PKK Mart sudah terbuka untuk data di {path}. Pakai jendela itu, atau tutup dulu.")


@contextmanager
def opened_shop(folder: Path, *, create: bool = True, synchronous: str = "full") -> Iterator[Path]:
    """Lock the folder, start the log, open the database on this thread; yields the folder.

    A shop of an older version is copied next to itself before it is brought up to date.
    Raises NetworkFolder, FolderNotWritable, ShopInUse, NoDatabase, TrialDatabase, DatabaseNewer, what make_backup
    raises, and other faults.
    """
    folder = prepare_data_dir(folder)
    lock = FileLock(folder / "pkkmart.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise ShopInUse(path=folder) from error
    start_log(folder / "logs")
    try:
        open_database(folder / FILE_NAME, create=create, synchronous=synchronous, before_change=copy_before_upgrade)
        try:
            yield folder
        finally:
            close_database()
    finally:
        stop_log()
        lock.release()


def pc_file(folder: Path) -> PcFile:
    """This PC's own facts, in a file next to the database and never inside it."""
    return PcFile(folder / "pc.json")


def use_pc_language(pc: PcFile) -> None:
    """Speak the language this PC's file names under `ui.language`; Indonesian where it names none.

    No screen offers the choice until a catalogue ships.
    """
    language = pc.get("ui.language", "")
    if language:
        use_language(language, resources_dir() / "locale")
