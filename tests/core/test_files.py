"""Files come whole or not at all, and what is no file is never replaced by one."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from pkkmart.core.files import FolderFull, NotAFile, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _folder(path: Path) -> None:
    path.mkdir()


def _link_to_a_fifo(path: Path) -> None:
    pipe = path.with_name("pipa")
    os.mkfifo(pipe)
    path.symlink_to(pipe)


@pytest.mark.parametrize("stands", [_fifo, _folder, _link_to_a_fifo])
def test_what_is_no_file_stays_what_it_is(tmp_path: Path, stands: object) -> None:
    assert callable(stands)
    target, other = tmp_path / "buku.txt", tmp_path / "lain.txt"
    stands(target)
    before = {path.name: path.lstat().st_mode for path in tmp_path.iterdir()}
    with pytest.raises(NotAFile) as told:
        write_whole({other: b"baru", target: b"baru"})
    assert str(told.value) == (
        f"{target} adalah folder atau perangkat, bukan berkas, jadi tidak ditimpa. Pilih nama berkas lain."
    )
    assert {path.name: path.lstat().st_mode for path in tmp_path.iterdir()} == before


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    real, link, dangling = tmp_path / "asli.txt", tmp_path / "buku.txt", tmp_path / "nanti.txt"
    real.write_bytes(b"lama")
    link.symlink_to(real)
    dangling.symlink_to(tmp_path / "baru.txt")
    write_whole({link: b"isi", dangling: b"isi juga"})
    assert (link.is_symlink(), real.read_bytes()) == (True, b"isi")
    assert (tmp_path / "baru.txt").read_bytes() == b"isi juga"
    assert names(tmp_path) == ["asli.txt", "baru.txt", "buku.txt", "nanti.txt"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_names_its_folder_and_leaves_what_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    old = tmp_path / "lama.pdf"
    old.write_bytes(b"lama")

    def full(_handle: int) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FolderFull) as told:
        write_whole({old: b"baru"})
    assert str(told.value).startswith(f"Ruang di {tmp_path} habis, jadi berkas tidak jadi ditulis.")
    assert (names(tmp_path), old.read_bytes()) == (["lama.pdf"], b"lama")


def test_what_fails_in_the_middle_leaves_nothing_half(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"separuh"
        raise RuntimeError("the reader failed")

    with pytest.raises(RuntimeError):
        write_whole({tmp_path / "a.txt": b"a", tmp_path / "b.txt": parts()})
    assert names(tmp_path) == []


def test_a_missing_folder_is_made_only_when_asked(tmp_path: Path) -> None:
    target = tmp_path / "laporan" / "okt" / "a.txt"
    with pytest.raises(FileNotFoundError) as told:
        write_whole({target: b"a"})
    assert (told.value.filename, names(tmp_path)) == (str(target), [])
    write_whole({target: b"a"}, make_folders=True)
    assert target.read_bytes() == b"a"
