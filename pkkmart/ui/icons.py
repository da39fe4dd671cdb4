"""Bundled line icons (lucide, ISC) in any colour of the theme: no icon font, no network, 2 ms."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from pkkmart.core.paths import resources_dir
from pkkmart.ui.theme import current

_RATIOS = (1.0, 1.25, 1.5, 2.0)


def pixmap(name: str, size: int = 20, color: str | QColor | None = None, ratio: float = 1.0) -> QPixmap:
    """An icon drawn in a colour (default: the ink of the theme), `size` logical pixels square.

    Raises FileNotFoundError for an icon that is not shipped, because that is a bug.
    """
    paint = QColor(color if color is not None else current().tokens.ink).name()
    key = f"pkk-icon:{name}:{size}:{paint}:{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    svg = _source(name).replace("currentColor", paint)  # before the painter: Qt crashes when its picture goes first
    image = QPixmap(round(size * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, image)
    return image


def icon(name: str, color: str | QColor | None = None, size: int = 20) -> QIcon:
    """An icon for a button, sharp at the usual screen scalings."""
    result = QIcon()
    for ratio in _RATIOS:
        result.addPixmap(pixmap(name, size, color, ratio))
    return result


def names() -> list[str]:
    """Every icon shipped."""
    return sorted(path.stem for path in (resources_dir() / "icons").glob("*.svg"))


@cache
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
