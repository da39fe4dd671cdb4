"""Typesets a document of `paper` as PDF: letterhead, embedded fonts, page x of y, nothing wider than the page.

ReportLab is imported here only, and late: it costs a tenth of a second that the counter must not pay.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from pkkmart.core.i18n import _
from pkkmart.printing.paper import Block, Document, Letterhead, Look, Note, Paper, Signatures, Table
from pkkmart.printing.pdf_table import (
    LINE,
    MUTED,
    OWN_FONT,
    PRIMARY,
    REGULAR,
    load_fonts,
    style_of,
    table_parts,
    words_of,
)

_MM: Final = 72 / 25.4
_SIDE: Final = 16 * _MM
_TOP: Final = 13 * _MM
_BOTTOM: Final = 16 * _MM
_STEPS_DOWN: Final = (1, 2)
"""How much smaller a table may be set to spare its paper a second page."""
ONE_AT_A_TIME: Final = threading.Lock()
"""ReportLab keeps its fonts for the whole program; two papers must not register or subset at once."""


def to_pdf(document: Document, paper: Paper = Paper.A4) -> bytes:
    """The document as PDF bytes.

    What runs a little over its page is set a step or two smaller, to stay on one. Signatures never stand alone on a
    page: figures they answer for go with them.
    """
    with ONE_AT_A_TIME:
        load_fonts()
        return _typeset(document, paper)


def _typeset(document: Document, paper: Paper) -> bytes:
    pages, pdf = _lay(document, paper)
    for smaller in _STEPS_DOWN if pages == 2 else ():
        fits, smaller_pdf = _lay(document, paper, smaller=smaller)
        if fits == 1:
            return smaller_pdf
    if pages > 1 and any(isinstance(block, Signatures) for block in document.blocks):
        unsigned = [block for block in document.blocks if isinstance(block, Table)]
        if pages > _lay(document, paper, blocks=unsigned)[0]:
            return _lay(document, paper, tail=_tail_rows(unsigned[-1]) if unsigned else 0)[1]
    return pdf


def _tail_rows(table: Table) -> int:
    """How many last rows go to the signatures' page: the last section, or a handful."""
    for count in range(3, min(16, len(table.rows))):
        if table.rows[-count].look is Look.HEAD:
            return count
    count = min(6, len(table.rows) - 1)
    while count < len(table.rows) - 1 and table.rows[-count].look is Look.DETAIL:
        count += 1
    return count


def _lay(
    document: Document,
    paper: Paper,
    *,
    tail: int = 0,
    smaller: int = 0,
    blocks: Sequence[Block] | None = None,
) -> tuple[int, bytes]:
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
        initialFontName=REGULAR,  # else reportlab begins each page with its own Helvetica, which is not embedded
    )
    room = width - 2 * _SIDE
    shown = document.blocks if blocks is None else blocks
    last = max((place for place, block in enumerate(shown) if isinstance(block, Table)), default=-1)
    story = _head(document, room)
    for place, block in enumerate(shown):
        story += _block(block, room, tail if place == last else 0, smaller)

    template.build(story, canvasmaker=_counting(lambda on, page, pages: _foot(on, page, pages, document, width)))
    return template.page, target.getvalue()


def _counting(foot: Callable[[Any, int, int], None]) -> type:
    """A canvas that ends its pages when all are laid, since the foot of each tells how many there are.

    `foot(canvas, page, pages)` draws it.
    """
    from reportlab.pdfgen.canvas import Canvas

    class Counting(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._laid: list[dict[str, Any]] = []

        def showPage(self) -> None:
            self._laid.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for page, laid in enumerate(pages := self._laid, 1):
                self.__dict__.update(laid)
                foot(self, page, len(pages))
                super().showPage()
            super().save()

    return Counting


def _foot(canvas: Any, page: int, pages: int, document: Document, width: float) -> None:
    """The line at the bottom of every page: the shop, the document, and which page of how many."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    number = _("Halaman {page} dari {pages}").format(page=page, pages=pages)
    words = " · ".join(part for part in (document.title, document.period, document.footer) if part)
    room = width - 2 * _SIDE - stringWidth(number, REGULAR, 7.2) - 16
    size = 7.2
    while size > 4 and stringWidth(words, REGULAR, size) > room:
        size -= 0.2
    canvas.saveState()
    canvas.setStrokeColor(LINE)
    canvas.setLineWidth(0.5)
    canvas.line(_SIDE, _BOTTOM - 8, width - _SIDE, _BOTTOM - 8)
    canvas.setFillColor(MUTED)
    canvas.setFont(REGULAR, size)
    canvas.drawString(_SIDE, _BOTTOM - 19, words)
    canvas.setFont(REGULAR, 7.2)
    canvas.drawRightString(width - _SIDE, _BOTTOM - 19, number)
    canvas.restoreState()


def _head(document: Document, room: float) -> list[Any]:
    """Letterhead under a double rule, then title, period and unit in the middle."""
    from reportlab.lib.colors import HexColor
    from reportlab.platypus import HRFlowable, Spacer

    rule = HexColor(PRIMARY)
    return [
        _letterhead(document.head, room),
        Spacer(1, 5),
        HRFlowable(width=room, thickness=1.6, color=rule, spaceBefore=0, spaceAfter=1.4),
        HRFlowable(width=room, thickness=0.5, color=rule, spaceBefore=0, spaceAfter=7),
        words_of(document.title.upper(), style_of(12.5, bold=True, align=1)),
        words_of(document.period, style_of(9.5, align=1)),
        words_of(document.unit, style_of(8.5, color=MUTED, align=1)),
        Spacer(1, 5),
    ]


def _letterhead(head: Letterhead, room: float) -> Any:
    from reportlab.platypus import Table as Grid

    logo = _logo(head.logo, 44)
    middle = 1 if logo is None else 0
    words = [
        words_of(head.name, style_of(13, bold=True, color=PRIMARY, align=middle)),
        *(words_of(line, style_of(8.5, color=MUTED, align=middle)) for line in head.lines),
    ]
    grid = [[words]] if logo is None else [[logo, words]]
    widths = [room] if logo is None else [58.0, room - 58]
    plain: list[tuple[Any, ...]] = [OWN_FONT, ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    plain.append(("LEFTPADDING", (0, 0), (-1, -1), 0))
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


def _block(block: Block, room: float, tail: int, smaller: int) -> list[Any]:
    from reportlab.platypus import Spacer

    if isinstance(block, Note):
        style = style_of(9.2, bold=True) if block.strong else style_of(8, color=MUTED)
        return [Spacer(1, 5), words_of(block.text, style)]
    if isinstance(block, Signatures):
        return [_signatures(block, room)]
    return table_parts(block, room, tail, smaller)


def _signatures(block: Signatures, room: float) -> Any:
    """Place and date, then the offices side by side, each over room to sign; never torn apart."""
    from reportlab.platypus import KeepTogether, Spacer
    from reportlab.platypus import Table as Grid

    middle, bold = style_of(8.8, align=1), style_of(8.8, bold=True, align=1)
    columns = len(block.people)
    dots = "." * 32
    grid = [
        [words_of(block.place_and_date, style_of(8.8, align=2)), *[""] * (columns - 1)],
        [words_of(block.heading, middle), *[""] * (columns - 1)],
        [words_of(office, middle) for office, _name in block.people],
        [Spacer(1, 34)] * columns,
        [words_of(name or dots, bold if name else middle) for _office, name in block.people],
    ]
    style: list[tuple[Any, ...]] = [
        OWN_FONT,
        ("SPAN", (0, 0), (-1, 0)),
        ("SPAN", (0, 1), (-1, 1)),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 1),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
    return KeepTogether([Spacer(1, 12), Grid(grid, colWidths=[room / columns] * columns, style=style)])
