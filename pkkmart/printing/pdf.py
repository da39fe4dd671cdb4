"""Typesets a document of `paper` as PDF: letterhead, embedded fonts, page x of y, nothing wider than the page.

ReportLab is imported here only, and late: it costs a tenth of a second that the counter must not pay.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

from pkkmart.core.i18n import _
from pkkmart.core.paths import resources_dir
from pkkmart.printing.paper import Block, Document, Letterhead, Look, Note, Paper, Row, Signatures, Table

_REGULAR: Final = "PlusJakartaSans-Regular"
_BOLD: Final = "PlusJakartaSans-Bold"
_MM: Final = 72 / 25.4
_SIDE: Final = 16 * _MM
_TOP: Final = 13 * _MM
_BOTTOM: Final = 16 * _MM
_PAD: Final = 4
_INK: Final = "#0F2A2E"
_MUTED: Final = "#547074"
_LINE: Final = "#B9C9C8"
_TINT: Final = "#E3F3F1"
_PRIMARY: Final = "#0B7A75"

SIZES: Final = (8.8, 8.2, 7.6, 7.0, 6.4)
"""Points a table is tried at until its figures leave room for words."""

CHUNK_ROWS: Final = 40
WHOLE_ROWS: Final = 200
"""A longer table is cut in chunks, each with its head: laying out one long table is quadratic."""


def to_pdf(document: Document, paper: Paper = Paper.A4) -> bytes:
    """The document as PDF bytes. Laid out twice: the first time counts the pages."""
    _load_fonts()
    pages, _content = _lay(document, paper, 0)
    return _lay(document, paper, pages)[1]


def _load_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name in (_REGULAR, _BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resources_dir() / "fonts" / f"{name}.ttf")))


def _lay(document: Document, paper: Paper, pages: int) -> tuple[int, bytes]:
    from reportlab.platypus import SimpleDocTemplate

    width, height = (side * _MM for side in paper.value)
    if document.landscape:
        width, height = height, width
    target = io.BytesIO()
    template = SimpleDocTemplate(
        target,
        pagesize=(width, height),
        leftMargin=_SIDE - 6,
        rightMargin=_SIDE - 6,
        topMargin=_TOP,
        bottomMargin=_BOTTOM,
        title=f"{document.title} {document.period}",
        author=document.head.name,
        invariant=1,
    )
    room = width - 2 * _SIDE
    story = [*_head(document, room), *(part for block in document.blocks for part in _block(block, room))]

    def foot(canvas: Any, laid: Any) -> None:
        _foot(canvas, laid.page, pages, document, width)

    template.build(story, onFirstPage=foot, onLaterPages=foot)
    return template.page, target.getvalue()


def _foot(canvas: Any, page: int, pages: int, document: Document, width: float) -> None:
    """The line at the bottom of every page: whose paper, of what, and which page of how many."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    number = _("Halaman {page} dari {pages}").format(page=page, pages=pages)
    words = " · ".join(part for part in (document.title, document.period, document.footer) if part)
    room = width - 2 * _SIDE - stringWidth(number, _REGULAR, 7.2) - 16
    size = 7.2
    while size > 4 and stringWidth(words, _REGULAR, size) > room:
        size -= 0.2
    canvas.saveState()
    canvas.setStrokeColor(_LINE)
    canvas.setLineWidth(0.5)
    canvas.line(_SIDE, _BOTTOM - 8, width - _SIDE, _BOTTOM - 8)
    canvas.setFillColor(_MUTED)
    canvas.setFont(_REGULAR, size)
    canvas.drawString(_SIDE, _BOTTOM - 19, words)
    canvas.setFont(_REGULAR, 7.2)
    canvas.drawRightString(width - _SIDE, _BOTTOM - 19, number)
    canvas.restoreState()


def _style(size: float, *, bold: bool = False, color: str = _INK, align: int = 0, indent: float = 0) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        f"{size}{bold}{color}{align}{indent}",
        fontName=_BOLD if bold else _REGULAR,
        fontSize=size,
        leading=size * 1.3,
        textColor=HexColor(color),
        alignment=align,
        leftIndent=indent,
    )


def _words(text: str, style: Any) -> Any:
    from reportlab.platypus import Paragraph

    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _head(document: Document, room: float) -> list[Any]:
    """Letterhead under a double rule, then title, period and unit in the middle."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable, Spacer

    rule = HexColor(_PRIMARY)
    return [
        _letterhead(document.head, room),
        Spacer(1, 5),
        HRFlowable(width=room, thickness=1.6, color=rule, spaceBefore=0, spaceAfter=1.4),
        HRFlowable(width=room, thickness=0.5, color=rule, spaceBefore=0, spaceAfter=7),
        _words(document.title.upper(), _style(12.5, bold=True, align=1)),
        _words(document.period, _style(9.5, align=1)),
        _words(document.unit, _style(8.5, color=_MUTED, align=1)),
        Spacer(1, 5),
    ]


def _letterhead(head: Letterhead, room: float) -> Any:
    from reportlab.platypus import Table as Grid

    logo = _logo(head.logo, 44)
    middle = 1 if logo is None else 0
    words = [
        _words(head.name, _style(13, bold=True, color=_PRIMARY, align=middle)),
        *(_words(line, _style(8.5, color=_MUTED, align=middle)) for line in head.lines),
    ]
    grid = [[words]] if logo is None else [[logo, words]]
    widths = [room] if logo is None else [58.0, room - 58]
    plain = [("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
    plain += [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("RIGHT", "TOP", "BOTTOM")]
    return Grid(grid, colWidths=widths, style=plain)


def _logo(picture: bytes, side: float) -> Any | None:
    """The logo within a square; None without one, or when it can't be read: the paper matters more."""
    from reportlab.lib.utils import ImageReader
    from reportlab.platypus import Image

    if not picture:
        return None
    try:
        width, height = ImageReader(io.BytesIO(picture)).getSize()
        scale = side / max(width, height)
        return Image(io.BytesIO(picture), width * scale, height * scale)
    except Exception:  # whatever an image library makes of a broken picture
        return None


def _block(block: Block, room: float) -> list[Any]:
    from reportlab.platypus import Spacer

    if isinstance(block, Note):
        return [Spacer(1, 5), _words(block.text, _style(8, color=_MUTED))]
    if isinstance(block, Signatures):
        return [_signatures(block, room)]
    return _table(block, room)


def _table(table: Table, room: float) -> list[Any]:
    from reportlab.platypus import CondPageBreak, Spacer

    size, widths = _fit(table, room)
    chunks = [table.rows]
    if len(table.rows) > WHOLE_ROWS:
        chunks = [table.rows[start : start + CHUNK_ROWS] for start in range(0, len(table.rows), CHUNK_ROWS)]
    parts: list[Any] = []
    if table.title:
        parts += [CondPageBreak(90), Spacer(1, 8), _words(table.title, _style(9.5, bold=True)), Spacer(1, 3)]
    for chunk in chunks:
        parts.append(_grid(table, chunk, size, widths))
    return parts


def _fit(table: Table, room: float) -> tuple[float, list[float]]:
    """The largest size whose figures leave words their room, and the width of every column in points."""
    words = sum(column.share for column in table.columns if not column.figures)
    least = 70 * words if words > 1 else 110
    widths: list[float] = []
    for size in SIZES:
        widths = [_figures_width(table, place, size) for place in range(len(table.columns))]
        left = room - sum(widths)
        if left >= least or size == SIZES[-1]:
            each = max(left, 0) / words if words else 0
            widths = [
                column.share * each if not column.figures else width
                for column, width in zip(table.columns, widths, strict=True)
            ]
            break
    over = sum(widths)
    return size, [width * room / over for width in widths] if over > room else widths


def _figures_width(table: Table, place: int, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    if not table.columns[place].figures:
        return 0
    cells = [row.cells[place] for row in table.rows] + table.columns[place].title.split()
    widest = max((stringWidth(cell, _BOLD, size) for cell in cells), default=0)
    return max(float(widest) + 2 * _PAD + 1, 44)


def _grid(table: Table, rows: Sequence[Row], size: float, widths: list[float]) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import Table as Grid

    heads: list[list[Any]] = []
    style: list[tuple[Any, ...]] = [
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
                style.append(("LINEBELOW", (len(cells), 0), (len(cells) + span - 1, 0), 0.5, HexColor(_LINE)))
            cells += [_words(words, _style(size, bold=True, align=1)), *[""] * (span - 1)]
        heads.append(cells)
    heads.append(
        [_words(column.title, _style(size, bold=True, align=2 if column.figures else 0)) for column in table.columns]
    )
    last = len(heads) - 1
    style += [
        ("BACKGROUND", (0, 0), (-1, last), HexColor(_TINT)),
        ("VALIGN", (0, 0), (-1, last), "BOTTOM"),
        ("LINEABOVE", (0, 0), (-1, 0), 0.8, HexColor(_PRIMARY)),
        ("LINEBELOW", (0, last), (-1, last), 0.8, HexColor(_PRIMARY)),
    ]
    for place, row in enumerate(rows, len(heads)):
        style += _row_style(row, place, HexColor)
    lines = [[_cell(table, row, place, size) for place in range(len(table.columns))] for row in rows]
    return Grid([*heads, *lines], colWidths=widths, repeatRows=len(heads), style=style)


def _cell(table: Table, row: Row, place: int, size: float) -> Any:
    bold = row.look in (Look.HEAD, Look.SUBTOTAL, Look.TOTAL)
    color = _MUTED if row.look is Look.DETAIL else _INK
    right = table.columns[place].figures
    indent = 10 * row.indent if place == 0 and not right else 0
    return _words(row.cells[place], _style(size, bold=bold, color=color, align=2 if right else 0, indent=indent))


def _row_style(row: Row, place: int, color: Callable[[str], Any]) -> list[tuple[Any, ...]]:
    """The rules and tint that tell a total from an item."""
    whole = ((0, place), (-1, place))
    if row.look is Look.TOTAL:
        return [
            ("LINEABOVE", *whole, 0.8, color(_INK)),
            ("LINEBELOW", *whole, 0.8, color(_INK)),
            ("BACKGROUND", *whole, color(_TINT)),
        ]
    if row.look is Look.SUBTOTAL:
        return [("LINEABOVE", *whole, 0.5, color(_MUTED))]
    if row.look is Look.HEAD:
        return [("TOPPADDING", *whole, 4)]
    return [("LINEBELOW", *whole, 0.25, color(_LINE))]


def _signatures(block: Signatures, room: float) -> Any:
    """Place and date, then the offices side by side, each over room to sign; never torn apart."""
    from reportlab.platypus import KeepTogether, Spacer
    from reportlab.platypus import Table as Grid

    middle, bold = _style(8.8, align=1), _style(8.8, bold=True, align=1)
    columns = len(block.people)
    dots = "." * 32
    grid = [
        [*[""] * (columns - 1), _words(block.place_and_date, middle)],
        [_words(block.heading, middle), *[""] * (columns - 1)],
        [_words(office, middle) for office, _name in block.people],
        [Spacer(1, 34)] * columns,
        [_words(name or dots, bold if name else middle) for _office, name in block.people],
    ]
    style = [
        ("SPAN", (0, 1), (-1, 1)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    return KeepTogether([Spacer(1, 12), Grid(grid, colWidths=[room / columns] * columns, style=style)])
