"""Typesets sheets and rolls of labels as PDF: each label whole within its edges, every name readable, all in black."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from pkkmart.core.i18n import _
from pkkmart.printing.label import DPI, Label, bar_dots, is_ean13
from pkkmart.printing.label_sizes import LabelSize, require_fit, require_start
from pkkmart.printing.pdf import ONE_AT_A_TIME
from pkkmart.printing.pdf_table import BOLD, REGULAR, load_fonts

_TENTH: Final = 72 / 254
_EAN13: Final = "EAN13"
_CODE128: Final = "Code128"
_WHITE: Final = 8
"""White inside each edge of a label, tenths of a millimetre: no printer lays its paper in more exactly."""
_UNPRINTED: Final = 40
"""What an office printer leaves white at the edges of a sheet, tenths of a millimetre."""
_DOT: Final = 72 / DPI
_INK: Final = 0.02
"""What a bar is narrower than its dots, in points, so that no rounding gives it one dot more."""
_LOW: Final = 200
"""A label lower than this, in tenths of a millimetre, has digits and price on one line below the bars."""
_LEADING: Final = 1.18
_LEAST_BARS: Final = 45 * _TENTH
"""Bars lower than this are hard to hit with a scanner."""
_LEAST_NAME: Final = 3.8


@dataclass(frozen=True, slots=True)
class _Words:
    """Lines of one size of letters; `height` is what they take."""

    lines: tuple[str, ...]
    size: float
    font: str

    @property
    def height(self) -> float:
        return len(self.lines) * self.size * _LEADING


def labels_pdf(labels: Sequence[tuple[Label, int]], size: LabelSize, *, start: int = 1, most_pages: int = 0) -> bytes:
    """The labels, each as often as told, as PDF bytes; the first on label `start` of its page, counted from 1.

    `most_pages` ends a preview early. Raises what `require_fit` and `require_start` raise.
    """
    require_fit(size)
    require_start(size, start)
    with ONE_AT_A_TIME:
        load_fonts()
        return _drawn([label for label, copies in labels for _copy in range(copies)], size, start, most_pages)


def _drawn(labels: Sequence[Label], size: LabelSize, start: int, most_pages: int) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    height = size.paper_height or size.height + size.gap_y + size.margin_y
    target = io.BytesIO()
    canvas = Canvas(
        target,
        pagesize=(size.paper_width * _TENTH, height * _TENTH),
        invariant=1,
        initialFontName=REGULAR,  # else each page begins with Helvetica, which is not embedded
    )
    canvas.setTitle(_("Label barang"))
    for number, label in enumerate(labels, start - 1):
        page, place = divmod(number, size.labels)
        if most_pages and page >= most_pages:
            break
        if place == 0 and number >= size.labels:
            canvas.showPage()
        left, top = size.place(place)
        canvas.saveState()
        canvas.translate(left * _TENTH, (height - top - size.height) * _TENTH)
        _draw(canvas, label, size)
        canvas.restoreState()
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw(canvas: Any, label: Label, size: LabelSize) -> None:
    """One label, its lower left corner at the origin."""
    if size.height < _LOW:
        _draw_low(canvas, label, size)
    else:
        _draw_high(canvas, label, size)


def _edges(size: LabelSize) -> tuple[float, float]:
    """What stays white inside a label, at its sides and at its top and bottom."""
    if size.is_roll:
        return _WHITE * _TENTH, _WHITE * _TENTH
    sides = min(max(_WHITE, _UNPRINTED - size.margin_x), size.width // 12)
    ends = min(max(_WHITE, _UNPRINTED - size.margin_y), size.height // 10)
    return sides * _TENTH, ends * _TENTH


def _draw_low(canvas: Any, label: Label, size: LabelSize) -> None:
    """Name, bars, then digits and price on one line; a line of dates or numbers where one is told."""
    width, height = size.width * _TENTH, size.height * _TENTH
    side, end = _edges(size)
    room = width - 2 * side
    price_size = 9.0
    while price_size > 5 and _wide(label.price, BOLD, price_size) > room * 0.56:
        price_size -= 0.25
    digits_size = 5.4
    while digits_size > 3 and _wide(label.code, REGULAR, digits_size) > room - 3 - _wide(label.price, BOLD, price_size):
        digits_size -= 0.2
    bottom = end + price_size * 0.15
    canvas.setFont(BOLD, price_size)
    canvas.drawRightString(width - side, bottom, label.price)
    canvas.setFont(REGULAR, digits_size)
    canvas.drawString(side, bottom, label.code)
    low = bottom + price_size * 0.92
    name = _fitted(label.name, BOLD, room, (5.8, 5.4, 5.0, 4.6, 4.2, _LEAST_NAME), most_lines=2)
    free = height - end - name.height - low - _LEAST_BARS
    details, _dropped = _details(label, room, (4.4, 4.0, 3.6), min(free, 4.4 * _LEADING))
    top = _stack(canvas, [name, *details], width, height - end)
    _bars(canvas, label.code, size, width, low, top - 1.2)


def _draw_high(canvas: Any, label: Label, size: LabelSize) -> None:
    """Name, price, what else is told, bars, digits; the larger the label, the larger all of it."""
    width, height = size.width * _TENTH, size.height * _TENTH
    side, end = _edges(size)
    room, scale = width - 2 * side - 2, min(size.height / 300, size.width / 400, 1.5)
    digits_size = 5.6 * min(scale, 1.25) if scale > 1 else 5.4
    low = end + digits_size * 1.15
    name_sizes = (*(step * scale for step in (8.6, 8.0, 7.4, 6.8, 6.2)), 5.4, 4.8, 4.2, _LEAST_NAME)
    name = _fitted(label.name, BOLD, room, name_sizes, most_lines=2)
    least = max(_LEAST_BARS, size.height * _TENTH * 0.24)
    free = height - end - low - name.height - least
    price, details = _price_and_details(label, room, free, scale, name.size)
    top = _stack(canvas, [name, price, *details], width, height - end)
    _bars(canvas, label.code, size, width, low, min(top - 2, low + height * 0.42))
    canvas.setFont(REGULAR, digits_size)
    canvas.drawCentredString(width / 2, end + digits_size * 0.15, _spaced(label))


def _price_and_details(
    label: Label, room: float, free: float, scale: float, name_size: float
) -> tuple[_Words, list[_Words]]:
    """The price, and what else is told: a smaller price where that leaves room for all of it, but larger than the name.

    Readable details come first, then tiny ones; where all of it never fits, the price stays large.
    """
    whole = [step * scale for step in (16, 15, 14, 13, 12, 11) if _wide(label.price, BOLD, step * scale) <= room]
    prices = [size for size in whole if size >= name_size * 1.4] or [room / max(_wide(label.price, BOLD, 1), 1)]
    details = (5.6 * max(scale, 0.9), 5.0, 4.5, 4.0)
    found = None
    for sizes in (details[:2], details):
        for price_size in prices:
            price = _Words((label.price,), min(price_size, 16 * scale), BOLD)
            lines, dropped = _details(label, room, sizes, free - price.height)
            if not dropped:
                return price, lines
            found = found if found is not None and found[2] <= dropped else (price, lines, dropped)
    assert found is not None
    return found[0], found[1]


def _spaced(label: Label) -> str:
    """The digits below the bars in the groups of an EAN-13: `2 000000 000015`."""
    code = label.code
    return f"{code[0]} {code[1:7]} {code[7:]}" if is_ean13(code) else code


def _stack(canvas: Any, blocks: Sequence[_Words], width: float, top: float) -> float:
    """Draw blocks of lines in the middle, from the top down; returns where they end."""
    for block in blocks:
        canvas.setFont(block.font, block.size)
        for line in block.lines:
            canvas.drawCentredString(width / 2, top - block.size * 0.93, line)
            top -= block.size * _LEADING
    return top


def _bars(canvas: Any, code: str, size: LabelSize, width: float, low: float, top: float) -> None:
    """The bars of a code in the middle of a label, between two heights."""
    from reportlab.graphics.barcode import createBarcodeDrawing
    from reportlab.graphics.shapes import Rect

    module = bar_dots(code, size.width) * _DOT
    drawing = createBarcodeDrawing(
        _EAN13 if is_ean13(code) else _CODE128,
        value=code,
        barWidth=module,
        barHeight=max(top - low, 1),
        humanReadable=False,
        quiet=False,
    )
    left = (width - drawing.width) / 2
    left -= canvas.absolutePosition(left, low)[0] % _DOT  # else a label printer would spread each edge over two dots
    for bar in drawing.contents[0].draw().contents:  # renderPDF would name fonts that the file does not carry
        if isinstance(bar, Rect) and bar.fillColor is not None:
            canvas.rect(left + bar.x + _INK / 2, low + bar.y, bar.width - _INK, bar.height, stroke=0, fill=1)


def _details(label: Label, room: float, sizes: Sequence[float], free: float) -> tuple[list[_Words], int]:
    """Dates, numbers and owner in as few lines as hold them, at the largest letters that fit, and how many did not.

    Where there is no room for all of them the last ones give way.
    """
    told = [*label.dates, *label.numbers, *([label.owner] if label.owner else [])]
    for count in range(len(told), 0, -1):
        for size in sizes:
            lines = _flowed(told[:count], REGULAR, size, room)
            if lines and len(lines) * size * _LEADING <= free:
                return [_Words(tuple(lines), size, REGULAR)], len(told) - count
    return [], len(told)


def _flowed(parts: Sequence[str], font: str, size: float, room: float) -> list[str]:
    """Parts on lines with a dot between them, none broken; nothing where one is wider than the room."""
    lines: list[str] = []
    for part in parts:
        if _wide(part, font, size) > room:
            return []
        joined = f"{lines[-1]} · {part}" if lines else part
        if lines and _wide(joined, font, size) <= room:
            lines[-1] = joined
        else:
            lines.append(part)
    return lines


def _fitted(text: str, font: str, room: float, sizes: Sequence[float], *, most_lines: int) -> _Words:
    """A text on at most so many lines, at the largest letters that hold all of it.

    What fits none takes more lines of the smallest, so that nothing of a name is lost.
    """
    for size in sizes:
        lines = _wrapped(text, font, size, room)
        if lines is not None and len(lines) <= most_lines:
            return _Words(tuple(lines), size, font)
    return _Words(tuple(_wrapped(text, font, sizes[-1], room) or _broken(text, font, sizes[-1], room)), sizes[-1], font)


def _wrapped(text: str, font: str, size: float, room: float) -> list[str] | None:
    """The lines of a text, broken between words; None where one word is wider than the room."""
    lines: list[str] = []
    for word in text.split():
        if _wide(word, font, size) > room:
            return None
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(joined, font, size) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _broken(text: str, font: str, size: float, room: float) -> list[str]:
    """The lines of a text without a place to break it: broken where a line is full."""
    lines = [""]
    for letter in " ".join(text.split()):
        if _wide(lines[-1] + letter, font, size) > room:
            lines.append("")
        lines[-1] += letter
    return lines


def _wide(text: str, font: str, size: float) -> float:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, font, size))
