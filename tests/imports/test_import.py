"""Bringing a list in: all the good rows or none, once, with its audit row; and the account of it."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch, fetch_one
from pkkmart.core.errors import DiskFull, NotPermitted
from pkkmart.core.operation import Changed, on_change
from pkkmart.imports.columns import ColumnMissing, Field, guess
from pkkmart.imports.operations import ListOutdated, NothingToImport, import_list
from pkkmart.imports.outcome import Preview, Status
from pkkmart.imports.products import Known, preview_products
from pkkmart.imports.queries import known_to_shop, preview_file, read_list
from pkkmart.imports.report import account
from pkkmart.products.operations import PriceUnfit, ProductDetails
from pkkmart.products.queries import find_by_code, product_count, search
from tests import make
from tests.conftest import memory_shop
from tests.imports.lists import MISREAD, preview, table

LIST = f"""Barcode;Nama Barang;Kategori;Harga Jual;Stok
8992741905442;Yupi Fruit Cocktails 24g;Snack;Rp 4.000;10
{MISREAD};Yupi Palsu;Snack;4000;1
;Lemper;Kue;2000;5
111;Kupon;Lain;-500;0
111;;Lain;0;0
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_a_file_comes_in_and_is_sold_by_its_codes_and_words(shop: object, file: Path) -> None:
    read = preview_file(file)
    assert (read.counts.imported, read.counts.warned, read.counts.rejected) == (2, 1, 2)
    heard: list[frozenset[Changed]] = []
    stop = on_change(heard.append)
    assert import_list(SYSTEM, read.good, "daftar.csv") == 3
    stop()
    assert [Changed.PRODUCTS in changes for changes in heard] == [True]
    assert find_by_code("8992741905442")[0].product.selling_price_idr == 4_000
    assert find_by_code(MISREAD)[0].product.name == "Yupi Palsu"
    assert [row.name for row in search("lemper")] == ["Lemper"]
    assert fetch("SELECT count(*) FROM price_change") == [(3,)]
    row = fetch_one("SELECT act, subject, details FROM audit ORDER BY id DESC LIMIT 1")
    assert row is not None
    assert row[:2] == ("import_list", "products from daftar.csv")
    assert '"count":3' in row[2].replace(" ", "")


def test_a_second_time_everything_is_there_already(shop: object, file: Path) -> None:
    import_list(SYSTEM, preview_file(file).good, file.name)
    again = preview_file(file)
    assert again.counts.good == 0
    with pytest.raises(NothingToImport, match=r"daftar\.csv"):
        import_list(SYSTEM, again.good, file.name)
    assert product_count() == 3


def test_a_code_given_out_since_the_preview_brings_nothing_in(shop: object, file: Path) -> None:
    read = preview_file(file)
    make.product("Permen", 500, code="8992741905442")
    with pytest.raises(ListOutdated, match="8992741905442 sementara itu sudah dipakai Permen"):
        import_list(SYSTEM, read.good, file.name)
    assert product_count() == 1


def test_a_tile_made_since_the_preview_brings_nothing_in(shop: object, file: Path) -> None:
    read = preview_file(file)
    make.product("lemper", 2_000)
    with pytest.raises(ListOutdated, match="Lemper sementara itu sudah dipakai lemper"):
        import_list(SYSTEM, read.good, file.name)
    assert product_count() == 1


def test_one_unfit_row_inside_brings_nothing_in(shop: object, file: Path) -> None:
    good = preview_file(file).good
    with pytest.raises(PriceUnfit):
        import_list(SYSTEM, [*good, replace(good[0], codes=(), selling_price_idr=-1)], file.name)
    ghost = ProductDetails(name="Titipan hantu", selling_price_idr=1, owner_id=999)
    with pytest.raises(sqlite3.IntegrityError):
        import_list(SYSTEM, [*good, ghost], file.name)
    assert _everything() == [0, 0, 0, 0, 0]


def test_a_full_disk_in_the_middle_brings_nothing_in(shop: object) -> None:
    many = [ProductDetails(name=f"Barang {n}", selling_price_idr=n + 1, codes=(str(n),)) for n in range(3_000)]
    pages = fetch("PRAGMA page_count")[0][0]
    db.execute_sql(f"PRAGMA max_page_count = {pages + 40}")
    with pytest.raises(DiskFull):
        import_list(SYSTEM, many, "besar.csv")
    assert _everything() == [0, 0, 0, 0, 0]
    db.execute_sql("PRAGMA max_page_count = 1000000")
    assert import_list(SYSTEM, many, "besar.csv") == 3_000


def _everything() -> list[int]:
    tables = ("product", "barcode", "category", "price_change", "product_search")
    return [fetch(f"SELECT count(*) FROM {name}")[0][0] for name in tables]


def test_only_who_may_import_imports(shop: object, file: Path) -> None:
    with pytest.raises(NotPermitted, match="mengimpor data"):
        import_list(make.cashier(), preview_file(file).good, file.name)


def test_a_consignor_is_found_by_name_or_number_and_never_guessed(shop: object) -> None:
    sari = make.consignor("Bu Sari")
    make.consignor("Bu Ani")
    make.consignor("bu  ani")
    make.member("Siti Wahyuni")
    number = fetch("SELECT number FROM capacity WHERE person_id = ? AND kind = 'CONSIGNOR'", (sari,))[0][0]
    text = f"Nama,Harga,Penitip\nA,1,BU SARI\nB,1,{number}\nC,1,Bu Ani\nD,1,Siti Wahyuni\nE,1,\n"
    read = table(text)
    rows = preview_products(read, guess(read.heading), known_to_shop()).rows
    assert [row.details.owner_id if row.details else row.remarks[0].reason.name for row in rows] == [
        sari, sari, "OWNER_AMBIGUOUS", "OWNER_UNKNOWN", None,
    ]  # fmt: skip
    assert "Daftarkan dulu" in rows[3].sentence


def test_an_inactive_product_holds_neither_code_nor_name(shop: object) -> None:
    make.product("Gula", 1_000, code="1")
    db.execute_sql("UPDATE product SET active = 0")
    assert known_to_shop() == Known()


def test_columns_can_be_told(shop: object, tmp_path: Path) -> None:
    path = tmp_path / "aneh.csv"
    path.write_text("Apa;Berapa\nGula;4000\n", encoding="utf-8")
    with pytest.raises(Exception, match="Judul yang ada: Apa, Berapa"):
        preview_file(path)
    told = guess(read_list(path).table.heading).with_(Field.NAME, 0)
    with pytest.raises(ColumnMissing, match="harga jual"):
        preview_file(path, told)
    assert preview_file(path, told.with_(Field.PRICE, 1)).counts.imported == 1


def test_the_account_says_what_was_understood_and_adds_up(shop: object, file: Path) -> None:
    lines = account(preview_file(file))
    assert lines == [
        "Berkas: daftar.csv",
        "Penulisan: UTF-8, pemisah titik koma (;), judul berbahasa Indonesia",
        "Kolom: Kode = Barcode, Nama barang = Nama Barang, Kategori = Kategori, Harga jual = Harga Jual, Stok = Stok",
        "Stok belum dibukukan di sini: sesudah impor, bawa ke Saldo awal atau catat Terima barang.",
        "",
        "        5  baris di berkas",
        "        2  Masuk",
        "        1  Masuk, periksa",
        "        2  Ditolak",
        "",
        "Ditolak:",
        "        1  Harganya kurang dari nol",
        "           baris 5: Kupon: Harga jual -500 kurang dari nol.",
        "        1  Nama barang kosong",
        "           baris 6: (tanpa nama): Nama barang kosong. Harga jual nol.",
        "",
        "Masuk, periksa:",
        "        1  Angka pemeriksa kodenya salah; disimpan sebagai kode sendiri",
        f"           baris 3: Yupi Palsu: Angka pemeriksa kode {MISREAD} salah; disimpan sebagai kode sendiri.",
    ]


def test_the_account_groups_many_and_shows_all_when_asked() -> None:
    read = preview(*(f"{n};;1000" for n in range(1, 9)), heading="Kode;Nama;Harga;Warna")
    short, full = account(read), account(read, show_all=True)
    assert "Kolom yang tidak dipakai: Warna" in short
    assert short[-1] == "           dan 3 baris lagi"
    assert sum("baris " in line and "(tanpa nama)" in line for line in full) == 8


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["", "1", "2", "8992741905442", MISREAD, "089686010947", "0089686010947", "89686010947"]),
        st.sampled_from(["", "Gula", "gula ", "Lemper", "Teh"]),
        st.sampled_from(["", "0", "-1", "Rp 4.000", "x"]),
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS)
@settings(max_examples=60, deadline=None)
def test_whatever_came_in_is_refused_as_there_already(
    template: sqlite3.Connection, rows: list[tuple[str, str, str]]
) -> None:
    with memory_shop(template):
        read = _read(rows)
        assert read.counts.total == sum(any(row) for row in rows) + 1
        assert import_list(SYSTEM, read.good, "daftar.csv") == read.counts.good == product_count()
        again = _read(rows)
        assert again.counts.good == 0
        assert {row.status for row in again.rows} == {Status.REJECTED}


def _read(rows: list[tuple[str, str, str]]) -> Preview:
    read = table("\n".join(["Kode;Nama;Harga", "9;Selalu ada;1000", *(";".join(row) for row in rows)]))
    return preview_products(read, guess(read.heading), known_to_shop())
