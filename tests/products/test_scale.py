"""Labels of a scale: which codes are labels, what they tell, and which goods they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.ean import calc_check_digit

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE, times_price
from pkkmart.products.operations import add_code, use_scale
from pkkmart.products.queries import CodeHit, by_ids, find_sold
from pkkmart.products.scale import (
    LabelAmbiguous,
    LabelEmpty,
    NotInKilograms,
    NotWeighed,
    PrefixTwice,
    PrefixUnfit,
    ScaleLabel,
    labelled_milli,
    read_label,
)
from pkkmart.products.settings import SCALE_PRICE_PREFIX, SCALE_WEIGHT_PREFIX
from tests import make

PREFIXES = st.sampled_from([str(number) for number in range(20, 30)])


def label(prefix: str, item: str, value: int) -> str:
    """A label as a scale prints it."""
    twelve = f"{prefix}{item}{value:05d}"
    return twelve + str(calc_check_digit(twelve))


def set_scale(actor: Actor, weight: str = "21", price: str = "22") -> None:
    """Tell which prefixes the shop's scale prints."""
    use_scale(actor, weight, price)


def test_a_label_carries_grams_or_rupiah() -> None:
    assert label("21", "12345", 250) == "2112345002507"
    told = read_label("2112345002507", weight="21", price="22")
    assert told == ScaleLabel("21", "12345", 250, None)
    assert told.codes == ("2112345", "12345")
    assert read_label(label("22", "00042", 7_015), weight="21", price="22") == ScaleLabel("22", "00042", None, 7_015)
    assert read_label(label("29", "00042", 1), weight="21 29", price="22,23") == ScaleLabel("29", "00042", 1, None)


@pytest.mark.parametrize(
    ("code", "weight", "price"),
    [
        ("2112345002507", "", ""),  # no scale
        ("2112345002507", "22", "23"),  # another prefix
        ("2112345002507", "21", "21"),  # which of the two?
        ("2112345002506", "21", "22"),  # a wrong check digit
        ("211234500250", "21", "22"),
        ("21123450025070", "21", "22"),
        ("8992741905442", "89", "22"),  # a prefix the shop may not use
        ("٢١12345002507", "21", "22"),
        ("", "21", "22"),
    ],
)
def test_anything_else_is_no_label(code: str, weight: str, price: str) -> None:
    assert read_label(code, weight=weight, price=price) is None


@given(PREFIXES, st.integers(0, 99_999), st.integers(0, 99_999), st.booleans())
def test_what_a_scale_prints_is_read_back(prefix: str, item: int, value: int, of_weight: bool) -> None:
    code = label(prefix, f"{item:05d}", value)
    told = read_label(code, weight=prefix if of_weight else "", price="" if of_weight else prefix)
    assert told == ScaleLabel(prefix, f"{item:05d}", value if of_weight else None, None if of_weight else value)


@given(PREFIXES, st.integers(0, 99_999), st.integers(0, 99_999), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_never_a_label(prefix: str, item: int, value: int, place: int, by: int) -> None:
    code = label(prefix, f"{item:05d}", value)
    wrong = code[:place] + str((int(code[place]) + by) % 10) + code[place + 1 :]
    everything = " ".join(map(str, range(20, 30)))
    assert read_label(code, weight=everything, price="") is not None
    assert read_label(wrong, weight=everything, price="") is None


@given(st.text(max_size=15))
def test_no_text_breaks_it(text: str) -> None:
    assert read_label(text, weight="21", price="22") is None or len(text.strip()) == 13


@given(st.integers(1, 99_999), st.integers(1, 1_000_000))
def test_the_quantity_of_a_price_is_the_nearest_gram(idr: int, price_idr: int) -> None:
    priced = ScaleLabel("22", "00001", None, idr)
    expected = divide_half_up(idr * ONE, price_idr)
    if not expected:
        with pytest.raises(LabelEmpty):
            labelled_milli(priced, name="Telur", unit="kg", by_weight=True, price_idr=price_idr)
        return
    milli = labelled_milli(priced, name="Telur", unit="kg", by_weight=True, price_idr=price_idr)
    assert abs(times_price(milli, price_idr) - idr) <= price_idr // (2 * ONE) + 1


def _hit(code: str) -> tuple[str, int, int | None, bool]:
    (hit,) = find_sold(code)
    return hit.product.name, hit.pack_milli, hit.label_idr, hit.labelled


def test_the_goods_are_named_by_the_item_or_by_prefix_and_item(shop: object) -> None:
    make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    make.product("Bawang merah", 40_000, code="2254321", by_weight=True, unit="Kg")
    assert find_sold(label("21", "12345", 250)) == [], "no scale, no label"
    set_scale(SYSTEM)
    assert _hit(label("21", "12345", 250)) == ("Telur ayam", 250, None, True)
    assert _hit(label("22", "12345", 7_000)) == ("Telur ayam", 250, 7_000, True)
    assert _hit(label("22", "54321", 10_001)) == ("Bawang merah", 250, 10_001, True)
    assert find_sold(label("21", "54321", 250)) == [], "that one weighs under another prefix"
    assert find_sold("2112345002506") == [], "a wrong check digit"
    assert find_sold(label("21", "99999", 250)) == []


def test_a_product_s_own_code_goes_first(shop: object) -> None:
    set_scale(SYSTEM)
    eggs = make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    whole = label("21", "12345", 250)
    make.product("Buku tulis", 5_000, code=whole)
    assert _hit(whole) == ("Buku tulis", ONE, None, False)
    add_code(SYSTEM, eggs, whole, 10 * ONE)
    assert find_sold(whole)[0] == CodeHit(by_ids([eggs])[eggs], whole, 10 * ONE)


def test_what_a_label_cannot_mean_is_said(shop: object) -> None:
    set_scale(SYSTEM)
    make.product("Buku tulis", 5_000, code="00001")
    make.product("Teri", 12_000, code="00002", by_weight=True, unit="ons")
    make.product("Saffron", 900_000, code="00003", by_weight=True, unit="kg")
    with pytest.raises(NotWeighed, match="Buku tulis tidak dijual timbang"):
        find_sold(label("21", "00001", 250))
    with pytest.raises(NotInKilograms, match="berisi gram, tetapi Teri dijual per ons"):
        find_sold(label("21", "00002", 250))
    assert _hit(label("22", "00002", 6_000))[1] == 500
    with pytest.raises(LabelEmpty, match="Label timbangan Teri berisi 0"):
        find_sold(label("22", "00002", 0))
    with pytest.raises(LabelEmpty):
        find_sold(label("22", "00003", 400))


def test_of_two_goods_with_one_code_the_weighed_one_is_meant(shop: object) -> None:
    set_scale(SYSTEM)
    make.product("Kartu 12345", 5_000, code="12345")
    make.product("Telur ayam", 28_000, code="12345", by_weight=True, unit="kg")
    assert _hit(label("21", "12345", 1_500)) == ("Telur ayam", 1_500, None, True)
    make.product("Telur bebek", 32_000, code="12345", by_weight=True, unit="kg")
    with pytest.raises(LabelAmbiguous, match="Kode 12345 di label timbangan dipakai Telur ayam, Telur bebek"):
        find_sold(label("21", "12345", 1_500))


def test_prefixes_are_kept_tidy_and_only_where_a_scale_may_print_them(shop: object) -> None:
    use_scale(SYSTEM, " 21, 29 21", "")
    assert (SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get()) == ("21 29", "")
    use_scale(SYSTEM, "21 29", "22")
    assert fetch("SELECT key, value FROM setting ORDER BY id") == [
        ("products.scale_weight_prefix", '"21 29"'),
        ("products.scale_price_prefix", '"22"'),
    ]
    for weight in ("89", "2", "211", "2a", "٢١"):
        with pytest.raises(PrefixUnfit, match="dari 20 sampai 29"):
            use_scale(SYSTEM, weight, "")
    with pytest.raises(PrefixTwice, match="Awalan 22 tidak bisa"):
        use_scale(SYSTEM, "21 22", "22")
    with pytest.raises(NotPermitted):
        use_scale(make.cashier(), "", "")
    use_scale(SYSTEM, "", "")
    assert (SCALE_WEIGHT_PREFIX.get(), SCALE_PRICE_PREFIX.get()) == ("", "")
