"""Keys with real times: QTest's carry time 0, so nothing could tell a scanner from a person."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

PERSON_MS = 150
SCANNER_MS = 4
HICCUP_MS = 60

_now = 1_000_000


def wait(milliseconds: int) -> None:
    """Let time pass on the clock of the keys."""
    global _now
    _now += milliseconds


def type_as_person(widget: QWidget, text: str) -> None:
    """Type into the window of a widget, wherever its focus is, at a person's speed."""
    wait(500)
    for letter in text:
        _tap(widget, _key_of(letter), letter)
        wait(PERSON_MS)


def type_with_alt(widget: QWidget, letter: str) -> None:
    """Press Alt and a character, with the text that Windows gives such a key."""
    wait(500)
    _tap(widget, _key_of(letter), letter, Qt.KeyboardModifier.AltModifier)


def scan(widget: QWidget, code: str, *, hiccup_after: int | None = None, gap_ms: int = SCANNER_MS) -> None:
    """Scan a code into the window of a widget: fast digits, then Enter. A hiccup is a pause of 60 ms."""
    wait(500)
    for place, letter in enumerate(code):
        _tap(widget, _key_of(letter), letter)
        wait(HICCUP_MS if hiccup_after == place else gap_ms)
    _tap(widget, Qt.Key.Key_Return, "\r")


def press(
    widget: QWidget,
    key: Qt.Key | str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press one key in the window of a widget: a Qt key, or what is printed on the cap (`F12`, `Ctrl+R`)."""
    wait(500)
    if isinstance(key, Qt.Key):
        _tap(widget, key, _TEXTS.get(key, ""), modifiers)
        return
    combination = QKeySequence("Return" if key == "Enter" else key)[0]  # type: ignore[index]
    _tap(widget, combination.key(), _TEXTS.get(combination.key(), ""), combination.keyboardModifiers())


_TEXTS = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Enter: "\r", Qt.Key.Key_Space: " ", Qt.Key.Key_Tab: "\t"}


def _key_of(letter: str) -> Qt.Key:
    code = ord(letter.upper())
    return Qt.Key(code) if 0x20 <= code <= 0x7E else Qt.Key.Key_unknown


def _tap(
    widget: QWidget,
    key: Qt.Key,
    text: str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """A press and a release by Qt's own order: an override is offered, then shortcuts, then the focus."""
    override = _event(QEvent.Type.ShortcutOverride, key, text, modifiers)
    override.ignore()
    QCoreApplication.sendEvent(_focus(widget), override)
    if override.isAccepted() or not _shortcut(widget, key, modifiers):
        _send(_focus(widget), _event(QEvent.Type.KeyPress, key, text, modifiers))
    wait(1)
    _send(_focus(widget), _event(QEvent.Type.KeyRelease, key, text, modifiers))
    QApplication.processEvents()


def _event(kind: QEvent.Type, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> QKeyEvent:
    event = QKeyEvent(kind, key, modifiers, text)
    event.setTimestamp(_now)
    return event


def _send(target: QObject, event: QKeyEvent) -> None:
    QCoreApplication.sendEvent(target, event)


def _focus(widget: QWidget) -> QWidget:
    window = widget.window()
    return window.focusWidget() or window


def _shortcut(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Set off the one shortcut of the window that answers to a key; says whether there was one."""
    pressed = QKeySequence(int(key) | modifiers.value)
    for shortcut in widget.window().findChildren(QShortcut):
        owner = shortcut.parent()
        alive = isinstance(owner, QWidget) and owner.isVisible() and owner.isEnabled() and shortcut.isEnabled()
        if alive and any(pressed == known for known in shortcut.keys()):  # noqa: SIM118
            shortcut.activated.emit()
            return True
    return False
