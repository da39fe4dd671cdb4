"""Proofs of stock: levels are the sum of moves, and owned stock is account 1141."""

from __future__ import annotations

from pkkmart.core.check import Check
from pkkmart.core.db import fetch, fetch_one
from pkkmart.core.i18n import _, figure
from pkkmart.ledger.chart import Account
from pkkmart.ledger.queries import balance_idr
from pkkmart.stock.queries import stock_value_idr


def levels_are_moves() -> Check:
    rows = fetch(
        "SELECT product_id, location_id FROM (SELECT product_id, location_id, qty_milli, value_idr FROM stock_level"
        " UNION ALL SELECT product_id, location_id, -sum(qty_milli), -sum(value_idr) FROM stock_move"
        " GROUP BY product_id, location_id)"
        " GROUP BY product_id, location_id HAVING sum(qty_milli) <> 0 OR sum(value_idr) <> 0"
    )
    total = fetch_one("SELECT count(*) FROM stock_level") or (0,)
    text = _("{total} barang, {wrong} berbeda").format(total=figure(total[0]), wrong=len(rows))
    return Check(_("Stok sama dengan jumlah geraknya"), text, not rows)


def batches_are_moves() -> Check:
    """What is left of each batch is the sum of its moves, and no more than what is on the shelf."""
    rows = fetch(
        "SELECT batch_id FROM (SELECT batch_id, location_id, qty_milli FROM batch_level UNION ALL"
        " SELECT batch_id, location_id, -qty_milli FROM stock_move WHERE batch_id IS NOT NULL)"
        " GROUP BY batch_id, location_id HAVING sum(qty_milli) <> 0"
        " UNION SELECT min(l.batch_id) FROM batch_level l JOIN stock_level s ON s.product_id = l.product_id"
        " AND s.location_id = l.location_id GROUP BY l.product_id, l.location_id"
        " HAVING sum(l.qty_milli) > max(s.qty_milli)"
    )
    total = fetch_one("SELECT count(*) FROM batch") or (0,)
    text = _("{total} batch, {wrong} berbeda").format(total=figure(total[0]), wrong=len(rows))
    return Check(_("Batch sama dengan geraknya dan ada di rak"), text, not rows)


def value_is_inventory() -> Check:
    value, booked = stock_value_idr(), balance_idr(Account.INVENTORY)
    text = _("nilai stok {value}, Persediaan {booked}").format(value=figure(value), booked=figure(booked))
    return Check(_("Nilai stok sama dengan Persediaan"), text, value == booked)


def consigned_has_no_value() -> Check:
    rows = fetch(
        "SELECT m.id FROM stock_move m JOIN product p ON p.id = m.product_id"
        " WHERE p.owner_id IS NOT NULL AND m.value_idr <> 0"
    )
    return Check(
        _("Barang titipan tidak bernilai di buku"), _("{count} gerak bernilai").format(count=len(rows)), not rows
    )


def adjustments_are_moved() -> Check:
    """Each adjustment moved the goods it names, at the value its entry put into or took from 1141."""
    goods = fetch(
        "SELECT id FROM (SELECT adjustment_id AS id, product_id, qty_milli, value_idr FROM adjustment_line UNION ALL"
        " SELECT origin_id, product_id, -qty_milli, -value_idr FROM stock_move WHERE origin_kind = 'adjustment')"
        " GROUP BY id, product_id HAVING sum(qty_milli) <> 0 OR sum(value_idr) <> 0"
    )
    booked = fetch(
        "SELECT id FROM (SELECT adjustment_id AS id, value_idr FROM adjustment_line UNION ALL SELECT e.origin_id,"
        " -p.amount_idr FROM journal_entry e JOIN posting p ON p.entry_id = e.id AND p.account_id = :inventory"
        " WHERE e.origin_kind = 'adjustment') GROUP BY id HAVING sum(value_idr) <> 0",
        {"inventory": int(Account.INVENTORY)},
    )
    total = fetch_one("SELECT count(*) FROM adjustment") or (0,)
    text = _("{total} dokumen, {goods} beda barang, {booked} beda jurnal").format(
        total=figure(total[0]), goods=len(goods), booked=len(booked)
    )
    return Check(_("Penyesuaian stok sama dengan gerak dan jurnalnya"), text, not goods and not booked)


CHECKS = (levels_are_moves, batches_are_moves, value_is_inventory, consigned_has_no_value, adjustments_are_moved)
