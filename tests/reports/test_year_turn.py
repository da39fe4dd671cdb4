"""Over the turn of a year: both signed statements tell one SHU, however and whenever the old year is closed."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum, auto

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pkkmart.closing.operations import close_month
from pkkmart.core import clock
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch
from pkkmart.ledger.chart import Account
from pkkmart.ledger.posting import EntryKind, credit, debit
from pkkmart.printing.paper import Note
from pkkmart.reports.checks import CHECKS, position_balances, result_is_in_position
from pkkmart.reports.documents import document
from pkkmart.reports.months import last_day, month_before, months_between, year_before
from pkkmart.reports.queries import month_balances
from pkkmart.reports.statements import balance_sheet, earlier_years, income_statement
from tests.conftest import FrozenClock, memory_shop
from tests.make import post_opening
from tests.reports.test_comparison import dict_of, notes_of, tie
from tests.reports.test_stored import post_entry

UNDIVIDED, EARLIER, YEAR = (
    "SHU belum dibagi (menunggu RAT)",
    "SHU tahun lalu (belum ditutup/dibagi)",
    "SHU tahun berjalan",
)


def moved(day: date, income_idr: int, cost_idr: int = 0) -> None:
    """A day's income and cost, through the safe."""
    post_entry(
        SYSTEM,
        day,
        EntryKind.NORMAL,
        (Account.SAFE, income_idr),
        (Account.OTHER_INCOME, -income_idr),  # the recaps would look for the sales behind class 41
    )
    if cost_idr:
        post_entry(SYSTEM, day, EntryKind.NORMAL, (Account.MEMBER_COST, cost_idr), (Account.SAFE, -cost_idr))


def close_year(day: date, to: Account, until: date) -> None:
    """What classes 4 to 8 stood at on a day, brought to 3109 or straight to 3108 by an entry of another."""
    standing = fetch(
        "SELECT p.account_id, sum(p.amount_idr) FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " WHERE p.account_id >= 4000 AND e.business_date <= ? GROUP BY p.account_id HAVING sum(p.amount_idr) <> 0",
        (until.isoformat(),),
    )
    shu = -sum(idr for _code, idr in standing)
    if standing:
        lines = [(Account(code), -idr) for code, idr in standing]
        post_entry(SYSTEM, day, EntryKind.CLOSING, *lines, *([(to, -shu)] if shu else []))


@pytest.fixture
def turned(shop: FrozenClock) -> FrozenClock:
    """December 2025 made 700.000, January 2026 200.000; nobody closed the year."""
    shop.at = datetime(2026, 2, 10, 3, 0, tzinfo=UTC)
    moved(date(2025, 12, 20), 1_000_000, 300_000)
    moved(date(2026, 1, 20), 250_000, 50_000)
    return shop


def test_the_january_papers_tell_one_shu(turned: FrozenClock) -> None:
    position = dict_of(document("balance_sheet", "2026-01"))
    result = dict_of(document("income_statement", "2026-01"))
    assert position["Sisa hasil usaha"] == ("900.000", "700.000")
    assert position[EARLIER] == ("700.000", "-")
    assert position[YEAR] == ("200.000", "700.000"), "on 31 December the year was running"
    assert UNDIVIDED not in position
    assert result["11. SISA HASIL USAHA"] == ("200.000", "700.000", "200.000", "-")
    assert [check().ok for check in CHECKS] == [True, True, True]


def test_the_february_papers_hold_the_old_year_apart_in_every_column(turned: FrozenClock) -> None:
    moved(date(2026, 2, 3), 40_000)
    position = dict_of(document("balance_sheet", "2026-02"))
    assert position[EARLIER] == ("700.000", "700.000", "-")
    assert position[YEAR] == ("240.000", "200.000", "700.000")
    assert dict_of(document("income_statement", "2026-02"))["11. SISA HASIL USAHA"][2] == "240.000"


def test_neraca_saldo_says_what_its_accounts_still_hold(turned: FrozenClock) -> None:
    assert notes_of(document("trial_balance", "2025-12")) == []
    told = (
        "Akun kelas 4-8 masih memuat angka tahun buku sebelum 2026 (SHU Rp700.000), karena tahun itu belum ditutup. "
        "SHU tahun 2026 saja ada di Perhitungan Hasil Usaha."
    )
    assert notes_of(document("trial_balance", "2026-01")) == [told]
    close_year(date(2026, 2, 9), Account.UNDIVIDED_SHU, date(2025, 12, 31))
    assert notes_of(document("trial_balance", "2026-01")) == [told], "in January it was so"
    assert notes_of(document("trial_balance", "2026-02")) == [
        "Saldo awal akun kelas 4-8 masih memuat angka tahun buku sebelum 2026 (SHU Rp700.000); tahun itu ditutup "
        "dalam bulan ini."
    ]
    turned.at = datetime(2026, 3, 10, 3, 0, tzinfo=UTC)
    assert [block for block in document("trial_balance", "2026-03").blocks if isinstance(block, Note)] == []


def test_a_year_closed_on_its_last_day_is_still_the_running_one_on_that_day(turned: FrozenClock) -> None:
    close_year(date(2025, 12, 31), Account.SHU_OF_YEAR, date(2025, 12, 31))
    assert dict_of(document("balance_sheet", "2025-12"))[YEAR][0] == "700.000"
    january = dict_of(document("balance_sheet", "2026-01"))
    assert (january[EARLIER], january[YEAR]) == (("700.000", "-"), ("200.000", "700.000"))
    post_entry(
        SYSTEM, date(2026, 1, 1), EntryKind.NORMAL, (Account.SHU_OF_YEAR, 700_000), (Account.UNDIVIDED_SHU, -700_000)
    )
    january = dict_of(document("balance_sheet", "2026-01"))
    assert (january[UNDIVIDED], january[YEAR]) == (("700.000", "-"), ("200.000", "700.000"))
    assert EARLIER not in january
    assert notes_of(document("trial_balance", "2026-01")) == []


def test_two_years_that_nobody_closed(turned: FrozenClock) -> None:
    turned.at = datetime(2027, 1, 20, 3, 0, tzinfo=UTC)
    moved(date(2027, 1, 12), 5_000)
    position = dict_of(document("balance_sheet", "2027-01"))
    assert (position[EARLIER], position[YEAR]) == (("900.000", "700.000"), ("5.000", "200.000"))
    assert notes_of(document("trial_balance", "2027-01"))[0].startswith(
        "Akun kelas 4-8 masih memuat angka tahun buku sebelum 2027 (SHU Rp900.000)"
    )
    assert [check().ok for check in (position_balances, result_is_in_position)] == [True, True]


def test_a_loss_of_last_year_stands_in_parentheses(shop: FrozenClock) -> None:
    shop.at = datetime(2026, 2, 10, 3, 0, tzinfo=UTC)
    moved(date(2025, 12, 20), 100_000, 400_000)
    moved(date(2026, 1, 20), 250_000)
    position = dict_of(document("balance_sheet", "2026-01"))
    assert (position[EARLIER], position[YEAR]) == (("(300.000)", "-"), ("250.000", "(300.000)"))
    assert "(SHU -Rp300.000)" in notes_of(document("trial_balance", "2026-01"))[0]


def test_the_proof_sees_a_statement_that_starts_from_a_wrong_balance(turned: FrozenClock) -> None:
    for month in ("2025-12", "2026-01"):
        close_month(SYSTEM, month)
    assert result_is_in_position().ok
    db.execute_sql("DROP TRIGGER period_balance_no_update")
    db.execute_sql(
        "UPDATE period_balance SET amount_idr = amount_idr + 1 WHERE account_id = 7101 AND period_event_id = 1"
    )
    check = result_is_in_position()
    assert not check.ok
    assert check.name == "Perhitungan hasil usaha sama dengan posisi keuangan dan jurnal"
    assert check.figure.startswith("SHU tahun ini 200.001, menurut jurnal 200.000")


class Ends(Enum):
    """What is booked when a year ends."""

    NOTHING = auto()
    TO_3109 = auto()
    AND_ON_TO_3108 = auto()
    AND_ON_AS_CLOSING = auto()
    STRAIGHT_TO_3108 = auto()
    IN_FEBRUARY_TO_3108 = auto()
    IN_FEBRUARY_TO_3109 = auto()


@dataclass
class Told:
    """What a careful treasurer keeps on a slip of paper: SHU by where it lies, and what each paper should say."""

    undivided: int = 0
    on_3109: int = 0
    unclosed: int = 0
    year: int = 0
    expected: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    held: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)

    def month_ends(self, month: str) -> None:
        self.expected[month] = (self.undivided, self.on_3109 + self.unclosed, self.year)
        self.held[month] = self.left[month] = self.unclosed

    def month(self, month: str, amounts: tuple[int, int], ends: Ends) -> None:
        first, last = date.fromisoformat(f"{month}-01"), last_day(month)
        late = {Ends.IN_FEBRUARY_TO_3108: Account.UNDIVIDED_SHU, Ends.IN_FEBRUARY_TO_3109: Account.SHU_OF_YEAR}
        if first.month == 1 and self.on_3109 and ends in (Ends.AND_ON_TO_3108, Ends.AND_ON_AS_CLOSING):
            kind = EntryKind.CLOSING if ends is Ends.AND_ON_AS_CLOSING else EntryKind.NORMAL
            lines = ((Account.SHU_OF_YEAR, self.on_3109), (Account.UNDIVIDED_SHU, -self.on_3109))
            post_entry(SYSTEM, first, kind, *lines)
            self.undivided, self.on_3109 = self.undivided + self.on_3109, 0
        if first.month == 2 and ends in late:
            close_year(date(first.year, 2, 15), late[ends], date(first.year - 1, 12, 31))
            if ends is Ends.IN_FEBRUARY_TO_3108:
                self.undivided += self.unclosed
            else:
                self.on_3109 += self.unclosed
            self.unclosed = 0
        moved(date(first.year, first.month, 20), *amounts)
        self.year += amounts[0] - amounts[1]
        if first.month == 12:
            self.year_ends(month, last, ends)
        else:
            self.month_ends(month)

    def year_ends(self, month: str, last: date, ends: Ends) -> None:
        straight = ends is Ends.STRAIGHT_TO_3108 and not self.on_3109
        if straight:
            close_year(last, Account.UNDIVIDED_SHU, last)
            self.undivided, self.unclosed = self.undivided + self.unclosed, 0
        elif ends in (Ends.TO_3109, Ends.AND_ON_TO_3108, Ends.AND_ON_AS_CLOSING, Ends.STRAIGHT_TO_3108):
            close_year(last, Account.SHU_OF_YEAR, last)
            self.on_3109, self.unclosed = self.on_3109 + self.unclosed, 0
        self.month_ends(month)
        if straight:
            self.undivided += self.year
        elif ends in (Ends.NOTHING, Ends.IN_FEBRUARY_TO_3108, Ends.IN_FEBRUARY_TO_3109):
            self.unclosed += self.year
        else:
            self.on_3109 += self.year
        self.year, self.left[month] = 0, self.unclosed


MONTHS = months_between("2025-10", "2027-02")
AMOUNTS = st.tuples(st.integers(1, 900_000), st.integers(0, 900_000))


@given(
    amounts=st.lists(AMOUNTS, min_size=len(MONTHS), max_size=len(MONTHS)),
    ends=st.lists(st.sampled_from(Ends), min_size=2, max_size=2),
    opening=st.none() | AMOUNTS,
    closed=st.integers(0, len(MONTHS) - 1),
)
@settings(max_examples=60, deadline=None)
def test_however_years_end_every_column_tells_what_phu_tells(
    template: sqlite3.Connection,
    amounts: list[tuple[int, int]],
    ends: list[Ends],
    opening: tuple[int, int] | None,
    closed: int,
) -> None:
    told, now = Told(), FrozenClock()
    now.at = datetime(2025, 10, 10, 3, 0, tzinfo=UTC)
    with clock.using(now), memory_shop(template):
        if opening is not None:
            income, cost = opening[0], opening[1] + 1
            lines = [debit(Account.MEMBER_COST, cost), credit(Account.MEMBER_SALES, income)]
            lines.append((debit if income > cost else credit)(Account.EQUIPMENT, abs(income - cost) or 1))
            if income == cost:
                lines.append(debit(Account.GRANT, 1))
            post_opening(SYSTEM, lines, date(2025, 10, 10))
            told.year += income - cost
        for month, amount in zip(MONTHS, amounts, strict=True):
            now.at = datetime(int(month[:4]), int(month[5:]), last_day(month).day, 3, 0, tzinfo=UTC)
            told.month(month, amount, ends[(int(month[:4]) - 2025) - (int(month[5:]) < 3)])
        for month in MONTHS[:closed]:
            close_month(SYSTEM, month)
        for month in MONTHS:
            holds(told, month)
        tie(MONTHS[0], MONTHS[-1])
        assert result_is_in_position().ok


def holds(told: Told, month: str) -> None:
    """The three lines in every column are what the slip says for that day, and the last is PHU's."""
    rows = month_balances(month)
    sheet = balance_sheet(rows)
    for column, day in enumerate((month, month_before(month), year_before(month))):
        lines = tuple(line.figures_idr[column] for line in sheet.shu_lines)
        assert lines == told.expected.get(day, (0, 0, 0)), (month, day)
    assert sheet.shu_of_year.figures_idr[0] == income_statement(rows).year_idr
    before = told.left.get(month_before(month), 0)
    assert tuple(idr or 0 for idr in earlier_years(rows)) == (before, told.held[month])
