"""Opening balances: one document, one entry, sub-ledgers and all, or nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.imports.opening import Judged, template_text
from pkkmart.imports.operations import AlreadyOpened, OpeningEmpty, OpeningUnbalanced, record_opening
from pkkmart.imports.queries import read_opening
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DateInFuture
from pkkmart.ledger.queries import balance_idr
from tests import make
from tests.books import entry_count, entry_of

DAY = date(2026, 10, 31)
SHEET = """\
jenis;nama;jumlah;rupiah;sisi
Kas;Brankas;;2.000.000;
Stok barang;Gula Pasir 1 kg;100;1.500.000;
Utang ke penitip;Bu Sari;;160.000;
Simpanan pokok;A-0001;;100.000;
wajib;Siti Wahyuni;;240.000;
Simpanan sukarela;A-0001;;50.000;
Bon anggota;a-0001;;75.000;
Akun lain;5101 Beban Pokok;;1.000.000;
Akun lain;4101;;3.500.000;
Akun lain;3104;;525.000;K
"""


@pytest.fixture
def living(shop: object) -> None:
    make.member("Siti Wahyuni")
    make.consignor("Bu Sari", percent_bp=1_500, is_member=True)
    make.product("Gula Pasir 1 kg", 17_500, code="8999990000032")


def _read(folder: Path, text: str) -> list[Judged]:
    file = folder / "saldo.csv"
    file.write_text(text, encoding="utf-8")
    return read_opening(file)


def test_a_shop_that_starts_in_mid_year_brings_everything_in_one_entry(living: None, tmp_path: Path) -> None:
    rows = _read(tmp_path, SHEET)
    assert [row.reason for row in rows] == [""] * 10
    number = record_opening(SYSTEM, [row.line for row in rows if row.line], DAY)
    assert number == "SA-26-000001"
    assert entry_of("opening", 1) == (
        "1103 D 2.000.000 / 1131(Siti Wahyuni) D 75.000 / 1141 D 1.500.000 / 5101 D 1.000.000"
        " / 2102(Bu Sari) K 160.000 / 2111(Siti Wahyuni) K 50.000 / 3101(Siti Wahyuni) K 100.000"
        " / 3102(Siti Wahyuni) K 240.000 / 3104 K 525.000 / 4101 K 3.500.000"
    )
    assert balance_idr(Account.OPENING_BALANCE) == 0
    assert fetch("SELECT qty_milli, value_idr FROM stock_level") == [(100 * ONE, 1_500_000)]
    assert fetch("SELECT kind, amount_idr, account_id FROM consignment_line") == [("OPENING", 160_000, 2102)]
    assert [check for check in verify() if not check.ok] == []


def test_a_sheet_that_does_not_balance_is_refused_with_the_difference(living: None, tmp_path: Path) -> None:
    lines = [row.line for row in _read(tmp_path, SHEET.replace("525.000", "500.000")) if row.line]
    with pytest.raises(OpeningUnbalanced) as told:
        record_opening(SYSTEM, lines, DAY)
    assert "debet 4.575.000, kredit 4.550.000, selisih 25.000" in str(told.value)
    assert entry_count() == 0


def test_it_is_booked_once_never_in_the_future_and_never_empty(living: None, tmp_path: Path) -> None:
    lines = [row.line for row in _read(tmp_path, SHEET) if row.line]
    with pytest.raises(OpeningEmpty):
        record_opening(SYSTEM, [], DAY)
    with pytest.raises(DateInFuture):
        record_opening(SYSTEM, lines, date(2027, 1, 1))
    record_opening(SYSTEM, lines, DAY)
    with pytest.raises(AlreadyOpened) as told:
        record_opening(SYSTEM, lines, DAY)
    assert "SA-26-000001" in str(told.value)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Emas;Brankas;;1.000;", "Jenis “Emas” tidak dikenal."),
        ("Kas;Laci;;1.000;", "Kas “Laci” tidak dikenal: tulis Brankas, Kas kecil atau Bank."),
        ("Stok;Garam;1;1.000;", "Barang “Garam” belum ada di daftar barang."),
        ("Stok;Gula Pasir 1 kg;;1.000;", "“” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500."),
        ("wajib;Bu Tak Ada;;1.000;", "Anggota “Bu Tak Ada” belum terdaftar."),
        ("titipan;Siti Wahyuni;;1.000;", "Penitip “Siti Wahyuni” belum terdaftar."),
        ("akun;1141;;1.000;", "punya barisnya sendiri di lembar ini"),
        ("akun;9999;;1.000;", "Akun “9999” tidak ada di bagan akun."),
        ("Kas;Bank;;-5;", "Rupiah harus lebih dari 0."),
        ("Kas;Bank;;abc;", "“abc” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500."),
    ],
)
def test_a_row_that_is_not_understood_says_why(living: None, tmp_path: Path, row: str, reason: str) -> None:
    (judged,) = _read(tmp_path, f"jenis;nama;jumlah;rupiah;sisi\n{row}\n")
    assert judged.line is None
    assert reason in judged.reason


def test_the_example_sheet_can_be_read_back(living: None, tmp_path: Path) -> None:
    reasons = [row.reason for row in _read(tmp_path, template_text())]
    assert [reason for reason in reasons if reason] == ["Penitip “Dapur Bu Sari” belum terdaftar."]
