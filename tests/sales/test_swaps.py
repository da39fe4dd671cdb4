"""Salah cara bayar: the entries of 2.1, a wrong amount handed over, and what is shown afterwards."""

from __future__ import annotations

import pytest

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.reports.queries import sales_recap
from pkkmart.sales.operations import ReturnItem, return_goods, swap_tender
from pkkmart.sales.operations.swaps import NothingSwapped, OwnAccount, SaleChanged, SwapReasonMissing
from pkkmart.sales.operations.voids import PaymentSwapped, void_sale
from pkkmart.sales.queries import sale_view
from pkkmart.sales.queries.returned import returnable
from pkkmart.sales.tenders import Paid, PaidTooLittle, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_count, entry_of


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def ani(rina: Actor) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


@pytest.fixture
def sale(rina: Actor) -> int:
    """A sale of 23.430 in cash, 23.400 after rounding, from 50.000."""
    goods = make.product("Beras", 23_430)
    make.shift(rina, 100_000)
    return make.sell(rina, (goods, 1), received_idr=50_000).sale.id


QRIS = [Paid(Tender.QRIS, 23_430)]


def test_it_was_qris_while_the_shift_is_open(ani: Actor, sale: int) -> None:
    done = swap_tender(ani, sale, 0, "pembeli memindai QRIS", others=QRIS)
    assert done.number == "TB-26-000001"
    assert entry_of("tender_swap", done.id) == "1121 D 23.430 / 1101 K 23.400 / 7102 K 30"
    shift = open_shift()
    assert shift is not None
    assert expected_idr(shift.id) == 100_000
    view = sale_view(sale)
    assert [(one.tender, one.amount_idr) for one in view.payments] == [("QRIS", 23_430)]
    assert (view.rounding_idr, view.change_idr, view.due_idr) == (0, 0, 23_430)
    assert [(row.label, row.amount_idr) for row in sales_recap("2026-11").tenders if row.amount_idr] == [
        ("QRIS", 23_430)
    ]
    assert sales_recap("2026-11").rounding_idr == 0
    assert all(check.ok for check in verify())


def test_it_was_qris_and_the_shift_was_closed_short(rina: Actor, ani: Actor, sale: int) -> None:
    shift = open_shift()
    assert shift is not None
    count_drawer(rina, shift.id, {100_000: 1})
    close_shift(ani, shift.id, reason="kurang")
    make.shift(rina, 100_000)
    done = swap_tender(ani, sale, 0, "ternyata QRIS", others=QRIS)
    assert entry_of("tender_swap", done.id) == "1121 D 23.430 / 7102 K 30 / 7103 K 23.400"
    assert balance_idr(Account.CASH_DIFFERENCE) == 0
    assert all(check.ok for check in verify())


def test_back_to_cash_and_a_return_pay_what_was_really_paid(ani: Actor, sale: int) -> None:
    swap_tender(ani, sale, 0, "QRIS", others=QRIS)
    swap_tender(ani, sale, 30_000, "bukan, tunai")
    assert entry_of("tender_swap", 2) == "1101 D 23.400 / 7102 D 30 / 1121 K 23.430"
    assert [(one.tender, one.received_idr, one.change_idr) for one in sale_view(sale).payments] == [
        ("CASH", 30_000, 6_600)
    ]
    line = returnable(sale).lines[0]
    back = return_goods(SYSTEM, sale, [ReturnItem(line.id, line.left_milli)], "tidak jadi")
    assert back.refund.cash_idr == 23_400
    assert all(check.ok for check in verify())


def test_a_wrong_amount_handed_over_books_nothing(rina: Actor, sale: int) -> None:
    known = entry_count()
    done = swap_tender(rina, sale, 100_000, "")
    assert (done.change_idr, entry_count()) == (76_600, known)
    assert sale_view(sale).change_idr == 76_600
    with pytest.raises(NothingSwapped):
        swap_tender(rina, sale, 100_000, "")
    with pytest.raises(PaidTooLittle):
        swap_tender(rina, sale, 20_000, "")


def test_who_may_and_what_may_not(rina: Actor, ani: Actor, sale: int) -> None:
    with pytest.raises(NotPermitted, match="membatalkan struk"):
        swap_tender(rina, sale, 0, "QRIS", others=QRIS)
    with pytest.raises(SwapReasonMissing):
        swap_tender(ani, sale, 0, " ", others=QRIS)
    swap_tender(rina, sale, 0, "QRIS", others=QRIS, approval=Approval(ani, "dilihat di aplikasi"))
    siti = make.member()
    deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE)
    own = make.sell(rina, (1, 1), buyer=siti, others=[Paid(Tender.SAVINGS, 23_430)]).sale.id
    with pytest.raises(OwnAccount, match="dibayar juga lewat Simpanan"):
        swap_tender(ani, own, 23_400, "tunai")
    line = returnable(sale).lines[0]
    return_goods(SYSTEM, sale, [ReturnItem(line.id, line.left_milli)], "x")
    with pytest.raises(SaleChanged, match="RJ-26-000001"):
        swap_tender(ani, sale, 23_400, "tunai")
    assert fetch("SELECT count(*) FROM tender_swap") == [(1,)]


def test_a_swapped_sale_is_returned_not_voided(ani: Actor, sale: int) -> None:
    swap_tender(ani, sale, 0, "QRIS", others=QRIS)
    with pytest.raises(PaymentSwapped, match="sudah dibetulkan di TB-26-000001"):
        void_sale(ani, sale, "dobel")
    assert fetch("SELECT count(*) FROM voided_document") == [(0,)]
