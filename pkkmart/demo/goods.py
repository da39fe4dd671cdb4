"""What a good of the invented shop is, whatever shelf it lies on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Shelf(Enum):
    """Where a shopper looks for it; what she reaches for changes with the hour."""

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
    """

    name: str
    shelf: Shelf
    category: str
    source: str
    price_idr: int
    cost_idr: int | None = None
    member_price_idr: int | None = None
    unit: str = "pcs"
    par: int = 12
    least: int = 0
    appeal: int = 3
    owned: bool = False
    by_weight: bool = False
    coded: bool = True
    keeps_days: int = 60
