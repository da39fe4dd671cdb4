"""Panels: what lies over a page until it is answered. Never a window of its own, never a blocking `exec()`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Generic, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QWidget
from shiboken6 import isValid

from pkkmart.core.i18n import _
from pkkmart.ui.buttons import Button, DangerButton, PrimaryButton, SecondaryButton
from pkkmart.ui.cards import Card, SectionTitle, Wrapped
from pkkmart.ui.keys import LOCK_KEY, FocusTrap, KeyAction, matches
from pkkmart.ui.layout import STRETCH, aligned, boxed, column, row, wide
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.theme import current

_PAD_WIDTH: Final = 264
"""What a number pad at its right adds to the width of a sheet, pixels."""

T = TypeVar("T")


@runtime_checkable
class _Voice(Protocol):
    """Who speaks for the window (`Messages`), found among the children of the host: it is built above the panels."""

    lock_wished: SignalInstance

    def attention(self, text: str) -> None: ...


class Panel(FocusTrap):
    """A card over the dimmed page. It keeps the focus, takes every key, and gives the focus back.

    Enter presses the primary button unless the person has tabbed to another one; Esc closes.
    A scan while it is open comes out of `scanned` and presses nothing; where nobody listens it is told to wait.
    """

    closed = Signal()

    def __init__(self, host: QWidget, *, width: int = 520) -> None:
        super().__init__(host)
        self._host, self._width = host, width
        self._back: QWidget | None = None
        self._inside: QWidget | None = None
        self.keys: list[KeyAction] = []
        self.primary: QPushButton | None = None
        self.card = Card(padding=24, spacing=12)
        self.view = QScrollArea(self)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setWidgetResizable(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.viewport().setAutoFillBackground(False)
        self.view.setWidget(self.card)
        self.card.setAutoFillBackground(False)
        self.hide()

    def open(self) -> None:
        """Lay the panel over the page and take the focus."""
        if self._back is None or not isValid(self._back):
            self._back = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self._place()
        self._host.installEventFilter(self)
        self.card.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.installEventFilter(self)
            app.focusChanged.connect(self._focus_moved)
        self._first_focus()

    def close_panel(self) -> None:
        """Take the panel away and give the focus back to the widget that had it."""
        if not self.isVisibleTo(self._host):
            return
        self.put_away()
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.closed.emit()
        self.deleteLater()

    def put_away(self) -> None:
        """Hide the panel, as it is filled in; `open` shows it again."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.removeEventFilter(self)
            app.focusChanged.disconnect(self._focus_moved)
        self._host.removeEventFilter(self)
        self.hide()

    def escape(self) -> None:
        """What Esc does."""
        self.close_panel()

    def unfinished(self) -> str:
        """The question before what is typed in the panel is lost with the window; "" when there is nothing to lose."""
        return ""

    def refuse_scan(self) -> None:
        super().refuse_scan()
        for voice in self._voices():
            voice.attention(self.scan_words())

    def _voices(self) -> list[_Voice]:
        return [one for one in self._host.children() if isinstance(one, _Voice)]

    def scan_words(self) -> str:
        """What is said to a scan that has no place here."""
        return _("Selesaikan isian ini dulu, baru pindai barang.")

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and QApplication.activePopupWidget() is None and self._on_top():
            event.accept()  # no key of the page may work through the panel; an open list is asked about its own keys
            return True
        if target is self._host and kind == QEvent.Type.Resize:
            self._place()
        if target is self.card and kind == QEvent.Type.LayoutRequest:
            self._place()  # a line of what must be mended came or went
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        for action in self.keys:
            if matches(event, action.key):
                action.trigger()
                return
        if matches(event, LOCK_KEY):
            for voice in self._voices():
                voice.lock_wished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            focused = QApplication.focusWidget()
            button = focused if isinstance(focused, QPushButton) and self.isAncestorOf(focused) else self.primary
            if button is not None:
                button.click()

    def focusNextPrevChild(self, forward: bool) -> bool:
        stops = self._stops()
        if not stops:
            return True
        focused = QApplication.focusWidget()
        place = stops.index(focused) if focused in stops else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        target = stops[(place + (1 if forward else -1)) % len(stops)]
        target.setFocus(reason)
        self.view.ensureWidgetVisible(target)
        return True

    def _stops(self) -> list[QWidget]:
        """What Tab visits, in reading order."""
        found: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not None and widget is not self and widget not in found:
            if (
                self.isAncestorOf(widget)
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isVisible()
                and widget.isEnabled()
            ):
                found.append(widget)
            widget = widget.nextInFocusChain()
        return found

    def _first_focus(self) -> None:
        stops = self._stops()
        fields = [stop for stop in stops if not isinstance(stop, QPushButton)]
        target = fields[0] if fields else self.primary or (stops[0] if stops else self)
        target.setFocus(Qt.FocusReason.TabFocusReason)
        self._inside = target

    def _on_top(self) -> bool:
        panels = [panel for panel in self._host.findChildren(Panel) if panel.isVisible()]
        return self.isVisible() and panels[-1] is self

    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not self._on_top() or now.window() is not self.window():
            return
        if self.isAncestorOf(now) or now is self:
            self._inside = now
        elif self._inside is not None and isValid(self._inside):
            self._inside.setFocus(Qt.FocusReason.OtherFocusReason)

    def _place(self) -> None:
        self.setGeometry(self._host.rect())
        width = min(current().px(self._width), self.width() - 32)
        self.card.setFixedWidth(width)
        layout = self.card.body
        natural = max(layout.totalHeightForWidth(width), layout.totalMinimumSize().height())
        height = min(natural, self.height() - 32)
        left, top = (self.width() - width) // 2, max(16, (self.height() - height) * 2 // 5)
        self.view.setGeometry(QRect(left, top, width, height))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(8, 32, 31, 120))

    def mousePressEvent(self, event: QEvent) -> None:
        event.accept()


_REFLEX_MS: Final = 400
"""Enter so soon after the key that opened a question was meant for something else."""


class Question(Panel):
    """One sentence and two ways on: Enter and Esc. `answered` tells which.

    With another `yes_key` Enter and Esc are both the safe answer `no`; yes is said by that key, or its button.
    An Enter held down, or bouncing after the key that opened it, answers nothing: nobody read the sentence yet.
    """

    answered = Signal(bool)

    def __init__(
        self,
        host: QWidget,
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
    ) -> None:
        super().__init__(host, width=width)
        self.sentence = sentence
        self._on = {True: on_yes, False: on_no}
        self._only_yes = only_yes
        self._opened_ms: int | None = None
        if title:
            self.card.add(SectionTitle(title))
        self.card.add(Wrapped(sentence, "medium"))
        if content is not None:
            self.card.add(content)
        self.card.add(_row(self._buttons(yes, no or _("Batal"), yes_key, tone)))
        self.setAccessibleName(sentence)

    def _buttons(self, yes: str, no: str, yes_key: str, tone: str) -> list[QPushButton]:
        """The ways on, the one that Enter takes last."""
        safe = yes_key != "Enter"
        kind: type[Button] = DangerButton if tone == "danger" else SecondaryButton if safe else PrimaryButton
        said = kind(yes, yes_key, on_click=lambda: self._answer(True))
        if safe:
            self.secondary = said
            self.primary = PrimaryButton(no, "Enter", on_click=lambda: self._answer(False))
            self.keys.append(KeyAction(yes_key, yes, said.click))
            return [said, self.primary]
        self.primary = said
        if self._only_yes:
            return [said]
        self.secondary = SecondaryButton(no, "Esc", on_click=lambda: self._answer(False))
        return [self.secondary, said]

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        """The first release tells when the key that opened the panel was let go, in the time of key events."""
        if self._opened_ms is None and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            self._opened_ms = None if event.isAutoRepeat() else int(event.timestamp())
        return super().eventFilter(target, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._opened_ms and 0 <= int(event.timestamp()) - self._opened_ms < _REFLEX_MS:
            event.accept()
        else:
            super().keyPressEvent(event)

    def escape(self) -> None:
        self._answer(self._only_yes)

    def scan_words(self) -> str:
        return _("Jawab pertanyaan ini dulu, baru pindai barang.")

    def _answer(self, yes: bool) -> None:
        if not self.isVisibleTo(self._host):
            return
        self.close_panel()
        self.answered.emit(yes)
        callback = self._on[yes]
        if callback is not None:
            callback()


def discard_question(host: QWidget, sentence: str, on_yes: Callable[[], object]) -> Question:
    """Whether what was filled in is thrown away: Enter and Esc go back to it, Del throws it away."""
    return Question(host, sentence, yes=_("Buang"), yes_key="Del", on_yes=on_yes, no=_("Kembali"), tone="danger")


class Form(QWidget, Generic[T]):
    """The fields of a sheet, and what became of them: `saved` is None until they are recorded."""

    saved: T | None = None

    def save(self) -> bool:
        """Record what is filled in; False keeps the sheet open and says why."""
        raise NotImplementedError

    def is_dirty(self) -> bool:
        """Whether something was typed that Esc would lose."""
        return False


class Sheet(Panel):
    """A small form over the page, a number pad at its right. `on_yes` returns False to keep it (and says why itself).

    Esc closes it; when `is_dirty()` it asks first, so typed work is never lost by one key.
    """

    def __init__(
        self,
        host: QWidget,
        title: str,
        content: QWidget,
        *,
        yes: str,
        on_yes: Callable[[], bool | None],
        no: str = "",
        on_no: Callable[[], object] | None = None,
        is_dirty: Callable[[], bool] | None = None,
        yes_key: str = "Enter",
        width: int = 520,
        pad: NumberPad | None = None,
    ) -> None:
        super().__init__(host, width=width + (_PAD_WIDTH if pad is not None else 0))
        self.content = content
        self._on_yes, self._on_no, self._is_dirty = on_yes, on_no, is_dirty
        self.primary = PrimaryButton(yes, yes_key, on_click=self.accept)
        self.secondary = SecondaryButton(no or _("Batal"), "Esc", on_click=self.escape)
        if yes_key != "Enter":
            self.keys.append(KeyAction(yes_key, yes, self.primary.click))
        self.card.add(SectionTitle(title), content if pad is None else _with_pad(content, pad))
        self.card.add(_row([self.secondary, self.primary]))
        self._title = title
        self.setAccessibleName(title)

    def unfinished(self) -> str:
        dirty = self._is_dirty is not None and self._is_dirty()
        return _("Isian “{title}” belum dicatat. Buang?").format(title=self._title) if dirty else ""

    def _first_focus(self) -> None:
        """The field that the form names by its focus proxy, else the first one."""
        first = self.content.focusProxy()
        if first is None or not (first.isVisible() and first.isEnabled()):
            super()._first_focus()
            return
        first.setFocus(Qt.FocusReason.TabFocusReason)
        self._inside = first

    def accept(self) -> None:
        """Do what the primary button says."""
        if self._on_yes() is not False:
            self.close_panel()

    def escape(self) -> None:
        if self._is_dirty is not None and self._is_dirty():
            discard_question(self._host, _("Buang isian ini?"), self._discard).open()
        else:
            self._discard()

    def _discard(self) -> None:
        self.close_panel()
        if self._on_no is not None:
            self._on_no()


def _with_pad(content: QWidget, pad: NumberPad) -> QWidget:
    pad.setFixedWidth(current().px(_PAD_WIDTH - 24))
    top = Qt.AlignmentFlag.AlignTop
    return boxed(row(aligned(wide(content), top), aligned(pad, top), spacing=24))


def _row(buttons: Sequence[QPushButton]) -> QWidget:
    return boxed(row(STRETCH, *buttons, margins=(0, 8, 0, 0), spacing=12))


def stacked(*widgets: QWidget, spacing: int = 12) -> QWidget:
    """Widgets under each other, as the content of a sheet."""
    return boxed(column(*widgets, spacing=spacing))
