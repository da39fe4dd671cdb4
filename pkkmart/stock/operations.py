"""Pieces of writes that move goods; every caller is a document of another room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pkkmart.core import clock
from pkkmart.core.db import db, insert_rows
from pkkmart.core.operation import part
from pkkmart.ledger.posting import Origin
from pkkmart.stock.models import StockMove
from pkkmart.stock.queries import levels
from pkkmart.stock.valuation import Level, issued, received

MAIN_LOCATION = 1


@dataclass(frozen=True, slots=True)
class Out:
    """Goods to take out: thousandths of a unit. Consigned goods carry no cost."""

    product_id: int
    qty_milli: int
    owned: bool


@dataclass(frozen=True, slots=True)
class In:
    """Goods to put in: thousandths of a unit and their total cost in rupiah (0 for consigned)."""

    product_id: int
    qty_milli: int
    cost_idr: int = 0


@part
def issue(items: Sequence[Out], *, reason: str, origin: Origin, business_date: date) -> list[int]:
    """Take goods out, below zero where the caller allows it; returns the cost of each item in order."""
    known = levels(item.product_id for item in items)
    moves: list[tuple[int, int, int]] = []
    costs: list[int] = []
    for item in items:
        level = known.get(item.product_id, Level())
        if item.owned:
            known[item.product_id], cost = issued(level, item.qty_milli)
        else:
            cost = 0
            known[item.product_id] = Level(level.qty_milli - item.qty_milli, ever_received=level.ever_received)
        moves.append((item.product_id, -item.qty_milli, -cost))
        costs.append(cost)
    _write(moves, known, reason, origin, business_date)
    return costs


@part
def receive(items: Sequence[In], *, reason: str, origin: Origin, business_date: date) -> int:
    """Put goods in; returns the difference for 5121 (debit positive) of goods that had left below zero.

    Inventory (1141) takes the items' cost less that difference.
    """
    known = levels(item.product_id for item in items)
    moves: list[tuple[int, int, int]] = []
    total_difference = 0
    for item in items:
        level = known.get(item.product_id, Level())
        if item.cost_idr or level.value_idr:
            known[item.product_id], difference = received(level, item.qty_milli, item.cost_idr)
        else:
            known[item.product_id] = Level(
                level.qty_milli + item.qty_milli, 0, level.unit_cost_micro, ever_received=True
            )
            difference = 0
        moves.append((item.product_id, item.qty_milli, item.cost_idr - difference))
        total_difference += difference
    _write(moves, known, reason, origin, business_date)
    return total_difference


def _write(
    moves: Sequence[tuple[int, int, int]], known: dict[int, Level], reason: str, origin: Origin, business_date: date
) -> None:
    now, day = clock.now_text(), business_date.isoformat()
    insert_rows(
        StockMove,
        [
            {
                "id": None,
                "product_id": product_id,
                "location_id": MAIN_LOCATION,
                "batch_id": None,
                "reason": reason,
                "qty_milli": qty_milli,
                "value_idr": value_idr,
                "origin_kind": origin.kind,
                "origin_id": origin.id,
                "business_date": day,
                "recorded_at": now,
            }
            for product_id, qty_milli, value_idr in moves
        ],
    )
    touched = dict.fromkeys(product_id for product_id, _qty, _value in moves)
    db.cursor().executemany(
        "INSERT INTO stock_level (product_id, location_id, qty_milli, value_idr, unit_cost_micro, ever_received)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (product_id, location_id) DO UPDATE SET qty_milli = excluded.qty_milli,"
        " value_idr = excluded.value_idr, unit_cost_micro = excluded.unit_cost_micro,"
        " ever_received = excluded.ever_received",
        [
            (
                product_id,
                MAIN_LOCATION,
                known[product_id].qty_milli,
                known[product_id].value_idr,
                known[product_id].unit_cost_micro,
                known[product_id].ever_received,
            )
            for product_id in touched
        ],
    )
