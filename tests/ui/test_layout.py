"""Rows and columns of widgets."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.ui.layout import STRETCH, aligned, boxed, column, gap, row, wide


def test_a_row_holds_widgets_layouts_and_empty_space(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    name, figure, foot, mark = QLabel("nama"), QLabel("10"), QLabel("kaki"), QLabel("!")
    inner = row(wide(name, 3), gap(7), figure, spacing=5)
    outer = column(
        inner, STRETCH, wide(foot, 2), aligned(mark, Qt.AlignmentFlag.AlignRight), margins=(1, 2, 3, 4), on=page
    )

    assert page.layout() is outer
    assert [outer.stretch(place) for place in range(outer.count())] == [0, 1, 2, 0]
    assert outer.itemAt(3).alignment() == Qt.AlignmentFlag.AlignRight
    assert margins_of(outer) == (1, 2, 3, 4)
    assert [inner.stretch(place) for place in range(inner.count())] == [3, 0, 0]
    assert inner.itemAt(1).sizeHint().width() == 7
    assert (inner.spacing(), margins_of(inner)) == (5, (0, 0, 0, 0))
    assert all(widget.parent() is page for widget in (name, figure, foot, mark))


def margins_of(layout: QLayout) -> tuple[int, int, int, int]:
    """Left, top, right, bottom."""
    around = layout.contentsMargins()
    return around.left(), around.top(), around.right(), around.bottom()


def test_what_is_not_said_is_left_to_the_style(qtbot: QtBot) -> None:
    plain, styled = QWidget(), QWidget()
    for widget in (plain, styled):
        qtbot.addWidget(widget)
    assert margins_of(column(on=plain)) == (0, 0, 0, 0)
    assert column(margins=None, on=styled).contentsMargins().left() > 0


def test_a_layout_becomes_a_widget(qtbot: QtBot) -> None:
    label = QLabel("satu")
    box = boxed(column(label), plain=True)
    qtbot.addWidget(box)
    assert label.parent() is box
    assert box.property("look") == "plain"
