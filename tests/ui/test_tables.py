"""Tables over frozen rows, and the things a finger picks."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.ui.charts import Bar, Bars
from pkkmart.ui.doors import Door
from pkkmart.ui.flow import FlowLayout
from pkkmart.ui.table_model import Column, RowsModel, Table, styled_table
from pkkmart.ui.theme import TARGET, apply_theme
from pkkmart.ui.tiles import DoorRow, ListCard, TenderRow, Tile


@dataclass(frozen=True)
class Line:
    name: str
    owner: str
    amount: str


LINES = [Line("Keripik", "Dapur Bu Sari", "24.000"), Line("Gula", "milik koperasi", "35.000")]
COLUMNS = [
    Column[Line]("Barang", lambda line: line.name, second=lambda line: line.owner),
    Column[Line]("Jumlah", lambda line: line.amount, 100, "right", weight=700),
]


def test_rows_become_cells() -> None:
    model = RowsModel(COLUMNS, LINES)
    cell = model.index(1, 1)
    assert (model.rowCount(), model.columnCount(), model.row(cell)) == (2, 2, LINES[1])
    assert model.data(cell) == "35.000"
    assert model.data(cell, Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Barang Keripik Dapur Bu Sari"
    assert model.headerData(0, Qt.Orientation.Horizontal) == "BARANG"
    assert model.row(model.index(9, 9)) is None


def test_replacing_as_many_rows_keeps_the_selection(qtbot: QtBot, qapp: QApplication) -> None:
    model = RowsModel(COLUMNS, LINES)
    table = styled_table(model, "Keranjang", two_lines=True, empty_text="Belum ada barang.")
    qtbot.addWidget(table)
    chosen: list[object] = []
    table.selected.connect(chosen.append)
    table.show()
    table.select(-1)
    model.replace([LINES[0], Line("Gula", "milik koperasi", "52.500")])
    assert table.current_row().amount == "52.500"
    assert chosen == [LINES[1]]
    table.step(-1)
    assert table.current_row() == LINES[0]
    model.replace([])
    assert table.current_row() is None
    table.grab()


def test_no_column_is_measured_by_its_content(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, scale_percent=150)
    table = styled_table(RowsModel(COLUMNS, LINES), "Keranjang", two_lines=True)
    qtbot.addWidget(table)
    table.resize(600, 300)
    table.show()
    modes = [table.horizontalHeader().sectionResizeMode(place) for place in (0, 1)]
    assert modes == [QHeaderView.ResizeMode.Stretch, QHeaderView.ResizeMode.Fixed]
    assert (table.rowHeight(0), table.columnWidth(1)) == (81, 150)
    apply_theme(qapp)
    assert (table.rowHeight(0), table.columnWidth(1)) == (54, 100)


@pytest.mark.parametrize("dark", [False, True])
def test_things_to_pick_are_named_and_painted(qtbot: QtBot, qapp: QApplication, dark: bool) -> None:
    apply_theme(qapp, dark=dark)
    clicks: list[str] = []
    tile = Tile("Lapis legit", "KWT Melati", "3.500", badge="sisa 14", on_click=lambda: clicks.append("tile"))
    card = ListCard("Bu Tini", "Lemper", chip_text="dihitung", figure="Rp 86.400")
    door = DoorRow("circle-alert", "QRIS Kamis belum masuk bank", "Rp 412.000", tone="danger")
    tender = TenderRow("banknote", "Tunai", "F12")
    tile.set_badge("habis", "danger")
    tender.set_trailing("Rp 45.460")
    for widget in (tile, card, door, tender):
        qtbot.addWidget(widget)
        widget.resize(widget.sizeHint())
        assert not widget.grab().isNull()
        assert widget.height() >= 40
    tile.click()
    assert clicks == ["tile"]
    assert tile.accessibleName() == "Lapis legit KWT Melati 3.500 habis"
    assert tender.accessibleName() == "Tunai F12 Rp 45.460"


def test_a_row_stands_off_its_edge_and_grows_with_its_words(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    column = QVBoxLayout(holder)
    short, long = (
        DoorRow("printer", "Pasang printer"),
        DoorRow("printer", "Printer", "tidak menjawab, periksa kabel " * 4),
    )
    for row in (short, long):
        column.addWidget(row)
    column.addStretch(1)
    qtbot.addWidget(holder)
    holder.resize(360, 400)
    holder.show()
    QApplication.processEvents()
    image = short.grab().toImage()
    inside = image.pixelColor(6, 22)  # within the highlight's edge
    left = min(x for x in range(4, 40) for y in range(8, 36) if image.pixelColor(x, y) != inside)
    assert left >= 10
    assert short.height() == TARGET
    assert long.height() >= long.heightForWidth(long.width()) > TARGET


def test_tiles_share_the_width(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, spacing=8, columns_of=140)
    for number in range(5):
        flow.addWidget(Tile(f"Kue {number}", "Bu Tini", "2.000"))
    holder.resize(452, 600)
    holder.show()
    places = [flow.itemAt(number).geometry() for number in range(5)]
    assert [place.width() for place in places] == [145] * 5
    assert places[3].top() > places[2].bottom()
    flow.clear()
    assert flow.count() == 0


def test_a_door_is_a_value() -> None:
    assert Door("sale", 3) == Door("sale", 3)
    assert Door("settings").id is None


def test_bars_are_as_high_as_their_figures(qtbot: QtBot, qapp: QApplication) -> None:
    bars = Bars("Penjualan", [Bar(50, "Sen"), Bar(100, "Sel", "Selasa Rp 100"), Bar(-5, "Rab", "Rabu rugi")])
    qtbot.addWidget(bars)
    bars.resize(300, 200)
    low, high, lost = (place.height() for place in bars.places())
    assert round(high / low, 2) == 2.0
    assert lost == 2
    assert bars.accessibleName() == "Penjualan: Rabu rugi"
    bars.grab()
    bars.set_bars([])
    bars.grab()
    assert bars.places() == []


def test_more_rows_below_leave_the_chosen_one_where_it_is(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp)
    model = RowsModel(COLUMNS, LINES)
    table = styled_table(model, "Barang", two_lines=True)
    qtbot.addWidget(table)
    table.select(1)
    model.extend([])
    model.extend([Line("Teh", "milik koperasi", "9.000")])
    assert (model.rowCount(), table.current_row()) == (3, LINES[1])


def test_a_note_after_the_text_is_read_too() -> None:
    model = RowsModel([Column[Line]("Struk", lambda line: line.name, note=lambda line: line.amount)], LINES)
    assert model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole) == "Struk Keripik 24.000"


def test_a_list_ends_with_a_whole_row(qtbot: QtBot, qapp: QApplication) -> None:
    rows = [Line(f"Barang {place}", "", "1.000") for place in range(40)]
    table = styled_table(RowsModel(COLUMNS, rows), "Barang", two_lines=True)
    qtbot.addWidget(table)
    table.show()
    height = table.rowHeight(0)
    table.resize(400, table.horizontalHeader().height() + 5 * height + height // 2)
    QApplication.processEvents()
    blank = _painted_below(table, 5 * height)
    assert blank == 1, "the sixth row has only half its room, so nothing of it is painted"
    assert _painted_below(table, 4 * height) > 1
    table.select(5)
    assert (table.rowViewportPosition(5) + height <= table.viewport().height(), table.rowAt(0)) == (True, 1)
    table.select(-1)
    assert table.rowViewportPosition(39) + height <= table.viewport().height()
    table.resize(400, table.height() - height)
    QApplication.processEvents()
    assert table.rowViewportPosition(39) + height <= table.viewport().height(), "who stands on a row goes on seeing it"


def _painted_below(table: Table, top: int) -> int:
    """How many colours the list shows from a pixel of its rows down."""
    image = table.viewport().grab().toImage()
    return len({image.pixel(x, y) for y in range(top + 1, image.height()) for x in range(0, image.width(), 2)})
