"""The command line: verify, import, demo, the folders it refuses, and the language of this PC."""

from __future__ import annotations

import sqlite3
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PySide6.QtWidgets import QApplication

from pkkmart import app
from pkkmart.cli import main
from pkkmart.core import i18n, shop
from pkkmart.core.shop import opened_shop, pc_file
from pkkmart.products.queries import product_count
from pkkmart.start import open_window
from tests.other_language import LANGUAGE, write_catalogue

LIST = "Barcode;Nama Barang;Harga Jual\n8999990000018;Keripik;Rp 12.000\n8999990000032;Gula;17500\n;;5000\n"


def run(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_import_accounts_for_every_row_and_dry_run_keeps_nothing(tmp_path: Path) -> None:
    file = tmp_path / "daftar.csv"
    file.write_text(LIST, encoding="utf-8")
    shop = tmp_path / "toko"
    tried = run("import", "products", file, "--data", shop, "--dry-run")
    assert (tried.exit_code, "tidak ada yang disimpan" in tried.output) == (0, True)
    with opened_shop(shop):
        assert product_count() == 0
    done = run("import", "products", file, "--data", shop)
    assert done.exit_code == 0, done.output
    assert "2 barang masuk" in done.output
    with opened_shop(shop):
        assert product_count() == 2


def test_a_missing_file_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    done = run("import", "products", tmp_path / "tidak-ada.csv", "--data", tmp_path / "toko")
    assert done.exit_code == 2
    assert "Traceback" not in done.output
    assert "tidak-ada.csv" in done.output


def test_verify_names_each_check_and_fails_when_one_does(tmp_path: Path) -> None:
    run("import", "products", _list(tmp_path), "--data", tmp_path)
    good = run("verify", "--data", tmp_path)
    assert good.exit_code == 0, good.output
    assert "baik   Debet sama dengan kredit: debet 0, kredit 0" in good.output
    with sqlite3.connect(tmp_path / "pkkmart.db") as stranger:
        stranger.execute("INSERT INTO posting VALUES (NULL, 99, 1, 4111, -5000, NULL, NULL)")
    stranger.close()
    bad = run("verify", "--data", tmp_path)
    assert bad.exit_code == 1
    assert "SALAH  Tidak ada baris tanpa induk" in bad.output


def test_verify_without_a_shop_says_so(tmp_path: Path) -> None:
    done = run("verify", "--data", tmp_path / "kosong")
    assert done.exit_code == 2
    assert "Belum ada data toko" in done.output


def test_a_second_copy_on_the_same_data_is_refused(tmp_path: Path) -> None:
    with opened_shop(tmp_path):
        done = run("import", "products", _list(tmp_path), "--data", tmp_path)
    assert done.exit_code == 2
    assert "sudah terbuka untuk data di" in done.output


def test_a_synced_folder_is_refused(tmp_path: Path) -> None:
    done = run("demo", "--data", tmp_path / "OneDrive" / "toko", "--no-window")
    assert done.exit_code == 2
    assert "disinkronkan (OneDrive)" in done.output


def test_a_backup_is_made_and_going_back_tells_first_and_keeps_the_present_file(tmp_path: Path) -> None:
    shop, folder = tmp_path / "toko", tmp_path / "usb"
    folder.mkdir()
    run("import", "products", _list(tmp_path), "--data", shop)
    made = run("backup", "--data", shop, "--to", folder)
    assert made.exit_code == 0, made.output
    (backup,) = folder.glob("pkkmart-*.db")
    more = tmp_path / "lagi.csv"
    more.write_text("Nama Barang;Harga Jual\nGaram;3000\n", encoding="utf-8")
    run("import", "products", more, "--data", shop)
    told = run("restore", backup, "--data", shop)
    assert "Belum ada yang diubah." in told.output
    with opened_shop(shop):
        assert product_count() == 3
    done = run("restore", backup, "--data", shop, "--yes")
    assert done.exit_code == 0, done.output
    with opened_shop(shop):
        assert product_count() == 2
    assert len(list(shop.glob("pkkmart-sebelum-pulih-*.db"))) == 1
    assert run("verify", "--data", shop).exit_code == 0


def test_a_backup_folder_that_is_gone_is_a_sentence(tmp_path: Path) -> None:
    run("import", "products", _list(tmp_path), "--data", tmp_path)
    done = run("backup", "--data", tmp_path, "--to", tmp_path / "usb-dicabut")
    assert done.exit_code == 2
    assert "usb-dicabut tidak ada. Colokkan USB-nya" in done.output


@pytest.mark.skipif(sys.platform != "linux", reason="Windows and macOS always have a screen")
def test_without_a_screen_the_shop_says_so_and_does_not_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert open_window(tmp_path) == 1
    assert "Tidak ada layar untuk membuka jendela" in capsys.readouterr().err


def test_the_ledger_is_exported(tmp_path: Path) -> None:
    run("import", "products", _list(tmp_path), "--data", tmp_path)
    done = run("export", "ledger", "--format", "beancount", "--data", tmp_path, "--out", tmp_path / "buku.beancount")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "buku.beancount").exists()


def test_the_month_is_printed_and_a_wrong_month_is_a_sentence(tmp_path: Path) -> None:
    run("demo", "--data", tmp_path / "toko", "--days", "2", "--until", "2026-11-10", "--no-window")
    done = run("report", "month", "2026-11", "--data", tmp_path / "toko", "--out", tmp_path / "laporan")
    assert done.exit_code == 0, done.output
    assert len(list((tmp_path / "laporan").glob("2026-11-*.pdf"))) == 5
    wrong = run("report", "month", "oktober", "--data", tmp_path / "toko", "--out", tmp_path / "laporan")
    assert (wrong.exit_code, "bukan bulan" in wrong.output) == (2, True)


def test_the_doctor_speaks_even_without_a_shop(tmp_path: Path) -> None:
    assert "Program: PKK Mart" in run("doctor", "--data", tmp_path / "kosong").output


def _list(folder: Path) -> Path:
    file = folder / "daftar.csv"
    file.write_text(LIST, encoding="utf-8")
    return file


@pytest.fixture
def with_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose PC file names the made-up language, while a catalogue of it ships."""
    monkeypatch.setattr(i18n, "_translation", i18n._translation)
    monkeypatch.setattr(shop, "resources_dir", lambda: tmp_path)
    write_catalogue(tmp_path / "locale")
    pc_file(tmp_path).set("ui.language", LANGUAGE)
    return tmp_path


@pytest.mark.parametrize("option", [["--data", "{}"], ["--data={}"]])
def test_the_command_line_speaks_the_language_of_this_pc(with_catalogue: Path, option: list[str]) -> None:
    words = [word.format(with_catalogue) for word in option]
    told = CliRunner().invoke(deepcopy(main), ["verify", *words])
    assert told.exit_code == 2
    assert told.output.startswith("«Belum ada data toko")


def test_the_window_speaks_the_language_of_this_pc(
    with_catalogue: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(app, "_run", lambda _app, _pc: shown.append(i18n._("Kasir")) or 0)
    assert app.run_window(with_catalogue) == 0
    assert shown == ["«Kasir»"]


def test_a_pc_that_names_no_language_speaks_indonesian(with_catalogue: Path) -> None:
    told = CliRunner().invoke(deepcopy(main), ["verify", "--data", str(with_catalogue / "kosong")])
    assert told.output.startswith("Belum ada data toko")
