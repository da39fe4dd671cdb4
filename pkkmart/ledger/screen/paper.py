"""The paper as it will come out of the printer, in a window one can scroll and enlarge."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from pkkmart.core.i18n import _
from pkkmart.printing.preview import PagePicture
from pkkmart.ui.theme import current

ZOOMS: Final = (100, 125, 150, 200)
"""Percent of the width there is."""

_GAP: Final = 14
_EDGE: Final = 6


class _Pages(QWidget):
    """The pages under each other, each as wide as the sheet of glass allows."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        self.width_px = 400

    def page_width(self) -> int:
        """Pixels of the widest page."""
        return max(self.width_px - 2 * _EDGE, 100)

    def places(self) -> list[QRectF]:
        """Where each page lies; a page keeps its shape, the widest fills the width."""
        widest = max((image.width() for image in self.images), default=1)
        top, found = float(_EDGE), []
        for image in self.images:
            width = self.page_width() * image.width() / widest
            height = width * image.height() / image.width()
            found.append(QRectF(_EDGE + (self.page_width() - width) / 2, top, width, height))
            top += height + _GAP
        return found

    def fit(self) -> None:
        """Take the size the pages need."""
        places = self.places()
        self.setFixedSize(QSize(self.width_px, round(places[-1].bottom()) + _EDGE if places else 10))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place, image in zip(self.places(), self.images, strict=True):
            if place.intersects(QRectF(event.rect())):
                painter.fillRect(place.translated(QPointF(2, 3)), QColor(8, 32, 31, 40))
                painter.drawImage(place, image)
                painter.setPen(current().color("line"))
                painter.drawRect(place)


class PaperView(QScrollArea):
    """`show_pages` lays a paper down; `moved(page, pages)` tells which page is looked at."""

    moved = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.pages = _Pages()
        self.zoom = 100
        self.setWidget(self.pages)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pratinjau laporan"))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._tell())

    def show_pages(self, pictures: Sequence[PagePicture], *, stay: bool = False) -> None:
        """Lay another paper down, from its top unless it is the same one anew."""
        at = self.verticalScrollBar().value() if stay else 0
        self.pages.images = [
            QImage(one.pixels, one.width, one.height, one.stride, QImage.Format.Format_RGB32).copy() for one in pictures
        ]
        self._fit()
        self.verticalScrollBar().setValue(at)
        self._tell()

    def enlarge(self, step: int) -> None:
        """One step larger or smaller; at the end of the row nothing happens."""
        place = ZOOMS.index(self.zoom) + step
        if 0 <= place < len(ZOOMS):
            self.zoom = ZOOMS[place]
            self._fit()

    def turn(self, by: int) -> None:
        """Scroll most of a screen on."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + by * self.viewport().height() * 9 // 10)

    def page_shown(self) -> int:
        """The page in the middle of the glass, from 1; 0 while there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        found = 0
        for number, place in enumerate(self.pages.places(), 1):
            if place.top() <= middle or number == 1:
                found = number
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.pages.width_px = self.viewport().width() * self.zoom // 100
        self.pages.fit()
        self._tell()

    def _tell(self) -> None:
        self.moved.emit(self.page_shown(), len(self.pages.images))
