"""What was paid by QRIS or transfer goes back by bank: exact, never out of the drawer, under the treasurer's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.cashbook.operations import transfer
from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.reports.queries.recaps import sales_recap
from pkkmart.sale_changes.operations import Returned, ReturnItem, return_goods
from pkkmart.sale_changes.operations.returns import BankReferenceMissing
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import PaidSale, refund
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.queries import balances
from pkkmart.till.balances import PlaceShort
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def banked(endang: Actor) -> Actor:
    """A treasurer with money in the bank to send."""
    make.funded(1_000_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 1_000_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 1_000_000, till_id=1)
    return endang


def all_back(
    sale_id: int, *, by_bank: bool = True, to_savings: bool = False, actor: Actor = SYSTEM, reference: str = "BCA 77"
) -> Returned:
    items = [ReturnItem(line.id, line.left_milli) for line in standing_sale(sale_id).lines if line.left_milli]
    return return_goods(
        actor, sale_id, items, "tidak jadi", by_bank=by_bank, to_savings=to_savings, reference=reference, till_id=1
    )


PAID_BACK = "SELECT tender, amount_idr, reference FROM sale_change_tender ORDER BY id"


def drawer_idr() -> int:
    shift = open_shift(1)
    assert shift is not None
    return expected_idr(shift.id)


@pytest.mark.worked_entry("17")
def test_a_refund_by_bank_leaves_the_drawer_alone(rina: Actor, banked: Actor) -> None:
    goods = make.product("Beras", 25_530)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), others=[Paid(Tender.QRIS, 25_530)]).sale
    done = all_back(sold.id)
    assert entry_of("sale_change", done.id) == "4112 D 25.530 / 1111 K 25.530"
    assert (done.refund.bank_idr, done.refund.cash_idr, done.refund.rounding_idr) == (25_530, 0, 0)
    assert (drawer_idr(), balance_idr(Account.BANK)) == (100_000, 974_470)
    assert fetch(PAID_BACK) == [("TRANSFER", -25_530, "BCA 77")]
    assert [check for check in verify() if not check.ok] == []


def test_a_split_tender_goes_back_the_way_it_came(rina: Actor, banked: Actor) -> None:
    siti = make.member()
    sari = make.consignor(fixed_idr=8_000)
    cake = make.product("Kue", 10_000, owner_id=sari)
    make.delivered(sari, cake, 10)
    make.shift(rina, 100_000)
    others = [Paid(Tender.TRANSFER, 12_345), Paid(Tender.QRIS, 20_055)]
    sold = make.sell(rina, (cake, 5), buyer=siti, others=others, received_idr=17_600).sale
    done = all_back(sold.id)
    assert entry_of("sale_change", done.id) == (
        "2103(Bu Sari) D 40.000 / 4113 D 10.000 / 1101 K 17.600 / 1111 K 32.400"
    )
    (entry_id,) = fetch("SELECT max(id) FROM journal_entry")[0]
    assert cash_flows(entry_id) == {"CUSTOMERS": -10_000, "FOR_CONSIGNORS": -40_000}
    lines = as_text(elements_of(done.print_job_id), 32).splitlines()
    at = next(place for place, line in enumerate(lines) if line.startswith("NILAI RETUR"))
    assert lines[at + 1 : at + 4] == [
        "Transfer bank kembali     32.400",
        "  No. ref.                BCA 77",
        "Tunai kembali             17.600",
    ]
    shift = open_shift(1)
    assert shift is not None
    assert shift_report(shift.id).by_bank == (1, 32_400)
    assert [row.amount_idr for row in sales_recap("2026-11").tenders] == [20_055, 0, -20_055]
    assert [check for check in verify() if not check.ok] == []


def test_half_in_cash_and_half_by_bank_is_all_of_it(rina: Actor, banked: Actor) -> None:
    goods = make.product("Minyak", 11_715)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 2), others=[Paid(Tender.QRIS, 23_430)]).sale
    first = return_goods(
        SYSTEM, sold.id, [ReturnItem(standing_sale(sold.id).lines[0].id, ONE)], "tidak jadi", till_id=1
    )
    second = all_back(sold.id)
    assert (first.refund.cash_idr, second.refund.bank_idr) == (11_700, 11_730)
    assert entry_of("sale_change", second.id) == "4112 D 11.715 / 7102 D 15 / 1111 K 11.730"
    assert balance_idr(Account.CASH_ROUNDING) == 0
    assert [check for check in verify() if not check.ok] == []


def test_the_cash_part_may_go_into_sukarela(rina: Actor, banked: Actor) -> None:
    siti = make.member()
    goods = make.product("Beras", 30_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.QRIS, 20_010)], received_idr=10_000).sale
    done = all_back(sold.id, to_savings=True)
    assert entry_of("sale_change", done.id) == (
        "4102 D 30.000 / 7102 D 10 / 1111 K 20.010 / 2111(Siti Wahyuni) K 10.000"
    )
    assert (balances(siti.person_id).voluntary_idr, balance_idr(Account.CASH_ROUNDING)) == (10_000, 0)


def test_only_what_was_paid_so_is_sent(rina: Actor, banked: Actor) -> None:
    goods = make.product("Beras", 25_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), received_idr=25_000).sale
    done = all_back(sold.id, reference="")
    assert entry_of("sale_change", done.id) == "4112 D 25.000 / 1101 K 25.000"
    assert fetch(PAID_BACK) == [("CASH", -25_000, "")]


def test_it_takes_the_treasurer_her_reference_and_money_in_the_bank(rina: Actor, endang: Actor) -> None:
    ani = make.cashier("Bu Ani", "7788", Role.SUPERVISOR)
    goods = make.product("Beras", 25_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), others=[Paid(Tender.QRIS, 25_000)]).sale
    with pytest.raises(NotPermitted) as refused:
        all_back(sold.id, actor=ani)
    assert refused.value.needed is Permission.PAY_FROM_SAFE
    with pytest.raises(BankReferenceMissing, match=r"transfer 25\.000 ke pembeli"):
        all_back(sold.id, reference="  ")
    with pytest.raises(PlaceShort, match="Isi bank tercatat 0"):
        all_back(sold.id)
    assert fetch("SELECT (SELECT count(*) FROM sale_change), (SELECT count(*) FROM sale_change_tender)") == [(0, 0)]
    make.funded(50_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 50_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 50_000, till_id=1)
    items = [ReturnItem(standing_sale(sold.id).lines[0].id, ONE)]
    return_goods(
        ani,
        sold.id,
        items,
        "tidak jadi",
        by_bank=True,
        reference="1",
        approval=Approval(endang, "sudah dikirim"),
        till_id=1,
    )
    assert balance_idr(Account.BANK) == 25_000


Parts = list[tuple[int, bool, bool]]
"""How much of the sale comes back, by bank?, what would be cash into sukarela?"""


@given(
    st.integers(0, 300).map(lambda hundreds: hundreds * 100),
    st.integers(0, 50_000),
    st.integers(0, 20_000),
    st.integers(0, 20_000),
    st.sampled_from([1, 50, 100, 500]),
    st.booleans().flatmap(
        lambda saves: st.lists(
            st.tuples(st.integers(1, 40), st.booleans(), st.booleans() if saves else st.just(False)),
            min_size=1,
            max_size=8,
        )
    ),
)
def test_any_parts_with_any_mix_end_at_what_was_paid(
    cash: int, electronic: int, bon: int, savings: int, unit: int, parts: Parts
) -> None:
    cash = cash // unit * unit
    total = cash + electronic + bon + savings
    paid = PaidSale(total, bon, savings, electronic, cash)
    weights = sum(weight for weight, _bank, _savings in parts)
    before = given_idr = bank = drawer = taken = 0
    exact = electronic == 0
    for weight, by_bank, to_savings in parts:
        taken += weight
        now = total * taken // weights - before
        in_hand = given_idr - min(before, bon + savings)
        falls = before - min(before, bon + savings)
        back = refund(
            paid, before_idr=before, given_idr=given_idr, now_idr=now,
            rounding_unit_idr=1 if to_savings else unit, by_bank=by_bank,
        )  # fmt: skip
        assert min(back.bon_idr, back.savings_idr, back.cash_idr, back.bank_idr) >= 0
        assert back.bank_idr == 0 or by_bank
        assert now == back.bon_idr + back.savings_idr + back.cash_idr + back.bank_idr + back.rounding_idr
        before += now
        given_idr += now - back.rounding_idr
        bank, drawer = bank + back.bank_idr, drawer + back.cash_idr
        if falls < electronic <= before - min(before, bon + savings):
            exact = by_bank and in_hand <= electronic
    assert bank <= electronic
    assert abs(given_idr - total) <= unit // 2
    if any(to_savings for _weight, _bank, to_savings in parts):
        return  # savings take single rupiah, which coins cannot give the rest of
    if all(by_bank for _weight, by_bank, _savings in parts):
        assert (bank, drawer) == (electronic, cash)
    if exact:
        assert given_idr == total, "what falls on QRIS and transfer was finished by bank: not a rupiah is missing"
