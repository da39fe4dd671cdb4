"""Reads of stock: levels, moves and adjustments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from pkkmart.certificates.queries import not_halal
from pkkmart.core import clock
from pkkmart.core.db import fetch, fetch_one, how_many, listed
from pkkmart.core.money import divide_half_up
from pkkmart.core.quantity import ONE
from pkkmart.ledger.cancelled import cancelled_by, join_cancelling, stands
from pkkmart.ledger.posting import Origin
from pkkmart.people.queries import DISPLAY_NAME_SQL
from pkkmart.products.queries import search
from pkkmart.stock.batches import BatchLeft
from pkkmart.stock.valuation import Level, found_cost

SEARCHED: Final = 1_000
"""A search of the list looks at so many of the best finds."""


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A line of a stock card; quantities in thousandths, `balance_milli` after the move.

    `origin_kind` and `origin_id` name the document, of a cancellation the document it cancelled.
    """

    id: int
    business_date: str
    reason: str
    qty_milli: int
    value_idr: int
    balance_milli: int
    origin_kind: str
    origin_id: int


def levels(product_ids: Iterable[int], location_id: int = 1) -> dict[int, Level]:
    """The levels of products; one that never moved is left out."""
    wanted = list(dict.fromkeys(product_ids))
    found: dict[int, Level] = {}
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        rows = fetch(
            "SELECT product_id, qty_milli, value_idr, unit_cost_micro, ever_received FROM stock_level"
            f" WHERE location_id = ? AND product_id IN ({','.join('?' * len(chunk))})",
            [location_id, *chunk],
        )
        found.update((row[0], Level(row[1], row[2], row[3], bool(row[4]))) for row in rows)
    return found


def batches_left(product_ids: Iterable[int], location_id: int = 1) -> dict[int, list[BatchLeft]]:
    """What is left of the batches of products, by product, first expired first; one without batches is left out."""
    wanted = list(dict.fromkeys(product_ids))
    found: dict[int, list[BatchLeft]] = {}
    for start in range(0, len(wanted), 900):
        chunk = wanted[start : start + 900]
        rows = fetch(
            "SELECT l.product_id, l.batch_id, b.expires_on, l.qty_milli FROM batch_level l"
            " JOIN batch b ON b.id = l.batch_id WHERE l.location_id = ?"
            f" AND l.product_id IN ({','.join('?' * len(chunk))}) ORDER BY b.expires_on, b.id",
            [location_id, *chunk],
        )
        for product_id, batch_id, expires_on, qty_milli in rows:
            found.setdefault(product_id, []).append(BatchLeft(batch_id, date.fromisoformat(expires_on), qty_milli))
    return found


def batches_left_by(origin: Origin) -> dict[int, int]:
    """The first batch to expire of those that a document took goods from, by product: returned goods go back there."""
    rows = fetch(
        "SELECT m.product_id, m.batch_id FROM stock_move m JOIN batch b ON b.id = m.batch_id"
        " WHERE m.origin_kind = ? AND m.origin_id = ? AND m.qty_milli < 0 ORDER BY b.expires_on DESC, b.id DESC",
        (origin.kind, origin.id),
    )
    return dict(rows)


@dataclass(frozen=True, slots=True)
class ExpiringRow:
    """What is left of a batch: thousandths of a unit, and what it cost in rupiah if the co-op owns it (`owner` "")."""

    product_id: int
    name: str
    unit: str
    owner_id: int | None
    owner: str
    expires_on: date
    came_on: date
    qty_milli: int
    value_idr: int


def expiring(until: date, location_id: int = 1) -> list[ExpiringRow]:
    """Batches in stock that expire up to and including a day, the first to expire first, and when they first came.

    The value is the product's average: 3 of 12 that cost 120.000 are worth 30.000.
    """
    rows = fetch(
        f"SELECT l.product_id, p.name, p.unit, p.owner_id, coalesce({DISPLAY_NAME_SQL.format('o')}, ''), b.expires_on,"
        " (SELECT min(business_date) FROM stock_move m WHERE m.product_id = l.product_id AND m.batch_id = l.batch_id),"
        " sum(l.qty_milli), max(s.qty_milli), max(s.value_idr) FROM batch_level l JOIN batch b ON b.id = l.batch_id"
        " JOIN product p ON p.id = l.product_id LEFT JOIN person o ON o.id = p.owner_id"
        " JOIN stock_level s ON s.product_id = l.product_id AND s.location_id = l.location_id"
        " WHERE l.location_id = ? AND b.expires_on <= ? GROUP BY l.product_id, b.expires_on"
        " ORDER BY b.expires_on, lower(p.name), p.id",
        (location_id, until.isoformat()),
    )
    return [
        ExpiringRow(
            product_id,
            name,
            unit,
            owner_id,
            owner,
            date.fromisoformat(day),
            date.fromisoformat(came),
            qty,
            found_cost(Level(shelf, value), qty),
        )
        for product_id, name, unit, owner_id, owner, day, came, qty, shelf, value in rows
    ]


def near_expiry(product_id: int, today: date, until: date) -> BatchLeft | None:
    """What is left of a product that expires up to a day, or has expired; None for none. What came today is no news.

    The day is that of the first to expire, the quantity that of all of them.
    """
    row = fetch_one(
        "SELECT min(b.id), min(b.expires_on), sum(l.qty_milli) FROM batch_level l JOIN batch b ON b.id = l.batch_id"
        " WHERE l.product_id = :product AND b.expires_on <= :until AND (b.expires_on < :today OR EXISTS (SELECT 1"
        " FROM stock_move m WHERE m.product_id = :product AND m.batch_id = b.id AND m.business_date < :today))",
        {"product": product_id, "until": until.isoformat(), "today": today.isoformat()},
    )
    return None if row is None or row[0] is None else BatchLeft(row[0], date.fromisoformat(row[1]), row[2])


def expired_whole(product_ids: Iterable[int], today: date) -> set[int]:
    """Products of which every piece in stock has expired before today; one without a single batch is not among them."""
    batches = batches_left(product_ids)
    known = levels(batches)
    return {
        product_id
        for product_id, some in batches.items()
        if all(one.expires_on < today for one in some)
        and sum(one.qty_milli for one in some) >= known[product_id].qty_milli
    }


def recorded_milli(product_id: int) -> int | None:
    """How much of a product is recorded as in stock; None for one that was never received."""
    level = levels([product_id]).get(product_id)
    return level.qty_milli if level is not None and level.ever_received else None


def unit_cost_idr(product_id: int) -> int | None:
    """What one unit of owned goods costs, on average of what is there or as last known; None when unknown."""
    level = levels([product_id]).get(product_id)
    return (found_cost(level, ONE) or None) if level is not None else None


def last_paid_micro(product_id: int, but: Origin) -> int:
    """The unit cost of the newest purchase or opening stock that holds, in millionths of a rupiah; 0 without one.

    `but` is a document about to be cancelled: it does not count.
    """
    row = fetch_one(
        "SELECT m.value_idr, m.qty_milli FROM stock_move m WHERE m.product_id = ?"
        " AND m.reason IN ('PURCHASE', 'OPENING')"
        " AND m.value_idr > 0 AND NOT (m.origin_kind = ? AND m.origin_id = ?)"
        f" AND {stands('m.origin_kind', 'm', key='origin_id')}"
        " ORDER BY m.id DESC LIMIT 1",
        (product_id, but.kind, but.id),
    )
    return divide_half_up(row[0] * 1_000 * 1_000_000, row[1]) if row else 0


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """An adjustment as the list shows it; rupiah the stock gained (+) or lost (-)."""

    id: int
    number: str
    business_date: str
    reason: str
    note: str
    value_idr: int
    goods: str
    cancelled_by: str


_ADJUSTMENTS = (
    "SELECT a.id, a.number, a.business_date, a.reason, a.note, coalesce(sum(l.value_idr), 0),"
    f" {listed('p.name')}, {cancelled_by('adjustment', 'a')} FROM adjustment a"
    " JOIN adjustment_line l ON l.adjustment_id = a.id JOIN product p ON p.id = l.product_id"
)


def recent_adjustments(limit: int = 50, until: date | None = None) -> list[AdjustmentRow]:
    """The newest adjustments first, each with the names of its goods, up to and including a day where told."""
    rows = fetch(
        f"{_ADJUSTMENTS} WHERE a.business_date <= ? GROUP BY a.id ORDER BY a.business_date DESC, a.id DESC LIMIT ?",
        ((until or date.max).isoformat(), limit),
    )
    return [AdjustmentRow(*row) for row in rows]


def adjustment(adjustment_id: int) -> AdjustmentRow:
    """One adjustment; LookupError when there is none."""
    row = fetch_one(f"{_ADJUSTMENTS} WHERE a.id = ? GROUP BY a.id", (adjustment_id,))
    if row is None:
        raise LookupError(f"no adjustment {adjustment_id}")
    return AdjustmentRow(*row)


def stock_card(product_id: int, location_id: int = 1) -> list[MoveRow]:
    """Every move of a product with its running balance, oldest first."""
    rows = fetch(
        "SELECT m.id, m.business_date, m.reason, m.qty_milli, m.value_idr, sum(m.qty_milli) OVER (ORDER BY m.id),"
        " coalesce(v.origin_kind, m.origin_kind), coalesce(v.origin_id, m.origin_id)"
        f" FROM stock_move m {join_cancelling('m')} WHERE m.product_id = ? AND m.location_id = ? ORDER BY m.id",
        (product_id, location_id),
    )
    return [MoveRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ShelfEnd:
    """What was on the shelf when a day ended, in thousandths of a unit."""

    day: date
    qty_milli: int


def shelf_ends(product_id: int, since: date, location_id: int = 1) -> list[ShelfEnd]:
    """What was on the shelf at the end of a day and of every later day it moved on, oldest first; never empty."""
    level = levels([product_id], location_id).get(product_id, Level())
    moved = fetch(
        "SELECT business_date, sum(qty_milli) FROM stock_move WHERE product_id = ? AND location_id = ?"
        " AND business_date > ? GROUP BY business_date ORDER BY business_date DESC",
        (product_id, location_id, since.isoformat()),
    )
    left, ends = level.qty_milli, []
    for day, qty_milli in moved:
        ends.append(ShelfEnd(date.fromisoformat(day), left))
        left -= qty_milli
    return [ShelfEnd(since, left), *reversed(ends)]


class StockFilter(StrEnum):
    """Which part of the list is wanted."""

    ALL = "ALL"
    LOW = "LOW"
    OUT = "OUT"
    CONSIGNED = "CONSIGNED"
    OWNED = "OWNED"
    MINUS = "MINUS"
    NOT_HALAL = "NOT_HALAL"


@dataclass(frozen=True, slots=True)
class StockRow:
    """A product with what is on the shelf; rupiah per unit, thousandths of a unit. `owner` "" is the co-op."""

    product_id: int
    name: str
    category: str
    owner: str
    code: str
    unit: str
    selling_price_idr: int
    member_price_idr: int | None
    min_stock_milli: int
    qty_milli: int
    ever_received: bool
    value_idr: int
    """What the goods on the shelf cost; 0 where they are a consignor's."""
    shelf: str

    @property
    def is_out(self) -> bool:
        """Whether the product was on the shelf before and none is left."""
        return self.ever_received and self.qty_milli <= 0

    @property
    def is_low(self) -> bool:
        """Whether less is left than the product's minimum."""
        return self.qty_milli < self.min_stock_milli


_LISTED = " FROM product p LEFT JOIN stock_level s ON s.product_id = p.id AND s.location_id = 1 WHERE p.active"
_LOW = "coalesce(s.qty_milli, 0) < p.min_stock_milli"
_OUT = "(s.ever_received AND s.qty_milli <= 0)"
_MINUS = "coalesce(s.qty_milli, 0) < 0"
_FILTERS = {
    StockFilter.ALL: "",
    StockFilter.LOW: f" AND {_LOW}",
    StockFilter.OUT: f" AND {_OUT}",
    StockFilter.CONSIGNED: " AND p.owner_id IS NOT NULL",
    StockFilter.OWNED: " AND p.owner_id IS NULL",
    StockFilter.MINUS: f" AND {_MINUS}",
}


def _not_halal() -> str:
    """SQL: the product is food or drink that has no halal certificate today."""
    return not_halal(clock.today())


def stock_list(text: str = "", chosen: StockFilter = StockFilter.ALL, limit: int = 200) -> tuple[list[StockRow], int]:
    """The first rows of the list by name and how many there are in all; a search looks at its best SEARCHED finds."""
    where, params = _LISTED + (f" AND {_not_halal()}" if chosen is StockFilter.NOT_HALAL else _FILTERS[chosen]), []
    ordered = "lower(p.name), p.name, p.id"
    if text.strip():
        params = [row.id for row in search(text, SEARCHED)]
        where += f" AND p.id IN ({','.join('?' * len(params))})"
    counted = fetch_one(f"SELECT count(*) {where}", params)
    sql = (
        f"WITH shown AS (SELECT p.id, s.qty_milli, s.ever_received, s.value_idr {where}"
        f" ORDER BY {ordered} LIMIT ?)"
        f" SELECT p.id, p.name, coalesce(c.name, ''), coalesce({DISPLAY_NAME_SQL.format('o')}, ''),"
        " coalesce((SELECT b.code FROM barcode b WHERE b.product_id = p.id ORDER BY b.id LIMIT 1), ''), p.unit,"
        " p.selling_price_idr, p.member_price_idr, p.min_stock_milli, coalesce(s.qty_milli, 0),"
        " coalesce(s.ever_received, 0), coalesce(s.value_idr, 0), p.shelf FROM shown s JOIN product p ON p.id = s.id"
        " LEFT JOIN category c ON c.id = p.category_id LEFT JOIN person o ON o.id = p.owner_id"
        f" ORDER BY {ordered}"
    )
    rows = fetch(sql, [*params, limit])
    return [StockRow(*[*row[:10], bool(row[10]), *row[11:]]) for row in rows], int(counted[0]) if counted else 0


def stock_value_idr() -> int:
    """What all owned goods on the shelf cost, rupiah."""
    row = fetch_one("SELECT coalesce(sum(value_idr), 0) FROM stock_level")
    return int(row[0]) if row else 0


def stock_counts() -> dict[StockFilter, int]:
    """How many products each part of the list holds."""
    row = fetch_one(
        f"SELECT count(*), {how_many(_LOW)}, {how_many(_OUT)}, {how_many('p.owner_id IS NOT NULL')},"
        f" {how_many('p.owner_id IS NULL')}, {how_many(_MINUS)}, {how_many(_not_halal())} {_LISTED}"
    )
    return dict(zip(StockFilter, row or (0,) * len(StockFilter), strict=True))
