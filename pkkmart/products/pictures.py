"""Photos made small enough to be kept in the database. Pillow is imported here late: most runs keep none."""

from __future__ import annotations

import io
from typing import Final

from pkkmart.core.errors import UserError
from pkkmart.core.i18n import N_

PICTURE_BYTES: Final = 200 * 1024
JPEG: Final = "image/jpeg"
_SIDES: Final = (1_600, 1_200, 900, 640)
_QUALITIES: Final = (82, 68, 52)
_MOST_PIXELS: Final = 80_000_000
"""A photo of a phone has 50 million; a larger picture could fill an old PC's memory."""


class PictureUnreadable(UserError):
    template = N_("Foto ini tidak bisa dibaca. Pakai foto JPG atau PNG dari HP atau pemindai.")


def shrunk(content: bytes) -> bytes:
    """A photo as a JPEG that may be kept, upright, as large as fits. Raises PictureUnreadable."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise PictureUnreadable
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except PictureUnreadable:
        raise
    except Exception as error:  # whatever an image library makes of a broken picture
        raise PictureUnreadable from error
    white = Image.new("RGBA", upright.size, "white")
    photo = Image.alpha_composite(white, upright).convert("RGB")
    for side in _SIDES:
        photo.thumbnail((side, side))
        for quality in _QUALITIES:
            target = io.BytesIO()
            photo.save(target, "JPEG", quality=quality, optimize=True)
            if target.tell() <= PICTURE_BYTES:
                return target.getvalue()
    raise PictureUnreadable
