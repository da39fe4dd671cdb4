"""Closing the drawer: blind first, then the difference, the safe, and the books of the day."""

from __future__ import annotations

import pytest

from pkkmart.core.db import fetch
from pkkmart.till.screen import CloseShiftPage
from pkkmart.users.roles import Role
from tests import make
from tests.books import entry_text
from tests.keys import press, scan, type_as_person
from tests.screens.conftest import Show, Shown

COUNTED_208_500 = {"100.000": "2", "5.000": "1", "2.000": "1", "1.000": "1", "500": "1"}


@pytest.fixture
def closing(show: Show[CloseShiftPage]) -> Shown[CloseShiftPage]:
    """A shift with a float of 200.000 and one sale of 10.000 in the drawer."""
    make.cashier("Bu Wati", "8642", Role.SUPERVISOR)
    rina = make.cashier()
    sugar = make.product(price_idr=10_000)
    make.shift(rina, 200_000)
    make.sell(rina, (sugar, 1), received_idr=10_000)
    return show(CloseShiftPage, rina)


def _count(shown: Shown[CloseShiftPage], pieces: dict[str, str]) -> None:
    for denomination in ("100.000", "50.000", "20.000", "10.000", "5.000", "2.000", "1.000", "500", "200", "100"):
        if denomination in pieces:
            type_as_person(shown.page, pieces[denomination])
        press(shown.page, "Enter")


def test_expected_cash_is_hidden_until_the_count_is_in(closing: Shown[CloseShiftPage]) -> None:
    assert closing.page.expected.text() == ""
    _count(closing, COUNTED_208_500)
    assert closing.said() == "Uang di laci Rp 208.500. Sudah dihitung semua?"
    assert fetch("SELECT count(*) FROM cash_count") == [(0,)]
    press(closing.page, "Enter")
    assert closing.page.expected.text() == "Rp 210.000"
    assert closing.page.difference.text() == "-Rp 1.500"
    assert closing.page.verdict.text() == "Laci kurang Rp 1.500. Selisih ini dicatat sebagai Selisih Kas."


def test_the_difference_is_booked_and_the_rest_goes_to_the_safe(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    assert closing.page.hand_over.value() == 8_500
    assert closing.page.left.text() == "Tinggal di laci untuk sif berikutnya: Rp 200.000"
    press(closing.page, "F12")
    (entry,) = fetch("SELECT id FROM journal_entry WHERE origin_kind = 'shift' ORDER BY id DESC LIMIT 1")
    assert entry_text(entry[0]) == "1103 D 8.500 / 7103 D 1.500 / 1101 K 10.000"
    assert fetch(
        "SELECT expected_idr, counted_idr, recounted_idr, difference_idr, float_left_idr FROM shift_close"
    ) == [(210_000, 208_500, None, -1_500, 200_000)]
    assert closing.said() == "Sif 1 ditutup dan dibukukan."


def test_one_recount_is_allowed_and_both_figures_are_kept(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"100.000": "1"})
    press(closing.page, "Enter")
    press(closing.page, "F4")
    _count(closing, {"100.000": "2", "10.000": "1"})
    press(closing.page, "Enter")
    assert closing.page.verdict.text() == "Laci pas."
    assert not closing.page.recount.isVisible()
    press(closing.page, "F12")
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr FROM shift_close") == [(100_000, 210_000, 0)]


def test_above_the_tolerance_a_reason_and_a_second_pin_are_needed(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"100.000": "1"})
    press(closing.page, "Enter")
    press(closing.page, "F12")
    assert closing.said() == "Selisih -110.000 melebihi batas 2.000. Tulis sebabnya dulu."
    assert fetch("SELECT count(*) FROM shift_close") == [(0,)]
    closing.page.reason.choose("salah kembalian")
    press(closing.page, "F12")
    assert fetch("SELECT count(*) FROM shift_close") == [(0,)]
    type_as_person(closing.page, "8642")
    press(closing.page, "Enter")
    assert fetch("SELECT reason, difference_idr, approver_id FROM shift_close") == [("salah kembalian", -110_000, 1)]
    assert closing.said() == "Sif 1 ditutup dan dibukukan."


def test_a_half_made_count_is_not_lost_to_esc_and_a_scan_lands_nowhere(closing: Shown[CloseShiftPage]) -> None:
    type_as_person(closing.page, "2")
    scan(closing.page, "8999990000018")
    assert closing.page.form.pieces()[100_000] == 2
    press(closing.page, "Esc")
    assert closing.said() == "Hitungan belum dicatat. Buang dan kembali ke kasir?"
    press(closing.page, "Esc")
    assert closing.page.form.pieces()[100_000] == 2


def test_a_count_survives_a_power_cut(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    closing.page.enter()
    assert closing.page.counted.text() == "Rp 208.500"
    assert closing.page.steps.currentIndex() == 1
