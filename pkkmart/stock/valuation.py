"""Moving average in integers (quantity, total value): the last unit takes the rest. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pkkmart.core.money import divide_half_up

_MICRO: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Level:
    """What is on the shelf: thousandths of a unit, rupiah of value, last known unit cost (micro-rupiah).

    Below zero the value is negative too: goods left before their cost was known.
    """

    qty_milli: int = 0
    value_idr: int = 0
    unit_cost_micro: int = 0
    ever_received: bool = False


def issued(level: Level, qty_milli: int) -> tuple[Level, int]:
    """Take a quantity out; returns the level after and the cost that left with it, rupiah."""
    if qty_milli < level.qty_milli:
        cost = divide_half_up(level.value_idr * qty_milli, level.qty_milli)
    else:
        beyond = qty_milli - max(level.qty_milli, 0)
        cost = max(level.value_idr, 0) + divide_half_up(beyond * level.unit_cost_micro, 1_000 * _MICRO)
    after = Level(level.qty_milli - qty_milli, level.value_idr - cost, level.unit_cost_micro, level.ever_received)
    return after, cost


def received(level: Level, qty_milli: int, cost_idr: int) -> tuple[Level, int]:
    """Put a quantity in at a total cost; returns the level after and the difference for 5121.

    The difference (debit positive) is what goods that left below zero really cost, beyond what was
    booked for them: 2 left at 10.000, 3 sold, 10 received at 11.000 gives 1.000.
    """
    qty_after = level.qty_milli + qty_milli
    # A bonus costs nothing; what leaves below zero later still leaves at what was last paid.
    unit_cost = divide_half_up(cost_idr * 1_000 * _MICRO, qty_milli) if cost_idr else level.unit_cost_micro
    if level.qty_milli >= 0:
        value_after = level.value_idr + cost_idr
    elif qty_after > 0:
        value_after = divide_half_up(cost_idr * qty_after, qty_milli)
    else:
        value_after = divide_half_up(level.value_idr * -qty_after, -level.qty_milli)
    difference = level.value_idr + cost_idr - value_after
    return Level(qty_after, value_after, unit_cost, True), difference


def undone(level: Level, qty_milli: int, value_idr: int, unit_cost_micro: int) -> Level | None:
    """Undo a move of a quantity at exactly its value; None where the rest would make no sense.

    Goods that come in again raise both figures, goods that leave again lower both (negative arguments).
    The rest makes sense when quantity and value have the same sign: nothing on the shelf is worth nothing,
    and no goods have a negative average.
    """
    qty, value = level.qty_milli + qty_milli, level.value_idr + value_idr
    sane = value == 0 if qty == 0 else value >= 0 if qty > 0 else value <= 0
    return Level(qty, value, unit_cost_micro, level.ever_received) if sane else None


def found_cost(level: Level, qty_milli: int) -> int:
    """What found goods are worth: the average of what is there, or the last known unit cost; rupiah."""
    if level.qty_milli > 0:
        return divide_half_up(level.value_idr * qty_milli, level.qty_milli)
    return divide_half_up(level.unit_cost_micro * qty_milli, 1_000 * _MICRO)
