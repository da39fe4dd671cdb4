"""Keys of the program: telling a scanner (fast, ended by Enter) from a person who types, and the keys of a screen.

Keys go through as they come. At Enter, what came since the last gap is looked at by
event time, so a hiccup of the machine doesn't sell half a barcode.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)  # fmt: skip
from shiboken6 import isValid

from pkkmart.ui.undo import undo_of

GAP_MS: Final = 100
"""A pause this long starts a new word."""

FAST_MS: Final = 30
"""A scanner's median gap between keys is shorter than this."""

SHORTEST: Final = 6
"""The shortest code taken for a scan."""

LOCK_KEY: Final = "Ctrl+L"
"""Locks the window from every page, also while a panel lies over it."""

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MODIFIERS: Final = (
    Qt.Key.Key_Shift, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr,
)  # fmt: skip
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FocusTrap(QWidget):
    """A panel that lies over the page: while it is open, a scan is told to it and to nobody else."""

    scanned = Signal(str)

    def take_scan(self, code: str) -> None:
        """Tell a scan to who listens for it; where nobody does, it is refused aloud."""
        if self.isSignalConnected(QMetaMethod.fromSignal(self.scanned)):
            self.scanned.emit(code)
        else:
            self.refuse_scan()

    def refuse_scan(self) -> None:
        """A scan that nothing here can use: it must not vanish without a sound."""
        QApplication.beep()


@dataclass(slots=True)
class _Run:
    """The keys since the last gap, and how to undo them."""

    text: str = ""
    times: list[int] = field(default_factory=list)
    touched: list[tuple[QWidget, Callable[[], None]]] = field(default_factory=list)


class ScanFilter(QObject):
    """Tells scans from typing for the whole program; one is installed on the application.

    `scanned(code)` comes when no panel is open; an open panel (FocusTrap) gets it in its own signal.
    `home` is the field that typing should reach when a table, a button or nothing has the focus.
    """

    scanned = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.enabled = True
        self.home: QLineEdit | None = None
        self._run = _Run()
        self._last: tuple[int, int, QWidget] | None = None
        self._swallow_release = False
        self._handing_over = False
        app.installEventFilter(self)

    def eventFilter(self, target: QObject, event: QEvent) -> bool:
        # Every event of the program comes here. Its class costs nothing to ask; its type makes an enum each time.
        if not isinstance(event, QKeyEvent) or not self.enabled or self._handing_over:
            return False
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride:
            return self._claim_enter(event)
        if isinstance(target, QWindow) or not isinstance(target, QWidget):
            return False
        if kind == QEvent.Type.KeyRelease:
            return self._release(event)
        return self._press(target, event)

    def _claim_enter(self, event: QKeyEvent) -> bool:
        """Keep a scan's Enter from every shortcut: it comes back to us as a key."""
        if event.key() not in _ENTER or not self._is_scan(event):
            return False
        event.accept()
        return True

    def _release(self, event: QKeyEvent) -> bool:
        if self._swallow_release and event.key() in _ENTER:
            self._swallow_release = False
            return True
        return False

    def _press(self, target: QWidget, event: QKeyEvent) -> bool:
        if self._is_same_event_going_up(target, event):
            return False
        self._swallow_release = False
        if event.key() in _MODIFIERS:
            return False
        if event.key() in _ENTER:
            return self._enter(target, event)
        text = event.text()
        if text.isdigit() and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self._run = _Run()
            return True  # the key of a door that leads nowhere here: it must not be typed into a field
        if len(text) != 1 or not text.isprintable() or event.modifiers() & _COMMAND:
            self._run = _Run()
            return False
        return self._character(target, event, text)

    def _is_same_event_going_up(self, target: QWidget, event: QKeyEvent) -> bool:
        """An ignored key is offered to each parent in turn; only the first offer counts."""
        last, self._last = self._last, (int(event.timestamp()), int(event.key()), target)
        if last is None or last[:2] != self._last[:2] or not isValid(last[2]):
            return False
        return last[2] is not target and target.isAncestorOf(last[2])

    def _character(self, target: QWidget, event: QKeyEvent, text: str) -> bool:
        time = int(event.timestamp())
        run = self._run
        if run.times and not 0 <= time - run.times[-1] < GAP_MS:
            run = self._run = _Run()
        if not time or event.isAutoRepeat():
            self._run = _Run()
            return False
        receiver = self._receiver(target, text)
        if all(widget is not receiver for widget, _undo in run.touched):
            run.touched.append((receiver, undo_of(receiver)))
        run.text += text
        run.times.append(time)
        if not _is_code(text):
            self._run = _Run()
        if receiver is not target:
            self._hand_over(receiver, event)
            return True
        return isinstance(target, (QAbstractItemView, QMenu)) and text.isalnum() and not _is_dropped_down(target)

    def _hand_over(self, receiver: QWidget, event: QKeyEvent) -> None:
        """Let a field that had no focus receive a key, once."""
        receiver.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._handing_over = True
        try:
            QApplication.sendEvent(receiver, _copy(event))
        finally:
            self._handing_over = False

    def _receiver(self, target: QWidget, text: str) -> QWidget:
        """The field a typed character belongs to: the one with the focus, or `home` when that is no field.

        Space belongs to the button with the focus: by keyboard there is no other way to press one.
        """
        home = self.home
        if text == " " and isinstance(target, QAbstractButton):
            return target
        if home is None or not isValid(home) or not (home.isVisible() and home.isEnabled()) or _is_field(target):
            return target
        if home.window() is not target.window() or isinstance(target, QMenu) or open_trap(target) is not None:
            return target
        return home

    def _is_scan(self, enter: QKeyEvent) -> bool:
        times = self._run.times
        if len(times) < SHORTEST or not 0 <= int(enter.timestamp()) - times[-1] < GAP_MS:
            return False
        gaps = sorted(after - before for before, after in pairwise(times))
        median = (gaps[(len(gaps) - 1) // 2] + gaps[len(gaps) // 2]) / 2
        return median < FAST_MS and not enter.modifiers() & _COMMAND

    def _enter(self, target: QWidget, event: QKeyEvent) -> bool:
        run, scan = self._run, self._is_scan(event)
        self._run = _Run()
        if not scan:
            return False
        self._swallow_release = True
        for widget, undo in reversed(run.touched):
            if isValid(widget):
                undo()
        trap = open_trap(target)
        if trap is not None:
            trap.take_scan(run.text)
        else:
            self.scanned.emit(run.text)
        return True


def open_trap(widget: QWidget) -> FocusTrap | None:
    """The panel on top of a widget's window, if one is open; a list that drops down counts to its window."""
    window = widget.window()
    while (owner := window.parentWidget()) is not None:
        window = owner.window()
    traps = [trap for trap in window.findChildren(FocusTrap) if trap.isVisible()]
    for trap in traps:
        if trap.isAncestorOf(widget):
            return trap
    return traps[-1] if traps else None


def _is_dropped_down(widget: QWidget) -> bool:
    """Whether a widget is a list over a field: letters search in it, or go on to the field it completes."""
    return isinstance(widget, QAbstractItemView) and widget.window().windowType() is Qt.WindowType.Popup


def _is_code(text: str) -> bool:
    return (text.isascii() and text.isalnum()) or text in "-."


def _is_field(widget: QWidget) -> bool:
    return isinstance(widget, (QLineEdit, QPlainTextEdit, QAbstractSpinBox)) or (
        isinstance(widget, QComboBox) and widget.isEditable()
    )


def _copy(event: QKeyEvent) -> QKeyEvent:
    copied = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
    copied.setTimestamp(event.timestamp())
    return copied


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One key of a screen: what is printed on its cap, the word next to it, and what it does.

    `key` is in Qt's portable words (`F12`, `Ctrl+R`, `Del`, `Enter`); an action without a callback is
    only shown (`F8–F11`). `shown=False` keeps it out of the row at the bottom. `why_not` is the sentence why it can't
    be done now, "" when it can; it goes to `tell`, which a page gives to its actions. `group` is the heading it
    stands under in the sheet of all actions; those without one come last.
    """

    key: str
    label: str
    callback: Callable[[], object] | None = None
    why_not: Callable[[], str] | None = None
    shown: bool = True
    tell: Callable[[str], object] | None = None
    group: str = ""

    def refusal(self) -> str:
        """Why it can't be done now, "" when it can."""
        return self.why_not() if self.why_not is not None else ""

    def is_enabled(self) -> bool:
        """Whether a press is answered: the act is done, or it is told why not."""
        return self.callback is not None or self.why_not is not None

    def trigger(self) -> None:
        """Do it, or tell why it can't be done now."""
        refusal = self.refusal()
        if refusal and self.tell is not None:
            self.tell(refusal)
        elif not refusal and self.callback is not None:
            self.callback()


class Shortcuts(QObject):
    """The keys of one screen, alive while that screen is visible and no panel lies over it.

    The same list is given to the KeyBar, so what is printed is what works.
    """

    def __init__(self, owner: QWidget, actions: Sequence[KeyAction]) -> None:
        super().__init__(owner)
        self._owner = owner
        self.actions: tuple[KeyAction, ...] = ()
        self._shortcuts: list[QShortcut] = []
        self.replace(actions)

    def replace(self, actions: Sequence[KeyAction]) -> None:
        """Take another list of keys."""
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        self.actions = tuple(actions)
        for action in self.actions:
            if action.callback is not None:
                self._add(action)

    def _add(self, action: KeyAction) -> None:
        for sequence in key_sequences(action.key):
            shortcut = QShortcut(sequence, self._owner)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda action=action: self._pressed(action))
            self._shortcuts.append(shortcut)

    def _pressed(self, action: KeyAction) -> None:
        trap = open_trap(self._owner)
        if trap is None or trap is self._owner or trap.isAncestorOf(self._owner):
            action.trigger()


def key_sequences(key: str) -> list[QKeySequence]:
    """Qt's sequences for what is printed on a cap; both Enters answer to `Enter`, alone or with Shift or Ctrl."""
    if not key.endswith(("Enter", "Return")):
        return [QKeySequence(key, QKeySequence.SequenceFormat.PortableText)]
    with_ = key.removesuffix("Enter").removesuffix("Return")
    return [QKeySequence(with_ + enter, QKeySequence.SequenceFormat.PortableText) for enter in ("Return", "Enter")]


def matches(event: QKeyEvent, key: str) -> bool:
    """Whether a key press is the key printed as `key`."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(int(event.key()) | modifiers.value)
    return any(sequence == pressed for sequence in key_sequences(key))
