"""Whose the money of a sale is: sold, moved, put right and brought back, it leaves nothing in the cash flow."""

from __future__ import annotations

import pytest

from pkkmart.cashbook.operations import settle_clearing
from pkkmart.cashbook.queries import open_clearing
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import fetch
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import entries_of
from pkkmart.sale_changes.operations import ReturnItem, correct_payment, return_goods
from pkkmart.sale_changes.queries.standing import standing_sale
from pkkmart.sales.tenders import Paid, Tender
from pkkmart.till.queries import expected_idr
from tests import make
from tests.books import cash_flows, entry_count
from tests.sale_changes.test_owners import TwoConsignors, holds


@pytest.fixture
def owners(shop: object) -> TwoConsignors:
    return TwoConsignors()


def flows(account: Account | None = None) -> dict[str, int]:
    """What came for whom, rupiah, in all places or in one; nothing is left out."""
    rows = fetch(
        "SELECT cash_flow, sum(amount_idr) FROM posting WHERE cash_flow IN ('CUSTOMERS', 'FOR_CONSIGNORS')"
        " AND coalesce(:account, account_id) = account_id GROUP BY cash_flow HAVING sum(amount_idr) <> 0",
        {"account": account and int(account)},
    )
    return dict(rows)


PAID = {
    "tunai": ((), 20_000),
    "transfer": ((Paid(Tender.TRANSFER, 20_000),), 0),
    "QRIS": ((Paid(Tender.QRIS, 20_000),), 0),
    "tiga-tiganya": ((Paid(Tender.TRANSFER, 5_000), Paid(Tender.QRIS, 10_000)), 5_000),
}


def clear_all() -> None:
    """The provider pays all QRIS that stands open."""
    if days := [(one.day, one.open_idr) for one in open_clearing()]:
        settle_clearing(SYSTEM, days, sum(amount for _day, amount in days))


@pytest.mark.parametrize("paid", PAID)
@pytest.mark.parametrize("cleared_first", [False, True])
def test_a_sale_moved_and_brought_back_leaves_nothing_in_the_cash_flow(
    owners: TwoConsignors, paid: str, *, cleared_first: bool
) -> None:
    others, received = PAID[paid]
    sale = make.sell(owners.rina, (owners.lemper, 10), others=others, received_idr=received).sale.id
    if cleared_first:
        clear_all()
    known = entry_count()
    owners.move(sale, owners.water, 6)
    owners.move(sale, owners.arem, 4)
    assert entry_count() == known + 2
    clear_all()
    assert flows() == {"CUSTOMERS": 13_200, "FOR_CONSIGNORS": 6_800}, "six were the shop's, four 1.700 of Bu Ani's"
    items = [ReturnItem(line.id, line.left_milli) for line in standing_sale(sale).lines]
    return_goods(SYSTEM, sale, items, "tidak jadi", till_id=1)
    assert flows() == {}
    assert expected_idr(owners.shift_id) == 50_000 - 20_000 + received
    assert holds()


def test_a_move_tells_the_flow_where_the_money_is_and_moves_none(owners: TwoConsignors) -> None:
    cash = owners.sold(owners.lemper, 10)
    owners.move(cash, owners.water, 10)
    assert cash_flows(entries_of("sale_change", 1)[0]) == {"CUSTOMERS": 16_000, "FOR_CONSIGNORS": -16_000}
    assert (flows(Account.DRAWER), flows(Account.BANK)) == ({"CUSTOMERS": 20_000}, {})
    assert fetch("SELECT count(*) FROM cash_movement WHERE origin_kind = 'sale_change'") == [(0,)]
    by_bank = make.sell(owners.rina, (owners.arem, 10), others=[Paid(Tender.TRANSFER, 20_000)]).sale.id
    owners.move(by_bank, owners.lemper, 10)
    assert flows(Account.BANK) == {"CUSTOMERS": 4_000, "FOR_CONSIGNORS": 16_000}
    assert holds()


def test_a_payment_put_right_is_split_as_the_goods_were_moved(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 10)
    owners.move(sale, owners.water, 5)
    correct_payment(SYSTEM, sale, 0, "ternyata transfer", others=[Paid(Tender.TRANSFER, 20_000)], till_id=1)
    assert flows(Account.DRAWER) == {}
    assert flows(Account.BANK) == {"CUSTOMERS": 12_000, "FOR_CONSIGNORS": 8_000}
    assert holds()


@pytest.mark.parametrize("last", ["tunai", "transfer"])
def test_qris_moved_and_put_right_leaves_nothing_either(owners: TwoConsignors, last: str) -> None:
    others, received = PAID["QRIS"]
    sale = make.sell(owners.rina, (owners.lemper, 10), others=others, received_idr=received).sale.id
    owners.move(sale, owners.water, 10)
    others, received = PAID[last]
    correct_payment(SYSTEM, sale, received, "keliru", others=others, till_id=1)
    assert flows() == {"CUSTOMERS": 20_000}
    owners.back(sale, 10)
    assert (flows(), open_clearing()) == ({}, [])
    assert holds()


def test_cash_moved_and_found_to_be_qris_is_the_shop_s_in_the_bank(owners: TwoConsignors) -> None:
    sale = owners.sold(owners.lemper, 10)
    owners.move(sale, owners.water, 10)
    correct_payment(SYSTEM, sale, 0, "ternyata QRIS", others=[Paid(Tender.QRIS, 20_000)], till_id=1)
    clear_all()
    assert (flows(Account.DRAWER), flows(Account.BANK)) == ({}, {"CUSTOMERS": 20_000})
    assert holds()
