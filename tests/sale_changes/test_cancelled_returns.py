"""Returns taken back in their shift: the receipt as it was before them, and a sentence where that is too late."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.cashbook.operations import transfer
from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import pay_settlement, settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Actor, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.operations import AlreadyVoided, ReasonMissing
from pkkmart.ledger.queries import trial_balance
from pkkmart.printing.queries import elements_of
from pkkmart.printing.slip import WIDTHS, DrawerKick, as_text
from pkkmart.receivables.operations import repay, set_limit
from pkkmart.receivables.queries import owed_idr
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, return_goods, void_sale
from pkkmart.sale_changes.operations.cancelling import (
    CorrectedSinceReturn,
    ReturnedSince,
    ReturnOfOtherShift,
    ReturnSettled,
    cancel_return,
)
from pkkmart.sale_changes.operations.returns import Returned
from pkkmart.sale_changes.queries.returns import standing_returns
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sale_changes.returns import Fault
from pkkmart.sale_changes.slip import cancelled_return_elements
from pkkmart.sales.cart import Member
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.sales.shift_report import x_elements
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.savings.operations import SavingsUsedSince, deposit, withdraw
from pkkmart.savings.queries import balances
from pkkmart.savings.rules import SavingsKind
from pkkmart.stock.operations import GoodsGone
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock, memory_shop
from tests.sale_changes.test_return_papers import RETURNED, on_paper


@pytest.fixture
def rina(shop: object) -> Actor:
    return make.cashier()


@pytest.fixture
def ani(rina: Actor) -> Actor:
    return make.cashier("Bu Ani", "7788", Role.SUPERVISOR)


@pytest.fixture
def endang(rina: Actor) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


@pytest.fixture
def siti(rina: Actor) -> Member:
    member = make.member()
    deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 500_000, CashPlace.SAFE, till_id=1)
    set_limit(SYSTEM, member.person_id, 300_000, "rapat pengurus", till_id=1)
    return member


@pytest.fixture
def sugar(rina: Actor) -> int:
    """Sugar at 17.500 that cost 15.000, and a shift to sell it in."""
    goods = make.product("Gula", 17_500)
    make.bought(goods, 10, 150_000)
    make.shift(rina, 100_000)
    return goods


@pytest.fixture
def lemper(rina: Actor) -> tuple[int, int]:
    sari = make.consignor(fixed_idr=1_600, is_member=True)
    cake = make.product("Lemper", 2_000, owner_id=sari)
    make.delivered(sari, cake, 50)
    make.shift(rina, 100_000)
    return sari, cake


def back(sale_id: int, qty_milli: int | None = None, **how: object) -> Returned:
    """So much of the first line of a receipt, or all that is left of every line."""
    lines = standing_sale(sale_id).lines
    items = [ReturnItem(line.id, line.left_milli) for line in lines if line.left_milli]
    if qty_milli is not None:
        items = [ReturnItem(lines[0].id, qty_milli)]
    return return_goods(SYSTEM, sale_id, items, "salah barang", **how, till_id=1)  # type: ignore[arg-type]


def books() -> object:
    """All that a return touches: every account, the drawer, goods and money people keep with the shop."""
    today = clock.today()
    shift = open_shift(1)
    return (
        {row.code: row.closing_idr for row in trial_balance(today, today) if row.closing_idr},
        expected_idr(shift.id) if shift else None,
        fetch("SELECT product_id, sum(qty_milli), sum(value_idr) FROM stock_move GROUP BY product_id ORDER BY 1"),
        fetch("SELECT person_id, account_id, sum(amount_idr), sum(qty_milli) FROM consignment_line GROUP BY 1, 2"),
        fetch("SELECT debt_id, sum(amount_idr) FROM receivable_item GROUP BY debt_id HAVING sum(amount_idr) <> 0"),
        fetch("SELECT member_id, kind, sum(amount_idr) FROM savings_line GROUP BY 1, 2 HAVING sum(amount_idr) <> 0"),
    )


def proven() -> list[object]:
    return [check for check in verify() if not check.ok]


def test_owned_goods_go_out_again_and_the_money_is_in_the_drawer(rina: Actor, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 2), received_idr=35_000).sale
    before, receipt = books(), standing_sale(sold.id)
    done = back(sold.id, ONE)
    assert cancel_return(SYSTEM, done.id, "salah baris", till_id=1) == "BT-26-000001"
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert (books(), standing_sale(sold.id)) == (before, receipt)
    assert fetch("SELECT act, subject FROM audit ORDER BY id DESC LIMIT 1") == [("cancel_return", "RJ-26-000001")]
    assert proven() == []


def test_the_slip_says_what_the_buyer_brings_back(rina: Actor, siti: Member, sugar: int) -> None:
    others = [Paid(Tender.SAVINGS, 10_000), Paid(Tender.RECEIVABLE, 7_000)]
    sold = make.sell(rina, (sugar, 2), buyer=siti, others=others, received_idr=18_000).sale
    done = back(sold.id)
    cancel_return(SYSTEM, done.id, "salah struk", till_id=1)
    (job,) = fetch("SELECT id, title, origin_kind FROM print_job WHERE kind = 'return_void'")
    assert job[1:] == ("BT-26-000001", "void")
    elements = elements_of(job[0])
    assert elements[0] == DrawerKick(), "money is put into it"
    text = [" ".join(line.split()) for line in as_text(elements, 32).splitlines()]
    for told in (
        "RETUR BATAL", "Retur RJ-26-000001", f"Struk asal {sold.number}", "Anggota Siti Wahyuni", "2 pcs 35.000",
        "Bon dicatat lagi 7.000", "Ditarik dari simpanan 10.000", "Tunai dari pembeli 18.000", "Alasan: salah struk",
    ):  # fmt: skip
        assert told in text, told


@pytest.mark.parametrize("columns", WIDTHS)
def test_the_slip_fits_every_paper(shop: object, columns: int) -> None:
    elements = cancelled_return_elements(
        RETURNED, "BT-26-000009", RETURNED.recorded_at, "salah struk", RETURNED.cashier
    )
    lines = [" ".join(line.split()) for line in on_paper(elements, columns)]
    for told in ("Tunai dari pembeli 100.000", "Masuk lagi ke bank 600.030", "12 loyang 1.234.500"):
        assert told in lines, told


def test_spoiled_goods_are_no_loss_any_more(rina: Actor, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 1), received_idr=17_500).sale
    before = books()
    item = ReturnItem(standing_sale(sold.id).lines[0].id, ONE, back_on_shelf=False)
    done = return_goods(SYSTEM, sold.id, [item], "rusak", till_id=1)
    cancel_return(SYSTEM, done.id, "tidak rusak", till_id=1)
    assert entry_of("void", 1) == "1101 D 17.500 / 5111 D 15.000 / 4112 K 17.500 / 5122 K 15.000"
    assert books() == before
    assert proven() == []


def test_her_share_is_owed_again_in_the_account_it_waited_in(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000).sale
    before = books()
    cancel_return(SYSTEM, back(sold.id, 2 * ONE).id, "salah baris", till_id=1)
    assert entry_of("void", 1) == "1101 D 4.000 / 2102(Bu Sari) K 3.200 / 4103 K 800"
    assert books() == before
    assert settle(SYSTEM, sari, clock.today()).amount_idr == 10 * 1_600
    assert proven() == []


def test_a_carry_on_her_next_settlement_is_gone(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000).sale
    pay_settlement(SYSTEM, settle(SYSTEM, sari, clock.today()).id, CashPlace.DRAWER, till_id=1)
    done = back(sold.id, 2 * ONE)
    cancel_return(SYSTEM, done.id, "salah baris", till_id=1)
    assert entry_of("void", 1) == "1101 D 4.000 / 1133(Bu Sari) K 3.200 / 4103 K 800"
    assert proven() == []


def test_what_the_shop_replaced_is_its_own_again(rina: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    sold = make.sell(rina, (cake, 10), received_idr=20_000).sale
    before = books()
    item = ReturnItem(standing_sale(sold.id).lines[0].id, ONE, back_on_shelf=False, fault=Fault.SHOP)
    cancel_return(SYSTEM, return_goods(SYSTEM, sold.id, [item], "terinjak", till_id=1).id, "salah baris", till_id=1)
    assert entry_of("void", 1) == "1101 D 2.000 / 4103 K 400 / 5123 K 1.600"
    assert books() == before


def test_a_bon_is_owed_again_and_what_went_to_sukarela_is_drawn(rina: Actor, siti: Member, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 2), buyer=siti, others=[Paid(Tender.RECEIVABLE, 35_000)]).sale
    repay(rina, siti.person_id, 30_000, CashPlace.DRAWER, till_id=1)
    done = back(sold.id)
    assert (owed_idr(siti.person_id), balances(siti.person_id).voluntary_idr) == (0, 530_000)
    cancel_return(SYSTEM, done.id, "salah struk", till_id=1)
    assert entry_of("void", 1) == (
        "1131(Siti Wahyuni) D 5.000 / 2111(Siti Wahyuni) D 30.000 / 5101 D 30.000 / 1141 K 30.000 / 4102 K 35.000"
    )
    assert (owed_idr(siti.person_id), balances(siti.person_id).voluntary_idr) == (5_000, 500_000)
    assert proven() == []


def test_savings_drawn_since_refuse_it(rina: Actor, siti: Member, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 1), buyer=siti, received_idr=17_500).sale
    done = back(sold.id, to_savings=True)
    make.funded(600_000)
    withdraw(SYSTEM, siti.person_id, 510_000, CashPlace.SAFE, till_id=1)
    refused(SavingsUsedSince, "RJ-26-000001", done.id)


def test_money_sent_by_bank_takes_the_treasurer(rina: Actor, ani: Actor, endang: Actor, sugar: int) -> None:
    make.funded(500_000)
    transfer(SYSTEM, CashPlace.SAFE, CashPlace.TRANSIT, 500_000, till_id=1)
    transfer(SYSTEM, CashPlace.TRANSIT, CashPlace.BANK, 500_000, till_id=1)
    sold = make.sell(rina, (sugar, 1), others=[Paid(Tender.QRIS, 17_500)]).sale
    before = books()
    done = back(sold.id, by_bank=True, reference="BCA 77")
    with pytest.raises(NotPermitted):
        cancel_return(ani, done.id, "salah struk", till_id=1)
    cancel_return(rina, done.id, "salah struk", approval=Approval(endang, "uangnya sudah masuk"), till_id=1)
    assert entry_of("void", 1) == "1111 D 17.500 / 5111 D 15.000 / 1141 K 15.000 / 4112 K 17.500"
    assert books() == before
    shift = open_shift(1)
    assert shift is not None
    assert shift_report(shift.id).by_bank == (0, 0)
    assert proven() == []


def refused(refusal: type[UserError], words: str, return_id: int) -> None:
    """It is refused with a sentence, and nothing is written."""
    before, voided = books(), fetch("SELECT count(*) FROM voided_document")
    with pytest.raises(refusal, match=words):
        cancel_return(SYSTEM, return_id, "salah baris", till_id=1)
    assert (books(), fetch("SELECT count(*) FROM voided_document")) == (before, voided)
    assert proven() == []


def test_who_may_and_why(rina: Actor, ani: Actor, sugar: int) -> None:
    done = back(make.sell(rina, (sugar, 1), received_idr=17_500).sale.id)
    with pytest.raises(NotPermitted):
        cancel_return(rina, done.id, "salah baris", till_id=1)
    with pytest.raises(ReasonMissing):
        cancel_return(ani, done.id, "  ", till_id=1)
    cancel_return(rina, done.id, "salah baris", approval=Approval(ani, "salah baris"), till_id=1)
    refused(AlreadyVoided, "sudah dibatalkan dengan BT-26-000001", done.id)


def test_another_shift_sells_it_anew(rina: Actor, sugar: int) -> None:
    done = back(make.sell(rina, (sugar, 1), received_idr=17_500).sale.id)
    shift = open_shift(1)
    assert shift is not None
    count_drawer(rina, shift.id, {100_000: 1})
    close_shift(rina, shift.id)
    words = "bukan dari sif yang terbuka sekarang.* Jual lagi barangnya dengan struk baru"
    with pytest.raises(ReturnOfOtherShift, match=words):
        cancel_return(SYSTEM, done.id, "salah baris", till_id=1)
    make.shift(rina, 100_000)
    refused(ReturnOfOtherShift, f"{done.number} {words}", done.id)


def test_what_was_settled_since_stays(rina: Actor, lemper: tuple[int, int]) -> None:
    sari, cake = lemper
    done = back(make.sell(rina, (cake, 10), received_idr=20_000).sale.id, ONE)
    settle(SYSTEM, sari, clock.today())
    refused(ReturnSettled, "RJ-26-000001 .* sudah dihitung di PT-26-000001", done.id)


def test_the_last_return_of_a_receipt_goes_first(rina: Actor, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 3), received_idr=52_500).sale
    before = books()
    first, second, third = (back(sold.id, ONE) for _part in range(3))
    refused(ReturnedSince, "RJ-26-000001 .* diretur lagi dengan RJ-26-000003", first.id)
    refused(ReturnedSince, "Batalkan RJ-26-000003 dulu", second.id)
    for done in (third, second, first):
        cancel_return(SYSTEM, done.id, "salah struk", till_id=1)
    assert books() == before
    assert proven() == []


def test_a_move_of_the_rest_since_refuses_it_and_one_before_does_not(
    rina: Actor, lemper: tuple[int, int], frozen: FrozenClock
) -> None:
    _sari, cake = lemper
    tuti = make.consignor("Bu Tuti", fixed_idr=1_500)
    other = make.product("Arem-arem", 2_000, owner_id=tuti)
    make.delivered(tuti, other, 20)
    sold = make.sell(rina, (cake, 5), received_idr=10_000).sale
    line_id = standing_sale(sold.id).lines[0].id
    correct_owner(SYSTEM, sold.id, line_id, other, ONE, "tertukar", till_id=1)
    frozen.pass_(minutes=1)
    before, done = books(), back(sold.id, ONE)
    cancel_return(SYSTEM, done.id, "salah struk", till_id=1)
    assert books() == before
    moved = return_goods(SYSTEM, sold.id, [ReturnItem(standing_sale(sold.id).lines[1].id, ONE)], "basi", till_id=1)
    assert entry_of("sale_change", moved.id).startswith("2103(Bu Tuti) D 1.500")
    cancel_return(SYSTEM, moved.id, "salah baris", till_id=1)
    assert books() == before
    again = back(sold.id, ONE)
    frozen.pass_(minutes=1)
    correct_owner(SYSTEM, sold.id, line_id, other, ONE, "tertukar", till_id=1)
    refused(CorrectedSinceReturn, "sisa Lemper di struknya sudah dipindah ke ibu lain di SI-26-000002", again.id)


def test_what_came_later_is_told_by_entry_and_not_by_the_clock(
    rina: Actor, lemper: tuple[int, int], frozen: FrozenClock
) -> None:
    """A move after a return refuses its cancellation, though the clock was set back between the two."""
    _sari, cake = lemper
    other = make.product("Risoles", 2_000, owner_id=make.consignor("Bu Ani", percent_bp=1_000))
    sold = make.sell(rina, (cake, 3), received_idr=6_000).sale
    line_id = standing_sale(sold.id).lines[0].id
    correct_owner(SYSTEM, sold.id, line_id, other, ONE, "tertukar", till_id=1)
    frozen.pass_(hours=-3)
    first = back(sold.id, ONE)
    frozen.pass_(hours=-3)
    cancel_return(SYSTEM, first.id, "salah struk", till_id=1)
    again = back(sold.id, ONE)
    frozen.pass_(hours=-3)
    correct_owner(SYSTEM, sold.id, line_id, other, ONE, "tertukar", till_id=1)
    refused(CorrectedSinceReturn, "sisa Lemper di struknya sudah dipindah ke ibu lain di SI-26-000002", again.id)
    shift = open_shift(1)
    assert shift is not None
    assert [row.number for row in standing_returns(shift.id)] == [again.number]


def test_goods_the_shelf_has_no_more_refuse_it(rina: Actor, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 10), received_idr=175_000).sale
    done = back(sold.id, ONE)
    make.sell(rina, (sugar, 1), received_idr=17_500)
    refused(GoodsGone, "RJ-26-000001 tidak bisa dibatalkan: 1 Gula harus keluar lagi", done.id)


def test_a_receipt_whose_return_was_cancelled_can_be_voided(rina: Actor, lemper: tuple[int, int]) -> None:
    _sari, cake = lemper
    before = sums()
    sold = make.sell(rina, (cake, 3), received_idr=6_000).sale
    cancel_return(SYSTEM, back(sold.id).id, "salah struk", till_id=1)
    assert void_sale(SYSTEM, sold.id, "dobel", till_id=1) == "BT-26-000002"
    assert sums() == before
    assert proven() == []


def sums() -> tuple[dict[int, int], int]:
    """The accounts, a return (4102, 4112) with the sale it takes back, and what should lie in the drawer."""
    today, shift = clock.today(), open_shift(1)
    assert shift is not None
    accounts: dict[int, int] = {}
    for row in trial_balance(today, today):
        code = {4102: 4101, 4112: 4111}.get(row.code, row.code)
        accounts[code] = accounts.get(code, 0) + row.closing_idr
    return {code: amount for code, amount in accounts.items() if amount}, expected_idr(shift.id)


def test_the_report_of_the_shift_leaves_cancelled_returns_out(rina: Actor, sugar: int) -> None:
    kept, wrong = (make.sell(rina, (sugar, 1), received_idr=17_500).sale for _sale in range(2))
    back(kept.id)
    cancel_return(SYSTEM, back(wrong.id).id, "salah struk", till_id=1)
    shift = open_shift(1)
    assert shift is not None
    report = shift_report(shift.id)
    assert report.returned == (1, 17_500)
    assert [one.number for one in standing_returns(shift.id)] == ["RJ-26-000001"]
    text = [
        " ".join(line.split())
        for line in as_text(x_elements(report, 1, clock.now_text(), blind=False), 32).splitlines()
    ]
    assert "Retur (1) 17.500" in text


def test_the_proof_finds_a_cancelled_return_that_left_goods(rina: Actor, sugar: int) -> None:
    sold = make.sell(rina, (sugar, 1), received_idr=17_500).sale
    cancel_return(SYSTEM, back(sold.id).id, "salah struk", till_id=1)
    row = "product_id, location_id, qty_milli, value_idr, reason, origin_kind, origin_id, business_date, recorded_at"
    db.execute_sql(
        f"INSERT INTO stock_move ({row}) SELECT product_id, location_id, -1000, 0, 'VOID', 'void', 1, business_date,"
        " recorded_at FROM stock_move ORDER BY id LIMIT 1"
    )
    names = [check.name for check in verify() if not check.ok]
    assert "Retur yang dibatalkan tidak meninggalkan apa pun" in names


@settings(deadline=None, max_examples=12)
@given(
    st.integers(1, 40), st.integers(101, 9_999), st.integers(0, 3),
    st.lists(st.tuples(st.integers(1, 12), st.booleans(), st.booleans()), min_size=1, max_size=5),
)  # fmt: skip
def test_returned_cancelled_and_returned_whole_ends_at_zero(
    template: sqlite3.Connection, pieces: int, price: int, discount: int, parts: list[tuple[int, bool, bool]]
) -> None:
    """However parts come back, and whichever of them are taken back, all of a receipt in the end is nothing."""
    with clock.using(FrozenClock()), memory_shop(template):
        rina = make.cashier()
        sari = make.consignor(percent_bp=1_730)
        member = make.member()
        deposit(SYSTEM, member.person_id, SavingsKind.VOLUNTARY, 50_000, CashPlace.SAFE, till_id=1)
        cake, rice = make.product("Lemper", price, owner_id=sari), make.product("Beras", price + discount)
        make.delivered(sari, cake, 60)
        make.bought(rice, 7, 7 * price - discount)
        make.shift(rina, 2_000_000)
        before = sums()
        others = [Paid(Tender.SAVINGS, min(price, 50_000))]
        sale = make.sell(rina, (cake, pieces), (rice, 3), buyer=member, others=others).sale
        kept: list[int] = []
        for wanted, cancel, shelved in parts:
            lines = [line for line in standing_sale(sale.id).lines if line.left_milli]
            items = [ReturnItem(line.id, min(wanted * ONE, line.left_milli), shelved) for line in lines]
            if not items:
                break
            kept.append(return_goods(SYSTEM, sale.id, items, "salah", till_id=1).id)
            if cancel:
                cancel_return(SYSTEM, kept.pop(), "salah baris", till_id=1)
        for done in reversed(kept):
            cancel_return(SYSTEM, done, "salah struk", till_id=1)
        for again in (True, False):
            last = back(sale.id)
            assert [line.left_milli for line in standing_sale(sale.id).lines] == [0, 0]
            assert sums() == before
            if again:
                cancel_return(SYSTEM, last.id, "salah struk", till_id=1)
        assert proven() == []
