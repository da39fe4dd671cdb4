"""The messages of a window: a line at the bottom that fades; questions and forms lie over the page."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QEvent, QObject, QPoint, QPropertyAnimation, QRect, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QGraphicsOpacityEffect, QWidget

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import DangerButton, PrimaryButton
from pkkmart.ui.cards import Picture, Wrapped, restyle
from pkkmart.ui.fields import refuse_unfit
from pkkmart.ui.layout import row, wide
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.panels import Form, Panel, Question, Sheet, discard_question
from pkkmart.ui.theme import TARGET

T = TypeVar("T")
_ICONS = {"good": "circle-check", "attention": "triangle-alert", "danger": "circle-alert"}


class Said(NamedTuple):
    """One thing that was told: tone is good, attention, danger or question."""

    tone: str
    text: str


class Messages(QFrame):
    """The messages of one window: a widget above the row of keys, or over the title where it would cover buttons.

    Good news fades after four seconds, a warning after eight; what is `danger`, or said with
    `stays=True`, stays until the next key or click. A click on any message takes it away.
    """

    said = Signal(str, str)
    lock_wished = Signal()
    """Ctrl+L was pressed in a panel: the window locks, and what was typed there stays."""
    TOP, BOTTOM = 4, 52

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.history: deque[Said] = deque(maxlen=50)
        self.host = host
        self._stays = False
        self.setProperty("look", "card")
        self._picture = Picture("circle-check", size=20, tone="good")
        self._words = Wrapped()
        self._row = row(self._picture, wide(self._words), margins=(16, 8, 18, 8), spacing=10, on=self)
        self._effect = QGraphicsOpacityEffect(self)
        self.setGraphicsEffect(self._effect)
        self._fade = QPropertyAnimation(self._effect, b"opacity", self)
        self._fade.setDuration(350)
        self._fade.setEndValue(0.0)
        self._fade.finished.connect(self.hide)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._fade.start)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is shown now ("" when nothing is)."""
        return self._words.text() if self.isVisibleTo(self.host) else ""

    def good(self, text: str) -> None:
        """Say that something worked."""
        self._say("good", text, 4_000)

    def attention(self, text: str, *, stays: bool = False) -> None:
        """Say what to look at, whether it worked or not."""
        self._say("attention", text, 0 if stays else 8_000)

    def danger(self, text: str) -> None:
        """Say that something failed; stays until the next key, with a beep."""
        self._say("danger", text, 0)
        QApplication.beep()

    def clear(self) -> None:
        """Say nothing."""
        self._wait.stop()
        self._fade.stop()
        self._listen(False)
        self.hide()

    def ask(
        self,
        sentence: str,
        *,
        yes: str,
        on_yes: Callable[[], object] | None = None,
        no: str = "",
        on_no: Callable[[], object] | None = None,
        title: str = "",
        tone: str = "plain",
        content: QWidget | None = None,
        only_yes: bool = False,
        yes_key: str = "Enter",
        width: int = 520,
    ) -> Question:
        """Lay a question over the page: Enter is `yes`, Esc is `no`; with another `yes_key` both are `no`."""
        question = Question(
            self.host,
            sentence,
            yes=yes,
            on_yes=on_yes,
            no=no,
            on_no=on_no,
            title=title,
            tone=tone,
            content=content,
            only_yes=only_yes,
            yes_key=yes_key,
            width=width,
        )
        return self._open(question)

    def ask_to_discard(self, sentence: str, on_yes: Callable[[], object]) -> Question:
        """Ask before filled-in work is thrown away; only Del or its button does. Returns at once."""
        return self._open(discard_question(self.host, sentence, on_yes))

    def _open(self, question: Question) -> Question:
        self.history.append(Said("question", question.sentence))
        self.said.emit("question", question.sentence)
        question.open()
        return question

    def sheet(
        self,
        title: str,
        content: QWidget,
        *,
        yes: str,
        on_yes: Callable[[], bool | None],
        no: str = "",
        on_no: Callable[[], object] | None = None,
        is_dirty: Callable[[], bool] | None = None,
        width: int = 520,
        pad: NumberPad | None = None,
    ) -> Sheet:
        """Lay a small form over the page, a number pad at its right; `on_yes` returns False to keep it open.

        A quantity that can't be is refused before `on_yes` is asked.
        """

        def accept() -> bool | None:
            return False if refuse_unfit(content, self.attention) else on_yes()

        sheet = Sheet(
            self.host, title, content, yes=yes, on_yes=accept, no=no, on_no=on_no, is_dirty=is_dirty, width=width,
            pad=pad,
        )  # fmt: skip
        sheet.open()
        return sheet

    def put_away(self) -> list[Panel]:
        """Hide every panel, as it is filled in, and say nothing; returns the panels, the lowest first."""
        self.clear()
        panels = self.panels()
        for panel in reversed(panels):
            panel.put_away()
        return panels

    def form(
        self,
        title: str,
        form: Form[T],
        on_done: Callable[[T], object],
        *,
        yes: str,
        no: str = "",
        on_no: Callable[[], object] | None = None,
        width: int = 600,
        pad: NumberPad | None = None,
    ) -> Sheet:
        """Lay a form over the page; `on_done(saved)` comes when it was recorded and its sheet is gone."""
        sheet = self.sheet(
            title, form, yes=yes, on_yes=form.save, no=no, on_no=on_no, is_dirty=form.is_dirty, width=width, pad=pad
        )
        sheet.closed.connect(lambda: on_done(form.saved) if form.saved else None)
        return sheet

    def show_content(self, sentence: str, content: QWidget, *, title: str = "", width: int = 520) -> Question:
        """Lay something to read over the page; Enter and Esc close it."""
        return self.ask(sentence, title=title, yes=_("Tutup"), content=content, only_yes=True, width=width)

    def panels(self) -> list[Panel]:
        """The open questions and sheets, the lowest first."""
        return [panel for panel in self.host.findChildren(Panel) if panel.isVisibleTo(self.host)]

    def panel(self) -> Panel | None:
        """The question or sheet on top, if one is open."""
        panels = self.panels()
        return panels[-1] if panels else None

    def _say(self, tone: str, text: str, milliseconds: int) -> None:
        self.history.append(Said(tone, text))
        self._wait.stop()
        self._fade.stop()
        self._effect.setOpacity(1.0)
        self._words.setText(text)
        self._picture.set(_ICONS[tone], tone)
        self.setAccessibleName(text)
        restyle(self, tone={"good": "tint"}.get(tone, tone))
        self._place()
        self.show()
        self.raise_()
        QTimer.singleShot(0, self, self._place)  # what the act behind this message changes is laid out by then
        if milliseconds:
            self._wait.start(milliseconds)
        self._listen(False)
        if not milliseconds:  # not before the key that brought this message is done with
            QTimer.singleShot(0, self, lambda: self._listen(self.isVisibleTo(self.host)))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.said.emit(tone, text)

    def _listen(self, stays: bool) -> None:
        app = QApplication.instance()
        if stays != self._stays and app is not None:
            app.installEventFilter(self) if stays else app.removeEventFilter(self)
        self._stays = stays

    def _place(self) -> None:
        room = self.host.width() - 140
        self._words.ensurePolished()
        line = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 6
        width = min(room, line + 70)
        frame = self.contentsMargins()
        inside = self._row.heightForWidth(width - frame.left() - frame.right())
        height = max(TARGET, inside + frame.top() + frame.bottom())
        left = (self.host.width() - width) // 2
        places = [QRect(left, self.host.height() - self.BOTTOM - height, width, height)]
        places.append(QRect(left, self.TOP, width, height))
        self.setGeometry(min(places, key=self._covered))

    def _covered(self, place: QRect) -> tuple[int, int]:
        """How many pixels of filled buttons, and of buttons at all, a message would lie on at a place."""
        within: QWidget = self.panel() or self.host
        filled = every = 0
        for button in within.findChildren(QAbstractButton):
            if button.isVisible():
                shared = place & QRect(button.mapTo(self.host, QPoint()), button.size())
                pixels = max(shared.width(), 0) * max(shared.height(), 0)
                every += pixels
                filled += pixels if isinstance(button, (PrimaryButton, DangerButton)) else 0
        return filled, every

    def mousePressEvent(self, event: QEvent) -> None:
        """A click takes the message away and reaches nothing behind it."""
        event.accept()
        self.clear()

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        kind = event.type()
        if target is self.host and kind == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif self._stays and (
            kind == QEvent.Type.MouseButtonPress or (kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent))
        ):
            self.clear()
        return False
