"""A picture as the dots of a receipt printer. Pillow is imported here only, and late: most receipts have none."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Final

_MOST_PIXELS: Final = 16_000_000
"""A picture larger than this is no logo; opening it could fill an old PC's memory."""
_HEIGHT_SHARE: Final = 3
"""A logo is at most a third of the paper's width high: each receipt pays for it in paper and seconds."""


@lru_cache(maxsize=4)
def raster(picture: bytes, dots: int) -> bytes:
    """A PNG or JPEG as the command GS v 0, dithered black on white, at most `dots` wide; b"" when it can't be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(picture), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return b""
            coloured = opened.convert("RGBA")
    except Exception:  # whatever an image library makes of a broken picture
        return b""
    white = Image.new("RGBA", coloured.size, "white")
    grey = Image.alpha_composite(white, coloured).convert("L")
    grey.thumbnail((dots, dots // _HEIGHT_SHARE))
    ink = ImageOps.invert(grey.convert("1"))
    row_bytes = (ink.width + 7) // 8
    return b"\x1dv0\x00" + row_bytes.to_bytes(2, "little") + ink.height.to_bytes(2, "little") + ink.tobytes()
