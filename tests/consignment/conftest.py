"""A cashier, a treasurer with money, and a consignor with lemper on the shelf."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import Actor
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.consignment.consignor import Sari
from tests.make import post_opening


@pytest.fixture
def rina(shop: FrozenClock) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    """The treasurer, with half a million in the safe and as much in the bank."""
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    lines = [debit(Account.SAFE, 500_000), debit(Account.BANK, 500_000), credit(Account.GRANT, 1_000_000)]
    post_opening(actor, lines, date(2026, 11, 1))
    return actor


@pytest.fixture
def sari(rina: Actor) -> Sari:
    return Sari(rina)
