"""Proofs of the reports: the newest month's papers against the ledger, and stored balances against postings."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch
from pkkmart.core.i18n import _, figure
from pkkmart.reports.queries import balances_at_end, consignment_recap, month_balances, report_months, sales_recap
from pkkmart.reports.statements import balance_sheet, income_statement


def position_balances() -> Check:
    """JUMLAH ASET is JUMLAH LIABILITAS DAN EKUITAS in every column."""
    sheet = balance_sheet(month_balances(report_months()[0]))
    text = _("aset {assets}, liabilitas dan ekuitas {claims}").format(
        assets=figure(sheet.assets.figures_idr[0]), claims=figure(sheet.claims.figures_idr[0])
    )
    return Check(_("Posisi keuangan seimbang"), text, sheet.balances)


def result_is_in_position() -> Check:
    """The year's SISA HASIL USAHA and what CLOSING entries moved is what classes 4 to 8 stand at."""
    rows = [row for row in month_balances(report_months()[0]) if row.code >= 4_000]
    shu = income_statement(rows).year_idr
    closed = fetch(
        "SELECT coalesce(sum(p.amount_idr), 0) FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " WHERE p.account_id >= 4000 AND coalesce((SELECT o.kind FROM journal_entry o WHERE o.id = e.reverses_id),"
        " e.kind) = 'CLOSING' AND e.business_date >= ?",
        (f"{report_months()[0][:4]}-01-01",),
    )[0][0]
    before = sum(balances_at_end(f"{int(report_months()[0][:4]) - 1:04d}-12").get(row.code, 0) for row in rows)
    standing = -sum(row.closing_idr for row in rows)
    text = _("SHU tahun ini {shu}, akun kelas 4-8 {standing}").format(shu=figure(shu), standing=figure(standing))
    return Check(_("Perhitungan hasil usaha sama dengan buku besar"), text, standing == shu - closed - before)


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
