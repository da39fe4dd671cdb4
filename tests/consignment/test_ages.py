"""The age of a debt to a consignor: no cancellation, no cancelled payout and no membership makes it younger."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest

from pkkmart.consignment.operations import (
    LossItem,
    cancel_loss,
    cancel_payout,
    cancel_settlement,
    pay_settlement,
    record_loss,
    settle,
)
from pkkmart.consignment.queries import ages, owed_by_person, statement
from pkkmart.consignment.queries.ages import oldest_unpaid
from pkkmart.consignment.queries.shares import shares_by_month, shares_by_person
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.people.operations import grant_capacity
from pkkmart.people.queries import CapacityKind
from pkkmart.sale_changes.operations import void_sale
from pkkmart.sale_changes.operations.cancelling import cancel_return
from pkkmart.till.operations import close_shift, count_drawer
from pkkmart.till.places import CashPlace
from pkkmart.till.queries import expected_idr, open_shift
from tests import make
from tests.conftest import FrozenClock
from tests.sale_changes.test_owners import TwoConsignors

FIRST = date(2026, 11, 24)


@pytest.fixture
def consignors(shop: FrozenClock) -> TwoConsignors:
    """Bu Sari sold two lemper on 24 November, setor 1.600 each; no member."""
    found = TwoConsignors(are_members=False)
    found.sold(found.lemper, 2)
    return found


def days_later(shop: FrozenClock, days: int, consignors: TwoConsignors) -> None:
    """Another day, another shift."""
    shift = open_shift(1)
    assert shift is not None
    left = expected_idr(shift.id)
    count_drawer(consignors.rina, shift.id, {1_000: left // 1_000})
    close_shift(consignors.rina, shift.id, hand_over_idr=left)
    shop.pass_(days=days)
    make.shift(consignors.rina, 50_000)


def oldest(consignors: TwoConsignors) -> date | None:
    owed = owed_by_person().get(consignors.sari, 0)
    return oldest_unpaid(consignors.sari, owed) if owed > 0 else None


def test_a_cancelled_payout_leaves_the_debt_as_old_as_it_was(consignors: TwoConsignors, shop: FrozenClock) -> None:
    settled = settle(SYSTEM, consignors.sari, FIRST)
    days_later(shop, 20, consignors)
    paid = pay_settlement(SYSTEM, settled.id, CashPlace.SAFE, till_id=1)
    assert oldest(consignors) is None
    cancel_payout(SYSTEM, paid.id, "salah tempat", till_id=1)
    assert oldest(consignors) == FIRST
    cancel_settlement(SYSTEM, settled.id, "salah batas")
    assert oldest(consignors) == FIRST
    assert cancelled_is_silent(consignors, FIRST + timedelta(days=20))


def cancelled_is_silent(consignors: TwoConsignors, day: date) -> bool:
    """Twins of a settlement move nothing in the consignor's statement of the day."""
    return statement(consignors.sari, day, day).lines == ()


def test_a_cancelled_sale_is_no_young_debt(consignors: TwoConsignors, shop: FrozenClock) -> None:
    days_later(shop, 20, consignors)
    for _time in range(3):
        void_sale(SYSTEM, consignors.sold(consignors.lemper, 2), "salah", till_id=1)
    record_loss(SYSTEM, consignors.sari, [LossItem(consignors.lemper, 2 * ONE)])
    cancel_loss(SYSTEM, 1, "ketemu")
    assert oldest(consignors) == FIRST
    assert cancelled_is_silent(consignors, FIRST + timedelta(days=20))


def test_goods_of_today_brought_back_pay_no_old_debt(consignors: TwoConsignors, shop: FrozenClock) -> None:
    days_later(shop, 20, consignors)
    consignors.back(consignors.sold(consignors.lemper, 2), 2)
    consignors.move(consignors.sold(consignors.lemper, 2), consignors.arem, 2)
    assert owed_by_person() == {consignors.sari: 3_200, consignors.ani: 3_400}
    assert oldest(consignors) == FIRST
    assert oldest_unpaid(consignors.ani, 3_400) == FIRST + timedelta(days=20)


def test_a_cancelled_return_leaves_the_debt_as_old_as_it_was(consignors: TwoConsignors, shop: FrozenClock) -> None:
    sale = consignors.sold(consignors.arem, 3)
    days_later(shop, 20, consignors)
    consignors.back(sale, 3)
    assert owed_by_person() == {consignors.sari: 3_200}
    cancel_return(SYSTEM, 1, "salah struk", till_id=1)
    assert oldest_unpaid(consignors.ani, 5_100) == FIRST


def test_a_moved_part_brought_back_is_the_consignor_s_no_more(consignors: TwoConsignors, shop: FrozenClock) -> None:
    sale = consignors.sold(consignors.arem, 3)
    days_later(shop, 20, consignors)
    consignors.move(sale, consignors.lemper, 2)
    consignors.back(sale, 2, at=1)
    assert owed_by_person() == {consignors.sari: 3_200, consignors.ani: 1_700}
    assert (oldest(consignors), oldest_unpaid(consignors.ani, 1_700)) == (FIRST, FIRST)


def test_joining_the_co_op_makes_no_debt_young(consignors: TwoConsignors, shop: FrozenClock) -> None:
    """What waits on 2103 is older than what now waits on 2102."""
    days_later(shop, 20, consignors)
    grant_capacity(SYSTEM, consignors.sari, CapacityKind.MEMBER, since=clock.today())
    consignors.sold(consignors.lemper, 3)
    assert oldest(consignors) == FIRST
    settled = settle(SYSTEM, consignors.sari, clock.today())
    pay_settlement(SYSTEM, settled.id, CashPlace.SAFE, amount_idr=3_200, till_id=1)
    assert oldest(consignors) == FIRST + timedelta(days=20), "paid first is what was earned first, whatever its account"


def test_long_years_are_read_until_what_is_owed_is_whole(
    consignors: TwoConsignors, shop: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ages, "_EARNED", ages._EARNED.replace(f"LIMIT {ages._PAGE}", "LIMIT 2"))
    monkeypatch.setattr(ages, "_PAGE", 2)
    for _day in range(4):
        days_later(shop, 1, consignors)
        consignors.sold(consignors.lemper)
    found = [oldest_unpaid(consignors.sari, owed) for owed in (1, 1_600, 1_601, 4_800, 6_400, 6_401, 9_600)]
    assert [(day - FIRST).days for day in found if day is not None] == [4, 4, 3, 2, 1, 0, 0]
    assert oldest_unpaid(consignors.ani, 1) is None


def test_a_back_dated_replacement_is_as_old_as_its_day(consignors: TwoConsignors, shop: FrozenClock) -> None:
    days_later(shop, 20, consignors)
    consignors.sold(consignors.lemper)
    record_loss(SYSTEM, consignors.sari, [LossItem(consignors.lemper, ONE)], day=FIRST + timedelta(days=2))
    assert oldest_unpaid(consignors.sari, 1_600) == FIRST + timedelta(days=20), "the newest day, not the newest paper"
    assert oldest_unpaid(consignors.sari, 1_601) == FIRST + timedelta(days=2)


def test_a_statement_tells_what_buyers_paid_and_got_back(consignors: TwoConsignors, shop: FrozenClock) -> None:
    days_later(shop, 1, consignors)
    day = clock.today()
    void_sale(SYSTEM, consignors.sold(consignors.lemper, 2), "salah", till_id=1)
    sale = consignors.sold(consignors.lemper, 4)
    consignors.back(sale, 1)
    consignors.move(sale, consignors.arem, 1)
    record_loss(SYSTEM, consignors.sari, [LossItem(consignors.lemper, ONE)])
    told: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for line in statement(consignors.sari, day, day).lines:
        told[line.kind].append((line.qty_milli // ONE, line.gross_idr, line.share_idr))
    assert told == {"SOLD": [(4, 8_000, 6_400)], "RETURNED": [(-2, -4_000, -3_200)], "LOST": [(1, 0, 1_600)]}
    theirs = [(line.kind, line.qty_milli // ONE, line.gross_idr) for line in statement(consignors.ani, day, day).lines]
    assert theirs == [("SOLD", 1, 2_000)]


def test_what_sales_brought_consignors_is_less_what_was_cancelled(consignors: TwoConsignors) -> None:
    void_sale(SYSTEM, consignors.sold(consignors.lemper, 4), "salah", till_id=1)
    consignors.sold(consignors.arem)
    record_loss(SYSTEM, consignors.sari, [LossItem(consignors.lemper, ONE)])
    settled = settle(SYSTEM, consignors.ani, clock.today())
    cancel_settlement(SYSTEM, settled.id, "salah batas")
    assert shares_by_person(FIRST, FIRST) == {consignors.sari: 3_200, consignors.ani: 1_700}
    assert shares_by_month(FIRST, FIRST) == {"2026-11": 4_900}
