"""A shop in a file with two months behind it: October closed or not, November running."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pkkmart.core.actor import Actor
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.users.roles import Role
from tests import make
from tests.closing.conftest import file_shop
from tests.conftest import FrozenClock


def play_two_months(frozen: FrozenClock) -> Actor:
    """Sugar bought and sold, cakes of two consignors sold to members and others: in October and in November."""
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    rina = make.cashier()
    frozen.at = datetime(2026, 10, 12, 3, 0, tzinfo=UTC)
    siti = make.member()
    sari = make.consignor("Bu Sari", fixed_idr=1_600, is_member=True)
    tini = make.consignor("Bu Tini", percent_bp=1_500)
    sugar = make.product("Gula Pasir 1 kg", 17_500, category="Sembako")
    lemper = make.product("Lemper", 2_000, owner_id=sari, category="Kue basah")
    bag = make.product("Tas Rajut", 100_000, owner_id=tini)
    make.bought(sugar, 100, 1_500_000)
    for consignor_id, product_id, quantity in ((sari, lemper, 50), (tini, bag, 5)):
        make.delivered(consignor_id, product_id, quantity)
    october = make.shift(rina, 0)
    make.sell(rina, (sugar, 4), (lemper, 10), buyer=siti)
    make.sell(rina, (sugar, 2), (bag, 1))
    count_drawer(rina, october.id, {100_000: 2, 20_000: 1, 5_000: 1})
    close_shift(rina, october.id, hand_over_idr=225_000)
    frozen.at = datetime(2026, 11, 10, 3, 0, tzinfo=UTC)
    make.shift(rina, 0)
    make.sell(rina, (sugar, 1), (lemper, 5))
    frozen.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    return endang


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    """The treasurer of the two-month shop, in memory."""
    return play_two_months(shop)


@pytest.fixture
def file_endang(template: sqlite3.Connection, frozen: FrozenClock, tmp_path: Path) -> Actor:
    """The same shop in a file, for what reads in a chore."""
    file_shop(template, tmp_path / "toko")
    return play_two_months(frozen)
