"""Koreksi penitip: the entry of 2.1, a settled line, a part of one, and what later reads the sale afterwards."""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable

import peewee
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.consignment.operations import agree_terms, cancel_settlement, settle
from pkkmart.consignment.queries import settlement_view, statement, unsettled_lines
from pkkmart.consignment.rules import Bearer, Terms, TermsModel
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM, Approval
from pkkmart.core.db import db, fetch
from pkkmart.core.errors import NotPermitted, UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, balances_by_person, entries_of
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.reports.queries import consignment_recap, sales_recap
from pkkmart.sale_changes.checks import CHECKS
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, return_goods
from pkkmart.sale_changes.operations.cancelling import OwnerCorrectedSince, void_sale
from pkkmart.sale_changes.operations.limits import BackAlready
from pkkmart.sale_changes.operations.owners import (
    MoreThanLeft,
    OtherPrice,
    OwnerOfVoided,
    OwnerReasonMissing,
    SameOwner,
)
from pkkmart.sale_changes.operations.returns import LineCorrectedSince, MoreThanSold
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.lately_sold import lately_sold
from pkkmart.sale_changes.queries.other_owners import candidates
from pkkmart.sale_changes.queries.returns import return_view
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.lines import Discount, DiscountKind, WholeOnly
from pkkmart.sales.operations import checkout
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.stock.queries import levels
from pkkmart.till.operations import NoShift, close_shift, count_drawer
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_of
from tests.conftest import FrozenClock, memory_shop


class TwoConsignors:
    """Bu Sari (setor 1.600) and Bu Ani (1.700), each with ten lemper at 2.000, and the co-op's own at 2.000."""

    def __init__(self, *, are_members: bool = True) -> None:
        self.rina = make.cashier()
        self.sari = make.consignor("Bu Sari", fixed_idr=1_600, is_member=are_members)
        self.ani = make.consignor("Bu Ani", fixed_idr=1_700, is_member=are_members)
        self.lemper = make.product("Lemper", 2_000, owner_id=self.sari)
        self.arem = make.product("Arem-arem", 2_000, owner_id=self.ani)
        self.water = make.product("Air minum", 2_000)
        make.delivered(self.sari, self.lemper, 10)
        make.delivered(self.ani, self.arem, 10)
        make.bought(self.water, 10, 12_000)
        self.shift_id = make.shift(self.rina, 50_000).id

    def sold(self, product_id: int, pieces: int = 1) -> int:
        return make.sell(self.rina, (product_id, pieces), received_idr=pieces * 2_000).sale.id

    def move(self, sale_id: int, to: int, pieces: int = 1, at: int = 0) -> str:
        """The entry of a move of the line at a place of the receipt."""
        line = standing_sale(sale_id).lines[at]
        return entry_of(
            "sale_change", correct_owner(SYSTEM, sale_id, line.id, to, pieces * ONE, "salah tekan", till_id=1).id
        )

    def back(self, sale_id: int, pieces: int = 1, at: int = 0) -> str:
        """The entry of a return of the line at a place of the receipt."""
        item = ReturnItem(standing_sale(sale_id).lines[at].id, pieces * ONE)
        return entry_of("sale_change", return_goods(SYSTEM, sale_id, [item], "tidak jadi", till_id=1).id)

    def shelf(self, *products: int) -> list[int]:
        known = levels(products)
        return [known[product].qty_milli // ONE for product in products]

    def parts(self, sale_id: int) -> list[tuple[str, str, int]]:
        return [(line.name, line.owner, line.left_milli // ONE) for line in standing_sale(sale_id).lines]


@pytest.fixture
def owners(shop: object) -> TwoConsignors:
    return TwoConsignors()


def holds() -> bool:
    wrong = [f"{check.name}: {check.figure}" for check in verify() if not check.ok]
    assert wrong == []
    return True


@pytest.mark.worked_entry("wrong-consignor")
def test_wrong_tile_the_cake_was_the_other_consignor_s(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    assert owners.move(sale, owners.arem) == "2102(Bu Sari) D 1.600 / 4103 D 100 / 2102(Bu Ani) K 1.700"
    told = fetch("SELECT name, qty_milli, fault, back_on_shelf FROM sale_change_line ORDER BY id")
    assert told == [("Lemper", -ONE, None, 1), ("Arem-arem", ONE, None, None)], "nothing was faulty"
    assert fetch(
        "SELECT c.number, b.owner_id, b.qty_milli, b.net_idr, b.share_idr, b.commission_idr FROM sale_change_line b"
        " JOIN sale_change c ON c.id = b.sale_change_id ORDER BY b.line_no"
    ) == [
        ("SI-26-000001", owners.sari, -ONE, -2_000, -1_600, -400),
        ("SI-26-000001", owners.ani, ONE, 2_000, 1_700, 300),
    ]
    assert owners.shelf(owners.lemper, owners.arem) == [10, 9]
    assert owners.parts(sale) == [("Arem-arem", "Bu Ani", 1)]
    assert expected_idr(owners.shift_id) == 52_000, "no cash moved"
    today = clock.today()
    assert [(row.name, row.qty_milli, row.gross_idr, row.share_idr) for row in unsettled_lines(owners.ani, today)] == [
        ("Arem-arem", ONE, 2_000, 1_700)
    ]
    assert statement(owners.sari, today, today).closing_idr == 0
    assert [(line.gross_idr, line.share_idr) for line in statement(owners.ani, today, today).lines] == [(2_000, 1_700)]
    assert holds()


def test_consignors_who_are_no_members(shop: object) -> None:
    owners = TwoConsignors(are_members=False)
    sale = owners.sold(owners.lemper)
    assert owners.move(sale, owners.arem) == "2103(Bu Sari) D 1.600 / 4113 D 100 / 2103(Bu Ani) K 1.700"
    assert holds()


def test_what_is_settled_already_comes_off_her_next_settlement(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    settled = settle(SYSTEM, owners.sari, clock.today())
    assert owners.move(sale, owners.arem) == "1133(Bu Sari) D 1.600 / 4103 D 100 / 2102(Bu Ani) K 1.700"
    assert settlement_view(settled.id).total_idr == 1_600
    owners.sold(owners.lemper, 2)
    assert settlement_view(settle(SYSTEM, owners.sari, clock.today()).id).total_idr == 1_600
    hers = settle(SYSTEM, owners.ani, clock.today())
    assert owners.move(sale, owners.lemper) == "1133(Bu Ani) D 1.700 / 2102(Bu Sari) K 1.600 / 4103 K 100"
    cancel_settlement(SYSTEM, hers.id, "keliru")
    rows = unsettled_lines(owners.ani, clock.today())
    assert [(row.kind, row.gross_idr, row.share_idr) for row in rows] == [
        ("SOLD", 2_000, 1_700), ("RETURNED", 0, -1_700)
    ]  # fmt: skip
    assert holds()


def test_a_part_of_the_line_and_returns_from_the_right_consignor(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 5)
    assert owners.move(sale, owners.arem, 2) == "2102(Bu Sari) D 3.200 / 4103 D 200 / 2102(Bu Ani) K 3.400"
    assert owners.parts(sale) == [("Lemper", "Bu Sari", 3), ("Arem-arem", "Bu Ani", 2)]
    assert owners.back(sale, at=1) == "2102(Bu Ani) D 1.700 / 4103 D 300 / 1101 K 2.000"
    assert [(line.name, line.owner) for line in return_view(2).lines] == [("Arem-arem", "Bu Ani")]
    assert owners.back(sale, 3) == "2102(Bu Sari) D 4.800 / 4103 D 1.200 / 1101 K 6.000"
    assert owners.shelf(owners.lemper, owners.arem) == [10, 9]
    with pytest.raises(MoreThanSold, match="tinggal 1 yang bisa diretur"):
        owners.back(sale, 2, at=1)
    assert owners.back(sale, at=1) == "2102(Bu Ani) D 1.700 / 4103 D 300 / 1101 K 2.000"
    assert balances_by_person(Account.MEMBER_CONSIGNOR_PAYABLE) == {}
    assert balance_idr(Account.MEMBER_COMMISSION) == 0
    assert holds()


def test_moved_twice_ends_at_the_last_consignor(owners: TwoConsignors) -> None:
    tini = make.consignor("Bu Tini", percent_bp=1_000)
    risol = make.product("Risol", 2_000, owner_id=tini)
    sale = owners.sold(owners.lemper, 3)
    owners.move(sale, owners.arem, 2)
    assert owners.move(sale, risol, at=1) == "2102(Bu Ani) D 1.700 / 4103 D 300 / 2103(Bu Tini) K 1.800 / 4113 K 200"
    assert owners.parts(sale) == [("Lemper", "Bu Sari", 1), ("Arem-arem", "Bu Ani", 1), ("Risol", "Bu Tini", 1)]
    assert owners.move(sale, owners.lemper, at=2) == (
        "2103(Bu Tini) D 1.800 / 4113 D 200 / 2102(Bu Sari) K 1.600 / 4103 K 400"
    )
    assert owners.parts(sale) == [("Lemper", "Bu Sari", 1), ("Arem-arem", "Bu Ani", 1), ("Lemper", "Bu Sari", 1)]
    assert owners.back(sale, at=2) == "2102(Bu Sari) D 1.600 / 4103 D 400 / 1101 K 2.000"
    assert owners.shelf(owners.lemper, owners.arem, risol) == [9, 9, 0]
    assert holds()


def test_a_return_of_what_is_settled_for_the_right_consignor(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    owners.move(sale, owners.arem)
    settle(SYSTEM, owners.ani, clock.today())
    assert owners.back(sale) == "1133(Bu Ani) D 1.700 / 4103 D 300 / 1101 K 2.000"
    assert holds()


def test_the_co_op_s_own_goods_were_a_consignor_s_and_back(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.water, 2)
    assert owners.move(sale, owners.arem) == (
        "1141 D 1.200 / 4111 D 2.000 / 2102(Bu Ani) K 1.700 / 4103 K 300 / 5111 K 1.200"
    )
    assert owners.shelf(owners.water, owners.arem) == [9, 9]
    assert owners.back(sale, at=1) == "2102(Bu Ani) D 1.700 / 4103 D 300 / 1101 K 2.000"
    other = owners.sold(owners.lemper)
    assert owners.move(other, owners.water) == (
        "2102(Bu Sari) D 1.600 / 4103 D 400 / 5111 D 1.200 / 1141 K 1.200 / 4111 K 2.000"
    )
    assert owners.back(other) == "1141 D 1.200 / 4112 D 2.000 / 1101 K 2.000 / 5111 K 1.200"
    assert holds()
    assert shift_report(owners.shift_id).consigned_idr == 2_000, "of 6.000 sold, 2.000 was a consignor's"


def test_a_discount_by_hand_goes_with_the_part(owners: TwoConsignors) -> None:
    cart = make.cart((owners.lemper, 3)).with_line_discount(0, Discount(DiscountKind.AMOUNT, 500, "langganan"))
    sale = checkout(owners.rina, cart, cart.total_idr, till_id=1).sale.id
    assert owners.move(sale, owners.arem, 1) == "2102(Bu Sari) D 1.600 / 4103 D 100 / 2102(Bu Ani) K 1.700"
    assert fetch("SELECT gross_idr, net_idr, commission_idr FROM sale_change_line WHERE qty_milli > 0") == [
        (2_000, 1_833, 133)
    ]
    assert owners.move(sale, owners.arem, 2) == "2102(Bu Sari) D 3.200 / 4103 D 200 / 2102(Bu Ani) K 3.400"
    assert fetch("SELECT sum(gross_idr), sum(net_idr) FROM sale_change_line WHERE qty_milli > 0") == [(6_000, 5_500)]
    assert holds()


def test_a_void_is_refused_and_the_money_back_is_a_return(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    owners.move(sale, owners.arem)
    with pytest.raises(OwnerCorrectedSince) as refused:
        void_sale(SYSTEM, sale, "dobel", till_id=1)
    assert str(refused.value) == (
        "PM-26-000001 tidak bisa dibatalkan: barangnya sudah dipindah ke ibu lain di SI-26-000001. "
        "Terima sebagai retur."
    )
    gone = owners.sold(owners.lemper)
    line = standing_sale(gone).lines[0].id
    void_sale(SYSTEM, gone, "dobel", till_id=1)
    with pytest.raises(OwnerOfVoided, match="sudah dibatalkan dengan BT-26-000001"):
        correct_owner(SYSTEM, gone, line, owners.arem, ONE, "salah tekan", till_id=1)


def test_a_line_moved_while_its_return_lay_open_says_to_open_it_again(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    stale = ReturnItem(standing_sale(sale).lines[0].id, ONE)
    owners.move(sale, owners.arem)
    with pytest.raises(LineCorrectedSince, match=r"sudah dipindah ke ibu lain di PM-26-000001\. Tutup, buka lagi"):
        return_goods(SYSTEM, sale, [stale], "tidak jadi", till_id=1)


def test_what_may_not_be_moved(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 3)
    owners.back(sale)
    with pytest.raises(MoreThanLeft, match="Lemper di struk ini tinggal 2 yang bisa dipindah, diminta 3"):
        owners.move(sale, owners.arem, 3)
    owners.move(sale, owners.arem)
    with pytest.raises(MoreThanLeft, match="tinggal 1"):
        owners.move(sale, owners.arem, 2)
    with pytest.raises(MoreThanLeft, match="diminta 0"):
        owners.move(sale, owners.arem, 0)
    dear = make.product("Bolu", 2_500, owner_id=owners.ani)
    with pytest.raises(OtherPrice, match=r"Bolu dijual 2\.500 per pcs, di struk 2\.000 per pcs\. Terima yang salah"):
        owners.move(sale, dear)
    other = make.product("Semar", 2_000, owner_id=owners.sari)
    with pytest.raises(SameOwner, match="Semar dan Lemper milik orang yang sama"):
        owners.move(sale, other)
    with pytest.raises(OwnerReasonMissing):
        correct_owner(SYSTEM, sale, standing_sale(sale).lines[0].id, owners.arem, ONE, "  ", till_id=1)
    assert [one.product.name for one in candidates(standing_sale(sale), standing_sale(sale).lines[0])] == [
        "Arem-arem", "Air minum"
    ]  # fmt: skip
    assert fetch("SELECT count(*) FROM sale_change WHERE kind = 'OWNER'") == [(1,)]
    assert holds()


def test_what_came_back_without_its_receipt_is_nobody_else_s(owners: TwoConsignors) -> None:
    """Else it would come back once more, as the other consignor's."""
    sale = owners.sold(owners.lemper, 2)
    return_without_receipt(SYSTEM, [UnreceiptedItem(owners.lemper, ONE)], "Bu Yati", "tidak jadi", till_id=1)
    with pytest.raises(BackAlready, match="Lemper yang masih di luar tinggal 1"):
        owners.move(sale, owners.arem, 2)
    owners.move(sale, owners.arem)
    with pytest.raises(BackAlready, match="tinggal 0"):
        owners.back(sale)
    assert holds()


def test_pieces_move_whole(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 2)
    with pytest.raises(WholeOnly, match="Lemper"):
        correct_owner(SYSTEM, sale, standing_sale(sale).lines[0].id, owners.arem, ONE // 2, "salah tekan", till_id=1)


def test_who_may(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    line = standing_sale(sale).lines[0].id
    with pytest.raises(NotPermitted, match="membatalkan struk"):
        correct_owner(owners.rina, sale, line, owners.arem, ONE, "salah tekan", till_id=1)
    user = make.cashier("Bu Wati", "7788", Role.SUPERVISOR)
    done = correct_owner(
        owners.rina,
        sale,
        line,
        owners.arem,
        ONE,
        "salah tekan",
        approval=Approval(user, "dilihat"),
        till_id=1,
    )
    assert fetch("SELECT actor, approver, subject FROM audit WHERE act = 'correct_owner'") == [
        ("Bu Rina", "Bu Wati", f"PM-26-000001 {done.number}")
    ]


def test_no_shift_is_open(shop: object) -> None:
    with pytest.raises(NoShift):
        correct_owner(SYSTEM, 1, 1, 1, ONE, "salah tekan", till_id=1)


def test_her_terms_and_whether_she_is_a_member_are_those_of_the_day_of_the_sale(
    owners: TwoConsignors, shop: FrozenClock
) -> None:
    tini = make.consignor("Bu Tini", percent_bp=1_000)
    risol = make.product("Risol", 2_000, owner_id=tini)
    sale = owners.sold(owners.lemper, 2)
    count_drawer(owners.rina, owners.shift_id, {50_000: 1, 2_000: 2})
    close_shift(owners.rina, owners.shift_id)
    shop.pass_(hours=24)
    make.shift(owners.rina, 54_000)
    dearer = Terms(TermsModel.FIXED, None, 1_900, Bearer.SHOP)
    agree_terms(SYSTEM, owners.ani, dearer, valid_from=clock.today())
    grant_capacity(SYSTEM, tini, CapacityKind.MEMBER)
    assert owners.move(sale, owners.arem) == "2102(Bu Sari) D 1.600 / 4103 D 100 / 2102(Bu Ani) K 1.700"
    assert owners.move(sale, risol) == "2102(Bu Sari) D 1.600 / 4103 D 400 / 2103(Bu Tini) K 1.800 / 4113 K 200"
    assert holds()


def test_recaps_and_returns_without_a_receipt_see_the_right_consignor(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 3)
    owners.move(sale, owners.arem)
    owners.move(sale, owners.water)
    recap = sales_recap("2026-11")
    assert (recap.receipts, recap.total_idr, recap.owned_idr, recap.consigned_idr, recap.commission_idr) == (
        1, 6_000, 2_000, 4_000, 700
    )  # fmt: skip
    hers = {row.name: (row.qty_milli, row.gross_idr, row.share_idr) for row in consignment_recap("2026-11").rows}
    assert hers["Bu Ani"] == (ONE, 2_000, 1_700)
    known = lately_sold([owners.lemper, owners.arem, owners.water], clock.today(), 30)
    assert {product: sold.left_milli // ONE for product, sold in known.items()} == {
        owners.lemper: 1, owners.arem: 1, owners.water: 1
    }  # fmt: skip
    assert holds()


def test_what_was_written_stays_and_a_forged_move_is_found(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper)
    owners.move(sale, owners.arem)
    for attack in (
        "UPDATE sale_change_line SET share_idr = 1, commission_idr = 1999 WHERE qty_milli > 0",
        "UPDATE sale_change SET total_idr = 1",
        "DELETE FROM sale_change",
        "DELETE FROM sale_change_line",
        "INSERT OR REPLACE INTO sale_change SELECT * FROM sale_change",
        "INSERT OR REPLACE INTO sale_change_line SELECT * FROM sale_change_line",
    ):
        with pytest.raises(peewee.IntegrityError):
            db.execute_sql(attack)
    copied("sale_change", "number", "'SI-26-000002'")
    copied("sale_change_line", "sale_change_id", "2")
    assert [check.__name__ for check in CHECKS if not check().ok] == [
        "changes_are_posted", "changes_fit_their_sales", "corrections_are_witnessed", "goods_of_changes_are_moved",
        "shares_follow_changes",
    ]  # fmt: skip


def copied(table: str, column: str, value: str) -> None:
    """Every row of a table once more, with another value in one of its columns."""
    columns = ", ".join(one.name for one in db.get_columns(table) if one.name not in ("id", column))
    db.execute_sql(f"INSERT INTO {table} ({column}, {columns}) SELECT {value}, {columns} FROM {table}")


@pytest.mark.parametrize("elsewhere", ["account_id = 1103", "account_id = 1111", "amount_idr = amount_idr + 1"])
def test_a_move_that_moved_cash_is_found(owners: TwoConsignors, elsewhere: str) -> None:
    owners.move(owners.sold(owners.lemper), owners.arem)
    for (name,) in fetch("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'posting'"):
        db.execute_sql(f"DROP TRIGGER {name}")
    (entry_id,) = entries_of("sale_change", 1)
    db.execute_sql(f"UPDATE posting SET {elsewhere} WHERE entry_id = ? AND cash_flow = 'CUSTOMERS'", (entry_id,))
    assert "owner_corrections_move_no_money" in [check.__name__ for check in CHECKS if not check().ok]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_whatever_is_moved_settled_and_brought_back_the_books_hold(template: sqlite3.Connection, seed: int) -> None:
    dice = random.Random(seed)
    with memory_shop(template), clock.using(FrozenClock()):
        owners = TwoConsignors(are_members=dice.random() < 0.5)
        goods = [owners.lemper, owners.arem, owners.water]
        sales = [make.sell(owners.rina, *_cart(dice, goods)).sale.id for _sale in range(3)]
        for _act in range(12):
            sale, act = dice.choice(sales), dice.choice(["move", "move", "back", "settle"])
            if act == "settle":
                tried(settle, SYSTEM, dice.choice([owners.sari, owners.ani]), clock.today())
                continue
            lines = [line for line in standing_sale(sale).lines if line.left_milli]
            if not lines:
                continue
            line = dice.choice(lines)
            qty_milli = dice.randint(1, line.left_milli // ONE) * ONE
            if act == "move":
                tried(correct_owner, SYSTEM, sale, line.id, dice.choice(goods), qty_milli, "acak", till_id=1)
            else:
                return_goods(SYSTEM, sale, [ReturnItem(line.id, qty_milli, dice.random() < 0.7)], "acak", till_id=1)
            assert all(0 <= part.left_milli <= part.qty_milli for part in standing_sale(sale).lines)
        assert holds()
        for sale in sales:
            items = [ReturnItem(line.id, line.left_milli) for line in standing_sale(sale).lines if line.left_milli]
            tried(return_goods, SYSTEM, sale, items, "tidak jadi", till_id=1)
            assert fetch(
                "SELECT -sum(b.qty_milli) = (SELECT sum(qty_milli) FROM sale_line WHERE sale_id = :sale),"
                " -sum(b.net_idr) = (SELECT total_idr FROM sale WHERE id = :sale) FROM sale_change_line b"
                " JOIN sale_change r ON r.id = b.sale_change_id WHERE r.kind = 'RETURN' AND r.sale_id = :sale",
                {"sale": sale},
            ) == [(1, 1)]
        assert balance_idr(Account.MEMBER_COMMISSION) == balance_idr(Account.OTHER_COMMISSION) == 0
        assert holds()


def _cart(dice: random.Random, goods: list[int]) -> list[tuple[int, int]]:
    return [(product, dice.randint(1, 4)) for product in dice.sample(goods, dice.randint(1, 3))]


def tried(function: Callable[..., object], *args: object, **named: object) -> None:
    """Do it, or be told why not."""
    with contextlib.suppress(UserError):
        function(*args, **named)
