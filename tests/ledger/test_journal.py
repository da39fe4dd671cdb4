"""The journal as it is searched: by number, person, account, amount and day, the newest first."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.cashbook.operations import cancel_expense, record_expense
from pkkmart.core.actor import Actor
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import credit, debit
from pkkmart.ledger.queries import document_numbers, journal
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.make import post_opening

SAFE = CashPlace.SAFE


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    """Opening balances on the 1st, rent on the 20th, and today a sale, a deposit and a cancelled expense."""
    actor = make.cashier("Bu Endang", "4321", Role.TREASURER)
    rina = make.cashier()
    post_opening(actor, [debit(Account.SAFE, 3_000_000), credit(Account.GRANT, 3_000_000)], date(2026, 11, 1))
    record_expense(actor, Account.RENT, 250_000, SAFE, day=date(2026, 11, 20), till_id=1)
    make.shift(rina)
    sugar = make.product()
    make.bought(sugar, 10, 150_000)
    make.sell(rina, (sugar, 2))
    deposit(actor, make.member().person_id, SavingsKind.VOLUNTARY, 35_500, SAFE, till_id=1)
    record_expense(actor, Account.SUPPLIES, 35_000, SAFE, till_id=1)
    cancel_expense(actor, 2, "salah jumlah", till_id=1)
    return actor


def numbers(text: str, since: date | None = None, until: date | None = None, limit: int = 200) -> list[str]:
    return [row.number for row in journal(text, since, until, limit)]


def test_newest_first_with_the_number_of_each_paper(endang: Actor) -> None:
    assert numbers("") == [
        "BT-26-000001", "BK-26-000002", "SP-26-000001", "PM-26-000001", "PB-26-000001", "BK-26-000001", ""
    ]  # fmt: skip
    assert numbers("", limit=2) == ["BT-26-000001", "BK-26-000002"]
    cancelled, cancelling = journal("BK-26-000002")[0], journal("BT-26-000001")[0]
    assert (cancelling.undoes, cancelling.cancels, cancelling.origin_kind, cancelling.origin_id) == (
        True, "BK-26-000002", "expense", 2
    )  # fmt: skip
    assert (cancelled.cancelled_by, cancelled.total_idr, cancelled.user_name) == ("BT-26-000001", 35_000, "Bu Endang")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("pm-26", ["PM-26-000001"]),
        ("siti", ["SP-26-000001"]),
        ("sewa", ["BK-26-000001"]),
        ("6103", ["BK-26-000001"]),
        ("250.000", ["BK-26-000001"]),
        ("Rp 35500", ["SP-26-000001"]),
        ("35.000", ["BT-26-000001", "BK-26-000002", "PM-26-000001"]),
        ("65.000", ["PM-26-000001"]),
        ("%", []),
        ("tidak ada", []),
    ],
)
def test_what_finds_an_entry(endang: Actor, text: str, found: list[str]) -> None:
    assert numbers(text) == found


def test_days_bound_the_search(endang: Actor) -> None:
    assert numbers("", date(2026, 11, 20), date(2026, 11, 23)) == ["BK-26-000001"]
    assert numbers("", until=date(2026, 11, 19)) == [""]
    assert journal("", until=date(2026, 11, 19))[0].kind == "OPENING"
    assert numbers("6104", since=date(2026, 11, 24)) == ["BT-26-000001", "BK-26-000002"]


def test_a_document_without_a_number_has_none(endang: Actor) -> None:
    assert document_numbers([("shift", 1), ("opening", 1), ("sale", 1), ("void", 1), ("sale", 99)]) == {
        ("sale", 1): "PM-26-000001",
        ("void", 1): "BT-26-000001",
    }
