"""Two tills with a cashier each, both open at once: every rupiah stays in the drawer it went into."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pkkmart.cashbook.operations import cancel_expense, record_expense
from pkkmart.consignment.operations import pay_settlement, settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import db, fetch
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.people.operations import PersonDetails, register_person
from pkkmart.people.queries import CapacityKind
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, pay_supplier, record_purchase
from pkkmart.receivables.operations import repay, set_limit
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods, void_sale
from pkkmart.sale_changes.operations.cancelling import OtherShift
from pkkmart.sale_changes.operations.payments import SoldAtOtherTill
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.cart import Cart, Member
from pkkmart.sales.operations import checkout, hold, recall
from pkkmart.sales.operations.shift_papers import print_x, print_z
from pkkmart.sales.queries import draft, held_carts
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import cancel_savings_slip, deposit, withdraw
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.checks import documents_are_in_their_shift, tills_move_their_own_drawer
from pkkmart.till.kinds import CashIn, CashOut
from pkkmart.till.operations import (
    NoShift,
    NoTill,
    cancel_cash_slip,
    cash_in,
    cash_out,
    close_shift,
    count_drawer,
    start_shift,
)
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import DENOMINATIONS_IDR, carried_idr, expected_idr, open_shift
from tests import make
from tests.conftest import FrozenClock
from tests.scenarios.proofs import failures

FLOATS_IDR = {1: 200_000, 2: 300_000}


@dataclass(frozen=True)
class Shop:
    """Two tills open at once, and what is sold at them."""

    cashiers: dict[int, Actor]
    shifts: dict[int, int]
    sari: int
    siti: Member
    lemper: int
    risoles: int
    sugar: int

    def cash(self) -> tuple[int, int]:
        """What should lie in each drawer beyond its float, rupiah."""
        first, second = (expected_idr(self.shifts[till]) - FLOATS_IDR[till] for till in (1, 2))
        return first, second

    def sell(
        self, till: int, *goods: tuple[int, int], buyer: Member | None = None, others: tuple[Paid, ...] = ()
    ) -> int:
        cart = make.cart(*goods, buyer=buyer)
        cash = cart.total_idr - sum(paid.amount_idr for paid in others)
        return checkout(self.cashiers[till], cart, cash, others=others, till_id=till).sale.id


@pytest.fixture
def two(shop: FrozenClock) -> Shop:
    db.execute_sql("INSERT INTO till (id, letter, name) VALUES (2, 'B', 'Kasir 2')")
    make.funded(2_000_000)
    cashiers = {1: make.cashier("Bu Rina", "1234"), 2: make.cashier("Bu Tuti", "4321")}
    sari, ani = make.consignor("Bu Sari", percent_bp=1_000), make.consignor("Bu Ani", percent_bp=1_000)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    risoles = make.product("Risoles", 2_000, owner_id=ani)
    make.delivered(sari, lemper, 50)
    make.delivered(ani, risoles, 50)
    sugar = make.product("Gula", 17_500)
    make.bought(sugar, 20, 300_000)
    shifts = {till: start_shift(cashiers[till], FLOATS_IDR[till], till_id=till).id for till in (1, 2)}
    return Shop(cashiers, shifts, sari, make.member(), lemper, risoles, sugar)


def test_each_act_moves_the_drawer_of_its_own_till(two: Shop) -> None:
    """What a cashier does at the second till is in the second drawer, to the rupiah."""
    rina, tuti = two.cashiers[1], two.cashiers[2]
    first, second = two.sell(1, (two.lemper, 5)), two.sell(2, (two.lemper, 10), (two.sugar, 2))
    assert two.cash() == (10_000, 55_000)

    line = standing_sale(second).lines[0]
    return_goods(SYSTEM, second, [ReturnItem(line.id, ONE)], "basi", till_id=2)
    assert two.cash() == (10_000, 53_000)
    return_goods(SYSTEM, first, [ReturnItem(standing_sale(first).lines[0].id, ONE)], "dibawa ke kasir lain", till_id=2)
    assert two.cash() == (10_000, 51_000)
    return_without_receipt(SYSTEM, [UnreceiptedItem(two.sugar, ONE)], "Bu Tini", "salah barang", till_id=2)
    assert two.cash() == (10_000, 33_500)
    correct_owner(SYSTEM, second, line.id, two.risoles, ONE, "salah tekan", till_id=2)
    assert two.cash() == (10_000, 33_500)

    third = two.sell(2, (two.lemper, 3))
    correct_payment(SYSTEM, third, 0, "ternyata QRIS", others=[Paid(Tender.QRIS, 6_000)], till_id=2)
    assert two.cash() == (10_000, 33_500)

    set_limit(SYSTEM, two.siti.person_id, 100_000, "rapat", till_id=2)
    two.sell(2, (two.sugar, 1), buyer=two.siti, others=(Paid(Tender.RECEIVABLE, 17_500),))
    repay(tuti, two.siti.person_id, 10_000, CashPlace.DRAWER, till_id=2)
    assert two.cash() == (10_000, 43_500)
    slip = deposit(tuti, two.siti.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.DRAWER, till_id=2)
    withdraw(tuti, two.siti.person_id, 20_000, CashPlace.DRAWER, till_id=2)
    assert two.cash() == (10_000, 73_500)

    paid = settle(SYSTEM, two.sari, clock.today())
    pay_settlement(tuti, paid.id, CashPlace.DRAWER, amount_idr=8_000, till_id=2)
    assert two.cash() == (10_000, 65_500)
    cost = record_expense(tuti, Account.SUPPLIES, 5_000, CashPlace.DRAWER, till_id=2)
    cash_in(SYSTEM, CashIn.FROM_SAFE, 40_000, "receh", till_id=2)
    given = cash_out(tuti, CashOut.TO_SAFE, 30_000, "penuh", till_id=2)
    assert two.cash() == (10_000, 70_500)

    # What is cancelled goes back into the drawer at which it is cancelled, whichever till wrote it.
    cancel_expense(SYSTEM, cost.id, "dobel", till_id=1)
    cancel_savings_slip(SYSTEM, deposit(rina, two.siti.person_id, SavingsKind.MANDATORY, 1_000,
                                        CashPlace.DRAWER, till_id=1).id, "salah", till_id=2)  # fmt: skip
    assert two.cash() == (16_000, 69_500)
    cancel_cash_slip(SYSTEM, given.id, "tidak jadi", till_id=2)
    assert two.cash() == (16_000, 99_500)
    assert slip.balance_idr == 50_000

    assert fetch(
        "SELECT DISTINCT e.till_id - s.till_id FROM cash_movement m JOIN shift s ON s.id = m.shift_id"
        " JOIN journal_entry e ON e.origin_kind = m.origin_kind AND e.origin_id = m.origin_id"
    ) == [(0,)]  # fmt: skip
    for kind in ("payout", "repayment", "savings_slip", "expense"):
        assert {row[0] for row in fetch(f"SELECT shift_id FROM {kind}")} <= {*two.shifts.values()}
    assert fetch("SELECT shift_id FROM payout") == fetch("SELECT shift_id FROM repayment") == [(two.shifts[2],)]
    assert failures() == []


def test_carts_reports_and_counts_are_of_their_till(two: Shop) -> None:
    """Carts put aside, X and Z, the blind count and the float left are told till by till."""
    rina, tuti = two.cashiers[1], two.cashiers[2]
    held = hold(tuti, make.cart((two.lemper, 2)), "Bu Yati", till_id=2)
    assert ([row.id for row in held_carts(2)], held_carts(1)) == ([held], [])
    cart: Cart = recall(tuti, held, till_id=2)
    assert draft(1) is None
    assert draft(2) == cart
    checkout(tuti, cart, 4_000, till_id=2)
    two.sell(1, (two.sugar, 1))
    reports = [shift_report(two.shifts[till]) for till in (1, 2)]
    assert [(one.receipts, one.cash_sales_idr, one.shift.till_name) for one in reports] == [
        (1, 17_500, "Kasir 1"),
        (1, 4_000, "Kasir 2"),
    ]
    print_x(tuti, two.shifts[2])
    for till, left, cashier in ((2, 104_000, tuti), (1, 67_500, rina)):
        count_drawer(cashier, two.shifts[till], _units(expected_idr(two.shifts[till])))
        close_shift(cashier, two.shifts[till], hand_over_idr=expected_idr(two.shifts[till]) - left)
        print_z(cashier, two.shifts[till])
        assert (open_shift(till), carried_idr(till)) == (None, left)
        assert shift_report(two.shifts[till]).shift.end is not None
    assert failures() == []
    assert expected_idr(start_shift(tuti, 104_000, till_id=2).id) == 104_000


def test_a_till_is_named_and_no_other_takes_its_place(two: Shop) -> None:
    """Without a till nothing goes through a drawer; what belongs to an open shift is put right at its till."""
    sold = two.sell(1, (two.sugar, 1))
    with pytest.raises(OtherShift):
        void_sale(SYSTEM, sold, "salah", till_id=2)
    with pytest.raises(SoldAtOtherTill, match="PM-26-000001 ada di sif 1 yang masih terbuka di kasir lain"):
        correct_payment(SYSTEM, sold, 0, "QRIS", others=[Paid(Tender.QRIS, 17_500)], till_id=2)
    acts: list[Callable[[], object]] = [
        lambda: checkout(SYSTEM, make.cart((two.sugar, 1)), 17_500, till_id=None),
        lambda: deposit(SYSTEM, two.siti.person_id, SavingsKind.MANDATORY, 1, CashPlace.DRAWER, till_id=None),
        lambda: cash_out(SYSTEM, CashOut.TO_SAFE, 1, "penuh", till_id=None),
        lambda: start_shift(SYSTEM, 0, till_id=None),
        lambda: hold(SYSTEM, make.cart((two.sugar, 1)), "Bu Yati", till_id=None),
    ]
    for act in acts:
        with pytest.raises(NoTill, match="PC ini belum tahu kasirnya"):
            act()
    with pytest.raises(NoShift):
        deposit(SYSTEM, two.siti.person_id, SavingsKind.MANDATORY, 1, CashPlace.DRAWER, till_id=3)
    deposit(SYSTEM, two.siti.person_id, SavingsKind.MANDATORY, 1_000, CashPlace.SAFE, till_id=None)
    assert two.cash() == (17_500, 0)
    assert failures() == []


@pytest.mark.parametrize(
    ("attack", "red"),
    [
        ("UPDATE cash_movement SET shift_id = 1 WHERE origin_kind = 'savings_slip'", (False, False)),
        ("UPDATE journal_entry SET till_id = 1 WHERE origin_kind = 'savings_slip'", (False, False)),
        ("UPDATE journal_entry SET till_id = 9 WHERE origin_kind = 'sale'", (False, False)),
        ("UPDATE journal_entry SET till_id = NULL WHERE origin_kind = 'savings_slip'", (False, False)),
        ("UPDATE savings_slip SET shift_id = 1", (True, False)),
        ("UPDATE sale SET shift_id = 1", (True, False)),
        ("UPDATE sale SET till_id = 1", (True, False)),
    ],
)
def test_a_movement_in_another_till_is_seen(two: Shop, attack: str, red: tuple[bool, bool]) -> None:
    deposit(two.cashiers[2], two.siti.person_id, SavingsKind.MANDATORY, 1_000, CashPlace.DRAWER, till_id=2)
    two.sell(2, (two.sugar, 1), others=(Paid(Tender.QRIS, 17_500),))
    assert tills_move_their_own_drawer().figure == "2 kasir, 0 dokumen tidak cocok"
    assert documents_are_in_their_shift().figure == "4 dokumen, 0 tidak cocok"
    table = attack.split()[1]
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)):
        db.execute_sql(f'DROP TRIGGER "{name}"')
    db.execute_sql(attack)
    assert (tills_move_their_own_drawer().ok, documents_are_in_their_shift().ok) == red


def test_a_supplier_is_paid_out_of_the_till_that_pays(two: Shop) -> None:
    grosir = register_person(SYSTEM, PersonDetails(name="Grosir"), [CapacityKind.SUPPLIER], since=make.START)
    record_purchase(SYSTEM, [PurchaseItem(two.sugar, ONE, 15_000)], paid_from=PaidFrom.CREDIT, supplier_id=grosir)
    pay_supplier(two.cashiers[2], grosir, 15_000, CashPlace.DRAWER, till_id=2)
    assert two.cash() == (0, -15_000)
    assert fetch("SELECT shift_id FROM supplier_payment") == [(two.shifts[2],)]
    assert failures() == []


def _units(amount_idr: int) -> dict[int, int]:
    units: dict[int, int] = {}
    for worth in DENOMINATIONS_IDR:
        units[worth], amount_idr = divmod(amount_idr, worth)
    return units
