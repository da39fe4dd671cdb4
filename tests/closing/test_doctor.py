"""The doctor reads out how things are, whatever is broken."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pkkmart
from pkkmart.closing.doctor import doctor_lines
from pkkmart.core import clock
from pkkmart.core.actor import Actor
from pkkmart.core.backup import back_up
from pkkmart.core.log import start_log, stop_log
from pkkmart.core.shop import pc_file
from pkkmart.printing.settings import PrinterKind, PrinterSettings, write_printer


def told(data: Path) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in doctor_lines(data))


def test_a_shop_in_order_fits_one_screen(endang: Actor, data: Path, tmp_path: Path) -> None:
    (tmp_path / "usb").mkdir()
    pc_file(data).set("backup.folder", str(tmp_path / "usb"))
    back_up(pc_file(data))
    write_printer(pc_file(data), PrinterSettings(kind=PrinterKind.NETWORK, host="192.168.1.50"))
    lines = told(data)
    assert len(lines) <= 20
    assert lines["Program"].startswith(f"PKK Mart {pkkmart.__version__}, Python 3.")
    assert "Qt 6." in lines["Program"]
    assert lines["Data toko"].startswith("PKK Mart: 0 struk sampai -, 4 kejadian sampai ")
    assert lines["Berkas data"].endswith("mode wal")
    assert lines["Kesehatan berkas"] == "baik"
    assert lines["Susunan data"][:4].isdigit()
    assert "belum" not in lines["Susunan data"]
    assert lines["Kejadian terakhir"].startswith("record_purchase 12/10/2026")
    assert lines["Cadangan terakhir"] == f"24/11/2026 10.42, 1 berkas di {tmp_path / 'usb'}"
    assert lines["Printer"] == "192.168.1.50:9100, 32 kolom"
    assert lines["Kesalahan program sehari ini"] == "tidak ada"
    assert "bebas dari" in lines["Ruang disk"]


def test_it_looks_beside_an_open_shop_and_leaves_nothing(endang: Actor, data: Path) -> None:
    before = sorted(path.name for path in data.iterdir())
    doctor_lines(data)
    assert sorted(path.name for path in data.iterdir()) == before


def test_an_absent_and_a_broken_shop_are_told(tmp_path: Path) -> None:
    lines = told(tmp_path / "kosong")
    assert lines["Data toko"].startswith("Belum ada data toko di ")
    assert lines["Cadangan terakhir"] == "folder belum dipilih"
    assert lines["Printer"] == "tanpa printer"
    (tmp_path / "pkkmart.db").write_bytes(b"x" * 5_000)
    assert "bukan data PKK Mart" in told(tmp_path)["Data toko"]


def test_a_sick_page_is_told(endang: Actor, data: Path) -> None:
    from pkkmart.core.db import close_database, db

    db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close_database()
    raw = sqlite3.connect(data / "pkkmart.db")
    (page,) = raw.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'posting_account_id_entry_id_amount_idr'"
    ).fetchone()
    (size,) = raw.execute("PRAGMA page_size").fetchone()
    raw.close()
    with (data / "pkkmart.db").open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xee" * size)
    line = told(data)["Kesehatan berkas"]
    assert line.startswith(("RUSAK: ", "tidak terbaca (")), line


def test_errors_of_the_last_day_are_counted(data: Path) -> None:
    with clock.using(lambda: datetime.now(UTC)):
        start_log(data / "logs")
        for number in range(5):
            logging.getLogger("pkkmart.uji").error("bug %s", number)
        stop_log()
        log = data / "logs" / "pkkmart.log"
        log.write_text("2020-01-01 08:00:00,000 ERROR pkkmart: lama\n" + log.read_text())
        line = told(data)["Kesalahan program sehari ini"]
    assert line.startswith("5; ")
    assert line.endswith("pkkmart.uji: bug 4")
    assert "lama" not in line
