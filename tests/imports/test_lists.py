"""Lists of prices, consignors and members: what each row becomes, what is remembered, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from pkkmart.consignment.queries import terms_of
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.imports.columns import Field, ListKind
from pkkmart.imports.operations import (
    ImportInUse,
    ImportUndone,
    NothingToImport,
    PriceChangedSince,
    cancel_import,
    import_list,
    keep_columns,
)
from pkkmart.imports.outcome import Preview
from pkkmart.imports.queries import list_imports, read_list
from pkkmart.ledger.operations import ReasonMissing
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.operations import change_price
from pkkmart.products.queries import by_ids, product_count
from tests import make
from tests.imports.workbooks import file_of


def preview(folder: Path, kind: ListKind, *cells: Sequence[object]) -> Preview:
    read = read_list(file_of(folder, "daftar.xlsx", *cells), kind).preview
    assert read is not None
    return read


def brought(folder: Path, kind: ListKind, *cells: Sequence[object]) -> int:
    """Bring a list in; returns the id of the import."""
    read = preview(folder, kind, *cells)
    import_list(SYSTEM, read.good, read.table.name, kind, columns=read.mapping)
    return list_imports()[0].id


def prices(product_id: int) -> tuple[int, int | None]:
    row = by_ids([product_id])[product_id]
    return row.selling_price_idr, row.member_price_idr


def test_prices_are_set_by_code_or_name_and_each_doubt_is_named(shop: object, tmp_path: Path) -> None:
    sugar = make.product("Gula", 17_500, code="8999990000032", member_price_idr=17_000)
    tea = make.product("Teh", 5_000)
    read = preview(
        tmp_path,
        ListKind.PRICES,
        ("Kode", "Nama", "Harga"),
        (8999990000032, "", 18_000),
        ("", "teh", 50_000),
        ("123", "Kopi", 2_000),
        ("", "Gula", 19_000),
        ("", "Teh", 0),
    )
    assert [(row.line, row.sentence) for row in read.rows] == [
        (2, ""),
        (3, "Harga Teh dari 5.000 menjadi 50.000."),
        (4, "“123” belum ada di daftar barang. Impor barangnya dulu sebagai Barang."),
        (5, "Sama dengan baris 2."),
        (6, "Harga jual nol."),
    ]
    assert import_list(SYSTEM, read.good, "harga.xlsx", ListKind.PRICES) == 2
    assert (prices(sugar), prices(tea)) == ((18_000, 17_000), (50_000, None)), "no column, so members pay as before"


def test_prices_go_back_while_nobody_changed_them_again(shop: object, tmp_path: Path) -> None:
    sugar = make.product("Gula", 17_500, code="1")
    cells = (("Kode", "Nama", "Harga", "Harga Anggota"), ("1", "Gula", 18_000, 17_000))
    import_id = brought(tmp_path, ListKind.PRICES, *cells)
    assert prices(sugar) == (18_000, 17_000)
    cancel_import(SYSTEM, import_id, "salah berkas")
    assert prices(sugar) == (17_500, None)
    with pytest.raises(ImportUndone):
        cancel_import(SYSTEM, import_id, "lagi")
    again = brought(tmp_path, ListKind.PRICES, *cells)
    change_price(SYSTEM, sugar, 18_500, None, "naik")
    with pytest.raises(PriceChangedSince, match="harga Gula sudah diubah lagi"):
        cancel_import(SYSTEM, again, "salah")
    assert prices(sugar) == (18_500, None)


def test_prices_that_are_the_same_change_nothing(shop: object, tmp_path: Path) -> None:
    make.product("Gula", 17_500, code="1")
    read = preview(tmp_path, ListKind.PRICES, ("Kode", "Harga"), ("1", 17_500))
    assert read.rows[0].sentence == "Harganya sudah 17.500; tidak berubah."
    with pytest.raises(NothingToImport):
        import_list(SYSTEM, read.good, "harga.xlsx", ListKind.PRICES)
    assert list_imports() == []


def test_consignors_come_with_their_terms(shop: object, tmp_path: Path) -> None:
    make.member("Siti Wahyuni")
    make.consignor("Bu Sari", percent_bp=1_000)
    read = preview(
        tmp_path,
        ListKind.CONSIGNORS,
        ("Nama", "Nama Usaha", "No HP", "Komisi", "Harga Setor", "Penanggung diskon", "Sejak"),
        ("Bu Ani", "Dapur Ani", 81234567890, "12,5", "", "penitip", "01/02/2026"),
        ("Bu Beti", "", "", 0.1, "", "", ""),
        ("Kelompok Melati", "", "", "", 1_500, "", ""),
        ("Siti Wahyuni", "", "", "10%", "", "", ""),
        ("Bu Sari", "", "", 10, "", "", ""),
        ("Bu Cici", "", "12", 10, 1_000, "pak RT", "31/12/2030"),
        ("Bu Dedeh", "", "", "", "", "", ""),
    )
    assert [(row.line, row.sentence) for row in read.rows] == [
        (2, "Nol di depan dikembalikan: 081234567890."),
        (3, "Komisi 0,1 dibaca 10 %."),
        (4, ""),
        (5, "Siti Wahyuni (A-0001) menjadi penitip juga."),
        (6, "Sudah terdaftar: Bu Sari (P-0001). Bila orangnya lain, tambahkan pembeda pada namanya."),
        (
            7,
            "Nomor HP “12” harus 8 sampai 15 angka, misalnya 081234567890. Sejak 31/12/2030 tidak mungkin; tulis "
            "seperti 31/12/2020. Penanggung diskon “pak RT” tidak dikenal; tulis koperasi atau penitip atau bersama. "
            "Isi komisi atau harga setor, jangan keduanya.",
        ),
        (8, "Tanpa perjanjian; ditanyakan saat barang pertama datang."),
    ]
    assert import_list(SYSTEM, read.good, "penitip.xlsx", ListKind.CONSIGNORS) == 5
    found = {person.name: person for person in people_with(CapacityKind.CONSIGNOR)}
    assert found["Bu Ani"].display_name == "Dapur Ani"
    terms = {name: terms_of(person.id, clock.today()) for name, person in found.items()}
    assert terms["Bu Ani"] == Terms(TermsModel.PERCENT, 1_250, None, Bearer.CONSIGNOR)
    assert terms["Bu Beti"] == Terms(TermsModel.PERCENT, 1_000, None, Bearer.SHOP)
    assert terms["Kelompok Melati"] == Terms(TermsModel.FIXED, None, 1_500, Bearer.SHOP)
    assert terms["Bu Dedeh"] is None
    assert len({person.id for person in found.values()}) == 6
    assert terms_of(found["Bu Ani"].id, date(2026, 1, 31)) is None, "not before the day they began"


def test_members_keep_their_numbers_where_they_are_free(shop: object, tmp_path: Path) -> None:
    make.member("Siti Wahyuni")
    read = preview(
        tmp_path,
        ListKind.MEMBERS,
        ("Nomor Anggota", "Nama", "NIK", "Kelurahan", "Simpanan Pokok"),
        ("A-0031", "Ani Lestari", "3674015506900001", "", 100_000),
        ("A-0001", "Beti Kurnia", 3674015506900002, "", ""),
        ("", "Siti Wahyunni", "", "Antah Berantah", ""),
        ("", "Siti Wahyuny", "", "", ""),
        ("A-0031", "Cici", "", "", "seratus"),
        ("", "Dedeh", "36740155069", "", ""),
    )
    assert [(row.line, row.status.value, row.sentence) for row in read.rows] == [
        (2, "imported", ""),
        (3, "rejected", "NIK “3,67401550690000E+15” harus 16 angka. Jadikan kolomnya Teks di Excel, atau kosongkan."),
        (
            4,
            "rejected",
            "Kelurahan “Antah Berantah” tidak dikenal. Tulis seperti di daftar wilayah, atau kosongkan.",
        ),
        (5, "warned", "Mirip Siti Wahyuni (A-0001), yang sudah terdaftar."),
        (6, "rejected", "Simpanan pokok “seratus” tidak terbaca."),
        (7, "rejected", "NIK “36740155069” harus 16 angka. Jadikan kolomnya Teks di Excel, atau kosongkan."),
    ]
    import_list(SYSTEM, read.good, "anggota.xlsx", ListKind.MEMBERS)
    assert {person.name: person.number for person in people_with(CapacityKind.MEMBER)} == {
        "Siti Wahyuni": "A-0001",
        "Ani Lestari": "A-0031",
        "Siti Wahyuny": "A-0032",
    }


def test_people_nothing_uses_go_again_and_their_numbers_are_free(shop: object, tmp_path: Path) -> None:
    cells = (("Nomor", "Nama", "Komisi"), ("P-0007", "Bu Ani", 10), ("", "Bu Beti", 10))
    import_id = brought(tmp_path, ListKind.CONSIGNORS, *cells)
    cancel_import(SYSTEM, import_id, "salah berkas")
    assert people_with(CapacityKind.CONSIGNOR) == []
    second = brought(tmp_path, ListKind.CONSIGNORS, *cells)
    ani = next(person for person in people_with(CapacityKind.CONSIGNOR) if person.number == "P-0007")
    cake = make.product("Lemper", 2_000, owner_id=ani.id)
    make.delivered(ani.id, cake, 3)
    with pytest.raises(ImportInUse, match=r"Bu Ani sudah dipakai NT-26-000001\. Batalkan dulu itu"):
        cancel_import(SYSTEM, second, "salah")
    assert len(people_with(CapacityKind.CONSIGNOR)) == 2


def test_goods_nothing_uses_go_again_and_a_used_one_names_what_uses_it(shop: object, tmp_path: Path) -> None:
    cells = (("Kode", "Nama", "Harga"), ("1", "Gula", 17_500), ("2", "Teh", 5_000))
    import_id = brought(tmp_path, ListKind.PRODUCTS, *cells)
    with pytest.raises(ReasonMissing):
        cancel_import(SYSTEM, import_id, " ")
    with pytest.raises(NotPermitted):
        cancel_import(make.cashier(), import_id, "salah")
    cancel_import(SYSTEM, import_id, "salah berkas")
    assert product_count() == 0
    (row,) = list_imports()
    assert (row.kind, row.source, row.count, row.reason) == (ListKind.PRODUCTS, "daftar.xlsx", 2, "salah berkas")
    second = brought(tmp_path, ListKind.PRODUCTS, *cells)
    assert product_count() == 2, "the same list comes in again"
    tea = fetch("SELECT max(id) FROM product")[0][0]
    make.bought(tea, 5, 20_000)
    number = fetch("SELECT number FROM purchase")[0][0]
    with pytest.raises(ImportInUse, match=rf"Teh sudah dipakai {number}"):
        cancel_import(SYSTEM, second, "salah")
    assert product_count() == 2


def test_the_columns_chosen_are_remembered_for_these_headings_and_this_kind(shop: object, tmp_path: Path) -> None:
    cells = (("Apa", "Berapa", "Harga Grosir"), ("Gula", 17_500, 15_000))
    path = file_of(tmp_path, "aneh.xlsx", *cells)
    asked = read_list(path)
    assert asked.preview is None
    chosen = asked.mapping.with_(Field.NAME, 0).with_(Field.PRICE, 1)
    keep_columns(SYSTEM, chosen)
    keep_columns(SYSTEM, chosen.with_(Field.MEMBER_PRICE, 2))
    again = read_list(path)
    assert again.preview is not None
    assert [again.mapping.column(field) for field in (Field.NAME, Field.PRICE, Field.MEMBER_PRICE)] == [0, 1, 2]
    assert read_list(path, ListKind.PRICES).missing, "another kind is asked anew"
    other = file_of(tmp_path, "lain.xlsx", ("Apa", "Berapa", "Harga"), ("Gula", 17_500, 15_000))
    assert read_list(other).mapping.column(Field.MEMBER_PRICE) is None


def test_somebody_who_stops_it_leaves_nothing(shop: object, tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done >= 500:
            assert total == 600
            raise Stopped

    cells = [("Kode", "Nama", "Harga"), *((str(n), f"Barang {n}", 1_000) for n in range(600))]
    read = preview(tmp_path, ListKind.PRODUCTS, *cells)
    with pytest.raises(Stopped):
        import_list(SYSTEM, read.good, "besar.xlsx", progress=stop)
    assert (product_count(), list_imports(), fetch("SELECT count(*) FROM barcode")) == (0, [], [(0,)])
    assert read.counts.good == import_list(SYSTEM, read.good, "besar.xlsx") == 600
