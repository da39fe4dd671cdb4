"""The database on a bad day: newer, locked, full, read-only, torn, or somebody else's."""

from __future__ import annotations

import re
import shutil
import sqlite3
import time
from pathlib import Path

import pytest

import pkkmart
from pkkmart.core.db import close_database, db, fetch, insert_rows, next_id, next_number, open_database, writing
from pkkmart.core.errors import (
    DatabaseLocked,
    DatabaseNewer,
    DatabaseReadOnly,
    DatabaseUnreadable,
    DiskFull,
    ForeignDatabase,
    NoDatabase,
)
from pkkmart.products.models import Category
from pkkmart.products.queries import product_count
from pkkmart.purchasing.models import Purchase
from tests import make
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures


@pytest.fixture
def path(template: sqlite3.Connection, tmp_path: Path, frozen: FrozenClock) -> Path:
    """A fresh shop in a file, not opened."""
    file = tmp_path / "pkkmart.db"
    copy = sqlite3.connect(file)
    template.backup(copy)
    copy.close()
    return file


def test_a_new_shop_is_made_and_opened_again_without_work(tmp_path: Path) -> None:
    path = tmp_path / "baru.db"
    assert [name.split("_")[0] for name in open_database(path)][:1] == ["0001"]
    close_database()
    assert open_database(path) == []
    pragmas = {name: fetch(f"PRAGMA {name}")[0][0] for name in ("foreign_keys", "recursive_triggers", "busy_timeout")}
    assert pragmas == {"foreign_keys": 1, "recursive_triggers": 1, "busy_timeout": 1_000}
    assert fetch("PRAGMA journal_mode") == [("wal",)]
    assert fetch("PRAGMA synchronous") == [(2,)]


def test_an_absent_shop_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(NoDatabase):
        open_database(tmp_path / "tidak ada.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_shop_of_a_later_version_is_left_alone(path: Path) -> None:
    raw = sqlite3.connect(path)
    raw.execute("INSERT INTO schema_migration (name, applied) VALUES ('9999_masa_depan', '2030-01-01 00:00:00')")
    raw.commit()
    raw.close()
    with pytest.raises(DatabaseNewer) as refused:
        open_database(path)
    assert str(path) in str(refused.value)
    assert "Pasang versi terbaru" in str(refused.value)
    assert db.is_closed()
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT name FROM schema_migration ORDER BY id DESC").fetchone() == ("9999_masa_depan",)
    raw.close()


@pytest.mark.parametrize("content", [b"bukan basis data" * 500, b"SQLite format 3\x00" + b"\x13" * 4_000])
def test_a_torn_file_is_told_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pkkmart.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseUnreadable) as refused:
        open_database(path)
    assert str(path) in str(refused.value)
    assert path.read_bytes() == content
    assert db.is_closed()


def test_another_programs_database_is_told_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "foto.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE foto (id INTEGER PRIMARY KEY)")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase) as refused:
        open_database(path)
    assert str(refused.value) == f"Berkas {path} bukan data PKK Mart. Pilih berkas data toko, atau folder lain."
    assert path.read_bytes() == before
    raw = sqlite3.connect(path)
    assert raw.execute("SELECT name FROM sqlite_master").fetchall() == [("foto",)]
    raw.close()


def test_a_locked_shop_says_so_within_about_a_second_and_goes_on(path: Path) -> None:
    open_database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    with pytest.raises(DatabaseLocked):
        make.product()
    assert 0.5 < time.monotonic() - start < 3
    assert product_count() == 0, "reading goes on"
    other.execute("ROLLBACK")
    other.close()
    make.product()
    assert product_count() == 1


def test_a_read_only_shop_says_so_with_its_path(path: Path) -> None:
    open_database(path)
    db.execute_sql("PRAGMA query_only = 1")
    with pytest.raises(DatabaseReadOnly) as refused:
        make.product()
    assert str(path) in str(refused.value)
    db.execute_sql("PRAGMA query_only = 0")
    make.product()
    assert failures() == []


def test_a_full_disk_leaves_nothing_half_written(path: Path) -> None:
    open_database(path)
    rina, sugar = make.cashier(), make.product()
    make.bought(sugar, 1_000, 15_000_000)
    make.shift(rina)
    pages = fetch("PRAGMA page_count")[0][0]
    db.execute_sql(f"PRAGMA max_page_count = {pages}")
    sold = 0

    def sell_on() -> None:
        nonlocal sold
        for _again in range(500):
            make.sell(rina, (sugar, 1))
            sold += 1

    with pytest.raises(DiskFull):
        sell_on()
    assert not db.in_transaction()
    assert fetch("SELECT count(*) FROM sale") == [(sold,)]
    assert failures() == []
    db.execute_sql("PRAGMA max_page_count = 1000000")
    make.sell(rina, (sugar, 1))
    assert fetch("SELECT count(*) FROM sale") == [(sold + 1,)]
    assert failures() == []


def test_a_crash_before_the_commit_leaves_the_shop_as_it_was(path: Path, tmp_path: Path) -> None:
    open_database(path)
    make.product()
    db.begin()
    Category.create(name="setengah jalan")
    crashed = tmp_path / "setelah mati.db"
    shutil.copy(path, crashed)
    shutil.copy(f"{path}-wal", f"{crashed}-wal")
    db.rollback()
    close_database()
    open_database(crashed)
    assert product_count() == 1
    assert fetch("SELECT count(*) FROM category") == [(0,)]
    assert failures() == []


def test_numbers_are_gapless_per_year_and_heal(shop: object) -> None:
    head = {"supplier_id": None, "business_date": "2026-11-24", "recorded_at": "", "user_id": None, "paid_from": "SAFE"}
    head |= {"shift_id": None, "freight_idr": 0, "discount_idr": 0, "due_on": None}
    with writing():
        assert next_number(Purchase, "PB", 2026) == "PB-26-000001"
        for row_id, number in enumerate(("PB-26-000009", "PB-25-000400", "PB-26-000010"), 1):
            insert_rows(Purchase, [{"id": row_id, "number": number, "invoice_number": "", "total_idr": 0, **head}])
        assert next_number(Purchase, "PB", 2026) == "PB-26-000011"
        assert next_number(Purchase, "PB", 2025) == "PB-25-000401"
        assert next_number(Purchase, "PB", 2027) == "PB-27-000001"
        assert next_id(Purchase) == 4
        assert next_id(Purchase, above="SELECT 2") == 4
        assert next_id(Purchase, above="SELECT 17") == 18


def test_an_id_or_a_number_is_only_told_to_who_holds_the_lock(shop: object) -> None:
    for ask in (lambda: next_id(Purchase), lambda: next_number(Purchase, "PB", 2026)):
        with pytest.raises(RuntimeError, match="only told inside writing"):
            ask()
        with db.atomic(), pytest.raises(RuntimeError, match="only told inside writing"):
            ask()
        with writing():
            assert ask()
        with pytest.raises(RuntimeError, match="only told inside writing"):
            ask()


def test_no_caller_computes_an_id_of_its_own() -> None:
    computed = re.compile(r"max\(\w*(id|number)\)[^\n]*\+ ?1|next_id\([^)]*\) ?-")
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(pkkmart.__file__).parent.rglob("*.py")
        if path.parts[-2:] != ("core", "db.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if computed.search(line) and "NEW.id" not in line
    ]
    assert found == []


def test_a_row_names_every_column(shop: object) -> None:
    with pytest.raises(sqlite3.ProgrammingError):
        insert_rows(Category, [{"id": None, "name": "Kue"}])
    insert_rows(Category, [])
    assert fetch("SELECT count(*) FROM category") == [(0,)]
