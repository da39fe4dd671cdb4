"""Guessing headings: any order, Indonesian or English, misspelt, and changeable by hand."""

from __future__ import annotations

import pytest

from pkkmart.imports.columns import ColumnMissing, Field, Mapping, guess


def found(*heading: str) -> dict[str, str]:
    mapping = guess(heading)
    return {field.value: mapping.heading[place] for field, place in mapping.places}


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        (
            ("Stok Minimum", "PENITIP", "Harga_Beli", "Kode Barang", "Stok", "Harga Anggota", "Satuan",
             "Harga Jual (Rp)", "Nama Barang", "Kategori"),
            "Indonesia",
        ),
        (
            ("minimum stock", "Owner", "Cost", "SKU", "Stock", "Member Price", "UoM", "Selling-Price", "Product name",
             "Category"),
            "Inggris",
        ),
    ],
)  # fmt: skip
def test_all_fields_in_any_order(heading: tuple[str, ...], language: str) -> None:
    names = ("min_stock", "owner", "cost", "code", "stock", "member_price", "unit", "price", "name", "category")
    assert found(*heading) == dict(zip(names, heading, strict=True))
    assert guess(heading).language == language


def test_the_clearer_of_two_headings_wins() -> None:
    assert found("Harga", "Nama", "Harga Jual", "Nama Barang", "Harga Beli") == {
        "name": "Nama Barang",
        "price": "Harga Jual",
        "cost": "Harga Beli",
    }


def test_misspelt_headings_are_understood_and_strange_ones_left_alone() -> None:
    assert found("Nma Barang", "Hrga Jual", "Kategory", "Catatan") == {
        "name": "Nma Barang",
        "price": "Hrga Jual",
        "category": "Kategory",
    }
    assert guess(("Nama", "Harga", "Catatan", "")).unused == ("Catatan",)


@pytest.mark.parametrize(("heading", "missing"), [(("Harga",), "nama barang"), (("Nama",), "harga jual")])
def test_name_and_price_are_needed(heading: tuple[str, ...], missing: str) -> None:
    with pytest.raises(ColumnMissing, match=f"Kolom {missing} belum dikenali. Judul yang ada: {heading[0]}"):
        guess(heading).require()


def test_a_person_moves_a_field_and_the_one_that_stood_there_lets_go() -> None:
    mapping = guess(("Nama", "Harga", "Harga 2"))
    moved = mapping.with_(Field.PRICE, 2)
    assert moved.column(Field.PRICE) == 2
    mended = mapping.with_(Field.COST, 1)
    assert (mended.column(Field.COST), mended.column(Field.PRICE)) == (1, None)
    assert mapping.with_(Field.NAME, None).column(Field.NAME) is None
    assert mapping == guess(("Nama", "Harga", "Harga 2")), "a mapping is a value"
    assert Mapping(("Nama",)).column(Field.NAME) is None
