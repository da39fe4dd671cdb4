"""Words as large as their place allows, for what is read from across a counter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from pkkmart.ui.cards import tied, wrapped_height
from pkkmart.ui.theme import current, tone_color


class Fitted(QLabel):
    """Text that grows until its box is full and shrinks rather than be clipped.

    `most_px` bounds a short text's height in pixels, `lines` how often a long one may be broken.
    """

    LEAST_PX = 12

    def __init__(
        self, text: str = "", *, most_px: int, lines: int = 1, tone: str = "plain", weight: int = 600,
        centred: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(text)
        self._most_px, self._lines, self._tone, self._weight = most_px, lines, tone, weight
        self._side = Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(round(QFontMetricsF(self._font(most_px)).height() * lines) + 2)

    def fitted_font(self) -> QFont:
        """The largest font in which all of the text is seen; the smallest when none is."""
        least, most = self.LEAST_PX, max(self.LEAST_PX, self._most_px)
        while least < most:
            middle = (least + most + 1) // 2
            if self.fits(self._font(middle)):
                least = middle
            else:
                most = middle - 1
        return self._font(least)

    def fits(self, font: QFont) -> bool:
        """Whether all of the text is seen in a font, no word broken."""
        metrics = QFontMetricsF(font)
        width, text = self.width() - 2, tied(self.text())
        if any(metrics.horizontalAdvance(word) > width for word in (text.split(" ") if self._lines > 1 else [text])):
            return False
        height = wrapped_height(text, font, width)
        return height <= self.height() and height <= (metrics.height() + 1) * self._lines

    def _font(self, pixels: int) -> QFont:
        font = current().font("base", self._weight)
        font.setPixelSize(pixels)
        return font

    def sizeHint(self) -> QSize:
        return QSize(240, self._most_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, round(QFontMetricsF(self._font(self.LEAST_PX)).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.fitted_font()
        painter.setFont(font)
        painter.setPen(tone_color(self._tone))
        option = QTextOption(self._side)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        area = QRectF(self.rect()).adjusted(1, 0, -1, 0)
        text = tied(self.text())
        spare = area.height() - wrapped_height(text, font, area.width())
        painter.drawText(area.adjusted(0, max(0.0, spare / 2), 0, 0), text, option)
