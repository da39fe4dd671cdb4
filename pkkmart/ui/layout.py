"""Widgets in a row or in a column: `row()` and `column()`, the two layouts that every page and dialog is made of.

    column(row(wide(self.search), self.new_button), wide(self.table), spacing=GAP, on=self)

A thing is a widget, another layout, `STRETCH` (empty space that takes what is left), `gap(8)` (empty space of
so many pixels), `wide(thing)` (the thing takes what is left) or `aligned(thing, …)`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of a row or a column; without a thing it is empty space of `gap` pixels or more."""

    thing: QWidget | QLayout | None
    share: int = 0
    align: Qt.AlignmentFlag | None = None
    gap: int = 0


Thing: TypeAlias = QWidget | QLayout | Cell
Margins: TypeAlias = int | tuple[int, int, int, int]
_L = TypeVar("_L", bound=QBoxLayout)

STRETCH = Cell(None, share=1)
"""Empty space that takes what is left."""


def gap(size: int) -> Cell:
    """Empty space of so many pixels."""
    return Cell(None, gap=size)


def wide(thing: Thing, share: int = 1) -> Cell:
    """The thing, taking what is left; several of a row share it by their `share`."""
    return replace(thing, share=share) if isinstance(thing, Cell) else Cell(thing, share)


def aligned(thing: Thing, align: Qt.AlignmentFlag) -> Cell:
    """The thing in its own size, at a side (or the middle) of the place it gets."""
    return replace(thing, align=align) if isinstance(thing, Cell) else Cell(thing, align=align)


def row(
    *things: Thing, margins: Margins | None = 0, spacing: int | None = None, on: QWidget | None = None
) -> QHBoxLayout:
    """The things side by side, from the left: the layout of `on`, or one to put into another.

    `margins` are pixels around all of it: one for every side, or left, top, right, bottom. None stands for what
    the style gives, with `spacing` (pixels between two things) too.
    """
    return _fill(QHBoxLayout() if on is None else QHBoxLayout(on), things, margins, spacing)


def column(
    *things: Thing, margins: Margins | None = 0, spacing: int | None = None, on: QWidget | None = None
) -> QVBoxLayout:
    """The things under each other, from the top; margins, spacing and `on` as with `row()`."""
    return _fill(QVBoxLayout() if on is None else QVBoxLayout(on), things, margins, spacing)


def form_grid(on: QWidget, *, equal: int = 0, across: int = 12, down: int = 12) -> QGridLayout:
    """An empty grid without margins, the layout of a form: so many `equal` columns, and the gaps in pixels."""
    grid = QGridLayout(on)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(across)
    grid.setVerticalSpacing(down)
    for place in range(equal):
        grid.setColumnStretch(place, 1)
    return grid


def boxed(layout: QLayout, *, plain: bool = False) -> QWidget:
    """A widget that shows the layout; a plain one lets the ground it stands on shine through."""
    widget = QWidget()
    if plain:
        widget.setProperty("look", "plain")
    widget.setLayout(layout)
    return widget


def scrolled(content: QWidget) -> QScrollArea:
    """A plain widget as wide as its place, which scrolls up and down and never takes the focus itself."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def add_to(layout: QBoxLayout, *things: Thing) -> None:
    """Put more things at the end of a row or a column."""
    for thing in things:
        cell = thing if isinstance(thing, Cell) else Cell(thing)
        align = Qt.AlignmentFlag(0) if cell.align is None else cell.align
        if isinstance(cell.thing, QWidget):
            layout.addWidget(cell.thing, cell.share, align)
        elif isinstance(cell.thing, QLayout):
            layout.addLayout(cell.thing, cell.share)
            if cell.align is not None:
                layout.setAlignment(cell.thing, cell.align)
        elif cell.gap:
            layout.addSpacing(cell.gap)
        else:
            layout.addStretch(cell.share)


def empty(layout: QLayout) -> None:
    """Take everything out of a row or a column and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def _fill(layout: _L, things: tuple[Thing, ...], margins: Margins | None, spacing: int | None) -> _L:
    if margins is not None:
        layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        layout.setSpacing(spacing)
    add_to(layout, *things)
    return layout
