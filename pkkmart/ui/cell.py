"""What the text of a cell is: a number, a day, a text or nothing. Files get it so, and lists are sorted by it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Final

from pkkmart.core.i18n import figure
from pkkmart.core.sheet import Value

_FIGURE: Final = re.compile(r"([-−+]?)(?:Rp )?(\d{1,3}(?:\.\d{3})*|\d+)(?:,(\d+))?(?: \D+)?")
_DAY: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4})")
_NOTHING: Final = ("", "–", "-")

Place = tuple[int, int | Decimal | date | str]
"""Where a cell stands in a sorted column: numbers first, then days, then texts."""


def cell_value(text: str, *, is_figure: bool) -> Value:
    """What a text of the screen is: a day anywhere, a number in a column of figures, its unit left out.

    `12.500` is 12500, `0,25 kg` is 0.25, `−3` is -3, `24/11/2026` a day, `–` nothing. A code stays a text.
    """
    if text in _NOTHING:
        return None
    digits = text.replace(".", "")
    if is_figure and digits.isdecimal() and text in (digits, figure(int(digits))):  # most figures; saves a search
        return int(digits)
    if text[2:3] == "/" and (day := _DAY.fullmatch(text)):
        return date(int(day[3]), int(day[2]), int(day[1]))
    if not is_figure or not (found := _FIGURE.fullmatch(text)):
        return text
    sign, whole = -1 if found[1] in ("-", "−") and found[1] else 1, found[2].replace(".", "")
    return sign * (Decimal(f"{whole}.{found[3]}") if found[3] else int(whole))


def sort_place(text: str, *, is_figure: bool) -> Place | None:
    """Where a text of the screen stands in a sorted column; None where there is nothing to sort by.

    Texts stand as in an Indonesian list of names: capitals and accents make no difference. A text with a day in
    it (`mulai 21/10/2026`) stands by its first day.
    """
    value = cell_value(text, is_figure=is_figure)
    if isinstance(value, str) and (day := _DAY.search(value)):
        value = cell_value(day[0], is_figure=False)
    if value is None:
        return None
    if isinstance(value, str):
        plain = value if value.isascii() else unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
        return 2, plain.lower()
    return (1 if isinstance(value, date) else 0), value
