"""Text made fit for a cheap printer: ASCII only, and wrapped so that no figure is ever broken."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_SPECIAL: Final = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "×": "x", "÷": "/", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "•": "*", "·": ".", "⁄": "/", "→": "->", "←": "<-", "©": "(c)", "®": "(R)", "°": "o", "≤": "<=", "≥": ">=",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d",
    "Ð": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng", "Ŋ": "NG",
    "ʼ": "'", "ʻ": "'", "ʾ": "'", "ʿ": "'", "¡": "!", "¿": "?", "¢": "c", "₹": "Rs", "§": "S", "¬": "-", "±": "+/-",
}  # fmt: skip

_BY_CATEGORY: Final = {"Pd": "-", "Pi": '"', "Pf": '"', "Z": " ", "Mn": "", "Me": "", "Cf": "", "Cc": " "}
"""What any dash, quotation mark, space, accent or control character becomes."""

_LETTER: Final = re.compile(r"LATIN (SMALL|CAPITAL) LETTER (?:[A-Z]+ )?([A-Z]{1,2})(?: WITH .+)?$")
"""The letter a Latin one is made of, as Unicode names it: ŧ, LATIN SMALL LETTER T WITH STROKE."""


def ascii_only(text: str) -> str:
    """The text in printable ASCII (and newlines): é is e, € is EUR, what no letter stands for is `?`.

    Control characters become spaces, so that a product's name can never command the printer.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_ascii(char) for char in text)


def _ascii(char: str) -> str:
    if " " <= char <= "~" or char == "\n":
        return char
    if char in _SPECIAL:
        return _SPECIAL[char]
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", char)
    if parts != char:
        return "".join(_ascii(part) for part in parts)
    category = unicodedata.category(char)
    if category in _BY_CATEGORY or category[0] in _BY_CATEGORY:
        return _BY_CATEGORY.get(category) or _BY_CATEGORY.get(category[0], "")
    letter = _LETTER.match(unicodedata.name(char, ""))
    if letter is None:
        return "?"
    return letter[2] if letter[1] == "CAPITAL" else letter[2].lower()


def unbreakable(text: str) -> int:
    """The width below which a word that carries a figure would have to be broken."""
    return max((len(word) for word in text.split() if any("0" <= char <= "9" for char in word)), default=0)


def indent_of(text: str, width: int) -> int:
    """Spaces a paragraph is moved in by; never more than a quarter of the width."""
    return min(len(text) - len(text.lstrip()), width // 4)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words; a longer word is cut, nothing is dropped.

    Newlines are kept, and so is what a paragraph is moved in by, on all of its lines; an empty text is one empty line.
    """
    return [line for paragraph in text.split("\n") for line in _wrapped(paragraph, width)]


def _wrapped(paragraph: str, width: int) -> list[str]:
    indent = " " * indent_of(paragraph, width)
    room = width - len(indent)
    lines: list[str] = []
    line = ""
    for word in paragraph.split():
        if line and len(line) + 1 + len(word) <= room:
            line += " " + word
            continue
        if line:
            lines.append(line)
        while len(word) > room:
            lines.append(word[:room])
            word = word[room:]
        line = word
    return [indent + each for each in (*lines, line)] if lines or line else [""]


def aligned(text: str, width: int, align: str) -> str:
    """The text at the left, centre or right of a width, without spaces behind it."""
    if align == "right":
        return text.rjust(width)
    if align == "center":
        return (" " * ((width - len(text)) // 2) + text).rstrip()
    return text
