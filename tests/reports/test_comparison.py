"""What a paper holds its month against: last month's and last year's own papers, across year ends and new shops."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from pkkmart.closing.operations import close_month, reopen_month
from pkkmart.core.actor import Actor, Approval
from pkkmart.core.db import fetch
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import EntryKind, credit, debit
from pkkmart.printing.paper import Document, Note, Table
from pkkmart.reports.checks import position_balances, result_is_in_position
from pkkmart.reports.documents import document
from pkkmart.reports.months import last_day, month_before, months_between, same_month_last_year, year_before
from pkkmart.reports.queries import month_balances, report_months
from pkkmart.reports.statements import StatementLine, balance_sheet, income_statement, trial_lines, trial_totals
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.make import post_opening
from tests.reports.test_stored import post_entry

INCOME = (Account.MEMBER_SALES, Account.OTHER_SALES, Account.MEMBER_COMMISSION, Account.OTHER_INCOME)
COSTS = (Account.MEMBER_COST, Account.WAGES, Account.UTILITIES, Account.SPOILAGE, Account.ANNUAL_MEETING)


def play_month(actor: Actor, chance: random.Random, month: str) -> None:
    """A month of sales, costs and a grant, in rupiah that nobody would guess."""
    year, number = int(month[:4]), int(month[5:])
    for account in INCOME:
        idr = chance.randrange(1, 900_000)
        post_entry(
            actor, date(year, number, chance.randrange(1, 28)), EntryKind.NORMAL, *pair(Account.SAFE, account, idr)
        )
    for account in COSTS:
        idr = chance.randrange(1, 300_000)
        post_entry(
            actor, date(year, number, chance.randrange(1, 28)), EntryKind.NORMAL, *pair(account, Account.SAFE, idr)
        )
    if chance.random() < 0.3:
        post_entry(actor, date(year, number, 28), EntryKind.NORMAL, *pair(Account.EQUIPMENT, Account.GRANT, 2_000_001))


def pair(to: Account, of: Account, idr: int) -> tuple[tuple[Account, int], tuple[Account, int]]:
    return (to, idr), (of, -idr)


def end_year(actor: Actor, year: int) -> int:
    """Classes 4 to 8 brought to 3109, as a year-end close does; returns the year's SHU."""
    standing = fetch(
        "SELECT account_id, sum(amount_idr) FROM posting WHERE account_id >= 4000 GROUP BY account_id"
        " HAVING sum(amount_idr) <> 0"
    )
    shu = -sum(idr for _code, idr in standing)
    lines = [(Account(code), -idr) for code, idr in standing]
    post_entry(actor, date(year, 12, 31), EntryKind.CLOSING, *lines, (Account.SHU_OF_YEAR, -shu))
    return shu


def play(actor: Actor, frozen: FrozenClock, first: str, last: str) -> list[int]:
    """Months in order, each year's end booked on 31 December and 1 January; returns the SHU of the years that ended."""
    chance, shu = random.Random(7), list[int]()
    for month in months_between(first, last):
        end = last_day(month)
        frozen.at = datetime(end.year, end.month, end.day, 3, 0, tzinfo=UTC)
        play_month(actor, chance, month)
        if end.month == 12:
            shu.append(end_year(actor, end.year))
        if end.month == 1:
            moved = pair(Account.SHU_OF_YEAR, Account.UNDIVIDED_SHU, shu[-1])
            post_entry(actor, date(end.year, 1, 1), EntryKind.NORMAL, *moved)
    return shu


def play_two_year_ends(actor: Actor, frozen: FrozenClock, close: Sequence[str]) -> list[int]:
    """From March 2025 into February 2027, some months closed; returns the SHU of both years."""
    shu = play(actor, frozen, "2025-03", "2027-02")
    frozen.at = datetime(2027, 2, 24, 3, 0, tzinfo=UTC)
    for month in close:
        close_month(actor, month)
    return shu


def tie(first: str, last: str) -> None:
    """Every compared column of every month is that month's own paper; before the books there is nothing."""
    months = months_between(first, last)[::-1]
    rows = {month: month_balances(month) for month in months}
    results = {month: income_statement(rows[month]).lines for month in months}
    positions = {month: balance_sheet(rows[month]).lines for month in months}
    for month in months:
        same(results[month], 1, results.get(month_before(month)), 0)
        same(results[month], 3, results.get(same_month_last_year(month)), 2)
        same(positions[month], 1, positions.get(month_before(month)), 0)
        same(positions[month], 2, positions.get(year_before(month)), 0)
        assert balance_sheet(rows[month]).balances
        lines = trial_lines(rows[month])
        assert trial_totals(lines)[0::2] == trial_totals(lines)[1::2]


def same(lines: tuple[StatementLine, ...], column: int, others: tuple[StatementLine, ...] | None, of: int) -> None:
    shown = [(line.label, line.figures_idr[column]) for line in lines if line.figures_idr]
    if others is None:
        assert [one for one in shown if one[1]] == []
    else:
        assert shown == [(line.label, line.figures_idr[of]) for line in others if line.figures_idr]


ALL = months_between("2025-03", "2027-01")


@pytest.mark.parametrize("close", [ALL, ALL[:10], ALL[:3], []], ids=["all closed", "one year", "three months", "none"])
def test_every_compared_column_is_that_months_own_paper(shop: FrozenClock, close: list[str]) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shu = play_two_year_ends(endang, shop, close)
    assert report_months()[0::23] == ["2027-02", "2025-03"]
    tie("2025-03", "2027-02")
    years = [income_statement(month_balances(month)).shu.figures_idr for month in ("2025-12", "2026-12")]
    assert (years[0][2], years[1][2], years[1][3]) == (shu[0], shu[1], shu[0])
    assert [check().ok for check in (position_balances, result_is_in_position)] == [True, True]


def test_a_month_opened_again_and_corrected_is_compared_as_it_stands(shop: FrozenClock) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    play_two_year_ends(endang, shop, ALL)
    before = income_statement(month_balances("2027-02")).shu.figures_idr
    ketua = make.cashier("Bu Ketua", "9876", Role.ADMIN)
    reopen_month(endang, "2027-01", "sewa lupa", approval=Approval(ketua, "sewa lupa"))
    post_entry(endang, date(2027, 1, 31), EntryKind.NORMAL, *pair(Account.RENT, Account.SAFE, 500_000))
    tie("2025-03", "2027-02")
    after = income_statement(month_balances("2027-02")).shu.figures_idr
    assert after == (before[0], before[1] - 500_000, before[2] - 500_000, before[3])


def test_a_shop_that_began_in_mid_year_is_compared_from_its_first_month_on(shop: FrozenClock) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    shop.at = datetime(2025, 8, 15, 3, 0, tzinfo=UTC)
    opening = [
        debit(Account.SAFE, 900_000),
        debit(Account.MEMBER_COST, 300_000),
        credit(Account.MEMBER_SALES, 400_000),
        credit(Account.GRANT, 800_000),
    ]
    post_opening(endang, opening, date(2025, 8, 15))
    play(endang, shop, "2025-08", "2026-09")
    for month in months_between("2025-08", "2026-08"):
        close_month(endang, month)
    tie("2025-08", "2026-09")
    august = income_statement(month_balances("2025-08")).shu.figures_idr
    assert august[2] == august[0] + 100_000
    assert income_statement(month_balances("2025-09")).shu.figures_idr[1] == august[0]
    assert income_statement(month_balances("2026-08")).shu.figures_idr[3] == august[2]


def test_opening_balances_stand_under_saldo_awal_of_their_month(shop: FrozenClock) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    opening = [
        debit(Account.SAFE, 900_000),
        debit(Account.MEMBER_COST, 300_000),
        credit(Account.MEMBER_SALES, 1_200_000),
    ]
    post_opening(endang, opening, date(2026, 11, 5))
    post_entry(endang, date(2026, 11, 9), EntryKind.NORMAL, *pair(Account.SAFE, Account.MEMBER_SALES, 50_000))
    lines = {line.code: line.figures for line in trial_lines(month_balances("2026-11"))}
    assert lines == {
        1103: (900_000, 0, 50_000, 0, 950_000, 0),
        4101: (0, 1_200_000, 0, 50_000, 0, 1_250_000),
        5101: (300_000, 0, 0, 0, 300_000, 0),
    }
    paper = document("trial_balance", "2026-11")
    assert rows_of(paper)[-1] == ("", "JUMLAH", *("1.200.000",) * 2, *("50.000",) * 2, *("1.250.000",) * 2)
    assert notes_of(paper) == ["Saldo awal memuat saldo awal pembukuan yang dibukukan dalam bulan ini."]


def rows_of(paper: Document, table: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in [block for block in paper.blocks if isinstance(block, Table)][table].rows]


def notes_of(paper: Document) -> list[str]:
    return [block.text for block in paper.blocks if isinstance(block, Note)]


def test_the_words_over_the_columns_and_what_stands_under_them(shop: FrozenClock) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    play_two_year_ends(endang, shop, ALL)
    (table, *_rest) = document("income_statement", "2027-02").blocks
    assert isinstance(table, Table)
    heads = ["Uraian", "Bulan ini", "Bulan lalu", "S.d. bulan ini", "S.d. bulan yang sama 2026"]
    assert [column.title for column in table.columns] == heads
    own = {month: dict_of(document("income_statement", month)) for month in ("2027-01", "2026-02")}
    for row in rows_of(document("income_statement", "2027-02")):
        if row[0] != "Beban pokok" and row[1]:
            assert (row[2], row[4]) == (own["2027-01"][row[0]][0], own["2026-02"][row[0]][2])
    (table, *_rest) = document("balance_sheet", "2027-02").blocks
    assert isinstance(table, Table)
    heads = ["Uraian", "24 Februari 2027", "31 Januari 2027", "31 Desember 2026"]
    assert [column.title for column in table.columns] == heads
    told = {
        month: ["Buku dimulai " in notes_of(document(key, month))[-1] for key in ("balance_sheet", "income_statement")]
        for month in ("2025-12", "2026-02", "2027-02")
    }
    assert told == {"2025-12": [True, True], "2026-02": [False, True], "2027-02": [False, False]}


def dict_of(paper: Document) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in rows_of(paper)}


def test_in_january_last_month_and_last_year_are_one_column(shop: FrozenClock) -> None:
    endang = make.cashier("Bu Endang", "4321", Role.TREASURER)
    play_two_year_ends(endang, shop, ALL)
    (table, *_rest) = document("balance_sheet", "2027-01").blocks
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == ["Uraian", "31 Januari 2027", "31 Desember 2026"]
    assert {len(row.cells) for row in table.rows} == {3}
