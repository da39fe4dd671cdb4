"""Tables of a PDF: figures never broken, words wrapped, never wider than the page; fonts and styles they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any, Final

from pkkmart.core.paths import resources_dir
from pkkmart.printing.paper import Look, Row, Table

REGULAR: Final = "PlusJakartaSans-Regular"
BOLD: Final = "PlusJakartaSans-Bold"
OWN_FONT: Final = ("FONTNAME", (0, 0), (-1, -1), REGULAR)
"""For every grid: the default cell style of ReportLab names Helvetica, a font the file would not carry."""
INK: Final = "#0F2A2E"
MUTED: Final = "#547074"
LINE: Final = "#B9C9C8"
TINT: Final = "#E3F3F1"
PRIMARY: Final = "#0B7A75"
_PAD: Final = 4

SIZES: Final = (8.8, 8.2, 7.6, 7.0, 6.4)
"""Points a table is tried at until its figures leave room for words."""

CHUNK_ROWS: Final = 40
WHOLE_ROWS: Final = 200
"""A longer table is cut in chunks, each with its head: laying out one long table is quadratic."""

_TOGETHER_ROWS: Final = 20
_WORDS_FIRST: Final = 0.4
"""The part of the room a column of words gets before figures are made equally wide; a longer one is broken."""


def load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (REGULAR, BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resources_dir() / "fonts" / f"{name}.ttf")))


@lru_cache(maxsize=128)
def style_of(size: float, *, bold: bool = False, color: str = INK, align: int = 0, indent: float = 0) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        f"{size}{bold}{color}{align}{indent}",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.3,
        textColor=HexColor(color),
        alignment=align,
        leftIndent=indent,
    )


def words_of(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text, quote=False).replace("\n", "<br/>"), style)


def table_parts(table: Table, room: float, tail: int = 0, smaller: int = 0) -> list[Any]:
    """A table within `room` points, `smaller` steps down in size; the last `tail` rows begin a new page."""
    from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

    size, widths = _fit(table, room, SIZES[smaller:])
    rows, rest = (table.rows[:-tail], table.rows[-tail:]) if tail else (table.rows, ())
    step = CHUNK_ROWS if len(rows) > WHOLE_ROWS else max(len(rows), 1)
    chunks = [rows[start : start + step] for start in range(0, len(rows), step)] or [()]
    grids = [_grid(table, chunk, size, widths) for chunk in chunks]
    after = [PageBreak(), _grid(table, rest, size, widths)] if rest else []
    if not table.title:
        return [*grids, *after]
    title = [Spacer(1, 8), words_of(table.title, style_of(9.5, bold=True)), Spacer(1, 3)]
    if len(rows) <= _TOGETHER_ROWS:
        return [KeepTogether([*title, *grids]), *after]
    return [CondPageBreak(110), *title, *grids, *after]


def _fit(table: Table, room: float, sizes: Sequence[float]) -> tuple[float, list[float]]:
    """The largest size whose figures leave words their room, and the width of every column in points."""
    for size in sizes:
        natural = [_natural(table, place, size) for place in range(len(table.columns))]
        fixed = [column.figures or not column.share for column in table.columns]
        widths = [width if keeps else min(width, 110.0) for width, keeps in zip(natural, fixed, strict=True)]
        if sum(widths) <= room:
            break
    over = sum(widths)
    if over > room:
        return size, [width * room / over for width in widths]
    return size, _spread(table, natural, widths, room, size)


def _spread(table: Table, natural: list[float], widths: list[float], room: float, size: float) -> list[float]:
    """Make figures equally wide where they can be, give words what they need, and share out what is left."""
    figures = [place for place, column in enumerate(table.columns) if column.figures]
    words = [place for place, column in enumerate(table.columns) if not column.figures and column.share]
    _give(widths, words, natural, room, room * _WORDS_FIRST)
    _level(widths, figures, max((widths[place] for place in figures), default=0), room)
    _give(widths, words, natural, room, room)
    titles = [_width(table.columns[place].title, size) for place in figures]
    _level(widths, figures, max([*titles, *(widths[place] for place in figures)], default=0), room)
    left = room - sum(widths)
    for place in figures:
        widths[place] += min(left / 2 / len(figures), 28)
    left = room - sum(widths)
    shares = sum(table.columns[place].share for place in words) or 1
    for place in words:
        widths[place] += left * table.columns[place].share / shares
    return widths


def _give(widths: list[float], words: list[int], natural: list[float], room: float, most: float) -> None:
    """Widen columns of words to what they need, up to `most`, as far as the room goes."""
    for place in words:
        widths[place] += max(min(natural[place], most) - widths[place], 0) if sum(widths) < room else 0
        widths[place] -= max(sum(widths) - room, 0)


def _level(widths: list[float], figures: list[int], widest: float, room: float) -> None:
    """Make every column of figures as wide as the widest, if there is room."""
    if sum(widths) + sum(widest - widths[place] for place in figures) <= room:
        for place in figures:
            widths[place] = widest


def _natural(table: Table, place: int, size: float) -> float:
    """Points the widest cell of a column needs on one line; a title over figures may stand on two."""
    column = table.columns[place]
    step = 0 if column.figures or place else 10
    needs = [_width(row.cells[place], size) + step * row.indent for row in table.rows]
    return max([*needs, _on_two_lines(column.title, size) if column.figures else _width(column.title, size)])


def _on_two_lines(title: str, size: float) -> float:
    """Points a title needs, broken at the best of its blanks."""
    parts = title.split()
    breaks = [(" ".join(parts[:at]), " ".join(parts[at:])) for at in range(1, len(parts))]
    return min([max(_width(above, size), _width(below, size)) for above, below in breaks] or [_width(title, size)])


def _width(words: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(words, BOLD, size)) + 2 * _PAD + 1


def _grid(table: Table, rows: Sequence[Row], size: float, widths: list[float]) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table as Grid

    heads: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [
        OWN_FONT,
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PAD),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PAD),
        ("TOPPADDING", (0, 0), (-1, -1), 1.1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.9),
    ]
    if table.groups:
        cells: list[Any] = []
        for words, span in table.groups:
            if words:
                style.append(("SPAN", (len(cells), 0), (len(cells) + span - 1, 0)))
                style.append(("LINEBELOW", (len(cells), 0), (len(cells) + span - 1, 0), 0.5, HexColor(LINE)))
            cells += [words_of(words, style_of(size, bold=True, align=1)), *[""] * (span - 1)]
        heads.append(cells)
    heads.append(
        [
            words_of(column.title, style_of(size, bold=True, align=2 if column.figures else 0))
            for column in table.columns
        ]
    )
    last = len(heads) - 1
    style += [
        ("BACKGROUND", (0, 0), (-1, last), HexColor(TINT)),
        ("VALIGN", (0, 0), (-1, last), "BOTTOM"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, HexColor(PRIMARY)),
        ("LINEBELOW", (0, last), (-1, last), 0.8, HexColor(PRIMARY)),
    ]
    for place, row in enumerate(rows, len(heads)):
        style += _row_style(row, place, HexColor)
    style += [("NOSPLIT", (0, len(heads) + first), (-1, len(heads) + last)) for first, last in _together(rows)]
    lines = [[_cell(table, row, place, size) for place in range(len(table.columns))] for row in rows]
    return Grid([*heads, *lines], colWidths=widths, repeatRows=len(heads), style=style)


def _together(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Rows no page may part: a heading and its first line, a row and the detail moved in under it; the last total,
    two rows before it and what follows it."""
    pairs = [
        (place, place + 1)
        for place, (row, after) in enumerate(pairwise(rows))
        if row.look is Look.HEAD or (after.look is Look.DETAIL and after.indent > row.indent)
    ]
    totals = [place for place, row in enumerate(rows) if row.look is Look.TOTAL]
    return [*pairs, (max(min([*totals[-1:], len(rows) - 1]) - 2, 0), len(rows) - 1)] if rows else []


def _cell(table: Table, row: Row, place: int, size: float) -> Any:
    bold = row.look in (Look.HEAD, Look.SUBTOTAL, Look.TOTAL)
    color = MUTED if row.look is Look.DETAIL else INK
    right = table.columns[place].figures
    indent = 10 * row.indent if place == 0 and not right else 0
    return words_of(row.cells[place], style_of(size, bold=bold, color=color, align=2 if right else 0, indent=indent))


def _row_style(row: Row, place: int, color: Callable[[str], Any]) -> list[tuple[Any, ...]]:
    """The rules and tint that tell a total from an item."""
    whole = ((0, place), (-1, place))
    if row.look is Look.TOTAL:
        return [
            ("LINEABOVE", *whole, 0.8, color(INK)),
            ("LINEBELOW", *whole, 0.8, color(INK)),
            ("BACKGROUND", *whole, color(TINT)),
        ]
    if row.look is Look.SUBTOTAL:
        return [("LINEABOVE", *whole, 0.5, color(MUTED))]
    if row.look is Look.HEAD:
        return [("TOPPADDING", *whole, 4)]
    return [("LINEBELOW", *whole, 0.25, color(LINE))]
