"""A month's figures by hand: against the trial balance, against each other, and from stored balances."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkkmart.core.actor import Actor
from pkkmart.core.db import db, fetch
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import trial_balance
from pkkmart.products.operations import change_price
from pkkmart.reports.checks import CHECKS, recaps_are_ledger
from pkkmart.reports.months import MonthUnreadable, last_day, month_before, months_between, period_words, year_before
from pkkmart.reports.queries import (
    MonthBalance,
    consigned_stock,
    consignment_recap,
    month_balances,
    report_months,
    sales_recap,
)
from pkkmart.reports.statements import (
    StatementLine,
    balance_sheet,
    folded,
    income_statement,
    trial_lines,
    trial_totals,
)
from tests.conftest import FrozenClock


def line(lines: tuple[StatementLine, ...], label: str, place: int = 0) -> tuple[int, ...]:
    return [one for one in lines if one.label == label][place].figures_idr


def test_the_month_and_the_year_beside_those_before(endang: Actor) -> None:
    lines = income_statement(month_balances("2026-11")).lines
    assert line(lines, "Penjualan neto kepada anggota") == (0, 70_000, 70_000, 0)
    assert line(lines, "Beban pokok") == (0, -60_000, -60_000, 0)
    assert line(lines, "Komisi konsinyasi penitip anggota") == (2_000, 4_000, 6_000, 0)
    assert line(lines, "Penjualan neto") == (17_500, 35_000, 52_500, 0)
    assert line(lines, "Beban pokok", 1) == (-15_000, -30_000, -45_000, 0)
    assert line(lines, "Komisi penitip non-anggota") == (0, 15_000, 15_000, 0)
    assert line(lines, "3. SHU KOTOR (1 + 2)") == (4_500, 34_000, 38_500, 0)
    assert line(lines, "11. SISA HASIL USAHA") == (4_500, 34_000, 38_500, 0)


def test_the_position_beside_last_month_and_last_year(endang: Actor) -> None:
    sheet = balance_sheet(month_balances("2026-11"))
    assert line(sheet.lines, "Kas dan setara kas") == (252_500, 225_000, 0)
    assert line(sheet.lines, "Persediaan") == (1_395_000, 1_410_000, 0)
    assert line(sheet.lines, "Utang penitip") == (109_000, 101_000, 0)
    assert line(sheet.lines, "SHU tahun berjalan") == (38_500, 34_000, 0)
    assert sheet.balances
    assert sheet.assets.figures_idr == (1_647_500, 1_635_000, 0)


def test_a_line_with_a_figure_in_any_column_is_never_folded(endang: Actor) -> None:
    rows = month_balances("2026-11")
    rows.append(MonthBalance(3104, "Hibah", "GRANTS", year_start_idr=-5))
    lines = balance_sheet(rows).lines
    shown = folded(lines)
    assert [one.label for one in shown] == [
        "ASET LANCAR",
        "Kas dan setara kas",
        "Persediaan",
        "Jumlah aset lancar",
        "Jumlah aset tidak lancar",
        "JUMLAH ASET",
        "LIABILITAS JANGKA PENDEK",
        "Utang penitip",
        "Jumlah liabilitas jangka pendek",
        "Jumlah liabilitas jangka panjang",
        "EKUITAS",
        "Hibah",
        "Sisa hasil usaha",
        "SHU tahun berjalan",
        "Jumlah ekuitas",
        "JUMLAH LIABILITAS DAN EKUITAS",
    ]
    assert [one for one in lines if any(one.figures_idr) and one not in shown] == []
    assert [one.label for one in folded(balance_sheet([]).lines) if one.figures_idr and not one.is_total] == []


def test_every_account_stands_in_exactly_one_line(endang: Actor) -> None:
    rows = [MonthBalance(int(one), one.words, str(one.statement)) for one in Account]
    sheet, result = balance_sheet(rows), income_statement(rows)
    items = [code for one in (*sheet.lines,) if one.level == 1 and not one.is_total for code in one.accounts]
    assert sorted(items) == sorted(map(int, Account))
    counted = [code for one in result.lines if not one.is_total for code in one.accounts]
    assert sorted(counted) == sorted(int(one) for one in Account if one >= 4_000)


def test_an_account_of_an_unknown_line_is_still_counted() -> None:
    rows = [
        MonthBalance(1101, "Kas", "CASH", credit_idr=500),
        MonthBalance(6120, "Baru", "ANYTHING", debit_idr=500, result_idr=500, year_result_idr=500),
    ]
    assert line(income_statement(rows).lines, "Lainnya") == (-500, 0, -500, 0)
    assert balance_sheet(rows).balances


def test_it_is_the_trial_balance_of_the_ledger(endang: Actor) -> None:
    mine = [(row.code, row.opening_idr, row.debit_idr, row.credit_idr) for row in month_balances("2026-11")]
    theirs = [
        (row.code, row.opening_idr, row.debit_idr, row.credit_idr)
        for row in trial_balance(date(2026, 11, 1), date(2026, 11, 30))
    ]
    assert mine == theirs
    totals = trial_totals(trial_lines(month_balances("2026-11")))
    assert totals[0::2] == totals[1::2]
    assert sum(totals) > 0


def test_sales_four_ways_are_one_sum_and_the_ledger(endang: Actor) -> None:
    recap = sales_recap("2026-10")
    assert (recap.receipts, recap.total_idr, recap.rounding_idr) == (2, 225_000, 0)
    assert [(row.label, row.receipts, row.owned_idr, row.consigned_idr) for row in recap.days] == [
        ("12/10/2026", 2, 105_000, 120_000)
    ]
    assert recap.categories[-1].label == "Tanpa kategori"
    assert {row.label: row.total_idr for row in recap.categories} == {
        "Kue basah": 20_000,
        "Sembako": 105_000,
        "Tanpa kategori": 100_000,
    }
    assert [(row.label, row.total_idr) for row in recap.cashiers] == [("Bu Rina", 225_000)]
    assert [(row.label, row.payments, row.amount_idr) for row in recap.tenders] == [("Tunai", 2, 225_000)]
    moved = {row.code: -row.result_idr for row in month_balances("2026-10")}
    assert recap.owned_idr == moved[4101] + moved[4111]
    assert recap.commission_idr == moved[4103] + moved[4113]


def test_each_consignor_ties_to_the_ledger(endang: Actor) -> None:
    october, november = consignment_recap("2026-10"), consignment_recap("2026-11")
    assert [
        (row.name, row.opening_idr, row.qty_milli, row.gross_idr, row.commission_idr, row.share_idr, row.closing_idr)
        for row in october.rows
    ] == [
        ("Bu Sari", 0, 10_000, 20_000, 4_000, 16_000, 16_000),
        ("Bu Tini", 0, 1_000, 100_000, 15_000, 85_000, 85_000),
    ]
    assert [(row.opening_idr, row.share_idr, row.closing_idr) for row in november.rows] == [
        (16_000, 8_000, 24_000),
        (85_000, 0, 85_000),
    ]
    assert all(row.ties for row in (*october.rows, *november.rows))


def test_goods_of_others_are_a_footnote_at_the_end_of_their_month(endang: Actor) -> None:
    october, november = consigned_stock("2026-10"), consigned_stock("2026-11")
    assert (october.consignors, october.qty_milli, october.value_idr) == (2, 44_000, 40 * 2_000 + 4 * 100_000)
    assert (november.qty_milli, november.value_idr) == (39_000, 35 * 2_000 + 4 * 100_000)


def test_a_price_changed_before_dawn_belongs_to_the_new_month(endang: Actor, frozen: FrozenClock) -> None:
    lemper = fetch("SELECT id FROM product WHERE name = 'Lemper'")[0][0]
    frozen.at = datetime(2026, 10, 31, 16, 59, 59, tzinfo=UTC)  # 23.59.59 WIB on 31 October
    change_price(endang, lemper, 2_200, None, "bahan naik")
    frozen.at = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)  # 00.00 WIB on 1 November
    change_price(endang, lemper, 2_500, None, "bahan naik lagi")
    frozen.at = datetime(2026, 11, 24, 3, 42, tzinfo=UTC)
    assert consigned_stock("2026-10").value_idr == 40 * 2_200 + 4 * 100_000
    assert consigned_stock("2026-11").value_idr == 35 * 2_500 + 4 * 100_000


def test_the_checks_hold_and_see_a_difference(endang: Actor) -> None:
    assert [check().ok for check in CHECKS] == [True, True, True]
    db.execute_sql("DROP TRIGGER posting_no_update")
    db.execute_sql("UPDATE posting SET amount_idr = amount_idr - 1 WHERE account_id = 2102")
    assert [check().ok for check in CHECKS] == [False, True, False]
    db.execute_sql("UPDATE posting SET amount_idr = amount_idr - 1 WHERE account_id = 4111")
    assert not recaps_are_ledger().ok


def test_an_empty_shop_has_a_month(shop: object) -> None:
    assert report_months() == ["2026-11"]
    sheet = balance_sheet(month_balances("2026-11"))
    assert sheet.balances
    assert trial_totals(trial_lines([])) == (0,) * 6
    assert sales_recap("2026-11").total_idr == 0
    assert consignment_recap("2026-11").rows == ()


def test_months() -> None:
    assert [str(last_day(month)) for month in ("2026-02", "2028-02", "2026-12")] == [
        "2026-02-28",
        "2028-02-29",
        "2026-12-31",
    ]
    assert (month_before("2026-01"), year_before("2026-11")) == ("2025-12", "2025-12")
    assert months_between("2025-11", "2026-01") == ["2025-11", "2025-12", "2026-01"]
    assert period_words(date(2026, 10, 31)) == "1 s.d. 31 Oktober 2026"


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "Oktober 2026", "9999-12", "0001-01"])
def test_what_is_no_month_is_a_sentence(text: str) -> None:
    with pytest.raises(MonthUnreadable) as told:
        last_day(text)
    assert str(told.value) == f"“{text}” bukan bulan. Tulis tahun dan bulannya, misalnya 2026-10."


amounts = st.integers(-(10**12), 10**12)


@given(st.dictionaries(st.sampled_from(list(Account)), st.tuples(amounts, amounts, amounts, amounts)))
def test_whatever_balances_in_the_books_balances_on_paper(drawn: dict[Account, tuple[int, int, int, int]]) -> None:
    rows = [_drawn(one, one.words, str(one.statement), *figures) for one, figures in drawn.items()]
    others = [row for row in rows if row.code != 1101]
    cash = (-sum(one) for one in zip((0,) * 4, *(_figures(row) for row in others), strict=True))
    rows = [*others, _drawn(1101, "Kas", "CASH", *cash)]
    sheet = balance_sheet(rows)
    assert sheet.balances
    assert [one for one in sheet.lines if any(one.figures_idr) and one not in folded(sheet.lines)] == []
    totals = trial_totals(trial_lines(rows))
    assert totals[0::2] == totals[1::2]


def _drawn(code: int, name: str, statement: str, start: int, opening: int, brought: int, moved: int) -> MonthBalance:
    return MonthBalance(
        code,
        name,
        statement,
        opening_idr=opening,
        brought_idr=brought,
        debit_idr=max(moved, 0),
        credit_idr=max(-moved, 0),
        year_start_idr=start,
    )


def _figures(row: MonthBalance) -> tuple[int, int, int, int]:
    return row.year_start_idr, row.opening_idr, row.brought_idr, row.debit_idr - row.credit_idr
