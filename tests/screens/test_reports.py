"""The papers in the window: picked, looked at, saved, handed to the PC's viewer, with a shop in a file behind."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from pkkmart.core.actor import Actor
from pkkmart.reports.papers import REPORTS
from pkkmart.reports.screen import FOLDER_KEY, ReportsPage
from pkkmart.ui.doors import Door
from pkkmart.ui.theme import apply_theme
from pkkmart.users.roles import Role
from tests import make
from tests.conftest import FrozenClock
from tests.keys import press
from tests.reports.conftest import file_shop, play_two_months
from tests.screens.conftest import Show, Shown


@pytest.fixture
def shop(template: sqlite3.Connection, frozen: FrozenClock, tmp_path: Path) -> FrozenClock:
    """In a file: what is made beside the window reads by its own connection."""
    file_shop(template, tmp_path / "toko")
    return frozen


@pytest.fixture
def endang(shop: FrozenClock) -> Actor:
    return play_two_months(shop)


@pytest.fixture
def shown(show: Show[ReportsPage], endang: Actor, qtbot: QtBot, tmp_path: Path) -> Shown[ReportsPage]:
    put = show(ReportsPage, endang)
    put.pc.set(FOLDER_KEY, str(tmp_path / "laporan"))
    settle(qtbot, put.page, "balance_sheet")
    return put


def settle(qtbot: QtBot, page: ReportsPage, key: str, month: str = "2026-11") -> None:
    """Wait until a paper lies on the glass."""
    qtbot.waitUntil(lambda: page.paper is not None and (page.paper.key, page.paper.month) == (key, month))


def test_it_opens_on_the_running_month_and_says_it_is_not_final(shown: Shown[ReportsPage]) -> None:
    page = shown.page
    assert [page.months.itemText(place) for place in range(page.months.count())] == ["November 2026", "Oktober 2026"]
    assert page.state.text() == "Sementara: belum ditutup"
    assert page.where.text() == "November 2026 · halaman 1 dari 1"
    assert page.cards["balance_sheet"].isChecked()
    assert shown.keys() == ["↑↓", "←→", "PgDown", "+", "F8", "F12", "Ctrl+P"]


def test_keys_walk_through_papers_months_and_pages(shown: Shown[ReportsPage], qtbot: QtBot) -> None:
    page = shown.page
    assert page.paper is not None
    page.view.show_pages(page.paper.pages * 2)
    assert page.where.text() == "November 2026 · halaman 1 dari 2"
    press(shown.window, "PgDown")
    press(shown.window, "PgDown")
    assert page.where.text() == "November 2026 · halaman 2 dari 2"
    press(shown.window, "Down")
    settle(qtbot, page, "income_statement")
    assert page.where.text() == "November 2026 · halaman 1 dari 1"
    press(shown.window, "Left")
    settle(qtbot, page, "income_statement", "2026-10")
    press(shown.window, "Left")
    assert page.month == "2026-10"
    press(shown.window, "Up")
    press(shown.window, "Up")
    settle(qtbot, page, "consignment_recap", "2026-10")
    assert page.cards["consignment_recap"].isChecked()
    press(shown.window, "Right")
    settle(qtbot, page, "consignment_recap")


def test_it_is_enlarged_by_key_and_fits_the_width_again(shown: Shown[ReportsPage]) -> None:
    view = shown.page.view
    assert view.pages.width() == view.viewport().width()
    press(shown.window, "+")
    assert view.pages.width() == view.viewport().width() * 125 // 100
    press(shown.window, "-")
    press(shown.window, "-")
    assert view.pages.width() == view.viewport().width()


def test_every_paper_is_laid_down(shown: Shown[ReportsPage], qtbot: QtBot) -> None:
    for report in REPORTS:
        shown.page.cards[report.key].click()
        settle(qtbot, shown.page, report.key)
        assert all(not image.isNull() for image in shown.page.view.pages.images)


def test_a_sale_at_the_counter_shows_at_once(shown: Shown[ReportsPage], qtbot: QtBot) -> None:
    before = shown.page.paper
    assert before is not None
    make.sell(make.cashier("Bu Dewi", "2345"), (1, 1))
    qtbot.waitUntil(lambda: shown.page.paper is not None and shown.page.paper.pdf != before.pdf)


def test_f12_saves_the_five(shown: Shown[ReportsPage], qtbot: QtBot, tmp_path: Path) -> None:
    press(shown.window, "F12")
    (dialog,) = shown.page.findChildren(QFileDialog)
    assert dialog.fileMode() is QFileDialog.FileMode.Directory
    folder = tmp_path / "rapat"
    dialog.fileSelected.emit(str(folder))
    dialog.close()
    qtbot.waitUntil(lambda: shown.said() == f"5 laporan tersimpan di {folder}")
    assert sorted(path.name for path in folder.iterdir()) == [report.file_name("2026-11") for report in REPORTS]
    assert shown.pc.get(FOLDER_KEY, "") == str(folder)


def test_f8_saves_the_one_that_is_shown(shown: Shown[ReportsPage], tmp_path: Path) -> None:
    press(shown.window, "F8")
    (dialog,) = shown.page.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "satu.pdf"))
    dialog.close()
    assert shown.said() == f"Tersimpan: {tmp_path / 'satu.pdf'}"
    assert shown.page.paper is not None
    assert (tmp_path / "satu.pdf").read_bytes() == shown.page.paper.pdf


def test_ctrl_p_hands_it_to_the_viewer(shown: Shown[ReportsPage], tmp_path: Path) -> None:
    opened: list[QUrl] = []
    shown.page.viewer = lambda url: not opened.append(url)  # type: ignore[func-returns-value]
    press(shown.window, "Ctrl+P")
    path = tmp_path / "laporan" / "2026-11-1-posisi-keuangan.pdf"
    assert [url.toLocalFile() for url in opened] == [str(path)]
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_viewer_it_says_where_the_paper_lies(shown: Shown[ReportsPage], tmp_path: Path) -> None:
    shown.page.viewer = lambda _url: False
    press(shown.window, "Ctrl+P")
    path = tmp_path / "laporan" / "2026-11-1-posisi-keuangan.pdf"
    assert shown.said() == (f"Program pembaca PDF tidak ditemukan di komputer ini. Laporannya tersimpan di {path}.")
    assert path.exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(shown: Shown[ReportsPage], qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("ini bukan folder")
    shown.page.save_all(tmp_path / "berkas")
    qtbot.waitUntil(lambda: shown.said().startswith("Laporan tidak bisa disimpan di "))
    assert shown.pc.get(FOLDER_KEY, "") == str(tmp_path / "laporan")


@pytest.mark.parametrize(("scale", "width", "height"), [(100, 944, 480), (150, 1_238, 690)])
def test_nothing_is_wider_than_its_window(
    show: Show[ReportsPage], endang: Actor, qtbot: QtBot, qapp: object, scale: int, width: int, height: int
) -> None:
    apply_theme(qapp, scale_percent=scale)  # type: ignore[arg-type]
    shown = show(ReportsPage, endang)
    shown.window.resize(width, height)
    settle(qtbot, shown.page, "balance_sheet")
    assert (shown.window.width(), shown.window.height()) == (width, height)
    assert shown.page.all_button.mapTo(shown.window, shown.page.all_button.rect().bottomRight()).x() < width


def test_an_empty_shop_still_has_its_paper(show: Show[ReportsPage], shop: FrozenClock, qtbot: QtBot) -> None:
    shown = show(ReportsPage, make.cashier("Bu Endang", "4321", Role.TREASURER))
    settle(qtbot, shown.page, "balance_sheet")


def test_a_door_names_the_paper(shown: Shown[ReportsPage], qtbot: QtBot) -> None:
    shown.page.step_month(1)
    shown.page.show_item(Door("reports", act="consignment_recap"))
    qtbot.waitUntil(
        lambda: shown.page.paper is not None and shown.page.paper.key == "consignment_recap", timeout=10_000
    )
    assert (shown.page.month, shown.page.cards["consignment_recap"].isChecked()) == ("2026-11", True)
