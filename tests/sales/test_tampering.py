"""A sale that somebody altered in the database is seen by the proof of what it no longer fits."""

from __future__ import annotations

import pytest

from pkkmart.sales.checks import CHECKS
from tests import make
from tests.scenarios.proofs import failures
from tests.tampering import red, tampered


@pytest.fixture(autouse=True)
def sold(shop: object) -> None:
    """Five sales of two own products and one consigned."""
    rina, sari = make.cashier(), make.consignor("Bu Sari", fixed_idr=1_600)
    rice, sugar = make.product("Beras", 23_430), make.product("Gula", 17_500)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.bought(rice, 10, 200_000)
    make.bought(sugar, 10, 150_000)
    make.delivered(sari, lemper, 10)
    make.shift(rina, 100_000)
    for _sale in range(5):
        make.sell(rina, (rice, 1), (sugar, 1), (lemper, 1), received_idr=50_000)
    assert failures() == []


@pytest.mark.parametrize(
    ("attack", "proof", "named"),
    [
        ("UPDATE sale_line SET qty_milli = 2000 WHERE sale_id = 2 AND product_id = 1", "goods_are_moved", "1 struk"),
        ("UPDATE sale_line SET product_id = 2 WHERE sale_id = 2 AND product_id = 1", "goods_are_moved", "1 struk"),
        ("UPDATE stock_move SET origin_id = 2 WHERE origin_id = 5 AND reason = 'SALE'", "goods_are_moved", "2 struk"),
        ("UPDATE consignment_line SET qty_milli = 2000 WHERE origin_id = 2", "shares_are_owed", "1 baris"),
        ("UPDATE consignment_line SET product_id = 1 WHERE origin_id = 2", "shares_are_owed", "1 baris"),
        ("UPDATE consignment_line SET origin_id = 2 WHERE origin_id = 5", "shares_are_owed", "1 baris"),
        ("UPDATE consignment_line SET origin_line_id = 1 WHERE origin_id = 2", "shares_are_owed", "2 baris"),
        ("UPDATE sale_line SET owner_id = NULL, share_idr = NULL, commission_idr = NULL WHERE sale_id = 2",
         "shares_are_owed", "1 baris"),
        ("UPDATE payment SET tender = 'QRIS' WHERE sale_id = 2", "sales_are_posted", "1 struk"),
        ("UPDATE sale SET total_idr = 1 WHERE id = 2", "paid_is_due", "5 struk"),
    ],
)  # fmt: skip
def test_an_altered_sale_is_found_and_named(attack: str, proof: str, named: str) -> None:
    tampered(attack)
    figure = red(*CHECKS)[proof]
    assert figure.startswith(named)
    assert "PM-26-000002" in figure or "PM-26-000005" in figure


def test_only_the_first_three_are_named() -> None:
    tampered("UPDATE sale_line SET qty_milli = 9000")
    assert red(*CHECKS)["goods_are_moved"] == "5 struk berbeda: PM-26-000001, PM-26-000002, PM-26-000003 …"
