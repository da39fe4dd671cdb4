"""Where a shop's data may live, and how a bad folder is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pkkmart.core.paths import (
    FolderNotWritable,
    NetworkFolder,
    default_data_dir,
    network_reason,
    prepare_data_dir,
    resources_dir,
)

MOUNTS = """\
/dev/sda2 / ext4 rw 0 0
server:/rumah /home nfs4 rw 0 0
//nas/toko /mnt/nas\\040toko cifs rw 0 0
/dev/sdb1 /home/ibu/lokal ext4 rw 0 0
rclone /awan fuse.rclone rw 0 0
baris rusak
"""


@pytest.mark.parametrize(
    ("folder", "why"),
    [
        ("/var/toko", ""), ("/home/ibu/toko", "nfs4"), ("/home", "nfs4"), ("/homes/toko", ""),
        ("/home/ibu/lokal/toko", ""), ("/mnt/nas toko/data", "cifs"), ("/mnt/nas", ""), ("/awan/toko", "fuse.rclone"),
    ],
)  # fmt: skip
def test_a_network_share_is_told_from_a_disk(folder: str, why: str) -> None:
    assert network_reason(Path(folder), MOUNTS) == why


@pytest.mark.parametrize("name", ["OneDrive", "OneDrive - Kecamatan", "Dropbox", "Google Drive", "iCloudDrive"])
def test_a_synced_folder_is_refused_with_its_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "toko"
    with pytest.raises(NetworkFolder) as refused:
        prepare_data_dir(folder)
    assert name in str(refused.value)
    assert str(default_data_dir()) in str(refused.value)
    assert not folder.exists()


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "OneDrive" / "toko").mkdir(parents=True)
    (tmp_path / "toko").symlink_to(tmp_path / "OneDrive" / "toko")
    with pytest.raises(NetworkFolder) as refused:
        prepare_data_dir(tmp_path / "toko")
    assert "OneDrive" in str(refused.value)


@pytest.mark.parametrize("folder", ["/proc/toko", "/dev/null/toko"])
def test_a_folder_that_cannot_be_written_says_so(folder: str) -> None:
    with pytest.raises(FolderNotWritable) as refused:
        prepare_data_dir(Path(folder))
    assert folder in str(refused.value)


def test_a_good_folder_is_made_and_left_clean(tmp_path: Path) -> None:
    folder = prepare_data_dir(tmp_path / "data" / "toko kita")
    assert folder.is_dir()
    assert list(folder.iterdir()) == []


def test_the_resources_are_found() -> None:
    assert (resources_dir() / "areas" / "tangerang_selatan.csv").is_file()
