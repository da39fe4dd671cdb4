"""How a bill is paid, in any mix: the arithmetic, and the entry of each tender as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.money import round_cash
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, entries_of
from pkkmart.receivables.operations import set_limit
from pkkmart.sales.cart import Member
from pkkmart.sales.tenders import (
    Bill,
    MemberNeeded,
    NoChangeToSave,
    OverpaidByTender,
    Paid,
    PaidTooLittle,
    SavingsRoundedAway,
    Tender,
    TenderTwice,
    TenderUnfit,
    require_enough,
    require_fit,
    small_change,
)
from pkkmart.savings.operations import deposit
from pkkmart.savings.queries import balances
from pkkmart.savings.rules import SavingsKind
from pkkmart.till.places import CashPlace
from tests import make
from tests.books import cash_flows, entry_of

OTHERS = st.lists(
    st.tuples(
        st.sampled_from([Tender.QRIS, Tender.TRANSFER, Tender.SAVINGS, Tender.RECEIVABLE]), st.integers(1, 90_000)
    ),
    unique_by=lambda one: one[0],
    max_size=4,
)


@given(st.integers(1, 400_000), OTHERS, st.integers(0, 30_000), st.sampled_from([50, 100, 500]))
def test_paid_is_total_plus_rounding_and_only_cash_is_rounded(
    total: int, others: list[tuple[Tender, int]], saved: int, unit: int
) -> None:
    bill = Bill(total, tuple(Paid(*one) for one in others), saved, unit)
    try:
        require_fit(bill)
    except OverpaidByTender:
        assert sum(amount for _tender, amount in others) > total
        return
    assert sum(paid.amount_idr for paid in bill.others) + bill.cash_idr == total + bill.rounding_idr
    assert bill.drawer_idr % unit == 0
    assert abs(bill.rounding_idr) * 2 <= unit
    assert (bill.left_idr or bill.to_savings_idr) or not bill.rounding_idr
    assert bill.change_idr(bill.drawer_idr) == 0


@given(st.integers(1, 400_000), st.integers(0, 200))
def test_coins_into_savings_leave_whole_thousands(total: int, notes: int) -> None:
    bill = Bill(total)
    received = round_cash(total, 1_000) + 1_000 * notes + 1_000
    saved = bill.saving(small_change(bill, received, 1_000))
    assert saved.change_idr(received) % 1_000 == 0
    assert 0 <= saved.to_savings_idr < 1_000
    assert not saved.to_savings_idr or saved.rounding_idr == 0


def test_the_picture(shop: object) -> None:
    bill = Bill(145_460).with_paid(Paid(Tender.QRIS, 100_000))
    assert (bill.left_idr, bill.drawer_idr, bill.rounding_idr) == (45_460, 45_500, 40)
    saved = bill.saving(small_change(bill, 50_000, 1_000))
    assert (saved.to_savings_idr, saved.drawer_idr, saved.rounding_idr, saved.change_idr(50_000)) == (
        540,
        46_000,
        0,
        4_000,
    )


@pytest.mark.parametrize(
    ("others", "refusal", "sentence"),
    [
        ([Paid(Tender.QRIS, 20_001)], OverpaidByTender, "QRIS 20.001 melebihi yang masih harus dibayar, 20.000."),
        ([Paid(Tender.QRIS, 0)], TenderUnfit, "QRIS 0 tidak mungkin. Isi jumlah lebih dari 0."),
        ([Paid(Tender.QRIS, 1), Paid(Tender.QRIS, 1)], TenderTwice, "QRIS sudah dipakai di struk ini."),
        ([Paid(Tender.SAVINGS, 5)], MemberNeeded, "Simpanan hanya untuk anggota. Tekan F2"),
        ([Paid(Tender.CASH, 5)], TenderUnfit, "Tunai 5 tidak mungkin."),
    ],
)
def test_what_cannot_pay_has_its_sentence(others: list[Paid], refusal: type[UserError], sentence: str) -> None:
    with pytest.raises(refusal) as told:
        require_fit(Bill(20_000, tuple(others)), has_member=False)
    assert sentence in str(told.value)


def test_too_little_cash_and_change_that_is_not_there() -> None:
    with pytest.raises(PaidTooLittle) as told:
        require_enough(Bill(45_460), 45_000)
    assert str(told.value) == "Uang 45.000 kurang 500 dari 45.500. Minta kurangnya, atau hapus barang."
    with pytest.raises(NoChangeToSave) as told:
        require_enough(Bill(45_460, to_savings_idr=10_000), 50_000)
    assert str(told.value) == "Kembalian hanya 4.500, tidak bisa 10.000 masuk simpanan. Isi paling banyak 4.500."


def test_rounding_down_never_reaches_her_savings() -> None:
    """30 left for cash and 20 to save are rounded to nothing: the shop would have saved for her."""
    bill = Bill(5_030, (Paid(Tender.QRIS, 5_000),), to_savings_idr=20)
    with pytest.raises(SavingsRoundedAway) as told:
        require_enough(bill, 1_000)
    assert str(told.value) == (
        "Sisa yang dibayar tunai hanya 30, jadi 20 ke simpanan tidak lagi tertutup sesudah pembulatan. "
        "Isi kelipatan 100."
    )
    require_enough(bill.saving(100), 1_000)


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def siti(rina: Actor) -> Member:
    """A member with 500.000 of sukarela and room for 300.000 of bon."""
    member = make.member()
    deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 500_000, CashPlace.SAFE, till_id=1)
    set_limit(SYSTEM, member.person_id, 300_000, "rapat pengurus", till_id=1)
    return member


def stocked(price: int, cost: int) -> int:
    goods = make.product("Beras", price)
    make.bought(goods, 10, cost * 10)
    return goods


@pytest.mark.worked_entry("6")
def test_qris_waits_in_the_settlement_account(rina: Actor) -> None:
    goods = stocked(25_500, 19_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), others=[Paid(Tender.QRIS, 25_500, "7781")])
    assert entry_of("sale", sold.sale.id) == "1121 D 25.500 / 5111 D 19.000 / 1141 K 19.000 / 4111 K 25.500"
    assert balance_idr(Account.DRAWER) == 100_000
    assert fetch("SELECT tender, amount_idr, reference FROM payment") == [("QRIS", 25_500, "7781")]
    assert fetch("SELECT count(*) FROM cash_movement WHERE kind = 'SALE'") == [(0,)]


@pytest.mark.worked_entry("7")
def test_a_transfer_is_money_in_the_bank(rina: Actor) -> None:
    goods = stocked(120_000, 90_000)
    make.shift(rina)
    sold = make.sell(rina, (goods, 1), others=[Paid(Tender.TRANSFER, 120_000)])
    assert entry_of("sale", sold.sale.id) == "1111 D 120.000 / 5111 D 90.000 / 1141 K 90.000 / 4111 K 120.000"
    assert cash_flows(entries_of("sale", sold.sale.id)[0]) == {"CUSTOMERS": 120_000}


@pytest.mark.worked_entry("8")
def test_bon_anggota(rina: Actor, siti: Member) -> None:
    goods = stocked(75_000, 60_000)
    make.shift(rina)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.RECEIVABLE, 75_000)])
    assert entry_of("sale", sold.sale.id) == (
        "1131(Siti Wahyuni) D 75.000 / 5101 D 60.000 / 1141 K 60.000 / 4101 K 75.000"
    )


@pytest.mark.worked_entry("10")
def test_paid_from_sukarela(rina: Actor, siti: Member) -> None:
    goods = stocked(40_000, 31_000)
    make.shift(rina)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.SAVINGS, 40_000)])
    assert entry_of("sale", sold.sale.id) == (
        "2111(Siti Wahyuni) D 40.000 / 5101 D 31.000 / 1141 K 31.000 / 4101 K 40.000"
    )
    assert balances(siti.person_id).voluntary_idr == 460_000


@pytest.mark.worked_entry("11")
def test_split_tender(rina: Actor, siti: Member) -> None:
    goods = stocked(100_000, 78_000)
    make.shift(rina)
    sold = make.sell(
        rina, (goods, 1), buyer=siti, others=[Paid(Tender.QRIS, 50_000), Paid(Tender.SAVINGS, 20_000)],
        received_idr=30_000,
    )  # fmt: skip
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 30.000 / 1121 D 50.000 / 2111(Siti Wahyuni) D 20.000 / 5101 D 78.000 / 1141 K 78.000 / 4101 K 100.000"
    )
    assert all(check.ok for check in verify())


@pytest.mark.worked_entry("change-into-savings")
def test_change_into_savings_leaves_nothing_to_round(rina: Actor, siti: Member) -> None:
    goods = stocked(23_450, 20_000)
    make.shift(rina)
    sold = make.sell(rina, (goods, 1), buyer=siti, received_idr=50_000, to_savings_idr=1_550)
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 25.000 / 5101 D 20.000 / 1141 K 20.000 / 2111(Siti Wahyuni) K 1.550 / 4101 K 23.450"
    )
    assert cash_flows(entries_of("sale", sold.sale.id)[0]) == {"CUSTOMERS": 23_450, "MEMBER_SAVINGS": 1_550}
    assert (sold.sale.change_idr, sold.sale.to_savings_idr, sold.sale.rounding_idr) == (25_000, 1_550, 0)
    assert balances(siti.person_id).voluntary_idr == 501_550
    assert all(check.ok for check in verify())


def test_nobody_pays_from_what_she_has_not(rina: Actor, siti: Member) -> None:
    goods = stocked(600_000, 500_000)
    make.shift(rina)
    for tender, words in (
        (Tender.SAVINGS, "500.000"),
        (Tender.RECEIVABLE, "300.000"),
    ):
        with pytest.raises(UserError) as told:
            make.sell(rina, (goods, 1), buyer=siti, others=[Paid(tender, 600_000)])
        assert words in str(told.value)
    assert fetch("SELECT count(*) FROM sale") == [(0,)]


def test_a_mixed_cart_splits_bank_money_too(rina: Actor) -> None:
    sari = make.consignor(fixed_idr=8_000)
    cake = make.product("Bolu", 10_000, owner_id=sari)
    make.delivered(sari, cake, 10)
    goods = stocked(30_000, 20_000)
    make.shift(rina)
    sold = make.sell(rina, (goods, 1), (cake, 1), others=[Paid(Tender.TRANSFER, 20_000)], received_idr=20_000)
    assert cash_flows(entries_of("sale", sold.sale.id)[0]) == {"CUSTOMERS": 32_000, "FOR_CONSIGNORS": 8_000}
