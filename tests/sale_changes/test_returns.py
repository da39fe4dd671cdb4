"""Voids and returns: rows 16 to 20 of our worked entries, the rounding of refunds, and that all of it ends at zero."""

from __future__ import annotations

import random
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.cashbook.operations import settle_clearing
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import pay_settlement, settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.money import allocate, round_cash
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, entries_of, trial_balance
from pkkmart.pricing.operations import add_promotion
from pkkmart.pricing.promotions import Kind, PromotionDetails
from pkkmart.pricing.queries import price_book
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import DrawerKick, as_text
from pkkmart.receivables.operations import repay, set_limit
from pkkmart.receivables.queries import owed_idr
from pkkmart.sale_changes.operations.cancelling import OtherShift, PartlyReturned, QrisInBank, SoldSettled, void_sale
from pkkmart.sale_changes.operations.returns import (
    MoreThanSold,
    NothingReturned,
    Returned,
    ReturnItem,
    ReturnReasonMissing,
    SaleVoided,
    ShopReplaces,
    return_goods,
)
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault, PaidSale, PartBack, part_back, refund
from pkkmart.sales.cart import Member
from pkkmart.sales.lines import Discount, DiscountKind
from pkkmart.sales.operations import checkout
from pkkmart.sales.tenders import MemberNeeded, Paid, Tender
from pkkmart.savings.operations import deposit
from pkkmart.savings.queries import balances
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.queries import levels
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of, entry_text
from tests.conftest import memory_shop


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def siti(rina: Actor) -> Member:
    member = make.member()
    deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 500_000, CashPlace.SAFE, till_id=1)
    set_limit(SYSTEM, member.person_id, 300_000, "rapat pengurus", till_id=1)
    return member


def stocked(price: int, cost: int, pieces: int = 10) -> int:
    goods = make.product("Beras", price)
    make.bought(goods, pieces, cost * pieces)
    return goods


def all_back(sale_id: int, *, back_on_shelf: bool = True, fault: Fault = Fault.CONSIGNOR) -> Returned:
    """Everything of a sale that can still come back."""
    items = [
        ReturnItem(line.id, line.left_milli, back_on_shelf, fault)
        for line in standing_sale(sale_id).lines
        if line.left_milli
    ]
    return return_goods(SYSTEM, sale_id, items, "tidak jadi", till_id=1)


def line_of(sale_id: int, at: int = 0) -> int:
    return standing_sale(sale_id).lines[at].id


def returned_entry(done: Returned) -> str:
    return entry_of("sale_change", done.id)


def test_row_16_refund_of_owned_goods_in_cash(rina: Actor, siti: Member) -> None:
    goods = stocked(50_000, 38_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, received_idr=50_000)
    done = all_back(sold.sale.id)
    assert returned_entry(done) == "1141 D 38.000 / 4102 D 50.000 / 1101 K 50.000 / 5101 K 38.000"
    assert done.number == "RJ-26-000001"
    assert levels([goods])[goods].qty_milli == 10 * ONE
    assert all(check.ok for check in verify())


def test_row_16_spoiled_goods_are_a_loss(rina: Actor, siti: Member) -> None:
    goods = stocked(50_000, 38_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, received_idr=50_000)
    done = all_back(sold.sale.id, back_on_shelf=False)
    assert returned_entry(done) == "4102 D 50.000 / 5122 D 38.000 / 1101 K 50.000 / 5101 K 38.000"
    assert levels([goods])[goods].qty_milli == 9 * ONE


def test_row_17_refund_of_a_qris_sale_is_paid_in_cash(rina: Actor) -> None:
    goods = stocked(25_500, 19_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), others=[Paid(Tender.QRIS, 25_500)])
    assert returned_entry(all_back(sold.sale.id)) == "1141 D 19.000 / 4112 D 25.500 / 1101 K 25.500 / 5111 K 19.000"


def test_row_18_refund_of_a_bon_sale(rina: Actor, siti: Member) -> None:
    goods = stocked(75_000, 60_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.RECEIVABLE, 75_000)])
    assert returned_entry(all_back(sold.sale.id)) == (
        "1141 D 60.000 / 4102 D 75.000 / 1131(Siti Wahyuni) K 75.000 / 5101 K 60.000"
    )
    assert owed_idr(siti.person_id) == 0


def test_refund_of_a_bon_sale_of_which_20_000_is_still_owed(rina: Actor, siti: Member) -> None:
    goods = stocked(75_000, 60_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.RECEIVABLE, 75_000)])
    repay(rina, siti.person_id, 55_000, CashPlace.DRAWER, till_id=1)
    done = all_back(sold.sale.id)
    assert returned_entry(done) == (
        "1141 D 60.000 / 4102 D 75.000 / 1131(Siti Wahyuni) K 20.000 / 2111(Siti Wahyuni) K 55.000 / 5101 K 60.000"
    )
    assert fetch("SELECT tender, amount_idr FROM sale_change_tender ORDER BY id") == [
        ("RECEIVABLE", -20_000), ("SAVINGS", -55_000)
    ]  # fmt: skip
    assert all(check.ok for check in verify())


def test_row_19_refund_to_sukarela(rina: Actor, siti: Member) -> None:
    goods = stocked(40_000, 31_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 1), buyer=siti, others=[Paid(Tender.SAVINGS, 40_000)])
    assert returned_entry(all_back(sold.sale.id)) == (
        "1141 D 31.000 / 4102 D 40.000 / 2111(Siti Wahyuni) K 40.000 / 5101 K 31.000"
    )
    assert balances(siti.person_id).voluntary_idr == 500_000


@pytest.fixture
def lemper(rina: Actor) -> tuple[int, int]:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 100)
    make.shift(rina, 100_000)
    return sari, cake


def test_row_20_a_cake_not_settled_yet(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000)
    done = return_goods(SYSTEM, sold.sale.id, [ReturnItem(line_of(sold.sale.id), ONE, False)], "basi", till_id=1)
    assert returned_entry(done) == "2102(Bu Sari) D 1.600 / 4103 D 400 / 1101 K 2.000"
    assert levels([cake])[cake].qty_milli == 90 * ONE, "a stale cake does not go back on the shelf"
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 9 * 1_600
    assert all(check.ok for check in verify())


def test_a_cake_already_settled_is_a_carry_on_her_next_settlement(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000)
    pay_settlement(SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.DRAWER, till_id=1)
    done = return_goods(SYSTEM, sold.sale.id, [ReturnItem(line_of(sold.sale.id), ONE, False)], "basi", till_id=1)
    assert returned_entry(done) == "1133(Bu Sari) D 1.600 / 4103 D 400 / 1101 K 2.000"
    make.sell(rina, (cake, 50), received_idr=100_000)
    make.funded(80_000)
    settlement = settle(SYSTEM, sari, clock.today())
    assert settlement.amount_idr == 78_400
    paid = pay_settlement(SYSTEM, settlement.id, CashPlace.SAFE, till_id=1)
    assert entry_of("payout", paid.id) == "2102(Bu Sari) D 80.000 / 1103 K 78.400 / 1133(Bu Sari) K 1.600"
    assert all(check.ok for check in verify())


def test_the_shop_s_fault_leaves_her_share(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000)
    item = ReturnItem(line_of(sold.sale.id), ONE, False, Fault.SHOP)
    done = return_goods(SYSTEM, sold.sale.id, [item], "terinjak di gudang", till_id=1)
    assert returned_entry(done) == "4103 D 400 / 5123 D 1.600 / 1101 K 2.000"
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 16_000
    with pytest.raises(ShopReplaces):
        return_goods(SYSTEM, sold.sale.id, [ReturnItem(line_of(sold.sale.id), ONE, True, Fault.SHOP)], "x", till_id=1)
    assert all(check.ok for check in verify())


def test_a_discounted_line_gives_back_what_was_paid(rina: Actor, siti: Member) -> None:
    goods = make.product("Beras", 50_000)
    make.shift(rina, 100_000)
    cart = make.cart((goods, 1), buyer=siti).with_line_discount(0, Discount(DiscountKind.AMOUNT, 5_000, "penyok"))
    sold = checkout(rina, cart, 45_000, till_id=1)
    assert returned_entry(all_back(sold.sale.id)) == "4102 D 45.000 / 1101 K 45.000"


def test_rounding_at_refund_in_full_and_in_halves(rina: Actor) -> None:
    whole, halves = make.product("Beras", 23_430), make.product("Minyak", 11_715)
    make.shift(rina, 100_000)
    first = make.sell(rina, (whole, 1), received_idr=23_400)
    assert returned_entry(all_back(first.sale.id)) == "4112 D 23.430 / 1101 K 23.400 / 7102 K 30"
    second = make.sell(rina, (halves, 2), received_idr=23_400)
    for _half in range(2):
        done = return_goods(SYSTEM, second.sale.id, [ReturnItem(line_of(second.sale.id), ONE)], "tidak jadi", till_id=1)
        assert returned_entry(done) == "4112 D 11.715 / 1101 K 11.700 / 7102 K 15"
    assert (balance_idr(Account.DRAWER), balance_idr(Account.CASH_ROUNDING)) == (100_000, 0)


def test_a_void_is_the_sale_negated(rina: Actor, siti: Member, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    goods = stocked(40_000, 31_000)
    before = {row.code: row.closing_idr for row in trial_balance(clock.today(), clock.today())}
    stock = {key: (level.qty_milli, level.value_idr) for key, level in levels([cake, goods]).items()}
    sold = make.sell(
        rina, (goods, 1), (cake, 5), buyer=siti, received_idr=30_000, to_savings_idr=3_000,
        others=[Paid(Tender.SAVINGS, 10_000), Paid(Tender.RECEIVABLE, 7_000), Paid(Tender.QRIS, 6_000)],
    )  # fmt: skip
    number = void_sale(SYSTEM, sold.sale.id, "salah orang", till_id=1)
    assert number == "BT-26-000001"
    after = {row.code: row.closing_idr for row in trial_balance(clock.today(), clock.today()) if row.closing_idr}
    assert after == {code: amount for code, amount in before.items() if amount}
    assert {key: (level.qty_milli, level.value_idr) for key, level in levels([cake, goods]).items()} == stock
    assert (balances(siti.person_id).voluntary_idr, owed_idr(siti.person_id)) == (500_000, 0)
    assert all(check.ok for check in verify())
    shift = open_shift(1)
    assert shift is not None
    assert expected_idr(shift.id) == 100_000
    (job,) = fetch("SELECT id FROM print_job WHERE kind = 'sale_void'")
    elements = elements_of(job[0])
    assert elements[0] == DrawerKick(), "she counts money out of it"
    assert [line for line in as_text(elements, 32).splitlines() if line[-1:].isdigit() and line[:1].isupper()][1:] == [
        f"Struk {sold.sale.number:>26}",
        "Kembali ke simpanan       10.000",
        "Bon dihapus                7.000",
        "QRIS batal di aplikasi     6.000",
        "Tunai kembali             30.000",
        "Ditarik dari simpanan      3.000",
    ], "change put into savings is counted out again"


def test_what_the_bank_has_of_a_day_s_qris_cannot_be_voided(rina: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    first, second = (
        make.sell(rina, (cake, 5), received_idr=0, others=[Paid(Tender.QRIS, 10_000)]).sale for _sale in range(2)
    )
    settle_clearing(SYSTEM, [(clock.today(), 10_000)], 10_000)
    void_sale(SYSTEM, first.id, "salah orang", till_id=1)
    with pytest.raises(QrisInBank, match=r"PM-26-000002 .* sudah masuk bank di CQ-26-000001\. Terima sebagai retur"):
        void_sale(SYSTEM, second.id, "salah orang", till_id=1)
    assert all(check.ok for check in verify())


def test_what_cannot_be_voided_says_to_return_it(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    settled, returned, old = (make.sell(rina, (cake, 2), received_idr=4_000).sale for _sale in range(3))
    return_goods(SYSTEM, returned.id, [ReturnItem(line_of(returned.id), ONE)], "satu saja", till_id=1)
    with pytest.raises(PartlyReturned, match=r"PM-26-000002 .* sebagian sudah diretur di RJ-26-000001"):
        void_sale(SYSTEM, returned.id, "x", till_id=1)
    settle(SYSTEM, sari, clock.today())
    with pytest.raises(SoldSettled, match="Terima sebagai retur"):
        void_sale(SYSTEM, settled.id, "x", till_id=1)
    shift = open_shift(1)
    assert shift is not None
    count_drawer(rina, shift.id, {100_000: 1, 10_000: 1})
    close_shift(rina, shift.id)
    make.shift(rina, 110_000)
    with pytest.raises(OtherShift, match="bukan dari sif yang terbuka sekarang"):
        void_sale(SYSTEM, old.id, "x", till_id=1)
    assert returned_entry(all_back(old.id)) == "1133(Bu Sari) D 3.200 / 4103 D 800 / 1101 K 4.000"


def test_bad_returns_have_their_sentence_and_book_nothing(rina: Actor, endang: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    sold = make.sell(rina, (cake, 2), received_idr=4_000).sale
    line = line_of(sold.id)
    with pytest.raises(NotPermitted, match="menerima retur pembeli"):
        return_goods(rina, sold.id, [ReturnItem(line, ONE)], "basi", till_id=1)
    for items, reason, refusal in (
        ([], "basi", NothingReturned),
        ([ReturnItem(line, 0)], "basi", NothingReturned),
        ([ReturnItem(line, 3 * ONE)], "basi", MoreThanSold),
        ([ReturnItem(line, -ONE)], "basi", MoreThanSold),
        ([ReturnItem(line, 2 * ONE), ReturnItem(line, ONE)], "basi", MoreThanSold),
        ([ReturnItem(line, ONE)], "  ", ReturnReasonMissing),
    ):
        with pytest.raises(refusal):
            return_goods(SYSTEM, sold.id, items, reason, till_id=1)
    assert fetch("SELECT count(*) FROM sale_change") == [(0,)]
    return_goods(rina, sold.id, [ReturnItem(line, ONE)], "basi", approval=Approval(endang, "kue kemarin"), till_id=1)
    with pytest.raises(MoreThanSold, match=r"Lemper di struk ini tinggal 1 yang bisa diretur, diminta 2\."):
        return_goods(SYSTEM, sold.id, [ReturnItem(line, 2 * ONE)], "basi", till_id=1)
    other = make.sell(rina, (cake, 1), received_idr=2_000).sale
    void_sale(SYSTEM, other.id, "dobel", till_id=1)
    with pytest.raises(SaleVoided):
        all_back(other.id)


def test_the_slip_says_what_came_back_and_how_it_was_paid(rina: Actor, siti: Member) -> None:
    goods = stocked(40_000, 31_000)
    make.shift(rina, 100_000)
    sold = make.sell(rina, (goods, 2), buyer=siti, others=[Paid(Tender.SAVINGS, 50_000)], received_idr=30_000)
    done = all_back(sold.sale.id)
    text = as_text(elements_of(done.print_job_id), 32)
    for told in ("NOTA RETUR", "RJ-26-000001", "PM-26-000001", "NILAI RETUR", "80.000", "Simpanan sukarela", "50.000"):
        assert told in text, told


WHOLE = st.builds(
    lambda net, off, share, cost: PartBack(net + off, net, share, cost),
    st.integers(0, 10**7), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**7),
)  # fmt: skip


@given(WHOLE, st.lists(st.integers(1, 5_000), min_size=1, max_size=8))
def test_parts_in_any_number_are_the_whole(whole: PartBack, milli: list[int]) -> None:
    sold, before = sum(milli), 0
    parts: list[PartBack] = []
    for now in milli:
        parts.append(part_back(whole, sold_milli=sold, before_milli=before, now_milli=now))
        before += now
    for field in ("gross_idr", "net_idr", "share_idr", "cost_idr", "discount_idr", "commission_idr"):
        assert sum(getattr(one, field) for one in parts) == getattr(whole, field)
        if field not in ("commission_idr", "discount_idr"):
            assert all(getattr(one, field) >= 0 for one in parts)


@given(
    st.integers(0, 200_000), st.integers(0, 200_000), st.integers(0, 200_000), st.integers(0, 200_000),
    st.lists(st.integers(1, 100), min_size=1, max_size=6), st.sets(st.integers(0, 5)),
)  # fmt: skip
def test_refunds_in_any_parts_pay_back_what_was_paid(
    bon: int, savings: int, electronic: int, left: int, weights: list[int], to_savings: set[int]
) -> None:
    total = bon + savings + electronic + left
    paid = PaidSale(total, bon, savings, electronic, round_cash(left, 100))
    before, given, backs = 0, 0, []
    for at, worth in enumerate(allocate(total, weights)):
        unit = 1 if at in to_savings else 100
        backs.append(refund(paid, before_idr=before, given_idr=given, now_idr=worth, rounding_unit_idr=unit))
        before, given = before + worth, given + backs[-1].bon_idr + backs[-1].savings_idr + backs[-1].cash_idr
        assert backs[-1].cash_idr % unit == 0
    assert sum(back.bon_idr for back in backs) == bon
    assert sum(back.savings_idr for back in backs) == savings
    assert all(min(back.bon_idr, back.savings_idr, back.cash_idr) >= 0 for back in backs)
    off = sum(back.cash_idr for back in backs) - electronic - paid.cash_idr
    assert abs(off) <= 50
    assert off == 0 or electronic % 100 or to_savings & set(range(len(backs) - 1))
    assert sum(back.rounding_idr for back in backs) == total - given


def test_what_went_into_sukarela_to_the_rupiah_and_what_was_paid_in_coins_are_what_was_paid() -> None:
    """23.430 paid with 23.400 in halves of 11.715, the second into sukarela: the rupiah that coins left out."""
    paid = PaidSale(23_430, cash_idr=23_400)
    first = refund(paid, before_idr=0, given_idr=0, now_idr=11_715, rounding_unit_idr=100)
    second = refund(paid, before_idr=11_715, given_idr=first.cash_idr, now_idr=11_715, rounding_unit_idr=1)
    assert (first.cash_idr, second.cash_idr) == (11_700, 11_700)
    assert (first.rounding_idr, second.rounding_idr) == (15, 15)


def test_goods_that_brought_her_less_than_nothing_come_back(rina: Actor, lemper: tuple[int, int]) -> None:
    """She bears a promotion larger than her share: what she gave comes back to her, at once or with a settlement."""
    _sari, cake = lemper
    cut = PromotionDetails(
        name="Cuci gudang", kind=Kind.AMOUNT, bearer="CONSIGNOR", amount_idr=1_900, starts_on=clock.today(),
        product_ids=frozenset({cake}),
    )  # fmt: skip
    add_promotion(SYSTEM, cut)
    cart = make.cart((cake, 10)).priced_by(price_book(clock.today()), clock.now())
    sold = checkout(rina, cart, 1_000, till_id=1)
    assert entry_of("sale", sold.sale.id) == "1101 D 1.000 / 2102(Bu Sari) D 3.000 / 4103 K 4.000"
    done = all_back(sold.sale.id)
    assert returned_entry(done) == "4103 D 4.000 / 1101 K 1.000 / 2102(Bu Sari) K 3.000"
    assert all(check.ok for check in verify())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_returning_everything_in_any_order_ends_at_zero(template: sqlite3.Connection, seed: int) -> None:
    dice = random.Random(seed)
    with memory_shop(template):
        rina = make.cashier()
        siti = make.member()
        deposit(SYSTEM, siti.person_id, SavingsKind.VOLUNTARY, 500_000, CashPlace.SAFE, till_id=1)
        set_limit(SYSTEM, siti.person_id, 500_000, "rapat", till_id=1)
        sari = make.consignor(percent_bp=1_500, is_member=dice.random() < 0.5)
        rice = make.product("Beras", dice.randrange(1_000, 90_000), member_price_idr=None)
        cake = make.product("Kue", dice.randrange(500, 20_000), owner_id=sari)
        make.bought(rice, 20, dice.randrange(10_000, 900_000))
        make.delivered(sari, cake, 50)
        make.shift(rina, 500_000)
        start = {row.code: row.closing_idr for row in trial_balance(clock.today(), clock.today()) if row.closing_idr}
        shelf = {key: (level.qty_milli, level.value_idr) for key, level in levels([rice, cake]).items()}
        cart = make.cart((rice, dice.randrange(1, 6)), (cake, dice.randrange(1, 9)), buyer=siti)
        if dice.random() < 0.5:
            cart = cart.with_discount(Discount(DiscountKind.PERCENT, dice.randrange(100, 1_000), "acak"))
        left, others = cart.total_idr, []
        for tender in (Tender.QRIS, Tender.SAVINGS, Tender.RECEIVABLE):
            if dice.random() < 0.5 and left > 200:
                amount = dice.randrange(1, min(left, 200_000)) // 100 * 100
                if amount:
                    others.append(Paid(tender, amount))
                    left -= amount
        sale = checkout(
            rina, cart, left + 100, others=others, confirmed=frozenset({"below_stock", "below_cost"}), till_id=1
        ).sale
        pieces = [line.id for line in standing_sale(sale.id).lines for _piece in range(line.qty_milli // ONE)]
        dice.shuffle(pieces)
        while pieces:
            taken = [pieces.pop() for _again in range(min(len(pieces), dice.randrange(1, 4)))]
            items = [ReturnItem(line, taken.count(line) * ONE) for line in sorted(set(taken))]
            return_goods(SYSTEM, sale.id, items, "kembali", till_id=1)
            assert [check for check in verify() if not check.ok] == []
        end = {row.code: row.closing_idr for row in trial_balance(clock.today(), clock.today()) if row.closing_idr}
        # QRIS stays in the settlement account and went back in cash; revenue and its contra account stand side by side.
        qris = sum(paid.amount_idr for paid in others if paid.tender is Tender.QRIS)
        if not qris % 100:
            moved = {code: end.get(code, 0) - start.get(code, 0) for code in {*start, *end}}
            assert moved.pop(1121, 0) == -moved.pop(1101, 0) == qris
            assert moved.pop(4101, 0) + moved.pop(4102, 0) == 0
            assert {code for code, amount in moved.items() if amount} == set()
        assert {key: (level.qty_milli, level.value_idr) for key, level in levels([rice, cake]).items()} == shelf
        assert owed_idr(siti.person_id) == 0
        assert balances(siti.person_id).voluntary_idr == 500_000


def test_entries_of_returns_balance_and_name_their_sale(rina: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    sold = make.sell(rina, (cake, 2), received_idr=4_000).sale
    done = all_back(sold.id)
    (entry_id,) = entries_of("sale_change", done.id)
    assert entry_text(entry_id) == "2102(Bu Sari) D 3.200 / 4103 D 800 / 1101 K 4.000"
    with pytest.raises(UserError):
        all_back(sold.id)


def test_cash_goes_to_sukarela_unrounded_for_members_only(rina: Actor, siti: Member) -> None:
    goods = make.product("Beras", 23_430)
    make.shift(rina, 100_000)
    hers = make.sell(rina, (goods, 1), buyer=siti, received_idr=23_400).sale
    items = [ReturnItem(line_of(hers.id), ONE)]
    done = return_goods(SYSTEM, hers.id, items, "tidak jadi", to_savings=True, till_id=1)
    assert returned_entry(done) == "4102 D 23.430 / 2111(Siti Wahyuni) K 23.400 / 7102 K 30"
    strange = make.sell(rina, (goods, 1), received_idr=23_400).sale
    with pytest.raises(MemberNeeded):
        return_goods(
            SYSTEM, strange.id, [ReturnItem(line_of(strange.id), ONE)], "tidak jadi", to_savings=True, till_id=1
        )
    assert all(check.ok for check in verify())
