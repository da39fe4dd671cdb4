"""One day in the shop, from the cakes of the morning to the drawer in the evening."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.consignment.operations import DeliveryItem, record_delivery
from pkkmart.consignment.queries import owed_by_person
from pkkmart.core.actor import SYSTEM
from pkkmart.core.quantity import ONE
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr, trial_balance
from pkkmart.products.queries import find_by_code, search
from pkkmart.purchasing.operations import PaidFrom, PurchaseItem, record_purchase
from pkkmart.sales.operations import BelowStock, checkout
from pkkmart.sales.queries.shifts import shift_report
from pkkmart.stock.queries import levels
from pkkmart.till.operations import close_shift, count_drawer, start_shift
from pkkmart.users.operations import log_in
from tests import make
from tests.books import entry_count, entry_of
from tests.conftest import FrozenClock
from tests.scenarios.proofs import all_checks, failures


def test_one_day(shop: FrozenClock) -> None:
    # The shop as it is: a cashier, two consignors with terms, a member, and what is on the shelf.
    rina = make.cashier("Bu Rina", "1234")
    sari = make.consignor("Bu Sari", fixed_idr=1_600, is_member=True)
    batik = make.consignor("Griya Batik", percent_bp=1_500)
    siti = make.member("Siti Wahyuni")
    lemper = make.product("Lemper Ayam", 2_000, owner_id=sari)
    kain = make.product("Kain Batik", 100_000, owner_id=batik)
    gula = make.product("Gula Pasir 1 kg", 17_500, code="8991111111111", member_price_idr=17_000)

    # 05.30: titip pagi. Fifty cakes on the shelf, nothing in the books.
    shop.pass_(hours=-5)
    assert record_delivery(SYSTEM, sari, [DeliveryItem(lemper, 50 * ONE)]) == "NT-26-000001"
    record_delivery(SYSTEM, batik, [DeliveryItem(kain, 2 * ONE)])
    assert entry_count() == 0

    # 06.00: beli gula, paid from the safe, where a million was put in when the shop began.
    shop.pass_(minutes=30)
    make.funded(1_000_000)
    assert record_purchase(SYSTEM, [PurchaseItem(gula, 40 * ONE, 600_000)], paid_from=PaidFrom.SAFE) == "PB-26-000001"
    assert entry_of("purchase", 1) == "1141 D 600.000 / 1103 K 600.000"

    # 06.30: Bu Rina logs in and opens the drawer with 200.000 of small change.
    shop.pass_(minutes=30)
    assert log_in(rina.id or 0, "1234").actor == rina
    shift = start_shift(rina, 200_000, till_id=1)
    assert entry_of("shift", shift.id) == "1101 D 200.000 / 1103 K 200.000"

    # 07.10: a member takes sugar and cakes: member price, cost, the share, one entry.
    shop.pass_(minutes=40)
    (hit,) = find_by_code("8991111111111")
    filled = make.cart((hit.product.id, 2), (search("lemper")[0].id, 10), buyer=siti)
    sold = checkout(rina, filled, 100_000, till_id=1)
    assert (sold.sale.total_idr, sold.sale.change_idr, sold.sale.number) == (54_000, 46_000, "PM-26-000001")
    assert entry_of("sale", sold.sale.id) == (
        "1101 D 54.000 / 5101 D 30.000 / 1141 K 30.000 / 2102(Bu Sari) K 16.000 / 4101 K 34.000 / 4103 K 4.000"
    )

    # 09.00: a stranger buys cloth; neither the stranger nor the consignor is a member.
    shop.pass_(hours=2)
    cloth = make.sell(rina, (kain, 1), received_idr=100_000)
    assert entry_of("sale", cloth.sale.id) == "1101 D 100.000 / 2103(Griya Batik) K 85.000 / 4113 K 15.000"

    # 11.00: more cakes are asked for than the book knows; Bu Rina sees them and sells.
    shop.pass_(hours=2)
    many = make.cart((lemper, 41))
    with pytest.raises(BelowStock):
        checkout(rina, many, 82_000, till_id=1)
    checkout(rina, many, 82_000, confirmed=frozenset({"below_stock"}), till_id=1)
    assert levels([lemper])[lemper].qty_milli == -ONE

    # 15.00: tutup sif. 436.000 should be there, 433.000 is; the rest goes to the treasurer.
    shop.pass_(hours=4)
    summary = shift_report(shift.id)
    assert (summary.receipts, summary.total_idr, summary.cash_sales_idr, summary.consigned_idr) == (
        3, 236_000, 236_000, 202_000,
    )  # fmt: skip
    counted = count_drawer(rina, shift.id, {100_000: 4, 20_000: 1, 10_000: 1, 1_000: 3})
    assert (counted.expected_idr, counted.difference_idr) == (436_000, -3_000)
    close_shift(rina, shift.id, hand_over_idr=233_000, reason="kembalian kurang hati-hati", approval=make.SEEN)

    # In the evening everything can be proved.
    assert owed_by_person() == {sari: 81_600, batik: 85_000}
    balances = {account: balance_idr(account) for account in (Account.DRAWER, Account.SAFE, Account.INVENTORY)}
    assert balances == {Account.DRAWER: 200_000, Account.SAFE: 433_000, Account.INVENTORY: 570_000}
    rows = trial_balance(date(2026, 11, 24), date(2026, 11, 24))
    assert sum(row.closing_idr for row in rows) == 0
    assert sum(row.debit_idr for row in rows) == sum(row.credit_idr for row in rows)
    assert {row.code: row.closing_idr for row in rows} == {
        1101: 200_000, 1103: 433_000, 1141: 570_000, 2102: -81_600, 2103: -85_000, 3104: -1_000_000, 4101: -34_000,
        4103: -20_400, 4113: -15_000, 5101: 30_000, 7103: 3_000,
    }  # fmt: skip
    assert failures() == []
    assert len(all_checks()) >= 15
