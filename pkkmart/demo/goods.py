"""The goods of the invented shop, whatever shelf they lie on: at prices of a Tangerang grocer in 2026."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from pkkmart.core.paths import resources_dir
from pkkmart.demo.suppliers import SUPPLIERS


class Shelf(Enum):
    """Where a good lies; what buyers choose changes with the hour."""

    CAKE = auto()
    SNACK = auto()
    DRINK = auto()
    STAPLE = auto()
    CRAFT = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Good:
    """A product to invent. Prices in rupiah per unit; `par` and `least` in units.

    `cost_idr` is the purchase price of owned goods and the harga setor of titipan; None is a percentage
    commission. `source` names a consignor or, for owned goods, a supplier. `appeal` weighs how often it is bought.
    `keeps_days` is None for what never expires.
    """

    name: str
    shelf: Shelf
    category: str
    source: str
    price_idr: int
    cost_idr: int | None
    member_price_idr: int | None
    unit: str
    par: int
    least: int
    appeal: int
    coded: bool
    keeps_days: int | None

    @property
    def owned(self) -> bool:
        """Whether it is the co-op's own, bought from a supplier."""
        return self.source in SUPPLIERS

    @property
    def by_weight(self) -> bool:
        """Whether it is weighed at the counter."""
        return self.owned and self.unit == "kg"


def invented(name: str) -> list[dict[str, str]]:
    """The rows of a table of the invented shop, by its headings; see `resources/demo`."""
    with (resources_dir() / "demo" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure_or_none(cell: str) -> int | None:
    """The whole number in a cell, None for an empty one."""
    return int(cell) if cell else None


GOODS: Final = tuple(
    Good(
        name=row["name"],
        shelf=Shelf[row["shelf"]],
        category=row["category"],
        source=row["source"],
        price_idr=int(row["price_idr"]),
        cost_idr=figure_or_none(row["cost_idr"]),
        member_price_idr=figure_or_none(row["member_price_idr"]),
        unit=row["unit"],
        par=int(row["par"]),
        least=int(row["least"]),
        appeal=int(row["appeal"]),
        coded=bool(row["coded"]),
        keeps_days=figure_or_none(row["keeps_days"]),
    )
    for row in invented("goods")
)
