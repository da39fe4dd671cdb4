"""A change of a sale that somebody altered in the database is seen by the proof of what it no longer fits."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.sale_changes.checks import CHECKS
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault
from pkkmart.sales.tenders import Paid, Tender
from tests import make
from tests.scenarios.proofs import failures
from tests.tampering import red, tampered


@pytest.fixture(autouse=True)
def changed(shop: object) -> None:
    """Three sales, two alike; TB-1, TB-2 of the second, RJ-1 of every state of goods, SI-1 to another owner, RT-1."""
    rina = make.cashier()
    sari, ani = make.consignor("Bu Sari", fixed_idr=1_600), make.consignor("Bu Ani", fixed_idr=1_700)
    rice, sugar = make.product("Beras", 23_430), make.product("Gula", 17_500)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    arem = make.product("Arem-arem", 2_000, owner_id=ani)
    make.bought(rice, 10, 200_000)
    make.bought(sugar, 10, 150_000)
    make.delivered(sari, lemper, 10)
    make.delivered(ani, arem, 10)
    make.shift(rina, 100_000)
    make.sell(rina, (sugar, 4), (rice, 3), (lemper, 6), received_idr=200_000)
    paid = make.sell(rina, (rice, 1), received_idr=50_000).sale.id
    make.sell(rina, (rice, 1), received_idr=50_000)
    correct_payment(SYSTEM, paid, 0, "QRIS", others=[Paid(Tender.QRIS, 23_430)], till_id=1)
    correct_payment(SYSTEM, paid, 30_000, "bukan, tunai", till_id=1)
    lines = {line.name: line.id for line in standing_sale(1).lines}
    items = [
        ReturnItem(lines["Gula"], ONE),
        ReturnItem(lines["Beras"], ONE, back_on_shelf=False),
        ReturnItem(lines["Lemper"], ONE),
        ReturnItem(lines["Lemper"], ONE, back_on_shelf=False, fault=Fault.SHOP),
    ]
    return_goods(SYSTEM, 1, items, "tidak jadi", till_id=1)
    lemper_left = next(line.id for line in standing_sale(1).lines if line.name == "Lemper")
    correct_owner(SYSTEM, 1, lemper_left, arem, 2 * ONE, "salah tekan", till_id=1)
    return_without_receipt(SYSTEM, [UnreceiptedItem(rice, ONE)], "Bu Yati", "tidak jadi", till_id=1)
    assert failures() == []


SPOILED = "fault = 'SHOP'"
CONSIGNED_BACK = "qty_milli < 0 AND owner_id IS NOT NULL AND fault IS DISTINCT FROM 'SHOP'"


@pytest.mark.parametrize(
    ("attack", "proof", "number"),
    [
        # Payments
        ("UPDATE sale_change SET sale_id = 1 WHERE number = 'TB-26-000002'", "payments", "TB-26-000002"),
        ("UPDATE sale_change SET sale_id = NULL, buyer = 'x' WHERE id = 2", "payments", "TB-26-000002"),
        ("UPDATE sale_change SET received_idr = 40000 WHERE number = 'TB-26-000002'", "payments", "TB-26-000002"),
        ("UPDATE sale_change SET change_idr = 0 WHERE number = 'TB-26-000002'", "payments", "TB-26-000002"),
        # Witnesses
        ("UPDATE sale_change SET sale_id = 3 WHERE kind = 'PAYMENT'", "witnesses", "TB-26-000001, TB-26-000002"),
        ("UPDATE sale_change SET number = 'TB-26-000003' WHERE number = 'TB-26-000002'", "witnesses", "TB-26-000003"),
        ("UPDATE sale_change SET kind = 'OWNER' WHERE number = 'RT-26-000001'", "witnesses", "RT-26-000001"),
        ("DELETE FROM sale_change WHERE number = 'TB-26-000002'", "witnesses", "PM-26-000002 TB-26-000002"),
        # Goods
        ("UPDATE sale_change_line SET qty_milli = -2000 WHERE product_id = 2", "goods", "RJ-26-000001"),
        ("UPDATE sale_change_line SET product_id = 2 WHERE product_id = 1", "goods", "RT-26-000001"),
        ("UPDATE sale_change_line SET back_on_shelf = 0 WHERE product_id = 2", "goods", "RJ-26-000001"),
        ("UPDATE sale_change_line SET back_on_shelf = 0 WHERE sale_change_id = 5", "goods", "RT-26-000001"),
        ("UPDATE sale_change_line SET back_on_shelf = 1 WHERE back_on_shelf = 0", "goods", "RJ-26-000001"),
        (f"UPDATE sale_change_line SET back_on_shelf = 1 WHERE {SPOILED}", "goods", "RJ-26-000001"),
        ("UPDATE sale_change_line SET cost_idr = 0 WHERE product_id = 2", "goods", "RJ-26-000001"),
        ("UPDATE sale_change_line SET qty_milli = 3000 WHERE qty_milli > 0", "goods", "SI-26-000001"),
        ("UPDATE sale_change_line SET product_id = 1 WHERE qty_milli > 0", "goods", "SI-26-000001"),
        ("UPDATE stock_move SET qty_milli = 5000 WHERE origin_kind = 'sale_change'", "goods", "RJ-26-000001"),
        # Lines
        (f"UPDATE sale_change_line SET qty_milli = -2000 WHERE {SPOILED}", "fit", "RJ-26-000001"),
        (f"UPDATE sale_change_line SET owner_id = 1 WHERE {SPOILED}", "fit", "RJ-26-000001"),
        ("UPDATE sale_change_line SET product_id = 2 WHERE product_id = 1", "fit", "RJ-26-000001"),
        # Shares
        (f"UPDATE sale_change_line SET fault = 'SHOP' WHERE {CONSIGNED_BACK}", "shares", "RJ-26-000001, SI-26-000001"),
        (f"UPDATE sale_change_line SET fault = NULL WHERE {CONSIGNED_BACK}", "shares", "RJ-26-000001"),
        (f"UPDATE sale_change_line SET fault = 'CONSIGNOR' WHERE {CONSIGNED_BACK}", "shares", "SI-26-000001"),
        ("UPDATE sale_change_line SET fault = 'CONSIGNOR' WHERE fault = 'SHOP'", "shares", "RJ-26-000001"),
        ("UPDATE sale_change_line SET owner_id = 1 WHERE qty_milli > 0", "shares", "SI-26-000001"),
        ("UPDATE consignment_line SET qty_milli = 1 WHERE origin_kind = 'sale_change'", "shares", "RJ-26-000001"),
        ("UPDATE consignment_line SET product_id = 4 WHERE origin_kind = 'sale_change'", "shares", "RJ-26-000001"),
        ("UPDATE consignment_line SET person_id = 1 WHERE origin_kind = 'sale_change'", "shares", "RJ-26-000001"),
        ("UPDATE consignment_line SET origin_line_id = 99 WHERE origin_kind = 'sale_change'", "shares", "RJ-26-000001"),
        # Numbers and days
        ("UPDATE sale_change SET number = 'RT-26-000002' WHERE number = 'RJ-26-000001'", "numbers", "RT-26-000002"),
        ("UPDATE sale_change SET number = 'RJ-26-000002' WHERE number = 'TB-26-000002'", "numbers", "RJ-26-000002"),
        ("UPDATE sale_change SET kind = 'OWNER' WHERE number = 'TB-26-000002'", "numbers", "TB-26-000002"),
        ("UPDATE sale_change SET number = 'SI-25-000001' WHERE kind = 'OWNER'", "numbers", "SI-25-000001"),
        ("UPDATE sale_change SET business_date = '2026-01-02' WHERE kind = 'OWNER'", "numbers", "SI-26-000001"),
    ],
)  # fmt: skip
def test_an_altered_change_is_found_and_named(attack: str, proof: str, number: str) -> None:
    tampered(attack)
    name = {
        "witnesses": "corrections_are_witnessed",
        "payments": "payments_are_as_corrected",
        "goods": "goods_of_changes_are_moved",
        "fit": "changes_fit_their_sales",
        "shares": "shares_follow_changes",
        "numbers": "changes_bear_their_numbers",
    }[proof]
    assert number in red(*CHECKS)[name]
