"""Pages of a PDF as pictures, for looking at paper before it is printed."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

_ONE_AT_A_TIME: Final = threading.Lock()
"""PDFium must not be entered by two threads."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page; pixels of four bytes (blue, green, red, unused), `stride` bytes a row."""

    width: int
    height: int
    stride: int
    pixels: bytes


def page_pictures(pdf: bytes, width_px: int) -> list[PagePicture]:
    """Every page of a PDF, drawn `width_px` wide."""
    import pypdfium2

    pictures = []
    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            for place in range(len(document)):
                page = document[place]
                bitmap = page.render(scale=width_px / page.get_width(), rev_byteorder=False, prefer_bgrx=True)
                pictures.append(PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
                bitmap.close()
                page.close()
        finally:
            document.close()
    return pictures
