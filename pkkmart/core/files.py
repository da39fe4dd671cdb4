"""Files written whole or not at all, and never over something that is no file."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from pkkmart.core.errors import EnvironmentFault
from pkkmart.core.i18n import N_


class NotAFile(EnvironmentFault):
    template = N_("{path} adalah folder atau perangkat, bukan berkas, jadi tidak ditimpa. Pilih nama berkas lain.")


class FolderFull(EnvironmentFault):
    template = N_(
        "Ruang di {path} habis, jadi berkas tidak jadi ditulis. Kosongkan ruang di sana atau pilih folder lain; "
        "catatan toko tetap utuh."
    )


def require_replaceable(path: Path) -> None:
    """Refuse what stands there unless it is a plain file: a replaced device is gone. Raises NotAFile, OSError."""
    if os.path.lexists(path) and path.exists() and not path.is_file():
        raise NotAFile(path=path)


def is_full(error: BaseException) -> bool:
    """Whether there was no room left to write."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)


def write_whole(contents: Mapping[Path, bytes | Iterable[bytes]], *, make_folders: bool = False) -> None:
    """Write every file next to its place, flush them, then put all in place; what fails leaves no half file.

    A link is followed to the file it names. Raises NotAFile before anything is written, FolderFull, and OSError
    whose `filename` is the file that failed.
    """
    drafts: dict[Path, Path] = {}
    path = Path()
    try:
        for path in contents:
            require_replaceable(path)
        for path, content in contents.items():
            target = path.resolve()
            if make_folders:
                target.parent.mkdir(parents=True, exist_ok=True)
            drafts[target] = target.with_name(f".{uuid.uuid4().hex}.tulis")
            write_flushed(drafts[target], content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        if is_full(error):
            raise FolderFull(path=path.absolute().parent) from error
        error.filename = str(path)
        raise
    finally:
        for draft in drafts.values():
            with suppress(OSError):
                draft.unlink(missing_ok=True)


def write_flushed(path: Path, content: bytes | Iterable[bytes]) -> None:
    """Make a new file and bring it safely to the disk. Raises OSError when something stands there."""
    with path.open("xb") as file:
        file.writelines((content,) if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())
