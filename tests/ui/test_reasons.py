"""A reason is written by keys alone: its own words, or one of the short list after the other."""

from __future__ import annotations

from pkkmart.ui.reasons import ReasonField
from tests.keys import press, type_as_person
from tests.ui.conftest import Stage


def test_down_and_up_write_the_reasons_in_turn(stage: Stage) -> None:
    why = ReasonField("Alasan", ["rusak", "salah barang"])
    stage.add(why)
    why.setFocus()
    seen = []
    for key in ("Down", "Down", "Down", "Up"):
        press(why, key)
        seen.append(why.text())
    assert seen == ["rusak", "salah barang", "rusak", "salah barang"]
    why.field.selectAll()
    type_as_person(why, "basi")
    press(why, "Up")
    assert why.text() == "salah barang", "from one's own words, Up begins at the end"


def test_without_a_list_the_arrows_leave_what_is_written(stage: Stage) -> None:
    why = ReasonField("Alasan", value="janji ketua")
    stage.add(why)
    why.setFocus()
    press(why, "Down")
    assert why.text() == "janji ketua"


def test_what_was_missing_is_red_only_until_it_is_there(stage: Stage) -> None:
    why = ReasonField("Alasan", ["rusak", "salah barang"])
    stage.add(why)

    def told() -> tuple[str, bool, str]:
        return why.text(), why._box._note.isVisible(), why.field.property("wrong")

    assert not why.require("Tulis alasannya dulu.")
    assert told() == ("", True, "true")
    press(why, "Down")
    assert told() == ("rusak", False, "")
    why.field.clear()
    assert not why.require("Tulis alasannya dulu.")
    type_as_person(why, "b")
    assert told() == ("b", False, "")


def test_the_flat_row_marks_the_ready_reason_and_keeps_the_line_for_others(stage: Stage) -> None:
    why = ReasonField("Alasan", ["rusak", "salah barang"], flat=True)
    stage.add(why)
    told: list[str] = []
    why.changed.connect(told.append)
    why.picks[1].click()
    assert (why.text(), why.field.text(), [one.isChecked() for one in why.picks]) == ("salah barang", "", [False, True])
    press(why, "Up")
    type_as_person(why, "x")
    assert (why.text(), [one.isChecked() for one in why.picks]) == ("x", [False, False])
    why.set("Alasan · Gula", "rusak")
    assert (why.text(), [one.isChecked() for one in why.picks]) == ("rusak", [True, False])
    assert told == ["salah barang", "rusak", "x"], "what a program sets is no change by hand"
    why.set("Alasan · Teh", "")
    assert not why.require("Tulis atau pilih alasannya.")
    why.picks[0].click()
    assert why.field.property("wrong") == ""
