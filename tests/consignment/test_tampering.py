"""A consignor's line altered in the database is seen, on the account it was moved to as well."""

from __future__ import annotations

import pytest

from pkkmart.consignment.checks import lines_are_payables
from pkkmart.consignment.operations import cancel_payout, pay_settlement, settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.sale_changes.operations import ReturnItem, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.till.places import CashPlace
from tests import make
from tests.scenarios.proofs import failures
from tests.tampering import red, tampered


@pytest.fixture(autouse=True)
def owed(shop: object) -> None:
    """Bu Sari, who is a member, paid in part, with a carry on 1133; Bu Ani, who is none, not settled."""
    rina = make.cashier()
    sari = make.consignor("Bu Sari", fixed_idr=1_600, is_member=True)
    ani = make.consignor("Bu Ani", fixed_idr=1_700, is_member=False)
    lemper, arem = make.product("Lemper", 2_000, owner_id=sari), make.product("Arem", 2_000, owner_id=ani)
    make.delivered(sari, lemper, 10)
    make.delivered(ani, arem, 10)
    make.shift(rina, 100_000)
    make.sell(rina, (lemper, 5), (arem, 5), received_idr=50_000)
    first = settle(SYSTEM, sari, clock.today())
    pay_settlement(SYSTEM, first.id, CashPlace.DRAWER, till_id=1, amount_idr=3_000)
    cancel_payout(SYSTEM, pay_settlement(SYSTEM, first.id, CashPlace.DRAWER, till_id=1, amount_idr=100).id, "salah",
                  till_id=1)  # fmt: skip
    return_goods(SYSTEM, 1, [ReturnItem(standing_sale(1).lines[0].id, 1_000)], "tidak jadi", till_id=1)
    make.sell(rina, (lemper, 3), received_idr=50_000)
    second = settle(SYSTEM, sari, clock.today())
    pay_settlement(SYSTEM, second.id, CashPlace.DRAWER, till_id=1)
    assert failures() == []


@pytest.mark.parametrize(
    ("attack", "names"),
    [
        ("UPDATE consignment_line SET account_id = 2103 WHERE account_id = 2102 AND origin_id = 2", "Bu Sari"),
        ("UPDATE consignment_line SET account_id = 2102 WHERE account_id = 1133", "Bu Sari"),
        ("UPDATE consignment_line SET account_id = 1133 WHERE account_id = 2103", "Bu Ani"),
        ("UPDATE consignment_line SET amount_idr = 1 WHERE account_id = 2103", "Bu Ani"),
        ("UPDATE consignment_line SET person_id = 99 WHERE account_id = 2103", "?, Bu Ani"),
        ("UPDATE posting SET account_id = 2102 WHERE account_id = 2103", "Bu Ani"),
    ],
)
def test_a_line_on_another_account_is_found_and_its_consignor_named(attack: str, names: str) -> None:
    tampered(attack)
    assert red(lines_are_payables)["lines_are_payables"].endswith(f"penitip berbeda: {names}")
