"""Goods back without a receipt: never for more than they were sold for, and only where the shop lets them."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import agree_terms, pay_settlement, settle
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.operation import operation
from pkkmart.core.quantity import ONE
from pkkmart.core.settings import Setting, write_setting
from pkkmart.ledger.queries import journal
from pkkmart.ledger.screen.words import document_words
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import as_text
from pkkmart.products.settings import UNLISTED_ID
from pkkmart.sale_changes.operations import ReturnItem, return_goods, void_sale
from pkkmart.sale_changes.operations.limits import BackAlready, PaidBackAlready
from pkkmart.sale_changes.operations.returns import NothingReturned, ReturnReasonMissing, ShopReplaces
from pkkmart.sale_changes.operations.without_receipt import (
    BuyerMissing,
    BuyerNotMember,
    MoreThanSoldLately,
    NotBoughtLately,
    NothingToPay,
    NotSoldLately,
    ReceiptNeeded,
    ReturnedForCash,
    TooMuchWithoutReceipt,
    UnlistedWithoutReceipt,
    UnreceiptedItem,
    plan_without_receipt,
    return_without_receipt,
)
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault
from pkkmart.sale_changes.settings import DAYS_WITHOUT_RECEIPT, MOST_WITHOUT_RECEIPT_IDR, WITHOUT_RECEIPT
from pkkmart.sales.cart import Cart
from pkkmart.sales.lines import Discount, DiscountKind, WholeOnly
from pkkmart.sales.operations import checkout
from pkkmart.sales.operations.permits import permit_unlisted
from pkkmart.sales.queries import member_purchases_idr
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.shift_report import x_elements
from pkkmart.stock.queries import levels
from pkkmart.till.kinds import CashOut
from pkkmart.till.operations import DrawerShort, NoShift, cash_out
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import cash_flows, entry_of
from tests.conftest import FrozenClock, memory_shop

CHEAP = frozenset({"below_stock", "below_cost"})


@operation(Permission.KEEP_SETTINGS)
def decide(actor: Actor, setting: Setting[str] | Setting[int], value: str | int) -> None:
    write_setting(cast(Setting[str], setting), cast(str, value))


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def ani(rina: Actor) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


@pytest.fixture
def sugar(rina: Actor) -> int:
    """Sugar at 17.500 that cost 15.000, and a shift to sell it in."""
    goods = make.product("Gula", 17_500)
    make.bought(goods, 10, 150_000)
    make.shift(rina, 100_000)
    return goods


@pytest.fixture
def lemper(rina: Actor) -> tuple[int, int]:
    sari = make.consignor(fixed_idr=1_600)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina, 100_000)
    return sari, cake


def back(product_id: int, pieces: int = 1, **state: object) -> ReturnedForCash:
    return return_without_receipt(
        SYSTEM, [UnreceiptedItem(product_id, pieces * ONE, **state)], "Bu Tini", "salah barang", till_id=1
    )  # type: ignore[arg-type]


def booked(done: ReturnedForCash) -> str:
    return entry_of("sale_change", done.id)


def proven() -> list[object]:
    return [check for check in verify() if not check.ok]


def test_owned_goods_go_back_on_the_shelf_at_the_average_of_now(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 3), received_idr=52_500)
    make.bought(sugar, 3, 60_000)
    done = back(sugar)
    assert (done.number, done.cash_idr) == ("RT-26-000001", 17_500)
    assert booked(done) == "1141 D 16.500 / 4112 D 17.500 / 1101 K 17.500 / 5111 K 16.500"
    assert cash_flows(fetch("SELECT max(id) FROM journal_entry")[0][0]) == {"CUSTOMERS": -17_500}
    assert levels([sugar])[sugar].qty_milli == 11 * ONE
    assert proven() == []


def test_spoiled_goods_are_a_loss_and_a_member_has_her_own_accounts(rina: Actor, sugar: int) -> None:
    siti = make.member()
    make.sell(rina, (sugar, 1), received_idr=17_500, buyer=siti)
    items = [UnreceiptedItem(sugar, ONE, back_on_shelf=False)]
    done = return_without_receipt(SYSTEM, items, siti.name, "berbau", member_id=siti.person_id, till_id=1)
    assert booked(done) == "4102 D 17.500 / 5122 D 15.000 / 1101 K 17.500 / 5101 K 15.000"
    assert levels([sugar])[sugar].qty_milli == 9 * ONE
    assert member_purchases_idr(siti.person_id, clock.today()) == 0
    with pytest.raises(BuyerNotMember, match="Bu Sari tidak tercatat"):
        return_without_receipt(SYSTEM, items, "Bu Sari", "berbau", member_id=make.consignor(), till_id=1)
    assert proven() == []


def test_her_share_is_taken_from_what_waits_for_her(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    make.sell(rina, (cake, 10), received_idr=20_000)
    done = back(cake, 2, back_on_shelf=False)
    assert booked(done) == "2103(Bu Sari) D 3.200 / 4113 D 800 / 1101 K 4.000"
    assert cash_flows(fetch("SELECT max(id) FROM journal_entry")[0][0]) == {
        "CUSTOMERS": -800, "FOR_CONSIGNORS": -3_200,
    }  # fmt: skip
    assert levels([cake])[cake].qty_milli == 40 * ONE
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 8 * 1_600
    assert proven() == []


def test_when_all_of_hers_is_settled_it_is_a_carry(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    make.sell(rina, (cake, 10), received_idr=20_000)
    pay_settlement(SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.DRAWER, till_id=1)
    assert booked(back(cake)) == "1133(Bu Sari) D 1.600 / 4113 D 400 / 1101 K 2.000"
    make.sell(rina, (cake, 5), received_idr=10_000)
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 4 * 1_600
    assert levels([cake])[cake].qty_milli == 36 * ONE
    assert proven() == []


def test_the_shop_s_fault_leaves_her_share(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    make.sell(rina, (cake, 10), received_idr=20_000)
    assert booked(back(cake, back_on_shelf=False, fault=Fault.SHOP)) == "4113 D 400 / 5123 D 1.600 / 1101 K 2.000"
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 16_000
    with pytest.raises(ShopReplaces):
        back(cake, fault=Fault.SHOP)
    assert proven() == []


def test_the_lowest_price_it_was_sold_at_counts_and_her_part_of_that(rina: Actor) -> None:
    sari = make.consignor(percent_bp=1_500)
    cake = make.product("Kue", 10_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    make.shift(rina, 100_000)
    make.sell(rina, (cake, 2), received_idr=20_000)
    cart = make.cart((cake, 3)).with_line_discount(0, Discount(DiscountKind.AMOUNT, 4_000, "penyok"))
    checkout(make.cashier("Bu Ani", "7788", Role.SUPERVISOR), cart, 26_000, till_id=1)
    assert plan_without_receipt([UnreceiptedItem(cake, 2 * ONE)], clock.today()).total_idr == 17_333
    done = back(cake, 2)
    assert booked(done) == "2103(Bu Sari) D 14.733 / 4113 D 2.600 / 1101 K 17.300 / 7102 K 33"
    assert proven() == []


def test_a_fixed_share_is_never_more_than_she_got(rina: Actor) -> None:
    sari = make.consignor(fixed_idr=8_000)
    cake = make.product("Kue", 10_000, owner_id=sari)
    make.delivered(sari, cake, 20)
    make.shift(rina, 100_000)
    make.sell(rina, (cake, 2), received_idr=20_000)
    agree_terms(SYSTEM, sari, Terms(TermsModel.FIXED, None, 9_000, Bearer.SHOP), valid_from=clock.today())
    assert booked(back(cake)) == "2103(Bu Sari) D 8.000 / 4113 D 2.000 / 1101 K 10.000"


def test_only_what_was_sold_lately_and_is_still_out(rina: Actor, sugar: int, shop: FrozenClock) -> None:
    with pytest.raises(NotSoldLately, match="Gula belum pernah dijual dalam 30 hari"):
        back(sugar)
    voided = make.sell(rina, (sugar, 1), received_idr=17_500).sale
    void_sale(SYSTEM, voided.id, "dobel", till_id=1)
    with pytest.raises(NotSoldLately):
        back(sugar)
    sold = make.sell(rina, (sugar, 4), received_idr=70_000).sale
    return_goods(SYSTEM, sold.id, [ReturnItem(standing_sale(sold.id).lines[0].id, ONE)], "tidak jadi", till_id=1)
    back(sugar, 2)
    with pytest.raises(MoreThanSoldLately, match="tinggal 1, diminta 2"):
        back(sugar, 2)
    with pytest.raises(MoreThanSoldLately, match="tinggal 0, diminta 1"):
        return_without_receipt(
            SYSTEM, [UnreceiptedItem(sugar, ONE), UnreceiptedItem(sugar, ONE, False)], "Bu Tini", "salah", till_id=1
        )
    shop.pass_(days=30)
    today = clock.today()
    assert plan_without_receipt([UnreceiptedItem(sugar, ONE)], today).total_idr == 17_500
    with pytest.raises(NotSoldLately):
        plan_without_receipt([UnreceiptedItem(sugar, ONE)], today + timedelta(days=1))
    decide(SYSTEM, DAYS_WITHOUT_RECEIPT, 7)
    with pytest.raises(NotSoldLately, match="dalam 7 hari"):
        plan_without_receipt([UnreceiptedItem(sugar, ONE)], today)


def test_a_line_that_came_back_whole_sets_no_price(rina: Actor, ani: Actor, sugar: int) -> None:
    cheap = make.cart((sugar, 1)).with_line_discount(0, Discount(DiscountKind.AMOUNT, 7_500, "penyok"))
    sold = checkout(ani, cheap, 10_000, confirmed=CHEAP, till_id=1).sale
    make.sell(rina, (sugar, 1), received_idr=17_500)
    assert plan_without_receipt([UnreceiptedItem(sugar, ONE)], clock.today()).total_idr == 10_000
    return_goods(SYSTEM, sold.id, [ReturnItem(standing_sale(sold.id).lines[0].id, ONE)], "tidak jadi", till_id=1)
    assert plan_without_receipt([UnreceiptedItem(sugar, ONE)], clock.today()).total_idr == 17_500


def test_a_return_has_a_limit_which_is_the_shops(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 6), received_idr=105_000)
    with pytest.raises(TooMuchWithoutReceipt, match=r"paling banyak 100\.000 sekali, ini 105\.000"):
        back(sugar, 6)
    decide(SYSTEM, MOST_WITHOUT_RECEIPT_IDR, 105_000)
    assert back(sugar, 6).cash_idr == 105_000
    assert proven() == []


def test_the_policy_may_refuse_all_of_them(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    decide(SYSTEM, WITHOUT_RECEIPT, "refuse")
    with pytest.raises(ReceiptNeeded):
        back(sugar)
    with pytest.raises(ReceiptNeeded):
        plan_without_receipt([UnreceiptedItem(sugar, ONE)], clock.today())


def test_a_cashier_needs_a_supervisor_behind_her(rina: Actor, ani: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    items = [UnreceiptedItem(sugar, ONE)]
    with pytest.raises(NotPermitted):
        return_without_receipt(rina, items, "Bu Tini", "salah barang", till_id=1)
    assert fetch("SELECT count(*) FROM sale_change") == [(0,)]
    done = return_without_receipt(
        rina, items, "  Bu   Tini ", "salah barang", approval=Approval(ani, "kenal orangnya"), till_id=1
    )
    assert fetch("SELECT actor, approver, subject FROM audit WHERE act = 'return_without_receipt'") == [
        ("Bu Rina", "Bu Ani", done.number)
    ]
    assert fetch("SELECT buyer, reason FROM sale_change") == [("Bu Tini", "salah barang")]


@pytest.mark.parametrize(
    ("buyer", "reason", "pieces", "refusal"),
    [
        (" ", "salah", 1, BuyerMissing),
        ("Bu Tini", " ", 1, ReturnReasonMissing),
        ("Bu Tini", "salah", 0, NothingReturned),
        ("Bu Tini", "salah", -1, MoreThanSoldLately),
    ],
)
def test_what_is_missing_is_said(
    rina: Actor, sugar: int, buyer: str, reason: str, pieces: int, refusal: type[UserError]
) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    with pytest.raises(refusal):
        return_without_receipt(SYSTEM, [UnreceiptedItem(sugar, pieces * ONE)], buyer, reason, till_id=1)
    assert fetch("SELECT count(*) FROM sale_change") == [(0,)]


def test_goods_that_left_for_nothing_bring_nothing(rina: Actor, ani: Actor, sugar: int) -> None:
    gift = make.cart((sugar, 1)).with_line_discount(0, Discount(DiscountKind.AMOUNT, 17_460, "hadiah"))
    checkout(ani, gift, 0, confirmed=CHEAP, till_id=1)
    with pytest.raises(NothingToPay):
        back(sugar)


def test_the_drawer_must_hold_the_money_and_be_open(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 1), received_idr=17_500)
    cash_out(rina, CashOut.TO_SAFE, 110_000, "setor", till_id=1)
    with pytest.raises(DrawerShort):
        back(sugar)
    shift = open_shift(1)
    assert shift is not None
    assert expected_idr(shift.id) == 7_500


def test_without_a_shift_there_is_no_drawer(rina: Actor) -> None:
    with pytest.raises(NoShift):
        back(make.product("Gula", 17_500))


def test_the_slip_names_her_and_who_allowed_it(rina: Actor, ani: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    make.sell(rina, (cake, 3), received_idr=6_000)
    items = [UnreceiptedItem(cake, 2 * ONE, back_on_shelf=False)]
    done = return_without_receipt(rina, items, "Bu Tini", "basi", approval=Approval(ani, "basi"), till_id=1)
    lines = as_text(elements_of(done.print_job_id), 32).splitlines()
    assert lines[2].strip() == "RETUR TANPA STRUK"
    assert [
        line for line in lines if line.startswith(("RT-", "Disetujui", "Pembeli", "  2 pcs", "Tunai", "Alasan"))
    ] == [
        "RT-26-000001    24/11/2026 10.42",
        "Disetujui                 Bu Ani",
        "Pembeli                  Bu Tini",
        "  2 pcs . rusak            4.000",
        "Tunai kembali              4.000",
        "Alasan: basi",
    ]
    assert lines[-4:-1] == ["", " .............    .............", "    Bu Tini          Bu Rina"]
    assert "Barang di atas saya kembalikan" in lines


def test_the_shift_s_report_tells_it_apart(rina: Actor, sugar: int) -> None:
    make.sell(rina, (sugar, 2), received_idr=35_000)
    back(sugar)
    shift = open_shift(1)
    assert shift is not None
    report = shift_report(shift.id)
    assert (report.returned, report.without_receipt) == ((0, 0), (1, 17_500))
    lines = as_text(x_elements(report, 1, clock.now_text(), blind=False), 32).splitlines()
    assert [line for line in lines if line.startswith("Retur")] == [
        "Retur tanpa struk (1)     17.500",
        "Retur tanpa struk (1)    -17.500",
    ]
    assert [row.origin_kind for row in journal("RT-26")] == ["sale_change"]
    assert document_words("sale_change", 1, "RT-26-000001") == "Retur tanpa struk RT-26-000001"


def test_what_no_list_knows_needs_its_receipt(rina: Actor, ani: Actor, sugar: int) -> None:
    cart = permit_unlisted(rina, Cart.new(), "Pita kado", 4_000, approval=Approval(ani, "barang baru"))
    checkout(rina, cart, 4_000, till_id=1)
    with pytest.raises(UnlistedWithoutReceipt):
        back(UNLISTED_ID.get())


def tried(act: Callable[[], object]) -> bool:
    """Whether the shop let it happen; a refusal is as good an answer."""
    try:
        act()
    except UserError:
        return False
    return True


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_is_sold_settled_and_brought_back_the_books_hold(template: sqlite3.Connection, seed: int) -> None:
    dice = random.Random(seed)
    with memory_shop(template):
        keeper, siti = make.cashier(role=Role.ADMIN), make.member()
        sari = make.consignor(percent_bp=1_500, is_member=dice.random() < 0.5)
        dewi = make.consignor("Bu Dewi", fixed_idr=dice.randrange(500, 3_000))
        goods = [
            make.product("Beras", dice.randrange(900, 30_000)),
            make.product("Kue", dice.randrange(700, 9_000), owner_id=sari),
            make.product("Keripik", dice.randrange(3_000, 9_000), owner_id=dewi),
        ]
        make.bought(goods[0], 2, dice.randrange(1_000, 30_000))
        for owner, cake in ((sari, goods[1]), (dewi, goods[2])):
            make.delivered(owner, cake, 5)
        make.shift(keeper, 900_000)
        make.funded(500_000)
        let = 0
        for _act in range(14):
            picked = [(one, dice.randrange(1, 4)) for one in dice.sample(goods, dice.randrange(1, 4))]
            match dice.randrange(4):
                case 0:
                    buyer = siti if dice.random() < 0.5 else None
                    cart = make.cart(*picked, buyer=buyer)
                    if dice.random() < 0.5:
                        cart = cart.with_discount(Discount(DiscountKind.PERCENT, dice.randrange(1, 5_000), "acak"))
                    tried(partial(checkout, keeper, cart, cart.total_idr + 100, confirmed=CHEAP, till_id=1))
                case 1:
                    tried(
                        lambda: pay_settlement(
                            SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.SAFE, till_id=1
                        )
                    )
                case _:
                    items = [
                        UnreceiptedItem(one, pieces * ONE, dice.random() < 0.5, dice.choice(list(Fault)))
                        for one, pieces in picked
                    ]
                    member = siti.person_id if dice.random() < 0.3 else None
                    let += tried(
                        partial(return_without_receipt, SYSTEM, items, "Bu Tini", "acak", member_id=member, till_id=1)
                    )
            assert proven() == []
        sold = dict(fetch("SELECT product_id, sum(net_idr) FROM sale_line GROUP BY 1"))
        back_idr = dict(fetch("SELECT product_id, -sum(net_idr) FROM sale_change_line GROUP BY 1"))
        assert all(back_idr[one] <= sold[one] for one in back_idr)
        assert fetch("SELECT count(*) FROM sale_change") == [(let,)]


def test_a_member_brings_back_what_she_bought_herself(rina: Actor, ani: Actor) -> None:
    sugar, siti = make.product("Gula", 17_500), make.member()
    make.shift(rina, 200_000)
    make.sell(rina, (sugar, 1), buyer=siti, received_idr=17_500)
    make.sell(rina, (sugar, 4), received_idr=70_000)
    with pytest.raises(MoreThanSoldLately, match="tinggal 1, diminta 4"):
        return_without_receipt(
            ani, [UnreceiptedItem(sugar, 4 * ONE)], "Siti", "tidak jadi", member_id=siti.person_id, till_id=1
        )
    other = make.member("Lina Marliana")
    with pytest.raises(NotBoughtLately, match="Gula tidak dibeli atas nama Lina Marliana dalam 30 hari"):
        return_without_receipt(
            ani, [UnreceiptedItem(sugar, ONE)], "Lina", "tidak jadi", member_id=other.person_id, till_id=1
        )
    return_without_receipt(
        ani, [UnreceiptedItem(sugar, ONE)], "Siti", "tidak jadi", member_id=siti.person_id, till_id=1
    )
    assert member_purchases_idr(siti.person_id, clock.today()) == 0


def test_what_came_back_without_its_receipt_does_not_come_back_with_it(rina: Actor, ani: Actor) -> None:
    sari = make.consignor("Bu Sari", fixed_idr=1_600)
    lemper = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, lemper, 10)
    make.shift(rina, 200_000)
    sale = make.sell(rina, (lemper, 10), received_idr=20_000).sale
    return_without_receipt(ani, [UnreceiptedItem(lemper, 8 * ONE)], "Ani", "salah hitung", till_id=1)
    line = standing_sale(sale.id).lines[0].id
    for act in (
        lambda: return_goods(ani, sale.id, [ReturnItem(line, 3 * ONE)], "tidak jadi", till_id=1),
        lambda: void_sale(ani, sale.id, "dobel", till_id=1),
    ):
        with pytest.raises(BackAlready, match=r"Lemper yang masih di luar tinggal 2: yang lain sudah kembali"):
            act()
    return_goods(ani, sale.id, [ReturnItem(line, 2 * ONE)], "tidak jadi", till_id=1)
    assert levels([lemper])[lemper].qty_milli == 10 * ONE
    assert all(check.ok for check in verify())


def test_a_member_s_purchases_never_fall_below_nothing(rina: Actor, ani: Actor, sugar: int) -> None:
    siti = make.member()
    make.sell(rina, (sugar, 1), received_idr=17_500)
    sale = make.sell(rina, (sugar, 1), buyer=siti, received_idr=17_500).sale
    return_without_receipt(
        ani, [UnreceiptedItem(sugar, ONE)], "Siti", "tidak jadi", member_id=siti.person_id, till_id=1
    )
    line = standing_sale(sale.id).lines[0].id
    with pytest.raises(BackAlready, match="Gula yang masih di luar tinggal 0"):
        return_goods(ani, sale.id, [ReturnItem(line, ONE)], "tidak jadi", till_id=1)
    assert member_purchases_idr(siti.person_id, clock.today()) == 0


def test_no_half_piece_comes_back(rina: Actor, ani: Actor) -> None:
    sugar, eggs = make.product("Gula", 17_500), make.product("Telur", 28_000, by_weight=True, unit="kg")
    make.shift(rina, 200_000)
    sale = make.sell(rina, (sugar, 2), (eggs, 1), received_idr=63_000).sale
    first, second = (line.id for line in standing_sale(sale.id).lines)
    with pytest.raises(WholeOnly, match="Gula dijual per pcs utuh"):
        return_goods(ani, sale.id, [ReturnItem(first, 500)], "tidak jadi", till_id=1)
    with pytest.raises(WholeOnly, match="Gula dijual per pcs utuh"):
        return_without_receipt(ani, [UnreceiptedItem(sugar, 500)], "Ani", "tidak jadi", till_id=1)
    return_goods(ani, sale.id, [ReturnItem(second, 500)], "pecah sebagian", till_id=1)
    assert entry_of("sale_change", 1) == "4112 D 14.000 / 1101 K 14.000"


def test_never_more_money_comes_back_than_was_paid(rina: Actor, ani: Actor) -> None:
    """Goods of a dear sale came back without a receipt; those of a later, cheap one are not paid back dearly."""
    sugar, siti = make.product("Gula", 17_500), make.member()
    make.shift(rina, 200_000)
    make.sell(rina, (sugar, 1), buyer=siti, received_idr=17_500)
    return_without_receipt(ani, [UnreceiptedItem(sugar, ONE)], "Bu Tini", "tidak jadi", till_id=1)
    cheap = make.cart((sugar, 1)).with_discount(Discount(DiscountKind.AMOUNT, 7_500, "kemasan penyok"))
    checkout(make.cashier("Bu Kepala", "7531", Role.SUPERVISOR), cheap, 10_000, confirmed=CHEAP, till_id=1)
    with pytest.raises(PaidBackAlready, match=r"Gula yang masih di luar tinggal seharga 10\.000, diminta 17\.500"):
        return_without_receipt(
            ani, [UnreceiptedItem(sugar, ONE)], "Siti", "tidak jadi", member_id=siti.person_id, till_id=1
        )
    return_without_receipt(ani, [UnreceiptedItem(sugar, ONE)], "Bu Tini", "tidak jadi", till_id=1)
    assert fetch("SELECT -sum(net_idr) FROM sale_change_line") == [(27_500,)]
