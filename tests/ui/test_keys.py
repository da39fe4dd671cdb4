"""A scan is heard wherever the focus is, and leaves no digit behind."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from pkkmart.ui.all_acts import AllActs, show_all_acts
from pkkmart.ui.cards import Caption
from pkkmart.ui.fields import MoneyField, QuantityField, SearchField
from pkkmart.ui.keybar import KeyBar
from pkkmart.ui.keys import KeyAction, Shortcuts
from pkkmart.ui.table_model import Column, RowsModel, styled_table
from tests.keys import press, scan, type_as_person
from tests.ui.conftest import Stage

CODE = "8992741905442"


def test_a_scan_into_the_quantity_leaves_it_as_it_was(stage: Stage) -> None:
    field = QuantityField("Jumlah", value=2_500)
    entered: list[bool] = []
    field.entered.connect(lambda: entered.append(True))
    stage.add(field)
    field.setFocus()
    field.setSelection(0, 1)
    scan(field, CODE)
    assert (stage.codes, field.text(), field.selectedText(), field.value()) == ([CODE], "2,5", "2", 2_500)
    assert entered == []


def test_the_same_digits_typed_by_a_person_are_no_scan(stage: Stage) -> None:
    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    type_as_person(field, CODE)
    press(field, "Enter")
    assert (stage.codes, field.text()) == ([], CODE)


def test_digits_typed_fast_but_entered_late_are_no_scan(stage: Stage) -> None:
    field = QLineEdit()
    returned: list[bool] = []
    field.returnPressed.connect(lambda: returned.append(True))
    stage.add(field)
    field.setFocus()
    scan(field, CODE, gap_ms=45)
    assert (stage.codes, field.text(), returned) == ([], CODE, [True])


@pytest.mark.parametrize("code", ["12345", "899274", "PM-26-000417", "A.1-b23"])
def test_six_characters_of_any_code_make_a_scan(stage: Stage, code: str) -> None:
    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    scan(field, code)
    assert stage.codes == ([code] if len(code) >= 6 else [])
    assert field.text() == ("" if len(code) >= 6 else code)


@pytest.mark.parametrize("place", [0, 1, 6, 11])
def test_one_hiccup_does_not_sell_half_a_barcode(stage: Stage, place: int) -> None:
    field = MoneyField("Uang", value=50_000)
    stage.add(field)
    field.setFocus()
    scan(field, CODE, hiccup_after=place)
    assert (stage.codes, field.value()) == ([CODE], 50_000)


def test_a_scan_presses_no_button(stage: Stage) -> None:
    clicks: list[bool] = []
    button = QPushButton("Bayar")
    button.setAutoDefault(True)
    button.clicked.connect(lambda: clicks.append(True))
    stage.add(button)
    button.setFocus()
    scan(button, CODE)
    assert (stage.codes, clicks) == ([CODE], [])


def test_a_scan_moves_no_table(stage: Stage) -> None:
    model = RowsModel([Column[str]("Barang", str)], ["1 kg gula", "8 telur", "9 lilin"])
    table = styled_table(model, "Keranjang")
    opened: list[object] = []
    table.opened.connect(opened.append)
    stage.add(table)
    table.select(0)
    table.setFocus()
    scan(table, CODE)
    assert (stage.codes, table.currentIndex().row(), opened) == ([CODE], 0, [])
    press(table, "Enter")
    assert opened == ["1 kg gula"]


def test_three_times_then_a_scan_keeps_three_times(stage: Stage) -> None:
    field = SearchField("Cari", "")
    stage.add(field)
    field.setFocus()
    type_as_person(field, "3*")
    scan(field, CODE)
    assert (stage.codes, field.text()) == ([CODE], "3*")


def test_space_presses_the_button_with_the_focus_where_a_page_has_a_search_field(stage: Stage) -> None:
    home, button, pressed = SearchField("Cari", ""), QPushButton("Tidak jadi beli"), []
    button.clicked.connect(lambda: pressed.append(True))
    stage.add(home)
    stage.add(button)
    stage.scans.home = home
    button.setFocus()
    press(stage.window, "Space")
    assert (len(pressed), home.text(), stage.window.focusWidget()) == (1, "", button)
    type_as_person(stage.window, "g")
    assert (home.text(), stage.window.focusWidget()) == ("g", home)


def test_typing_over_a_table_reaches_home_and_a_scan_leaves_no_trace(stage: Stage) -> None:
    home = SearchField("Cari", "")
    button = QPushButton("Lain")
    stage.add(home)
    stage.add(button)
    stage.scans.home = home
    button.setFocus()
    type_as_person(button, "gula")
    assert (home.text(), stage.window.focusWidget()) == ("gula", home)
    home.clear()
    button.setFocus()
    scan(button, CODE)
    assert (stage.codes, home.text()) == ([CODE], "")


def test_notes_and_choices_are_given_back_too(stage: Stage) -> None:
    note, choice = QPlainTextEdit("lama"), QComboBox()
    choice.addItems(["nol", "8", "9"])
    for widget in (note, choice):
        stage.add(widget)
        widget.setFocus()
        scan(widget, CODE)
    assert (stage.codes, note.toPlainText(), choice.currentText()) == ([CODE, CODE], "lama", "nol")


def test_without_event_times_nothing_is_a_scan(stage: Stage, qtbot: object) -> None:
    from PySide6.QtTest import QTest

    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    QTest.keyClicks(field, CODE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (stage.codes, field.text()) == ([], CODE)


def test_a_switched_off_filter_lets_all_through(stage: Stage) -> None:
    field = QLineEdit()
    stage.add(field)
    field.setFocus()
    stage.scans.enabled = False
    scan(field, CODE)
    assert (stage.codes, field.text()) == ([], CODE)


def test_a_scan_sets_off_no_shortcut_on_enter(stage: Stage) -> None:
    done: list[str] = []
    page = QWidget()
    stage.add(page)
    field = QLineEdit(page)
    field.show()
    field.setFocus()
    Shortcuts(page, [KeyAction("Enter", "Selesai", lambda: done.append("Enter"))])
    scan(field, CODE)
    assert (stage.codes, done) == ([CODE], [])
    press(field, "Enter")
    assert done == ["Enter"]


def test_the_row_of_keys_and_the_keys_are_one_list(stage: Stage, qtbot: object) -> None:
    done: list[str] = []
    why_not, told = ["Buka sif dulu."], list[str]()
    page = QWidget()
    stage.add(page)
    actions = [
        KeyAction("F4", "Jumlah", lambda: done.append("F4")),
        KeyAction("F8–F11", "Cara lain"),
        KeyAction("F6", "Tahan", lambda: done.append("F6"), lambda: why_not[0], tell=told.append),
        KeyAction("F12", "Bayar", lambda: done.append("F12"), shown=False),
    ]
    Shortcuts(page, actions)
    bar = KeyBar(actions)
    stage.add(bar)
    for key in ("F4", "F6", "F12"):
        press(page, key)
    assert (done, told) == (["F4", "F12"], ["Buka sif dulu."])
    hints = bar.hints
    assert [hint.is_dim for hint in hints] == [False, False, True]
    hints[2].click()
    assert (done, told) == (["F4", "F12"], ["Buka sif dulu."] * 2), "a press tells why not"
    why_not[0] = ""
    bar.set_actions(actions)
    assert bar.hints == hints, "the same keys are only looked at anew"
    assert [hint.is_dim for hint in hints] == [False, False, False]
    hints[2].click()
    assert done == ["F4", "F12", "F6"]
    assert [hint.accessibleName() for hint in bar.hints] == ["Jumlah F4", "Cara lain F8–F11", "Tahan F6"]


def test_the_row_shows_the_daily_eight_where_it_has_room(stage: Stage) -> None:
    wishes: list[str] = []
    bar = KeyBar([KeyAction(f"F{number}", "Kata panjang sekali", lambda: None) for number in range(1, 13)])
    bar.all_wished.connect(lambda: wishes.append("all"))
    stage.add(bar)
    bar.resize(500, 44)
    assert 0 < sum(not hint.isHidden() for hint in bar.hints) < 8
    assert bar.rect().contains(bar.more.geometry())
    bar.resize(4_000, 44)
    assert sum(not hint.isHidden() for hint in bar.hints) == 8
    bar.more.click()
    assert not bar.more.isHidden()
    assert wishes == ["all"]


def test_the_sheet_of_all_acts_does_what_a_button_or_its_key_says(stage: Stage) -> None:
    done: list[str] = []
    told: list[str] = []
    page = QWidget()
    stage.add(page)
    actions = [
        KeyAction("F1", "Bantuan", lambda: done.append("F1")),
        KeyAction("F4", "Jumlah", lambda: done.append("F4"), group="Barang ini"),
        KeyAction("↑↓", "Pilih", group="Barang ini"),
        KeyAction("F6", "Tahan", lambda: done.append("F6"), lambda: "Kosong.", tell=told.append, group="Keranjang"),
        KeyAction("Ctrl+H", "Harga", lambda: done.append("Ctrl+H"), shown=False, group="Barang ini"),
    ]
    show_all_acts(stage.messages, actions)
    sheet = stage.messages.panel()
    assert isinstance(sheet, AllActs)
    assert [caption.text() for caption in sheet.findChildren(Caption)] == ["BARANG INI", "KERANJANG", "LAIN-LAIN"]
    assert [(button.accessibleName(), button.is_dim) for button in sheet.buttons] == [
        ("Bantuan F1", False), ("Jumlah F4", False), ("Tahan F6", True), ("Harga Ctrl+H", False),
    ]  # fmt: skip
    sheet.buttons[2].click()
    assert (told, done, stage.messages.panel()) == (["Kosong."], [], sheet)
    sheet.buttons[3].click()
    assert (done, stage.messages.panel()) == (["Ctrl+H"], None)
    show_all_acts(stage.messages, actions)
    press(page, "F4")
    assert (done, stage.messages.panel()) == (["Ctrl+H", "F4"], None)
    show_all_acts(stage.messages, actions)
    press(page, "Esc")
    assert (done, stage.messages.panel()) == (["Ctrl+H", "F4"], None)
