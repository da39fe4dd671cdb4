"""Posting, reversal, opening balances, month locks and what the books say of a day."""

from __future__ import annotations

from datetime import date

import pytest

from pkkmart.core.actor import SYSTEM, Actor, Permission
from pkkmart.core.db import fetch
from pkkmart.core.operation import operation
from pkkmart.ledger.chart import CASH_ACCOUNTS, PERSON_ACCOUNTS, Account, CashFlow
from pkkmart.ledger.checks import CHECKS
from pkkmart.ledger.operations import (
    AlreadyReversed,
    MonthOutOfOrder,
    PeriodClosed,
    lock_month,
    post,
    reverse,
)
from pkkmart.ledger.posting import EntryKind, Line, Origin, credit, debit
from pkkmart.ledger.queries import balance_idr, balances_by_person, closed_through, trial_balance
from tests import make
from tests.books import cash_flows, entry_count, entry_text
from tests.make import post_opening

pytestmark = pytest.mark.usefixtures("shop")
TODAY = date(2026, 11, 24)


@operation(Permission.KEEP_BOOKS)
def book(actor: Actor, *lines: Line, day: date = TODAY) -> int | None:
    return post(lines, origin=Origin("test", 1), business_date=day, memo="uji", till_id=None)


@operation(Permission.KEEP_BOOKS)
def undo(actor: Actor, entry_id: int, day: date = TODAY) -> int:
    return reverse(entry_id, origin=Origin("test", 1), business_date=day, till_id=None)


@operation(Permission.KEEP_BOOKS)
def lock(actor: Actor, month: str) -> None:
    lock_month(month, "tutup buku")


def rent(amount: int, day: date = TODAY) -> int:
    entry_id = book(
        SYSTEM, debit(Account.RENT, amount), credit(Account.SAFE, amount, cash_flow=CashFlow.EXPENSES), day=day
    )
    assert entry_id is not None
    return entry_id


def test_lines_of_one_account_person_and_flow_become_one() -> None:
    sari = make.consignor()
    entry_id = book(
        SYSTEM,
        credit(Account.OTHER_CONSIGNOR_PAYABLE, 700, person=sari),
        credit(Account.OTHER_CONSIGNOR_PAYABLE, 900, person=sari),
        debit(Account.SAFE, 1_000, cash_flow=CashFlow.CUSTOMERS),
        debit(Account.SAFE, 600, cash_flow=CashFlow.FOR_CONSIGNORS),
        debit(Account.RENT, 0),
    )
    assert entry_id is not None
    assert entry_text(entry_id) == "1103 D 1.600 / 2103(Bu Sari) K 1.600"
    assert fetch("SELECT line_no, amount_idr FROM posting ORDER BY line_no") == [(1, -1_600), (2, 1_000), (3, 600)]
    assert cash_flows(entry_id) == {"CUSTOMERS": 1_000, "FOR_CONSIGNORS": 600}


def test_an_entry_whose_lines_vanish_is_none() -> None:
    assert book(SYSTEM, debit(Account.RENT, 500), credit(Account.RENT, 500), debit(Account.WAGES, 0)) is None
    assert entry_count() == 0


def test_an_unbalanced_entry_is_a_bug_and_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="unbalanced"):
        book(SYSTEM, debit(Account.RENT, 500), credit(Account.OTHER_INCOME, 499))
    assert fetch("SELECT count(*) FROM posting") == [(0,)]


@pytest.mark.parametrize("side", [debit, credit])
def test_a_negative_amount_has_no_side(side: object) -> None:
    with pytest.raises(ValueError, match="turn the side round"):
        side(Account.RENT, -1)  # type: ignore[operator]


def test_a_reversal_is_the_exact_negation_with_its_cash_flow_once() -> None:
    entry_id = rent(500_000)
    reversal = undo(SYSTEM, entry_id)
    assert entry_text(entry_id) == "6103 D 500.000 / 1103 K 500.000"
    assert entry_text(reversal) == "1103 D 500.000 / 6103 K 500.000"
    assert cash_flows(entry_id) == {"EXPENSES": -500_000}
    assert cash_flows(reversal) == {"EXPENSES": 500_000}
    assert fetch("SELECT kind, reverses_id FROM journal_entry WHERE id = ?", (reversal,)) == [("REVERSAL", entry_id)]
    with pytest.raises(AlreadyReversed) as again:
        undo(SYSTEM, entry_id)
    assert str(again.value) == f"Jurnal {entry_id} sudah pernah dibatalkan."
    assert entry_count() == 2


def test_a_reversal_names_the_same_person() -> None:
    sari = make.consignor(is_member=True)
    entry_id = book(
        SYSTEM,
        debit(Account.CONSIGNED_LOSS, 3_200),
        credit(Account.MEMBER_CONSIGNOR_PAYABLE, 3_200, person=sari),
    )
    assert entry_id is not None
    assert entry_text(undo(SYSTEM, entry_id)) == "2102(Bu Sari) D 3.200 / 5123 K 3.200"
    assert balances_by_person(Account.MEMBER_CONSIGNOR_PAYABLE) == {}


def test_reversing_nothing_is_a_bug() -> None:
    with pytest.raises(LookupError):
        undo(SYSTEM, 77)


def test_the_trial_balance_has_opening_turnover_and_closing_and_adds_up_to_zero() -> None:
    rent(100_000, date(2026, 10, 31))
    rent(200_000, date(2026, 11, 1))
    undo(SYSTEM, rent(50_000, date(2026, 11, 24)))
    rent(400_000, date(2026, 11, 24))
    november = trial_balance(date(2026, 11, 1), date(2026, 11, 30))
    assert [(row.code, row.opening_idr, row.debit_idr, row.credit_idr, row.closing_idr) for row in november] == [
        (1103, -100_000, 50_000, 650_000, -700_000),
        (6103, 100_000, 650_000, 50_000, 700_000),
    ]
    first_day = trial_balance(date(2026, 11, 1), date(2026, 11, 1))
    assert [row.closing_idr for row in first_day] == [-300_000, 300_000]
    assert trial_balance(date(2025, 1, 1), date(2026, 10, 30)) == []


def test_a_balance_is_of_a_person_and_until_a_day() -> None:
    sari, ani = make.consignor(), make.consignor("Bu Ani")
    for person, amount, day in ((sari, 1_000, 23), (ani, 300, 24), (sari, 50, 24)):
        book(
            SYSTEM,
            debit(Account.CONSIGNED_LOSS, amount),
            credit(Account.OTHER_CONSIGNOR_PAYABLE, amount, person=person),
            day=date(2026, 11, day),
        )
    payable = Account.OTHER_CONSIGNOR_PAYABLE
    assert balance_idr(payable) == -1_350
    assert balance_idr(payable, sari) == -1_050
    assert balance_idr(payable, sari, date(2026, 11, 23)) == -1_000
    assert balance_idr(payable, ani, date(2026, 11, 23)) == 0
    assert balance_idr(payable, until=date(2026, 11, 22)) == 0
    assert balances_by_person(payable, Account.MEMBER_CONSIGNOR_PAYABLE) == {sari: -1_050, ani: -300}


def test_opening_balances_are_one_entry_whose_cash_is_opening() -> None:
    ani = make.member("Ani")
    entry_id = post_opening(
        SYSTEM,
        [
            debit(Account.SAFE, 2_000_000),
            debit(Account.BANK, 2_500_000),
            debit(Account.OTHER_COST, 3_000_000),
            credit(Account.PRINCIPAL_SAVINGS, 4_000_000, person=ani.person_id),
            credit(Account.MEMBER_SALES, 3_500_000),
        ],
        TODAY,
    )
    assert entry_text(entry_id) == (
        "1103 D 2.000.000 / 1111 D 2.500.000 / 5111 D 3.000.000 / 3101(Ani) K 4.000.000 / 4101 K 3.500.000"
    )
    assert cash_flows(entry_id) == {"OPENING": 4_500_000}
    assert fetch("SELECT kind FROM journal_entry WHERE id = ?", (entry_id,)) == [(EntryKind.OPENING,)]


def test_months_close_in_order_and_stay_closed() -> None:
    rent(1_000, date(2026, 9, 30))
    rent(1_000, date(2026, 11, 2))
    with pytest.raises(MonthOutOfOrder) as early:
        lock(SYSTEM, "2026-11")
    assert str(early.value) == "November 2026 belum bisa ditutup: tutup dulu September 2026."
    lock(SYSTEM, "2026-09")
    assert closed_through() == "2026-09"
    for month in ("2026-09", "2026-08"):
        with pytest.raises(PeriodClosed):
            lock(SYSTEM, month)
    entries = entry_count()
    with pytest.raises(PeriodClosed) as closed:
        rent(1_000, date(2026, 9, 1))
    assert str(closed.value) == (
        "Bulan September 2026 sudah ditutup. Pakai tanggal sesudahnya, atau minta pengurus membuka bulan itu."
    )
    with pytest.raises(PeriodClosed):
        rent(1_000, date(2026, 8, 31))
    with pytest.raises(PeriodClosed):
        undo(SYSTEM, 2, date(2026, 9, 30))
    assert entry_count() == entries
    rent(1_000, date(2026, 10, 1))
    lock(SYSTEM, "2026-10")
    lock(SYSTEM, "2026-11")
    assert closed_through() == "2026-11"


@pytest.mark.parametrize("account", sorted(PERSON_ACCOUNTS))
def test_a_sub_ledger_always_names_a_person(account: Account) -> None:
    with pytest.raises(Exception, match="posting: akun, orang atau arus kasnya tidak cocok"):
        book(SYSTEM, debit(account, 500), credit(Account.OTHER_INCOME, 500))


@pytest.mark.parametrize("account", sorted(CASH_ACCOUNTS))
def test_cash_always_says_which_flow_it_is(account: Account) -> None:
    with pytest.raises(Exception, match="posting: akun, orang atau arus kasnya tidak cocok"):
        book(SYSTEM, debit(account, 500), credit(Account.OTHER_INCOME, 500))


def test_the_chart_in_the_database_is_the_chart_in_the_code() -> None:
    assert {row[0] for row in fetch("SELECT id FROM account")} == {int(account) for account in Account}


def test_the_proofs_hold_on_an_empty_shop_and_after_work() -> None:
    assert [check() for check in CHECKS if not check().ok] == []
    undo(SYSTEM, rent(500))
    assert [check() for check in CHECKS if not check().ok] == []
