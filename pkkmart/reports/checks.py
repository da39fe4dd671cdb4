"""Proofs of the reports: the newest month's papers against the ledger, and stored balances against postings."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.reports.months import last_day, month_before, year_before
from pkkmart.reports.queries import balances_at_end, consignment_recap, month_balances, report_months, sales_recap
from pkkmart.reports.statements import IncomeStatement, balance_sheet, income_statement


def position_balances() -> Check:
    """JUMLAH ASET is JUMLAH LIABILITAS DAN EKUITAS in every column."""
    sheet = balance_sheet(month_balances(report_months()[0]))
    text = _("aset {assets}, liabilitas dan ekuitas {claims}").format(
        assets=figure(sheet.assets.figures_idr[0]), claims=figure(sheet.claims.figures_idr[0])
    )
    return Check(_("Posisi keuangan seimbang"), text, sheet.balances)


def result_is_in_position() -> Check:
    """The printed "SHU tahun berjalan" of every column is PHU of that day's own paper, and the newest is the journal's.

    The three lines of SHU together are what 3108, 3109 and classes 4 to 8 stand at.
    """
    month = report_months()[0]
    rows = month_balances(month)
    sheet = balance_sheet(rows)
    printed = sheet.shu_of_year.figures_idr
    papers = (income_statement(rows), *_results(month_before(month), year_before(month)))
    booked, standing = _from_journal(month)
    lines = sum(line.figures_idr[0] for line in sheet.shu_lines)
    text = _("SHU tahun ini {shu}, menurut jurnal {booked}; semua SHU {lines}, menurut jurnal {standing}").format(
        shu=figure(printed[0]), booked=figure(booked), lines=figure(lines), standing=figure(standing)
    )
    good = printed == tuple(paper.year_idr for paper in papers) and (printed[0], lines) == (booked, standing)
    return Check(_("Perhitungan hasil usaha sama dengan posisi keuangan dan jurnal"), text, good)


def _results(*months: str) -> list[IncomeStatement]:
    return [income_statement(month_balances(month)) for month in months]


def _from_journal(month: str) -> tuple[int, int]:
    """The year's result, and what 3108, 3109 and classes 4 to 8 stand at, posting by posting to the end of a month."""
    row = fetch_one(
        "SELECT -coalesce(sum(CASE WHEN p.account_id >= 4000 AND e.business_date >= :first"
        " AND coalesce((SELECT o.kind FROM journal_entry o WHERE o.id = e.reverses_id), e.kind) <> 'CLOSING'"
        " THEN p.amount_idr END), 0), -coalesce(sum(p.amount_idr), 0)"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " WHERE (p.account_id >= 4000 OR p.account_id IN (3108, 3109)) AND e.business_date <= :last",
        {"first": f"{month[:4]}-01-01", "last": last_day(month).isoformat()},
    )
    assert row is not None
    return row[0], row[1]


def recaps_are_ledger() -> Check:
    """Rekap Penjualan is classes 41 of the month; Rekap Titipan is 2102 + 2103 - 1133, consignor by consignor."""
    month = report_months()[0]
    moved = {row.code: -row.result_idr for row in month_balances(month)}
    sales, titipan = sales_recap(month), consignment_recap(month)
    owned = sum(moved.get(code, 0) for code in (4101, 4102, 4111, 4112))
    commission = moved.get(4103, 0) + moved.get(4113, 0)
    closing = -sum(balances_at_end(month).get(code, 0) for code in (1133, 2102, 2103))
    good = (owned, commission, closing) == (sales.owned_idr, sales.commission_idr, titipan.closing_idr)
    text = _("penjualan {owned}, komisi {commission}, utang penitip {closing}").format(
        owned=figure(sales.owned_idr), commission=figure(sales.commission_idr), closing=figure(titipan.closing_idr)
    )
    return Check(_("Rekap bulan ini sama dengan buku besar"), text, good and all(row.ties for row in titipan.rows))


CHECKS = (position_balances, result_is_in_position, recaps_are_ledger)
