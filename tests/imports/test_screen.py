"""The page of an import, played on a real window and a database file that its chores read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.core import settings
from pkkmart.core.actor import SYSTEM
from pkkmart.core.db import open_database
from pkkmart.core.operation import Changed, on_change
from pkkmart.imports.columns import Field, ListKind
from pkkmart.imports.outcome import Reason, Status
from pkkmart.imports.queries import read_opening
from pkkmart.imports.screen import ImportPage
from pkkmart.ledger.screen.cancelling import CancelForm
from pkkmart.people.queries import CapacityKind, people_with
from pkkmart.products.queries import product_count
from pkkmart.ui.cards import Words
from pkkmart.ui.doors import Door
from pkkmart.ui.messages import Messages
from pkkmart.ui.page import Context
from tests import make
from tests.conftest import FrozenClock
from tests.imports.lists import MISREAD
from tests.imports.workbooks import file_of
from tests.keys import press

LIST = f"Kode;Nama;Harga;Catatan\n1;Gula;17500;a\n{MISREAD};Teh;5000;b\n2;Kupon;-500;c\n3;;100;d\n"


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, tmp_path: Path, frozen: FrozenClock) -> ImportPage:
    open_database(tmp_path / "pkkmart.db", synchronous="off")
    window = QWidget()
    window.resize(1366, 768)
    layout = QVBoxLayout(window)
    context = Context(Messages(window), settings.PcFile(tmp_path / "pc.json"), SYSTEM, window, till_id=1)
    page = ImportPage(context)
    layout.addWidget(page)
    qtbot.addWidget(window)
    window.show()
    page.enter()
    return page


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "daftar.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def opened(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    page.open_path(file)
    qtbot.waitUntil(lambda: page.reading is not None and page.reading.table.name == file.name)


@pytest.fixture
def hearing(page: ImportPage) -> Iterator[None]:
    """The page at the front hears what is committed, as the shell lets it."""
    stop = on_change(page.refresh)
    yield
    stop()


def shown(page: ImportPage) -> list[str]:
    return [row.name for row in page.model.rows]


def test_a_list_is_shown_filtered_and_brought_in_by_the_keyboard(
    qtbot: QtBot, page: ImportPage, hearing: None, file: Path
) -> None:
    assert not page.go.isEnabled()
    opened(qtbot, page, file)
    assert page.understood.text() == "UTF-8, pemisah titik koma (;), judul berbahasa Indonesia, 4 baris."
    words = [pill.accessibleName() for pill in page.pills.values()]
    assert words == ["Semua 4", "Masuk 1", "Masuk, periksa 1", "Ditolak 2"]
    assert page.go.accessibleName() == "Impor 2 baris yang baik"
    page.pills[Status.REJECTED].click()
    assert shown(page) == ["Kupon", ""]
    page.reasons.choose(Reason.NO_NAME)
    page.reasons.chosen.emit(Reason.NO_NAME)
    assert [row.line for row in page.model.rows] == [5]
    page.pills[Status.WARNED].click()
    assert shown(page) == ["Teh"]
    page.pills[None].click()
    assert len(shown(page)) == 4
    press(page, "F12")
    qtbot.waitUntil(lambda: page.result.text() != "")
    assert product_count() == 2
    assert page.result.text() == "2 baris masuk dari daftar.csv, 2 baris ditolak."
    assert page.context.messages.text == page.result.text()
    press(page, "F12")
    assert product_count() == 2, "once"
    assert not page.go.isEnabled()
    opened(qtbot, page, file)
    qtbot.waitUntil(lambda: page.preview is not None and page.preview.counts.rejected == 4)
    assert not page.go.isEnabled()


def test_a_column_is_told_when_it_was_not_understood(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    strange = tmp_path / "aneh.csv"
    strange.write_text("Apa;Berapa;Stok\nGula;4000;3\n", encoding="utf-8")
    opened(qtbot, page, strange)
    assert page.preview is None
    assert "Kolom nama barang belum dikenali" in page.result.text()
    assert "Stok belum dibukukan di sini" in page.understood.text()
    for which, column in ((Field.NAME, 0), (Field.PRICE, 1)):
        before = page.reading
        page.form.fields[which].choose(column)
        page.form.fields[which].chosen.emit(column)
        qtbot.waitUntil(lambda before=before: page.reading is not before)
    assert page.preview is not None
    assert (page.preview.counts.imported, page.result.text()) == (1, "")
    before = page.reading
    page.form.fields[Field.PRICE].chosen.emit(-1)
    qtbot.waitUntil(lambda: page.reading is not before)
    assert "Kolom harga jual belum dikenali" in page.result.text()
    assert not page.go.isEnabled()


def test_what_changes_meanwhile_is_seen(qtbot: QtBot, page: ImportPage, hearing: None, file: Path) -> None:
    opened(qtbot, page, file)
    make.product("Garam", 3_000, code="1")
    assert not page.go.isEnabled(), "while the rows are judged again"
    qtbot.waitUntil(lambda: page.preview is not None and page.preview.counts.good == 1)
    page.refresh(frozenset({Changed.SALES}))
    assert page.go.isEnabled()


def test_a_code_given_out_unseen_brings_nothing_in(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    opened(qtbot, page, file)
    make.product("Garam", 3_000, code="1")
    page.go.click()
    qtbot.waitUntil(lambda: bool(page.context.messages.text))
    assert "1 sementara itu sudah dipakai Garam" in page.context.messages.text
    assert product_count() == 1
    qtbot.waitUntil(page.go.isEnabled)


def test_a_file_that_is_no_list_is_told_and_the_one_before_stays(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    opened(qtbot, page, file)
    page.open_path(file.with_name("hilang.csv"))
    qtbot.waitUntil(lambda: "tidak ditemukan" in page.context.messages.text)
    qtbot.waitUntil(page.go.isEnabled)
    assert page.file_line.text() == "daftar.csv"


def test_the_last_file_chosen_wins(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    second = file.with_name("kedua.csv")
    second.write_text("Nama;Harga\nSatu;1000\n", encoding="utf-8")
    page.open_path(file)
    opened(qtbot, page, second)
    qtbot.wait(50)
    assert page.file_line.text() == "kedua.csv"


def test_a_file_is_dropped_or_chosen(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    actions, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), actions, data, Qt.MouseButton.LeftButton, none))
    qtbot.waitUntil(lambda: page.reading is not None)
    page.reading = None
    press(page, "Ctrl+O")
    (dialog,) = page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(file))
    qtbot.waitUntil(lambda: page.reading is not None)
    dialog.close()


def test_every_control_has_a_name(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    opened(qtbot, page, file)
    controls = [widget for kind in (QPushButton, QComboBox, QTableView) for widget in page.findChildren(kind)]
    assert len(controls) >= 16
    assert [control for control in controls if control.isVisible() and not control.accessibleName()] == []


def test_stock_of_an_imported_list_goes_on_to_the_opening_sheet(qtbot: QtBot, page: ImportPage, tmp_path: Path) -> None:
    list_of_goods = tmp_path / "stok.csv"
    list_of_goods.write_text("Kode;Nama;Harga Jual;Harga Beli;Stok\n1;Gula;17500;15000;4\n", encoding="utf-8")
    doors: list[Door] = []
    page.context.door_wished.connect(doors.append)
    opened(qtbot, page, list_of_goods)
    assert not page.stock.isVisible(), "its goods are not in the shop yet"
    press(page, "F12")
    qtbot.waitUntil(page.stock.isVisible)
    page.stock.click()
    assert doors == [Door("opening", act=str(list_of_goods))]


def kinds(page: ImportPage, kind: ListKind) -> None:
    page.kind.choose(kind)
    page.kind.chosen.emit(kind)


def test_all_or_nothing_holds_a_list_back_while_a_row_is_refused(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    opened(qtbot, page, file)
    page.whole.click()
    assert not page.go.isEnabled()
    press(page, "F12")
    assert "Masih ada baris yang ditolak" in page.context.messages.text
    assert product_count() == 0
    page.whole.click()
    assert page.go.isEnabled()


def test_members_are_brought_in_and_their_savings_go_on_to_the_opening_sheet(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    path = file_of(
        tmp_path, "anggota.xlsx",
        ("Nama", "Simpanan Pokok", "Simpanan Wajib", "Bon"),
        ("Ani Lestari", 100_000, 240_000, ""), ("Beti Kurnia", 100_000, "-", 25_000),
    )  # fmt: skip
    kinds(page, ListKind.MEMBERS)
    doors: list[Door] = []
    page.context.door_wished.connect(doors.append)
    opened(qtbot, page, path)
    assert list(page.form.fields) == list(ListKind.MEMBERS.fields)
    press(page, "F12")
    qtbot.waitUntil(page.stock.isVisible)
    assert len(people_with(CapacityKind.MEMBER)) == 2
    press(page, "F8")
    assert doors == [Door("opening", act=str(path))]
    rows = read_opening(path)
    assert [(row.words, row.line.draft.amount_idr) for row in rows if row.line] == [
        ("Simpanan pokok · Ani Lestari", 100_000),
        ("Simpanan wajib · Ani Lestari", 240_000),
        ("Simpanan pokok · Beti Kurnia", 100_000),
        ("Bon anggota · Beti Kurnia", 25_000),
    ]
    assert not any(row.line.newcomer for row in rows if row.line), "they are registered already"


def test_a_list_of_stock_goes_to_the_opening_sheet_with_the_columns_chosen(
    qtbot: QtBot, page: ImportPage, tmp_path: Path
) -> None:
    make.product("Gula", 17_500, code="1")
    path = file_of(tmp_path, "stok.xlsx", ("Kode", "Stok", "Kolom ganjil"), ("1", 4, 15_000))
    kinds(page, ListKind.STOCK)
    doors: list[Door] = []
    page.context.door_wished.connect(doors.append)
    opened(qtbot, page, path)
    assert page.model.rows[0].sentence.startswith("Harga beli")
    before = page.reading
    page.form.fields[Field.COST].chosen.emit(2)
    qtbot.waitUntil(lambda: page.reading is not before)
    assert page.go.accessibleName() == "Bawa 1 baris ke Saldo awal"
    press(page, "F12")
    assert doors == [Door("opening", act=str(path))]
    (row,) = read_opening(path)
    assert row.line is not None
    assert (row.line.draft.amount_idr, row.line.draft.qty_milli) == (60_000, 4_000)


def test_a_list_is_taken_back_from_the_list_of_imports(qtbot: QtBot, page: ImportPage, file: Path) -> None:
    assert not page.done.isVisible()
    opened(qtbot, page, file)
    press(page, "F12")
    qtbot.waitUntil(lambda: page.result.text() != "")
    press(page, "F9")
    assert [(row.source, row.count) for row in page.done.model.rows] == [("daftar.csv", 2)]
    press(page, "Del")
    (form,) = page.window().findChildren(CancelForm)
    assert form.findChildren(Words)[0].text().startswith("2 baris (barang) dari daftar.csv.")
    form.reason.choose("Salah berkas") if hasattr(form.reason, "choose") else form.reason.field.setText("Salah berkas")
    press(page, "Enter")
    assert product_count() == 0
    assert [row.reason for row in page.done.model.rows] == ["Salah berkas"]
    assert page._why_not_cancelled() == "Impor itu sudah dibatalkan."
