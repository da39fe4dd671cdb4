"""Proofs of booked counts: their lines are what was counted, what they moved, and what their entries say."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import CONSIGNOR_ACCOUNTS, Account, codes
from pkkmart.ledger.queries import first_documents
from pkkmart.stocktake.queries import NEWEST, PARTS


def _wrong(ids: set[int]) -> str:
    return first_documents(("stocktake", one) for one in ids)


def lines_are_counted() -> Check:
    """A booked line is the sum of the parts that stand of its newest pass, held against the moves up to the last one.

    The running sum of a product's moves is read once for all its lines.
    """
    counted = fetch(
        "SELECT k.id FROM stocktake k JOIN (SELECT count_id, product_id, sum(qty) AS qty, max(last) AS last FROM"
        " (SELECT l.count_id, l.product_id, t.qty_milli AS qty, t.last_move_id AS last"
        f" FROM {PARTS} WHERE {NEWEST}) GROUP BY count_id, product_id) c"
        " ON c.count_id = k.count_id LEFT JOIN stocktake_line b ON b.stocktake_id = k.id"
        " AND b.product_id = c.product_id AND b.counted_milli = c.qty AND b.last_move_id = c.last"
        " GROUP BY k.id HAVING count(b.id) <> count(*)"
        " OR count(*) <> (SELECT count(*) FROM stocktake_line a WHERE a.stocktake_id = k.id)"
    )
    bare = fetch(
        "SELECT id FROM stocktake k WHERE NOT EXISTS (SELECT 1 FROM stocktake_line l WHERE l.stocktake_id = k.id)"
    )
    book = fetch(
        "SELECT stocktake_id FROM (SELECT stocktake_id, book, sum(qty) OVER (PARTITION BY product_id"
        " ORDER BY at, stocktake_id IS NOT NULL ROWS UNBOUNDED PRECEDING) AS run FROM (SELECT product_id, id AS at,"
        " qty_milli AS qty, NULL AS stocktake_id, NULL AS book FROM stock_move WHERE location_id = 1"
        " AND product_id IN (SELECT product_id FROM stocktake_line) UNION ALL SELECT product_id,"
        " last_move_id, 0, stocktake_id, book_milli"
        " FROM stocktake_line) e) r WHERE stocktake_id IS NOT NULL AND run <> book"
    )
    wrong = {row[0] for row in (*counted, *bare, *book)}
    total = fetch_one("SELECT count(*) FROM stocktake") or (0,)
    text = _("{count} hitungan, {wrong} berbeda").format(count=figure(total[0]), wrong=len(wrong)) + _wrong(wrong)
    return Check(_("Hitung stok sama dengan yang dihitung"), text, not wrong)


def lines_are_moved() -> Check:
    """Each booked line moved its difference, at the value its entry put into or took from 1141."""
    goods = fetch(
        "SELECT id FROM (SELECT stocktake_id AS id, product_id, counted_milli - book_milli AS qty, value_idr FROM"
        " stocktake_line UNION ALL SELECT origin_id, product_id, -qty_milli, -value_idr FROM stock_move"
        " WHERE origin_kind = 'stocktake') x GROUP BY id, product_id HAVING sum(qty) <> 0 OR sum(value_idr) <> 0"
    )
    booked = fetch(
        "SELECT id FROM (SELECT stocktake_id AS id, value_idr AS idr FROM stocktake_line UNION ALL"
        " SELECT e.origin_id, -p.amount_idr FROM journal_entry e JOIN posting p ON p.entry_id = e.id"
        " AND p.account_id = :inventory WHERE e.origin_kind = 'stocktake') x GROUP BY id HAVING sum(idr) <> 0",
        {"inventory": int(Account.INVENTORY)},
    )
    wrong = {row[0] for row in (*goods, *booked)}
    text = _("{goods} beda barang, {booked} beda jurnal").format(
        goods=len({row[0] for row in goods}), booked=len({row[0] for row in booked})
    )
    return Check(_("Hitung stok sama dengan gerak dan jurnalnya"), text + _wrong(wrong), not wrong)


def shares_are_owed() -> Check:
    """What a booked count owes each consignor more or less: its lines, its consignment lines and its entry agree."""
    rows = fetch(
        "SELECT id FROM (SELECT stocktake_id AS id, owner_id AS who, share_idr AS lines, share_idr AS entry FROM"
        " stocktake_line WHERE owner_id IS NOT NULL UNION ALL SELECT origin_id, person_id, -amount_idr, 0"
        " FROM consignment_line WHERE origin_kind = 'stocktake' UNION ALL SELECT e.origin_id, p.person_id, 0,"
        f" p.amount_idr FROM journal_entry e JOIN posting p ON p.entry_id = e.id AND p.account_id IN"
        f" ({codes(*CONSIGNOR_ACCOUNTS)}) WHERE e.origin_kind = 'stocktake') x"
        " GROUP BY id, who HAVING sum(lines) <> 0 OR sum(entry) <> 0"
    )
    wrong = {row[0] for row in rows}
    text = _("{wrong} hitungan berbeda").format(wrong=len(wrong)) + _wrong(wrong)
    return Check(_("Titipan yang hilang saat dihitung sama dengan utangnya"), text, not wrong)


CHECKS = (lines_are_counted, lines_are_moved, shares_are_owed)
