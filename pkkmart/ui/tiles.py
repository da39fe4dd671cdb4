"""Things a finger picks from a list: tiles of goods, cards of people, rows that lead somewhere."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from pkkmart.ui.cards import anywhere, tied, wrapped_height
from pkkmart.ui.icons import pixmap
from pkkmart.ui.theme import TARGET, current, tint_of, tone_color

LEFT, RIGHT, CENTER = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_ICON = 18


class _Pick(QAbstractButton):
    """A painted button: a card with a border that shows focus, hover and choice."""

    def __init__(self, name: str, on_click: Callable[[], object] | None) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paint_card(self, painter: QPainter, radius: float = 14, fill: str = "card") -> QRectF:
        """Draw the sheet, filled with a token, and return where there is room on it."""
        theme = current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, focused = self.isChecked(), self.hasFocus()
        edge = "focus" if focused else "primary" if chosen or self.underMouse() else "line"
        width = 2 if focused else 1
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(theme.color("tint" if chosen or self.isDown() else fill))
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(area, radius, radius)
        return QRectF(self.rect())


def text(
    painter: QPainter, area: QRectF, words: str, *, step: str = "base", weight: int = 400, tone: str = "plain",
    side: Qt.AlignmentFlag = LEFT,
) -> float:  # fmt: skip
    """Draw one elided line at the top of an area; returns its height in pixels."""
    font = current().font(step, weight)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(tone_color(tone))
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    line = QRectF(area.left(), area.top(), area.width(), metrics.height())
    painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
    return metrics.height()


def chip_width(words: str) -> float:
    """How wide the pill of some words is, pixels."""
    return QFontMetricsF(current().font("small", 700)).horizontalAdvance(words) + 22


def chip(painter: QPainter, right: float, top: float, words: str, tone: str = "plain", room: float = 240) -> QRectF:
    """Draw a pill whose right upper corner is given; returns where it lies."""
    font = current().font("small", 700)
    metrics = QFontMetricsF(font)
    width = min(chip_width(words), room)
    pill = QRectF(right - width, top, width, metrics.height() + 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint_of(tone) if tone != "muted" else current().color("keycap"))
    painter.drawRoundedRect(pill, 9, 9)
    shade = "primary" if tone == "plain" else tone
    inside = pill.adjusted(6, 2.5, -6, 0)
    text(painter, inside, words, step="small", weight=700, tone=shade, side=CENTER)
    return pill


class Tile(_Pick):
    """Something to pick with one tap: a title, a second line, a figure, and how many are left in a chip.

    The chip stands right of the title; in a narrow tile it stands under it, so that the title has the width.
    """

    _NARROW = 170
    _EDGE = 6

    def __init__(self, title: str, second: str, figure: str, *, on_click: Callable[[], object] | None = None) -> None:
        super().__init__("", on_click)
        self._title, self._second, self._figure = title, second, figure
        self._left, self._spoken, self._tone = "", "", "plain"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def set_left(self, left: str, spoken: str = "", tone: str = "plain") -> None:
        """Say how many are left, and how that is told to screen readers; `muted` greys the whole tile."""
        self._left, self._spoken, self._tone = left, spoken or left, tone
        self._tell()

    def set_figure(self, figure: str) -> None:
        """Show another figure."""
        self._figure = figure
        self._tell()

    def _tell(self) -> None:
        parts = (self._title, self._second, self._figure, self._spoken)
        self.setAccessibleName(" ".join(part for part in parts if part))
        self.update()

    @classmethod
    def tall(cls) -> int:
        """How high every tile is at the text size in force, pixels."""
        theme = current()
        lines = QFontMetricsF(theme.font("medium")).height() * 2 + QFontMetricsF(theme.font("caption")).height()
        return max(TARGET, math.ceil(lines) + 2 * cls._EDGE)

    def sizeHint(self) -> QSize:
        return QSize(current().px(140), self.tall())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, gone = QPainter(self), current(), self._tone == "muted"
        narrow = self.width() < theme.px(self._NARROW)
        side = 11 if narrow else 14
        area = self.paint_card(painter, 12, "ground" if gone else "card")
        area.adjust(side, self._EDGE - 1, -side, -self._EDGE)
        first = QFontMetricsF(theme.font("medium", 600)).height()
        third = QRectF(area.left(), area.bottom() - first, area.width(), first)
        used = 0.0
        if self._left:
            used = chip_width(self._left) + 6
            right = area.left() + used - 6 if narrow else area.right() + 3
            top = (
                third.center().y() - QFontMetricsF(theme.font("small", 700)).height() / 2 - 2 if narrow else area.top()
            )
            chip(painter, right, top, self._left, self._tone, area.width())
        tone = "muted" if gone else "plain"
        above = area.adjusted(0, 0, 0 if narrow else -used, 0)
        line = text(painter, above, self._title, step="medium", weight=600, tone=tone)
        text(painter, area.adjusted(0, line - 1, 0, 0), self._second, step="caption", tone="muted")
        third.setLeft(third.left() + (used if narrow else 0))
        text(painter, third, self._figure, step="medium", weight=700, tone=tone, side=RIGHT)


class ListCard(_Pick):
    """A person or a document in a list: two lines at the left; a chip or a word and a figure at the right."""

    def __init__(
        self, title: str, second: str = "", *, chip_text: str = "", chip_tone: str = "plain", note: str = "",
        figure: str = "", on_click: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("", on_click)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(title, second, chip_text=chip_text, chip_tone=chip_tone, note=note, figure=figure)

    def set(
        self, title: str, second: str = "", *, chip_text: str = "", chip_tone: str = "plain", note: str = "",
        figure: str = "",
    ) -> None:  # fmt: skip
        """Show something else."""
        self._title, self._second, self._figure = title, second, figure
        self._chip, self._chip_tone, self._note = chip_text, chip_tone, note
        self.setAccessibleName(" ".join(part for part in (title, second, chip_text, note, figure) if part))
        self.update()

    def sizeHint(self) -> QSize:
        theme = current()
        lines = QFontMetricsF(theme.font("medium", 600)).height() + QFontMetricsF(theme.font("caption")).height()
        return QSize(240, max(TARGET, round(lines + 24)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self.paint_card(painter).adjusted(14, 11, -14, -11)
        theme = current()
        first = QFontMetricsF(theme.font("medium", 600)).height()
        used_above = used_below = 0.0
        if self._chip:
            used_above = chip(painter, area.right(), area.top(), self._chip, self._chip_tone).width() + 10
        elif self._note:
            text(painter, area, self._note, step="caption", tone="muted", side=RIGHT)
            used_above = QFontMetricsF(theme.font("caption")).horizontalAdvance(self._note) + 10
        below = area.adjusted(0, first, 0, 6)
        if self._figure:
            tone = "primary" if any(letter.isdigit() for letter in self._figure) else "plain"
            text(painter, below, self._figure, weight=700, tone=tone, side=RIGHT)
            used_below = QFontMetricsF(theme.font("base", 700)).horizontalAdvance(self._figure) + 10
        text(painter, area.adjusted(0, 0, -used_above, 0), self._title, step="medium", weight=600)
        text(painter, below.adjusted(0, 1, -used_below, 0), self._second, step="caption", tone="muted")


class DoorRow(_Pick):
    """A line that leads to where it is solved: an icon in a tone, two lines, an arrow.

    Enter goes there, the arrows go to the row above or below in the same card. Words too long for
    one line go on in the next, and the row grows.
    """

    INSET = 12
    """Pixels between the edge of the row and its icon; a title above it is set in as far."""

    def __init__(
        self, icon: str, title: str, second: str = "", *, tone: str = "primary",
        on_click: Callable[[], object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__("", on_click)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set(icon, title, second, tone=tone)

    def set(self, icon: str, title: str, second: str = "", *, tone: str = "primary") -> None:
        """Say something else in the same place."""
        self._icon, self._tone, self._lines = icon, tone, (tied(title), tied(second))
        self.setAccessibleName(f"{title} {second}".strip())
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._step(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():  # one long press in the form before must not fall through this page
                self.click()
        else:
            super().keyPressEvent(event)

    def _step(self, step: int) -> None:
        holder = self.parentWidget()
        rows = [row for row in holder.findChildren(DoorRow) if row.isVisibleTo(holder)] if holder else []
        rows.sort(key=lambda row: row.y())
        place = rows.index(self) + step if self in rows else -1
        if 0 <= place < len(rows):
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def sizeHint(self) -> QSize:
        theme = current()
        lines = QFontMetricsF(theme.font("base")).height() + QFontMetricsF(theme.font("caption")).height()
        return QSize(200, max(TARGET, round(lines + 6)))

    def heightForWidth(self, width: int) -> int:
        room = self.words_area(width).width()
        return max(self.sizeHint().height(), math.ceil(sum(self._heights(room))) + 6)

    def words_area(self, width: int) -> QRectF:
        """Where the words stand in a row of a width: right of the icon, left of the arrow."""
        left = self.INSET + _ICON + 12
        return QRectF(left, 0, max(40, width - left - self.INSET - 24), self.height())

    def _heights(self, room: float) -> tuple[float, float]:
        """How high each of the two texts is when it may be this wide."""
        theme = current()
        return (
            wrapped_height(self._lines[0], theme.font("base"), room),
            wrapped_height(self._lines[1] or " ", theme.font("caption"), room),
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2) if self.hasFocus() else QPen(Qt.PenStyle.NoPen))
            painter.setBrush(theme.color("tint"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 10, 10)
        middle, ratio = self.height() // 2, self.devicePixelRatioF()
        painter.drawPixmap(self.INSET, middle - 9, pixmap(self._icon, _ICON, tone_color(self._tone), ratio))
        arrow = pixmap("chevron-right", 16, theme.tokens.muted, ratio)
        painter.drawPixmap(self.width() - self.INSET - 16, middle - 8, arrow)
        area = self.words_area(self.width())
        first, second = self._heights(area.width())
        area.setTop(middle - (first + second) / 2)
        for words, step, tone, height in (
            (self._lines[0], "base", "plain", first),
            (self._lines[1], "caption", "muted", second),
        ):
            painter.setFont(theme.font(step))
            painter.setPen(tone_color(tone))
            painter.drawText(QRectF(area.left(), area.top(), area.width(), height), words, anywhere())
            area.setTop(area.top() + height)


class TenderRow(_Pick):
    """One way among a few, with its key: an icon, a word, a cap, and what it stands at."""

    def __init__(self, icon: str, words: str, key: str, *, on_click: Callable[[], object] | None = None) -> None:
        super().__init__(f"{words} {key}", on_click)
        self._icon, self._words, self._key = icon, words, key
        self._trailing, self._trailing_tone = "", "muted"
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_trailing(self, words: str, tone: str = "muted") -> None:
        """Say at the right what it stands at."""
        self._trailing, self._trailing_tone = words, tone
        self.setAccessibleName(f"{self._words} {self._key} {words}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, max(TARGET, round(QFontMetricsF(current().font("medium")).height() + 22)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current()
        painter = QPainter(self)
        area = self.paint_card(painter, 12).adjusted(14, 0, -13, 0)
        painter.drawPixmap(
            15, self.height() // 2 - 9, pixmap(self._icon, 18, theme.tokens.primary, self.devicePixelRatioF())
        )
        metrics = QFontMetricsF(theme.font("medium"))
        words = QRectF(area.left() + 27, (self.height() - metrics.height()) / 2, area.width() - 27, metrics.height())
        text(painter, words, self._words, step="medium")
        left = words.left() + metrics.horizontalAdvance(self._words) + 7
        left = self._paint_key(painter, left)
        small = QFontMetricsF(theme.font("caption")).height()
        rest = QRectF(left + 6, (self.height() - small) / 2, area.right() - left - 6, small)
        text(painter, rest, self._trailing, step="caption", tone=self._trailing_tone, side=RIGHT)

    def _paint_key(self, painter: QPainter, left: float) -> float:
        theme = current()
        metrics = QFontMetricsF(theme.font("small", 600))
        cap = QRectF(left, (self.height() - metrics.height() - 6) / 2, metrics.horizontalAdvance(self._key) + 16, 0)
        cap.setHeight(metrics.height() + 6)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("keycap"))
        painter.drawRoundedRect(cap, 5, 5)
        text(painter, cap.adjusted(4, 3, -4, 0), self._key, step="small", weight=600, side=CENTER)
        return cap.right()
