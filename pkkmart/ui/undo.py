"""Undoing in a field what a scanner typed into it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget


def undo_of(widget: QWidget) -> Callable[[], None]:
    """A function that gives a widget back what it contains now."""
    if isinstance(widget, QLineEdit):
        return _undo_line(widget)
    if isinstance(widget, QPlainTextEdit):
        words, place = widget.toPlainText(), widget.textCursor().position()
        return lambda: _restore_plain(widget, words, place)
    if isinstance(widget, QComboBox):
        index = widget.currentIndex()
        return lambda: widget.setCurrentIndex(index)
    inner = widget.findChild(QLineEdit) if isinstance(widget, QAbstractSpinBox) else None
    return _undo_line(inner) if inner is not None else lambda: None


def _undo_line(line: QLineEdit) -> Callable[[], None]:
    text, cursor = line.text(), line.cursorPosition()
    start, length = line.selectionStart(), len(line.selectedText())

    def undo() -> None:
        if line.text() != text:
            line.setText(text)
        line.setCursorPosition(cursor)
        if length:
            line.setSelection(*((start, length) if cursor != start else (start + length, -length)))

    return undo


def _restore_plain(widget: QPlainTextEdit, words: str, place: int) -> None:
    widget.setPlainText(words)
    cursor = widget.textCursor()
    cursor.setPosition(place)
    widget.setTextCursor(cursor)
