"""The page of labels by keyboard and mouse: scan, quantity, days, sheet, strip; and what it remembers."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from pkkmart.core.actor import SYSTEM, Actor
from pkkmart.core.db import fetch
from pkkmart.labels.screen import LabelsPage
from pkkmart.products.operations import change_price
from pkkmart.products.queries import codes_of
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show
from tests.ui.reading import cut_texts

SUGAR = "8991001000019"


@pytest.fixture
def endang(shop: object) -> Actor:
    return make.cashier("Bu Endang", "4321", Role.TREASURER)


def read(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path.read_bytes())
    pages = [document[place].render(scale=203 / 72).to_pil() for place in range(len(document))]
    document.close()
    return sorted(found.text for page in pages for found in zxingcpp.read_barcodes(page))


def test_scanned_goods_are_printed_as_many_as_in_stock(
    show: Show[LabelsPage], endang: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sugar, sambal = make.product("Gula", code=SUGAR), make.product("Sambal bawang")
    make.bought(sugar, 3, 45_000)
    shown = show(LabelsPage, endang)
    page = shown.page
    scan(shown.window, SUGAR)
    assert [row.line().labels for row in page.lines.rows] == [3]
    scan(shown.window, SUGAR)
    type_as_person(shown.window, "2")
    press(shown.window, "Enter")
    assert page.home is not None
    assert page.home.hasFocus()
    type_as_person(shown.window, "sambal")
    page.search.searched.emit("sambal")
    press(shown.window, "Enter")
    assert [(row.product.id, row.line().labels) for row in page.lines.rows] == [(sugar, 2), (sambal, 1)]
    page.preview()
    assert len(page.view.pages.images) == 1
    assert codes_of(sambal) == [], "a preview gives no code"
    seen: list[QUrl] = []
    page.viewer = lambda url: not seen.append(url)
    monkeypatch.setattr("pkkmart.labels.screen.QStandardPaths.writableLocation", lambda _place: str(tmp_path))
    press(shown.window, "F12")
    path = Path(seen[0].toLocalFile())
    assert read(path) == ["2000000000022", SUGAR, SUGAR]
    assert shown.said() == f"3 label tersimpan: {path}"
    assert fetch("SELECT product_id, labels, way FROM label_print") == [(sugar, 2, "SHEET"), (sambal, 1, "SHEET")]
    assert page.lines.rows == []


def test_what_changed_its_price_comes_with_one_key_and_days_are_asked(show: Show[LabelsPage], endang: Actor) -> None:
    sugar = make.product("Gula", code=SUGAR)
    change_price(SYSTEM, sugar, 18_000, None, "Harga beli berubah")
    shown = show(LabelsPage, endang)
    assert shown.page.changed_button.accessibleName() == "Harga berubah · 1"
    press(shown.window, "F5")
    assert [row.product.name for row in shown.page.lines.rows] == ["Gula"]
    press(shown.window, "F6")
    type_as_person(shown.window, "20112026")
    press(shown.window, "Tab")
    type_as_person(shown.window, "19112026")
    press(shown.window, "Enter")
    assert shown.page.lines.lines()[0].expires_on is None
    assert shown.messages.panel() is not None, "an end before the beginning keeps the sheet open"
    press(shown.window, "Esc")
    press(shown.window, "Del")
    shown.page.changed_button.click()
    assert len(shown.page.lines.rows) == 1


def test_nothing_and_zero_are_said(show: Show[LabelsPage], endang: Actor) -> None:
    make.product("Gula", code=SUGAR)
    shown = show(LabelsPage, endang)
    press(shown.window, "F12")
    assert shown.said().startswith("Belum ada label untuk dicetak.")
    scan(shown.window, SUGAR)
    shown.page.lines.rows[0].quantity.set_value(0)
    press(shown.window, "F12")
    assert shown.said().startswith("Jumlah label Gula 0 tidak mungkin.")
    press(shown.window, "Ctrl+P")
    assert shown.said().startswith("PC ini tanpa printer struk.")


@pytest.mark.parametrize(("width", "height", "percent"), [(1_238, 690, 100), (896, 522, 100), (1_238, 640, 150)])
def test_nothing_is_cut_at_any_size(
    show: Show[LabelsPage], endang: Actor, width: int, height: int, percent: int, qapp: QApplication
) -> None:
    make.product("Keripik Singkong", 125_500, code=SUGAR)
    apply_theme(qapp, scale_percent=percent)
    shown = show(LabelsPage, endang)
    shown.window.resize(width, height)
    scan(shown.window, SUGAR)
    shown.page.preview()
    assert cut_texts(shown.window) == []
