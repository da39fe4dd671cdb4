"""What stands on the label of a product, and its barcode: before anything typesets or prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pkkmart.printing.slip import Barcode, Cut, Element, Feed, Rule, Text

EAN13_MODULES: Final = 113
"""Bars of an EAN-13 with the white a scanner wants at its left (11) and right (7)."""
_CODE128_QUIET: Final = 20
DPI: Final = 203
"""Dots to the inch of a label printer; bars are whole dots wide on it."""
_BAR_DOTS: Final = (3, 2)
_MARGIN_TENTHS: Final = 10
"""White at both sides of a label together, so that a roll which runs a little aside cuts no bar."""


@dataclass(frozen=True, slots=True)
class Label:
    """One label. `price` is as it is read ("Rp 12.500"); `dates` and `numbers` are short lines, the owner's name too.

    Where there is no room for all of them the dates come first, then the numbers, then the owner.
    """

    name: str
    price: str
    code: str
    owner: str = ""
    dates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def is_ean13(code: str) -> bool:
    """Whether a code is an EAN-13 with its right check digit: what is drawn as one would else be read as another."""
    from stdnum import ean  # imported late: it brings TLS and mail with it, which a start needs not

    return len(code) == 13 and code.isascii() and code.isdigit() and bool(ean.is_valid(code))


def bar_modules(code: str) -> int:
    """Bars and spaces of a code with its quiet zones, drawn as an EAN-13 or else as a CODE128."""
    if is_ean13(code):
        return EAN13_MODULES
    return 11 * (len(code) + 2) + 13 + _CODE128_QUIET


def bar_dots(code: str, width_tenths: int) -> int:
    """The widest bar, in dots of a label printer, with which a code fits a label; 0 where none does."""
    if not code.isascii() or not code.isprintable():
        return 0
    room = (width_tenths - _MARGIN_TENTHS) * DPI
    return next((dots for dots in _BAR_DOTS if bar_modules(code) * dots * 254 <= room), 0)


def strip(labels: Sequence[tuple[Label, int]]) -> tuple[Element, ...]:
    """Labels one below the other for the receipt printer, each as often as told, a line to cut along between them."""
    elements: list[Element] = []
    for label, copies in labels:
        for _copy in range(copies):
            elements += [Rule(), *_on_strip(label)]
    return (*elements, Rule(), Cut())


def _on_strip(label: Label) -> list[Element]:
    below = [*label.dates, *label.numbers, *([label.owner] if label.owner else [])]
    return [
        Text(label.name, "center", bold=True),
        Text(label.price, "center", bold=True, size=2),
        Barcode(label.code, ean13=is_ean13(label.code)),
        *(Text(line, "center") for line in below),
        Feed(1),
    ]
