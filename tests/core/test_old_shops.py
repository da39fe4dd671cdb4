"""A shop of an older version: whoever only reads leaves it as it is, whoever opens it keeps a copy and every row.

`schemas/` holds a played shop of each schema that landed (`python -m tests.schema --keep`), named by its last
migration. A migration of the tests' own, which adds a table and a column, waits for each of them.
"""

from __future__ import annotations

import hashlib
import lzma
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pkkmart.cli import main
from pkkmart.closing.verify import verify
from pkkmart.core import db as core_db
from pkkmart.core.db import FILE_NAME, close_database, db, fetch, known_migrations, open_database, open_to_read
from pkkmart.core.errors import DatabaseNewer, DatabaseOlder, DatabaseReadOnly, EngineTooOld, TrialDatabase
from pkkmart.core.settings import forget_cached
from pkkmart.core.shop import opened_shop
from pkkmart.products.queries import forget_vocabulary
from tests import make
from tests.conftest import FrozenClock
from tests.schema import SCHEMAS, objects

LANDED = sorted(SCHEMAS.glob("*.db.xz"))
COPIES = "pkkmart-sebelum-perbarui-*.db"
NEXT = "0999_note"
NEXT_SCRIPT = """
def up(migrator, db):
    db.execute_sql('CREATE TABLE "note" ("id" INTEGER NOT NULL PRIMARY KEY, "words" TEXT NOT NULL) STRICT')
    db.execute_sql("ALTER TABLE sale ADD COLUMN note_id INTEGER REFERENCES note (id)")
    db.execute_sql("INSERT INTO note VALUES (1, 'Toko lama')")
"""


@pytest.fixture(autouse=True)
def _nothing_stays_open() -> Iterator[None]:
    """No test leaves its database, or what was read from it, to the next."""
    yield
    close_database()
    db.init(None)
    forget_cached()
    forget_vocabulary()


@pytest.fixture
def one_more(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program has one migration more than any shop has had."""
    scripts = tmp_path_factory.mktemp("migrations")
    for script in core_db.MIGRATIONS.glob("[0-9]*.*"):
        shutil.copyfile(script, scripts / script.name)
    (scripts / f"{NEXT}.py").write_text(NEXT_SCRIPT)
    monkeypatch.setattr(core_db, "MIGRATIONS", scripts)


def unpacked(packed: Path, folder: Path) -> Path:
    """A data folder with a shop of `schemas/`."""
    with lzma.open(packed) as source, (folder / FILE_NAME).open("wb") as file:
        shutil.copyfileobj(source, file)
    return folder


@pytest.fixture(params=LANDED, ids=[path.name.split(".")[0] for path in LANDED])
def folder(request: pytest.FixtureRequest, tmp_path: Path, frozen: FrozenClock, one_more: None) -> Path:
    """The data folder of an older shop, unopened."""
    return unpacked(request.param, tmp_path)


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def migrations(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as shop:
        return {name for (name,) in shop.execute("SELECT name FROM schema_migration")}


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, by the columns the file has."""
    with closing(sqlite3.connect(path)) as shop:
        tables = [
            name
            for (name,) in shop.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith(("schema_migration", "sqlite_", "product_search", "product_vocabulary"))
        ]
        return {name: shop.execute(f'SELECT * FROM "{name}" ORDER BY rowid').fetchall() for name in tables}


@pytest.mark.parametrize(
    "words",
    [
        ("verify",),
        ("report", "month", "2026-11", "--out", "laporan"),
        ("export", "ledger", "--out", "buku.journal"),
    ],
)
def test_whoever_reads_refuses_an_older_shop_and_leaves_it_as_it_is(
    folder: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    before, had = digest(folder / FILE_NAME), migrations(folder / FILE_NAME)
    refused = run(*words, "--data", folder)
    waiting = sorted(known_migrations() - had)
    assert refused.exit_code == 2
    assert refused.output.strip() == (
        f"Data di {folder / FILE_NAME} masih bersusunan versi lama; {len(waiting)} pembaruan menunggu "
        f"({', '.join(waiting)}). Buka jendela PKK Mart sekali: cadangan dibuat dulu, lalu datanya diperbarui. "
        "Sesudah itu ulangi."
    )
    assert digest(folder / FILE_NAME) == before
    assert [path.name for path in folder.iterdir()] == [FILE_NAME]


def test_a_backup_copies_the_older_shop_and_the_doctor_tells_it(folder: Path, tmp_path: Path) -> None:
    before, had = digest(folder / FILE_NAME), migrations(folder / FILE_NAME)
    usb = tmp_path / "usb"
    usb.mkdir()
    made = run("backup", "--data", folder, "--to", usb)
    assert made.exit_code == 0, made.output
    (copy,) = usb.glob("pkkmart-*.db")
    assert (migrations(copy), rows(copy)) == (had, rows(folder / FILE_NAME))
    told = run("doctor", "--data", folder).output
    assert f"belum: {', '.join(sorted(known_migrations() - had))}" in told
    assert digest(folder / FILE_NAME) == before


def test_opening_the_shop_keeps_a_copy_and_every_row(folder: Path) -> None:
    had, old = migrations(folder / FILE_NAME), rows(folder / FILE_NAME)
    assert len(old["sale"]) >= 140
    with opened_shop(folder):
        assert [check.name for check in verify() if not check.ok] == []
        sold = make.sell(make.cashier("Bu Tuti", "3456"), (make.product(), 1))
        assert sold.sale.number == f"PM-26-{len(old['sale']) + 1:06d}"
        assert [check.name for check in verify() if not check.ok] == []
    (copy,) = folder.glob(COPIES)
    assert (migrations(copy), rows(copy)) == (had, old)
    assert copy.with_suffix(".sha256").read_text().startswith(digest(copy))
    assert migrations(folder / FILE_NAME) == known_migrations()
    now = rows(folder / FILE_NAME)
    for table, before in old.items():
        width = len(before[0]) if before else 0
        if table not in ("stock_level", "audit"):
            assert [row[:width] for row in now[table][: len(before)]] == before, table
    assert now["audit"][: len(old["audit"])] == old["audit"]
    assert run("verify", "--data", folder).exit_code == 0
    with opened_shop(folder):
        pass
    assert list(folder.glob(COPIES)) == [copy], "once is enough"


def test_what_cannot_be_copied_first_is_not_changed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = migrations(folder / FILE_NAME)
    (folder / "cadangan.lock").mkdir()
    opened = run("import", "products", __file__, "--data", folder, "--dry-run")
    assert (opened.exit_code, migrations(folder / FILE_NAME)) == (2, before)
    assert "tidak jadi ditulis" in opened.output
    assert "Traceback" not in opened.output


def test_a_restored_older_backup_is_brought_up_to_date_under_the_lock(folder: Path, tmp_path: Path) -> None:
    shop = tmp_path / "toko"
    done = run("restore", folder / FILE_NAME, "--data", shop, "--yes")
    assert done.exit_code == 0, done.output
    assert migrations(shop / FILE_NAME) == known_migrations()
    assert len(list(shop.glob(COPIES))) == 1
    assert run("verify", "--data", shop).exit_code == 0


def test_a_reader_cannot_write_and_may_read_while_a_window_is_open(tmp_path: Path, frozen: FrozenClock) -> None:
    with opened_shop(tmp_path):
        make.product()
    assert list(tmp_path.glob(COPIES)) == [], "a new shop has nothing to copy"
    window = sqlite3.connect(tmp_path / FILE_NAME)
    with closing(window):
        window.execute("BEGIN IMMEDIATE")
        open_to_read(tmp_path / FILE_NAME)
        assert fetch("SELECT count(*) FROM product") == [(1,)]
        with pytest.raises(DatabaseReadOnly):
            make.product("Teh")
        close_database()


def test_a_later_shop_is_left_alone_by_readers_too(folder: Path) -> None:
    path = folder / FILE_NAME
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_masa_depan', '2030-01-01 00:00:00')")
        raw.commit()
    for as_it_is in (False, True):
        with pytest.raises(DatabaseNewer):
            open_to_read(path, as_it_is=as_it_is)
    assert db.is_closed()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DELETE FROM schema_migration WHERE name LIKE '9999%'")
        raw.commit()
    with pytest.raises(DatabaseOlder, match=rf"1 pembaruan menunggu \({NEXT}\)"):
        open_to_read(path)


def test_the_newest_schema_is_kept_as_a_played_shop(template: sqlite3.Connection, tmp_path: Path) -> None:
    newest = max(known_migrations())
    packed = SCHEMAS / f"{newest}.db.xz"
    assert packed.is_file(), "python -m tests.schema --keep"
    shop = unpacked(packed, tmp_path) / FILE_NAME
    assert migrations(shop) == known_migrations()
    with closing(sqlite3.connect(shop)) as played:
        assert objects(played) == objects(template), "the schema changed: python -m tests.schema --keep"
        keys = "SELECT set_name, key FROM kind ORDER BY id"
        assert played.execute(keys).fetchall() == template.execute(keys).fetchall(), "a set changed: the same command"


def trial_shop(path: Path) -> Path:
    """A shop as a version before 0.1.0 left it: marked as ours, with the first of its own migrations."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA application_id = 0x504B4B4D;"
            "CREATE TABLE schema_migration (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, applied TEXT NOT NULL);"
            "INSERT INTO schema_migration (name, applied) VALUES ('0001_spine', '2026-10-01 00:00:00'),"
            " ('0002_consignment', '2026-10-01 00:00:00');"
            "CREATE TABLE sale (id INTEGER PRIMARY KEY, number TEXT NOT NULL) STRICT;"
            "INSERT INTO sale VALUES (1, 'PM-26-000001');"
        )
    return path


TRIAL = (
    "Data di {path} dibuat oleh PKK Mart versi percobaan sebelum 0.1.0, dan tidak bisa dibuka dengan versi ini. "
    "Berkasnya tidak diubah. Pindahkan berkas itu ke folder lain, lalu mulai toko baru: daftar barang dan saldo "
    "awal bisa diimpor dari CSV."
)
DOORS = {
    "verify": ("verify",),
    "report": ("report", "month", "2026-11", "--out", "laporan"),
    "export": ("export", "ledger", "--out", "buku.journal"),
    "backup": ("backup", "--to", "."),
    "import": ("import", "products", __file__, "--dry-run"),
    "demo": ("demo", "--no-window"),
}


@pytest.mark.parametrize("door", DOORS)
def test_a_shop_of_a_trial_version_is_refused_and_left_as_it_is(
    door: str, tmp_path: Path, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = trial_shop(tmp_path / FILE_NAME)
    before = path.read_bytes()
    refused = run(*DOORS[door], "--data", tmp_path)
    assert refused.exit_code == 2
    assert refused.output.strip() == TRIAL.format(path=path)
    assert path.read_bytes() == before
    left = {name.name for name in tmp_path.iterdir()} - {"pkkmart.lock", "logs"}
    assert left == {FILE_NAME}, "no log, no copy, no paper"


def test_a_shop_of_a_trial_version_with_a_log_of_writes_is_left_as_it_is(tmp_path: Path) -> None:
    path = trial_shop(tmp_path / "hidup.db")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO sale VALUES (2, 'PM-26-000002')")
        raw.commit()
        for ending in ("", "-wal"):
            shutil.copyfile(f"{path}{ending}", f"{tmp_path / FILE_NAME}{ending}")
    wal = tmp_path / f"{FILE_NAME}-wal"
    before = (tmp_path / FILE_NAME).read_bytes(), wal.read_bytes()
    assert before[1], "the last sale is in the log alone"
    for open_it in (open_database, open_to_read):
        with pytest.raises(TrialDatabase):
            open_it(tmp_path / FILE_NAME)
    assert ((tmp_path / FILE_NAME).read_bytes(), wal.read_bytes()) == before


def test_a_python_with_an_old_sqlite_is_told_before_a_file_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 38, 4))
    with pytest.raises(EngineTooOld, match=r"PKK Mart memerlukan 3\.39 atau yang lebih baru"):
        open_database(tmp_path / FILE_NAME)
    assert not (tmp_path / FILE_NAME).exists()


def test_the_window_the_doctor_and_a_restore_tell_a_trial_shop_too(
    tmp_path: Path, frozen: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = trial_shop(tmp_path / FILE_NAME)
    before = path.read_bytes()
    with pytest.raises(TrialDatabase), opened_shop(tmp_path):
        pass
    assert f"Data toko: {TRIAL.format(path=path)}" in run("doctor", "--data", tmp_path).output
    shop = tmp_path / "toko"
    for words in ((), ("--yes",)):
        refused = run("restore", path, "--data", shop, *words)
        assert (refused.exit_code, refused.output.strip()) == (2, TRIAL.format(path=path))
    assert not (shop / FILE_NAME).exists()
    assert path.read_bytes() == before
