"""A counter at which anything happens in any order, and what must hold after each act and at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from pkkmart.cashbook.operations import settle_clearing
from pkkmart.cashbook.queries import open_clearing
from pkkmart.consignment.operations import settle
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.core.errors import UserError
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.pricing.queries import price_book_of
from pkkmart.pricing.rules import PriceBook
from pkkmart.receivables.operations import repay
from pkkmart.receivables.queries import owed_idr
from pkkmart.sale_changes.operations import ReturnItem, correct_owner, correct_payment, return_goods, void_sale
from pkkmart.sale_changes.operations.without_receipt import UnreceiptedItem, return_without_receipt
from pkkmart.sale_changes.queries.other_owners import candidates
from pkkmart.sale_changes.queries.standing import StandingLine, standing_sale
from pkkmart.sale_changes.returns import Fault
from pkkmart.sales.cart import Cart
from pkkmart.sales.operations import checkout
from pkkmart.sales.queries.payments import paid_by
from pkkmart.sales.tenders import Tender
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level
from pkkmart.till.kinds import CashIn
from pkkmart.till.operations import DrawerShort, cash_in, close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import DENOMINATIONS_IDR, expected_idr, open_shift
from tests import make
from tests.conftest import FrozenClock
from tests.sales.any_shop import UNIT_IDR, AnyShop, any_cart, any_payment

T = TypeVar("T")
WRITTEN = (
    "SELECT (SELECT max(id) FROM journal_entry), (SELECT max(id) FROM stock_move), (SELECT max(id) FROM audit),"
    " (SELECT max(id) FROM cash_movement), (SELECT max(id) FROM consignment_line), (SELECT max(id) FROM print_job)"
)
UNBALANCED = "SELECT entry_id FROM posting GROUP BY entry_id HAVING sum(amount_idr) <> 0"
WRONG_LINES = (
    "SELECT id FROM sale_line WHERE gross_idr - discount_idr <> net_idr OR net_idr < 0 OR discount_idr < 0"
    " OR (owner_id IS NULL) <> (share_idr IS NULL) OR share_idr + commission_idr <> net_idr"
)
OF_SALE = (
    "SELECT p.account_id, p.person_id, sum(p.amount_idr) FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
    " WHERE (e.origin_kind = 'sale' AND e.origin_id = :sale)"
    " OR (e.origin_kind = 'sale_change' AND e.origin_id IN (SELECT id FROM sale_change WHERE sale_id = :sale))"
    " OR (e.origin_kind = 'void' AND e.origin_id IN (SELECT id FROM voided_document WHERE origin_kind = 'sale'"
    " AND origin_id = :sale)) GROUP BY p.account_id, p.person_id HAVING sum(p.amount_idr) <> 0"
)
KEPT = "SELECT coalesce(sum(amount_idr + to_savings_idr), 0) FROM payment WHERE sale_id = ? AND tender = 'CASH'"
BACK_OF_SALE = (
    "SELECT b.owner_id, -b.share_idr, -b.cost_idr, b.back_on_shelf, b.fault FROM sale_change_line b"
    " JOIN sale_change r ON r.id = b.sale_change_id WHERE r.kind = 'RETURN' AND r.sale_id = ?"
)
GONE = (
    "SELECT b.product_id, -b.qty_milli, -b.cost_idr FROM sale_change_line b JOIN sale_change r"
    " ON r.id = b.sale_change_id WHERE r.kind = 'RETURN' AND r.sale_id IS NOT NULL AND NOT b.back_on_shelf"
    " UNION ALL SELECT b.product_id, b.qty_milli, b.cost_idr FROM sale_change_line b JOIN sale_change r"
    " ON r.id = b.sale_change_id WHERE r.sale_id IS NULL AND b.back_on_shelf"
)
"""What is not on the shelf though all is back: thrown away (+), or on it twice: first without its receipt (-)."""
CONSIGNOR_ACCOUNTS = (Account.MEMBER_CONSIGNOR_PAYABLE, Account.OTHER_CONSIGNOR_PAYABLE, Account.CONSIGNOR_RECEIVABLE)


def _book_of(cart: Cart) -> PriceBook:
    """What the book says of the goods of a cart alone."""
    categories = [line.category_id for line in cart.lines if line.category_id is not None]
    return price_book_of(clock.today(), [line.product_id for line in cart.lines], categories)


@dataclass
class AnyCounter:
    """Acts drawn by dice; what the shop refuses must have written nothing.

    `cash_idr` is what lies in the drawer, counted by hand from what was handed over and given back.
    """

    dice: Random
    shop: AnyShop
    time: FrozenClock
    cash_idr: int = 0
    standing: list[int] = field(default_factory=list)
    """Sales of which something may still come back."""
    over: list[int] = field(default_factory=list)
    """Sales that came back whole, and were found to be nothing."""
    out: list[int] = field(default_factory=list)
    """Sales of which something can't come back, since as much came back without a receipt."""
    saved_idr: Counter[int] = field(default_factory=Counter)
    """By sale, cash that went into the buyer's savings instead: her change, and what she got back."""
    done: Counter[str] = field(default_factory=Counter)

    def opens(self, float_idr: int) -> None:
        """Begin a shift with a float."""
        make.shift(self.shop.cashier, float_idr)
        self.cash_idr = float_idr

    def do(self, act: Callable[..., T], *args: object, **kwargs: object) -> T | None:
        """One act; None where it was refused. A drawer that is short gets money from the safe first."""
        before = fetch(WRITTEN)
        try:
            result = act(*args, **kwargs)
        except DrawerShort:
            assert fetch(WRITTEN) == before
            cash_in(self.shop.cashier, CashIn.FROM_SAFE, 9_000_000, "uang kurang", approval=make.SEEN, till_id=1)
            self.cash_idr += 9_000_000
            self.done["cash_in"] += 1
            return self.do(act, *args, **kwargs)
        except UserError as refusal:
            assert fetch(WRITTEN) == before
            self.done[type(refusal).__name__] += 1
            return None
        self.done[act.__name__] += 1
        return result

    def sells(self) -> None:
        """A buyer with any cart pays in any way."""
        cart = any_cart(self.dice, self.shop)
        assert cart.priced == cart.priced_by(_book_of(cart), clock.now()).priced
        bill, received = any_payment(self.dice, cart.total_idr, of_member=cart.for_member)
        result = self.do(
            checkout, self.shop.cashier, cart, received,
            others=bill.others, to_savings_idr=bill.to_savings_idr,
            confirmed=frozenset({"below_stock", "below_cost"}), till_id=1,
        )  # fmt: skip
        if result is None:
            return
        sale = result.sale
        assert sale.total_idr == cart.total_idr
        paid = sum(payment.amount_idr for payment in sale.payments)
        assert paid == sale.total_idr + sale.rounding_idr == cart.total_idr + bill.rounding_idr
        assert sale.received_idr - sale.change_idr == bill.drawer_idr
        self.cash_idr += sale.received_idr - sale.change_idr
        self.saved_idr[sale.id] = bill.to_savings_idr
        self.standing.append(sale.id)

    def brings_back(self, sale_id: int, *, whole: bool = False) -> bool:
        """Some of a sale comes back, or all that is left of it; False where it was refused."""
        lines = [line for line in standing_sale(sale_id).lines if line.left_milli]
        chosen = lines if whole else self.dice.sample(lines, self.dice.randint(1, len(lines)))
        items = [self._item(line, whole=whole) for line in chosen]
        to_savings = standing_sale(sale_id).member_id is not None and self.dice.random() < 0.2
        done = self.do(return_goods, self.shop.cashier, sale_id, items, "tidak jadi", to_savings=to_savings, till_id=1)
        if done is None:
            return False
        assert min(done.refund.bon_idr, done.refund.savings_idr, done.refund.cash_idr) >= 0
        if to_savings:
            self.saved_idr[sale_id] += done.refund.cash_idr
        else:
            assert done.refund.cash_idr % UNIT_IDR == 0
            self.cash_idr -= done.refund.cash_idr
        if not any(line.left_milli for line in standing_sale(sale_id).lines):
            self._is_nothing(sale_id)
        return True

    def _item(self, line: StandingLine, *, whole: bool) -> ReturnItem:
        milli = line.left_milli if whole else self._some(line)
        fault = self.dice.choice(list(Fault)) if line.owner_id is not None else Fault.CONSIGNOR
        return ReturnItem(line.id, milli, fault is Fault.CONSIGNOR and self.dice.random() < 0.7, fault)

    def _some(self, line: StandingLine) -> int:
        """A part of what is left of a line: whole pieces, or any weight."""
        if line.product_id in self.shop.weighed:
            return self.dice.randint(1, line.left_milli)
        return self.dice.randint(1, line.left_milli // ONE) * ONE

    def moves(self, sale_id: int) -> None:
        """A part of a line was another's: the co-op's own, or of another consignor, at the same price."""
        sale = standing_sale(sale_id)
        left = [line for line in sale.lines if line.left_milli]
        known = [(line, other.product) for line in left for other in candidates(sale, line)]
        if not known:
            return
        fit = [one for one in known if not one[0].kit_name and not one[0].has_promotion]
        line, other = self.dice.choice(fit or known)
        milli = self._some(line)
        if (
            self.do(correct_owner, self.shop.cashier, sale_id, line.id, other.id, milli, "salah tekan", till_id=1)
            is not None
        ):
            rest = sum(one.left_milli for one in standing_sale(sale_id).lines if one.id == line.id)
            assert rest == line.left_milli - milli

    def brings_back_without_receipt(self) -> None:
        """Something comes back that was sold lately, by nobody knows whom; cash goes out for it."""
        product_id = self.dice.choice(self.shop.shelf)
        fault = self.dice.choice(list(Fault)) if product_id not in self.shop.owned else Fault.CONSIGNOR
        milli = self.dice.randint(1, 800) if product_id in self.shop.weighed else self.dice.randint(1, 2) * ONE
        item = UnreceiptedItem(product_id, milli, fault is Fault.CONSIGNOR and self.dice.random() < 0.7, fault)
        member = self.dice.choice((None, self.shop.members[0].person_id))
        done = self.do(
            return_without_receipt, self.shop.cashier, [item], "Bu Yati", "tidak jadi", member_id=member, till_id=1
        )
        if done is not None:
            assert done.cash_idr % UNIT_IDR == 0 < done.cash_idr
            self.cash_idr -= done.cash_idr

    def the_provider_pays(self) -> None:
        """Some days of QRIS, or a part of one, are in the bank, less what the provider kept."""
        days = [(one.day, one.open_idr) for one in open_clearing()]
        chosen = self.dice.sample(days, self.dice.randint(1, len(days))) if days else []
        if self.dice.random() < 0.3:
            chosen = [(day, open_idr // 2 or open_idr) for day, open_idr in chosen]
        total = sum(amount for _day, amount in chosen)
        received = max(total - self.dice.randint(0, max(total // 50, 0)), 1)
        self.do(settle_clearing, SYSTEM, chosen, received, confirmed=frozenset({"clearing_fee"}))

    def takes_back(self, sale_id: int) -> None:
        """The sale was a mistake: it is voided, which leaves nothing of it at all."""
        kept = fetch(KEPT, (sale_id,))[0][0]
        if self.do(void_sale, self.shop.cashier, sale_id, "salah ketik", till_id=1) is not None:
            assert fetch(OF_SALE, {"sale": sale_id}) == []
            self.cash_idr -= kept
            self._ends(sale_id)

    def says_otherwise(self, sale_id: int) -> None:
        """It was paid in another way."""
        before = paid_by(sale_id)[0].get(Tender.CASH, 0)
        shift = open_shift(1)
        bill, received = any_payment(self.dice, standing_sale(sale_id).total_idr, of_member=False)
        if (
            self.do(correct_payment, self.shop.cashier, sale_id, received, "salah pilih", others=bill.others, till_id=1)
            is not None
        ):
            paid, rounding = paid_by(sale_id)
            assert sum(paid.values()) == bill.total_idr + rounding
            if shift is not None and shift.id == standing_sale(sale_id).shift_id:
                self.cash_idr += paid.get(Tender.CASH, 0) - before

    def she_pays_her_bon(self) -> None:
        """A member pays part of what she owes, in cash."""
        member = self.dice.choice(self.shop.members).person_id
        owed = owed_idr(member)
        if owed:
            amount = self.dice.randint(1, owed)
            if self.do(repay, self.shop.cashier, member, amount, CashPlace.DRAWER, till_id=1) is not None:
                self.cash_idr += amount

    def a_mother_is_settled(self) -> None:
        """What was sold of consigned is counted; what comes back later is carried to her next settlement."""
        self.do(settle, SYSTEM, self.dice.choice(self.shop.consignors), clock.today())

    def the_shift_changes(self) -> None:
        """The drawer is counted, some of it goes to the safe, and the next shift begins, that day or the next."""
        self.the_drawer_is_its_account()
        shift = open_shift(1)
        assert shift is not None
        counted, rest = dict[int, int](), self.cash_idr
        for note in DENOMINATIONS_IDR:
            counted[note], rest = divmod(rest, note)
        assert self.do(count_drawer, self.shop.cashier, shift.id, counted) is not None
        # No coin is below 100: what a repayment left of them is this shift's difference.
        in_coins = self.cash_idr - rest
        handed = self.dice.randint(0, in_coins)
        assert self.do(close_shift, self.shop.cashier, shift.id, hand_over_idr=handed, approval=make.SEEN) is not None
        self.time.pass_(hours=self.dice.choice((0, 24)))
        self.opens(in_coins - handed)

    def anything(self) -> None:
        """One act, sales and returns most often."""
        self.time.pass_(minutes=1)
        acts = [
            self.sells, self.she_pays_her_bon, self.a_mother_is_settled, self.the_shift_changes,
            self.brings_back_without_receipt, self.the_provider_pays,
        ]  # fmt: skip
        on_a_sale = [self.brings_back, self.takes_back, self.says_otherwise, self.moves]
        if self.standing and self.dice.random() < 0.65:
            sale_id = self.standing[-1] if self.dice.random() < 0.5 else self.dice.choice(self.standing)
            self.dice.choices(on_a_sale, (6, 1, 2, 3))[0](sale_id)
        else:
            self.dice.choices(acts, (6, 2, 2, 1, 2, 1))[0]()
        self.the_drawer_is_what_was_handed_over()

    def everything_back(self, sales: Sequence[int]) -> None:
        """All that is left of these sales comes back, in parts of any size and in any order.

        What came back without its receipt does not come back with it.
        """
        left = list(sales)
        while left:
            sale_id = self.dice.choice(left)
            if not self.brings_back(sale_id, whole=self.dice.random() < 0.5):
                self.standing.remove(sale_id)
                self.out.append(sale_id)
            left = [one for one in left if one in self.standing]

    def the_drawer_is_what_was_handed_over(self) -> None:
        """The drawer is expected to hold what our hand counted into it."""
        shift = open_shift(1)
        assert shift is not None
        assert expected_idr(shift.id) == self.cash_idr

    def the_drawer_is_its_account(self) -> None:
        """Its movements since the first shift are 1101."""
        self.the_drawer_is_what_was_handed_over()
        assert fetch("SELECT sum(amount_idr) FROM cash_movement") == [(balance_idr(Account.DRAWER),)]

    def _ends(self, sale_id: int) -> None:
        self.standing.remove(sale_id)
        self.over.append(sale_id)

    def _is_nothing(self, sale_id: int) -> None:
        """A sale that came back whole left what was thrown away, what the shop answers for, and nothing else."""
        self._ends(sale_id)
        sums, of_makers, of_member = Counter[int](), Counter[int](), 0
        for account, person, amount in fetch(OF_SALE, {"sale": sale_id}):
            sums[account] += amount
            if Account(account) in CONSIGNOR_ACCOUNTS:
                of_makers[person] += amount
            if Account(account) in (Account.MEMBER_RECEIVABLE, Account.VOLUNTARY_SAVINGS):
                of_member += amount
        spoiled, owed = 0, Counter[int]()
        for owner, share, cost, shelved, fault in fetch(BACK_OF_SALE, (sale_id,)):
            spoiled += 0 if shelved else cost
            owed[owner] -= share if owner is not None and fault == Fault.SHOP else 0
        zero = (4103, 4113, 5101, 5111)
        assert [sums[account] for account in zero] == [0] * len(zero)
        assert (sums[4101] + sums[4102], sums[4111] + sums[4112]) == (0, 0)
        assert (sums[1141] + sums[5121], sums[5122]) == (-spoiled, spoiled)
        assert sums[5123] == -sum(owed.values())
        assert {who: amount for who, amount in of_makers.items() if amount} == {k: v for k, v in owed.items() if v}
        assert of_member == -self.saved_idr[sale_id]
        self._paid_back(sale_id, sums[7102])

    def _paid_back(self, sale_id: int, rounding_idr: int) -> None:
        """What was paid is what was paid back: to the rupiah, or to the coin where coins can't say it."""
        paid = paid_by(sale_id)[0]
        back = fetch(
            "SELECT coalesce(-sum(f.amount_idr), 0) FROM sale_change_tender f JOIN sale_change r"
            " ON r.id = f.sale_change_id WHERE r.kind = 'RETURN' AND r.sale_id = ?", (sale_id,)
        )[0][0]  # fmt: skip
        in_coins = sum(paid.get(tender, 0) for tender in (Tender.CASH, Tender.QRIS, Tender.TRANSFER))
        off = sum(paid.values()) - back
        assert rounding_idr == -off
        if not in_coins % UNIT_IDR and not self.saved_idr[sale_id]:
            assert off == 0
        assert abs(off) <= UNIT_IDR // 2

    def shelf_is(self, before: Mapping[int, Level]) -> None:
        """All is back that can: the shelf holds what it held, less what is not there again, and is worth that less."""
        assert not self.standing
        gone, cost = Counter[int](), Counter[int]()
        for product_id, milli, idr in fetch(GONE):
            gone[product_id] += milli
            cost[product_id] += idr
        for sale_id in self.out:
            for line in standing_sale(sale_id).lines:
                gone[line.product_id] += line.left_milli
        now = levels(self.shop.shelf)
        assert {one: now[one].qty_milli for one in now} == {one: before[one].qty_milli - gone[one] for one in now}
        if not self.out and not balance_idr(Account.INVENTORY_DIFFERENCE):
            assert {one: now[one].value_idr for one in now} == {one: before[one].value_idr - cost[one] for one in now}
