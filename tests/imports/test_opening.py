"""Opening balances: one document, one entry, sub-ledgers and all, or nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import cancel_delivery
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.imports.opening import template_text
from pkkmart.imports.operations import (
    AlreadyOpened,
    OpeningEmpty,
    OpeningTooLate,
    OpeningUnbalanced,
    record_opening,
)
from pkkmart.imports.queries import first_traded_on, opening_document
from pkkmart.ledger.chart import Account
from pkkmart.ledger.operations import DateInFuture
from pkkmart.ledger.queries import balance_idr
from tests import make
from tests.books import entry_count, entry_of, entry_text
from tests.conftest import FrozenClock
from tests.imports.sheets import DAY, SHEET, lines, read


@pytest.mark.worked_entry("opening")
def test_a_shop_that_starts_in_mid_year_brings_everything_in_one_entry(living: None, tmp_path: Path) -> None:
    rows = read(tmp_path, SHEET)
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
    with pytest.raises(OpeningUnbalanced) as told:
        record_opening(SYSTEM, lines(tmp_path, SHEET.replace("525.000", "500.000")), DAY)
    assert "debet 4.575.000, kredit 4.550.000, selisih 25.000" in str(told.value)
    assert entry_count() == 0


def test_it_is_booked_once_never_in_the_future_and_never_empty(living: None, tmp_path: Path) -> None:
    sheet = lines(tmp_path)
    with pytest.raises(OpeningEmpty):
        record_opening(SYSTEM, [], DAY)
    with pytest.raises(DateInFuture):
        record_opening(SYSTEM, sheet, date(2027, 1, 1))
    record_opening(SYSTEM, sheet, DAY)
    with pytest.raises(AlreadyOpened) as told:
        record_opening(SYSTEM, sheet, DAY)
    assert "SA-26-000001" in str(told.value)


def test_the_document_can_be_read_back_as_the_sheet_it_was(living: None, tmp_path: Path) -> None:
    sheet = lines(tmp_path)
    record_opening(SYSTEM, sheet, DAY)
    opened = opening_document(1)
    assert (opened.number, opened.business_date, opened.total_idr) == ("SA-26-000001", DAY, 4_575_000)
    assert (opened.user_name, opened.cancelled_by, opened.reason) == ("", "", "")
    assert [(line.draft.kind, line.draft.amount_idr, line.is_debit, line.person_id) for line in opened.lines] == [
        (line.draft.kind, line.draft.amount_idr, line.is_debit, line.person_id) for line in sheet
    ]
    assert [line.draft.name for line in opened.lines if line.person_id is None] == [
        "Brankas", "Gula Pasir 1 kg", "5101 Beban Pokok - Anggota", "4101 Penjualan - Anggota", "3104 Hibah"
    ]  # fmt: skip
    assert opened.lines[1].draft.qty_milli == 100 * ONE


def test_a_shop_that_has_sold_already_opens_on_a_day_before_it(living: None, tmp_path: Path) -> None:
    rina = make.cashier()
    assert first_traded_on() is None
    make.shift(rina)
    make.sell(rina, (1, 2))
    assert first_traded_on() == date(2026, 11, 24)
    with pytest.raises(OpeningTooLate) as told:
        record_opening(SYSTEM, lines(tmp_path), date(2026, 11, 24))
    assert str(told.value) == (
        "Toko sudah mencatat transaksi sejak 24/11/2026, jadi saldo awal paling akhir per 23/11/2026. "
        "Ubah tanggalnya, dan isi saldo seperti pada akhir hari itu."
    )
    before = entry_count()
    record_opening(SYSTEM, lines(tmp_path), date(2026, 11, 23))
    # 2 of the 100 left before their cost was known: 5121 takes it today, the day the books began keeps the sheet.
    assert "1141 D 1.500.000" in entry_text(before + 1)
    assert entry_text(before + 2) == "5121 D 30.000 / 1141 K 30.000"
    assert fetch("SELECT kind, business_date FROM journal_entry WHERE id > ?", (before,)) == [
        ("OPENING", "2026-11-23"),
        ("NORMAL", "2026-11-24"),
    ]
    assert fetch("SELECT qty_milli, value_idr FROM stock_level WHERE product_id = 1") == [(98 * ONE, 1_470_000)]
    assert [check for check in verify() if not check.ok] == []


def test_titipan_brought_in_counts_as_trading_too_and_what_was_cancelled_does_not(
    living: None, shop: FrozenClock, tmp_path: Path
) -> None:
    make.delivered(2, make.product("Lemper", 2_000, owner_id=2), 10)
    shop.pass_(days=3)
    today = shop.at.date()
    with pytest.raises(OpeningTooLate, match="paling akhir per 23/11/2026"):
        record_opening(SYSTEM, lines(tmp_path), today)
    cancel_delivery(SYSTEM, 1, "salah pilih")
    record_opening(SYSTEM, lines(tmp_path), today - timedelta(days=1))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Emas;Brankas;;1.000;", "Jenis “Emas” tidak dikenal."),
        ("Kas;Laci;;1.000;", "Kas “Laci” tidak dikenal: tulis Brankas, Kas kecil atau Bank."),
        ("Stok;Garam;1;1.000;", "Barang “Garam” belum ada di daftar barang."),
        ("Stok;Gula Pasir 1 kg;;1.000;", "“” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500."),
        ("Stok;Gula Pasir 1 kg;0;1.000;", "Jumlah barang harus lebih dari 0."),
        ("wajib;;;1.000;", "Nama belum diisi."),
        ("wajib;Bu Tak Ada;;seribu;", "“seribu” bukan angka yang bisa dibaca."),
        ("akun;1141;;1.000;", "punya barisnya sendiri di lembar ini"),
        ("akun;9999;;1.000;", "Akun “9999” tidak ada di bagan akun."),
        ("Kas;Bank;;-5;", "Rupiah harus lebih dari 0."),
        ("Kas;Bank;;abc;", "“abc” bukan angka yang bisa dibaca. Tulis misalnya 12500 atau 12.500."),
    ],
)
def test_a_row_that_is_not_understood_says_why(living: None, tmp_path: Path, row: str, reason: str) -> None:
    (judged,) = read(tmp_path, f"jenis;nama;jumlah;rupiah;sisi\n{row}\n")
    assert judged.line is None
    assert reason in judged.reason


def test_the_example_sheet_can_be_read_back(living: None, tmp_path: Path) -> None:
    assert [row.reason for row in read(tmp_path, template_text())] == [""] * 9
