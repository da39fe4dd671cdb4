"""Any sale changed in any way and order: the proofs hold after each act, and the rest brings all of it back."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.verify import verify
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.money import round_cash
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods
from pkkmart.sale_changes.operations.cancelling import cancel_return, void_sale
from pkkmart.sale_changes.queries.standing import StandingLine, standing_sale
from pkkmart.sale_changes.returns import RETURN_REASONS, SPOILED, Fault
from pkkmart.sales.queries.payments import paid_by
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.stock.queries import levels
from pkkmart.till.queries import expected_idr
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock, memory_shop

T = TypeVar("T")
UNIT_IDR = 100
WRITTEN = "SELECT (SELECT max(id) FROM journal_entry), (SELECT max(id) FROM sale_change), (SELECT max(id) FROM audit)"
SHARES = (Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE, Account.CONSIGNOR_RECEIVABLE)
SOLD = (Account.MEMBER_SALES, Account.OTHER_SALES, Account.MEMBER_RETURNS, Account.OTHER_RETURNS)
NOTHING = (Account.MEMBER_COMMISSION, Account.OTHER_COMMISSION, Account.MEMBER_COST, Account.OTHER_COST)


@dataclass(frozen=True)
class Back:
    """A return as a hand wrote it down: pieces by product, those thrown away, cash given; thousandths, rupiah."""

    sale_id: int
    milli: int
    thrown: Counter[int]
    cash_idr: int


@dataclass
class Room:
    """Sales and what happened to them, counted by hand next to the books."""

    dice: random.Random
    cash_idr: int = 900_000
    left_milli: dict[int, int] = field(default_factory=dict)
    """By standing sale, what is still with the buyer."""
    backs: dict[int, Back] = field(default_factory=dict)
    """The returns that stand, by id."""

    def __post_init__(self) -> None:
        dice = self.dice
        self.cashier = make.cashier(role=Role.ADMIN)
        price = dice.choice((2_000, 2_350, 9_975))
        sari = make.consignor("Bu Sari", percent_bp=dice.choice((1_500, 3_333)), is_member=dice.random() < 0.5)
        ani = make.consignor("Bu Ani", fixed_idr=price - dice.choice((150, 299)), is_member=dice.random() < 0.5)
        cake, snack = make.product("Lemper", price, owner_id=sari), make.product("Arem-arem", price, owner_id=ani)
        water, rice = make.product("Air minum", price), make.product("Beras", 23_430)
        self.goods = [cake, snack, water, rice]
        make.delivered(sari, cake, 30)
        make.delivered(ani, snack, 30)
        make.bought(water, 30, 30 * 1_100)
        make.bought(rice, 30, 30 * 19_000)
        self.siti = make.member()
        self.shift_id = make.shift(self.cashier, self.cash_idr).id
        self.shelf = self.on_shelf()

    def on_shelf(self) -> dict[int, int]:
        return {product: level.qty_milli for product, level in levels(self.goods).items()}

    def paid(self, total_idr: int) -> tuple[list[Paid], int]:
        """Other tenders than cash, and the cash kept for the rest."""
        part = self.dice.choice((0, 0, total_idr, self.dice.randint(1, total_idr)))
        others = [Paid(self.dice.choice((Tender.QRIS, Tender.TRANSFER)), part, "BCA 1")] if part else []
        return others, round_cash(total_idr - part, UNIT_IDR)

    def sells(self) -> int:
        picked = [(one, self.dice.randint(1, 4)) for one in self.dice.sample(self.goods, self.dice.randint(1, 3))]
        buyer = self.siti if self.dice.random() < 0.5 else None
        others, cash = self.paid(make.cart(*picked, buyer=buyer).total_idr)
        sale = make.sell(self.cashier, *picked, buyer=buyer, others=others, received_idr=cash).sale.id
        self.cash_idr += cash
        self.left_milli[sale] = sum(pieces for _product, pieces in picked) * ONE
        return sale

    def returns(self, sale_id: int) -> None:
        lines = [line for line in standing_sale(sale_id).lines if line.left_milli]
        if lines:
            chosen = self.dice.sample(lines, self.dice.randint(1, len(lines)))
            self.bring_back(sale_id, [(line, self._item(line)) for line in chosen])

    def _item(self, line: StandingLine) -> ReturnItem:
        milli = self.dice.randint(1, line.left_milli // ONE) * ONE
        reason = self.dice.choice((*RETURN_REASONS, "kemasannya sobek"))
        return ReturnItem(line.id, milli, self.dice.random() < 0.6, self.dice.choice(list(Fault)), reason)

    def bring_back(self, sale_id: int, items: list[tuple[StandingLine, ReturnItem]]) -> None:
        done = tried(lambda: return_goods(SYSTEM, sale_id, [item for _line, item in items], till_id=1))
        if done is None:
            return
        thrown = Counter[int]()
        for line, item in items:
            if item.reason == SPOILED or not item.back_on_shelf:
                thrown[line.product_id] += item.qty_milli
        milli = sum(item.qty_milli for _line, item in items)
        self.backs[done.id] = Back(sale_id, milli, thrown, done.refund.cash_idr)
        self.left_milli[sale_id] -= milli
        self.cash_idr -= done.refund.cash_idr

    def cancels_a_return(self, _sale_id: int) -> None:
        if not self.backs:
            return
        return_id = self.dice.choice(list(self.backs))
        if tried(lambda: cancel_return(SYSTEM, return_id, "salah struk", till_id=1)) is not None:
            back = self.backs.pop(return_id)
            self.left_milli[back.sale_id] += back.milli
            self.cash_idr += back.cash_idr

    def corrects_owner(self, sale_id: int) -> None:
        line = self.dice.choice(standing_sale(sale_id).lines)
        other, milli = self.dice.choice(self.goods), self.dice.randint(1, 2) * ONE
        tried(lambda: correct_owner(SYSTEM, sale_id, line.id, other, milli, "salah tekan", till_id=1))

    def corrects_payment(self, sale_id: int) -> None:
        before = paid_by(sale_id)[0].get(Tender.CASH, 0)
        others, cash = self.paid(standing_sale(sale_id).total_idr)
        if tried(lambda: correct_payment(SYSTEM, sale_id, cash, "keliru", others=others, till_id=1)) is not None:
            self.cash_idr += cash - before

    def cancels_sale(self, sale_id: int) -> None:
        cash = paid_by(sale_id)[0].get(Tender.CASH, 0)
        if tried(lambda: void_sale(SYSTEM, sale_id, "dobel", till_id=1)) is not None:
            del self.left_milli[sale_id]
            self.cash_idr -= cash

    def anything(self) -> None:
        acts = (self.returns, self.cancels_a_return, self.corrects_owner, self.corrects_payment, self.cancels_sale)
        if self.left_milli:
            self.dice.choices(acts, (6, 3, 4, 3, 1))[0](self.dice.choice(list(self.left_milli)))

    def holds(self) -> None:
        """Every proof, the drawer as counted, and what is left of each sale; none of it below 0."""
        assert [f"{check.name}: {check.figure}" for check in verify() if not check.ok] == []
        assert expected_idr(self.shift_id) == self.cash_idr
        for sale_id, left in self.left_milli.items():
            lines = standing_sale(sale_id).lines
            assert all(0 <= line.left_milli <= line.qty_milli for line in lines)
            assert sum(line.left_milli for line in lines) == left

    def is_all_back(self) -> None:
        """The goods are on the shelf but what was thrown away, and each sale gave back what was paid for it."""
        thrown = sum((back.thrown for back in self.backs.values()), Counter[int]())
        assert self.on_shelf() == {product: milli - thrown[product] for product, milli in self.shelf.items()}
        assert sum(balance_idr(account) for account in SOLD) == 0
        assert sum(balance_idr(account) for account in NOTHING) == 0
        assert sum(balance_idr(account) for account in (*SHARES, Account.CONSIGNED_LOSS)) == 0
        for sale_id in self.left_milli:
            sale, paid = standing_sale(sale_id), sum(paid_by(sale_id)[0].values())
            assert (sale.returned_idr, [line.left_milli for line in sale.lines if line.left_milli]) == (
                sale.total_idr, []
            )  # fmt: skip
            assert sale.refunded_idr == round_cash(paid, UNIT_IDR)


def tried(act: Callable[[], T]) -> T | None:
    """What an act returned; None where it was refused, which must have written nothing."""
    before = fetch(WRITTEN)
    try:
        return act()
    except UserError:
        assert fetch(WRITTEN) == before
        return None


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_any_sale_changed_in_any_order_comes_back_whole(template: sqlite3.Connection, seed: int) -> None:
    with memory_shop(template), clock.using(FrozenClock()):
        room = Room(random.Random(seed))
        for _sale in range(3):
            room.sells()
        room.holds()
        for _act in range(14):
            room.anything()
            room.holds()
        for sale_id in list(room.left_milli):
            rest = [
                (line, ReturnItem(line.id, line.left_milli, reason="tidak jadi"))
                for line in standing_sale(sale_id).lines
                if line.left_milli
            ]
            if rest:
                room.bring_back(sale_id, rest)
            assert room.left_milli[sale_id] == 0
        room.holds()
        room.is_all_back()
