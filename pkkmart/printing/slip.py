"""What goes on a slip, said without a width, and the one place that fits it to a printer's columns.

The elements are frozen with the document that made them; the width is the printer's on the day.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Any, Final, Literal, TypeAlias

from pkkmart.core.money import allocate
from pkkmart.printing.wrap import aligned, ascii_only, indent_of, unbreakable, wrap

Align: TypeAlias = Literal["left", "center", "right"]

WIDTHS: Final = (32, 42, 48)
"""Characters per line: 32 on 58 mm paper, 42 or 48 on 80 mm."""

_LEAST_TEXT: Final = 8
"""A text column narrower than this is not worth reading: the amount gets a line of its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `size` 2 is twice as wide and high, and falls back to 1 where a word would break."""

    text: str
    align: Align = "left"
    bold: bool = False
    size: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Words at the left that wrap under themselves, an amount at the right of their last line."""

    left: str
    right: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a Row: its share of the width, and where its text stands."""

    text: str
    weight: int = 1
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells side by side, one space between; right-aligned ones hold amounts and are never broken."""

    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""

    char: str = "-"


@dataclass(frozen=True, slots=True)
class Feed:
    """Empty lines."""

    lines: int = 1


@dataclass(frozen=True, slots=True)
class Barcode:
    """A CODE128 of a short ASCII text, such as a receipt's number, with the text under it; or the EAN-13 of goods."""

    text: str
    ean13: bool = False


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code that the printer draws."""

    text: str


@dataclass(frozen=True, slots=True)
class Image:
    """The shop's logo as it was when the slip was made, by the sha256 of its file: a job never carries the picture."""

    sha256: str


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of the paper: cut where the printer can, fed to the edge where it cannot."""


@dataclass(frozen=True, slots=True)
class DrawerKick:
    """Opens the cash drawer; always sent first, and dropped from a job that is no longer fresh."""


Element: TypeAlias = Text | Columns | Row | Rule | Feed | Barcode | Qr | Image | Cut | DrawerKick
Mark: TypeAlias = Barcode | Qr | Image | Cut | DrawerKick

_TAGS: Final[dict[str, type[Any]]] = {
    "t": Text, "c": Columns, "r": Row, "-": Rule, "f": Feed, "b": Barcode, "q": Qr, "i": Image, "x": Cut,
    "k": DrawerKick,
}  # fmt: skip
_TAG_OF: Final = {kind: tag for tag, kind in _TAGS.items()}
_FIELDS: Final = {kind: tuple((field.name, field.default) for field in fields(kind)) for kind in _TAG_OF}


def to_json(elements: Sequence[Element]) -> str:
    """The elements as compact JSON, `[["c","Lemper","2.500"], …]`: one list each, trailing defaults left out."""
    return json.dumps([_packed(element) for element in elements], ensure_ascii=False, separators=(",", ":"))


def _packed(element: Element) -> list[object]:
    kind = type(element)
    values: list[object] = [_TAG_OF[kind]]
    told = 1
    for name, default in _FIELDS[kind]:
        value = getattr(element, name)
        values.append(value)
        if value != default:
            told = len(values)
    del values[told:]
    if isinstance(element, Row):
        values[1] = [astuple(cell) for cell in element.cells]
    return values


def from_json(text: str) -> list[Element]:
    """The elements written by `to_json`; a ValueError for anything else."""
    elements: list[Element] = []
    try:
        for tag, *values in json.loads(text):
            if tag == "r":
                values[0] = tuple(Cell(*cell) for cell in values[0])
            elements.append(_TAGS[tag](*values))
    except (TypeError, ValueError, KeyError, IndexError) as error:
        raise ValueError(f"not a slip: {text[:80]}") from error
    return elements


@dataclass(frozen=True, slots=True)
class LaidLine:
    """One line as it will stand on the paper, or one mark (code, picture, cut, kick) that is not text."""

    text: str = ""
    align: Align = "left"
    bold: bool = False
    size: int = 1
    mark: Mark | None = None

    @property
    def width(self) -> int:
        """Columns it takes."""
        return len(self.text) * self.size


def layout(elements: Sequence[Element], columns: int) -> list[LaidLine]:
    """The elements fitted to a width, in ASCII; no line is wider than `columns`, no figure is broken."""
    laid: list[LaidLine] = []
    for element in elements:
        laid += _laid(element, columns)
    return laid


def _laid(element: Element, columns: int) -> list[LaidLine]:
    match element:
        case Text(text, align, bold, size):
            text = ascii_only(text) if align == "left" else "\n".join(map(str.strip, ascii_only(text).split("\n")))
            if size == 2 and max(map(len, text.split()), default=0) > columns // 2:
                size = 1
            return [LaidLine(line, align, bold, size) for line in wrap(text, columns // size)]
        case Columns(left, right, bold):
            return [LaidLine(line, bold=bold) for line in _columns(ascii_only(left), ascii_only(right), columns)]
        case Row(cells, bold):
            return [LaidLine(line, bold=bold) for line in _row(cells, columns)]
        case Rule(char):
            return [LaidLine((ascii_only(char).strip() or "-")[0] * columns)]
        case Feed(lines):
            return [LaidLine()] * lines
        case _:
            return [LaidLine(mark=element)]


def _columns(left: str, right: str, columns: int) -> list[str]:
    right = " ".join(right.split())
    if not right:
        return wrap(left, columns)
    room = columns - len(right) - 1
    need = max(min(_LEAST_TEXT, len(left.strip())), unbreakable(left)) + indent_of(left, max(room, 0))
    if left.strip() and room < need:
        return [*wrap(left, columns), *(line.rjust(columns) for line in wrap(right, columns))]
    if not left.strip():
        return [line.rjust(columns) for line in wrap(right, columns)]
    lines = wrap(left, room)
    lines[-1] = lines[-1].ljust(room + 1) + right
    return lines


def _row(cells: Sequence[Cell], columns: int) -> list[str]:
    texts = [ascii_only(cell.text).strip() for cell in cells]
    widths = _widths(cells, texts, columns - (len(cells) - 1)) if cells else []
    if widths is None:
        return [
            aligned(line, columns, cell.align)
            for cell, text in zip(cells, texts, strict=True)
            if text
            for line in wrap(text, columns)
        ]
    blocks = [wrap(text, width) for text, width in zip(texts, widths, strict=True)]
    height = max(map(len, blocks), default=1)
    lines = []
    for number in range(height):
        parts = []
        for cell, block, width in zip(cells, blocks, widths, strict=True):
            at = number - (height - len(block)) if cell.align == "right" else number
            part = block[at] if 0 <= at < len(block) else ""
            parts.append(aligned(part, width, cell.align).ljust(width))
        lines.append(" ".join(parts).rstrip())
    return lines


def _widths(cells: Sequence[Cell], texts: Sequence[str], room: int) -> list[int] | None:
    """Each cell's width by weight, but never under what its figures need; None where they cannot stand abreast."""
    needs = [
        max(len(text) if cell.align == "right" else max(unbreakable(text), min(_LEAST_TEXT, len(text))), 1)
        for cell, text in zip(cells, texts, strict=True)
    ]
    if sum(needs) > room:
        return None
    widths = allocate(room, [max(cell.weight, 1) for cell in cells])
    for at, need in enumerate(needs):
        while widths[at] < need:
            widest = max(range(len(cells)), key=lambda other: widths[other] - needs[other])
            widths[widest] -= 1
            widths[at] += 1
    return widths


def as_text(elements: Sequence[Element], columns: int) -> str:
    """The slip as plain text, for the preview on screen and for tests; drawn codes are named in brackets."""
    return "".join(_shown(line, columns) + "\n" for line in layout(elements, columns) if _visible(line))


def _visible(line: LaidLine) -> bool:
    return not isinstance(line.mark, DrawerKick)


def _shown(line: LaidLine, columns: int) -> str:
    match line.mark:
        case Barcode(text=text):
            return aligned(f"[|| {ascii_only(text)} ||]"[:columns], columns, "center")
        case Qr(text):
            return aligned(f"[QR {ascii_only(text)}"[: columns - 1] + "]", columns, "center")
        case Image():
            return aligned("[LOGO]", columns, "center")
        case Cut():
            return ("- " * columns)[:columns].rstrip()
        case _:
            return aligned(line.text, columns, line.align)
