"""A list of a page goes to the clipboard and into a file, whole, as it is filtered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog

from pkkmart.core.actor import Actor
from pkkmart.stock.screen import StockPage
from pkkmart.ui.listing import cell_value
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, type_as_person
from tests.screens.conftest import Show, Shown


@pytest.fixture
def user(shop: object) -> Actor:
    return make.cashier("Bu Endang", role=Role.TREASURER)


@pytest.fixture
def listed(show: Show[StockPage], user: Actor, monkeypatch: pytest.MonkeyPatch) -> Shown[StockPage]:
    """Three products, of which the screen shows two at once."""
    monkeypatch.setattr("pkkmart.stock.screen.SHOWN", 2)
    rice = make.product("Beras 5 kg", 78_500, code="8991001000011", category="Sembako")
    make.product("=Gula", 17_500)
    make.product("Teh celup", 9_500)
    make.bought(rice, 24, 1_700_000)
    return show(StockPage, user)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12.500", 12_500),
        ("Rp 1.234.567", 1_234_567),
        ("−1.200", -1_200),
        ("-3", -3),
        ("0,25 kg", Decimal("0.25")),
        ("14 pcs", 14),
        ("–", None),
        ("", None),
        ("habis", "habis"),
        ("1.23", "1.23"),
        ("24/11/2026", date(2026, 11, 24)),
    ],
)
def test_a_text_of_a_column_of_figures_is_a_number(text: str, value: object) -> None:
    assert cell_value(text, is_figure=True) == value


def test_a_code_stays_a_text() -> None:
    assert cell_value("8991001000011", is_figure=False) == "8991001000011"


def test_the_whole_list_is_copied_not_only_what_the_screen_shows(listed: Shown[StockPage]) -> None:
    press(listed.page, "Ctrl+Shift+C")
    assert listed.said() == "3 baris Stok disalin."
    head, *rows = QApplication.clipboard().text().splitlines()
    assert head.split("\t")[:3] == ["Barang", "Barang: keterangan", "Kode"]
    assert [row.split("\t")[0] for row in rows] == ["'=Gula", "Beras 5 kg", "Teh celup"]


def test_a_row_is_copied_from_the_table(listed: Shown[StockPage]) -> None:
    listed.page.table.setFocus()
    listed.page.table.select(1)
    press(listed.page, "Ctrl+C")
    copied = QApplication.clipboard().text().split("\t")
    assert copied[:3] == ["Beras 5 kg", "Sembako · milik koperasi", "8991001000011"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_list_is_saved_as_it_is_filtered(listed: Shown[StockPage], tmp_path: Path, ending: str) -> None:
    type_as_person(listed.page, "beras")
    listed.page.reload()
    press(listed.page, "Ctrl+S")
    (dialog,) = listed.page.findChildren(QFileDialog)
    dialog.setDirectory(str(tmp_path))
    if ending == "csv":
        dialog.filterSelected.emit("Berkas CSV (*.csv)")
    dialog.accept()
    path = tmp_path / f"stok-2026-11-24.{ending}"
    assert listed.said() == f"1 baris disimpan ke {path}."
    if ending == "csv":
        assert path.read_text("utf-8-sig").splitlines()[1].split(";")[:4] == [
            "Beras 5 kg", "Sembako · milik koperasi", "8991001000011", "78500",
        ]  # fmt: skip
    else:
        assert path.read_bytes()[:2] == b"PK"


def test_a_file_that_cannot_be_written_is_a_sentence(listed: Shown[StockPage], tmp_path: Path) -> None:
    (tmp_path / "daftar.csv").mkdir()
    press(listed.page, "Ctrl+S")
    (dialog,) = listed.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "daftar.csv"))
    assert "daftar.csv" in listed.said()
    assert "baris disimpan" not in listed.said()
    dialog.close()
