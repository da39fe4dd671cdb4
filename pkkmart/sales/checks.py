"""Proofs of sales: paid is total plus rounding, lines are the total, numbers have no gap."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import COMMISSIONS, COST_OF_SALES, OWNED_SALES, sum_on
from pkkmart.sales.tenders import Tender, sum_of_tender


def paid_is_due() -> Check:
    rows = fetch(
        "SELECT s.id FROM sale s WHERE s.total_idr + s.rounding_idr <>"
        " (SELECT coalesce(sum(p.amount_idr), 0) FROM payment p WHERE p.sale_id = s.id)"
        " OR s.total_idr <> (SELECT coalesce(sum(l.net_idr), 0) FROM sale_line l WHERE l.sale_id = s.id)"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(total_idr), 0) FROM sale") or (0, 0)
    text = _("{count} struk, {total} rupiah, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Struk sama dengan baris dan pembayarannya"), text, not rows)


def sales_are_posted() -> Check:
    """Per sale: net of owned lines is 41x1, cost is 51x1, commission is 41x3, and each tender is its own account.

    Change that was saved came in as cash and went into savings.
    """
    saved = {Tender.CASH: " + sum(y.to_savings_idr)", Tender.SAVINGS: " - sum(y.to_savings_idr)"}
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS sale_id,"
        f" -{sum_on(*OWNED_SALES)} AS sales,"
        f" {sum_on(*COST_OF_SALES)} AS cost,"
        f" -{sum_on(*COMMISSIONS)} AS commission,"
        f" {', '.join(f'{sum_on(one.facts.account)} AS {one.lower()}' for one in Tender)}"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'sale' AND e.kind = 'NORMAL' GROUP BY e.origin_id),"
        " sold AS (SELECT sale_id, sum(CASE WHEN owner_id IS NULL THEN net_idr ELSE 0 END) AS sales,"
        " sum(cost_idr) AS cost, coalesce(sum(commission_idr), 0) AS commission FROM sale_line GROUP BY sale_id),"
        f" paid AS (SELECT y.sale_id, {', '.join(sum_of_tender('y', one, saved.get(one, '')) for one in Tender)}"
        " FROM payment y GROUP BY y.sale_id)"
        " SELECT s.id FROM sale s JOIN sold l ON l.sale_id = s.id LEFT JOIN booked b ON b.sale_id = s.id"
        " LEFT JOIN paid p ON p.sale_id = s.id"
        " WHERE b.sale_id IS NULL OR b.sales <> l.sales OR b.cost <> l.cost OR b.commission <> l.commission"
        + "".join(f" OR b.{one.lower()} <> coalesce(p.{one.lower()}, 0)" for one in Tender)
    )
    return Check(_("Tiap struk sama dengan jurnalnya"), _("{wrong} struk berbeda").format(wrong=len(rows)), not rows)


def shares_are_owed() -> Check:
    """Every consigned line sold made exactly one line of debt to its consignor."""
    rows = fetch(
        "WITH owed AS (SELECT origin_line_id, count(*) AS lines, sum(amount_idr) AS amount_idr,"
        " max(person_id) AS person_id FROM consignment_line WHERE origin_kind = 'sale' AND kind = 'SOLD'"
        " GROUP BY origin_line_id) SELECT l.id FROM sale_line l LEFT JOIN owed o ON o.origin_line_id = l.id"
        " WHERE l.owner_id IS NOT NULL"
        " AND (coalesce(o.lines, 0) <> 1 OR o.amount_idr <> l.share_idr OR o.person_id <> l.owner_id)"
    )
    return Check(_("Hak penitip sama dengan baris struk"), _("{wrong} baris berbeda").format(wrong=len(rows)), not rows)


def numbers_without_gap() -> Check:
    """The numbers of every paper of the counter run without a gap, by kind and year."""
    rows = fetch(
        "SELECT substr(number, 1, 6) FROM (SELECT number FROM sale UNION ALL SELECT number FROM sale_change)"
        " GROUP BY substr(number, 1, 6)"
        " HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER))"
    )
    last = fetch_one("SELECT coalesce(max(number), '-') FROM sale") or ("-",)
    return Check(_("Nomor struk tanpa lompatan"), _("terakhir {number}").format(number=last[0]), not rows)


CHECKS = (
    paid_is_due,
    sales_are_posted,
    shares_are_owed,
    numbers_without_gap,
)
