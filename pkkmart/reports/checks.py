"""Proofs of the reports: papers against the ledger, month by month, and stored balances against postings.

A closing hands over its month. Without one, recaps are proved for every month of the books, and the statements, which
carry their past along, for the running month, the one to be closed next and the last closed one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import COMMISSIONS, CONSIGNOR_ACCOUNTS, FIRST_RESULT_CODE, OWNED_SALES, SHU_ACCOUNTS, codes
from pkkmart.ledger.queries import closed_through
from pkkmart.reports.months import last_day, month_before, month_words, year_before
from pkkmart.reports.queries import consignment_recap, month_balances, report_months
from pkkmart.reports.queries.books import TRUE_KIND
from pkkmart.reports.queries.recaps import ConsignorMoves, consignor_moves, sales_days
from pkkmart.reports.statements import IncomeStatement, balance_sheet, income_statement


def position_balances(month: str = "") -> Check:
    """JUMLAH ASET is JUMLAH LIABILITAS DAN EKUITAS in every column."""
    return _proof(_("Posisi keuangan seimbang"), [month] if month else _months_that_count(), _position)


def result_is_in_position(month: str = "") -> Check:
    """The printed "SHU tahun berjalan" of every column is PHU of that day's own paper, and the newest is the journal's.

    The three lines of SHU together are what 3108, 3109 and classes 4 to 8 stand at.
    """
    name = _("Perhitungan hasil usaha sama dengan posisi keuangan dan jurnal")
    return _proof(name, [month] if month else _months_that_count(), _result)


def recaps_are_ledger(month: str = "") -> Check:
    """Rekap Penjualan is classes 41 of its month; Rekap Titipan has its titipan and commission, and is 2102 + 2103 -
    1133, consignor by consignor.
    """
    months = [month] if month else report_months()
    booked, moves = _booked(max(months)), consignor_moves(max(months))
    return _proof(_("Rekap sama dengan buku besar"), months, lambda one: _recaps(one, booked, moves))


def _months_that_count() -> list[str]:
    """The running month, the last closed one and the one after it, newest first; the others wait for their closing."""
    months, closed = report_months(), closed_through() or ""
    opened = [month for month in months if month > closed]
    return list(dict.fromkeys([*months[:1], *opened[-1:], *(month for month in months if month == closed)]))


def _proof(name: str, months: Iterable[str], prove: Callable[[str], tuple[str, bool]]) -> Check:
    """One proof of some months: the figures of the first, and which months fail."""
    found = {month: prove(month) for month in months}
    wrong = [month_words(month) for month, (_text, good) in found.items() if not good]
    text = next(iter(found.values()))[0]
    if wrong:
        text += _("; berbeda: {months}").format(months=", ".join(wrong))
    return Check(name, text, not wrong)


def _position(month: str) -> tuple[str, bool]:
    sheet = balance_sheet(month_balances(month))
    text = _("aset {assets}, liabilitas dan ekuitas {claims}").format(
        assets=figure(sheet.assets.figures_idr[0]), claims=figure(sheet.claims.figures_idr[0])
    )
    return text, sheet.balances


def _result(month: str) -> tuple[str, bool]:
    rows = month_balances(month)
    sheet = balance_sheet(rows)
    printed = sheet.shu_of_year.figures_idr
    papers = (income_statement(rows), *_results(month_before(month), year_before(month)))
    booked, standing = _from_journal(month)
    lines = sum(line.figures_idr[0] for line in sheet.shu_lines)
    text = _("SHU tahun ini {shu}, menurut jurnal {booked}; semua SHU {lines}, menurut jurnal {standing}").format(
        shu=figure(printed[0]), booked=figure(booked), lines=figure(lines), standing=figure(standing)
    )
    return text, printed == tuple(paper.year_idr for paper in papers) and (printed[0], lines) == (booked, standing)


def _results(*months: str) -> list[IncomeStatement]:
    return [income_statement(month_balances(month)) for month in months]


def _from_journal(month: str) -> tuple[int, int]:
    """The year's result, and what 3108, 3109 and classes 4 to 8 stand at, posting by posting to the end of a month."""
    row = fetch_one(
        f"SELECT -coalesce(sum(CASE WHEN p.account_id >= {FIRST_RESULT_CODE} AND e.business_date >= :first"
        f" AND {TRUE_KIND} <> 'CLOSING'"
        " THEN p.amount_idr END), 0), -coalesce(sum(p.amount_idr), 0)"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        f" WHERE (p.account_id >= {FIRST_RESULT_CODE} OR p.account_id IN ({codes(*SHU_ACCOUNTS)}))"
        " AND e.business_date <= :last",
        {"first": f"{month[:4]}-01-01", "last": last_day(month).isoformat()},
    )
    assert row is not None
    return row[0], row[1]


@dataclass(slots=True)
class _Booked:
    """What the journal says of a month's sales, rupiah: own goods, commission, and what payables grew by."""

    owned_idr: int = 0
    commission_idr: int = 0
    payable_idr: int = 0


def _booked(until: str) -> dict[str, _Booked]:
    """Every month up to one, posting by posting."""
    found: dict[str, _Booked] = defaultdict(_Booked)
    accounts = codes(*OWNED_SALES, *COMMISSIONS, *CONSIGNOR_ACCOUNTS)
    for month, account, amount, result in fetch(
        "SELECT substr(e.business_date, 1, 7), p.account_id, -sum(p.amount_idr),"
        f" -sum(CASE WHEN {TRUE_KIND} IN ('OPENING', 'CLOSING') THEN 0 ELSE p.amount_idr END)"
        " FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        f" WHERE p.account_id IN ({accounts}) AND e.business_date <= ? GROUP BY 1, 2",
        (last_day(until).isoformat(),),
    ):
        if account in OWNED_SALES:
            found[month].owned_idr += result
        elif account in COMMISSIONS:
            found[month].commission_idr += result
        else:
            found[month].payable_idr += amount
    return found


def _recaps(month: str, booked: dict[str, _Booked], moves: ConsignorMoves) -> tuple[str, bool]:
    days, titipan = sales_days(month), consignment_recap(month, moves)
    owned, consigned = sum(row.owned_idr for row in days), sum(row.consigned_idr for row in days)
    commission = sum(row.commission_idr for row in days)
    now = booked.get(month, _Booked())
    closing = sum(one.payable_idr for known, one in booked.items() if known <= month)
    good = (
        owned == now.owned_idr
        and commission == titipan.commission_idr == now.commission_idr
        and consigned == titipan.gross_idr
        and titipan.closing_idr == closing
        and all(row.ties for row in titipan.rows)
    )
    text = _("{month}: penjualan {owned}, titipan {consigned}, komisi {commission}, utang penitip {closing}").format(
        month=month_words(month),
        owned=figure(owned),
        consigned=figure(titipan.gross_idr),
        commission=figure(titipan.commission_idr),
        closing=figure(titipan.closing_idr),
    )
    return text, good


CHECKS = (position_balances, result_is_in_position, recaps_are_ledger)
