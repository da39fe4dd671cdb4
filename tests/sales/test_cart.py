"""The cart's own rules: merging, quantities that make sense, a draft that comes back whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.quantity import ONE
from pkkmart.products.queries import ProductRow
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.lines import QuantityTooLarge, QuantityUnfit, TooLittle, WholeOnly


def goods(number: int = 1, price: int = 400, *, by_weight: bool = False, owner: int | None = None) -> ProductRow:
    return ProductRow(
        number, f"Barang {number}", "kg" if by_weight else "pcs", None, "", owner, "Bu Sari" if owner else "",
        price, None, 0, by_weight, False, None, True,
    )  # fmt: skip


def test_the_same_goods_share_a_line_and_another_price_does_not() -> None:
    cart = Cart.new().add(goods()).add(goods(), 2 * ONE).add(goods(price=500))
    assert [(line.list_price_idr, line.qty_milli) for line in cart.lines] == [(400, 3 * ONE), (500, ONE)]


@pytest.mark.parametrize(
    ("qty_milli", "by_weight", "refusal", "sentence"),
    [
        (0, False, QuantityUnfit, "Jumlah Barang 1 harus lebih dari 0. Tekan Del untuk menghapus baris."),
        (8_992_741_905_442_000, False, QuantityTooLarge, "terlalu besar. Itu mungkin barcode"),
        (500, False, WholeOnly, "Barang 1 dijual per pcs utuh. Ketik jumlah tanpa koma."),
        (1, True, TooLittle, "0,001 kg Barang 1 terlalu sedikit: harganya belum sampai 1 rupiah."),
    ],
)
def test_a_quantity_without_sense_is_refused(
    qty_milli: int, by_weight: bool, refusal: type[Exception], sentence: str
) -> None:
    cart = Cart.new().add(goods(by_weight=by_weight))
    with pytest.raises(refusal) as told:
        cart.with_quantity(0, qty_milli)
    assert sentence in str(told.value)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 50), st.integers(1, 90_000)), max_size=8), st.booleans())
def test_a_draft_comes_back_whole_and_totals_add_up(lines: list[tuple[int, int, int]], member: bool) -> None:
    cart = Cart.new().with_member(Member(1, "Siti", "A-0001") if member else None)
    for number, pieces, price in lines:
        cart = cart.add(goods(number, price, owner=7 if number % 2 else None), pieces * ONE)
    assert Cart.from_json(cart.to_json()) == cart
    assert cart.total_idr == sum(pieces * price for _number, pieces, price in lines)
    assert cart.consigned_idr == sum(pieces * price for number, pieces, price in lines if number % 2)
