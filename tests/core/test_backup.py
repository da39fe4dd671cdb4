"""Backups made while the shop works, proved, rotated; and the way back, with every kind of wrong file."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from pkkmart.core import backup as backup_module
from pkkmart.core import restore as restore_module
from pkkmart.core.backup import (
    BackupBusy,
    BackupFolderFull,
    BackupFolderMissing,
    BackupNotWritten,
    NoBackupFolder,
    back_up,
    backups_in,
    digest_of,
    last_backup,
    make_backup,
)
from pkkmart.core.contents import BackupDamaged, inspect
from pkkmart.core.db import close_database, fetch, open_database
from pkkmart.core.errors import DatabaseNewer, EnvironmentFault, ForeignDatabase, NoDatabase
from pkkmart.core.files import NotAFile
from pkkmart.core.restore import RestoreBusy, RestoreFull, restore, restore_plan
from pkkmart.core.settings import PcFile
from pkkmart.core.shop import ShopInUse
from tests import make
from tests.conftest import FrozenClock


@pytest.fixture
def data(template: sqlite3.Connection, tmp_path: Path, frozen: FrozenClock) -> Path:
    """A folder with a shop that has sold twice."""
    folder = tmp_path / "toko"
    folder.mkdir()
    with sqlite3.connect(folder / "pkkmart.db") as target:
        template.backup(target)
    target.close()
    open_shop(folder)
    rina = make.cashier()
    make.bought(make.product(), 100, 1_500_000)
    make.shift(rina)
    make.sell(rina, (1, 2))
    make.sell(rina, (1, 1))
    return folder


def open_shop(folder: Path) -> None:
    open_database(folder / "pkkmart.db", synchronous="off")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "USB cadangan #1"  # a blank and a sign that means something in an address
    folder.mkdir()
    return folder


def sell_once() -> None:
    from pkkmart.users.queries import actor_of

    make.sell(actor_of(1), (1, 1))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_the_shop_under_a_name_of_its_moment(data: Path, usb: Path) -> None:
    result = make_backup(usb)
    assert names(usb) == ["pkkmart-20261124-1042.db", "pkkmart-20261124-1042.sha256"]
    assert result.path == usb / "pkkmart-20261124-1042.db"
    assert result.bytes == result.path.stat().st_size
    assert result.path.with_suffix(".sha256").read_text() == f"{digest_of(result.path)}  {result.path.name}\n"
    found = inspect(result.path, thorough=True)
    assert (found.last_receipt, len(found.receipts), found.last_act) == ("PM-26-000002", 2, "checkout")
    assert names(usb) == ["pkkmart-20261124-1042.db", "pkkmart-20261124-1042.sha256"], (
        "looking leaves nothing next to it"
    )


def test_what_is_sold_during_a_backup_waits_for_the_next(data: Path, usb: Path, frozen: FrozenClock) -> None:
    told: list[str] = []

    def busy(_done: int, _total: int, words: str) -> None:
        if not told:
            sell_once()
        told.append(words)

    first = make_backup(usb, progress=busy)
    assert told == ["Menyalin data toko", "Memeriksa salinan", "Menyimpan ke disk"]
    second = make_backup(usb)
    assert second.path.name == "pkkmart-20261124-1042-2.db", "the same minute gets a number"
    assert len(inspect(second.path).receipts) == 3
    assert len(inspect(first.path).receipts) in (2, 3)


def test_a_stopped_backup_leaves_nothing(data: Path, usb: Path) -> None:
    class Stop(Exception):
        pass

    def stop(_done: int, _total: int, words: str) -> None:
        if words == "Memeriksa salinan":
            raise Stop

    with pytest.raises(Stop):
        make_backup(usb, progress=stop)
    assert names(usb) == []


def test_a_missing_folder_is_told(data: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupFolderMissing) as told:
        make_backup(tmp_path / "tidak ada")
    assert str(told.value).endswith("tidak ada. Colokkan USB-nya, atau pilih folder lain di Pengaturan.")
    pc = PcFile(tmp_path / "pc.json")
    with pytest.raises(NoBackupFolder):
        back_up(pc)
    assert last_backup(pc) is None


def test_a_full_disk_is_known_beforehand(data: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10, 9, 1))  # type: ignore[attr-defined]
    with pytest.raises(BackupFolderFull) as told:
        make_backup(usb)
    assert "tidak cukup untuk cadangan" in str(told.value)
    assert names(usb) == []


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from pkkmart.core.backup import make_backup
from pkkmart.core.errors import EnvironmentFault
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
try:
    make_backup(Path(sys.argv[2]), source=Path(sys.argv[1]))
except EnvironmentFault as error:
    print(type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is POSIX")
def test_a_disk_that_ends_in_the_middle_keeps_the_older_backups(data: Path, usb: Path) -> None:
    older = make_backup(usb)
    command = [sys.executable, "-c", _LIMITED, str(data / "pkkmart.db"), str(usb)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.startswith("BackupNotWritten Cadangan ke "), done.stdout + done.stderr
    assert "cadangan lama tetap utuh" in done.stdout
    assert backups_in(usb) == [older.path]
    assert not [name for name in names(usb) if name.endswith(".tulis")]
    inspect(older.path, thorough=True)


def test_two_backups_at_once_are_one_too_many(data: Path, usb: Path) -> None:
    with FileLock(data / "cadangan.lock"), pytest.raises(BackupBusy):
        make_backup(usb)
    assert names(usb) == []


def test_a_copy_that_differs_is_thrown_away(data: Path, usb: Path) -> None:
    def spoil(_done: int, _total: int, words: str) -> None:
        if words == "Memeriksa salinan":
            (draft,) = usb.glob(".pkkmart-*.tulis")
            with draft.open("r+b") as file:
                file.seek(4096 * 3)
                file.write(os.urandom(4096 * 20))

    with pytest.raises((backup_module.BackupDiffers, BackupNotWritten)):
        make_backup(usb, progress=spoil)
    assert names(usb) == []


def test_old_backups_go_but_one_of_each_month_stays(data: Path, usb: Path, frozen: FrozenClock) -> None:
    for _day in range(12):
        make_backup(usb, keep=3)
        frozen.pass_(days=7)
    assert [path.name for path in backups_in(usb)] == [
        "pkkmart-20270209-1042.db",
        "pkkmart-20270202-1042.db",
        "pkkmart-20270126-1042.db",
        "pkkmart-20261229-1042.db",
        "pkkmart-20261124-1042.db",
    ]
    assert len(names(usb)) == 10, "their sums went with them"


def test_another_shop_in_the_same_folder_is_left_alone(data: Path, usb: Path, frozen: FrozenClock) -> None:
    stranger = usb / "pkkmart-20200101-0800.db"
    frozen.pass_(days=1)
    close_database()
    open_database(usb.parent / "lain.db", synchronous="off")
    make.cashier("Bu Lain")
    make_backup(usb).path.rename(stranger)
    newest = usb / "pkkmart-20200102-0800.db"
    shutil.copyfile(stranger, newest)
    close_database()
    open_shop(data)
    make_backup(usb, keep=1)
    assert stranger.exists()
    assert newest.exists()


def test_what_a_kill_left_behind_is_swept_and_never_taken_for_a_backup(data: Path, usb: Path) -> None:
    mark = make_backup(usb)
    (usb / "pkkmart-20200101-0000.sha256").write_text("x  y\n")
    child = subprocess.Popen(
        [sys.executable, "-c", _HANGING, str(data / "pkkmart.db"), str(usb)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "half\n"
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    left = [name for name in names(usb) if name.startswith(".pkkmart-")]
    assert left
    assert backups_in(usb) == [mark.path]
    again = make_backup(usb)
    assert backups_in(usb) == [again.path, mark.path]
    assert len(names(usb)) == 4


_HANGING = """
import sys, time
from pathlib import Path
from pkkmart.core.backup import make_backup
def hang(_done, _total, words):
    print("half", flush=True)
    time.sleep(60)
make_backup(Path(sys.argv[2]), source=Path(sys.argv[1]), progress=hang)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_kill_at_any_moment_leaves_only_whole_backups(data: Path, usb: Path) -> None:
    """A child backs up for ever; whatever bears a backup's name after the kill is whole."""
    loop = (
        "import sys\nfrom pathlib import Path\nfrom pkkmart.core.backup import make_backup\n"
        "print('ready', flush=True)\n"
        "while True: make_backup(Path(sys.argv[2]), source=Path(sys.argv[1]), keep=4)\n"
    )
    for moment in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", loop, str(data / "pkkmart.db"), str(usb)], stdout=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.01 + moment * 0.017)
        child.kill()
        child.wait()
        child.stdout.close()
        for path in backups_in(usb):
            assert len(inspect(path, thorough=True).receipts) == 2
    make_backup(usb, keep=4)
    assert not [name for name in names(usb) if name.endswith((".tulis", "-wal", "-journal"))]
    sell_once()  # the shop was never in the way


def test_this_pc_remembers_its_last_backup(data: Path, usb: Path, tmp_path: Path) -> None:
    pc = PcFile(tmp_path / "pc.json")
    pc.set("backup.folder", str(usb))
    result = back_up(pc)
    known = last_backup(pc)
    assert known is not None
    assert (known.at, known.path, known.is_there) == (result.at, result.path, True)
    shutil.rmtree(usb)
    known = last_backup(pc)
    assert known is not None
    assert not known.is_there
    pc.set("backup.last_at", "kemarin")
    assert last_backup(pc) is None


def test_going_back_says_what_would_change_and_keeps_the_present_file(
    data: Path, usb: Path, frozen: FrozenClock
) -> None:
    path = make_backup(usb).path
    frozen.pass_(hours=1)
    sell_once()
    sell_once()
    plan = restore_plan(path, data / "pkkmart.db")
    assert (plan.lost_receipts, plan.lost_idr, plan.won_receipts, plan.lost_acts) == (2, 35_000, 0, 2)
    assert plan.sentences[0] == (
        "Cadangan ini berisi PKK Mart: 2 struk sampai PM-26-000002, 7 kejadian sampai 24/11/2026 10.42."
    )
    assert plan.sentences[2:] == (
        "2 struk akan hilang (PM-26-000003 s.d. PM-26-000004, 24/11/2026 s.d. 24/11/2026), nilainya 35.000.",
        "Seluruhnya 2 kejadian tercatat akan hilang.",
        "Berkas yang sekarang disimpan di sampingnya, tidak dihapus.",
    )
    close_database()
    done = restore(path, data)
    assert done.saved == data / "pkkmart-sebelum-pulih-20261124-1142.db"
    assert len(inspect(done.saved, thorough=True).receipts) == 4
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]
    frozen.pass_(hours=1)
    sell_once()
    close_database()
    assert restore_plan(done.saved, data / "pkkmart.db").won_receipts == 2
    restore(done.saved, data)
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(4,)], "and forth again"
    assert not [name for name in names(data) if name.endswith(".tulis")]


def test_a_shop_killed_with_its_log_full_loses_nothing_when_replaced(data: Path, usb: Path) -> None:
    """The old log must be in the kept file, and must not be replayed into the new one."""
    path = make_backup(usb).path
    sell_once()
    log = data / "pkkmart.db-wal"
    for file in (data / "pkkmart.db", log):
        shutil.copyfile(file, usb.parent / file.name)
    close_database()
    for name in ("pkkmart.db", "pkkmart.db-wal"):
        shutil.copyfile(usb.parent / name, data / name)
    done = restore(path, data)
    assert not log.exists()
    assert done.saved is not None
    assert len(inspect(done.saved).receipts) == 3
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]


def test_a_broken_present_file_is_kept_as_it_is(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    close_database()
    (data / "pkkmart.db").write_bytes(b"rusak" * 1_000)
    plan = restore_plan(path, data / "pkkmart.db")
    assert plan.present is None
    assert plan.sentences[1].startswith("Data yang sekarang tidak terbaca:")
    done = restore(path, data)
    assert done.saved is not None
    assert done.saved.read_bytes() == b"rusak" * 1_000
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]


def test_an_empty_folder_gets_its_shop_back(data: Path, usb: Path, tmp_path: Path) -> None:
    path = make_backup(usb).path
    close_database()
    fresh = tmp_path / "komputer baru"
    assert restore_plan(path, fresh / "pkkmart.db").sentences[1].startswith("Belum ada data toko")
    assert restore(path, fresh).saved is None
    open_shop(fresh)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]


def _garbage(path: Path) -> None:
    path.write_bytes(os.urandom(50_000))


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE resep (nama TEXT)")
    other.commit()
    other.close()


def _newer(path: Path) -> None:
    shop = sqlite3.connect(path)
    shop.execute(
        "INSERT INTO schema_migration (name, applied) SELECT '9999_later', applied FROM schema_migration LIMIT 1"
    )
    shop.commit()
    shop.close()
    path.with_suffix(".sha256").unlink()


def _torn(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xff" * 8_192)


def _torn_without_sum(path: Path) -> None:
    _torn(path)
    path.with_suffix(".sha256").unlink()


def _cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3)
    path.with_suffix(".sha256").unlink()


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_garbage, BackupDamaged),
        (_empty, BackupDamaged),
        (_foreign, BackupDamaged),
        (_newer, DatabaseNewer),
        (_torn, BackupDamaged),
        (_torn_without_sum, BackupDamaged),
        (_cut_short, BackupDamaged),
        (Path.unlink, NoDatabase),
    ],
)
def test_a_wrong_file_is_refused_and_the_shop_stays(
    data: Path, usb: Path, spoil: object, kind: type[EnvironmentFault]
) -> None:
    path = make_backup(usb).path
    assert callable(spoil)
    spoil(path)
    close_database()
    before = digest_of(data / "pkkmart.db")
    with pytest.raises(kind) as told:
        restore(path, data)
    assert str(path) in str(told.value)
    assert digest_of(data / "pkkmart.db") == before
    assert not [name for name in names(data) if "pulih" in name]


@pytest.mark.parametrize("spoil", [_garbage, _empty, _foreign])
def test_a_file_of_another_kind_is_called_foreign(data: Path, tmp_path: Path, spoil: object) -> None:
    path = tmp_path / "foto.db"
    path.write_bytes(b"")
    assert callable(spoil)
    spoil(path)
    with pytest.raises(ForeignDatabase):
        inspect(path, thorough=True)
    assert names(tmp_path) == ["foto.db", "toko"]


def test_a_damaged_page_is_one_clean_sentence(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    _torn_without_sum(path)
    with pytest.raises(BackupDamaged) as told:
        inspect(path, thorough=True)
    assert re.fullmatch(
        rf"Berkas {re.escape(str(path))} rusak \((halaman \d+ tidak terbaca|isinya tidak utuh)\) dan tidak bisa "
        r"dipulihkan\. Pilih cadangan lain; data toko sekarang tidak diubah\.",
        str(told.value),
    )


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            "*** in database main ***\nPage 490: btreeInitPage() returns error code 11",
            "halaman 490 tidak terbaca",
        ),
        ("*** in database main ***\nTree 12 page 77 cell 3: Rowid 5 out of order", "halaman 77 tidak terbaca"),
        ("wrong # of entries in index sale_number", "isinya tidak utuh"),
        (sqlite3.DatabaseError("database disk image is malformed"), "isinya tidak utuh"),
    ],
)
def test_what_sqlite_says_of_damage_is_said_in_our_words(told: object, words: str) -> None:
    assert backup_module.damage(told) == words


def _stopped_with_a_log(data: Path) -> Path:
    """A shop killed with its last sale in its log only."""
    for name in ("pkkmart.db", "pkkmart.db-wal"):
        shutil.copyfile(data / name, data.parent / name)
    close_database()
    for name in ("pkkmart.db", "pkkmart.db-wal"):
        shutil.copyfile(data.parent / name, data / name)
    return data / "pkkmart.db-wal"


def _untouched(data: Path, receipts: int) -> None:
    """The old shop stands, with nothing next to it that a restore made."""
    assert not [name for name in names(data) if "pulih" in name or ".tulis" in name]
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(receipts,)]


def test_a_shop_somebody_reads_is_not_replaced(data: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its log can't be taken in while a reader looks at the file as it was; without its log it would lose a sale."""
    path = make_backup(usb).path
    sell_once()
    _stopped_with_a_log(data)
    monkeypatch.setattr(restore_module, "_PATIENCE_S", 0.05)
    reader = sqlite3.connect(data / "pkkmart.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM sale").fetchone()
    with pytest.raises(RestoreBusy) as told:
        restore(path, data)
    assert str(told.value) == (
        f"Pemulihan tidak jadi: {data / 'pkkmart.db'} sedang dibaca program lain. Tutup program itu, lalu ulangi; "
        "data toko tetap seperti semula."
    )
    reader.close()
    _untouched(data, 3)


def test_a_full_disk_is_named_and_leaves_nothing(data: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_backup(usb).path
    sell_once()
    _stopped_with_a_log(data)

    def full(_backup: Path, draft: Path) -> None:
        draft.write_bytes(b"separuh")
        draft.with_name(draft.name + "-journal").write_bytes(b"jurnal")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    def full_later(_source: Path, target: Path) -> None:
        target.write_bytes(b"separuh")
        raise OSError(errno.ENOSPC, "No space left on device")

    for place, name, filled in ((restore_module, "_take_out", full), (shutil, "copyfile", full_later)):
        with monkeypatch.context() as patched:
            patched.setattr(place, name, filled)
            with pytest.raises(RestoreFull) as told:
                restore(path, data)
        assert str(told.value).startswith(f"Ruang di {data} tidak cukup untuk pemulihan (perlu kira-kira ")
        assert "catatan terakhir" not in str(told.value)
    _untouched(data, 3)


def test_what_a_killed_restore_left_goes_with_the_next(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    close_database()
    for name in (".pulih.tulis", ".pulih.tulis-journal", ".salin.tulis"):
        (data / name).write_bytes(b"separuh")
    restore(path, data)
    assert not [name for name in names(data) if ".tulis" in name]


def test_the_log_of_a_file_that_is_gone_is_not_replayed(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    sell_once()
    log = _stopped_with_a_log(data)
    (data / "pkkmart.db").unlink()
    log_before = log.read_bytes()
    assert restore(path, data).saved is None
    assert (data / "pkkmart-sebelum-pulih-20261124-1042.db-wal").read_bytes() == log_before
    open_shop(data)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]


def test_a_folder_or_pipe_in_the_shops_place_stays(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    close_database()
    fresh = data.parent / "lain"
    (fresh / "pkkmart.db").mkdir(parents=True)
    with pytest.raises(NotAFile):
        restore(path, fresh)
    assert (fresh / "pkkmart.db").is_dir()
    assert names(fresh) == ["pkkmart.db", "pkkmart.lock"]


def test_names_that_are_taken_by_anything_are_left_alone(data: Path, usb: Path) -> None:
    os.mkfifo(usb / "pkkmart-20261124-1042.sha256")
    (usb / "pkkmart-20261124-1042-2.db").symlink_to(usb / "tidak ada")
    os.mkfifo(usb / "pkkmart-20200101-0000.db")
    assert make_backup(usb, keep=1).path.name == "pkkmart-20261124-1042-3.db"
    assert (usb / "pkkmart-20261124-1042.sha256").is_fifo()
    assert (usb / "pkkmart-20200101-0000.db").is_fifo()
    assert (usb / "pkkmart-20261124-1042-2.db").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="forks and kills")
@pytest.mark.parametrize("way", ["kill", "fail", "fail broken"])
def test_a_restore_cut_off_anywhere_leaves_one_whole_shop(tmp_path: Path, way: str) -> None:
    command = [sys.executable, "-m", "tests.core.restore_cuts", str(tmp_path), *way.split()]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    match = re.match(r"(\d+) cuts", done.stdout)
    assert match, done.stdout
    assert int(match[1]) > 40


def test_an_open_shop_is_not_replaced(data: Path, usb: Path) -> None:
    path = make_backup(usb).path
    with FileLock(data / "pkkmart.lock"), pytest.raises(ShopInUse):
        restore(path, data)
    assert fetch("SELECT count(*) FROM sale") == [(2,)]


def test_another_shops_backup_is_said_to_be_one(data: Path, usb: Path, tmp_path: Path) -> None:
    close_database()
    open_database(tmp_path / "lain.db", synchronous="off")
    make.cashier("Bu Lain")
    path = make_backup(usb).path
    close_database()
    assert any("TOKO LAIN" in sentence for sentence in restore_plan(path, data / "pkkmart.db").sentences)
    open_shop(data)
