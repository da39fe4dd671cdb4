"""The quiet pieces a page is made of: cards, captions, figures, chips, states."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from pkkmart.ui.buttons import Button
from pkkmart.ui.icons import pixmap
from pkkmart.ui.layout import STRETCH, Thing, add_to, aligned, column, gap, row
from pkkmart.ui.theme import current, tone_color

_TIED = "\N{NO-BREAK SPACE}"
_RUPIAH = re.compile(r"Rp (?=\d)")


def restyle(widget: QWidget, **properties: str) -> None:
    """Set properties that the style sheet looks at, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def tied(text: str) -> str:
    """The text as it is broken into lines: `Rp` stays with its amount."""
    return _RUPIAH.sub(f"Rp{_TIED}", text)


class Words(QLabel):
    """Text in one of the looks of the style sheet (title, section, strong, caption, small, medium, mono)."""

    def __init__(self, text: str = "", look: str = "", *, tone: str = "plain", wrap: bool = False) -> None:
        super().__init__(tied(text))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.MinimumExpanding)

    def setText(self, text: str) -> None:
        super().setText(tied(text))

    def text(self) -> str:
        return super().text().replace(_TIED, " ")

    def set_tone(self, tone: str) -> None:
        """plain, muted, primary, good, attention or danger."""
        restyle(self, tone=tone)


def anywhere() -> QTextOption:
    """How text is broken so that all of it can be read: between words, and inside one that has no room."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def wrapped_height(text: str, font: QFont, width: float) -> float:
    """Pixels of height a text takes when it is broken as `anywhere` does it."""
    layout = QTextLayout(text.replace("\n", "\u2028"), font)
    layout.setTextOption(anywhere())
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        height += line.height()
    layout.endLayout()
    return max(height, QFontMetricsF(font).height())


class Wrapped(Words):
    """Words over as many lines as they need; a path without a space is broken too, where QLabel cuts it."""

    def __init__(self, text: str = "", look: str = "", *, tone: str = "plain") -> None:
        super().__init__(text, look, tone=tone, wrap=True)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        return math.ceil(wrapped_height(self._elided(max(1, width)), self.font(), max(1, width)))

    def _elided(self, width: float) -> str:
        """The text as it is drawn: it breaks between the parts of `45 struk · turun 36 %` where each has room."""
        parts = (text := tied(self.text())).split(" · ")
        metrics = QFontMetricsF(self.font())
        if len(parts) < 2 or any(metrics.horizontalAdvance(f"{part} ·") > width for part in parts):
            return text
        return " ".join(part.replace(" ", _TIED) for part in (*(f"{part} ·" for part in parts[:-1]), parts[-1]))

    def sizeHint(self) -> QSize:
        """One line, but no wider than reads well; a layout may give it less and then asks how high."""
        self.ensurePolished()
        metrics = QFontMetricsF(self.font())
        width = min(math.ceil(metrics.horizontalAdvance(self.text())) + 2, 460)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(60, math.ceil(QFontMetricsF(self.font()).height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        option = anywhere()
        area = QRectF(self.contentsRect())
        shown = self._elided(area.width())
        spare = area.height() - wrapped_height(shown, self.font(), area.width())
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter and spare > 0:
            area.setTop(area.top() + spare / 2)
        option.setAlignment(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        painter.drawText(area, shown, option)


class SectionTitle(Words):
    """The title of a card."""

    def __init__(self, text: str) -> None:
        super().__init__(text, "section")


class Caption(Words):
    """A small muted word in capitals above a figure."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text.upper(), "caption")

    def set_text(self, text: str) -> None:
        """Change the word."""
        self.setText(text.upper())


class Elided(Words):
    """One line that ends in … rather than push its neighbours away."""

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), text)


class BigFigure(QLabel):
    """A figure one reads from across the counter; it shrinks rather than be clipped.

    `step` is `large`, `figure`, `money` or `total` (20 to 34 pt at 100 %).
    """

    def __init__(self, text: str = "", *, step: str = "figure", tone: str = "primary", right: bool = False) -> None:
        super().__init__(text)
        self._step, self._tone, self._right = step, tone, right
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: str) -> None:
        """plain, muted, primary, good, attention or danger."""
        self._tone = tone
        self.update()

    def set_step(self, step: str) -> None:
        """Another size of the same figure."""
        self._step = step
        self.updateGeometry()
        self.update()

    def figure_font(self, width: float) -> QFont:
        """The largest font in which the text fits a width in pixels, down to a third of its size."""
        font = current().font(self._step, 600)
        least = font.pointSizeF() / 3
        while font.pointSizeF() > least and QFontMetricsF(font).horizontalAdvance(self.text()) > width:
            font.setPointSizeF(font.pointSizeF() - 0.5)
        return font

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(current().font(self._step, 600))
        return QSize(round(metrics.horizontalAdvance(self.text())) + 4, round(metrics.height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.figure_font(self.width() - 2))
        painter.setPen(tone_color(self._tone))
        side = Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(self.rect()), int(side | Qt.AlignmentFlag.AlignVCenter), self.text())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
        super().changeEvent(event)


class Chip(QLabel):
    """A pill of one or two words; tone is plain, attention, danger, good or muted."""

    def __init__(self, text: str = "", *, tone: str = "plain") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setIndent(0)
        self.setProperty("look", "chip")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set(self, text: str, tone: str = "plain") -> None:
        """Say something else; nothing to say hides it."""
        self.setText(text)
        self.setVisible(bool(text))
        restyle(self, tone=tone)


class Card(QFrame):
    """A white sheet with round corners; `body` is its column. tone: plain, tint, attention, danger."""

    def __init__(self, *, tone: str = "plain", padding: int = 18, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setProperty("tone", tone)
        self.body = column(margins=(padding, padding - 2, padding, padding - 2), spacing=spacing, on=self)

    def add(self, *things: Thing) -> Card:
        """Put widgets, layouts or empty space below what is there."""
        add_to(self.body, *things)
        return self

    def set_tone(self, tone: str) -> None:
        """plain, tint, attention or danger."""
        restyle(self, tone=tone)


class StatCard(Card):
    """A caption, one big figure, and a line that says what it means."""

    def __init__(
        self, caption: str, figure: str = "", note: str = "", *, step: str = "figure", tone: str = "primary",
        wrap: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(padding=16, spacing=0)
        self.caption = Caption(caption)
        self.figure = BigFigure(figure, step=step, tone=tone)
        self.note: Words = Wrapped(note, "caption") if wrap else Elided(note, "caption")
        if wrap:
            self.note.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.add(self.caption, self.figure, self.note)

    def set(self, figure: str, note: str = "", *, tone: str = "primary", note_tone: str = "muted") -> None:
        """Show another figure."""
        self.figure.setText(figure)
        self.figure.set_tone(tone)
        self.note.setText(note)
        self.note.set_tone(note_tone)


class StatusDot(QWidget):
    """A coloured dot and what it means; tone is good, attention, danger or muted."""

    def __init__(self, text: str = "", tone: str = "good") -> None:
        super().__init__()
        self._tone = tone
        self._dot = QLabel()
        self._dot.setFixedSize(12, 12)
        self._words = Words(text, "caption", tone=tone)
        row(self._dot, self._words, spacing=10, on=self)
        self.set(text, tone)

    def set(self, text: str, tone: str = "good") -> None:
        """Say another state; nothing to say hides it."""
        self._tone = tone
        self._words.setText(text)
        self._words.set_tone(tone)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone_color(self._tone))
        painter.drawEllipse(QPointF(self._dot.geometry().center().x(), self.height() / 2 + 1), 5, 5)


class Avatar(QWidget):
    """The initials of a name in a circle."""

    def __init__(self, name: str = "", *, size: int = 40) -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Show the initials of another name."""
        self.initials = "".join(word[0] for word in name.split()[:2] if word).upper()
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(current().color("tint"))
        painter.drawEllipse(self.rect())
        font = current().font("base", 600)
        font.setPixelSize(round(self.width() * 0.37))
        painter.setFont(font)
        painter.setPen(current().color("figure"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.initials)


class Picture(QLabel):
    """An icon as a picture, in a tone, following the theme."""

    def __init__(self, name: str, *, size: int = 20, tone: str = "primary") -> None:
        super().__init__()
        self._name, self._size, self._tone = name, size, tone
        self.setFixedSize(size, size)

    def set(self, name: str, tone: str = "primary") -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, pixmap(self._name, self._size, tone_color(self._tone), self.devicePixelRatioF()))


class EmptyState(QWidget):
    """Nothing here yet: says so kindly, and what to do about it."""

    def __init__(self, icon: str, title: str, sentence: str = "", button: Button | None = None) -> None:
        super().__init__()
        middle = Qt.AlignmentFlag.AlignHCenter
        self.title = Words(title, "section")
        self.sentence = Words(sentence, tone="muted", wrap=True)
        for words in (self.title, self.sentence):
            words.setAlignment(middle | Qt.AlignmentFlag.AlignTop)
        picture = aligned(Picture(icon, size=44, tone="muted"), middle)
        way_out = () if button is None else (gap(8), aligned(button, middle))
        column(STRETCH, picture, self.title, self.sentence, *way_out, STRETCH, margins=None, spacing=8, on=self)
        self.setAccessibleName(title)
