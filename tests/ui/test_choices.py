"""A list that drops down is worked by keyboard alone, and every word of it can be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication

from pkkmart.ui.choices import ChipField, ChoiceField, choice_field
from pkkmart.ui.fields import MoneyField
from pkkmart.ui.panels import stacked
from pkkmart.ui.theme import apply_theme, current
from tests.keys import press, type_as_person
from tests.ui.conftest import Stage

LONG = "Dari laci ke brankas, dihitung lagi oleh dua orang pengurus sebelum tutup sif"


class Asked:
    """A sheet with a list and a field for money, and what the sheet was told."""

    def __init__(self, stage: Stage, words: list[str]) -> None:
        self.choice: ChoiceField[int] = ChoiceField("Jenis", list(enumerate(words)))
        self.amount = MoneyField("Jumlah")
        self.stage = stage
        self.chosen: list[object] = []
        self.saved: list[object] = []
        self.choice.chosen.connect(self.chosen.append)
        content = stacked(self.choice, self.amount)
        stage.messages.sheet("Setor", content, yes="Terima", on_yes=lambda: self.saved.append(self.choice.value()))
        assert stage.window.focusWidget() is self.choice

    def drop_down(self) -> None:
        press(self.stage.window, Qt.Key.Key_Space)
        assert self.choice.view().isVisible()
        self.window = self.choice.view().window()  # without a name of its own PySide forgets what is in it


def test_down_and_enter_choose(stage: Stage) -> None:
    asked = Asked(stage, ["wajib", "sukarela", "pokok"])
    asked.drop_down()
    press(asked.choice.view(), Qt.Key.Key_Down)
    press(asked.choice.view(), Qt.Key.Key_Down)
    assert asked.choice.value() == 0, "nothing is chosen while the list is open"
    press(asked.choice.view(), "Enter")
    assert (asked.choice.value(), asked.chosen, asked.saved) == (2, [2], []), "this Enter was the list's"
    assert not asked.choice.view().isVisible()
    press(stage.window, "Enter")
    assert asked.saved == [2]


def test_tab_chooses_and_leaves(stage: Stage) -> None:
    asked = Asked(stage, ["wajib", "sukarela", "pokok"])
    asked.drop_down()
    press(asked.choice.view(), Qt.Key.Key_Down)
    press(asked.choice.view(), Qt.Key.Key_Tab)
    assert (asked.choice.value(), asked.chosen) == (1, [1])
    assert stage.window.focusWidget() is asked.amount
    assert not asked.choice.view().isVisible()


def test_esc_leaves_the_choice_and_the_sheet(stage: Stage) -> None:
    asked = Asked(stage, ["wajib", "sukarela", "pokok"])
    asked.drop_down()
    press(asked.choice.view(), Qt.Key.Key_Down)
    press(asked.choice.view(), "Esc")
    assert (asked.choice.value(), asked.chosen) == (0, [])
    assert stage.messages.panel() is not None


@pytest.mark.parametrize("scale", [100, 150])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_rows_suit_a_finger_and_none_is_cut(stage: Stage, qapp: QApplication, scale: int, dark: bool) -> None:
    apply_theme(qapp, scale_percent=scale, dark=dark)
    asked = Asked(stage, ["wajib", LONG, *(f"anggota {number}" for number in range(20))])
    asked.drop_down()
    QApplication.processEvents()
    view = asked.choice.view()
    rows = [view.visualRect(asked.choice.model().index(place, 0)) for place in range(asked.choice.count())]
    assert {row.height() >= 40 for row in rows} == {True}
    whole = [row for row in rows if view.viewport().rect().contains(row.center())]
    assert len(whole) == 8
    wide = QFontMetrics(view.font()).horizontalAdvance(LONG)
    most = view.screen().availableGeometry().width() - 60
    assert view.viewport().width() >= min(wide, most)
    assert view.viewport().rect().contains(whole[-1].bottomLeft()), "the last row is whole"
    shown = view.grab().toImage()
    assert shown.pixelColor(view.width() // 2, 3) == current().color("card")


def test_a_letter_finds_its_word(stage: Stage) -> None:
    asked = Asked(stage, ["wajib", "sukarela", "pokok"])
    asked.drop_down()
    type_as_person(asked.choice.view(), "p")
    press(asked.choice.view(), "Enter")
    assert asked.chosen == [2]


def test_down_chooses_in_a_closed_list_too(stage: Stage) -> None:
    asked = Asked(stage, ["wajib", "sukarela", "pokok"])
    press(stage.window, Qt.Key.Key_Down)
    assert not asked.choice.view().isVisible()
    press(stage.window, "Enter")
    assert (asked.chosen, asked.saved) == ([1], [1])


def test_few_choices_are_chips_and_the_arrows_choose(stage: Stage) -> None:
    few = choice_field("Alasan", [(place, f"pilihan {place}") for place in range(5)])
    assert isinstance(few, ChipField)
    assert isinstance(choice_field("Alasan", [(place, str(place)) for place in range(6)]), ChoiceField)
    chosen: list[int] = []
    few.chosen.connect(chosen.append)
    stage.add(few)
    few.setFocus()
    assert few.value() == 0
    for key in ("Down", "Right", "Up", "Left", "Left"):
        press(few, key)
    assert (chosen, few.value()) == ([1, 2, 1, 0, 4], 4)
    few.chips[2].click()
    assert (few.value(), few.hasFocus(), [chip.isChecked() for chip in few.chips].count(True)) == (2, True, 1)
    few.choose(99)
    assert few.value() == 2
    few.set_options([(7, "tujuh"), (8, "delapan")])
    assert (few.value(), few.count(), few.itemText(1)) == (7, 2, "delapan")
    assert all(chip.height() >= 44 for chip in few.chips)
