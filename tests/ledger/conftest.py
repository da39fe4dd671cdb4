"""A shop in a file with a real row in every posted table, copied for each attack."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import close_database, open_database
from pkkmart.core.operation import operation
from pkkmart.core.settings import write_setting
from pkkmart.ledger.operations import lock_month, reverse
from pkkmart.ledger.posting import Origin
from pkkmart.ledger.queries import entries_of
from pkkmart.products.operations import change_price
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.settings import CASH_ROUNDING_IDR
from pkkmart.users.operations import log_in
from tests import make
from tests.conftest import FrozenClock


@operation(Permission.KEEP_BOOKS)
def _undo_close_september_and_round(actor: Actor) -> None:
    (entry_id,) = entries_of("purchase", 1)
    reverse(entry_id, origin=Origin("purchase", 1), business_date=clock.today(), till_id=None)
    lock_month("2026-09")
    write_setting(CASH_ROUNDING_IDR, 100)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory, template: sqlite3.Connection) -> Path:
    """A day of a small shop, closed and checkpointed, with a row of every posted kind."""
    path = tmp_path_factory.mktemp("shop") / "pkkmart.db"
    with clock.using(lambda: datetime(2026, 11, 24, 3, 42, 7, tzinfo=UTC)):
        open_database(path, synchronous="off")
        rina = make.cashier()
        log_in(rina.id or 0, "1234")
        sari = make.consignor(fixed_idr=1_600)
        cake, sugar = make.product("Lemper", 2_000, owner_id=sari), make.product()
        make.bought(sugar, 10, 150_000)
        make.delivered(sari, cake, 50)
        shift = make.shift(rina, 100_000)
        make.sell(rina, (sugar, 2), (cake, 3), received_idr=50_000, buyer=make.member())
        change_price(SYSTEM, sugar, 18_000, None, "harga pasar naik")
        count_drawer(rina, shift.id, {100_000: 1, 20_000: 2})
        close_shift(rina, shift.id, hand_over_idr=40_000, reason="uang kecil", approval=make.SEEN)
        _undo_close_september_and_round(SYSTEM)
        close_database()
    return path


@pytest.fixture
def file_shop(played: Path, tmp_path: Path) -> Path:
    """A copy of the played shop, nobody's connection open."""
    return Path(shutil.copy(played, tmp_path / "pkkmart.db"))


@pytest.fixture
def stranger(file_shop: Path) -> Iterator[sqlite3.Connection]:
    """A plain connection with no pragma set, as any tool would open the file."""
    connection = sqlite3.connect(file_shop, isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def reopened(file_shop: Path, frozen: FrozenClock) -> Path:
    """The same copy opened by the program."""
    open_database(file_shop)
    return file_shop
