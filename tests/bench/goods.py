"""Goods at 100,000 products and 2,000,000 moves: the list, the card of the busiest product, a long settlement."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QApplication

from pkkmart.consignment.operations import settle
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import db, fetch, fetch_one
from pkkmart.ledger.chart import Account
from pkkmart.shell.window import MainWindow
from pkkmart.stock.queries import expiring, stock_card, stock_list
from pkkmart.stock.screen.card import SHOWN
from pkkmart.ui.doors import Door
from pkkmart.users.queries import active_users, actor_of
from tests.bench.counter import CounterBench
from tests.bench.data import LAST_DAY
from tests.bench.table import Limit, Line, Times

MOVES: Final = 2_000_000
LINES: Final = 20_000
_CARD_BY_HAND: Final = (
    "SELECT business_date, reason, qty_milli, value_idr FROM stock_move WHERE product_id = ? AND location_id = 1"
    " ORDER BY id DESC LIMIT ?"
)
_LIST_BY_HAND: Final = (
    "SELECT p.id, p.name, p.selling_price_idr, l.qty_milli FROM product p LEFT JOIN stock_level l"
    " ON l.product_id = p.id WHERE p.active ORDER BY lower(p.name) LIMIT 200"
)


def run_goods(folder: Path, share: int) -> Iterator[Line]:
    """Fill the open database up to the moves and the lines, and measure what reads them."""
    busiest = _more_moves()
    rounds = max(3, 60 // share)
    card, card_by_hand = Times(), Times()
    listed, listed_by_hand, expired = Times(), Times(), Times()
    for _round in range(rounds):
        _time(card, lambda: stock_card(busiest, SHOWN))
        _time(card_by_hand, lambda: fetch(_CARD_BY_HAND, (busiest, SHOWN)))
        _time(listed, stock_list)
        _time(listed_by_hand, lambda: fetch(_LIST_BY_HAND))
        _time(expired, lambda: expiring(LAST_DAY))
    yield Line(f"stock card, busiest of {MOVES:,} moves", card, (Limit("p99", 50),), card_by_hand)
    yield Line("stock list, first rows of 100,000", listed, (Limit("p99", 100),), listed_by_hand)
    yield Line("what expires", expired)
    yield Line("  the page opened and painted", _page(folder, rounds), (Limit("median", 100),))
    settled = Times()
    for consignor in _more_lines(3):
        _time(settled, lambda one=consignor: settle(SYSTEM, one, LAST_DAY))  # type: ignore[misc]
    yield Line(f"settling {LINES:,} lines of a consignor", settled, (Limit("p99", 1_000),))


def _time(times: Times, act: Callable[[], object]) -> None:
    began = time.perf_counter()
    act()
    times.add(time.perf_counter() - began)


def _more_moves() -> int:
    """Add moves that cancel each other out in pairs, a tenth of them of one product; returns that product."""
    row = fetch_one("SELECT count(*), max(id), (SELECT max(id) FROM product) FROM stock_move")
    assert row is not None
    count, last, products = row
    busiest = int(products) // 2
    db.execute_sql(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
        " INSERT INTO stock_move (id, product_id, location_id, batch_id, reason, qty_milli, value_idr, origin_kind,"
        " origin_id, business_date, recorded_at)"
        " SELECT ? + i, CASE WHEN i / 2 % 10 = 0 THEN ? ELSE 1 + i / 2 * 7919 % ? END, 1, NULL, 'SALE',"
        " CASE WHEN i % 2 THEN 1000 ELSE -1000 END, 0, 'sale', 1 + i % 1000, ?, '2026-11-01T00:00:00Z' FROM n",
        (MOVES - count, last, busiest, products, LAST_DAY.isoformat()),
    )
    return busiest


def _more_lines(consignors: int) -> list[int]:
    """Give some consignors so many unsettled lines each; returns who they are."""
    found = [
        int(row[0])
        for row in fetch(
            "SELECT DISTINCT person_id FROM consignment_line WHERE account_id = ? ORDER BY person_id LIMIT ?",
            (int(Account.MEMBER_CONSIGNOR_PAYABLE), consignors),
        )
    ]
    for person in found:
        (last,) = fetch("SELECT max(id) FROM consignment_line")[0]
        db.execute_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            " INSERT INTO consignment_line (id, kind, person_id, account_id, amount_idr, product_id, qty_milli,"
            " origin_kind, origin_id, origin_line_id, business_date, recorded_at)"
            " SELECT ? + i, 'SOLD', ?, ?, 1600, NULL, 1000, 'sale', 1, 1, ?, '2026-11-01T00:00:00Z' FROM n",
            (LINES, last, person, int(Account.MEMBER_CONSIGNOR_PAYABLE), LAST_DAY.isoformat()),
        )
    return found


def _page(folder: Path, rounds: int) -> Times:
    """The page of stock brought to the front by a treasurer and painted, after it was opened once."""
    bench, times = CounterBench(folder), Times()
    window: MainWindow = bench.window
    window.unlock(actor_of(active_users()[1].id))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window.open(Door("stock"))
    app.processEvents()
    for _round in range(rounds):
        window.open(Door("cash"))
        app.processEvents()
        began = time.perf_counter()
        window.open(Door("stock"))
        app.processEvents()
        times.add(time.perf_counter() - began)
    bench.close()
    return times
