"""A row of bars, drawn by hand: 20 ms and no library, for the few charts a shop reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from pkkmart.ui.theme import current


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: how high, the word below it (or none), and what the mouse is told."""

    value: int
    label: str = ""
    tip: str = ""


class Bars(QWidget):
    """Bars of one colour; the last one, today's, is darker. Negative values stand on the floor."""

    def __init__(self, name: str, bars: Sequence[Bar] = ()) -> None:
        super().__init__()
        self._name = name
        self._bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.set_bars(bars)

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Show other figures."""
        self._bars = tuple(bars)
        last = f": {self._bars[-1].tip}" if self._bars and self._bars[-1].tip else ""
        self.setAccessibleName(f"{self._name}{last}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 180)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 80)

    def places(self) -> list[QRectF]:
        """Where each bar stands, in pixels."""
        if not self._bars:
            return []
        floor = self.height() - QFontMetricsF(current().font("small")).height() - 6
        step = self.width() / len(self._bars)
        width = min(step * 0.68, 44.0)
        most = max(1, *(bar.value for bar in self._bars))
        found = []
        for number, bar in enumerate(self._bars):
            height = max(2.0, (floor - 2) * max(0, bar.value) / most)
            found.append(QRectF(number * step + (step - width) / 2, floor - height, width, height))
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("small"))
        metrics = QFontMetricsF(theme.font("small"))
        for number, (bar, place) in enumerate(zip(self._bars, self.places(), strict=True)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("primary" if number == len(self._bars) - 1 else "bar"))
            painter.drawRoundedRect(place, 4, 4)
            if bar.label:
                width = metrics.horizontalAdvance(bar.label) + 4
                left = min(max(0.0, place.center().x() - width / 2), self.width() - width)
                painter.setPen(theme.color("muted"))
                area = QRectF(left, place.bottom() + 5, width, metrics.height())
                painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), bar.label)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos()), self)
            return True
        return super().event(event)

    def _tip_at(self, point: QPoint) -> str:
        for bar, place in zip(self._bars, self.places(), strict=True):
            if place.left() <= point.x() <= place.right():
                return bar.tip
        return ""
