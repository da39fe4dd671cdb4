"""A purchase that lifts cost above the price goods are sold for asks once, and tells where the price is changed."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.purchasing.operations import CostAbovePrice, CostUnusual, PaidFrom, PurchaseItem, record_purchase
from pkkmart.stock.queries import levels
from tests import make
from tests.conftest import FrozenClock


def buy(*lines: tuple[int, int, int], confirmed: frozenset[str] = frozenset()) -> str:
    """An invoice of (product, quantity, cost of the whole line)."""
    make.funded(sum(cost for _product, _pieces, cost in lines))
    items = [PurchaseItem(product_id, quantity * ONE, cost) for product_id, quantity, cost in lines]
    return record_purchase(SYSTEM, items, paid_from=PaidFrom.SAFE, confirmed=confirmed)


def test_a_purchase_that_lifts_the_average_above_the_price_asks(shop: FrozenClock) -> None:
    sugar = make.product(price_idr=17_500)
    buy((sugar, 10, 100_000))
    with pytest.raises(CostAbovePrice) as told:
        buy((sugar, 50, 1_000_000))
    assert str(told.value) == (
        "Modal di atas harga jual: Gula Pasir 1 kg modalnya menjadi 18.333, dijual 17.500. "
        "Simpan, lalu ubah harganya di Stok?"
    )
    assert fetch("SELECT count(*) FROM purchase") == [(1,)]
    assert levels([sugar])[sugar].qty_milli == 10 * ONE
    assert buy((sugar, 50, 1_000_000), confirmed=make.DEARER) == "PB-26-000002"
    assert "18.333" in fetch("SELECT details FROM audit WHERE act = 'record_purchase' ORDER BY id DESC LIMIT 1")[0][0]


def test_the_lower_of_both_prices_is_held_against_it(shop: FrozenClock) -> None:
    sugar = make.product(price_idr=17_500, member_price_idr=16_000)
    buy((sugar, 10, 160_000))
    with pytest.raises(CostAbovePrice, match=r"modalnya menjadi 16\.500, harga anggota 16\.000"):
        buy((sugar, 10, 170_000))


def test_what_makes_it_cheaper_and_what_is_sold_above_ask_nothing(shop: FrozenClock) -> None:
    sugar, salt = make.product(price_idr=17_500), make.product("Garam", 2_000)
    buy((sugar, 10, 190_000), confirmed=make.DEARER)
    assert buy((sugar, 10, 180_000), (salt, 5, 10_000)) == "PB-26-000002", "still above, but it came down"


def test_one_invoice_twice_the_same_goods_and_many_kinds(shop: FrozenClock) -> None:
    goods = [make.product(f"Barang {at}", 1_000) for at in range(5)]
    with pytest.raises(CostAbovePrice) as told:
        buy((goods[0], 1, 900), (goods[0], 1, 1_300), *((one, 1, 1_200) for one in goods[1:]))
    named = "Barang 0 modalnya menjadi 1.100, dijual 1.000; Barang 1 modalnya menjadi 1.200, dijual 1.000"
    assert named in str(told.value)
    assert "dan 2 barang lain" in str(told.value)


def test_every_line_far_from_its_usual_cost_is_named_before_anything_is_written(shop: FrozenClock) -> None:
    sugar, rice, salt = make.product(), make.product("Beras", 78_500), make.product("Garam", 2_000)
    buy((sugar, 10, 150_000), (rice, 10, 700_000), (salt, 10, 10_000))
    wrong = ((sugar, 100, 15_000), (rice, 10, 7_000_000), (salt, 10, 11_000))
    with pytest.raises(CostUnusual) as told:
        buy(*wrong, confirmed=frozenset({"cost_above_price"}))
    assert str(told.value) == (
        "Modal per satuan jauh dari biasanya: Gula Pasir 1 kg 150, biasanya 15.000; "
        "Beras 700.000, biasanya 70.000. Periksa jumlah dan harganya."
    )
    assert fetch("SELECT count(*) FROM purchase") == [(1,)]
    assert levels([sugar])[sugar].value_idr == 150_000
    assert buy(*wrong, confirmed=make.DEARER) == "PB-26-000002"
    assert "Gula Pasir 1 kg 150" in fetch("SELECT details FROM audit ORDER BY id DESC LIMIT 1")[0][0]


def test_a_bonus_that_costs_nothing_and_a_cost_ninefold_are_not_asked_about(shop: FrozenClock) -> None:
    sugar = make.product(price_idr=149_000)
    buy((sugar, 10, 150_000))
    assert buy((sugar, 2, 0)) == "PB-26-000002"
    assert buy((sugar, 1, 112_000)) == "PB-26-000003"


def test_a_first_cost_is_compared_with_the_selling_price(shop: FrozenClock) -> None:
    with pytest.raises(CostUnusual) as told:
        buy((make.product(), 20, 30_000))
    assert "Gula Pasir 1 kg 1.500, padahal dijual 17.500" in str(told.value)
