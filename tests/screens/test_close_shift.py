"""Closing the drawer: blind first, then the difference, the safe, and the books of the day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from pkkmart.core.actor import Actor
from pkkmart.core.db import fetch
from pkkmart.core.errors import DiskFull
from pkkmart.core.i18n import rupiah
from pkkmart.printing.settings import WIDTHS
from pkkmart.sales.operations.shift_papers import print_x, print_z
from pkkmart.shell.window import MainWindow
from pkkmart.till.screen import CloseShiftPage, ShiftPapers
from pkkmart.ui.doors import Door
from pkkmart.ui.pad import NumberPad
from pkkmart.ui.page import Context
from pkkmart.ui.paper import Paper
from pkkmart.ui.theme import apply_theme
from pkkmart.users.queries import active_users, actor_of
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
    return show(_page, rina)


def _page(context: Context) -> CloseShiftPage:
    return CloseShiftPage(context, ShiftPapers(print_x, print_z))


def _count(shown: Shown[CloseShiftPage], pieces: dict[str, str]) -> None:
    for denomination in ("100.000", "50.000", "20.000", "10.000", "5.000", "2.000", "1.000", "500", "200", "100"):
        if denomination in pieces:
            type_as_person(shown.page, pieces[denomination])
        press(shown.page, "Enter")


def test_expected_cash_is_hidden_until_the_count_is_in(closing: Shown[CloseShiftPage]) -> None:
    assert closing.page.result.expected.text() == ""
    _count(closing, COUNTED_208_500)
    assert closing.said() == "Uang di laci Rp 208.500. Sudah dihitung semua?"
    assert fetch("SELECT count(*) FROM cash_count") == [(0,)]
    press(closing.page, "Enter")
    assert closing.page.result.expected.text() == "Rp 210.000"
    assert closing.page.result.difference.text() == "-Rp 1.500"
    assert closing.page.result.verdict.text() == "Laci kurang Rp 1.500. Selisih ini dicatat sebagai Selisih Kas."


def test_the_difference_is_booked_and_the_rest_goes_to_the_safe(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    assert closing.page.result.hand_over.value() == 8_500
    assert closing.page.result.left.text() == "Tinggal di laci: Rp 200.000"
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
    assert closing.page.result.verdict.text() == "Laci pas."
    assert not closing.page.result.recount.isVisible()
    press(closing.page, "F12")
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr FROM shift_close") == [(100_000, 210_000, 0)]


def test_a_count_with_a_sale_after_it_is_told_again_and_asks_for_a_second_pin(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"100.000": "1"})
    press(closing.page, "Enter")
    press(closing.page, "Esc")
    make.sell(closing.page.context.actor, (1, 1), received_idr=10_000)
    closing.page.enter()
    assert closing.said() == (
        "Sif ini sudah dihitung Rp 100.000, lalu ada transaksi. Ini hitungan ke-2; "
        "hitungan pertama tetap tercetak di laporan Z."
    )
    _count(closing, {"100.000": "2", "10.000": "2"})
    press(closing.page, "Enter")
    assert closing.page.result.first.text() == "Rp 100.000"
    assert closing.page.result.verdict.text() == (
        "Laci pas. Ini hitungan ke-2; hitungan pertama selisih -Rp 110.000 dan ikut tercetak di laporan Z."
    )
    press(closing.page, "F12")
    assert fetch("SELECT count(*) FROM shift_close") == [(0,)]
    type_as_person(closing.page, "8642")
    press(closing.page, "Enter")
    assert fetch("SELECT counted_idr, recounted_idr, difference_idr, approver_id FROM shift_close") == [
        (100_000, 220_000, 0, 1)
    ]


def test_above_the_tolerance_a_reason_and_a_second_pin_are_needed(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"100.000": "1"})
    press(closing.page, "Enter")
    press(closing.page, "F12")
    assert fetch("SELECT count(*) FROM shift_close") == [(0,)]
    assert closing.page.result.reason.field.hasFocus()
    type_as_person(closing.page, "salah kembalian")
    press(closing.page, "F12")
    assert fetch("SELECT count(*) FROM shift_close") == [(0,)]
    type_as_person(closing.page, "8642")
    press(closing.page, "Enter")
    assert fetch("SELECT reason, difference_idr, approver_id FROM shift_close") == [("salah kembalian", -110_000, 1)]
    assert closing.said() == "Sif 1 ditutup dan dibukukan."


@pytest.fixture
def counting(window: MainWindow) -> CloseShiftPage:
    """The count in the whole window, of a shift with a float of 200.000."""
    rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
    make.shift(rina, 200_000)
    window.unlock(rina)
    window.open(Door("close_shift"))
    page = window.page()
    assert isinstance(page, CloseShiftPage)
    return page


def test_a_half_made_count_is_not_lost_to_esc_nor_to_the_rail_and_a_scan_lands_nowhere(
    window: MainWindow, counting: CloseShiftPage
) -> None:
    type_as_person(window, "2")
    scan(window, "8999990000018")
    assert counting.count.form.pieces()[100_000] == 2
    stock = next(button for button in window.rail.buttons if button.item.key == "stock")
    for leave in (lambda: press(window, "Esc"), stock.click):
        leave()
        assert window.messages.history[-1].text == "Hitungan laci Rp 200.000 belum dicatat. Buang?"
        press(window, "Enter")
        assert (window.page(), counting.count.form.pieces()[100_000]) == (counting, 2)
    press(window, "Esc")
    press(window, "Del")
    page = window.page()
    assert page is not None
    assert (page.title, counting.unfinished()) == ("Kasir", "")


def test_a_reason_typed_and_not_recorded_is_asked_about(window: MainWindow, counting: CloseShiftPage) -> None:
    counting.count.form.fields[100_000].set_value(1_000)
    counting._count()
    assert counting.unfinished() == ""
    type_as_person(window, "salah kembalian")
    press(window, "Esc")
    assert window.messages.history[-1].text == "Sebab selisih belum dicatat, sif belum ditutup. Buang?"
    press(window, "Enter")
    assert counting.result.reason.text() == "salah kembalian"


@pytest.mark.parametrize(("width", "height", "scale"), [(1_366, 768, 100), (1_366, 768, 150), (1_024, 600, 100)])
def test_every_amount_of_the_count_is_whole_and_both_steps_have_a_pad(
    window: MainWindow, qapp: QApplication, width: int, height: int, scale: int
) -> None:
    apply_theme(qapp, scale_percent=scale)
    window.resize(width, height)
    rina = actor_of(next(user.id for user in active_users() if user.name == "Bu Rina"))
    make.shift(rina, 200_000)
    window.unlock(rina)
    window.open(Door("close_shift"))
    page = window.page()
    assert isinstance(page, CloseShiftPage)
    form, pads = page.count.form, [step.findChildren(NumberPad)[0] for step in (page.count, page.result)]
    for denomination, field in form.fields.items():
        field.set_value(40_000_000 // denomination * 1_000)
    QApplication.processEvents()
    shown = [label for label in form.findChildren(QLabel) if label.text() == "40.000.000"]
    assert len(shown) == 10
    for label in shown:
        assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
        assert form.parentWidget().rect().contains(label.geometry().translated(form.pos()))
    assert [pad.isVisible() for pad in pads] == [True, False]
    for field in form.fields.values():
        field.set_value(3_000)
    counted = page.count.counted_idr()
    page._count()
    QApplication.processEvents()
    assert [pad.isVisible() for pad in pads] == [False, True]
    page.result.hand_over.selectAll()
    for key in ("1", "000", "00"):
        button = pads[1].button(key)
        assert window.rect().contains(QRect(button.mapTo(window, QPoint()), button.size()))
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert page.result.hand_over.value() == 100_000
    assert page.result.left.text() == f"Tinggal di laci: {rupiah(counted - 100_000)}"
    apply_theme(qapp)


def test_a_count_survives_a_power_cut(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    closing.page.enter()
    assert closing.page.result.counted.text() == "Rp 208.500"
    assert closing.page.steps.currentIndex() == 1


def test_the_report_of_the_closed_shift_stands_there_to_sign(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    press(closing.page, "F12")
    page = closing.page
    assert page.steps.currentWidget() is page.closed
    assert page.closed.title.text() == "Sif 1 ditutup, Selasa, 24 November 2026"
    assert "Selisih kurang" in page.closed.paper.text.text()
    assert (page.closed.handed.text(), page.closed.left.text()) == ("Rp 8.500", "Rp 200.000")
    press(page, "Ctrl+P")
    jobs = fetch("SELECT kind, copy_no FROM print_job WHERE origin_kind = 'shift'")
    assert jobs == [("z_report", 1), ("z_report", 2)]
    wished: list[str] = []
    page.context.door_wished.connect(lambda door: wished.append(door.kind))
    scan(page, "8999990000018")
    assert closing.said() == "Sif sudah ditutup. Tekan Enter untuk ke kasir, lalu buka sif baru."
    press(page, "Enter")
    assert wished == ["counter"]


def test_a_paper_that_fails_keeps_no_shift_open(show: Show[CloseShiftPage]) -> None:
    def jammed(actor: Actor, shift_id: int) -> int:
        raise DiskFull

    rina = make.cashier()
    make.shift(rina, 0)
    closing = show(lambda context: CloseShiftPage(context, ShiftPapers(print_x, jammed)), rina)
    press(closing.page, "F12")
    press(closing.page, "Enter")
    press(closing.page, "F12")
    assert fetch("SELECT count(*) FROM shift_close") == [(1,)]
    assert str(DiskFull()) in [said.text for said in closing.messages.history]
    assert closing.page.steps.currentWidget() is closing.page.closed


def test_a_number_of_pieces_that_can_not_be_is_named_and_counts_for_nothing(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"50.000": "1.5", "10.000": "3"})
    assert closing.said() == "“1.5” bukan jumlah keping 50.000. Ketik angka bulat tanpa titik atau koma, misalnya 12."
    assert (closing.messages.panel(), closing.page.count.counted_idr()) == (None, 30_000)
    type_as_person(closing.page, "2")
    press(closing.page, "F12")
    assert closing.said() == "Uang di laci Rp 130.000. Sudah dihitung semua?"


def test_x_is_printed_and_shown_without_what_should_lie_there(closing: Shown[CloseShiftPage]) -> None:
    press(closing.page, "F8")
    assert closing.said() == "Laporan X sif 1"
    panel = closing.messages.panel()
    assert panel is not None
    text = panel.findChild(Paper).text.text()  # type: ignore[union-attr]
    assert ("LAPORAN X ke-1" in text, "Seharusnya" in text, "210.000" in text) == (True, False, False)
    assert "Uang laci: dihitung dulu saat tutup" in " ".join(text.split())
    press(closing.page, "Esc")
    assert closing.messages.panel() is None


def test_a_shortage_is_charged_to_the_cashier_by_who_may(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    charged = closing.page.result.charged
    assert (charged.text(), charged.isChecked(), charged.isVisible()) == ("Ditanggung Bu Rina", False, True)
    charged.click()
    press(closing.page, "F12")
    type_as_person(closing.page, "8642")
    press(closing.page, "Tab")
    type_as_person(closing.page, "disepakati")
    press(closing.page, "Enter")
    assert fetch("SELECT charged_to_staff, difference_idr, approver_id FROM shift_close") == [(1, -1_500, 1)]


def test_the_two_counts_stand_beside_each_other(closing: Shown[CloseShiftPage]) -> None:
    _count(closing, {"100.000": "1"})
    press(closing.page, "Enter")
    assert not closing.page.result.first.isVisible()
    press(closing.page, "F4")
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    result = closing.page.result
    assert [big.text() for big in (result.expected, result.first, result.counted, result.difference)] == [
        "Rp 210.000", "Rp 100.000", "Rp 208.500", "-Rp 1.500",
    ]  # fmt: skip
    assert result.first.isVisible()


def test_cash_that_moves_while_counting_makes_the_count_stale(closing: Shown[CloseShiftPage]) -> None:
    press(closing.page, "Ctrl+K")
    press(closing.page, "Tab")
    type_as_person(closing.page, "100000")
    press(closing.page, "Tab")
    type_as_person(closing.page, "setoran siang")
    press(closing.page, "Enter")
    assert fetch("SELECT kind, amount_idr FROM cash_slip") == [("TO_SAFE", 100_000)]
    assert closing.page.steps.currentWidget() is closing.page.count


@pytest.mark.parametrize("columns", WIDTHS)
def test_both_reports_on_screen_have_the_columns_of_the_printer(closing: Shown[CloseShiftPage], columns: int) -> None:
    closing.pc.set("printer.columns", columns)
    press(closing.page, "F8")
    panel = closing.messages.panel()
    assert panel is not None
    assert _columns(panel.findChild(Paper)) == columns
    press(closing.page, "Esc")
    _count(closing, COUNTED_208_500)
    press(closing.page, "Enter")
    press(closing.page, "F12")
    assert _columns(closing.page.closed.paper) == columns


def _columns(paper: object) -> int:
    """How many letters the longest line has; every line is in sight."""
    assert isinstance(paper, Paper)
    assert paper.text.sizeHint().width() <= paper.viewport().width()
    return max(map(len, paper.text.text().splitlines()))
