"""What a receipt says of a member's own accounts: read as of that sale, whatever came after."""

from __future__ import annotations

import pytest

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.receivables.operations import set_limit
from pkkmart.sales.cart import Member
from pkkmart.sales.queries import sale_view
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from tests import make


@pytest.fixture
def rina(shop: object) -> Actor:
    actor = make.cashier()
    make.shift(actor)
    return actor


@pytest.fixture
def siti(rina: Actor) -> Member:
    """500.000 of sukarela, and room for 300.000 of bon."""
    member = make.member()
    deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 500_000, CashPlace.SAFE, till_id=1)
    set_limit(SYSTEM, member.person_id, 300_000, "rapat pengurus", till_id=1)
    return member


def test_change_into_savings_and_the_new_balance(rina: Actor, siti: Member) -> None:
    goods = make.product("Beras", 23_450)
    sold = make.sell(rina, (goods, 1), buyer=siti, received_idr=50_000, to_savings_idr=1_550)
    assert sold.sale.notes == (("Kembalian ke simpanan", "1.550"), ("Saldo sukarela", "501.550"))
    assert (
        "Kembali                   25.000\nKembalian ke simpanan      1.550\nSaldo sukarela           501.550\n"
    ) in as_text(elements_of(sold.job_id), 32)


def test_a_bon_tells_what_is_owed_and_what_room_is_left(rina: Actor, siti: Member) -> None:
    goods = make.product("Beras", 75_000)
    first = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.RECEIVABLE, 75_000)])
    second = make.sell(
        rina, (goods, 1), buyer=siti, others=[Paid(Tender.RECEIVABLE, 50_000), Paid(Tender.SAVINGS, 25_000)]
    )
    assert second.sale.notes == (
        ("Saldo sukarela", "475.000"),
        ("Bon yang belum dibayar", "125.000"),
        ("Sisa batas bon", "175.000"),
    )
    again = sale_view(first.sale.id)
    assert again.notes == first.sale.notes == (("Bon yang belum dibayar", "75.000"), ("Sisa batas bon", "225.000"))


def test_cash_says_nothing_of_the_member_s_accounts(rina: Actor, siti: Member) -> None:
    goods = make.product("Beras", 20_000)
    assert make.sell(rina, (goods, 1), buyer=siti).sale.notes == ()
    assert make.sell(rina, (goods, 1)).sale.notes == ()
