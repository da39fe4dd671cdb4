"""Barcodes the shop makes itself: never one that exists, never of a prefix the scale prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.actor import SYSTEM
from pkkmart.core.errors import NotPermitted
from pkkmart.printing.label import is_ean13
from pkkmart.products.operations import (
    ProductDetails,
    add_code,
    create_product,
    make_code,
    use_own_prefix,
    use_scale,
)
from pkkmart.products.own_codes import (
    OwnPrefixUnfit,
    PrefixOfOwnCodes,
    PrefixOfScale,
    PrefixOnGoods,
    own_codes,
    own_prefix_of,
)
from pkkmart.products.queries import codes_of, find_by_code, find_sold, next_own_code
from pkkmart.products.settings import OWN_PREFIX, SCALE_WEIGHT_PREFIX
from tests import make


def test_a_code_is_prefix_number_and_check_digit(shop: object) -> None:
    first, second = make.product("Sambal"), make.product("Rengginang")
    assert make_code(SYSTEM, second) == "2000000000022"
    assert make_code(SYSTEM, first) == "2000000000015"
    assert [hit.product.name for hit in find_by_code("2000000000022")] == ["Rengginang"]
    assert make_code(SYSTEM, first) == "2010000000014", "one more, where the first is taken"


@given(st.integers(1, 999_999_999), st.integers(20, 29))
def test_every_code_is_an_ean_13_and_tells_its_product(product_id: int, prefix: int) -> None:
    codes = list(own_codes(str(prefix), product_id))
    assert len(set(codes)) == 10
    for code in codes:
        assert is_ean13(code)
        assert own_prefix_of(code, product_id) == str(prefix)
        assert own_prefix_of(code, product_id + 1) == ""


def test_a_code_that_another_product_has_is_never_given(shop: object) -> None:
    product_id = make.product("Sambal")
    taken = next_own_code(product_id)
    other = make.product("Dari daftar lama", code=taken)
    given_now = make_code(SYSTEM, product_id)
    assert given_now != taken
    assert [hit.product.id for hit in find_sold(given_now)] == [product_id]
    assert [hit.product.id for hit in find_sold(taken)] == [other]


def test_a_new_product_is_given_one_with_its_form(shop: object) -> None:
    product_id = create_product(SYSTEM, ProductDetails(name="Sambal", selling_price_idr=12_000, own_code=True))
    assert codes_of(product_id) == ["2000000000015"]


def test_an_overlap_is_refused_both_ways(shop: object) -> None:
    use_scale(SYSTEM, "21", "22")
    for prefix, scale in (("21", "21 22"), ("22", "21 22")):
        with pytest.raises(PrefixOfScale) as refused:
            use_own_prefix(SYSTEM, prefix)
        assert str(refused.value).startswith(
            f"Awalan {prefix} tidak bisa untuk barcode buatan toko: label timbangan memakai awalan {scale}."
        )
    use_own_prefix(SYSTEM, " 25 ")
    assert OWN_PREFIX.get() == "25"
    for weight, price in (("21 25", "22"), ("21", "25")):
        with pytest.raises(PrefixOfOwnCodes, match="Awalan 25 tidak bisa untuk label timbangan: barcode buatan toko"):
            use_scale(SYSTEM, weight, price)
    assert SCALE_WEIGHT_PREFIX.get() == "21"


def test_the_scale_may_not_take_the_prefix_of_labels_that_are_on_goods_already(shop: object) -> None:
    make_code(SYSTEM, make.product("Sambal"))
    use_own_prefix(SYSTEM, "28")
    with pytest.raises(PrefixOnGoods, match=r"Awalan 20 .* Sambal memakai barcode buatan toko 2000000000015"):
        use_scale(SYSTEM, "20", "")
    other = make.product("Kartu")
    add_code(SYSTEM, other, "2300000000019")
    use_scale(SYSTEM, "23", "")


@pytest.mark.parametrize("prefix", ["", "2", "19", "30", "2a", "20 21", "٢٠"])
def test_a_prefix_no_shop_may_use_is_refused(shop: object, prefix: str) -> None:
    with pytest.raises(OwnPrefixUnfit, match="dari 20 sampai 29"):
        use_own_prefix(SYSTEM, prefix)
    assert OWN_PREFIX.get() == "20"


def test_a_cashier_makes_no_codes_and_sets_no_prefix(shop: object) -> None:
    cashier, product_id = make.cashier(), make.product()
    with pytest.raises(NotPermitted):
        make_code(cashier, product_id)
    with pytest.raises(NotPermitted):
        use_own_prefix(cashier, "24")
