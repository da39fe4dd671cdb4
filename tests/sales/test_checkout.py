"""The rows of our worked entries that a cash sale makes, stated as text."""

from __future__ import annotations

import pytest

from pkkmart.consignment.rules import Bearer
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.quantity import ONE
from pkkmart.ledger.queries import entries_of
from pkkmart.products.operations import change_price
from pkkmart.sales.operations import BelowStock, CartEmpty, PriceChanged, checkout, save_draft
from pkkmart.sales.queries import draft
from pkkmart.sales.tenders import PaidTooLittle, ReceivedUnfit
from pkkmart.till.operations import NoShift
from tests import make
from tests.books import cash_flows, entry_count, entry_of


@pytest.fixture
def rina(shop: object) -> make.Actor:
    return make.cashier()


def test_row_5_cash_sale_of_owned_goods_to_a_member(rina: make.Actor) -> None:
    sugar = make.product(price_idr=50_000)
    make.bought(sugar, 1, 38_000)
    make.shift(rina)
    sold = make.sell(rina, (sugar, 1), received_idr=50_000, buyer=make.member())
    assert entry_of("sale", sold.sale.id) == "1101 D 50.000 / 5101 D 38.000 / 1141 K 38.000 / 4101 K 50.000"


def test_row_5_for_a_stranger_goes_to_the_other_accounts(rina: make.Actor) -> None:
    sugar = make.product(price_idr=50_000)
    make.bought(sugar, 1, 38_000)
    make.shift(rina)
    sold = make.sell(rina, (sugar, 1), received_idr=50_000)
    assert entry_of("sale", sold.sale.id) == "1101 D 50.000 / 5111 D 38.000 / 1141 K 38.000 / 4111 K 50.000"


@pytest.mark.parametrize(
    ("price", "entry"),
    [
        (23_460, "1101 D 23.500 / 4111 K 23.460 / 7102 K 40"),
        (23_430, "1101 D 23.400 / 7102 D 30 / 4111 K 23.430"),
        (23_450, "1101 D 23.400 / 7102 D 50 / 4111 K 23.450"),
    ],
)
def test_row_12_only_cash_is_rounded_halves_down(rina: make.Actor, price: int, entry: str) -> None:
    sugar = make.product(price_idr=price)
    make.shift(rina)
    sold = make.sell(rina, (sugar, 1), received_idr=50_000)
    assert entry_of("sale", sold.sale.id) == entry
    assert sold.sale.change_idr == 50_000 - sold.sale.due_idr


def test_row_13_consigned_sale_at_a_deposit_price(rina: make.Actor) -> None:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina)
    sold = make.sell(rina, (cake, 10), received_idr=20_000)
    assert entry_of("sale", sold.sale.id) == "1101 D 20.000 / 2102(Bu Sari) K 16.000 / 4103 K 4.000"
    assert cash_flows(entries_of("sale", sold.sale.id)[0]) == {"CUSTOMERS": 4_000, "FOR_CONSIGNORS": 16_000}


def test_row_14_consigned_sale_at_a_percentage_in_cash(rina: make.Actor) -> None:
    batik = make.consignor("Griya Batik", percent_bp=1_500)
    cloth = make.product("Batik", 100_000, owner_id=batik)
    make.delivered(batik, cloth, 1)
    make.shift(rina)
    sold = make.sell(rina, (cloth, 1), received_idr=100_000)
    assert entry_of("sale", sold.sale.id) == "1101 D 100.000 / 2103(Griya Batik) K 85.000 / 4113 K 15.000"


@pytest.mark.parametrize(
    ("bearer", "entry"),
    [
        (Bearer.SHOP, "1101 D 11.500 / 2102(Bu Sari) K 10.200 / 4103 K 1.300"),
        (Bearer.CONSIGNOR, "1101 D 11.500 / 2102(Bu Sari) K 9.700 / 4103 K 1.800"),
        (Bearer.SHARED, "1101 D 11.500 / 2102(Bu Sari) K 9.775 / 4103 K 1.725"),
    ],
)
def test_member_price_on_titipan_follows_who_bears_it(rina: make.Actor, bearer: Bearer, entry: str) -> None:
    sari = make.consignor(percent_bp=1_500, is_member=True, bearer=bearer)
    cake = make.product("Bolu", 12_000, owner_id=sari, member_price_idr=11_500)
    make.shift(rina)
    sold = make.sell(rina, (cake, 1), received_idr=11_500, buyer=make.member("Ani"))
    assert entry_of("sale", sold.sale.id) == entry


def test_a_mixed_cart_is_one_entry_and_its_line_snapshots_the_terms(rina: make.Actor) -> None:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    sugar = make.product(price_idr=17_500)
    make.bought(sugar, 10, 150_000)
    make.shift(rina)
    sold = make.sell(rina, (sugar, 2), (cake, 3), received_idr=50_000)
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 41.000 / 5111 D 30.000 / 1141 K 30.000 / 2103(Bu Sari) K 4.800 / 4111 K 35.000 / 4113 K 1.200"
    )
    assert fetch(
        "SELECT terms_model, unit_share_idr, share_idr, commission_idr, cost_idr FROM sale_line ORDER BY id"
    ) == [
        (None, None, None, None, 30_000),
        ("FIXED", 1_600, 4_800, 1_200, 0),
    ]


def test_the_same_cart_sells_once(rina: make.Actor) -> None:
    sugar = make.product()
    make.shift(rina)
    cart = make.cart((sugar, 1))
    first = checkout(rina, cart, 20_000, till_id=1)
    entries = entry_count()
    again = checkout(rina, cart, 20_000, till_id=1)
    assert again.repeated
    assert again.sale == first.sale
    assert again.job_id == first.job_id
    assert (entry_count(), fetch("SELECT count(*) FROM sale")) == (entries, [(1,)])


def test_bad_input_has_its_sentence_and_books_nothing(rina: make.Actor) -> None:
    sugar = make.product()
    cart = make.cart((sugar, 1))
    with pytest.raises(NoShift):
        checkout(rina, cart, 20_000, till_id=1)
    make.shift(rina)
    with pytest.raises(CartEmpty):
        checkout(rina, make.cart(), 20_000, till_id=1)
    with pytest.raises(PaidTooLittle) as short:
        checkout(rina, cart, 17_000, till_id=1)
    assert str(short.value) == "Uang 17.000 kurang 500 dari 17.500. Minta kurangnya, atau hapus barang."
    with pytest.raises(ReceivedUnfit):
        checkout(rina, cart, 8_992_741_905_442, till_id=1)
    change_price(SYSTEM, sugar, 18_000, None, "harga pasar naik")
    with pytest.raises(PriceChanged) as changed:
        checkout(rina, cart, 20_000, till_id=1)
    assert "dari 17.500 menjadi 18.000" in str(changed.value)
    assert entry_count() == 0


def test_selling_below_recorded_stock_asks_once(rina: make.Actor) -> None:
    sugar = make.product()
    make.bought(sugar, 2, 20_000)
    make.shift(rina)
    cart = make.cart((sugar, 6))
    with pytest.raises(BelowStock) as asked:
        checkout(rina, cart, 200_000, till_id=1)
    assert str(asked.value) == "Stok Gula Pasir 1 kg tercatat 2, diminta 6. Enter = tetap jual, Esc = ubah jumlah."
    sold = checkout(rina, cart, 200_000, confirmed=frozenset({"below_stock"}), till_id=1)
    assert fetch("SELECT qty_milli, value_idr FROM stock_level") == [(-4 * ONE, -40_000)]
    assert sold.sale.total_idr == 105_000


def test_the_draft_is_gone_once_sold_and_never_comes_back(rina: make.Actor) -> None:
    sugar = make.product()
    make.shift(rina)
    cart = make.cart((sugar, 1))
    save_draft(cart, till_id=1)
    assert draft(1) == cart
    checkout(rina, cart, 20_000, till_id=1)
    assert draft(1) is None
    save_draft(cart, till_id=1)
    assert draft(1) is None
