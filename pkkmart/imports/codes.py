"""What spreadsheets do to barcodes, and what can be put right. Pure.

UPC-A is an EAN-13 with a zero in front, and scanners send either, so both are stored (GS1 General
Specifications 5.2: check digits of 8, 12 and 13 digits).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from stdnum import ean

MOST_CODE: Final = 48
_CHECKED_LENGTHS: Final = (8, 12, 13)
_SCIENTIFIC = re.compile(r"^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$", re.IGNORECASE)
_DATE: Final = re.compile(
    r"\d{1,2}[-/.](?:\d{1,2}|[a-z]{3})[-/.]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2}-[a-z]{3}|[a-z]{3}-\d{2}", re.IGNORECASE
)
_FEWEST: Final = 20
_MOST_ZEROS: Final = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A code as a row tells it. `text` is "" without one or when it is unreadable."""

    text: str = ""
    twin: str = ""
    """The same number with or without the zero in front, "" when it has none."""
    wrong_check_digit: bool = False
    restored: str = ""
    """The code with the zero a spreadsheet took away, "" when nothing is missing."""
    had_blanks: bool = False
    lost_digits: bool = False
    """Written like 8.99274E+12: the last digits are gone for good."""
    was_made_a_date: bool = False
    """Written like 02/01/2026 or 01-Feb: a spreadsheet took a code such as 2-1 for a day."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Everything a scanner may send for it, as written first."""
        return tuple(dict.fromkeys(form for form in (self.text, self.twin, self.restored) if form))


def read_code(cell: str) -> Code:
    """Read the cell of a code: `="0899"`, `'0899`, `899.0` and `8,992741905442E+12` are undone."""
    text = cell.strip().removeprefix("=").strip("'\" \u00a0")
    text = re.sub(r"^(\d+)[.,]0+$", r"\1", text)
    scientific = _SCIENTIFIC.match(text)
    if scientific:
        digits = scientific[1] + (scientific[2] or "")
        if len(digits) != int(scientific[3]) + 1:
            return Code(lost_digits=True)
        text = digits
    if _DATE.fullmatch(text):
        return Code(was_made_a_date=True)
    joined = "".join(text.split())
    if not is_number(joined):
        return Code(joined, had_blanks=joined != text)
    wrong = len(joined) in _CHECKED_LENGTHS and not ean.is_valid(joined)
    restored = "0" + joined if len(joined) == 11 and ean.is_valid("0" + joined) else ""
    return Code(joined, "" if wrong else _twin(joined), wrong, restored, had_blanks=joined != text)


def is_number(text: str) -> bool:
    """Whether it is digits a scanner can send."""
    return text.isascii() and text.isdigit()


def _twin(digits: str) -> str:
    if len(digits) == 12:
        return "0" + digits
    return digits[1:] if len(digits) == 13 and _is_padded(digits) else ""


def _is_padded(digits: str) -> bool:
    """A number of the trade behind one to four zeros; with more zeros it is a shop's own short number."""
    return 1 <= len(digits) - len(digits.lstrip("0")) <= _MOST_ZEROS


def lack_check_digits(codes: Sequence[Code]) -> bool:
    """Whether a whole list was written without check digits.

    Such a list pads twelve digits with a zero to thirteen; then nine in ten end in a digit that is wrong
    as a check digit, one in ten is right by chance.
    """
    padded = [code for code in codes if len(code.text) == 13 and code.text.startswith("0") and is_number(code.text)]
    return len(padded) >= _FEWEST and sum(code.wrong_check_digit for code in padded) * 5 >= len(padded) * 4


def completed(code: Code) -> tuple[str, ...]:
    """What a scanner sends for a code of a list without check digits; empty for a shop's own short number."""
    if len(code.text) != 13 or not is_number(code.text) or not _is_padded(code.text):
        return ()
    full = code.text[1:] + str(ean.calc_check_digit(code.text[1:]))
    return (full, full[1:]) if full.startswith("0") else (full,)
