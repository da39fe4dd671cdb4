"""Proofs of sales: paid is total plus rounding, lines are the total, the entry and the stock, numbers have no gap."""

from __future__ import annotations

from collections.abc import Iterable

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import COMMISSIONS, COST_OF_SALES, OWNED_SALES, sum_on
from pkkmart.ledger.queries import first_documents
from pkkmart.products.settings import UNLISTED_ID
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
    return Check(_("Struk sama dengan baris dan pembayarannya"), text + _named(rows), not rows)


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
    text = _("{wrong} struk berbeda").format(wrong=len(rows)) + _named(rows)
    return Check(_("Tiap struk sama dengan jurnalnya"), text, not rows)


def goods_are_moved() -> Check:
    """Each sale took from the shelf the goods of its lines, product by product, at their cost.

    Goods no list knows were never on it.
    """
    rows = fetch(
        "SELECT DISTINCT id FROM (SELECT sale_id AS id, product_id, qty_milli, cost_idr FROM sale_line"
        " WHERE product_id <> ? UNION ALL SELECT origin_id, product_id, qty_milli, value_idr FROM stock_move"
        " WHERE origin_kind = 'sale') GROUP BY id, product_id HAVING sum(qty_milli) <> 0 OR sum(cost_idr) <> 0",
        (UNLISTED_ID.get(),),
    )
    text = _("{wrong} struk berbeda").format(wrong=len(rows)) + _named(rows)
    return Check(_("Barang tiap struk sama dengan gerak stoknya"), text, not rows)


def shares_are_owed() -> Check:
    """Every consigned line sold made exactly one line of debt to its consignor."""
    rows = fetch(
        "WITH owed AS (SELECT origin_line_id AS id, max(origin_id) AS sale_id, count(*) AS lines,"
        " sum(amount_idr) AS amount_idr, sum(qty_milli) AS qty_milli, max(product_id) AS product_id,"
        " max(person_id) AS person_id FROM consignment_line WHERE origin_kind = 'sale' GROUP BY origin_line_id)"
        " SELECT l.sale_id FROM sale_line l LEFT JOIN owed o ON o.id = l.id"
        " WHERE coalesce(o.lines, 0) <> CASE WHEN l.owner_id IS NULL THEN 0 ELSE 1 END OR o.amount_idr <> l.share_idr"
        " OR o.person_id <> l.owner_id OR o.qty_milli <> l.qty_milli OR o.product_id <> l.product_id"
        " OR o.sale_id <> l.sale_id"
        " UNION ALL SELECT o.sale_id FROM owed o LEFT JOIN sale_line l ON l.id = o.id WHERE l.id IS NULL"
    )
    text = _("{wrong} baris berbeda").format(wrong=len(rows)) + _named(rows)
    return Check(_("Hak penitip sama dengan baris struk"), text, not rows)


def numbers_without_gap() -> Check:
    """The numbers of every paper of the counter run without a gap, by kind and year."""
    rows = fetch(
        "SELECT substr(number, 1, 6) FROM (SELECT number FROM sale UNION ALL SELECT number FROM sale_change)"
        " GROUP BY substr(number, 1, 6)"
        " HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER))"
    )
    last = fetch_one("SELECT coalesce(max(number), '-') FROM sale") or ("-",)
    return Check(_("Nomor struk tanpa lompatan"), _("terakhir {number}").format(number=last[0]), not rows)


def _named(rows: Iterable[tuple[int]]) -> str:
    """The end of a figure that names the first sales of some rows, given by their ids."""
    return first_documents(("sale", sale_id) for (sale_id,) in rows)


CHECKS = (
    paid_is_due,
    sales_are_posted,
    goods_are_moved,
    shares_are_owed,
    numbers_without_gap,
)
