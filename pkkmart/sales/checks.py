"""Proofs of sales: paid is total plus rounding, lines are the total, numbers have no gap."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import COMMISSIONS, COST_OF_SALES, OWNED_RETURNS, OWNED_SALES, Account, codes, sum_on
from pkkmart.sales.queries.returned import RETURN_STANDS

_SWAPPED = (
    Account.DRAWER, Account.BANK, Account.CLEARING, Account.STAFF_RECEIVABLE, Account.CASH_ROUNDING,
    Account.CASH_DIFFERENCE,
)  # fmt: skip
"""All that a payment put right may move."""


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
    """Per sale: net of owned lines is 41x1, cost is 51x1, commission is 41x3, and each tender is its own account."""
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS sale_id,"
        f" -{sum_on(*OWNED_SALES)} AS sales,"
        f" {sum_on(*COST_OF_SALES)} AS cost,"
        f" -{sum_on(*COMMISSIONS)} AS commission,"
        f" {sum_on(Account.DRAWER)} AS cash,"
        f" {sum_on(Account.CLEARING)} AS qris,"
        f" {sum_on(Account.BANK)} AS transfer,"
        f" {sum_on(Account.VOLUNTARY_SAVINGS)} AS savings,"
        f" {sum_on(Account.MEMBER_RECEIVABLE)} AS receivable"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'sale' AND e.kind = 'NORMAL' GROUP BY e.origin_id),"
        " sold AS (SELECT sale_id, sum(CASE WHEN owner_id IS NULL THEN net_idr ELSE 0 END) AS sales,"
        " sum(cost_idr) AS cost, coalesce(sum(commission_idr), 0) AS commission FROM sale_line GROUP BY sale_id),"
        " paid AS (SELECT sale_id,"
        " sum(CASE tender WHEN 'CASH' THEN amount_idr ELSE 0 END) + sum(to_savings_idr) AS cash,"
        " sum(CASE tender WHEN 'QRIS' THEN amount_idr ELSE 0 END) AS qris,"
        " sum(CASE tender WHEN 'TRANSFER' THEN amount_idr ELSE 0 END) AS transfer,"
        " sum(CASE tender WHEN 'SAVINGS' THEN amount_idr ELSE 0 END) - sum(to_savings_idr) AS savings,"
        " sum(CASE tender WHEN 'RECEIVABLE' THEN amount_idr ELSE 0 END) AS receivable FROM payment GROUP BY sale_id)"
        " SELECT s.id FROM sale s JOIN sold l ON l.sale_id = s.id LEFT JOIN booked b ON b.sale_id = s.id"
        " LEFT JOIN paid p ON p.sale_id = s.id"
        " WHERE b.sale_id IS NULL OR b.sales <> l.sales OR b.cost <> l.cost OR b.commission <> l.commission"
        " OR b.cash <> coalesce(p.cash, 0) OR b.qris <> coalesce(p.qris, 0) OR b.transfer <> coalesce(p.transfer, 0)"
        " OR b.savings <> coalesce(p.savings, 0) OR b.receivable <> coalesce(p.receivable, 0)"
    )
    return Check(_("Tiap struk sama dengan jurnalnya"), _("{wrong} struk berbeda").format(wrong=len(rows)), not rows)


def shares_are_owed() -> Check:
    """Every consigned line sold made exactly one line of debt to its maker."""
    rows = fetch(
        "WITH owed AS (SELECT origin_line_id, count(*) AS lines, sum(amount_idr) AS amount_idr,"
        " max(person_id) AS person_id FROM consignment_line WHERE origin_kind = 'sale' AND kind = 'SOLD'"
        " GROUP BY origin_line_id) SELECT l.id FROM sale_line l LEFT JOIN owed o ON o.origin_line_id = l.id"
        " WHERE l.owner_id IS NOT NULL"
        " AND (o.lines IS NOT 1 OR o.amount_idr <> l.share_idr OR o.person_id <> l.owner_id)"
    )
    return Check(_("Hak penitip sama dengan baris struk"), _("{wrong} baris berbeda").format(wrong=len(rows)), not rows)


def returns_are_posted() -> Check:
    """A return is its lines, its refunds and its entry, and no part of a line leaves twice."""
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS id,"
        f" {sum_on(*OWNED_RETURNS)} AS sales,"
        f" -{sum_on(*COST_OF_SALES)} AS cost,"
        f" -{sum_on(Account.DRAWER)} AS cash,"
        f" -{sum_on(Account.BANK)} AS bank,"
        f" -{sum_on(Account.VOLUNTARY_SAVINGS)} AS savings,"
        f" -{sum_on(Account.MEMBER_RECEIVABLE)} AS receivable"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'sale_return' AND e.kind = 'NORMAL' GROUP BY e.origin_id),"
        " back AS (SELECT b.sale_return_id AS id, sum(b.net_idr) AS net, sum(CASE WHEN"
        " (CASE WHEN m.id IS NULL THEN l.owner_id ELSE m.owner_id END) IS NULL THEN b.net_idr ELSE 0 END) AS sales,"
        " sum(b.cost_idr) AS cost, sum(l.sale_id <> r.sale_id OR m.sale_line_id IS NOT l.id"
        " AND b.line_move_id IS NOT NULL) AS strange FROM sale_return_line b JOIN sale_line l ON l.id = b.sale_line_id"
        " JOIN sale_return r ON r.id = b.sale_return_id LEFT JOIN line_move m ON m.id = b.line_move_id"
        " GROUP BY b.sale_return_id),"
        " paid AS (SELECT sale_return_id AS id, sum(CASE tender WHEN 'CASH' THEN amount_idr ELSE 0 END) AS cash,"
        " sum(CASE tender WHEN 'SAVINGS' THEN amount_idr ELSE 0 END) AS savings,"
        " sum(CASE tender WHEN 'RECEIVABLE' THEN amount_idr ELSE 0 END) AS receivable, sum(amount_idr) AS total"
        " FROM refund GROUP BY sale_return_id)"
        " SELECT r.id FROM sale_return r LEFT JOIN back l ON l.id = r.id LEFT JOIN booked b ON b.id = r.id"
        " LEFT JOIN paid p ON p.id = r.id LEFT JOIN bank_refund k ON k.sale_return_id = r.id"
        " WHERE l.id IS NULL OR l.strange OR l.net <> r.total_idr"
        " OR r.total_idr <> coalesce(p.total, 0) + coalesce(k.amount_idr, 0) + r.rounding_idr"
        " OR coalesce(b.bank, 0) <> coalesce(k.amount_idr, 0) OR coalesce(b.sales, 0) <> l.sales"
        " OR coalesce(b.cost, 0) <> l.cost OR coalesce(b.cash, 0) <> coalesce(p.cash, 0)"
        " OR coalesce(b.savings, 0) <> coalesce(p.savings, 0) OR coalesce(b.receivable, 0) <> coalesce(p.receivable, 0)"
        " UNION ALL SELECT t.line_id FROM (SELECT b.sale_line_id AS line_id, b.line_move_id AS move_id, b.qty_milli"
        f" FROM sale_return_line b JOIN sale_return r ON r.id = b.sale_return_id WHERE {RETURN_STANDS} UNION ALL"
        " SELECT sale_line_id, from_move_id, qty_milli FROM line_move) t JOIN sale_line l ON l.id = t.line_id"
        " LEFT JOIN line_move m ON m.id = t.move_id GROUP BY t.line_id, t.move_id"
        " HAVING sum(t.qty_milli) > coalesce(max(m.qty_milli), max(l.qty_milli))"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(total_idr), 0) FROM sale_return") or (0, 0)
    text = _("{count} retur, {total} rupiah, {wrong} berbeda").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Tiap retur sama dengan struk dan jurnalnya"), text, not rows)


def loose_returns_are_posted() -> Check:
    """A return without a receipt is its lines, the cash it gave, its entry, and what its makers are owed less."""
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS id,"
        f" {sum_on(*OWNED_RETURNS)} AS sales,"
        f" -{sum_on(*COST_OF_SALES)} AS cost,"
        f" {sum_on(*COMMISSIONS)} AS commission,"
        f" {sum_on(Account.CONSIGNED_LOSS)} AS replaced,"
        f" -{sum_on(Account.DRAWER)} AS cash"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'loose_return' AND e.kind = 'NORMAL' GROUP BY e.origin_id),"
        " back AS (SELECT loose_return_id AS id, sum(net_idr) AS net,"
        " sum(CASE WHEN owner_id IS NULL THEN net_idr ELSE 0 END) AS sales, sum(cost_idr) AS cost,"
        " sum(CASE WHEN owner_id IS NULL THEN 0 ELSE net_idr - share_idr END) AS commission,"
        " sum(CASE fault WHEN 'SHOP' THEN share_idr ELSE 0 END) AS replaced,"
        " sum(CASE fault WHEN 'MAKER' THEN share_idr ELSE 0 END) AS share FROM loose_return_line"
        " GROUP BY loose_return_id),"
        " owed AS (SELECT origin_id AS id, -sum(amount_idr) AS share FROM consignment_line"
        " WHERE origin_kind = 'loose_return' GROUP BY origin_id)"
        " SELECT o.id FROM loose_return o LEFT JOIN back l ON l.id = o.id LEFT JOIN booked b ON b.id = o.id"
        " LEFT JOIN owed w ON w.id = o.id WHERE l.id IS NULL OR b.id IS NULL OR l.net <> o.total_idr"
        " OR b.cash <> o.total_idr - o.rounding_idr OR b.sales <> l.sales OR b.cost <> l.cost"
        " OR b.commission <> l.commission OR b.replaced <> l.replaced OR coalesce(w.share, 0) <> l.share"
    )
    total = fetch_one("SELECT count(*), coalesce(sum(total_idr), 0) FROM loose_return") or (0, 0)
    text = _("{count} retur, {total} rupiah, {wrong} berbeda").format(
        count=figure(total[0]), total=figure(total[1]), wrong=len(rows)
    )
    return Check(_("Tiap retur tanpa struk sama dengan barisnya dan jurnalnya"), text, not rows)


def cancelled_returns_are_undone() -> Check:
    """A cancelled return, with or without a receipt, leaves no goods, share, cash, simpanan or bon moved."""
    both = (
        "WITH gone AS (SELECT id, origin_kind, origin_id FROM voided_document"
        " WHERE origin_kind IN ('sale_return', 'loose_return')), paper AS (SELECT id, origin_kind, origin_id FROM gone"
        " UNION ALL SELECT id, 'void', id FROM gone)"
    )
    left = " UNION ALL ".join(
        f"SELECT p.id FROM paper p JOIN {table} x ON x.origin_kind = p.origin_kind AND x.origin_id = p.origin_id"
        f" GROUP BY p.id, {whose} HAVING " + " OR ".join(f"sum(x.{figures}) <> 0" for figures in moved)
        for table, whose, moved in (
            ("stock_move", "x.product_id", ("qty_milli", "value_idr")),
            ("consignment_line", "x.person_id, x.account_id, x.product_id", ("qty_milli", "amount_idr")),
            ("cash_movement", "x.shift_id", ("amount_idr",)),
            ("savings_line", "x.member_id, x.kind", ("amount_idr",)),
            ("receivable_item", "x.debt_kind, x.debt_id", ("amount_idr",)),
        )
    )
    rows = fetch(f"{both} {left}")
    total = fetch_one(f"{both} SELECT count(*) FROM gone") or (0,)
    text = _("{count} retur batal, {wrong} meninggalkan sesuatu").format(count=figure(total[0]), wrong=len(rows))
    return Check(_("Retur yang dibatalkan tidak meninggalkan apa pun"), text, not rows)


def moves_are_posted() -> Check:
    """A move to another mother is its entry, moves no cash, and owes both what it says of a part of one line.

    What it tells of whose the money was cancels out in each place.
    """
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS id,"
        f" -{sum_on(*OWNED_SALES)} AS sales,"
        f" {sum_on(*COST_OF_SALES)} AS cost,"
        f" -{sum_on(*COMMISSIONS)} AS commission,"
        f" {sum_on(Account.DRAWER)} AS cash,"
        f" {sum_on(Account.BANK)} AS bank,"
        f" sum(p.cash_flow IS NOT NULL AND p.account_id NOT IN ({codes(Account.DRAWER, Account.BANK)})) AS others"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'line_move' GROUP BY e.origin_id),"
        " owed AS (SELECT origin_id AS id, sum(CASE kind WHEN 'RETURNED' THEN -amount_idr END) AS lost,"
        " sum(CASE kind WHEN 'SOLD' THEN amount_idr END) AS won,"
        " max(CASE kind WHEN 'RETURNED' THEN person_id END) AS loser,"
        " max(CASE kind WHEN 'SOLD' THEN person_id END) AS winner, count(*) AS lines"
        " FROM consignment_line WHERE origin_kind = 'line_move' GROUP BY origin_id)"
        " SELECT m.id FROM line_move m JOIN sale_line l ON l.id = m.sale_line_id"
        " LEFT JOIN line_move f ON f.id = m.from_move_id LEFT JOIN booked b ON b.id = m.id"
        " LEFT JOIN owed w ON w.id = m.id WHERE b.cash <> 0 OR b.bank <> 0 OR b.others OR coalesce(b.sales, 0) <>"
        " m.net_idr * ((m.owner_id IS NULL) - (m.from_owner_id IS NULL))"
        " OR coalesce(b.cost, 0) <> m.cost_idr - m.from_cost_idr OR coalesce(b.commission, 0) <>"
        " coalesce(m.commission_idr, 0) - coalesce(m.net_idr - m.from_share_idr, 0)"
        " OR w.lost IS NOT m.from_share_idr OR w.won IS NOT m.share_idr OR w.loser IS NOT m.from_owner_id"
        " OR w.winner IS NOT m.owner_id OR w.lines <> (m.owner_id IS NOT NULL) + (m.from_owner_id IS NOT NULL)"
        " OR coalesce(f.product_id, l.product_id) <> m.from_product_id OR coalesce(f.sale_line_id, l.id) <> l.id"
    )
    total = fetch_one("SELECT count(*) FROM line_move") or (0,)
    text = _("{count} dipindah, {wrong} berbeda").format(count=figure(total[0]), wrong=len(rows))
    return Check(_("Tiap salah ibu sama dengan hak penitip dan jurnalnya"), text, not rows)


def swaps_are_posted() -> Check:
    """A payment put right is its entry: each tender's difference and the rounding's, nothing else, and no more or less.

    Cash that a closed shift counted is its shortage: its cashier's (1134) or the shop's (7103), and none of the drawer.
    """
    rows = fetch(
        "WITH booked AS (SELECT e.origin_id AS id,"
        f" {sum_on(Account.DRAWER)} AS drawer,"
        f" {sum_on(Account.STAFF_RECEIVABLE, Account.CASH_DIFFERENCE)} AS shortage,"
        f" {sum_on(Account.CLEARING)} AS qris,"
        f" {sum_on(Account.BANK)} AS transfer,"
        f" -{sum_on(Account.CASH_ROUNDING)} AS rounding,"
        f" sum(p.account_id NOT IN ({codes(*_SWAPPED)})) AS others"
        " FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " WHERE e.origin_kind = 'tender_swap' GROUP BY e.origin_id),"
        " told AS (SELECT tender_swap_id AS id, sum(CASE tender WHEN 'CASH' THEN amount_idr ELSE 0 END) AS cash,"
        " sum(CASE tender WHEN 'QRIS' THEN amount_idr ELSE 0 END) AS qris,"
        " sum(CASE tender WHEN 'TRANSFER' THEN amount_idr ELSE 0 END) AS transfer, sum(amount_idr) AS total"
        " FROM tender_swap_line GROUP BY tender_swap_id)"
        " SELECT w.id FROM tender_swap w JOIN sale s ON s.id = w.sale_id LEFT JOIN booked b ON b.id = w.id"
        " LEFT JOIN told t ON t.id = w.id WHERE b.others OR coalesce(t.total, 0) <> w.rounding_idr"
        " OR coalesce(b.drawer, 0) <> CASE WHEN w.shift_id = s.shift_id THEN coalesce(t.cash, 0) ELSE 0 END"
        " OR coalesce(b.shortage, 0) <> CASE WHEN w.shift_id = s.shift_id THEN 0 ELSE coalesce(t.cash, 0) END"
        " OR coalesce(b.qris, 0) <> coalesce(t.qris, 0) OR coalesce(b.transfer, 0) <> coalesce(t.transfer, 0)"
        " OR coalesce(b.rounding, 0) <> w.rounding_idr"
        " UNION ALL SELECT b.id FROM booked b WHERE b.id NOT IN (SELECT id FROM tender_swap)"
    )
    total = fetch_one("SELECT count(*) FROM tender_swap") or (0,)
    text = _("{count} dibetulkan, {wrong} berbeda").format(count=figure(total[0]), wrong=len(rows))
    return Check(_("Tiap cara bayar yang dibetulkan sama dengan jurnalnya"), text, not rows)


def numbers_without_gap() -> Check:
    """The numbers of every paper of the counter run without a gap, by kind and year."""
    tables = ("sale", "sale_return", "loose_return", "line_move", "tender_swap")
    union = " UNION ALL ".join(f"SELECT number FROM {table}" for table in tables)
    rows = fetch(
        f"SELECT substr(number, 1, 6) FROM ({union}) GROUP BY substr(number, 1, 6)"
        " HAVING count(*) <> max(CAST(substr(number, 7) AS INTEGER))"
    )
    last = fetch_one("SELECT coalesce(max(number), '-') FROM sale") or ("-",)
    return Check(_("Nomor struk tanpa lompatan"), _("terakhir {number}").format(number=last[0]), not rows)


CHECKS = (
    paid_is_due,
    sales_are_posted,
    shares_are_owed,
    returns_are_posted,
    loose_returns_are_posted,
    cancelled_returns_are_undone,
    moves_are_posted,
    swaps_are_posted,
    numbers_without_gap,
)
