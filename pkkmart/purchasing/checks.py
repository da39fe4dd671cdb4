"""Proofs of purchases: what was bought, paid and is still owed is what the ledger says."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.cancelled import stands
from pkkmart.ledger.chart import Account, codes
from pkkmart.ledger.checks import not_as_posted, posted
from pkkmart.till.places import account_sql

_OWED_OR_PAID = (
    f"CASE d.paid_from WHEN 'CREDIT' THEN {int(Account.SUPPLIER_PAYABLE)} ELSE {account_sql('d.paid_from')} END"
)


def documents_are_posted() -> Check:
    """Each purchase's total left its place or became a debt to its supplier."""
    rows = fetch(
        "SELECT d.id FROM purchase d LEFT JOIN journal_entry e ON e.origin_kind = 'purchase' AND e.origin_id = d.id"
        " AND e.kind = 'NORMAL' LEFT JOIN posting g ON g.entry_id = e.id"
        f" AND g.account_id = {_OWED_OR_PAID}"
        " GROUP BY d.id HAVING d.total_idr + coalesce(sum(g.amount_idr), 0) <> 0"
    )
    total = fetch_one("SELECT coalesce(sum(total_idr), 0) FROM purchase") or (0,)
    text = _("pembelian {total}, {wrong} tidak cocok").format(total=figure(total[0]), wrong=len(rows))
    return Check(_("Pembelian sama dengan jurnalnya"), text, not rows)


def totals_are_lines() -> Check:
    """Each purchase's total is its lines with freight and less discount, and what its goods cost."""
    rows = fetch(
        "SELECT d.id FROM purchase d LEFT JOIN purchase_line l ON l.purchase_id = d.id GROUP BY d.id"
        " HAVING coalesce(sum(l.value_idr), 0) <> d.total_idr"
        " OR coalesce(sum(l.cost_idr), 0) + d.freight_idr - d.discount_idr <> d.total_idr"
    )
    spread = fetch_one("SELECT coalesce(sum(freight_idr), 0), coalesce(sum(discount_idr), 0) FROM purchase") or (0, 0)
    text = _("ongkir {freight}, potongan {discount}, {wrong} tidak cocok").format(
        freight=figure(spread[0]), discount=figure(spread[1]), wrong=len(rows)
    )
    return Check(_("Ongkir dan potongan faktur terbagi habis ke barangnya"), text, not rows)


def payments_are_posted() -> Check:
    """Each payment has one entry, reversed when, and only when, cancelled: the supplier's debt against its place.

    What the supplier gave as a discount is on 1141 and 5121, and nowhere without one.
    """
    rows = not_as_posted(
        "supplier_payment",
        f"p.account_id = {account_sql('d.paid_from')} AND p.amount_idr = -d.amount_idr",
        f"p.account_id = {codes(Account.SUPPLIER_PAYABLE)} AND p.amount_idr = d.amount_idr + d.discount_idr"
        " AND p.person_id = d.supplier_id",
        besides=f"d.discount_idr > 0 AND p.account_id IN ({codes(Account.INVENTORY, Account.INVENTORY_DIFFERENCE)})",
    )
    total = fetch_one("SELECT count(*), coalesce(sum(amount_idr), 0) FROM supplier_payment") or (0, 0)
    text = _("{count} pembayaran, {total}, {wrong} tidak cocok").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Pembayaran pemasok sama dengan jurnalnya"), text, not rows)


def returns_are_posted() -> Check:
    """Each return lowered the debt or filled a place by what was agreed, and no more went back than was bought."""
    owed_or_paid = _OWED_OR_PAID.replace("d.paid_from", "d.paid_to")
    wrong = not_as_posted(
        "purchase_return",
        f"p.account_id = {owed_or_paid} AND p.amount_idr = d.amount_idr",
        besides=f"p.account_id IN ({codes(Account.INVENTORY, Account.INVENTORY_DIFFERENCE)})",
    )
    above = fetch(
        "SELECT l.id FROM purchase_line l JOIN purchase_return_line r ON r.purchase_line_id = l.id"
        f" JOIN purchase_return d ON d.id = r.purchase_return_id AND {stands('purchase_return', 'd')}"
        " GROUP BY l.id HAVING sum(r.qty_milli) > max(l.qty_milli)"
    )
    return posted(_("Retur pembelian sama dengan jurnalnya"), "purchase_return", len(wrong) + len(above))


def debts_are_documents() -> Check:
    """Per supplier: credit purchases less payments with their discounts are 2101 without its opening balances.

    The cancelled are left out.
    """
    rows = fetch(
        "SELECT person, sum(amount) FROM ("
        " SELECT supplier_id AS person, total_idr AS amount FROM purchase d WHERE paid_from = 'CREDIT'"
        f" AND {stands('purchase', 'd')}"
        " UNION ALL SELECT supplier_id, -amount_idr - discount_idr FROM supplier_payment d"
        f" WHERE {stands('supplier_payment', 'd')}"
        " UNION ALL SELECT b.supplier_id, -d.amount_idr FROM purchase_return d JOIN purchase b ON b.id = d.purchase_id"
        f" WHERE d.paid_to = 'CREDIT' AND {stands('purchase_return', 'd')}"
        " UNION ALL SELECT p.person_id, p.amount_idr FROM posting p JOIN journal_entry e ON e.id = p.entry_id"
        " LEFT JOIN journal_entry o ON o.id = e.reverses_id"
        " WHERE p.account_id = :payable AND e.kind <> 'OPENING' AND coalesce(o.kind, '') <> 'OPENING')"
        " GROUP BY person HAVING sum(amount) <> 0",
        {"payable": int(Account.SUPPLIER_PAYABLE)},
    )
    owed = fetch_one(
        "SELECT -coalesce(sum(amount_idr), 0) FROM posting WHERE account_id = ?", (int(Account.SUPPLIER_PAYABLE),)
    ) or (0,)
    text = _("utang pemasok {owed}, {wrong} pemasok berbeda").format(owed=figure(owed[0]), wrong=len(rows))
    return Check(_("Utang pemasok sama dengan dokumennya"), text, not rows)


CHECKS = (documents_are_posted, totals_are_lines, payments_are_posted, returns_are_posted, debts_are_documents)
