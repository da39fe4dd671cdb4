"""Settings of the shop keep their history; settings of the PC survive a torn file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.audit import Audit
from pkkmart.core.db import db, fetch
from pkkmart.core.operation import operation
from pkkmart.core.settings import PcFile, Setting, forget_cached, write_setting

ROUNDING = Setting("test.rounding_idr", 100, "pembulatan, rupiah")
NAME = Setting("test.name", "PKK Mart", "nama toko")
OPEN = Setting("test.open", True, "toko buka")


@operation(Permission.KEEP_SETTINGS)
def put(actor: Actor, setting: Setting[object], value: object, effective_from: date | None = None) -> None:  # type: ignore[type-var]
    write_setting(setting, value, effective_from)


def test_a_value_holds_from_its_day_and_old_documents_keep_the_old_one(shop: object) -> None:
    assert ROUNDING.get() == 100
    put(SYSTEM, ROUNDING, 500, date(2026, 11, 24))
    put(SYSTEM, ROUNDING, 50, date(2027, 1, 1))
    assert ROUNDING.get(date(2026, 11, 23)) == 100
    assert ROUNDING.get() == 500
    assert ROUNDING.get(date(2026, 12, 31)) == 500
    assert ROUNDING.get(date(2027, 1, 1)) == 50


def test_the_newest_word_wins_for_the_same_day_but_not_over_a_later_day(shop: object) -> None:
    put(SYSTEM, ROUNDING, 500, date(2026, 11, 1))
    put(SYSTEM, ROUNDING, 50, date(2026, 11, 1))
    put(SYSTEM, ROUNDING, 200)
    assert ROUNDING.get() == 50
    assert ROUNDING.get(date(2026, 10, 31)) == 200
    assert fetch("SELECT count(*) FROM setting") == [(3,)]


def test_a_write_is_audited_and_of_the_right_type(shop: object) -> None:
    put(SYSTEM, NAME, "PKK Mart “Melati”")
    put(SYSTEM, OPEN, False)
    assert (NAME.get(), OPEN.get()) == ("PKK Mart “Melati”", False)
    assert json.loads(Audit.get_by_id(1).details) == {"test.name": "PKK Mart “Melati”"}
    for setting, value in ((ROUNDING, "100"), (ROUNDING, True), (OPEN, 1), (NAME, None)):
        with pytest.raises(TypeError):
            put(SYSTEM, setting, value)
    assert fetch("SELECT count(*) FROM setting") == [(2,)]


def test_a_refused_write_is_not_remembered(shop: object) -> None:
    @operation(Permission.KEEP_SETTINGS)
    def put_and_fail(actor: Actor) -> None:
        write_setting(NAME, "tidak jadi")
        NAME.get()
        raise KeyError

    with pytest.raises(KeyError):
        put_and_fail(SYSTEM)
    assert NAME.get() == "PKK Mart"


def test_values_are_read_once(shop: object) -> None:
    assert ROUNDING.get() == 100
    db.execute_sql("INSERT INTO setting VALUES (1, 'test.rounding_idr', '500', '0001-01-01', '', NULL)")
    assert ROUNDING.get() == 100
    forget_cached()
    assert ROUNDING.get() == 500


def test_the_pc_keeps_its_own_facts(tmp_path: Path) -> None:
    pc = PcFile(tmp_path / "pc.json")
    assert pc.get("printer", "") == ""
    pc.set("printer", "192.168.1.50")
    pc.set("width_mm", 58)
    pc.set("kick", True)
    again = PcFile(tmp_path / "pc.json")
    assert (again.get("printer", ""), again.get("width_mm", 80), again.get("kick", False)) == ("192.168.1.50", 58, True)
    assert [file.name for file in tmp_path.iterdir()] == ["pc.json"]


@pytest.mark.parametrize("torn", [b"", b'{"printer": "192', b"\xff\xfe\x00", b"[1, 2]", b'"text"'])
def test_a_torn_file_means_defaults_and_heals(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "pc.json"
    path.write_bytes(torn)
    pc = PcFile(path)
    assert pc.get("width_mm", 80) == 80
    pc.set("width_mm", 58)
    assert pc.get("width_mm", 80) == 58


def test_a_value_of_another_type_is_the_default(tmp_path: Path) -> None:
    path = tmp_path / "pc.json"
    path.write_text('{"width_mm": "lebar", "kick": 1}')
    assert PcFile(path).get("width_mm", 80) == 80
    assert PcFile(path).get("kick", False) is False
