"""A document moved to another till, shift or day in the database is seen, whether or not the drawer moved."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM
from pkkmart.sale_changes.operations import ReturnItem, correct_payment, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.checks import CHECKS
from pkkmart.till.operations import open_drawer
from tests import make
from tests.scenarios.proofs import failures
from tests.tampering import red, tampered


@pytest.fixture(autouse=True)
def sold(shop: object) -> None:
    """A sale by QRIS corrected to transfer, one in cash of which a part came back, and goods bought from the safe."""
    rina, rice = make.cashier(), make.product("Beras", 23_400)
    make.bought(rice, 10, 200_000)
    make.shift(rina, 100_000)
    make.sell(rina, (rice, 1), others=[Paid(Tender.QRIS, 23_400)], received_idr=0)
    make.sell(rina, (rice, 2), received_idr=50_000)
    correct_payment(SYSTEM, 1, 0, "transfer", others=[Paid(Tender.TRANSFER, 23_400)], till_id=1)
    return_goods(SYSTEM, 2, [ReturnItem(standing_sale(2).lines[0].id, 1_000)], "tidak jadi", till_id=1)
    open_drawer(SYSTEM, "uang kecil", till_id=1)
    assert failures() == []


SECOND = "INSERT INTO till (id, letter, name) VALUES (2, 'B', 'Kasir dua')"
LATER = "SET business_date = '2026-12-30'"


@pytest.mark.parametrize(
    ("attack", "number"),
    [
        ("UPDATE sale SET till_id = 2 WHERE id = 1", "PM-26-000001"),
        ("UPDATE drawer_opening SET till_id = 2", "drawer_opening 1"),
        ("UPDATE journal_entry SET till_id = 2 WHERE origin_kind = 'sale' AND origin_id = 1", "PM-26-000001"),
        ("UPDATE journal_entry SET till_id = NULL WHERE origin_kind = 'sale_change' AND origin_id = 1", "TB-26-000001"),
        ("UPDATE journal_entry SET till_id = 1 WHERE origin_kind = 'purchase'", "PB-26-000001"),
        (f"UPDATE journal_entry {LATER} WHERE origin_kind = 'sale' AND origin_id = 1", "PM-26-000001"),
        (f"UPDATE journal_entry {LATER} WHERE origin_kind = 'sale_change' AND origin_id = 1", "TB-26-000001"),
        (f"UPDATE sale {LATER} WHERE id = 1", "PM-26-000001"),
        (f"UPDATE sale_change {LATER} WHERE id = 1", "TB-26-000001"),
        ("UPDATE journal_entry SET origin_id = 99 WHERE origin_kind = 'sale' AND origin_id = 1", "sale 99"),
        ("UPDATE sale_change SET shift_id = 9 WHERE id = 1", "TB-26-000001"),
        ("UPDATE cash_movement SET origin_id = 77 WHERE origin_kind = 'sale'", "sale 77"),
    ],
)
def test_a_document_of_another_till_or_day_is_found_and_named(attack: str, number: str) -> None:
    tampered(SECOND, attack)
    assert number in red(*CHECKS)["documents_are_in_their_shift"]
