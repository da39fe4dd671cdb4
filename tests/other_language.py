"""A made-up language: every sentence of the program in «…», so that whatever went round the catalogue stands out."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QTableView, QWidget

import pkkmart
from tests.sentences import messages

LANGUAGE = "xx"
_MARKS = re.compile("[«»]")
_WORD = re.compile(r"[A-Za-z]*[a-z]{3,}")


def write_catalogue(folder: Path) -> None:
    """The catalogue of the made-up language, as `use_language(LANGUAGE, folder)` reads it (GNU's .mo)."""
    source = Path(pkkmart.__file__).parent
    found = {text for path in source.rglob("*.py") for text in messages(path.read_text(encoding="utf-8"))}
    pairs = [("", "Content-Type: text/plain; charset=UTF-8\n"), *((text, f"«{text}»") for text in sorted(found))]
    texts = [[one.encode() for one in side] for side in zip(*pairs, strict=True)]
    places, blob, start = [], b"", 28 + 16 * len(pairs)
    for text in (*texts[0], *texts[1]):
        places += [len(text), start + len(blob)]
        blob += text + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    path = folder / LANGUAGE / "LC_MESSAGES" / "pkkmart.mo"
    path.parent.mkdir(parents=True)
    path.write_bytes(head + struct.pack(f"<{len(places)}I", *places) + blob)


def marked(text: str) -> bool:
    """Whether any of a text came out of the catalogue."""
    return "«" in text


def words_of(text: str) -> list[str]:
    """The words of a text with three small letters in a row; figures, numbers and code words have none."""
    return _WORD.findall(text)


def unmarked(text: str, known: Iterable[str]) -> list[str]:
    """The words of a shown text that stand outside every «…» and in none of the known phrases, longest first.

    What was cut in the middle («Jan) counts as marked to its end.
    """
    depth, at, outside = 0, 0, ""
    for mark in _MARKS.finditer(text):
        outside += "" if depth else text[at : mark.start()] + " "
        depth = depth + 1 if mark[0] == "«" else max(depth - 1, 0)
        at = mark.end()
    outside += "" if depth else text[at:]
    for phrase in known if words_of(outside) else ():
        outside = outside.replace(phrase, " ")
    return words_of(outside)


def shown_texts(window: QWidget) -> Iterator[str]:
    """Every text a person can see, hear read out, or find by resting on it, in a window."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        if isinstance(widget, QLabel | QAbstractButton):
            yield widget.text()
        if isinstance(widget, QLineEdit):
            yield widget.placeholderText()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(place) for place in range(widget.count()))
        if isinstance(widget, QTableView):
            yield from _table_texts(widget.model())


def _table_texts(model: QAbstractItemModel) -> Iterator[str]:
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        for row in range(min(model.rowCount(), 40)):
            for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
                yield str(model.index(row, column).data(role) or "")


def texts_in(thing: object) -> Iterator[str]:
    """Every text in a paper: its elements, tables, rows and cells; how a text is aligned is none."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from texts_in(part)
    elif is_dataclass(thing):
        for field in fields(thing):
            if field.name != "align":
                yield from texts_in(getattr(thing, field.name))
