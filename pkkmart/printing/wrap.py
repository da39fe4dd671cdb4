"""Text made fit for a cheap printer: ASCII only, and wrapped so that no figure is ever broken."""

from __future__ import annotations

import unicodedata
from typing import Final

_SPECIAL: Final = {
    "€": "EUR", "£": "GBP", "¥": "JPY", "×": "x", "÷": "/", "−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-",
    "‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "•": "*", "·": ".", "⁄": "/", "→": "->", "←": "<-", "©": "(c)", "®": "(R)", "°": "o", "≤": "<=", "≥": ">=",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d",
    "Ð": "D", "ł": "l", "Ł": "L", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H", "ŋ": "ng", "Ŋ": "NG",
    "ʼ": "'", "ʻ": "'", "ʾ": "'", "ʿ": "'",
}  # fmt: skip


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
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return ""
    if category[0] == "Z" or category == "Cc":
        return " "
    parts = unicodedata.normalize("NFKD", char)
    return "?" if parts == char else "".join(_ascii(part) for part in parts)


def unbreakable(text: str) -> int:
    """The width below which a word that carries a figure would have to be broken."""
    return max((len(word) for word in text.split() if any("0" <= char <= "9" for char in word)), default=0)


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most `width` characters, broken between words; a longer word is cut, nothing is dropped.

    Newlines are kept; an empty text is one empty line.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) <= width:
                line += " " + word
                continue
            if line:
                lines.append(line)
            while len(word) > width:
                lines.append(word[:width])
                word = word[width:]
            line = word
        lines.append(line)
    return lines


def aligned(text: str, width: int, align: str) -> str:
    """The text at the left, centre or right of a width, without spaces behind it."""
    if align == "right":
        return text.rjust(width)
    if align == "center":
        return (" " * ((width - len(text)) // 2) + text).rstrip()
    return text
