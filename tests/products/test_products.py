"""Finding products, and the history of their prices."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.products.checks import CHECKS
from pkkmart.products.operations import (
    CodeExists,
    CodeMissing,
    PictureTooBig,
    PriceUnfit,
    ProductDetails,
    ProductNameMissing,
    add_code,
    change_price,
    create_product,
    set_picture,
)
from pkkmart.products.queries import (
    by_ids,
    categories,
    codes_of,
    find_by_code,
    known_codes,
    page,
    picture,
    product_count,
    products_of,
    search,
    tiles,
)
from pkkmart.products.search import match_all, match_corrected, words_of
from tests import make


def found(text: str, limit: int = 30) -> list[str]:
    return [row.name for row in search(text, limit)]


@pytest.fixture
def shelf(shop: object) -> None:
    sari = register_person(
        SYSTEM, PersonDetails(name="Sari Dewi", trade_name="Dapur Berkah"), [CapacityKind.CONSIGNOR], since=make.START
    )
    make.product("Keripik Singkong Balado", 12_000, owner_id=sari, category="Camilan")
    make.product("Keripik Pisang", 11_000, owner_id=sari, category="Camilan")
    make.product("Kérupuk Udang", 9_000)
    make.product("Minyak Goreng 1 L", 20_000, code="8991234567890", category="Sembako")
    make.product("Minyak Goreng 2 L", 38_000, code="8991234567906", category="Sembako")
    make.product("Gula Pasir 1 kg", 17_500)


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("kripik balado", ["Keripik Singkong Balado"]),
        ("balado ker", ["Keripik Singkong Balado"]),
        ("SINGKONG", ["Keripik Singkong Balado"]),
        ("keripik", ["Keripik Singkong Balado", "Keripik Pisang"]),
        ("sari pisang", ["Keripik Pisang"]),
        ("berkah balado", ["Keripik Singkong Balado"]),
        ("camilan", ["Keripik Singkong Balado", "Keripik Pisang"]),
        ("kerupuk", ["Kérupuk Udang"]),
        ("KÉRUPUK", ["Kérupuk Udang"]),
        ("899123456789", ["Minyak Goreng 1 L"]),
        ("8991234567906", ["Minyak Goreng 2 L"]),
        ("899", ["Minyak Goreng 1 L", "Minyak Goreng 2 L"]),
        ("minyak 2", ["Minyak Goreng 2 L"]),
        ("1", ["Minyak Goreng 1 L", "Gula Pasir 1 kg"]),
        ("g", ["Gula Pasir 1 kg", "Minyak Goreng 1 L", "Minyak Goreng 2 L"]),
        ("mnyak goreng", ["Minyak Goreng 1 L", "Minyak Goreng 2 L"]),
        ("xyzzy", []),
        ("", []),
        ("   ", []),
    ],
)
def test_a_product_is_found_by_the_words_typed(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize(
    "text",
    ['"', "`", "*", "()", "(", '"keripik', "keripik*", "a OR b", "NEAR(keripik balado)", "words:keripik", "-keripik",
     "^keripik", "'; DROP TABLE product; --", "\x00", "😀", "%", "_", "AND", "NOT", "+", "keripik\\", "１２"],
)  # fmt: skip
def test_no_symbol_crashes_the_search(text: str) -> None:
    known = product_count()
    found = [*search(text), *page(text), *(hit.product for hit in find_by_code(text))]
    assert all(row.active for row in found)
    assert product_count() == known


@settings(max_examples=50)
@given(st.text(max_size=40))
@example('a"b')
def test_words_are_plain_and_a_query_is_only_words(text: str) -> None:
    words = words_of(text)
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in words)
    assert words_of(" ".join(words)) == words
    assert match_all(words).count('"') == 2 * len(words)


def test_a_word_like_no_other_finds_nothing() -> None:
    assert match_corrected(["xyzzy"], ["balado", "keripik"]) is None
    assert match_corrected(["kripik", "bal"], ["balado", "keripik"]) == '("keripik") AND "bal"*'


@pytest.mark.usefixtures("shelf")
def test_what_is_no_longer_sold_is_not_found_and_hides_nobody() -> None:
    for number in range(8):
        make.product(f"Lemper {number}", 2_000)
    db.execute_sql("UPDATE product SET active = 0 WHERE name LIKE 'Lemper%' AND name <> 'Lemper 7'")
    assert found("lemper", limit=5) == ["Lemper 7"]
    assert "Lemper 0" not in [row.name for row in page()]


@pytest.mark.usefixtures("shop")
def test_a_new_word_is_known_at_once() -> None:
    make.product("Keripik Singkong")
    assert found("kripik") == ["Keripik Singkong"]
    make.product("Dendeng Balado")
    assert found("dendng") == ["Dendeng Balado"]


@pytest.mark.usefixtures("shop")
def test_a_shared_barcode_asks_and_a_pack_counts() -> None:
    sari, ani = make.consignor(), make.consignor("Bu Ani")
    first = make.product("Lemper Sari", 2_000, owner_id=sari, code="111")
    second = make.product("Lemper Ani", 2_000, owner_id=ani, code="111")
    assert [hit.product.id for hit in find_by_code(" 111 ")] == [first, second]
    add_code(SYSTEM, first, "222", 12_000)
    (hit,) = find_by_code("222")
    assert (hit.product.name, hit.pack_milli) == ("Lemper Sari", 12_000)
    assert codes_of(first) == ["111", "222"]
    assert known_codes(["111", "333"]) == {"111"}
    assert find_by_code("11") == []
    with pytest.raises(CodeExists):
        add_code(SYSTEM, first, "222 ")
    db.execute_sql("UPDATE product SET active = 0 WHERE id = ?", (first,))
    assert [hit.product.id for hit in find_by_code("111")] == [second]


@pytest.mark.usefixtures("shop")
def test_an_empty_code_is_no_code_and_the_same_code_is_one() -> None:
    details = ProductDetails(name="Gula", selling_price_idr=17_500, codes=("", " ", "899", "899 "))
    product_id = create_product(SYSTEM, details)
    assert codes_of(product_id) == ["899"]
    with pytest.raises(CodeMissing):
        add_code(SYSTEM, product_id, "  ")
    assert find_by_code("") == []


@pytest.mark.usefixtures("shop")
def test_the_price_history_is_kept() -> None:
    sugar = make.product(member_price_idr=17_000)
    change_price(SYSTEM, sugar, 18_000, None, "harga pasar naik")
    change_price(SYSTEM, sugar, 17_800, 17_500, "promo")
    row = by_ids([sugar])[sugar]
    assert (row.selling_price_idr, row.member_price_idr) == (17_800, 17_500)
    assert (row.price_idr(for_member=True), row.price_idr(for_member=False)) == (17_500, 17_800)
    assert fetch("SELECT selling_price_idr, member_price_idr, reason FROM price_change ORDER BY id") == [
        (17_500, 17_000, ""), (18_000, None, "harga pasar naik"), (17_800, 17_500, "promo"),
    ]  # fmt: skip


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize(("price", "member_price"), [(0, None), (-5, None), (1_000, 0), (1_000, -1)])
def test_an_unfit_price_is_named_and_changes_nothing(price: int, member_price: int | None) -> None:
    sugar = make.product()
    with pytest.raises(PriceUnfit) as refused:
        change_price(SYSTEM, sugar, price, member_price, "")
    assert str(refused.value).startswith("Harga Gula Pasir 1 kg harus lebih dari 0")
    with pytest.raises(PriceUnfit):
        make.product("Lain", price, member_price_idr=member_price)
    assert (by_ids([sugar])[sugar].selling_price_idr, product_count()) == (17_500, 1)


@pytest.mark.usefixtures("shop")
def test_a_product_needs_a_name_and_who_may_keep_products() -> None:
    with pytest.raises(ProductNameMissing):
        make.product("   ")
    with pytest.raises(NotPermitted):
        create_product(make.cashier(), ProductDetails(name="Gula", selling_price_idr=1))
    assert product_count() == 0


@pytest.mark.usefixtures("shelf")
def test_lists_are_by_category_and_owner() -> None:
    assert [name for _id, name in categories()] == ["Camilan", "Sembako"]
    assert products_of(None)[0].name == "Gula Pasir 1 kg"
    assert [row.name for row in products_of(1)] == ["Keripik Pisang", "Keripik Singkong Balado"]
    assert [row.owner_name for row in products_of(1)] == ["Dapur Berkah"] * 2
    assert "Minyak Goreng 1 L" not in [row.name for row in tiles()], "what has a code is scanned"
    assert len(page(offset=2, limit=3)) == 3
    assert [check() for check in CHECKS if not check().ok] == []


@pytest.mark.usefixtures("shop")
def test_a_product_out_of_the_index_is_found_by_the_proof() -> None:
    make.product()
    db.execute_sql("DELETE FROM product_search")
    assert [check().figure for check in CHECKS if not check().ok] == ["1 barang, 1 tidak terindeks"]


@pytest.mark.usefixtures("shop")
def test_a_picture_is_kept_once_and_not_too_big() -> None:
    first, second = make.product("A"), make.product("B")
    for product_id in (first, second):
        set_picture(SYSTEM, product_id, b"\x89PNG" * 10, "image/png")
    rows = by_ids([first, second])
    assert rows[first].picture_id == rows[second].picture_id == 1
    assert picture(1) == b"\x89PNG" * 10
    with pytest.raises(PictureTooBig) as refused:
        set_picture(SYSTEM, first, b"x" * (200 * 1024 + 1), "image/png")
    assert str(refused.value) == "Gambar 201 KB terlalu besar; paling besar 200 KB. Kecilkan dulu."
    with pytest.raises(LookupError):
        picture(2)
