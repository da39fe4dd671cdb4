"""Stored balances: a closed month costs nothing to start from, a reopened one is no longer believed."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.consignment.operations import cancel_payout, pay_settlement, settle
from pkkmart.core.actor import SYSTEM, Actor, Approval, Permission
from pkkmart.core.db import fetch
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import Account, CashFlow
from pkkmart.ledger.operations import post
from pkkmart.ledger.posting import EntryKind, Origin, credit, debit
from pkkmart.reports.checks import CHECKS
from pkkmart.reports.queries import balances_at_end, consignment_recap, is_closed, month_balances
from pkkmart.reports.statements import balance_sheet, income_statement
from pkkmart.till.places import CashPlace
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.make import post_opening


@operation(Permission.KEEP_BOOKS)
def post_entry(actor: Actor, day: date, kind: EntryKind, *amounts: tuple[Account, int]) -> int | None:
    lines = [
        (debit if amount > 0 else credit)(
            account, abs(amount), cash_flow=CashFlow.EXPENSES if account is Account.SAFE else None
        )
        for account, amount in amounts
    ]
    return post(lines, origin=Origin("try", 1), business_date=day, kind=kind, till_id=None)


def test_closing_october_changes_no_figure(endang: Actor) -> None:
    before = [month_balances(month) for month in ("2026-10", "2026-11")]
    close_month(endang, "2026-10")
    assert is_closed("2026-10")
    assert fetch("SELECT count(*) FROM period_balance")[0][0] > 0
    assert [month_balances(month) for month in ("2026-10", "2026-11")] == before


def test_the_opening_comes_from_what_was_stored_until_the_month_is_opened_again(endang: Actor) -> None:
    close_month(endang, "2026-10")
    true = balances_at_end("2026-10")
    event = fetch("SELECT id FROM period_event")[0][0]
    assert balances_at_end("2026-10") == dict(
        fetch("SELECT account_id, amount_idr FROM period_balance WHERE period_event_id = ?", (event,))
    )
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    reopen_month(endang, "2026-10", "salah biaya", approval=Approval(ketua, "salah biaya"))
    post_entry(SYSTEM, date(2026, 10, 31), EntryKind.NORMAL, (Account.UTILITIES, 50_000), (Account.SAFE, -50_000))
    assert balances_at_end("2026-10")[Account.UTILITIES] == 50_000
    assert balances_at_end("2026-10")[Account.SAFE] == true[Account.SAFE] - 50_000
    close_month(endang, "2026-10")
    rows = {row.code: row for row in month_balances("2026-11")}
    assert rows[Account.UTILITIES].opening_idr == 50_000
    assert rows[Account.UTILITIES].year_result_idr == 50_000
    assert [check().ok for check in CHECKS] == [True, True, True]


def test_a_shop_that_starts_in_mid_year_brings_its_year_but_no_month(shop: FrozenClock) -> None:
    post_opening(
        SYSTEM,
        [
            debit(Account.SAFE, 900_000),
            debit(Account.MEMBER_COST, 300_000),
            credit(Account.MEMBER_SALES, 400_000),
            credit(Account.GRANT, 800_000),
        ],
        date(2026, 11, 1),
    )
    result = income_statement(month_balances("2026-11"))
    assert result.shu.figures_idr == (0, 0, 100_000, 0)
    sheet = balance_sheet(month_balances("2026-11"))
    assert (sheet.shu_of_year.figures_idr, sheet.balances) == ((100_000, 0, 0), True)
    assert [check().ok for check in CHECKS] == [True, True, True]


def test_the_year_end_leaves_the_result_on_paper_and_in_equity(shop: FrozenClock) -> None:
    shop.at = datetime(2027, 1, 15, 3, 0, tzinfo=UTC)
    december = date(2026, 12, 31)
    post_entry(SYSTEM, december, EntryKind.NORMAL, (Account.SAFE, 700_000), (Account.OTHER_INCOME, -700_000))
    post_entry(SYSTEM, december, EntryKind.CLOSING, (Account.OTHER_INCOME, 700_000), (Account.UNDIVIDED_SHU, -700_000))
    post_entry(SYSTEM, date(2027, 1, 10), EntryKind.NORMAL, (Account.RENT, 200_000), (Account.SAFE, -200_000))
    result = income_statement(month_balances("2026-12"))
    assert result.shu.figures_idr == (700_000, 0, 700_000, 0)
    sheet = balance_sheet(month_balances("2026-12"))
    assert (sheet.shu_of_year.figures_idr, sheet.assets.figures_idr) == ((700_000, 0, 0), (700_000, 0, 0))
    assert sheet.balances
    january = month_balances("2027-01")
    assert income_statement(january).shu.figures_idr == (-200_000, 700_000, -200_000, 0)
    assert balance_sheet(january).shu_of_year.figures_idr == (-200_000, 700_000, 700_000)
    assert balance_sheet(january).balances
    assert [check().ok for check in CHECKS] == [True, True, True]


def test_what_she_is_paid_and_what_is_taken_back(endang: Actor) -> None:
    make_safe = ((Account.SAFE, 5_000_000), (Account.GRANT, -5_000_000))
    post_entry(SYSTEM, date(2026, 11, 2), EntryKind.NORMAL, *make_safe)
    sari = fetch("SELECT id FROM person WHERE name = 'Bu Sari'")[0][0]
    settled = settle(endang, sari, date(2026, 11, 24))
    paid = pay_settlement(endang, settled.id, CashPlace.SAFE, received_by="Bu Sari", till_id=1)
    (row,) = [one for one in consignment_recap("2026-11").rows if one.person_id == sari]
    assert (row.opening_idr, row.share_idr, row.paid_idr, row.closing_idr) == (16_000, 8_000, 24_000, 0)
    assert row.ties
    cancel_payout(endang, paid.id, "salah orang", till_id=1)
    (row,) = [one for one in consignment_recap("2026-11").rows if one.person_id == sari]
    assert (row.paid_idr, row.closing_idr, row.ties) == (0, 24_000, True)
    assert [check().ok for check in CHECKS] == [True, True, True]
