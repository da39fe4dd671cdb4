"""Panels answer to Enter and Esc, keep the focus, and a scan presses nothing."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from pkkmart.ui.choices import ChoiceField
from pkkmart.ui.fields import MoneyField, TextField
from pkkmart.ui.keys import KeyAction, Shortcuts, open_trap
from pkkmart.ui.messages import Messages
from pkkmart.ui.panels import stacked
from pkkmart.ui.theme import apply_theme
from tests.keys import press, scan, type_as_person
from tests.ui.conftest import Stage
from tests.ui.reading import cut_texts

CODE = "8992741905442"


def _ask(stage: Stage, heard: list[str]) -> QLineEdit:
    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    stage.messages.ask(
        "Stok Kue Lapis tercatat 2, diminta 6.",
        yes="Tetap jual",
        no="Ubah jumlah",
        on_yes=lambda: heard.append("yes"),
        on_no=lambda: heard.append("no"),
    )
    return field


def test_enter_is_yes_and_the_focus_comes_back(stage: Stage) -> None:
    heard: list[str] = []
    field = _ask(stage, heard)
    assert stage.messages.panel() is not None
    press(stage.window, "Enter")
    assert (heard, stage.messages.panel(), stage.window.focusWidget()) == (["yes"], None, field)


def test_escape_is_no(stage: Stage) -> None:
    heard: list[str] = []
    _ask(stage, heard)
    press(stage.window, "Esc")
    assert heard == ["no"]


def test_enter_presses_the_button_one_has_tabbed_to(stage: Stage) -> None:
    heard: list[str] = []
    _ask(stage, heard)
    press(stage.window, "Tab")
    press(stage.window, "Enter")
    assert heard == ["no"]


def test_a_scan_answers_nothing_and_is_told_to_the_panel(stage: Stage) -> None:
    heard: list[str] = []
    _ask(stage, heard)
    panel = stage.messages.panel()
    assert panel is not None
    told: list[str] = []
    panel.scanned.connect(told.append)
    scan(stage.window, CODE)
    assert (heard, told, stage.codes) == ([], [CODE], [])
    press(stage.window, "Enter")
    assert heard == ["yes"]


def test_the_page_below_gets_neither_keys_nor_focus(stage: Stage) -> None:
    heard: list[str] = []
    page = QWidget()
    stage.add(page)
    Shortcuts(page, [KeyAction("F12", "Bayar", lambda: heard.append("F12"))])
    field = _ask(stage, heard)
    press(stage.window, "F12")
    field.setFocus()
    type_as_person(stage.window, "7")
    assert (heard, field.text()) == ([], "")
    press(stage.window, "Esc")
    press(stage.window, "F12")
    assert heard == ["no", "F12"]


def test_tab_stays_in_the_panel(stage: Stage) -> None:
    _ask(stage, [])
    panel = stage.messages.panel()
    assert panel is not None
    for _again in range(5):
        press(stage.window, "Tab")
        focused = stage.window.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)


def test_a_sheet_stays_open_until_it_is_right(stage: Stage) -> None:
    amount = MoneyField("Jumlah")
    saved: list[int] = []

    def save() -> bool:
        value = amount.value()
        if value is None:
            stage.messages.attention("Jumlah belum diisi.")
            return False
        saved.append(value)
        return True

    sheet = stage.messages.sheet("Setor", stacked(amount), yes="Terima", on_yes=save)
    press(stage.window, "Enter")
    assert sheet.isVisible()
    type_as_person(stage.window, "20000")
    scan(stage.window, CODE)
    assert saved == []
    press(stage.window, "Enter")
    assert (saved, stage.messages.panel()) == ([20_000], None)


def test_escape_asks_before_it_loses_typed_work(stage: Stage) -> None:
    name = TextField("Nama")
    sheet = stage.messages.sheet(
        "Anggota baru", name, yes="Simpan", on_yes=lambda: None, is_dirty=lambda: bool(name.text())
    )
    type_as_person(stage.window, "Siti")
    press(stage.window, "Esc")
    press(stage.window, "Esc")  # keep on filling in
    assert sheet.isVisible()
    assert name.text() == "Siti"
    press(stage.window, "Esc")
    press(stage.window, "Enter")  # the safe answer
    assert stage.messages.panel() is sheet
    press(stage.window, "Esc")
    press(stage.window, "Del")
    assert stage.messages.panel() is None


def test_with_another_key_for_yes_enter_and_esc_are_both_no(stage: Stage) -> None:
    answers: list[bool] = []
    for key in ("Enter", "Esc", "F12"):
        question = stage.messages.ask("Sudah?", yes="Sudah", yes_key="F12", no="Kembali", on_yes=lambda: None)
        question.answered.connect(answers.append)
        assert (question.primary.accessibleName(), question.secondary.accessibleName()) == ("Kembali", "Sudah")
        assert question.primary.hasFocus()
        press(stage.window, key)
    assert answers == [False, False, True]


def test_danger_stays_until_the_next_key(stage: Stage, qtbot: QtBot) -> None:
    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    field.returnPressed.connect(lambda: stage.messages.danger("Kode tidak dikenal."))
    press(field, "Enter")
    assert stage.messages.text == "Kode tidak dikenal."
    qtbot.wait(20)
    type_as_person(field, "3")
    assert stage.messages.text == ""
    assert [said.tone for said in stage.messages.history] == ["danger"]


def test_good_news_fades(stage: Stage, qtbot: QtBot) -> None:
    stage.messages._say("good", "Tersimpan.", 30)
    assert stage.messages.text == "Tersimpan."
    qtbot.waitUntil(lambda: stage.messages.text == "", timeout=3_000)


def test_a_list_that_drops_down_belongs_to_its_panel(stage: Stage) -> None:
    choice: ChoiceField[int] = ChoiceField("Jenis", [(1, "wajib"), (2, "sukarela")])
    sheet = stage.messages.sheet("Setor", stacked(choice), yes="Terima", on_yes=lambda: None)
    choice.showPopup()
    assert open_trap(choice.view()) is sheet
    choice.hidePopup()
    press(stage.window, "Esc")
    assert open_trap(stage.window) is None


def test_a_long_sheet_scrolls_in_a_low_window(stage: Stage) -> None:
    stage.window.resize(1024, 560)
    fields = [MoneyField(f"Pecahan {number}") for number in range(20)]
    sheet = stage.messages.sheet("Hitung laci", stacked(*fields), yes="Simpan", on_yes=lambda: None)
    assert sheet.view.height() <= 560
    press(stage.window, "Tab")
    assert stage.window.focusWidget() is fields[1]


LONG = "/home/toko/Dokumen/PKK-Mart-Tangsel/cadangan/bulanan/2026-11/pkkmart-2026-11-24-152133-sebelum-pulih.sqlite3"


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("path", [LONG, LONG.replace("/", "\\"), "x" * 180], ids=["slashes", "backslashes", "one word"])
def test_a_long_path_can_be_read_to_its_end(stage: Stage, qapp: QApplication, scale: int, path: str) -> None:
    apply_theme(qapp, scale_percent=scale)
    stage.window.resize(1_024, 581)
    stage.messages.danger(f"Cadangan tidak bisa ditulis ke {path}. Periksa USB-nya, lalu coba lagi.")
    QApplication.processEvents()
    told = stage.messages.geometry()
    assert stage.window.rect().contains(told)
    assert cut_texts(stage.messages) == []
    assert _ink_at_the_edges(stage.messages) == 0, "a letter stands in the edge: the text is cut there"
    assert stage.messages.text.endswith("lalu coba lagi.")


def _ink_at_the_edges(messages: Messages) -> int:
    """How many dark pixels stand in the last column and the last row of the text."""
    image, area = messages.grab().toImage(), messages._words.geometry()
    last = [(area.right(), y) for y in range(area.top(), area.bottom() + 1)]
    last += [(x, area.bottom()) for x in range(area.left(), area.right() + 1)]
    return sum(image.pixelColor(x, y).lightness() < 100 for x, y in last)


def test_a_question_with_a_long_path_shows_all_of_it(stage: Stage) -> None:
    question = stage.messages.ask(f"Catatan tersimpan di {LONG}.", yes="Mengerti", on_yes=lambda: None, only_yes=True)
    QApplication.processEvents()
    assert cut_texts(question.card) == []
