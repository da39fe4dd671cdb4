"""Rupiah are integers; this module is the only place that splits or rounds them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pkkmart.core.errors import UnreadableNumber

BASIS_POINTS: Final = 10_000


def divide_half_up(numerator: int, denominator: int) -> int:
    """Nearest integer to numerator / denominator; an exact half goes away from zero."""
    if denominator <= 0:
        raise ValueError(f"denominator must be positive, got {denominator}")
    sign = -1 if numerator < 0 else 1
    return sign * ((2 * abs(numerator) + denominator) // (2 * denominator))


def allocate(total_idr: int, weights: Sequence[int]) -> list[int]:
    """Split a total over weights (>= 0, not all zero) so that the parts sum to exactly the total.

    Largest remainder: each part differs from its exact share by less than one rupiah, ties go to
    the earlier part, and a weight of zero never receives anything.
    """
    weight_sum = sum(weights)
    if weight_sum <= 0 or any(weight < 0 for weight in weights):
        raise ValueError(f"weights must be >= 0 with a positive sum, got {list(weights)}")
    sign = -1 if total_idr < 0 else 1
    scaled = [abs(total_idr) * weight for weight in weights]
    parts = [value // weight_sum for value in scaled]
    missing = abs(total_idr) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: (-(scaled[index] % weight_sum), index))
    for index in by_remainder[:missing]:
        parts[index] += 1
    return [sign * part for part in parts]


def share_idr(net_idr: int, commission_bp: int) -> int:
    """The consignor's part of a line at a percentage commission, rounded half up; the shop keeps the rest."""
    return divide_half_up(net_idr * (BASIS_POINTS - commission_bp), BASIS_POINTS)


def round_cash(amount_idr: int, unit_idr: int) -> int:
    """Cash due rounded to a coin in circulation, halves down in favour of the buyer (Permendag 35/2013)."""
    if unit_idr <= 1:
        return amount_idr
    sign = -1 if amount_idr < 0 else 1
    whole, rest = divmod(abs(amount_idr), unit_idr)
    return sign * (whole * unit_idr + (unit_idr if 2 * rest > unit_idr else 0))


MOST_IDR: Final = 10**15
"""No sum of a shop is larger; it also keeps every total inside the database's integers."""

_SUFFIX: Final = {"": 1, "rb": 1_000, "ribu": 1_000, "jt": 1_000_000, "juta": 1_000_000}
_AMOUNT = re.compile(
    r"^(?P<sign>-?)(?:rp\.?)?\s*(?P<inner>-?)(?P<digits>[0-9.,\s]{1,30}?)\s*(?P<suffix>rb|ribu|jt|juta)?\.?(?:,-)?$"
)


def parse_rupiah(text: str) -> int:
    """Read `Rp 1.250.000`, `1250000`, `1.250.000,00`, `4,000`, `12rb`, `1,25jt`.

    Raises UnreadableNumber, naming the text, for anything that is not whole rupiah.
    """
    cleaned = text.strip().lower().replace("\u00a0", " ").removesuffix(",-")
    negative = cleaned.startswith("(") and cleaned.endswith(")")
    match = _AMOUNT.match(cleaned[1:-1].strip() if negative else cleaned)
    if match is None:
        raise UnreadableNumber(text=text.strip())
    digits = match["digits"].replace(" ", "")
    factor = _SUFFIX[match["suffix"] or ""]
    whole, fraction = _split_decimals(digits, text, has_suffix=factor > 1)
    scaled = int(whole + fraction) * factor
    amount, rest = divmod(scaled, int(10 ** len(fraction)))
    if rest or amount > MOST_IDR or (match["sign"] and match["inner"]):
        raise UnreadableNumber(text=text.strip())
    return -amount if negative or match["sign"] or match["inner"] else amount


def _split_decimals(digits: str, text: str, *, has_suffix: bool) -> tuple[str, str]:
    """Tell thousands from decimals: groups of three are thousands, one or two last digits are decimals."""
    separators = [char for char in digits if char in ".,"]
    if not separators:
        return digits, ""
    head, last = digits[: digits.rindex(separators[-1])], digits[digits.rindex(separators[-1]) + 1 :]
    mixed = len(set(separators)) == 2
    decimal = mixed and separators.count(separators[-1]) == 1
    if not mixed and len(separators) == 1 and (len(last) != 3 or has_suffix):
        decimal = True
    if mixed and not decimal:
        raise UnreadableNumber(text=text.strip())
    groups = re.split(r"[.,]", head if decimal else digits)
    if not all(groups) or (decimal and not last):
        raise UnreadableNumber(text=text.strip())
    if any(len(group) != 3 for group in groups[1:]) or (len(groups) > 1 and len(groups[0]) > 3):
        raise UnreadableNumber(text=text.strip())
    return "".join(groups), last if decimal else ""
