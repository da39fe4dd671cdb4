"""A shop of an older version: whoever only reads leaves it as it is, whoever opens it keeps a copy and every row.

`old/` holds shops that earlier versions of the program played (`demo --days 2 --until 2026-11-10`), each named by
the last migration it has had; one had 0012 to 0015 before 0011 was written.
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
from pkkmart.core.contents import known_migrations
from pkkmart.core.db import FILE_NAME, db, fetch, open_to_read
from pkkmart.core.errors import DatabaseNewer, DatabaseOlder, DatabaseReadOnly
from pkkmart.core.settings import forget_cached
from pkkmart.core.shop import opened_shop
from pkkmart.products.queries import forget_vocabulary
from tests import make
from tests.conftest import FrozenClock

OLD = sorted((Path(__file__).parent / "old").glob("*.db.xz"))
COPIES = "pkkmart-sebelum-perbarui-*.db"


@pytest.fixture(params=OLD, ids=[path.name.split(".")[0] for path in OLD])
def folder(request: pytest.FixtureRequest, tmp_path: Path, frozen: FrozenClock) -> Iterator[Path]:
    """The data folder of an older shop, unopened."""
    with lzma.open(request.param) as packed, (tmp_path / FILE_NAME).open("wb") as file:
        shutil.copyfileobj(packed, file)
    yield tmp_path
    forget_cached()
    forget_vocabulary()
    db.init(None)


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
    for table, kept in old.items():
        width = len(kept[0]) if kept else 0
        if table not in ("stock_level", "audit"):
            assert [row[:width] for row in now[table][: len(kept)]] == kept, table
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


def test_who_reads_cannot_write_and_stands_beside_an_open_window(tmp_path: Path, frozen: FrozenClock) -> None:
    try:
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
            db.close()
    finally:
        forget_cached()
        forget_vocabulary()
        db.init(None)


def test_a_later_shop_is_left_alone_by_readers_too(tmp_path: Path, frozen: FrozenClock) -> None:
    try:
        with opened_shop(tmp_path):
            pass
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
            raw.execute(
                "INSERT INTO schema_migration (name, applied) VALUES ('9999_masa_depan', '2030-01-01 00:00:00')"
            )
            raw.execute("DELETE FROM schema_migration WHERE name LIKE '0013%'")
            raw.commit()
        for as_it_is in (False, True):
            with pytest.raises(DatabaseNewer):
                open_to_read(tmp_path / FILE_NAME, as_it_is=as_it_is)
        assert db.is_closed()
        with closing(sqlite3.connect(tmp_path / FILE_NAME)) as raw:
            raw.execute("DELETE FROM schema_migration WHERE name LIKE '9999%'")
            raw.commit()
        with pytest.raises(DatabaseOlder, match=r"1 pembaruan menunggu \(0013_member_pin\)"):
            open_to_read(tmp_path / FILE_NAME)
    finally:
        db.init(None)
