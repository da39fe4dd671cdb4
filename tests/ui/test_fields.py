"""Fields hold only what they are for."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from pkkmart.ui.choices import CheckField, ChoiceField
from pkkmart.ui.fields import DateField, Labeled, MoneyField, PinField, QuantityField, SearchField
from pkkmart.ui.keys import KeyAction, Shortcuts
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.panels import stacked
from tests.keys import press, type_as_person
from tests.ui.conftest import Stage


def _focused(stage: Stage, field: MoneyField | QuantityField | SearchField | PinField) -> None:
    stage.add(field)
    field.setFocus()


def test_money_is_grouped_while_it_is_typed(stage: Stage) -> None:
    field = MoneyField("Uang diterima", big=True)
    seen: list[object] = []
    field.changed.connect(seen.append)
    _focused(stage, field)
    type_as_person(field, "50000")
    assert (field.text(), field.value(), seen) == ("50.000", 50_000, [5, 50, 500, 5_000, 50_000])
    type_as_person(field, "x")
    assert field.text() == "50.000"


def test_money_is_edited_in_the_middle(stage: Stage) -> None:
    field = MoneyField("Uang", value=1_234_567)
    _focused(stage, field)
    field.setCursorPosition(2)  # behind the first dot
    press(field, Qt.Key.Key_Backspace)
    assert (field.text(), field.cursorPosition()) == ("234.567", 0)
    type_as_person(field, "9")
    assert (field.text(), field.cursorPosition()) == ("9.234.567", 1)
    press(field, Qt.Key.Key_Delete)
    assert field.text() == "934.567"


def test_a_plus_writes_three_zeros(stage: Stage) -> None:
    field = MoneyField("Uang", value=51_800)
    _focused(stage, field)
    field.selectAll()
    type_as_person(field, "+")
    assert field.text() == "51.800", "nothing is written over what is selected"
    type_as_person(field, "50+")
    assert (field.text(), field.value(), field.cursorPosition()) == ("50.000", 50_000, 6)
    type_as_person(field, "++")
    assert field.value() == 50_000_000_000, "twelve digits are the most"


def test_money_stops_at_twelve_digits(stage: Stage) -> None:
    field = MoneyField("Uang")
    _focused(stage, field)
    type_as_person(field, "1234567890123")
    assert field.value() == 123_456_789_012
    field.selectAll()
    type_as_person(field, "007")
    assert field.text() == "7"


@pytest.mark.parametrize(
    ("typed", "shown", "milli"),
    [("3", "3", 3_000), ("0,25", "0,25", 250), ("0.5", "0.5", 500), ("2,", "2,", 2_000), ("1,2345", "1,2345", None)],
)
def test_quantities_have_three_decimals(stage: Stage, typed: str, shown: str, milli: int | None) -> None:
    field = QuantityField("Jumlah")
    _focused(stage, field)
    type_as_person(field, typed)
    assert (field.text(), field.value()) == (shown, milli)


def test_a_large_quantity_comes_back_as_it_was() -> None:
    field = QuantityField("Jumlah", value=1_250_000)
    assert (field.text(), field.value()) == ("1250", 1_250_000)
    field.set_value(None)
    assert field.value() is None


_WHOLE = "Ketik angka bulat tanpa titik atau koma, misalnya 12."
_CODE = "terlalu panjang untuk jumlah Lemper. Itu mungkin barcode: ketik jumlahnya lagi."


@pytest.mark.parametrize(
    ("typed", "whole", "milli", "told"),
    [
        ("1.5", True, None, f"“1.5” bukan jumlah Lemper. {_WHOLE}"),
        ("1,5", True, None, f"“1,5” bukan jumlah Lemper. {_WHOLE}"),
        ("1.000", True, None, f"“1.000” bukan jumlah Lemper. {_WHOLE}"),
        ("15", True, 15_000, ""),
        ("", True, None, ""),
        ("99999999999", True, None, f"“99999999999” {_CODE}"),
        ("8999990000018", True, None, f"“8999990000018” {_CODE}"),
        ("899999", True, 899_999_000, ""),
        ("1.5", False, 1_500, ""),
        ("0.250", False, 250, ""),
        ("1.250", False, None, "“1.250” bisa dibaca dua cara. Untuk jumlah Lemper ketik 1250 atau 1,250."),
        ("1250", False, 1_250_000, ""),
        ("0,2555", False, None, "“0,2555” bukan jumlah Lemper yang bisa dibaca. Ketik misalnya 3 atau 0,25."),
        ("1,2,3", False, None, "“1,2,3” bukan jumlah Lemper yang bisa dibaca. Ketik misalnya 3 atau 0,25."),
        ("8999990000018", False, None, f"“8999990000018” {_CODE}"),
    ],
)
def test_a_quantity_is_refused_with_why_and_never_rewritten(
    stage: Stage, typed: str, whole: bool, milli: int | None, told: str
) -> None:
    field = QuantityField("Jumlah Lemper", whole=whole)
    _focused(stage, field)
    type_as_person(field, typed)
    assert (field.text(), field.value(), field.unfit_words()) == (typed, milli, told)
    field.add(1_000)
    assert field.text() == typed or not told, "one more of what is no quantity would forget what was typed"


def test_a_sheet_keeps_a_quantity_that_can_not_be_and_says_why(stage: Stage) -> None:
    field, asked = QuantityField("Jumlah Lemper", whole=True), list[str]()
    hidden = QuantityField("Isi", whole=True, value=None)
    content = stacked(field, hidden)
    hidden.setText("1.5")
    hidden.hide()
    messages = stage.messages
    sheet = messages.sheet("Jumlah", content, yes="Simpan", on_yes=lambda: asked.append("booked"))
    type_as_person(field, "1.5")
    press(field, "Enter")
    assert (messages.history[-1].text, asked) == (f"“1.5” bukan jumlah Lemper. {_WHOLE}", [])
    assert (field.text(), field.property("wrong"), messages.panel()) == ("1.5", "true", sheet)
    type_as_person(field, "4")
    assert (field.text(), field.property("wrong")) == ("4", "")
    press(field, "Enter")
    assert (asked, messages.panel()) == (["booked"], None), "a field that is not shown is not asked about"


def test_search_waits_for_the_typing_to_rest(stage: Stage, qtbot: QtBot) -> None:
    field = SearchField("Cari", "Ketik nama", rest_ms=20)
    steps: list[int] = []
    field.stepped.connect(steps.append)
    _focused(stage, field)
    with qtbot.waitSignal(field.searched, timeout=2_000) as told:
        field.setText("keri")
        field.setText("keripik")
    assert told.args == ["keripik"]
    press(field, Qt.Key.Key_Down)
    press(field, Qt.Key.Key_Up)
    assert steps == [1, -1]
    press(field, "Esc")
    assert field.text() == ""


def test_a_pin_is_typed_or_tapped(stage: Stage) -> None:
    field = PinField("PIN")
    pad = NumberPad(field)
    entered: list[bool] = []
    field.entered.connect(lambda: entered.append(True))
    stage.add(pad)
    _focused(stage, field)
    type_as_person(field, "12a")
    assert field.pin() is None
    for place in (2, 3, 9, 10, 11):  # 3, 4, take one back, 0, OK
        pad.buttons[place].click()
    assert (field.pin(), entered) == ("1230", [True])
    assert all(button.accessibleName() for button in pad.buttons)


def test_choices_carry_values(stage: Stage) -> None:
    field: ChoiceField[int] = ChoiceField("Jenis", [(10, "sepuluh"), (20, "dua puluh")])
    field.choose(20)
    field.choose(99)
    assert (field.value(), field.currentText()) == (20, "dua puluh")
    field.set_options([])
    assert field.value() is None


def test_a_label_says_what_must_be_mended(stage: Stage) -> None:
    field = MoneyField("")
    labeled = Labeled("Jumlah setoran", field, hint="paling sedikit 20.000")
    stage.add(labeled)
    labeled.set_error("Jumlah belum diisi.")
    assert (field.accessibleName(), field.property("wrong")) == ("Jumlah setoran", "true")
    labeled.set_error("")
    assert field.property("wrong") == ""


def test_a_tick_answers_to_a_click_anywhere(stage: Stage, qtbot: QtBot) -> None:
    field = CheckField("Cetak struk")
    stage.add(field)
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton, pos=field.rect().center())
    assert field.isChecked()


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("24/11/2026", date(2026, 11, 24)), ("1-2-26", date(2026, 2, 1)), ("24112026", date(2026, 11, 24)),
        ("31/02/2026", None), ("kemarin", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_read_as_they_are_written(stage: Stage, written: str, day: date | None) -> None:
    field = DateField("Tanggal")
    field.setText(written)
    assert field.value() == day
    field.set_value(date(2026, 3, 5))
    assert field.text() == "05/03/2026"


def test_an_empty_search_leaves_del_to_the_page(stage: Stage) -> None:
    done: list[str] = []
    Shortcuts(stage.window, [KeyAction(key, "", lambda key=key: done.append(key)) for key in ("Del", "Ctrl+Z", "Esc")])
    field = SearchField("Cari", "")
    _focused(stage, field)
    for key in ("Del", "Ctrl+Z"):
        press(field, key)
    type_as_person(field, "gula")
    for key in ("Del", "Esc", "Esc"):
        press(field, key)
    assert (done, field.text()) == (["Del", "Ctrl+Z", "Esc"], "")
