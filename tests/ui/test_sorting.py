"""A list is sorted by a click on a title; the row stood on stays, and figures are seen whole."""

from __future__ import annotations

from dataclasses import dataclass
from time import process_time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pkkmart.core.i18n import figure
from pkkmart.ui.cell import sort_place
from pkkmart.ui.table_model import Column, RowsModel, Sorting, Table, styled_table
from pkkmart.ui.theme import apply_theme, current


@dataclass(frozen=True)
class Debt:
    name: str
    day: str
    owed_idr: int


DEBTS = [
    Debt("sari", "02/11/2026", 9_500),
    Debt("Ani", "24/10/2026", 12_500),
    Debt("Élis", "01/11/2026", -500),
    Debt("Dewi", "–", 0),
    Debt("endang", "24/10/2025", 1_000_000),
]
COLUMNS = [
    Column[Debt]("Nama", lambda row: row.name),
    Column[Debt]("Sejak", lambda row: row.day, 90),
    Column[Debt]("Utang", lambda row: figure(row.owed_idr) if row.owed_idr else "–", 60, "right", weight=700),
]


@pytest.fixture
def table(qtbot: QtBot, qapp: QApplication) -> Table:
    apply_theme(qapp)
    table = styled_table(RowsModel(COLUMNS, DEBTS), "Utang")
    qtbot.addWidget(table)
    table.resize(420, 400)
    table.show()
    return table


def click_title(table: Table, column: int) -> None:
    header = table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)


def names(table: Table) -> list[str]:
    """The names from top to bottom as they are painted."""
    model = table.model()
    return [model.data(model.index(place, 0)) for place in range(model.rowCount())]


@pytest.mark.parametrize(
    ("column", "least_first", "greatest_first"),
    [
        (0, ["Ani", "Dewi", "Élis", "endang", "sari"], ["sari", "endang", "Élis", "Dewi", "Ani"]),
        (1, ["endang", "Ani", "Élis", "sari", "Dewi"], ["sari", "Élis", "Ani", "endang", "Dewi"]),
        (2, ["Élis", "sari", "Ani", "endang", "Dewi"], ["endang", "Ani", "sari", "Élis", "Dewi"]),
    ],
)
def test_three_clicks_on_a_title(table: Table, column: int, least_first: list[str], greatest_first: list[str]) -> None:
    title = COLUMNS[column].title.upper()
    click_title(table, column)
    assert (names(table), table.rows_model.headerData(column, Qt.Orientation.Horizontal)) == (least_first, f"{title} ↑")
    click_title(table, column)
    assert (names(table), table.rows_model.headerData(column, Qt.Orientation.Horizontal)) == (
        greatest_first, f"{title} ↓",
    )  # fmt: skip
    click_title(table, column)
    assert (names(table), table.rows_model.headerData(column, Qt.Orientation.Horizontal)) == (
        [row.name for row in DEBTS], title,
    )  # fmt: skip


def test_the_row_stood_on_stays_and_enter_opens_it(table: Table) -> None:
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.select(1)
    click_title(table, 2)
    assert (table.currentIndex().row(), table.current_row()) == (2, DEBTS[1])
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [DEBTS[0]], "the row above the one it stood on, as they are painted"
    table.stand_on(lambda row: row.name == "endang")
    assert table.currentIndex().row() == 3
    assert not table.stand_on(lambda _row: False)
    assert table.current_row() is None


def test_other_rows_come_in_the_same_order(table: Table) -> None:
    table.sort_by(Sorting(2, descending=True))
    table.rows_model.replace([*DEBTS, Debt("Rina", "", 20_000)])
    assert names(table) == ["endang", "Rina", "Ani", "sari", "Élis", "Dewi"]
    table.rows_model.replace([*DEBTS[:-1], Debt("endang", "", 10), Debt("Rina", "", 20_000)])
    assert names(table)[:2] == ["Rina", "Ani"]
    table.sort_by(None)
    assert names(table)[-2:] == ["endang", "Rina"]


def test_an_ordered_list_is_not_sorted(qtbot: QtBot, qapp: QApplication) -> None:
    table = styled_table(RowsModel(COLUMNS, DEBTS), "Buku simpanan", ordered=True)
    qtbot.addWidget(table)
    table.resize(420, 400)
    table.show()
    click_title(table, 2)
    assert names(table) == [row.name for row in DEBTS]


def test_texts_that_are_no_figures_stand_after_figures() -> None:
    texts = ["habis", "0,25 kg", "−3", "12 pcs", "1.250 pcs"]
    placed = sorted(texts, key=lambda text: sort_place(text, is_figure=True) or (9, 0))
    assert placed == ["−3", "0,25 kg", "12 pcs", "1.250 pcs", "habis"]
    assert sort_place("–", is_figure=True) is None


def test_a_span_of_days_stands_by_its_first_day() -> None:
    texts = ["21/11/2026 – 30/11/2026", "mulai 01/12/2026", "30/10/2026 – 02/11/2026"]
    placed = sorted(texts, key=lambda text: sort_place(text, is_figure=False) or (9, 0))
    assert placed == [texts[2], texts[0], texts[1]]


def test_a_name_that_is_cut_takes_the_room_figures_do_not_need(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    columns = [COLUMNS[0], Column[Debt]("Utang", COLUMNS[2].text, 200, "right")]
    table = styled_table(RowsModel(columns, [Debt("Ani", "", 5)]), "Utang")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    assert table.columnWidth(1) == 200
    table.rows_model.replace([Debt("Kelompok Wanita Tani Melati Jaya Abadi", "", 12_500)] * 2)
    assert QFontMetricsF(COLUMNS[2].font(current())).horizontalAdvance("12.500") + 19 <= table.columnWidth(1) < 150


@pytest.mark.parametrize("column", [0, 1, 2])
def test_sorting_a_large_shop_takes_no_time(qtbot: QtBot, qapp: QApplication, column: int) -> None:
    rows = [Debt(f"Barang {n * 7919 % 6_650}", f"{n % 28 + 1:02}/11/2026", n * 7919 % 99_991) for n in range(6_650)]
    table = styled_table(RowsModel(COLUMNS, rows), "Barang")
    qtbot.addWidget(table)
    table.show()
    took = []
    for sorting in (Sorting(column), Sorting(column, descending=True), Sorting(column)):
        began = process_time()
        table.sort_by(sorting)
        took.append(process_time() - began)
    assert min(took) < 0.1


@pytest.mark.parametrize("scale", [100, 150])
def test_a_long_figure_takes_its_room_from_the_text(qtbot: QtBot, qapp: QApplication, scale: int) -> None:
    apply_theme(qapp, scale_percent=scale)
    rows = [Debt("Kelompok Wanita Tani Melati Jaya Abadi", "24/11/2026", 1_234_567_890)]
    table = styled_table(RowsModel(COLUMNS, rows), "Utang")
    qtbot.addWidget(table)
    table.resize(current().px(420), 300)
    table.show()
    font = COLUMNS[2].font(current())
    assert table.columnWidth(2) >= QFontMetricsF(font).horizontalAdvance("1.234.567.890") + 19
    assert sum(table.columnWidth(place) for place in range(3)) <= table.viewport().width()
    wide = table.columnWidth(2)
    table.rows_model.replace([Debt("Ani", "24/11/2026", 5), Debt("Sari", "24/11/2026", 5)])
    assert table.columnWidth(2) < wide * 2 // 3, "short figures give the room back"
    apply_theme(qapp)
