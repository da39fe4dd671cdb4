"""Quantities are integer thousandths of the product's base unit, so a quarter kilo is exact."""

from __future__ import annotations

import re
from typing import Final

from pkkmart.core.errors import UnreadableNumber
from pkkmart.core.money import divide_half_up

ONE: Final = 1_000
"""One base unit in thousandths."""

MOST: Final = 999_999 * ONE
"""The largest quantity a single line may carry: above it, it is a barcode in the wrong field."""

_NUMBER = re.compile(r"^(\d{1,9})(?:[.,](\d{1,3}))?$")


def times_price(qty_milli: int, price_idr: int) -> int:
    """Rupiah for a quantity at a price per base unit. The only rounding of a line; half away from zero."""
    return divide_half_up(qty_milli * price_idr, ONE)


def parse_quantity(text: str) -> int:
    """Read `3`, `0,25` or `0.25` as thousandths; raises UnreadableNumber for anything else."""
    match = _NUMBER.match(text.strip())
    if match is None:
        raise UnreadableNumber(text=text.strip())
    return int(match[1]) * ONE + int((match[2] or "").ljust(3, "0"))


def quantity_text(qty_milli: int) -> str:
    """`3`, `0,25`, `1.250`: decimals only where there are some."""
    sign = "-" if qty_milli < 0 else ""
    whole, rest = divmod(abs(qty_milli), ONE)
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped}" + (f",{rest:03d}".rstrip("0") if rest else "")
