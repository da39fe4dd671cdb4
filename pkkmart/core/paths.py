"""Where things live: the shop's data, this PC's own file, and the resources that ship with us."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from pkkmart.core.errors import EnvironmentFault
from pkkmart.core.i18n import N_

_NETWORK_KINDS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smbfs", "smb3", "afs", "ncpfs", "davfs", "ceph", "9p", "virtiofs", "vboxsf"),
        *("prl_fs", "drvfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "fuse.smbnetfs"),
        *("fuse.glusterfs", "fuse.vmhgfs-fuse", "fuse.onedriver"),
    }
)
"""Kinds of file systems that live on another machine: write-ahead logging breaks there."""

_SYNCED_NAMES = (
    *("onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive"),
    *("nextcloud", "owncloud", "megasync", "pcloud", "yandex.disk"),
)
_DRIVE_REMOTE = 4


class NetworkFolder(EnvironmentFault):
    template = N_(
        "Folder {path} ada di jaringan atau folder yang disinkronkan ({why}); data toko bisa rusak di sana. "
        "Pilih folder di disk komputer ini, misalnya {advice}."
    )


class FolderNotWritable(EnvironmentFault):
    template = N_("Folder {path} tidak bisa ditulis ({why}). Pilih folder lain atau perbaiki izinnya.")


@cache
def resources_dir() -> Path:
    """The folder of fonts, icons, areas and texts: inside the package when installed, next to it in a checkout."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def default_data_dir() -> Path:
    """The platform's folder for the shop's data."""
    import platformdirs  # imported late: only a start without a folder asks

    return Path(platformdirs.user_data_dir("PKK Mart", appauthor=False))


def prepare_data_dir(folder: Path) -> Path:
    """Make the folder and prove that a database may live there.

    Raises NetworkFolder where write-ahead logging breaks, FolderNotWritable where nothing can be written.
    """
    folder = folder.expanduser().resolve()
    why = network_reason(folder)
    if why:
        raise NetworkFolder(path=folder, why=why, advice=default_data_dir())
    probe = folder / ".tulis"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise FolderNotWritable(path=folder, why=error.strerror or error) from error
    return folder


def network_reason(folder: Path, mounts: str | None = None) -> str:
    """Why SQLite must not live here ("" when it may). `mounts` is the text of /proc/mounts, for tests."""
    for part in folder.parts:
        if any(part.lower().startswith(name) for name in _SYNCED_NAMES):
            return part
    if sys.platform == "win32":
        return _windows_reason(folder)
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        point = fields[1].replace("\\040", " ") if len(fields) > 2 else ""
        inside = point and (point == "/" or folder == Path(point) or Path(point) in folder.parents)
        if inside and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind if kind in _NETWORK_KINDS else ""


def _windows_reason(folder: Path) -> str:
    if str(folder).startswith("\\\\"):
        return "\\\\"
    if sys.platform == "win32":
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(os.path.splitdrive(folder)[0] + "\\") == _DRIVE_REMOTE:
            return folder.drive
    return ""
