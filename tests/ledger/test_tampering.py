"""A cancelled document and its reversal belong together, whatever kind of document it is."""

from __future__ import annotations

import pytest

from pkkmart.cashbook.operations import cancel_expense, record_expense
from pkkmart.core.actor import SYSTEM
from pkkmart.ledger.chart import Account
from pkkmart.ledger.checks import cancelled_documents_are_reversed
from pkkmart.sale_changes.operations.cancelling import void_sale
from pkkmart.till.places import CashPlace
from tests import make
from tests.scenarios.proofs import failures
from tests.tampering import red, tampered


@pytest.fixture(autouse=True)
def cancelled(shop: object) -> None:
    """A sale and an expense, both cancelled, and one more of each that stands."""
    rina, rice = make.cashier(), make.product("Beras", 23_400)
    make.bought(rice, 10, 200_000)
    make.shift(rina, 100_000)
    for _time in range(2):
        make.sell(rina, (rice, 1), received_idr=50_000)
        record_expense(SYSTEM, Account.SUPPLIES, 5_000, CashPlace.DRAWER, payee="PLN", till_id=1)
    void_sale(SYSTEM, 1, "salah", till_id=1)
    cancel_expense(SYSTEM, 1, "salah", till_id=1)
    assert cancelled_documents_are_reversed().figure == "2 pembatalan, 0 tidak membalik jurnalnya"
    assert failures() == []


REVERSAL = "(SELECT id FROM journal_entry WHERE origin_kind = 'void' AND origin_id = 1)"


@pytest.mark.parametrize(
    ("attack", "named"),
    [
        (f"UPDATE posting SET amount_idr = amount_idr * 2 WHERE entry_id = {REVERSAL}", "PM-26-000001"),
        (f"UPDATE posting SET person_id = 1 WHERE entry_id = {REVERSAL} AND line_no = 1", "PM-26-000001"),
        (f"UPDATE posting SET account_id = 1111 WHERE entry_id = {REVERSAL} AND account_id = 1101", "PM-26-000001"),
        (f"DELETE FROM journal_entry WHERE id = {REVERSAL}", "PM-26-000001"),
        (f"UPDATE journal_entry SET kind = 'NORMAL' WHERE id = {REVERSAL}", "PM-26-000001"),
        (f"UPDATE journal_entry SET reverses_id = 99 WHERE id = {REVERSAL}", "PM-26-000001"),
        ("UPDATE voided_document SET origin_id = 2 WHERE origin_kind = 'sale'", "PM-26-000002"),
        ("UPDATE voided_document SET origin_id = 2 WHERE origin_kind = 'expense'", "BK-26-000002"),
        ("DELETE FROM voided_document WHERE id = 2", "void 2"),
    ],
)
def test_a_cancellation_that_does_not_reverse_is_found_and_named(attack: str, named: str) -> None:
    tampered(attack)
    assert named in red(cancelled_documents_are_reversed)["cancelled_documents_are_reversed"]
